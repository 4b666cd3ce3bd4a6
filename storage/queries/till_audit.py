"""The tables of an audit that tell of tills."""

from collections.abc import Mapping
from typing import Final

from domain.bookkeeping import audit
from domain.bookkeeping.audit import AuditTable

_NUMBER: Final = "t.code || '-' || lpad(r.n::text, 6, '0')"
_SPAN: Final = "(r.at AT TIME ZONE 'Europe/Berlin')::date BETWEEN %(first)s AND %(last)s"
TILL_TABLES: Final[Mapping[AuditTable, str]] = {
    audit.RECEIPTS: f"""
        SELECT {_NUMBER}, t.code, o.name, r.kind,
            to_char(r.at AT TIME ZONE 'Europe/Berlin', 'YYYY-MM-DD"T"HH24:MI:SS'), r.at, w.name, c.number, r.currency,
            r.gross_minor * 0.01, vt.code || '-' || lpad(v.n::text, 6, '0'), r.reason, r.signed->>'transaction',
            r.signed->>'counter', r.signed->>'serial', r.signed->>'value', r.signed->>'is_away'
        FROM umlauf.till_receipt r JOIN umlauf.till t ON t.id = r.till_id JOIN umlauf.store o ON o.id = r.store_id
        JOIN umlauf.person w ON w.id = r.person_id LEFT JOIN umlauf.customer c ON c.id = r.customer_id
        LEFT JOIN umlauf.till_receipt v ON v.id = r.voids_id LEFT JOIN umlauf.till vt ON vt.id = v.till_id
        WHERE {_SPAN} ORDER BY t.code, r.n""",  # noqa: S608 - constants only
    audit.RECEIPT_LINES: f"""
        SELECT {_NUMBER}, l.position, l.kind, l.title, trim_scale(l.quantity), l.gross_minor * 0.01,
            trim_scale(l.vat_rate)
        FROM umlauf.till_receipt r JOIN umlauf.till t ON t.id = r.till_id
        JOIN umlauf.till_receipt_line l ON l.receipt_id = r.id
        WHERE {_SPAN} ORDER BY t.code, r.n, l.position""",  # noqa: S608 - constants only
    audit.RECEIPT_PAYMENTS: f"""
        SELECT {_NUMBER}, p.position, p.way, p.amount_minor * 0.01, p.given_minor * 0.01, p.card->>'terminal',
            p.card->>'receipt'
        FROM umlauf.till_receipt r JOIN umlauf.till t ON t.id = r.till_id
        JOIN umlauf.till_payment p ON p.receipt_id = r.id
        WHERE {_SPAN} ORDER BY t.code, r.n, p.position""",  # noqa: S608 - constants only
    audit.DRAWERS: """
        SELECT e.session_id, e.n, t.code, e.kind, e.at, e.amount_minor * 0.01, e.drawer_minor * 0.01,
            e.counted_minor * 0.01, e.why, e.note, w.name
        FROM umlauf.drawer_entry e JOIN umlauf.till_session s ON s.id = e.session_id
        JOIN umlauf.till t ON t.id = s.till_id JOIN umlauf.person w ON w.id = e.person_id
        WHERE (e.at AT TIME ZONE 'Europe/Berlin')::date BETWEEN %(first)s AND %(last)s
        ORDER BY t.code, s.opened_at, e.n""",
    audit.DAY_REPORTS: """
        SELECT t.code, z.z, z.at, w.name, z.first_n, z.last_n, (z.figures#>>'{gross,minor}')::bigint * 0.01,
            (z.figures#>>'{drawer,counted,minor}')::bigint * 0.01,
            (z.figures#>>'{drawer,difference,minor}')::bigint * 0.01
        FROM umlauf.till_report z JOIN umlauf.till t ON t.id = z.till_id JOIN umlauf.person w ON w.id = z.person_id
        WHERE (z.at AT TIME ZONE 'Europe/Berlin')::date BETWEEN %(first)s AND %(last)s ORDER BY t.code, z.z""",
}
