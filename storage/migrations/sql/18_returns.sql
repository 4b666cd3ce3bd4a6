-- Returns as a whole process: who asked and how it comes, each step, each line, damage, claims, photos.
ALTER TABLE umlauf.return_case ADD COLUMN asked_by TEXT DEFAULT 'office' NOT NULL,
    ADD COLUMN way TEXT DEFAULT 'label' NOT NULL,
    ADD COLUMN pick_up_on DATE;
ALTER TABLE umlauf.return_line ADD COLUMN contract_id UUID NOT NULL,
    ADD COLUMN missing_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN other_asset_id UUID,
    ADD COLUMN other_text TEXT DEFAULT '' NOT NULL,
    ADD COLUMN inspected_at TIMESTAMP WITH TIME ZONE,
    ADD CONSTRAINT return_line_other_asset_id_fkey FOREIGN KEY(other_asset_id) REFERENCES umlauf.asset (id);
CREATE INDEX return_line_contract_id_idx ON umlauf.return_line (contract_id);
CREATE INDEX return_case_customer_id_idx ON umlauf.return_case (customer_id);

-- What happened to a return, in order; `stage` is where it stands after it.
CREATE TABLE umlauf.return_step (
    return_id UUID NOT NULL,
    n INTEGER NOT NULL,
    step TEXT NOT NULL,
    stage TEXT NOT NULL,
    facts JSONB DEFAULT '{}'::jsonb NOT NULL,
    effective_at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor_id UUID NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT return_step_pkey PRIMARY KEY (return_id, n),
    CONSTRAINT return_step_return_id_fkey FOREIGN KEY(return_id) REFERENCES umlauf.return_case (id)
);
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.return_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.return_step
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

-- Damage as it was found, without a price; `damage` is the code of the owner's list, '' for what is not on it.
CREATE TABLE umlauf.return_damage (
    id UUID NOT NULL,
    return_id UUID NOT NULL,
    asset_id UUID NOT NULL,
    damage TEXT NOT NULL,
    title TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    noted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    command_id UUID NOT NULL,
    CONSTRAINT return_damage_pkey PRIMARY KEY (id),
    CONSTRAINT return_damage_return_id_fkey FOREIGN KEY(return_id) REFERENCES umlauf.return_case (id),
    CONSTRAINT return_damage_asset_id_fkey FOREIGN KEY(asset_id) REFERENCES umlauf.asset (id),
    CONSTRAINT return_damage_quantity_check CHECK (quantity BETWEEN 1 AND 99)
);
CREATE INDEX return_damage_return_id_idx ON umlauf.return_damage (return_id);
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.return_damage
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.return_damage
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

-- What a customer is to pay for it: told with a period in which to object, then charged or dropped.
CREATE TABLE umlauf.damage_claim (
    id UUID NOT NULL,
    return_id UUID NOT NULL,
    contract_id UUID NOT NULL,
    told_on DATE NOT NULL,
    object_until DATE NOT NULL,
    state TEXT NOT NULL,
    currency TEXT NOT NULL,
    items JSONB NOT NULL,
    objected_on DATE,
    objection TEXT DEFAULT '' NOT NULL,
    CONSTRAINT damage_claim_pkey PRIMARY KEY (id),
    CONSTRAINT damage_claim_return_id_fkey FOREIGN KEY(return_id) REFERENCES umlauf.return_case (id),
    CONSTRAINT damage_claim_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES umlauf.contract (id)
);
CREATE INDEX damage_claim_return_id_idx ON umlauf.damage_claim (return_id);

-- How a thing looked when it went out and when it came back. The fact stays; the picture lies beside.
CREATE TABLE umlauf.asset_photo (
    id UUID NOT NULL,
    asset_id UUID NOT NULL,
    seq INTEGER NOT NULL,
    moment TEXT NOT NULL,
    return_id UUID,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    digest TEXT NOT NULL,
    command_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT asset_photo_pkey PRIMARY KEY (id),
    CONSTRAINT asset_photo_asset_id_fkey FOREIGN KEY(asset_id) REFERENCES umlauf.asset (id),
    CONSTRAINT asset_photo_return_id_fkey FOREIGN KEY(return_id) REFERENCES umlauf.return_case (id)
);
CREATE INDEX asset_photo_asset_id_idx ON umlauf.asset_photo (asset_id);
CREATE TABLE umlauf.asset_photo_content (
    photo_id UUID NOT NULL,
    content BYTEA NOT NULL,
    CONSTRAINT asset_photo_content_pkey PRIMARY KEY (photo_id),
    CONSTRAINT asset_photo_content_photo_id_fkey FOREIGN KEY(photo_id) REFERENCES umlauf.asset_photo (id),
    CONSTRAINT asset_photo_content_size_check CHECK (octet_length(content) <= 10485760)
);
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.asset_photo
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.asset_photo
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

-- The owner's list of damage without its prices, for those who find it.
CREATE VIEW umlauf.damage_offered WITH (security_barrier) AS
    SELECT d.place::integer AS position, d.damage ->> 'code' AS code, d.damage ->> 'title' AS title,
        d.damage ->> 'category' AS category
    FROM umlauf.setting s, jsonb_array_elements(s.value -> 'damages') WITH ORDINALITY AS d(damage, place)
    WHERE s.name = 'returns';

GRANT SELECT ON umlauf.return_step, umlauf.return_damage, umlauf.damage_offered
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT INSERT ON umlauf.return_step TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT INSERT ON umlauf.return_damage TO umlauf_warehouse, umlauf_backoffice, umlauf_owner;
GRANT UPDATE (missing_at, other_asset_id, other_text, inspected_at) ON umlauf.return_line
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT UPDATE (return_until) ON umlauf.return_case TO umlauf_backoffice, umlauf_owner;
GRANT SELECT ON umlauf.damage_claim TO umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT INSERT ON umlauf.damage_claim TO umlauf_backoffice, umlauf_owner;
GRANT UPDATE (state, objected_on, objection) ON umlauf.damage_claim
    TO umlauf_backoffice, umlauf_owner, umlauf_worker;
GRANT SELECT, INSERT ON umlauf.asset_photo, umlauf.asset_photo_content
    TO umlauf_warehouse, umlauf_backoffice, umlauf_owner;
GRANT SELECT ON umlauf.asset_photo TO umlauf_auditor;
