-- What a till sends: receipts by mail, and links by which a customer pays with a telephone of their own.
CREATE TABLE umlauf.till_receipt_mail (
    id UUID NOT NULL,
    receipt_id UUID NOT NULL,
    address TEXT DEFAULT '' NOT NULL,
    language TEXT NOT NULL,
    person_id UUID NOT NULL,
    login TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT till_receipt_mail_pkey PRIMARY KEY (id),
    CONSTRAINT till_receipt_mail_language_check CHECK (language IN ('de', 'en')),
    CONSTRAINT till_receipt_mail_address_check
        CHECK (address = '' OR (length(address) <= 254 AND address ~ '^[^[:space:][:cntrl:]<>,;"]+@[^[:space:][:cntrl:]<>,;"]+$')),
    CONSTRAINT till_receipt_mail_receipt_id_fkey FOREIGN KEY(receipt_id) REFERENCES umlauf.till_receipt (id),
    CONSTRAINT till_receipt_mail_person_id_fkey FOREIGN KEY(person_id) REFERENCES umlauf.person (id)
);
CREATE INDEX till_receipt_mail_receipt_id_idx ON umlauf.till_receipt_mail (receipt_id);
CREATE INDEX till_receipt_mail_login_idx ON umlauf.till_receipt_mail (login, at);

-- A till mails receipts of its own store, and no more than a counter hands out: it is no way to write to the world.
CREATE FUNCTION umlauf.record_till_receipt_mail() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    done umlauf.command := umlauf.till_command(NEW.command_id);
BEGIN
    IF done.seat = 'pos' AND NOT EXISTS (SELECT FROM umlauf.till_receipt r
        WHERE r.id = NEW.receipt_id AND r.store_id = done.store_id) THEN
        RAISE EXCEPTION 'a receipt of another store' USING ERRCODE = 'UM403';
    END IF;
    IF (SELECT count(*) FROM umlauf.till_receipt_mail m WHERE m.login = session_user
            AND m.at > clock_timestamp() - interval '1 hour') >= 120
        OR (SELECT count(*) FROM umlauf.till_receipt_mail m WHERE m.receipt_id = NEW.receipt_id) >= 5 THEN
        RAISE EXCEPTION 'too many letters' USING ERRCODE = 'UM431';
    END IF;
    NEW.person_id := done.actor_id;
    NEW.login := session_user;
    NEW.at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER record BEFORE INSERT ON umlauf.till_receipt_mail
    FOR EACH ROW EXECUTE FUNCTION umlauf.record_till_receipt_mail();

-- That it was wanted stays; the address goes with the letter.
CREATE FUNCTION umlauf.refuse_receipt_mail_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    forgotten umlauf.till_receipt_mail;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        forgotten := OLD;
        forgotten.address := '';
        IF forgotten *= NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'till_receipt_mail is append-only' USING ERRCODE = 'UM405';
END $$;
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.till_receipt_mail
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_receipt_mail_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.till_receipt_mail
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

GRANT INSERT ON umlauf.till_receipt_mail TO umlauf_pos, umlauf_backoffice, umlauf_owner;
GRANT SELECT ON umlauf.till_receipt_mail TO umlauf_worker;
GRANT UPDATE (address) ON umlauf.till_receipt_mail TO umlauf_worker;
GRANT SELECT (id, receipt_id, language, person_id, login, at, command_id) ON umlauf.till_receipt_mail
    TO umlauf_backoffice, umlauf_owner, umlauf_auditor;

-- A link that a till shows is for what one of its receipts left open: that is collected at once.
ALTER TABLE umlauf.method_request ADD COLUMN receipt_id UUID,
    ADD CONSTRAINT method_request_receipt_id_fkey FOREIGN KEY(receipt_id) REFERENCES umlauf.till_receipt (id);

-- What became of a link that a till showed. Whoever has its digest has drawn its secret; of the customer nothing is said
-- but what this link brought in.
CREATE FUNCTION umlauf.pay_link_state(p_digest bytea, OUT is_asked boolean, OUT is_left boolean, OUT collects_on date,
    OUT paid_minor bigint, OUT currency text, OUT has_failed boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    asked umlauf.method_request;
BEGIN
    SELECT r.* INTO asked FROM umlauf.method_request r
    WHERE r.digest = p_digest AND r.asked_at > clock_timestamp() - interval '2 days';
    is_asked := asked.id IS NOT NULL;
    is_left := asked.payment_method_id IS NOT NULL;
    SELECT min(a.collect_on) FILTER (WHERE a.status IN ('planned', 'submitted', 'pending')),
        coalesce(sum(a.amount_minor) FILTER (WHERE a.status = 'settled'), 0), coalesce(min(a.currency), 'EUR'),
        coalesce(bool_or(a.status IN ('failed', 'returned')), false)
        AND NOT coalesce(bool_or(a.status IN ('planned', 'submitted', 'pending', 'settled')), false)
    INTO collects_on, paid_minor, currency, has_failed
    FROM umlauf.payment_attempt a WHERE a.payment_method_id = asked.payment_method_id;
END $$;
REVOKE EXECUTE ON FUNCTION umlauf.pay_link_state(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION umlauf.pay_link_state(bytea) TO umlauf_pos;
