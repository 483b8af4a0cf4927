-- SPDX-License-Identifier: GPL-3.0-or-later
DROP INDEX plancia.users_by_tenant_status;
DROP INDEX plancia.users_by_tenant_role;
