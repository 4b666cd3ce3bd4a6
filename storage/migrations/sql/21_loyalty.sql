-- Vouchers, personal codes with the friends they brought, and what staying is worth.
CREATE TABLE umlauf.voucher_batch (
    id UUID NOT NULL,
    title TEXT NOT NULL,
    rule JSONB NOT NULL,
    made_on DATE NOT NULL,
    made_by UUID NOT NULL,
    withdrawn_on DATE,
    CONSTRAINT voucher_batch_pkey PRIMARY KEY (id),
    CONSTRAINT voucher_batch_made_by_fkey FOREIGN KEY(made_by) REFERENCES umlauf.person (id)
);

CREATE TABLE umlauf.voucher (
    code TEXT NOT NULL,
    batch_id UUID NOT NULL,
    max_uses INTEGER,
    used INTEGER DEFAULT 0 NOT NULL,
    withdrawn_on DATE,
    CONSTRAINT voucher_pkey PRIMARY KEY (code),
    CONSTRAINT voucher_batch_id_fkey FOREIGN KEY(batch_id) REFERENCES umlauf.voucher_batch (id),
    CONSTRAINT voucher_used_check CHECK (used >= 0 AND (max_uses IS NULL OR used <= max_uses)),
    CONSTRAINT voucher_code_check CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{2,31}$')
);
CREATE INDEX voucher_batch_id_idx ON umlauf.voucher (batch_id);

CREATE TABLE umlauf.voucher_use (
    contract_id UUID NOT NULL,
    code TEXT NOT NULL,
    customer_id UUID NOT NULL,
    used_on DATE NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT voucher_use_pkey PRIMARY KEY (contract_id, code),
    CONSTRAINT voucher_use_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES umlauf.contract (id),
    CONSTRAINT voucher_use_code_fkey FOREIGN KEY(code) REFERENCES umlauf.voucher (code),
    CONSTRAINT voucher_use_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id)
);
CREATE INDEX voucher_use_code_idx ON umlauf.voucher_use (code);
CREATE INDEX voucher_use_customer_id_idx ON umlauf.voucher_use (customer_id);

CREATE TABLE umlauf.referral_code (
    code TEXT NOT NULL,
    customer_id UUID NOT NULL,
    made_on DATE NOT NULL,
    CONSTRAINT referral_code_pkey PRIMARY KEY (code),
    CONSTRAINT referral_code_customer_id_key UNIQUE (customer_id),
    CONSTRAINT referral_code_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id)
);

CREATE TABLE umlauf.referral (
    id UUID NOT NULL,
    code TEXT NOT NULL,
    referrer_id UUID NOT NULL,
    friend_id UUID NOT NULL,
    contract_id UUID NOT NULL,
    opened_on DATE NOT NULL,
    reward_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    state TEXT NOT NULL,
    likenesses JSONB DEFAULT '[]' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    decided_on DATE,
    entry_id UUID,
    usable_until DATE,
    is_thanked BOOLEAN DEFAULT false NOT NULL,
    CONSTRAINT referral_pkey PRIMARY KEY (id),
    CONSTRAINT referral_contract_id_key UNIQUE (contract_id),
    CONSTRAINT referral_friend_id_key UNIQUE (friend_id),
    CONSTRAINT referral_code_fkey FOREIGN KEY(code) REFERENCES umlauf.referral_code (code),
    CONSTRAINT referral_referrer_id_fkey FOREIGN KEY(referrer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT referral_friend_id_fkey FOREIGN KEY(friend_id) REFERENCES umlauf.customer (id),
    CONSTRAINT referral_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES umlauf.contract (id),
    CONSTRAINT referral_entry_id_fkey FOREIGN KEY(entry_id) REFERENCES umlauf.settlement (id),
    CONSTRAINT referral_not_oneself_check CHECK (referrer_id <> friend_id),
    CONSTRAINT referral_state_check CHECK (state IN ('open', 'suspected', 'rewarded', 'refused', 'lapsed', 'taken_back',
        'expired') AND (entry_id IS NOT NULL) = (state IN ('rewarded', 'taken_back', 'expired')))
);
CREATE INDEX referral_code_idx ON umlauf.referral (code);
CREATE INDEX referral_referrer_id_idx ON umlauf.referral (referrer_id);

CREATE TABLE umlauf.loyalty_scheme (
    id UUID NOT NULL,
    title TEXT NOT NULL,
    rule JSONB NOT NULL,
    made_on DATE NOT NULL,
    made_by UUID NOT NULL,
    closed_on DATE,
    CONSTRAINT loyalty_scheme_pkey PRIMARY KEY (id),
    CONSTRAINT loyalty_scheme_made_by_fkey FOREIGN KEY(made_by) REFERENCES umlauf.person (id)
);

CREATE TABLE umlauf.customer_scheme (
    customer_id UUID NOT NULL,
    n INTEGER NOT NULL,
    scheme_id UUID,
    from_on DATE NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    given_by UUID NOT NULL,
    CONSTRAINT customer_scheme_pkey PRIMARY KEY (customer_id, n),
    CONSTRAINT customer_scheme_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT customer_scheme_scheme_id_fkey FOREIGN KEY(scheme_id) REFERENCES umlauf.loyalty_scheme (id),
    CONSTRAINT customer_scheme_given_by_fkey FOREIGN KEY(given_by) REFERENCES umlauf.person (id)
);

CREATE TABLE umlauf.customer_tier (
    customer_id UUID NOT NULL,
    n INTEGER NOT NULL,
    tier JSONB,
    from_on DATE NOT NULL,
    is_by_hand BOOLEAN NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    given_by UUID NOT NULL,
    CONSTRAINT customer_tier_pkey PRIMARY KEY (customer_id, n),
    CONSTRAINT customer_tier_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT customer_tier_taken_check CHECK (tier IS NOT NULL OR is_by_hand)
);

-- Each use is counted where it is written; the check above refuses one too many, however many stations there are.
CREATE FUNCTION umlauf.count_voucher_use() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE umlauf.voucher SET used = used + 1 WHERE code = NEW.code;
    RETURN NEW;
END $$;
CREATE TRIGGER count AFTER INSERT ON umlauf.voucher_use
    FOR EACH ROW EXECUTE FUNCTION umlauf.count_voucher_use();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.voucher_use
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.voucher_use
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.customer_scheme
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.customer_scheme
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.customer_tier
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.customer_tier
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

GRANT SELECT ON umlauf.voucher_batch, umlauf.voucher, umlauf.voucher_use, umlauf.referral_code, umlauf.referral,
    umlauf.loyalty_scheme, umlauf.customer_scheme, umlauf.customer_tier
    TO umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT INSERT ON umlauf.voucher_batch, umlauf.voucher, umlauf.loyalty_scheme TO umlauf_owner;
GRANT UPDATE (withdrawn_on) ON umlauf.voucher_batch, umlauf.voucher TO umlauf_owner;
GRANT UPDATE (closed_on) ON umlauf.loyalty_scheme TO umlauf_owner;
GRANT INSERT ON umlauf.voucher_use, umlauf.referral_code, umlauf.referral, umlauf.customer_scheme
    TO umlauf_backoffice, umlauf_owner;
GRANT INSERT ON umlauf.customer_tier TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT UPDATE (state, reason, decided_on) ON umlauf.referral TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT UPDATE (entry_id, usable_until, is_thanked, likenesses) ON umlauf.referral TO umlauf_worker;
