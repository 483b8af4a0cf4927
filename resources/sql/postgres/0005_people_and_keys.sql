-- SPDX-License-Identifier: GPL-3.0-or-later
-- People of the tenants with their sessions, and API keys. Limits as in models/domain/user.h and models/domain/apikey.h.
-- A directory holds what is looked up before the tenant is known, and nothing else of the tenant. Passwords, codes and
-- tokens are kept as hashes alone.

-- email_key: the address in small letters (those of ASCII); name_key: of the name, or of the address where there is none.
CREATE TABLE plancia.users (
    tenant_id uuid NOT NULL REFERENCES plancia.tenants (id) ON DELETE CASCADE,
    id uuid NOT NULL,
    email text NOT NULL CHECK (char_length(email) BETWEEN 3 AND 254),
    email_key text COLLATE "C" NOT NULL CHECK (char_length(email_key) BETWEEN 3 AND 254),
    display_name text NOT NULL DEFAULT '' CHECK (char_length(display_name) <= 200),
    name_key text COLLATE "C" NOT NULL CHECK (char_length(name_key) <= 200),
    role text NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
    status text NOT NULL CHECK (status IN ('invited', 'active', 'disabled')),
    status_reason text NOT NULL DEFAULT '' CHECK (char_length(status_reason) <= 1000),
    email_verified_at timestamptz(3),
    last_sign_in_at timestamptz(3),
    failed_sign_ins integer NOT NULL DEFAULT 0 CHECK (failed_sign_ins >= 0),
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    row_version bigint NOT NULL DEFAULT 1 CHECK (row_version >= 1),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, email_key)
);
CREATE INDEX users_by_name ON plancia.users (name_key, id);
CREATE INDEX users_by_email ON plancia.users (email_key, id);
CREATE INDEX users_by_created ON plancia.users (created_at, id);
CREATE INDEX users_by_tenant_name ON plancia.users (tenant_id, name_key, id);
CREATE INDEX users_by_tenant_created ON plancia.users (tenant_id, created_at, id);

CREATE TABLE plancia.user_words (
    tenant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    word text COLLATE "C" NOT NULL CHECK (char_length(word) BETWEEN 1 AND 40),
    PRIMARY KEY (tenant_id, user_id, word),
    FOREIGN KEY (tenant_id, user_id) REFERENCES plancia.users (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX user_words_by_word ON plancia.user_words (word, tenant_id, user_id);

-- The hash in the form that libsodium and crypt(3) write: "$argon2id$…"; a service's own "$2b$…" is renewed at the next reset.
CREATE TABLE plancia.user_passwords (
    tenant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    hash text NOT NULL CHECK (char_length(hash) BETWEEN 20 AND 512),
    changed_at timestamptz(3) NOT NULL,
    PRIMARY KEY (tenant_id, user_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES plancia.users (tenant_id, id) ON DELETE CASCADE
);

-- One-time codes: a newer one of the same purpose takes the place of the one before.
CREATE TABLE plancia.user_codes (
    tenant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    purpose text NOT NULL CHECK (purpose IN ('invite', 'reset')),
    code_sha256 bytea NOT NULL CHECK (octet_length(code_sha256) = 32),
    created_at timestamptz(3) NOT NULL,
    expires_at timestamptz(3) NOT NULL CHECK (expires_at > created_at),
    used_at timestamptz(3),
    PRIMARY KEY (tenant_id, user_id, purpose),
    FOREIGN KEY (tenant_id, user_id) REFERENCES plancia.users (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE plancia.user_sessions (
    tenant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    id uuid NOT NULL,
    device text NOT NULL DEFAULT '' CHECK (char_length(device) <= 500),
    address text NOT NULL DEFAULT '' CHECK (char_length(address) <= 64),
    created_at timestamptz(3) NOT NULL,
    last_used_at timestamptz(3) NOT NULL,
    access_expires_at timestamptz(3) NOT NULL,
    refresh_expires_at timestamptz(3) NOT NULL,
    ended_at timestamptz(3),
    end_reason text NOT NULL DEFAULT '' CHECK (char_length(end_reason) <= 1000),
    PRIMARY KEY (tenant_id, user_id, id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES plancia.users (tenant_id, id) ON DELETE CASCADE
);

-- The chain of refresh tokens of a session: each is used once, for the next one. One that comes again was stolen.
CREATE TABLE plancia.session_tokens (
    tenant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    session_id uuid NOT NULL,
    number integer NOT NULL CHECK (number >= 1),
    token_sha256 bytea NOT NULL CHECK (octet_length(token_sha256) = 32),
    issued_at timestamptz(3) NOT NULL,
    used_at timestamptz(3),
    reused_at timestamptz(3),
    PRIMARY KEY (tenant_id, user_id, session_id, number),
    FOREIGN KEY (tenant_id, user_id, session_id) REFERENCES plancia.user_sessions (tenant_id, user_id, id) ON DELETE CASCADE
);

-- Attempts to sign in, also of addresses that nobody has (user_id is NULL then).
CREATE TABLE plancia.sign_ins (
    tenant_id uuid NOT NULL REFERENCES plancia.tenants (id) ON DELETE CASCADE,
    at timestamptz(3) NOT NULL,
    id uuid NOT NULL,
    user_id uuid,
    result text NOT NULL CHECK (result IN ('done', 'bad_password', 'unknown', 'disabled', 'bad_code', 'locked')),
    address text NOT NULL DEFAULT '' CHECK (char_length(address) <= 64),
    device text NOT NULL DEFAULT '' CHECK (char_length(device) <= 500),
    PRIMARY KEY (tenant_id, at, id)
);
CREATE INDEX sign_ins_by_user ON plancia.sign_ins (tenant_id, user_id, at, id);

-- lookup: SHA-256 of email_key, and of a refresh token.
CREATE TABLE plancia.user_directory (
    lookup bytea NOT NULL CHECK (octet_length(lookup) = 32),
    tenant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    PRIMARY KEY (lookup, tenant_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES plancia.users (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX user_directory_by_user ON plancia.user_directory (tenant_id, user_id);
CREATE TABLE plancia.session_directory (
    lookup bytea NOT NULL PRIMARY KEY CHECK (octet_length(lookup) = 32),
    tenant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    session_id uuid NOT NULL,
    FOREIGN KEY (tenant_id, user_id, session_id) REFERENCES plancia.user_sessions (tenant_id, user_id, id) ON DELETE CASCADE
);
CREATE INDEX session_directory_by_session ON plancia.session_directory (tenant_id, user_id, session_id);

-- shown: what of the key may be shown, its first characters. status is what a person decided; expired and grace follow from
-- the times. No expiry sorts as the end of the year 9999. A grace period never outlives the key's own expiry.
CREATE TABLE plancia.api_keys (
    tenant_id uuid NOT NULL REFERENCES plancia.tenants (id) ON DELETE CASCADE,
    id uuid NOT NULL,
    lookup text COLLATE "C" NOT NULL CHECK (char_length(lookup) BETWEEN 12 AND 72),
    shown text NOT NULL CHECK (char_length(shown) BETWEEN 1 AND 64),
    secret_sha256 bytea NOT NULL CHECK (octet_length(secret_sha256) = 32),
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    name_key text COLLATE "C" NOT NULL CHECK (char_length(name_key) <= 200),
    environment text COLLATE "C" NOT NULL CHECK (environment ~ '^[a-z0-9]{1,16}$'),
    status text NOT NULL CHECK (status IN ('active', 'disabled', 'revoked')),
    status_reason text NOT NULL DEFAULT '' CHECK (char_length(status_reason) <= 1000),
    internal boolean NOT NULL DEFAULT false,
    expires_at timestamptz(3),
    grace_ends_at timestamptz(3),
    predecessor_id uuid,
    successor_id uuid,
    created_by text NOT NULL DEFAULT '' CHECK (char_length(created_by) <= 200),
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    row_version bigint NOT NULL DEFAULT 1 CHECK (row_version >= 1),
    last_used_at timestamptz(3),
    last_used_address text NOT NULL DEFAULT '' CHECK (char_length(last_used_address) <= 64),
    last_used_client text NOT NULL DEFAULT '' CHECK (char_length(last_used_client) <= 200),
    PRIMARY KEY (tenant_id, id),
    CHECK (grace_ends_at IS NULL OR expires_at IS NULL OR grace_ends_at <= expires_at),
    CHECK ((successor_id IS NULL) = (grace_ends_at IS NULL))
);
CREATE INDEX api_keys_by_id ON plancia.api_keys (id);
CREATE INDEX api_keys_by_name ON plancia.api_keys (name_key, id);
CREATE INDEX api_keys_by_status ON plancia.api_keys (status, name_key, id);
CREATE INDEX api_keys_by_created ON plancia.api_keys (created_at, id);
CREATE INDEX api_keys_by_used ON plancia.api_keys (coalesce(last_used_at, timestamptz 'epoch'), id);
CREATE INDEX api_keys_by_expiry ON plancia.api_keys (coalesce(expires_at, timestamptz '9999-12-31 23:59:59+00'), id);
CREATE INDEX api_keys_by_tenant_name ON plancia.api_keys (tenant_id, name_key, id);
CREATE INDEX api_keys_by_tenant_created ON plancia.api_keys (tenant_id, created_at, id);
CREATE INDEX api_keys_in_grace ON plancia.api_keys (grace_ends_at, id) WHERE grace_ends_at IS NOT NULL;

CREATE TABLE plancia.api_key_words (
    tenant_id uuid NOT NULL,
    key_id uuid NOT NULL,
    word text COLLATE "C" NOT NULL CHECK (char_length(word) BETWEEN 1 AND 40),
    PRIMARY KEY (tenant_id, key_id, word),
    FOREIGN KEY (tenant_id, key_id) REFERENCES plancia.api_keys (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX api_key_words_by_word ON plancia.api_key_words (word, tenant_id, key_id);

CREATE TABLE plancia.api_key_permissions (
    tenant_id uuid NOT NULL,
    key_id uuid NOT NULL,
    permission text COLLATE "C" NOT NULL CHECK (char_length(permission) BETWEEN 1 AND 64),
    last_used_at timestamptz(3),
    PRIMARY KEY (tenant_id, key_id, permission),
    FOREIGN KEY (tenant_id, key_id) REFERENCES plancia.api_keys (tenant_id, id) ON DELETE CASCADE
);

-- From where a key may be used; without a row from everywhere. block: CIDR notation.
CREATE TABLE plancia.api_key_addresses (
    tenant_id uuid NOT NULL,
    key_id uuid NOT NULL,
    block text COLLATE "C" NOT NULL CHECK (char_length(block) BETWEEN 2 AND 64),
    PRIMARY KEY (tenant_id, key_id, block),
    FOREIGN KEY (tenant_id, key_id) REFERENCES plancia.api_keys (tenant_id, id) ON DELETE CASCADE
);

-- Named limits: at most `amount` calls in `window_s` seconds.
CREATE TABLE plancia.api_key_limits (
    tenant_id uuid NOT NULL,
    key_id uuid NOT NULL,
    name text COLLATE "C" NOT NULL CHECK (char_length(name) BETWEEN 1 AND 64),
    amount bigint NOT NULL CHECK (amount >= 1),
    window_s integer NOT NULL CHECK (window_s BETWEEN 1 AND 2678400),
    PRIMARY KEY (tenant_id, key_id, name),
    FOREIGN KEY (tenant_id, key_id) REFERENCES plancia.api_keys (tenant_id, id) ON DELETE CASCADE
);

-- lookup: the twelve characters in the key, or "sha256:<hex>" of a key of another shape. Never given to another key.
CREATE TABLE plancia.key_directory (
    lookup text COLLATE "C" NOT NULL PRIMARY KEY CHECK (char_length(lookup) BETWEEN 12 AND 72),
    tenant_id uuid NOT NULL,
    key_id uuid NOT NULL,
    FOREIGN KEY (tenant_id, key_id) REFERENCES plancia.api_keys (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX key_directory_by_key ON plancia.key_directory (tenant_id, key_id);

-- What each role may do, one line a table: the column that names the tenant (empty: the table holds nothing of a tenant),
-- then the service, viewer, support, admin. plancia_backup reads every table, see grant_backup(). A migration that adds a
-- table replaces this function, and calls apply_roles() and grant_backup().
CREATE FUNCTION plancia.rights(OUT relation text, OUT tenant text, OUT app text, OUT viewer text, OUT support text, OUT admin text)
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
        ('key_directory', 'tenant_id', 'INSERT', 'SELECT', 'SELECT', 'SELECT, INSERT, DELETE')
$function$;

-- Gives the roles that exist their rights and policies, and the objects to plancia_owner. May run any number of times: it
-- runs here, and again from roles.sql when the roles come later. Runs with the caller's rights. Policies follow from the
-- rights: what a role may do, it may do to every row, and the service to those of its tenant alone. Who writes a row of
-- the trail signs it with the name of the session.
CREATE OR REPLACE FUNCTION plancia.apply_roles() RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    owner name;
    item record;
    command text;
    checked text;
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
                    WHERE p.pronamespace = 'plancia'::regnamespace
                      AND p.proowner NOT IN (SELECT oid FROM pg_roles WHERE rolname IN ('plancia_owner', 'plancia_resolver'))
        LOOP
            EXECUTE format('ALTER FUNCTION %s OWNER TO plancia_owner', item.signature);
        END LOOP;
    END IF;
    SELECT pg_get_userbyid(nspowner) INTO owner FROM pg_namespace WHERE nspname = 'plancia';

    -- Row security, forced: without a policy that says so, not even the owner sees a row. None is for PUBLIC. A restrictive
    -- guard for everybody would lock the operators out, so it is the service's alone.
    FOR item IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'plancia' LOOP
        EXECUTE format('DROP POLICY %I ON plancia.%I', item.policyname, item.tablename);
    END LOOP;
    FOR item IN SELECT relation, tenant FROM plancia.rights() WHERE tenant <> '' LOOP
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

    FOR item IN SELECT relation, tenant, role, rights
                FROM plancia.rights(),
                     LATERAL (VALUES ('plancia_app', app), ('plancia_viewer', viewer), ('plancia_support', support),
                                     ('plancia_admin', admin)) AS granted(role, rights)
                JOIN pg_roles ON rolname = granted.role
                WHERE rights <> '' AND to_regclass('plancia.' || relation) IS NOT NULL
    LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA plancia TO %I', item.role);
        EXECUTE format('GRANT %s ON plancia.%I TO %I', item.rights, item.relation, item.role);
        IF item.relation = 'audit_log' AND item.rights LIKE '%INSERT%' THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION plancia.make_audit_partition(timestamptz) TO %I', item.role);
        END IF;
        CONTINUE WHEN item.tenant = '';
        FOREACH command IN ARRAY ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE'] LOOP
            CONTINUE WHEN item.rights !~ command;
            checked := CASE WHEN item.relation = 'audit_log' AND item.role <> 'plancia_app'
                            THEN 'actor_kind = ''pg'' AND actor_name = session_user::text' ELSE 'true' END;
            EXECUTE format('CREATE POLICY %I ON plancia.%I FOR %s TO %I %s',
                           replace(item.role, 'plancia_', '') || '_' || lower(command), item.relation, command, item.role,
                           CASE command WHEN 'INSERT' THEN format('WITH CHECK (%s)', checked)
                                        WHEN 'UPDATE' THEN 'USING (true) WITH CHECK (true)'
                                        ELSE 'USING (true)' END);
        END LOOP;
    END LOOP;
END
$function$;

SELECT plancia.apply_roles();
SELECT plancia.grant_backup();
