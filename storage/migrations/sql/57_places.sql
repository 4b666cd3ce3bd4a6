-- Places as a tree, quarantine, and stock counts.
CREATE SEQUENCE umlauf.code_zl START 1001;

ALTER TABLE umlauf.place ADD COLUMN kind TEXT DEFAULT 'bin' NOT NULL,
    ADD COLUMN state TEXT DEFAULT 'open' NOT NULL,
    ADD COLUMN reason TEXT,
    ADD COLUMN seq INTEGER DEFAULT 0 NOT NULL,
    ADD CONSTRAINT place_blocked_check CHECK ((state = 'blocked') = (reason IS NOT NULL));
CREATE INDEX place_parent_id_idx ON umlauf.place (parent_id);
CREATE INDEX asset_place_id_idx ON umlauf.asset (place_id) WHERE place_id IS NOT NULL;
CREATE INDEX asset_quarantined_idx ON umlauf.asset (id) WHERE readiness = 'quarantined';

-- Whether a place, or one that it stands in, is in quarantine: what lies there is neither proposed nor picked.
CREATE FUNCTION umlauf.is_blocked(p_place uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH RECURSIVE above AS (
        SELECT p.id, p.parent_id, p.state FROM umlauf.place p WHERE p.id = p_place
        UNION SELECT p.id, p.parent_id, p.state FROM umlauf.place p JOIN above a ON p.id = a.parent_id
    ) SELECT EXISTS (SELECT FROM above WHERE state = 'blocked')
$$;

-- Append-only: what happened to a place. The row in `place` is what stands there after the newest one.
CREATE TABLE umlauf.place_step (
    place_id UUID NOT NULL,
    n INTEGER NOT NULL,
    step TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent_id UUID,
    reason TEXT,
    note TEXT DEFAULT '' NOT NULL,
    taken_by UUID NOT NULL,
    taken_at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT place_step_pkey PRIMARY KEY (place_id, n),
    CONSTRAINT place_step_place_id_fkey FOREIGN KEY(place_id) REFERENCES umlauf.place (id),
    CONSTRAINT place_step_taken_by_fkey FOREIGN KEY(taken_by) REFERENCES umlauf.person (id)
);

-- Who may let go what is held back: the office and the owner, the floor where the owner lets it.
CREATE FUNCTION umlauf.may_lift() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM umlauf.principal p WHERE p.login = session_user AND (p.seat IN ('backoffice', 'owner', 'worker')
        OR coalesce((SELECT (s.value ->> 'floor_lifts')::boolean FROM umlauf.setting s WHERE s.name = 'stock'), false)))
$$;

CREATE FUNCTION umlauf.take_place_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who record;
    this umlauf.place;
    next text;
BEGIN
    SELECT c.actor_id, c.effective_at, c.seat, c.store_id INTO who FROM umlauf.command c
    WHERE c.command_id = NEW.command_id AND c.xid = pg_current_xact_id() AND c.login = session_user
        AND c.outcome IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a step belongs to a command of this transaction' USING ERRCODE = 'UM010';
    END IF;
    SELECT * INTO this FROM umlauf.place p WHERE p.id = NEW.place_id AND p.store_id = who.store_id FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this place stands in another store' USING ERRCODE = 'UM403';
    END IF;
    IF NEW.step NOT IN ('quarantine', 'lift') AND who.seat <> 'owner' THEN
        RAISE EXCEPTION 'seat % does not change places', who.seat USING ERRCODE = 'UM403';
    END IF;
    next := CASE this.state || ' ' || NEW.step WHEN 'open change' THEN 'open' WHEN 'blocked change' THEN 'blocked'
        WHEN 'open close' THEN 'closed' WHEN 'closed reopen' THEN 'open'
        WHEN 'open quarantine' THEN 'blocked' WHEN 'blocked lift' THEN 'open' END;
    IF next IS NULL THEN
        RAISE EXCEPTION 'a place that is % takes no step %', this.state, NEW.step USING ERRCODE = 'UM409';
    END IF;
    IF NEW.step = 'lift' AND NOT umlauf.may_lift() THEN
        RAISE EXCEPTION 'seat % does not lift a quarantine', who.seat USING ERRCODE = 'UM403';
    END IF;
    IF NEW.step = 'close' AND (EXISTS (SELECT FROM umlauf.asset a WHERE a.place_id = this.id)
        OR EXISTS (SELECT FROM umlauf.supply_on_hand h WHERE h.place_id = this.id AND h.on_hand > 0)
        OR EXISTS (SELECT FROM umlauf.place p WHERE p.parent_id = this.id AND p.state <> 'closed')) THEN
        RAISE EXCEPTION 'something is in this place' USING ERRCODE = 'UM409';
    END IF;
    IF NEW.step <> 'change' THEN
        NEW.name := this.name;
        NEW.kind := this.kind;
        NEW.parent_id := this.parent_id;
    ELSIF NEW.parent_id IS NOT NULL AND (NOT EXISTS (SELECT FROM umlauf.place p WHERE p.id = NEW.parent_id
        AND p.store_id = this.store_id) OR EXISTS (
            WITH RECURSIVE above AS (
                SELECT p.id, p.parent_id FROM umlauf.place p WHERE p.id = NEW.parent_id
                UNION SELECT p.id, p.parent_id FROM umlauf.place p JOIN above a ON p.id = a.parent_id
            ) SELECT FROM above WHERE id = this.id)) THEN
        RAISE EXCEPTION 'a place does not stand in itself' USING ERRCODE = 'UM409';
    END IF;
    NEW.n := this.seq + 1;
    NEW.reason := CASE NEW.step WHEN 'quarantine' THEN coalesce(NEW.reason, 'other') END;
    NEW.taken_by := who.actor_id;
    NEW.taken_at := who.effective_at;
    UPDATE umlauf.place p SET name = NEW.name, kind = NEW.kind, parent_id = NEW.parent_id, state = next, seq = NEW.n,
        reason = CASE next WHEN 'blocked' THEN coalesce(NEW.reason, this.reason) END
    WHERE p.id = this.id;
    RETURN NEW;
END $$;

-- A new place is open, and its first step is that it was made.
CREATE FUNCTION umlauf.place_starts_open() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.state <> 'open' OR NEW.seq <> 0 OR NEW.kind NOT IN ('site', 'zone', 'rack', 'bin') OR NEW.parent_id = NEW.id THEN
        RAISE EXCEPTION 'a place starts open and empty' USING ERRCODE = 'UM012';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER opened BEFORE INSERT ON umlauf.place FOR EACH ROW EXECUTE FUNCTION umlauf.place_starts_open();
CREATE TRIGGER record BEFORE INSERT ON umlauf.place_step FOR EACH ROW EXECUTE FUNCTION umlauf.take_place_step();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.place_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.place_step
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

-- A quarantine ends by being lifted, and by nothing else: whatever else happens to a thing, it stays held back. Asked by
-- the ledger where a thing is in quarantine before or after an event. What was missing, whoever finds it lets go.
CREATE FUNCTION umlauf.check_quarantine(p_event umlauf.asset_event, p_was text, p_effective int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    last umlauf.asset_event;
    why text;
BEGIN
    IF p_event.kind = 'noted' THEN
        RETURN;
    END IF;
    IF p_was <> 'quarantined' THEN
        IF p_event.kind NOT IN ('quarantined', 'undone') THEN
            RAISE EXCEPTION '% holds nothing back', p_event.kind USING ERRCODE = 'UM012';
        END IF;
        RETURN;
    END IF;
    IF p_event.kind = 'quarantined' THEN
        RAISE EXCEPTION 'it is in quarantine already, for its own reason' USING ERRCODE = 'UM012';
    END IF;
    IF p_event.kind = 'reserved' OR (p_event.kind = 'sold' AND p_event.status = 'sold'
        AND EXISTS (SELECT FROM umlauf.asset a WHERE a.id = p_event.asset_id AND a.status = 'in_stock')) THEN
        RAISE EXCEPTION 'a thing in quarantine is not given away' USING ERRCODE = 'UM012';
    END IF;
    IF p_event.kind = 'undone' THEN
        SELECT * INTO last FROM umlauf.asset_event e WHERE e.asset_id = p_event.asset_id AND e.seq = p_effective;
        IF last.kind <> 'quarantined' THEN
            RETURN;
        END IF;
    ELSIF p_event.kind <> 'lifted' THEN
        IF p_event.readiness <> 'quarantined' THEN
            RAISE EXCEPTION '% lifts no quarantine', p_event.kind USING ERRCODE = 'UM012';
        END IF;
        RETURN;
    END IF;
    SELECT e.facts ->> 'reason' INTO why FROM umlauf.asset_event e
    WHERE e.asset_id = p_event.asset_id AND e.kind = 'quarantined' ORDER BY e.seq DESC LIMIT 1;
    IF why IS DISTINCT FROM 'missing' AND NOT umlauf.may_lift() THEN
        RAISE EXCEPTION 'this seat does not lift a quarantine' USING ERRCODE = 'UM403';
    END IF;
END $$;

-- Stock counts: what was scanned, what the review made of it, what was decided, and the steps in between.
CREATE TABLE umlauf.stock_count (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    store_id UUID NOT NULL,
    place_id UUID,
    product_id UUID,
    is_blind BOOLEAN NOT NULL,
    stage TEXT DEFAULT 'open' NOT NULL,
    round INTEGER DEFAULT 0 NOT NULL,
    seq INTEGER DEFAULT 0 NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
    opened_by UUID NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT stock_count_pkey PRIMARY KEY (id),
    CONSTRAINT stock_count_number_key UNIQUE (number),
    CONSTRAINT stock_count_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id),
    CONSTRAINT stock_count_place_id_fkey FOREIGN KEY(place_id) REFERENCES umlauf.place (id),
    CONSTRAINT stock_count_product_id_fkey FOREIGN KEY(product_id) REFERENCES umlauf.product (id),
    CONSTRAINT stock_count_opened_by_fkey FOREIGN KEY(opened_by) REFERENCES umlauf.person (id),
    CONSTRAINT stock_count_scope_check CHECK ((place_id IS NULL) <> (product_id IS NULL))
);
CREATE UNIQUE INDEX stock_count_open_idx ON umlauf.stock_count (place_id) WHERE stage IN ('open', 'review');

CREATE TABLE umlauf.count_scan (
    id UUID NOT NULL,
    count_id UUID NOT NULL,
    place_id UUID,
    text TEXT NOT NULL,
    asset_id UUID,
    variant_id UUID,
    pieces INTEGER,
    books INTEGER,
    takes_back UUID,
    scanned_by UUID NOT NULL,
    scanned_at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT count_scan_pkey PRIMARY KEY (id),
    CONSTRAINT count_scan_count_id_fkey FOREIGN KEY(count_id) REFERENCES umlauf.stock_count (id),
    CONSTRAINT count_scan_place_id_fkey FOREIGN KEY(place_id) REFERENCES umlauf.place (id),
    CONSTRAINT count_scan_asset_id_fkey FOREIGN KEY(asset_id) REFERENCES umlauf.asset (id),
    CONSTRAINT count_scan_variant_id_fkey FOREIGN KEY(variant_id) REFERENCES umlauf.variant (id),
    CONSTRAINT count_scan_takes_back_key UNIQUE (takes_back),
    CONSTRAINT count_scan_takes_back_fkey FOREIGN KEY(takes_back) REFERENCES umlauf.count_scan (id),
    CONSTRAINT count_scan_scanned_by_fkey FOREIGN KEY(scanned_by) REFERENCES umlauf.person (id),
    CONSTRAINT count_scan_pieces_check CHECK ((variant_id IS NULL) = (pieces IS NULL) AND pieces >= 0)
);
CREATE INDEX count_scan_count_id_idx ON umlauf.count_scan (count_id);
CREATE INDEX count_scan_asset_id_idx ON umlauf.count_scan (asset_id);

CREATE TABLE umlauf.count_line (
    count_id UUID NOT NULL,
    round INTEGER NOT NULL,
    n INTEGER NOT NULL,
    finding TEXT NOT NULL,
    text TEXT NOT NULL,
    place_id UUID,
    asset_id UUID,
    variant_id UUID,
    seq INTEGER,
    books INTEGER,
    counted INTEGER,
    is_again BOOLEAN DEFAULT false NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT count_line_pkey PRIMARY KEY (count_id, round, n),
    CONSTRAINT count_line_count_id_fkey FOREIGN KEY(count_id) REFERENCES umlauf.stock_count (id),
    CONSTRAINT count_line_place_id_fkey FOREIGN KEY(place_id) REFERENCES umlauf.place (id),
    CONSTRAINT count_line_asset_id_fkey FOREIGN KEY(asset_id) REFERENCES umlauf.asset (id),
    CONSTRAINT count_line_variant_id_fkey FOREIGN KEY(variant_id) REFERENCES umlauf.variant (id)
);
CREATE INDEX count_line_asset_id_idx ON umlauf.count_line (asset_id);

CREATE TABLE umlauf.count_decision (
    count_id UUID NOT NULL,
    round INTEGER NOT NULL,
    line INTEGER NOT NULL,
    n INTEGER NOT NULL,
    decision TEXT NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    decided_by UUID NOT NULL,
    decided_at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT count_decision_pkey PRIMARY KEY (count_id, round, line, n),
    CONSTRAINT count_decision_line_fkey FOREIGN KEY(count_id, round, line)
        REFERENCES umlauf.count_line (count_id, round, n),
    CONSTRAINT count_decision_decided_by_fkey FOREIGN KEY(decided_by) REFERENCES umlauf.person (id)
);

CREATE TABLE umlauf.count_step (
    count_id UUID NOT NULL,
    n INTEGER NOT NULL,
    step TEXT NOT NULL,
    decisions INTEGER NOT NULL,
    taken_by UUID NOT NULL,
    taken_at TIMESTAMP WITH TIME ZONE NOT NULL,
    login TEXT NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT count_step_pkey PRIMARY KEY (count_id, n),
    CONSTRAINT count_step_count_id_fkey FOREIGN KEY(count_id) REFERENCES umlauf.stock_count (id),
    CONSTRAINT count_step_taken_by_fkey FOREIGN KEY(taken_by) REFERENCES umlauf.person (id)
);

-- The decisions of a count as they stand, each line once.
CREATE VIEW umlauf.count_decided WITH (security_barrier) AS
    SELECT DISTINCT ON (d.count_id, d.round, d.line) d.count_id, d.round, d.line, d.decision, d.note, d.decided_by,
        d.decided_at
    FROM umlauf.count_decision d ORDER BY d.count_id, d.round, d.line, d.n DESC;

-- What the differences are worth as they are decided: what is looked for or lost at what it was bought for, pieces at
-- their cost. The floor learns only whether that is too much for one person.
CREATE FUNCTION umlauf.count_worth(p_count uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(sum(CASE WHEN l.asset_id IS NOT NULL THEN coalesce(c.acquired_minor, v.cost_minor, 0)
        ELSE abs(coalesce(l.counted, 0) - coalesce(l.books, 0)) * coalesce(v.cost_minor, 0) END), 0)::bigint
    FROM umlauf.stock_count s
    JOIN umlauf.count_line l ON l.count_id = s.id AND l.round = s.round
    JOIN umlauf.count_decided d ON d.count_id = l.count_id AND d.round = l.round AND d.line = l.n
    LEFT JOIN umlauf.asset a ON a.id = l.asset_id
    LEFT JOIN umlauf.asset_cost c ON c.asset_id = l.asset_id
    LEFT JOIN umlauf.variant_cost v ON v.variant_id = coalesce(l.variant_id, a.variant_id)
    WHERE s.id = p_count AND d.decision IN ('search', 'lost', 'book')
$$;

CREATE FUNCTION umlauf.count_needs_second(p_count uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT umlauf.count_worth(p_count) > coalesce(
        (SELECT (s.value -> 'two_person_above' ->> 'minor')::bigint FROM umlauf.setting s WHERE s.name = 'stock'), 50000)
$$;

-- Everything of a count belongs to an open command of its login, in its store, at the stage it is meant for.
CREATE FUNCTION umlauf.begin_count() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who record;
BEGIN
    SELECT c.actor_id, c.effective_at, c.store_id INTO who FROM umlauf.command c
    WHERE c.command_id = NEW.command_id AND c.xid = pg_current_xact_id() AND c.login = session_user
        AND c.outcome IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a count belongs to a command of this transaction' USING ERRCODE = 'UM010';
    END IF;
    IF NEW.store_id <> who.store_id OR NEW.stage <> 'open' OR NEW.round <> 0 OR NEW.seq <> 0 THEN
        RAISE EXCEPTION 'a count begins open, in its own store' USING ERRCODE = 'UM403';
    END IF;
    NEW.opened_by := who.actor_id;
    NEW.opened_at := who.effective_at;
    RETURN NEW;
END $$;

CREATE FUNCTION umlauf.write_count() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who record;
    this umlauf.stock_count;
BEGIN
    SELECT c.actor_id, c.effective_at, c.store_id INTO who FROM umlauf.command c
    WHERE c.command_id = NEW.command_id AND c.xid = pg_current_xact_id() AND c.login = session_user
        AND c.outcome IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this belongs to a command of this transaction' USING ERRCODE = 'UM010';
    END IF;
    SELECT * INTO this FROM umlauf.stock_count s WHERE s.id = NEW.count_id AND s.store_id = who.store_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this count is of another store' USING ERRCODE = 'UM403';
    END IF;
    IF this.stage <> (CASE TG_TABLE_NAME WHEN 'count_decision' THEN 'review' ELSE 'open' END) THEN
        RAISE EXCEPTION 'a count that is % takes no %', this.stage, TG_TABLE_NAME USING ERRCODE = 'UM409';
    END IF;
    IF TG_TABLE_NAME = 'count_scan' THEN
        IF NEW.takes_back IS NOT NULL AND NOT EXISTS (SELECT FROM umlauf.count_scan s WHERE s.id = NEW.takes_back
            AND s.count_id = this.id AND s.scanned_by = who.actor_id AND s.takes_back IS NULL) THEN
            RAISE EXCEPTION 'each takes back what they scanned' USING ERRCODE = 'UM403';
        END IF;
        NEW.scanned_by := who.actor_id;
        NEW.scanned_at := who.effective_at;
        NEW.recorded_at := clock_timestamp();
    ELSIF TG_TABLE_NAME = 'count_line' THEN
        NEW.round := this.round + 1;
    ELSE
        NEW.round := this.round;
        NEW.n := 1 + coalesce((SELECT max(d.n) FROM umlauf.count_decision d
            WHERE d.count_id = this.id AND d.round = this.round AND d.line = NEW.line), 0);
        NEW.decided_by := who.actor_id;
        NEW.decided_at := who.effective_at;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION umlauf.take_count_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who record;
    this umlauf.stock_count;
    agreed umlauf.count_step;
    next text;
BEGIN
    SELECT c.actor_id, c.effective_at, c.store_id INTO who FROM umlauf.command c
    WHERE c.command_id = NEW.command_id AND c.xid = pg_current_xact_id() AND c.login = session_user
        AND c.outcome IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a step belongs to a command of this transaction' USING ERRCODE = 'UM010';
    END IF;
    SELECT * INTO this FROM umlauf.stock_count s WHERE s.id = NEW.count_id AND s.store_id = who.store_id FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this count is of another store' USING ERRCODE = 'UM403';
    END IF;
    next := CASE this.stage || ' ' || NEW.step WHEN 'open finish' THEN 'review' WHEN 'review reopen' THEN 'open'
        WHEN 'review agree' THEN 'review' WHEN 'review book' THEN 'booked'
        WHEN 'open drop' THEN 'dropped' WHEN 'review drop' THEN 'dropped' END;
    IF next IS NULL THEN
        RAISE EXCEPTION 'a count that is % takes no step %', this.stage, NEW.step USING ERRCODE = 'UM409';
    END IF;
    NEW.decisions := (SELECT count(*) FROM umlauf.count_decision d WHERE d.count_id = this.id AND d.round = this.round);
    IF NEW.step IN ('agree', 'book') AND EXISTS (
        SELECT FROM umlauf.count_line l WHERE l.count_id = this.id AND l.round = this.round
            AND CASE l.finding WHEN 'pieces' THEN coalesce(l.counted, 0) <> l.books ELSE l.finding <> 'found' END
            AND NOT EXISTS (SELECT FROM umlauf.count_decision d
                WHERE d.count_id = l.count_id AND d.round = l.round AND d.line = l.n)) THEN
        RAISE EXCEPTION 'something is not decided yet' USING ERRCODE = 'UM409';
    END IF;
    IF NEW.step = 'agree' AND (who.actor_id = this.opened_by OR who.actor_id IN (
            SELECT d.decided_by FROM umlauf.count_decision d WHERE d.count_id = this.id AND d.round = this.round
            UNION ALL SELECT s.scanned_by FROM umlauf.count_scan s WHERE s.count_id = this.id
            UNION ALL SELECT p.taken_by FROM umlauf.count_step p WHERE p.count_id = this.id AND p.step = 'finish')
        OR EXISTS (SELECT FROM umlauf.command c WHERE c.login = session_user AND c.command_id IN (
            SELECT this.command_id
            UNION ALL SELECT d.command_id FROM umlauf.count_decision d WHERE d.count_id = this.id AND d.round = this.round
            UNION ALL SELECT s.command_id FROM umlauf.count_scan s WHERE s.count_id = this.id
            UNION ALL SELECT p.command_id FROM umlauf.count_step p
                WHERE p.count_id = this.id AND p.step = 'finish'))) THEN
        RAISE EXCEPTION 'who counted or decided does not agree to it, nor does their workplace' USING ERRCODE = 'UM403';
    END IF;
    IF NEW.step = 'book' AND umlauf.count_needs_second(this.id) THEN
        SELECT * INTO agreed FROM umlauf.count_step p WHERE p.count_id = this.id ORDER BY p.n DESC LIMIT 1;
        IF agreed.step IS DISTINCT FROM 'agree' OR agreed.decisions <> NEW.decisions
            OR agreed.taken_by = who.actor_id OR agreed.login = session_user THEN
            RAISE EXCEPTION 'a second person has to agree first, at another workplace' USING ERRCODE = 'UM403';
        END IF;
    END IF;
    NEW.n := this.seq + 1;
    NEW.taken_by := who.actor_id;
    NEW.taken_at := who.effective_at;
    NEW.login := session_user;
    UPDATE umlauf.stock_count s SET stage = next, seq = NEW.n,
        round = CASE NEW.step WHEN 'finish' THEN this.round + 1 ELSE this.round END WHERE s.id = this.id;
    RETURN NEW;
END $$;

CREATE TRIGGER begins BEFORE INSERT ON umlauf.stock_count FOR EACH ROW EXECUTE FUNCTION umlauf.begin_count();
CREATE TRIGGER record BEFORE INSERT ON umlauf.count_scan FOR EACH ROW EXECUTE FUNCTION umlauf.write_count();
CREATE TRIGGER record BEFORE INSERT ON umlauf.count_line FOR EACH ROW EXECUTE FUNCTION umlauf.write_count();
CREATE TRIGGER record BEFORE INSERT ON umlauf.count_decision FOR EACH ROW EXECUTE FUNCTION umlauf.write_count();
CREATE TRIGGER record BEFORE INSERT ON umlauf.count_step FOR EACH ROW EXECUTE FUNCTION umlauf.take_count_step();
CREATE TRIGGER no_delete BEFORE DELETE ON umlauf.stock_count FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.stock_count
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.count_scan
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.count_scan
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.count_line
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.count_line
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.count_decision
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.count_decision
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.count_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.count_step
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

-- One store's counts of places begin one after the other, so that two never overlap.
CREATE FUNCTION umlauf.lock_counts(p_store uuid) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    SELECT pg_advisory_xact_lock(hashtextextended('counts ' || p_store, 0))
$$;

-- What the floor may know of the owner's rules of stock: no amounts.
CREATE VIEW umlauf.stock_rules WITH (security_barrier) AS
    SELECT coalesce((s.value ->> 'is_blind')::boolean, true) AS is_blind,
        coalesce((s.value ->> 'unseen_days')::int, 180) AS unseen_days, umlauf.may_lift() AS may_lift
    FROM (SELECT 1) one LEFT JOIN umlauf.setting s ON s.name = 'stock';

GRANT SELECT ON umlauf.place_step, umlauf.stock_count, umlauf.count_scan, umlauf.count_line, umlauf.count_decision,
    umlauf.count_step, umlauf.count_decided
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT SELECT ON umlauf.stock_rules TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker;
REVOKE UPDATE ON umlauf.place FROM umlauf_owner;
GRANT INSERT (place_id, step, name, kind, parent_id, reason, note, command_id) ON umlauf.place_step
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner;
GRANT INSERT (id, number, store_id, place_id, product_id, is_blind, command_id) ON umlauf.stock_count
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner;
GRANT INSERT (id, count_id, place_id, text, asset_id, variant_id, pieces, books, takes_back, command_id)
    ON umlauf.count_scan TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner;
GRANT INSERT (count_id, n, finding, text, place_id, asset_id, variant_id, seq, books, counted, is_again, command_id)
    ON umlauf.count_line TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner;
GRANT INSERT (count_id, line, decision, note, command_id) ON umlauf.count_decision
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner;
GRANT INSERT (count_id, step, command_id) ON umlauf.count_step
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner;
GRANT USAGE ON SEQUENCE umlauf.code_zl TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner;
GRANT EXECUTE ON FUNCTION umlauf.count_needs_second(uuid), umlauf.lock_counts(uuid), umlauf.may_lift(), umlauf.is_blocked(uuid)
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT EXECUTE ON FUNCTION umlauf.count_worth(uuid) TO umlauf_backoffice, umlauf_owner, umlauf_worker;
