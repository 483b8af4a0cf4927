-- SPDX-License-Identifier: GPL-3.0-or-later
-- What came by the streams of the agents, with the place it came up to. Nothing here is lost for ever when the file is:
-- capped by age and size by the code that writes here, no archive.

-- One row: who this store is, and how far it has come, as in every store of this installation.
CREATE TABLE meta (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    store_id   BLOB NOT NULL CHECK (length(store_id) = 16),
    history_id BLOB NOT NULL CHECK (length(history_id) = 16),
    commit_no  INTEGER NOT NULL CHECK (commit_no >= 0),
    audit_seq  INTEGER NOT NULL CHECK (audit_seq >= 0)
) STRICT;

-- position is the offset of the last sample that was written, within the agent's epoch; seen_at is its time.
CREATE TABLE streams (
    number   INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 1000),
    epoch    TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0 CHECK (position >= 0),
    seen_at  INTEGER NOT NULL DEFAULT 0
) STRICT;

-- metrics is a JSON object of numbers; a metric that could not be read is absent.
CREATE TABLE samples (
    at       INTEGER NOT NULL,
    stream   INTEGER NOT NULL REFERENCES streams (number),
    source   TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 100),
    position INTEGER NOT NULL,
    metrics  TEXT NOT NULL DEFAULT '{}' CHECK (substr(metrics, 1, 1) = '{'),
    PRIMARY KEY (at, stream, source)
) STRICT, WITHOUT ROWID;

-- source is empty when the gap is one of the whole stream.
CREATE TABLE gaps (
    to_at   INTEGER NOT NULL,
    stream  INTEGER NOT NULL REFERENCES streams (number),
    source  TEXT NOT NULL DEFAULT '',
    reason  TEXT NOT NULL CHECK (reason IN ('agent_away', 'evicted', 'counter_reset', 'source_down')),
    from_at INTEGER NOT NULL,
    PRIMARY KEY (to_at, stream, source, reason)
) STRICT, WITHOUT ROWID;
