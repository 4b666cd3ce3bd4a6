-- Tills, their receipts, the drawer and the day reports. Numbers are dense because the till's own row gives them.
CREATE TABLE umlauf.till (
    id UUID NOT NULL,
    store_id UUID NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    is_cash_on BOOLEAN DEFAULT false NOT NULL,
    login TEXT DEFAULT '' NOT NULL,
    difference_limit_minor BIGINT DEFAULT 500 NOT NULL,
    void_limit_minor BIGINT DEFAULT 10000 NOT NULL,
    header TEXT DEFAULT '' NOT NULL,
    footer TEXT DEFAULT '' NOT NULL,
    signing TEXT DEFAULT '' NOT NULL,
    price_percent INTEGER DEFAULT 0 NOT NULL,
    price_people JSONB DEFAULT '{}'::jsonb NOT NULL,
    is_closed BOOLEAN DEFAULT false NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    last_n INTEGER DEFAULT 0 NOT NULL,
    reported_n INTEGER DEFAULT 0 NOT NULL,
    last_z INTEGER DEFAULT 0 NOT NULL,
    left_minor BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT till_pkey PRIMARY KEY (id),
    CONSTRAINT till_code_key UNIQUE (code),
    CONSTRAINT till_signing_check CHECK (NOT is_cash_on OR signing <> ''),
    CONSTRAINT till_price_percent_check CHECK (price_percent BETWEEN 0 AND 100),
    CONSTRAINT till_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id)
);
CREATE INDEX till_store_id_idx ON umlauf.till (store_id);

CREATE TABLE umlauf.till_session (
    id UUID NOT NULL,
    till_id UUID NOT NULL,
    status TEXT DEFAULT 'new' NOT NULL,
    last_n INTEGER DEFAULT 0 NOT NULL,
    drawer_minor BIGINT DEFAULT 0 NOT NULL,
    counted_minor BIGINT,
    opened_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT till_session_pkey PRIMARY KEY (id),
    CONSTRAINT till_session_till_id_fkey FOREIGN KEY(till_id) REFERENCES umlauf.till (id)
);
CREATE INDEX till_session_till_id_idx ON umlauf.till_session (till_id);
CREATE UNIQUE INDEX till_session_open_idx ON umlauf.till_session (till_id) WHERE status <> 'closed';

CREATE TABLE umlauf.till_receipt (
    id UUID NOT NULL,
    till_id UUID NOT NULL,
    n INTEGER NOT NULL,
    kind TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    person_id UUID NOT NULL,
    store_id UUID NOT NULL,
    customer_id UUID,
    about UUID,
    currency TEXT DEFAULT 'EUR' NOT NULL,
    gross_minor BIGINT NOT NULL,
    voids_id UUID,
    reason TEXT DEFAULT '' NOT NULL,
    session_id UUID,
    signed JSONB,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT till_receipt_pkey PRIMARY KEY (id),
    CONSTRAINT till_receipt_n_check CHECK (n > 0),
    CONSTRAINT till_receipt_till_id_fkey FOREIGN KEY(till_id) REFERENCES umlauf.till (id),
    CONSTRAINT till_receipt_person_id_fkey FOREIGN KEY(person_id) REFERENCES umlauf.person (id),
    CONSTRAINT till_receipt_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id),
    CONSTRAINT till_receipt_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT till_receipt_voids_id_fkey FOREIGN KEY(voids_id) REFERENCES umlauf.till_receipt (id),
    CONSTRAINT till_receipt_session_id_fkey FOREIGN KEY(session_id) REFERENCES umlauf.till_session (id)
);
CREATE UNIQUE INDEX till_receipt_till_id_n_idx ON umlauf.till_receipt (till_id, n);
CREATE UNIQUE INDEX till_receipt_voids_id_idx ON umlauf.till_receipt (voids_id);
CREATE INDEX till_receipt_at_idx ON umlauf.till_receipt (at);
CREATE INDEX till_receipt_about_idx ON umlauf.till_receipt (about);
CREATE UNIQUE INDEX till_receipt_pay_out_idx ON umlauf.till_receipt (about) WHERE gross_minor < 0 AND voids_id IS NULL;
CREATE INDEX till_receipt_customer_id_idx ON umlauf.till_receipt (customer_id);
CREATE INDEX till_receipt_session_id_idx ON umlauf.till_receipt (session_id);

CREATE TABLE umlauf.till_receipt_line (
    receipt_id UUID NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    quantity NUMERIC NOT NULL,
    gross_minor BIGINT NOT NULL,
    vat_rate NUMERIC,
    CONSTRAINT till_receipt_line_pkey PRIMARY KEY (receipt_id, position),
    CONSTRAINT till_receipt_line_receipt_id_fkey FOREIGN KEY(receipt_id) REFERENCES umlauf.till_receipt (id)
);

CREATE TABLE umlauf.till_payment (
    receipt_id UUID NOT NULL,
    position INTEGER NOT NULL,
    way TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    given_minor BIGINT,
    card JSONB,
    CONSTRAINT till_payment_pkey PRIMARY KEY (receipt_id, position),
    CONSTRAINT till_payment_receipt_id_fkey FOREIGN KEY(receipt_id) REFERENCES umlauf.till_receipt (id)
);

CREATE TABLE umlauf.drawer_entry (
    session_id UUID NOT NULL,
    n INTEGER NOT NULL,
    kind TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    drawer_minor BIGINT NOT NULL,
    counted_minor BIGINT,
    why TEXT,
    note TEXT DEFAULT '' NOT NULL,
    pieces JSONB DEFAULT '[]'::jsonb NOT NULL,
    receipt_id UUID,
    person_id UUID NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT drawer_entry_pkey PRIMARY KEY (session_id, n),
    CONSTRAINT drawer_entry_below_check CHECK (drawer_minor >= 0 OR (note <> '' AND kind <> 'given_back')),
    CONSTRAINT drawer_entry_receipt_check CHECK ((kind IN ('taken', 'given_back')) = (receipt_id IS NOT NULL)),
    CONSTRAINT drawer_entry_session_id_fkey FOREIGN KEY(session_id) REFERENCES umlauf.till_session (id),
    CONSTRAINT drawer_entry_receipt_id_fkey FOREIGN KEY(receipt_id) REFERENCES umlauf.till_receipt (id),
    CONSTRAINT drawer_entry_person_id_fkey FOREIGN KEY(person_id) REFERENCES umlauf.person (id)
);
CREATE UNIQUE INDEX drawer_entry_receipt_id_idx ON umlauf.drawer_entry (receipt_id);
CREATE INDEX drawer_entry_at_idx ON umlauf.drawer_entry (at);

CREATE TABLE umlauf.till_release (
    receipt_id UUID NOT NULL,
    person_id UUID NOT NULL,
    login TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT till_release_pkey PRIMARY KEY (receipt_id, person_id),
    CONSTRAINT till_release_receipt_id_fkey FOREIGN KEY(receipt_id) REFERENCES umlauf.till_receipt (id),
    CONSTRAINT till_release_person_id_fkey FOREIGN KEY(person_id) REFERENCES umlauf.person (id)
);

CREATE TABLE umlauf.till_report (
    id UUID NOT NULL,
    till_id UUID NOT NULL,
    z INTEGER NOT NULL,
    session_id UUID,
    first_n INTEGER NOT NULL,
    last_n INTEGER NOT NULL,
    figures JSONB NOT NULL,
    person_id UUID NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT till_report_pkey PRIMARY KEY (id),
    CONSTRAINT till_report_till_id_fkey FOREIGN KEY(till_id) REFERENCES umlauf.till (id),
    CONSTRAINT till_report_session_id_fkey FOREIGN KEY(session_id) REFERENCES umlauf.till_session (id),
    CONSTRAINT till_report_person_id_fkey FOREIGN KEY(person_id) REFERENCES umlauf.person (id)
);
CREATE UNIQUE INDEX till_report_till_id_z_idx ON umlauf.till_report (till_id, z);
CREATE INDEX till_report_session_id_idx ON umlauf.till_report (session_id);

-- What is in a file for the accountant is in no other (42_books).
CREATE TABLE umlauf.book_export_receipt (
    receipt_id UUID NOT NULL,
    export_id UUID NOT NULL,
    CONSTRAINT book_export_receipt_pkey PRIMARY KEY (receipt_id),
    CONSTRAINT book_export_receipt_receipt_id_fkey FOREIGN KEY(receipt_id) REFERENCES umlauf.till_receipt (id),
    CONSTRAINT book_export_receipt_export_id_fkey FOREIGN KEY(export_id) REFERENCES umlauf.book_export (id)
);

CREATE TABLE umlauf.book_export_cash (
    session_id UUID NOT NULL,
    n INTEGER NOT NULL,
    export_id UUID NOT NULL,
    CONSTRAINT book_export_cash_pkey PRIMARY KEY (session_id, n),
    CONSTRAINT book_export_cash_session_id_fkey FOREIGN KEY(session_id, n)
        REFERENCES umlauf.drawer_entry (session_id, n),
    CONSTRAINT book_export_cash_export_id_fkey FOREIGN KEY(export_id) REFERENCES umlauf.book_export (id)
);

-- The open command of this login and transaction: who acts, where, and when.
CREATE FUNCTION umlauf.till_command(p_command uuid) RETURNS umlauf.command
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    opened umlauf.command;
BEGIN
    SELECT * INTO opened FROM umlauf.command c
    WHERE c.command_id = p_command AND c.xid = pg_current_xact_id() AND c.login = session_user AND c.outcome IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a till is worked by a command of this transaction' USING ERRCODE = 'UM010';
    END IF;
    RETURN opened;
END $$;

-- Locks the till until the transaction ends. False: it belongs to another store or workplace. NULL: there is none.
CREATE FUNCTION umlauf.take_till(p_till uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    till umlauf.till;
BEGIN
    SELECT * INTO till FROM umlauf.till t WHERE t.id = p_till FOR UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    RETURN till.login IN ('', session_user)
        AND EXISTS (SELECT FROM umlauf.principal p WHERE p.login = session_user AND p.store_id = till.store_id);
END $$;

CREATE FUNCTION umlauf.record_till_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.version <> OLD.version AND NEW.version <> OLD.version + 1 THEN
        RAISE EXCEPTION 'someone changed this till meanwhile' USING ERRCODE = 'UM409';
    END IF;
    IF OLD.is_cash_on AND NOT NEW.is_cash_on
        AND EXISTS (SELECT FROM umlauf.till_session s WHERE s.till_id = NEW.id AND s.status <> 'closed') THEN
        RAISE EXCEPTION 'its drawer is open' USING ERRCODE = 'UM409';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION umlauf.record_till_session() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM umlauf.till_command(NEW.command_id);
    IF umlauf.take_till(NEW.till_id) IS NOT TRUE THEN
        RAISE EXCEPTION 'not a till of this workplace' USING ERRCODE = 'UM403';
    END IF;
    SELECT t.left_minor INTO NEW.drawer_minor FROM umlauf.till t WHERE t.id = NEW.till_id AND t.is_cash_on;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this till takes no cash' USING ERRCODE = 'UM403';
    END IF;
    NEW.status := 'new';
    NEW.last_n := 0;
    NEW.counted_minor := NULL;
    NEW.opened_at := clock_timestamp();
    RETURN NEW;
END $$;

-- A receipt gets the next number of its till, whatever a client says; the till's row waits for whoever writes there.
CREATE FUNCTION umlauf.record_till_receipt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    done umlauf.command := umlauf.till_command(NEW.command_id);
    till umlauf.till;
    other umlauf.till_receipt;
BEGIN
    IF umlauf.take_till(NEW.till_id) IS NOT TRUE THEN
        RAISE EXCEPTION 'not a till of this workplace' USING ERRCODE = 'UM403';
    END IF;
    SELECT * INTO till FROM umlauf.till t WHERE t.id = NEW.till_id;
    IF till.is_closed THEN
        RAISE EXCEPTION 'this till is closed' USING ERRCODE = 'UM403';
    END IF;
    IF NEW.n <> till.last_n + 1 THEN
        RAISE EXCEPTION 'the next number of till % is %', till.code, till.last_n + 1 USING ERRCODE = 'UM409';
    END IF;
    IF NEW.gross_minor < 0 AND NEW.voids_id IS NULL THEN
        PERFORM umlauf.take_refund(NEW.about);
    END IF;
    IF NEW.voids_id IS NOT NULL THEN
        SELECT * INTO other FROM umlauf.till_receipt r WHERE r.id = NEW.voids_id;
        IF other.store_id <> done.store_id OR other.voids_id IS NOT NULL OR other.customer_id IS NOT NULL
            OR NEW.customer_id IS NOT NULL OR NEW.about IS NOT NULL OR other.gross_minor <> -NEW.gross_minor OR other.currency <> NEW.currency THEN
            RAISE EXCEPTION 'this receipt is not taken back like that' USING ERRCODE = 'UM403';
        END IF;
        IF abs(NEW.gross_minor) > till.void_limit_minor AND NOT EXISTS (SELECT FROM umlauf.till_release l
            WHERE l.receipt_id = other.id AND l.person_id <> done.actor_id AND l.login <> session_user) THEN
            RAISE EXCEPTION 'a second person agrees to this' USING ERRCODE = 'UM403';
        END IF;
    ELSIF NEW.gross_minor < 0 AND (NEW.customer_id IS NULL OR NOT EXISTS (SELECT FROM umlauf.refund f
        WHERE f.id = NEW.about AND f.customer_id = NEW.customer_id AND f.status = 'approved'
            AND f.currency = NEW.currency AND f.amount_minor >= -NEW.gross_minor
            AND NOT EXISTS (SELECT FROM umlauf.till_receipt r WHERE r.about = f.id AND r.gross_minor < 0
                AND r.voids_id IS NULL))) THEN
        RAISE EXCEPTION 'money goes back for a receipt, or as a refund that was approved' USING ERRCODE = 'UM403';
    ELSIF NEW.gross_minor < 0 AND -NEW.gross_minor <> umlauf.refund_due(NEW.about) THEN
        RAISE EXCEPTION 'another amount is due' USING ERRCODE = 'UM409';
    ELSIF NEW.gross_minor < -till.void_limit_minor AND NOT EXISTS (SELECT FROM umlauf.till_pay_out_release l
        WHERE l.refund_id = NEW.about AND l.amount_minor = -NEW.gross_minor AND l.person_id <> done.actor_id
            AND l.login <> session_user) THEN
        RAISE EXCEPTION 'a second person agrees to this' USING ERRCODE = 'UM403';
    END IF;
    NEW.at := done.effective_at;
    NEW.person_id := done.actor_id;
    NEW.store_id := done.store_id;
    NEW.session_id := (SELECT s.id FROM umlauf.till_session s WHERE s.till_id = till.id AND s.status <> 'closed');
    NEW.recorded_at := clock_timestamp();
    UPDATE umlauf.till t SET last_n = NEW.n WHERE t.id = till.id;
    RETURN NEW;
END $$;

-- Lines and payments belong to the receipt of this transaction: nothing is added to one that is out.
CREATE FUNCTION umlauf.record_receipt_part() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    receipt umlauf.till_receipt;
BEGIN
    SELECT * INTO receipt FROM umlauf.till_receipt r WHERE r.id = NEW.receipt_id;
    PERFORM umlauf.till_command(receipt.command_id);
    RETURN NEW;
END $$;

-- At the end of the transaction a receipt adds up, and its cash is in the drawer.
CREATE FUNCTION umlauf.check_till_receipt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    lines bigint := (SELECT sum(l.gross_minor) FROM umlauf.till_receipt_line l WHERE l.receipt_id = NEW.id);
    paid bigint := (SELECT coalesce(sum(p.amount_minor), 0) FROM umlauf.till_payment p WHERE p.receipt_id = NEW.id);
    cash bigint := (SELECT coalesce(sum(p.amount_minor), 0) FROM umlauf.till_payment p
        WHERE p.receipt_id = NEW.id AND p.way = 'cash');
    moved bigint := (SELECT coalesce(sum(e.amount_minor), 0) FROM umlauf.drawer_entry e WHERE e.receipt_id = NEW.id);
BEGIN
    IF lines IS DISTINCT FROM NEW.gross_minor OR paid <> NEW.gross_minor OR cash <> moved THEN
        RAISE EXCEPTION 'receipt % does not add up', NEW.n USING ERRCODE = 'UM003';
    END IF;
    IF NEW.gross_minor < 0 AND NEW.voids_id IS NULL AND EXISTS (SELECT FROM umlauf.till_payment p
        WHERE p.receipt_id = NEW.id AND p.way <> 'cash') THEN
        RAISE EXCEPTION 'a refund leaves a till in cash' USING ERRCODE = 'UM003';
    END IF;
    RETURN NULL;
END $$;

-- An entry of the drawer goes the ways of the domain's table; what is in afterwards is computed here.
CREATE FUNCTION umlauf.record_drawer_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    done umlauf.command := umlauf.till_command(NEW.command_id);
    session umlauf.till_session;
    next text;
BEGIN
    SELECT * INTO session FROM umlauf.till_session s WHERE s.id = NEW.session_id FOR UPDATE;
    IF umlauf.take_till(session.till_id) IS NOT TRUE THEN
        RAISE EXCEPTION 'not a till of this workplace' USING ERRCODE = 'UM403';
    END IF;
    next := CASE session.status || ' ' || NEW.kind
        WHEN 'new opened' THEN 'open'
        WHEN 'open cash_in' THEN 'open' WHEN 'open cash_out' THEN 'open'
        WHEN 'open taken' THEN 'open' WHEN 'open given_back' THEN 'open' WHEN 'open counted' THEN 'counted'
        WHEN 'counted cash_in' THEN 'open' WHEN 'counted cash_out' THEN 'open'
        WHEN 'counted taken' THEN 'open' WHEN 'counted given_back' THEN 'open' WHEN 'counted counted' THEN 'counted'
        WHEN 'counted difference' THEN 'settled' WHEN 'counted closed' THEN 'closed'
        WHEN 'settled closed' THEN 'closed' END;
    IF next IS NULL OR NEW.n <> session.last_n + 1 THEN
        RAISE EXCEPTION 'a drawer that is % takes no entry % as number %', session.status, NEW.kind, NEW.n
            USING ERRCODE = 'UM409';
    END IF;
    IF (CASE NEW.kind WHEN 'cash_in' THEN NEW.amount_minor <= 0 WHEN 'taken' THEN NEW.amount_minor <= 0
        WHEN 'cash_out' THEN NEW.amount_minor >= 0 WHEN 'given_back' THEN NEW.amount_minor >= 0
        WHEN 'difference' THEN NEW.amount_minor <> session.counted_minor - session.drawer_minor
        WHEN 'opened' THEN NEW.counted_minor IS DISTINCT FROM session.drawer_minor + NEW.amount_minor
        WHEN 'closed' THEN NEW.amount_minor <> 0 OR session.counted_minor IS DISTINCT FROM session.drawer_minor
        ELSE NEW.amount_minor <> 0 END)
        OR (NEW.kind IN ('opened', 'counted')) <> (NEW.counted_minor IS NOT NULL) THEN
        RAISE EXCEPTION 'an entry % of % does not fit this drawer', NEW.kind, NEW.amount_minor USING ERRCODE = 'UM409';
    END IF;
    IF NEW.receipt_id IS NOT NULL AND NOT EXISTS (SELECT FROM umlauf.till_receipt r
        WHERE r.id = NEW.receipt_id AND r.till_id = session.till_id AND r.command_id = NEW.command_id) THEN
        RAISE EXCEPTION 'cash is taken for a receipt of this moment' USING ERRCODE = 'UM409';
    END IF;
    NEW.drawer_minor := session.drawer_minor + NEW.amount_minor;
    NEW.person_id := done.actor_id;
    NEW.at := done.effective_at;
    UPDATE umlauf.till_session s SET status = next, last_n = NEW.n, drawer_minor = NEW.drawer_minor,
        counted_minor = CASE WHEN NEW.kind = 'counted' THEN NEW.counted_minor
            WHEN NEW.kind IN ('difference', 'closed') THEN s.counted_minor END
    WHERE s.id = session.id;
    IF next = 'closed' THEN
        UPDATE umlauf.till t SET left_minor = NEW.drawer_minor WHERE t.id = session.till_id;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION umlauf.record_till_release() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    done umlauf.command := umlauf.till_command(NEW.command_id);
BEGIN
    NEW.person_id := done.actor_id;
    NEW.login := session_user;
    NEW.at := done.effective_at;
    RETURN NEW;
END $$;

-- Day reports are dense, and each takes all receipts since the one before.
CREATE FUNCTION umlauf.record_till_report() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    done umlauf.command := umlauf.till_command(NEW.command_id);
    till umlauf.till;
BEGIN
    IF umlauf.take_till(NEW.till_id) IS NOT TRUE THEN
        RAISE EXCEPTION 'not a till of this workplace' USING ERRCODE = 'UM403';
    END IF;
    SELECT * INTO till FROM umlauf.till t WHERE t.id = NEW.till_id;
    IF NEW.z <> till.last_z + 1 OR NEW.last_n <> (CASE WHEN till.last_n > till.reported_n THEN till.last_n ELSE 0 END)
        OR NEW.first_n <> (CASE WHEN till.last_n > till.reported_n THEN till.reported_n + 1 ELSE 0 END) THEN
        RAISE EXCEPTION 'the next day report of till % is %, from receipt %', till.code, till.last_z + 1,
            till.reported_n + 1 USING ERRCODE = 'UM409';
    END IF;
    NEW.person_id := done.actor_id;
    NEW.at := done.effective_at;
    UPDATE umlauf.till t SET last_z = NEW.z, reported_n = t.last_n WHERE t.id = till.id;
    RETURN NEW;
END $$;

CREATE TRIGGER record BEFORE UPDATE OF name, is_cash_on, login, difference_limit_minor, void_limit_minor, header,
    footer, signing, price_percent, price_people, is_closed, version ON umlauf.till FOR EACH ROW EXECUTE FUNCTION umlauf.record_till_change();
CREATE TRIGGER record BEFORE INSERT ON umlauf.till_session
    FOR EACH ROW EXECUTE FUNCTION umlauf.record_till_session();
CREATE TRIGGER record BEFORE INSERT ON umlauf.till_receipt
    FOR EACH ROW EXECUTE FUNCTION umlauf.record_till_receipt();
CREATE TRIGGER record BEFORE INSERT ON umlauf.till_receipt_line
    FOR EACH ROW EXECUTE FUNCTION umlauf.record_receipt_part();
CREATE TRIGGER record BEFORE INSERT ON umlauf.till_payment
    FOR EACH ROW EXECUTE FUNCTION umlauf.record_receipt_part();
CREATE TRIGGER record BEFORE INSERT ON umlauf.drawer_entry
    FOR EACH ROW EXECUTE FUNCTION umlauf.record_drawer_entry();
CREATE TRIGGER record BEFORE INSERT ON umlauf.till_release
    FOR EACH ROW EXECUTE FUNCTION umlauf.record_till_release();
CREATE TRIGGER record BEFORE INSERT ON umlauf.till_report
    FOR EACH ROW EXECUTE FUNCTION umlauf.record_till_report();
CREATE TRIGGER belongs AFTER INSERT ON umlauf.book_export_receipt REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.check_book_mark();
CREATE TRIGGER belongs AFTER INSERT ON umlauf.book_export_cash REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.check_book_mark();
CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT ON umlauf.till_receipt
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION umlauf.check_till_receipt();

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['till_receipt', 'till_receipt_line', 'till_payment', 'drawer_entry', 'till_release',
        'till_report', 'book_export_receipt', 'book_export_cash'] LOOP
        EXECUTE format('CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.%I '
            'FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change()', name);
        EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.%I '
            'FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change()', name);
    END LOOP;
END $$;

GRANT SELECT ON umlauf.till, umlauf.till_session, umlauf.till_receipt, umlauf.till_receipt_line, umlauf.till_payment,
    umlauf.drawer_entry, umlauf.till_release, umlauf.till_report
    TO umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT INSERT ON umlauf.till_session, umlauf.till_receipt, umlauf.till_receipt_line, umlauf.till_payment,
    umlauf.drawer_entry, umlauf.till_report TO umlauf_pos;
GRANT INSERT ON umlauf.till_release TO umlauf_pos, umlauf_backoffice, umlauf_owner;
GRANT INSERT (id, store_id, code, name, is_cash_on, login, difference_limit_minor, void_limit_minor, header, footer,
    signing, price_percent, price_people) ON umlauf.till TO umlauf_owner;
GRANT UPDATE (name, is_cash_on, login, difference_limit_minor, void_limit_minor, header, footer, signing, price_percent,
    price_people, is_closed, version) ON umlauf.till TO umlauf_owner;
GRANT SELECT ON umlauf.book_export_receipt, umlauf.book_export_cash
    TO umlauf_backoffice, umlauf_owner, umlauf_auditor;
GRANT INSERT ON umlauf.book_export_receipt, umlauf.book_export_cash TO umlauf_backoffice, umlauf_owner;
GRANT EXECUTE ON FUNCTION umlauf.take_till(uuid) TO umlauf_pos;
