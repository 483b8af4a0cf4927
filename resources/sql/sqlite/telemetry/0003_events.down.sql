-- SPDX-License-Identifier: GPL-3.0-or-later
-- Events have no place in the older schema.
DROP TABLE events;
ALTER TABLE streams DROP COLUMN events;
ALTER TABLE streams DROP COLUMN event_bytes;
