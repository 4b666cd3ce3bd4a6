-- Declarations that end contracts, as they came in from anywhere; each step that people took with them is a row.
CREATE SEQUENCE umlauf.code_dc START 1001;

CREATE TABLE umlauf.declaration (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    channel TEXT NOT NULL,
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    language TEXT NOT NULL,
    media_type TEXT,
    size INTEGER NOT NULL,
    digest TEXT NOT NULL,
    taken_by UUID NOT NULL,
    command_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT declaration_pkey PRIMARY KEY (id),
    CONSTRAINT declaration_number_key UNIQUE (number),
    CONSTRAINT declaration_taken_by_fkey FOREIGN KEY(taken_by) REFERENCES umlauf.person (id)
);

-- The sender's own words and file: as they came, beside the fact.
CREATE TABLE umlauf.declaration_content (
    declaration_id UUID NOT NULL,
    words TEXT DEFAULT '' NOT NULL,
    salt TEXT DEFAULT '' NOT NULL,
    sender_name TEXT DEFAULT '' NOT NULL,
    sender_contract TEXT DEFAULT '' NOT NULL,
    sender_email TEXT DEFAULT '' NOT NULL,
    file_name TEXT DEFAULT '' NOT NULL,
    content BYTEA,
    CONSTRAINT declaration_content_pkey PRIMARY KEY (declaration_id),
    CONSTRAINT declaration_content_declaration_id_fkey FOREIGN KEY(declaration_id) REFERENCES umlauf.declaration (id),
    CONSTRAINT declaration_content_size_check CHECK (octet_length(content) <= 10485760)
);

CREATE TABLE umlauf.declaration_step (
    declaration_id UUID NOT NULL,
    n INTEGER NOT NULL,
    step TEXT NOT NULL,
    stage TEXT NOT NULL,
    contract_id UUID,
    facts JSONB DEFAULT '{}'::jsonb NOT NULL,
    effective_at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor_id UUID NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT declaration_step_pkey PRIMARY KEY (declaration_id, n),
    CONSTRAINT declaration_step_declaration_id_fkey FOREIGN KEY(declaration_id) REFERENCES umlauf.declaration (id),
    CONSTRAINT declaration_step_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES umlauf.contract (id)
);
CREATE INDEX declaration_step_contract_id_idx ON umlauf.declaration_step (contract_id);

-- Why contracts end is asked over all there were; few commands are ends.
CREATE INDEX command_end_idx ON umlauf.command (effective_at)
    WHERE name IN ('CancelContract', 'WithdrawContract', 'TerminateContract', 'CarryOutDeclaration');

CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.declaration
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.declaration
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.declaration_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.declaration_step
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

-- The counter takes a declaration in; what becomes of it is the office's.
GRANT SELECT ON umlauf.declaration, umlauf.declaration_step
    TO umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT SELECT ON umlauf.declaration_content TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT INSERT ON umlauf.declaration, umlauf.declaration_content, umlauf.declaration_step
    TO umlauf_pos, umlauf_backoffice, umlauf_owner;
GRANT USAGE ON SEQUENCE umlauf.code_dc TO umlauf_pos, umlauf_backoffice, umlauf_owner;
