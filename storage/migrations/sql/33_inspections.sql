-- Inspection forms, each version as it was, and what was answered by them.
CREATE TABLE umlauf.inspection_form (
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    category TEXT DEFAULT '' NOT NULL,
    product_id UUID,
    occasions JSONB NOT NULL,
    pages JSONB NOT NULL,
    is_closed BOOLEAN DEFAULT false NOT NULL,
    saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor_id UUID NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT inspection_form_pkey PRIMARY KEY (id, version),
    CONSTRAINT inspection_form_product_id_fkey FOREIGN KEY(product_id) REFERENCES umlauf.product (id),
    CONSTRAINT inspection_form_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES umlauf.person (id)
);

CREATE TABLE umlauf.inspection (
    id UUID NOT NULL,
    asset_id UUID NOT NULL,
    form_id UUID NOT NULL,
    form_version INTEGER NOT NULL,
    occasion TEXT NOT NULL,
    answers JSONB NOT NULL,
    passed BOOLEAN NOT NULL,
    grade TEXT,
    failed JSONB NOT NULL,
    repair_id UUID,
    return_id UUID,
    filled_at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor_id UUID NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT inspection_pkey PRIMARY KEY (id),
    CONSTRAINT inspection_asset_id_fkey FOREIGN KEY(asset_id) REFERENCES umlauf.asset (id),
    CONSTRAINT inspection_form_id_fkey FOREIGN KEY(form_id, form_version)
        REFERENCES umlauf.inspection_form (id, version),
    CONSTRAINT inspection_repair_id_fkey FOREIGN KEY(repair_id) REFERENCES umlauf.repair (id),
    CONSTRAINT inspection_return_id_fkey FOREIGN KEY(return_id) REFERENCES umlauf.return_case (id),
    CONSTRAINT inspection_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES umlauf.person (id)
);
CREATE INDEX inspection_asset_id_idx ON umlauf.inspection (asset_id);
CREATE INDEX inspection_repair_id_idx ON umlauf.inspection (repair_id);
CREATE INDEX inspection_return_id_idx ON umlauf.inspection (return_id);

CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.inspection_form
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.inspection_form
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.inspection
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.inspection
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

GRANT SELECT ON umlauf.inspection_form, umlauf.inspection
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT INSERT ON umlauf.inspection_form TO umlauf_owner;
GRANT INSERT ON umlauf.inspection TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner;
