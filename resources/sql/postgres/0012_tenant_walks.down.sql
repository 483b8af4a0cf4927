-- SPDX-License-Identifier: GPL-3.0-or-later
DROP INDEX plancia.tenants_by_slug;
DROP INDEX plancia.tenants_by_name;
DROP INDEX plancia.tenants_by_created;
DROP INDEX plancia.tenants_by_updated;
DROP INDEX plancia.tenants_by_status;
DROP INDEX plancia.tenants_by_status_slug;
DROP INDEX plancia.tenants_by_status_created;
DROP INDEX plancia.tenants_by_status_updated;
CREATE INDEX tenants_by_name ON plancia.tenants (name_key, id);
CREATE INDEX tenants_by_created ON plancia.tenants (created_at, id);
CREATE INDEX tenants_by_updated ON plancia.tenants (updated_at, id);
CREATE INDEX tenants_by_status ON plancia.tenants (status, name_key, id);
CREATE INDEX tenants_by_status_slug ON plancia.tenants (status, slug, id);
CREATE INDEX tenants_by_status_created ON plancia.tenants (status, created_at, id);
CREATE INDEX tenants_by_status_updated ON plancia.tenants (status, updated_at, id);
