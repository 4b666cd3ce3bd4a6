"""One life of a contract with all that happens in it, row by row in each of the six timelines."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from domain.application import Seat
from domain.assets.status import Condition, Grade
from domain.billing.record_payment import RecordPayment
from domain.contracts.add_note import AddNote
from domain.contracts.change_price import ChangePrice
from domain.contracts.charge_once import ChargedItem
from domain.contracts.effective import NOW
from domain.contracts.notes import NoteId
from domain.ids import ContractLineId
from domain.money import Money
from domain.period import Period
from domain.refunds.model import GiftAsked
from domain.refunds.send_refund import SendRefund
from domain.refurbishment.diagnose_repair import DiagnoseRepair
from domain.refurbishment.repairs import RepairId
from domain.refurbishment.report_problem import ReportProblem
from domain.returns.announce_return import AnnounceReturn
from domain.returns.charge_claim import ChargeClaim
from domain.returns.claim_damage import ClaimDamage
from domain.returns.note_damage import NoteDamage
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.confirm_arrival import ConfirmArrival
from domain.views.lifecycle import LifeCursor, LifeKind, LifeOf, LifePlace, LifeQuestion, LifeRow
from storage.queries.lifecycle import Lifecycle
from tests.storage.business import Business
from tests.storage.life_of_all import whole_life
from tests.storage.refund_story import asked
from tests.storage.trade import Rented, bill, contract_of, days, rent, today

SENT = """
    31.01. letter invoice R-2026-000001
    31.01. document invoice R-2026-000001
    31.01. change ActivateContract CT-001001-Q
    31.01. ledger reserved RB-000001-3
    31.01. ledger received RB-000001-3
    31.01. command DispatchShipment SH-001001-0
    31.01. command FinishPacking SH-001001-0
    31.01. command PlaceOrder OR-001001-M"""
IN_USE = """
    01.03. letter invoice R-2026-000002
    01.03. document invoice R-2026-000002
    10.02. change ChangePrice CT-001001-Q
    09.02. letter refund_sent CT-001001-Q
    09.02. money pay_out CU-001001-9
    09.02. step refund.send RF-001001-U
    08.02. letter invoice RK-2026-000001
    08.02. money kept RK-2026-000001
    08.02. document credit_note RK-2026-000001
    08.02. command AskRefund RF-001001-U
    07.02. step repair.diagnose RP-001001-S
    06.02. letter problem_received CT-001001-Q
    06.02. command ReportProblem RP-001001-S
    05.02. money payment R-2026-000001
    04.02. note AddNote CT-001001-Q
    03.02. command ConfirmArrival SH-001001-0"""
BACK = """
    11.03. letter invoice R-2026-000003
    11.03. document invoice R-2026-000003
    10.03. change ChargeClaim CT-001001-Q
    10.03. step return.charge_claim RT-001001-Y
    09.03. letter damage_claimed CT-001001-Q
    09.03. step return.tell_claim RT-001001-Y
    08.03. task damaged_return RB-000001-3
    08.03. step return.note_damage RT-001001-Y
    07.03. letter return_received CT-001001-Q
    07.03. task damaged_return RB-000001-3
    07.03. change EndReturnedLine CT-001001-Q
    07.03. step return.receive_all RT-001001-Y
    07.03. ledger sent_to_repair RB-000001-3
    07.03. ledger taken_back RB-000001-3
    02.03. letter return_by_label CT-001001-Q
    02.03. command AnnounceReturn RT-001001-Y"""
INVOICE = """
    08.02. letter invoice RK-2026-000001
    08.02. money kept RK-2026-000001
    08.02. document credit_note RK-2026-000001
    05.02. money payment R-2026-000001
    31.01. letter invoice R-2026-000001
    31.01. document invoice R-2026-000001"""
ON_FLOOR = """
    10.03. step return.charge_claim RT-001001-Y
    09.03. step return.tell_claim RT-001001-Y
    08.03. step return.note_damage RT-001001-Y
    07.03. ledger sent_to_repair RB-000001-3
    07.03. ledger taken_back RB-000001-3
    02.03. ledger return_announced RB-000001-3
    07.02. step repair.diagnose RP-001001-S
    06.02. command ReportProblem RP-001001-S
    03.02. command ConfirmArrival SH-001001-0
    31.01. ledger shipped RB-000001-3
    31.01. ledger packed RB-000001-3
    31.01. ledger reserved RB-000001-3
    31.01. ledger received RB-000001-3
    31.01. command PlaceOrder SH-001001-0"""
THING = """
    11.03. letter invoice R-2026-000003
    11.03. document invoice R-2026-000003
    10.03. step return.charge_claim RT-001001-Y
    09.03. step return.tell_claim RT-001001-Y
    08.03. task damaged_return RB-000001-3
    08.03. step return.note_damage RT-001001-Y
    07.03. task damaged_return RB-000001-3
    07.03. ledger sent_to_repair RB-000001-3
    07.03. ledger taken_back RB-000001-3
    02.03. ledger return_announced RB-000001-3
    01.03. letter invoice R-2026-000002
    01.03. document invoice R-2026-000002
    10.02. change ChangePrice CT-001001-Q
    08.02. letter invoice RK-2026-000001
    08.02. money kept RK-2026-000001
    08.02. document credit_note RK-2026-000001
    08.02. change AskRefund CT-001001-Q
    07.02. step repair.diagnose RP-001001-S
    06.02. command ReportProblem RP-001001-S
    05.02. money payment R-2026-000001
    03.02. command ConfirmArrival SH-001001-0
    31.01. letter invoice R-2026-000001
    31.01. document invoice R-2026-000001
    31.01. change ActivateContract CT-001001-Q
    31.01. ledger shipped RB-000001-3
    31.01. ledger packed RB-000001-3
    31.01. ledger reserved RB-000001-3
    31.01. ledger received RB-000001-3
    31.01. command PlaceOrder OR-001001-M"""


def listed(*parts: str) -> list[str]:
    return [line.strip() for part in parts for line in part.strip().splitlines()]


def told(rows: Iterable[LifeRow]) -> list[str]:
    """Day, who tells, what, and the number that it leads to."""
    return [f"{row.at:%d.%m.} {row.teller} {row.name} {row.number}" for row in rows]


def live(business: Business) -> tuple[Rented, UUID, UUID, UUID]:
    """What was rented, its customer, its first invoice and its return."""
    bike, customer = business.product(price="119.00"), business.customer()
    what = rent(business, customer, bike)
    [first] = business.rows("SELECT id FROM umlauf.invoice")
    contract_id, [asset] = what.contract_id, what.assets
    business.pass_days(3)
    business.do(Seat.WAREHOUSE, ConfirmArrival(what.order.shipment_id, today(business)))
    business.pass_days(1)
    business.do(Seat.BACKOFFICE, AddNote(contract_id, NoteId(uuid4()), "Ruft abends an."))
    business.pass_days(1)
    gross = Money.of("119.00")
    business.do(Seat.BACKOFFICE, RecordPayment(first["id"], gross, gross, today(business)))
    business.pass_days(1)
    repair = RepairId(uuid4())
    business.do(Seat.BACKOFFICE, ReportProblem(repair, asset, "Die Bremse quietscht."))
    business.pass_days(1)
    business.do(Seat.BACKOFFICE, DiagnoseRepair(repair, "Belag verschlissen"))
    business.pass_days(1)
    week = asked(contract_id, "29.75", GiftAsked(Period(today(business), today(business) + days(7)), None))
    business.do(Seat.BACKOFFICE, week)
    business.pass_days(1)
    business.do(Seat.BACKOFFICE, SendRefund(week.refund_id, Money.of("29.75"), today(business)))
    business.pass_days(1)
    contract = contract_of(business, contract_id)
    line_id = contract.lines[0].id
    price = Money.of("129.00")
    dearer = ChangePrice(contract_id, contract.version, "besseres Rad", line_id=line_id, price=price, timing=NOW)
    business.do(Seat.BACKOFFICE, dearer)
    business.pass_days(19)
    bill(business)
    business.pass_days(1)
    case = business.do(Seat.BACKOFFICE, AnnounceReturn(contract_id, today(business) + days(9))).return_id
    business.pass_days(5)
    business.do(Seat.WAREHOUSE, TakeBackAsset(asset, Condition.DAMAGED_REPAIRABLE, Grade.C))
    business.pass_days(1)
    business.do(Seat.WAREHOUSE, NoteDamage(case, asset, "", "Kratzer"))
    business.pass_days(1)
    item = ChargedItem(ContractLineId(uuid4()), "Kratzer", Money.of("25.00"))
    business.do(Seat.BACKOFFICE, ClaimDamage(case, contract_id, (item,)))
    business.pass_days(1)
    business.do(Seat.BACKOFFICE, ChargeClaim(case, is_agreed=True))
    business.pass_days(1)
    bill(business)
    return what, customer.customer_id, first["id"], case


def test_process_18_lifecycle_views(business: Business) -> None:
    """A life row by row in each of the six timelines."""
    what, customer_id, invoice_id, case = live(business)
    office = Lifecycle(business.connection(Seat.BACKOFFICE))

    def life(of: LifeOf, thing_id: UUID) -> list[str]:
        return told(whole_life(office, of, thing_id))

    ended = "07.03. letter contract_ended CT-001001-Q"
    of_contract = listed(BACK, IN_USE, SENT)
    of_contract.insert(of_contract.index("07.03. letter return_received CT-001001-Q"), ended)
    found = life(LifeOf.CONTRACT, what.contract_id)
    assert sorted(found) == sorted(of_contract), "nothing is missing, nothing is told twice"
    assert [each for each in found if each != ended] == [each for each in of_contract if each != ended]
    assert life(LifeOf.ORDER, what.order.order_id) == found
    assert life(LifeOf.CUSTOMER, customer_id) == [*found, "31.01. command RegisterCustomer CU-001001-9"]
    assert life(LifeOf.RETURN, case) == listed(BACK)
    assert life(LifeOf.INVOICE, invoice_id) == listed(INVOICE)
    assert life(LifeOf.ASSET, what.assets[0]) == listed(THING)

    rows = {row.name: row for row in whole_life(office, LifeOf.CONTRACT, what.contract_id)}
    price, damage, refund = rows["ChangePrice"], rows["taken_back"], rows["AskRefund"]
    assert (price.who, price.seat, price.store, price.why) == ("Anna", Seat.BACKOFFICE, "Prüfstand", "besseres Rad")
    assert [each.after for each in price.differences] == [Money.of("129.00")]
    assert (damage.who, damage.seat, damage.place) == ("Mehmet", Seat.WAREHOUSE, LifePlace.ASSET)
    assert (damage.fact("condition"), damage.fact("customer")) == ("damaged_repairable", "Jonas Brückner")
    assert (refund.amount, refund.why, len(refund.differences)) == (Money.of("29.75"), "Bremse defekt", 1)
    assert rows["AddNote"].why == "Ruft abends an."
    assert rows["payment"].amount == Money.of("119.00")

    floor = Lifecycle(business.connection(Seat.WAREHOUSE))
    seen = list(whole_life(floor, LifeOf.ASSET, what.assets[0]))
    assert told(seen) == listed(ON_FLOOR)
    assert {row.amount for row in seen} == {None}, "no money on the floor"
    assert {row.why for row in seen} == {""}, "what the office wrote stays there"

    _filtered(business, office, what.contract_id, found)


def _filtered(business: Business, office: Lifecycle, contract_id: UUID, whole: list[str]) -> None:
    """Kind, days and person are asked of the database; small pages tell the same as one large one."""

    def asked_for(**chosen: Any) -> list[str]:
        return told(office.page(LifeQuestion(LifeOf.CONTRACT, contract_id, **chosen)).rows)

    assert asked_for(kinds=frozenset({LifeKind.MONEY})) == [
        each for each in whole if " money " in each or " refund." in each or "AskRefund" in each
    ]
    february = asked_for(first_on=date(2026, 2, 4), last_on=date(2026, 2, 5))
    assert february == [each for each in whole if each.startswith(("04.02.", "05.02."))]
    [mehmet] = [person_id for person_id, name in office.people() if name == "Mehmet"]
    assert {row.split()[1] for row in asked_for(who=mehmet)} == {"ledger", "step", "command"}
    pages: list[str] = []
    after: LifeCursor | None = None
    while True:
        page = office.page(LifeQuestion(LifeOf.CONTRACT, contract_id, limit=5, after=after))
        pages += told(page.rows)
        after = page.after
        if after is None:
            break
    assert pages == whole
    nobody = Lifecycle(business.connection(Seat.BACKOFFICE)).page(LifeQuestion(LifeOf.CONTRACT, uuid4()))
    assert (nobody.rows, nobody.after) == ((), None)
