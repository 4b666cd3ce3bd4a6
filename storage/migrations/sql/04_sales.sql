CREATE TABLE umlauf.customer_order (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    customer_id UUID NOT NULL,
    store_id UUID NOT NULL,
    status TEXT NOT NULL,
    placed_on DATE NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    CONSTRAINT customer_order_pkey PRIMARY KEY (id),
    CONSTRAINT customer_order_number_key UNIQUE (number),
    CONSTRAINT customer_order_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT customer_order_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id)
);
CREATE INDEX customer_order_customer_id_idx ON umlauf.customer_order (customer_id);

CREATE TABLE umlauf.order_line (
    id UUID NOT NULL,
    order_id UUID NOT NULL,
    position INTEGER NOT NULL,
    variant_id UUID NOT NULL,
    title TEXT NOT NULL,
    treatment TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    plan_id UUID NOT NULL,
    price_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    CONSTRAINT order_line_pkey PRIMARY KEY (id),
    CONSTRAINT order_line_order_id_fkey FOREIGN KEY(order_id) REFERENCES umlauf.customer_order (id),
    CONSTRAINT order_line_variant_id_fkey FOREIGN KEY(variant_id) REFERENCES umlauf.variant (id),
    CONSTRAINT order_line_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES umlauf.plan (id)
);
CREATE INDEX order_line_order_id_idx ON umlauf.order_line (order_id);

CREATE TABLE umlauf.contract (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    customer_id UUID NOT NULL,
    order_id UUID,
    terms JSONB NOT NULL,
    status TEXT NOT NULL,
    concluded_on DATE,
    start_on DATE,
    end_on DATE,
    notice_on DATE,
    transit_days INTEGER DEFAULT 0 NOT NULL,
    next_due_on DATE,
    version INTEGER DEFAULT 0 NOT NULL,
    timeline JSONB DEFAULT '{}'::jsonb NOT NULL,
    look_on DATE,
    CONSTRAINT contract_pkey PRIMARY KEY (id),
    CONSTRAINT contract_number_key UNIQUE (number),
    CONSTRAINT contract_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT contract_order_id_fkey FOREIGN KEY(order_id) REFERENCES umlauf.customer_order (id)
);
CREATE INDEX contract_customer_id_idx ON umlauf.contract (customer_id);
CREATE INDEX contract_look_on_idx ON umlauf.contract (look_on);
CREATE INDEX contract_next_due_on_idx ON umlauf.contract (next_due_on);
CREATE INDEX contract_order_id_idx ON umlauf.contract (order_id);

CREATE TABLE umlauf.contract_change (
    contract_id UUID NOT NULL,
    version INTEGER NOT NULL,
    command_id UUID NOT NULL,
    can_undo BOOLEAN NOT NULL,
    before JSONB NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT contract_change_pkey PRIMARY KEY (contract_id, version),
    CONSTRAINT contract_change_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES umlauf.contract (id)
);

CREATE TABLE umlauf.price_campaign (
    id UUID NOT NULL,
    title TEXT NOT NULL,
    rule JSONB NOT NULL,
    effective_on DATE NOT NULL,
    object_until DATE NOT NULL,
    announced_on DATE NOT NULL,
    withdrawn_on DATE,
    CONSTRAINT price_campaign_pkey PRIMARY KEY (id)
);

CREATE TABLE umlauf.price_campaign_contract (
    campaign_id UUID NOT NULL,
    contract_id UUID NOT NULL,
    consent TEXT NOT NULL,
    consent_on DATE,
    reason TEXT DEFAULT '' NOT NULL,
    from_on DATE,
    year_before_minor BIGINT,
    year_after_minor BIGINT,
    lines JSONB DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT price_campaign_contract_pkey PRIMARY KEY (campaign_id, contract_id),
    CONSTRAINT price_campaign_contract_campaign_id_fkey FOREIGN KEY(campaign_id) REFERENCES umlauf.price_campaign (id),
    CONSTRAINT price_campaign_contract_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES umlauf.contract (id)
);
CREATE INDEX price_campaign_contract_contract_id_idx ON umlauf.price_campaign_contract (contract_id);

CREATE TABLE umlauf.contract_line (
    id UUID NOT NULL,
    contract_id UUID NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    vat TEXT NOT NULL,
    means_of_transport BOOLEAN NOT NULL,
    variant_id UUID,
    start_on DATE,
    end_on DATE,
    anchor_on DATE,
    anchor_day INTEGER,
    phases JSONB DEFAULT '[]'::jsonb NOT NULL,
    plan_id UUID,
    CONSTRAINT contract_line_pkey PRIMARY KEY (id),
    CONSTRAINT contract_line_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES umlauf.contract (id),
    CONSTRAINT contract_line_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES umlauf.plan (id),
    CONSTRAINT contract_line_variant_id_fkey FOREIGN KEY(variant_id) REFERENCES umlauf.variant (id)
);
CREATE INDEX contract_line_contract_id_idx ON umlauf.contract_line (contract_id);

CREATE TABLE umlauf.contract_line_version (
    line_id UUID NOT NULL,
    n INTEGER NOT NULL,
    from_on DATE,
    price_minor BIGINT,
    quantity NUMERIC(14, 4),
    title TEXT,
    plan_id UUID,
    phases JSONB,
    CONSTRAINT contract_line_version_pkey PRIMARY KEY (line_id, n),
    CONSTRAINT contract_line_version_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES umlauf.plan (id),
    CONSTRAINT contract_line_version_line_id_fkey FOREIGN KEY(line_id) REFERENCES umlauf.contract_line (id)
);
