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

CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.contract_note
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.contract_note
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.contract_note_removal
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.contract_note_removal
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

GRANT SELECT, INSERT ON umlauf.contract_note, umlauf.contract_note_content, umlauf.contract_note_removal
    TO umlauf_backoffice, umlauf_owner;
GRANT SELECT ON umlauf.contract_note, umlauf.contract_note_removal TO umlauf_auditor;
