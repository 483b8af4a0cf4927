-- SPDX-License-Identifier: GPL-3.0-or-later
DO $more$
DECLARE
    item record;
BEGIN
    FOR item IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = 'plancia'::regnamespace AND p.proname IN ('start_session', 'refresh_session') LOOP
        EXECUTE replace(pg_get_functiondef(item.oid), 'IF old.status <> ''active'' OR NOT plancia.tenant_works(old.tenant_id) THEN', 'IF old.status <> ''active'' THEN');
    END LOOP;
END
$more$;
DROP FUNCTION plancia.tenant_works(uuid);
