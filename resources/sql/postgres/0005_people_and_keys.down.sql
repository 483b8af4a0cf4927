-- SPDX-License-Identifier: GPL-3.0-or-later
-- The way back of 0005: people, their sessions and all API keys are lost.
DROP TABLE plancia.key_directory;
DROP TABLE plancia.api_key_limits;
DROP TABLE plancia.api_key_addresses;
DROP TABLE plancia.api_key_permissions;
DROP TABLE plancia.api_key_words;
DROP TABLE plancia.api_keys;
DROP TABLE plancia.session_directory;
DROP TABLE plancia.user_directory;
DROP TABLE plancia.sign_ins;
DROP TABLE plancia.session_tokens;
DROP TABLE plancia.user_sessions;
DROP TABLE plancia.user_codes;
DROP TABLE plancia.user_passwords;
DROP TABLE plancia.user_words;
DROP TABLE plancia.users;

-- As in 0004.
-- Gives the roles that exist their rights and policies, and the objects to plancia_owner. May run any number of times: it
-- runs here, and again from roles.sql when the roles come later. Runs with the caller's rights.
CREATE OR REPLACE FUNCTION plancia.apply_roles() RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    owner name;
    item record;
    own text; -- the condition of the service: only the tenant that this transaction names
BEGIN
    REVOKE ALL ON SCHEMA plancia FROM PUBLIC;
    REVOKE ALL ON ALL TABLES IN SCHEMA plancia FROM PUBLIC;
    REVOKE ALL ON ALL FUNCTIONS IN SCHEMA plancia FROM PUBLIC;

    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'plancia_owner' AND pg_has_role(oid, 'MEMBER')) THEN
        ALTER SCHEMA plancia OWNER TO plancia_owner;
        FOR item IN SELECT c.relname FROM pg_class c
                    WHERE c.relnamespace = 'plancia'::regnamespace AND c.relkind IN ('r', 'p')
                      AND c.relowner <> 'plancia_owner'::regrole
        LOOP
            EXECUTE format('ALTER TABLE plancia.%I OWNER TO plancia_owner', item.relname);
        END LOOP;
        FOR item IN SELECT p.oid::regprocedure AS signature FROM pg_proc p
                    WHERE p.pronamespace = 'plancia'::regnamespace AND p.proowner <> 'plancia_owner'::regrole
        LOOP
            EXECUTE format('ALTER FUNCTION %s OWNER TO plancia_owner', item.signature);
        END LOOP;
    END IF;
    SELECT pg_get_userbyid(nspowner) INTO owner FROM pg_namespace WHERE nspname = 'plancia';

    FOR item IN SELECT * FROM (VALUES
        ('plancia_app', 'meta', 'SELECT, UPDATE'),
        ('plancia_app', 'tenants', 'SELECT, INSERT, UPDATE'),
        ('plancia_app', 'tenant_words', 'SELECT, INSERT, DELETE'),
        ('plancia_app', 'tenant_redirects', 'SELECT, INSERT, DELETE'),
        ('plancia_app', 'audit_log', 'SELECT, INSERT'),
        ('plancia_viewer', 'meta', 'SELECT'),
        ('plancia_viewer', 'schema_migrations', 'SELECT'),
        ('plancia_viewer', 'tenants', 'SELECT'),
        ('plancia_viewer', 'tenant_words', 'SELECT'),
        ('plancia_viewer', 'tenant_redirects', 'SELECT'),
        ('plancia_viewer', 'audit_log', 'SELECT'),
        ('plancia_support', 'meta', 'SELECT, UPDATE'),
        ('plancia_support', 'schema_migrations', 'SELECT'),
        ('plancia_support', 'tenants', 'SELECT, UPDATE (status, status_reason, trial_ends_at, updated_at, row_version)'),
        ('plancia_support', 'tenant_words', 'SELECT'),
        ('plancia_support', 'tenant_redirects', 'SELECT'),
        ('plancia_support', 'audit_log', 'SELECT, INSERT'),
        ('plancia_admin', 'meta', 'SELECT, UPDATE'),
        ('plancia_admin', 'schema_migrations', 'SELECT'),
        ('plancia_admin', 'tenants', 'SELECT, INSERT, UPDATE, DELETE'),
        ('plancia_admin', 'tenant_words', 'SELECT, INSERT, DELETE'),
        ('plancia_admin', 'tenant_redirects', 'SELECT, INSERT, DELETE'),
        ('plancia_admin', 'audit_log', 'SELECT, INSERT'),
        ('plancia_backup', 'meta', 'SELECT'),
        ('plancia_backup', 'schema_migrations', 'SELECT'),
        ('plancia_backup', 'tenants', 'SELECT'),
        ('plancia_backup', 'tenant_words', 'SELECT'),
        ('plancia_backup', 'tenant_redirects', 'SELECT'),
        ('plancia_backup', 'audit_log', 'SELECT')) AS grants(role, relation, rights)
        JOIN pg_roles ON rolname = grants.role
        WHERE to_regclass('plancia.' || grants.relation) IS NOT NULL
    LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA plancia TO %I', item.role);
        EXECUTE format('GRANT %s ON plancia.%I TO %I', item.rights, item.relation, item.role);
        IF item.relation = 'audit_log' AND item.rights LIKE '%INSERT%' THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION plancia.make_audit_partition(timestamptz) TO %I', item.role);
        END IF;
    END LOOP;

    -- Row security, forced: without a policy that says so, not even the owner sees a row. None is for PUBLIC. A restrictive
    -- guard for everybody would lock the operators out, so it is the service's alone.
    FOR item IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'plancia' LOOP
        EXECUTE format('DROP POLICY %I ON plancia.%I', item.policyname, item.tablename);
    END LOOP;
    FOR item IN SELECT * FROM (VALUES ('tenants', 'id'), ('tenant_words', 'tenant_id'),
                                       ('tenant_redirects', 'tenant_id'), ('audit_log', 'tenant_id'))
                AS tenant_tables(relation, tenant) LOOP
        EXECUTE format('ALTER TABLE plancia.%I ENABLE ROW LEVEL SECURITY', item.relation);
        EXECUTE format('ALTER TABLE plancia.%I FORCE ROW LEVEL SECURITY', item.relation);
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'plancia_app') THEN
            own := format('%I = (SELECT nullif(current_setting(''plancia.tenant_id'', true), '''')::uuid)', item.tenant);
            EXECUTE format('CREATE POLICY app_guard ON plancia.%I AS RESTRICTIVE TO plancia_app USING (%s) WITH CHECK (%s)',
                           item.relation, own, own);
        END IF;
        -- An owner who is neither ours nor an administrator: the installation went on without the roles.
        IF owner <> 'plancia_owner' AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = owner)
           AND NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'plancia_admin' AND pg_has_role(owner, oid, 'USAGE')) THEN
            EXECUTE format('CREATE POLICY installer ON plancia.%I TO %I USING (true) WITH CHECK (true)',
                           item.relation, owner);
        END IF;
    END LOOP;

    FOR item IN SELECT * FROM (VALUES
        ('plancia_app', 'app_select', 'tenants', 'FOR SELECT', 'USING (true)'),
        ('plancia_app', 'app_insert', 'tenants', 'FOR INSERT', 'WITH CHECK (true)'),
        ('plancia_app', 'app_update', 'tenants', 'FOR UPDATE', 'USING (true) WITH CHECK (true)'),
        ('plancia_app', 'app_select', 'tenant_words', 'FOR SELECT', 'USING (true)'),
        ('plancia_app', 'app_insert', 'tenant_words', 'FOR INSERT', 'WITH CHECK (true)'),
        ('plancia_app', 'app_delete', 'tenant_words', 'FOR DELETE', 'USING (true)'),
        ('plancia_app', 'app_select', 'audit_log', 'FOR SELECT', 'USING (true)'),
        ('plancia_app', 'app_insert', 'audit_log', 'FOR INSERT', 'WITH CHECK (true)'),
        ('plancia_app', 'app_select', 'tenant_redirects', 'FOR SELECT', 'USING (true)'),
        ('plancia_app', 'app_insert', 'tenant_redirects', 'FOR INSERT', 'WITH CHECK (true)'),
        ('plancia_app', 'app_delete', 'tenant_redirects', 'FOR DELETE', 'USING (true)'),
        ('plancia_viewer', 'viewer_select', 'tenant_redirects', 'FOR SELECT', 'USING (true)'),
        ('plancia_support', 'support_select', 'tenant_redirects', 'FOR SELECT', 'USING (true)'),
        ('plancia_admin', 'admin_select', 'tenant_redirects', 'FOR SELECT', 'USING (true)'),
        ('plancia_admin', 'admin_insert', 'tenant_redirects', 'FOR INSERT', 'WITH CHECK (true)'),
        ('plancia_admin', 'admin_delete', 'tenant_redirects', 'FOR DELETE', 'USING (true)'),
        ('plancia_admin', 'admin_delete', 'tenants', 'FOR DELETE', 'USING (true)'),
        ('plancia_viewer', 'viewer_select', 'tenants', 'FOR SELECT', 'USING (true)'),
        ('plancia_viewer', 'viewer_select', 'tenant_words', 'FOR SELECT', 'USING (true)'),
        ('plancia_viewer', 'viewer_select', 'audit_log', 'FOR SELECT', 'USING (true)'),
        ('plancia_support', 'support_select', 'tenants', 'FOR SELECT', 'USING (true)'),
        ('plancia_support', 'support_update', 'tenants', 'FOR UPDATE', 'USING (true) WITH CHECK (true)'),
        ('plancia_support', 'support_select', 'tenant_words', 'FOR SELECT', 'USING (true)'),
        ('plancia_support', 'support_select', 'audit_log', 'FOR SELECT', 'USING (true)'),
        ('plancia_support', 'support_insert', 'audit_log', 'FOR INSERT',
         'WITH CHECK (actor_kind = ''pg'' AND actor_name = session_user::text)'),
        ('plancia_admin', 'admin_select', 'tenants', 'FOR SELECT', 'USING (true)'),
        ('plancia_admin', 'admin_insert', 'tenants', 'FOR INSERT', 'WITH CHECK (true)'),
        ('plancia_admin', 'admin_update', 'tenants', 'FOR UPDATE', 'USING (true) WITH CHECK (true)'),
        ('plancia_admin', 'admin_select', 'tenant_words', 'FOR SELECT', 'USING (true)'),
        ('plancia_admin', 'admin_insert', 'tenant_words', 'FOR INSERT', 'WITH CHECK (true)'),
        ('plancia_admin', 'admin_delete', 'tenant_words', 'FOR DELETE', 'USING (true)'),
        ('plancia_admin', 'admin_select', 'audit_log', 'FOR SELECT', 'USING (true)'),
        ('plancia_admin', 'admin_insert', 'audit_log', 'FOR INSERT',
         'WITH CHECK (actor_kind = ''pg'' AND actor_name = session_user::text)'))
        AS policies(role, policy, relation, command, condition)
        JOIN pg_roles ON rolname = policies.role
    LOOP
        EXECUTE format('CREATE POLICY %I ON plancia.%I %s TO %I %s',
                       item.policy, item.relation, item.command, item.role, item.condition);
    END LOOP;
END
$function$;

DROP FUNCTION plancia.rights();
SELECT plancia.apply_roles();
SELECT plancia.grant_backup();
