-- Things that are lost or stolen, what leaves the books, and customers who died or are insolvent.
CREATE SEQUENCE umlauf.code_lo START 1001;
CREATE SEQUENCE umlauf.code_wo START 1001;
CREATE SEQUENCE umlauf.code_cs START 1001;

CREATE TABLE umlauf.loss (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    asset_id UUID NOT NULL,
    contract_id UUID,
    line_id UUID,
    customer_id UUID,
    happened_on DATE NOT NULL,
    reported_on DATE NOT NULL,
    last_day DATE,
    police TEXT DEFAULT '' NOT NULL,
    reported_by UUID NOT NULL,
    command_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT loss_pkey PRIMARY KEY (id),
    CONSTRAINT loss_number_key UNIQUE (number),
    CONSTRAINT loss_asset_id_fkey FOREIGN KEY(asset_id) REFERENCES umlauf.asset (id),
    CONSTRAINT loss_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES umlauf.contract (id),
    CONSTRAINT loss_line_id_fkey FOREIGN KEY(line_id) REFERENCES umlauf.contract_line (id),
    CONSTRAINT loss_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT loss_reported_by_fkey FOREIGN KEY(reported_by) REFERENCES umlauf.person (id),
    CONSTRAINT loss_days_check CHECK (happened_on <= reported_on)
);
CREATE INDEX loss_asset_id_idx ON umlauf.loss (asset_id);
CREATE INDEX loss_contract_id_idx ON umlauf.loss (contract_id);
CREATE INDEX loss_customer_id_idx ON umlauf.loss (customer_id);

CREATE TABLE umlauf.loss_step (
    loss_id UUID NOT NULL,
    n INTEGER NOT NULL,
    step TEXT NOT NULL,
    stage TEXT NOT NULL,
    facts JSONB DEFAULT '{}'::jsonb NOT NULL,
    effective_at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor_id UUID NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT loss_step_pkey PRIMARY KEY (loss_id, n),
    CONSTRAINT loss_step_loss_id_fkey FOREIGN KEY(loss_id) REFERENCES umlauf.loss (id),
    CONSTRAINT loss_step_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES umlauf.person (id)
);

-- What the customer said, of the loss (n 0) and with a step: beside the fact, erasable.
CREATE TABLE umlauf.loss_words (
    loss_id UUID NOT NULL,
    n INTEGER NOT NULL,
    words TEXT NOT NULL,
    CONSTRAINT loss_words_pkey PRIMARY KEY (loss_id, n),
    CONSTRAINT loss_words_loss_id_fkey FOREIGN KEY(loss_id) REFERENCES umlauf.loss (id)
);

CREATE TABLE umlauf.write_off (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    asset_id UUID NOT NULL,
    currency TEXT NOT NULL,
    value_minor BIGINT NOT NULL,
    reason TEXT NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    on_day DATE NOT NULL,
    proposed_by UUID NOT NULL,
    proposed_login TEXT DEFAULT SESSION_USER NOT NULL,
    status TEXT DEFAULT 'proposed' NOT NULL,
    booked_on DATE,
    command_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT write_off_pkey PRIMARY KEY (id),
    CONSTRAINT write_off_number_key UNIQUE (number),
    CONSTRAINT write_off_asset_id_fkey FOREIGN KEY(asset_id) REFERENCES umlauf.asset (id),
    CONSTRAINT write_off_proposed_by_fkey FOREIGN KEY(proposed_by) REFERENCES umlauf.person (id),
    CONSTRAINT write_off_value_check CHECK (value_minor >= 0)
);
-- A thing leaves the books once.
CREATE UNIQUE INDEX write_off_live_idx ON umlauf.write_off (asset_id) WHERE status IN ('proposed', 'booked');

CREATE TABLE umlauf.write_off_step (
    write_off_id UUID NOT NULL,
    n INTEGER NOT NULL,
    step TEXT NOT NULL,
    on_day DATE NOT NULL,
    why TEXT DEFAULT '' NOT NULL,
    taken_by UUID NOT NULL,
    taken_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT write_off_step_pkey PRIMARY KEY (write_off_id, n),
    CONSTRAINT write_off_step_write_off_id_fkey FOREIGN KEY(write_off_id) REFERENCES umlauf.write_off (id),
    CONSTRAINT write_off_step_taken_by_fkey FOREIGN KEY(taken_by) REFERENCES umlauf.person (id)
);

CREATE TABLE umlauf.customer_case (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    customer_id UUID NOT NULL,
    kind TEXT NOT NULL,
    since_on DATE NOT NULL,
    reference TEXT DEFAULT '' NOT NULL,
    status TEXT DEFAULT 'open' NOT NULL,
    lifted_on DATE,
    lifted_why TEXT DEFAULT '' NOT NULL,
    opened_by UUID NOT NULL,
    command_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT customer_case_pkey PRIMARY KEY (id),
    CONSTRAINT customer_case_number_key UNIQUE (number),
    CONSTRAINT customer_case_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT customer_case_opened_by_fkey FOREIGN KEY(opened_by) REFERENCES umlauf.person (id),
    CONSTRAINT customer_case_lifted_check CHECK ((status = 'lifted') = (lifted_on IS NOT NULL))
);
CREATE UNIQUE INDEX customer_case_open_idx ON umlauf.customer_case (customer_id) WHERE status = 'open';

-- Who is written to instead: heirs, an administrator. Erasable.
CREATE TABLE umlauf.customer_case_contact (
    case_id UUID NOT NULL,
    name TEXT NOT NULL,
    email TEXT DEFAULT '' NOT NULL,
    street TEXT DEFAULT '' NOT NULL,
    postcode TEXT DEFAULT '' NOT NULL,
    city TEXT DEFAULT '' NOT NULL,
    country TEXT DEFAULT '' NOT NULL,
    CONSTRAINT customer_case_contact_pkey PRIMARY KEY (case_id),
    CONSTRAINT customer_case_contact_case_id_fkey FOREIGN KEY(case_id) REFERENCES umlauf.customer_case (id)
);

-- Where letters to a customer go today: to whoever stands in for them, else to themselves.
CREATE VIEW umlauf.letter_recipient WITH (security_barrier) AS
    SELECT p.customer_id, k.id AS case_id,
        CASE WHEN k.id IS NULL THEN coalesce(nullif(trim(concat_ws(' ', p.given_name, p.family_name)), ''), p.company, '')
            ELSE k.name END AS name,
        CASE WHEN k.id IS NULL THEN p.email ELSE k.email END AS email
    FROM umlauf.customer_personal p
    LEFT JOIN (SELECT c.customer_id, c.id, t.name, t.email FROM umlauf.customer_case c
        JOIN umlauf.customer_case_contact t ON t.case_id = c.id WHERE c.status = 'open') k USING (customer_id);

-- A step of a write-off goes the ways of the domain's table, and above the owner's amount not by who proposed it.
CREATE FUNCTION umlauf.take_write_off_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who record;
    this umlauf.write_off;
    above bigint;
    next text;
BEGIN
    SELECT c.actor_id INTO who FROM umlauf.command c
    WHERE c.command_id = NEW.command_id AND c.xid = pg_current_xact_id() AND c.login = session_user
        AND c.outcome IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a step belongs to a command of this transaction' USING ERRCODE = 'UM010';
    END IF;
    SELECT * INTO this FROM umlauf.write_off w WHERE w.id = NEW.write_off_id FOR UPDATE;
    next := CASE this.status || ' ' || NEW.step WHEN 'proposed approve' THEN 'booked' WHEN 'proposed refuse' THEN 'refused'
        WHEN 'booked undo' THEN 'undone' WHEN 'booked reverse' THEN 'reversed' END;
    IF next IS NULL THEN
        RAISE EXCEPTION 'a write-off that is % takes no step %', this.status, NEW.step USING ERRCODE = 'UM409';
    END IF;
    SELECT coalesce((s.value -> 'two_person_above' ->> 'minor')::bigint, 50000) INTO above
    FROM (SELECT 1) one LEFT JOIN umlauf.setting s ON s.name = 'losses';
    IF NEW.step = 'approve' AND this.value_minor > above
        AND (who.actor_id = this.proposed_by OR session_user = this.proposed_login) THEN
        RAISE EXCEPTION 'who proposed does not approve' USING ERRCODE = 'UM403';
    END IF;
    NEW.taken_by := who.actor_id;
    NEW.taken_at := clock_timestamp();
    UPDATE umlauf.write_off w SET status = next,
        booked_on = CASE NEW.step WHEN 'approve' THEN NEW.on_day ELSE w.booked_on END WHERE w.id = NEW.write_off_id;
    RETURN NEW;
END $$;

CREATE FUNCTION umlauf.record_write_off() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    SELECT c.actor_id INTO NEW.proposed_by FROM umlauf.command c
    WHERE c.command_id = NEW.command_id AND c.xid = pg_current_xact_id() AND c.login = session_user
        AND c.outcome IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a write-off belongs to a command of this transaction' USING ERRCODE = 'UM010';
    END IF;
    NEW.status := 'proposed';
    NEW.booked_on := NULL;
    NEW.proposed_login := session_user;
    RETURN NEW;
END $$;

CREATE TRIGGER record BEFORE INSERT ON umlauf.write_off FOR EACH ROW EXECUTE FUNCTION umlauf.record_write_off();
CREATE TRIGGER record BEFORE INSERT ON umlauf.write_off_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.take_write_off_step();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.loss
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.loss
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.loss_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.loss_step
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_delete BEFORE DELETE ON umlauf.write_off FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.write_off
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.write_off_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.write_off_step
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_delete BEFORE DELETE ON umlauf.customer_case FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.customer_case
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

GRANT SELECT ON umlauf.loss, umlauf.loss_step, umlauf.loss_words, umlauf.write_off, umlauf.write_off_step,
    umlauf.customer_case, umlauf.customer_case_contact, umlauf.letter_recipient
    TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT SELECT ON umlauf.loss, umlauf.loss_step, umlauf.write_off, umlauf.write_off_step, umlauf.customer_case
    TO umlauf_auditor;
GRANT INSERT ON umlauf.loss, umlauf.loss_step, umlauf.loss_words, umlauf.write_off, umlauf.write_off_step,
    umlauf.customer_case, umlauf.customer_case_contact TO umlauf_backoffice, umlauf_owner;
GRANT INSERT ON umlauf.loss_step, umlauf.write_off_step TO umlauf_worker;
GRANT UPDATE (status, lifted_on, lifted_why) ON umlauf.customer_case TO umlauf_backoffice, umlauf_owner;
GRANT UPDATE (name, email, street, postcode, city, country) ON umlauf.customer_case_contact
    TO umlauf_backoffice, umlauf_owner;
GRANT USAGE ON SEQUENCE umlauf.code_lo, umlauf.code_wo, umlauf.code_cs TO umlauf_backoffice, umlauf_owner;
-- The office hears of a loss and of what a customer has again; a find on its desk goes to the workshop.
GRANT INSERT ON umlauf.assignment, umlauf.refurbishment TO umlauf_backoffice;
