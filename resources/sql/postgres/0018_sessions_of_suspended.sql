-- SPDX-License-Identifier: GPL-3.0-or-later
-- Of a tenant that is suspended or archived no key works; nor does anybody sign in there, or stay signed in.
CREATE FUNCTION plancia.tenant_works(tenant uuid) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
AS $function$ SELECT EXISTS (SELECT FROM plancia.tenants t WHERE t.id = tenant AND t.status IN ('active', 'trial')) $function$;
COMMENT ON FUNCTION plancia.tenant_works(uuid) IS 'service: whether a tenant is active or on trial';

DO $more$
DECLARE
    item record;
BEGIN
    FOR item IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = 'plancia'::regnamespace AND p.proname IN ('start_session', 'refresh_session') LOOP
        EXECUTE replace(pg_get_functiondef(item.oid), 'IF old.status <> ''active'' THEN', 'IF old.status <> ''active'' OR NOT plancia.tenant_works(old.tenant_id) THEN');
    END LOOP;
END
$more$;

SELECT plancia.apply_roles();
SELECT plancia.apply_functions();
