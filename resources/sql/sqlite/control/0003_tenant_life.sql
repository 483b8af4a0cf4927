-- SPDX-License-Identifier: GPL-3.0-or-later
-- The life of a tenant: archived, deleted with a way back, the end of a trial, tags, and former slugs that lead to it.
-- SQLite cannot change a CHECK: both tables are made anew. The words go first, since a DROP of their parents would take
-- them along.
CREATE TABLE tenants_new (
    id            BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    slug          TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 63 AND slug NOT GLOB '*[^a-z0-9-]*'
                                              AND slug NOT GLOB '-*' AND slug NOT GLOB '*-'),
    name          TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    name_key      TEXT NOT NULL CHECK (length(name_key) <= 200),
    status        TEXT NOT NULL CHECK (status IN ('trial', 'active', 'suspended', 'archived')),
    status_reason TEXT NOT NULL DEFAULT '' CHECK (length(status_reason) <= 1000),
    notes         TEXT NOT NULL DEFAULT '' CHECK (length(notes) <= 10000),
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    row_version   INTEGER NOT NULL DEFAULT 1 CHECK (row_version >= 1),
    trial_ends_at INTEGER,
    tags          TEXT NOT NULL DEFAULT '' CHECK (length(tags) <= 700),
    deleted_at    INTEGER
) STRICT, WITHOUT ROWID;
INSERT INTO tenants_new (id, slug, name, name_key, status, status_reason, notes, created_at, updated_at, row_version)
    SELECT id, slug, name, name_key, status, status_reason, notes, created_at, updated_at, row_version FROM tenants;
CREATE TABLE tenant_words_new (
    tenant_id BLOB NOT NULL REFERENCES tenants_new (id) ON DELETE CASCADE,
    word      TEXT NOT NULL CHECK (length(word) BETWEEN 1 AND 40),
    PRIMARY KEY (tenant_id, word)
) STRICT, WITHOUT ROWID;
INSERT INTO tenant_words_new SELECT tenant_id, word FROM tenant_words;
DROP TABLE tenant_words;
DROP TABLE tenants;
ALTER TABLE tenants_new RENAME TO tenants;
ALTER TABLE tenant_words_new RENAME TO tenant_words;
CREATE INDEX tenants_by_name ON tenants (name_key, id);
CREATE INDEX tenants_by_created ON tenants (created_at, id);
CREATE INDEX tenants_by_updated ON tenants (updated_at, id);
CREATE INDEX tenants_by_status ON tenants (status, name_key, id);
CREATE INDEX tenants_by_status_slug ON tenants (status, slug, id);
CREATE INDEX tenants_by_status_created ON tenants (status, created_at, id);
CREATE INDEX tenants_by_status_updated ON tenants (status, updated_at, id);
CREATE INDEX tenants_by_deleted ON tenants (deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX tenant_words_by_word ON tenant_words (word, tenant_id);

-- Slugs that a tenant had before; no other tenant takes one.
CREATE TABLE tenant_redirects (
    slug       TEXT NOT NULL PRIMARY KEY CHECK (length(slug) BETWEEN 1 AND 63),
    tenant_id  BLOB NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tenant_redirects_by_tenant ON tenant_redirects (tenant_id, slug);
