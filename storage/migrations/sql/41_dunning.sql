-- Dunning: items with their steps, letters with what they claim, what holds them back, instalment plans; cases that a
-- collection partner has; claims that are written off with their VAT.
CREATE SEQUENCE umlauf.code_ma START 1001;
CREATE SEQUENCE umlauf.code_rz START 1001;
CREATE SEQUENCE umlauf.code_in START 1001;

CREATE TABLE umlauf.dunning_notice (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    customer_id UUID NOT NULL,
    currency TEXT NOT NULL,
    on_day DATE NOT NULL,
    pay_until DATE NOT NULL,
    level INTEGER NOT NULL,
    level_name TEXT NOT NULL,
    speaks TEXT NOT NULL,
    debt_minor BIGINT NOT NULL,
    earlier_minor BIGINT NOT NULL,
    fee_minor BIGINT NOT NULL,
    interest_minor BIGINT NOT NULL,
    lump_minor BIGINT NOT NULL,
    contract_id UUID,
    line_ids UUID[] DEFAULT '{}' NOT NULL,
    demands_unit BOOLEAN DEFAULT false NOT NULL,
    cancels BOOLEAN DEFAULT false NOT NULL,
    command_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT dunning_notice_pkey PRIMARY KEY (id),
    CONSTRAINT dunning_notice_number_key UNIQUE (number),
    CONSTRAINT dunning_notice_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT dunning_notice_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES umlauf.contract (id)
);
CREATE INDEX dunning_notice_customer_id_idx ON umlauf.dunning_notice (customer_id);

CREATE TABLE umlauf.dunning_notice_item (
    notice_id UUID NOT NULL,
    invoice_id UUID NOT NULL,
    level INTEGER NOT NULL,
    open_minor BIGINT NOT NULL,
    interest_minor BIGINT NOT NULL,
    lump_minor BIGINT NOT NULL,
    is_last BOOLEAN DEFAULT false NOT NULL,
    starts_default BOOLEAN DEFAULT false NOT NULL,
    blocks_changes BOOLEAN DEFAULT false NOT NULL,
    account JSONB DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT dunning_notice_item_pkey PRIMARY KEY (notice_id, invoice_id),
    CONSTRAINT dunning_notice_item_notice_id_fkey FOREIGN KEY(notice_id) REFERENCES umlauf.dunning_notice (id),
    CONSTRAINT dunning_notice_item_invoice_id_fkey FOREIGN KEY(invoice_id) REFERENCES umlauf.invoice (id)
);
CREATE INDEX dunning_notice_item_invoice_id_idx ON umlauf.dunning_notice_item (invoice_id);

CREATE TABLE umlauf.dunning_notice_mark (
    notice_id UUID NOT NULL,
    what TEXT NOT NULL,
    on_day DATE NOT NULL,
    why TEXT DEFAULT '' NOT NULL,
    actor_id UUID NOT NULL,
    command_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT dunning_notice_mark_pkey PRIMARY KEY (notice_id, what),
    CONSTRAINT dunning_notice_mark_what_check CHECK (what IN ('sent', 'posted', 'dropped', 'waived')),
    CONSTRAINT dunning_notice_mark_notice_id_fkey FOREIGN KEY(notice_id) REFERENCES umlauf.dunning_notice (id),
    CONSTRAINT dunning_notice_mark_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES umlauf.person (id)
);
CREATE UNIQUE INDEX dunning_notice_mark_once_idx ON umlauf.dunning_notice_mark (notice_id)
    WHERE what IN ('sent', 'posted', 'dropped');

CREATE TABLE umlauf.dunning_item (
    invoice_id UUID NOT NULL,
    stage TEXT DEFAULT 'new' NOT NULL,
    level INTEGER DEFAULT 0 NOT NULL,
    sent_on DATE,
    default_on DATE,
    n INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT dunning_item_pkey PRIMARY KEY (invoice_id),
    CONSTRAINT dunning_item_invoice_id_fkey FOREIGN KEY(invoice_id) REFERENCES umlauf.invoice (id)
);

CREATE TABLE umlauf.dunning_step (
    invoice_id UUID NOT NULL,
    n INTEGER NOT NULL,
    step TEXT NOT NULL,
    on_day DATE NOT NULL,
    level INTEGER NOT NULL,
    notice_id UUID,
    actor_id UUID NOT NULL,
    command_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT dunning_step_pkey PRIMARY KEY (invoice_id, n),
    CONSTRAINT dunning_step_invoice_id_fkey FOREIGN KEY(invoice_id) REFERENCES umlauf.invoice (id),
    CONSTRAINT dunning_step_notice_id_fkey FOREIGN KEY(notice_id) REFERENCES umlauf.dunning_notice (id),
    CONSTRAINT dunning_step_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES umlauf.person (id)
);
CREATE UNIQUE INDEX dunning_step_letter_idx ON umlauf.dunning_step (invoice_id, level)
    WHERE step IN ('send', 'send_last');

CREATE TABLE umlauf.dunning_hold (
    id UUID NOT NULL,
    customer_id UUID NOT NULL,
    invoice_id UUID,
    kind TEXT NOT NULL,
    until_on DATE,
    on_day DATE NOT NULL,
    actor_id UUID NOT NULL,
    command_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT dunning_hold_pkey PRIMARY KEY (id),
    CONSTRAINT dunning_hold_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT dunning_hold_invoice_id_fkey FOREIGN KEY(invoice_id) REFERENCES umlauf.invoice (id),
    CONSTRAINT dunning_hold_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES umlauf.person (id)
);
CREATE INDEX dunning_hold_customer_id_idx ON umlauf.dunning_hold (customer_id);

CREATE TABLE umlauf.dunning_hold_end (
    hold_id UUID NOT NULL,
    on_day DATE NOT NULL,
    actor_id UUID NOT NULL,
    command_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT dunning_hold_end_pkey PRIMARY KEY (hold_id),
    CONSTRAINT dunning_hold_end_hold_id_fkey FOREIGN KEY(hold_id) REFERENCES umlauf.dunning_hold (id),
    CONSTRAINT dunning_hold_end_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES umlauf.person (id)
);

CREATE TABLE umlauf.dunning_hold_words (
    hold_id UUID NOT NULL,
    n INTEGER NOT NULL,
    words TEXT NOT NULL,
    CONSTRAINT dunning_hold_words_pkey PRIMARY KEY (hold_id, n),
    CONSTRAINT dunning_hold_words_hold_id_fkey FOREIGN KEY(hold_id) REFERENCES umlauf.dunning_hold (id)
);

CREATE TABLE umlauf.instalment_plan (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    customer_id UUID NOT NULL,
    currency TEXT NOT NULL,
    total_minor BIGINT NOT NULL,
    agreed_on DATE NOT NULL,
    status TEXT DEFAULT 'agreed' NOT NULL,
    actor_id UUID NOT NULL,
    command_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT instalment_plan_pkey PRIMARY KEY (id),
    CONSTRAINT instalment_plan_total_check CHECK (total_minor > 0),
    CONSTRAINT instalment_plan_number_key UNIQUE (number),
    CONSTRAINT instalment_plan_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT instalment_plan_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES umlauf.person (id)
);
CREATE INDEX instalment_plan_customer_id_idx ON umlauf.instalment_plan (customer_id);

CREATE TABLE umlauf.instalment_item (
    plan_id UUID NOT NULL,
    invoice_id UUID NOT NULL,
    CONSTRAINT instalment_item_pkey PRIMARY KEY (plan_id, invoice_id),
    CONSTRAINT instalment_item_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES umlauf.instalment_plan (id),
    CONSTRAINT instalment_item_invoice_id_fkey FOREIGN KEY(invoice_id) REFERENCES umlauf.invoice (id)
);
CREATE INDEX instalment_item_invoice_id_idx ON umlauf.instalment_item (invoice_id);

CREATE TABLE umlauf.instalment_rate (
    plan_id UUID NOT NULL,
    n INTEGER NOT NULL,
    due_on DATE NOT NULL,
    amount_minor BIGINT NOT NULL,
    CONSTRAINT instalment_rate_pkey PRIMARY KEY (plan_id, n),
    CONSTRAINT instalment_rate_amount_check CHECK (amount_minor > 0),
    CONSTRAINT instalment_rate_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES umlauf.instalment_plan (id)
);

CREATE TABLE umlauf.instalment_plan_step (
    instalment_plan_id UUID NOT NULL,
    n INTEGER NOT NULL,
    step TEXT NOT NULL,
    on_day DATE NOT NULL,
    why TEXT DEFAULT '' NOT NULL,
    actor_id UUID NOT NULL,
    command_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT instalment_plan_step_pkey PRIMARY KEY (instalment_plan_id, n),
    CONSTRAINT instalment_plan_step_instalment_plan_id_fkey FOREIGN KEY(instalment_plan_id) REFERENCES umlauf.instalment_plan (id),
    CONSTRAINT instalment_plan_step_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES umlauf.person (id)
);

CREATE TABLE umlauf.collection_case (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    customer_id UUID NOT NULL,
    currency TEXT NOT NULL,
    partner TEXT NOT NULL,
    total_minor BIGINT NOT NULL,
    proposed_on DATE NOT NULL,
    stage TEXT DEFAULT 'proposed' NOT NULL,
    proposed_by UUID NOT NULL,
    proposed_login TEXT DEFAULT SESSION_USER NOT NULL,
    command_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT collection_case_pkey PRIMARY KEY (id),
    CONSTRAINT collection_case_total_check CHECK (total_minor > 0),
    CONSTRAINT collection_case_number_key UNIQUE (number),
    CONSTRAINT collection_case_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT collection_case_proposed_by_fkey FOREIGN KEY(proposed_by) REFERENCES umlauf.person (id)
);
CREATE INDEX collection_case_customer_id_idx ON umlauf.collection_case (customer_id);
CREATE UNIQUE INDEX collection_case_live_idx ON umlauf.collection_case (customer_id, currency)
    WHERE stage IN ('proposed', 'handed_over', 'in_court', 'part_paid');

CREATE TABLE umlauf.collection_item (
    case_id UUID NOT NULL,
    invoice_id UUID NOT NULL,
    CONSTRAINT collection_item_pkey PRIMARY KEY (case_id, invoice_id),
    CONSTRAINT collection_item_case_id_fkey FOREIGN KEY(case_id) REFERENCES umlauf.collection_case (id),
    CONSTRAINT collection_item_invoice_id_fkey FOREIGN KEY(invoice_id) REFERENCES umlauf.invoice (id)
);
CREATE INDEX collection_item_invoice_id_idx ON umlauf.collection_item (invoice_id);

CREATE TABLE umlauf.collection_case_step (
    collection_case_id UUID NOT NULL,
    n INTEGER NOT NULL,
    step TEXT NOT NULL,
    on_day DATE NOT NULL,
    amount_minor BIGINT,
    taken_by UUID NOT NULL,
    taken_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT collection_case_step_pkey PRIMARY KEY (collection_case_id, n),
    CONSTRAINT collection_case_step_collection_case_id_fkey FOREIGN KEY(collection_case_id) REFERENCES umlauf.collection_case (id),
    CONSTRAINT collection_case_step_taken_by_fkey FOREIGN KEY(taken_by) REFERENCES umlauf.person (id)
);

CREATE TABLE umlauf.collection_words (
    case_id UUID NOT NULL,
    n INTEGER NOT NULL,
    words TEXT NOT NULL,
    CONSTRAINT collection_words_pkey PRIMARY KEY (case_id, n),
    CONSTRAINT collection_words_case_id_fkey FOREIGN KEY(case_id) REFERENCES umlauf.collection_case (id)
);

CREATE TABLE umlauf.claim_write_off (
    entry_id UUID NOT NULL,
    cause TEXT NOT NULL,
    parts JSONB NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT claim_write_off_pkey PRIMARY KEY (entry_id),
    CONSTRAINT claim_write_off_entry_id_fkey FOREIGN KEY(entry_id) REFERENCES umlauf.settlement (id)
);

CREATE TABLE umlauf.claim_write_off_words (
    entry_id UUID NOT NULL,
    words TEXT NOT NULL,
    CONSTRAINT claim_write_off_words_pkey PRIMARY KEY (entry_id),
    CONSTRAINT claim_write_off_words_entry_id_fkey FOREIGN KEY(entry_id) REFERENCES umlauf.settlement (id)
);

-- A step of an item goes the ways of the domain's table: a level is written one after the other, it counts only with the
-- letter that left the house, and only an agreed hand-over gives an item away.
CREATE FUNCTION umlauf.take_dunning_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who record;
    this umlauf.dunning_item;
    told umlauf.dunning_notice_item;
    next text;
BEGIN
    SELECT c.actor_id, c.seat INTO who FROM umlauf.command c
    WHERE c.command_id = NEW.command_id AND c.xid = pg_current_xact_id() AND c.login = session_user
        AND c.outcome IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a step belongs to a command of this transaction' USING ERRCODE = 'UM010';
    END IF;
    IF (NEW.step = 'write' AND who.seat <> 'worker')
        OR (NEW.step IN ('drop', 'drop_first', 'hand_over', 'recall') AND who.seat NOT IN ('backoffice', 'owner')) THEN
        RAISE EXCEPTION 'seat % does not take the step %', who.seat, NEW.step USING ERRCODE = 'UM403';
    END IF;
    INSERT INTO umlauf.dunning_item (invoice_id) VALUES (NEW.invoice_id) ON CONFLICT DO NOTHING;
    SELECT * INTO this FROM umlauf.dunning_item d WHERE d.invoice_id = NEW.invoice_id FOR UPDATE;
    next := CASE this.stage || ' ' || NEW.step WHEN 'new write' THEN 'draft' WHEN 'waiting write' THEN 'draft'
        WHEN 'draft send' THEN 'waiting' WHEN 'draft send_last' THEN 'final' WHEN 'draft drop' THEN 'waiting'
        WHEN 'draft drop_first' THEN 'new' WHEN 'final hand_over' THEN 'handed_over'
        WHEN 'handed_over recall' THEN 'final' END;
    IF next IS NULL OR NEW.level <> this.level + (NEW.step = 'write')::int THEN
        RAISE EXCEPTION 'an item that is % at level % takes no step % to %', this.stage, this.level, NEW.step, NEW.level
            USING ERRCODE = 'UM409';
    END IF;
    IF NEW.step IN ('write', 'send', 'send_last', 'drop', 'drop_first') THEN
        SELECT * INTO told FROM umlauf.dunning_notice_item i
        WHERE i.notice_id = NEW.notice_id AND i.invoice_id = NEW.invoice_id AND i.level = NEW.level;
        IF NOT FOUND OR told.is_last <> (NEW.step = 'send_last') AND NEW.step IN ('send', 'send_last')
            OR (NEW.step = 'drop_first') <> (NEW.level = 1) AND NEW.step IN ('drop', 'drop_first')
            OR NEW.step <> 'write' AND NOT EXISTS (SELECT FROM umlauf.dunning_notice_mark m
                WHERE m.notice_id = NEW.notice_id AND m.command_id = NEW.command_id
                    AND (m.what = 'dropped') = (NEW.step IN ('drop', 'drop_first'))) THEN
            RAISE EXCEPTION 'a level counts with its letter alone' USING ERRCODE = 'UM403';
        END IF;
    ELSIF NEW.step = 'hand_over' AND NOT EXISTS (SELECT FROM umlauf.collection_case_step s
        JOIN umlauf.collection_item i ON i.case_id = s.collection_case_id
        WHERE s.command_id = NEW.command_id AND s.step = 'agree' AND i.invoice_id = NEW.invoice_id) THEN
        RAISE EXCEPTION 'an item is handed over with its case alone' USING ERRCODE = 'UM403';
    END IF;
    NEW.n := this.n + 1;
    NEW.actor_id := who.actor_id;
    NEW.recorded_at := clock_timestamp();
    UPDATE umlauf.dunning_item d SET stage = next, n = NEW.n,
        level = NEW.level - (NEW.step IN ('drop', 'drop_first'))::int,
        sent_on = CASE WHEN NEW.step IN ('send', 'send_last') THEN NEW.on_day ELSE d.sent_on END,
        default_on = CASE WHEN NEW.step IN ('send', 'send_last') AND told.starts_default
            THEN least(d.default_on, NEW.on_day + 1) ELSE d.default_on END
    WHERE d.invoice_id = NEW.invoice_id;
    RETURN NEW;
END $$;

-- Of an instalment plan: the table of `domain/dunning/instalments.py`.
CREATE FUNCTION umlauf.take_instalment_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who record;
    known text;
    next text;
BEGIN
    SELECT c.actor_id, c.seat INTO who FROM umlauf.command c
    WHERE c.command_id = NEW.command_id AND c.xid = pg_current_xact_id() AND c.login = session_user
        AND c.outcome IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a step belongs to a command of this transaction' USING ERRCODE = 'UM010';
    END IF;
    SELECT p.status INTO known FROM umlauf.instalment_plan p WHERE p.id = NEW.instalment_plan_id FOR UPDATE;
    next := CASE known || ' ' || NEW.step WHEN 'agreed keep' THEN 'kept' WHEN 'agreed lapse' THEN 'lapsed'
        WHEN 'agreed call_off' THEN 'called_off' END;
    IF next IS NULL THEN
        RAISE EXCEPTION 'a plan that is % takes no step %', known, NEW.step USING ERRCODE = 'UM409';
    END IF;
    IF (NEW.step = 'call_off') <> (who.seat IN ('backoffice', 'owner')) THEN
        RAISE EXCEPTION 'seat % does not take the step %', who.seat, NEW.step USING ERRCODE = 'UM403';
    END IF;
    NEW.actor_id := who.actor_id;
    UPDATE umlauf.instalment_plan p SET status = next WHERE p.id = NEW.instalment_plan_id;
    RETURN NEW;
END $$;

-- A case belongs to whoever proposes it; above the owner's amount another person and another login agree to it.
CREATE FUNCTION umlauf.record_collection_case() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    SELECT c.actor_id INTO NEW.proposed_by FROM umlauf.command c
    WHERE c.command_id = NEW.command_id AND c.xid = pg_current_xact_id() AND c.login = session_user
        AND c.outcome IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a case belongs to a command of this transaction' USING ERRCODE = 'UM010';
    END IF;
    NEW.stage := 'proposed';
    NEW.proposed_login := session_user;
    RETURN NEW;
END $$;

CREATE FUNCTION umlauf.two_person_above_of_dunning() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((s.value -> 'two_person_above' ->> 'minor')::bigint, 50000)
    FROM (SELECT 1) one LEFT JOIN umlauf.setting s ON s.name = 'dunning'
$$;

CREATE FUNCTION umlauf.take_collection_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who record;
    this umlauf.collection_case;
    asked bigint;
    next text;
BEGIN
    SELECT c.actor_id INTO who FROM umlauf.command c
    WHERE c.command_id = NEW.command_id AND c.xid = pg_current_xact_id() AND c.login = session_user
        AND c.outcome IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a step belongs to a command of this transaction' USING ERRCODE = 'UM010';
    END IF;
    SELECT * INTO this FROM umlauf.collection_case c WHERE c.id = NEW.collection_case_id FOR UPDATE;
    next := CASE
        WHEN this.stage = 'proposed' AND NEW.step = 'agree' THEN 'handed_over'
        WHEN this.stage = 'proposed' AND NEW.step = 'refuse' THEN 'refused'
        WHEN this.stage IN ('handed_over', 'part_paid') AND NEW.step = 'go_to_court' THEN 'in_court'
        WHEN this.stage IN ('handed_over', 'part_paid', 'closed_unpaid') AND NEW.step = 'pay_part' THEN 'part_paid'
        WHEN this.stage = 'in_court' AND NEW.step = 'pay_part' THEN 'in_court'
        WHEN this.stage IN ('handed_over', 'in_court', 'part_paid', 'closed_unpaid') AND NEW.step = 'pay_all' THEN 'paid'
        WHEN this.stage NOT IN ('proposed', 'refused') AND NEW.step = 'fee' THEN this.stage
        WHEN this.stage IN ('handed_over', 'in_court', 'part_paid') AND NEW.step = 'close_unpaid' THEN 'closed_unpaid'
        WHEN this.stage IN ('handed_over', 'in_court', 'part_paid') AND NEW.step = 'recall' THEN 'recalled' END;
    IF next IS NULL THEN
        RAISE EXCEPTION 'a case that is % takes no step %', this.stage, NEW.step USING ERRCODE = 'UM409';
    END IF;
    IF NEW.step = 'agree' THEN
        SELECT sum(i.gross_minor - coalesce(d.used_minor, 0)) INTO asked FROM umlauf.collection_item c
        JOIN umlauf.invoice i ON i.id = c.invoice_id LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id
        WHERE c.case_id = this.id;
        IF greatest(asked, this.total_minor) > umlauf.two_person_above_of_dunning()
            AND (who.actor_id = this.proposed_by OR session_user = this.proposed_login) THEN
            RAISE EXCEPTION 'who proposed does not agree' USING ERRCODE = 'UM403';
        END IF;
    END IF;
    NEW.taken_by := who.actor_id;
    NEW.taken_at := clock_timestamp();
    UPDATE umlauf.collection_case c SET stage = next WHERE c.id = NEW.collection_case_id;
    RETURN NEW;
END $$;

-- Items are put into a case while it is proposed, by the command that proposes it.
CREATE FUNCTION umlauf.record_collection_item() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM umlauf.collection_case c JOIN umlauf.command k ON k.command_id = c.command_id
        JOIN umlauf.invoice i ON i.customer_id = c.customer_id AND i.currency = c.currency AND i.kind = 'invoice'
        WHERE c.id = NEW.case_id AND i.id = NEW.invoice_id AND k.xid = pg_current_xact_id()
            AND k.login = session_user AND k.outcome IS NULL) THEN
        RAISE EXCEPTION 'an item belongs to the command that proposes its case' USING ERRCODE = 'UM010';
    END IF;
    RETURN NEW;
END $$;

-- A claim is written off as a whole, with the VAT that it corrects; above the owner's amount by the owner alone.
CREATE FUNCTION umlauf.check_written_off() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.settled_minor > umlauf.two_person_above_of_dunning() AND NOT EXISTS (SELECT FROM umlauf.command c
        WHERE c.command_id = NEW.command_id AND c.xid = pg_current_xact_id() AND c.login = session_user
            AND c.seat = 'owner') THEN
        RAISE EXCEPTION 'the owner alone writes off so much' USING ERRCODE = 'UM403';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION umlauf.check_write_off_whole() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM umlauf.claim_write_off w WHERE w.entry_id = NEW.id)
        OR EXISTS (SELECT FROM umlauf.document_account d WHERE d.invoice_id = NEW.invoice_id
            AND d.used_minor < d.gross_minor) AND NOT EXISTS (SELECT FROM umlauf.settlement r
            WHERE r.reverses_id = NEW.id) THEN
        RAISE EXCEPTION 'a claim is written off as a whole, with its VAT' USING ERRCODE = 'UM403';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER record BEFORE INSERT ON umlauf.dunning_step FOR EACH ROW EXECUTE FUNCTION umlauf.take_dunning_step();
CREATE TRIGGER record BEFORE INSERT ON umlauf.instalment_plan_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.take_instalment_step();
CREATE TRIGGER record BEFORE INSERT ON umlauf.collection_case
    FOR EACH ROW EXECUTE FUNCTION umlauf.record_collection_case();
CREATE TRIGGER record BEFORE INSERT ON umlauf.collection_item
    FOR EACH ROW EXECUTE FUNCTION umlauf.record_collection_item();
CREATE TRIGGER record BEFORE INSERT ON umlauf.collection_case_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.take_collection_step();
CREATE TRIGGER written_off BEFORE INSERT ON umlauf.settlement
    FOR EACH ROW WHEN (NEW.kind = 'written_off') EXECUTE FUNCTION umlauf.check_written_off();
CREATE CONSTRAINT TRIGGER written_off_whole AFTER INSERT ON umlauf.settlement DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.kind = 'written_off') EXECUTE FUNCTION umlauf.check_write_off_whole();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.dunning_notice
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.dunning_notice_item
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.dunning_notice_mark
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.dunning_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.dunning_hold
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.dunning_hold_end
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.instalment_item
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.instalment_rate
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.instalment_plan_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.collection_item
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.collection_case_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.claim_write_off
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_delete BEFORE DELETE ON umlauf.dunning_item FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_delete BEFORE DELETE ON umlauf.instalment_plan FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_delete BEFORE DELETE ON umlauf.collection_case FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.dunning_notice
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.dunning_notice_item
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.dunning_notice_mark
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.dunning_step
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.dunning_hold
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.dunning_hold_end
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.instalment_item
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.instalment_rate
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.instalment_plan_step
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.collection_item
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.collection_case_step
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.claim_write_off
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.dunning_item
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.instalment_plan
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.collection_case
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

GRANT SELECT ON umlauf.dunning_notice, umlauf.dunning_notice_item, umlauf.dunning_notice_mark, umlauf.dunning_item,
    umlauf.dunning_step, umlauf.dunning_hold, umlauf.dunning_hold_end, umlauf.dunning_hold_words,
    umlauf.instalment_plan, umlauf.instalment_item, umlauf.instalment_rate, umlauf.instalment_plan_step,
    umlauf.collection_case, umlauf.collection_item, umlauf.collection_case_step, umlauf.collection_words,
    umlauf.claim_write_off, umlauf.claim_write_off_words TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT SELECT ON umlauf.dunning_notice, umlauf.dunning_notice_item, umlauf.dunning_notice_mark, umlauf.dunning_item,
    umlauf.dunning_step, umlauf.dunning_hold, umlauf.dunning_hold_end, umlauf.instalment_plan,
    umlauf.instalment_item, umlauf.instalment_rate, umlauf.instalment_plan_step, umlauf.collection_case,
    umlauf.collection_item, umlauf.collection_case_step, umlauf.claim_write_off TO umlauf_auditor;
GRANT INSERT ON umlauf.dunning_notice, umlauf.dunning_notice_item TO umlauf_worker;
GRANT INSERT ON umlauf.dunning_notice_mark, umlauf.dunning_step, umlauf.instalment_plan_step
    TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT INSERT ON umlauf.dunning_hold, umlauf.dunning_hold_end, umlauf.dunning_hold_words, umlauf.instalment_plan,
    umlauf.instalment_item, umlauf.instalment_rate, umlauf.collection_case, umlauf.collection_item,
    umlauf.collection_case_step, umlauf.collection_words, umlauf.claim_write_off, umlauf.claim_write_off_words
    TO umlauf_backoffice, umlauf_owner;
GRANT USAGE ON SEQUENCE umlauf.code_ma TO umlauf_worker;
GRANT USAGE ON SEQUENCE umlauf.code_rz, umlauf.code_in TO umlauf_backoffice, umlauf_owner;
