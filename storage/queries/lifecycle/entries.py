"""Money that came, went, or was set off: the entries of the settlement ledger."""

from typing import Final

from domain.views.lifecycle import LifeKind, Teller
from storage.queries.lifecycle.source import Source, columns

_SHOWN: Final = columns(
    at="coalesce(k.effective_at, s.recorded_at)",
    key="lpad(s.n::text, 15, '0')",
    name="s.kind",
    kind="'money'",
    place="CASE WHEN i.id IS NULL THEN 'customer' ELSE 'invoice' END",
    subject_id="coalesce(i.id, s.customer_id)",
    number="coalesce(i.number, u.number)",
    command_id="s.command_id",
    minor="""CASE WHEN s.money_minor <> 0 THEN abs(s.money_minor) WHEN s.settled_minor <> 0 THEN abs(s.settled_minor)
        ELSE abs(s.balance_minor) END""",
    currency="s.currency",
    why="coalesce(p.reference, '')",
    facts="jsonb_build_object('by', s.paid_by, 'booked_on', s.booked_on, 'reverses', b.kind)",
)
_SQL: Final = f"""
    SELECT {_SHOWN} FROM (
        SELECT id FROM umlauf.settlement WHERE invoice_id = ANY(%(invoices)s)
        UNION SELECT id FROM umlauf.settlement WHERE note_id = ANY(%(invoices)s)
        UNION SELECT id FROM umlauf.settlement WHERE customer_id = ANY(%(customers)s)
        UNION SELECT entry_id FROM umlauf.refund_step WHERE refund_id = ANY(%(refunds)s) AND entry_id IS NOT NULL
    ) t JOIN umlauf.settlement s ON s.id = t.id JOIN umlauf.customer u ON u.id = s.customer_id
    LEFT JOIN umlauf.invoice i ON i.id = coalesce(s.invoice_id, s.note_id)
    LEFT JOIN umlauf.settlement b ON b.id = s.reverses_id
    LEFT JOIN umlauf.settlement_personal p ON p.entry_id = s.id
    LEFT JOIN umlauf.command_origin k ON k.command_id = s.command_id"""  # noqa: S608 - constants only
_OF: Final = ("invoices", "customers", "refunds")
_TABLES: Final = ("settlement", "settlement_personal", "invoice", "customer", "refund_step")
ENTRIES: Final = (Source(Teller.MONEY, frozenset({LifeKind.MONEY}), _OF, _TABLES, _SQL),)
