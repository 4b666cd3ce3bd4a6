-- Codes that are stuck to a thing, each step of it; and every scan that was of no use: by whom, where and why.
CREATE TABLE umlauf.asset_alias_step (
    command_id UUID NOT NULL,
    asset_id UUID NOT NULL,
    text TEXT NOT NULL,
    is_attached BOOLEAN NOT NULL,
    actor_id UUID NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT asset_alias_step_pkey PRIMARY KEY (command_id, text),
    CONSTRAINT asset_alias_step_asset_id_fkey FOREIGN KEY(asset_id) REFERENCES umlauf.asset (id),
    CONSTRAINT asset_alias_step_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES umlauf.person (id),
    CONSTRAINT asset_alias_step_text_check CHECK (length(text) BETWEEN 1 AND 128)
);
CREATE INDEX asset_alias_step_asset_id_idx ON umlauf.asset_alias_step (asset_id);

CREATE TABLE umlauf.wrong_scan (
    command_id UUID NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    store_id UUID NOT NULL,
    actor_id UUID NOT NULL,
    station TEXT DEFAULT session_user NOT NULL,
    page TEXT NOT NULL,
    device TEXT NOT NULL,
    symbology TEXT NOT NULL,
    kind TEXT NOT NULL,
    refusal TEXT NOT NULL,
    shown TEXT NOT NULL,
    digest TEXT NOT NULL,
    CONSTRAINT wrong_scan_pkey PRIMARY KEY (command_id),
    CONSTRAINT wrong_scan_store_id_fkey FOREIGN KEY(store_id) REFERENCES umlauf.store (id),
    CONSTRAINT wrong_scan_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES umlauf.person (id),
    CONSTRAINT wrong_scan_lengths_check CHECK (length(shown) <= 40 AND length(digest) <= 8 AND length(page) <= 64
        AND length(device) <= 64 AND length(symbology) <= 64 AND length(refusal) <= 64 AND length(kind) <= 64)
);
CREATE INDEX wrong_scan_at_idx ON umlauf.wrong_scan (at);
CREATE INDEX shipment_tracking_idx ON umlauf.shipment (tracking) WHERE tracking <> '';

-- Whatever is noted was noted by the command of this transaction, by whom it says.
CREATE FUNCTION umlauf.check_scan_fact() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM umlauf.command c WHERE c.command_id = NEW.command_id AND c.xid = pg_current_xact_id()
            AND c.login = session_user AND c.outcome IS NULL AND c.actor_id = NEW.actor_id
    ) THEN
        RAISE EXCEPTION 'no such command is open in this transaction' USING ERRCODE = 'UM003';
    END IF;
    RETURN NEW;
END $$;

-- The list of codes follows the steps and is written by nobody else. A code that is another thing's serial leads there.
CREATE FUNCTION umlauf.follow_alias() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT NEW.is_attached THEN
        DELETE FROM umlauf.asset_alias a WHERE a.text = NEW.text AND a.asset_id = NEW.asset_id;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'this code does not lead there' USING ERRCODE = 'UM404';
        END IF;
        RETURN NULL;
    END IF;
    IF EXISTS (SELECT FROM umlauf.asset a WHERE a.serial = NEW.text OR a.code = NEW.text) THEN
        RAISE EXCEPTION 'this code leads to a thing already' USING ERRCODE = 'UM409';
    END IF;
    INSERT INTO umlauf.asset_alias (text, asset_id) VALUES (NEW.text, NEW.asset_id);
    RETURN NULL;
END $$;

CREATE FUNCTION umlauf.tell_station() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.station := session_user;
    RETURN NEW;
END $$;

REVOKE ALL ON FUNCTION umlauf.check_scan_fact(), umlauf.follow_alias(), umlauf.tell_station() FROM PUBLIC;
CREATE TRIGGER by_open_command BEFORE INSERT ON umlauf.asset_alias_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.check_scan_fact();
CREATE TRIGGER follow AFTER INSERT ON umlauf.asset_alias_step FOR EACH ROW EXECUTE FUNCTION umlauf.follow_alias();
CREATE TRIGGER by_open_command BEFORE INSERT ON umlauf.wrong_scan
    FOR EACH ROW EXECUTE FUNCTION umlauf.check_scan_fact();
CREATE TRIGGER station_is_told BEFORE INSERT ON umlauf.wrong_scan
    FOR EACH ROW EXECUTE FUNCTION umlauf.tell_station();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.asset_alias_step
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.asset_alias_step
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON umlauf.wrong_scan
    FOR EACH ROW EXECUTE FUNCTION umlauf.refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON umlauf.wrong_scan
    FOR EACH STATEMENT EXECUTE FUNCTION umlauf.refuse_change();

-- What counts on which page is no secret on the floor.
CREATE VIEW umlauf.scan_rules WITH (security_barrier) AS
    SELECT value FROM umlauf.setting WHERE name = 'scanning';

REVOKE INSERT ON umlauf.asset_alias FROM umlauf_warehouse, umlauf_pos, umlauf_owner;
GRANT SELECT ON umlauf.asset_alias_step, umlauf.scan_rules
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
GRANT INSERT ON umlauf.asset_alias_step TO umlauf_warehouse, umlauf_pos, umlauf_owner;
GRANT SELECT ON umlauf.wrong_scan TO umlauf_owner, umlauf_auditor;
GRANT INSERT (command_id, at, store_id, actor_id, page, device, symbology, kind, refusal, shown, digest)
    ON umlauf.wrong_scan TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner;
