-- SPDX-License-Identifier: GPL-3.0-or-later
-- How API keys are used, as the service writes it. No foreign keys: what was used outlives the key.
-- latency_us in microseconds, cost_micros in millionths of the service's currency.
CREATE TABLE plancia.api_key_usage (
    tenant_id uuid NOT NULL,
    at timestamptz(3) NOT NULL,
    id uuid NOT NULL,
    key_id uuid NOT NULL,
    endpoint text COLLATE "C" NOT NULL CHECK (char_length(endpoint) <= 200),
    method text COLLATE "C" NOT NULL CHECK (char_length(method) <= 16),
    status integer NOT NULL CHECK (status BETWEEN 100 AND 599),
    latency_us bigint NOT NULL CHECK (latency_us >= 0),
    tokens_in bigint NOT NULL DEFAULT 0 CHECK (tokens_in >= 0),
    tokens_out bigint NOT NULL DEFAULT 0 CHECK (tokens_out >= 0),
    cost_micros bigint NOT NULL DEFAULT 0 CHECK (cost_micros >= 0),
    model text COLLATE "C" NOT NULL DEFAULT '' CHECK (char_length(model) <= 100),
    request_id text NOT NULL DEFAULT '' CHECK (char_length(request_id) <= 64),
    address text NOT NULL DEFAULT '' CHECK (char_length(address) <= 64),
    PRIMARY KEY (tenant_id, at, id)
) PARTITION BY RANGE (at);
CREATE INDEX api_key_usage_by_time ON plancia.api_key_usage (at, id);
CREATE INDEX api_key_usage_by_key ON plancia.api_key_usage (tenant_id, key_id, at, id);

-- Calls that a limit turned away, a line a key, endpoint and day (its midnight in UTC). name: of the limit.
CREATE TABLE plancia.rate_limit_hits (
    tenant_id uuid NOT NULL,
    key_id uuid NOT NULL,
    day timestamptz(3) NOT NULL,
    name text COLLATE "C" NOT NULL CHECK (char_length(name) BETWEEN 1 AND 64),
    endpoint text COLLATE "C" NOT NULL CHECK (char_length(endpoint) <= 200),
    hits bigint NOT NULL CHECK (hits >= 1),
    PRIMARY KEY (tenant_id, key_id, day, name, endpoint)
);

-- Calls whose key was refused, a line a minute, start of the key, block of addresses and reason; the nil tenant where the key
-- belongs to none. At most 10,000 lines an hour: whoever writes them counts the rest under the prefix and block ''.
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
CREATE TABLE plancia.api_key_usage_default PARTITION OF plancia.api_key_usage DEFAULT;

-- Makes the partition of a month of a table that has one by default, and moves into it what that one caught. True when it was
-- made now; false when it was there, or when others held the table for over a second (the default partition goes on catching).
-- Called by the two functions below alone, with their owner's rights.
CREATE FUNCTION plancia.make_month_partition(parent name, day timestamptz) RETURNS boolean
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

CREATE OR REPLACE FUNCTION plancia.make_audit_partition(day timestamptz) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $function$ SELECT plancia.make_month_partition('audit_log', day) $function$;
CREATE FUNCTION plancia.make_usage_partition(day timestamptz) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $function$ SELECT plancia.make_month_partition('api_key_usage', day) $function$;

DO $grant$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'plancia_app') THEN
        GRANT EXECUTE ON FUNCTION plancia.make_usage_partition(timestamptz) TO plancia_app;
    END IF;
END
$grant$;

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
        ('key_refusals', 'tenant_id', 'SELECT, INSERT, UPDATE', 'SELECT', 'SELECT', 'SELECT, DELETE')
$function$;

SELECT plancia.make_usage_partition(now());
SELECT plancia.apply_roles();
SELECT plancia.grant_backup();
