-- SPDX-License-Identifier: GPL-3.0-or-later
-- The control plane's tables. The same names and columns as in the local store; times are UTC with milliseconds, because
-- paging by a key with microseconds never ends in a program that counts milliseconds.
CREATE SCHEMA IF NOT EXISTS plancia;

CREATE TABLE plancia.meta (
    id integer PRIMARY KEY CHECK (id = 1),
    store_id uuid NOT NULL,
    history_id uuid NOT NULL,
    commit_no bigint NOT NULL DEFAULT 0 CHECK (commit_no >= 0),
    audit_seq bigint NOT NULL DEFAULT 0 CHECK (audit_seq >= 0)
);
INSERT INTO plancia.meta (id, store_id, history_id) VALUES (1, gen_random_uuid(), gen_random_uuid());

CREATE TABLE plancia.tenants (
    id uuid PRIMARY KEY,
    slug text COLLATE "C" NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    name_key text COLLATE "C" NOT NULL CHECK (char_length(name_key) <= 200),
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('trial', 'active', 'suspended')),
    status_reason text NOT NULL DEFAULT '' CHECK (char_length(status_reason) <= 1000),
    notes text NOT NULL DEFAULT '' CHECK (char_length(notes) <= 10000),
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    row_version bigint NOT NULL DEFAULT 1 CHECK (row_version >= 1)
);
CREATE INDEX tenants_by_name ON plancia.tenants (name_key, id);
CREATE INDEX tenants_by_status ON plancia.tenants (status, name_key, id);
CREATE INDEX tenants_by_created ON plancia.tenants (created_at, id);
CREATE INDEX tenants_by_updated ON plancia.tenants (updated_at, id);

CREATE TABLE plancia.tenant_words (
    tenant_id uuid NOT NULL REFERENCES plancia.tenants (id) ON DELETE CASCADE,
    word text COLLATE "C" NOT NULL CHECK (char_length(word) BETWEEN 1 AND 40),
    PRIMARY KEY (tenant_id, word)
);
CREATE INDEX tenant_words_by_word ON plancia.tenant_words (word, tenant_id);

-- No foreign key to tenants: the trail outlives them. A partitioned key must hold the column of the partitions, so the
-- index by id, which tells whether a write whose COMMIT was lost took place, cannot be unique here.
CREATE TABLE plancia.audit_log (
    tenant_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    at timestamptz(3) NOT NULL,
    id uuid NOT NULL,
    seq bigint NOT NULL,
    commit_no bigint NOT NULL,
    tenant_slug text COLLATE "C" NOT NULL DEFAULT '',
    actor_kind text NOT NULL DEFAULT '',
    actor_name text NOT NULL DEFAULT '',
    claimed_by text NOT NULL DEFAULT '',
    action text COLLATE "C" NOT NULL CHECK (char_length(action) BETWEEN 1 AND 64),
    object_kind text NOT NULL DEFAULT '',
    object_id text NOT NULL DEFAULT '',
    object_name text NOT NULL DEFAULT '',
    result text NOT NULL DEFAULT 'done' CHECK (result IN ('done', 'refused', 'failed')),
    error_code text NOT NULL DEFAULT '',
    duration_ms bigint NOT NULL DEFAULT 0,
    reason text NOT NULL DEFAULT '' CHECK (char_length(reason) <= 1000),
    origin text NOT NULL DEFAULT '',
    run_id text NOT NULL DEFAULT '',
    request_id text NOT NULL DEFAULT '',
    details jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (tenant_id, at, id)
) PARTITION BY RANGE (at);
CREATE INDEX audit_log_by_time ON plancia.audit_log (at, id);
CREATE INDEX audit_log_by_action ON plancia.audit_log (action, at, id);
CREATE INDEX audit_log_by_seq ON plancia.audit_log (seq);
CREATE INDEX audit_log_by_id ON plancia.audit_log (tenant_id, id);
CREATE TABLE plancia.audit_log_default PARTITION OF plancia.audit_log DEFAULT;

-- Makes the partition of a month, and moves into it what the default partition caught. True when it was made now; false
-- when it was there, or when others held the table for over a second (the default partition goes on catching).
-- It runs with its owner's rights: those who append may not make tables.
CREATE FUNCTION plancia.make_audit_partition(day timestamptz) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET "TimeZone" = 'UTC'
    SET lock_timeout = '1s'
AS $function$
DECLARE
    first timestamptz := date_trunc('month', day);
    past timestamptz := first + interval '1 month';
    name text := 'audit_log_' || to_char(first, 'YYYYMM');
BEGIN
    IF day IS NULL OR day < '2000-01-01' OR day > now() + interval '100 days' THEN
        RAISE EXCEPTION 'no partition for %', day USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF to_regclass(format('plancia.%I', name)) IS NOT NULL THEN
        RETURN false;
    END IF;
    BEGIN
        LOCK TABLE plancia.audit_log_default IN ACCESS EXCLUSIVE MODE;
        EXECUTE format('CREATE TABLE plancia.%I (LIKE plancia.audit_log INCLUDING ALL)', name);
        EXECUTE format('WITH moved AS (DELETE FROM plancia.audit_log_default WHERE at >= $1 AND at < $2 RETURNING *)'
                       ' INSERT INTO plancia.%I SELECT * FROM moved', name) USING first, past;
        EXECUTE format('ALTER TABLE plancia.audit_log ATTACH PARTITION plancia.%I FOR VALUES FROM (%L) TO (%L)',
                       name, first, past);
    EXCEPTION
        WHEN lock_not_available OR duplicate_table THEN
            RETURN false;
    END;
    RETURN true;
END
$function$;

-- Gives the roles that exist their rights and policies, and the objects to plancia_owner. May run any number of times: it
-- runs here, and again from roles.sql when the roles come later. Runs with the caller's rights.
CREATE FUNCTION plancia.apply_roles() RETURNS void
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
        ('plancia_app', 'audit_log', 'SELECT, INSERT'),
        ('plancia_viewer', 'meta', 'SELECT'),
        ('plancia_viewer', 'schema_migrations', 'SELECT'),
        ('plancia_viewer', 'tenants', 'SELECT'),
        ('plancia_viewer', 'tenant_words', 'SELECT'),
        ('plancia_viewer', 'audit_log', 'SELECT'),
        ('plancia_support', 'meta', 'SELECT, UPDATE'),
        ('plancia_support', 'schema_migrations', 'SELECT'),
        ('plancia_support', 'tenants', 'SELECT, UPDATE (status, status_reason, updated_at, row_version)'),
        ('plancia_support', 'tenant_words', 'SELECT'),
        ('plancia_support', 'audit_log', 'SELECT, INSERT'),
        ('plancia_admin', 'meta', 'SELECT, UPDATE'),
        ('plancia_admin', 'schema_migrations', 'SELECT'),
        ('plancia_admin', 'tenants', 'SELECT, INSERT, UPDATE'),
        ('plancia_admin', 'tenant_words', 'SELECT, INSERT, DELETE'),
        ('plancia_admin', 'audit_log', 'SELECT, INSERT'),
        ('plancia_backup', 'meta', 'SELECT'),
        ('plancia_backup', 'schema_migrations', 'SELECT'),
        ('plancia_backup', 'tenants', 'SELECT'),
        ('plancia_backup', 'tenant_words', 'SELECT'),
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
    FOR item IN SELECT * FROM (VALUES ('tenants', 'id'), ('tenant_words', 'tenant_id'), ('audit_log', 'tenant_id'))
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

SELECT plancia.make_audit_partition(now());
SELECT plancia.apply_roles();
