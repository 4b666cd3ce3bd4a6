-- The check of an order before anything of it leaves the house. The database opens it with the order and moves it by
-- steps alone; what belongs to an order that has not passed is neither packed nor sent, whatever a client says.
CREATE TABLE umlauf.order_check (
    order_id UUID NOT NULL,
    customer_id UUID NOT NULL,
    stage TEXT DEFAULT 'open' NOT NULL,
    opened_on DATE NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    colour TEXT,
    score INTEGER,
    source TEXT,
    valid_until DATE,
    needs TEXT[] DEFAULT '{}' NOT NULL,
    currency TEXT DEFAULT 'EUR' NOT NULL,
    value_minor BIGINT,
    asked_minor BIGINT,
    asked_for TEXT,
    received_minor BIGINT DEFAULT 0 NOT NULL,
    was_red BOOLEAN DEFAULT false NOT NULL,
    proposed_by UUID,
    proposed_login TEXT,
    bureau TEXT DEFAULT '' NOT NULL,
    identity TEXT DEFAULT '' NOT NULL,
    decided_on DATE,
    erased_on DATE,
    CONSTRAINT order_check_pkey PRIMARY KEY (order_id),
    CONSTRAINT order_check_order_id_fkey FOREIGN KEY(order_id) REFERENCES umlauf.customer_order (id),
    CONSTRAINT order_check_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT order_check_proposed_by_fkey FOREIGN KEY(proposed_by) REFERENCES umlauf.person (id)
);
CREATE INDEX order_check_customer_id_idx ON umlauf.order_check (customer_id);
CREATE INDEX order_check_waiting_idx ON umlauf.order_check (opened_at)
    WHERE stage IN ('open', 'review', 'red', 'money', 'second');
CREATE INDEX order_check_kept_idx ON umlauf.order_check (decided_on) WHERE erased_on IS NULL;

CREATE TABLE umlauf.order_check_step (
    order_id UUID NOT NULL,
    n INTEGER NOT NULL,
    step TEXT NOT NULL,
    stage TEXT DEFAULT '' NOT NULL,
    on_day DATE NOT NULL,
    colour TEXT,
    score INTEGER,
    source TEXT,
    valid_until DATE,
    needs TEXT[] DEFAULT '{}' NOT NULL,
    value_minor BIGINT,
    amount_minor BIGINT,
    asked_for TEXT,
    entry_id UUID,
    reference TEXT DEFAULT '' NOT NULL,
    why TEXT DEFAULT '' NOT NULL,
    taken_by UUID NOT NULL,
    taken_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT order_check_step_pkey PRIMARY KEY (order_id, n),
    CONSTRAINT order_check_step_order_id_fkey FOREIGN KEY(order_id) REFERENCES umlauf.order_check (order_id),
    CONSTRAINT order_check_step_entry_id_fkey FOREIGN KEY(entry_id) REFERENCES umlauf.settlement (id),
    CONSTRAINT order_check_step_taken_by_fkey FOREIGN KEY(taken_by) REFERENCES umlauf.person (id)
);
CREATE INDEX order_check_step_entry_id_idx ON umlauf.order_check_step (entry_id);

-- The points of a verdict and what a bureau said, with a step: beside the fact, erased when their time is over.
CREATE TABLE umlauf.order_check_detail (
    order_id UUID NOT NULL,
    n INTEGER NOT NULL,
    detail JSONB NOT NULL,
    CONSTRAINT order_check_detail_pkey PRIMARY KEY (order_id, n),
    CONSTRAINT order_check_detail_order_id_fkey FOREIGN KEY(order_id) REFERENCES umlauf.order_check (order_id)
);

CREATE TABLE umlauf.order_check_account (
    order_id UUID NOT NULL,
    iban TEXT NOT NULL,
    CONSTRAINT order_check_account_pkey PRIMARY KEY (order_id),
    CONSTRAINT order_check_account_order_id_fkey FOREIGN KEY(order_id) REFERENCES umlauf.order_check (order_id)
);

-- Of an identity document its kind and four characters, never more.
CREATE TABLE umlauf.identity_shown (
    order_id UUID NOT NULL,
    n INTEGER NOT NULL,
    document TEXT NOT NULL,
    last_four TEXT NOT NULL,
    seen_by UUID NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT identity_shown_pkey PRIMARY KEY (order_id, n),
    CONSTRAINT identity_shown_order_id_fkey FOREIGN KEY(order_id) REFERENCES umlauf.order_check (order_id),
    CONSTRAINT identity_shown_seen_by_fkey FOREIGN KEY(seen_by) REFERENCES umlauf.person (id),
    CONSTRAINT identity_shown_last_four_check CHECK (last_four ~ '^[0-9A-Z]{4}$')
);

-- By what customers are recognised again: keyed hashes alone.
CREATE TABLE umlauf.order_mark (
    order_id UUID NOT NULL,
    mark TEXT NOT NULL,
    digest TEXT NOT NULL,
    customer_id UUID NOT NULL,
    on_day DATE NOT NULL,
    CONSTRAINT order_mark_pkey PRIMARY KEY (order_id, mark),
    CONSTRAINT order_mark_order_id_fkey FOREIGN KEY(order_id) REFERENCES umlauf.order_check (order_id),
    CONSTRAINT order_mark_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id)
);
CREATE INDEX order_mark_digest_idx ON umlauf.order_mark (digest);

CREATE TABLE umlauf.blocklist (
    id UUID NOT NULL,
    mark TEXT NOT NULL,
    digest TEXT NOT NULL,
    reason TEXT NOT NULL,
    until_on DATE,
    added_by UUID NOT NULL,
    added_at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    lifted_by UUID,
    lifted_at TIMESTAMP WITH TIME ZONE,
    lifted_why TEXT DEFAULT '' NOT NULL,
    CONSTRAINT blocklist_pkey PRIMARY KEY (id),
    CONSTRAINT blocklist_added_by_fkey FOREIGN KEY(added_by) REFERENCES umlauf.person (id),
    CONSTRAINT blocklist_lifted_by_fkey FOREIGN KEY(lifted_by) REFERENCES umlauf.person (id)
);
CREATE INDEX blocklist_digest_idx ON umlauf.blocklist (digest);

-- What makes the hashes ours: no login reads it.
CREATE TABLE umlauf.check_key (
    id UUID NOT NULL,
    secret TEXT NOT NULL,
    CONSTRAINT check_key_pkey PRIMARY KEY (id)
);
INSERT INTO umlauf.check_key (id, secret)
VALUES ('00000000-0000-0000-0000-000000000001', gen_random_uuid()::text || gen_random_uuid()::text);

ALTER TABLE umlauf.shipment ADD COLUMN is_held BOOLEAN DEFAULT false NOT NULL;

CREATE FUNCTION umlauf.check_digest(p_mark text, p_value text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(convert_to(k.secret || ' ' || encode(sha256(convert_to(
        k.secret || ' ' || p_mark || ' ' || p_value, 'UTF8')), 'hex'), 'UTF8')), 'hex') FROM umlauf.check_key k
$$;

-- The domain's table (`domain/checks/model.py`); a test compares every pair.
CREATE FUNCTION umlauf.check_stage_after(p_stage text, p_step text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE
        WHEN p_step = 'refuse' AND p_stage IN ('open', 'review', 'red', 'money', 'second') THEN 'refused'
        WHEN p_step = 'close' AND p_stage IN ('open', 'review', 'red', 'money', 'second') THEN 'closed'
        WHEN p_step = 'see' AND p_stage IN ('open', 'review', 'red', 'money') THEN p_stage
        WHEN p_step = 'identity_said' AND p_stage IN ('open', 'review', 'red', 'money') THEN p_stage
        WHEN p_step = 'ask_identity' AND p_stage IN ('open', 'review') THEN p_stage
        ELSE CASE p_stage || ' ' || p_step
            WHEN 'open clear' THEN 'passed' WHEN 'open doubt' THEN 'review' WHEN 'open stop' THEN 'red'
            WHEN 'open ask_bureau' THEN 'open' WHEN 'open bureau_said' THEN 'open'
            WHEN 'open bureau_failed' THEN 'open' WHEN 'open take_over' THEN 'review'
            WHEN 'open check_again' THEN 'open' WHEN 'review check_again' THEN 'open'
            WHEN 'red check_again' THEN 'open' WHEN 'review weigh_again' THEN 'open'
            WHEN 'review ask_money' THEN 'money' WHEN 'money receive' THEN 'money' WHEN 'money paid' THEN 'passed'
            WHEN 'money drop_money' THEN 'review' WHEN 'money money_back' THEN 'money'
            WHEN 'passed money_back' THEN 'money' WHEN 'review release' THEN 'passed'
            WHEN 'review propose' THEN 'second' WHEN 'second agree' THEN 'passed'
            WHEN 'second disagree' THEN 'review' WHEN 'red look_again' THEN 'review' END END
$$;

-- While checks are on every order has one, whoever writes the order.
CREATE FUNCTION umlauf.open_order_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM umlauf.setting s WHERE s.name = 'checks' AND (s.value ->> 'is_on')::boolean) THEN
        INSERT INTO umlauf.order_check (order_id, customer_id, opened_on)
        VALUES (NEW.id, NEW.customer_id, NEW.placed_on);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER open_check AFTER INSERT ON umlauf.customer_order
    FOR EACH ROW EXECUTE FUNCTION umlauf.open_order_check();

-- What belongs to an order that has not passed stays here.
CREATE FUNCTION umlauf.hold_shipment() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' OR NEW.order_id <> OLD.order_id
        OR (NEW.status IN ('packed', 'dispatched') AND NEW.status <> OLD.status) THEN
        NEW.is_held := EXISTS (
            SELECT FROM umlauf.order_check k WHERE k.order_id = NEW.order_id AND k.stage <> 'passed');
        IF NEW.is_held AND NEW.status IN ('packed', 'dispatched') THEN
            RAISE EXCEPTION 'the order is in check' USING ERRCODE = 'UM014';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hold BEFORE INSERT OR UPDATE ON umlauf.shipment
    FOR EACH ROW EXECUTE FUNCTION umlauf.hold_shipment();

CREATE FUNCTION umlauf.hold_assignment() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM umlauf.contract_line l JOIN umlauf.contract c ON c.id = l.contract_id
        JOIN umlauf.order_check k ON k.order_id = c.order_id AND k.stage <> 'passed'
        WHERE l.id = NEW.contract_line_id) THEN
        RAISE EXCEPTION 'the order is in check' USING ERRCODE = 'UM014';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER before_all_hold BEFORE INSERT ON umlauf.assignment
    FOR EACH ROW EXECUTE FUNCTION umlauf.hold_assignment();

-- What the login asks for ahead at least. At a till that is the owner's share of the value, and NULL where more than
-- money is missing: then nobody asks there.
CREATE FUNCTION umlauf.least_ahead(p_order uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN NOT EXISTS (SELECT FROM umlauf.principal p WHERE p.login = session_user AND p.seat = 'pos') THEN 0
        WHEN k.was_red OR k.value_minor IS NULL OR ('identity' = ANY (k.needs) AND k.identity <> 'said') THEN NULL
        ELSE greatest(1, round(k.value_minor * coalesce((SELECT (s.value ->> 'deposit_percent')::numeric
            FROM umlauf.setting s WHERE s.name = 'checks'), 20) / 100))::bigint END
    FROM umlauf.order_check k WHERE k.order_id = p_order
$$;

-- Who may take which step, and what it must have with it. The machine's colours are the worker's alone; money counts
-- when it is booked; what was red or is worth much is let go by two people at two logins.
CREATE FUNCTION umlauf.may_take_check_step(p_step umlauf.order_check_step, p_check umlauf.order_check,
    p_seat text, p_actor uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    above bigint;
BEGIN
    IF p_step.step IN ('clear', 'doubt', 'stop', 'ask_bureau', 'bureau_said', 'bureau_failed', 'identity_said', 'close')
        AND p_seat <> 'worker' OR p_step.step IN ('receive', 'paid', 'release', 'propose', 'agree',
        'disagree', 'look_again', 'take_over', 'refuse') AND p_seat NOT IN ('backoffice', 'owner')
        -- What a till took for this order is booked by the worker (50_counter).
        AND NOT (p_seat = 'worker' AND p_step.step IN ('receive', 'paid') AND EXISTS (SELECT FROM umlauf.till_booked b
            JOIN umlauf.till_receipt r ON r.id = b.receipt_id
            WHERE b.entry_id = p_step.entry_id AND r.about = p_check.order_id)) THEN
        RAISE EXCEPTION 'seat % does not take the step %', p_seat, p_step.step USING ERRCODE = 'UM403';
    END IF;
    IF p_step.step = 'drop_money' AND p_seat NOT IN ('worker', 'backoffice', 'owner') THEN
        RAISE EXCEPTION 'seat % does not take the step %', p_seat, p_step.step USING ERRCODE = 'UM403';
    END IF;
    IF p_step.step = 'money_back' AND pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'the ledger says when money went back' USING ERRCODE = 'UM403';
    END IF;
    IF p_step.step = 'ask_bureau' AND p_check.bureau NOT IN ('', 'failed') THEN
        RAISE EXCEPTION 'the bureau was asked' USING ERRCODE = 'UM409';
    END IF;
    IF p_step.step = 'release' THEN
        SELECT coalesce((SELECT (s.value -> 'two_person_above' ->> 'minor')::bigint FROM umlauf.setting s
            WHERE s.name = 'checks'), 150000) INTO above;
        IF p_check.was_red OR p_check.value_minor IS NULL OR p_check.value_minor > above THEN
            RAISE EXCEPTION 'two people let it go' USING ERRCODE = 'UM403';
        END IF;
    END IF;
    IF p_step.step = 'agree' AND (p_actor = p_check.proposed_by OR session_user = p_check.proposed_login) THEN
        RAISE EXCEPTION 'who proposed does not agree' USING ERRCODE = 'UM403';
    END IF;
    IF p_step.step = 'ask_money' AND coalesce(p_step.amount_minor, 0) <= 0 THEN
        RAISE EXCEPTION 'how much is asked for?' USING ERRCODE = 'UM010';
    END IF;
    IF p_step.step = 'ask_money' AND p_step.amount_minor >= umlauf.least_ahead(p_check.order_id) IS NOT TRUE THEN
        RAISE EXCEPTION 'a till asks for the owner''s share at least' USING ERRCODE = 'UM403';
    END IF;
    IF p_step.step IN ('receive', 'paid') AND NOT EXISTS (SELECT FROM umlauf.settlement e
        WHERE e.id = p_step.entry_id AND e.command_id = p_step.command_id AND e.kind = 'payment'
            AND e.customer_id = p_check.customer_id AND e.money_minor = p_step.amount_minor
            AND e.currency = p_check.currency) THEN
        RAISE EXCEPTION 'money that came in is booked' USING ERRCODE = 'UM010';
    END IF;
    IF p_step.step = 'paid' AND p_check.received_minor + p_step.amount_minor < p_check.asked_minor THEN
        RAISE EXCEPTION 'some of it is missing' USING ERRCODE = 'UM010';
    END IF;
END $$;

CREATE FUNCTION umlauf.take_check_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who record;
    this umlauf.order_check;
BEGIN
    SELECT c.actor_id, c.seat INTO who FROM umlauf.command c
    WHERE c.command_id = NEW.command_id AND c.xid = pg_current_xact_id() AND c.login = session_user
        AND c.outcome IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a step belongs to a command of this transaction' USING ERRCODE = 'UM010';
    END IF;
    SELECT * INTO this FROM umlauf.order_check k WHERE k.order_id = NEW.order_id FOR UPDATE;
    NEW.stage := umlauf.check_stage_after(this.stage, NEW.step);
    IF NEW.stage IS NULL THEN
        RAISE EXCEPTION 'a check that is % takes no step %', this.stage, NEW.step USING ERRCODE = 'UM409';
    END IF;
    PERFORM umlauf.may_take_check_step(NEW, this, who.seat, who.actor_id);
    NEW.taken_by := who.actor_id;
    NEW.taken_at := clock_timestamp();
    NEW.colour := CASE NEW.step WHEN 'clear' THEN 'green' WHEN 'doubt' THEN 'yellow' WHEN 'stop' THEN 'red'
        WHEN 'bureau_said' THEN NEW.colour END;
    UPDATE umlauf.order_check k SET
        stage = NEW.stage,
        colour = CASE WHEN NEW.step IN ('clear', 'doubt', 'stop') THEN NEW.colour
            WHEN NEW.step IN ('look_again', 'take_over') THEN 'yellow' ELSE k.colour END,
        score = CASE WHEN NEW.step IN ('clear', 'doubt', 'stop') THEN NEW.score ELSE k.score END,
        source = CASE WHEN NEW.step IN ('clear', 'doubt', 'stop') THEN NEW.source
            WHEN NEW.step IN ('look_again', 'take_over', 'release', 'agree', 'refuse') THEN 'person'
            ELSE k.source END,
        valid_until = CASE NEW.step WHEN 'clear' THEN NEW.valid_until END,
        needs = CASE WHEN NEW.step IN ('clear', 'doubt', 'stop') THEN NEW.needs ELSE k.needs END,
        value_minor = CASE WHEN NEW.step IN ('clear', 'doubt', 'stop') THEN NEW.value_minor ELSE k.value_minor END,
        asked_minor = CASE WHEN NEW.step = 'ask_money' THEN NEW.amount_minor
            WHEN NEW.step IN ('drop_money', 'check_again') THEN NULL ELSE k.asked_minor END,
        asked_for = CASE WHEN NEW.step = 'ask_money' THEN NEW.asked_for
            WHEN NEW.step IN ('drop_money', 'check_again') THEN NULL ELSE k.asked_for END,
        received_minor = k.received_minor + CASE WHEN NEW.step IN ('receive', 'paid') THEN NEW.amount_minor
            WHEN NEW.step = 'money_back' THEN -NEW.amount_minor ELSE 0 END,
        was_red = k.was_red OR NEW.step = 'stop',
        proposed_by = CASE NEW.step WHEN 'propose' THEN who.actor_id END,
        proposed_login = CASE NEW.step WHEN 'propose' THEN session_user END,
        bureau = CASE NEW.step WHEN 'ask_bureau' THEN 'waits' WHEN 'bureau_said' THEN 'said'
            WHEN 'bureau_failed' THEN 'failed' WHEN 'check_again' THEN '' ELSE k.bureau END,
        identity = CASE WHEN NEW.step = 'see' THEN 'said' WHEN NEW.step = 'ask_identity' THEN 'waits'
            WHEN NEW.step = 'identity_said' THEN CASE NEW.why WHEN 'verified' THEN 'said'
                WHEN 'failed' THEN 'failed' ELSE 'waits' END ELSE k.identity END,
        decided_on = CASE WHEN NEW.stage IN ('passed', 'refused', 'closed') THEN NEW.on_day END
    WHERE k.order_id = NEW.order_id;
    IF (NEW.stage = 'passed') <> (this.stage = 'passed') THEN
        UPDATE umlauf.shipment s SET is_held = NEW.stage <> 'passed'
        WHERE s.order_id = NEW.order_id AND s.status NOT IN ('dispatched', 'cancelled');
    END IF;
    RETURN NEW;
END $$;

-- Money that went back holds the order again, as long as nothing of it has left.
CREATE FUNCTION umlauf.hold_unpaid_order() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO umlauf.order_check_step (order_id, n, step, on_day, amount_minor, entry_id, taken_by, command_id)
    SELECT p.order_id, 1 + (SELECT max(n) FROM umlauf.order_check_step m WHERE m.order_id = p.order_id), 'money_back',
        NEW.booked_on, p.amount_minor, NEW.id, p.taken_by, NEW.command_id
    FROM umlauf.order_check_step p JOIN umlauf.order_check k ON k.order_id = p.order_id
    WHERE p.entry_id = NEW.reverses_id AND p.step IN ('receive', 'paid') AND (k.stage = 'money' OR k.stage = 'passed' AND k.asked_minor IS NOT NULL)
        AND NOT EXISTS (SELECT FROM umlauf.shipment s WHERE s.order_id = p.order_id AND s.status = 'dispatched')
        AND (EXISTS (SELECT FROM umlauf.shipment s WHERE s.order_id = p.order_id AND s.status IN ('open', 'packed'))
            OR EXISTS (SELECT FROM umlauf.contract c WHERE c.order_id = p.order_id AND c.status = 'draft'));
    RETURN NULL;
END $$;
CREATE TRIGGER hold_unpaid AFTER INSERT ON umlauf.settlement
    FOR EACH ROW WHEN (NEW.kind = 'reversal') EXECUTE FUNCTION umlauf.hold_unpaid_order();

-- What people know an order by, for those who may not read orders.
CREATE VIEW umlauf.check_sheet WITH (security_barrier) AS
    SELECT k.*, o.number, c.id AS contract_id,
        EXISTS (SELECT FROM umlauf.shipment s WHERE s.order_id = k.order_id) AS has_goods
    FROM umlauf.order_check k
    JOIN umlauf.customer_order o ON o.id = k.order_id
    JOIN LATERAL (SELECT c.id FROM umlauf.contract c WHERE c.order_id = k.order_id ORDER BY c.id LIMIT 1) c ON true;

CREATE FUNCTION umlauf.queue_check(p_order uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, umlauf_jobs, pg_temp AS $$
BEGIN
    PERFORM umlauf_jobs.procrastinate_defer_jobs_v1(ARRAY[ROW(
        'checks', 'umlauf:look_at_check', 0, NULL, NULL, jsonb_build_object('order_id', p_order), NULL
    )::umlauf_jobs.procrastinate_job_to_defer_v1]);
END $$;

-- Whoever notes an account does not read it again.
CREATE FUNCTION umlauf.keep_check_account(p_order uuid, p_iban text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO umlauf.order_check_account (order_id, iban)
    SELECT k.order_id, p_iban FROM umlauf.order_check k
    WHERE k.order_id = p_order AND k.stage IN ('open', 'review', 'red', 'money', 'second')
    ON CONFLICT (order_id) DO UPDATE SET iban = excluded.iban
$$;

-- The detail goes, the verdict stays.
CREATE FUNCTION umlauf.erase_check_detail(p_order uuid, p_on date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE umlauf.order_check k SET erased_on = p_on
    WHERE k.order_id = p_order AND k.erased_on IS NULL AND k.stage IN ('passed', 'refused', 'closed');
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    DELETE FROM umlauf.order_check_detail d WHERE d.order_id = p_order;
    DELETE FROM umlauf.order_check_account a WHERE a.order_id = p_order;
    DELETE FROM umlauf.order_mark m WHERE m.order_id = p_order;
    DELETE FROM umlauf.identity_shown i WHERE i.order_id = p_order;
    RETURN true;
END $$;

CREATE TRIGGER record BEFORE INSERT ON umlauf.order_check_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.take_check_step();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.order_check_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.order_check_step
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_delete BEFORE DELETE ON umlauf.order_check FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.order_check
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_delete BEFORE DELETE ON umlauf.blocklist FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.blocklist
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

GRANT SELECT ON umlauf.order_check, umlauf.order_check_step, umlauf.check_sheet
    TO umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT SELECT ON umlauf.order_check, umlauf.order_check_step TO umlauf_auditor;
GRANT SELECT ON umlauf.order_check_detail, umlauf.identity_shown, umlauf.blocklist
    TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT SELECT ON umlauf.order_check_account, umlauf.order_mark TO umlauf_worker;
GRANT INSERT ON umlauf.order_check_step TO umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT INSERT ON umlauf.order_check_detail, umlauf.order_mark TO umlauf_worker;
GRANT UPDATE (digest) ON umlauf.order_mark TO umlauf_worker;
GRANT INSERT ON umlauf.identity_shown TO umlauf_pos, umlauf_backoffice, umlauf_owner;
GRANT SELECT (order_id, n) ON umlauf.identity_shown TO umlauf_pos;
GRANT INSERT ON umlauf.blocklist TO umlauf_backoffice, umlauf_owner;
GRANT UPDATE (lifted_by, lifted_at, lifted_why) ON umlauf.blocklist TO umlauf_backoffice, umlauf_owner;
GRANT EXECUTE ON FUNCTION umlauf.check_digest(text, text) TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT EXECUTE ON FUNCTION umlauf.least_ahead(uuid), umlauf.queue_check(uuid)
    TO umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT EXECUTE ON FUNCTION umlauf.keep_check_account(uuid, text) TO umlauf_pos, umlauf_backoffice, umlauf_owner;
GRANT EXECUTE ON FUNCTION umlauf.erase_check_detail(uuid, date) TO umlauf_worker;
