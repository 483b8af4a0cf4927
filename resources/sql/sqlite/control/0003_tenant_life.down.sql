-- SPDX-License-Identifier: GPL-3.0-or-later
-- The way back of 0003. An archived tenant becomes suspended; a deleted one is there again; tags and former slugs are lost.
DROP TABLE tenant_redirects;
CREATE TABLE tenants_old (
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
INSERT INTO tenants_old SELECT id, slug, name, name_key, iif(status = 'archived', 'suspended', status), status_reason, notes,
    created_at, updated_at, row_version FROM tenants;
CREATE TABLE tenant_words_old (
    tenant_id BLOB NOT NULL REFERENCES tenants_old (id) ON DELETE CASCADE,
    word      TEXT NOT NULL CHECK (length(word) BETWEEN 1 AND 40),
    PRIMARY KEY (tenant_id, word)
) STRICT, WITHOUT ROWID;
INSERT INTO tenant_words_old SELECT tenant_id, word FROM tenant_words WHERE substr(word, 1, 1) <> '#';
DROP TABLE tenant_words;
DROP TABLE tenants;
ALTER TABLE tenants_old RENAME TO tenants;
ALTER TABLE tenant_words_old RENAME TO tenant_words;
CREATE INDEX tenants_by_name ON tenants (name_key, id);
CREATE INDEX tenants_by_created ON tenants (created_at, id);
CREATE INDEX tenants_by_updated ON tenants (updated_at, id);
CREATE INDEX tenants_by_status ON tenants (status, name_key, id);
CREATE INDEX tenants_by_status_slug ON tenants (status, slug, id);
CREATE INDEX tenants_by_status_created ON tenants (status, created_at, id);
CREATE INDEX tenants_by_status_updated ON tenants (status, updated_at, id);
CREATE INDEX tenant_words_by_word ON tenant_words (word, tenant_id);
