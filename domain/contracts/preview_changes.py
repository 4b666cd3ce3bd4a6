"""Events of a preview that change lines: price, quantity, plan, interval, billing day, lines and charges added."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import count
from typing import Final

from domain.billing.periods import rhythm_on
from domain.contracts.edits import NewPlan, billing_day_changed, interval_changed, plan_changed
from domain.contracts.effective import When, next_start
from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion
from domain.contracts.preview_contract import Names, contract_start, read_line, read_vat
from domain.contracts.preview_source import Edit, EventSource, waits
from domain.ids import ContractLineId
from domain.money import Money


def _change_price(source: EventSource) -> Edit:
    line_id = source.recurring()
    source.timing()
    price = source.members.required("price").money(source.currency)

    def edit(contract: Contract, notes: list[str]) -> Contract:
        line = contract.line(line_id)
        from_on = source.begins(contract, line, price.times(source.quantity(contract, line)))
        old = source.price(contract, line)
        notes.append(f"{line.title}: {price.decimal()} instead of {old.decimal()} from {from_on} on{waits(contract)}.")
        if line.has_phases:
            notes.append(f"{line.title}: the new price takes the place of all phases after {from_on}.")
        return contract.later_prices_dropped(line_id, from_on).price_changed(line_id, from_on, price)

    return edit


def _change_quantity(source: EventSource) -> Edit:
    line_id = source.recurring()
    source.timing()
    quantity = source.members.required("quantity").quantity()

    def edit(contract: Contract, notes: list[str]) -> Contract:
        line = contract.line(line_id)
        old = source.quantity(contract, line)
        from_on = source.begins(contract, line, source.price(contract, line).times(quantity))
        notes.append(f"{line.title}: quantity {quantity} instead of {old} from {from_on} on{waits(contract)}.")
        return contract.quantity_changed(line_id, from_on, quantity)

    return edit


def _change_plan(source: EventSource) -> Edit:
    """Another plan, or (swap) another thing; the line stays the same."""
    line_id = source.recurring()
    source.timing()
    title = source.members.required("title").text()
    price = source.members.required("price").money(source.currency)
    interval = source.members.interval("interval")

    def edit(contract: Contract, notes: list[str]) -> Contract:
        line = contract.line(line_id)
        is_same = interval in (None, rhythm_on(contract, line, source.on).interval)
        cost = price.times(source.quantity(contract, line))
        from_on = source.begins(contract, line, cost, same_interval=is_same)
        notes.append(
            f"{line.title_on(from_on)} becomes {title} for {price.decimal()} from {from_on} on{waits(contract)}."
        )
        return plan_changed(contract, line_id, from_on, NewPlan(title, price, interval))

    return edit


def _change_interval(source: EventSource) -> Edit:
    members = source.members
    source.timing()
    node = members.required("interval")
    interval = node.interval()
    prices = _prices(source)

    def edit(contract: Contract, notes: list[str]) -> Contract:
        line = _leading(contract)
        given = prices(contract)
        is_same = rhythm_on(contract, line, source.on).interval == interval
        from_on = source.begins(contract, line, source.cost(contract, line), same_interval=is_same)
        changed = interval_changed(contract, from_on, interval, given)
        units = f"{interval.count} {interval.unit}" + ("s" if interval.count > 1 else "")
        notes.append(f"From {from_on} on a period lasts {units}; a new cycle begins on that day.")
        notes.extend(
            f"{each.title} costs {each.at(from_on)[0].decimal()} a period then."
            for each in changed.lines
            if each.is_recurring and each.at(from_on)[0] != contract.line(each.id).at(from_on)[0]
        )
        return changed

    return edit


def _prices(source: EventSource) -> Callable[[Contract], dict[ContractLineId, Money]]:
    """The prices of the new interval: of one line, of several by name, or none."""
    members = source.members
    one, several = members.get("price"), members.get("prices")
    if one is not None:
        price = one.money(source.currency)
        named = source.recurring() if members.get("line") is not None else None
        return lambda contract: {named or _leading(contract).id: price}
    found: dict[ContractLineId, Money] = {}
    if several is not None:
        listed = several.object(tuple(source.names.ids))
        for name in listed.members:
            found[source.names.ids[name]] = listed.at(name).money(source.currency)
    return lambda _contract: found


def _leading(contract: Contract) -> ContractLine:
    """The first recurring line; a contract without one has no rhythm that could change."""
    return next((line for line in contract.lines if line.is_recurring), contract.lines[0])


def _change_billing_day(source: EventSource) -> Edit:
    day = source.members.required("day").whole(1, 31)
    timing = source.timing()

    def edit(contract: Contract, notes: list[str]) -> Contract:
        line = _leading(contract)
        if timing.when is When.DEFAULT:
            from_on = next_start(contract, line, source.on)
        else:
            from_on = source.begins(contract, line, source.cost(contract, line))
        notes.append(
            f"From {from_on} on periods begin on day {day} of a month; the days up to it are charged as a part."
        )
        return billing_day_changed(contract, from_on, day)

    return edit


def _add_line(source: EventSource) -> Edit:
    line = read_line(source.members.required("line"), 1, source.currency, source.names, source.tax)
    start_on = source.on if line.start_on is None else line.start_on

    def edit(contract: Contract, notes: list[str]) -> Contract:
        notes.append(f"{line.title} is added from {max(start_on, contract_start(contract))} on.")
        return contract.line_added(replace(line, position=_position(contract), start_on=start_on))

    return edit


def _end_line(source: EventSource) -> Edit:
    line_id, last_day = source.line(), source.members.required("last_day").day()

    def edit(contract: Contract, notes: list[str]) -> Contract:
        notes.append(f"{contract.line(line_id).title} is charged up to and including {last_day}.")
        return contract.line_ended(line_id, last_day)

    return edit


def _charge(source: EventSource) -> Edit:
    title = source.members.required("title").text()
    amount = source.members.required("amount").money(source.currency)
    vat = read_vat(source.members, source.tax)
    line_id = source.names.new(_charge_name(source.names), LineKind.CHARGE, source.members.at("vat").path)

    def edit(contract: Contract, notes: list[str]) -> Contract:
        day = max(source.on, contract_start(contract))
        notes.append(f"{title}: {amount.decimal()} is charged once, on {day}.")
        version = LineVersion(None, amount, Decimal(1))
        return contract.line_added(
            ContractLine(line_id, _position(contract), title, LineKind.CHARGE, vat, (version,), start_on=day)
        )

    return edit


def _position(contract: Contract) -> int:
    return max(known.position for known in contract.lines) + 1


def _charge_name(names: Names) -> str:
    return next(name for name in (f"charge-{number}" for number in count(1)) if name not in names.ids)


CHANGES: Final[dict[str, tuple[tuple[str, ...], Callable[[EventSource], Edit]]]] = {
    "change_price": (("line", "price", "when"), _change_price),
    "change_quantity": (("line", "quantity", "when"), _change_quantity),
    "change_plan": (("line", "title", "price", "interval", "when"), _change_plan),
    "swap": (("line", "title", "price", "when"), _change_plan),
    "change_interval": (("interval", "line", "price", "prices", "when"), _change_interval),
    "change_billing_day": (("day", "when"), _change_billing_day),
    "add_line": (("line",), _add_line),
    "end_line": (("line", "last_day"), _end_line),
    "charge": (("title", "amount", "vat"), _charge),
}
