-- SPDX-License-Identifier: GPL-3.0-or-later
-- A tenant is found by words that stand in its own row, where the server computes them: their index gives places in the table, of one
-- word or several and in every order of the list. With a table of words, a row each, the tenants had to be looked up one by one, or
-- the list walked, wherever many have what is typed; and it took five times the room.

-- The words of some keys, as models/domain/textkey.h has it: the first 24, each once. What is no letter and no digit is spelled out
-- (Unicode 14): what a column is made of must always give the same, whatever the database's collation knows.
CREATE FUNCTION plancia.key_words(VARIADIC keys text[]) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    words text[] := '{}';
    key text;
    word text;
BEGIN
    FOREACH key IN ARRAY keys LOOP
        FOREACH word IN ARRAY regexp_split_to_array(coalesce(key, '') COLLATE "C",
        '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u02c2-\u02c5'
        '\u02d2-\u02df\u02e5-\u02eb\u02ed\u02ef-\u02ff\u0375\u0378\u0379\u037e\u0380-\u0385\u0387\u038b\u038d\u03a2\u03f6\u0482'
        '\u0530\u0557\u0558\u055a-\u055f\u0589-\u05cf\u05eb-\u05ee\u05f3-\u061f\u066a-\u066d\u06d4\u06de\u06e9\u06fd\u06fe'
        '\u0700-\u070e\u074b\u074c\u07b2-\u07bf\u07f6-\u07f9\u07fb-\u07ff\u082e-\u083f\u085c-\u085f\u086b-\u086f\u0888\u088f-\u0897'
        '\u0903\u093b\u093e-\u094f\u0964\u0965\u0970\u0982-\u0984\u098d\u098e\u0991\u0992\u09a9\u09b1\u09b3-\u09b5\u09ba\u09bb'
        '\u09be-\u09cc\u09cf-\u09db\u09de\u09e4\u09e5\u09f2\u09f3\u09fa\u09fb\u09fd-\u0a04\u0a0b-\u0a0e\u0a11\u0a12\u0a29\u0a31'
        '\u0a34\u0a37\u0a3a-\u0a58\u0a5d\u0a5f-\u0a65\u0a76-\u0a84\u0a8e\u0a92\u0aa9\u0ab1\u0ab4\u0aba\u0abb\u0abe-\u0acf'
        '\u0ad1-\u0adf\u0ae4\u0ae5\u0af0-\u0af8\u0b00-\u0b04\u0b0d\u0b0e\u0b11\u0b12\u0b29\u0b31\u0b34\u0b3a\u0b3b\u0b3e-\u0b5b'
        '\u0b5e\u0b64\u0b65\u0b70\u0b78-\u0b81\u0b84\u0b8b-\u0b8d\u0b91\u0b96-\u0b98\u0b9b\u0b9d\u0ba0-\u0ba2\u0ba5-\u0ba7'
        '\u0bab-\u0bad\u0bba-\u0bcf\u0bd1-\u0be5\u0bf3-\u0c03\u0c0d\u0c11\u0c29\u0c3a\u0c3b\u0c41-\u0c57\u0c5b\u0c5c\u0c5e\u0c5f'
        '\u0c64\u0c65\u0c70-\u0c77\u0c7f\u0c82-\u0c84\u0c8d\u0c91\u0ca9\u0cb4\u0cba\u0cbb\u0cbe-\u0cdc\u0cdf\u0ce4\u0ce5\u0cf0'
        '\u0cf3-\u0d03\u0d0d\u0d11\u0d3e-\u0d4c\u0d4f-\u0d53\u0d57\u0d64\u0d65\u0d79\u0d80-\u0d84\u0d97-\u0d99\u0db2\u0dbc'
        '\u0dbe\u0dbf\u0dc7-\u0de5\u0df0-\u0e00\u0e3b-\u0e3f\u0e4f\u0e5a-\u0e80\u0e83\u0e85\u0e8b\u0ea4\u0ea6\u0ebe\u0ebf\u0ec5'
        '\u0ec7-\u0ecf\u0eda\u0edb\u0ee0-\u0eff\u0f01-\u0f1f\u0f34-\u0f3f\u0f48\u0f6d-\u0f85\u0f98-\u0fff\u102b-\u103c\u104a-\u104f'
        '\u1056\u1057\u1062-\u1064\u1067-\u106d\u1083-\u108c\u108f\u109a-\u109f\u10c6\u10c8-\u10cc\u10ce\u10cf\u10fb\u1249'
        '\u124e\u124f\u1257\u1259\u125e\u125f\u1289\u128e\u128f\u12b1\u12b6\u12b7\u12bf\u12c1\u12c6\u12c7\u12d7\u1311\u1316\u1317'
        '\u135b-\u1368\u137d-\u137f\u1390-\u139f\u13f6\u13f7\u13fe-\u1400\u166d\u166e\u1680\u169b-\u169f\u16eb-\u16ed\u16f9-\u16ff'
        '\u1715-\u171e\u1734-\u173f\u1754-\u175f\u176d\u1771-\u177f\u17b6-\u17d6\u17d8-\u17db\u17de\u17df\u17ea-\u17ef\u17fa-\u180a'
        '\u181a-\u181f\u1879-\u187f\u18ab-\u18af\u18f6-\u18ff\u191f-\u1945\u196e\u196f\u1975-\u197f\u19ac-\u19af\u19ca-\u19cf'
        '\u19db-\u19ff\u1a19-\u1a1f\u1a55-\u1a7e\u1a8a-\u1a8f\u1a9a-\u1aa6\u1aa8-\u1b04\u1b35-\u1b44\u1b4d-\u1b4f\u1b5a-\u1b82'
        '\u1ba1-\u1baa\u1be7-\u1bff\u1c24-\u1c3f\u1c4a-\u1c4c\u1c7e\u1c7f\u1c89-\u1c8f\u1cbb\u1cbc\u1cc0-\u1ce1\u1cf7\u1cfb-\u1cff'
        '\u1f16\u1f17\u1f1e\u1f1f\u1f46\u1f47\u1f4e\u1f4f\u1f58\u1f5a\u1f5c\u1f5e\u1f7e\u1f7f\u1fb5\u1fbd\u1fbf-\u1fc1\u1fc5'
        '\u1fcd-\u1fcf\u1fd4\u1fd5\u1fdc-\u1fdf\u1fed-\u1ff1\u1ff5\u1ffd-\u2065\u2072\u2073\u207a-\u207e\u208a-\u208f\u209d-\u2101'
        '\u2103-\u2106\u2108\u2109\u2114\u2116-\u2118\u211e-\u2123\u2125\u2127\u2129\u212e\u213a\u213b\u2140-\u2144\u214a-\u214d'
        '\u214f\u218a-\u245f\u249c-\u24e9\u2500-\u2775\u2794-\u2bff\u2ce5-\u2cea\u2cf4-\u2cfc\u2cfe\u2cff\u2d26\u2d28-\u2d2c'
        '\u2d2e\u2d2f\u2d68-\u2d6e\u2d70-\u2d7e\u2d97-\u2d9f\u2da7\u2daf\u2db7\u2dbf\u2dc7\u2dcf\u2dd7\u2ddf-\u2e2e\u2e30-\u3004'
        '\u3008-\u3020\u302e-\u3030\u3036\u3037\u303d-\u3040\u3097-\u309c\u30a0\u30fb\u3100-\u3104\u3130\u318f-\u3191\u3196-\u319f'
        '\u31c0-\u31ef\u3200-\u321f\u322a-\u3247\u3250\u3260-\u327f\u328a-\u32b0\u32c0-\u33ff\u4dc0-\u4dff\ua48d-\ua4cf\ua4fe\ua4ff'
        '\ua60d-\ua60f\ua62c-\ua63f\ua673-\ua67e\ua6f2-\ua716\ua720\ua721\ua789\ua78a\ua7cb-\ua7cf\ua7d2\ua7d4\ua7da-\ua7f1'
        '\ua823-\ua82f\ua836-\ua83f\ua874-\ua881\ua8b4-\ua8cf\ua8da-\ua8df\ua8f8-\ua8fa\ua8fc\ua92e\ua92f\ua952-\ua95f\ua97d-\ua983'
        '\ua9b4-\ua9ce\ua9da-\ua9df\ua9ff\uaa2f-\uaa3f\uaa4d-\uaa4f\uaa5a-\uaa5f\uaa77-\uaa79\uaa7b-\uaa7d\uaac3-\uaada\uaade\uaadf'
        '\uaaeb-\uaaf1\uaaf5-\uab00\uab07\uab08\uab0f\uab10\uab17-\uab1f\uab27\uab2f\uab5b\uab6a-\uab6f\uabe3-\uabef\uabfa-\uabff'
        '\ud7a4-\ud7af\ud7c7-\ud7ca\ud7fc-\uf8ff\ufa6e\ufa6f\ufada-\ufaff\ufb07-\ufb12\ufb18-\ufb1c\ufb29\ufb37\ufb3d\ufb3f\ufb42'
        '\ufb45\ufbb2-\ufbd2\ufd3e-\ufd4f\ufd90\ufd91\ufdc8-\ufdef\ufdfc-\ufe6f\ufe75\ufefd-\uff0f\uff1a-\uff20\uff3b-\uff40'
        '\uff5b-\uff65\uffbf-\uffc1\uffc8\uffc9\uffd0\uffd1\uffd8\uffd9\uffdd-\uffff\U0001000c\U00010027\U0001003b\U0001003e'
        '\U0001004e\U0001004f\U0001005e-\U0001007f\U000100fb-\U00010106\U00010134-\U0001013f\U00010179-\U00010189'
        '\U0001018c-\U0001027f\U0001029d-\U0001029f\U000102d1-\U000102df\U000102fc-\U000102ff\U00010324-\U0001032c'
        '\U0001034b-\U0001034f\U0001037b-\U0001037f\U0001039e\U0001039f\U000103c4-\U000103c7\U000103d0\U000103d6-\U000103ff'
        '\U0001049e\U0001049f\U000104aa-\U000104af\U000104d4-\U000104d7\U000104fc-\U000104ff\U00010528-\U0001052f'
        '\U00010564-\U0001056f\U0001057b\U0001058b\U00010593\U00010596\U000105a2\U000105b2\U000105ba\U000105bd-\U000105ff'
        '\U00010737-\U0001073f\U00010756-\U0001075f\U00010768-\U0001077f\U00010786\U000107b1\U000107bb-\U000107ff'
        '\U00010806\U00010807\U00010809\U00010836\U00010839-\U0001083b\U0001083d\U0001083e\U00010856\U00010857\U00010877\U00010878'
        '\U0001089f-\U000108a6\U000108b0-\U000108df\U000108f3\U000108f6-\U000108fa\U0001091c-\U0001091f\U0001093a-\U0001097f'
        '\U000109b8-\U000109bb\U000109d0\U000109d1\U00010a04-\U00010a0b\U00010a14\U00010a18\U00010a36-\U00010a3e'
        '\U00010a49-\U00010a5f\U00010a7f\U00010aa0-\U00010abf\U00010ac8\U00010ae7-\U00010aea\U00010af0-\U00010aff'
        '\U00010b36-\U00010b3f\U00010b56\U00010b57\U00010b73-\U00010b77\U00010b92-\U00010ba8\U00010bb0-\U00010bff'
        '\U00010c49-\U00010c7f\U00010cb3-\U00010cbf\U00010cf3-\U00010cf9\U00010d28-\U00010d2f\U00010d3a-\U00010e5f\U00010e7f'
        '\U00010eaa-\U00010eaf\U00010eb2-\U00010eff\U00010f28-\U00010f2f\U00010f55-\U00010f6f\U00010f86-\U00010faf'
        '\U00010fcc-\U00010fdf\U00010ff7-\U00011002\U00011047-\U00011051\U00011076-\U00011082\U000110b0-\U000110cf'
        '\U000110e9-\U000110ef\U000110fa-\U000110ff\U0001112c-\U00011135\U00011140-\U00011143\U00011145\U00011146'
        '\U00011148-\U0001114f\U00011174\U00011175\U00011177-\U00011182\U000111b3-\U000111c0\U000111c5-\U000111ce\U000111db'
        '\U000111dd-\U000111e0\U000111f5-\U000111ff\U00011212\U0001122c-\U0001127f\U00011287\U00011289\U0001128e\U0001129e'
        '\U000112a9-\U000112af\U000112e0-\U000112ef\U000112fa-\U00011304\U0001130d\U0001130e\U00011311\U00011312\U00011329\U00011331'
        '\U00011334\U0001133a\U0001133e-\U0001134f\U00011351-\U0001135c\U00011362-\U000113ff\U00011435-\U00011445'
        '\U0001144b-\U0001144f\U0001145a-\U0001145d\U00011462-\U0001147f\U000114b0-\U000114c1\U000114c6\U000114c8-\U000114cf'
        '\U000114da-\U0001157f\U000115af-\U000115d7\U000115de-\U000115ff\U00011630-\U00011643\U00011645-\U0001164f'
        '\U0001165a-\U0001167f\U000116ac-\U000116b6\U000116b9-\U000116bf\U000116ca-\U000116ff\U0001171b-\U0001172f'
        '\U0001173c-\U0001173f\U00011747-\U000117ff\U0001182c-\U0001189f\U000118f3-\U000118fe\U00011907\U00011908'
        '\U0001190a\U0001190b\U00011914\U00011917\U00011930-\U0001193d\U00011940\U00011942-\U0001194f\U0001195a-\U0001199f'
        '\U000119a8\U000119a9\U000119d1-\U000119df\U000119e2\U000119e4-\U000119ff\U00011a39\U00011a3f-\U00011a4f\U00011a57\U00011a58'
        '\U00011a97-\U00011a9c\U00011a9e-\U00011aaf\U00011af9-\U00011bff\U00011c09\U00011c2f-\U00011c3e\U00011c41-\U00011c4f'
        '\U00011c6d-\U00011c71\U00011c90-\U00011cff\U00011d07\U00011d0a\U00011d37-\U00011d3e\U00011d48-\U00011d4f'
        '\U00011d5a-\U00011d5f\U00011d66\U00011d69\U00011d8a-\U00011d96\U00011d99-\U00011d9f\U00011daa-\U00011edf'
        '\U00011ef5-\U00011faf\U00011fb1-\U00011fbf\U00011fd5-\U00011fff\U0001239a-\U000123ff\U0001246f-\U0001247f'
        '\U00012544-\U00012f8f\U00012ff1-\U00012fff\U0001342f-\U000143ff\U00014647-\U000167ff\U00016a39-\U00016a3f\U00016a5f'
        '\U00016a6a-\U00016a6f\U00016abf\U00016aca-\U00016acf\U00016aee-\U00016aff\U00016b37-\U00016b3f\U00016b44-\U00016b4f'
        '\U00016b5a\U00016b62\U00016b78-\U00016b7c\U00016b90-\U00016e3f\U00016e97-\U00016eff\U00016f4b-\U00016f4e'
        '\U00016f51-\U00016f8e\U00016fa0-\U00016fdf\U00016fe2\U00016fe5-\U00016fff\U000187f8-\U000187ff\U00018cd6-\U00018cff'
        '\U00018d09-\U0001afef\U0001aff4\U0001affc\U0001afff\U0001b123-\U0001b14f\U0001b153-\U0001b163\U0001b168-\U0001b16f'
        '\U0001b2fc-\U0001bbff\U0001bc6b-\U0001bc6f\U0001bc7d-\U0001bc7f\U0001bc89-\U0001bc8f\U0001bc9a-\U0001d2df'
        '\U0001d2f4-\U0001d35f\U0001d379-\U0001d3ff\U0001d455\U0001d49d\U0001d4a0\U0001d4a1\U0001d4a3\U0001d4a4\U0001d4a7\U0001d4a8'
        '\U0001d4ad\U0001d4ba\U0001d4bc\U0001d4c4\U0001d506\U0001d50b\U0001d50c\U0001d515\U0001d51d\U0001d53a\U0001d53f\U0001d545'
        '\U0001d547-\U0001d549\U0001d551\U0001d6a6\U0001d6a7\U0001d6c1\U0001d6db\U0001d6fb\U0001d715\U0001d735\U0001d74f\U0001d76f'
        '\U0001d789\U0001d7a9\U0001d7c3\U0001d7cc\U0001d7cd\U0001d800-\U0001deff\U0001df1f-\U0001e0ff\U0001e12d-\U0001e12f'
        '\U0001e13e\U0001e13f\U0001e14a-\U0001e14d\U0001e14f-\U0001e28f\U0001e2af-\U0001e2bf\U0001e2fa-\U0001e7df\U0001e7e7'
        '\U0001e7ec\U0001e7ef\U0001e7ff\U0001e8c5\U0001e8c6\U0001e8d7-\U0001e8ff\U0001e94c-\U0001e94f\U0001e95a-\U0001ec70\U0001ecac'
        '\U0001ecb0\U0001ecb5-\U0001ed00\U0001ed2e\U0001ed3e-\U0001edff\U0001ee04\U0001ee20\U0001ee23\U0001ee25\U0001ee26\U0001ee28'
        '\U0001ee33\U0001ee38\U0001ee3a\U0001ee3c-\U0001ee41\U0001ee43-\U0001ee46\U0001ee48\U0001ee4a\U0001ee4c\U0001ee50\U0001ee53'
        '\U0001ee55\U0001ee56\U0001ee58\U0001ee5a\U0001ee5c\U0001ee5e\U0001ee60\U0001ee63\U0001ee65\U0001ee66\U0001ee6b\U0001ee73'
        '\U0001ee78\U0001ee7d\U0001ee7f\U0001ee8a\U0001ee9c-\U0001eea0\U0001eea4\U0001eeaa\U0001eebc-\U0001f0ff\U0001f10d-\U0001fbef'
        '\U0001fbfa-\U0001ffff\U0002a6e0-\U0002a6ff\U0002b739-\U0002b73f\U0002b81e\U0002b81f\U0002cea2-\U0002ceaf'
        '\U0002ebe1-\U0002f7ff\U0002fa1e-\U0002ffff\U0003134b-\U0010ffff]+') LOOP
            word := left(word, 40);
            CONTINUE WHEN word = '' OR word = ANY (words) OR cardinality(words) = 24;
            words := words || word;
        END LOOP;
    END LOOP;
    RETURN words;
END
$function$;
COMMENT ON FUNCTION plancia.key_words(text[]) IS 'the words of some keys';

CREATE OR REPLACE FUNCTION plancia.words_of(VARIADIC texts text[]) RETURNS SETOF text
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT unnest(plancia.key_words(VARIADIC ARRAY(SELECT plancia.text_key(text.given COLLATE "default")
                                                   FROM unnest(texts) WITH ORDINALITY AS text (given, place) ORDER BY text.place)))
$function$;

-- As tenantWords() of models/domain/tenant.h.
CREATE FUNCTION plancia.tenant_words_of(name_key text, slug text, tags text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN array_to_tsvector(plancia.key_words(name_key, slug)
                             || ARRAY(SELECT '#' || tag FROM unnest(string_to_array(tags, ' ')) AS tag WHERE tag <> ''));
END
$function$;
COMMENT ON FUNCTION plancia.tenant_words_of(text, text, text) IS 'the words by which a tenant is found';

-- Whoever writes a tenant computes its words.
DO $more$
BEGIN
    EXECUTE replace(pg_get_functiondef('plancia.apply_roles()'::regprocedure), 'CONTINUE WHEN item.tenant = '''';',
                    'IF item.relation = ''tenants'' AND item.rights ~ ''INSERT|UPDATE'' THEN' || chr(10)
                    || '            EXECUTE format(''GRANT EXECUTE ON FUNCTION plancia.key_words(text[]), plancia.tenant_words_of(text, text, text) TO %I'', item.role);'
                    || chr(10) || '        END IF;' || chr(10) || '        CONTINUE WHEN item.tenant = '''';');
END
$more$;

ALTER TABLE plancia.tenants ADD COLUMN words tsvector NOT NULL GENERATED ALWAYS AS (plancia.tenant_words_of(name_key, slug, tags)) STORED;
CREATE INDEX tenants_by_words ON plancia.tenants USING gin (words) WITH (fastupdate = off);

-- Nobody else writes words of tenants any more.
DO $more$
BEGIN
    EXECUTE replace(pg_get_functiondef('plancia.rights()'::regprocedure),
                    '(''tenant_words'', ''tenant_id'', ''SELECT, INSERT, DELETE'', ''SELECT'', ''SELECT'', ''SELECT, INSERT, DELETE''),', '');
    EXECUTE replace(pg_get_functiondef('plancia.tenants_create(jsonb, text, text, text, text, text[], timestamptz)'::regprocedure),
                    'PERFORM plancia.write_tenant_words(new);', '');
    EXECUTE regexp_replace(pg_get_functiondef('plancia.put_tenant(jsonb, plancia.tenants, plancia.tenants, text, text)'::regprocedure),
                           'IF \(before.name.*END IF;', '');
END
$more$;
DROP FUNCTION plancia.write_tenant_words(plancia.tenants);
DROP TABLE plancia.tenant_words;

SELECT plancia.apply_roles();
SELECT plancia.apply_functions();
