CREATE TABLE umlauf.number_series (
    series TEXT NOT NULL,
    next BIGINT NOT NULL,
    CONSTRAINT number_series_pkey PRIMARY KEY (series)
);

CREATE TABLE umlauf.invoice (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    series TEXT NOT NULL,
    series_number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    customer_id UUID NOT NULL,
    issued_on DATE NOT NULL,
    due_on DATE NOT NULL,
    currency TEXT NOT NULL,
    language TEXT NOT NULL,
    prices_are TEXT NOT NULL,
    net_minor BIGINT NOT NULL,
    vat_minor BIGINT NOT NULL,
    gross_minor BIGINT NOT NULL,
    corrects_id UUID,
    run_id UUID,
    command_id UUID NOT NULL,
    CONSTRAINT invoice_pkey PRIMARY KEY (id),
    CONSTRAINT invoice_number_key UNIQUE (number),
    CONSTRAINT invoice_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES umlauf.customer (id)
);
CREATE INDEX invoice_customer_id_idx ON umlauf.invoice (customer_id);
CREATE INDEX invoice_run_id_idx ON umlauf.invoice (run_id);

CREATE TABLE umlauf.invoice_personal (
    invoice_id UUID NOT NULL,
    recipient JSONB DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT invoice_personal_pkey PRIMARY KEY (invoice_id),
    CONSTRAINT invoice_personal_invoice_id_fkey FOREIGN KEY(invoice_id) REFERENCES umlauf.invoice (id)
);

CREATE TABLE umlauf.invoice_line (
    id UUID NOT NULL,
    invoice_id UUID NOT NULL,
    position INTEGER NOT NULL,
    contract_id UUID,
    contract_line_id UUID,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    period DATERANGE NOT NULL,
    days INTEGER NOT NULL,
    of_days INTEGER NOT NULL,
    quantity NUMERIC(14, 4) NOT NULL,
    price_minor BIGINT NOT NULL,
    amount_minor BIGINT NOT NULL,
    net_minor BIGINT NOT NULL,
    vat_category TEXT NOT NULL,
    vat_rate NUMERIC(6, 3) NOT NULL,
    vat_country TEXT NOT NULL,
    vat_reason TEXT NOT NULL,
    corrects_line_id UUID,
    off_minor BIGINT NOT NULL,
    given_minor BIGINT NOT NULL,
    vat_minor BIGINT NOT NULL,
    CONSTRAINT invoice_line_pkey PRIMARY KEY (id),
    CONSTRAINT invoice_line_invoice_id_fkey FOREIGN KEY(invoice_id) REFERENCES umlauf.invoice (id)
);
CREATE INDEX invoice_line_contract_line_id_idx ON umlauf.invoice_line (contract_line_id);
CREATE INDEX invoice_line_invoice_id_idx ON umlauf.invoice_line (invoice_id);

CREATE TABLE umlauf.invoice_vat (
    invoice_id UUID NOT NULL,
    category TEXT NOT NULL,
    rate NUMERIC(6, 3) NOT NULL,
    country TEXT NOT NULL,
    net_minor BIGINT NOT NULL,
    vat_minor BIGINT NOT NULL,
    CONSTRAINT invoice_vat_pkey PRIMARY KEY (invoice_id, category, rate, country),
    CONSTRAINT invoice_vat_invoice_id_fkey FOREIGN KEY(invoice_id) REFERENCES umlauf.invoice (id)
);

CREATE TABLE umlauf.billed_period (
    contract_line_id UUID NOT NULL,
    first_day DATE NOT NULL,
    kind TEXT NOT NULL,
    period DATERANGE NOT NULL,
    amount_minor BIGINT NOT NULL,
    price_minor BIGINT NOT NULL,
    quantity NUMERIC(14, 4) NOT NULL,
    days INTEGER NOT NULL,
    of_days INTEGER NOT NULL,
    vat_category TEXT NOT NULL,
    vat_rate NUMERIC(6, 3) NOT NULL,
    vat_country TEXT NOT NULL,
    vat_reason TEXT NOT NULL,
    currency TEXT NOT NULL,
    invoice_id UUID NOT NULL,
    invoice_line_id UUID NOT NULL,
    off_minor BIGINT NOT NULL,
    given_minor BIGINT NOT NULL,
    vat_minor BIGINT NOT NULL,
    CONSTRAINT billed_period_pkey PRIMARY KEY (contract_line_id, first_day, kind),
    CONSTRAINT billed_period_no_overlap_excl EXCLUDE USING gist (contract_line_id WITH =, kind WITH =, period WITH &&)
);
CREATE INDEX billed_period_invoice_line_id_idx ON umlauf.billed_period (invoice_line_id);

CREATE TABLE umlauf.billing_run (
    id UUID NOT NULL,
    as_of DATE NOT NULL,
    state TEXT DEFAULT 'running' NOT NULL,
    asked_by UUID,
    only_contracts INTEGER DEFAULT 0 NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    moved_at TIMESTAMP WITH TIME ZONE,
    end_wanted_at TIMESTAMP WITH TIME ZONE,
    finished_at TIMESTAMP WITH TIME ZONE,
    customers INTEGER DEFAULT 0 NOT NULL,
    customers_done INTEGER DEFAULT 0 NOT NULL,
    invoices INTEGER DEFAULT 0 NOT NULL,
    credit_notes INTEGER DEFAULT 0 NOT NULL,
    failed INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT billing_run_pkey PRIMARY KEY (id),
    CONSTRAINT billing_run_asked_by_fkey FOREIGN KEY(asked_by) REFERENCES umlauf.person (id)
);

CREATE TABLE umlauf.billing_run_sum (
    run_id UUID NOT NULL,
    currency TEXT NOT NULL,
    invoices INTEGER NOT NULL,
    credit_notes INTEGER NOT NULL,
    net_minor BIGINT NOT NULL,
    vat_minor BIGINT NOT NULL,
    gross_minor BIGINT NOT NULL,
    CONSTRAINT billing_run_sum_pkey PRIMARY KEY (run_id, currency),
    CONSTRAINT billing_run_sum_run_id_fkey FOREIGN KEY(run_id) REFERENCES umlauf.billing_run (id)
);

CREATE TABLE umlauf.billing_failure (
    run_id UUID NOT NULL,
    contract_id UUID NOT NULL,
    code TEXT NOT NULL,
    facts JSONB DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT billing_failure_pkey PRIMARY KEY (run_id, contract_id),
    CONSTRAINT billing_failure_run_id_fkey FOREIGN KEY(run_id) REFERENCES umlauf.billing_run (id)
);

CREATE TABLE umlauf.void_number (
    series TEXT NOT NULL,
    series_number BIGINT NOT NULL,
    reason TEXT NOT NULL,
    voided_by UUID NOT NULL,
    voided_at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT void_number_pkey PRIMARY KEY (series, series_number),
    CONSTRAINT void_number_voided_by_fkey FOREIGN KEY(voided_by) REFERENCES umlauf.person (id)
);

CREATE TABLE umlauf.document (
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    subject_id UUID NOT NULL,
    file_name TEXT NOT NULL,
    content BYTEA NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT document_pkey PRIMARY KEY (id)
);
CREATE INDEX document_subject_id_idx ON umlauf.document (subject_id);

CREATE TABLE umlauf.outbox (
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    subject_id UUID NOT NULL,
    batch_id UUID NOT NULL,
    status TEXT DEFAULT 'waiting' NOT NULL,
    attempts INTEGER DEFAULT 0 NOT NULL,
    facts JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    done_at TIMESTAMP WITH TIME ZONE,
    is_urgent BOOLEAN DEFAULT false NOT NULL,
    CONSTRAINT outbox_pkey PRIMARY KEY (id)
);
CREATE INDEX outbox_batch_id_idx ON umlauf.outbox (batch_id);
CREATE INDEX outbox_subject_id_idx ON umlauf.outbox (subject_id);
