-- SPDX-License-Identifier: GPL-3.0-or-later
DROP TABLE audit_log;
DROP TABLE tenant_words;
DROP TABLE tenants;
DROP TABLE meta;
