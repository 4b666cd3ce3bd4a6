-- What the owner decided, with its history; terms of payment of customers; bills held back; the register of numbers.
ALTER TABLE umlauf.store ADD COLUMN invoice_prefix TEXT,
    ADD COLUMN street TEXT DEFAULT '' NOT NULL,
    ADD COLUMN postcode TEXT DEFAULT '' NOT NULL,
    ADD COLUMN city TEXT DEFAULT '' NOT NULL,
    ADD CONSTRAINT store_invoice_prefix_key UNIQUE (invoice_prefix),
    ADD CONSTRAINT store_invoice_prefix_check CHECK (invoice_prefix ~ '^[A-Z][A-Z0-9]{0,7}$');
ALTER TABLE umlauf.contract ADD COLUMN store_id UUID, ADD COLUMN held_until DATE,
    ADD CONSTRAINT contract_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id);
ALTER TABLE umlauf.invoice ADD COLUMN payment_method TEXT NOT NULL;

CREATE TABLE umlauf.setting_change (
    area TEXT NOT NULL,
    version INTEGER NOT NULL,
    before JSONB NOT NULL,
    after JSONB NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    changed_by UUID NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT setting_change_pkey PRIMARY KEY (area, version),
    CONSTRAINT setting_change_changed_by_fkey FOREIGN KEY(changed_by) REFERENCES umlauf.person (id)
);

CREATE TABLE umlauf.customer_billing (
    customer_id UUID NOT NULL,
    version INTEGER NOT NULL,
    method TEXT,
    days INTEGER,
    collective TEXT,
    reason TEXT DEFAULT '' NOT NULL,
    changed_by UUID NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT customer_billing_pkey PRIMARY KEY (customer_id, version),
    CONSTRAINT customer_billing_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT customer_billing_changed_by_fkey FOREIGN KEY(changed_by) REFERENCES umlauf.person (id)
);

CREATE TABLE umlauf.billing_hold (
    contract_id UUID NOT NULL,
    n INTEGER NOT NULL,
    until_on DATE,
    reason TEXT DEFAULT '' NOT NULL,
    held_by UUID NOT NULL,
    held_at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT billing_hold_pkey PRIMARY KEY (contract_id, n),
    CONSTRAINT billing_hold_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES umlauf.contract (id),
    CONSTRAINT billing_hold_held_by_fkey FOREIGN KEY(held_by) REFERENCES umlauf.person (id)
);

CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.setting_change
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.setting_change
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.customer_billing
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.customer_billing
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.billing_hold
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.billing_hold
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

-- A row for every number that was ever drawn: its document, or why it is void, or that nobody knows. No name stands here.
CREATE VIEW umlauf.number_register WITH (security_barrier) AS
    SELECT s.series || '-' || t.digits AS number, s.series, n.n AS series_number,
        CASE WHEN i.id IS NOT NULL THEN 'issued' WHEN v.series IS NOT NULL THEN 'void' ELSE 'missing' END AS state,
        i.id AS invoice_id, i.kind, i.customer_id,
        coalesce(i.issued_on, (v.voided_at AT TIME ZONE 'Europe/Berlin')::date) AS on_day,
        i.currency, i.net_minor, i.vat_minor, i.gross_minor, v.reason AS void_reason, v.voided_by, v.voided_at
    FROM umlauf.number_series s
    CROSS JOIN LATERAL generate_series(1, s.next - 1) AS n(n)
    CROSS JOIN LATERAL (SELECT lpad(n.n::text, greatest(6, length(n.n::text)), '0') AS digits) t
    LEFT JOIN umlauf.invoice i ON i.number = s.series || '-' || t.digits
    LEFT JOIN umlauf.void_number v ON v.series = s.series AND v.series_number = n.n;

GRANT SELECT ON umlauf.setting_change, umlauf.customer_billing, umlauf.billing_hold, umlauf.number_register
    TO umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT INSERT ON umlauf.setting_change TO umlauf_owner;
GRANT INSERT ON umlauf.customer_billing, umlauf.billing_hold TO umlauf_backoffice, umlauf_owner;
GRANT UPDATE (held_until) ON umlauf.contract TO umlauf_backoffice, umlauf_owner;
