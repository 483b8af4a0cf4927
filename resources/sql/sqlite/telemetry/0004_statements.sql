-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the statements of a server did from look to look, and who waited for whom.

-- Each text once: the same statement runs in many databases. digest is the first 16 bytes of its SHA-256.
CREATE TABLE statement_texts (
    number INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 16),
    text   TEXT NOT NULL
) STRICT;

-- One statement of one user in one database of one source. id is the queryid, or empty where the role may not read it; text has no
-- foreign key, and 0 is none. seen_at is about when it was in a look last: a day less at the most.
CREATE TABLE statements (
    number   INTEGER PRIMARY KEY,
    stream   INTEGER NOT NULL REFERENCES streams (number),
    source   TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 100),
    id       TEXT NOT NULL CHECK (length(id) <= 20),
    user     TEXT NOT NULL CHECK (length(user) <= 100),
    database TEXT NOT NULL CHECK (length(database) <= 100),
    is_top   INTEGER NOT NULL CHECK (is_top IN (0, 1)),
    text     INTEGER NOT NULL,
    is_cut   INTEGER NOT NULL CHECK (is_cut IN (0, 1)),
    seen_at  INTEGER NOT NULL,
    UNIQUE (stream, source, id, user, database, is_top)
) STRICT;
CREATE INDEX statements_seen ON statements (seen_at);

-- One look. figures has for each row the number of its statement and its ten figures, and before them those of the others: see
-- app/monitoring/service/figurescodec.h. bytes is about what the look brought into this file.
CREATE TABLE looks (
    stream  INTEGER NOT NULL REFERENCES streams (number),
    source  TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 100),
    at      INTEGER NOT NULL,
    from_at INTEGER NOT NULL CHECK (from_at <= at),
    others  INTEGER NOT NULL CHECK (others >= 0),
    evicted REAL NOT NULL CHECK (evicted >= 0),
    figures BLOB NOT NULL,
    bytes   INTEGER NOT NULL,
    PRIMARY KEY (stream, source, at)
) STRICT;
CREATE INDEX looks_age ON looks (at, bytes);

-- One moment. sessions is the JSON of the stream, compressed as qCompress() does it.
CREATE TABLE blocking (
    stream   INTEGER NOT NULL REFERENCES streams (number),
    source   TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 100),
    at       INTEGER NOT NULL,
    position INTEGER NOT NULL,
    sessions BLOB NOT NULL,
    bytes    INTEGER NOT NULL,
    PRIMARY KEY (stream, source, at)
) STRICT;
CREATE INDEX blocking_age ON blocking (at, bytes);
