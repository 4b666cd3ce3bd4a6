-- Serving a customer at the counter. A till's login reads nothing of anybody's contracts, bills and payments but within
-- a session for one customer, of twenty minutes at most: then the views of umlauf_own show it that customer's. Whose it
-- is is told by a secret, whose digest stands here, and by the login that opened it. Who looked at whom stays for ever.
-- What the customer wants there is a wish like those of the customers' own pages; the worker carries it out.
CREATE TABLE umlauf.serving (
    id UUID NOT NULL,
    token_digest BYTEA NOT NULL,
    customer_id UUID NOT NULL,
    person_id UUID NOT NULL,
    store_id UUID NOT NULL,
    login TEXT NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT serving_pkey PRIMARY KEY (id),
    CONSTRAINT serving_token_digest_key UNIQUE (token_digest),
    CONSTRAINT serving_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT serving_person_id_fkey FOREIGN KEY(person_id) REFERENCES umlauf.person (id),
    CONSTRAINT serving_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id),
    CONSTRAINT serving_length_check CHECK (ends_at <= opened_at + interval '20 minutes')
);
CREATE INDEX serving_customer_id_idx ON umlauf.serving (customer_id);
CREATE INDEX serving_login_idx ON umlauf.serving (login, opened_at);
CREATE UNIQUE INDEX serving_open_idx ON umlauf.serving (login) WHERE ended_at IS NULL;

ALTER TABLE umlauf.portal_wish ADD COLUMN seat TEXT DEFAULT 'portal' NOT NULL,
    ADD COLUMN serving_id UUID,
    ADD CONSTRAINT portal_wish_serving_id_fkey FOREIGN KEY(serving_id) REFERENCES umlauf.serving (id),
    ADD CONSTRAINT portal_wish_seat_check CHECK (seat IN ('portal', 'pos') AND (seat = 'pos') = (serving_id IS NOT NULL));
GRANT SELECT (seat, serving_id) ON umlauf.portal_wish TO umlauf_auditor;

-- That somebody looked at a customer stays; it only ends.
CREATE FUNCTION umlauf.refuse_serving_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    ended umlauf.serving;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL THEN
        ended := OLD;
        ended.ended_at := NEW.ended_at;
        IF ended *= NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'serving is append-only' USING ERRCODE = 'UM405';
END $$;
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.serving
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_serving_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.serving
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

-- The session that the secret in umlauf.session opens to this very login, as long as its person works here.
CREATE FUNCTION umlauf.served() RETURNS umlauf.serving
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.* FROM umlauf.serving s
    JOIN umlauf.principal p ON p.login = s.login AND p.seat = 'pos' AND p.store_id = s.store_id
    JOIN umlauf.person a ON a.id = s.person_id AND a.is_active
    WHERE s.token_digest = sha256(convert_to(current_setting('umlauf.session', true), 'UTF8'))
        AND s.login = session_user AND s.ended_at IS NULL AND s.ends_at > clock_timestamp()
$$;

-- One customer at a time: whom this login served before, it serves no more. Sixty an hour is more than a counter has.
CREATE FUNCTION umlauf.serve_customer(
    p_id uuid, p_customer uuid, p_person uuid, p_token_digest bytea, p_for interval DEFAULT interval '20 minutes'
) RETURNS timestamptz LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    at_store uuid;
    until timestamptz;
BEGIN
    SELECT p.store_id INTO at_store FROM umlauf.principal p
    JOIN umlauf.person a ON a.id = p_person AND a.is_active AND a.store_id = p.store_id
    WHERE p.login = session_user AND p.seat = 'pos' FOR UPDATE OF p;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this person serves nobody here' USING ERRCODE = 'UM403';
    END IF;
    IF octet_length(p_token_digest) IS DISTINCT FROM 32 OR p_for IS NULL OR p_for <= interval '0'
        OR NOT EXISTS (SELECT FROM umlauf.customer c WHERE c.id = p_customer) THEN
        RAISE EXCEPTION 'nobody can be served by this' USING ERRCODE = 'UM400';
    END IF;
    IF (SELECT count(*) FROM umlauf.serving s WHERE s.login = session_user
        AND s.opened_at > clock_timestamp() - interval '1 hour') >= 60 THEN
        RAISE EXCEPTION 'too many customers within an hour' USING ERRCODE = 'UM430';
    END IF;
    UPDATE umlauf.serving s SET ended_at = least(clock_timestamp(), s.ends_at)
    WHERE s.login = session_user AND s.ended_at IS NULL;
    INSERT INTO umlauf.serving (id, token_digest, customer_id, person_id, store_id, login, opened_at, ends_at)
    SELECT p_id, p_token_digest, p_customer, p_person, at_store, session_user, t.now,
        t.now + least(p_for, interval '20 minutes')
    FROM clock_timestamp() t (now)
    RETURNING ends_at INTO until;
    RETURN until;
END $$;

CREATE FUNCTION umlauf.stop_serving() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE umlauf.serving s SET ended_at = least(clock_timestamp(), s.ends_at)
    WHERE s.login = session_user AND s.ended_at IS NULL
$$;
GRANT EXECUTE ON FUNCTION umlauf.serve_customer(uuid, uuid, uuid, bytea, interval), umlauf.stop_serving() TO umlauf_pos;

-- Whose rows the views of umlauf_own show. A till's login has no customer by a secret of the pages, nor they by a till's.
CREATE OR REPLACE FUNCTION umlauf_own.me() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE (SELECT p.seat FROM umlauf.principal p WHERE p.login = session_user)
        WHEN 'pos' THEN (umlauf.served()).customer_id ELSE (umlauf_own.session()).customer_id END
$$;

-- What a counter may wish for is told by the mark 'counter' among the seats of a command: no login has it as its seat,
-- so nobody gives such a command but the worker that carries the wish out.
CREATE FUNCTION umlauf_own.file_counter_wish(p_id uuid, p_name text, p_payload jsonb, p_personal jsonb, p_content bytea)
RETURNS timestamptz LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine umlauf.serving := umlauf.served();
    filed timestamptz;
BEGIN
    SELECT w.filed_at INTO filed FROM umlauf.portal_wish w WHERE w.id = p_id AND w.name = p_name
        AND w.payload = p_payload AND w.customer_id = mine.customer_id AND w.serving_id IS NOT NULL;
    IF FOUND THEN
        RETURN filed;
    END IF;
    IF mine.id IS NULL OR octet_length(p_payload::text) > 32768 OR octet_length(p_personal::text) > 65536
        OR NOT EXISTS (SELECT FROM umlauf.command_kind k WHERE k.name = p_name AND 'counter' = ANY (k.seats))
        OR NOT umlauf.names_only_own(mine.customer_id, p_payload) THEN
        RAISE EXCEPTION 'this is nobody''s to wish' USING ERRCODE = 'UM403';
    END IF;
    IF (SELECT count(*) FROM umlauf.portal_wish w WHERE w.filed_at > clock_timestamp() - interval '1 hour'
        AND w.customer_id = mine.customer_id) >= 60 THEN
        RAISE EXCEPTION 'too many wishes within an hour' USING ERRCODE = 'UM429';
    END IF;
    INSERT INTO umlauf.portal_wish (id, customer_id, name, payload, personal, content, origin, actor_id, seat, serving_id)
    VALUES (p_id, mine.customer_id, p_name, p_payload, p_personal, p_content,
        sha256(convert_to(session_user, 'UTF8')), mine.person_id, 'pos', mine.id)
    RETURNING filed_at INTO filed;
    PERFORM umlauf.queue_portal('carry_out_wish', p_id);
    RETURN filed;
END $$;

GRANT USAGE ON SCHEMA umlauf_own TO umlauf_pos;
GRANT EXECUTE ON FUNCTION umlauf_own.me(), umlauf_own.file_counter_wish(uuid, text, jsonb, jsonb, bytea),
    umlauf_own.outcome_of(uuid), umlauf_own.free_of(uuid, date, date) TO umlauf_pos;
-- All that the customers' pages ask, but the letters (a code to sign in may stand in one), their sessions and friends.
GRANT SELECT ON umlauf_own.customer, umlauf_own.customer_personal, umlauf_own.customer_change,
    umlauf_own.customer_address, umlauf_own.customer_balance, umlauf_own.customer_billing, umlauf_own.customer_order,
    umlauf_own.contract, umlauf_own.contract_line, umlauf_own.contract_line_version, umlauf_own.billed_period,
    umlauf_own.delivery, umlauf_own.price_campaign_contract, umlauf_own.price_campaign, umlauf_own.assignment,
    umlauf_own.asset, umlauf_own.shipment, umlauf_own.shipment_line, umlauf_own.return_case, umlauf_own.return_line,
    umlauf_own.return_step, umlauf_own.swap, umlauf_own.swap_step, umlauf_own.buyout_offer, umlauf_own.buyout_item,
    umlauf_own.repair, umlauf_own.invoice, umlauf_own.invoice_line, umlauf_own.invoice_vat,
    umlauf_own.invoice_personal, umlauf_own.document_account, umlauf_own.settlement, umlauf_own.payment_attempt,
    umlauf_own.document, umlauf_own.product, umlauf_own.variant, umlauf_own.bundle_item, umlauf_own.exchange_group,
    umlauf_own.plan, umlauf_own.plan_change, umlauf_own.store, umlauf_own.setting, umlauf_own.thing_name,
    umlauf_own.business, umlauf_own.asset_cost, umlauf_own.variant_cost, umlauf_own.buyout_rules, umlauf_own.task
    TO umlauf_pos;

-- Who looked at whom is the office's to see.
GRANT SELECT ON umlauf.serving TO umlauf_backoffice, umlauf_owner, umlauf_auditor;
-- What a counter asks to be offered is offered by the worker.
GRANT USAGE ON SEQUENCE umlauf.code_bo TO umlauf_worker;
GRANT INSERT ON umlauf.buyout_offer, umlauf.buyout_item TO umlauf_worker;
-- How a thing came back, and without which part, is seen at the counter too.
GRANT INSERT ON umlauf.return_damage TO umlauf_pos;
GRANT SELECT, INSERT ON umlauf.asset_photo TO umlauf_pos;
GRANT SELECT (photo_id), INSERT ON umlauf.asset_photo_content TO umlauf_pos;

-- What the customer who is served may have paid out here and now.
CREATE FUNCTION umlauf_own.due_refunds() RETURNS TABLE (id uuid, number text, cause text, contract_number text,
    currency text, due_minor bigint, is_agreed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT f.id, f.number, f.cause, coalesce(k.number, ''), f.currency, umlauf.refund_due(f.id),
        EXISTS (SELECT FROM umlauf.till_pay_out_release l WHERE l.refund_id = f.id AND l.login <> session_user
            AND l.amount_minor = umlauf.refund_due(f.id))
    FROM umlauf.refund f LEFT JOIN umlauf.contract k ON k.id = f.contract_id
    WHERE f.customer_id = umlauf_own.me() AND f.status = 'approved' AND umlauf.refund_due(f.id) > 0 ORDER BY f.number
$$;
GRANT EXECUTE ON FUNCTION umlauf_own.due_refunds() TO umlauf_pos;
