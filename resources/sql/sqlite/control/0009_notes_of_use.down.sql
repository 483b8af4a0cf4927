-- SPDX-License-Identifier: GPL-3.0-or-later
-- The way back of 0009: what tenants store is forgotten.
DROP TABLE tenant_storage;
DROP INDEX rate_limit_hits_by_day;
CREATE TABLE key_refusals_old (
    tenant_id BLOB NOT NULL CHECK (length(tenant_id) = 16),
    at        INTEGER NOT NULL,
    prefix    TEXT NOT NULL CHECK (length(prefix) <= 64),
    block     TEXT NOT NULL CHECK (length(block) <= 64),
    reason    TEXT NOT NULL CHECK (reason IN ('unknown', 'disabled', 'expired', 'past_grace', 'revoked', 'tenant', 'address', 'permission', 'cross_tenant')),
    count     INTEGER NOT NULL CHECK (count >= 1),
    PRIMARY KEY (tenant_id, at, prefix, block, reason)
) STRICT, WITHOUT ROWID;
INSERT INTO key_refusals_old (tenant_id, at, prefix, block, reason, count)
    SELECT tenant_id, at, prefix, block, CASE reason WHEN 'rest' THEN 'unknown' ELSE reason END, sum(count) FROM key_refusals GROUP BY 1, 2, 3, 4, 5;
DROP TABLE key_refusals;
ALTER TABLE key_refusals_old RENAME TO key_refusals;
CREATE INDEX key_refusals_by_time ON key_refusals (at);
