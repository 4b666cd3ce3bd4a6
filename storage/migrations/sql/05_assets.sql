CREATE TABLE umlauf.asset (
    id UUID NOT NULL,
    code TEXT NOT NULL,
    variant_id UUID NOT NULL,
    serial TEXT,
    store_id UUID NOT NULL,
    status TEXT DEFAULT 'new' NOT NULL,
    readiness TEXT DEFAULT 'not_ready' NOT NULL,
    condition TEXT DEFAULT 'unused' NOT NULL,
    grade TEXT,
    place_id UUID,
    holder_line_id UUID,
    seq INTEGER DEFAULT 0 NOT NULL,
    effective_seq INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT asset_pkey PRIMARY KEY (id),
    CONSTRAINT asset_code_key UNIQUE (code),
    CONSTRAINT asset_variant_id_fkey FOREIGN KEY(variant_id) REFERENCES umlauf.variant (id),
    CONSTRAINT asset_serial_key UNIQUE (serial),
    CONSTRAINT asset_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id),
    CONSTRAINT asset_place_id_fkey FOREIGN KEY(place_id) REFERENCES umlauf.place (id)
);
CREATE INDEX asset_variant_id_idx ON umlauf.asset (variant_id);

CREATE TABLE umlauf.asset_event (
    asset_id UUID NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    effective_at TIMESTAMP WITH TIME ZONE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    actor_id UUID NOT NULL,
    command_id UUID NOT NULL,
    facts JSONB DEFAULT '{}'::jsonb NOT NULL,
    status TEXT NOT NULL,
    readiness TEXT NOT NULL,
    condition TEXT NOT NULL,
    grade TEXT,
    place_id UUID,
    holder_line_id UUID,
    builds_on INTEGER NOT NULL,
    CONSTRAINT asset_event_pkey PRIMARY KEY (asset_id, seq)
)
 PARTITION BY HASH (asset_id);

CREATE TABLE umlauf.asset_alias (
    text TEXT NOT NULL,
    asset_id UUID NOT NULL,
    CONSTRAINT asset_alias_pkey PRIMARY KEY (text),
    CONSTRAINT asset_alias_asset_id_fkey FOREIGN KEY(asset_id) REFERENCES umlauf.asset (id)
);
CREATE INDEX asset_alias_asset_id_idx ON umlauf.asset_alias (asset_id);

CREATE TABLE umlauf.asset_transition (
    status TEXT NOT NULL,
    kind TEXT NOT NULL,
    next TEXT NOT NULL,
    CONSTRAINT asset_transition_pkey PRIMARY KEY (status, kind)
);

CREATE TABLE umlauf.asset_cost (
    asset_id UUID NOT NULL,
    acquired_minor BIGINT NOT NULL,
    acquired_on DATE NOT NULL,
    CONSTRAINT asset_cost_pkey PRIMARY KEY (asset_id),
    CONSTRAINT asset_cost_asset_id_fkey FOREIGN KEY(asset_id) REFERENCES umlauf.asset (id)
);

CREATE TABLE umlauf.assignment (
    id UUID NOT NULL,
    asset_id UUID NOT NULL,
    contract_line_id UUID NOT NULL,
    during TSTZRANGE NOT NULL,
    CONSTRAINT assignment_pkey PRIMARY KEY (id),
    CONSTRAINT assignment_one_holder_excl EXCLUDE USING gist (asset_id WITH =, during WITH &&),
    CONSTRAINT assignment_asset_id_fkey FOREIGN KEY(asset_id) REFERENCES umlauf.asset (id),
    CONSTRAINT assignment_contract_line_id_fkey FOREIGN KEY(contract_line_id) REFERENCES umlauf.contract_line (id)
);
CREATE INDEX assignment_contract_line_id_idx ON umlauf.assignment (contract_line_id);

CREATE TABLE umlauf.return_case (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    customer_id UUID NOT NULL,
    contract_id UUID NOT NULL,
    announced_on DATE NOT NULL,
    return_until DATE,
    is_announced BOOLEAN NOT NULL,
    reason TEXT NOT NULL,
    purpose TEXT DEFAULT 'end' NOT NULL,
    withdrawn_on DATE,
    CONSTRAINT return_case_pkey PRIMARY KEY (id),
    CONSTRAINT return_case_number_key UNIQUE (number),
    CONSTRAINT return_case_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id)
);
CREATE INDEX return_case_contract_id_idx ON umlauf.return_case (contract_id);

CREATE TABLE umlauf.return_line (
    return_id UUID NOT NULL,
    asset_id UUID NOT NULL,
    contract_line_id UUID NOT NULL,
    received_at TIMESTAMP WITH TIME ZONE,
    condition TEXT,
    grade TEXT,
    CONSTRAINT return_line_pkey PRIMARY KEY (return_id, asset_id),
    CONSTRAINT return_line_return_id_fkey FOREIGN KEY(return_id) REFERENCES umlauf.return_case (id),
    CONSTRAINT return_line_asset_id_fkey FOREIGN KEY(asset_id) REFERENCES umlauf.asset (id)
);
CREATE INDEX return_line_asset_id_idx ON umlauf.return_line (asset_id);

CREATE TABLE umlauf.refurbishment (
    id UUID NOT NULL,
    asset_id UUID NOT NULL,
    status TEXT DEFAULT 'queued' NOT NULL,
    queued_at TIMESTAMP WITH TIME ZONE NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE,
    finished_at TIMESTAMP WITH TIME ZONE,
    minutes INTEGER,
    checks JSONB DEFAULT '{}'::jsonb NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    finished_by UUID,
    CONSTRAINT refurbishment_pkey PRIMARY KEY (id),
    CONSTRAINT refurbishment_asset_id_fkey FOREIGN KEY(asset_id) REFERENCES umlauf.asset (id),
    CONSTRAINT refurbishment_finished_by_key UNIQUE (finished_by)
);
CREATE INDEX refurbishment_asset_id_idx ON umlauf.refurbishment (asset_id);

CREATE TABLE umlauf.refurbishment_part (
    refurbishment_id UUID NOT NULL,
    variant_id UUID NOT NULL,
    quantity INTEGER NOT NULL,
    CONSTRAINT refurbishment_part_pkey PRIMARY KEY (refurbishment_id, variant_id),
    CONSTRAINT refurbishment_part_refurbishment_id_fkey FOREIGN KEY(refurbishment_id) REFERENCES umlauf.refurbishment (id),
    CONSTRAINT refurbishment_part_variant_id_fkey FOREIGN KEY(variant_id) REFERENCES umlauf.variant (id)
);

CREATE TABLE umlauf.refurbishment_cost (
    refurbishment_id UUID NOT NULL,
    labour_minor BIGINT NOT NULL,
    parts_minor BIGINT NOT NULL,
    CONSTRAINT refurbishment_cost_pkey PRIMARY KEY (refurbishment_id),
    CONSTRAINT refurbishment_cost_refurbishment_id_fkey FOREIGN KEY(refurbishment_id) REFERENCES umlauf.refurbishment (id)
);

CREATE TABLE umlauf.shipment (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    order_id UUID NOT NULL,
    contract_id UUID NOT NULL,
    customer_id UUID NOT NULL,
    store_id UUID NOT NULL,
    status TEXT NOT NULL,
    dispatched_at TIMESTAMP WITH TIME ZONE,
    tracking TEXT DEFAULT '' NOT NULL,
    cause TEXT DEFAULT 'order' NOT NULL,
    arrived_on DATE,
    is_pick_up BOOLEAN DEFAULT false NOT NULL,
    CONSTRAINT shipment_pkey PRIMARY KEY (id),
    CONSTRAINT shipment_number_key UNIQUE (number),
    CONSTRAINT shipment_order_id_fkey FOREIGN KEY(order_id) REFERENCES umlauf.customer_order (id),
    CONSTRAINT shipment_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES umlauf.contract (id),
    CONSTRAINT shipment_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id),
    CONSTRAINT shipment_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id)
);
CREATE INDEX shipment_contract_id_idx ON umlauf.shipment (contract_id);
CREATE INDEX shipment_order_id_idx ON umlauf.shipment (order_id);

CREATE TABLE umlauf.shipment_line (
    id UUID NOT NULL,
    shipment_id UUID NOT NULL,
    position INTEGER NOT NULL,
    variant_id UUID NOT NULL,
    title TEXT NOT NULL,
    treatment TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    is_tracked BOOLEAN NOT NULL,
    contract_line_id UUID NOT NULL,
    asset_id UUID,
    done INTEGER DEFAULT 0 NOT NULL,
    answers_return_id UUID,
    replaces_asset_id UUID,
    CONSTRAINT shipment_line_pkey PRIMARY KEY (id),
    CONSTRAINT shipment_line_shipment_id_fkey FOREIGN KEY(shipment_id) REFERENCES umlauf.shipment (id),
    CONSTRAINT shipment_line_variant_id_fkey FOREIGN KEY(variant_id) REFERENCES umlauf.variant (id),
    CONSTRAINT shipment_line_contract_line_id_fkey FOREIGN KEY(contract_line_id) REFERENCES umlauf.contract_line (id),
    CONSTRAINT shipment_line_asset_id_fkey FOREIGN KEY(asset_id) REFERENCES umlauf.asset (id),
    CONSTRAINT shipment_line_answers_return_id_fkey FOREIGN KEY(answers_return_id) REFERENCES umlauf.return_case (id),
    CONSTRAINT shipment_line_replaces_asset_id_fkey FOREIGN KEY(replaces_asset_id) REFERENCES umlauf.asset (id)
);
CREATE INDEX shipment_line_asset_id_idx ON umlauf.shipment_line (asset_id);
CREATE INDEX shipment_line_replaces_asset_id_idx ON umlauf.shipment_line (replaces_asset_id);
CREATE INDEX shipment_line_shipment_id_idx ON umlauf.shipment_line (shipment_id);

CREATE TABLE umlauf.asset_event_0 PARTITION OF umlauf.asset_event FOR VALUES WITH (MODULUS 8, REMAINDER 0);
CREATE TABLE umlauf.asset_event_1 PARTITION OF umlauf.asset_event FOR VALUES WITH (MODULUS 8, REMAINDER 1);
CREATE TABLE umlauf.asset_event_2 PARTITION OF umlauf.asset_event FOR VALUES WITH (MODULUS 8, REMAINDER 2);
CREATE TABLE umlauf.asset_event_3 PARTITION OF umlauf.asset_event FOR VALUES WITH (MODULUS 8, REMAINDER 3);
CREATE TABLE umlauf.asset_event_4 PARTITION OF umlauf.asset_event FOR VALUES WITH (MODULUS 8, REMAINDER 4);
CREATE TABLE umlauf.asset_event_5 PARTITION OF umlauf.asset_event FOR VALUES WITH (MODULUS 8, REMAINDER 5);
CREATE TABLE umlauf.asset_event_6 PARTITION OF umlauf.asset_event FOR VALUES WITH (MODULUS 8, REMAINDER 6);
CREATE TABLE umlauf.asset_event_7 PARTITION OF umlauf.asset_event FOR VALUES WITH (MODULUS 8, REMAINDER 7);
