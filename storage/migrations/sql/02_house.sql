CREATE TABLE umlauf.store (
    id UUID NOT NULL,
    name TEXT NOT NULL,
    asset_prefix TEXT DEFAULT 'AS' NOT NULL,
    CONSTRAINT store_pkey PRIMARY KEY (id)
);

CREATE TABLE umlauf.person (
    id UUID NOT NULL,
    name TEXT NOT NULL,
    store_id UUID NOT NULL,
    is_active BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT person_pkey PRIMARY KEY (id),
    CONSTRAINT person_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id)
);

CREATE TABLE umlauf.principal (
    login TEXT NOT NULL,
    seat TEXT NOT NULL,
    store_id UUID NOT NULL,
    person_id UUID NOT NULL,
    CONSTRAINT principal_pkey PRIMARY KEY (login),
    CONSTRAINT principal_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id),
    CONSTRAINT principal_person_id_fkey FOREIGN KEY(person_id) REFERENCES umlauf.person (id)
);

CREATE TABLE umlauf.place (
    id UUID NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    store_id UUID NOT NULL,
    parent_id UUID,
    CONSTRAINT place_pkey PRIMARY KEY (id),
    CONSTRAINT place_code_key UNIQUE (code),
    CONSTRAINT place_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id),
    CONSTRAINT place_parent_id_fkey FOREIGN KEY(parent_id) REFERENCES umlauf.place (id)
);

CREATE TABLE umlauf.setting (
    name TEXT NOT NULL,
    value JSONB DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT setting_pkey PRIMARY KEY (name)
);

CREATE TABLE umlauf.task (
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    facts JSONB DEFAULT '{}'::jsonb NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    closed_at TIMESTAMP WITH TIME ZONE,
    is_for_floor BOOLEAN DEFAULT false NOT NULL,
    CONSTRAINT task_pkey PRIMARY KEY (id)
);

CREATE TABLE umlauf.command_kind (
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    seats TEXT[] NOT NULL,
    has_consequences BOOLEAN NOT NULL,
    CONSTRAINT command_kind_pkey PRIMARY KEY (name)
);

CREATE TABLE umlauf.station (
    epoch UUID NOT NULL,
    login TEXT NOT NULL,
    last_seq BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT station_pkey PRIMARY KEY (epoch)
);

CREATE TABLE umlauf.command (
    command_id UUID NOT NULL,
    name TEXT NOT NULL,
    login TEXT NOT NULL,
    seat TEXT NOT NULL,
    actor_id UUID NOT NULL,
    store_id UUID NOT NULL,
    epoch UUID,
    station_seq BIGINT,
    station_time TIMESTAMP WITH TIME ZONE,
    effective_at TIMESTAMP WITH TIME ZONE NOT NULL,
    received_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    payload JSONB DEFAULT '{}'::jsonb NOT NULL,
    payload_hash BYTEA NOT NULL,
    outcome TEXT,
    result JSONB DEFAULT '{}'::jsonb NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT command_pkey PRIMARY KEY (command_id),
    CONSTRAINT command_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES umlauf.person (id),
    CONSTRAINT command_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id)
);

CREATE TABLE umlauf.command_personal (
    command_id UUID NOT NULL,
    data JSONB DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT command_personal_pkey PRIMARY KEY (command_id),
    CONSTRAINT command_personal_command_id_fkey FOREIGN KEY(command_id) REFERENCES umlauf.command (command_id)
);

CREATE TABLE umlauf.feed (
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    seq BIGINT GENERATED ALWAYS AS IDENTITY,
    store_id UUID NOT NULL,
    topic TEXT NOT NULL,
    CONSTRAINT feed_pkey PRIMARY KEY (xid, seq),
    CONSTRAINT feed_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id)
);

CREATE TABLE umlauf.generation (
    id UUID NOT NULL,
    one INTEGER NOT NULL,
    CONSTRAINT generation_pkey PRIMARY KEY (id),
    CONSTRAINT generation_one_key UNIQUE (one)
);
