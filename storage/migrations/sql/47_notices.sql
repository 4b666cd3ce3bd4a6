-- What providers post to us: the customers' pages may put it in and see nothing of it; the worker reads it and empties it.
CREATE TABLE umlauf.provider_notice (
    id UUID NOT NULL,
    provider TEXT NOT NULL,
    event_id TEXT NOT NULL,
    is_once BOOLEAN NOT NULL,
    headers JSONB,
    body BYTEA,
    seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    arrived_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    taken_at TIMESTAMP WITH TIME ZONE,
    outcome TEXT,
    CONSTRAINT provider_notice_pkey PRIMARY KEY (id),
    CONSTRAINT provider_notice_provider_check CHECK (provider ~ '^[a-z_]{1,30}$'),
    CONSTRAINT provider_notice_event_id_check CHECK (length(event_id) BETWEEN 1 AND 200),
    CONSTRAINT provider_notice_size_check CHECK (octet_length(body) <= 262144)
);
CREATE UNIQUE INDEX provider_notice_once_idx ON umlauf.provider_notice (provider, event_id) WHERE is_once;
CREATE UNIQUE INDEX provider_notice_open_idx ON umlauf.provider_notice (provider, event_id)
    WHERE NOT is_once AND taken_at IS NULL;
CREATE INDEX provider_notice_arrived_at_idx ON umlauf.provider_notice (provider, arrived_at);

-- It is taken, then emptied with its outcome; nothing else of it ever changes.
CREATE FUNCTION umlauf.refuse_notice_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    moved umlauf.provider_notice;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        moved := OLD;
        moved.taken_at := coalesce(OLD.taken_at, NEW.taken_at);
        IF OLD.outcome IS NULL AND NEW.outcome IS NOT NULL AND NEW.taken_at IS NOT NULL THEN
            moved.outcome := NEW.outcome;
            moved.headers := NULL;
            moved.body := NULL;
        END IF;
        IF moved *= NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'provider_notice is append-only' USING ERRCODE = 'UM405';
END $$;
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.provider_notice
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_notice_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.provider_notice
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

-- Doubled ones are no error, and whoever floods the door fills no disk: so many of one provider may wait. One that
-- proves nothing (it names a thing that is asked for) is kept only of a provider that this house has to do with.
CREATE FUNCTION umlauf_own.keep_notice(
    p_id uuid, p_provider text, p_event_id text, p_is_once boolean, p_seen_at timestamptz, p_headers jsonb, p_body bytea
) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, umlauf_jobs, pg_temp AS $$
BEGIN
    IF octet_length(p_headers::text) > 8192 OR jsonb_typeof(p_headers) <> 'object' THEN
        RAISE EXCEPTION 'no headers of a notice' USING ERRCODE = 'UM400';
    END IF;
    IF NOT p_is_once AND NOT EXISTS (SELECT FROM umlauf.setting s, jsonb_array_elements(s.value -> 'collectors') c
            WHERE s.name = 'payments' AND c ->> 'provider' = p_provider)
        AND NOT EXISTS (SELECT FROM umlauf.payment_method m WHERE m.provider = p_provider) THEN
        RETURN false;
    END IF;
    IF (SELECT count(*) FROM umlauf.provider_notice n WHERE n.provider = p_provider AND n.taken_at IS NULL)
        >= (CASE WHEN p_is_once THEN 10000 ELSE 500 END) THEN
        RAISE EXCEPTION 'too many notices wait' USING ERRCODE = 'UM429';
    END IF;
    INSERT INTO umlauf.provider_notice (id, provider, event_id, is_once, seen_at, headers, body)
    VALUES (p_id, p_provider, p_event_id, p_is_once, p_seen_at, p_headers, p_body)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM umlauf_jobs.procrastinate_defer_jobs_v1(ARRAY[ROW(
        'portal', 'umlauf:take_notice', 10, NULL, NULL, jsonb_build_object('ref', p_id), NULL
    )::umlauf_jobs.procrastinate_job_to_defer_v1]);
    RETURN true;
END $$;
REVOKE EXECUTE ON FUNCTION umlauf_own.keep_notice(uuid, text, text, boolean, timestamptz, jsonb, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION umlauf_own.keep_notice(uuid, text, text, boolean, timestamptz, jsonb, bytea) TO umlauf_portal;

CREATE INDEX provider_notice_waiting_idx ON umlauf.provider_notice (provider) WHERE taken_at IS NULL;

GRANT SELECT ON umlauf.provider_notice TO umlauf_worker;
GRANT UPDATE (taken_at, outcome, headers, body) ON umlauf.provider_notice TO umlauf_worker;
GRANT SELECT (id, provider, event_id, arrived_at, taken_at, outcome) ON umlauf.provider_notice
    TO umlauf_backoffice, umlauf_owner, umlauf_auditor;

-- A customer follows the link of a letter to leave a payment method. The page of the provider is made by the worker,
-- who alone has its key; whoever has the secret of the link is told where it is.
CREATE TABLE umlauf.method_setup (
    request_id UUID NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE,
    ref TEXT DEFAULT '' NOT NULL,
    link TEXT DEFAULT '' NOT NULL,
    has_failed BOOLEAN DEFAULT false NOT NULL,
    CONSTRAINT method_setup_pkey PRIMARY KEY (request_id),
    CONSTRAINT method_setup_request_id_fkey FOREIGN KEY(request_id) REFERENCES umlauf.method_request (id)
);

CREATE FUNCTION umlauf_own.open_method(p_digest bytea, OUT stage text, OUT link text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, umlauf_jobs, pg_temp AS $$
DECLARE
    asked umlauf.method_request;
    known umlauf.method_setup;
BEGIN
    link := '';
    SELECT r.* INTO asked FROM umlauf.method_request r WHERE r.digest = p_digest;
    IF asked.id IS NULL THEN
        stage := 'unknown';
        RETURN;
    END IF;
    stage := CASE WHEN asked.payment_method_id IS NOT NULL THEN 'done' WHEN asked.expires_on < current_date THEN 'expired'
        ELSE 'waiting' END;
    IF stage <> 'waiting' THEN
        RETURN;
    END IF;
    SELECT s.* INTO known FROM umlauf.method_setup s WHERE s.request_id = asked.id FOR UPDATE;
    IF known.link <> '' AND known.made_at > clock_timestamp() - interval '20 hours' THEN
        stage := 'open';
        link := known.link;
        RETURN;
    END IF;
    IF known.request_id IS NOT NULL AND known.asked_at > clock_timestamp() - interval '15 seconds' THEN
        stage := CASE WHEN known.has_failed THEN 'failed' ELSE 'waiting' END;
        RETURN;
    END IF;
    INSERT INTO umlauf.method_setup (request_id) VALUES (asked.id)
    ON CONFLICT (request_id) DO UPDATE SET asked_at = clock_timestamp(), has_failed = false;
    PERFORM umlauf_jobs.procrastinate_defer_jobs_v1(ARRAY[ROW(
        'portal', 'umlauf:set_up_method', 10, NULL, NULL, jsonb_build_object('ref', asked.id), NULL
    )::umlauf_jobs.procrastinate_job_to_defer_v1]);
END $$;
REVOKE EXECUTE ON FUNCTION umlauf_own.open_method(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION umlauf_own.open_method(bytea) TO umlauf_portal;

CREATE TRIGGER no_delete BEFORE DELETE ON umlauf.method_setup
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.method_setup
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
GRANT SELECT ON umlauf.method_setup TO umlauf_worker;
GRANT UPDATE (made_at, ref, link, has_failed) ON umlauf.method_setup TO umlauf_worker;
