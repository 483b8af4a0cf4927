-- SPDX-License-Identifier: GPL-3.0-or-later
-- The local control plane. Times are UTC milliseconds, ids 16-byte UUIDs (version 7); names as in resources/sql/postgres.

-- One row: who this store is, and how far it has come. commit_no counts every write, audit_seq every audit row.
-- The row is written when the store is made; history_id is new after each restore.
CREATE TABLE meta (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    store_id   BLOB NOT NULL CHECK (length(store_id) = 16),
    history_id BLOB NOT NULL CHECK (length(history_id) = 16),
    commit_no  INTEGER NOT NULL CHECK (commit_no >= 0),
    audit_seq  INTEGER NOT NULL CHECK (audit_seq >= 0)
) STRICT;

-- name_key is the name as sorted and searched (models/domain/textkey.h). Limits as in models/domain/tenant.h.
CREATE TABLE tenants (
    id            BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    slug          TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 63 AND slug NOT GLOB '*[^a-z0-9-]*'
                                              AND slug NOT GLOB '-*' AND slug NOT GLOB '*-'),
    name          TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    name_key      TEXT NOT NULL CHECK (length(name_key) <= 200),
    status        TEXT NOT NULL CHECK (status IN ('trial', 'active', 'suspended')),
    status_reason TEXT NOT NULL DEFAULT '' CHECK (length(status_reason) <= 1000),
    notes         TEXT NOT NULL DEFAULT '' CHECK (length(notes) <= 10000),
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    row_version   INTEGER NOT NULL DEFAULT 1 CHECK (row_version >= 1)
) STRICT, WITHOUT ROWID;
CREATE INDEX tenants_by_name ON tenants (name_key, id);
CREATE INDEX tenants_by_created ON tenants (created_at, id);
CREATE INDEX tenants_by_updated ON tenants (updated_at, id);
CREATE INDEX tenants_by_status ON tenants (status, name_key, id);

-- The words of name and slug as keys, for "filter as you type".
CREATE TABLE tenant_words (
    tenant_id BLOB NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    word      TEXT NOT NULL CHECK (length(word) BETWEEN 1 AND 40),
    PRIMARY KEY (tenant_id, word)
) STRICT, WITHOUT ROWID;
CREATE INDEX tenant_words_by_word ON tenant_words (word, tenant_id);

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
