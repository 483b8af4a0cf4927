-- SPDX-License-Identifier: GPL-3.0-or-later
DROP INDEX plancia.tenants_by_status_updated;
DROP INDEX plancia.tenants_by_status_created;
DROP INDEX plancia.tenants_by_status_slug;
