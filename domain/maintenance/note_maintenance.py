"""A maintenance or a test was done: the next one counts from here. A test that was not passed leads to a repair."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Event, Seat
from domain.assets.status import GONE
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.ids import AssetId
from domain.maintenance.book import CareDone
from domain.maintenance.due import tell_due
from domain.maintenance.meters import MOST_WORDS, Meter, Occasion, Reading, Shown
from domain.maintenance.plan import CarePlan, CarePlanId, Standing
from domain.maintenance.reading import take_readings
from domain.ports import Unit
from domain.refurbishment.finding import Found, note_defect
from domain.refurbishment.repairs import NothingToRepair, Origin, RepairId
from domain.refurbishment.report_problem import ReportProblem


class MaintenanceDayWrong(InvalidInput):
    """It was done today or before, and not before the thing was ours or before the last time."""

    code = "maintenance_day_wrong"


@dataclass(frozen=True, slots=True)
class NoteMaintenance(Command):
    """`repair_id` is made where it is noted: for the order that a test which was not passed opens. `note`: what was
    done, who tested, the number of the protocol; about the thing alone. `shown`: its meters."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | FLOOR
    has_consequences: ClassVar[bool] = True

    asset_id: AssetId
    plan_id: CarePlanId
    done_on: date
    repair_id: RepairId
    passed: bool = True
    note: str = ""
    shown: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class MaintenanceNoted(Event):
    """`title`: what was done. `repair`: where the defect stands now; None: it passed."""

    asset_id: AssetId
    asset_code: str
    title: str
    passed: bool
    repair: Found | None = None

    def touched(self) -> Iterable[str]:
        topics = ("care", "tasks", "assets", f"asset:{self.asset_id}")
        return topics if self.repair is None else (*topics, *self.repair.touched())


def note_maintenance(command: NoteMaintenance, unit: Unit, clock: Clock) -> MaintenanceNoted:
    """Raises UnknownAsset, UnknownCarePlan, MaintenanceDayWrong, NothingToRepair, and what readings raise."""
    asset = unit.assets.get(command.asset_id)
    if asset.state.status in GONE:
        raise NothingToRepair(asset=asset.code, status=asset.state.status)
    care = unit.care.of_asset(asset.id)
    plan = care.plan(command.plan_id)
    standings = unit.care.standings([asset.id])
    standing = next(each for each in standings if each.plan.id == plan.id)
    if not standing.since <= command.done_on <= unit.today():
        raise MaintenanceDayWrong(day=command.done_on, since=standing.since)
    read = {each.meter: each for each in take_readings(asset.id, command.shown, Occasion.MAINTENANCE, unit, care)}
    last = standing.last if plan.meter is None else read.get(plan.meter, standing.last)
    used = 0 if last is None else last.used
    note = " ".join(command.note.split())[:MOST_WORDS]
    unit.care.add_done(CareDone(asset.id, plan, command.done_on, used, command.passed, note))
    if not command.passed:
        report = ReportProblem(command.repair_id, asset.id, _problem(plan, note), Origin.MAINTENANCE)
        found = note_defect(report, unit, clock)
        return MaintenanceNoted(asset.id, asset.code, plan.title, False, found)
    done = replace(standing, since=command.done_on, used_then=used)
    now = [_with_reading(done if each is standing else each, read) for each in standings]
    tell_due(asset, now, unit.today(), unit)
    return MaintenanceNoted(asset.id, asset.code, plan.title, True)


def _with_reading(standing: Standing, read: Mapping[Meter, Reading]) -> Standing:
    known = None if standing.plan.meter is None else read.get(standing.plan.meter)
    return standing if known is None else replace(standing, last=known)


def _problem(plan: CarePlan, note: str) -> str:
    return f"{plan.title}: {note}" if note else plan.title
