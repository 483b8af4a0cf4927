-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a tenant is limited to, where that is not the default. As in models/domain/limits.h: amount is a count, of costs
-- millionths of the service's currency, of storage bytes. scope: whom it is counted for. endpoint '': all together.
CREATE TABLE tenant_limits (
    tenant_id   BLOB NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    kind        TEXT NOT NULL CHECK (kind IN ('requests_minute', 'requests_hour', 'requests_day', 'cost_minute', 'cost_hour',
                                              'cost_day', 'cost_month', 'storage', 'seats')),
    scope       TEXT NOT NULL CHECK (scope IN ('key', 'tenant', 'address')),
    endpoint    TEXT NOT NULL DEFAULT '' CHECK (length(endpoint) <= 200),
    amount      INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 1000000000000000),
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    row_version INTEGER NOT NULL DEFAULT 1 CHECK (row_version >= 1),
    PRIMARY KEY (tenant_id, kind, scope, endpoint),
    CHECK (scope <> 'address' OR kind IN ('requests_minute', 'requests_hour', 'requests_day')),
    CHECK (kind NOT IN ('cost_month', 'storage', 'seats') OR (scope = 'tenant' AND endpoint = ''))
) STRICT, WITHOUT ROWID;
