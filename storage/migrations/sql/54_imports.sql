-- A business that runs already comes along: runs of files, how far they are, and what became of each row. Append-only:
-- a row is known again by its system, kind and key, the newest of its lines counts.
CREATE TABLE umlauf.import_run (
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    file_name TEXT NOT NULL,
    digest TEXT NOT NULL,
    rows INTEGER NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    started_by UUID NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT import_run_pkey PRIMARY KEY (id),
    CONSTRAINT import_run_started_by_fkey FOREIGN KEY(started_by) REFERENCES umlauf.person (id)
);

CREATE TABLE umlauf.import_part (
    run_id UUID NOT NULL,
    command_id UUID NOT NULL,
    made INTEGER NOT NULL,
    same INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    differs INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    noted_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT import_part_pkey PRIMARY KEY (run_id, command_id),
    CONSTRAINT import_part_run_id_fkey FOREIGN KEY(run_id) REFERENCES umlauf.import_run (id)
);

CREATE TABLE umlauf.import_item (
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    n INTEGER NOT NULL,
    target_id UUID NOT NULL,
    run_id UUID NOT NULL,
    digest TEXT NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT import_item_pkey PRIMARY KEY (source, kind, key, n),
    CONSTRAINT import_item_run_id_fkey FOREIGN KEY(run_id) REFERENCES umlauf.import_run (id)
);
CREATE INDEX import_item_target_id_idx ON umlauf.import_item (target_id);
CREATE INDEX import_item_key_idx ON umlauf.import_item USING gin (key gin_trgm_ops);

CREATE TABLE umlauf.import_template (
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    n INTEGER NOT NULL,
    columns JSONB NOT NULL,
    saved_by UUID NOT NULL,
    saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT import_template_pkey PRIMARY KEY (name, kind, n),
    CONSTRAINT import_template_saved_by_fkey FOREIGN KEY(saved_by) REFERENCES umlauf.person (id)
);

-- What a founder put off while setting up; the newest mark of a step counts.
CREATE TABLE umlauf.setup_mark (
    step TEXT NOT NULL,
    n INTEGER NOT NULL,
    is_put_off BOOLEAN NOT NULL,
    marked_by UUID NOT NULL,
    marked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT setup_mark_pkey PRIMARY KEY (step, n),
    CONSTRAINT setup_mark_marked_by_fkey FOREIGN KEY(marked_by) REFERENCES umlauf.person (id)
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['import_run', 'import_part', 'import_item', 'import_template', 'setup_mark'] LOOP
        EXECUTE format('CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.%I '
            'FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change()', name);
        EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.%I '
            'FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change()', name);
    END LOOP;
END $$;

-- Value that was there before our books began enters them in one way only: by a command that brings it along.
CREATE FUNCTION umlauf.brings_along() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM umlauf.command c WHERE c.xid = pg_current_xact_id() AND c.login = session_user
        AND c.outcome IS NULL AND c.seat IN ('backoffice', 'owner')
        AND c.name IN ('ImportContracts', 'ImportBalances'))
$$;

CREATE FUNCTION umlauf.check_brought() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT umlauf.brings_along() THEN
        RAISE EXCEPTION 'value is brought along by an import alone' USING ERRCODE = 'UM403';
    END IF;
    IF NEW.settled_minor > 0 AND NOT EXISTS (
        SELECT FROM umlauf.invoice i JOIN umlauf.invoice_line l ON l.invoice_id = i.id
        WHERE i.id = NEW.invoice_id AND i.series = 'brought' AND l.kind = 'deposit' AND i.gross_minor = NEW.settled_minor
    ) THEN
        RAISE EXCEPTION 'only a deposit is settled when it comes along' USING ERRCODE = 'UM403';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER check_brought BEFORE INSERT ON umlauf.settlement
    FOR EACH ROW WHEN (NEW.kind = 'brought') EXECUTE FUNCTION umlauf.check_brought();

CREATE SEQUENCE umlauf.code_brought;

-- An invoice of elsewhere: what is open of it, or the deposit that it asked for. No number of ours, no tax, no paper.
CREATE FUNCTION umlauf.bring_document(
    p_id uuid, p_customer uuid, p_number text, p_issued date, p_due date, p_currency text, p_language text,
    p_minor bigint, p_title text, p_contract uuid, p_line uuid, p_command uuid
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    line_id uuid := gen_random_uuid();
    what text := CASE WHEN p_line IS NULL THEN 'fee' ELSE 'deposit' END;
    why text := CASE WHEN p_line IS NULL THEN 'one_off' ELSE 'deposit' END;
    treatment text := CASE WHEN p_line IS NULL THEN 'late_payment' ELSE 'deposit' END;
    at_home text := (SELECT c.country FROM umlauf.customer c WHERE c.id = p_customer);
BEGIN
    IF NOT umlauf.brings_along() THEN
        RAISE EXCEPTION 'documents are brought along by an import alone' USING ERRCODE = 'UM403';
    END IF;
    IF p_minor <= 0 OR p_number = '' OR p_number ~ '^RK?-(.*-)?[0-9]{4}-[0-9]{6}$' THEN
        RAISE EXCEPTION 'no number and amount of elsewhere' USING ERRCODE = 'UM400';
    END IF;
    IF p_line IS NOT NULL AND NOT EXISTS (
        SELECT FROM umlauf.contract_line l JOIN umlauf.contract k ON k.id = l.contract_id
        WHERE l.id = p_line AND k.id = p_contract AND k.customer_id = p_customer AND l.kind = 'deposit'
            AND k.timeline ? 'elsewhere'
    ) THEN
        RAISE EXCEPTION 'no deposit of a contract that was brought along' USING ERRCODE = 'UM404';
    END IF;
    INSERT INTO umlauf.invoice (id, number, series, series_number, kind, customer_id, issued_on, due_on, currency,
        language, prices_are, net_minor, vat_minor, gross_minor, command_id, payment_method)
    VALUES (p_id, p_number, 'brought', nextval('umlauf.code_brought'), 'invoice', p_customer, p_issued, p_due,
        p_currency, p_language, 'gross', p_minor, 0, p_minor, p_command, 'transfer');
    INSERT INTO umlauf.invoice_personal (invoice_id, recipient)
    SELECT p_id, jsonb_build_object('name', trim(p.given_name || ' ' || p.family_name), 'company', p.company,
        'street', p.street, 'postcode', p.postcode, 'city', p.city, 'country', c.country, 'vat_id', c.vat_id)
    FROM umlauf.customer c JOIN umlauf.customer_personal p ON p.customer_id = c.id WHERE c.id = p_customer;
    INSERT INTO umlauf.invoice_line (id, invoice_id, position, contract_id, contract_line_id, title, kind, reason,
        period, days, of_days, quantity, price_minor, amount_minor, net_minor, vat_category, vat_rate, vat_country,
        vat_reason, off_minor, given_minor, vat_minor)
    VALUES (line_id, p_id, 1, p_contract, p_line, p_title, what, why, daterange(p_issued, p_issued + 1), 1, 1, 1,
        p_minor, p_minor, p_minor, 'O', 0, at_home, treatment, 0, 0, 0);
    INSERT INTO umlauf.invoice_vat (invoice_id, category, rate, country, net_minor, vat_minor)
    VALUES (p_id, 'O', 0, at_home, p_minor, 0);
    IF p_line IS NOT NULL THEN
        INSERT INTO umlauf.billed_period (contract_line_id, first_day, kind, period, amount_minor, price_minor, quantity,
            days, of_days, vat_category, vat_rate, vat_country, vat_reason, currency, invoice_id, invoice_line_id,
            off_minor, given_minor, vat_minor)
        VALUES (p_line, p_issued, 'once', daterange(p_issued, p_issued + 1), p_minor, p_minor, 1, 1, 1, 'O', 0, at_home,
            treatment, p_currency, p_id, line_id, 0, 0, 0);
    END IF;
END $$;

REVOKE ALL ON FUNCTION umlauf.bring_document(uuid, uuid, text, date, date, text, text, bigint, text, uuid, uuid, uuid),
    umlauf.brings_along() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    umlauf.bring_document(uuid, uuid, text, date, date, text, text, bigint, text, uuid, uuid, uuid)
    TO umlauf_backoffice, umlauf_owner;
GRANT SELECT ON umlauf.import_run, umlauf.import_part, umlauf.import_item, umlauf.import_template
    TO umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT INSERT ON umlauf.import_run, umlauf.import_part, umlauf.import_item, umlauf.import_template
    TO umlauf_backoffice, umlauf_owner;
GRANT INSERT ON umlauf.asset_cost TO umlauf_owner;
GRANT SELECT ON umlauf.setup_mark TO umlauf_owner, umlauf_auditor;
GRANT INSERT ON umlauf.setup_mark TO umlauf_owner;
