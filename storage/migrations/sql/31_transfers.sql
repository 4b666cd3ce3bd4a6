-- Contracts that go on with another person. Each step moves the state; the successor is a contract of its own.
CREATE SEQUENCE umlauf.code_tf START 1001;

CREATE TABLE umlauf.transfer (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    contract_id UUID NOT NULL,
    successor_id UUID NOT NULL,
    from_customer_id UUID NOT NULL,
    to_customer_id UUID NOT NULL,
    from_on DATE NOT NULL,
    cause TEXT NOT NULL,
    deposit TEXT NOT NULL,
    keeps_discounts BOOLEAN NOT NULL,
    keeps_loyalty BOOLEAN NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    agreed_on DATE NOT NULL,
    agreed_by UUID NOT NULL,
    status TEXT DEFAULT 'agreed' NOT NULL,
    command_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT transfer_pkey PRIMARY KEY (id),
    CONSTRAINT transfer_number_key UNIQUE (number),
    CONSTRAINT transfer_successor_id_key UNIQUE (successor_id),
    CONSTRAINT transfer_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES umlauf.contract (id),
    CONSTRAINT transfer_from_customer_id_fkey FOREIGN KEY(from_customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT transfer_to_customer_id_fkey FOREIGN KEY(to_customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT transfer_agreed_by_fkey FOREIGN KEY(agreed_by) REFERENCES umlauf.person (id),
    CONSTRAINT transfer_people_check CHECK (from_customer_id <> to_customer_id)
);
CREATE INDEX transfer_contract_id_idx ON umlauf.transfer (contract_id);
CREATE INDEX transfer_from_customer_id_idx ON umlauf.transfer (from_customer_id);
CREATE INDEX transfer_to_customer_id_idx ON umlauf.transfer (to_customer_id);
CREATE UNIQUE INDEX transfer_agreed_idx ON umlauf.transfer (contract_id) WHERE status = 'agreed';

-- `amount_minor` belongs to the deposit that was moved.
CREATE TABLE umlauf.transfer_step (
    transfer_id UUID NOT NULL,
    n INTEGER NOT NULL,
    step TEXT NOT NULL,
    on_day DATE NOT NULL,
    amount_minor BIGINT,
    why TEXT DEFAULT '' NOT NULL,
    taken_by UUID NOT NULL,
    taken_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT transfer_step_pkey PRIMARY KEY (transfer_id, n),
    CONSTRAINT transfer_step_transfer_id_fkey FOREIGN KEY(transfer_id) REFERENCES umlauf.transfer (id),
    CONSTRAINT transfer_step_taken_by_fkey FOREIGN KEY(taken_by) REFERENCES umlauf.person (id),
    CONSTRAINT transfer_step_deposit_check CHECK ((step = 'move_deposit') = (amount_minor IS NOT NULL))
);
-- A deposit is moved once.
CREATE UNIQUE INDEX transfer_step_deposit_idx ON umlauf.transfer_step (transfer_id) WHERE step = 'move_deposit';

CREATE FUNCTION umlauf.take_transfer_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who record;
    this umlauf.transfer;
    next text;
BEGIN
    SELECT c.actor_id INTO who FROM umlauf.command c
    WHERE c.command_id = NEW.command_id AND c.xid = pg_current_xact_id() AND c.login = session_user
        AND c.outcome IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a step belongs to a command of this transaction' USING ERRCODE = 'UM010';
    END IF;
    SELECT * INTO this FROM umlauf.transfer t WHERE t.id = NEW.transfer_id FOR UPDATE;
    next := CASE this.status || ' ' || NEW.step WHEN 'agreed carry_out' THEN 'done'
        WHEN 'agreed call_off' THEN 'called_off' WHEN 'done move_deposit' THEN 'done' END;
    IF next IS NULL THEN
        RAISE EXCEPTION 'a transfer that is % takes no step %', this.status, NEW.step USING ERRCODE = 'UM409';
    END IF;
    NEW.taken_by := who.actor_id;
    NEW.taken_at := clock_timestamp();
    UPDATE umlauf.transfer t SET status = next WHERE t.id = NEW.transfer_id AND t.status <> next;
    RETURN NEW;
END $$;

CREATE TRIGGER record BEFORE INSERT ON umlauf.transfer_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.take_transfer_step();
CREATE TRIGGER no_delete BEFORE DELETE ON umlauf.transfer FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.transfer
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.transfer_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.transfer_step
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

GRANT SELECT ON umlauf.transfer, umlauf.transfer_step
    TO umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT INSERT (id, number, contract_id, successor_id, from_customer_id, to_customer_id, from_on, cause, deposit,
    keeps_discounts, keeps_loyalty, reason, agreed_on, agreed_by, command_id) ON umlauf.transfer
    TO umlauf_backoffice, umlauf_owner;
GRANT INSERT ON umlauf.transfer_step TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT USAGE ON SEQUENCE umlauf.code_tf TO umlauf_backoffice, umlauf_owner;
-- On the day the worker makes the successor and hands the things on.
GRANT INSERT ON umlauf.contract, umlauf.assignment TO umlauf_worker;
GRANT UPDATE (during) ON umlauf.assignment TO umlauf_worker;
GRANT USAGE ON SEQUENCE umlauf.code_ct TO umlauf_worker;
