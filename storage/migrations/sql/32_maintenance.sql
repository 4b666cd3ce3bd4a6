-- Meters of things and what they showed; what has to be done to things of a product again and again, and was done.
CREATE TABLE umlauf.product_care (
    product_id UUID NOT NULL,
    version INTEGER NOT NULL,
    meters JSONB NOT NULL,
    CONSTRAINT product_care_pkey PRIMARY KEY (product_id),
    CONSTRAINT product_care_product_id_fkey FOREIGN KEY(product_id) REFERENCES umlauf.product (id)
);

CREATE TABLE umlauf.care_plan (
    id UUID NOT NULL,
    product_id UUID NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    months INTEGER,
    meter TEXT,
    every INTEGER,
    ask_days INTEGER NOT NULL,
    blocks BOOLEAN NOT NULL,
    is_closed BOOLEAN DEFAULT false NOT NULL,
    CONSTRAINT care_plan_pkey PRIMARY KEY (id),
    CONSTRAINT care_plan_product_id_fkey FOREIGN KEY(product_id) REFERENCES umlauf.product (id),
    CONSTRAINT care_plan_rhythm_check CHECK (months IS NOT NULL OR meter IS NOT NULL)
);
CREATE INDEX care_plan_product_id_idx ON umlauf.care_plan (product_id);

-- What a meter showed. `used` is what it has counted in all, new meters left out.
CREATE TABLE umlauf.meter_reading (
    asset_id UUID NOT NULL,
    meter TEXT NOT NULL,
    n INTEGER NOT NULL,
    value INTEGER NOT NULL,
    used INTEGER NOT NULL,
    read_at TIMESTAMP WITH TIME ZONE NOT NULL,
    occasion TEXT NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    store_id UUID NOT NULL,
    actor_id UUID NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT meter_reading_pkey PRIMARY KEY (asset_id, meter, n),
    CONSTRAINT meter_reading_asset_id_fkey FOREIGN KEY(asset_id) REFERENCES umlauf.asset (id),
    CONSTRAINT meter_reading_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id),
    CONSTRAINT meter_reading_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES umlauf.person (id),
    CONSTRAINT meter_reading_value_check CHECK (value >= 0 AND used >= 0)
);

-- What was done. A test that was not passed stands here too; it moves no day.
CREATE TABLE umlauf.care_done (
    id UUID NOT NULL,
    asset_id UUID NOT NULL,
    plan_id UUID NOT NULL,
    done_on DATE NOT NULL,
    used INTEGER NOT NULL,
    passed BOOLEAN NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    noted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor_id UUID NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT care_done_pkey PRIMARY KEY (id),
    CONSTRAINT care_done_asset_id_fkey FOREIGN KEY(asset_id) REFERENCES umlauf.asset (id),
    CONSTRAINT care_done_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES umlauf.care_plan (id),
    CONSTRAINT care_done_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES umlauf.person (id)
);
CREATE INDEX care_done_asset_id_idx ON umlauf.care_done (asset_id);

-- What was noted by mistake: it counts no more, and stays known.
CREATE TABLE umlauf.care_undone (
    done_id UUID NOT NULL,
    reason TEXT NOT NULL,
    undone_at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor_id UUID NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT care_undone_pkey PRIMARY KEY (done_id),
    CONSTRAINT care_undone_done_id_fkey FOREIGN KEY(done_id) REFERENCES umlauf.care_done (id),
    CONSTRAINT care_undone_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES umlauf.person (id),
    CONSTRAINT care_undone_reason_check CHECK (reason <> '')
);

-- Customers who were told to bring a thing, or that we come.
CREATE TABLE umlauf.care_asked (
    id UUID NOT NULL,
    asset_id UUID NOT NULL,
    plan_id UUID NOT NULL,
    contract_id UUID NOT NULL,
    visit TEXT NOT NULL,
    on_day DATE NOT NULL,
    asked_on DATE NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor_id UUID NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT care_asked_pkey PRIMARY KEY (id),
    CONSTRAINT care_asked_asset_id_fkey FOREIGN KEY(asset_id) REFERENCES umlauf.asset (id),
    CONSTRAINT care_asked_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES umlauf.care_plan (id),
    CONSTRAINT care_asked_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES umlauf.contract (id),
    CONSTRAINT care_asked_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES umlauf.person (id)
);
CREATE INDEX care_asked_asset_id_idx ON umlauf.care_asked (asset_id);
CREATE INDEX care_asked_contract_id_idx ON umlauf.care_asked (contract_id);

CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.meter_reading
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.meter_reading
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.care_done
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.care_done
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.care_undone
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.care_undone
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.care_asked
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.care_asked
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_delete BEFORE DELETE ON umlauf.care_plan FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.care_plan
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

GRANT SELECT ON umlauf.product_care, umlauf.care_plan, umlauf.meter_reading, umlauf.care_done, umlauf.care_undone,
    umlauf.care_asked TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT INSERT, UPDATE ON umlauf.product_care, umlauf.care_plan TO umlauf_owner;
GRANT INSERT ON umlauf.meter_reading, umlauf.care_done, umlauf.care_undone
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner;
GRANT INSERT ON umlauf.care_asked TO umlauf_backoffice, umlauf_owner;
