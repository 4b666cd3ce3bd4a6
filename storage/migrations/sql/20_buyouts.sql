-- Rented things that customers buy: the owner's rules by plan, offers with a price that never changes, and their things.
CREATE SEQUENCE umlauf.code_bo START 1001;

CREATE TABLE umlauf.buyout_rules (
    family_id UUID NOT NULL,
    version INTEGER NOT NULL,
    rules JSONB,
    reason TEXT DEFAULT '' NOT NULL,
    changed_by UUID NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT buyout_rules_pkey PRIMARY KEY (family_id, version),
    CONSTRAINT buyout_rules_family_id_fkey FOREIGN KEY(family_id) REFERENCES umlauf.plan (id),
    CONSTRAINT buyout_rules_changed_by_fkey FOREIGN KEY(changed_by) REFERENCES umlauf.person (id)
);

CREATE TABLE umlauf.buyout_offer (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    contract_id UUID NOT NULL,
    status TEXT NOT NULL,
    currency TEXT NOT NULL,
    offered_on DATE NOT NULL,
    valid_until DATE NOT NULL,
    on_credit BOOLEAN NOT NULL,
    uses_deposit BOOLEAN DEFAULT false NOT NULL,
    accepted_on DATE,
    closed_on DATE,
    reason TEXT DEFAULT '' NOT NULL,
    CONSTRAINT buyout_offer_pkey PRIMARY KEY (id),
    CONSTRAINT buyout_offer_number_key UNIQUE (number),
    CONSTRAINT buyout_offer_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES umlauf.contract (id),
    CONSTRAINT buyout_offer_days_check CHECK (valid_until >= offered_on)
);
CREATE INDEX buyout_offer_contract_id_idx ON umlauf.buyout_offer (contract_id);
CREATE INDEX buyout_offer_live_idx ON umlauf.buyout_offer (valid_until) WHERE status IN ('offered', 'accepted');

CREATE TABLE umlauf.buyout_item (
    offer_id UUID NOT NULL,
    asset_id UUID NOT NULL,
    position INTEGER NOT NULL,
    contract_line_id UUID NOT NULL,
    price_minor BIGINT NOT NULL,
    formula TEXT NOT NULL,
    sale_line_id UUID,
    CONSTRAINT buyout_item_pkey PRIMARY KEY (offer_id, asset_id),
    CONSTRAINT buyout_item_offer_id_fkey FOREIGN KEY(offer_id) REFERENCES umlauf.buyout_offer (id),
    CONSTRAINT buyout_item_asset_id_fkey FOREIGN KEY(asset_id) REFERENCES umlauf.asset (id),
    CONSTRAINT buyout_item_contract_line_id_fkey FOREIGN KEY(contract_line_id) REFERENCES umlauf.contract_line (id),
    CONSTRAINT buyout_item_sale_line_id_key UNIQUE (sale_line_id),
    CONSTRAINT buyout_item_price_check CHECK (price_minor >= 0)
);
CREATE INDEX buyout_item_asset_id_idx ON umlauf.buyout_item (asset_id);

-- An offer goes only the ways of the domain's table, and what is closed stays as it was closed.
CREATE FUNCTION umlauf.check_offer_step() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, umlauf, pg_temp AS $$
BEGIN
    IF (OLD.status, NEW.status) NOT IN (('offered', 'accepted'), ('offered', 'withdrawn'), ('offered', 'expired'),
        ('accepted', 'settled'), ('accepted', 'taken_back')) THEN
        RAISE EXCEPTION 'an offer that is % does not become %', OLD.status, NEW.status USING ERRCODE = 'UM409';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER step BEFORE UPDATE ON umlauf.buyout_offer FOR EACH ROW EXECUTE FUNCTION umlauf.check_offer_step();
CREATE TRIGGER no_delete BEFORE DELETE ON umlauf.buyout_offer FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.buyout_offer
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.buyout_rules
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.buyout_rules
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

GRANT SELECT ON umlauf.buyout_rules, umlauf.buyout_offer, umlauf.buyout_item
    TO umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT INSERT ON umlauf.buyout_rules TO umlauf_owner;
GRANT INSERT ON umlauf.buyout_offer, umlauf.buyout_item TO umlauf_backoffice, umlauf_owner;
GRANT UPDATE (status, uses_deposit, accepted_on, closed_on, reason) ON umlauf.buyout_offer
    TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT UPDATE (sale_line_id) ON umlauf.buyout_item TO umlauf_backoffice, umlauf_owner;
GRANT USAGE ON SEQUENCE umlauf.code_bo TO umlauf_backoffice, umlauf_owner;
-- What is bought leaves the customer's hands as ours: the worker closes its assignment.
GRANT UPDATE (during) ON umlauf.assignment TO umlauf_worker;
