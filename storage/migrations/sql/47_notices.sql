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

-- Doubled ones are no error, and whoever floods the door fills no disk: so many of one provider may wait.
CREATE FUNCTION umlauf_own.keep_notice(
    p_id uuid, p_provider text, p_event_id text, p_is_once boolean, p_seen_at timestamptz, p_headers jsonb, p_body bytea
) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, umlauf_jobs, pg_temp AS $$
BEGIN
    IF octet_length(p_headers::text) > 8192 OR jsonb_typeof(p_headers) <> 'object' THEN
        RAISE EXCEPTION 'no headers of a notice' USING ERRCODE = 'UM400';
    END IF;
    IF (SELECT count(*) FROM umlauf.provider_notice n WHERE n.provider = p_provider AND n.taken_at IS NULL) >= 10000 THEN
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
