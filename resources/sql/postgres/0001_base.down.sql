-- SPDX-License-Identifier: GPL-3.0-or-later
-- The way back of 0001: every tenant and the audit trail are gone after it. The roles stay; they belong to the cluster.
DROP TABLE plancia.tenant_words, plancia.tenants, plancia.audit_log, plancia.meta;
DROP FUNCTION plancia.make_audit_partition(timestamptz);
DROP FUNCTION plancia.apply_roles();
