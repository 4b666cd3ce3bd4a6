"""A contract as lanes: what the chart shows. No widgets here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from domain.billing.cells import cells
from domain.billing.invoice import InvoiceKind
from domain.billing.next_invoices import NextInvoice
from domain.billing.periods import rhythm_on
from domain.billing.stretches import rate_on
from domain.contracts.about import ChargeCause
from domain.contracts.model import Contract, ContractLine, LineKind
from domain.contracts.parts import Discount, DurationKind, Pause
from domain.ids import ContractLineId
from domain.money import Money
from domain.period import ONE_DAY, Interval, Period, add_months
from domain.views.office_rows import ContractPage
from ui.backoffice.contracts.changes.deeds import OF_DISCOUNT, OF_LINE, OF_PAUSE, OF_PAYMENT
from ui.backoffice.contracts.pause_words import pause_words
from ui.backoffice.words import shown_rate
from ui.labels import label
from ui.language import _, shown, shown_date, shown_money, shown_percent
from ui.theme import Tone
from ui.widgets.lanes import Bar, Dot, DotKind, Lane, Lanes, Mark

BEFORE, AFTER = 5, 7
"""Months on screen before and after today."""

SHORT: Final = 4
"""Months that a bar is wide which only says something: ended, due back."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be done at a part of the chart: the names of commands, at which line, and for which day if known."""

    commands: tuple[str, ...]
    title: str
    line_id: ContractLineId | None = None
    day: date | None = None


def lanes_of(page: ContractPage, today: date) -> Lanes:
    """A lane a line with its prices, then pauses, discounts, past and coming invoices."""
    contract = page.contract
    start = page.upcoming[0].on if contract.start_on is None and page.upcoming else contract.start_on
    begun = min((start, *(invoice.issued_on for invoice in page.invoices))) if start is not None else None
    first = add_months(today.replace(day=1), -BEFORE)
    if begun is not None and begun > first:
        first = begun.replace(day=1)
    first = min(first, today.replace(day=1))
    span = Period(first, add_months(first, BEFORE + AFTER + 1))
    lanes = [_lane(page, line, span, start) for line in contract.lines if not _never_was(line)]
    lanes.extend(_pause_lanes(contract, span))
    discounts = tuple(_discount_bar(contract, each, start or today) for each in contract.discounts)
    shown = tuple(bar for bar in discounts if bar.period.overlaps(span))
    if shown:
        lanes.append(Lane(_("Discount"), bars=shown))
    return Lanes(span, today, (*lanes, Lane(_("Invoices"), dots=tuple(_dots(page, span, today)))))


def _never_was(line: ContractLine) -> bool:
    """Added and taken back: the history tells of it, the chart has nothing to show."""
    return line.start_on is not None and line.end_on is not None and line.end_on <= line.start_on


def _pause_lanes(contract: Contract, span: Period) -> Iterator[Lane]:
    """One for the whole contract and one for each line that rests alone: such pauses may overlap."""
    pauses = [each for each in contract.pauses if each.days.overlaps(span)]
    for who in dict.fromkeys(each.line_ids for each in pauses):
        titles = ", ".join(line.title for line in contract.lines if line.id in who)
        bars = tuple(_pause_bar(contract, each) for each in pauses if each.line_ids == who)
        yield Lane(_("Pauses"), titles, bars)


def _pause_bar(contract: Contract, pause: Pause) -> Bar:
    words = pause_words(contract, pause)
    if pause.storage_price is not None:
        words = _("{reason}, meanwhile {amount}").format(reason=words, amount=shown_money(pause.storage_price))
    target = Offer(OF_PAUSE, _("Pause"), day=pause.resume_on)
    return Bar(pause.days, words, Tone.WARN, is_hatched=True, target=target)


def _discount_bar(contract: Contract, discount: Discount, start: date) -> Bar:
    """As long as days say, never beyond the contract; counted in paid periods: as long as so many without a pause."""
    begin = discount.from_on or start
    duration, end = discount.duration, None
    if duration.periods is not None:
        end = contract.terms.interval.after(begin, duration.periods)
    elif duration.kind is DurationKind.MONTHS and duration.count is not None:
        end = add_months(begin, duration.count)
    off = shown_percent(discount.percent / 100) if discount.percent is not None else ""
    if discount.amount is not None:
        off = shown_money(discount.amount)
    code = f" ({discount.code})" if discount.code else ""
    target = Offer(OF_DISCOUNT, discount.title, discount.line_ids[0] if discount.line_ids else None)
    ends = [day for day in (end, contract.end_on) if day is not None and day > begin]
    return Bar(Period(begin, min(ends, default=None)), f"{discount.title}{code} −{off}", Tone.OK, target=target)


def _lane(page: ContractPage, line: ContractLine, span: Period, start: date | None) -> Lane:
    """Bars for what runs on; a mark on its day for what is charged once."""
    codes = _codes(page, line)
    runs = page.contract.span(line) if page.contract.start_on else (Period(start) if start else None)
    if runs is None:
        return Lane(line.title, codes)
    if line.is_recurring:
        return Lane(line.title_on(runs.start), codes, bars=tuple(_bars(page, line, span, runs)))
    price, quantity = line.at(runs.start)
    words = _("{amount} once").format(amount=shown_money(price.times(quantity)))
    if line.kind is LineKind.DEPOSIT:
        words = f"{label(line.kind)} {shown_money(price.times(quantity))}"
    if line.about is not None and line.about.cause is not ChargeCause.OTHER:
        words = f"{words} · {label(line.about.cause)}"
    if runs.start in span:
        return Lane(line.title, codes, marks=(Mark(runs.start, words),))
    return Lane(line.title, codes or f"{words} · {shown_date(runs.start)}")


def _codes(page: ContractPage, line: ContractLine) -> str:
    if line.about is not None and line.about.asset_id is not None:
        return next((thing.code for thing in page.held if thing.asset_id == line.about.asset_id), "")
    now = [thing.code for thing in page.held if thing.line_id == line.id and thing.until is None]
    return (
        now[0] if len(now) == 1 else _("{code} and {count} more").format(code=now[0], count=len(now) - 1) if now else ""
    )


def _bars(page: ContractPage, line: ContractLine, span: Period, runs: Period) -> Iterator[Bar]:
    """A bar for each stretch of one price, quantity and name."""
    for number, (part, rate) in enumerate(_stretches(page.contract, line, span, runs)):
        if part.overlaps(span):
            target = Offer(OF_LINE, line.title_on(part.start), line.id)
            words = _bar_text(page.contract, line, part, rate, is_changed=number > 0)
            yield Bar(part, words, Tone.OK if number else Tone.ACCENT, target=target)
    yield from _back(page, line, runs)


def _stretches(
    contract: Contract, line: ContractLine, span: Period, runs: Period
) -> Iterator[tuple[Period, tuple[Money, Decimal, str]]]:
    """The stretches of one price and quantity, in order; phases of the price and trials count too."""
    if contract.start_on is None:
        yield runs, (*line.at(runs.start), line.title_on(runs.start))
        return
    days = {runs.start, *(v.from_on for v in line.versions[1:] if v.from_on is not None and v.from_on in runs)}
    days |= {each.from_on for each in contract.cycles if each.from_on is not None and each.from_on in runs}
    days |= {day for day in (line.bundle.days if line.bundle is not None else ()) if day in runs}
    if line.has_phases or contract.terms.has_free_start:
        for cell in cells(contract, line):
            if span.end is not None and cell.covered.start >= span.end:
                break
            days.add(cell.covered.start)
    found: list[tuple[date, tuple[Money, Decimal, str, Interval]]] = []
    for day in sorted(days):
        rate = rate_on(contract, line, day)
        state = (rate.price, rate.quantity, line.title_on(day), rhythm_on(contract, line, day).interval)
        if not found or found[-1][1] != state:
            found.append((day, state))
    ends = [*(day for day, _state in found[1:]), runs.end]
    for (day, state), end in zip(found, ends, strict=True):
        yield Period(day, end), state[:3]


def _bar_text(
    contract: Contract, line: ContractLine, part: Period, state: tuple[Money, Decimal, str], *, is_changed: bool
) -> str:
    price, quantity, title = state
    interval = contract.terms.interval
    if contract.start_on is not None:
        interval = rhythm_on(contract, line, part.start).interval
    rate = shown_rate(price.times(quantity), interval)
    if quantity != 1:
        rate = _("{quantity} × {rate}").format(quantity=shown(quantity), rate=shown_rate(price, interval))
    if not is_changed:
        return rate
    words = _("{rate} from {day}").format(rate=rate, day=shown_date(part.start))
    return f"{title} · {words}" if title != line.title else words


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
            words = _("to come: {amount}").format(amount=shown_money(gross))
            if following.announced:
                words = _("{what} (announced price)").format(what=words)
            yield Dot(max(following.on, today), words, DotKind.COMING, _payment_offer(following))


def _payment_offer(following: NextInvoice) -> Offer:
    first = following.draft.lines[0].posting if following.draft.lines else None
    title = _("Invoice of {day}").format(day=shown_date(following.on))
    if first is None:
        return Offer(OF_PAYMENT, title)
    return Offer(OF_PAYMENT, title, first.line.id, first.period.start)
