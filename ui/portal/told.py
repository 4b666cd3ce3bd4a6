"""What a wish would cause, as rows that a page shows: sums, days, the next bills side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.billing.invoice import InvoiceKind
from domain.billing.next_invoices import NextInvoice
from domain.contracts.preview_change import ChangePreview
from domain.money import Money
from domain.period import ONE_DAY
from domain.views.buyouts import AcceptPreview
from domain.views.office_rows import ReturnPreview
from domain.views.portal import Preview
from domain.views.swaps import SwapPreview
from ui.language import _, shown_date, shown_money
from ui.rates import shown_recurring

SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what, and how much or when. `tone` is "good", "bad" or ""."""

    what: str
    value: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Bill:
    """One day's bills without and with the change; None: none is written then."""

    on: date
    before: Money | None
    after: Money | None


@dataclass(frozen=True, slots=True)
class Effect:
    """`title` is the contract that it is about, where there are several."""

    facts: tuple[Fact, ...]
    bills: tuple[Bill, ...] = ()
    title: str = ""


def effects(preview: Preview) -> tuple[Effect, ...]:
    """One for each contract; none where nothing changes."""
    if preview is None:
        return ()
    if isinstance(preview, ChangePreview):
        return (Effect(tuple(_changed(preview)), _bills(preview.before, preview.after)),)
    if isinstance(preview, SwapPreview):
        price = Fact(_("New price"), f"{shown_money(preview.old_price)} → {shown_money(preview.price)}")
        since = Fact(_("From"), shown_date(preview.priced_on))
        return (Effect((price, since, *_changed(preview.change)), _bills(preview.change.before, preview.change.after)),)
    if isinstance(preview, AcceptPreview):
        return (Effect(tuple(_bought(preview)), _bills(preview.paid.before, preview.paid.after)),)
    return tuple(
        Effect(tuple(_returned(each)), _bills(each.before, each.after))
        if isinstance(each, ReturnPreview)
        else Effect(tuple(_changed(each)), _bills(each.before, each.after), each.contract.number)
        for each in preview
    )


def _changed(preview: ChangePreview) -> Iterable[Fact]:
    contract = preview.contract
    yield _today(preview.today_more)
    if contract.ending is not None:
        yield Fact(_("Last day of the contract"), shown_date(contract.ending.last_day))
        yield Fact(_("To be sent back by"), shown_date(contract.ending.goods_back_on))
    elif contract.end_on is not None:
        yield Fact(_("Last day of the contract"), shown_date(contract.end_on - ONE_DAY))
    yield _year(preview.year_more)


def _today(more: Money) -> Fact:
    if not more.minor:
        return Fact(_("Today"), _("nothing is charged or given back"))
    if more.minor > 0:
        return Fact(_("Charged today"), shown_money(more), "bad")
    return Fact(_("Given back today"), shown_money(-more), "good")


def _year(more: Money) -> Fact:
    if not more.minor:
        return Fact(_("Within twelve months"), _("nothing changes"))
    words = _("{amount} more") if more.minor > 0 else _("{amount} less")
    return Fact(
        _("Within twelve months"), words.format(amount=shown_money(abs_of(more))), "bad" if more.minor > 0 else "good"
    )


def abs_of(amount: Money) -> Money:
    return amount if amount.minor >= 0 else -amount


def _bought(preview: AcceptPreview) -> Iterable[Fact]:
    yield _today(preview.now.today_more)
    if preview.rent_back.minor > 0:
        yield Fact(_("Rent given back when it is paid"), shown_money(preview.rent_back), "good")
    if preview.ends_contract:
        yield Fact(_("The contract"), _("ends when everything is paid"))


def _returned(preview: ReturnPreview) -> Iterable[Fact]:
    yield Fact(_("Things"), str(preview.pieces))
    yield Fact(_("Charged until"), shown_date(preview.last_day))
    yield Fact(_("Afterwards"), shown_recurring(preview.recurring) if preview.recurring else _("nothing more"))
    if preview.due_end_on is not None:
        yield Fact(_("Without this return notice would end it on"), shown_date(preview.due_end_on))


def _bills(before: Sequence[NextInvoice], after: Sequence[NextInvoice]) -> tuple[Bill, ...]:
    """The next days with a bill on one side or the other."""
    days = sorted({each.on for each in (*before, *after)})[:SHOWN]
    return tuple(Bill(day, _sum(before, day), _sum(after, day)) for day in days)


def _sum(documents: Sequence[NextInvoice], day: date) -> Money | None:
    drafts = [each.draft for each in documents if each.on == day]
    if not drafts:
        return None
    signed = (-each.gross if each.kind is InvoiceKind.CREDIT_NOTE else each.gross for each in drafts)
    return Money(sum(amount.minor for amount in signed), drafts[0].currency)


def by_day(upcoming: Sequence[NextInvoice]) -> tuple[tuple[date, Money], ...]:
    """What is charged on each of the next days."""
    days = sorted({each.on for each in upcoming})[:SHOWN]
    return tuple((day, found) for day in days if (found := _sum(upcoming, day)) is not None)
