-- SPDX-License-Identifier: GPL-3.0-or-later
-- This installation: preferences, saved connections, error history, acts on the program itself. Never restored together
-- with the control plane.

-- One row: who this store is, and how far it has come. commit_no counts every write, audit_seq every audit row.
-- The row is written when the store is made; history_id is new after each restore.
CREATE TABLE meta (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    store_id   BLOB NOT NULL CHECK (length(store_id) = 16),
    history_id BLOB NOT NULL CHECK (length(history_id) = 16),
    commit_no  INTEGER NOT NULL CHECK (commit_no >= 0),
    audit_seq  INTEGER NOT NULL CHECK (audit_seq >= 0)
) STRICT;

-- Every act, written in the transaction of what it did. No foreign key: a row outlives its tenant. Acts on no tenant
-- carry the nil id. Lists run along (at, id); (tenant_id, id) answers whether a write whose COMMIT was lost took place.
-- details is empty or a JSON object; SQLite 3.40 refuses json_valid() in a schema that is not trusted.
CREATE TABLE audit_log (
    tenant_id   BLOB NOT NULL CHECK (length(tenant_id) = 16),
    at          INTEGER NOT NULL,
    id          BLOB NOT NULL CHECK (length(id) = 16),
    seq         INTEGER NOT NULL,
    commit_no   INTEGER NOT NULL,
    tenant_slug TEXT NOT NULL DEFAULT '',
    actor_kind  TEXT NOT NULL DEFAULT '',
    actor_name  TEXT NOT NULL DEFAULT '',
    claimed_by  TEXT NOT NULL DEFAULT '',
    action      TEXT NOT NULL DEFAULT '' CHECK (length(action) BETWEEN 1 AND 64),
    object_kind TEXT NOT NULL DEFAULT '',
    object_id   TEXT NOT NULL DEFAULT '',
    object_name TEXT NOT NULL DEFAULT '',
    result      TEXT NOT NULL DEFAULT 'done' CHECK (result IN ('done', 'refused', 'failed')),
    error_code  TEXT NOT NULL DEFAULT '',
    duration_ms INTEGER NOT NULL DEFAULT 0,
    reason      TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 1000),
    origin      TEXT NOT NULL DEFAULT '',
    run_id      TEXT NOT NULL DEFAULT '',
    request_id  TEXT NOT NULL DEFAULT '',
    details     TEXT NOT NULL DEFAULT '' CHECK (details = '' OR substr(details, 1, 1) = '{'),
    PRIMARY KEY (tenant_id, at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_log_by_time ON audit_log (at, id);
CREATE INDEX audit_log_by_action ON audit_log (action, at, id);
CREATE UNIQUE INDEX audit_log_by_seq ON audit_log (seq);
CREATE UNIQUE INDEX audit_log_by_id ON audit_log (tenant_id, id);

CREATE TABLE preferences (
    key   TEXT NOT NULL PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 100),
    value TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

-- profile is the ConnectionProfile as a JSON object; it never holds a password.
CREATE TABLE connections (
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name        TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
    profile     TEXT NOT NULL DEFAULT '{}' CHECK (substr(profile, 1, 1) = '{'),
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    row_version INTEGER NOT NULL DEFAULT 1 CHECK (row_version >= 1)
) STRICT, WITHOUT ROWID;

-- Errors that were shown. Capped by the code that writes here.
CREATE TABLE error_history (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    at         INTEGER NOT NULL,
    code       TEXT NOT NULL DEFAULT '',
    facts      TEXT NOT NULL DEFAULT '{}' CHECK (substr(facts, 1, 1) = '{'),
    run_id     TEXT NOT NULL DEFAULT '',
    request_id TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX error_history_by_time ON error_history (at, id);
