"""The customer wants to send something back: what is expected, until when, and whether billing stops now.

Source: RULES.md 1.3 (when billing stops) and 1.4.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.assets.model import Asset
from domain.assets.status import Kind, Status
from domain.clock import Clock
from domain.contracts.model import Contract
from domain.contracts.parts_back import pieces_back
from domain.contracts.status import Action, open_actions
from domain.contracts.terms import StopRule
from domain.errors import InvalidInput, RuleViolation
from domain.ids import AssetId, ContractId, ContractLineId, ReturnId
from domain.period import ONE_DAY
from domain.ports import Unit
from domain.returns.model import Purpose, Return, ReturnLine, ReturnStatus
from domain.shipping.calling_off import call_off
from domain.shipping.model import ShipmentCause
from domain.shipping.sending_again import WAITING


class NothingOut(RuleViolation):
    """The customer holds nothing of this contract."""

    code = "nothing_out"


class ReturnDateInThePast(InvalidInput):
    """The day until which a thing shall be back lies before today."""

    code = "return_date_in_the_past"


@dataclass(frozen=True, slots=True)
class AnnounceReturn(Command):
    """`return_until` is the last day by which everything shall be here. `asset_ids` empty: all that is out.

    With another purpose than END the contract goes on, and what comes is sent again.
    """

    seats: ClassVar[frozenset[Seat]] = OFFICE

    contract_id: ContractId
    return_until: date
    reason: str = "end_of_contract"
    purpose: Purpose = Purpose.END
    asset_ids: tuple[AssetId, ...] = ()


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
    """Expects back what of this contract is out. The end takes over what was to come for a repair only.

    Raises:
        NothingOut: nothing of this contract is with the customer, or all of it is announced already.
        ReturnDateInThePast: `return_until` is before today.
    """
    if command.return_until < unit.today():
        raise ReturnDateInThePast(day=command.return_until)
    contract = unit.contracts.get(command.contract_id)
    held = dict(unit.assignments.assets_of(contract.id))
    is_end = command.purpose is Purpose.END
    taken_over = _taken_over(contract, unit) if is_end and not command.asset_ids else []
    known = {line.asset_id for case in taken_over for line in case.lines}
    assets = [
        asset
        for asset in unit.assets.get_all([each for each in held if not command.asset_ids or each in command.asset_ids])
        if asset.state.status is Status.RENTED or asset.id in known
    ]
    if not assets:
        raise NothingOut(contract=contract.number)
    case = expected(contract, assets, held, command, unit)
    _note(case, assets, unit, clock)
    for earlier in taken_over:
        unit.returns.withdraw(replace(earlier, withdrawn_on=unit.today()))
    stops = is_end and contract.terms.stop_rule is StopRule.AT_REQUEST
    if is_end:
        _end(contract, case, held, unit, clock)
    return ReturnAnnounced(case.id, case.number, contract.id, len(case.lines), stops)


def expected(
    contract: Contract,
    assets: Sequence[Asset],
    held: Mapping[AssetId, ContractLineId],
    wish: AnnounceReturn,
    unit: Unit,
) -> Return:
    """The return of these assets, not stored yet. `held` says under which line each is out."""
    return Return(
        ReturnId(unit.new_id()),
        unit.numbers.next_code("RT"),
        contract.customer_id,
        contract.id,
        unit.today(),
        wish.return_until,
        True,
        wish.reason,
        tuple(ReturnLine(asset.id, held[asset.id]) for asset in assets),
        wish.purpose,
    )


def _taken_over(contract: Contract, unit: Unit) -> list[Return]:
    """What is expected for another reason than the end, and of which nothing came yet."""
    return [
        case
        for case in unit.returns.of_contract(contract.id)
        if case.purpose is not Purpose.END and case.status is ReturnStatus.ANNOUNCED
    ]


def _note(case: Return, assets: Sequence[Asset], unit: Unit, clock: Clock) -> None:
    unit.returns.add(case)
    for asset in assets:
        if asset.state.status is Status.RENTED:
            facts = {"return": case.number, "purpose": case.purpose}
            unit.assets.append(*asset.record(Kind.RETURN_ANNOUNCED, unit.context, clock.now(), facts))


def _end(contract: Contract, case: Return, held: Mapping[AssetId, ContractLineId], unit: Unit, clock: Clock) -> None:
    """Lines of which all comes back stop where the plan says so, and bundles are charged without what comes; with
    everything the contract waits for it."""
    coming = {line.asset_id for line in case.lines}
    staying = {line_id for asset_id, line_id in held.items() if asset_id not in coming}
    changed = contract
    if contract.terms.stop_rule is StopRule.AT_REQUEST:
        for line_id in {line.contract_line_id for line in case.lines} - staying:
            line = changed.line(line_id)
            first = line.start_on or changed.start_on or unit.today()
            changed = changed.line_ended(line_id, max(unit.today(), first - ONE_DAY))
        parts = [asset for asset in unit.assets.get_all(list(coming)) if held[asset.id] in staying]
        changed = pieces_back(changed, [(held[part.id], part.id, part.variant_id) for part in parts], unit.today())
    if not staying and Action.REQUIRE_RETURN in open_actions(changed.status):
        changed = changed.acted(Action.REQUIRE_RETURN)
        for shipment in unit.shipments.of_contract(contract.id):
            if shipment.cause is ShipmentCause.AGAIN and shipment.status in WAITING:
                call_off(shipment, unit, clock)
    if changed != contract:
        unit.contracts.save(changed)
