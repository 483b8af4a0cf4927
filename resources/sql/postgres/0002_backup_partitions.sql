-- SPDX-License-Identifier: GPL-3.0-or-later
-- pg_dump reads every partition by its own name, so the role that makes backups must be allowed to. For everybody else
-- partitions stay without rights: row security holds where the table is asked by its parent's name.

-- Runs with the caller's rights, here and again from roles.sql when the role comes later.
CREATE FUNCTION plancia.grant_backup() RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'plancia_backup') THEN
        GRANT USAGE ON SCHEMA plancia TO plancia_backup;
        GRANT SELECT ON ALL TABLES IN SCHEMA plancia TO plancia_backup;
        GRANT SELECT ON ALL SEQUENCES IN SCHEMA plancia TO plancia_backup;
    END IF;
END
$function$;
REVOKE ALL ON FUNCTION plancia.grant_backup() FROM PUBLIC;

-- As in 0001, and a new partition may be read by the role that makes backups.
CREATE OR REPLACE FUNCTION plancia.make_audit_partition(day timestamptz) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    SET "TimeZone" = 'UTC'
    SET lock_timeout = '1s'
AS $function$
DECLARE
    first timestamptz := date_trunc('month', day);
    past timestamptz := first + interval '1 month';
    name text := 'audit_log_' || to_char(first, 'YYYYMM');
BEGIN
    IF day IS NULL OR day < '2000-01-01' OR day > now() + interval '100 days' THEN
        RAISE EXCEPTION 'no partition for %', day USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF to_regclass(format('plancia.%I', name)) IS NOT NULL THEN
        RETURN false;
    END IF;
    BEGIN
        LOCK TABLE plancia.audit_log_default IN ACCESS EXCLUSIVE MODE;
        EXECUTE format('CREATE TABLE plancia.%I (LIKE plancia.audit_log INCLUDING ALL)', name);
        EXECUTE format('WITH moved AS (DELETE FROM plancia.audit_log_default WHERE at >= $1 AND at < $2 RETURNING *)'
                       ' INSERT INTO plancia.%I SELECT * FROM moved', name) USING first, past;
        EXECUTE format('ALTER TABLE plancia.audit_log ATTACH PARTITION plancia.%I FOR VALUES FROM (%L) TO (%L)',
                       name, first, past);
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'plancia_backup') THEN
            EXECUTE format('GRANT SELECT ON plancia.%I TO plancia_backup', name);
        END IF;
    EXCEPTION
        WHEN lock_not_available OR duplicate_table THEN
            RETURN false;
    END;
    RETURN true;
END
$function$;

DO $owner$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'plancia_owner' AND pg_has_role(oid, 'MEMBER')) THEN
        ALTER FUNCTION plancia.grant_backup() OWNER TO plancia_owner;
    END IF;
END
$owner$;
SELECT plancia.grant_backup();
