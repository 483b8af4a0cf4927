-- SPDX-License-Identifier: GPL-3.0-or-later
-- The way back of 0007: the service signs nobody in by these.
DROP FUNCTION plancia.apply_functions();
DROP FUNCTION plancia.refresh_session(uuid, uuid, bytea, bytea, text);
DROP FUNCTION plancia.start_session(uuid, bytea, text, text);
DROP FUNCTION plancia.set_password(uuid, text);
DROP FUNCTION plancia.use_code(uuid, text, text);
DROP FUNCTION plancia.record_sign_in(uuid, text, text, text);
DROP FUNCTION plancia.find_session(bytea);
DROP FUNCTION plancia.find_people(text);
DO $revoke$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'plancia_resolver') THEN
        REVOKE SELECT ON plancia.user_directory, plancia.session_directory, plancia.key_directory FROM plancia_resolver;
        REVOKE USAGE ON SCHEMA plancia FROM plancia_resolver;
    END IF;
END
$revoke$;
