-- What is promised of things that are not packed yet: reservations, waiting lists, days told with an order.
CREATE TABLE umlauf.reservation (
    id UUID NOT NULL,
    customer_id UUID NOT NULL,
    variant_id UUID NOT NULL,
    store_id UUID NOT NULL,
    quantity INTEGER NOT NULL,
    from_on DATE NOT NULL,
    until_on DATE,
    hold_until DATE NOT NULL,
    status TEXT NOT NULL,
    is_told BOOLEAN DEFAULT false NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT reservation_pkey PRIMARY KEY (id),
    CONSTRAINT reservation_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT reservation_variant_id_fkey FOREIGN KEY(variant_id) REFERENCES umlauf.variant (id),
    CONSTRAINT reservation_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id),
    CONSTRAINT reservation_quantity_check CHECK (quantity > 0),
    CONSTRAINT reservation_days_check CHECK (until_on > from_on)
);
CREATE INDEX reservation_customer_id_idx ON umlauf.reservation (customer_id);
CREATE INDEX reservation_held_idx ON umlauf.reservation (variant_id, store_id) WHERE status = 'held';

CREATE TABLE umlauf.waiting_place (
    id UUID NOT NULL,
    customer_id UUID NOT NULL,
    variant_id UUID NOT NULL,
    store_id UUID NOT NULL,
    joined_on DATE NOT NULL,
    status TEXT NOT NULL,
    offer_until DATE,
    told TEXT,
    joined_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT waiting_place_pkey PRIMARY KEY (id),
    CONSTRAINT waiting_place_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT waiting_place_variant_id_fkey FOREIGN KEY(variant_id) REFERENCES umlauf.variant (id),
    CONSTRAINT waiting_place_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id),
    CONSTRAINT waiting_place_offer_check CHECK (status <> 'offered' OR offer_until IS NOT NULL)
);
CREATE INDEX waiting_place_customer_id_idx ON umlauf.waiting_place (customer_id);
CREATE UNIQUE INDEX waiting_place_once_idx ON umlauf.waiting_place (variant_id, store_id, customer_id)
    WHERE status IN ('waiting', 'offered');

CREATE TABLE umlauf.order_promise (
    order_id UUID NOT NULL,
    variant_id UUID NOT NULL,
    promised_on DATE,
    expected_on DATE,
    is_late BOOLEAN DEFAULT false NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT order_promise_pkey PRIMARY KEY (order_id, variant_id),
    CONSTRAINT order_promise_order_id_fkey FOREIGN KEY(order_id) REFERENCES umlauf.customer_order (id),
    CONSTRAINT order_promise_variant_id_fkey FOREIGN KEY(variant_id) REFERENCES umlauf.variant (id)
);
CREATE INDEX order_promise_variant_id_idx ON umlauf.order_promise (variant_id);

CREATE TABLE umlauf.overbooking (
    id UUID NOT NULL,
    variant_id UUID NOT NULL,
    store_id UUID NOT NULL,
    missing INTEGER NOT NULL,
    from_on DATE NOT NULL,
    because TEXT NOT NULL,
    order_id UUID,
    reservation_id UUID,
    noted_by UUID NOT NULL,
    noted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT overbooking_pkey PRIMARY KEY (id),
    CONSTRAINT overbooking_variant_id_fkey FOREIGN KEY(variant_id) REFERENCES umlauf.variant (id),
    CONSTRAINT overbooking_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id),
    CONSTRAINT overbooking_noted_by_fkey FOREIGN KEY(noted_by) REFERENCES umlauf.person (id),
    CONSTRAINT overbooking_missing_check CHECK (missing > 0),
    CONSTRAINT overbooking_because_check CHECK (because <> '')
);
CREATE INDEX overbooking_variant_id_idx ON umlauf.overbooking (variant_id);

CREATE TABLE umlauf.expected_receipt (
    id UUID NOT NULL,
    variant_id UUID NOT NULL,
    store_id UUID NOT NULL,
    quantity INTEGER NOT NULL,
    expected_on DATE NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    CONSTRAINT expected_receipt_pkey PRIMARY KEY (id),
    CONSTRAINT expected_receipt_variant_id_fkey FOREIGN KEY(variant_id) REFERENCES umlauf.variant (id),
    CONSTRAINT expected_receipt_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id),
    CONSTRAINT expected_receipt_quantity_check CHECK (quantity >= 0)
);
CREATE INDEX expected_receipt_open_idx ON umlauf.expected_receipt (variant_id, store_id) WHERE quantity > 0;

-- Things that orders wait for: of all lines ever sent only the few that nothing serves yet.
CREATE INDEX shipment_line_unserved_idx ON umlauf.shipment_line (variant_id) WHERE is_tracked AND asset_id IS NULL;

-- Reservations and places go only the ways of the domain's tables; what is over stays as it ended.
CREATE FUNCTION umlauf.check_promise_step() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, umlauf, pg_temp AS $$
BEGIN
    IF OLD.status <> NEW.status AND (OLD.status, NEW.status) NOT IN (('held', 'taken'), ('held', 'released'),
        ('held', 'expired'), ('waiting', 'offered'), ('waiting', 'left'), ('offered', 'taken'), ('offered', 'expired'),
        ('offered', 'left')) THEN
        RAISE EXCEPTION 'what is % does not become %', OLD.status, NEW.status USING ERRCODE = 'UM409';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER step BEFORE UPDATE ON umlauf.reservation
    FOR EACH ROW EXECUTE FUNCTION umlauf.check_promise_step();
CREATE TRIGGER step BEFORE UPDATE ON umlauf.waiting_place
    FOR EACH ROW EXECUTE FUNCTION umlauf.check_promise_step();
CREATE TRIGGER no_delete BEFORE DELETE ON umlauf.reservation FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.reservation
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_delete BEFORE DELETE ON umlauf.waiting_place FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.waiting_place
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.overbooking
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.overbooking
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

-- By when a parcel was promised, and on which day it has to leave for that: the floor packs what is due.
CREATE VIEW umlauf.shipment_promise WITH (security_barrier) AS
    SELECT s.id AS shipment_id, p.promised_on, p.promised_on - k.transit_days AS pack_on
    FROM umlauf.shipment s
    JOIN umlauf.contract k ON k.id = s.contract_id
    CROSS JOIN LATERAL (SELECT max(o.promised_on) AS promised_on FROM umlauf.order_promise o
        WHERE o.order_id = s.order_id) p
    WHERE s.cause = 'order' AND s.status IN ('open', 'packed') AND p.promised_on IS NOT NULL;
GRANT SELECT ON umlauf.shipment_promise
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;

GRANT SELECT ON umlauf.reservation, umlauf.waiting_place, umlauf.order_promise, umlauf.overbooking,
    umlauf.expected_receipt TO umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT INSERT ON umlauf.reservation, umlauf.waiting_place, umlauf.order_promise, umlauf.overbooking,
    umlauf.expected_receipt TO umlauf_backoffice, umlauf_owner;
GRANT UPDATE (status, is_told) ON umlauf.reservation TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT UPDATE (status, offer_until, told) ON umlauf.waiting_place TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT UPDATE (promised_on, expected_on, is_late) ON umlauf.order_promise TO umlauf_worker;
GRANT UPDATE (quantity, expected_on) ON umlauf.expected_receipt TO umlauf_backoffice, umlauf_owner, umlauf_worker;
