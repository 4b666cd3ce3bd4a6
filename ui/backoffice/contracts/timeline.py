"""A contract as lanes and as a history: what the chart and the list of events show. No widgets here."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from domain.billing.invoice import InvoiceKind
from domain.contracts.model import Contract, ContractLine
from domain.ids import ContractLineId
from domain.period import ONE_DAY, Period, add_months
from domain.views.office_rows import ContractPage, HistoryKind, HistoryRow
from ui.backoffice.contracts.changes.words import SIGNS as COMMAND_SIGNS
from ui.backoffice.contracts.changes.words import USUAL_SIGN, done_words
from ui.backoffice.words import shown_rate
from ui.language import _, shown_date, shown_money
from ui.theme import Tone
from ui.widgets.lanes import Bar, Dot, DotKind, Lane, Lanes, Mark
from ui.widgets.timeline import TimelineEvent

BEFORE, AFTER = 5, 7
"""Months on screen before and after today."""

SHORT: Final = 4
"""Months that a bar is wide which only says something: ended, due back."""

SIGNS: Final = {
    HistoryKind.ORDERED: ("cart-outline", Tone.NEUTRAL),
    HistoryKind.DISPATCHED: ("truck-outline", Tone.ACCENT),
    HistoryKind.CHANGED: (USUAL_SIGN, Tone.ACCENT),
    HistoryKind.RETURN_ANNOUNCED: ("calendar-arrow-left", Tone.WARN),
    HistoryKind.TAKEN_BACK: ("keyboard-return", Tone.WARN),
    HistoryKind.INVOICED: ("receipt-text-outline", Tone.OK),
    HistoryKind.CREDITED: ("receipt-text-minus-outline", Tone.WARN),
}
PAGES: Final = {
    HistoryKind.ORDERED: "order",
    HistoryKind.TAKEN_BACK: "asset",
    HistoryKind.INVOICED: "invoice",
    HistoryKind.CREDITED: "invoice",
}


def lanes_of(page: ContractPage, today: date) -> Lanes:
    """A lane a line with its prices, then past and coming invoices."""
    contract = page.contract
    start = page.upcoming[0].on if contract.start_on is None and page.upcoming else contract.start_on
    begun = min((start, *(invoice.issued_on for invoice in page.invoices))) if start is not None else None
    first = add_months(today.replace(day=1), -BEFORE)
    if begun is not None and begun > first:
        first = begun.replace(day=1)
    first = min(first, today.replace(day=1))
    span = Period(first, add_months(first, BEFORE + AFTER + 1))
    lines = [_lane(page, line, span, start) for line in contract.lines]
    return Lanes(span, today, (*lines, Lane(_("Invoices"), dots=tuple(_dots(page, span, today)))))


def _lane(page: ContractPage, line: ContractLine, span: Period, start: date | None) -> Lane:
    """Bars for what runs on; a mark on its day for what is charged once."""
    codes = _codes(page, line)
    runs = page.contract.span(line) if page.contract.start_on else (Period(start) if start else None)
    if runs is None:
        return Lane(line.title, codes)
    if line.is_recurring:
        return Lane(line.title, codes, bars=tuple(_bars(page, line, span, runs)))
    price, quantity = line.at(runs.start)
    words = _("{amount} once").format(amount=shown_money(price.times(quantity)))
    if runs.start in span:
        return Lane(line.title, codes, marks=(Mark(runs.start, words),))
    return Lane(line.title, codes or f"{words} · {shown_date(runs.start)}")


def _codes(page: ContractPage, line: ContractLine) -> str:
    now = [thing.code for thing in page.held if thing.line_id == line.id and thing.until is None]
    return (
        now[0] if len(now) == 1 else _("{code} and {count} more").format(code=now[0], count=len(now) - 1) if now else ""
    )


def _bars(page: ContractPage, line: ContractLine, span: Period, runs: Period) -> Iterator[Bar]:
    for number, part in enumerate(_versions(line, runs)):
        if part.overlaps(span):
            words = _bar_text(page.contract, line, part, is_changed=number > 0)
            yield Bar(part, words, Tone.OK if number else Tone.ACCENT)
    yield from _back(page, line, runs)


def _versions(line: ContractLine, runs: Period) -> Iterator[Period]:
    """The stretches of one price and quantity, in order."""
    days = [runs.start, *(v.from_on for v in line.versions[1:] if v.from_on is not None and v.from_on in runs)]
    days = sorted(set(days))
    for day, following in pairwise([*days, runs.end]):
        if day is not None:
            yield Period(day, following)


def _bar_text(contract: Contract, line: ContractLine, part: Period, *, is_changed: bool) -> str:
    price, quantity = line.at(part.start)
    rate = shown_rate(price.times(quantity), contract.terms.interval)
    if is_changed:
        return _("{rate} from {day}").format(rate=rate, day=shown_date(part.start))
    return rate


def _back(page: ContractPage, line: ContractLine, runs: Period) -> Iterator[Bar]:
    """What is expected back, or came back, after the last charged day."""
    if runs.end is not None:
        words = _("ended on {day}").format(day=shown_date(runs.end - ONE_DAY))
        yield Bar(Period(runs.end, add_months(runs.end, SHORT)), words, Tone.NEUTRAL)
    elif page.due_back is not None and _is_out(page, line.id):
        after = page.due_back + ONE_DAY
        words = _("due back by {day}").format(day=shown_date(page.due_back))
        yield Bar(Period(after, add_months(after, SHORT)), words, Tone.WARN)


def _is_out(page: ContractPage, line_id: ContractLineId) -> bool:
    return any(thing.line_id == line_id and thing.until is None for thing in page.held)


def _dots(page: ContractPage, span: Period, today: date) -> Iterator[Dot]:
    for invoice in reversed(page.invoices):
        if invoice.issued_on in span:
            kind = DotKind.CREDIT if invoice.kind is InvoiceKind.CREDIT_NOTE else DotKind.PAST
            yield Dot(invoice.issued_on, f"{invoice.number} · {shown_money(invoice.signed)}", kind, invoice.number)
    for following in page.upcoming:
        if following.on in span:
            is_credit = following.draft.kind is InvoiceKind.CREDIT_NOTE
            gross = -following.draft.gross if is_credit else following.draft.gross
            yield Dot(max(following.on, today), shown_money(gross), DotKind.COMING)


def event_of(row: HistoryRow) -> TimelineEvent:
    """One line of the history in words."""
    sentences = {
        HistoryKind.ORDERED: _("Order {subject} placed"),
        HistoryKind.DISPATCHED: _("Shipment {subject} dispatched"),
        HistoryKind.CHANGED: done_words(row.subject),
        HistoryKind.RETURN_ANNOUNCED: _("Return {subject} announced"),
        HistoryKind.TAKEN_BACK: _("{subject} taken back"),
        HistoryKind.INVOICED: _("Invoice {subject} over {amount}"),
        HistoryKind.CREDITED: _("Credit note {subject} over {amount}"),
    }
    amount = shown_money(row.amount) if row.amount is not None else ""
    sign, tone = SIGNS[row.kind]
    if row.kind is HistoryKind.CHANGED:
        sign = COMMAND_SIGNS.get(row.subject, sign)
    page = PAGES.get(row.kind)
    return TimelineEvent(
        row.at,
        sign,
        sentences[row.kind].format(subject=row.subject, amount=amount),
        detail=row.reason,
        who=row.who,
        tone=tone,
        target=(page, row.subject) if page else None,
    )
