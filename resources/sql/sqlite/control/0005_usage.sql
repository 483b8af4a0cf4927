-- SPDX-License-Identifier: GPL-3.0-or-later
-- How API keys are used, as the service writes it. No foreign keys: what was used outlives the key.
-- latency_us in microseconds, cost_micros in millionths of the service's currency.
CREATE TABLE api_key_usage (
    tenant_id   BLOB NOT NULL CHECK (length(tenant_id) = 16),
    at          INTEGER NOT NULL,
    id          BLOB NOT NULL CHECK (length(id) = 16),
    key_id      BLOB NOT NULL CHECK (length(key_id) = 16),
    endpoint    TEXT NOT NULL CHECK (length(endpoint) <= 200),
    method      TEXT NOT NULL CHECK (length(method) <= 16),
    status      INTEGER NOT NULL CHECK (status BETWEEN 100 AND 599),
    latency_us  INTEGER NOT NULL CHECK (latency_us >= 0),
    tokens_in   INTEGER NOT NULL DEFAULT 0 CHECK (tokens_in >= 0),
    tokens_out  INTEGER NOT NULL DEFAULT 0 CHECK (tokens_out >= 0),
    cost_micros INTEGER NOT NULL DEFAULT 0 CHECK (cost_micros >= 0),
    model       TEXT NOT NULL DEFAULT '' CHECK (length(model) <= 100),
    request_id  TEXT NOT NULL DEFAULT '' CHECK (length(request_id) <= 64),
    address     TEXT NOT NULL DEFAULT '' CHECK (length(address) <= 64),
    PRIMARY KEY (tenant_id, at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX api_key_usage_by_time ON api_key_usage (at, id);
CREATE INDEX api_key_usage_by_key ON api_key_usage (tenant_id, key_id, at, id);

-- Calls that a limit turned away, a line a key, endpoint and day (its midnight in UTC). name: of the limit.
CREATE TABLE rate_limit_hits (
    tenant_id BLOB NOT NULL CHECK (length(tenant_id) = 16),
    key_id    BLOB NOT NULL CHECK (length(key_id) = 16),
    day       INTEGER NOT NULL,
    name      TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    endpoint  TEXT NOT NULL CHECK (length(endpoint) <= 200),
    hits      INTEGER NOT NULL CHECK (hits >= 1),
    PRIMARY KEY (tenant_id, key_id, day, name, endpoint)
) STRICT, WITHOUT ROWID;

-- Calls whose key was refused, a line a minute, start of the key, block of addresses and reason; the nil tenant where the key
-- belongs to none. At most 10,000 lines an hour: whoever writes them counts the rest under the prefix and block ''.
CREATE TABLE key_refusals (
    tenant_id BLOB NOT NULL CHECK (length(tenant_id) = 16),
    at        INTEGER NOT NULL,
    prefix    TEXT NOT NULL CHECK (length(prefix) <= 64),
    block     TEXT NOT NULL CHECK (length(block) <= 64),
    reason    TEXT NOT NULL CHECK (reason IN ('unknown', 'disabled', 'expired', 'past_grace', 'revoked', 'tenant', 'address', 'permission', 'cross_tenant')),
    count     INTEGER NOT NULL CHECK (count >= 1),
    PRIMARY KEY (tenant_id, at, prefix, block, reason)
) STRICT, WITHOUT ROWID;
CREATE INDEX key_refusals_by_time ON key_refusals (at);
