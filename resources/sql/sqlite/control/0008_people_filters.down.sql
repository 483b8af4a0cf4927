-- SPDX-License-Identifier: GPL-3.0-or-later
DROP INDEX users_by_tenant_status;
DROP INDEX users_by_tenant_role;
