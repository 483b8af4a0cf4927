-- SPDX-License-Identifier: GPL-3.0-or-later
-- Minutes have no place in the older schema; samples and gaps stay.
DROP TABLE minutes;
CREATE TABLE old_samples (
    at       INTEGER NOT NULL,
    stream   INTEGER NOT NULL REFERENCES streams (number),
    source   TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 100),
    position INTEGER NOT NULL,
    metrics  TEXT NOT NULL DEFAULT '{}' CHECK (substr(metrics, 1, 1) = '{'),
    PRIMARY KEY (at, stream, source)
) STRICT, WITHOUT ROWID;
INSERT INTO old_samples (at, stream, source, position, metrics)
    SELECT o.at, s.stream, s.name, o.position, (SELECT json_group_object(n.value, v.value)
        FROM json_each(p.names) n JOIN json_each(o.values_json) v ON v.key = n.key WHERE v.type <> 'null')
    FROM samples o JOIN sources s ON s.number = o.source JOIN shapes p ON p.number = o.shape;
DROP TABLE samples;
ALTER TABLE old_samples RENAME TO samples;
DROP TABLE sources;
DROP TABLE shapes;
