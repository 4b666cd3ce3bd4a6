-- Which period of a contract line a shipment of supplies is for: one a line and period. A cancelled one frees it again.
CREATE TABLE umlauf.delivery (
    contract_line_id UUID NOT NULL,
    first_day DATE NOT NULL,
    past DATE NOT NULL,
    shipment_id UUID NOT NULL,
    CONSTRAINT delivery_pkey PRIMARY KEY (contract_line_id, first_day),
    CONSTRAINT delivery_contract_line_id_fkey FOREIGN KEY(contract_line_id) REFERENCES umlauf.contract_line (id),
    CONSTRAINT delivery_shipment_id_fkey FOREIGN KEY(shipment_id) REFERENCES umlauf.shipment (id),
    CONSTRAINT delivery_days_check CHECK (first_day < past)
);
CREATE INDEX delivery_shipment_id_idx ON umlauf.delivery (shipment_id);

-- What is packed or gone stays what it was sent for.
CREATE FUNCTION umlauf.keep_sent_delivery() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, umlauf, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM umlauf.shipment WHERE id = OLD.shipment_id AND status IN ('packed', 'dispatched')) THEN
        RAISE EXCEPTION 'a delivery that is packed or gone stays' USING ERRCODE = 'UM405';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER no_change_when_sent BEFORE UPDATE OR DELETE ON umlauf.delivery
    FOR EACH ROW EXECUTE FUNCTION umlauf.keep_sent_delivery();

GRANT SELECT ON umlauf.delivery TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker,
    umlauf_auditor;
GRANT INSERT, DELETE ON umlauf.delivery TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT UPDATE (past) ON umlauf.delivery TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT UPDATE (quantity, done) ON umlauf.shipment_line TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT UPDATE (status) ON umlauf.shipment TO umlauf_backoffice, umlauf_owner, umlauf_worker;
