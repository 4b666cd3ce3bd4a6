"""The documents of the next twelve months without and with a change, put side by side. No widgets here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.billing.invoice import DraftInvoice, InvoiceKind
from domain.billing.next_invoices import NextInvoice
from domain.money import Money

_Key = tuple[date, InvoiceKind, int]
"""Day, kind, and the how manieth of them on that day."""


class Mark(StrEnum):
    """What a change does to one document."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Compared:
    """One document on a day; None: there is none without, or with, the change. `is_announced`: it charges a price that
    the customer was told of, unless they object until then."""

    on: date
    kind: InvoiceKind
    before: DraftInvoice | None
    after: DraftInvoice | None
    is_announced: bool = False

    @property
    def mark(self) -> Mark:
        if self.before is None:
            return Mark.NEW
        if self.after is None:
            return Mark.GONE
        return Mark.SAME if contents(self.before) == contents(self.after) else Mark.CHANGED


def compared(before: Sequence[NextInvoice], after: Sequence[NextInvoice]) -> tuple[Compared, ...]:
    """By day; of one day invoices first, each with its counterpart of the same kind."""
    old, new = _keyed(before), _keyed(after)
    order = {kind: place for place, kind in enumerate(InvoiceKind)}
    keys = sorted({*old, *new}, key=lambda key: (key[0], order[key[1]], key[2]))
    return tuple(_compared(key, old.get(key), new.get(key)) for key in keys)


def _compared(key: _Key, old: NextInvoice | None, new: NextInvoice | None) -> Compared:
    before, after = old.draft if old else None, new.draft if new else None
    return Compared(key[0], key[1], before, after, any(each.announced for each in (old, new) if each is not None))


def signed(draft: DraftInvoice) -> Money:
    """What the customer will owe by it."""
    return -draft.gross if draft.kind is InvoiceKind.CREDIT_NOTE else draft.gross


def contents(draft: DraftInvoice) -> tuple[object, ...]:
    """What a reader compares: who pays how much for which days."""
    return tuple(
        (one.posting.line.id, one.posting.line.title, one.posting.period, one.posting.reason, one.amount)
        for one in draft.lines
    )


def is_like(one: DraftInvoice | None, other: DraftInvoice | None) -> bool:
    """The same things for the same amounts, only for other days."""
    if one is None or other is None:
        return one is other
    return _plain(one) == _plain(other)


def _plain(draft: DraftInvoice) -> tuple[object, ...]:
    return tuple(
        (each.posting.line.id, each.posting.reason, each.amount, each.posting.days == each.posting.of_days)
        for each in draft.lines
    )


def _keyed(documents: Sequence[NextInvoice]) -> dict[_Key, NextInvoice]:
    return dict(_numbered(documents))


def _numbered(documents: Sequence[NextInvoice]) -> Iterator[tuple[_Key, NextInvoice]]:
    seen: dict[tuple[date, InvoiceKind], int] = {}
    for each in documents:
        place = (each.on, each.draft.kind)
        seen[place] = seen.get(place, 0) + 1
        yield (*place, seen[place]), each
