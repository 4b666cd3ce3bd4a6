"""What the back office's questions share: names, patterns, references, limits."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar
from uuid import UUID

from domain.assets.status import Status
from domain.billing.invoice import InvoiceKind
from domain.contracts.model import RECURRING
from domain.ids import AssetId, ContractId, ContractLineId, CustomerId, InvoiceId, VariantId
from domain.money import Currency, Money
from domain.spelling import sought
from domain.views.office_rows import Found, HeldRow, InvoiceRow
from storage.database import Row
from storage.queries.settlements import state_of

T = TypeVar("T")
NAME: Final = "coalesce(nullif(trim(p.given_name || ' ' || p.family_name), ''), p.company)"
"""The line people read of a customer; `p` is customer_personal."""

RECURRING_KINDS: Final = [str(kind) for kind in sorted(RECURRING)]
WORDS_MOST: Final = 6

INVOICE_SQL: Final = f"""
    SELECT i.id, i.number, i.kind, i.issued_on, i.due_on, i.customer_id, {NAME} AS customer, i.currency, i.net_minor,
        i.series = 'brought' AS came_along, i.vat_minor, i.gross_minor,
        c.number AS corrects, coalesce(d.used_minor, 0) AS used_minor,
        (SELECT sum(s.credited_minor)::bigint FROM umlauf.settlement s WHERE s.invoice_id = i.id) AS credited_minor,
        (SELECT sum(s.settled_minor) > 0 FROM umlauf.settlement s LEFT JOIN umlauf.settlement b ON b.id = s.reverses_id
            WHERE s.invoice_id = i.id AND 'written_off' IN (s.kind, b.kind)) AS is_written_off,
        (SELECT sum(s.balance_minor + (SELECT coalesce(sum(u.balance_minor), 0) FROM umlauf.settlement u
            WHERE u.source_id = s.id))::bigint FROM umlauf.settlement s WHERE s.note_id = i.id) AS left_minor,
        (SELECT -sum(u.balance_minor)::bigint FROM umlauf.settlement s JOIN umlauf.settlement u ON u.source_id = s.id
            WHERE s.note_id = i.id AND u.invoice_id IS NULL) AS paid_out_minor,
        ARRAY(SELECT DISTINCT k.number FROM umlauf.invoice_line l JOIN umlauf.contract k ON k.id = l.contract_id
            WHERE l.invoice_id = i.id ORDER BY k.number) AS contracts
    FROM umlauf.invoice i
    JOIN umlauf.customer_personal p ON p.customer_id = i.customer_id
    LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id
    LEFT JOIN umlauf.invoice c ON c.id = i.corrects_id"""  # noqa: S608 - constants only
HELD_SQL: Final = """
    SELECT a.asset_id, s.code, s.serial, g.name || CASE v.name WHEN '' THEN '' ELSE ' · ' || v.name END AS title,
        lower(a.during) AS since, upper(a.during) AS until, k.id AS contract_id, k.number AS contract,
        l.id AS line_id, s.status, s.variant_id
    FROM umlauf.contract k
    JOIN umlauf.contract_line l ON l.contract_id = k.id
    JOIN umlauf.assignment a ON a.contract_line_id = l.id
    JOIN umlauf.asset s ON s.id = a.asset_id
    JOIN umlauf.variant v ON v.id = s.variant_id
    JOIN umlauf.product g ON g.id = v.product_id"""


def invoice_row(row: Row) -> InvoiceRow:
    currency = Currency(row["currency"])
    return InvoiceRow(
        InvoiceId(row["id"]),
        row["number"],
        InvoiceKind(row["kind"]),
        row["issued_on"],
        row["due_on"],
        CustomerId(row["customer_id"]),
        row["customer"],
        Money(row["net_minor"], currency),
        Money(row["vat_minor"], currency),
        Money(row["gross_minor"], currency),
        row["corrects"],
        tuple(row["contracts"]),
        Money(row["used_minor"], currency),
        state_of(row),
    )


def held_row(row: Row) -> HeldRow:
    return HeldRow(
        AssetId(row["asset_id"]),
        row["code"],
        row["serial"] or "",
        row["title"],
        row["since"],
        row["until"],
        ContractId(row["contract_id"]),
        row["contract"],
        ContractLineId(row["line_id"]),
        VariantId(row["variant_id"]),
        Status(row["status"]) is Status.DUE_BACK,
    )


def like(text: str) -> str:
    """A pattern that finds `text` anywhere, its own signs taken literally."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def name_filter(text: str) -> tuple[str, dict[str, str]]:
    """A condition on `p.search` (every word occurs) and its values; ids of customers, found by the trigram index."""
    return _every_word("p.search", text)


def words_in(expression: str, text: str) -> tuple[str, dict[str, str]]:
    """A condition that every word of `text` occurs in `expression`, and its values; "true" for no words."""
    return _every_word(f"umlauf.findable({expression})", text)


def _every_word(place: str, text: str) -> tuple[str, dict[str, str]]:
    """`place` is as `domain/spelling.py` makes texts findable."""
    words = sought(text).split()[:WORDS_MOST]
    condition = " AND ".join(f"{place} LIKE %(word{n})s" for n in range(len(words)))
    return condition or "true", {f"word{n}": like(word) for n, word in enumerate(words)}


def matching(table: str, text: str) -> tuple[str, dict[str, str]]:
    """A condition on rows `t` of `table` with a number and a customer: either fits `text`. "true" for no text."""
    if not text.strip():
        return "true", {}
    condition, values = name_filter(text)
    chosen = (
        f"t.id IN (SELECT n.id FROM {table} n WHERE n.number ILIKE %(number)s UNION ALL"  # noqa: S608 - constants only
        f" SELECT n.id FROM {table} n JOIN umlauf.customer_personal p ON p.customer_id = n.customer_id"
        f" WHERE {condition})"
    )
    return chosen, {**values, "number": like(text.strip())}


def id_or_number(ref: str) -> dict[str, UUID | str | None]:
    """Values for `id = %(id)s OR number = %(number)s`: one of them is None."""
    try:
        return {"id": UUID(ref), "number": None}
    except ValueError:
        return {"id": None, "number": ref}


def found(rows: Sequence[Row], limit: int, make: Callable[[Row], T]) -> Found[T]:
    """`rows` were asked for with one more than `limit`."""
    return Found(tuple(make(row) for row in rows[:limit]), len(rows) > limit)


def born_at(born: UUID) -> datetime:
    """The instant in a UUIDv7: when the thing was made. Source: RFC 9562, section 5.7."""
    return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=born.int >> 80)
