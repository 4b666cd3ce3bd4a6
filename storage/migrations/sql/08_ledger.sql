-- The ledger keeps its own rules: dense numbers, the transition table, and the projection as the only thing it writes.
CREATE FUNCTION umlauf.record_asset_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    this record;
    earlier umlauf.asset_event;
    effective int;
BEGIN
    SELECT c.effective_at, a.id, a.seq, a.effective_seq, a.status, a.readiness, t.next INTO this
    FROM umlauf.command c
    LEFT JOIN umlauf.asset a ON a.id = NEW.asset_id
    LEFT JOIN umlauf.asset_transition t ON t.status = a.status AND t.kind = NEW.kind
    WHERE c.command_id = NEW.command_id AND c.xid = pg_current_xact_id() AND c.login = session_user
        AND c.outcome IS NULL AND c.actor_id = NEW.actor_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'an event belongs to a command of this transaction' USING ERRCODE = 'UM010';
    END IF;
    IF this.id IS NULL THEN
        RAISE EXCEPTION 'no such asset' USING ERRCODE = 'UM404';
    END IF;
    IF NEW.seq <> this.seq + 1 THEN
        RAISE EXCEPTION 'event % follows %, not %', NEW.seq, NEW.seq - 1, this.seq USING ERRCODE = 'UM409';
    END IF;
    NEW.recorded_at := clock_timestamp();
    NEW.effective_at := this.effective_at;
    NEW.builds_on := this.effective_seq;
    IF 'quarantined' IN (this.readiness, NEW.readiness) THEN
        PERFORM umlauf.check_quarantine(NEW, this.readiness, this.effective_seq);
    END IF;
    IF NEW.kind = 'noted' OR NEW.kind = 'undone' THEN
        IF NEW.kind = 'noted' THEN
            effective := this.effective_seq;
        ELSIF this.effective_seq = 0 OR (NEW.facts ->> 'seq')::int IS DISTINCT FROM this.effective_seq THEN
            RAISE EXCEPTION 'only the last effective event can be undone' USING ERRCODE = 'UM011';
        ELSE
            SELECT e.builds_on INTO effective FROM umlauf.asset_event e
            WHERE e.asset_id = NEW.asset_id AND e.seq = this.effective_seq;
        END IF;
        SELECT * INTO earlier FROM umlauf.asset_event e WHERE e.asset_id = NEW.asset_id AND e.seq = effective;
        NEW.status := coalesce(earlier.status, 'new');
        NEW.readiness := coalesce(earlier.readiness, 'not_ready');
        NEW.condition := coalesce(earlier.condition, 'unused');
        NEW.grade := earlier.grade;
        NEW.place_id := earlier.place_id;
        NEW.holder_line_id := earlier.holder_line_id;
    ELSE
        IF this.next IS DISTINCT FROM NEW.status THEN
            RAISE EXCEPTION '% does not go from % to %', NEW.kind, this.status, NEW.status USING ERRCODE = 'UM012';
        END IF;
        effective := NEW.seq;
    END IF;
    UPDATE umlauf.asset SET status = NEW.status, readiness = NEW.readiness, condition = NEW.condition,
        grade = NEW.grade, place_id = NEW.place_id, holder_line_id = NEW.holder_line_id, seq = NEW.seq,
        effective_seq = effective,
        serial = CASE WHEN NEW.kind = 'undone' AND NEW.status = 'new' THEN NULL ELSE serial END
    WHERE id = NEW.asset_id AND seq = this.seq;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'event % was written meanwhile', NEW.seq USING ERRCODE = 'UM409';
    END IF;
    RETURN NEW;
END $$;

-- A receipt taken back frees the serial: the thing is received again, as what it is.
CREATE TRIGGER record BEFORE INSERT ON umlauf.asset_event
    FOR EACH ROW EXECUTE FUNCTION umlauf.record_asset_event();

-- A new asset is blank: what it is follows from its events alone.
CREATE FUNCTION umlauf.asset_starts_blank() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (NEW.status, NEW.readiness, NEW.condition, NEW.seq, NEW.effective_seq) <> ('new', 'not_ready', 'unused', 0, 0)
        OR NEW.grade IS NOT NULL OR NEW.place_id IS NOT NULL OR NEW.holder_line_id IS NOT NULL THEN
        RAISE EXCEPTION 'an asset starts without a past' USING ERRCODE = 'UM012';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER blank BEFORE INSERT ON umlauf.asset FOR EACH ROW EXECUTE FUNCTION umlauf.asset_starts_blank();

-- An assignment begins with the hand-out it is for, or with being found or passed on, and can only be closed, once,
-- when the thing is no longer out or is another one's.
CREATE FUNCTION umlauf.check_assignment() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT upper_inf(NEW.during) OR NOT lower_inc(NEW.during) OR NOT EXISTS (
            SELECT FROM umlauf.asset a
            JOIN umlauf.asset_event e ON e.asset_id = a.id AND e.seq = a.effective_seq
            WHERE a.id = NEW.asset_id AND a.status = 'rented' AND a.holder_line_id = NEW.contract_line_id
                AND e.kind IN ('shipped', 'handed_over', 'recovered', 'passed_on')
                AND e.effective_at = lower(NEW.during)
        ) THEN
            RAISE EXCEPTION 'an assignment follows a hand-out' USING ERRCODE = 'UM013';
        END IF;
    ELSIF NOT upper_inf(OLD.during) OR isempty(NEW.during) OR upper_inf(NEW.during) OR NOT isfinite(upper(NEW.during))
        OR lower(OLD.during) IS DISTINCT FROM lower(NEW.during) OR NOT lower_inc(NEW.during)
        OR (OLD.id, OLD.asset_id, OLD.contract_line_id) <> (NEW.id, NEW.asset_id, NEW.contract_line_id)
        OR EXISTS (
            SELECT FROM umlauf.asset a WHERE a.id = NEW.asset_id AND a.status IN ('rented', 'due_back')
                AND NOT EXISTS (SELECT FROM umlauf.asset_event e WHERE e.asset_id = a.id AND e.seq = a.effective_seq
                    AND e.kind = 'passed_on' AND e.holder_line_id <> OLD.contract_line_id)
        ) THEN
        RAISE EXCEPTION 'an assignment can only be closed, after the thing came back' USING ERRCODE = 'UM013';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER check_assignment BEFORE INSERT OR UPDATE ON umlauf.assignment
    FOR EACH ROW EXECUTE FUNCTION umlauf.check_assignment();

CREATE INDEX asset_search_idx ON umlauf.asset USING gin (code gin_trgm_ops, serial gin_trgm_ops);
CREATE INDEX customer_search_idx ON umlauf.customer_personal USING gin (search gin_trgm_ops);
CREATE INDEX asset_event_command_idx ON umlauf.asset_event (command_id);
CREATE INDEX asset_status_idx ON umlauf.asset (status, store_id);
CREATE INDEX shipment_status_idx ON umlauf.shipment (status) WHERE status IN ('open', 'packed');
CREATE INDEX customer_order_open_idx ON umlauf.customer_order (id) WHERE status IN ('draft', 'open');
CREATE INDEX invoice_line_corrects_idx ON umlauf.invoice_line (corrects_line_id) WHERE corrects_line_id IS NOT NULL;
CREATE INDEX task_open_idx ON umlauf.task (opened_at) WHERE closed_at IS NULL;
CREATE INDEX outbox_waiting_idx ON umlauf.outbox (created_at) WHERE status = 'waiting';
CREATE UNIQUE INDEX refurbishment_open_idx ON umlauf.refurbishment (asset_id) WHERE status IN ('queued', 'in_work');
CREATE UNIQUE INDEX command_station_idx ON umlauf.command (epoch, station_seq) WHERE epoch IS NOT NULL;

-- What the floor may know of customers: where a parcel goes, and who has a thing. No prices, no contracts.
CREATE VIEW umlauf.shipment_address WITH (security_barrier) AS
    SELECT s.id AS shipment_id, o.number AS order_number, o.note, o.placed_on, c.number AS customer_number, c.language,
        p.given_name, p.family_name, p.company, p.street, p.postcode, p.city, c.country, p.phone
    FROM umlauf.shipment s
    JOIN umlauf.customer_order o ON o.id = s.order_id
    JOIN umlauf.customer c ON c.id = s.customer_id
    JOIN umlauf.customer_personal p ON p.customer_id = c.id;

CREATE VIEW umlauf.business WITH (security_barrier) AS
    SELECT value FROM umlauf.setting WHERE name = 'business';

CREATE VIEW umlauf.asset_holder WITH (security_barrier) AS
    SELECT a.id AS assignment_id, a.asset_id, a.contract_line_id, a.during, l.contract_id, k.customer_id,
        l.title AS line_title, k.number AS contract_number, c.number AS customer_number,
        trim(p.given_name || ' ' || CASE WHEN p.family_name = '' THEN p.company ELSE p.family_name END) AS customer_name,
        p.city
    FROM umlauf.assignment a
    JOIN umlauf.contract_line l ON l.id = a.contract_line_id
    JOIN umlauf.contract k ON k.id = l.contract_id
    JOIN umlauf.customer c ON c.id = k.customer_id
    JOIN umlauf.customer_personal p ON p.customer_id = c.id;
