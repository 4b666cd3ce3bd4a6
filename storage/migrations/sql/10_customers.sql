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
