"""Work on a thing ends: back in stock, or retired. Minutes and parts are facts; the worker puts prices to them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, Command, CommandKind, Event, Seat
from domain.assets.ledger import Fact
from domain.assets.model import Asset
from domain.assets.status import Condition, Grade, Kind, Status
from domain.clock import Clock
from domain.ids import AssetId, PlaceId, VariantId
from domain.inspections.needed import check_passed, form_to_pass
from domain.maintenance.due import check_not_overdue
from domain.orders.model import QuantityWrong
from domain.ports import Unit
from domain.refurbishment.model import (
    ChecklistOpen,
    CheckResult,
    MinutesWrong,
    NotQueued,
    PartUsed,
    ReasonMissing,
)
from domain.refurbishment.repairs import RepairStep
from domain.supplies.model import ask_to_count, take
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class FinishRefurbishment(Command):
    """`reason` says why a thing failed ("" when it passed). `place_id` None: it stays where it is."""

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR
    has_consequences: ClassVar[bool] = True

    asset_id: AssetId
    passed: bool
    minutes: int
    checks: tuple[CheckResult, ...]
    parts: tuple[PartUsed, ...] = ()
    grade: Grade | None = None
    reason: str = ""
    place_id: PlaceId | None = None


@dataclass(frozen=True, slots=True)
class RefurbishmentFinished(Event):
    asset_id: AssetId
    asset_code: str
    passed: bool
    minutes: int

    def touched(self) -> Iterable[str]:
        return ("refurbishments", "repairs", f"asset:{self.asset_id}", "assets", "supplies", "tasks")


def finish_refurbishment(command: FinishRefurbishment, unit: Unit, clock: Clock) -> RefurbishmentFinished:
    """Passed: in stock and ready. Failed: retired, with a task to take it off the floor.

    Raises:
        NotQueued: nobody works at this thing.
        ChecklistOpen: it shall pass, and a point of its category's checklist is missing or not fine.
        InspectionOpen: its kind has a form, which was not filled since it came, or not passed.
        CareOverdue: a maintenance is overdue without which it does not leave the house again.
        ReasonMissing, MinutesWrong, QuantityWrong: what was entered does not make sense.
    """
    asset = unit.assets.get(command.asset_id)
    _check(command)
    if asset.state.status is not Status.IN_REPAIR:
        raise NotQueued(asset=asset.code, status=asset.state.status)
    repair = unit.repairs.open_for(asset.id)
    if command.passed:
        _check_fit(command, asset, unit, is_repaired=repair is not None)
    facts: dict[str, Fact] = {"minutes": command.minutes}
    if command.grade is not None:
        facts["grade"] = command.grade
    if command.place_id is not None:
        facts["place"] = str(command.place_id)
    if command.passed:
        condition = Condition.USED if asset.state.condition is not Condition.UNUSED else Condition.UNUSED
        kind, facts = Kind.REPAIR_PASSED, facts | {"condition": condition}
    else:
        kind, facts = Kind.RETIRED, facts | {"condition": Condition.DAMAGED_BEYOND_REPAIR}
    unit.assets.append(*asset.record(kind, unit.context, clock.now(), facts))
    unit.refurbishments.finish(command, unit.context.effective_at)
    _take_parts(command, asset.code, unit)
    if repair is not None:
        unit.repairs.save(repair.at_the_bench().stepped(RepairStep.PASS if command.passed else RepairStep.FAIL))
    if not command.passed:
        unit.tasks.open(TaskKind.RETIRED_THING, asset.code, {})
    return RefurbishmentFinished(asset.id, asset.code, command.passed, command.minutes)


def _take_parts(command: FinishRefurbishment, code: str, unit: Unit) -> None:
    """Off the shelves, each product once."""
    wanted: Counter[VariantId] = Counter()
    for part in command.parts:
        wanted[part.variant_id] += part.quantity
    for variant_id, pieces in wanted.items():
        missing = take(unit, variant_id, pieces, None)
        if missing:
            ask_to_count(unit, variant_id, missing, code)


def _check(command: FinishRefurbishment) -> None:
    if not 0 <= command.minutes <= 10_000:
        raise MinutesWrong(value=command.minutes)
    for part in command.parts:
        if not 1 <= part.quantity <= 999:
            raise QuantityWrong(value=part.quantity)
    if not command.passed and not command.reason.strip():
        raise ReasonMissing


def _check_fit(command: FinishRefurbishment, asset: Asset, unit: Unit, *, is_repaired: bool) -> None:
    """By the form of its kind, or by the checklist where there is none; and nothing may be overdue."""
    form = form_to_pass(asset, unit, is_repaired=is_repaired)
    if form is None:
        _check_list(command, unit.catalog.checklist(asset.variant_id))
    else:
        check_passed(asset, form, unit)
    check_not_overdue(asset, unit.care.blocking(asset.id), unit.today())


def _check_list(command: FinishRefurbishment, points: tuple[str, ...]) -> None:
    fine = {check.code for check in command.checks if check.is_fine}
    missing = [point for point in points if point not in fine]
    if missing:
        raise ChecklistOpen(open=len(missing))
