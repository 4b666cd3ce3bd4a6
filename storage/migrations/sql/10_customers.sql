-- A customer over time: what VAT knows from which day on, and the addresses that belong to it, erasable.
CREATE TABLE umlauf.customer_change (
    customer_id UUID NOT NULL,
    n INTEGER NOT NULL,
    from_on DATE,
    kind TEXT,
    country TEXT,
    vat_id TEXT,
    checked_on DATE,
    check_reference TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    command_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT customer_change_pkey PRIMARY KEY (customer_id, n),
    CONSTRAINT customer_change_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id)
);

CREATE TABLE umlauf.customer_address (
    customer_id UUID NOT NULL,
    n INTEGER NOT NULL,
    street TEXT DEFAULT '' NOT NULL,
    postcode TEXT DEFAULT '' NOT NULL,
    city TEXT DEFAULT '' NOT NULL,
    CONSTRAINT customer_address_pkey PRIMARY KEY (customer_id, n),
    CONSTRAINT customer_address_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id)
);

CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.customer_change
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.customer_change
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

GRANT SELECT ON umlauf.customer_change, umlauf.customer_address TO umlauf_pos, umlauf_backoffice, umlauf_owner,
    umlauf_worker;
GRANT SELECT ON umlauf.customer_change TO umlauf_auditor;
GRANT INSERT ON umlauf.customer_change, umlauf.customer_address TO umlauf_backoffice, umlauf_owner;
-- What was entered for a later day becomes true by night.
GRANT UPDATE (kind, country, vat_id) ON umlauf.customer TO umlauf_worker;
GRANT UPDATE (street, postcode, city) ON umlauf.customer_personal TO umlauf_worker;

-- A parcel that left keeps the address it went to; one that is here still goes where the customer lives now.
CREATE OR REPLACE VIEW umlauf.shipment_address WITH (security_barrier) AS
    SELECT s.id AS shipment_id, o.number AS order_number, o.note, o.placed_on, c.number AS customer_number, c.language,
        p.given_name, p.family_name, p.company, coalesce(w.street, p.street) AS street,
        coalesce(w.postcode, p.postcode) AS postcode, coalesce(w.city, p.city) AS city,
        coalesce(w.country, c.country) AS country, p.phone
    FROM umlauf.shipment s
    JOIN umlauf.customer_order o ON o.id = s.order_id
    JOIN umlauf.customer c ON c.id = s.customer_id
    JOIN umlauf.customer_personal p ON p.customer_id = c.id
    LEFT JOIN LATERAL (
        SELECT a.street, a.postcode, a.city, h.country
        FROM umlauf.customer_change h JOIN umlauf.customer_address a ON (a.customer_id, a.n) = (h.customer_id, h.n)
        WHERE h.customer_id = s.customer_id AND s.dispatched_at IS NOT NULL
            AND coalesce(h.from_on <= (s.dispatched_at AT TIME ZONE 'Europe/Berlin')::date, true)
        ORDER BY h.from_on DESC NULLS LAST, h.n DESC LIMIT 1
    ) w ON true;
