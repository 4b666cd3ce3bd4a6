"""The customer wants to send something back: what is expected, until when, and whether billing stops now.

Source: RULES.md 1.3 (when billing stops) and 1.4.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.assets.status import OUT, Kind, Status
from domain.clock import Clock
from domain.contracts.model import Contract
from domain.contracts.status import Action, open_actions
from domain.contracts.terms import StopRule
from domain.errors import InvalidInput, RuleViolation
from domain.ids import AssetId, ContractId, ContractLineId, ReturnId
from domain.period import ONE_DAY
from domain.ports import Unit
from domain.returns.model import Return, ReturnLine


class NothingOut(RuleViolation):
    """The customer holds nothing of this contract."""

    code = "nothing_out"


class ReturnDateInThePast(InvalidInput):
    """The day until which a thing shall be back lies before today."""

    code = "return_date_in_the_past"


@dataclass(frozen=True, slots=True)
class AnnounceReturn(Command):
    """`return_until` is the last day by which everything shall be here."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    contract_id: ContractId
    return_until: date
    reason: str = "end_of_contract"


@dataclass(frozen=True, slots=True)
class ReturnAnnounced(Event):
    """`billing_stops` True: by the plan's rule nothing more is charged after today."""

    return_id: ReturnId
    number: str
    contract_id: ContractId
    pieces: int
    billing_stops: bool

    def touched(self) -> Iterable[str]:
        return ("returns", "contracts", f"contract:{self.contract_id}", "assets")


def announce_return(command: AnnounceReturn, unit: Unit, clock: Clock) -> ReturnAnnounced:
    """Expects back everything of the contract that is out.

    Raises:
        NothingOut: nothing of this contract is with the customer, or all of it is announced already.
        ReturnDateInThePast: `return_until` is before today.
    """
    if command.return_until < unit.today():
        raise ReturnDateInThePast(day=command.return_until)
    contract = unit.contracts.get(command.contract_id)
    held = dict(unit.assignments.assets_of(contract.id))
    assets = [asset for asset in unit.assets.get_all(list(held)) if asset.state.status in OUT]
    expected = [asset for asset in assets if asset.state.status is not Status.DUE_BACK]
    if not expected:
        raise NothingOut(contract=contract.number)
    case = _case(contract, {asset.id: held[asset.id] for asset in expected}, command, unit)
    unit.returns.add(case)
    for asset in expected:
        facts = {"return": case.number}
        unit.assets.append(*asset.record(Kind.RETURN_ANNOUNCED, unit.context, clock.now(), facts))
    stops = contract.terms.stop_rule is StopRule.AT_REQUEST
    unit.contracts.save(_stopped(contract, case, unit.today(), stops))
    return ReturnAnnounced(case.id, case.number, contract.id, len(case.lines), stops)


def _case(contract: Contract, held: dict[AssetId, ContractLineId], command: AnnounceReturn, unit: Unit) -> Return:
    return Return(
        ReturnId(unit.new_id()),
        unit.numbers.next_code("RT"),
        contract.customer_id,
        contract.id,
        unit.today(),
        command.return_until,
        True,
        command.reason,
        tuple(ReturnLine(asset_id, line_id) for asset_id, line_id in held.items()),
    )


def _stopped(contract: Contract, case: Return, on: date, stops: bool) -> Contract:
    if stops:
        for line_id in {line.contract_line_id for line in case.lines}:
            line = contract.line(line_id)
            first = line.start_on or contract.start_on or on
            contract = contract.line_ended(line_id, max(on, first - ONE_DAY))
    if Action.REQUIRE_RETURN in open_actions(contract.status):
        contract = contract.acted(Action.REQUIRE_RETURN)
    return contract
