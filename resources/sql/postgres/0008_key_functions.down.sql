-- SPDX-License-Identifier: GPL-3.0-or-later
-- The way back of 0008: the service has no functions for API keys any more.
DO $down$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'plancia_resolver') THEN
        REVOKE ALL ON SCHEMA plancia FROM plancia_resolver;
        REVOKE ALL ON ALL TABLES IN SCHEMA plancia FROM plancia_resolver;
    END IF;
END
$down$;
DROP FUNCTION plancia.grant_service();
DROP FUNCTION plancia.api_keys_verify(text, text, text);
DROP FUNCTION plancia.address_from(text);
DROP FUNCTION plancia.api_keys_delete(jsonb, text, text, text);
DROP FUNCTION plancia.api_keys_revoke(jsonb, text, text, text);
DROP FUNCTION plancia.api_keys_rotate(jsonb, text, text, interval);
DROP FUNCTION plancia.lock_key(jsonb, uuid, uuid);
DROP FUNCTION plancia.api_keys_get(jsonb, text, text);
DROP FUNCTION plancia.api_keys_list(jsonb, text, uuid, integer);
DROP FUNCTION plancia.key_row(plancia.api_keys);
DROP TYPE plancia.api_key;
DROP FUNCTION plancia.api_keys_create(jsonb, text, text, text, text[], timestamptz, text[], jsonb, text, boolean);
DROP FUNCTION plancia.insert_key(jsonb, uuid, uuid, text, text, text, boolean, timestamptz, text[], text[], jsonb, uuid);
DROP FUNCTION plancia.key_state(text, timestamptz, timestamptz, timestamptz);
DROP FUNCTION plancia.write_key_words(uuid, uuid, text, text);
DROP FUNCTION plancia.text_key(text);
DROP FUNCTION plancia.key_check(text);
DROP FUNCTION plancia.random_base62(integer);
DROP FUNCTION plancia.note_key_act(jsonb, uuid, text, uuid, text, text, jsonb);
DROP FUNCTION plancia.new_id();
DROP FUNCTION plancia.enter_tenant(jsonb, uuid);
DROP FUNCTION plancia.id_from(text);
