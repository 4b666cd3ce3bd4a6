-- Repair orders with their steps and their money; maintenance by months or meters; inspection forms and their answers.
CREATE SEQUENCE umlauf.code_rp START 1001;

CREATE TABLE umlauf.repair (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    store_id UUID NOT NULL,
    asset_id UUID NOT NULL,
    origin TEXT NOT NULL,
    problem TEXT NOT NULL,
    reported_on DATE NOT NULL,
    contract_id UUID,
    contract_line_id UUID,
    stage TEXT NOT NULL,
    expected_on DATE,
    CONSTRAINT repair_pkey PRIMARY KEY (id),
    CONSTRAINT repair_number_key UNIQUE (number),
    CONSTRAINT repair_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id),
    CONSTRAINT repair_asset_id_fkey FOREIGN KEY(asset_id) REFERENCES umlauf.asset (id),
    CONSTRAINT repair_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES umlauf.contract (id),
    CONSTRAINT repair_contract_line_id_fkey FOREIGN KEY(contract_line_id) REFERENCES umlauf.contract_line (id)
);
CREATE INDEX repair_asset_id_idx ON umlauf.repair (asset_id);
CREATE INDEX repair_contract_id_idx ON umlauf.repair (contract_id);
CREATE UNIQUE INDEX repair_open_idx ON umlauf.repair (asset_id)
    WHERE stage NOT IN ('passed', 'failed', 'called_off');

-- What happened to an order, in order; `stage` is where it stands after it.
CREATE TABLE umlauf.repair_step (
    repair_id UUID NOT NULL,
    n INTEGER NOT NULL,
    step TEXT NOT NULL,
    stage TEXT NOT NULL,
    facts JSONB DEFAULT '{}'::jsonb NOT NULL,
    effective_at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor_id UUID NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT repair_step_pkey PRIMARY KEY (repair_id, n),
    CONSTRAINT repair_step_repair_id_fkey FOREIGN KEY(repair_id) REFERENCES umlauf.repair (id),
    CONSTRAINT repair_step_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES umlauf.person (id)
);
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.repair_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.repair_step
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

-- What others ask for a repair, or give back; for those who may read money.
CREATE TABLE umlauf.repair_money (
    id UUID NOT NULL,
    repair_id UUID NOT NULL,
    asset_id UUID NOT NULL,
    kind TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    booked_on DATE NOT NULL,
    supplier TEXT DEFAULT '' NOT NULL,
    reference TEXT DEFAULT '' NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT repair_money_pkey PRIMARY KEY (id),
    CONSTRAINT repair_money_repair_id_fkey FOREIGN KEY(repair_id) REFERENCES umlauf.repair (id),
    CONSTRAINT repair_money_asset_id_fkey FOREIGN KEY(asset_id) REFERENCES umlauf.asset (id),
    CONSTRAINT repair_money_amount_check CHECK (amount_minor > 0)
);
CREATE INDEX repair_money_repair_id_idx ON umlauf.repair_money (repair_id);
CREATE INDEX repair_money_asset_id_idx ON umlauf.repair_money (asset_id);
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.repair_money
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.repair_money
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

-- An order's stage is that of its last step, and what is over stays over.
CREATE FUNCTION umlauf.check_repair_stage() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, umlauf, pg_temp AS $$
BEGIN
    IF OLD.stage IN ('passed', 'failed', 'called_off') AND NEW.stage <> OLD.stage THEN
        RAISE EXCEPTION 'a repair that is % does not become %', OLD.stage, NEW.stage USING ERRCODE = 'UM409';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stage BEFORE UPDATE ON umlauf.repair FOR EACH ROW EXECUTE FUNCTION umlauf.check_repair_stage();
CREATE TRIGGER no_delete BEFORE DELETE ON umlauf.repair FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.repair
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

GRANT USAGE ON SEQUENCE umlauf.code_rp TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner;
GRANT SELECT ON umlauf.repair, umlauf.repair_step
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT INSERT ON umlauf.repair, umlauf.repair_step TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner;
GRANT UPDATE (stage, expected_on) ON umlauf.repair
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT SELECT ON umlauf.repair_money TO umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT INSERT ON umlauf.repair_money TO umlauf_backoffice, umlauf_owner;
-- The office sends things to the workshop and hears that they are back.
GRANT INSERT ON umlauf.refurbishment TO umlauf_backoffice;
GRANT UPDATE (status, started_at, finished_at, reason) ON umlauf.refurbishment TO umlauf_backoffice;
