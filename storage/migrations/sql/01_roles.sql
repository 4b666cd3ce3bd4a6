-- Group roles hold the rights, logins only belong to them (DECISIONS 14). Owners cannot log in.
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'umlauf_schema', 'umlauf_audit', 'umlauf_warehouse', 'umlauf_pos', 'umlauf_backoffice', 'umlauf_owner',
        'umlauf_worker', 'umlauf_portal', 'umlauf_auditor'
    ] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', name);
        END IF;
    END LOOP;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format(
        'GRANT CONNECT ON DATABASE %I TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker, '
        'umlauf_portal, umlauf_auditor', current_database());
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE SCHEMA umlauf AUTHORIZATION umlauf_schema;
CREATE SCHEMA umlauf_jobs AUTHORIZATION umlauf_schema;
CREATE SCHEMA umlauf_own AUTHORIZATION umlauf_schema;
ALTER DEFAULT PRIVILEGES FOR ROLE umlauf_schema REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
GRANT USAGE ON SCHEMA umlauf TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker,
    umlauf_auditor;
GRANT USAGE ON SCHEMA umlauf_own TO umlauf_portal;
