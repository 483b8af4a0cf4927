-- SPDX-License-Identifier: GPL-3.0-or-later
-- The interface of the service, whole: tenants and people beside API keys; who signs in is asked for with a context, and every act
-- leaves the row of the trail that the console would write. Contexts, ids and errors as in 0008: the first argument says who asks;
-- ids come as text, and another tenant's, one of nobody, NULL and what is none all give 'not_found'; a value that breaks a rule raises
-- invalid_parameter_value with the code of the catalogue and the name of the argument. What changes a row takes the row_version that
-- was read: NULL overwrites, another one than the row's answers 'conflict'.

-- A fault, raised; nothing for NULL.
CREATE FUNCTION plancia.refuse_value(fault text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = fault;
    END IF;
END
$function$;
COMMENT ON FUNCTION plancia.refuse_value(text) IS 'service: a fault, raised';

-- What is wrong with a text, as models/domain/textrules.h has it: more than `most` units of UTF-16, or characters that no text of ours holds.
CREATE FUNCTION plancia.text_fault(field text, given text, most integer, many_lines boolean) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT CASE WHEN octet_length(given) > most * 3
                     OR char_length(given) + char_length(regexp_replace(given, '[^\U00010000-\U0010ffff]', '', 'g')) > most THEN 'VAL_002: ' || field
                WHEN CASE WHEN many_lines THEN translate(given, E'\n\r\t\u2028\u2029', '') ELSE given END
                     ~ '[\u0001-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]|^\ufeff' THEN 'VAL_004: ' || field END
$function$;
COMMENT ON FUNCTION plancia.text_fault(text, text, integer, boolean) IS 'service: what is wrong with a text';

-- Nothing but white space, or NULL.
CREATE FUNCTION plancia.is_blank(given text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT coalesce(given, '') !~ '[^\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]'
$function$;
COMMENT ON FUNCTION plancia.is_blank(text) IS 'service: nothing but white space';

-- A reason is given wherever an act takes something from somebody.
CREATE FUNCTION plancia.reason_fault(reason text) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT coalesce(plancia.text_fault('reason', reason, 1000, true), CASE WHEN plancia.is_blank(reason) THEN 'VAL_009: reason' END)
$function$;
COMMENT ON FUNCTION plancia.reason_fault(text) IS 'service: what is wrong with a reason';

-- An end that is no end: "infinity" is how a caller says so, and NULL how it is kept.
CREATE FUNCTION plancia.end_or_none(given timestamptz) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$ SELECT nullif(given, timestamptz 'infinity') $function$;
COMMENT ON FUNCTION plancia.end_or_none(timestamptz) IS 'service: an end, or NULL for none';

-- A time as rows of the trail have it.
CREATE FUNCTION plancia.iso_time(at timestamptz) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$ SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $function$;
COMMENT ON FUNCTION plancia.iso_time(timestamptz) IS 'service: a time in a row of the trail';

-- Two states of an object as the details of a row of the trail: {"field": ["before", "after"]} of what is not the same. Either may
-- be NULL: what there is not is ''.
CREATE FUNCTION plancia.differences(before jsonb, after jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT coalesce(jsonb_object_agg(field, jsonb_build_array(coalesce(before ->> field, ''), coalesce(after ->> field, ''))), '{}')
    FROM jsonb_object_keys(coalesce(before, '{}') || coalesce(after, '{}')) AS field
    WHERE coalesce(before ->> field, '') <> coalesce(after ->> field, '')
$function$;
COMMENT ON FUNCTION plancia.differences(jsonb, jsonb) IS 'service: before and after, for the trail';

-- As in 0008, with all that models/domain/textkey.h leaves out: marks that take no room, and what shapes a text unseen (Unicode 14).
CREATE OR REPLACE FUNCTION plancia.text_key(given text) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT left(btrim(regexp_replace(normalize(regexp_replace(normalize(replace(lower(normalize(left(given, 4096), NFKC)), 'ß', 'ss'), NFKD),
        '[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0600-\u0605\u0610-\u061a\u061c\u064b-\u065f'
        '\u0670\u06d6-\u06dd\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u070f\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u07fd'
        '\u0816-\u0819\u081b-\u0823\u0825-\u0827\u0829-\u082d\u0859-\u085b\u0890\u0891\u0898-\u089f\u08ca-\u0902\u093a\u093c'
        '\u0941-\u0948\u094d\u0951-\u0957\u0962\u0963\u0981\u09bc\u09c1-\u09c4\u09cd\u09e2\u09e3\u09fe\u0a01\u0a02\u0a3c\u0a41\u0a42'
        '\u0a47\u0a48\u0a4b-\u0a4d\u0a51\u0a70\u0a71\u0a75\u0a81\u0a82\u0abc\u0ac1-\u0ac5\u0ac7\u0ac8\u0acd\u0ae2\u0ae3\u0afa-\u0aff'
        '\u0b01\u0b3c\u0b3f\u0b41-\u0b44\u0b4d\u0b55\u0b56\u0b62\u0b63\u0b82\u0bc0\u0bcd\u0c00\u0c04\u0c3c\u0c3e-\u0c40\u0c46-\u0c48'
        '\u0c4a-\u0c4d\u0c55\u0c56\u0c62\u0c63\u0c81\u0cbc\u0cbf\u0cc6\u0ccc\u0ccd\u0ce2\u0ce3\u0d00\u0d01\u0d3b\u0d3c\u0d41-\u0d44'
        '\u0d4d\u0d62\u0d63\u0d81\u0dca\u0dd2-\u0dd4\u0dd6\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u0f18\u0f19'
        '\u0f35\u0f37\u0f39\u0f71-\u0f7e\u0f80-\u0f84\u0f86\u0f87\u0f8d-\u0f97\u0f99-\u0fbc\u0fc6\u102d-\u1030\u1032-\u1037\u1039\u103a'
        '\u103d\u103e\u1058\u1059\u105e-\u1060\u1071-\u1074\u1082\u1085\u1086\u108d\u109d\u135d-\u135f\u1712-\u1714\u1732\u1733'
        '\u1752\u1753\u1772\u1773\u17b4\u17b5\u17b7-\u17bd\u17c6\u17c9-\u17d3\u17dd\u180b-\u180f\u1885\u1886\u18a9\u1920-\u1922'
        '\u1927\u1928\u1932\u1939-\u193b\u1a17\u1a18\u1a1b\u1a56\u1a58-\u1a5e\u1a60\u1a62\u1a65-\u1a6c\u1a73-\u1a7c\u1a7f\u1ab0-\u1ace'
        '\u1b00-\u1b03\u1b34\u1b36-\u1b3a\u1b3c\u1b42\u1b6b-\u1b73\u1b80\u1b81\u1ba2-\u1ba5\u1ba8\u1ba9\u1bab-\u1bad\u1be6\u1be8\u1be9'
        '\u1bed\u1bef-\u1bf1\u1c2c-\u1c33\u1c36\u1c37\u1cd0-\u1cd2\u1cd4-\u1ce0\u1ce2-\u1ce8\u1ced\u1cf4\u1cf8\u1cf9\u1dc0-\u1dff'
        '\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u20d0-\u20f0\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u302d\u3099\u309a'
        '\ua66f-\ua672\ua674-\ua67d\ua69e\ua69f\ua6f0\ua6f1\ua802\ua806\ua80b\ua825\ua826\ua82c\ua8c4\ua8c5\ua8e0-\ua8f1\ua8ff'
        '\ua926-\ua92d\ua947-\ua951\ua980-\ua982\ua9b3\ua9b6-\ua9b9\ua9bc\ua9bd\ua9e5\uaa29-\uaa2e\uaa31\uaa32\uaa35\uaa36\uaa43\uaa4c'
        '\uaa7c\uaab0\uaab2-\uaab4\uaab7\uaab8\uaabe\uaabf\uaac1\uaaec\uaaed\uaaf6\uabe5\uabe8\uabed\ufb1e\ufe00-\ufe0f\ufe20-\ufe2f'
        '\ufeff\ufff9-\ufffb\U000101fd\U000102e0\U00010376-\U0001037a\U00010a01-\U00010a03\U00010a05\U00010a06\U00010a0c-\U00010a0f'
        '\U00010a38-\U00010a3a\U00010a3f\U00010ae5\U00010ae6\U00010d24-\U00010d27\U00010eab\U00010eac\U00010f46-\U00010f50'
        '\U00010f82-\U00010f85\U00011001\U00011038-\U00011046\U00011070\U00011073\U00011074\U0001107f-\U00011081\U000110b3-\U000110b6'
        '\U000110b9\U000110ba\U000110bd\U000110c2\U000110cd\U00011100-\U00011102\U00011127-\U0001112b\U0001112d-\U00011134\U00011173'
        '\U00011180\U00011181\U000111b6-\U000111be\U000111c9-\U000111cc\U000111cf\U0001122f-\U00011231\U00011234\U00011236\U00011237'
        '\U0001123e\U000112df\U000112e3-\U000112ea\U00011300\U00011301\U0001133b\U0001133c\U00011340\U00011366-\U0001136c'
        '\U00011370-\U00011374\U00011438-\U0001143f\U00011442-\U00011444\U00011446\U0001145e\U000114b3-\U000114b8\U000114ba'
        '\U000114bf\U000114c0\U000114c2\U000114c3\U000115b2-\U000115b5\U000115bc\U000115bd\U000115bf\U000115c0\U000115dc\U000115dd'
        '\U00011633-\U0001163a\U0001163d\U0001163f\U00011640\U000116ab\U000116ad\U000116b0-\U000116b5\U000116b7\U0001171d-\U0001171f'
        '\U00011722-\U00011725\U00011727-\U0001172b\U0001182f-\U00011837\U00011839\U0001183a\U0001193b\U0001193c\U0001193e\U00011943'
        '\U000119d4-\U000119d7\U000119da\U000119db\U000119e0\U00011a01-\U00011a0a\U00011a33-\U00011a38\U00011a3b-\U00011a3e\U00011a47'
        '\U00011a51-\U00011a56\U00011a59-\U00011a5b\U00011a8a-\U00011a96\U00011a98\U00011a99\U00011c30-\U00011c36\U00011c38-\U00011c3d'
        '\U00011c3f\U00011c92-\U00011ca7\U00011caa-\U00011cb0\U00011cb2\U00011cb3\U00011cb5\U00011cb6\U00011d31-\U00011d36\U00011d3a'
        '\U00011d3c\U00011d3d\U00011d3f-\U00011d45\U00011d47\U00011d90\U00011d91\U00011d95\U00011d97\U00011ef3\U00011ef4'
        '\U00013430-\U00013438\U00016af0-\U00016af4\U00016b30-\U00016b36\U00016f4f\U00016f8f-\U00016f92\U00016fe4\U0001bc9d\U0001bc9e'
        '\U0001bca0-\U0001bca3\U0001cf00-\U0001cf2d\U0001cf30-\U0001cf46\U0001d167-\U0001d169\U0001d173-\U0001d182\U0001d185-\U0001d18b'
        '\U0001d1aa-\U0001d1ad\U0001d242-\U0001d244\U0001da00-\U0001da36\U0001da3b-\U0001da6c\U0001da75\U0001da84\U0001da9b-\U0001da9f'
        '\U0001daa1-\U0001daaf\U0001e000-\U0001e006\U0001e008-\U0001e018\U0001e01b-\U0001e021\U0001e023\U0001e024\U0001e026-\U0001e02a'
        '\U0001e130-\U0001e136\U0001e2ae\U0001e2ec-\U0001e2ef\U0001e8d0-\U0001e8d6\U0001e944-\U0001e94a\U000e0001\U000e0020-\U000e007f'
        '\U000e0100-\U000e01ef]',
        '', 'g'), NFKC), '\s+', ' ', 'g')), 200)
$function$;

-- The words of some texts by which an object is found, as models/domain/textkey.h has it: the first 24, each once. What is a letter is
-- asked of the database's own collation; a column's "C" would know those of ASCII alone.
CREATE FUNCTION plancia.words_of(VARIADIC texts text[]) RETURNS SETOF text
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT found.word
    FROM (SELECT left(part.word, 40) AS word, min(text.place * 10000 + part.place) AS place
          FROM unnest(texts) WITH ORDINALITY AS text (given, place),
               regexp_split_to_table(plancia.text_key(text.given COLLATE "default"), '[^[:alnum:]]+') WITH ORDINALITY AS part (word, place)
          WHERE part.word <> '' GROUP BY 1) AS found
    ORDER BY found.place LIMIT 24
$function$;
COMMENT ON FUNCTION plancia.words_of(text[]) IS 'service: the words by which an object is found';

-- The request on whose behalf the transaction is, where the server shows its sessions.
CREATE FUNCTION plancia.name_request(context jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF context ->> 'request_id' IS NOT NULL THEN
        EXECUTE format('SET LOCAL application_name = %L', left('plancia ' || (context ->> 'request_id'), 63));
    END IF;
END
$function$;
COMMENT ON FUNCTION plancia.name_request(jsonb) IS 'service: names the request of a transaction';

-- Names the tenant for the rest of the transaction; false for NULL and where the transaction names another one, to which it keeps.
-- (As a statement: set_config() does not reach the workers of a distributed database.)
CREATE FUNCTION plancia.name_tenant(context jsonb, tenant uuid) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    named uuid := nullif(current_setting('plancia.tenant_id', true), '')::uuid;
BEGIN
    IF tenant IS NULL OR named <> tenant THEN
        RETURN false;
    END IF;
    EXECUTE format('SET LOCAL plancia.tenant_id = %L', tenant);
    PERFORM plancia.name_request(context);
    RETURN true;
END
$function$;
COMMENT ON FUNCTION plancia.name_tenant(jsonb, uuid) IS 'service: names the tenant of a transaction';

-- The same, and whether it is there.
CREATE OR REPLACE FUNCTION plancia.enter_tenant(context jsonb, tenant uuid) RETURNS boolean
    LANGUAGE sql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT CASE WHEN plancia.name_tenant(context, tenant)
                THEN EXISTS (SELECT FROM plancia.tenants t WHERE t.id = tenant AND t.deleted_at IS NULL) ELSE false END
$function$;

-- The row of the trail of an act, with the next numbers; an act on a tenant is told under the slug that it had. Called last: the row
-- of meta stays locked until the commit.
DROP FUNCTION plancia.note_key_act(jsonb, uuid, text, uuid, text, text, jsonb);
DROP FUNCTION plancia.note_act(jsonb, uuid, text, text, uuid, text, jsonb);
CREATE FUNCTION plancia.note_act(context jsonb, tenant uuid, act text, kind text, object uuid, object_name text, why text, what jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    numbers record;
BEGIN
    UPDATE plancia.meta SET commit_no = commit_no + 1, audit_seq = audit_seq + 1 WHERE id = 1 RETURNING commit_no, audit_seq INTO numbers;
    INSERT INTO plancia.audit_log (tenant_id, at, id, seq, commit_no, tenant_slug, actor_kind, actor_name, claimed_by, action, object_kind,
                                   object_id, object_name, result, reason, origin, request_id, details)
    SELECT tenant, clock_timestamp(), plancia.new_id(), numbers.audit_seq, numbers.commit_no, CASE kind WHEN 'tenant' THEN object_name ELSE t.slug END,
           'pg', session_user, left(coalesce(context ->> 'actor', ''), 200), act, kind, object, left(object_name, 254), 'done', coalesce(why, ''),
           left(coalesce(context ->> 'address', host(inet_client_addr()), 'local'), 64), left(coalesce(context ->> 'request_id', ''), 64), what
    FROM plancia.tenants t WHERE t.id = tenant;
END
$function$;
COMMENT ON FUNCTION plancia.note_act(jsonb, uuid, text, text, uuid, text, text, jsonb) IS 'service: a row of the trail';


-- Tenants.

-- What may be known of a tenant.
CREATE TYPE plancia.tenant AS (id uuid, slug text, name text, status text, status_reason text, notes text, tags text[],
                               trial_ends_at timestamptz, created_at timestamptz, updated_at timestamptz, row_version bigint);

CREATE FUNCTION plancia.tenant_facts(t plancia.tenants) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT jsonb_build_object('name', t.name, 'notes', t.notes, 'status', t.status, 'slug', t.slug, 'tags', t.tags,
                              'trial_ends', plancia.iso_time(t.trial_ends_at), 'deleted', plancia.iso_time(t.deleted_at))
$function$;
COMMENT ON FUNCTION plancia.tenant_facts(plancia.tenants) IS 'service: a tenant, for the trail';

-- What is wrong with a tenant, as models/domain/tenant.h has it.
CREATE FUNCTION plancia.tenant_fault(slug text, name text, notes text, tags text[], status text, trial_ends_at timestamptz, created_at timestamptz) RETURNS text
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT coalesce(CASE WHEN coalesce(slug, '') = '' THEN 'VAL_001: slug'
                         WHEN char_length(slug) > 63 THEN 'VAL_002: slug'
                         WHEN slug !~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$' THEN 'VAL_003: slug' END,
                    plancia.text_fault('name', name, 200, false), CASE WHEN plancia.is_blank(name) THEN 'VAL_001: name' END,
                    plancia.text_fault('notes', notes, 10000, true),
                    CASE WHEN cardinality(tags) > 20 THEN 'VAL_002: tags'
                         WHEN EXISTS (SELECT FROM unnest(tags) AS tag WHERE coalesce(tag, '') !~ '^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$') THEN 'VAL_014: tags' END,
                    CASE WHEN coalesce(status, '') NOT IN ('trial', 'active', 'suspended', 'archived') THEN 'VAL_011: status'
                         WHEN trial_ends_at IS NULL THEN NULL
                         WHEN status <> 'trial' THEN 'VAL_011: status'
                         WHEN trial_ends_at <= created_at OR NOT isfinite(trial_ends_at) THEN 'VAL_007: trial_ends_at' END)
$function$;
COMMENT ON FUNCTION plancia.tenant_fault(text, text, text, text[], text, timestamptz, timestamptz) IS 'service: what is wrong with a tenant';

-- Tags as they are kept: in order, each once.
CREATE FUNCTION plancia.tags_kept(tags text[]) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$ SELECT coalesce(string_agg(DISTINCT tag COLLATE "C", ' ' ORDER BY tag COLLATE "C"), '') FROM unnest(tags) AS tag $function$;
COMMENT ON FUNCTION plancia.tags_kept(text[]) IS 'service: tags as they are kept';

-- The words of a tenant as they are now, in place of those that it had.
CREATE FUNCTION plancia.write_tenant_words(t plancia.tenants) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    words text[] := ARRAY(SELECT plancia.words_of(t.name, t.slug) UNION ALL SELECT '#' || tag FROM unnest(string_to_array(t.tags, ' ')) AS tag WHERE tag <> '');
BEGIN
    DELETE FROM plancia.tenant_words w WHERE w.tenant_id = t.id AND w.word <> ALL (words);
    INSERT INTO plancia.tenant_words (tenant_id, word) SELECT t.id, unnest(words) ON CONFLICT DO NOTHING;
END
$function$;
COMMENT ON FUNCTION plancia.write_tenant_words(plancia.tenants) IS 'service: the words of a tenant';

-- Whether another tenant than this one has the slug, or had it. Row security hides the others from the service, so this one belongs
-- to plancia_resolver; to whom it was not handed over, it sees nothing and must not say "free".
CREATE FUNCTION plancia.slug_is_others(wanted text, own uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF NOT EXISTS (SELECT FROM plancia.tenants t WHERE t.id = own) THEN
        RAISE EXCEPTION 'plancia.slug_is_others() sees no tenant: a superuser must run roles.sql once more' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN EXISTS (SELECT FROM plancia.tenants t WHERE t.slug = wanted AND t.id <> own)
        OR EXISTS (SELECT FROM plancia.tenant_redirects r WHERE r.slug = wanted AND r.tenant_id <> own);
END
$function$;
COMMENT ON FUNCTION plancia.slug_is_others(text, uuid) IS 'resolver: whether another tenant has or had a slug';

-- Which tenant a slug leads to, also one that it had before; no row for one that leads nowhere.
CREATE FUNCTION plancia.find_tenant(wanted text) RETURNS TABLE (tenant_id uuid, slug text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT t.id, t.slug::text FROM plancia.tenants t
    WHERE t.deleted_at IS NULL
      AND t.id = coalesce((SELECT n.id FROM plancia.tenants n WHERE n.slug = $1), (SELECT r.tenant_id FROM plancia.tenant_redirects r WHERE r.slug = $1))
$function$;
COMMENT ON FUNCTION plancia.find_tenant(text) IS 'resolver: which tenant a slug leads to';

-- The tenants by id, which is the order in which they were made; `after` is the last id of the page before. 50 unless said, 250 at
-- most. Without what operators note of them, for that see tenants_get(). A transaction that names a tenant sees that one.
CREATE FUNCTION plancia.tenants_list(context jsonb, after text DEFAULT NULL, rows integer DEFAULT 50)
    RETURNS TABLE (id uuid, slug text, name text, status text, trial_ends_at timestamptz, created_at timestamptz, row_version bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
DECLARE
    last uuid := plancia.cursor_from(tenants_list.after);
    named uuid := nullif(current_setting('plancia.tenant_id', true), '')::uuid; -- as the policies read it
BEGIN
    PERFORM plancia.name_request(context);
    RETURN QUERY
        SELECT t.id, t.slug::text, t.name, t.status, t.trial_ends_at::timestamptz, t.created_at::timestamptz, t.row_version
        FROM plancia.tenants t
        WHERE t.deleted_at IS NULL AND (last IS NULL OR t.id > last) AND (named IS NULL OR t.id = named)
        ORDER BY t.id LIMIT least(greatest(coalesce(tenants_list.rows, 50), 1), 250);
END
$function$;
COMMENT ON FUNCTION plancia.tenants_list(jsonb, text, integer) IS 'resolver: the tenants';

-- One tenant; no row for one that there is not.
CREATE FUNCTION plancia.tenants_get(context jsonb, tenant text) RETURNS SETOF plancia.tenant
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    of uuid := plancia.id_from(tenant);
BEGIN
    IF plancia.enter_tenant(context, of) THEN
        RETURN QUERY
            SELECT t.id, t.slug::text, t.name, t.status, t.status_reason, t.notes, string_to_array(t.tags::text, ' '), t.trial_ends_at::timestamptz,
                   t.created_at::timestamptz, t.updated_at::timestamptz, t.row_version
            FROM plancia.tenants t WHERE t.id = of;
    END IF;
END
$function$;
COMMENT ON FUNCTION plancia.tenants_get(jsonb, text) IS 'service: one tenant';

-- The tenant, locked for an act; nothing when there is none, or (unless `deleted`) none any more.
CREATE FUNCTION plancia.lock_tenant(context jsonb, tenant text, deleted boolean DEFAULT false) RETURNS plancia.tenants
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    of uuid := plancia.id_from(tenant);
    found plancia.tenants;
BEGIN
    IF plancia.name_tenant(context, of) THEN
        SELECT * INTO found FROM plancia.tenants t WHERE t.id = of AND (deleted OR t.deleted_at IS NULL) FOR UPDATE;
    END IF;
    RETURN found;
END
$function$;
COMMENT ON FUNCTION plancia.lock_tenant(jsonb, text, boolean) IS 'service: a tenant, locked for an act';

-- Writes a changed row of a tenant and the row of the trail.
CREATE FUNCTION plancia.put_tenant(context jsonb, before plancia.tenants, after plancia.tenants, act text, why text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    UPDATE plancia.tenants t
    SET slug = after.slug, name = after.name, name_key = plancia.text_key(after.name), status = after.status, status_reason = after.status_reason,
        notes = after.notes, tags = after.tags, trial_ends_at = after.trial_ends_at, deleted_at = after.deleted_at, updated_at = clock_timestamp(),
        row_version = t.row_version + 1
    WHERE t.id = before.id RETURNING t.* INTO after;
    IF (before.name, before.slug, before.tags) <> (after.name, after.slug, after.tags) THEN
        PERFORM plancia.write_tenant_words(after);
    END IF;
    PERFORM plancia.note_act(context, before.id, act, 'tenant', before.id, before.slug, why,
                             plancia.differences(plancia.tenant_facts(before), plancia.tenant_facts(after)));
END
$function$;
COMMENT ON FUNCTION plancia.put_tenant(jsonb, plancia.tenants, plancia.tenants, text, text) IS 'service: writes a changed tenant';

-- A new tenant, which the transaction names from here on: its limits, first person and first key may follow in it. result: 'done',
-- 'slug_taken' for a slug that another tenant has or had, or 'not_found' in a transaction that names a tenant already.
CREATE FUNCTION plancia.tenants_create(context jsonb, slug text, name text, status text DEFAULT 'active', notes text DEFAULT '', tags text[] DEFAULT '{}',
                                       trial_ends_at timestamptz DEFAULT NULL, OUT result text, OUT tenant_id uuid)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    moment timestamptz(3) := clock_timestamp();
    new plancia.tenants;
BEGIN
    result := 'not_found';
    IF coalesce(current_setting('plancia.tenant_id', true), '') <> '' THEN
        RETURN;
    END IF;
    new.id := plancia.new_id();
    new.slug := slug;
    new.name := name;
    new.status := status;
    new.notes := coalesce(notes, '');
    new.trial_ends_at := plancia.end_or_none(trial_ends_at);
    PERFORM plancia.refuse_value(plancia.tenant_fault(new.slug, new.name, new.notes, tags, new.status, new.trial_ends_at, moment));
    new.tags := plancia.tags_kept(tags);
    BEGIN
        PERFORM plancia.name_tenant(context, new.id);
        INSERT INTO plancia.tenants (id, slug, name, name_key, status, notes, tags, trial_ends_at, created_at, updated_at)
            VALUES (new.id, new.slug, new.name, plancia.text_key(new.name), new.status, new.notes, new.tags, new.trial_ends_at, moment, moment)
            RETURNING * INTO new;
        -- Asked afterwards: who gives this slug up in the same moment has come before us, or waits for us.
        IF plancia.slug_is_others(new.slug, new.id) THEN
            RAISE unique_violation;
        END IF;
    EXCEPTION WHEN unique_violation THEN
        result := 'slug_taken'; -- and no tenant is named
        RETURN;
    END;
    PERFORM plancia.write_tenant_words(new);
    PERFORM plancia.note_act(context, new.id, 'TENANT_CREATE', 'tenant', new.id, new.slug, '',
                             plancia.differences('{"status": "active"}', plancia.tenant_facts(new)));
    tenant_id := new.id;
    result := 'done';
END
$function$;
COMMENT ON FUNCTION plancia.tenants_create(jsonb, text, text, text, text, text[], timestamptz) IS 'service: a new tenant';

-- What is NULL stays as it is; "infinity" takes the end of a trial away. 'done', 'not_found' or 'conflict'.
CREATE FUNCTION plancia.tenants_update(context jsonb, tenant text, name text DEFAULT NULL, notes text DEFAULT NULL, tags text[] DEFAULT NULL,
                                       trial_ends_at timestamptz DEFAULT NULL, row_version bigint DEFAULT NULL) RETURNS text
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    old plancia.tenants := plancia.lock_tenant(context, tenant);
    new plancia.tenants := old;
BEGIN
    IF old.id IS NULL THEN
        RETURN 'not_found';
    END IF;
    IF row_version <> old.row_version THEN
        RETURN 'conflict';
    END IF;
    new.name := coalesce(name, old.name);
    new.notes := coalesce(notes, old.notes);
    new.trial_ends_at := CASE WHEN trial_ends_at IS NULL THEN old.trial_ends_at ELSE plancia.end_or_none(trial_ends_at) END;
    PERFORM plancia.refuse_value(plancia.tenant_fault(new.slug, new.name, new.notes, tags, new.status, new.trial_ends_at, old.created_at));
    new.tags := CASE WHEN tags IS NULL THEN old.tags ELSE plancia.tags_kept(tags) END;
    PERFORM plancia.put_tenant(context, old, new, 'TENANT_UPDATE', '');
    RETURN 'done';
END
$function$;
COMMENT ON FUNCTION plancia.tenants_update(jsonb, text, text, text, text[], timestamptz, bigint) IS 'service: changes a tenant';

-- 'active', 'suspended' or 'archived', with a reason. 'done', 'not_found', 'conflict', or 'wrong_state': a tenant has the status already, never
-- goes back on trial, and who is archived is not suspended.
CREATE FUNCTION plancia.tenants_set_status(context jsonb, tenant text, status text, reason text, row_version bigint DEFAULT NULL) RETURNS text
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    old plancia.tenants := plancia.lock_tenant(context, tenant);
    new plancia.tenants := old;
BEGIN
    IF old.id IS NULL THEN
        RETURN 'not_found';
    END IF;
    IF row_version <> old.row_version THEN
        RETURN 'conflict';
    END IF;
    PERFORM plancia.refuse_value(coalesce(plancia.reason_fault(reason),
                                          CASE WHEN coalesce(status, '') NOT IN ('trial', 'active', 'suspended', 'archived') THEN 'VAL_011: status' END));
    IF status IN ('trial', old.status) OR status = 'suspended' AND old.status = 'archived' THEN
        RETURN 'wrong_state';
    END IF;
    new.status := status;
    new.status_reason := reason;
    new.trial_ends_at := NULL;
    PERFORM plancia.put_tenant(context, old, new, CASE status WHEN 'suspended' THEN 'TENANT_SUSPEND' WHEN 'archived' THEN 'TENANT_ARCHIVE' ELSE 'TENANT_ACTIVATE' END,
                               reason);
    RETURN 'done';
END
$function$;
COMMENT ON FUNCTION plancia.tenants_set_status(jsonb, text, text, text, bigint) IS 'service: another status of a tenant';

-- Another slug; the one that it had leads to it from now on, and no other tenant takes it. 'done', 'not_found', 'conflict' or 'slug_taken'.
CREATE FUNCTION plancia.tenants_set_slug(context jsonb, tenant text, slug text, row_version bigint DEFAULT NULL) RETURNS text
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    old plancia.tenants := plancia.lock_tenant(context, tenant);
    new plancia.tenants := old;
BEGIN
    IF old.id IS NULL THEN
        RETURN 'not_found';
    END IF;
    IF row_version <> old.row_version THEN
        RETURN 'conflict';
    END IF;
    PERFORM plancia.refuse_value(plancia.tenant_fault(tenants_set_slug.slug, old.name, old.notes, '{}', old.status, NULL, NULL));
    IF old.slug = tenants_set_slug.slug THEN
        PERFORM plancia.note_act(context, old.id, 'TENANT_RENAME', 'tenant', old.id, old.slug, '', '{}');
        RETURN 'done';
    END IF;
    new.slug := tenants_set_slug.slug;
    BEGIN
        UPDATE plancia.tenants t SET slug = new.slug WHERE t.id = old.id;
        DELETE FROM plancia.tenant_redirects r WHERE r.slug = new.slug AND r.tenant_id = old.id; -- one that it had itself is its own again
        INSERT INTO plancia.tenant_redirects (slug, tenant_id, created_at) VALUES (old.slug, old.id, clock_timestamp());
        -- The slug that was given up may have been taken by another in the same moment.
        IF plancia.slug_is_others(new.slug, old.id) OR plancia.slug_is_others(old.slug, old.id) THEN
            RAISE unique_violation;
        END IF;
    EXCEPTION WHEN unique_violation THEN
        RETURN 'slug_taken';
    END;
    PERFORM plancia.put_tenant(context, old, new, 'TENANT_RENAME', '');
    RETURN 'done';
END
$function$;
COMMENT ON FUNCTION plancia.tenants_set_slug(jsonb, text, text, bigint) IS 'service: another slug of a tenant';

-- Deletes a tenant: nobody signs in, no key is let in, and tenants_restore() takes it back for 30 days. Only an operator deletes it for
-- good. 'done', 'not_found' or 'conflict'.
CREATE FUNCTION plancia.tenants_delete(context jsonb, tenant text, reason text, row_version bigint DEFAULT NULL) RETURNS text
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    old plancia.tenants := plancia.lock_tenant(context, tenant);
    new plancia.tenants := old;
BEGIN
    IF old.id IS NULL THEN
        RETURN 'not_found';
    END IF;
    IF row_version <> old.row_version THEN
        RETURN 'conflict';
    END IF;
    PERFORM plancia.refuse_value(plancia.reason_fault(reason));
    new.deleted_at := clock_timestamp();
    PERFORM plancia.put_tenant(context, old, new, 'TENANT_DELETE', reason);
    RETURN 'done';
END
$function$;
COMMENT ON FUNCTION plancia.tenants_delete(jsonb, text, text, bigint) IS 'service: deletes a tenant, with a way back';

-- Takes a deleted tenant back. 'done', 'not_found', 'conflict', or 'wrong_state' for one that is not deleted.
CREATE FUNCTION plancia.tenants_restore(context jsonb, tenant text, row_version bigint DEFAULT NULL) RETURNS text
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    old plancia.tenants := plancia.lock_tenant(context, tenant, true);
    new plancia.tenants := old;
BEGIN
    IF old.id IS NULL THEN
        RETURN 'not_found';
    END IF;
    IF row_version <> old.row_version THEN
        RETURN 'conflict';
    END IF;
    IF old.deleted_at IS NULL THEN
        RETURN 'wrong_state';
    END IF;
    new.deleted_at := NULL;
    PERFORM plancia.put_tenant(context, old, new, 'TENANT_UNDELETE', '');
    RETURN 'done';
END
$function$;
COMMENT ON FUNCTION plancia.tenants_restore(jsonb, text, bigint) IS 'service: takes a deleted tenant back';

-- The last id of the page before, from outside; NULL is the first page.
CREATE FUNCTION plancia.cursor_from(given text) RETURNS uuid
    LANGUAGE plpgsql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    last uuid := plancia.id_from(given);
BEGIN
    PERFORM plancia.refuse_value(CASE WHEN given IS NOT NULL AND last IS NULL THEN 'VAL_008: after' END);
    RETURN last;
END
$function$;
COMMENT ON FUNCTION plancia.cursor_from(text) IS 'service: where a page begins';


-- People.

-- What may be known of a person. No hash of a password, a code or a token.
CREATE TYPE plancia.person AS (id uuid, email text, display_name text, role text, status text, status_reason text, email_verified_at timestamptz,
                               last_sign_in_at timestamptz, failed_sign_ins integer, created_at timestamptz, updated_at timestamptz, row_version bigint);

CREATE FUNCTION plancia.person_row(u plancia.users) RETURNS plancia.person
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT ROW(u.id, u.email, u.display_name, u.role, u.status, u.status_reason, u.email_verified_at, u.last_sign_in_at, u.failed_sign_ins,
               u.created_at, u.updated_at, u.row_version)::plancia.person
$function$;
COMMENT ON FUNCTION plancia.person_row(plancia.users) IS 'service: what may be known of a person';

CREATE FUNCTION plancia.person_facts(u plancia.users) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT jsonb_build_object('email', u.email, 'name', u.display_name, 'role', u.role, 'status', u.status,
                              'email_verified', plancia.iso_time(u.email_verified_at))
$function$;
COMMENT ON FUNCTION plancia.person_facts(plancia.users) IS 'service: a person, for the trail';

-- What is wrong with a person, as models/domain/user.h has it. An address is a dot-atom of 64 octets, one @, and labels of letters,
-- digits and hyphens inside; beyond ASCII what can be seen.
CREATE FUNCTION plancia.person_fault(email text, display_name text, role text) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT coalesce(CASE
        WHEN email = '' THEN 'VAL_001: email'
        WHEN plancia.text_fault('email', email, 254, false) LIKE 'VAL_004%' THEN 'VAL_004: email'
        WHEN strpos(email, '@') = 0 OR octet_length(email) NOT BETWEEN 3 AND 254 OR octet_length(split_part(email, '@', 1)) > 64
             OR email ~ '[\u0080-\u00a0\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffb]'
             OR split_part(email, '@', 1) !~ '^[a-zA-Z0-9!#$%&''*+/=?^_`{|}~\u0080-\U0010ffff-]+(\.[a-zA-Z0-9!#$%&''*+/=?^_`{|}~\u0080-\U0010ffff-]+)*$'
             OR substr(email, strpos(email, '@') + 1)
                !~ '^[a-zA-Z0-9\u0080-\U0010ffff]([a-zA-Z0-9\u0080-\U0010ffff-]{0,61}[a-zA-Z0-9\u0080-\U0010ffff])?(\.[a-zA-Z0-9\u0080-\U0010ffff]([a-zA-Z0-9\u0080-\U0010ffff-]{0,61}[a-zA-Z0-9\u0080-\U0010ffff])?)*$'
             THEN 'VAL_015: email' END,
        plancia.text_fault('display_name', display_name, 200, false),
        CASE WHEN coalesce(role, '') NOT IN ('owner', 'admin', 'member', 'viewer') THEN 'VAL_011: role' END)
$function$;
COMMENT ON FUNCTION plancia.person_fault(text, text, text) IS 'service: what is wrong with a person';

-- The hash of a code or a token as it is kept.
CREATE FUNCTION plancia.hash_fault(field text, hash bytea) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$ SELECT CASE WHEN coalesce(octet_length(hash), 0) <> 32 THEN 'VAL_001: ' || field END $function$;
COMMENT ON FUNCTION plancia.hash_fault(text, bytea) IS 'service: whether a hash is a SHA-256';

-- By what a person is sorted, compared and found.
CREATE FUNCTION plancia.email_key(email text) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$ SELECT lower(normalize(email, NFC) COLLATE "C") $function$;
COMMENT ON FUNCTION plancia.email_key(text) IS 'service: by what addresses are compared';
CREATE FUNCTION plancia.person_name_key(email text, display_name text) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$ SELECT plancia.text_key(CASE WHEN plancia.is_blank(display_name) THEN email ELSE display_name END) $function$;
COMMENT ON FUNCTION plancia.person_name_key(text, text) IS 'service: by what a person is sorted';
CREATE FUNCTION plancia.write_person_words(u plancia.users) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    words text[] := ARRAY(SELECT plancia.words_of(u.display_name, u.email));
BEGIN
    DELETE FROM plancia.user_words w WHERE w.tenant_id = u.tenant_id AND w.user_id = u.id AND w.word <> ALL (words);
    INSERT INTO plancia.user_words (tenant_id, user_id, word) SELECT u.tenant_id, u.id, unnest(words) ON CONFLICT DO NOTHING;
END
$function$;
COMMENT ON FUNCTION plancia.write_person_words(plancia.users) IS 'service: the words of a person';

-- Whether the tenant has a seat left. Who asks at once waits at the row of the tenant, so that two never take the last one.
CREATE FUNCTION plancia.has_seat(tenant uuid) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    seats bigint;
BEGIN
    PERFORM FROM plancia.tenants t WHERE t.id = tenant FOR NO KEY UPDATE;
    SELECT l.amount INTO seats FROM plancia.tenant_limits l
        WHERE l.tenant_id = tenant AND l.kind = 'seats' AND l.scope = 'tenant' AND l.endpoint = '';
    RETURN seats IS NULL OR seats > (SELECT count(*) FROM plancia.users u WHERE u.tenant_id = tenant AND u.status <> 'disabled');
END
$function$;
COMMENT ON FUNCTION plancia.has_seat(uuid) IS 'service: whether a tenant has a seat left';

-- As in 0009, with what others need too in functions of their own.
CREATE OR REPLACE FUNCTION plancia.invite_person(context jsonb, tenant text, email text, display_name text, role text, code_sha256 bytea,
                                                 OUT result text, OUT user_id uuid)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    of uuid := plancia.id_from(tenant);
    moment timestamptz(3) := clock_timestamp();
    new plancia.users;
BEGIN
    result := 'not_found';
    IF NOT plancia.enter_tenant(context, of) THEN
        RETURN;
    END IF;
    new.email := normalize(coalesce(email, ''), NFC);
    new.display_name := coalesce(display_name, '');
    PERFORM plancia.refuse_value(coalesce(plancia.person_fault(new.email, new.display_name, role), plancia.hash_fault('code_sha256', code_sha256)));
    IF NOT plancia.has_seat(of) THEN
        result := 'seats_taken';
        RETURN;
    END IF;
    new.id := plancia.new_id();
    INSERT INTO plancia.users AS u (tenant_id, id, email, email_key, display_name, name_key, role, status, created_at, updated_at)
        VALUES (of, new.id, new.email, plancia.email_key(new.email), new.display_name, plancia.person_name_key(new.email, new.display_name),
                role, 'invited', moment, moment)
        ON CONFLICT DO NOTHING RETURNING u.* INTO new;
    IF NOT FOUND THEN
        result := 'email_taken';
        RETURN;
    END IF;
    PERFORM plancia.write_person_words(new);
    INSERT INTO plancia.user_directory (lookup, tenant_id, user_id) VALUES (sha256(convert_to(new.email_key, 'UTF8')), of, new.id);
    INSERT INTO plancia.user_codes (tenant_id, user_id, purpose, code_sha256, created_at, expires_at)
        VALUES (of, new.id, 'invite', code_sha256, moment, moment + interval '7 days');
    PERFORM plancia.note_act(context, of, 'USER_INVITE', 'user', new.id, new.email, '', plancia.differences(NULL, plancia.person_facts(new)));
    user_id := new.id;
    result := 'done';
END
$function$;

-- The people of a tenant by id, which is the order in which they were invited; `after` is the last id of the page before. 50 unless
-- said, 250 at most. No row for a tenant that there is not.
CREATE FUNCTION plancia.users_list(context jsonb, tenant text, after text DEFAULT NULL, rows integer DEFAULT 50) RETURNS SETOF plancia.person
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    of uuid := plancia.id_from(tenant);
    last uuid := plancia.cursor_from(after);
BEGIN
    IF plancia.enter_tenant(context, of) THEN
        RETURN QUERY
            SELECT (plancia.person_row(u)).* FROM plancia.users u WHERE u.tenant_id = of AND (last IS NULL OR u.id > last)
            ORDER BY u.id LIMIT least(greatest(coalesce(rows, 50), 1), 250);
    END IF;
END
$function$;
COMMENT ON FUNCTION plancia.users_list(jsonb, text, text, integer) IS 'service: the people of a tenant';

-- One person; no row for one that there is not.
CREATE FUNCTION plancia.users_get(context jsonb, tenant text, person text) RETURNS SETOF plancia.person
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    of uuid := plancia.id_from(tenant);
    wanted uuid := plancia.id_from(person);
BEGIN
    IF plancia.enter_tenant(context, of) THEN
        RETURN QUERY SELECT (plancia.person_row(u)).* FROM plancia.users u WHERE u.tenant_id = of AND u.id = wanted;
    END IF;
END
$function$;
COMMENT ON FUNCTION plancia.users_get(jsonb, text, text) IS 'service: one person';

-- The person, locked for an act; nothing when there is none. `owners`: with the active owners of the tenant, all of them in one order
-- and first, as the console locks them: two who take each other's ownership away wait for one another there.
CREATE FUNCTION plancia.lock_person(context jsonb, tenant text, person text, owners boolean DEFAULT false) RETURNS plancia.users
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    of uuid := plancia.id_from(tenant);
    wanted uuid := plancia.id_from(person);
    found plancia.users;
BEGIN
    IF wanted IS NOT NULL AND plancia.enter_tenant(context, of) THEN
        IF owners THEN
            PERFORM u.id FROM plancia.users u WHERE u.tenant_id = of AND u.role = 'owner' AND u.status = 'active' ORDER BY u.id FOR UPDATE;
        END IF;
        SELECT * INTO found FROM plancia.users u WHERE u.tenant_id = of AND u.id = wanted FOR UPDATE;
    END IF;
    RETURN found;
END
$function$;
COMMENT ON FUNCTION plancia.lock_person(jsonb, text, text, boolean) IS 'service: a person, locked for an act';

-- Whether nobody but this person is an active owner of the tenant.
CREATE FUNCTION plancia.is_last_owner(u plancia.users) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT u.role = 'owner' AND u.status = 'active'
       AND NOT EXISTS (SELECT FROM plancia.users o WHERE o.tenant_id = u.tenant_id AND o.id <> u.id AND o.role = 'owner' AND o.status = 'active')
$function$;
COMMENT ON FUNCTION plancia.is_last_owner(plancia.users) IS 'service: whether a tenant has no other owner';

-- Writes a changed row of a person and the row of the trail; `what`: details of its own in place of before and after.
CREATE FUNCTION plancia.put_person(context jsonb, before plancia.users, after plancia.users, act text, why text, what jsonb DEFAULT NULL) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    UPDATE plancia.users u
    SET email = after.email, email_key = plancia.email_key(after.email), display_name = after.display_name,
        name_key = plancia.person_name_key(after.email, after.display_name), role = after.role, status = after.status, status_reason = after.status_reason,
        email_verified_at = after.email_verified_at, failed_sign_ins = after.failed_sign_ins, updated_at = clock_timestamp(), row_version = u.row_version + 1
    WHERE u.tenant_id = before.tenant_id AND u.id = before.id RETURNING u.* INTO after;
    IF (before.email, before.display_name) <> (after.email, after.display_name) THEN
        PERFORM plancia.write_person_words(after);
    END IF;
    IF before.email_key <> after.email_key THEN
        DELETE FROM plancia.user_directory d WHERE d.tenant_id = after.tenant_id AND d.user_id = after.id;
        INSERT INTO plancia.user_directory (lookup, tenant_id, user_id) VALUES (sha256(convert_to(after.email_key, 'UTF8')), after.tenant_id, after.id);
    END IF;
    PERFORM plancia.note_act(context, before.tenant_id, act, 'user', before.id, before.email, why,
                             coalesce(what, plancia.differences(plancia.person_facts(before), plancia.person_facts(after))));
END
$function$;
COMMENT ON FUNCTION plancia.put_person(jsonb, plancia.users, plancia.users, text, text, jsonb) IS 'service: writes a changed person';

-- Ends the open sessions of a person, or one of them, and says how many that were.
CREATE FUNCTION plancia.end_sessions(u plancia.users, only_session uuid, reason text) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    ended bigint;
BEGIN
    UPDATE plancia.user_sessions s SET ended_at = clock_timestamp(), end_reason = reason
    WHERE s.tenant_id = u.tenant_id AND s.user_id = u.id AND s.ended_at IS NULL AND (only_session IS NULL OR s.id = only_session);
    GET DIAGNOSTICS ended = ROW_COUNT;
    RETURN ended;
END
$function$;
COMMENT ON FUNCTION plancia.end_sessions(plancia.users, uuid, text) IS 'service: ends sessions of a person';

-- What is NULL stays as it is. Another address has to be verified anew. 'done', 'not_found', 'conflict', 'email_taken', or 'last_owner': a
-- tenant keeps one.
CREATE FUNCTION plancia.users_update(context jsonb, tenant text, person text, email text DEFAULT NULL, display_name text DEFAULT NULL,
                                     role text DEFAULT NULL, row_version bigint DEFAULT NULL) RETURNS text
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    old plancia.users := plancia.lock_person(context, tenant, person, role <> 'owner');
    new plancia.users := old;
BEGIN
    IF old.id IS NULL THEN
        RETURN 'not_found';
    END IF;
    IF row_version <> old.row_version THEN
        RETURN 'conflict';
    END IF;
    new.email := coalesce(normalize(email, NFC), old.email);
    new.display_name := coalesce(display_name, old.display_name);
    new.role := coalesce(role, old.role);
    PERFORM plancia.refuse_value(plancia.person_fault(new.email, new.display_name, new.role));
    IF new.role <> 'owner' AND plancia.is_last_owner(old) THEN
        RETURN 'last_owner';
    END IF;
    IF plancia.email_key(new.email) <> old.email_key THEN
        new.email_verified_at := NULL;
    END IF;
    BEGIN
        PERFORM plancia.put_person(context, old, new, 'USER_UPDATE', '');
    EXCEPTION WHEN unique_violation THEN
        RETURN 'email_taken';
    END;
    RETURN 'done';
END
$function$;
COMMENT ON FUNCTION plancia.users_update(jsonb, text, text, text, text, text, bigint) IS 'service: changes a person';

-- 'disabled': sessions end and codes are void. 'active': who never had a password is invited again. With a reason. 'done', 'not_found',
-- 'conflict', 'wrong_state' for who is disabled already, or not, 'last_owner' or 'seats_taken'.
CREATE FUNCTION plancia.users_set_status(context jsonb, tenant text, person text, status text, reason text, row_version bigint DEFAULT NULL) RETURNS text
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    -- Before the person, as an invitation and the console do: who waits for a seat holds nothing yet.
    has_seat boolean := status = 'disabled' OR NOT plancia.enter_tenant(context, plancia.id_from(tenant)) OR plancia.has_seat(plancia.id_from(tenant));
    old plancia.users := plancia.lock_person(context, tenant, person, status = 'disabled');
    new plancia.users := old;
BEGIN
    IF old.id IS NULL THEN
        RETURN 'not_found';
    END IF;
    IF row_version <> old.row_version THEN
        RETURN 'conflict';
    END IF;
    PERFORM plancia.refuse_value(coalesce(plancia.reason_fault(reason), CASE WHEN coalesce(status, '') NOT IN ('active', 'disabled') THEN 'VAL_011: status' END));
    IF (old.status = 'disabled') = (status = 'disabled') THEN
        RETURN 'wrong_state';
    END IF;
    new.status_reason := reason;
    IF status = 'disabled' THEN
        IF plancia.is_last_owner(old) THEN
            RETURN 'last_owner';
        END IF;
        new.status := 'disabled';
        PERFORM plancia.end_sessions(old, NULL, reason);
        DELETE FROM plancia.user_codes c WHERE c.tenant_id = old.tenant_id AND c.user_id = old.id AND c.used_at IS NULL;
    ELSIF NOT has_seat THEN
        RETURN 'seats_taken';
    ELSE
        new.status := CASE WHEN EXISTS (SELECT FROM plancia.user_passwords p WHERE p.tenant_id = old.tenant_id AND p.user_id = old.id)
                           THEN 'active' ELSE 'invited' END;
    END IF;
    PERFORM plancia.put_person(context, old, new, CASE status WHEN 'disabled' THEN 'USER_DISABLE' ELSE 'USER_ENABLE' END, reason);
    RETURN 'done';
END
$function$;
COMMENT ON FUNCTION plancia.users_set_status(jsonb, text, text, text, text, bigint) IS 'service: disables and enables a person';

-- Another one-time code, which the service makes and gives as its SHA-256: for who is invited it is one of the invitation (7 days), else
-- one of a reset (24 hours). It voids the one before; sessions end. 'done', 'not_found', 'conflict', or 'wrong_state' for who is disabled.
CREATE FUNCTION plancia.users_reset(context jsonb, tenant text, person text, code_sha256 bytea, row_version bigint DEFAULT NULL,
                                    OUT result text, OUT purpose text, OUT expires_at timestamptz)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    old plancia.users := plancia.lock_person(context, tenant, person);
    new plancia.users := old;
    moment timestamptz(3) := clock_timestamp();
    ends timestamptz(3);
    kind text := CASE old.status WHEN 'invited' THEN 'invite' ELSE 'reset' END;
BEGIN
    result := CASE WHEN old.id IS NULL THEN 'not_found' WHEN row_version <> old.row_version THEN 'conflict' END;
    IF result IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM plancia.refuse_value(plancia.hash_fault('code_sha256', code_sha256));
    IF old.status = 'disabled' THEN
        result := 'wrong_state';
        RETURN;
    END IF;
    ends := moment + CASE kind WHEN 'invite' THEN interval '7 days' ELSE interval '24 hours' END;
    INSERT INTO plancia.user_codes AS c (tenant_id, user_id, purpose, code_sha256, created_at, expires_at)
        VALUES (old.tenant_id, old.id, kind, users_reset.code_sha256, moment, ends)
        ON CONFLICT ON CONSTRAINT user_codes_pkey DO UPDATE
        SET code_sha256 = excluded.code_sha256, created_at = excluded.created_at, expires_at = excluded.expires_at, used_at = NULL;
    new.failed_sign_ins := 0;
    PERFORM plancia.put_person(context, old, new, 'USER_RESET', '',
                               jsonb_build_object('code', kind, 'expires_at', plancia.iso_time(ends),
                                                  'sessions_ended', plancia.end_sessions(old, NULL, 'reset')));
    purpose := kind;
    expires_at := ends;
    result := 'done';
END
$function$;
COMMENT ON FUNCTION plancia.users_reset(jsonb, text, text, bytea, bigint) IS 'service: another one-time code of a person';

-- The person has shown that the address is theirs. 'done' (also when that was known), 'not_found' or 'conflict'.
CREATE FUNCTION plancia.users_verify_email(context jsonb, tenant text, person text, row_version bigint DEFAULT NULL) RETURNS text
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    old plancia.users := plancia.lock_person(context, tenant, person);
    new plancia.users := old;
BEGIN
    IF old.id IS NULL THEN
        RETURN 'not_found';
    END IF;
    IF row_version <> old.row_version THEN
        RETURN 'conflict';
    END IF;
    IF old.email_verified_at IS NULL THEN
        new.email_verified_at := clock_timestamp();
        PERFORM plancia.put_person(context, old, new, 'USER_VERIFY_EMAIL', '');
    ELSE
        PERFORM plancia.note_act(context, old.tenant_id, 'USER_VERIFY_EMAIL', 'user', old.id, old.email, '', '{}');
    END IF;
    RETURN 'done';
END
$function$;
COMMENT ON FUNCTION plancia.users_verify_email(jsonb, text, text, bigint) IS 'service: an address is the person''s own';

-- Ends one session (its id as text) or, without one, all that are open, with a reason. result: 'done' or 'not_found'; ended: how many.
CREATE FUNCTION plancia.users_end_sessions(context jsonb, tenant text, person text, reason text, session text DEFAULT NULL,
                                           OUT result text, OUT ended bigint)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    old plancia.users := plancia.lock_person(context, tenant, person);
    wanted uuid := plancia.id_from(session);
BEGIN
    result := 'not_found';
    IF old.id IS NULL OR session IS NOT NULL
       AND NOT EXISTS (SELECT FROM plancia.user_sessions s WHERE s.tenant_id = old.tenant_id AND s.user_id = old.id AND s.id = wanted) THEN
        RETURN;
    END IF;
    PERFORM plancia.refuse_value(plancia.reason_fault(reason));
    ended := plancia.end_sessions(old, wanted, reason);
    PERFORM plancia.note_act(context, old.tenant_id, 'USER_END_SESSIONS', 'user', old.id, old.email, reason,
                             jsonb_build_object('session', wanted, 'sessions_ended', ended));
    result := 'done';
END
$function$;
COMMENT ON FUNCTION plancia.users_end_sessions(jsonb, text, text, text, text) IS 'service: ends sessions of a person';

-- How many rows each table has of a person.
CREATE FUNCTION plancia.person_counts(u plancia.users) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT jsonb_build_object(
        'users', (SELECT count(*) FROM plancia.users t WHERE t.tenant_id = u.tenant_id AND t.id = u.id),
        'user_words', (SELECT count(*) FROM plancia.user_words t WHERE t.tenant_id = u.tenant_id AND t.user_id = u.id),
        'user_passwords', (SELECT count(*) FROM plancia.user_passwords t WHERE t.tenant_id = u.tenant_id AND t.user_id = u.id),
        'user_codes', (SELECT count(*) FROM plancia.user_codes t WHERE t.tenant_id = u.tenant_id AND t.user_id = u.id),
        'user_sessions', (SELECT count(*) FROM plancia.user_sessions t WHERE t.tenant_id = u.tenant_id AND t.user_id = u.id),
        'session_tokens', (SELECT count(*) FROM plancia.session_tokens t WHERE t.tenant_id = u.tenant_id AND t.user_id = u.id),
        'sign_ins', (SELECT count(*) FROM plancia.sign_ins t WHERE t.tenant_id = u.tenant_id AND t.user_id = u.id),
        'user_directory', (SELECT count(*) FROM plancia.user_directory t WHERE t.tenant_id = u.tenant_id AND t.user_id = u.id),
        'session_directory', (SELECT count(*) FROM plancia.session_directory t WHERE t.tenant_id = u.tenant_id AND t.user_id = u.id))
$function$;
COMMENT ON FUNCTION plancia.person_counts(plancia.users) IS 'service: how many rows there are of a person';

-- Everything about a person, without hashes: what the console writes into a file, in the same form.
CREATE FUNCTION plancia.person_export(u plancia.users) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
    SET "TimeZone" = 'UTC'
AS $function$
    SELECT jsonb_build_object(
        'format', 'plancia-user-1', 'exported_at', plancia.iso_time(clock_timestamp()),
        'tenant', (SELECT jsonb_build_object('id', t.id, 'slug', t.slug) FROM plancia.tenants t WHERE t.id = u.tenant_id),
        'users', jsonb_build_array(to_jsonb(u) - 'tenant_id'),
        'user_words', (SELECT coalesce(jsonb_agg(to_jsonb(t) - 'tenant_id' ORDER BY t.word), '[]') FROM plancia.user_words t
                       WHERE t.tenant_id = u.tenant_id AND t.user_id = u.id),
        'user_passwords', (SELECT coalesce(jsonb_agg(to_jsonb(t) - 'tenant_id' - 'hash'), '[]') FROM plancia.user_passwords t
                           WHERE t.tenant_id = u.tenant_id AND t.user_id = u.id),
        'user_codes', (SELECT coalesce(jsonb_agg(to_jsonb(t) - 'tenant_id' - 'code_sha256' ORDER BY t.purpose), '[]') FROM plancia.user_codes t
                       WHERE t.tenant_id = u.tenant_id AND t.user_id = u.id),
        'user_sessions', (SELECT coalesce(jsonb_agg(to_jsonb(t) - 'tenant_id' ORDER BY t.id), '[]') FROM plancia.user_sessions t
                          WHERE t.tenant_id = u.tenant_id AND t.user_id = u.id),
        'session_tokens', (SELECT coalesce(jsonb_agg(to_jsonb(t) - 'tenant_id' - 'token_sha256' ORDER BY t.session_id, t.number), '[]')
                           FROM plancia.session_tokens t WHERE t.tenant_id = u.tenant_id AND t.user_id = u.id),
        'sign_ins', (SELECT coalesce(jsonb_agg(to_jsonb(t) - 'tenant_id' ORDER BY t.at, t.id), '[]') FROM plancia.sign_ins t
                     WHERE t.tenant_id = u.tenant_id AND t.user_id = u.id),
        'audit_log', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                          'at', plancia.iso_time(a.at), 'actor_name', a.actor_name, 'claimed_by', a.claimed_by, 'action', a.action, 'result', a.result,
                          'reason', a.reason, 'details', coalesce(nullif(a.details::text, '')::jsonb, '{}')) ORDER BY a.at, a.id), '[]')
                      FROM (SELECT * FROM plancia.audit_log t WHERE t.tenant_id = u.tenant_id AND t.object_kind = 'user' AND t.object_id = u.id::text
                            ORDER BY t.at, t.id LIMIT 10000) AS a),
        'rows', plancia.person_counts(u))
$function$;
COMMENT ON FUNCTION plancia.person_export(plancia.users) IS 'service: everything about a person';

-- Deletes every row of a person in all tables, and looks that none is left. `taken` is all that was known of the person, for the service
-- to keep or hand out: the row of the trail has the SHA-256 of its text. result: 'done', 'not_found', 'conflict' or 'last_owner'.
CREATE FUNCTION plancia.users_delete(context jsonb, tenant text, person text, reason text, row_version bigint DEFAULT NULL,
                                     OUT result text, OUT taken jsonb)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    old plancia.users := plancia.lock_person(context, tenant, person, true);
    rows jsonb;
    remains text;
BEGIN
    result := CASE WHEN old.id IS NULL THEN 'not_found' WHEN row_version <> old.row_version THEN 'conflict' END;
    IF result IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM plancia.refuse_value(plancia.reason_fault(reason));
    IF plancia.is_last_owner(old) THEN
        result := 'last_owner';
        RETURN;
    END IF;
    taken := plancia.person_export(old);
    DELETE FROM plancia.sign_ins s WHERE s.tenant_id = old.tenant_id AND s.user_id = old.id;
    DELETE FROM plancia.users u WHERE u.tenant_id = old.tenant_id AND u.id = old.id;
    rows := plancia.person_counts(old);
    SELECT string_agg(key, ', ') INTO remains FROM jsonb_each_text(rows) WHERE value <> '0';
    IF remains IS NOT NULL THEN
        RAISE EXCEPTION 'rows of the person are left in %', remains;
    END IF;
    PERFORM plancia.note_act(context, old.tenant_id, 'USER_ERASE', 'user', old.id, old.email, reason,
                             jsonb_build_object('sha256', encode(sha256(convert_to(taken::text, 'UTF8')), 'hex')) || (taken -> 'rows'));
    result := 'done';
END
$function$;
COMMENT ON FUNCTION plancia.users_delete(jsonb, text, text, text, bigint) IS 'service: erases a person';


-- Signing in. Attempts have a record of their own (sign_ins) and sessions too, so that these leave no row in the trail; what changes how
-- somebody comes in does. A code, a token or a session that there is not is not told from another person's.
DROP FUNCTION plancia.record_sign_in(uuid, text, text, text);
DROP FUNCTION plancia.use_code(uuid, text, text);
DROP FUNCTION plancia.set_password(uuid, text);
DROP FUNCTION plancia.start_session(uuid, bytea, text, text);
DROP FUNCTION plancia.refresh_session(uuid, uuid, bytea, bytea, text);

-- An attempt to sign in: outcome 'done', 'bad_password', 'unknown', 'disabled', 'bad_code' or 'locked'; person NULL: an address that
-- nobody has. A wrong password or code counts, one that succeeded begins the count anew. 'done' or 'not_found'.
CREATE FUNCTION plancia.record_sign_in(context jsonb, tenant text, person text, outcome text, device text) RETURNS text
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    of uuid := plancia.id_from(tenant);
    who uuid := plancia.id_from(person);
BEGIN
    IF NOT plancia.enter_tenant(context, of) OR person IS NOT NULL AND who IS NULL THEN
        RETURN 'not_found';
    END IF;
    PERFORM plancia.refuse_value(CASE WHEN coalesce(outcome, '') NOT IN ('done', 'bad_password', 'unknown', 'disabled', 'bad_code', 'locked')
                                      THEN 'VAL_011: outcome' END);
    IF who IS NOT NULL THEN
        UPDATE plancia.users u
        SET last_sign_in_at = CASE outcome WHEN 'done' THEN clock_timestamp() ELSE u.last_sign_in_at END,
            failed_sign_ins = CASE WHEN outcome = 'done' THEN 0 WHEN outcome IN ('bad_password', 'bad_code') THEN u.failed_sign_ins + 1
                                   ELSE u.failed_sign_ins END
        WHERE u.tenant_id = of AND u.id = who;
        IF NOT FOUND THEN
            RETURN 'not_found';
        END IF;
    END IF;
    INSERT INTO plancia.sign_ins (tenant_id, at, id, user_id, result, address, device)
        VALUES (of, clock_timestamp(), gen_random_uuid(), who, outcome, left(coalesce(context ->> 'address', ''), 64), left(coalesce(device, ''), 500));
    RETURN 'done';
END
$function$;
COMMENT ON FUNCTION plancia.record_sign_in(jsonb, text, text, text, text) IS 'service: an attempt to sign in';

-- Uses a one-time code ('invite' or 'reset') up, once. What stands between its letters does not matter. 'done', 'not_found', 'bad_code'
-- for one that is wrong, used or too late, or 'wrong_state' for who is disabled.
CREATE FUNCTION plancia.use_code(context jsonb, tenant text, person text, purpose text, code text) RETURNS text
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    old plancia.users := plancia.lock_person(context, tenant, person);
BEGIN
    IF old.id IS NULL THEN
        RETURN 'not_found';
    END IF;
    PERFORM plancia.refuse_value(CASE WHEN coalesce(use_code.purpose, '') NOT IN ('invite', 'reset') THEN 'VAL_011: purpose' END);
    IF old.status = 'disabled' THEN
        RETURN 'wrong_state';
    END IF;
    UPDATE plancia.user_codes c SET used_at = clock_timestamp()
        WHERE c.tenant_id = old.tenant_id AND c.user_id = old.id AND c.purpose = use_code.purpose AND c.used_at IS NULL
          AND c.expires_at > clock_timestamp()
          AND c.code_sha256 = sha256(convert_to(upper(regexp_replace(code, '[^0-9A-Za-z]', '', 'g') COLLATE "C"), 'UTF8'));
    IF NOT FOUND THEN
        RETURN 'bad_code';
    END IF;
    PERFORM plancia.note_act(context, old.tenant_id, 'USER_UPDATE', 'user', old.id, old.email, '',
                             jsonb_build_object(use_code.purpose || '_code', jsonb_build_array('open', 'used')));
    RETURN 'done';
END
$function$;
COMMENT ON FUNCTION plancia.use_code(jsonb, text, text, text, text) IS 'service: uses a one-time code up';

-- A password that the person chose with a code: its Argon2id hash. Sessions end, codes are used up, who was invited is active. 'done',
-- 'not_found', or 'wrong_state' for who is disabled.
CREATE FUNCTION plancia.set_password(context jsonb, tenant text, person text, hash text) RETURNS text
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    old plancia.users := plancia.lock_person(context, tenant, person);
    new plancia.users := old;
BEGIN
    IF old.id IS NULL THEN
        RETURN 'not_found';
    END IF;
    -- The hash itself stands in no message.
    PERFORM plancia.refuse_value(CASE WHEN coalesce(set_password.hash, '') !~ '^\$argon2id\$[!-~]+$' OR char_length(set_password.hash) NOT BETWEEN 20 AND 512
                                      THEN 'VAL_018: hash' END);
    IF old.status = 'disabled' THEN
        RETURN 'wrong_state';
    END IF;
    INSERT INTO plancia.user_passwords AS p (tenant_id, user_id, hash, changed_at) VALUES (old.tenant_id, old.id, set_password.hash, clock_timestamp())
        ON CONFLICT ON CONSTRAINT user_passwords_pkey DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at;
    UPDATE plancia.user_codes c SET used_at = clock_timestamp() WHERE c.tenant_id = old.tenant_id AND c.user_id = old.id AND c.used_at IS NULL;
    PERFORM plancia.end_sessions(old, NULL, 'password');
    new.status := 'active';
    new.status_reason := CASE old.status WHEN 'invited' THEN '' ELSE old.status_reason END;
    new.failed_sign_ins := 0;
    PERFORM plancia.put_person(context, old, new, 'USER_PASSWORD', '');
    RETURN 'done';
END
$function$;
COMMENT ON FUNCTION plancia.set_password(jsonb, text, text, text) IS 'service: a password that a person chose';

-- A session of a person who has just signed in, with its first refresh token. result: 'done', 'not_found', or 'wrong_state' for who is
-- not active.
CREATE FUNCTION plancia.start_session(context jsonb, tenant text, person text, token_sha256 bytea, device text, OUT result text, OUT session_id uuid)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    old plancia.users := plancia.lock_person(context, tenant, person);
    session uuid := plancia.new_id();
    moment timestamptz(3) := clock_timestamp();
BEGIN
    IF old.id IS NULL THEN
        result := 'not_found';
        RETURN;
    END IF;
    PERFORM plancia.refuse_value(plancia.hash_fault('token_sha256', start_session.token_sha256));
    IF old.status <> 'active' THEN
        result := 'wrong_state';
        RETURN;
    END IF;
    INSERT INTO plancia.user_sessions (tenant_id, user_id, id, device, address, created_at, last_used_at, access_expires_at, refresh_expires_at)
        VALUES (old.tenant_id, old.id, session, left(coalesce(device, ''), 500), left(coalesce(context ->> 'address', ''), 64), moment, moment,
                moment + interval '15 minutes', moment + interval '7 days');
    PERFORM plancia.put_token(old, session, 1, start_session.token_sha256, moment);
    PERFORM plancia.record_sign_in(context, tenant, person, 'done', device);
    session_id := session;
    result := 'done';
END
$function$;
COMMENT ON FUNCTION plancia.start_session(jsonb, text, text, bytea, text) IS 'service: a session with its first refresh token';

-- A refresh token of a session. One that was given out before is refused: it was not made at random.
CREATE FUNCTION plancia.put_token(u plancia.users, session uuid, number integer, token_sha256 bytea, at timestamptz) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    INSERT INTO plancia.session_directory (lookup, tenant_id, user_id, session_id) VALUES (token_sha256, u.tenant_id, u.id, session)
        ON CONFLICT DO NOTHING;
    PERFORM plancia.refuse_value(CASE WHEN NOT FOUND THEN 'VAL_010: token_sha256' END);
    INSERT INTO plancia.session_tokens (tenant_id, user_id, session_id, number, token_sha256, issued_at)
        VALUES (u.tenant_id, u.id, session, put_token.number, put_token.token_sha256, at);
END
$function$;
COMMENT ON FUNCTION plancia.put_token(plancia.users, uuid, integer, bytea, timestamptz) IS 'service: a refresh token of a session';

-- The next refresh token for one that is given back: 'done', or why not: 'not_found', 'ended', 'expired', 'wrong_state' for who is not
-- active, 'reused'. A token that was used comes again only from a copy: the whole session ends then, with a row of the trail, and the
-- token keeps when that was.
CREATE FUNCTION plancia.refresh_session(context jsonb, tenant text, person text, session text, token_sha256 bytea, next_sha256 bytea) RETURNS text
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    old plancia.users;
    wanted uuid := plancia.id_from(session);
    moment timestamptz(3) := clock_timestamp();
    found_session record;
    token record;
BEGIN
    IF NOT plancia.enter_tenant(context, plancia.id_from(tenant)) THEN
        RETURN 'not_found';
    END IF;
    -- The person before the session, as everybody else locks them.
    SELECT * INTO old FROM plancia.users u WHERE u.tenant_id = plancia.id_from(tenant) AND u.id = plancia.id_from(person) FOR NO KEY UPDATE;
    -- The row of the session is what two who bring the same token wait at.
    SELECT s.ended_at, s.refresh_expires_at INTO found_session FROM plancia.user_sessions s
        WHERE s.tenant_id = old.tenant_id AND s.user_id = old.id AND s.id = wanted FOR UPDATE;
    IF NOT FOUND THEN
        RETURN 'not_found';
    END IF;
    PERFORM plancia.refuse_value(coalesce(plancia.hash_fault('token_sha256', refresh_session.token_sha256), plancia.hash_fault('next_sha256', next_sha256)));
    SELECT t.number, t.used_at INTO token FROM plancia.session_tokens t
        WHERE t.tenant_id = old.tenant_id AND t.user_id = old.id AND t.session_id = wanted AND t.token_sha256 = refresh_session.token_sha256;
    IF NOT FOUND THEN
        RETURN 'not_found';
    END IF;
    IF token.used_at IS NOT NULL THEN
        UPDATE plancia.session_tokens t SET reused_at = moment
            WHERE t.tenant_id = old.tenant_id AND t.user_id = old.id AND t.session_id = wanted AND t.number = token.number AND t.reused_at IS NULL;
        -- The first time in that session, also where it had ended.
        IF FOUND AND NOT EXISTS (SELECT FROM plancia.session_tokens t WHERE t.tenant_id = old.tenant_id AND t.user_id = old.id AND t.session_id = wanted
                                 AND t.number <> token.number AND t.reused_at IS NOT NULL) THEN
            PERFORM plancia.note_act(context, old.tenant_id, 'USER_END_SESSIONS', 'user', old.id, old.email, 'token_reused',
                                     jsonb_build_object('session', wanted, 'sessions_ended', plancia.end_sessions(old, wanted, 'token_reused'),
                                                        'token', token.number));
        END IF;
        RETURN 'reused';
    END IF;
    IF found_session.ended_at IS NOT NULL THEN
        RETURN 'ended';
    END IF;
    IF found_session.refresh_expires_at <= moment THEN
        RETURN 'expired';
    END IF;
    IF old.status <> 'active' THEN
        RETURN 'wrong_state';
    END IF;
    UPDATE plancia.session_tokens t SET used_at = moment
        WHERE t.tenant_id = old.tenant_id AND t.user_id = old.id AND t.session_id = wanted AND t.number = token.number;
    PERFORM plancia.put_token(old, wanted, token.number + 1, next_sha256, moment);
    UPDATE plancia.user_sessions s SET last_used_at = moment, address = left(coalesce(context ->> 'address', s.address), 64),
            access_expires_at = moment + interval '15 minutes', refresh_expires_at = moment + interval '7 days'
        WHERE s.tenant_id = old.tenant_id AND s.user_id = old.id AND s.id = wanted;
    RETURN 'done';
END
$function$;
COMMENT ON FUNCTION plancia.refresh_session(jsonb, text, text, text, bytea, bytea) IS 'service: the next refresh token for one that is given back';


-- API keys.

CREATE OR REPLACE FUNCTION plancia.write_key_words(tenant uuid, key uuid, key_name text, key_shown text) RETURNS void
    LANGUAGE sql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $function$
    INSERT INTO plancia.api_key_words (tenant_id, key_id, word) SELECT tenant, key, plancia.words_of(key_name, key_shown)
$function$;

-- The two that are called once a row, or in the way of every request, have no search_path of their own: with one they could not be
-- taken into the statement that calls them, and would cost more than all the rest of it. They need none, as they name pg_catalog at
-- every function and operator.
CREATE OR REPLACE FUNCTION plancia.key_state(status text, expires_at timestamptz, grace_ends_at timestamptz, at timestamptz) RETURNS text
    LANGUAGE sql IMMUTABLE
AS $function$
    SELECT CASE WHEN status OPERATOR(pg_catalog.=) 'revoked' THEN 'revoked'
                WHEN grace_ends_at OPERATOR(pg_catalog.<=) at THEN 'past_grace'
                WHEN expires_at OPERATOR(pg_catalog.<=) at THEN 'expired'
                WHEN status OPERATOR(pg_catalog.=) 'disabled' THEN 'disabled'
                WHEN grace_ends_at IS NOT NULL THEN 'in_grace'
                ELSE 'active' END
$function$;
CREATE OR REPLACE FUNCTION plancia.latency_shift(us bigint) RETURNS integer
    LANGUAGE sql IMMUTABLE
AS $function$
    SELECT pg_catalog.width_bucket(us, '{128,256,512,1024,2048,4096,8192,16384,32768,65536,131072,262144,524288,1048576,2097152,4194304,8388608,16777216,33554432,67108864,134217728,268435456,536870912,1073741824,2147483648,4294967296,8589934592,17179869184,34359738368,68719476736,137438953472,274877906944,549755813888,1099511627776,2199023255552,4398046511104}'::pg_catalog.int8[])
$function$;

-- A key for the trail, as the console writes it.
CREATE FUNCTION plancia.key_facts(k plancia.api_keys) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT jsonb_build_object(
        'name', k.name, 'shown', k.shown, 'environment', k.environment, 'status', k.status,
        'permissions', (SELECT string_agg(p.permission, ' ' ORDER BY p.permission) FROM plancia.api_key_permissions p
                        WHERE p.tenant_id = k.tenant_id AND p.key_id = k.id),
        'addresses', (SELECT string_agg(a.block, ' ' ORDER BY a.block) FROM plancia.api_key_addresses a WHERE a.tenant_id = k.tenant_id AND a.key_id = k.id),
        'limits', (SELECT string_agg(format('%s=%s/%s', l.name, l.amount, CASE WHEN l.window_s % 86400 = 0 THEN l.window_s / 86400 || 'd'
                                                                               WHEN l.window_s % 3600 = 0 THEN l.window_s / 3600 || 'h'
                                                                               WHEN l.window_s % 60 = 0 THEN l.window_s / 60 || 'm'
                                                                               ELSE l.window_s || 's' END), ' ' ORDER BY l.name)
                   FROM plancia.api_key_limits l WHERE l.tenant_id = k.tenant_id AND l.key_id = k.id),
        'internal', CASE WHEN k.internal THEN 'yes' END, 'expires', plancia.iso_time(k.expires_at), 'grace_ends', plancia.iso_time(k.grace_ends_at),
        'successor', k.successor_id, 'predecessor', k.predecessor_id)
$function$;
COMMENT ON FUNCTION plancia.key_facts(plancia.api_keys) IS 'service: a key, for the trail';

-- result: 'done', or 'not_found' for a tenant that there is not. secret: the whole key, this once.
-- limits: [{"name": "calls", "amount": 100, "window_s": 60}]; addresses: {"192.0.2.0/24"}.
CREATE OR REPLACE FUNCTION plancia.api_keys_create(context jsonb, tenant text, name text, environment text DEFAULT 'live', permissions text[] DEFAULT '{}',
                                                   expires_at timestamptz DEFAULT NULL, addresses text[] DEFAULT '{}', limits jsonb DEFAULT '[]',
                                                   product text DEFAULT 'plancia', internal boolean DEFAULT false,
                                                   OUT result text, OUT key_id uuid, OUT secret text)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    of uuid := plancia.id_from(tenant);
    ends timestamptz(3) := plancia.end_or_none(api_keys_create.expires_at);
    rates jsonb := coalesce(limits, '[]');
    blocks text[];
    new plancia.api_keys;
BEGIN
    result := 'not_found';
    IF NOT plancia.enter_tenant(context, of) THEN
        RETURN;
    END IF;
    PERFORM plancia.refuse_value(coalesce(plancia.text_fault('name', name, 200, false), CASE
        WHEN plancia.is_blank(name) THEN 'VAL_001: name'
        WHEN coalesce(environment, '') !~ '^[a-z0-9]{1,16}$' THEN 'VAL_011: environment'
        WHEN coalesce(product, '') !~ '^[a-z0-9]{1,16}$' THEN 'VAL_011: product'
        WHEN jsonb_typeof(rates) <> 'array' THEN 'VAL_010: limits'
        WHEN cardinality(permissions) > 100 OR cardinality(addresses) > 100 OR jsonb_array_length(rates) > 20 THEN 'VAL_002: permissions, addresses, limits'
        WHEN EXISTS (SELECT FROM unnest(permissions) AS p WHERE coalesce(p, '') !~ '^[a-z][a-z0-9._:-]{0,63}$') THEN 'VAL_017: permissions'
        WHEN EXISTS (SELECT FROM jsonb_array_elements(rates) AS l
                     WHERE coalesce(l ->> 'name', '') !~ '^[a-z][a-z0-9._:-]{0,63}$') THEN 'VAL_017: limits'
        WHEN EXISTS (SELECT FROM jsonb_array_elements(rates) AS l
                     WHERE coalesce(l ->> 'amount', '') !~ '^[1-9][0-9]{0,11}$' OR coalesce(l ->> 'window_s', '') !~ '^[1-9][0-9]{0,6}$'
                        OR (l ->> 'window_s')::integer > 2678400) THEN 'VAL_010: limits'
        WHEN (SELECT count(DISTINCT l ->> 'name') FROM jsonb_array_elements(rates) AS l) < jsonb_array_length(rates) THEN 'VAL_017: limits'
        WHEN least(ends, api_keys_create.expires_at) <= now() OR NOT isfinite(ends) THEN 'VAL_007: expires_at' END)); -- as given, and as kept: to the ms
    BEGIN
        -- cidr refuses bits beyond the prefix; abbrev() is no form for people.
        SELECT coalesce(array_agg(CASE WHEN masklen(c) = CASE family(c) WHEN 4 THEN 32 ELSE 128 END THEN host(c) ELSE c::text END), '{}')
        INTO blocks FROM unnest(addresses) AS a, LATERAL (SELECT a::cidr AS c) AS block;
        IF array_position(blocks, NULL) IS NOT NULL THEN
            RAISE data_exception;
        END IF;
    EXCEPTION WHEN data_exception THEN
        PERFORM plancia.refuse_value('VAL_016: addresses');
    END;
    key_id := plancia.new_id();
    secret := plancia.insert_key(context, of, key_id, product, name, environment, coalesce(internal, false), ends, permissions, blocks, rates, NULL);
    SELECT * INTO new FROM plancia.api_keys k WHERE k.tenant_id = of AND k.id = api_keys_create.key_id;
    PERFORM plancia.note_act(context, of, 'API_KEY_CREATE', 'api_key', key_id, name, '', plancia.differences(NULL, plancia.key_facts(new)));
    result := 'done';
END
$function$;

-- The keys of a tenant by id, which is the order in which they were made; `after` is the last id of the page before. 50
-- unless said, 250 at most. No row for a tenant that there is not.
DROP FUNCTION plancia.api_keys_list(jsonb, text, uuid, integer);
CREATE FUNCTION plancia.api_keys_list(context jsonb, tenant text, after text DEFAULT NULL, rows integer DEFAULT 50) RETURNS SETOF plancia.api_key
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    of uuid := plancia.id_from(tenant);
    last uuid := plancia.cursor_from(after);
BEGIN
    IF plancia.enter_tenant(context, of) THEN
        RETURN QUERY
            SELECT r.* FROM (SELECT k FROM plancia.api_keys k WHERE k.tenant_id = of AND (last IS NULL OR k.id > last)
                             ORDER BY k.id LIMIT least(greatest(coalesce(rows, 50), 1), 250)) AS page,
                            LATERAL plancia.key_row(page.k) AS r
            ORDER BY r.id;
    END IF;
END
$function$;
COMMENT ON FUNCTION plancia.api_keys_list(jsonb, text, text, integer) IS 'service: of API keys';

-- A successor with the same permissions, addresses, limits and expiry; the old key works until old_ends_at, and never longer
-- than it would have. result: 'done', 'not_found', 'conflict', or 'wrong_state' unless it is active.
DROP FUNCTION plancia.api_keys_rotate(jsonb, text, text, interval);
CREATE FUNCTION plancia.api_keys_rotate(context jsonb, tenant text, key text, grace interval DEFAULT '7 days', row_version bigint DEFAULT NULL,
                                        OUT result text, OUT key_id uuid, OUT secret text, OUT old_ends_at timestamptz)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    old plancia.api_keys := plancia.lock_key(context, plancia.id_from(tenant), plancia.id_from(key));
    new plancia.api_keys;
    ends timestamptz(3);
BEGIN
    result := CASE WHEN old.id IS NULL THEN 'not_found' WHEN row_version <> old.row_version THEN 'conflict' END;
    IF result IS NOT NULL THEN
        RETURN;
    END IF;
    -- A month is 30 days where intervals are compared, and a month where they are added.
    PERFORM plancia.refuse_value(CASE WHEN coalesce(grace NOT BETWEEN interval '0' AND interval '7 days', true) THEN 'VAL_010: grace'
                                      WHEN now() + grace NOT BETWEEN now() AND now() + interval '7 days' THEN 'VAL_010: grace' END);
    IF plancia.key_state(old.status, old.expires_at, old.grace_ends_at, now()) <> 'active' THEN
        result := 'wrong_state';
        RETURN;
    END IF;
    ends := least(now() + grace, old.expires_at);
    old_ends_at := ends;
    key_id := plancia.new_id();
    secret := plancia.insert_key(context, old.tenant_id, key_id, CASE WHEN old.lookup LIKE 'sha256:%' THEN 'plancia' ELSE split_part(old.shown, '_', 1) END,
        old.name, old.environment, old.internal, old.expires_at,
        ARRAY(SELECT permission FROM plancia.api_key_permissions p WHERE p.tenant_id = old.tenant_id AND p.key_id = old.id),
        ARRAY(SELECT block FROM plancia.api_key_addresses a WHERE a.tenant_id = old.tenant_id AND a.key_id = old.id),
        (SELECT coalesce(jsonb_agg(jsonb_build_object('name', l.name, 'amount', l.amount, 'window_s', l.window_s)), '[]')
         FROM plancia.api_key_limits l WHERE l.tenant_id = old.tenant_id AND l.key_id = old.id), old.id);
    UPDATE plancia.api_keys k SET successor_id = api_keys_rotate.key_id, grace_ends_at = ends, updated_at = now(), row_version = k.row_version + 1
    WHERE k.tenant_id = old.tenant_id AND k.id = old.id RETURNING k.* INTO new;
    PERFORM plancia.note_act(context, old.tenant_id, 'API_KEY_ROTATE', 'api_key', old.id, old.name, '',
                             plancia.differences(plancia.key_facts(old), plancia.key_facts(new)));
    result := 'done';
END
$function$;
COMMENT ON FUNCTION plancia.api_keys_rotate(jsonb, text, text, interval, bigint) IS 'service: of API keys';

-- For good. 'done', 'not_found', 'conflict', or 'wrong_state' for one that is revoked already. Of a key that leaked leave the version
-- out: it ends whatever else was changed.
DROP FUNCTION plancia.api_keys_revoke(jsonb, text, text, text);
CREATE FUNCTION plancia.api_keys_revoke(context jsonb, tenant text, key text, reason text, row_version bigint DEFAULT NULL) RETURNS text
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    old plancia.api_keys := plancia.lock_key(context, plancia.id_from(tenant), plancia.id_from(key));
    new plancia.api_keys;
BEGIN
    IF old.id IS NULL THEN
        RETURN 'not_found';
    END IF;
    IF row_version <> old.row_version THEN
        RETURN 'conflict';
    END IF;
    PERFORM plancia.refuse_value(plancia.reason_fault(reason));
    IF old.status = 'revoked' THEN
        RETURN 'wrong_state';
    END IF;
    UPDATE plancia.api_keys k SET status = 'revoked', status_reason = reason, updated_at = now(), row_version = k.row_version + 1
    WHERE k.tenant_id = old.tenant_id AND k.id = old.id RETURNING k.* INTO new;
    PERFORM plancia.note_act(context, old.tenant_id, 'API_KEY_REVOKE', 'api_key', old.id, old.name, reason,
                             plancia.differences(plancia.key_facts(old), plancia.key_facts(new)));
    RETURN 'done';
END
$function$;
COMMENT ON FUNCTION plancia.api_keys_revoke(jsonb, text, text, text, bigint) IS 'service: of API keys';

-- Deletes a key that is revoked, expired or past its grace. `taken` is all that was known of it, for the service to keep; the row of the
-- trail has it too, and the SHA-256 of its text. result: 'done', 'not_found', 'conflict' or 'wrong_state'.
DROP FUNCTION plancia.api_keys_delete(jsonb, text, text, text);
CREATE FUNCTION plancia.api_keys_delete(context jsonb, tenant text, key text, reason text, row_version bigint DEFAULT NULL,
                                        OUT result text, OUT taken jsonb)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    old plancia.api_keys := plancia.lock_key(context, plancia.id_from(tenant), plancia.id_from(key));
    facts jsonb := plancia.key_facts(old);
BEGIN
    result := CASE WHEN old.id IS NULL THEN 'not_found' WHEN row_version <> old.row_version THEN 'conflict' END;
    IF result IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM plancia.refuse_value(plancia.reason_fault(reason));
    IF plancia.key_state(old.status, old.expires_at, old.grace_ends_at, now()) IN ('active', 'disabled', 'in_grace') THEN
        result := 'wrong_state';
        RETURN;
    END IF;
    SELECT to_jsonb(k) INTO taken FROM plancia.api_keys_get(context, tenant, key) AS k;
    DELETE FROM plancia.api_keys k WHERE k.tenant_id = old.tenant_id AND k.id = old.id;
    PERFORM plancia.note_act(context, old.tenant_id, 'API_KEY_DELETE', 'api_key', old.id, old.name, reason,
                             jsonb_build_object('sha256', encode(sha256(convert_to(taken::text, 'UTF8')), 'hex')) || plancia.differences(facts, NULL));
    result := 'done';
END
$function$;
COMMENT ON FUNCTION plancia.api_keys_delete(jsonb, text, text, text, bigint) IS 'service: of API keys';


-- As in 0014, but that the service erases a person with all rows, and sees of the directories whom a row is of, never a lookup.
-- What each role may do, one line a table: the column that names the tenant (empty: the table holds nothing of a tenant),
-- then the service, viewer, support, admin. plancia_backup reads every table, see grant_backup(). A migration that adds a
-- table replaces this function, and calls apply_roles() and grant_backup().
CREATE OR REPLACE FUNCTION plancia.rights(OUT relation text, OUT tenant text, OUT app text, OUT viewer text, OUT support text, OUT admin text)
    RETURNS SETOF record
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    VALUES
        ('meta', '', 'SELECT, UPDATE', 'SELECT', 'SELECT, UPDATE', 'SELECT, UPDATE'),
        ('schema_migrations', '', '', 'SELECT', 'SELECT', 'SELECT'),
        ('tenants', 'id', 'SELECT, INSERT, UPDATE', 'SELECT',
         'SELECT, UPDATE (status, status_reason, trial_ends_at, updated_at, row_version)', 'SELECT, INSERT, UPDATE, DELETE'),
        ('tenant_words', 'tenant_id', 'SELECT, INSERT, DELETE', 'SELECT', 'SELECT', 'SELECT, INSERT, DELETE'),
        ('tenant_redirects', 'tenant_id', 'SELECT, INSERT, DELETE', 'SELECT', 'SELECT', 'SELECT, INSERT, DELETE'),
        ('audit_log', 'tenant_id', 'SELECT, INSERT', 'SELECT', 'SELECT, INSERT', 'SELECT, INSERT'),
        ('users', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT', 'SELECT', 'SELECT, INSERT, UPDATE, DELETE'),
        ('user_words', 'tenant_id', 'SELECT, INSERT, DELETE', 'SELECT', 'SELECT', 'SELECT, INSERT, DELETE'),
        ('user_passwords', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE', '', '', 'SELECT, INSERT, UPDATE, DELETE'),
        ('user_codes', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE',
         'SELECT (tenant_id, user_id, purpose, created_at, expires_at, used_at)',
         'SELECT (tenant_id, user_id, purpose, created_at, expires_at, used_at)', 'SELECT, INSERT, UPDATE, DELETE'),
        ('user_sessions', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT', 'SELECT, UPDATE (ended_at, end_reason)',
         'SELECT, UPDATE (ended_at, end_reason), DELETE'),
        ('session_tokens', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE',
         'SELECT (tenant_id, user_id, session_id, number, issued_at, used_at, reused_at)',
         'SELECT (tenant_id, user_id, session_id, number, issued_at, used_at, reused_at)', 'SELECT, DELETE'),
        ('sign_ins', 'tenant_id', 'SELECT, INSERT, DELETE', 'SELECT', 'SELECT', 'SELECT, DELETE'),
        ('user_directory', 'tenant_id', 'SELECT (tenant_id, user_id), INSERT, DELETE', '', '', 'SELECT, INSERT, DELETE'),
        ('session_directory', 'tenant_id', 'SELECT (tenant_id, user_id), INSERT', '', '', 'SELECT, DELETE'),
        ('api_keys', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE',
         'SELECT (tenant_id, id, lookup, shown, name, name_key, environment, status, status_reason,
         internal, expires_at, grace_ends_at, predecessor_id, successor_id, created_by, created_at,
         updated_at, row_version, last_used_at, last_used_address, last_used_client)', 'SELECT',
         'SELECT, INSERT, UPDATE, DELETE'),
        ('api_key_words', 'tenant_id', 'SELECT, INSERT, DELETE', 'SELECT', 'SELECT', 'SELECT, INSERT, DELETE'),
        ('api_key_permissions', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT', 'SELECT',
         'SELECT, INSERT, UPDATE, DELETE'),
        ('api_key_addresses', 'tenant_id', 'SELECT, INSERT, DELETE', 'SELECT', 'SELECT', 'SELECT, INSERT, DELETE'),
        ('api_key_limits', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT', 'SELECT', 'SELECT, INSERT, UPDATE, DELETE'),
        ('key_directory', 'tenant_id', 'INSERT', 'SELECT', 'SELECT', 'SELECT, INSERT, DELETE'),
        ('api_key_usage', 'tenant_id', 'SELECT, INSERT', 'SELECT', 'SELECT', 'SELECT, DELETE'),
        ('rate_limit_hits', 'tenant_id', 'SELECT, INSERT, UPDATE', 'SELECT', 'SELECT', 'SELECT, DELETE'),
        ('key_refusals', 'tenant_id', 'SELECT', 'SELECT', 'SELECT', 'SELECT, DELETE'),
        ('tenant_limits', 'tenant_id', 'SELECT', 'SELECT', 'SELECT', 'SELECT, INSERT, UPDATE, DELETE'),
        ('tenant_storage', 'tenant_id', 'SELECT, INSERT, UPDATE', 'SELECT', 'SELECT', 'SELECT, DELETE')
$function$;

-- apply_functions(): every type that the functions give has the same owner, and the resolver reads what its new ones look at.
DO $more$
DECLARE
    functions text := pg_get_functiondef('plancia.apply_functions()'::regprocedure);
BEGIN
    functions := replace(functions, 'ALTER TYPE plancia.api_key OWNER TO plancia_owner;',
                         'ALTER TYPE plancia.api_key OWNER TO plancia_owner;' || chr(10) || '        ALTER TYPE plancia.tenant OWNER TO plancia_owner;' || chr(10)
                         || '        ALTER TYPE plancia.person OWNER TO plancia_owner;');
    EXECUTE replace(functions, 'GRANT USAGE ON SCHEMA plancia TO plancia_resolver;',
                    'GRANT USAGE ON SCHEMA plancia TO plancia_resolver;' || chr(10) || '        GRANT SELECT ON plancia.tenant_redirects TO plancia_resolver;' || chr(10)
                    || '        GRANT EXECUTE ON FUNCTION plancia.cursor_from(text), plancia.refuse_value(text), plancia.name_request(jsonb) TO plancia_resolver;');
END
$more$;

SELECT plancia.apply_roles();
SELECT plancia.grant_backup();
SELECT plancia.apply_functions();
