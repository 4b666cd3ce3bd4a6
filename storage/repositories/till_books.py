"""What tills took and no file for the accountant holds yet: sales to nobody by name, cash without a receipt."""

from collections.abc import Callable
from datetime import date
from typing import Final

from domain.bookkeeping.till_rows import CashFact, ReceiptFact
from domain.clock import legal_day
from domain.money import Money, total
from domain.till.drawer import CashWhy
from domain.till.model import Receipt
from storage.database import Row
from storage.repositories.till import RECEIPTS, receipt_from

_DAY: Final = "(({0}.at AT TIME ZONE 'Europe/Berlin')::date)"
OPEN_RECEIPTS: Final = (
    f" FROM umlauf.till_receipt r WHERE r.customer_id IS NULL AND {_DAY.format('r')} BETWEEN %(first)s AND %(last)s"
    " AND NOT EXISTS (SELECT FROM umlauf.book_export_receipt x WHERE x.receipt_id = r.id)"
)
OPEN_CASH: Final = (
    f" FROM umlauf.drawer_entry e WHERE e.receipt_id IS NULL AND e.amount_minor <> 0"
    f" AND {_DAY.format('e')} BETWEEN %(first)s AND %(last)s AND NOT EXISTS"
    " (SELECT FROM umlauf.book_export_cash x WHERE x.session_id = e.session_id AND x.n = e.n)"
)
_RECEIPTS: Final = (
    f"{RECEIPTS} WHERE r.id IN (SELECT r.id{OPEN_RECEIPTS} ORDER BY r.at, r.id LIMIT %(most)s) ORDER BY r.at, r.id"
)
_CASH: Final = (
    f"SELECT w.*, t.code AS till FROM (SELECT e.*{OPEN_CASH} ORDER BY e.at, e.session_id, e.n LIMIT %(most)s) w"  # noqa: S608 - constants
    " JOIN umlauf.till_session s ON s.id = w.session_id JOIN umlauf.till t ON t.id = s.till_id"
    " ORDER BY w.at, w.session_id, w.n"
)


def waiting_receipts(read: Callable[..., list[Row]], first: date, last: date, most: int) -> tuple[ReceiptFact, ...]:
    """Of these days, the oldest first."""
    return tuple(_fact(receipt_from(row)) for row in read(_RECEIPTS, first=first, last=last, most=most))


def waiting_cash(read: Callable[..., list[Row]], first: date, last: date, most: int) -> tuple[CashFact, ...]:
    """Of these days, the oldest first."""
    return tuple(
        CashFact(
            row["session_id"],
            row["n"],
            row["till"],
            legal_day(row["at"]),
            Money(row["amount_minor"]),
            CashWhy(row["why"] or CashWhy.UNEXPLAINED),
            row["note"],
        )
        for row in read(_CASH, first=first, last=last, most=most)
    )


def _fact(receipt: Receipt) -> ReceiptFact:
    currency = receipt.sum.currency
    untaxed = total((line.gross for line in receipt.lines if line.vat_rate is None), currency)
    day = legal_day(receipt.at)
    return ReceiptFact(receipt.id, receipt.number, day, currency, receipt.vat_groups, untaxed, receipt.payments)
