-- SPDX-License-Identifier: GPL-3.0-or-later
-- The way back of 0014: what tenants store is forgotten, and the service writes refusals and hits by itself, into plain tables.
DO $less$
DECLARE
    roles text := pg_get_functiondef('plancia.apply_roles()'::regprocedure);
    functions text := pg_get_functiondef('plancia.apply_functions()'::regprocedure);
BEGIN
    EXECUTE replace(roles, ', plancia.make_usage_partition(timestamptz) TO', ' TO');
    functions := replace(functions, chr(10) || '        GRANT SELECT, INSERT, UPDATE ON plancia.key_refusals TO plancia_resolver;', '');
    EXECUTE replace(functions, ', plancia.id_from(text), plancia.key_start(text), plancia.address_block(text), plancia.check_batch(jsonb, jsonb, text) TO', ' TO');
END
$less$;
DO $revoke$
DECLARE
    item record;
BEGIN
    FOR item IN SELECT rolname FROM pg_roles WHERE rolname IN ('plancia_resolver', 'plancia_support', 'plancia_admin') LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM %I', CASE item.rolname WHEN 'plancia_resolver' THEN 'plancia.id_from(text)'
                                                                     ELSE 'plancia.make_usage_partition(timestamptz)' END, item.rolname);
    END LOOP;
END
$revoke$;
DROP FUNCTION plancia.tenants_note_storage(jsonb, jsonb);
DROP FUNCTION plancia.api_keys_note_limited(jsonb, jsonb);
DROP FUNCTION plancia.api_keys_note_refused(jsonb, jsonb);
DROP FUNCTION plancia.check_batch(jsonb, jsonb, text);
DROP FUNCTION plancia.address_block(text);
DROP FUNCTION plancia.key_start(text);
DROP TABLE plancia.tenant_storage;

ALTER TABLE plancia.rate_limit_hits RENAME TO rate_limit_hits_parted;
ALTER TABLE plancia.rate_limit_hits_parted RENAME CONSTRAINT rate_limit_hits_pkey TO rate_limit_hits_parted_pkey;
ALTER TABLE plancia.rate_limit_hits_parted NO FORCE ROW LEVEL SECURITY;
CREATE TABLE plancia.rate_limit_hits (LIKE plancia.rate_limit_hits_parted INCLUDING CONSTRAINTS,
                                      PRIMARY KEY (tenant_id, key_id, day, name, endpoint));
INSERT INTO plancia.rate_limit_hits (tenant_id, key_id, day, name, endpoint, hits)
    SELECT tenant_id, key_id, day, name, endpoint, hits FROM plancia.rate_limit_hits_parted;
DROP TABLE plancia.rate_limit_hits_parted;

ALTER TABLE plancia.key_refusals RENAME TO key_refusals_parted;
ALTER TABLE plancia.key_refusals_parted RENAME CONSTRAINT key_refusals_pkey TO key_refusals_parted_pkey;
ALTER TABLE plancia.key_refusals_parted NO FORCE ROW LEVEL SECURITY;
ALTER INDEX plancia.key_refusals_by_time RENAME TO key_refusals_parted_by_time;
CREATE TABLE plancia.key_refusals (
    tenant_id uuid NOT NULL,
    at timestamptz(3) NOT NULL,
    prefix text COLLATE "C" NOT NULL CHECK (char_length(prefix) <= 64),
    block text COLLATE "C" NOT NULL CHECK (char_length(block) <= 64),
    reason text NOT NULL CHECK (reason IN ('unknown', 'disabled', 'expired', 'past_grace', 'revoked', 'tenant', 'address', 'permission', 'cross_tenant')),
    count bigint NOT NULL CHECK (count >= 1),
    PRIMARY KEY (tenant_id, at, prefix, block, reason)
);
CREATE INDEX key_refusals_by_time ON plancia.key_refusals (at);
INSERT INTO plancia.key_refusals (tenant_id, at, prefix, block, reason, count)
    SELECT tenant_id, at, prefix, block, CASE reason WHEN 'rest' THEN 'unknown' ELSE reason END, sum(count)
    FROM plancia.key_refusals_parted GROUP BY 1, 2, 3, 4, 5;
DROP TABLE plancia.key_refusals_parted;

-- As in 0006.
CREATE OR REPLACE FUNCTION plancia.make_usage_partition(day timestamptz) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $function$ SELECT plancia.make_month_partition('api_key_usage', day) $function$;
COMMENT ON FUNCTION plancia.make_usage_partition(timestamptz) IS NULL;
CREATE OR REPLACE FUNCTION plancia.make_month_partition(parent name, day timestamptz) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    SET "TimeZone" = 'UTC'
    SET lock_timeout = '1s'
AS $function$
DECLARE
    first timestamptz := date_trunc('month', day);
    past timestamptz := first + interval '1 month';
    name text := parent || '_' || to_char(first, 'YYYYMM');
BEGIN
    IF day IS NULL OR day < '2000-01-01' OR day > now() + interval '100 days' THEN
        RAISE EXCEPTION 'no partition for %', day USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF to_regclass(format('plancia.%I', name)) IS NOT NULL THEN
        RETURN false;
    END IF;
    BEGIN
        EXECUTE format('LOCK TABLE plancia.%I IN ACCESS EXCLUSIVE MODE', parent || '_default');
        EXECUTE format('CREATE TABLE plancia.%I (LIKE plancia.%I INCLUDING ALL)', name, parent);
        EXECUTE format('WITH moved AS (DELETE FROM plancia.%I WHERE at >= $1 AND at < $2 RETURNING *)'
                       ' INSERT INTO plancia.%I SELECT * FROM moved', parent || '_default', name) USING first, past;
        EXECUTE format('ALTER TABLE plancia.%I ATTACH PARTITION plancia.%I FOR VALUES FROM (%L) TO (%L)',
                       parent, name, first, past);
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'plancia_backup') THEN
            EXECUTE format('GRANT SELECT ON plancia.%I TO plancia_backup', name);
        END IF;
    EXCEPTION
        WHEN lock_not_available OR duplicate_table THEN
            RETURN false;
    END;
    RETURN true;
END
$function$;

-- As in 0009.
-- What each role may do, one line a table: the column that names the tenant (empty: the table holds nothing of a tenant),
-- then the service, viewer, support, admin. plancia_backup reads every table, see grant_backup(). A migration that adds a
-- table replaces this function, and calls apply_roles() and grant_backup().
CREATE OR REPLACE FUNCTION plancia.rights(OUT relation text, OUT tenant text, OUT app text, OUT viewer text, OUT support text, OUT admin text)
    RETURNS SETOF record
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    VALUES
        ('meta', '', 'SELECT, UPDATE', 'SELECT', 'SELECT, UPDATE', 'SELECT, UPDATE'),
        ('schema_migrations', '', '', 'SELECT', 'SELECT', 'SELECT'),
        ('tenants', 'id', 'SELECT, INSERT, UPDATE', 'SELECT',
         'SELECT, UPDATE (status, status_reason, trial_ends_at, updated_at, row_version)', 'SELECT, INSERT, UPDATE, DELETE'),
        ('tenant_words', 'tenant_id', 'SELECT, INSERT, DELETE', 'SELECT', 'SELECT', 'SELECT, INSERT, DELETE'),
        ('tenant_redirects', 'tenant_id', 'SELECT, INSERT, DELETE', 'SELECT', 'SELECT', 'SELECT, INSERT, DELETE'),
        ('audit_log', 'tenant_id', 'SELECT, INSERT', 'SELECT', 'SELECT, INSERT', 'SELECT, INSERT'),
        ('users', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT', 'SELECT', 'SELECT, INSERT, UPDATE, DELETE'),
        ('user_words', 'tenant_id', 'SELECT, INSERT, DELETE', 'SELECT', 'SELECT', 'SELECT, INSERT, DELETE'),
        ('user_passwords', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE', '', '', 'SELECT, INSERT, UPDATE, DELETE'),
        ('user_codes', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE',
         'SELECT (tenant_id, user_id, purpose, created_at, expires_at, used_at)',
         'SELECT (tenant_id, user_id, purpose, created_at, expires_at, used_at)', 'SELECT, INSERT, UPDATE, DELETE'),
        ('user_sessions', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT', 'SELECT, UPDATE (ended_at, end_reason)',
         'SELECT, UPDATE (ended_at, end_reason), DELETE'),
        ('session_tokens', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE',
         'SELECT (tenant_id, user_id, session_id, number, issued_at, used_at, reused_at)',
         'SELECT (tenant_id, user_id, session_id, number, issued_at, used_at, reused_at)', 'SELECT, DELETE'),
        ('sign_ins', 'tenant_id', 'SELECT, INSERT', 'SELECT', 'SELECT', 'SELECT, DELETE'),
        ('user_directory', 'tenant_id', 'INSERT', '', '', 'SELECT, INSERT, DELETE'),
        ('session_directory', 'tenant_id', 'INSERT', '', '', 'SELECT, DELETE'),
        ('api_keys', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE',
         'SELECT (tenant_id, id, lookup, shown, name, name_key, environment, status, status_reason,
         internal, expires_at, grace_ends_at, predecessor_id, successor_id, created_by, created_at,
         updated_at, row_version, last_used_at, last_used_address, last_used_client)', 'SELECT',
         'SELECT, INSERT, UPDATE, DELETE'),
        ('api_key_words', 'tenant_id', 'SELECT, INSERT, DELETE', 'SELECT', 'SELECT', 'SELECT, INSERT, DELETE'),
        ('api_key_permissions', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT', 'SELECT',
         'SELECT, INSERT, UPDATE, DELETE'),
        ('api_key_addresses', 'tenant_id', 'SELECT, INSERT, DELETE', 'SELECT', 'SELECT', 'SELECT, INSERT, DELETE'),
        ('api_key_limits', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT', 'SELECT', 'SELECT, INSERT, UPDATE, DELETE'),
        ('key_directory', 'tenant_id', 'INSERT', 'SELECT', 'SELECT', 'SELECT, INSERT, DELETE'),
        ('api_key_usage', 'tenant_id', 'SELECT, INSERT', 'SELECT', 'SELECT', 'SELECT, DELETE'),
        ('rate_limit_hits', 'tenant_id', 'SELECT, INSERT, UPDATE', 'SELECT', 'SELECT', 'SELECT, DELETE'),
        ('key_refusals', 'tenant_id', 'SELECT, INSERT, UPDATE', 'SELECT', 'SELECT', 'SELECT, DELETE'),
        ('tenant_limits', 'tenant_id', 'SELECT', 'SELECT', 'SELECT', 'SELECT, INSERT, UPDATE, DELETE')
$function$;

SELECT plancia.apply_roles();
SELECT plancia.grant_backup();
SELECT plancia.apply_functions();
