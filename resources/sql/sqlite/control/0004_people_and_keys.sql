-- SPDX-License-Identifier: GPL-3.0-or-later
-- People of the tenants with their sessions, and API keys. Limits as in models/domain/user.h and models/domain/apikey.h.
-- A directory holds what is looked up before the tenant is known, and nothing else of the tenant. Passwords, codes and
-- tokens are kept as hashes alone.

-- email_key: the address in small letters (those of ASCII); name_key: of the name, or of the address where there is none.
CREATE TABLE users (
    tenant_id         BLOB NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id                BLOB NOT NULL CHECK (length(id) = 16),
    email             TEXT NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    email_key         TEXT NOT NULL CHECK (length(email_key) BETWEEN 3 AND 254),
    display_name      TEXT NOT NULL DEFAULT '' CHECK (length(display_name) <= 200),
    name_key          TEXT NOT NULL CHECK (length(name_key) <= 200),
    role              TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
    status            TEXT NOT NULL CHECK (status IN ('invited', 'active', 'disabled')),
    status_reason     TEXT NOT NULL DEFAULT '' CHECK (length(status_reason) <= 1000),
    email_verified_at INTEGER,
    last_sign_in_at   INTEGER,
    failed_sign_ins   INTEGER NOT NULL DEFAULT 0 CHECK (failed_sign_ins >= 0),
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    row_version       INTEGER NOT NULL DEFAULT 1 CHECK (row_version >= 1),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, email_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX users_by_name ON users (name_key, id);
CREATE INDEX users_by_email ON users (email_key, id);
CREATE INDEX users_by_created ON users (created_at, id);
CREATE INDEX users_by_tenant_name ON users (tenant_id, name_key, id);
CREATE INDEX users_by_tenant_created ON users (tenant_id, created_at, id);

CREATE TABLE user_words (
    tenant_id BLOB NOT NULL,
    user_id   BLOB NOT NULL,
    word      TEXT NOT NULL CHECK (length(word) BETWEEN 1 AND 40),
    PRIMARY KEY (tenant_id, user_id, word),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX user_words_by_word ON user_words (word, tenant_id, user_id);

-- The hash in the form that libsodium and crypt(3) write: "$argon2id$…"; a service's own "$2b$…" is renewed at the next reset.
CREATE TABLE user_passwords (
    tenant_id  BLOB NOT NULL,
    user_id    BLOB NOT NULL,
    hash       TEXT NOT NULL CHECK (length(hash) BETWEEN 20 AND 512),
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, user_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- One-time codes: a newer one of the same purpose takes the place of the one before.
CREATE TABLE user_codes (
    tenant_id   BLOB NOT NULL,
    user_id     BLOB NOT NULL,
    purpose     TEXT NOT NULL CHECK (purpose IN ('invite', 'reset')),
    code_sha256 BLOB NOT NULL CHECK (length(code_sha256) = 32),
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL CHECK (expires_at > created_at),
    used_at     INTEGER,
    PRIMARY KEY (tenant_id, user_id, purpose),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE user_sessions (
    tenant_id          BLOB NOT NULL,
    user_id            BLOB NOT NULL,
    id                 BLOB NOT NULL CHECK (length(id) = 16),
    device             TEXT NOT NULL DEFAULT '' CHECK (length(device) <= 500),
    address            TEXT NOT NULL DEFAULT '' CHECK (length(address) <= 64),
    created_at         INTEGER NOT NULL,
    last_used_at       INTEGER NOT NULL,
    access_expires_at  INTEGER NOT NULL,
    refresh_expires_at INTEGER NOT NULL,
    ended_at           INTEGER,
    end_reason         TEXT NOT NULL DEFAULT '' CHECK (length(end_reason) <= 1000),
    PRIMARY KEY (tenant_id, user_id, id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The chain of refresh tokens of a session: each is used once, for the next one. One that comes again was stolen.
CREATE TABLE session_tokens (
    tenant_id    BLOB NOT NULL,
    user_id      BLOB NOT NULL,
    session_id   BLOB NOT NULL,
    number       INTEGER NOT NULL CHECK (number >= 1),
    token_sha256 BLOB NOT NULL CHECK (length(token_sha256) = 32),
    issued_at    INTEGER NOT NULL,
    used_at      INTEGER,
    reused_at    INTEGER,
    PRIMARY KEY (tenant_id, user_id, session_id, number),
    FOREIGN KEY (tenant_id, user_id, session_id) REFERENCES user_sessions (tenant_id, user_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Attempts to sign in, also of addresses that nobody has (user_id is NULL then).
CREATE TABLE sign_ins (
    tenant_id BLOB NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    at        INTEGER NOT NULL,
    id        BLOB NOT NULL CHECK (length(id) = 16),
    user_id   BLOB,
    result    TEXT NOT NULL CHECK (result IN ('done', 'bad_password', 'unknown', 'disabled', 'bad_code', 'locked')),
    address   TEXT NOT NULL DEFAULT '' CHECK (length(address) <= 64),
    device    TEXT NOT NULL DEFAULT '' CHECK (length(device) <= 500),
    PRIMARY KEY (tenant_id, at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_ins_by_user ON sign_ins (tenant_id, user_id, at, id);

-- lookup: SHA-256 of email_key, and of a refresh token.
CREATE TABLE user_directory (
    lookup    BLOB NOT NULL CHECK (length(lookup) = 32),
    tenant_id BLOB NOT NULL,
    user_id   BLOB NOT NULL,
    PRIMARY KEY (lookup, tenant_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX user_directory_by_user ON user_directory (tenant_id, user_id);
CREATE TABLE session_directory (
    lookup     BLOB NOT NULL PRIMARY KEY CHECK (length(lookup) = 32),
    tenant_id  BLOB NOT NULL,
    user_id    BLOB NOT NULL,
    session_id BLOB NOT NULL,
    FOREIGN KEY (tenant_id, user_id, session_id) REFERENCES user_sessions (tenant_id, user_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX session_directory_by_session ON session_directory (tenant_id, user_id, session_id);

-- shown: what of the key may be shown, its first characters. status is what a person decided; expired and grace follow from
-- the times. No expiry sorts as the end of the year 9999. A grace period never outlives the key's own expiry.
CREATE TABLE api_keys (
    tenant_id         BLOB NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id                BLOB NOT NULL CHECK (length(id) = 16),
    lookup            TEXT NOT NULL CHECK (length(lookup) BETWEEN 12 AND 72),
    shown             TEXT NOT NULL CHECK (length(shown) BETWEEN 1 AND 64),
    secret_sha256     BLOB NOT NULL CHECK (length(secret_sha256) = 32),
    name              TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    name_key          TEXT NOT NULL CHECK (length(name_key) <= 200),
    environment       TEXT NOT NULL CHECK (length(environment) BETWEEN 1 AND 16 AND environment NOT GLOB '*[^a-z0-9]*'),
    status            TEXT NOT NULL CHECK (status IN ('active', 'disabled', 'revoked')),
    status_reason     TEXT NOT NULL DEFAULT '' CHECK (length(status_reason) <= 1000),
    internal          INTEGER NOT NULL DEFAULT 0 CHECK (internal IN (0, 1)),
    expires_at        INTEGER,
    grace_ends_at     INTEGER,
    predecessor_id    BLOB,
    successor_id      BLOB,
    created_by        TEXT NOT NULL DEFAULT '' CHECK (length(created_by) <= 200),
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    row_version       INTEGER NOT NULL DEFAULT 1 CHECK (row_version >= 1),
    last_used_at      INTEGER,
    last_used_address TEXT NOT NULL DEFAULT '' CHECK (length(last_used_address) <= 64),
    last_used_client  TEXT NOT NULL DEFAULT '' CHECK (length(last_used_client) <= 200),
    PRIMARY KEY (tenant_id, id),
    CHECK (grace_ends_at IS NULL OR expires_at IS NULL OR grace_ends_at <= expires_at),
    CHECK ((successor_id IS NULL) = (grace_ends_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX api_keys_by_id ON api_keys (id);
CREATE INDEX api_keys_by_name ON api_keys (name_key, id);
CREATE INDEX api_keys_by_status ON api_keys (status, name_key, id);
CREATE INDEX api_keys_by_created ON api_keys (created_at, id);
CREATE INDEX api_keys_by_used ON api_keys (ifnull(last_used_at, 0), id);
CREATE INDEX api_keys_by_expiry ON api_keys (ifnull(expires_at, 253402300799000), id);
CREATE INDEX api_keys_by_tenant_name ON api_keys (tenant_id, name_key, id);
CREATE INDEX api_keys_by_tenant_created ON api_keys (tenant_id, created_at, id);
CREATE INDEX api_keys_in_grace ON api_keys (grace_ends_at, id) WHERE grace_ends_at IS NOT NULL;

CREATE TABLE api_key_words (
    tenant_id BLOB NOT NULL,
    key_id    BLOB NOT NULL,
    word      TEXT NOT NULL CHECK (length(word) BETWEEN 1 AND 40),
    PRIMARY KEY (tenant_id, key_id, word),
    FOREIGN KEY (tenant_id, key_id) REFERENCES api_keys (tenant_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX api_key_words_by_word ON api_key_words (word, tenant_id, key_id);

CREATE TABLE api_key_permissions (
    tenant_id    BLOB NOT NULL,
    key_id       BLOB NOT NULL,
    permission   TEXT NOT NULL CHECK (length(permission) BETWEEN 1 AND 64),
    last_used_at INTEGER,
    PRIMARY KEY (tenant_id, key_id, permission),
    FOREIGN KEY (tenant_id, key_id) REFERENCES api_keys (tenant_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- From where a key may be used; without a row from everywhere. block: CIDR notation.
CREATE TABLE api_key_addresses (
    tenant_id BLOB NOT NULL,
    key_id    BLOB NOT NULL,
    block     TEXT NOT NULL CHECK (length(block) BETWEEN 2 AND 64),
    PRIMARY KEY (tenant_id, key_id, block),
    FOREIGN KEY (tenant_id, key_id) REFERENCES api_keys (tenant_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Named limits: at most `amount` calls in `window_s` seconds.
CREATE TABLE api_key_limits (
    tenant_id BLOB NOT NULL,
    key_id    BLOB NOT NULL,
    name      TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    amount    INTEGER NOT NULL CHECK (amount >= 1),
    window_s  INTEGER NOT NULL CHECK (window_s BETWEEN 1 AND 2678400),
    PRIMARY KEY (tenant_id, key_id, name),
    FOREIGN KEY (tenant_id, key_id) REFERENCES api_keys (tenant_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- lookup: the twelve characters in the key, or "sha256:<hex>" of a key of another shape. Never given to another key.
CREATE TABLE key_directory (
    lookup    TEXT NOT NULL PRIMARY KEY CHECK (length(lookup) BETWEEN 12 AND 72),
    tenant_id BLOB NOT NULL,
    key_id    BLOB NOT NULL,
    FOREIGN KEY (tenant_id, key_id) REFERENCES api_keys (tenant_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX key_directory_by_key ON key_directory (tenant_id, key_id);
