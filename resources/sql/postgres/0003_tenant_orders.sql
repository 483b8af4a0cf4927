-- SPDX-License-Identifier: GPL-3.0-or-later
-- A list of one status in any of the four orders runs along an index: without these, all tenants of the status were read
-- and sorted for each page.
CREATE INDEX tenants_by_status_slug ON plancia.tenants (status, slug, id);
CREATE INDEX tenants_by_status_created ON plancia.tenants (status, created_at, id);
CREATE INDEX tenants_by_status_updated ON plancia.tenants (status, updated_at, id);
