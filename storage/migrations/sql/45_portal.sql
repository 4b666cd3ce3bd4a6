-- The customers' own pages. Their login reaches nothing but the schema umlauf_own: views that show what belongs to the
-- signed-in customer, and functions. Who is signed in is told by a secret of 256 bits, whose digest stands in
-- portal_session: a setting can be forged, the secret cannot. What a customer wants is kept as a wish; the worker
-- carries it out under its own rights, and the database looks twice whether everything it names is the customer's.
CREATE TABLE umlauf.portal_request (
    id UUID NOT NULL,
    purpose TEXT NOT NULL,
    address TEXT DEFAULT '' NOT NULL,
    address_digest BYTEA NOT NULL,
    origin BYTEA NOT NULL,
    language TEXT NOT NULL,
    for_customer UUID,
    customers UUID[] DEFAULT '{}' NOT NULL,
    code_digest BYTEA,
    link_digest BYTEA,
    asked_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    sent_at TIMESTAMP WITH TIME ZONE,
    expires_at TIMESTAMP WITH TIME ZONE,
    used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT portal_request_pkey PRIMARY KEY (id),
    CONSTRAINT portal_request_for_customer_fkey FOREIGN KEY(for_customer) REFERENCES umlauf.customer (id),
    CONSTRAINT portal_request_purpose_check CHECK (purpose IN ('sign_in', 'new_address'))
);
CREATE INDEX portal_request_address_digest_idx ON umlauf.portal_request (address_digest);
CREATE INDEX portal_request_origin_idx ON umlauf.portal_request (origin);

CREATE TABLE umlauf.portal_try (
    request_id UUID NOT NULL,
    n INTEGER NOT NULL,
    digest BYTEA NOT NULL,
    origin BYTEA NOT NULL,
    tried_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT portal_try_pkey PRIMARY KEY (request_id, n),
    CONSTRAINT portal_try_request_id_fkey FOREIGN KEY(request_id) REFERENCES umlauf.portal_request (id),
    CONSTRAINT portal_try_n_check CHECK (n BETWEEN 1 AND 5)
);
CREATE INDEX portal_try_origin_idx ON umlauf.portal_try (origin);

CREATE TABLE umlauf.portal_session (
    id UUID NOT NULL,
    token_digest BYTEA NOT NULL,
    former_digest BYTEA,
    customer_id UUID NOT NULL,
    customers UUID[] NOT NULL,
    request_id UUID NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    turned_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT portal_session_pkey PRIMARY KEY (id),
    CONSTRAINT portal_session_token_digest_key UNIQUE (token_digest),
    CONSTRAINT portal_session_request_id_key UNIQUE (request_id),
    CONSTRAINT portal_session_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT portal_session_request_id_fkey FOREIGN KEY(request_id) REFERENCES umlauf.portal_request (id)
);
CREATE INDEX portal_session_former_digest_idx ON umlauf.portal_session (former_digest);
CREATE INDEX portal_session_customer_id_idx ON umlauf.portal_session (customer_id);

CREATE TABLE umlauf.portal_wish (
    id UUID NOT NULL,
    customer_id UUID,
    name TEXT NOT NULL,
    payload JSONB DEFAULT '{}'::jsonb NOT NULL,
    personal JSONB,
    content BYTEA,
    origin BYTEA NOT NULL,
    actor_id UUID NOT NULL,
    filed_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT portal_wish_pkey PRIMARY KEY (id),
    CONSTRAINT portal_wish_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT portal_wish_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES umlauf.person (id),
    CONSTRAINT portal_wish_size_check CHECK (octet_length(content) <= 10485760)
);
CREATE INDEX portal_wish_customer_id_idx ON umlauf.portal_wish (customer_id);
CREATE INDEX portal_wish_origin_idx ON umlauf.portal_wish (origin);

-- What was wished for stays; the personal part goes when it is carried out.
CREATE FUNCTION umlauf.refuse_wish_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    emptied umlauf.portal_wish;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        emptied := OLD;
        emptied.personal := NULL;
        emptied.content := NULL;
        IF emptied *= NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'portal_wish is append-only' USING ERRCODE = 'UM405';
END $$;
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.portal_wish
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_wish_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.portal_wish
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.portal_try
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();

CREATE FUNCTION umlauf.queue_portal(p_task text, p_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, umlauf_jobs, pg_temp AS $$
BEGIN
    PERFORM umlauf_jobs.procrastinate_defer_jobs_v1(ARRAY[ROW(
        'portal', 'umlauf:' || p_task, 10, NULL, NULL, jsonb_build_object('ref', p_id), NULL
    )::umlauf_jobs.procrastinate_job_to_defer_v1]);
END $$;

-- Whether a wish of this customer may name this id: it is theirs, it is the catalogue's, or there is nothing of it yet.
CREATE FUNCTION umlauf.may_name(p_customer uuid, p_id uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT NOT EXISTS (SELECT FROM umlauf.customer c WHERE c.id = p_id AND c.id IS DISTINCT FROM p_customer)
        AND NOT EXISTS (SELECT FROM umlauf.contract k WHERE k.id = p_id AND k.customer_id IS DISTINCT FROM p_customer)
        AND NOT EXISTS (SELECT FROM umlauf.contract_line l JOIN umlauf.contract k ON k.id = l.contract_id
            WHERE l.id = p_id AND k.customer_id IS DISTINCT FROM p_customer)
        AND NOT EXISTS (SELECT FROM umlauf.asset a WHERE a.id = p_id AND NOT EXISTS (
            SELECT FROM umlauf.assignment g JOIN umlauf.contract_line l ON l.id = g.contract_line_id
            JOIN umlauf.contract k ON k.id = l.contract_id
            WHERE g.asset_id = a.id AND upper_inf(g.during) AND k.customer_id = p_customer))
        AND NOT EXISTS (SELECT FROM umlauf.buyout_offer o JOIN umlauf.contract k ON k.id = o.contract_id
            WHERE o.id = p_id AND k.customer_id IS DISTINCT FROM p_customer)
        AND NOT EXISTS (SELECT FROM umlauf.customer_order o WHERE o.id = p_id
            AND o.customer_id IS DISTINCT FROM p_customer)
        AND NOT EXISTS (SELECT FROM umlauf.invoice i WHERE i.id = p_id AND i.customer_id IS DISTINCT FROM p_customer)
        AND NOT EXISTS (SELECT FROM umlauf.payment_method m WHERE m.id = p_id
            AND m.customer_id IS DISTINCT FROM p_customer)
        AND NOT EXISTS (SELECT FROM umlauf.return_case r WHERE r.id = p_id
            AND r.customer_id IS DISTINCT FROM p_customer)
        AND NOT EXISTS (SELECT FROM umlauf.swap s JOIN umlauf.contract k ON k.id = s.contract_id
            WHERE s.id = p_id AND k.customer_id IS DISTINCT FROM p_customer)
        AND NOT EXISTS (SELECT FROM umlauf.shipment s WHERE s.id = p_id AND s.customer_id IS DISTINCT FROM p_customer)
        AND NOT EXISTS (SELECT FROM umlauf.portal_request r WHERE r.id = p_id
            AND (r.used_at IS NULL OR r.for_customer IS DISTINCT FROM p_customer))
        AND NOT EXISTS (SELECT FROM umlauf.repair r WHERE r.id = p_id)
        AND NOT EXISTS (SELECT FROM umlauf.declaration d WHERE d.id = p_id)
        AND NOT EXISTS (SELECT FROM umlauf.asset_photo p WHERE p.id = p_id)
        AND NOT EXISTS (SELECT FROM umlauf.settlement s WHERE s.id = p_id)
        AND NOT EXISTS (SELECT FROM umlauf.refund r WHERE r.id = p_id)
$$;

CREATE FUNCTION umlauf.names_only_own(p_customer uuid, p_payload jsonb) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(bool_and(umlauf.may_name(p_customer, plain::uuid)), true)
    FROM jsonb_path_query(p_payload, 'strict $.** ? (@.type() == "string")') said
    CROSS JOIN regexp_replace(lower(said #>> '{}'), 'urn:|uuid:|[-{}\s]', '', 'g') plain
    WHERE plain ~ '^[0-9a-f]{32}$'
$$;

-- The session that the secret in umlauf.session opens: seen within half an hour, opened within twelve.
CREATE FUNCTION umlauf_own.session() RETURNS umlauf.portal_session
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.* FROM umlauf.portal_session s
    CROSS JOIN (SELECT sha256(convert_to(current_setting('umlauf.session', true), 'UTF8')) AS digest) k
    WHERE (s.token_digest = k.digest OR s.former_digest = k.digest AND s.turned_at > clock_timestamp() - interval '1 minute')
        AND s.ended_at IS NULL AND s.seen_at > clock_timestamp() - interval '30 minutes'
        AND s.opened_at > clock_timestamp() - interval '12 hours'
$$;

CREATE FUNCTION umlauf_own.me() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT (umlauf_own.session()).customer_id
$$;

-- Known or not, the answer and the way to it are the same: who has this address is looked up by the worker.
CREATE FUNCTION umlauf_own.ask_code(p_id uuid, p_purpose text, p_address text, p_origin bytea, p_language text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    plain text := lower(btrim(p_address));
    digest bytea := sha256(convert_to(lower(btrim(p_address)), 'UTF8'));
    since timestamptz := clock_timestamp() - interval '1 hour';
BEGIN
    IF length(plain) > 254 OR octet_length(p_origin) > 64 OR p_language NOT IN ('de', 'en')
        OR (p_purpose = 'new_address') <> (umlauf_own.me() IS NOT NULL) THEN
        RAISE EXCEPTION 'no code can be sent for this' USING ERRCODE = 'UM400';
    END IF;
    IF (SELECT count(*) FROM umlauf.portal_request r WHERE r.address_digest = digest AND r.asked_at > since) >= 5
        OR (SELECT count(*) FROM umlauf.portal_request r WHERE r.origin = p_origin AND r.asked_at > since) >= 30 THEN
        RETURN;
    END IF;
    INSERT INTO umlauf.portal_request (id, purpose, address, address_digest, origin, language, for_customer)
    VALUES (p_id, p_purpose, plain, digest, p_origin, p_language, umlauf_own.me());
    PERFORM umlauf.queue_portal('send_code', p_id);
END $$;

-- A try counts when it is committed, and says nothing yet: whoever rolls it back has learnt nothing.
CREATE FUNCTION umlauf_own.try_code(p_id uuid, p_digest bytea, p_origin bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    tries integer;
BEGIN
    PERFORM FROM umlauf.portal_request r WHERE r.id = p_id FOR UPDATE;
    IF NOT FOUND OR octet_length(p_origin) > 64 OR octet_length(p_digest) > 64 OR (SELECT count(*)
        FROM umlauf.portal_try t WHERE t.origin = p_origin AND t.tried_at > clock_timestamp() - interval '1 hour') >= 60
    THEN
        RETURN;
    END IF;
    SELECT count(*) INTO tries FROM umlauf.portal_try t WHERE t.request_id = p_id;
    IF tries < 5 THEN
        INSERT INTO umlauf.portal_try (request_id, n, digest, origin) VALUES (p_id, tries + 1, p_digest, p_origin);
    END IF;
END $$;

-- Only a try of an earlier, committed transaction opens anything; a code opens once.
CREATE FUNCTION umlauf.use_code(p_id uuid, p_purpose text, p_digest bytea, p_customer uuid)
RETURNS umlauf.portal_request LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE umlauf.portal_request r SET used_at = clock_timestamp()
    WHERE r.id = p_id AND r.purpose = p_purpose AND r.for_customer IS NOT DISTINCT FROM p_customer
        AND r.used_at IS NULL AND r.expires_at > clock_timestamp() AND cardinality(r.customers) > 0
        AND p_digest IN (r.code_digest, r.link_digest)
        AND EXISTS (SELECT FROM umlauf.portal_try t
            WHERE t.request_id = r.id AND t.digest = p_digest AND t.xid <> pg_current_xact_id())
    RETURNING r.*
$$;

CREATE FUNCTION umlauf_own.open_session(p_id uuid, p_digest bytea, p_session uuid, p_token_digest bytea)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    used umlauf.portal_request;
BEGIN
    SELECT * INTO used FROM umlauf.use_code(p_id, 'sign_in', p_digest, NULL);
    IF used.id IS NULL OR octet_length(p_token_digest) <> 32 THEN
        RETURN false;
    END IF;
    INSERT INTO umlauf.portal_session (id, token_digest, customer_id, customers, request_id)
    VALUES (p_session, p_token_digest, used.customers[1], used.customers, used.id);
    RETURN true;
END $$;

CREATE FUNCTION umlauf_own.confirm_address(p_id uuid, p_digest bytea) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT (umlauf.use_code(p_id, 'new_address', p_digest, me)).id IS NOT NULL
    FROM umlauf_own.me() me WHERE me IS NOT NULL
$$;

-- Seen now; every quarter of an hour the secret is another one, and the former still opens for a minute.
CREATE FUNCTION umlauf_own.keep_session(p_new_digest bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine umlauf.portal_session := umlauf_own.session();
BEGIN
    UPDATE umlauf.portal_session s SET seen_at = clock_timestamp(), turned_at = clock_timestamp(),
        former_digest = s.token_digest, token_digest = p_new_digest
    WHERE s.id = mine.id AND octet_length(p_new_digest) = 32 AND s.turned_at < clock_timestamp() - interval '15 minutes'
        AND s.token_digest = sha256(convert_to(current_setting('umlauf.session', true), 'UTF8'));
    IF FOUND THEN
        RETURN true;
    END IF;
    UPDATE umlauf.portal_session s SET seen_at = clock_timestamp()
    WHERE s.id = mine.id AND s.seen_at < clock_timestamp() - interval '1 minute';
    RETURN false;
END $$;

CREATE FUNCTION umlauf_own.end_session(p_everywhere boolean) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE umlauf.portal_session s SET ended_at = clock_timestamp() FROM umlauf_own.session() mine
    WHERE s.ended_at IS NULL AND (s.id = mine.id OR p_everywhere AND s.customer_id = ANY (mine.customers))
$$;

-- Several customers may have one address; whoever proved that it is theirs goes from one to the other.
CREATE FUNCTION umlauf_own.act_for(p_customer uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE umlauf.portal_session s SET customer_id = p_customer FROM umlauf_own.session() mine
    WHERE s.id = mine.id AND p_customer = ANY (mine.customers);
    RETURN FOUND;
END $$;

CREATE FUNCTION umlauf_own.my_customers() RETURNS TABLE (id uuid, number text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.id, c.number, coalesce(nullif(btrim(p.given_name || ' ' || p.family_name), ''), p.company)
    FROM umlauf_own.session() mine JOIN umlauf.customer c ON c.id = ANY (mine.customers)
    JOIN umlauf.customer_personal p ON p.customer_id = c.id ORDER BY c.number
$$;

-- What the law lets anybody declare needs no session; all else names only what is the customer's own.
CREATE FUNCTION umlauf_own.file_wish(
    p_id uuid, p_name text, p_payload jsonb, p_personal jsonb, p_content bytea, p_origin bytea
) RETURNS timestamptz LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    customer uuid := CASE WHEN p_name = 'ReceiveDeclaration' THEN NULL ELSE umlauf_own.me() END;
    filed timestamptz;
BEGIN
    SELECT w.filed_at INTO filed FROM umlauf.portal_wish w
    WHERE w.id = p_id AND w.name = p_name AND w.payload = p_payload AND w.customer_id IS NOT DISTINCT FROM customer;
    IF FOUND THEN
        RETURN filed;
    END IF;
    IF customer IS NULL AND p_name <> 'ReceiveDeclaration' OR octet_length(p_origin) > 64
        OR octet_length(p_payload::text) > 32768 OR octet_length(p_personal::text) > 65536
        OR NOT EXISTS (SELECT FROM umlauf.command_kind k WHERE k.name = p_name AND 'portal' = ANY (k.seats))
        OR NOT umlauf.names_only_own(customer, p_payload) THEN
        RAISE EXCEPTION 'this is nobody''s to wish' USING ERRCODE = 'UM403';
    END IF;
    IF (SELECT count(*) FROM umlauf.portal_wish w WHERE w.filed_at > clock_timestamp() - interval '1 hour'
        AND (w.customer_id = customer OR customer IS NULL AND w.customer_id IS NULL AND w.origin = p_origin)) >= 60 THEN
        RAISE EXCEPTION 'too many wishes within an hour' USING ERRCODE = 'UM429';
    END IF;
    INSERT INTO umlauf.portal_wish (id, customer_id, name, payload, personal, content, origin, actor_id)
    SELECT p_id, customer, p_name, p_payload, p_personal, p_content, p_origin, p.person_id
    FROM umlauf.principal p WHERE p.login = session_user AND p.seat = 'portal'
    RETURNING filed_at INTO filed;
    IF filed IS NULL THEN
        RAISE EXCEPTION 'this login sits on no seat' USING ERRCODE = 'UM401';
    END IF;
    PERFORM umlauf.queue_portal('carry_out_wish', p_id);
    RETURN filed;
END $$;

-- What became of a wish: NULL while nobody has carried it out. Of a declaration only that, not what it said.
CREATE FUNCTION umlauf_own.outcome_of(p_id uuid, OUT filed_at timestamptz, OUT outcome text, OUT result jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT w.filed_at, c.outcome, c.result FROM umlauf.portal_wish w
    LEFT JOIN umlauf.command c ON c.command_id = w.id
    WHERE w.id = p_id AND (w.customer_id IS NULL OR w.customer_id = umlauf_own.me())
$$;

-- What somebody declared, for whoever has just sent it: the id is known to their browser alone, and only for a while.
CREATE FUNCTION umlauf_own.receipt_of(p_id uuid, OUT filed_at timestamptz, OUT number text, OUT language text,
    OUT words text, OUT sender_name text, OUT sender_contract text, OUT sender_email text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT w.filed_at, coalesce(d.number, ''), w.payload ->> 'language', coalesce(c.words, w.personal ->> 'words', ''),
        coalesce(c.sender_name, w.personal ->> 'name', ''), coalesce(c.sender_contract, w.personal ->> 'contract', ''),
        coalesce(c.sender_email, w.personal ->> 'email', '')
    FROM umlauf.portal_wish w LEFT JOIN umlauf.declaration d ON d.command_id = w.id
    LEFT JOIN umlauf.declaration_content c ON c.declaration_id = d.id
    WHERE w.id = p_id AND w.name = 'ReceiveDeclaration' AND w.filed_at > clock_timestamp() - interval '2 hours'
$$;

-- How many of a kind could go out; the things themselves are nobody's business.
CREATE FUNCTION umlauf_own.free_of(p_variant uuid, p_by date, p_today date,
    OUT in_stock bigint, OUT due_back bigint, OUT promised bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT (SELECT count(*) FROM umlauf.asset a WHERE a.variant_id = p_variant AND a.status = 'in_stock'
            AND a.readiness = 'ready'),
        (SELECT count(*) FROM umlauf.asset a WHERE a.variant_id = p_variant AND a.status = 'due_back' AND EXISTS (
            SELECT FROM umlauf.return_line l JOIN umlauf.return_case c ON c.id = l.return_id WHERE l.asset_id = a.id
            AND l.received_at IS NULL AND c.withdrawn_on IS NULL AND c.purpose <> 'repair'
            AND c.return_until >= p_today AND c.return_until <= p_by)),
        (SELECT count(*) FROM umlauf.shipment_line l JOIN umlauf.shipment s ON s.id = l.shipment_id
            WHERE l.variant_id = p_variant AND l.is_tracked AND l.asset_id IS NULL AND s.status = 'open')
    WHERE umlauf_own.me() IS NOT NULL
$$;

GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA umlauf_own TO umlauf_portal;

-- A view for each table that the pages ask, under the table's name: only rows of the signed-in customer.
DO $$
DECLARE
    mine constant text := '(SELECT umlauf_own.me())';
    contracts constant text := '(SELECT k.id FROM umlauf.contract k WHERE k.customer_id = (SELECT umlauf_own.me()))';
    lines constant text := '(SELECT l.id FROM umlauf.contract_line l JOIN umlauf.contract k ON k.id = l.contract_id'
        ' WHERE k.customer_id = (SELECT umlauf_own.me()))';
    invoices constant text := '(SELECT i.id FROM umlauf.invoice i WHERE i.customer_id = (SELECT umlauf_own.me()))';
    things constant text := '(SELECT g.asset_id FROM umlauf.assignment g JOIN umlauf.contract_line l'
        ' ON l.id = g.contract_line_id JOIN umlauf.contract k ON k.id = l.contract_id'
        ' WHERE k.customer_id = (SELECT umlauf_own.me()) AND upper_inf(g.during))';
    shown record;
BEGIN
    FOR shown IN SELECT * FROM (VALUES
        ('customer', 't.*', 't.id = ' || mine),
        ('customer_personal', 't.*', 't.customer_id = ' || mine),
        ('customer_change', 't.customer_id, t.n, t.from_on, t.kind, t.country, t.vat_id, t.checked_on,'
            ' t.check_reference, ''''::text AS reason', 't.customer_id = ' || mine),
        ('customer_address', 't.*', 't.customer_id = ' || mine),
        ('customer_balance', 't.*', 't.customer_id = ' || mine),
        ('customer_billing', 't.customer_id, t.version, t.method, t.days, t.collective', 't.customer_id = ' || mine),
        ('customer_order', 't.id, t.number, t.customer_id, t.store_id, t.status, t.placed_on', 't.customer_id = ' || mine),
        ('contract', 't.*', 't.customer_id = ' || mine),
        ('contract_line', 't.*', 't.contract_id IN ' || contracts),
        ('contract_line_version', 't.*', 't.line_id IN ' || lines),
        ('billed_period', 't.*', 't.contract_line_id IN ' || lines),
        ('delivery', 't.*', 't.contract_line_id IN ' || lines),
        ('price_campaign_contract', 't.campaign_id, t.contract_id, t.consent, t.consent_on, t.from_on,'
            ' t.year_before_minor, t.year_after_minor, t.lines, ''''::text AS reason', 't.contract_id IN ' || contracts),
        ('price_campaign', 't.*', 't.id IN (SELECT c.campaign_id FROM umlauf.price_campaign_contract c'
            ' WHERE c.contract_id IN ' || contracts || ')'),
        ('assignment', 't.*', 't.contract_line_id IN ' || lines),
        ('asset', 't.id, t.code, t.variant_id, t.serial, t.status, t.readiness, t.condition,'
            ' t.holder_line_id', 't.id IN ' || things),
        ('shipment', 't.*', 't.contract_id IN ' || contracts),
        ('shipment_line', 't.*', 't.shipment_id IN (SELECT s.id FROM umlauf.shipment s WHERE s.contract_id IN '
            || contracts || ')'),
        ('return_case', 't.*', 't.customer_id = ' || mine),
        ('return_line', 't.return_id, t.asset_id, t.contract_line_id, t.contract_id, t.received_at',
            't.return_id IN (SELECT r.id FROM umlauf.return_case r WHERE r.customer_id = ' || mine || ')'),
        ('return_step', 't.return_id, t.n, t.step, t.stage, t.effective_at',
            't.return_id IN (SELECT r.id FROM umlauf.return_case r WHERE r.customer_id = ' || mine || ')'),
        ('swap', 't.*', 't.contract_id IN ' || contracts),
        ('swap_step', 't.swap_id, t.n, t.step, t.stage, t.on_day, ''''::text AS note',
            't.swap_id IN (SELECT s.id FROM umlauf.swap s WHERE s.contract_id IN ' || contracts || ')'),
        ('buyout_offer', 't.*', 't.contract_id IN ' || contracts),
        ('buyout_item', 't.*', 't.offer_id IN (SELECT o.id FROM umlauf.buyout_offer o WHERE o.contract_id IN '
            || contracts || ')'),
        ('repair', 't.id, t.number, t.asset_id, t.origin, t.problem, t.reported_on, t.contract_id, t.stage,'
            ' t.expected_on', 't.contract_id IN ' || contracts),
        ('invoice', 't.*', 't.customer_id = ' || mine),
        ('invoice_line', 't.*', 't.invoice_id IN ' || invoices),
        ('invoice_vat', 't.*', 't.invoice_id IN ' || invoices),
        ('invoice_personal', 't.*', 't.invoice_id IN ' || invoices),
        ('document_account', 't.*', 't.invoice_id IN ' || invoices),
        ('settlement', 't.id, t.n, t.kind, t.customer_id, t.booked_on, t.currency, t.settled_minor, t.credited_minor,'
            ' t.balance_minor, t.money_minor, t.granted_minor, t.invoice_id, t.note_id, t.source_id, t.reverses_id,'
            ' t.paid_by', 't.customer_id = ' || mine),
        ('payment_attempt', 't.id, t.customer_id, t.invoice_id, t.status, t.moved_on', 't.customer_id = ' || mine),
        ('payment_method', 't.id, t.customer_id, t.kind, t.shown, t.expires_on, t.ended', 't.customer_id = ' || mine),
        ('document', 't.*', 't.kind IN (''invoice'', ''final_statement'') AND t.subject_id IN ' || invoices
            || ' OR t.kind = ''buyout_offer'' AND t.subject_id IN (SELECT o.id FROM umlauf.buyout_offer o'
            ' WHERE o.contract_id IN ' || contracts || ') OR t.kind = ''return_label'' AND t.subject_id IN'
            ' (SELECT r.id FROM umlauf.return_case r WHERE r.customer_id = ' || mine || ')'),
        ('outbox', 't.id, t.kind, t.subject_id, t.status, t.facts, t.created_at, t.done_at',
            't.kind = ''contract'' AND t.subject_id IN ' || contracts || ' OR t.kind = ''customer'' AND t.subject_id = '
            || mine),
        ('referral_code', 't.*', 't.customer_id = ' || mine),
        ('referral', 't.id, t.code, t.referrer_id, t.opened_on, t.reward_minor, t.currency, t.state',
            't.referrer_id = ' || mine),
        ('portal_session', 't.id, t.opened_at, t.seen_at, t.customers',
            't.ended_at IS NULL AND t.customer_id = ' || mine),
        ('product', 't.*', mine || ' IS NOT NULL'),
        ('variant', 't.*', mine || ' IS NOT NULL'),
        ('bundle_item', 't.*', mine || ' IS NOT NULL'),
        ('exchange_group', 't.id, t.version, t.name, t.members, t.rules, t.is_closed', mine || ' IS NOT NULL'),
        ('plan', 't.*', mine || ' IS NOT NULL AND (t.is_offered OR t.id IN (SELECT l.plan_id FROM'
            ' umlauf.contract_line l WHERE l.id IN ' || lines || ') OR t.id IN (SELECT v.plan_id FROM'
            ' umlauf.contract_line_version v WHERE v.line_id IN ' || lines || '))'),
        ('plan_change', 't.*', mine || ' IS NOT NULL'),
        ('store', 't.id, t.name, t.street, t.postcode, t.city, t.invoice_prefix', mine || ' IS NOT NULL'),
        ('setting', 't.*', 't.name IN (''business'', ''portal'') OR ' || mine || ' IS NOT NULL AND t.name IN'
            ' (''billing'', ''deliveries'', ''returns'', ''cancellations'')')
    ) AS v (name, columns, condition)
    LOOP
        EXECUTE format('CREATE VIEW umlauf_own.%I WITH (security_barrier) AS SELECT %s FROM umlauf.%I t WHERE %s',
            shown.name, shown.columns, shown.name, shown.condition);
        EXECUTE format('GRANT SELECT ON umlauf_own.%I TO umlauf_portal', shown.name);
    END LOOP;
END $$;

-- By their names, also the things that went back: what became of them since is nobody's business.
CREATE VIEW umlauf_own.thing_name WITH (security_barrier) AS
    SELECT a.id AS asset_id, a.code, coalesce(a.serial, '') AS serial,
        g.name || CASE v.name WHEN '' THEN '' ELSE ' · ' || v.name END AS title
    FROM umlauf.asset a JOIN umlauf.variant v ON v.id = a.variant_id JOIN umlauf.product g ON g.id = v.product_id
    WHERE a.id IN (SELECT h.asset_id FROM umlauf.assignment h JOIN umlauf.contract_line l ON l.id = h.contract_line_id
        JOIN umlauf.contract k ON k.id = l.contract_id WHERE k.customer_id = (SELECT umlauf_own.me()));
-- Who the seller is stands on every paper: it needs no session.
CREATE VIEW umlauf_own.business AS SELECT t.value FROM umlauf.setting t WHERE t.name = 'business';
CREATE VIEW umlauf_own.business_logo AS SELECT t.id, t.content FROM umlauf.business_logo t;
GRANT SELECT ON umlauf_own.thing_name, umlauf_own.business, umlauf_own.business_logo TO umlauf_portal;

-- What previews ask beside, and what customers are not told: what things cost us, and how a price of purchase is made.
CREATE VIEW umlauf_own.asset_cost AS
    SELECT NULL::uuid AS asset_id, NULL::bigint AS acquired_minor, NULL::date AS acquired_on WHERE false;
CREATE VIEW umlauf_own.variant_cost AS SELECT NULL::uuid AS variant_id, NULL::bigint AS cost_minor WHERE false;
CREATE VIEW umlauf_own.buyout_rules AS
    SELECT NULL::uuid AS family_id, NULL::integer AS version, NULL::jsonb AS rules WHERE false;
CREATE VIEW umlauf_own.task AS SELECT NULL::text AS kind, NULL::text AS subject, NULL::jsonb AS facts,
    NULL::timestamptz AS closed_at WHERE false;
GRANT SELECT ON umlauf_own.asset_cost, umlauf_own.variant_cost, umlauf_own.buyout_rules, umlauf_own.task
    TO umlauf_portal;

-- The worker writes the code and carries wishes out; nobody else reads either.
GRANT SELECT ON umlauf.portal_request, umlauf.portal_wish TO umlauf_worker;
GRANT UPDATE (address, customers, code_digest, link_digest, sent_at, expires_at) ON umlauf.portal_request
    TO umlauf_worker;
GRANT UPDATE (personal, content) ON umlauf.portal_wish TO umlauf_worker;
-- What customers wish for is written by the worker, as the office would.
GRANT USAGE ON SEQUENCE umlauf.code_rp, umlauf.code_dc TO umlauf_worker;
GRANT INSERT ON umlauf.repair, umlauf.customer_change, umlauf.customer_address, umlauf.declaration,
    umlauf.declaration_content, umlauf.declaration_step, umlauf.referral_code, umlauf.swap, umlauf.asset_photo,
    umlauf.asset_photo_content TO umlauf_worker;
GRANT SELECT ON umlauf.asset_photo TO umlauf_worker;
GRANT UPDATE (language) ON umlauf.customer TO umlauf_worker;
GRANT UPDATE (given_name, family_name, company, email, phone, search) ON umlauf.customer_personal TO umlauf_worker;
GRANT UPDATE (sale_line_id) ON umlauf.buyout_item TO umlauf_worker;
GRANT SELECT (id, customer_id, name, payload, actor_id, filed_at) ON umlauf.portal_wish TO umlauf_auditor;
-- What a letter says may be a code that opens a customer's pages: who only checks the books sees that it went.
REVOKE SELECT ON umlauf.outbox FROM umlauf_auditor;
GRANT SELECT (id, kind, subject_id, batch_id, status, attempts, created_at, done_at, is_urgent) ON umlauf.outbox
    TO umlauf_auditor;
