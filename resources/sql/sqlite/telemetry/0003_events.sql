-- SPDX-License-Identifier: GPL-3.0-or-later
-- Events of the streams, by their time. epoch tells the agent's runs apart, as positions begin anew with each: the first four bytes of
-- the SHA-256 of its name. severity counts from debug (0) to critical (4). duration_ms is null when it was not told; count is for
-- how many of its kind an event stands; bytes is about what the row takes.
CREATE TABLE events (
    stream      INTEGER NOT NULL REFERENCES streams (number),
    at          INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    epoch       INTEGER NOT NULL,
    severity    INTEGER NOT NULL CHECK (severity BETWEEN 0 AND 4),
    source      TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 100),
    type        TEXT NOT NULL CHECK (length(type) BETWEEN 1 AND 100),
    tenant      TEXT NOT NULL DEFAULT '' CHECK (length(tenant) <= 100),
    trace       TEXT NOT NULL DEFAULT '' CHECK (length(trace) <= 100),
    message     TEXT NOT NULL DEFAULT '',
    details     TEXT NOT NULL DEFAULT '',
    duration_ms REAL,
    count       INTEGER NOT NULL DEFAULT 1 CHECK (count >= 1),
    bytes       INTEGER NOT NULL,
    PRIMARY KEY (stream, at, position, epoch)
) STRICT, WITHOUT ROWID;

CREATE INDEX events_trace ON events (stream, trace, at, position, epoch) WHERE trace <> '';

-- How many there are of a stream, and how large: counting a million takes too long.
ALTER TABLE streams ADD COLUMN events INTEGER NOT NULL DEFAULT 0;
ALTER TABLE streams ADD COLUMN event_bytes INTEGER NOT NULL DEFAULT 0;
