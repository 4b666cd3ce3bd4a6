"""Things that are looked after: by kilometres, by cycles, by the law; inspected, found worn, repaired and passed."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.assets.status import Condition, Grade
from domain.availability.forecast import Reason
from domain.clock import legal_day
from domain.ids import AssetId, ProductId
from domain.inspections.answers import Answer, AnswersOpen
from domain.inspections.book import InspectionOpen
from domain.inspections.fill_inspection import InspectionFilled
from domain.inspections.form import FormChanged, FormId, FormPage, FormTaken, OnlyIf, Option, Question, QuestionKind
from domain.inspections.save_form import SaveForm
from domain.maintenance.ask_maintenance import AskMaintenance, MaintenanceAskedInThePast
from domain.maintenance.book import UnknownMaintenance, Visit
from domain.maintenance.meters import Meter, MeterJumped, MeterNotDeclared, MeterWentBack, Occasion, Shown
from domain.maintenance.note_maintenance import MaintenanceDayWrong, NoteMaintenance
from domain.maintenance.plan import CareChanged, CareKind, CareOverdue, CarePlan, CarePlanId, DueState
from domain.maintenance.read_meter import ReadMeter
from domain.maintenance.save_care import SaveCare
from domain.maintenance.undo_maintenance import UndoMaintenance
from domain.money import Money
from domain.period import add_months
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.model import ChecklistOpen, CheckResult
from domain.refurbishment.repairs import Origin, RepairId, RepairStage
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.model import NotOut
from domain.returns.take_back_asset import TakeBackAsset
from domain.settings.change_return_settings import ChangeReturnSettings
from domain.settings.returns import DamagePrice, ReturnSettings
from domain.shipping.pick_asset import PickAsset
from domain.tasks.clear_task import ClearTask
from domain.tasks.model import TaskKind, TaskNeedsDecision
from domain.views.maintenance import DueFilter, ThingCare
from storage.queries.availability import Availability
from storage.queries.floor import FloorBook
from tests.scenarios.test_stories_of_goods import AGREED, nights, send, told, waiting
from tests.storage.business import Business
from tests.storage.care_story import filling
from tests.storage.trade import check_books, days, rent, today

FRAME = Question(
    "frame",
    QuestionKind.CHOICE,
    "Rahmen",
    "Frame",
    (
        Option("clean", "sauber", "clean", grade=Grade.A),
        Option("scratched", "Kratzer im Lack", "scratched", grade=Grade.B, damage="scratch"),
    ),
)
WHERE = Question("where", QuestionKind.TEXT, "Wo?", "Where?", only_if=OnlyIf("frame", ("scratched",)))
BRAKES = Question(
    "brakes",
    QuestionKind.CHOICE,
    "Bremsbeläge",
    "Brake pads",
    (Option("good", "gut", "good"), Option("worn", "verschlissen", "worn", is_fine=False)),
)
KILOMETRES = Question("km", QuestionKind.NUMBER, "Kilometerstand", "Odometer", unit="km", meter=Meter.ODOMETER)
PAGES = (FormPage("Aussehen", "Looks", (FRAME, WHERE)), FormPage("Technik", "Technics", (BRAKES, KILOMETRES)))


def plan(title: str, kind: CareKind = CareKind.SERVICE, **values: Any) -> CarePlan:
    return CarePlan(CarePlanId(uuid4()), kind, title, **values)


def care(business: Business, product: ProductId, meters: tuple[Meter, ...], *plans: CarePlan) -> None:
    business.do(Seat.OWNER, SaveCare(product, 0, meters, plans))


def known(business: Business, asset: AssetId, seat: Seat = Seat.WAREHOUSE) -> ThingCare:
    return FloorBook(business.connection(seat)).care.of_asset(asset, today(business))


def tasks(business: Business) -> list[tuple[str, str]]:
    rows = business.rows(
        "SELECT t.subject, t.facts ->> 'title' AS title FROM umlauf.task t WHERE t.closed_at IS NULL AND t.kind = %(k)s"
        " ORDER BY t.opened_at",
        k=TaskKind.MAINTENANCE_DUE,
    )
    return [(row["subject"], row["title"]) for row in rows]


def letters(business: Business) -> list[str]:
    rows = business.rows(
        "SELECT facts ->> 'kind' AS kind FROM umlauf.outbox WHERE facts ->> 'kind' LIKE 'maintenance%%'"
        " ORDER BY created_at, ctid"
    )
    return [row["kind"] for row in rows]


def months(business: Business, until: date) -> None:
    """The nights that matter: the 2nd of each month, on which the rent is asked for, and the last one."""
    day = today(business)
    while day < until:
        second = add_months(day.replace(day=2), 0 if day.day < 2 else 1)
        day = min(second, until)
        business.pass_days((day - today(business)).days - 1)
        nights(business, day)


def fill(business: Business, asset: AssetId, form: FormId, occasion: Occasion, **given: str) -> InspectionFilled:
    answers = tuple(Answer(question, value) for question, value in given.items())
    filled: InspectionFilled = business.do(Seat.WAREHOUSE, filling(asset, form, 1, answers, occasion))
    return filled


def noted(business: Business, asset: AssetId, by: CarePlan, value: int | None = None, **more: Any) -> Any:
    shown = () if value is None or by.meter is None else (Shown(by.meter, value),)
    command = NoteMaintenance(asset, by.id, today(business), RepairId(uuid4()), shown=shown, **more)
    return business.do(Seat.WAREHOUSE, command)


def test_a_bike_over_two_years(business: Business) -> None:
    """A service every 2,000 km or every year. Rented from 2 February 2026 on; in July the customer tells 1,700 km, so
    at that pace it is due in August, and is asked to bring it by the 10th. It comes with 1,950 km, is inspected, the
    pads are worn and the frame is scratched; repaired, it passes, the service is noted and it goes out again. A slow
    winter later the next one comes by the year, in August 2027. The rent is 79.00 every month: the days in which the
    bike is with us are fewer than the seven after which a contract rests.
    """
    bike = business.product(terms=AGREED)
    service = plan("Inspektion", months=12, meter=Meter.ODOMETER, every=2_000)
    care(business, bike.product_id, (Meter.ODOMETER,), service)
    damages = (DamagePrice("scratch", "Kratzer", Money.of("25.00"), "bike"),)
    business.do(Seat.OWNER, ChangeReturnSettings(0, ReturnSettings(damages=damages)))
    form = FormId(uuid4())
    occasions = (Occasion.TAKE_BACK, Occasion.WORKSHOP)
    business.do(Seat.OWNER, SaveForm(form, 0, "Fahrradprüfung", "bike", None, occasions, PAGES))
    own = rent(business, business.customer(), bike).assets[0]
    business.do(Seat.WAREHOUSE, ReadMeter(own, Occasion.HAND_OUT, (Shown(Meter.ODOMETER, 0),)))
    _asked_for(business, own, service)
    _found_worn_and_repaired(business, own, service, form)
    _a_slow_year(business, own, service)
    page = known(business, own)
    assert [(done.done_on, done.passed) for done in page.done] == [(date(2027, 7, 20), True), (date(2026, 8, 8), True)]
    assert [row.reading.value for row in page.of(Meter.ODOMETER)] == [2_100, 1_950, 1_950, 1_950, 1_700, 0]
    assert [row.passed for row in page.inspections] == [True, False]
    assert letters(business) == ["maintenance_bring", "maintenance_visit"]
    assert [row[1:3] for row in told(business)] == [("invoice", 7900)] * 25
    check_books(business)


def _asked_for(business: Business, own: AssetId, service: CarePlan) -> None:
    months(business, date(2026, 7, 20))
    assert tasks(business) == []
    business.do(Seat.BACKOFFICE, ReadMeter(own, Occasion.CUSTOMER, (Shown(Meter.ODOMETER, 1_700),)))
    [due] = known(business, own).due
    assert (due.due.on, due.due.left, due.due.state) == (date(2026, 8, 19), 300, DueState.SOON)
    nights(business, date(2026, 7, 21))
    [(_, title)] = tasks(business)
    assert title == "Inspektion"
    with pytest.raises(MaintenanceAskedInThePast):
        business.do(Seat.BACKOFFICE, AskMaintenance(own, service.id, Visit.BRING, date(2026, 7, 20)))
    asked = business.do(Seat.BACKOFFICE, AskMaintenance(own, service.id, Visit.BRING, date(2026, 8, 10)))
    assert asked.number.startswith("RT-")
    assert (tasks(business), letters(business)) == ([], ["maintenance_bring"])
    [due] = known(business, own).due
    assert (due.customer, due.asked, due.asked_for) == ("Jonas Brückner", Visit.BRING, date(2026, 8, 10))
    months(business, date(2026, 8, 8))
    assert tasks(business) == [], "asked for until the 10th"


def _found_worn_and_repaired(business: Business, own: AssetId, service: CarePlan, form: FormId) -> None:
    repairs = FloorBook(business.connection(Seat.BACKOFFICE)).repairs
    business.do(Seat.WAREHOUSE, TakeBackAsset(own, Condition.USED))
    business.do(Seat.WAREHOUSE, StartRefurbishment(own))
    with pytest.raises(AnswersOpen):
        fill(business, own, form, Occasion.TAKE_BACK, frame="scratched", brakes="worn", km="1950")
    given = {"frame": "scratched", "where": "Oberrohr", "km": "1950"}
    found = fill(business, own, form, Occasion.TAKE_BACK, brakes="worn", **given)
    assert (found.passed, found.grade, found.damages) == (False, Grade.B, 1)
    assert found.repair is not None
    [order] = repairs.of_asset(own, today(business))
    assert (order.stage, order.origin) == (RepairStage.IN_WORK, Origin.INSPECTION)
    assert order.problem == "Fahrradprüfung: Bremsbeläge: verschlissen"
    [damage] = business.rows("SELECT damage, title FROM umlauf.return_damage")
    assert (damage["damage"], damage["title"]) == ("scratch", "Kratzer im Lack")
    with pytest.raises(InspectionOpen):
        business.do(Seat.WAREHOUSE, FinishRefurbishment(own, True, 30, ()))
    business.clock.advance(days(1) / 24)
    passed = fill(business, own, form, Occasion.WORKSHOP, brakes="good", **given)
    assert (passed.passed, passed.repair, passed.damages) == (True, None, 0), "the scratch is noted once"
    noted(business, own, service, 1_950, note="Beläge neu, Kette geölt")
    business.do(Seat.WAREHOUSE, FinishRefurbishment(own, True, 45, (), grade=Grade.B))
    [order] = repairs.of_asset(own, today(business))
    assert order.stage is RepairStage.PASSED
    send(business, waiting(business), own)


def _a_slow_year(business: Business, own: AssetId, service: CarePlan) -> None:
    months(business, date(2027, 2, 3))
    business.do(Seat.BACKOFFICE, ReadMeter(own, Occasion.CUSTOMER, (Shown(Meter.ODOMETER, 2_100),)))
    months(business, date(2027, 7, 9))
    [due] = known(business, own).due
    assert (due.due.on, due.due.state) == (date(2027, 8, 8), DueState.SOON), "at that pace the meter would be later"
    business.do(Seat.BACKOFFICE, AskMaintenance(own, service.id, Visit.WE_COME, date(2027, 7, 20)))
    months(business, date(2027, 7, 20))
    business.do(Seat.BACKOFFICE, NoteMaintenance(own, service.id, date(2027, 7, 20), RepairId(uuid4()), note="bei ihm"))
    months(business, date(2028, 2, 3))


def test_a_coffee_machine_is_descaled_by_its_cycles(business: Business) -> None:
    """Every 500 cycles, and nothing that was missed leaves the house. The counter is replaced once: what was brewed
    before counts on."""
    machine = business.product("Kaffeemaschine", sku="CAFE")
    descaling = plan("Entkalken", meter=Meter.CYCLES, every=500, ask_days=14)
    care(business, machine.product_id, (Meter.CYCLES,), descaling)
    with pytest.raises(CareChanged):
        care(business, machine.product_id, (), descaling)
    asset = business.receive(machine, "KM-1").asset_ids[0]

    def read(value: int, **more: Any) -> None:
        business.do(Seat.WAREHOUSE, ReadMeter(asset, Occasion.WORKSHOP, (Shown(Meter.CYCLES, value, **more),)))

    with pytest.raises(MeterNotDeclared):
        business.do(Seat.WAREHOUSE, ReadMeter(asset, Occasion.WORKSHOP, (Shown(Meter.ODOMETER, 1),)))
    read(2)
    business.pass_days(30)
    read(302)
    with pytest.raises(MeterWentBack):
        read(5)
    with pytest.raises(MeterJumped):
        read(5_000)
    read(0, reason="Zählwerk getauscht")
    business.pass_days(30)
    read(250)
    [due] = known(business, asset).due
    assert (due.due.left, due.due.state) == (-52, DueState.OVERDUE), "302 before and 250 after"
    order = business.order(business.customer(), machine)
    with pytest.raises(CareOverdue):
        business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, asset))
    nights(business, today(business) + days(1))
    assert [title for _, title in tasks(business)] == ["Entkalken"]
    [task] = business.rows("SELECT id FROM umlauf.task WHERE closed_at IS NULL AND kind = 'maintenance_due'")
    with pytest.raises(TaskNeedsDecision):
        business.do(Seat.WAREHOUSE, ClearTask(task["id"]))
    noted(business, asset, descaling, 251)
    assert tasks(business) == []
    [due] = known(business, asset).due
    assert (due.due.left, due.due.state) == (500, DueState.LATER)
    [done] = known(business, asset).done
    business.do(Seat.WAREHOUSE, UndoMaintenance(done.id, asset, "falsche Maschine"))
    [due] = known(business, asset).due
    assert (due.due.left, due.due.state) == (-53, DueState.OVERDUE)
    with pytest.raises(UnknownMaintenance):
        business.do(Seat.WAREHOUSE, UndoMaintenance(done.id, asset, "noch einmal"))
    noted(business, asset, descaling, 251)
    assert sorted(bool(one.undone) for one in known(business, asset).done) == [False, True]
    send(business, order.shipment_id, asset)


def test_a_test_by_law_that_is_overdue_keeps_things_in_the_house(business: Business) -> None:
    """Every year. Two machines lie here and one is with a customer; the year goes by. One passes, one does not and is
    repaired; the customer's is tested where it stands."""
    drill = business.product("Bohrhammer", sku="BOHR", terms=AGREED)
    test = plan("DGUV V3", CareKind.LEGAL_TEST, months=12, ask_days=30)
    wipe = plan("Reinigen", months=12, blocks=False)
    care(business, drill.product_id, (), test, wipe)
    first, second = (business.receive(drill, serial).asset_ids[0] for serial in ("B-1", "B-2"))
    held = rent(business, business.customer(), drill).assets[0]
    got = legal_day(business.clock.now())
    months(business, date(2027, 1, 2))
    assert len(tasks(business)) == 3, "one a thing, though two plans come near"
    shelf = FloorBook(business.connection(Seat.WAREHOUSE)).care
    soon = shelf.list("", DueFilter.SOON, today(business)).rows
    assert {(row.plan.title, row.due.on) for row in soon} == {
        ("DGUV V3", date(2027, 1, 31)),
        ("Reinigen", date(2027, 1, 31)),
    }
    assert got == date(2026, 1, 31)
    assert [row.is_out for row in shelf.list("dguv", DueFilter.OUT, today(business)).rows] == [True]
    assert len(shelf.list("Brückner", DueFilter.ALL, today(business)).rows) == 2
    assert shelf.list("", DueFilter.OVERDUE, today(business)).rows == ()

    months(business, date(2027, 2, 1))
    assert len(shelf.list("", DueFilter.OVERDUE, today(business)).rows) == 6
    assert free(business) == (0, {(Reason.MAINTENANCE, 1)}), "what may not leave the house is promised to nobody"
    order = business.order(business.customer("Ohnesorg"), drill)
    with pytest.raises(CareOverdue):
        business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, first))
    noted(business, first, test, note="Protokoll 4711")
    assert (Reason.IN_STOCK, 1) in free(business)[1]
    business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, first))
    early = NoteMaintenance(first, test.id, today(business) + days(1), RepairId(uuid4()))
    with pytest.raises(MaintenanceDayWrong):
        business.do(Seat.WAREHOUSE, early)

    _not_passed(business, second, held, test)
    check_books(business)


def free(business: Business) -> tuple[int, set[tuple[Reason, int]]]:
    """Drills that are free today, and what comes."""
    found = Availability(business.connection(Seat.BACKOFFICE), business.clock).kind("BOHR").forecast
    return found.on(today(business)), {(each.reason, each.count) for each in found.entries if each.count > 0}


def _not_passed(business: Business, second: AssetId, held: AssetId, test: CarePlan) -> None:
    failed = noted(business, second, test, passed=False, note="Isolation 0,2 MΩ")
    assert failed.repair is not None
    [repair] = FloorBook(business.connection(Seat.WAREHOUSE)).repairs.of_asset(second, today(business))
    assert (repair.problem, repair.origin) == ("DGUV V3: Isolation 0,2 MΩ", Origin.MAINTENANCE)
    business.do(Seat.WAREHOUSE, StartRefurbishment(second))
    with pytest.raises(CareOverdue):
        business.do(Seat.WAREHOUSE, FinishRefurbishment(second, True, 20, ()))
    noted(business, second, test)
    business.do(Seat.WAREHOUSE, FinishRefurbishment(second, True, 20, ()))
    with pytest.raises(NotOut):
        business.do(Seat.BACKOFFICE, AskMaintenance(second, test.id, Visit.WE_COME, today(business)))

    business.do(Seat.BACKOFFICE, AskMaintenance(held, test.id, Visit.WE_COME, today(business)))
    at_home = NoteMaintenance(held, test.id, today(business), RepairId(uuid4()), passed=False, note="Kabel brüchig")
    business.do(Seat.BACKOFFICE, at_home)
    [repair] = FloorBook(business.connection(Seat.BACKOFFICE)).repairs.of_asset(held, today(business))
    assert repair.customer == "Jonas Brückner"
    kinds = {row["kind"] for row in business.rows("SELECT facts ->> 'kind' AS kind FROM umlauf.outbox")}
    assert "problem_received" in kinds, "the customer hears of the order"


def test_forms_have_versions_and_the_checklist_counts_where_there_is_none(business: Business) -> None:
    business.checklist()
    bike = business.product(terms=AGREED)
    own = rent(business, business.customer(), bike).assets[0]
    business.do(Seat.WAREHOUSE, TakeBackAsset(own, Condition.USED))
    business.do(Seat.WAREHOUSE, StartRefurbishment(own))
    inspections = FloorBook(business.connection(Seat.WAREHOUSE)).inspections
    assert inspections.to_inspect(str(own)).form is None
    form, other = FormId(uuid4()), FormId(uuid4())
    save = SaveForm(form, 0, "Prüfung", "bike", None, (Occasion.TAKE_BACK,), PAGES)
    business.do(Seat.OWNER, save)
    with pytest.raises(FormTaken):
        business.do(Seat.OWNER, SaveForm(other, 0, "Noch eine", "bike", None, (Occasion.TAKE_BACK,), PAGES))
    with pytest.raises(FormChanged):
        business.do(Seat.OWNER, SaveForm(form, 2, "Prüfung", "bike", None, (Occasion.TAKE_BACK,), PAGES))
    asked = inspections.to_inspect(str(own))
    assert asked.form is not None
    assert (asked.form.version, asked.occasion, asked.is_owed) == (1, Occasion.TAKE_BACK, True)
    given = {"frame": "clean", "brakes": "good", "km": "12"}
    with pytest.raises(MeterNotDeclared):
        fill(business, own, form, Occasion.TAKE_BACK, **given)
    care(business, bike.product_id, (Meter.ODOMETER,))
    filled = fill(business, own, form, Occasion.TAKE_BACK, **given)
    business.do(Seat.OWNER, SaveForm(form, 1, "Prüfung neu", "bike", None, (Occasion.TAKE_BACK,), PAGES[1:]))
    with pytest.raises(FormChanged):
        fill(business, own, form, Occasion.TAKE_BACK, **given)
    sheet = inspections.sheet(filled.inspection_id)
    assert (sheet.form.name, sheet.form.version, sheet.person, sheet.passed) == ("Prüfung", 1, "Mehmet", True)
    assert [(one.question, one.value) for one in sheet.answers("en")] == [
        ("Frame", "clean"),
        ("Brake pads", "good"),
        ("Odometer", "12"),
    ]
    business.do(Seat.WAREHOUSE, FinishRefurbishment(own, True, 5, ()))
    business.do(Seat.OWNER, SaveForm(form, 2, "Prüfung", "bike", None, (Occasion.TAKE_BACK,), PAGES, is_closed=True))
    assert inspections.to_inspect(str(own)).form is None
    business.pass_days(1)
    again = business.order(business.customer("Ohnesorg"), bike)
    send(business, again.shipment_id, own)
    business.do(Seat.WAREHOUSE, TakeBackAsset(own, Condition.USED))
    business.do(Seat.WAREHOUSE, StartRefurbishment(own))
    with pytest.raises(ChecklistOpen):
        business.do(Seat.WAREHOUSE, FinishRefurbishment(own, True, 5, ()))
    fine = (CheckResult("brakes", True), CheckResult("lights", True))
    business.do(Seat.WAREHOUSE, FinishRefurbishment(own, True, 5, fine))
