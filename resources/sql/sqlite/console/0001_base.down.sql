-- SPDX-License-Identifier: GPL-3.0-or-later
DROP TABLE error_history;
DROP TABLE connections;
DROP TABLE preferences;
DROP TABLE audit_log;
DROP TABLE meta;
