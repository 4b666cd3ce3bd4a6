-- Every act is one command in one transaction: begin_command, the handler's own statements, end_command.
CREATE FUNCTION umlauf.begin_command(
    p_id uuid, p_name text, p_payload jsonb, p_hash bytea, p_actor uuid, p_effective timestamptz,
    p_epoch uuid, p_seq bigint, p_station_time timestamptz,
    OUT verdict text, OUT outcome text, OUT result jsonb, OUT store_id uuid, OUT effective_at timestamptz
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who record;
    known umlauf.command;
    last bigint;
    is_next boolean := false;
BEGIN
    -- For this transaction: what a command needs it finds by key. Planning the same question anew for each scan costs
    -- more than answering it, and a plan made while tables were small would go through whole tables later.
    PERFORM set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true);
    -- The worker carries out what a customer wished for, on the pages or at a counter: as it was wished, and only of
    -- what is the customer's own.
    SELECT CASE WHEN w.id IS NULL THEN p.seat ELSE w.seat END AS seat, k.name IS NOT NULL AS may_give,
        coalesce((SELECT v.store_id FROM umlauf.serving v WHERE v.id = w.serving_id), s.store_id, p.store_id) AS store_id,
        a.id IS NOT NULL AS works_here, c.command_id IS NOT NULL AS is_known
    INTO who
    FROM umlauf.principal p
    LEFT JOIN umlauf.portal_wish w ON p.seat = 'worker' AND w.id = p_id AND w.name = p_name AND w.payload = p_payload
        AND w.actor_id = p_actor AND umlauf.names_only_own(w.customer_id, w.payload)
    LEFT JOIN umlauf.command_kind k
        ON k.name = p_name AND CASE WHEN w.id IS NULL THEN p.seat WHEN w.seat = 'pos' THEN 'counter' ELSE w.seat END
        = ANY (k.seats)
    -- And what a person sold at a till: in their name, in their store.
    LEFT JOIN umlauf.counter_sale s ON p.seat = 'worker' AND p_name IN ('BookSale', 'HandOverSold')
        AND s.id = (p_payload ->> 'sale_id')::uuid AND s.person_id = p_actor
    LEFT JOIN umlauf.person a ON a.id = p_actor AND CASE WHEN w.id IS NOT NULL THEN a.is_active
        WHEN s.id IS NOT NULL THEN true ELSE a.is_active AND a.store_id = p.store_id END
    LEFT JOIN umlauf.command c ON c.command_id = p_id
    WHERE p.login = session_user;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this login sits on no seat' USING ERRCODE = 'UM401';
    END IF;
    IF NOT who.may_give THEN
        RAISE EXCEPTION 'seat % may not give %', who.seat, p_name USING ERRCODE = 'UM403';
    END IF;
    IF NOT who.works_here THEN
        RAISE EXCEPTION 'this person does not work here' USING ERRCODE = 'UM403';
    END IF;
    IF p_effective NOT BETWEEN '2000-01-01 00:00Z' AND '2200-01-01 00:00Z' THEN
        RAISE EXCEPTION 'nothing happens at %', p_effective USING ERRCODE = 'UM400';
    END IF;
    IF p_epoch IS NOT NULL AND NOT who.is_known THEN
        -- The usual case: a new command under the next number. It waits for whoever is using a number of this station.
        UPDATE umlauf.station s SET last_seq = p_seq
        WHERE s.epoch = p_epoch AND s.login = session_user AND s.last_seq = p_seq - 1;
        is_next := FOUND;
    END IF;
    IF NOT is_next THEN
        IF p_epoch IS NOT NULL THEN
            INSERT INTO umlauf.station (epoch, login) VALUES (p_epoch, session_user) ON CONFLICT DO NOTHING;
            SELECT s.last_seq INTO last FROM umlauf.station s
            WHERE s.epoch = p_epoch AND s.login = session_user FOR UPDATE;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'this journal belongs to another login' USING ERRCODE = 'UM403';
            END IF;
            IF p_seq > last + 1 THEN
                RAISE EXCEPTION 'number % is missing before %', last + 1, p_seq USING ERRCODE = 'UM002';
            END IF;
        END IF;
        SELECT * INTO known FROM umlauf.command c WHERE c.command_id = p_id;
        IF FOUND THEN
            IF known.payload_hash <> p_hash OR known.login <> session_user THEN
                RAISE EXCEPTION 'this command id was used for something else' USING ERRCODE = 'UM001';
            END IF;
            verdict := 'replay';
            outcome := known.outcome;
            result := known.result;
            store_id := known.store_id;
            effective_at := known.effective_at;
            RETURN;
        END IF;
        IF p_epoch IS NOT NULL THEN
            IF p_seq <= last THEN
                RAISE EXCEPTION 'number % was used for another command', p_seq USING ERRCODE = 'UM001';
            END IF;
            UPDATE umlauf.station s SET last_seq = p_seq WHERE s.epoch = p_epoch;
        END IF;
    END IF;
    verdict := 'new';
    store_id := who.store_id;
    effective_at := coalesce(p_effective, clock_timestamp());
    INSERT INTO umlauf.command (command_id, name, login, seat, actor_id, store_id, epoch, station_seq, station_time,
        effective_at, payload, payload_hash)
    VALUES (p_id, p_name, session_user, who.seat, p_actor, begin_command.store_id, p_epoch, p_seq, p_station_time,
        begin_command.effective_at, p_payload, p_hash);
END $$;

-- What follows a command is drawn by the worker. Its queue wants its own schema in the path, and a path that changes
-- from call to call has every foreign key of the command planned anew: hence a function of its own.
CREATE FUNCTION umlauf.queue_follow(p_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, umlauf_jobs, pg_temp AS $$
BEGIN
    PERFORM umlauf_jobs.procrastinate_defer_jobs_v1(ARRAY[ROW(
        'follow', 'umlauf:follow_command', 0, NULL, NULL, jsonb_build_object('command_id', p_id), NULL
    )::umlauf_jobs.procrastinate_job_to_defer_v1]);
END $$;

CREATE FUNCTION umlauf.end_command(p_id uuid, p_outcome text, p_result jsonb, p_topics text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    done record;
BEGIN
    IF p_outcome IS NULL OR p_outcome NOT IN ('applied', 'rejected') THEN
        RAISE EXCEPTION 'a command is applied, or rejected and without a trace' USING ERRCODE = 'UM003';
    END IF;
    IF p_outcome = 'rejected' THEN
        IF EXISTS (SELECT FROM umlauf.asset_event e WHERE e.command_id = p_id) THEN
            RAISE EXCEPTION 'a command is applied, or rejected and without a trace' USING ERRCODE = 'UM003';
        END IF;
    END IF;
    UPDATE umlauf.command c SET outcome = p_outcome, result = p_result
    WHERE c.command_id = p_id AND c.xid = pg_current_xact_id() AND c.outcome IS NULL AND c.login = session_user
    RETURNING c.store_id, (SELECT k.has_consequences FROM umlauf.command_kind k WHERE k.name = c.name) AS is_followed
    INTO done;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such command is open in this transaction' USING ERRCODE = 'UM003';
    END IF;
    IF p_outcome = 'applied' THEN
        INSERT INTO umlauf.feed (store_id, topic) SELECT done.store_id, t FROM unnest(p_topics) t;
        PERFORM pg_notify('umlauf_feed', '');
        IF done.is_followed THEN
            PERFORM umlauf.queue_follow(p_id);
        END IF;
    END IF;
END $$;

-- A command that could not even begin uses up its number all the same; the station keeps it for a person to look at.
CREATE FUNCTION umlauf.pass_number(p_epoch uuid, p_seq bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO umlauf.station (epoch, login) VALUES (p_epoch, session_user) ON CONFLICT DO NOTHING;
    UPDATE umlauf.station s SET last_seq = p_seq
    WHERE s.epoch = p_epoch AND s.login = session_user AND s.last_seq = p_seq - 1
$$;

-- Personal values stand beside the payload and not in its hash (DECISIONS 15): a replay compares them here.
CREATE FUNCTION umlauf.is_same_personal(p_id uuid, p_data jsonb) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT NOT EXISTS (
        SELECT FROM umlauf.command_personal p JOIN umlauf.command c ON c.command_id = p.command_id
        WHERE p.command_id = p_id AND c.login = session_user AND p.data <> p_data
    )
$$;

CREATE FUNCTION umlauf.queue_papers(p_batch uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, umlauf_jobs, pg_temp AS $$
BEGIN
    PERFORM umlauf_jobs.procrastinate_defer_jobs_v1(ARRAY[ROW(
        'papers', 'umlauf:make_papers', 0, NULL, NULL, jsonb_build_object('batch_id', p_batch), NULL
    )::umlauf_jobs.procrastinate_job_to_defer_v1]);
END $$;

CREATE FUNCTION umlauf.queue_letters(p_batch uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, umlauf_jobs, pg_temp AS $$
BEGIN
    PERFORM umlauf_jobs.procrastinate_defer_jobs_v1(ARRAY[ROW(
        'letters', 'umlauf:send_letters', 0, NULL, NULL, jsonb_build_object('batch_id', p_batch), NULL
    )::umlauf_jobs.procrastinate_job_to_defer_v1]);
END $$;

CREATE FUNCTION umlauf.refuse_unfinished() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM umlauf.command c WHERE c.command_id = NEW.command_id AND c.outcome IS NULL) THEN
        RAISE EXCEPTION 'a command was begun and not ended' USING ERRCODE = 'UM003';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER command_is_finished AFTER INSERT ON umlauf.command
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_unfinished();

CREATE FUNCTION umlauf.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'UM405';
END $$;

CREATE FUNCTION umlauf.refuse_command_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    ended umlauf.command;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.outcome IS NULL AND NEW.outcome IS NOT NULL THEN
        ended := OLD;
        ended.outcome := NEW.outcome;
        ended.result := NEW.result;
        IF ended *= NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'command is append-only' USING ERRCODE = 'UM405';
END $$;

CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.command
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_command_change();

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['asset_event', 'contract_change', 'invoice', 'invoice_line', 'invoice_vat'] LOOP
        EXECUTE format('CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.%I '
            'FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change()', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['command', 'asset_event', 'asset_event_0', 'asset_event_1', 'asset_event_2',
        'asset_event_3', 'asset_event_4', 'asset_event_5', 'asset_event_6', 'asset_event_7', 'invoice', 'invoice_line',
        'invoice_vat', 'feed'] LOOP
        EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.%I '
            'FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change()', name);
    END LOOP;
END $$;

CREATE SEQUENCE umlauf.code_asset;
CREATE SEQUENCE umlauf.code_pl;
CREATE SEQUENCE umlauf.code_or START 1001;
CREATE SEQUENCE umlauf.code_sh START 1001;
CREATE SEQUENCE umlauf.code_rt START 1001;
CREATE SEQUENCE umlauf.code_ct START 1001;
CREATE SEQUENCE umlauf.code_cu START 1001;
