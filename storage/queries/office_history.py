"""What happened to a contract, put together from orders, shipments, invoices and returns."""

from dataclasses import replace
from itertools import pairwise
from typing import Final

from domain.contracts.compared import compared
from domain.contracts.model import Contract
from domain.money import Currency, Money
from domain.views.office_rows import HistoryKind, HistoryRow, Ref
from storage.database import Database, Row
from storage.queries.office_notes import told_of
from storage.queries.office_parts import born_at
from storage.repositories.timeline import contract_from

_WHO: Final = """LEFT JOIN LATERAL (
        SELECT w.name FROM umlauf.asset_event e JOIN umlauf.person w ON w.id = e.actor_id
        WHERE e.asset_id = l.asset_id AND e.kind IN ({kinds}) AND {condition} ORDER BY e.seq DESC LIMIT 1
    ) w ON true"""
_DISPATCHED: Final = f"""
    SELECT DISTINCT ON (h.id) h.id, h.number AS subject, h.dispatched_at AS at, w.name AS who
    FROM umlauf.shipment h JOIN umlauf.shipment_line l ON l.shipment_id = h.id
    {_WHO.format(kinds="'shipped', 'handed_over'", condition="e.effective_at = h.dispatched_at")}
    WHERE h.order_id = %(order)s AND h.dispatched_at IS NOT NULL ORDER BY h.id, w.name"""  # noqa: S608 - constants only
_INVOICED: Final = """
    SELECT i.id, i.number AS subject, i.kind, i.currency, i.gross_minor, w.name AS who
    FROM umlauf.invoice i
    LEFT JOIN umlauf.command c ON c.command_id = i.command_id
    LEFT JOIN umlauf.person w ON w.id = c.actor_id
    WHERE i.id IN (SELECT l.invoice_id FROM umlauf.invoice_line l WHERE l.contract_line_id = ANY(%(lines)s))"""
_ANNOUNCED: Final = f"""
    SELECT DISTINCT ON (r.id) r.id, r.number AS subject, w.name AS who
    FROM umlauf.return_case r JOIN umlauf.return_line l ON l.return_id = r.id
    {_WHO.format(kinds="'return_announced'", condition="e.facts ->> 'return' = r.number")}
    WHERE l.contract_id = %(id)s AND r.is_announced ORDER BY r.id, w.name"""  # noqa: S608 - constants only
_TAKEN_BACK: Final = f"""
    SELECT a.id, a.code AS subject, l.received_at AS at, w.name AS who
    FROM umlauf.return_case r JOIN umlauf.return_line l ON l.return_id = r.id JOIN umlauf.asset a ON a.id = l.asset_id
    {_WHO.format(kinds="'taken_back'", condition="e.effective_at = l.received_at")}
    WHERE l.contract_id = %(id)s AND l.received_at IS NOT NULL"""  # noqa: S608 - constants only
_CHANGED: Final = """
    SELECT k.name AS subject, k.effective_at AS at, w.name AS who, coalesce(k.payload ->> 'reason', '') AS reason,
        coalesce(k.payload ->> 'cause', (SELECT s.facts ->> 'reason' FROM umlauf.declaration_step s
            WHERE k.name = 'CarryOutDeclaration' AND s.declaration_id::text = k.payload ->> 'declaration_id'
            AND s.step = 'match' ORDER BY s.n DESC LIMIT 1), '') AS cause,
        c.can_undo OR k.name = 'UndoChange' AS by_person, c.before
    FROM umlauf.contract_change c JOIN umlauf.command k ON k.command_id = c.command_id
    LEFT JOIN umlauf.person w ON w.id = k.actor_id
    WHERE c.contract_id = %(id)s ORDER BY c.version"""
_ORDER: Final = list(HistoryKind)


def history_of(database: Database, contract: Contract, order: Ref | None) -> tuple[HistoryRow, ...]:
    """Newest first; what is of one instant in the order in which such things happen."""
    found: list[HistoryRow] = []
    if order is not None:
        found.append(HistoryRow(born_at(order.id), HistoryKind.ORDERED, order.number, id=order.id))
        found += [_fact(HistoryKind.DISPATCHED, row) for row in database.read(_DISPATCHED, order=order.id)]
    found += [_invoice(row) for row in database.read(_INVOICED, lines=[line.id for line in contract.lines])]
    found += _changes(database, contract)
    found += told_of(database, contract.id)
    for row in database.read(_ANNOUNCED, id=contract.id):
        found.append(_fact(HistoryKind.RETURN_ANNOUNCED, {**row, "at": born_at(row["id"])}))
    found += [_fact(HistoryKind.TAKEN_BACK, row) for row in database.read(_TAKEN_BACK, id=contract.id)]
    return tuple(sorted(found, key=lambda row: (row.at, _ORDER.index(row.kind)), reverse=True))


def _changes(database: Database, contract: Contract) -> list[HistoryRow]:
    """Each saved state against the next one; what changed nothing that people read is left out, unless they did it.

    Newest first, as is what happened at one instant in the whole history.
    """
    rows = database.read(_CHANGED, id=contract.id)
    states = [*(contract_from(row["before"]) for row in rows), contract]
    found: list[HistoryRow] = []
    for row, (before, after) in zip(rows, pairwise(states), strict=True):
        differences = compared(before, after)
        kind = HistoryKind.CHANGED if row["by_person"] else HistoryKind.REACHED
        if differences or kind is HistoryKind.CHANGED:
            who = (row["who"] or "") if row["by_person"] else ""
            told = HistoryRow(row["at"], kind, row["subject"], who, reason=row["reason"], differences=differences)
            found.append(replace(told, cause=row["cause"]))
    return found[::-1]


def _fact(kind: HistoryKind, row: Row) -> HistoryRow:
    return HistoryRow(row["at"], kind, row["subject"], row["who"] or "", id=row["id"])


def _invoice(row: Row) -> HistoryRow:
    kind = HistoryKind.CREDITED if row["kind"] == "credit_note" else HistoryKind.INVOICED
    amount = Money(row["gross_minor"], Currency(row["currency"]))
    return HistoryRow(born_at(row["id"]), kind, row["subject"], row["who"] or "", amount, row["id"])
