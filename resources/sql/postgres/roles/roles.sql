-- SPDX-License-Identifier: GPL-3.0-or-later
-- Plancia's roles in PostgreSQL. Run it as a superuser (or with CREATEROLE: then without the two BYPASSRLS roles), in the
-- database that holds or will hold the schema "plancia". It may run any number of times: what exists stays as it is.
--
--   plancia_owner     owns the schema and everything in it; nobody logs in as it
--   plancia_app       the service: sees the one tenant that its transaction names
--   plancia_viewer    people who look
--   plancia_support   people who look, and suspend or activate tenants
--   plancia_admin     people who manage tenants
--   plancia_backup    reads everything, writes nothing
--   plancia_resolver  owns the few functions that look before the tenant is known
--
-- Passwords are not set here: give plancia_app and plancia_backup one, and grant a person's own role one of the three.
DO $roles$
DECLARE
    wanted record;
BEGIN
    FOR wanted IN SELECT * FROM (VALUES
        ('plancia_owner', 'NOLOGIN'),
        ('plancia_app', 'LOGIN'),
        ('plancia_viewer', 'NOLOGIN'),
        ('plancia_support', 'NOLOGIN'),
        ('plancia_admin', 'NOLOGIN'),
        ('plancia_backup', 'LOGIN BYPASSRLS'),
        ('plancia_resolver', 'NOLOGIN BYPASSRLS')) AS role(name, attributes)
    LOOP
        CONTINUE WHEN EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted.name);
        BEGIN
            EXECUTE format('CREATE ROLE %I %s', wanted.name, wanted.attributes);
        EXCEPTION
            WHEN insufficient_privilege THEN
                RAISE NOTICE 'the role % may not be created by %', wanted.name, current_user;
            WHEN duplicate_object THEN
                NULL; -- another session was first
        END;
    END LOOP;

    -- Who installs without being a superuser must be able to hand the objects to their owner, and to use the console.
    IF NOT (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) THEN
        FOR wanted IN SELECT rolname AS name FROM pg_catalog.pg_roles
                      WHERE rolname IN ('plancia_owner', 'plancia_admin') AND NOT pg_has_role(oid, 'USAGE')
        LOOP
            BEGIN
                EXECUTE format('GRANT %I TO %I', wanted.name, current_user);
            EXCEPTION
                WHEN insufficient_privilege THEN
                    RAISE NOTICE 'the role % may not be granted by %', wanted.name, current_user;
            END;
        END LOOP;
    END IF;

    -- Where the schema is there already, the new roles get their rights.
    IF to_regprocedure('plancia.apply_roles()') IS NOT NULL THEN
        PERFORM plancia.apply_roles();
    END IF;
    IF to_regprocedure('plancia.grant_backup()') IS NOT NULL THEN
        PERFORM plancia.grant_backup();
    END IF;
    IF to_regprocedure('plancia.grant_service()') IS NOT NULL THEN
        PERFORM plancia.grant_service();
    END IF;
    IF to_regprocedure('plancia.apply_functions()') IS NOT NULL THEN
        PERFORM plancia.apply_functions();
    END IF;
END
$roles$;
