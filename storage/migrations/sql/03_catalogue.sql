CREATE TABLE umlauf.product (
    id UUID NOT NULL,
    name TEXT NOT NULL,
    category TEXT NOT NULL,
    kind TEXT NOT NULL,
    image TEXT DEFAULT '' NOT NULL,
    CONSTRAINT product_pkey PRIMARY KEY (id)
);

CREATE TABLE umlauf.variant (
    id UUID NOT NULL,
    product_id UUID NOT NULL,
    sku TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    gtin TEXT,
    CONSTRAINT variant_pkey PRIMARY KEY (id),
    CONSTRAINT variant_product_id_fkey FOREIGN KEY(product_id) REFERENCES umlauf.product (id),
    CONSTRAINT variant_sku_key UNIQUE (sku),
    CONSTRAINT variant_gtin_key UNIQUE (gtin)
);
CREATE INDEX variant_product_id_idx ON umlauf.variant (product_id);

CREATE TABLE umlauf.bundle_item (
    bundle_id UUID NOT NULL,
    item_id UUID NOT NULL,
    quantity INTEGER NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT bundle_item_pkey PRIMARY KEY (bundle_id, item_id),
    CONSTRAINT bundle_item_bundle_id_fkey FOREIGN KEY(bundle_id) REFERENCES umlauf.variant (id),
    CONSTRAINT bundle_item_item_id_fkey FOREIGN KEY(item_id) REFERENCES umlauf.variant (id)
);

CREATE TABLE umlauf.plan (
    id UUID NOT NULL,
    product_id UUID NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    vat TEXT NOT NULL,
    price_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    terms JSONB NOT NULL,
    means_of_transport BOOLEAN NOT NULL,
    start_rule TEXT NOT NULL,
    transit_days INTEGER NOT NULL,
    version INTEGER NOT NULL,
    valid_from DATE,
    is_offered BOOLEAN DEFAULT true NOT NULL,
    offer JSONB NOT NULL,
    family_id UUID NOT NULL,
    CONSTRAINT plan_pkey PRIMARY KEY (id),
    CONSTRAINT plan_product_id_fkey FOREIGN KEY(product_id) REFERENCES umlauf.product (id),
    CONSTRAINT plan_family_id_fkey FOREIGN KEY(family_id) REFERENCES umlauf.plan (id)
);
CREATE INDEX plan_product_id_idx ON umlauf.plan (product_id);
CREATE INDEX plan_family_id_idx ON umlauf.plan (family_id);

CREATE TABLE umlauf.plan_change (
    from_id UUID NOT NULL,
    to_id UUID NOT NULL,
    direction TEXT NOT NULL,
    timing TEXT NOT NULL,
    CONSTRAINT plan_change_pkey PRIMARY KEY (from_id, to_id),
    CONSTRAINT plan_change_from_id_fkey FOREIGN KEY(from_id) REFERENCES umlauf.plan (id),
    CONSTRAINT plan_change_to_id_fkey FOREIGN KEY(to_id) REFERENCES umlauf.plan (id)
);

CREATE TABLE umlauf.checklist_point (
    category TEXT NOT NULL,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    text_de TEXT NOT NULL,
    text_en TEXT NOT NULL,
    CONSTRAINT checklist_point_pkey PRIMARY KEY (category, position)
);

CREATE TABLE umlauf.variant_cost (
    variant_id UUID NOT NULL,
    cost_minor BIGINT NOT NULL,
    CONSTRAINT variant_cost_pkey PRIMARY KEY (variant_id),
    CONSTRAINT variant_cost_variant_id_fkey FOREIGN KEY(variant_id) REFERENCES umlauf.variant (id)
);

CREATE TABLE umlauf.customer (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    vat_id TEXT DEFAULT '' NOT NULL,
    country TEXT DEFAULT 'DE' NOT NULL,
    registered_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT customer_pkey PRIMARY KEY (id),
    CONSTRAINT customer_number_key UNIQUE (number)
);

CREATE TABLE umlauf.customer_personal (
    customer_id UUID NOT NULL,
    given_name TEXT DEFAULT '' NOT NULL,
    family_name TEXT DEFAULT '' NOT NULL,
    company TEXT DEFAULT '' NOT NULL,
    email TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    street TEXT DEFAULT '' NOT NULL,
    postcode TEXT DEFAULT '' NOT NULL,
    city TEXT DEFAULT '' NOT NULL,
    search TEXT NOT NULL,
    CONSTRAINT customer_personal_pkey PRIMARY KEY (customer_id),
    CONSTRAINT customer_personal_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id)
);
