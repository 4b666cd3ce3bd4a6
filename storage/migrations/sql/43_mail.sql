-- Letters on their way: one row for each letter to each address, moved by its steps alone; rules, words and blocked addresses.
CREATE TABLE umlauf.mail (
    id UUID NOT NULL,
    key TEXT NOT NULL,
    outbox_id UUID,
    event TEXT NOT NULL,
    template TEXT NOT NULL,
    language TEXT NOT NULL,
    customer_id UUID,
    recipient TEXT NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT 'ready' NOT NULL,
    attempts INTEGER DEFAULT 0 NOT NULL,
    not_before TIMESTAMP WITH TIME ZONE NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    done_at TIMESTAMP WITH TIME ZONE,
    why TEXT DEFAULT '' NOT NULL,
    again_of UUID,
    command_id UUID,
    CONSTRAINT mail_pkey PRIMARY KEY (id),
    CONSTRAINT mail_key_key UNIQUE (key),
    CONSTRAINT mail_outbox_id_fkey FOREIGN KEY(outbox_id) REFERENCES umlauf.outbox (id),
    CONSTRAINT mail_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT mail_again_of_fkey FOREIGN KEY(again_of) REFERENCES umlauf.mail (id)
);
CREATE INDEX mail_outbox_id_idx ON umlauf.mail (outbox_id);
CREATE INDEX mail_customer_id_idx ON umlauf.mail (customer_id);
CREATE INDEX mail_created_at_idx ON umlauf.mail (created_at);
CREATE INDEX mail_moving_idx ON umlauf.mail (not_before) WHERE state IN ('ready', 'sending');

-- Where it went and what it said. Erasable.
CREATE TABLE umlauf.mail_content (
    mail_id UUID NOT NULL,
    address TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    html TEXT DEFAULT '' NOT NULL,
    CONSTRAINT mail_content_pkey PRIMARY KEY (mail_id),
    CONSTRAINT mail_content_mail_id_fkey FOREIGN KEY(mail_id) REFERENCES umlauf.mail (id)
);

CREATE TABLE umlauf.mail_enclosure (
    mail_id UUID NOT NULL,
    n INTEGER NOT NULL,
    document_id UUID NOT NULL,
    CONSTRAINT mail_enclosure_pkey PRIMARY KEY (mail_id, n),
    CONSTRAINT mail_enclosure_mail_id_fkey FOREIGN KEY(mail_id) REFERENCES umlauf.mail (id),
    CONSTRAINT mail_enclosure_document_id_fkey FOREIGN KEY(document_id) REFERENCES umlauf.document (id)
);

CREATE TABLE umlauf.mail_step (
    mail_id UUID NOT NULL,
    n INTEGER NOT NULL,
    step TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    why TEXT DEFAULT '' NOT NULL,
    not_before TIMESTAMP WITH TIME ZONE,
    actor_id UUID,
    command_id UUID,
    CONSTRAINT mail_step_pkey PRIMARY KEY (mail_id, n),
    CONSTRAINT mail_step_mail_id_fkey FOREIGN KEY(mail_id) REFERENCES umlauf.mail (id),
    CONSTRAINT mail_step_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES umlauf.person (id)
);

-- A letter to an address that is nobody's yet; what it said goes when it is sent.
CREATE TABLE umlauf.outbox_address (
    outbox_id UUID NOT NULL,
    address TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    language TEXT NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    CONSTRAINT outbox_address_pkey PRIMARY KEY (outbox_id),
    CONSTRAINT outbox_address_outbox_id_fkey FOREIGN KEY(outbox_id) REFERENCES umlauf.outbox (id)
);

CREATE TABLE umlauf.mail_rule (
    event TEXT NOT NULL,
    version INTEGER NOT NULL,
    is_on BOOLEAN NOT NULL,
    delay_minutes INTEGER NOT NULL,
    recipients JSONB NOT NULL,
    other_address TEXT DEFAULT '' NOT NULL,
    lead_days INTEGER DEFAULT 0 NOT NULL,
    changed_by UUID NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT mail_rule_pkey PRIMARY KEY (event, version),
    CONSTRAINT mail_rule_changed_by_fkey FOREIGN KEY(changed_by) REFERENCES umlauf.person (id)
);

CREATE TABLE umlauf.mail_wording (
    template TEXT NOT NULL,
    language TEXT NOT NULL,
    version INTEGER NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    html TEXT DEFAULT '' NOT NULL,
    is_reset BOOLEAN DEFAULT false NOT NULL,
    changed_by UUID NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT mail_wording_pkey PRIMARY KEY (template, language, version),
    CONSTRAINT mail_wording_changed_by_fkey FOREIGN KEY(changed_by) REFERENCES umlauf.person (id)
);

-- Addresses that are not written to any more. The digest tells them again after `address` was erased.
CREATE TABLE umlauf.mail_block (
    id UUID NOT NULL,
    digest TEXT NOT NULL,
    address TEXT DEFAULT '' NOT NULL,
    reason TEXT NOT NULL,
    why TEXT DEFAULT '' NOT NULL,
    mail_id UUID,
    blocked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    released_at TIMESTAMP WITH TIME ZONE,
    released_by UUID,
    released_why TEXT DEFAULT '' NOT NULL,
    CONSTRAINT mail_block_pkey PRIMARY KEY (id),
    CONSTRAINT mail_block_mail_id_fkey FOREIGN KEY(mail_id) REFERENCES umlauf.mail (id),
    CONSTRAINT mail_block_released_by_fkey FOREIGN KEY(released_by) REFERENCES umlauf.person (id)
);
CREATE UNIQUE INDEX mail_block_open_idx ON umlauf.mail_block (digest) WHERE released_at IS NULL;

-- Another address of a customer: for bills. Erasable.
CREATE TABLE umlauf.mail_contact (
    customer_id UUID NOT NULL,
    role TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    address TEXT DEFAULT '' NOT NULL,
    CONSTRAINT mail_contact_pkey PRIMARY KEY (customer_id, role),
    CONSTRAINT mail_contact_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id)
);

-- A letter begins where nothing was done yet; a person's letter belongs to a command of this transaction.
CREATE FUNCTION umlauf.begin_mail() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.state NOT IN ('ready', 'suppressed', 'to_print') OR NEW.attempts <> 0 OR NEW.done_at IS NOT NULL THEN
        RAISE EXCEPTION 'a letter begins where nothing was done' USING ERRCODE = 'UM409';
    END IF;
    IF NOT pg_has_role(session_user, 'umlauf_worker', 'MEMBER') AND NOT EXISTS (
        SELECT FROM umlauf.command c WHERE c.command_id = NEW.command_id AND c.xid = pg_current_xact_id()
            AND c.login = session_user AND c.outcome IS NULL) THEN
        RAISE EXCEPTION 'a letter belongs to a command of this transaction' USING ERRCODE = 'UM010';
    END IF;
    RETURN NEW;
END $$;

-- A letter moves the ways of the domain's table; the worker sends, a person decides. What all letters of a promise are
-- together stands in the outbox.
CREATE FUNCTION umlauf.take_mail_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    this umlauf.mail;
    next text;
    who uuid;
BEGIN
    SELECT * INTO this FROM umlauf.mail m WHERE m.id = NEW.mail_id FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such letter' USING ERRCODE = 'UM404';
    END IF;
    next := CASE this.state || ' ' || NEW.step
        WHEN 'ready claim' THEN 'sending' WHEN 'ready suppress' THEN 'suppressed' WHEN 'ready drop' THEN 'dropped'
        WHEN 'sending accept' THEN 'sent' WHEN 'sending later' THEN 'ready' WHEN 'sending refuse' THEN 'failed'
        WHEN 'sending lose' THEN 'unknown'
        WHEN 'unknown again' THEN 'ready' WHEN 'unknown arrived' THEN 'sent' WHEN 'unknown drop' THEN 'dropped'
        WHEN 'unknown bounce' THEN 'bounced'
        WHEN 'sent bounce' THEN 'bounced' WHEN 'sent note' THEN 'sent'
        WHEN 'failed again' THEN 'ready' WHEN 'failed print' THEN 'to_print' WHEN 'failed drop' THEN 'dropped'
        WHEN 'suppressed again' THEN 'ready' WHEN 'suppressed print' THEN 'to_print'
        WHEN 'suppressed drop' THEN 'dropped'
        WHEN 'bounced print' THEN 'to_print' WHEN 'bounced drop' THEN 'dropped'
        WHEN 'to_print printed' THEN 'printed' WHEN 'to_print again' THEN 'ready' WHEN 'to_print drop' THEN 'dropped'
        END;
    IF next IS NULL THEN
        RAISE EXCEPTION 'a letter that is % takes no step %', this.state, NEW.step USING ERRCODE = 'UM409';
    END IF;
    IF NEW.step IN ('again', 'arrived', 'drop', 'print', 'printed') THEN
        SELECT c.actor_id INTO who FROM umlauf.command c
        WHERE c.command_id = NEW.command_id AND c.xid = pg_current_xact_id() AND c.login = session_user
            AND c.outcome IS NULL;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'a decision belongs to a command of this transaction' USING ERRCODE = 'UM010';
        END IF;
        NEW.actor_id := who;
    ELSIF NOT pg_has_role(session_user, 'umlauf_worker', 'MEMBER') THEN
        RAISE EXCEPTION 'only the worker sends' USING ERRCODE = 'UM403';
    END IF;
    SELECT coalesce(max(s.n), 0) + 1 INTO NEW.n FROM umlauf.mail_step s WHERE s.mail_id = NEW.mail_id;
    UPDATE umlauf.mail m SET state = next, why = NEW.why,
        attempts = m.attempts + (NEW.step = 'claim')::int,
        not_before = coalesce(NEW.not_before, m.not_before),
        done_at = CASE WHEN next IN ('ready', 'sending') THEN NULL ELSE NEW.at END
    WHERE m.id = NEW.mail_id;
    PERFORM umlauf.sum_up_mail(this.outbox_id, NEW.at);
    RETURN NEW;
END $$;

CREATE FUNCTION umlauf.sum_up_mail(p_outbox uuid, p_at timestamp with time zone) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE umlauf.outbox o SET status = s.state, done_at = CASE WHEN s.state = 'ready' THEN NULL ELSE p_at END,
        attempts = s.attempts
    FROM (SELECT (array_agg(k.shown ORDER BY k.weight))[1] AS state, max(m.attempts) AS attempts
        FROM umlauf.mail m JOIN (VALUES
            ('unknown', 'unknown', 1), ('failed', 'failed', 2), ('bounced', 'bounced', 3), ('ready', 'ready', 4),
            ('sending', 'ready', 5), ('suppressed', 'suppressed', 6), ('to_print', 'to_print', 7), ('sent', 'sent', 8),
            ('printed', 'printed', 9), ('dropped', 'dropped', 10)
        ) AS k(state, shown, weight) ON k.state = m.state WHERE m.outbox_id = p_outbox) s
    WHERE o.id = p_outbox AND s.state IS NOT NULL
$$;
REVOKE ALL ON FUNCTION umlauf.sum_up_mail(uuid, timestamp with time zone) FROM PUBLIC;

-- Who lets an address be written to again says why; nobody takes that back.
CREATE FUNCTION umlauf.release_address() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF OLD.released_at IS NOT NULL OR NEW.released_at IS NULL OR NEW.released_by IS NULL THEN
        RAISE EXCEPTION 'an address is released once, by somebody' USING ERRCODE = 'UM409';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER begin BEFORE INSERT ON umlauf.mail FOR EACH ROW EXECUTE FUNCTION umlauf.begin_mail();
CREATE TRIGGER no_delete BEFORE DELETE ON umlauf.mail FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.mail
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER take BEFORE INSERT ON umlauf.mail_step FOR EACH ROW EXECUTE FUNCTION umlauf.take_mail_step();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.mail_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.mail_step
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.mail_rule
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.mail_rule
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.mail_wording
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.mail_wording
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER release BEFORE UPDATE OF released_at, released_by, released_why ON umlauf.mail_block
    FOR EACH ROW EXECUTE FUNCTION umlauf.release_address();

GRANT SELECT ON umlauf.mail, umlauf.mail_content, umlauf.mail_enclosure, umlauf.mail_step, umlauf.mail_rule,
    umlauf.mail_wording, umlauf.mail_block, umlauf.mail_contact TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT SELECT ON umlauf.mail, umlauf.mail_enclosure, umlauf.mail_step, umlauf.mail_rule, umlauf.mail_wording
    TO umlauf_auditor;
GRANT INSERT ON umlauf.mail, umlauf.mail_content, umlauf.mail_enclosure, umlauf.mail_step, umlauf.mail_block
    TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT INSERT ON umlauf.mail_rule, umlauf.mail_wording, umlauf.mail_contact TO umlauf_backoffice, umlauf_owner;
GRANT UPDATE (address, name) ON umlauf.mail_content TO umlauf_backoffice, umlauf_owner;
GRANT UPDATE (address, name) ON umlauf.mail_contact TO umlauf_backoffice, umlauf_owner;
GRANT UPDATE (released_at, released_by, released_why) ON umlauf.mail_block TO umlauf_backoffice, umlauf_owner;
GRANT SELECT, INSERT, DELETE ON umlauf.outbox_address TO umlauf_worker;
GRANT EXECUTE ON FUNCTION umlauf.sum_up_mail(uuid, timestamp with time zone) TO umlauf_worker;
GRANT UPDATE (body, html) ON umlauf.mail_content TO umlauf_worker;
