-- What a command is about, for the timelines. Commands that leave another trace there write nothing here.
CREATE TABLE umlauf.command_about (
    subject_id UUID NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT command_about_pkey PRIMARY KEY (subject_id, command_id),
    CONSTRAINT command_about_command_id_fkey FOREIGN KEY(command_id) REFERENCES umlauf.command (command_id)
);
CREATE INDEX task_subject_idx ON umlauf.task (subject);

CREATE FUNCTION umlauf.note_about(p_id uuid, p_subjects uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM umlauf.command c WHERE c.command_id = p_id AND c.xid = pg_current_xact_id()
        AND c.outcome IS NULL AND c.login = session_user) THEN
        RAISE EXCEPTION 'no such command is open in this transaction' USING ERRCODE = 'UM003';
    END IF;
    INSERT INTO umlauf.command_about (subject_id, command_id)
    SELECT DISTINCT s.id, p_id FROM unnest(p_subjects) AS s(id) ON CONFLICT DO NOTHING;
END $$;
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.command_about
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.command_about
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

-- Who did what when and where, without what was given along: every seat may know that of what it sees.
CREATE VIEW umlauf.command_origin AS
    SELECT c.command_id, c.name, c.login, c.seat, c.actor_id, c.store_id, c.effective_at, c.received_at
    FROM umlauf.command c;

GRANT SELECT ON umlauf.command_about, umlauf.command_origin
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT EXECUTE ON FUNCTION umlauf.note_about(uuid, uuid[])
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker;
