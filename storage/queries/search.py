"""Finds anything by a few words: codes, serials, names, mail addresses, numbers; kind by kind, as the seat may read."""

from typing import Final

from domain.application import Seat
from domain.views.search import Hit, HitKind
from storage.database import Database
from storage.queries.office_parts import NAME, like, name_filter

PER_KIND: Final = 6
_OFFICE: Final = frozenset(HitKind)
KINDS_OF: Final = {
    Seat.WAREHOUSE: frozenset({HitKind.ASSET, HitKind.SHIPMENT}),
    Seat.POS: frozenset({HitKind.ASSET, HitKind.CUSTOMER, HitKind.SHIPMENT}),
    Seat.BACKOFFICE: _OFFICE,
    Seat.OWNER: _OFFICE,
}
"""What each seat may find; the others find nothing. The grants say the same, so a mistake here refuses, not leaks."""

_TITLE: Final = "g.name || CASE v.name WHEN '' THEN '' ELSE ' · ' || v.name END"
_ASSETS: Final = f"""
    SELECT a.id, a.code AS title, {_TITLE} || coalesce(' · ' || a.serial, '') AS detail
    FROM umlauf.asset a JOIN umlauf.variant v ON v.id = a.variant_id JOIN umlauf.product g ON g.id = v.product_id
    WHERE a.id IN (
        SELECT b.id FROM umlauf.asset b WHERE b.code ILIKE %(any)s OR b.serial ILIKE %(any)s
        UNION SELECT s.asset_id FROM umlauf.asset_alias s WHERE s.text = %(exact)s)
    ORDER BY a.code = upper(%(exact)s) DESC, a.code LIMIT %(limit)s"""  # noqa: S608 - constants only
_CUSTOMERS: Final = """
    SELECT c.id, c.number AS title, concat_ws(' · ', {name}, nullif(p.city, ''), nullif(p.email, '')) AS detail
    FROM umlauf.customer_personal p JOIN umlauf.customer c ON c.id = p.customer_id
    WHERE {condition} ORDER BY p.family_name, p.given_name, c.number LIMIT %(limit)s"""
_SHIPMENTS: Final = """
    SELECT h.id, h.number AS title, concat_ws(' · ', d.order_number, trim(d.given_name || ' ' || CASE d.family_name
        WHEN '' THEN d.company ELSE d.family_name END), nullif(d.city, '')) AS detail
    FROM (
        SELECT s.id, s.number FROM umlauf.shipment s WHERE s.number ILIKE %(any)s OR s.id IN (
            SELECT o.shipment_id FROM umlauf.shipment_address o WHERE o.order_number = upper(%(exact)s))
        ORDER BY s.id DESC LIMIT %(limit)s) h
    CROSS JOIN LATERAL (SELECT * FROM umlauf.shipment_address a WHERE a.shipment_id = h.id OFFSET 0) d
    ORDER BY h.id DESC"""
_NUMBERED: Final = """
    WITH fits AS MATERIALIZED (SELECT n.id FROM umlauf.{table} n WHERE n.number ILIKE %(any)s{elsewhere}),
    newest AS MATERIALIZED (SELECT id FROM fits ORDER BY id DESC LIMIT %(limit)s)
    SELECT t.id, t.number AS title, {name} AS detail
    FROM newest JOIN umlauf.{table} t USING (id) LEFT JOIN umlauf.customer_personal p ON p.customer_id = t.customer_id
    ORDER BY t.id DESC"""
"""All numbers are looked through before they are put in order: newest first, a million invoices took eight times as
long wherever nothing fits."""
_ELSEWHERE: Final = (
    " UNION SELECT b.target_id FROM umlauf.import_item b WHERE b.key ILIKE %(any)s AND b.kind = 'contracts'"
)
"""A contract that came along is found by the number it had before, too."""
_TABLES: Final = {
    HitKind.ORDER: "customer_order",
    HitKind.CONTRACT: "contract",
    HitKind.INVOICE: "invoice",
    HitKind.RETURN: "return_case",
    HitKind.REFUND: "refund",
}
_OTHERS: Final = {
    HitKind.REPAIR: "SELECT t.id, t.number AS title, a.code AS detail FROM umlauf.repair t"
    " JOIN umlauf.asset a ON a.id = t.asset_id",
    HitKind.LOSS: "SELECT t.id, t.number AS title, a.code AS detail FROM umlauf.loss t"
    " JOIN umlauf.asset a ON a.id = t.asset_id",
    HitKind.TRANSFER: "SELECT t.id, t.number AS title, k.number AS detail FROM umlauf.transfer t"
    " JOIN umlauf.contract k ON k.id = t.contract_id",
    HitKind.DECLARATION: "SELECT t.id, t.number AS title, c.sender_name AS detail FROM umlauf.declaration t"
    " LEFT JOIN umlauf.declaration_content c ON c.declaration_id = t.id",
}
"""Found by their numbers alone, the newest first."""
_QUOTES: Final = """
    SELECT q.id, q.number AS title, concat_ws(' · ', coalesce({name}, nullif(btrim(concat(
        i.person -> 'personal' ->> 'given_name', ' ', i.person -> 'personal' ->> 'family_name')), '')),
        (SELECT string_agg(e ->> 'title', ', ') FROM jsonb_array_elements(q.items) e)) AS detail
    FROM umlauf.quote q LEFT JOIN umlauf.quote_personal i ON i.quote_id = q.id
    LEFT JOIN umlauf.customer_personal p ON p.customer_id = q.customer_id
    WHERE (q.number ILIKE %(any)s OR i.person IS NOT NULL AND {condition}) AND NOT EXISTS (SELECT FROM umlauf.quote n
        WHERE n.family_id = q.family_id AND n.version > q.version) ORDER BY q.id DESC LIMIT %(limit)s"""
"""By number, and by the name and mail address of whoever is no customer yet."""
_RECEIPTS: Final = """
    SELECT r.id, t.code || '-' || lpad(r.n::text, 6, '0') AS title, concat_ws(' · ', t.name, (
        SELECT string_agg(l.title, ', ' ORDER BY l.position) FROM umlauf.till_receipt_line l WHERE l.receipt_id = r.id
    )) AS detail
    FROM umlauf.till_receipt r JOIN umlauf.till t ON t.id = r.till_id
    WHERE t.code || '-' || lpad(r.n::text, 6, '0') ILIKE %(any)s ORDER BY r.id DESC LIMIT %(limit)s"""
_BY_CODE: Final = {HitKind.ASSET: _ASSETS, HitKind.SHIPMENT: _SHIPMENTS, HitKind.RECEIPT: _RECEIPTS}
"""Asked with the words as they stand."""


class PostgresSearch:
    """`PostgresSearch(database, seat).search("brück")`; on the thread of its database."""

    def __init__(self, database: Database, seat: Seat) -> None:
        self._database = database
        self._kinds = KINDS_OF.get(seat, frozenset())

    def search(self, words: str) -> tuple[Hit, ...]:
        """At most six hits a kind; nothing for words that say nothing."""
        words = " ".join(words.split())[:100]
        if not words:
            return ()
        return tuple(hit for kind in HitKind if kind in self._kinds for hit in self._hits(kind, words))

    def _hits(self, kind: HitKind, words: str) -> list[Hit]:
        sql, values = _question(kind, words)
        rows = self._database.read(sql, limit=PER_KIND, **values)
        return [Hit(kind, row["id"], row["title"], row["detail"] or "") for row in rows]


def _question(kind: HitKind, words: str) -> tuple[str, dict[str, str]]:
    values = {"any": like(words), "exact": words}
    if kind in _BY_CODE:
        return _BY_CODE[kind], values
    if kind is HitKind.CUSTOMER:
        condition, by_word = name_filter(words)
        return _CUSTOMERS.format(name=NAME, condition=condition), by_word
    if kind is HitKind.QUOTE:
        condition, by_word = name_filter(words)
        return _QUOTES.format(name=NAME, condition=condition.replace("p.search", "i.search")), {**values, **by_word}
    if kind in _OTHERS:
        return f"{_OTHERS[kind]} WHERE t.number ILIKE %(any)s ORDER BY t.id DESC LIMIT %(limit)s", values
    elsewhere = _ELSEWHERE if kind is HitKind.CONTRACT else ""
    return _NUMBERED.format(name=NAME, table=_TABLES[kind], elsewhere=elsewhere), values
