-- SPDX-License-Identifier: GPL-3.0-or-later
-- A role or status that few people of a great tenant have: these are found at once and sorted, where the tenant's order was walked
-- past everybody else.
CREATE INDEX users_by_tenant_role ON plancia.users (tenant_id, role);
CREATE INDEX users_by_tenant_status ON plancia.users (tenant_id, status);
