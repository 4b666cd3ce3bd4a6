-- Swaps: what may be exchanged for what, and each exchange with its steps.
CREATE TABLE umlauf.exchange_group (
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    members JSONB NOT NULL,
    rules JSONB NOT NULL,
    is_closed BOOLEAN NOT NULL,
    changed_by UUID NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT exchange_group_pkey PRIMARY KEY (id, version),
    CONSTRAINT exchange_group_changed_by_fkey FOREIGN KEY(changed_by) REFERENCES umlauf.person (id)
);

CREATE TABLE umlauf.swap (
    id UUID NOT NULL,
    contract_id UUID NOT NULL,
    contract_line_id UUID NOT NULL,
    old_asset_id UUID NOT NULL,
    group_id UUID NOT NULL,
    variant_id UUID NOT NULL,
    plan_id UUID NOT NULL,
    old_plan_id UUID,
    title TEXT NOT NULL,
    old_title TEXT NOT NULL,
    currency TEXT NOT NULL,
    price_minor BIGINT NOT NULL,
    old_price_minor BIGINT NOT NULL,
    credits INTEGER NOT NULL,
    reason TEXT NOT NULL,
    handing TEXT NOT NULL,
    agreed_on DATE NOT NULL,
    wanted_on DATE NOT NULL,
    return_until DATE,
    return_id UUID,
    recall_id UUID,
    priced_on DATE,
    stage TEXT NOT NULL,
    CONSTRAINT swap_pkey PRIMARY KEY (id),
    CONSTRAINT swap_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES umlauf.contract (id),
    CONSTRAINT swap_contract_line_id_fkey FOREIGN KEY(contract_line_id) REFERENCES umlauf.contract_line (id),
    CONSTRAINT swap_old_asset_id_fkey FOREIGN KEY(old_asset_id) REFERENCES umlauf.asset (id),
    CONSTRAINT swap_variant_id_fkey FOREIGN KEY(variant_id) REFERENCES umlauf.variant (id),
    CONSTRAINT swap_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES umlauf.plan (id),
    CONSTRAINT swap_old_plan_id_fkey FOREIGN KEY(old_plan_id) REFERENCES umlauf.plan (id),
    CONSTRAINT swap_return_id_fkey FOREIGN KEY(return_id) REFERENCES umlauf.return_case (id),
    CONSTRAINT swap_recall_id_fkey FOREIGN KEY(recall_id) REFERENCES umlauf.return_case (id),
    CONSTRAINT swap_credits_check CHECK (credits >= 0)
);
CREATE INDEX swap_contract_id_idx ON umlauf.swap (contract_id);
CREATE INDEX swap_old_asset_id_idx ON umlauf.swap (old_asset_id);
CREATE UNIQUE INDEX swap_live_idx ON umlauf.swap (contract_line_id) WHERE stage NOT IN ('done', 'called_off');
CREATE UNIQUE INDEX swap_return_id_idx ON umlauf.swap (return_id);

-- What happened to a swap, in order; `stage` is where it stands after it.
CREATE TABLE umlauf.swap_step (
    swap_id UUID NOT NULL,
    n INTEGER NOT NULL,
    step TEXT NOT NULL,
    stage TEXT NOT NULL,
    on_day DATE NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    actor_id UUID NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT swap_step_pkey PRIMARY KEY (swap_id, n),
    CONSTRAINT swap_step_swap_id_fkey FOREIGN KEY(swap_id) REFERENCES umlauf.swap (id)
);

CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.exchange_group
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.exchange_group
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.swap_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.swap_step
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_delete BEFORE DELETE ON umlauf.swap FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.swap
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

GRANT SELECT ON umlauf.exchange_group, umlauf.swap, umlauf.swap_step
    TO umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT INSERT ON umlauf.exchange_group TO umlauf_owner;
GRANT INSERT ON umlauf.swap TO umlauf_backoffice, umlauf_owner;
GRANT INSERT ON umlauf.swap_step TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT UPDATE (stage, priced_on, recall_id) ON umlauf.swap TO umlauf_backoffice, umlauf_owner, umlauf_worker;
