-- What is stuck has its cause elsewhere; here stands who looks after it, until when it may wait, and what was said.
CREATE TABLE umlauf.matter_step (
    kind TEXT NOT NULL,
    matter_id UUID NOT NULL,
    n INTEGER NOT NULL,
    step TEXT NOT NULL,
    person_id UUID,
    until_on DATE,
    cause TEXT DEFAULT '' NOT NULL,
    taken_by UUID NOT NULL,
    taken_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT matter_step_pkey PRIMARY KEY (kind, matter_id, n),
    CONSTRAINT matter_step_step_check CHECK (step IN ('assign', 'snooze', 'wake', 'settle', 'note')),
    CONSTRAINT matter_step_until_check CHECK ((step = 'snooze') = (until_on IS NOT NULL)),
    CONSTRAINT matter_step_person_check CHECK (step = 'assign' OR person_id IS NULL),
    CONSTRAINT matter_step_person_id_fkey FOREIGN KEY(person_id) REFERENCES umlauf.person (id),
    CONSTRAINT matter_step_taken_by_fkey FOREIGN KEY(taken_by) REFERENCES umlauf.person (id)
);

CREATE TABLE umlauf.matter_words (
    kind TEXT NOT NULL,
    matter_id UUID NOT NULL,
    n INTEGER NOT NULL,
    words TEXT NOT NULL,
    CONSTRAINT matter_words_pkey PRIMARY KEY (kind, matter_id, n),
    CONSTRAINT matter_words_kind_fkey FOREIGN KEY(kind, matter_id, n)
        REFERENCES umlauf.matter_step (kind, matter_id, n)
);

-- Who said it is who gave the command; steps have no gaps, so two people at once meet the key.
CREATE FUNCTION umlauf.record_matter_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who record;
BEGIN
    SELECT * INTO who FROM umlauf.command_of_now(NEW.command_id);
    NEW.taken_by := who.actor_id;
    NEW.taken_at := clock_timestamp();
    IF NEW.n <> (SELECT count(*) FROM umlauf.matter_step s WHERE (s.kind, s.matter_id) = (NEW.kind, NEW.matter_id)) THEN
        RAISE EXCEPTION 'somebody else was faster' USING ERRCODE = 'UM409';
    END IF;
    IF NEW.step = 'settle' AND NEW.kind NOT IN ('wish', 'payment_failed') THEN
        RAISE EXCEPTION 'it goes with its cause' USING ERRCODE = 'UM403';
    END IF;
    RETURN NEW;
END $$;

-- Words belong to the step that is being taken.
CREATE FUNCTION umlauf.record_matter_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who record;
BEGIN
    SELECT o.* INTO who FROM umlauf.matter_step s, LATERAL umlauf.command_of_now(s.command_id) o
    WHERE (s.kind, s.matter_id, s.n) = (NEW.kind, NEW.matter_id, NEW.n);
    RETURN NEW;
END $$;

CREATE TRIGGER record BEFORE INSERT ON umlauf.matter_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.record_matter_step();
CREATE TRIGGER record BEFORE INSERT ON umlauf.matter_words
    FOR EACH ROW EXECUTE FUNCTION umlauf.record_matter_words();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.matter_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.matter_step
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

GRANT SELECT ON umlauf.matter_step TO umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT SELECT ON umlauf.matter_words TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT INSERT (kind, matter_id, n, step, person_id, until_on, cause, taken_by, command_id) ON umlauf.matter_step
    TO umlauf_backoffice, umlauf_owner;
GRANT INSERT ON umlauf.matter_words TO umlauf_backoffice, umlauf_owner;

-- The office sees that a wish was refused, not what was typed.
GRANT SELECT (id, customer_id, name, filed_at) ON umlauf.portal_wish TO umlauf_backoffice, umlauf_owner;

-- Whose account it is by a mandate: of accounts that are named, nothing more is told.
CREATE FUNCTION umlauf.customers_of_accounts(p_ibans text[], OUT iban text, OUT customer_id uuid) RETURNS SETOF record
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT DISTINCT t.token, m.customer_id FROM umlauf.payment_token t
    JOIN umlauf.payment_method m ON m.id = t.payment_method_id
    WHERE t.token = ANY(p_ibans) AND m.kind = 'direct_debit'
$$;
REVOKE EXECUTE ON FUNCTION umlauf.customers_of_accounts(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION umlauf.customers_of_accounts(text[]) TO umlauf_backoffice, umlauf_owner;

-- The scan of a signed mandate is kept once; what was signed does not change. The worker erases it with its row.
CREATE FUNCTION umlauf.refuse_other_scan() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF OLD.scan IS NOT NULL OR (NEW.mandate_id, NEW.words) IS DISTINCT FROM (OLD.mandate_id, OLD.words) THEN
        RAISE EXCEPTION 'what was signed does not change' USING ERRCODE = 'UM405';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_other_scan BEFORE UPDATE ON umlauf.mandate_personal
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_other_scan();
GRANT UPDATE (scan) ON umlauf.mandate_personal TO umlauf_backoffice, umlauf_owner;
