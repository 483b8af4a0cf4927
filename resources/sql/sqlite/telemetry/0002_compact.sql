-- SPDX-License-Identifier: GPL-3.0-or-later
-- A sample is a row of numbers without names: the names of its values, which are the same every second, stand once in a
-- shape. And what is too old to be kept each second is kept as minutes. Of what came before, the last two days are converted:
-- the time for which samples are kept from now on, and about 15 seconds of work for one server.

-- names is a JSON array of metric names. A row of samples or minutes has one value for each, in this order.
CREATE TABLE shapes (
    number INTEGER PRIMARY KEY,
    names  TEXT NOT NULL UNIQUE CHECK (substr(names, 1, 1) = '[')
) STRICT;

-- One source of one stream. shape is that of its newest sample.
CREATE TABLE sources (
    number INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL REFERENCES streams (number),
    name   TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    shape  INTEGER NOT NULL,
    UNIQUE (stream, name)
) STRICT;

DELETE FROM samples WHERE at < (SELECT min(max(o.at), unixepoch('now') * 1000) FROM samples o WHERE o.stream = samples.stream) - 172800000;
INSERT INTO sources (stream, name, shape) SELECT DISTINCT stream, source, 0 FROM samples;

-- The union of all names that a source ever had. A row that is no JSON could not be read before either.
CREATE TEMP TABLE old_names AS
    SELECT s.number AS source, (SELECT json_group_array(name) FROM (
        SELECT DISTINCT v.key AS name FROM samples o, json_each(o.metrics) v
        WHERE o.stream = s.stream AND o.source = s.name AND json_valid(o.metrics) ORDER BY name)) AS names
    FROM sources s;
INSERT OR IGNORE INTO shapes (names) SELECT names FROM old_names;
UPDATE sources SET shape = (SELECT p.number FROM shapes p JOIN old_names o ON o.names = p.names WHERE o.source = sources.number);
DROP TABLE old_names;

-- shape has no foreign key: it would have every row looked at when a shape that nothing uses is removed.
CREATE TABLE new_samples (
    source      INTEGER NOT NULL REFERENCES sources (number),
    at          INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    shape       INTEGER NOT NULL,
    values_json TEXT NOT NULL CHECK (substr(values_json, 1, 1) = '['),
    PRIMARY KEY (source, at)
) STRICT, WITHOUT ROWID;

INSERT INTO new_samples (source, at, position, shape, values_json)
    SELECT s.number, o.at, o.position, s.shape, (SELECT json_group_array(value) FROM (
        SELECT v.value AS value FROM json_each(p.names) n
        LEFT JOIN json_each(o.metrics) v ON v.key = n.value AND v.type IN ('integer', 'real') ORDER BY n.key))
    FROM samples o JOIN sources s ON s.stream = o.stream AND s.name = o.source JOIN shapes p ON p.number = s.shape
    WHERE json_valid(o.metrics);
DROP TABLE samples;
ALTER TABLE new_samples RENAME TO samples;

-- One minute of a source, made of its samples when the minute is over. at is its start. A value is null when there was none, one number
-- when all were equal, else an array: the first, the two extremes in the order in which they came, the last.
CREATE TABLE minutes (
    source      INTEGER NOT NULL REFERENCES sources (number),
    at          INTEGER NOT NULL CHECK (at % 60000 = 0),
    shape       INTEGER NOT NULL,
    values_json TEXT NOT NULL CHECK (substr(values_json, 1, 1) = '['),
    PRIMARY KEY (source, at)
) STRICT, WITHOUT ROWID;
