"""Meters that are read, and what has to be done to things again and again."""

from domain.maintenance.ask_maintenance import AskMaintenance
from domain.maintenance.book import Visit
from domain.maintenance.meters import Meter, Occasion, Shown
from domain.maintenance.note_maintenance import NoteMaintenance
from domain.maintenance.plan import CareKind, CarePlan, CarePlanId
from domain.maintenance.read_meter import ReadMeter
from domain.maintenance.save_care import SaveCare
from domain.refurbishment.repairs import RepairId
from tests.machines.house.world import Chances, House


def _save(house: House) -> None:
    """The owner wants bikes looked at every few months; told once, it stays."""
    row = house.any_row("SELECT p.id FROM umlauf.product p WHERE p.name = 'city'")
    if row is not None:
        plan_id, blocks = CarePlanId(house.new_id()), house.chance(50)
        service = CarePlan(plan_id, CareKind.SERVICE, "Inspektion", 3, blocks=blocks)
        if house.tries(SaveCare(row["id"], 0, (Meter.ODOMETER,), (service,))) is not None:
            house.care_plan = plan_id


def _read(house: House) -> None:
    asset = house.any_asset("in_stock", "received", "rented")
    if asset is not None:
        house.tries(ReadMeter(asset, Occasion.WORKSHOP, (Shown(Meter.ODOMETER, house.between(0, 3000)),)))


def _done(house: House) -> None:
    asset = house.any_asset("in_stock", "rented", "in_repair", "to_repair")
    if asset is not None and house.care_plan is not None:
        passed = house.chance(75)
        note = "" if passed else "Bremse"
        house.tries(NoteMaintenance(asset, house.care_plan, house.day(-3, 0), RepairId(house.new_id()), passed, note))


def _ask(house: House) -> None:
    asset = house.any_asset("rented")
    if asset is not None and house.care_plan is not None:
        house.tries(AskMaintenance(asset, house.care_plan, house.one_of(list(Visit)), house.day(0, 12)))


STEPS: Chances = ((1, _save), (2, _read), (3, _done), (1, _ask))
