-- Money that goes back: each refund, its steps (which alone move its state), and where the money is to go, erasable.
-- No money leaves the house but by the steps of a refund: who pays out a balance asks for one too.
CREATE SEQUENCE umlauf.code_rf START 1001;

CREATE TABLE umlauf.refund (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    contract_id UUID,
    customer_id UUID NOT NULL,
    cause TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    asked_on DATE NOT NULL,
    reason TEXT NOT NULL,
    gift_from DATE,
    gift_until DATE,
    gift_minor BIGINT,
    gift_lines UUID[] DEFAULT '{}' NOT NULL,
    due_on DATE,
    status TEXT DEFAULT 'asked' NOT NULL,
    asked_by UUID NOT NULL,
    asked_login TEXT DEFAULT SESSION_USER NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT refund_pkey PRIMARY KEY (id),
    CONSTRAINT refund_number_key UNIQUE (number),
    CONSTRAINT refund_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES umlauf.contract (id),
    CONSTRAINT refund_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT refund_asked_by_fkey FOREIGN KEY(asked_by) REFERENCES umlauf.person (id),
    CONSTRAINT refund_amount_check CHECK (amount_minor > 0),
    CONSTRAINT refund_balance_check CHECK ((contract_id IS NULL) = (cause = 'balance'))
);
CREATE INDEX refund_customer_id_idx ON umlauf.refund (customer_id);
-- One after the other: two refunds of one contract at a time would take the same money.
CREATE UNIQUE INDEX refund_live_idx ON umlauf.refund (contract_id) WHERE status IN ('asked', 'approved', 'sent', 'failed');
CREATE UNIQUE INDEX refund_live_balance_idx ON umlauf.refund (customer_id, currency)
    WHERE contract_id IS NULL AND status IN ('asked', 'approved', 'sent', 'failed');
CREATE INDEX refund_contract_id_idx ON umlauf.refund (contract_id);

CREATE TABLE umlauf.refund_step (
    refund_id UUID NOT NULL,
    n INTEGER NOT NULL,
    step TEXT NOT NULL,
    on_day DATE NOT NULL,
    amount_minor BIGINT,
    entry_id UUID,
    reason TEXT DEFAULT '' NOT NULL,
    taken_by UUID NOT NULL,
    taken_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT refund_step_pkey PRIMARY KEY (refund_id, n),
    CONSTRAINT refund_step_entry_id_key UNIQUE (entry_id),
    CONSTRAINT refund_step_refund_id_fkey FOREIGN KEY(refund_id) REFERENCES umlauf.refund (id),
    CONSTRAINT refund_step_entry_id_fkey FOREIGN KEY(entry_id) REFERENCES umlauf.settlement (id),
    CONSTRAINT refund_step_taken_by_fkey FOREIGN KEY(taken_by) REFERENCES umlauf.person (id),
    CONSTRAINT refund_step_sent_check CHECK ((step = 'send') = (entry_id IS NOT NULL))
);

CREATE INDEX refund_step_command_id_idx ON umlauf.refund_step (command_id);

CREATE TABLE umlauf.refund_personal (
    refund_id UUID NOT NULL,
    account TEXT NOT NULL,
    CONSTRAINT refund_personal_pkey PRIMARY KEY (refund_id),
    CONSTRAINT refund_personal_refund_id_fkey FOREIGN KEY(refund_id) REFERENCES umlauf.refund (id)
);

-- Who asks is who gave the command, whatever a client says.
CREATE FUNCTION umlauf.record_refund() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    SELECT c.actor_id INTO NEW.asked_by FROM umlauf.command c
    WHERE c.command_id = NEW.command_id AND c.xid = pg_current_xact_id() AND c.login = session_user
        AND c.outcome IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a refund belongs to a command of this transaction' USING ERRCODE = 'UM010';
    END IF;
    IF NEW.contract_id IS NOT NULL AND NOT EXISTS (SELECT FROM umlauf.contract k WHERE k.id = NEW.contract_id AND k.customer_id = NEW.customer_id) THEN
        RAISE EXCEPTION 'no such contract of this customer' USING ERRCODE = 'UM404';
    END IF;
    NEW.status := 'asked';
    NEW.asked_login := session_user;
    NEW.asked_at := clock_timestamp();
    RETURN NEW;
END $$;

-- Locks what its customer has in the ledger, then the refund, until the transaction ends: a till and the office never
-- send the same money side by side.
CREATE FUNCTION umlauf.take_refund(p_refund uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('settlement ' || r.customer_id::text, 0)) FROM umlauf.refund r
    WHERE r.id = p_refund;
    PERFORM FROM umlauf.refund r WHERE r.id = p_refund FOR UPDATE;
END $$;

-- What was approved for a customer in the last 24 hours, by this clock, besides one refund. What was closed as credited
-- has not left. Until the end of the transaction nobody else approves anything for the customer.
CREATE FUNCTION umlauf.refunds_let_go(p_customer uuid, p_currency text, p_besides uuid) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('settlement ' || p_customer::text, 0));
    RETURN (SELECT coalesce(sum(r.amount_minor), 0)::bigint FROM umlauf.refund r
        WHERE r.customer_id = p_customer AND r.currency = p_currency AND r.id <> p_besides
            AND r.status IN ('approved', 'sent', 'settled', 'failed') AND EXISTS (
                SELECT FROM umlauf.refund_step s WHERE s.refund_id = r.id AND s.step = 'approve'
                    AND s.taken_at > clock_timestamp() - interval '24 hours'));
END $$;

-- A step goes the ways of the domain's table, is approved within the limits that the owner set for a customer's refunds
-- of 24 hours together, and above an amount by neither the person nor the login that asked. What comes back is booked
-- back, so that sending it again pays it once.
CREATE FUNCTION umlauf.take_refund_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who record;
    refund umlauf.refund;
    rules jsonb;
    next text;
    together bigint;
BEGIN
    SELECT c.actor_id, c.seat INTO who FROM umlauf.command c
    WHERE c.command_id = NEW.command_id AND c.xid = pg_current_xact_id() AND c.login = session_user
        AND c.outcome IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a step belongs to a command of this transaction' USING ERRCODE = 'UM010';
    END IF;
    SELECT * INTO refund FROM umlauf.refund r WHERE r.id = NEW.refund_id FOR UPDATE;
    next := CASE refund.status || ' ' || NEW.step
        WHEN 'asked approve' THEN 'approved' WHEN 'asked refuse' THEN 'refused'
        WHEN 'approved send' THEN 'sent' WHEN 'approved credit' THEN 'credited'
        WHEN 'sent settle' THEN 'settled' WHEN 'sent fail' THEN 'failed' WHEN 'settled fail' THEN 'failed'
        WHEN 'failed send' THEN 'sent' WHEN 'failed credit' THEN 'credited' END;
    IF next IS NULL THEN
        RAISE EXCEPTION 'a refund that is % takes no step %', refund.status, NEW.step USING ERRCODE = 'UM409';
    END IF;
    IF NEW.step = 'approve' THEN
        SELECT s.value INTO rules FROM umlauf.setting s WHERE s.name = 'refunds';
        together := refund.amount_minor + umlauf.refunds_let_go(refund.customer_id, refund.currency, refund.id);
        IF who.seat <> 'owner' AND together > coalesce((rules -> 'limits' ->> who.actor_id::text)::bigint,
            (rules ->> 'office_minor')::bigint, 100000) THEN
            RAISE EXCEPTION 'more than this person may let go' USING ERRCODE = 'UM403';
        END IF;
        IF together > coalesce((rules ->> 'two_person_minor')::bigint, 10000)
            AND (who.actor_id = refund.asked_by OR session_user = refund.asked_login) THEN
            RAISE EXCEPTION 'who asked does not approve' USING ERRCODE = 'UM403';
        END IF;
    END IF;
    IF NEW.step = 'send' AND (NEW.amount_minor IS NULL OR NEW.amount_minor <= 0
        OR NEW.amount_minor > refund.amount_minor OR NEW.amount_minor <> (
            SELECT -sum(e.money_minor) FROM umlauf.settlement e WHERE e.command_id = NEW.command_id
                AND e.kind = 'pay_out' AND e.customer_id = refund.customer_id AND e.currency = refund.currency)) THEN
        RAISE EXCEPTION 'what is sent is what was booked, and no more than was approved' USING ERRCODE = 'UM010';
    END IF;
    IF NEW.step = 'fail' AND EXISTS (SELECT FROM umlauf.settlement e
        WHERE e.kind = 'pay_out' AND e.customer_id = refund.customer_id AND e.command_id = (
            SELECT s.command_id FROM umlauf.refund_step s WHERE s.refund_id = refund.id AND s.step = 'send'
            ORDER BY s.n DESC LIMIT 1)
            AND NOT EXISTS (SELECT FROM umlauf.settlement b WHERE b.reverses_id = e.id)) THEN
        RAISE EXCEPTION 'what came back is booked back' USING ERRCODE = 'UM010';
    END IF;
    NEW.taken_by := who.actor_id;
    NEW.taken_at := clock_timestamp();
    UPDATE umlauf.refund r SET status = next WHERE r.id = NEW.refund_id;
    RETURN NEW;
END $$;

-- A deposit that goes to the new party of a contract leaves nobody: all of it comes in with the same command.
CREATE FUNCTION umlauf.is_moved_deposit(p_entry umlauf.settlement) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM umlauf.transfer_step t JOIN umlauf.transfer f ON f.id = t.transfer_id
        WHERE t.command_id = p_entry.command_id AND t.step = 'move_deposit' AND f.from_customer_id = p_entry.customer_id
            AND t.amount_minor = (
                SELECT sum(e.money_minor) FROM umlauf.settlement e WHERE e.command_id = p_entry.command_id
                    AND e.kind = 'payment' AND e.customer_id = f.to_customer_id)
            AND (SELECT sum(e.money_minor) FROM umlauf.settlement e WHERE e.command_id = p_entry.command_id) = 0);
END $$;

-- Money that goes out, or that went out and came back, is a step of a refund in the same command; never more than ever
-- came in from the customer, and never a reward.
CREATE FUNCTION umlauf.refuse_loose_money() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.kind = 'reversal' THEN
        IF EXISTS (SELECT FROM umlauf.settlement b WHERE b.id = NEW.reverses_id AND b.kind = 'pay_out')
            AND NOT EXISTS (
                SELECT FROM umlauf.settlement b
                JOIN umlauf.refund_step s ON s.command_id = b.command_id AND s.step = 'send'
                JOIN umlauf.refund_step f ON f.refund_id = s.refund_id AND f.step = 'fail'
                    AND f.command_id = NEW.command_id
                WHERE b.id = NEW.reverses_id) THEN
            RAISE EXCEPTION 'a pay-out comes back by a step of its refund' USING ERRCODE = 'UM403';
        END IF;
        RETURN NULL;
    END IF;
    IF NOT EXISTS (
        SELECT FROM umlauf.refund_step s JOIN umlauf.refund r ON r.id = s.refund_id
        WHERE s.command_id = NEW.command_id AND s.step = 'send' AND r.customer_id = NEW.customer_id
            AND r.currency = NEW.currency AND s.amount_minor = (
                SELECT -sum(e.money_minor) FROM umlauf.settlement e WHERE e.command_id = NEW.command_id
                    AND e.kind = 'pay_out' AND e.customer_id = NEW.customer_id AND e.currency = NEW.currency))
        AND NOT umlauf.is_moved_deposit(NEW) THEN
        RAISE EXCEPTION 'money leaves by an approved refund alone' USING ERRCODE = 'UM403';
    END IF;
    IF EXISTS (SELECT FROM umlauf.settlement s WHERE s.id = NEW.source_id AND s.kind = 'reward')
        OR (SELECT sum(e.money_minor) FROM umlauf.settlement e WHERE e.customer_id = NEW.customer_id
            AND e.currency = NEW.currency) < 0 THEN
        RAISE EXCEPTION 'only what was paid goes out' USING ERRCODE = 'UM403';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER no_loose_money AFTER INSERT ON umlauf.settlement DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.kind IN ('pay_out', 'reversal')) EXECUTE FUNCTION umlauf.refuse_loose_money();

-- Where the money goes is approved with it: the login that asked does not change it once somebody else approved.
CREATE FUNCTION umlauf.check_refund_account() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT EXISTS (SELECT FROM umlauf.refund r WHERE r.id = NEW.refund_id AND r.status = 'asked') THEN
            RAISE EXCEPTION 'where it goes is said when it is asked for' USING ERRCODE = 'UM403';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.refund_id <> OLD.refund_id OR (NEW.account <> ''
        AND regexp_replace(upper(OLD.account), '\s', '', 'g') <> regexp_replace(upper(NEW.account), '\s', '', 'g')
        AND EXISTS (SELECT FROM umlauf.refund r
            JOIN umlauf.refund_step s ON s.refund_id = r.id AND s.step = 'approve' AND s.taken_by <> r.asked_by
            WHERE r.id = OLD.refund_id AND r.asked_login = session_user)) THEN
        RAISE EXCEPTION 'who asked does not change the account' USING ERRCODE = 'UM403';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_account BEFORE INSERT OR UPDATE ON umlauf.refund_personal
    FOR EACH ROW EXECUTE FUNCTION umlauf.check_refund_account();

CREATE TRIGGER record BEFORE INSERT ON umlauf.refund FOR EACH ROW EXECUTE FUNCTION umlauf.record_refund();
CREATE TRIGGER record BEFORE INSERT ON umlauf.refund_step FOR EACH ROW EXECUTE FUNCTION umlauf.take_refund_step();
CREATE TRIGGER no_delete BEFORE DELETE ON umlauf.refund FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.refund
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.refund_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.refund_step
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

GRANT SELECT ON umlauf.refund, umlauf.refund_step, umlauf.refund_personal
    TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT SELECT ON umlauf.refund, umlauf.refund_step TO umlauf_auditor;
GRANT INSERT ON umlauf.refund, umlauf.refund_step, umlauf.refund_personal TO umlauf_backoffice, umlauf_owner;
GRANT UPDATE (account) ON umlauf.refund_personal TO umlauf_backoffice, umlauf_owner;
GRANT USAGE ON SEQUENCE umlauf.code_rf TO umlauf_backoffice, umlauf_owner;
GRANT EXECUTE ON FUNCTION umlauf.refunds_let_go(uuid, text, uuid) TO umlauf_backoffice, umlauf_owner;
