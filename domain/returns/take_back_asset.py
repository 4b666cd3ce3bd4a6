"""A thing came back: one transaction for asset, assignment, return and condition. Billing follows by the worker.

Source: RULES.md 1.4; DECISIONS 6.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from domain.application import FLOOR, Command, CommandKind, Event, Seat
from domain.assets.ledger import Fact
from domain.assets.model import Asset
from domain.assets.status import DAMAGED, OUT, Condition, Grade, Kind, Status
from domain.clock import Clock
from domain.ids import AssetId, ContractId, ContractLineId, PlaceId, ReturnId
from domain.ports import Unit
from domain.returns.effects import rest_is_due
from domain.returns.model import AlreadyTakenBack, LineState, NotOut, Purpose, Return, ReturnLine
from domain.returns.opening import came_unasked
from domain.tasks.model import TaskKind

UNANNOUNCED: Final = "unannounced"


@dataclass(frozen=True, slots=True)
class TakeBackAsset(Command):
    """`grade` None: left to the inspection. `place_id` None: the store's receiving area. `purpose`: for what came
    unannounced; None: the customer is done with it. What was announced keeps the purpose it was announced with.
    `reason`: for what came unannounced."""

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR
    has_consequences: ClassVar[bool] = True

    asset_id: AssetId
    condition: Condition
    grade: Grade | None = None
    place_id: PlaceId | None = None
    purpose: Purpose | None = None
    reason: str = UNANNOUNCED


@dataclass(frozen=True, slots=True)
class AssetTakenBack(Event):
    asset_id: AssetId
    asset_code: str
    return_id: ReturnId
    return_number: str
    contract_id: ContractId
    contract_line_id: ContractLineId
    was_announced: bool
    still_open: int
    purpose: Purpose = Purpose.END

    def touched(self) -> Iterable[str]:
        return ("returns", f"return:{self.return_id}", f"asset:{self.asset_id}", "assets", "tasks")


def take_back_asset(command: TakeBackAsset, unit: Unit, clock: Clock) -> AssetTakenBack:
    """Closes the assignment, fills the return (opening one when none was announced), puts the asset to inspection.

    What is damaged opens a task for the office: somebody decides who pays for it.

    Raises:
        AlreadyTakenBack: it came back before.
        NotOut: it is not with a customer.
    """
    asset = unit.assets.get(command.asset_id)
    if asset.state.status in (Status.RECEIVED, Status.TO_REPAIR):
        raise AlreadyTakenBack(asset=asset.code)
    if asset.state.status not in OUT:
        raise NotOut(asset=asset.code, status=asset.state.status)
    holding = unit.assignments.holding(asset.id)
    known = unit.returns.open_for(asset.id)
    received_at = unit.context.effective_at
    line = ReturnLine(asset.id, holding.contract_line_id, contract_id=holding.contract_id)
    case = known or came_unasked(holding, [line], command.reason, command.purpose or _purpose(asset, unit), unit)
    case = case.received(asset.id, received_at, command.condition, command.grade)
    if known is None:
        unit.returns.add(case)
    else:
        unit.returns.save(case)
        rest_is_due(known, asset.id, unit, clock)
    _record(asset, command, case, unit, clock)
    unit.assignments.close(asset.id, received_at)
    return AssetTakenBack(
        asset.id,
        asset.code,
        case.id,
        case.number,
        holding.contract_id,
        holding.contract_line_id,
        case.is_announced,
        sum(line.state is LineState.EXPECTED for line in case.lines),
        case.purpose,
    )


def _purpose(asset: Asset, unit: Unit) -> Purpose:
    """Why it comes, where nobody says: lent out, or with a problem that the customer reported, or for good."""
    if unit.repairs.lent(asset.id) is not None:
        return Purpose.LOAN
    repair = unit.repairs.open_for(asset.id)
    return Purpose.END if repair is None or repair.contract_id is None else Purpose.REPAIR


def _record(asset: Asset, command: TakeBackAsset, case: Return, unit: Unit, clock: Clock) -> None:
    facts: dict[str, Fact] = {"condition": command.condition, "return": case.number}
    if command.grade is not None:
        facts["grade"] = command.grade
    if command.place_id is not None:
        facts["place"] = str(command.place_id)
    asset, event = asset.record(Kind.TAKEN_BACK, unit.context, clock.now(), facts)
    unit.assets.append(asset, event)
    unit.assets.append(*asset.record(Kind.SENT_TO_REPAIR, unit.context, clock.now()))
    unit.refurbishments.queue(asset.id)
    if command.condition in DAMAGED:
        unit.tasks.open(TaskKind.DAMAGED_RETURN, asset.code, {"return": case.number, "condition": command.condition})
