-- What `findable` of domain/spelling.py says: the form in which a text is looked through.
CREATE FUNCTION umlauf.plain_letters(given TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT replace(replace(replace(replace(translate(
        lower(regexp_replace(normalize(given, NFKD), '[\u0300-\u036f]', '', 'g')),
        'øłđðıς’', 'olddiσ'''), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th')
$$;

CREATE FUNCTION umlauf.findable(given TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE spelt.short WHEN spelt.plain THEN spelt.plain ELSE spelt.short || ' ' || spelt.plain END
    FROM (
        SELECT p.plain, regexp_replace(p.plain, '([aou])e+', '\1', 'g') AS short
        FROM (SELECT umlauf.plain_letters(given) AS plain) p
    ) spelt
$$;

GRANT EXECUTE ON FUNCTION umlauf.plain_letters(TEXT), umlauf.findable(TEXT)
    TO umlauf_warehouse, umlauf_pos, umlauf_backoffice, umlauf_owner, umlauf_worker, umlauf_auditor;
