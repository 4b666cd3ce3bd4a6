-- Counted goods on shelves. What lies there is the fold of these movements, each of which says what lay there after it;
-- the newest one of a shelf and product is what is there now. Nothing is ever changed or taken away.
CREATE TABLE umlauf.supply_movement (
    id UUID NOT NULL,
    store_id UUID NOT NULL,
    place_id UUID NOT NULL,
    variant_id UUID NOT NULL,
    n INTEGER NOT NULL,
    kind TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    on_hand INTEGER NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    shipment_id UUID,
    moved_by UUID NOT NULL,
    moved_at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT supply_movement_pkey PRIMARY KEY (id),
    CONSTRAINT supply_movement_place_id_key UNIQUE (place_id, variant_id, n),
    CONSTRAINT supply_movement_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id),
    CONSTRAINT supply_movement_place_id_fkey FOREIGN KEY(place_id) REFERENCES umlauf.place (id),
    CONSTRAINT supply_movement_variant_id_fkey FOREIGN KEY(variant_id) REFERENCES umlauf.variant (id),
    CONSTRAINT supply_movement_shipment_id_fkey FOREIGN KEY(shipment_id) REFERENCES umlauf.shipment (id),
    CONSTRAINT supply_movement_moved_by_fkey FOREIGN KEY(moved_by) REFERENCES umlauf.person (id),
    CONSTRAINT supply_movement_never_below_zero_check CHECK (on_hand >= 0),
    CONSTRAINT supply_movement_sign_check CHECK (CASE kind
        WHEN 'received' THEN quantity > 0 AND shipment_id IS NULL
        WHEN 'picked' THEN quantity < 0 AND shipment_id IS NOT NULL
        WHEN 'put_back' THEN quantity > 0 AND shipment_id IS NOT NULL
        WHEN 'used' THEN quantity < 0 AND shipment_id IS NULL
        WHEN 'sold' THEN quantity < 0 AND shipment_id IS NULL
        WHEN 'brought_back' THEN quantity > 0 AND shipment_id IS NULL
        WHEN 'moved' THEN quantity <> 0 AND shipment_id IS NULL
        WHEN 'counted' THEN shipment_id IS NULL AND (quantity = 0 OR reason <> '') ELSE false END)
);
CREATE INDEX supply_movement_store_id_idx ON umlauf.supply_movement (store_id, variant_id);
CREATE INDEX supply_movement_shipment_id_idx ON umlauf.supply_movement (shipment_id);

CREATE VIEW umlauf.supply_on_hand WITH (security_barrier) AS
    SELECT DISTINCT ON (m.place_id, m.variant_id) m.store_id, m.place_id, m.variant_id, m.on_hand, m.n,
        m.moved_at
    FROM umlauf.supply_movement m ORDER BY m.place_id, m.variant_id, m.n DESC;

-- One product of a store moves at a time: who reads what lies there before moving it waits here.
CREATE FUNCTION umlauf.lock_supply(p_store uuid, p_variant uuid) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    SELECT pg_advisory_xact_lock(hashtextextended('supply ' || p_store || p_variant, 0))
$$;

-- Every movement belongs to an open command of its login, and only the database says what lies there after it. The
-- office and the worker call parcels off, and so they put back; they neither receive nor count nor pick.
CREATE FUNCTION umlauf.move_supply() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who record;
    last record;
BEGIN
    SELECT c.seat, c.store_id, c.actor_id, c.effective_at, c.name INTO who FROM umlauf.command c WHERE c.command_id = NEW.command_id
        AND c.xid = pg_current_xact_id() AND c.outcome IS NULL AND c.login = session_user;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such command is open in this transaction' USING ERRCODE = 'UM003';
    END IF;
    IF NEW.store_id <> who.store_id
        OR NOT EXISTS (SELECT FROM umlauf.place p WHERE p.id = NEW.place_id AND p.store_id = NEW.store_id) THEN
        RAISE EXCEPTION 'this shelf stands in another store' USING ERRCODE = 'UM403';
    END IF;
    IF who.seat IN ('backoffice', 'worker') AND NEW.kind <> 'put_back'
        AND NOT (who.name = 'HandOverSold' AND NEW.kind = 'picked') THEN
        RAISE EXCEPTION 'seat % does not move goods', who.seat USING ERRCODE = 'UM403';
    END IF;
    PERFORM umlauf.lock_supply(NEW.store_id, NEW.variant_id);
    SELECT m.n, m.on_hand INTO last FROM umlauf.supply_movement m
    WHERE m.place_id = NEW.place_id AND m.variant_id = NEW.variant_id ORDER BY m.n DESC LIMIT 1;
    NEW.n := coalesce(last.n, 0) + 1;
    NEW.on_hand := coalesce(last.on_hand, 0) + NEW.quantity;
    NEW.moved_by := who.actor_id;
    NEW.moved_at := who.effective_at;
    NEW.recorded_at := clock_timestamp();
    RETURN NEW;
END $$;

CREATE TRIGGER moves BEFORE INSERT ON umlauf.supply_movement FOR EACH ROW EXECUTE FUNCTION umlauf.move_supply();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.supply_movement
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.supply_movement
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

GRANT SELECT ON umlauf.supply_movement, umlauf.supply_on_hand
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT INSERT (id, store_id, place_id, variant_id, kind, quantity, reason, shipment_id, command_id)
    ON umlauf.supply_movement TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT EXECUTE ON FUNCTION umlauf.lock_supply(uuid, uuid)
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker;
