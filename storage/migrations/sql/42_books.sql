-- The books for others: files for the accountant, each document and entry in one of them at most; the logo on papers.
CREATE TABLE umlauf.book_export (
    id UUID NOT NULL,
    file_name TEXT NOT NULL,
    first_on DATE NOT NULL,
    last_on DATE NOT NULL,
    rows INTEGER NOT NULL,
    facts INTEGER NOT NULL,
    debit_minor BIGINT NOT NULL,
    content BYTEA NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor_id UUID NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT book_export_pkey PRIMARY KEY (id),
    CONSTRAINT book_export_file_name_key UNIQUE (file_name),
    CONSTRAINT book_export_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES umlauf.person (id)
);

CREATE TABLE umlauf.book_export_document (
    invoice_id UUID NOT NULL,
    export_id UUID NOT NULL,
    CONSTRAINT book_export_document_pkey PRIMARY KEY (invoice_id),
    CONSTRAINT book_export_document_invoice_id_fkey FOREIGN KEY(invoice_id) REFERENCES umlauf.invoice (id),
    CONSTRAINT book_export_document_export_id_fkey FOREIGN KEY(export_id) REFERENCES umlauf.book_export (id)
);

CREATE TABLE umlauf.book_export_entry (
    entry_id UUID NOT NULL,
    export_id UUID NOT NULL,
    CONSTRAINT book_export_entry_pkey PRIMARY KEY (entry_id),
    CONSTRAINT book_export_entry_entry_id_fkey FOREIGN KEY(entry_id) REFERENCES umlauf.settlement (id),
    CONSTRAINT book_export_entry_export_id_fkey FOREIGN KEY(export_id) REFERENCES umlauf.book_export (id)
);

CREATE TABLE umlauf.business_logo (
    id UUID NOT NULL,
    content BYTEA NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT business_logo_pkey PRIMARY KEY (id)
);

CREATE INDEX invoice_issued_on_idx ON umlauf.invoice USING brin (issued_on);
CREATE INDEX settlement_booked_on_idx ON umlauf.settlement USING brin (booked_on);

-- A file and its marks come from one open command of this login: nobody marks what is in no file.
CREATE FUNCTION umlauf.check_book_export() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM umlauf.command c WHERE c.command_id = NEW.command_id
        AND c.xid = pg_current_xact_id() AND c.login = session_user AND c.outcome IS NULL) THEN
        RAISE EXCEPTION 'a file belongs to a command of this transaction' USING ERRCODE = 'UM010';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION umlauf.check_book_mark() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM fresh f LEFT JOIN umlauf.book_export e ON e.id = f.export_id
        LEFT JOIN umlauf.command c ON c.command_id = e.command_id AND c.xid = pg_current_xact_id()
            AND c.login = session_user AND c.outcome IS NULL
        WHERE c.command_id IS NULL) THEN
        RAISE EXCEPTION 'a mark belongs to a file of this transaction' USING ERRCODE = 'UM010';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER belongs BEFORE INSERT ON umlauf.book_export
    FOR EACH ROW EXECUTE FUNCTION umlauf.check_book_export();
CREATE TRIGGER belongs BEFORE INSERT ON umlauf.business_logo
    FOR EACH ROW EXECUTE FUNCTION umlauf.check_book_export();
CREATE TRIGGER belongs AFTER INSERT ON umlauf.book_export_document REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.check_book_mark();
CREATE TRIGGER belongs AFTER INSERT ON umlauf.book_export_entry REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.check_book_mark();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.book_export
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.book_export
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.book_export_document
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.book_export_document
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.book_export_entry
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.book_export_entry
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.business_logo
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.business_logo
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

GRANT SELECT ON umlauf.book_export, umlauf.book_export_document, umlauf.book_export_entry
    TO umlauf_backoffice, umlauf_owner, umlauf_auditor;
GRANT INSERT ON umlauf.book_export, umlauf.book_export_document, umlauf.book_export_entry
    TO umlauf_backoffice, umlauf_owner;
GRANT SELECT ON umlauf.business_logo
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT INSERT ON umlauf.business_logo TO umlauf_owner;
