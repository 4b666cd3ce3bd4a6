-- What a one-off charge is about, and what people write and keep about a contract.
ALTER TABLE umlauf.contract_line ADD COLUMN about JSONB, ADD COLUMN about_asset_id UUID,
    ADD CONSTRAINT contract_line_about_asset_id_fkey FOREIGN KEY(about_asset_id) REFERENCES umlauf.asset (id);
CREATE INDEX contract_line_about_asset_id_idx ON umlauf.contract_line (about_asset_id);

-- Notes and files. Who, when and what kind stays for ever; words and files lie beside and can be erased (DECISIONS 15).
CREATE TABLE umlauf.contract_note (
    id UUID NOT NULL,
    contract_id UUID NOT NULL,
    media_type TEXT,
    size INTEGER NOT NULL,
    digest TEXT NOT NULL,
    command_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT contract_note_pkey PRIMARY KEY (id),
    CONSTRAINT contract_note_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES umlauf.contract (id)
);
CREATE INDEX contract_note_contract_id_idx ON umlauf.contract_note (contract_id);

CREATE TABLE umlauf.contract_note_content (
    note_id UUID NOT NULL,
    words TEXT DEFAULT '' NOT NULL,
    salt TEXT DEFAULT '' NOT NULL,
    file_name TEXT DEFAULT '' NOT NULL,
    content BYTEA,
    CONSTRAINT contract_note_content_pkey PRIMARY KEY (note_id),
    CONSTRAINT contract_note_content_note_id_fkey FOREIGN KEY(note_id) REFERENCES umlauf.contract_note (id),
    CONSTRAINT contract_note_content_size_check CHECK (octet_length(content) <= 10485760)
);

CREATE TABLE umlauf.contract_note_removal (
    note_id UUID NOT NULL,
    command_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT contract_note_removal_pkey PRIMARY KEY (note_id),
    CONSTRAINT contract_note_removal_note_id_fkey FOREIGN KEY(note_id) REFERENCES umlauf.contract_note (id)
);

CREATE TABLE umlauf.contract_note_erasure (
    note_id UUID NOT NULL,
    command_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT contract_note_erasure_pkey PRIMARY KEY (note_id),
    CONSTRAINT contract_note_erasure_note_id_fkey FOREIGN KEY(note_id) REFERENCES umlauf.contract_note (id)
);

-- Who notes an erasure erases: words, file and name go from beside the note and from beside the command that brought
-- them. Nobody has a right to delete either of them in another way.
CREATE FUNCTION umlauf.erase_note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM umlauf.command c WHERE c.command_id = NEW.command_id AND c.name = 'EraseNote'
        AND c.xid = pg_current_xact_id() AND c.outcome IS NULL AND c.login = session_user) THEN
        RAISE EXCEPTION 'no such command is open in this transaction' USING ERRCODE = 'UM003';
    END IF;
    DELETE FROM umlauf.contract_note_content WHERE note_id = NEW.note_id;
    DELETE FROM umlauf.command_personal p USING umlauf.contract_note n
        WHERE n.id = NEW.note_id AND p.command_id = n.command_id;
    RETURN NULL;
END $$;
CREATE TRIGGER erases AFTER INSERT ON umlauf.contract_note_erasure
    FOR EACH ROW EXECUTE FUNCTION umlauf.erase_note();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.contract_note_erasure
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.contract_note_erasure
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.contract_note
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.contract_note
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.contract_note_removal
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.contract_note_removal
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

GRANT SELECT, INSERT ON umlauf.contract_note, umlauf.contract_note_content, umlauf.contract_note_removal,
    umlauf.contract_note_erasure TO umlauf_backoffice, umlauf_owner;
GRANT SELECT ON umlauf.contract_note, umlauf.contract_note_removal, umlauf.contract_note_erasure TO umlauf_auditor;
