-- SPDX-License-Identifier: GPL-3.0-or-later
-- The way back of 0002: the role that makes backups keeps what it may read of the tables, and loses the partitions.
DO $partitions$
DECLARE
    item record;
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'plancia_backup') THEN
        FOR item IN SELECT relname FROM pg_catalog.pg_class
                    WHERE relnamespace = 'plancia'::regnamespace AND relkind = 'r' AND relispartition
        LOOP
            EXECUTE format('REVOKE SELECT ON plancia.%I FROM plancia_backup', item.relname);
        END LOOP;
    END IF;
END
$partitions$;
DROP FUNCTION plancia.grant_backup();

-- As in 0001.
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
    EXCEPTION
        WHEN lock_not_available OR duplicate_table THEN
            RETURN false;
    END;
    RETURN true;
END
$function$;
