-- Quotes: what was offered at which prices until when, its steps, the links to its page. What was quoted never changes.
CREATE SEQUENCE umlauf.code_qu START 1001;

CREATE TABLE umlauf.quote (
    id UUID NOT NULL,
    family_id UUID NOT NULL,
    number TEXT NOT NULL,
    version INTEGER NOT NULL,
    store_id UUID NOT NULL,
    customer_id UUID,
    language TEXT NOT NULL,
    items JSONB NOT NULL,
    tried JSONB NOT NULL,
    currency TEXT NOT NULL,
    monthly_minor BIGINT NOT NULL,
    total_minor BIGINT NOT NULL,
    made_on DATE NOT NULL,
    valid_until DATE NOT NULL,
    voucher TEXT NOT NULL,
    start_on DATE,
    note TEXT NOT NULL,
    words TEXT NOT NULL,
    reserves BOOLEAN NOT NULL,
    stage TEXT NOT NULL,
    order_id UUID,
    contract_id UUID,
    CONSTRAINT quote_pkey PRIMARY KEY (id),
    CONSTRAINT quote_number_version_key UNIQUE (number, version),
    CONSTRAINT quote_family_id_version_key UNIQUE (family_id, version),
    CONSTRAINT quote_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id),
    CONSTRAINT quote_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT quote_order_id_fkey FOREIGN KEY(order_id) REFERENCES umlauf.customer_order (id),
    CONSTRAINT quote_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES umlauf.contract (id),
    CONSTRAINT quote_days_check CHECK (valid_until >= made_on),
    CONSTRAINT quote_accepted_check CHECK ((stage = 'accepted') = (order_id IS NOT NULL))
);
CREATE INDEX quote_customer_id_idx ON umlauf.quote (customer_id);
CREATE INDEX quote_order_id_idx ON umlauf.quote (order_id);
CREATE INDEX quote_contract_id_idx ON umlauf.quote (contract_id);
CREATE INDEX quote_open_idx ON umlauf.quote (valid_until) WHERE stage IN ('sent', 'seen');

-- Who it is for while nobody is a customer yet, and the name under an acceptance: gone when it is erased.
CREATE TABLE umlauf.quote_personal (
    quote_id UUID NOT NULL,
    person JSONB,
    signed_by TEXT DEFAULT '' NOT NULL,
    search TEXT DEFAULT '' NOT NULL,
    CONSTRAINT quote_personal_pkey PRIMARY KEY (quote_id),
    CONSTRAINT quote_personal_quote_id_fkey FOREIGN KEY(quote_id) REFERENCES umlauf.quote (id)
);

CREATE TABLE umlauf.quote_step (
    quote_id UUID NOT NULL,
    n INTEGER NOT NULL,
    step TEXT NOT NULL,
    stage TEXT NOT NULL,
    facts JSONB DEFAULT '{}'::jsonb NOT NULL,
    effective_at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor_id UUID NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT quote_step_pkey PRIMARY KEY (quote_id, n),
    CONSTRAINT quote_step_quote_id_fkey FOREIGN KEY(quote_id) REFERENCES umlauf.quote (id)
);

-- Of a link only the digest of its secret is here; it ends with the quote.
CREATE TABLE umlauf.quote_link (
    id UUID NOT NULL,
    quote_id UUID NOT NULL,
    digest BYTEA NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT quote_link_pkey PRIMARY KEY (id),
    CONSTRAINT quote_link_digest_key UNIQUE (digest),
    CONSTRAINT quote_link_quote_id_fkey FOREIGN KEY(quote_id) REFERENCES umlauf.quote (id),
    CONSTRAINT quote_link_digest_check CHECK (octet_length(digest) = 32)
);
CREATE INDEX quote_link_quote_id_idx ON umlauf.quote_link (quote_id);

CREATE TABLE umlauf.quote_reservation (
    quote_id UUID NOT NULL,
    reservation_id UUID NOT NULL,
    CONSTRAINT quote_reservation_pkey PRIMARY KEY (quote_id, reservation_id),
    CONSTRAINT quote_reservation_quote_id_fkey FOREIGN KEY(quote_id) REFERENCES umlauf.quote (id),
    CONSTRAINT quote_reservation_reservation_id_fkey FOREIGN KEY(reservation_id) REFERENCES umlauf.reservation (id)
);
CREATE INDEX quote_reservation_reservation_id_idx ON umlauf.quote_reservation (reservation_id);

-- A quote goes only the ways of the domain's table; whoever it is for is named once, and nothing else of it changes.
CREATE FUNCTION umlauf.check_quote_step() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, umlauf, pg_temp AS $$
DECLARE
    moved umlauf.quote := OLD;
BEGIN
    moved.stage := NEW.stage;
    moved.order_id := NEW.order_id;
    moved.contract_id := NEW.contract_id;
    moved.customer_id := coalesce(OLD.customer_id, NEW.customer_id);
    IF NOT moved *= NEW THEN
        RAISE EXCEPTION 'what was quoted does not change' USING ERRCODE = 'UM405';
    END IF;
    IF NEW.stage <> OLD.stage AND (OLD.stage, NEW.stage) NOT IN (('draft', 'sent'), ('draft', 'declined'),
        ('draft', 'replaced'), ('sent', 'seen'), ('sent', 'accepted'), ('sent', 'declined'), ('sent', 'expired'),
        ('sent', 'replaced'), ('seen', 'accepted'), ('seen', 'declined'), ('seen', 'expired'), ('seen', 'replaced'))
        OR OLD.order_id IS NOT NULL THEN
        RAISE EXCEPTION 'a quote that is % does not become %', OLD.stage, NEW.stage USING ERRCODE = 'UM409';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER step BEFORE UPDATE ON umlauf.quote FOR EACH ROW EXECUTE FUNCTION umlauf.check_quote_step();
CREATE TRIGGER no_delete BEFORE DELETE ON umlauf.quote FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.quote
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.quote_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.quote_step
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.quote_link
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.quote_link
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.quote_reservation
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.quote_reservation
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

GRANT SELECT ON umlauf.quote, umlauf.quote_personal, umlauf.quote_step, umlauf.quote_reservation
    TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT SELECT ON umlauf.quote, umlauf.quote_step, umlauf.quote_reservation TO umlauf_auditor;
GRANT INSERT ON umlauf.quote, umlauf.quote_personal, umlauf.quote_step, umlauf.quote_link, umlauf.quote_reservation
    TO umlauf_backoffice, umlauf_owner;
GRANT INSERT ON umlauf.quote_step, umlauf.quote_link, umlauf.quote_personal TO umlauf_worker;
GRANT UPDATE (stage, customer_id, order_id, contract_id) ON umlauf.quote
    TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT UPDATE (signed_by) ON umlauf.quote_personal TO umlauf_backoffice, umlauf_owner;
GRANT UPDATE (signed_by, person, search) ON umlauf.quote_personal TO umlauf_worker;
GRANT USAGE ON SEQUENCE umlauf.code_qu TO umlauf_backoffice, umlauf_owner;

-- What a customer takes on the pages is booked by the worker, as the office would.
GRANT INSERT ON umlauf.customer, umlauf.customer_personal, umlauf.customer_order, umlauf.order_line, umlauf.contract,
    umlauf.contract_line, umlauf.contract_line_version, umlauf.shipment, umlauf.shipment_line, umlauf.order_promise
    TO umlauf_worker;
GRANT USAGE ON SEQUENCE umlauf.code_cu, umlauf.code_or, umlauf.code_ct, umlauf.code_sh TO umlauf_worker;

-- The office sees that somebody signed in and what they wished for, not the secrets and not the words.
GRANT SELECT (id, customer_id, name, filed_at) ON umlauf.portal_wish TO umlauf_backoffice, umlauf_owner;
GRANT SELECT (id, customer_id, opened_at, seen_at, ended_at) ON umlauf.portal_session TO umlauf_backoffice, umlauf_owner;

-- The pages of a quote: whoever has the secret of a link sees what was quoted and what became of it, and no more.
CREATE FUNCTION umlauf.quote_by(p_digest bytea) RETURNS umlauf.quote
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT q.* FROM umlauf.quote_link l JOIN umlauf.quote q ON q.id = l.quote_id WHERE l.digest = p_digest
$$;
REVOKE EXECUTE ON FUNCTION umlauf.quote_by(bytea) FROM PUBLIC;

-- `needs_address`: it was never told, or is incomplete. `has_newer`: another version was sent.
CREATE FUNCTION umlauf_own.open_quote(p_digest bytea, OUT id uuid, OUT number text, OUT version integer, OUT stage text,
    OUT language text, OUT kind text, OUT items jsonb, OUT tried jsonb, OUT made_on date, OUT valid_until date,
    OUT start_on date, OUT words text, OUT voucher text, OUT name text, OUT company text, OUT order_number text,
    OUT is_customer boolean, OUT needs_address boolean, OUT store_city text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT q.id, q.number, q.version, q.stage, q.language,
        coalesce(c.kind, p.person ->> 'kind', 'consumer'), q.items, q.tried, q.made_on, q.valid_until, q.start_on,
        q.words, q.voucher,
        coalesce(btrim(i.given_name || ' ' || i.family_name),
            btrim(coalesce(p.person -> 'personal' ->> 'given_name', '') || ' '
                || coalesce(p.person -> 'personal' ->> 'family_name', ''))),
        coalesce(i.company, p.person -> 'personal' ->> 'company', ''), coalesce(o.number, ''),
        q.customer_id IS NOT NULL, CASE WHEN i.customer_id IS NULL THEN
            '' IN (coalesce(p.person -> 'personal' -> 'address' ->> 'street', ''),
                coalesce(p.person -> 'personal' -> 'address' ->> 'postcode', ''),
                coalesce(p.person -> 'personal' -> 'address' ->> 'city', ''))
            ELSE '' IN (btrim(i.street), btrim(i.postcode), btrim(i.city)) END,
        coalesce(s.city, '')
    FROM umlauf.quote_by(p_digest) q LEFT JOIN umlauf.quote_personal p ON p.quote_id = q.id
    LEFT JOIN umlauf.customer c ON c.id = q.customer_id
    LEFT JOIN umlauf.customer_personal i ON i.customer_id = q.customer_id
    LEFT JOIN umlauf.customer_order o ON o.id = q.order_id LEFT JOIN umlauf.store s ON s.id = q.store_id
    WHERE q.id IS NOT NULL
$$;

-- The paper as it went with the letter; none while it was not made.
CREATE FUNCTION umlauf_own.quote_paper(p_digest bytea, OUT file_name text, OUT content bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT d.file_name, d.content FROM umlauf.quote_by(p_digest) q
    JOIN umlauf.document d ON d.subject_id = q.id AND d.kind = 'quote' ORDER BY d.made_at LIMIT 1
$$;

-- A wish about a quote is filed by its link alone: the id in the wish is the quote's, and nobody else's is named.
CREATE FUNCTION umlauf_own.file_quote_wish(
    p_digest bytea, p_id uuid, p_name text, p_payload jsonb, p_personal jsonb, p_origin bytea
) RETURNS timestamptz LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    quote umlauf.quote := umlauf.quote_by(p_digest);
    filed timestamptz;
BEGIN
    SELECT w.filed_at INTO filed FROM umlauf.portal_wish w
    WHERE w.id = p_id AND w.name = p_name AND w.customer_id IS NULL AND w.payload ->> 'quote_id' = quote.id::text;
    IF FOUND THEN
        RETURN filed;
    END IF;
    IF quote.id IS NULL OR p_name NOT IN ('AcceptQuote', 'DeclineQuote', 'SeeQuote') OR octet_length(p_origin) > 64
        OR p_payload ->> 'quote_id' IS DISTINCT FROM quote.id::text OR octet_length(p_payload::text) > 4096
        OR octet_length(p_personal::text) > 8192 OR NOT umlauf.names_only_own(NULL, p_payload) THEN
        RAISE EXCEPTION 'this is nobody''s to wish' USING ERRCODE = 'UM403';
    END IF;
    IF (SELECT count(*) FROM umlauf.portal_wish w WHERE w.filed_at > clock_timestamp() - interval '1 hour'
        AND w.customer_id IS NULL AND w.payload ->> 'quote_id' = quote.id::text) >= 20
        OR (SELECT count(*) FROM umlauf.portal_wish w WHERE w.filed_at > clock_timestamp() - interval '1 hour'
            AND w.customer_id IS NULL AND w.origin = p_origin) >= 60 THEN
        RAISE EXCEPTION 'too many wishes within an hour' USING ERRCODE = 'UM429';
    END IF;
    INSERT INTO umlauf.portal_wish (id, customer_id, name, payload, personal, origin, actor_id)
    SELECT p_id, NULL, p_name, p_payload, p_personal, p_origin, p.person_id
    FROM umlauf.principal p WHERE p.login = session_user AND p.seat = 'portal'
    ON CONFLICT (id) DO NOTHING
    RETURNING filed_at INTO filed;
    IF filed IS NULL THEN
        RAISE EXCEPTION 'this is nobody''s to wish' USING ERRCODE = 'UM403';
    END IF;
    PERFORM umlauf.queue_portal('carry_out_wish', p_id);
    RETURN filed;
END $$;

-- Whoever is signed in cannot wish for a quote by its id: only its link says that it is theirs to answer.
CREATE FUNCTION umlauf.check_quote_wish() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.customer_id IS NOT NULL AND NEW.name IN ('AcceptQuote', 'DeclineQuote', 'SeeQuote') THEN
        RAISE EXCEPTION 'this is nobody''s to wish' USING ERRCODE = 'UM403';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER by_link BEFORE INSERT ON umlauf.portal_wish FOR EACH ROW EXECUTE FUNCTION umlauf.check_quote_wish();

REVOKE EXECUTE ON FUNCTION umlauf_own.open_quote(bytea), umlauf_own.quote_paper(bytea),
    umlauf_own.file_quote_wish(bytea, uuid, text, jsonb, jsonb, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION umlauf_own.open_quote(bytea), umlauf_own.quote_paper(bytea),
    umlauf_own.file_quote_wish(bytea, uuid, text, jsonb, jsonb, bytea) TO umlauf_portal;
