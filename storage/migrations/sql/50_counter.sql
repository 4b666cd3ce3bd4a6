-- Sales at the counter: kept at once as they were agreed, signed and paid; the worker makes order, contract and bill of
-- them. Their stage is moved by steps alone, and money of a receipt enters the ledger once.
CREATE TABLE umlauf.counter_sale (
    id UUID NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    till_id UUID NOT NULL,
    store_id UUID NOT NULL,
    person_id UUID NOT NULL,
    customer_id UUID,
    sold_on DATE NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    receipt_id UUID,
    voucher TEXT DEFAULT '' NOT NULL,
    start_on DATE,
    note TEXT DEFAULT '' NOT NULL,
    signature TEXT DEFAULT '' NOT NULL,
    consents TEXT[] DEFAULT '{}' NOT NULL,
    order_id UUID NOT NULL,
    contract_id UUID NOT NULL,
    stage TEXT DEFAULT 'taken' NOT NULL,
    is_honoured BOOLEAN DEFAULT false NOT NULL,
    command_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT counter_sale_pkey PRIMARY KEY (id),
    CONSTRAINT counter_sale_receipt_id_key UNIQUE (receipt_id),
    CONSTRAINT counter_sale_order_id_key UNIQUE (order_id),
    CONSTRAINT counter_sale_contract_id_key UNIQUE (contract_id),
    CONSTRAINT counter_sale_till_id_fkey FOREIGN KEY(till_id) REFERENCES umlauf.till (id),
    CONSTRAINT counter_sale_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id),
    CONSTRAINT counter_sale_person_id_fkey FOREIGN KEY(person_id) REFERENCES umlauf.person (id),
    CONSTRAINT counter_sale_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT counter_sale_receipt_id_fkey FOREIGN KEY(receipt_id) REFERENCES umlauf.till_receipt (id),
    CONSTRAINT counter_sale_named_check CHECK (customer_id IS NOT NULL OR receipt_id IS NOT NULL)
);
CREATE INDEX counter_sale_customer_id_idx ON umlauf.counter_sale (customer_id);
CREATE INDEX counter_sale_open_idx ON umlauf.counter_sale (at) WHERE stage IN ('taken', 'booked', 'stuck');

CREATE TABLE umlauf.counter_sale_item (
    counter_sale_id UUID NOT NULL,
    position INTEGER NOT NULL,
    variant_id UUID NOT NULL,
    plan_id UUID NOT NULL,
    title TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    currency TEXT NOT NULL,
    seen_minor BIGINT NOT NULL,
    price_minor BIGINT,
    paid_up INTEGER,
    asset_ids UUID[] DEFAULT '{}' NOT NULL,
    because TEXT DEFAULT '' NOT NULL,
    was_offered BOOLEAN NOT NULL,
    is_allowed BOOLEAN DEFAULT false NOT NULL,
    CONSTRAINT counter_sale_item_pkey PRIMARY KEY (counter_sale_id, position),
    CONSTRAINT counter_sale_item_quantity_check CHECK (quantity > 0),
    CONSTRAINT counter_sale_item_counter_sale_id_fkey FOREIGN KEY(counter_sale_id) REFERENCES umlauf.counter_sale (id),
    CONSTRAINT counter_sale_item_variant_id_fkey FOREIGN KEY(variant_id) REFERENCES umlauf.variant (id),
    CONSTRAINT counter_sale_item_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES umlauf.plan (id)
);

CREATE TABLE umlauf.counter_sale_step (
    counter_sale_id UUID NOT NULL,
    n INTEGER NOT NULL,
    step TEXT NOT NULL,
    why TEXT DEFAULT '' NOT NULL,
    taken_by UUID NOT NULL,
    taken_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT counter_sale_step_pkey PRIMARY KEY (counter_sale_id, n),
    CONSTRAINT counter_sale_step_counter_sale_id_fkey FOREIGN KEY(counter_sale_id) REFERENCES umlauf.counter_sale (id),
    CONSTRAINT counter_sale_step_taken_by_fkey FOREIGN KEY(taken_by) REFERENCES umlauf.person (id)
);

-- What was signed, as a picture: beside the sale, whose digest stands for it in the log.
CREATE TABLE umlauf.counter_signature (
    counter_sale_id UUID NOT NULL,
    media_type TEXT NOT NULL,
    digest TEXT NOT NULL,
    content BYTEA NOT NULL,
    kept_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT counter_signature_pkey PRIMARY KEY (counter_sale_id)
);

-- Which entries of the ledger are the money of which payment on a receipt.
CREATE TABLE umlauf.till_booked (
    entry_id UUID NOT NULL,
    receipt_id UUID NOT NULL,
    position INTEGER NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT till_booked_pkey PRIMARY KEY (entry_id),
    CONSTRAINT till_booked_entry_id_fkey FOREIGN KEY(entry_id) REFERENCES umlauf.settlement (id),
    CONSTRAINT till_booked_receipt_id_fkey FOREIGN KEY(receipt_id) REFERENCES umlauf.till_receipt (id)
);
CREATE INDEX till_booked_receipt_id_idx ON umlauf.till_booked (receipt_id, position);

-- Until when a version of a plan was offered: what was shown on that day still counts.
ALTER TABLE umlauf.plan ADD COLUMN offered_until DATE, ADD COLUMN withdrawn_at TIMESTAMP WITH TIME ZONE;
CREATE FUNCTION umlauf.date_offer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.offered_until := CASE WHEN NOT NEW.is_offered THEN (
        SELECT (max(c.effective_at) AT TIME ZONE 'Europe/Berlin')::date FROM umlauf.command c
        WHERE c.xid = pg_current_xact_id() AND c.login = session_user AND c.outcome IS NULL) END;
    NEW.withdrawn_at := CASE WHEN NOT NEW.is_offered THEN clock_timestamp() END;
    RETURN NEW;
END $$;
CREATE TRIGGER date_offer BEFORE UPDATE OF is_offered ON umlauf.plan
    FOR EACH ROW WHEN (OLD.is_offered <> NEW.is_offered) EXECUTE FUNCTION umlauf.date_offer();

-- A sale is stated by a person at a till of this workplace, whose rights to other prices count, with the receipt of
-- that moment.
CREATE FUNCTION umlauf.record_counter_sale() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who record;
BEGIN
    SELECT c.actor_id, c.store_id, c.effective_at, c.seat INTO who FROM umlauf.command c
    WHERE c.command_id = NEW.command_id AND c.xid = pg_current_xact_id() AND c.login = session_user
        AND c.outcome IS NULL;
    IF NOT FOUND OR who.seat <> 'pos' THEN
        RAISE EXCEPTION 'a sale belongs to a command of a till' USING ERRCODE = 'UM010';
    END IF;
    IF umlauf.take_till(NEW.till_id) IS NOT TRUE THEN
        RAISE EXCEPTION 'not a till of this workplace' USING ERRCODE = 'UM403';
    END IF;
    IF NOT EXISTS (SELECT FROM umlauf.till t WHERE t.id = NEW.till_id AND NOT t.is_closed) THEN
        RAISE EXCEPTION 'this till is closed' USING ERRCODE = 'UM403';
    END IF;
    IF NEW.receipt_id IS NOT NULL AND NOT EXISTS (SELECT FROM umlauf.till_receipt r WHERE r.id = NEW.receipt_id
            AND r.command_id = NEW.command_id AND r.till_id = NEW.till_id AND r.about = NEW.id
            AND r.customer_id IS NOT DISTINCT FROM NEW.customer_id) THEN
        RAISE EXCEPTION 'this is not the receipt of that sale' USING ERRCODE = 'UM403';
    END IF;
    NEW.store_id := who.store_id;
    NEW.person_id := who.actor_id;
    NEW.at := who.effective_at;
    NEW.stage := 'taken';
    NEW.is_honoured := false;
    NEW.recorded_at := clock_timestamp();
    RETURN NEW;
END $$;

-- How long after a price was withdrawn a sale of the days before may still reach the database: a till that was away
-- over a long weekend or for a week of repairs. Later no sale brings that price back, whatever day it says it is of.
CREATE FUNCTION umlauf.latest_of_a_till() RETURNS interval
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$ SELECT interval '7 days' $$;

-- What was sold is said with the sale, never afterwards. Whether its plan was offered at that price on that day, and
-- whether the owner lets this person agree another one at this till, is said here, whatever a client says.
CREATE FUNCTION umlauf.record_counter_sale_item() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    sale umlauf.counter_sale;
    percent integer;
BEGIN
    SELECT s.* INTO sale FROM umlauf.counter_sale s WHERE s.id = NEW.counter_sale_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this sale is not of this moment' USING ERRCODE = 'UM010';
    END IF;
    PERFORM umlauf.command_of_now(sale.command_id);
    NEW.was_offered := EXISTS (SELECT FROM umlauf.plan n WHERE n.id = NEW.plan_id AND n.price_minor = NEW.seen_minor
        AND n.currency = NEW.currency AND (n.is_offered
            OR n.offered_until >= (sale.at AT TIME ZONE 'Europe/Berlin')::date
                AND n.withdrawn_at > clock_timestamp() - umlauf.latest_of_a_till()));
    SELECT coalesce((t.price_people ->> sale.person_id::text)::integer, t.price_percent) INTO percent
    FROM umlauf.till t WHERE t.id = sale.till_id;
    NEW.is_allowed := NEW.price_minor IS NULL OR NEW.price_minor = NEW.seen_minor OR (NEW.because <> ''
        AND NEW.price_minor <= NEW.seen_minor AND NEW.price_minor * 100 >= NEW.seen_minor * (100 - percent));
    RETURN NEW;
END $$;

CREATE FUNCTION umlauf.take_counter_sale_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who record;
    this umlauf.counter_sale;
    next text;
BEGIN
    SELECT * INTO who FROM umlauf.command_of_now(NEW.command_id);
    SELECT * INTO this FROM umlauf.counter_sale s WHERE s.id = NEW.counter_sale_id FOR UPDATE;
    next := CASE this.stage || ' ' || NEW.step WHEN 'taken sell' THEN 'done' WHEN 'done bring_back' THEN 'taken_back'
        WHEN 'taken book' THEN 'booked' WHEN 'taken stick' THEN 'stuck' WHEN 'stuck honour' THEN 'taken' WHEN 'stuck take_back' THEN 'taken_back'
        WHEN 'booked hinder' THEN 'booked' WHEN 'booked hand_over' THEN 'done' END;
    IF next IS NULL THEN
        RAISE EXCEPTION 'a sale that is % takes no step %', this.stage, NEW.step USING ERRCODE = 'UM409';
    END IF;
    IF (CASE NEW.step WHEN 'sell' THEN who.seat <> 'pos' OR this.customer_id IS NOT NULL
            OR this.command_id <> NEW.command_id
        WHEN 'bring_back' THEN who.seat <> 'pos' OR this.customer_id IS NOT NULL OR NOT EXISTS (
            SELECT FROM umlauf.till_receipt r WHERE r.voids_id = this.receipt_id AND r.command_id = NEW.command_id)
        WHEN 'hand_over' THEN who.seat NOT IN ('pos', 'worker')
        WHEN 'honour' THEN who.seat NOT IN ('backoffice', 'owner')
        WHEN 'take_back' THEN who.seat NOT IN ('backoffice', 'owner')
        ELSE who.seat <> 'worker' END) THEN
        RAISE EXCEPTION 'seat % does not take the step %', who.seat, NEW.step USING ERRCODE = 'UM403';
    END IF;
    IF NEW.step = 'book' AND NOT EXISTS (SELECT FROM umlauf.customer_order o WHERE o.id = this.order_id) THEN
        RAISE EXCEPTION 'nothing was booked' USING ERRCODE = 'UM010';
    END IF;
    IF NEW.step = 'hand_over' AND EXISTS (SELECT FROM umlauf.shipment h WHERE h.order_id = this.order_id
        AND h.status IN ('open', 'packed') AND h.cause = 'order') THEN
        RAISE EXCEPTION 'the goods are still here' USING ERRCODE = 'UM010';
    END IF;
    NEW.taken_by := who.actor_id;
    NEW.taken_at := clock_timestamp();
    UPDATE umlauf.counter_sale s SET stage = next, is_honoured = s.is_honoured OR NEW.step = 'honour'
    WHERE s.id = this.id;
    RETURN NEW;
END $$;

CREATE FUNCTION umlauf.record_counter_signature() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM umlauf.command_of_now(NEW.command_id);
    IF encode(sha256(NEW.content), 'hex') <> NEW.digest THEN
        RAISE EXCEPTION 'the digest is another one''s' USING ERRCODE = 'UM010';
    END IF;
    NEW.kept_at := clock_timestamp();
    RETURN NEW;
END $$;

-- The money of a payment is booked for whoever the receipt names, as it was paid, and never more than it.
CREATE FUNCTION umlauf.record_till_booked() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    entry umlauf.settlement;
    paid record;
BEGIN
    PERFORM umlauf.command_of_now(NEW.command_id);
    PERFORM pg_advisory_xact_lock(hashtextextended('till_booked ' || NEW.receipt_id::text, 0));
    SELECT * INTO entry FROM umlauf.settlement e WHERE e.id = NEW.entry_id;
    SELECT p.way, p.amount_minor, r.customer_id, r.currency INTO paid FROM umlauf.till_payment p
    JOIN umlauf.till_receipt r ON r.id = p.receipt_id
    WHERE p.receipt_id = NEW.receipt_id AND p.position = NEW.position;
    IF NOT FOUND OR entry.kind IS DISTINCT FROM 'payment' OR entry.command_id <> NEW.command_id
        OR paid.way NOT IN ('cash', 'card') OR entry.paid_by IS DISTINCT FROM paid.way
        OR entry.customer_id IS DISTINCT FROM paid.customer_id OR entry.currency <> paid.currency
        OR entry.money_minor <= 0 THEN
        RAISE EXCEPTION 'this is not the money of that receipt' USING ERRCODE = 'UM403';
    END IF;
    IF entry.money_minor + (SELECT coalesce(sum(e.money_minor), 0) FROM umlauf.till_booked b
        JOIN umlauf.settlement e ON e.id = b.entry_id
        WHERE b.receipt_id = NEW.receipt_id AND b.position = NEW.position) > paid.amount_minor THEN
        RAISE EXCEPTION 'more than was paid' USING ERRCODE = 'UM409';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER record BEFORE INSERT ON umlauf.counter_sale
    FOR EACH ROW EXECUTE FUNCTION umlauf.record_counter_sale();
CREATE TRIGGER record BEFORE INSERT ON umlauf.counter_sale_item
    FOR EACH ROW EXECUTE FUNCTION umlauf.record_counter_sale_item();
CREATE TRIGGER record BEFORE INSERT ON umlauf.counter_sale_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.take_counter_sale_step();
CREATE TRIGGER record BEFORE INSERT ON umlauf.counter_signature
    FOR EACH ROW EXECUTE FUNCTION umlauf.record_counter_signature();
CREATE TRIGGER record BEFORE INSERT ON umlauf.till_booked
    FOR EACH ROW EXECUTE FUNCTION umlauf.record_till_booked();
CREATE TRIGGER no_delete BEFORE DELETE ON umlauf.counter_sale FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.counter_sale
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['counter_sale_item', 'counter_sale_step', 'till_booked'] LOOP
        EXECUTE format('CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.%I '
            'FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change()', name);
        EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.%I '
            'FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change()', name);
    END LOOP;
END $$;

-- What became of a sale, for the till that may read neither contracts nor bills: numbers alone, of its own store.
CREATE VIEW umlauf.counter_outcome WITH (security_barrier) AS
    SELECT s.id, s.number, s.stage, s.at, s.customer_id, s.store_id, o.number AS order_number,
        k.number AS contract_number, k.start_on, h.id AS shipment_id, h.status AS shipment_status, coalesce(h.is_held, false) AS is_held,
        coalesce((SELECT t.why FROM umlauf.counter_sale_step t WHERE t.counter_sale_id = s.id
            AND t.step IN ('stick', 'hinder') ORDER BY t.n DESC LIMIT 1), '') AS why,
        ARRAY(SELECT DISTINCT i.number FROM umlauf.invoice i JOIN umlauf.invoice_line l ON l.invoice_id = i.id
            WHERE l.contract_id = s.contract_id AND i.kind = 'invoice' ORDER BY 1) AS invoices
    FROM umlauf.counter_sale s
    LEFT JOIN umlauf.customer_order o ON o.id = s.order_id
    LEFT JOIN umlauf.contract k ON k.id = s.contract_id
    LEFT JOIN LATERAL (SELECT * FROM umlauf.shipment h WHERE h.order_id = s.order_id AND h.cause = 'order'
        ORDER BY h.id LIMIT 1) h ON true
    WHERE s.store_id = (SELECT p.store_id FROM umlauf.principal p WHERE p.login = session_user);

-- What a basket at the till asks about one code or one customer; lists of codes, orders and contracts it does not read.
CREATE FUNCTION umlauf.counter_voucher(p_code text) RETURNS TABLE (code text, used integer, code_withdrawn_on date,
    id uuid, title text, rule jsonb, made_on date, withdrawn_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT v.code, v.used, v.withdrawn_on, b.id, b.title, b.rule, b.made_on, b.withdrawn_on
    FROM umlauf.voucher v JOIN umlauf.voucher_batch b ON b.id = v.batch_id WHERE v.code = p_code
$$;
CREATE FUNCTION umlauf.counter_has_used(p_batch uuid, p_customer uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM umlauf.voucher_use u JOIN umlauf.voucher v ON v.code = u.code
        WHERE u.customer_id = p_customer AND v.batch_id = p_batch)
$$;
CREATE FUNCTION umlauf.counter_has_ordered(p_customer uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM umlauf.customer_order o WHERE o.customer_id = p_customer)
$$;
CREATE FUNCTION umlauf.counter_programme(OUT value jsonb, OUT version bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT (SELECT s.value FROM umlauf.setting s WHERE s.name = 'loyalty'),
        coalesce((SELECT max(c.version) FROM umlauf.setting_change c WHERE c.area = 'loyalty'), 0)
$$;
CREATE FUNCTION umlauf.counter_friend(p_code text) RETURNS TABLE (customer_id uuid, friends bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.customer_id, (SELECT count(*) FROM umlauf.referral r WHERE r.code = c.code)
    FROM umlauf.referral_code c WHERE c.code = p_code
$$;
CREATE FUNCTION umlauf.counter_friend_runs(p_customer uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM umlauf.referral_code r JOIN umlauf.contract k ON k.customer_id = r.customer_id
        WHERE r.customer_id = p_customer AND k.status IN ('active', 'paused', 'cancellation_requested'))
$$;
GRANT EXECUTE ON FUNCTION umlauf.counter_voucher(text), umlauf.counter_has_used(uuid, uuid),
    umlauf.counter_has_ordered(uuid), umlauf.counter_programme(), umlauf.counter_friend(text),
    umlauf.counter_friend_runs(uuid) TO umlauf_pos;
GRANT SELECT ON umlauf.customer_tier TO umlauf_pos;

-- The paper of a sale of this store, as the customer gets it by mail.
CREATE FUNCTION umlauf.counter_agreement(p_sale uuid) RETURNS TABLE (file_name text, content bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT d.file_name, d.content FROM umlauf.counter_sale s
    JOIN umlauf.document d ON d.kind = 'agreement' AND d.subject_id = s.contract_id
    WHERE s.id = p_sale AND s.store_id = (SELECT p.store_id FROM umlauf.principal p WHERE p.login = session_user)
    LIMIT 1
$$;
GRANT EXECUTE ON FUNCTION umlauf.counter_agreement(uuid) TO umlauf_pos;

GRANT SELECT ON umlauf.counter_outcome TO umlauf_pos;
GRANT SELECT ON umlauf.counter_sale, umlauf.counter_sale_item, umlauf.counter_sale_step
    TO umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT INSERT ON umlauf.counter_sale, umlauf.counter_sale_item, umlauf.counter_signature TO umlauf_pos;
GRANT INSERT ON umlauf.counter_sale_step TO umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT SELECT ON umlauf.counter_signature TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT SELECT (counter_sale_id, media_type, digest, kept_at, command_id) ON umlauf.counter_signature TO umlauf_auditor;
GRANT SELECT ON umlauf.till_booked TO umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT INSERT ON umlauf.till_booked TO umlauf_worker;
-- The worker books the order of a sale and hands over what was scanned with it, in the name of the person at the till.
GRANT INSERT ON umlauf.customer_order, umlauf.order_line, umlauf.order_promise, umlauf.voucher_use, umlauf.referral,
    umlauf.supply_movement TO umlauf_worker;
GRANT USAGE ON SEQUENCE umlauf.code_or TO umlauf_worker;
GRANT UPDATE (status, dispatched_at, tracking, arrived_on) ON umlauf.shipment TO umlauf_worker;

-- Why an order of this store is not green: the points that count against it, without their detail.
CREATE FUNCTION umlauf.counter_points(p_order uuid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((SELECT ARRAY(SELECT r ->> 'point' FROM jsonb_array_elements(d.detail -> 'reasons') r
            WHERE (r ->> 'weight')::int >= 0)
        FROM umlauf.order_check_detail d JOIN umlauf.order_check_step t ON (t.order_id, t.n) = (d.order_id, d.n)
        WHERE d.order_id = p_order AND t.step IN ('clear', 'doubt', 'stop') AND EXISTS (
            SELECT FROM umlauf.customer_order o JOIN umlauf.principal p ON p.store_id = o.store_id
            WHERE o.id = p_order AND p.login = session_user)
        ORDER BY d.n DESC LIMIT 1), '{}')
$$;
GRANT EXECUTE ON FUNCTION umlauf.counter_points(uuid) TO umlauf_pos;

-- Money that was taken for an order, at a till or because a check asked for it ahead, until the contract has its first
-- invoice or is over. Nothing else takes it, whoever books.
CREATE VIEW umlauf.money_kept AS
    SELECT m.entry_id, m.contract_id FROM (
        SELECT b.entry_id, s.contract_id FROM umlauf.till_booked b
        JOIN umlauf.counter_sale s ON s.receipt_id = b.receipt_id WHERE s.stage <> 'taken_back'
        UNION ALL
        SELECT p.entry_id, k.contract_id FROM umlauf.order_check_step p JOIN umlauf.check_sheet k USING (order_id)
        WHERE p.step IN ('receive', 'paid') AND k.stage IN ('money', 'passed') AND k.asked_minor IS NOT NULL) m
    WHERE NOT EXISTS (SELECT FROM umlauf.contract k WHERE k.id = m.contract_id
            AND k.status IN ('ended', 'bought_out', 'withdrawn', 'terminated'))
        AND NOT EXISTS (SELECT FROM umlauf.contract_line l JOIN umlauf.invoice_line i ON i.contract_line_id = l.id
            WHERE l.contract_id = m.contract_id);

CREATE FUNCTION umlauf.refuse_kept_money() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM umlauf.money_kept m WHERE m.entry_id = NEW.source_id) THEN
        RAISE EXCEPTION 'this money is kept for an order' USING ERRCODE = 'UM403';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER stays_kept AFTER INSERT ON umlauf.settlement DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.kind IN ('used', 'pay_out')) EXECUTE FUNCTION umlauf.refuse_kept_money();
GRANT SELECT ON umlauf.money_kept TO umlauf_backoffice, umlauf_owner, umlauf_worker;

-- A second person agrees that a refund is paid out of a drawer, at another workplace.
CREATE TABLE umlauf.till_pay_out_release (
    refund_id UUID NOT NULL,
    person_id UUID NOT NULL,
    amount_minor BIGINT NOT NULL,
    store_id UUID NOT NULL,
    login TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT till_pay_out_release_pkey PRIMARY KEY (refund_id, person_id, amount_minor),
    CONSTRAINT till_pay_out_release_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id),
    CONSTRAINT till_pay_out_release_refund_id_fkey FOREIGN KEY(refund_id) REFERENCES umlauf.refund (id),
    CONSTRAINT till_pay_out_release_person_id_fkey FOREIGN KEY(person_id) REFERENCES umlauf.person (id)
);
-- They agree to what is due at that moment, and to no other amount.
CREATE FUNCTION umlauf.record_pay_out_release() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    done umlauf.command := umlauf.till_command(NEW.command_id);
BEGIN
    NEW.amount_minor := coalesce(umlauf.refund_due(NEW.refund_id), 0);
    IF NEW.amount_minor = 0 THEN
        RAISE EXCEPTION 'nothing of it is due' USING ERRCODE = 'UM409';
    END IF;
    NEW.store_id := done.store_id;
    NEW.person_id := done.actor_id;
    NEW.login := session_user;
    NEW.at := done.effective_at;
    RETURN NEW;
END $$;
CREATE TRIGGER record BEFORE INSERT ON umlauf.till_pay_out_release
    FOR EACH ROW EXECUTE FUNCTION umlauf.record_pay_out_release();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.till_pay_out_release
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.till_pay_out_release
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
GRANT SELECT ON umlauf.till_pay_out_release TO umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT INSERT ON umlauf.till_pay_out_release TO umlauf_pos, umlauf_backoffice, umlauf_owner;

-- What tills paid out for other refunds of a customer, and the ledger does not hold yet: nothing else takes it.
CREATE FUNCTION umlauf.handed_out(p_customer uuid, p_currency text, p_besides uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(-sum(r.gross_minor), 0)::bigint FROM umlauf.refund f JOIN umlauf.till_receipt r ON r.about = f.id
    WHERE f.customer_id = p_customer AND f.currency = p_currency AND f.status = 'approved' AND f.id <> p_besides
        AND r.gross_minor < 0 AND r.voids_id IS NULL
$$;
GRANT EXECUTE ON FUNCTION umlauf.handed_out(uuid, text, uuid)
    TO umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;

-- What of an approved refund can go out of a drawer now: as the domain says it (domain/refunds/payable.py), and nothing
-- while goods are waited for or once it was paid out.
CREATE FUNCTION umlauf.refund_due(p_refund uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT greatest(0, CASE
        WHEN f.status <> 'approved' OR EXISTS (SELECT FROM umlauf.till_receipt r WHERE r.about = f.id
            AND r.gross_minor < 0 AND r.voids_id IS NULL) THEN 0
        WHEN f.cause = 'withdrawal' AND coalesce((SELECT (s.value ->> 'waits_for_goods')::boolean FROM umlauf.setting s
                WHERE s.name = 'refunds'), true)
            AND EXISTS (SELECT FROM umlauf.assignment a JOIN umlauf.contract_line l ON l.id = a.contract_line_id
                WHERE l.contract_id = f.contract_id AND upper_inf(a.during)) THEN 0
        ELSE least(f.amount_minor, least(coalesce((SELECT sum(e.money_minor) FROM umlauf.settlement e
                WHERE e.customer_id = f.customer_id AND e.currency = f.currency), 0), coalesce((
            SELECT sum(e.balance_minor + (SELECT coalesce(sum(u.balance_minor), 0) FROM umlauf.settlement u
                WHERE u.source_id = e.id)) FROM umlauf.settlement e
            WHERE e.customer_id = f.customer_id AND e.currency = f.currency AND e.balance_minor > 0
                AND e.source_id IS NULL AND e.kind <> 'reward' AND CASE WHEN f.contract_id IS NULL
                    THEN NOT EXISTS (SELECT FROM umlauf.money_kept m WHERE m.entry_id = e.id)
                    ELSE e.kind = 'kept' AND EXISTS (SELECT FROM umlauf.invoice_line l
                        WHERE l.invoice_id = e.note_id AND l.contract_id = f.contract_id) END), 0))
            - umlauf.handed_out(f.customer_id, f.currency, f.id)) END)
    FROM umlauf.refund f WHERE f.id = p_refund
$$;
GRANT EXECUTE ON FUNCTION umlauf.refund_due(uuid) TO umlauf_pos, umlauf_backoffice, umlauf_owner;

-- The worker sends what a till paid out, and decides nothing; what a till paid out, nobody else sends.
CREATE FUNCTION umlauf.check_paid_at_till() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    is_worker boolean := EXISTS (SELECT FROM umlauf.command c WHERE c.command_id = NEW.command_id AND c.seat = 'worker');
    paid bigint;
BEGIN
    PERFORM umlauf.take_refund(NEW.refund_id);
    paid := (SELECT -r.gross_minor FROM umlauf.till_receipt r WHERE r.about = NEW.refund_id AND r.gross_minor < 0
        AND r.voids_id IS NULL);
    IF paid IS NOT NULL AND NEW.step = 'fail' THEN
        RAISE EXCEPTION 'cash that was handed out does not come back' USING ERRCODE = 'UM409';
    END IF;
    IF is_worker AND (NEW.step IN ('approve', 'refuse', 'credit')
        OR NEW.step = 'send' AND paid IS DISTINCT FROM NEW.amount_minor) THEN
        RAISE EXCEPTION 'the worker sends what a till paid out, nothing else' USING ERRCODE = 'UM403';
    END IF;
    IF NOT is_worker AND paid IS NOT NULL AND NEW.step IN ('send', 'credit') THEN
        RAISE EXCEPTION 'it was paid out at a till' USING ERRCODE = 'UM409';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER at_the_till BEFORE INSERT ON umlauf.refund_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.check_paid_at_till();

CREATE FUNCTION umlauf.refuse_pay_out_without_receipt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM umlauf.command c WHERE c.command_id = NEW.command_id AND c.seat = 'worker')
        AND NOT EXISTS (SELECT FROM umlauf.refund_step s JOIN umlauf.till_receipt r ON r.about = s.refund_id
            WHERE s.command_id = NEW.command_id AND s.step = 'send' AND r.gross_minor = -s.amount_minor
                AND r.voids_id IS NULL) THEN
        RAISE EXCEPTION 'the worker books what a till paid out, nothing else' USING ERRCODE = 'UM403';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER no_pay_out_without_receipt AFTER INSERT ON umlauf.settlement DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.kind = 'pay_out') EXECUTE FUNCTION umlauf.refuse_pay_out_without_receipt();
