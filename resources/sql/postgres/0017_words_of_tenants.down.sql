-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TABLE plancia.tenant_words (
    tenant_id uuid NOT NULL REFERENCES plancia.tenants (id) ON DELETE CASCADE,
    word text COLLATE "C" NOT NULL CHECK (char_length(word) BETWEEN 1 AND 40),
    PRIMARY KEY (tenant_id, word)
);
ALTER TABLE plancia.tenants NO FORCE ROW LEVEL SECURITY; -- until apply_roles(): nor would the owner see a row
INSERT INTO plancia.tenant_words (tenant_id, word) SELECT t.id, w.lexeme FROM plancia.tenants t, unnest(t.words) AS w;
CREATE INDEX tenant_words_by_word ON plancia.tenant_words (word, tenant_id);

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

DO $more$
BEGIN
    EXECUTE replace(pg_get_functiondef('plancia.rights()'::regprocedure), '(''tenant_redirects'',',
                    '(''tenant_words'', ''tenant_id'', ''SELECT, INSERT, DELETE'', ''SELECT'', ''SELECT'', ''SELECT, INSERT, DELETE''),' || chr(10)
                    || '        (''tenant_redirects'',');
    EXECUTE replace(pg_get_functiondef('plancia.tenants_create(jsonb, text, text, text, text, text[], timestamptz)'::regprocedure),
                    'PERFORM plancia.note_act(', 'PERFORM plancia.write_tenant_words(new);' || chr(10) || '    PERFORM plancia.note_act(');
    EXECUTE replace(pg_get_functiondef('plancia.put_tenant(jsonb, plancia.tenants, plancia.tenants, text, text)'::regprocedure),
                    'PERFORM plancia.note_act(', 'IF (before.name, before.slug, before.tags) <> (after.name, after.slug, after.tags) THEN' || chr(10)
                    || '        PERFORM plancia.write_tenant_words(after);' || chr(10) || '    END IF;' || chr(10) || '    PERFORM plancia.note_act(');
END
$more$;

DROP INDEX plancia.tenants_by_words;
ALTER TABLE plancia.tenants DROP COLUMN words;
DO $more$
BEGIN
    EXECUTE replace(pg_get_functiondef('plancia.apply_roles()'::regprocedure),
                    'IF item.relation = ''tenants'' AND item.rights ~ ''INSERT|UPDATE'' THEN' || chr(10)
                    || '            EXECUTE format(''GRANT EXECUTE ON FUNCTION plancia.key_words(text[]), plancia.tenant_words_of(text, text, text) TO %I'', item.role);'
                    || chr(10) || '        END IF;' || chr(10) || '        CONTINUE WHEN item.tenant = '''';', 'CONTINUE WHEN item.tenant = '''';');
END
$more$;
DROP FUNCTION plancia.tenant_words_of(text, text, text);
CREATE OR REPLACE FUNCTION plancia.words_of(VARIADIC texts text[]) RETURNS SETOF text
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
DROP FUNCTION plancia.key_words(text[]);

SELECT plancia.apply_roles();
SELECT plancia.apply_functions();
