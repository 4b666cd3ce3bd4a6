-- What labels look like: templates for groups of things, each version as it was.
CREATE TABLE umlauf.label_template (
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    subject TEXT NOT NULL,
    category TEXT DEFAULT '' NOT NULL,
    medium JSONB NOT NULL,
    code_type TEXT NOT NULL,
    fields JSONB NOT NULL,
    words TEXT DEFAULT '' NOT NULL,
    size INTEGER NOT NULL,
    is_closed BOOLEAN DEFAULT false NOT NULL,
    saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor_id UUID NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT label_template_pkey PRIMARY KEY (id, version),
    CONSTRAINT label_template_subject_known_check CHECK (subject IN ('thing', 'place', 'card', 'paper')),
    CONSTRAINT label_template_code_type_known_check CHECK (code_type IN ('bars_and_qr', 'code_128', 'qr', 'data_matrix')),
    CONSTRAINT label_template_size_readable_check CHECK (size BETWEEN 50 AND 240),
    CONSTRAINT label_template_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES umlauf.person (id)
);

CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.label_template
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.label_template
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

GRANT SELECT ON umlauf.label_template
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT INSERT ON umlauf.label_template TO umlauf_owner;
