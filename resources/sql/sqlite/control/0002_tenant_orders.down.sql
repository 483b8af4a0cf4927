-- SPDX-License-Identifier: GPL-3.0-or-later
DROP INDEX tenants_by_status_updated;
DROP INDEX tenants_by_status_created;
DROP INDEX tenants_by_status_slug;
