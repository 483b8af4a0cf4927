-- SPDX-License-Identifier: GPL-3.0-or-later
-- Lists show the tenants that are there. An index of those alone has all that a filter asks on the way along it, so that the rows
-- themselves are read of those only that are shown; the order by slug had none that ends with the id.
DROP INDEX plancia.tenants_by_name;
DROP INDEX plancia.tenants_by_created;
DROP INDEX plancia.tenants_by_updated;
DROP INDEX plancia.tenants_by_status;
DROP INDEX plancia.tenants_by_status_slug;
DROP INDEX plancia.tenants_by_status_created;
DROP INDEX plancia.tenants_by_status_updated;
CREATE INDEX tenants_by_name ON plancia.tenants (name_key, id) WHERE deleted_at IS NULL;
CREATE INDEX tenants_by_created ON plancia.tenants (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX tenants_by_updated ON plancia.tenants (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX tenants_by_status ON plancia.tenants (status, name_key, id) WHERE deleted_at IS NULL;
CREATE INDEX tenants_by_status_slug ON plancia.tenants (status, slug, id) WHERE deleted_at IS NULL;
CREATE INDEX tenants_by_status_created ON plancia.tenants (status, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX tenants_by_status_updated ON plancia.tenants (status, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX tenants_by_slug ON plancia.tenants (slug, id) WHERE deleted_at IS NULL;
