"""The day report of a till: figures that are the fold of its receipts and of what happened to its drawer."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NewType, TypeVar
from uuid import UUID

from domain.errors import NotFound
from domain.ids import PersonId
from domain.money import Money
from domain.till.drawer import CashWhy, DrawerEntry, DrawerKind
from domain.till.model import Receipt, ReceiptKind, ReceiptLineKind, SessionId, TillId, VatGroup, Way

ReportId = NewType("ReportId", UUID)


class UnknownReport(NotFound):
    """No day report of this id."""

    code = "unknown_report"


_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class WaySum:
    way: Way
    amount: Money


@dataclass(frozen=True, slots=True)
class KindSum:
    kind: ReceiptLineKind
    gross: Money


@dataclass(frozen=True, slots=True)
class PersonSum:
    person_id: PersonId
    receipts: int
    gross: Money


@dataclass(frozen=True, slots=True)
class CashSum:
    """Money without a receipt, in or out, by why."""

    kind: DrawerKind
    why: CashWhy | None
    amount: Money


@dataclass(frozen=True, slots=True)
class DrawerFigures:
    """`opening` is what was counted when it was opened, `expected` what the books say, `counted` None: not yet."""

    opening: Money
    taken: Money
    given_back: Money
    moved: tuple[CashSum, ...]
    expected: Money
    counted: Money | None
    difference: Money


@dataclass(frozen=True, slots=True)
class DayFigures:
    """`first_n` and `last_n` 0: no receipt. `voids`: receipts that take another back."""

    first_n: int
    last_n: int
    receipts: int
    voids: int
    gross: Money
    ways: tuple[WaySum, ...]
    vat: tuple[VatGroup, ...]
    kinds: tuple[KindSum, ...]
    people: tuple[PersonSum, ...]
    drawer: DrawerFigures | None


@dataclass(frozen=True, slots=True)
class DayReport:
    """`z` is dense for each till, from 1."""

    id: ReportId
    till_id: TillId
    z: int
    at: datetime
    person_id: PersonId
    session_id: SessionId | None
    figures: DayFigures


def figures_of(receipts: Sequence[Receipt], entries: Sequence[DrawerEntry]) -> DayFigures:
    """VAT is the sum of what each receipt says, not computed anew: so the report and the receipts never differ."""
    rates: dict[Decimal, VatGroup] = {}
    for group in (group for receipt in receipts for group in receipt.vat_groups):
        known = rates.get(group.rate, VatGroup(group.rate, Money(0), Money(0)))
        rates[group.rate] = VatGroup(group.rate, known.gross + group.gross, known.vat + group.vat)
    paid = _sums((each.way, each.amount) for receipt in receipts for each in receipt.payments)
    kinds = _sums((line.kind, line.gross) for receipt in receipts for line in receipt.lines)
    people = _sums((receipt.person_id, receipt.sum) for receipt in receipts)
    counts = Counter(receipt.person_id for receipt in receipts)
    return DayFigures(
        min((receipt.n for receipt in receipts), default=0),
        max((receipt.n for receipt in receipts), default=0),
        len(receipts),
        sum(receipt.kind is ReceiptKind.REFUND for receipt in receipts),
        _sum(receipt.sum for receipt in receipts),
        tuple(WaySum(way, paid[way]) for way in Way if way in paid),
        tuple(rates[rate] for rate in sorted(rates, reverse=True)),
        tuple(KindSum(kind, kinds[kind]) for kind in ReceiptLineKind if kind in kinds),
        tuple(PersonSum(who, counts[who], people[who]) for who in sorted(people)),
        drawer_figures(entries) if entries else None,
    )


def drawer_figures(entries: Sequence[DrawerEntry]) -> DrawerFigures:
    """Of one session, in order."""
    moved = _sums(((each.kind, each.why), each.amount) for each in entries if each.why is not None and each.n > 1)
    last = entries[-1]
    seen = [each.counted for each in entries if each.kind is DrawerKind.COUNTED]
    off = _sum(each.amount for each in entries if each.kind is DrawerKind.DIFFERENCE)
    return DrawerFigures(
        entries[0].drawer,
        _of(entries, DrawerKind.TAKEN),
        _of(entries, DrawerKind.GIVEN_BACK),
        tuple(
            CashSum(kind, why, amount)
            for (kind, why), amount in moved.items()
            if kind in (DrawerKind.CASH_IN, DrawerKind.CASH_OUT)
        ),
        last.drawer - off,
        seen[-1] if seen else None,
        off,
    )


def _of(entries: Iterable[DrawerEntry], kind: DrawerKind) -> Money:
    return _sum(each.amount for each in entries if each.kind is kind)


def _sum(amounts: Iterable[Money]) -> Money:
    return Money(sum(each.minor for each in amounts))


def _sums(pairs: Iterable[tuple[_Key, Money]]) -> dict[_Key, Money]:
    found: dict[_Key, Money] = {}
    for key, amount in pairs:
        found[key] = found.get(key, Money(0, amount.currency)) + amount
    return found
