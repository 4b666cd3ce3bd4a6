"""Every command of maintenance and inspections, each from the seat that is asked for: what `test_seats.py` tells."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from domain.application import Command
from domain.assets.receive_assets import ReceiveAssets
from domain.catalog.add_product import ProductAdded
from domain.inspections.answers import Answer
from domain.inspections.book import InspectionId
from domain.inspections.fill_inspection import FillInspection
from domain.inspections.form import FormId, FormPage, Option, Question, QuestionKind
from domain.inspections.save_form import SaveForm
from domain.maintenance.ask_maintenance import AskMaintenance
from domain.maintenance.book import CareDoneId, Visit
from domain.maintenance.look_at_maintenance import LookAtMaintenance
from domain.maintenance.meters import Meter, Occasion, Shown
from domain.maintenance.note_maintenance import NoteMaintenance
from domain.maintenance.plan import CareKind, CarePlan, CarePlanId
from domain.maintenance.read_meter import ReadMeter
from domain.maintenance.save_care import SaveCare
from domain.maintenance.tell_maintenance import TellMaintenance
from domain.maintenance.undo_maintenance import UndoMaintenance
from domain.refurbishment.repairs import RepairId
from tests.storage.business import Business
from tests.storage.trade import days, rent, today

Do = Callable[[Command], Any]

YES_NO = (Option("fine", "In Ordnung", "Fine"), Option("worn", "Verschlissen", "Worn", is_fine=False))
BRAKES = Question("brakes", QuestionKind.CHOICE, "Bremsen", "Brakes", YES_NO)
KILOMETRES = Question("km", QuestionKind.NUMBER, "Kilometer", "Odometer", unit="km", meter=Meter.ODOMETER)
PAGES = (FormPage("Technik", "Technics", (BRAKES, KILOMETRES)),)


def answers(brakes: str, kilometres: int) -> tuple[Answer, ...]:
    return (Answer("brakes", brakes), Answer("km", str(kilometres)))


def filling(asset: Any, form: FormId, version: int, given: tuple[Answer, ...], occasion: Occasion) -> FillInspection:
    return FillInspection(InspectionId(uuid4()), asset, form, version, occasion, given, RepairId(uuid4()))


def tell_care(do: Do, business: Business, bike: ProductAdded) -> None:
    """A bike that is read, inspected, found worn, and tested; a customer's that is asked for."""
    service = CarePlan(CarePlanId(uuid4()), CareKind.SERVICE, "Inspektion", 12, Meter.ODOMETER, 2_000)
    test = CarePlan(CarePlanId(uuid4()), CareKind.LEGAL_TEST, "DGUV V3", 1)
    do(SaveCare(bike.product_id, 0, (Meter.ODOMETER,), (service, test)))
    do(SaveCare(bike.product_id, 1, (Meter.ODOMETER,), (service, test)))
    form = FormId(uuid4())
    occasions = (Occasion.MAINTENANCE,)
    do(SaveForm(form, 0, "Prüfung", "", bike.product_id, occasions, PAGES))
    [asset] = do(ReceiveAssets(bike.variant_ids[0], ("W-1",))).asset_ids
    do(ReadMeter(asset, Occasion.WORKSHOP, (Shown(Meter.ODOMETER, 3),)))
    do(filling(asset, form, 1, answers("worn", 9), Occasion.MAINTENANCE))
    done = NoteMaintenance(asset, service.id, today(business), RepairId(uuid4()), shown=(Shown(Meter.ODOMETER, 12),))
    do(done)
    [row] = business.rows("SELECT id FROM umlauf.care_done")
    do(UndoMaintenance(CareDoneId(row["id"]), asset, "falsches Rad"))
    do(NoteMaintenance(asset, test.id, today(business), RepairId(uuid4()), passed=False, note="Isolation"))
    held = rent(business, business.customer("Wartmann"), bike).assets[0]
    business.clock.advance(days(29))
    do(LookAtMaintenance((asset, held), today(business)))
    asked = do(AskMaintenance(held, test.id, Visit.BRING, today(business) + days(9)))
    told = (asked.title, Visit.BRING, today(business) + days(9), asked.number)
    do(TellMaintenance(asked.contract_id, held, *told))
    do(SaveForm(form, 1, "Prüfung", "", bike.product_id, occasions, PAGES, is_closed=True))
