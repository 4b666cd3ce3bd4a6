"""The events of a preview: each a dated edit of the timeline, with a sentence about what was decided."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Final

from domain.billing.periods import next_period_start
from domain.billing.tax import TaxTable
from domain.contracts.deadlines import end_after_notice
from domain.contracts.model import RECURRING, Contract, ContractLine, EndBeforeStart, LineKind, LineVersion
from domain.contracts.preview_contract import Case, Names, contract_start, read_line, read_vat, with_phases
from domain.contracts.preview_limits import EVENTS_LATER
from domain.contracts.preview_reader import Node, ObjectNode, PreviewRefused
from domain.contracts.terms import Proration, Renewal
from domain.errors import AppError
from domain.ids import ContractLineId
from domain.money import Currency, Money
from domain.period import ONE_DAY

Edit = Callable[[Contract, list[str]], Contract]


@dataclass(frozen=True, slots=True)
class Event:
    """One edit of the timeline, known from `recorded_on` on. `path` is where it stands in the file."""

    recorded_on: date
    path: str
    edit: Edit

    def applied(self, contract: Contract, notes: list[str]) -> Contract:
        """Raises PreviewRefused when the contract does not allow it."""
        try:
            return self.edit(contract, notes)
        except PreviewRefused:
            raise
        except AppError as refused:
            raise PreviewRefused(self.path, _sentence(refused)) from refused


@dataclass(frozen=True, slots=True)
class _Source:
    """One event as it stands in the file, with what is needed to read it."""

    members: ObjectNode
    on: date
    currency: Currency
    names: Names
    tax: TaxTable


def read_events(node: Node | None, case: Case) -> list[Event]:
    """In the order in which they become known. Raises PreviewRefused."""
    if node is None:
        return []
    return sorted((_read(item, case) for item in node.items()), key=lambda event: event.recorded_on)


def _read(node: Node, case: Case) -> Event:
    if not isinstance(node.value, dict):
        node.refuse("an object is expected")
    kind = ObjectNode(node.value, node.path).required("do")
    name = kind.text()
    if name in EVENTS_LATER:
        kind.refuse(f"this preview does not know {name} yet")
    if name not in _READERS:
        kind.refuse("expected is one of " + ", ".join(sorted(_READERS)))
    keys, reader = _READERS[name]
    members = node.object(("on", "do", "recorded", *keys))
    on = members.required("on").day()
    recorded = members.get("recorded")
    recorded_on = on if recorded is None else recorded.day()
    source = _Source(members, on, case.contract.terms.currency, case.names, case.rules.table)
    return Event(recorded_on, node.path, reader(source))


def _change_price(source: _Source) -> Edit:
    line_id, when = _recurring(source), _when(source)
    price = source.members.required("price").money(source.currency)

    def edit(contract: Contract, notes: list[str]) -> Contract:
        line = contract.line(line_id)
        old_price, quantity = line.at(_started(contract, line, source.on))
        from_on = when(contract, line, price.times(quantity), old_price.times(quantity))
        notes.append(
            f"{line.title}: {price.decimal()} instead of {old_price.decimal()} from {from_on} on{_waits(contract)}."
        )
        if source.names.phases.pop(line_id, ()):
            contract = contract.later_prices_dropped(line_id, from_on)
            notes.append(f"{line.title}: the new price takes the place of all phases after {from_on}.")
        return contract.price_changed(line_id, from_on, price)

    return edit


def _waits(contract: Contract) -> str:
    """Policies that never cut a period let a change in mid-period count from the next one."""
    is_cut = contract.terms.proration in (Proration.DAILY, Proration.FIXED_30)
    return "" if is_cut else ", or from the next period on if that day lies within one"


def _change_quantity(source: _Source) -> Edit:
    line_id, when = _recurring(source), _when(source)
    quantity = source.members.required("quantity").quantity()

    def edit(contract: Contract, notes: list[str]) -> Contract:
        line = contract.line(line_id)
        price, old_quantity = line.at(_started(contract, line, source.on))
        from_on = when(contract, line, price.times(quantity), price.times(old_quantity))
        notes.append(
            f"{line.title}: quantity {quantity} instead of {old_quantity} from {from_on} on{_waits(contract)}."
        )
        return contract.quantity_changed(line_id, from_on, quantity)

    return edit


def _add_line(source: _Source) -> Edit:
    line = read_line(source.members.required("line"), 1, source.currency, source.names, source.tax)
    start_on = source.on if line.start_on is None else line.start_on

    def edit(contract: Contract, notes: list[str]) -> Contract:
        position = max(known.position for known in contract.lines) + 1
        notes.append(f"{line.title} is added from {max(start_on, contract_start(contract))} on.")
        added = replace(line, position=position, start_on=start_on)
        return with_phases(contract.line_added(added), added, source.names)

    return edit


def _end_line(source: _Source) -> Edit:
    line_id, last_day = _line(source), source.members.required("last_day").day()

    def edit(contract: Contract, notes: list[str]) -> Contract:
        line = contract.line(line_id)
        notes.append(f"{line.title} is charged up to and including {last_day}.")
        return contract.line_ended(line_id, last_day)

    return edit


def _charge(source: _Source) -> Edit:
    title = source.members.required("title").text()
    amount = source.members.required("amount").money(source.currency)
    vat, on = read_vat(source.members, source.tax), source.on
    line_id = source.names.new(_charge_name(source.names), LineKind.CHARGE, source.members.at("vat").path)

    def edit(contract: Contract, notes: list[str]) -> Contract:
        day = max(on, contract_start(contract))
        if contract.end_on is not None and day >= contract.end_on:
            raise EndBeforeStart(start=day, last_day=contract.end_on - ONE_DAY)
        position = max(known.position for known in contract.lines) + 1
        version = LineVersion(None, amount, Decimal(1))
        notes.append(f"{title}: {amount.decimal()} is charged once, on {day}.")
        return contract.line_added(
            ContractLine(line_id, position, title, LineKind.CHARGE, vat, (version,), start_on=day)
        )

    return edit


def _charge_name(names: Names) -> str:
    return next(name for name in (f"charge-{number}" for number in count(1)) if name not in names.ids)


def _cancel(source: _Source) -> Edit:
    received_on = source.members.day("received") or source.on
    wanted = source.members.day("wanted_end")

    def edit(contract: Contract, notes: list[str]) -> Contract:
        start_on = contract_start(contract)
        last_day = end_after_notice(contract.terms, start_on, received_on, wanted)
        if contract.end_on is not None and contract.end_on - ONE_DAY < last_day:
            last_day = contract.end_on - ONE_DAY
        term = contract.terms.min_term
        reason = "the notice period"
        if term is not None and last_day == term.after(start_on, 1) - ONE_DAY:
            reason = "the minimum term"
        elif contract.terms.renewal is Renewal.FIXED:
            reason = "the renewed term"
        if wanted is not None and last_day == wanted:
            reason = "the wanted day"
        notes.append(f"Notice received on {received_on} ends the contract with {last_day} ({reason}).")
        return contract.cancelled(received_on, last_day)

    return edit


def _end(source: _Source) -> Edit:
    last_day = source.members.required("last_day").day()

    def edit(contract: Contract, notes: list[str]) -> Contract:
        notes.append(f"The contract ends with {last_day}.")
        return contract.ended(last_day)

    return edit


_When = Callable[[Contract, ContractLine, Money, Money], date]


def _when(source: _Source) -> _When:
    """How the day of a change is found: now, with the next period, on a date; left out: dearer now, cheaper next."""
    node, on = source.members.get("when"), source.on
    if node is None:
        return lambda contract, line, new, old: (
            _next_period(contract, line, on) if new < old else _started(contract, line, on)
        )
    if node.value == "now":
        return lambda contract, line, _new, _old: _started(contract, line, on)
    if node.value == "next_period":
        return lambda contract, line, _new, _old: _next_period(contract, line, on)
    if not isinstance(node.value, str) or not node.value[:1].isdigit():
        node.refuse("expected is now, next_period or a day")
    day = node.day()
    if day < on:
        node.refuse("the change would begin before its own day; say so with on and recorded")
    return lambda contract, line, _new, _old: _started(contract, line, day)


def _started(contract: Contract, line: ContractLine, day: date) -> date:
    start_on = contract_start(contract)
    return max(day, start_on, line.start_on or start_on)


def _next_period(contract: Contract, line: ContractLine, on: date) -> date:
    first = _started(contract, line, on)
    return first if on < first else next_period_start(contract, line, on)


def _line(source: _Source) -> ContractLineId:
    node = source.members.required("line")
    if node.text() not in source.names.ids:
        node.refuse("there is no such line")
    return source.names.ids[node.text()]


def _recurring(source: _Source) -> ContractLineId:
    line_id, node = _line(source), source.members.at("line")
    if source.names.kinds[node.text()] not in RECURRING:
        node.refuse("this line is charged once; it cannot change")
    return line_id


_SENTENCES: Final = {
    "illegal_contract_transition": "a contract that is {status} cannot do this",
    "end_before_start": "the last day {last_day} lies before the start on {start}",
    "line_is_charged_once": "this line is charged once; it cannot change",
}


def _sentence(refused: AppError) -> str:
    return _SENTENCES.get(refused.code, str(refused)).format_map(refused.facts)


_READERS: Final[dict[str, tuple[tuple[str, ...], Callable[[_Source], Edit]]]] = {
    "change_price": (("line", "price", "when"), _change_price),
    "change_quantity": (("line", "quantity", "when"), _change_quantity),
    "add_line": (("line",), _add_line),
    "end_line": (("line", "last_day"), _end_line),
    "charge": (("title", "amount", "vat"), _charge),
    "cancel": (("received", "wanted_end"), _cancel),
    "end": (("last_day",), _end),
}
