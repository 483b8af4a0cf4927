-- SPDX-License-Identifier: GPL-3.0-or-later
-- As in 0005, with a reason more: 'rest' is what an hour had beyond its 10,000 lines, one line of the nil tenant at the beginning of
-- the hour, with prefix and block ''.
CREATE TABLE key_refusals_new (
    tenant_id BLOB NOT NULL CHECK (length(tenant_id) = 16),
    at        INTEGER NOT NULL,
    prefix    TEXT NOT NULL CHECK (length(prefix) <= 64),
    block     TEXT NOT NULL CHECK (length(block) <= 64),
    reason    TEXT NOT NULL CHECK (reason IN ('unknown', 'disabled', 'expired', 'past_grace', 'revoked', 'tenant', 'address', 'permission', 'cross_tenant', 'rest')),
    count     INTEGER NOT NULL CHECK (count >= 1),
    PRIMARY KEY (tenant_id, at, prefix, block, reason)
) STRICT, WITHOUT ROWID;
INSERT INTO key_refusals_new (tenant_id, at, prefix, block, reason, count) SELECT tenant_id, at, prefix, block, reason, count FROM key_refusals;
DROP TABLE key_refusals;
ALTER TABLE key_refusals_new RENAME TO key_refusals;
CREATE INDEX key_refusals_by_time ON key_refusals (at);
CREATE INDEX rate_limit_hits_by_day ON rate_limit_hits (day);

-- How many bytes a tenant stored at the end of a day (its midnight in UTC), as the service last noted it.
CREATE TABLE tenant_storage (
    tenant_id BLOB NOT NULL CHECK (length(tenant_id) = 16) REFERENCES tenants (id) ON DELETE CASCADE,
    day       INTEGER NOT NULL,
    bytes     INTEGER NOT NULL CHECK (bytes BETWEEN 0 AND 1000000000000000000),
    noted_at  INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, day)
) STRICT, WITHOUT ROWID;
