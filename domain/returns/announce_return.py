"""The customer wants to send something back: what is expected, until when, and whether billing stops now.

Source: RULES.md 1.3 (when billing stops) and 1.4.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.assets.status import Status
from domain.clock import Clock
from domain.contracts.model import Contract
from domain.errors import InvalidInput, RuleViolation
from domain.ids import AssetId, ContractId, ReturnId
from domain.ports import Unit
from domain.returns.effects import nothing_came, stops_at_request, take_effect
from domain.returns.model import AskedBy, Purpose, Return, ReturnLine, Way
from domain.returns.opening import approve_facts, opened
from domain.returns.stages import Stage, Step


class NothingOut(RuleViolation):
    """The customer holds nothing of this contract."""

    code = "nothing_out"


class ReturnDateInThePast(InvalidInput):
    """The day until which a thing shall be back lies before today."""

    code = "return_date_in_the_past"


class PickUpDayWrong(InvalidInput):
    """Things that we fetch need a day for it: not before today, and not after the last day of the return."""

    code = "pick_up_day_wrong"


class OtherCustomer(RuleViolation):
    """The other contract belongs to somebody else: one return has one sender."""

    code = "return_of_other_customer"


@dataclass(frozen=True, slots=True)
class AnnounceReturn(Command):
    """`return_until` is the last day by which everything shall be here. `asset_ids` empty: all that is out.

    With another purpose than END the contract goes on, and what comes is sent again. `also`: contracts of the same
    customer of which all comes with it, or what `asset_ids` names of them. `pick_up_on` belongs to the way PICK_UP.
    The worker announces what was asked for at a counter (`ask_return`).
    """

    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.WORKER}
    has_consequences: ClassVar[bool] = True

    contract_id: ContractId
    return_until: date
    reason: str = "end_of_contract"
    purpose: Purpose = Purpose.END
    asset_ids: tuple[AssetId, ...] = ()
    also: tuple[ContractId, ...] = ()
    asked_by: AskedBy = AskedBy.OFFICE
    way: Way = Way.LABEL
    pick_up_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReturnAnnounced(Event):
    """`billing_stops` True: by the plan's rule nothing more is charged after today. `waits`: somebody has to agree."""

    return_id: ReturnId
    number: str
    contract_id: ContractId
    pieces: int
    billing_stops: bool
    waits: bool = False

    def touched(self) -> Iterable[str]:
        return ("returns", "contracts", f"contract:{self.contract_id}", "assets", f"return:{self.return_id}")


def announce_return(command: AnnounceReturn, unit: Unit, clock: Clock) -> ReturnAnnounced:
    """Expects back what of these contracts is out. The end takes over what was to come for a repair only.

    Raises:
        NothingOut: nothing of this contract is with the customer, or all of it is announced already.
        ReturnDateInThePast: `return_until` is before today.
        PickUpDayWrong: no day for the pick-up, or one that cannot be.
        OtherCustomer: a contract of `also` belongs to somebody else.
    """
    check_days(command.return_until, command.way, command.pick_up_on, unit.today())
    contracts = [unit.contracts.get(each) for each in dict.fromkeys((command.contract_id, *command.also))]
    if any(each.customer_id != contracts[0].customer_id for each in contracts):
        raise OtherCustomer(contract=contracts[0].number)
    found: list[ReturnLine] = []
    taken_over: list[Return] = []
    for contract in contracts:
        lines, earlier = _coming(contract, command, unit)
        found += lines
        taken_over += earlier
    needs = unit.settings.returns().value.needs_approval(command.asked_by)
    case = opened(contracts[0], found, command.reason, unit, until=command.return_until, purpose=command.purpose)
    case = replace(case, asked_by=command.asked_by, way=command.way, pick_up_on=command.pick_up_on)
    case = case if needs else case.stepped(Step.APPROVE, approve_facts(unit))
    unit.returns.add(case)
    if not needs:
        take_effect(case, unit, clock)
        for each in taken_over:
            unit.returns.withdraw(each.withdrawn(Step.WITHDRAW, unit.today(), {"by": case.number}))
    stops = not needs and stops_at_request(case, unit)
    return ReturnAnnounced(case.id, case.number, contracts[0].id, len(case.lines), stops, needs)


def check_days(return_until: date, way: Way, pick_up_on: date | None, today: date) -> None:
    """Raises ReturnDateInThePast, PickUpDayWrong."""
    if return_until < today:
        raise ReturnDateInThePast(day=return_until)
    if way is Way.PICK_UP and (pick_up_on is None or not today <= pick_up_on <= return_until):
        raise PickUpDayWrong(until=return_until)


def _coming(contract: Contract, wish: AnnounceReturn, unit: Unit) -> tuple[list[ReturnLine], list[Return]]:
    """What of a contract comes, and the repairs and replacements that its end takes over. Raises NothingOut."""
    held = dict(unit.assignments.assets_of(contract.id))
    returns = unit.returns.of_contract(contract.id)
    named = [each for each in wish.asset_ids if each in held]
    is_whole = not wish.asset_ids or (contract.id != wish.contract_id and not named)
    taken_over = _taken_over(returns) if wish.purpose is Purpose.END and is_whole else []
    known = {line.asset_id for case in taken_over for line in case.lines}
    asked = {line.asset_id for case in returns if case.stage is Stage.ANNOUNCED for line in case.lines} - known
    wanted = [each for each in held if (is_whole or each in named) and each not in asked]
    lines = [
        ReturnLine(asset.id, held[asset.id], contract_id=contract.id)
        for asset in unit.assets.get_all(wanted)
        if asset.state.status is Status.RENTED or asset.id in known
    ]
    if not lines:
        raise NothingOut(contract=contract.number)
    return lines, taken_over


def _taken_over(returns: Sequence[Return]) -> list[Return]:
    """What is expected for another reason than the end, and of which nothing came yet."""
    return [case for case in returns if case.purpose is not Purpose.END and nothing_came(case)]
