"""Ways in which a contract or one of its things ends: withdrawal, return, buyout."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from domain.contracts.about import POSTAGE
from domain.contracts.deadlines import withdrawal_until
from domain.contracts.model import Contract, ContractLine, EndBeforeStart, LineKind, LineVersion
from domain.contracts.status import Action
from domain.customers.model import CustomerKind
from domain.errors import RuleViolation
from domain.ids import ContractLineId
from domain.money import Money
from domain.period import ONE_DAY


class WithdrawalForConsumers(RuleViolation):
    """Only consumers may withdraw."""

    code = "withdrawal_for_consumers"


class WithdrawalTooLate(RuleViolation):
    """The days in which a consumer may withdraw are over."""

    code = "withdrawal_too_late"


class NotRented(RuleViolation):
    """Only a thing that is rented can come back or be bought."""

    code = "not_rented"


def withdrawn(contract: Contract, received_on: date, kind: CustomerKind, last_day: date | None = None) -> Contract:
    """As if it had never begun: all that was charged goes back. `last_day`: the last one on which to withdraw.

    Raises WithdrawalForConsumers, WithdrawalTooLate, IllegalContractTransition. Source: RULES.md 3.3.
    """
    if kind is not CustomerKind.CONSUMER:
        raise WithdrawalForConsumers(contract=contract.number)
    known = contract.concluded_on or contract.start_on
    until = last_day or (None if known is None else withdrawal_until(known))
    if until is not None and received_on > until:
        raise WithdrawalTooLate(received_on=received_on, until=until)
    lines = tuple(_taken_back(line, contract) for line in contract.lines)
    changed = contract.acted(Action.WITHDRAW)
    return replace(changed, lines=lines, end_on=contract.start_on, notice_on=received_on)


def _taken_back(line: ContractLine, contract: Contract) -> ContractLine:
    """What was bought and what sending cost go back whatever else is paid for. Source: sections 357 (1), (2) BGB."""
    if line.is_recurring:
        return line
    is_sent = line.kind is LineKind.SALE or (line.about is not None and line.about.cause in POSTAGE)
    return replace(line, end_on=line.start_on or (contract.start_on if is_sent else None))


def thing_returned(contract: Contract, line_id: ContractLineId, received_on: date) -> Contract:
    """A rented thing is back: its line is charged up to that day. Source: BILLING.md, "Last day of service".

    Raises NotRented, ContractLineNotFound.
    """
    line = _rented(contract, line_id)
    return ended_with_last(line_done(contract, line.id, received_on), received_on)


def line_done(contract: Contract, line_id: ContractLineId, last_day: date) -> Contract:
    """One line charged up to that day; not longer than it or its contract would go anyway, not shorter than not at
    all. Raises ContractLineNotFound."""
    line = contract.line(line_id)
    ends = [day - ONE_DAY for day in (line.end_on, contract.end_on) if day is not None]
    last_day = min([last_day, *ends])
    first = line.start_on or contract.start_on
    return contract.line_ended(line_id, last_day if first is None else max(last_day, first - ONE_DAY))


def bought(contract: Contract, line_id: ContractLineId, buyout_id: ContractLineId, on: date, price: Money) -> Contract:
    """The customer keeps a rented thing for a price: rent up to the day before, the price on the day.

    Raises NotRented, EndBeforeStart, NegativePrice, ContractLineTwice. Source: BILLING.md, "One day has one price".
    """
    line = _rented(contract, line_id)
    first = max(line.start_on or on, contract.start_on or on)
    if on < first or (line.end_on is not None and on > line.end_on):
        raise EndBeforeStart(start=first, last_day=on)
    sale = ContractLine(
        id=buyout_id,
        position=max(known.position for known in contract.lines) + 1,
        title=line.title_on(on),
        kind=LineKind.BUYOUT,
        vat=line.vat,
        versions=(LineVersion(None, price, Decimal(1)),),
        means_of_transport=line.means_of_transport,
        variant_id=line.variant_id,
        start_on=on,
    )
    return ended_with_last(contract.line_ended(line_id, on - ONE_DAY).line_added(sale), on - ONE_DAY)


def _rented(contract: Contract, line_id: ContractLineId) -> ContractLine:
    line = contract.line(line_id)
    if line.kind is not LineKind.RENTAL:
        raise NotRented(line=line.title)
    return line


def is_anything_rented(contract: Contract) -> bool:
    """Whether a rented thing is on a line that nobody has ended."""
    return any(line.end_on is None for line in contract.lines if line.kind is LineKind.RENTAL)


def ended_with_last(contract: Contract, last_day: date) -> Contract:
    """With its last rented thing the contract ends, and with it insurance and service; what was bought stays bought.

    `last_day` counts where nothing was rented at all. Unchanged while a rented line goes on, or when the contract ends
    by then anyway. Source: RULES.md 1.3.
    """
    first = contract.start_on
    if first is None or is_anything_rented(contract):
        return contract
    rented = [line.end_on - ONE_DAY for line in contract.lines if line.kind is LineKind.RENTAL and line.end_on]
    last = max(rented, default=last_day)
    if contract.end_on is not None and contract.end_on - ONE_DAY <= last:
        return contract
    if last >= first or all(line.is_recurring for line in contract.lines):
        return contract.ended(last)
    for line in contract.lines:
        if line.is_recurring:
            contract = contract.line_ended(line.id, max(last, (line.start_on or first) - ONE_DAY))
    return contract.ended(first)
