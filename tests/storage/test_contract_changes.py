"""Contracts changed while they run, through the database: previewed, billed, told in the history, taken back."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.contracts.about import About, ChargeCause
from domain.contracts.add_line import AddLine
from domain.contracts.change_interval import ChangeInterval
from domain.contracts.change_price import ChangePrice
from domain.contracts.changing import BackdatingNeedsReason, ContractChangedMeanwhile
from domain.contracts.charge_once import ChargedItem, ChargeOnce
from domain.contracts.compared import What
from domain.contracts.effective import NOW
from domain.contracts.give_back_money import GiveBackMoney
from domain.contracts.giving_back import Gift
from domain.contracts.grant_discount import GrantDiscount
from domain.contracts.model import LineKind
from domain.contracts.move_payment import MovePayment
from domain.contracts.move_start import MoveStart
from domain.contracts.parts import Discount, Duration, DurationKind, Pause
from domain.contracts.pause_contract import PauseContract
from domain.contracts.resume_contract import ResumeContract
from domain.contracts.undo_change import ChangeIsBilled, NothingToUndo, UndoChange
from domain.ids import AssetId, ContractLineId
from domain.money import Money
from domain.period import Interval, Period, Unit
from storage.errors import StillReferred
from storage.queries.floor import FloorBook
from storage.queries.office import OfficeBook
from storage.queries.papers import invoice_sheet
from tests.storage.business import Business, tax_rules
from tests.storage.trade import Rented, bill, check_books, contract_of, differences, invoices, lines, rent, today


@pytest.fixture
def rented(business: Business) -> Rented:
    """A bike for 79.00 a month from 31 January, first invoice written."""
    return rent(business, business.customer(), business.product())


def euro(text: str) -> Money:
    return Money.of(text)


def change(business: Business, rented: Rented, kind: type, **values: object) -> None:
    contract = contract_of(business, rented.contract_id)
    business.do(Seat.BACKOFFICE, kind(contract.id, contract.version, **values))


def line_of(business: Business, rented: Rented) -> ContractLineId:
    return contract_of(business, rented.contract_id).lines[0].id


def office(business: Business) -> OfficeBook:
    return OfficeBook(business.connection(Seat.BACKOFFICE), tax_rules(), business.clock)


def test_a_dearer_price_is_previewed_billed_and_told(business: Business, rented: Rented) -> None:
    business.pass_days(10)
    contract = contract_of(business, rented.contract_id)
    command = ChangePrice(contract.id, contract.version, "besseres Rad", line_id=contract.lines[0].id, price=euro("89"))
    preview = office(business).preview_change(command)
    business.do(Seat.BACKOFFICE, command)
    bill(business)
    billed = [row["gross"] for row in invoices(business)]
    assert sum(billed[1:]) == preview.today_more.minor > 0
    [row] = [row for row in office(business).contract(contract.number).changes if row.by_person]
    assert (row.subject, row.reason, row.who) == ("ChangePrice", "besseres Rad", "Anna")
    [told] = row.differences
    assert (told.what, told.before, told.after) == (What.PRICE, euro("79"), euro("89"))
    assert told.days == Period(today(business))
    check_books(business)


def test_a_pause_and_its_end_survive_the_database(business: Business, rented: Rented) -> None:
    start = contract_of(business, rented.contract_id).start_on
    assert start is not None
    change(business, rented, PauseContract, pause=Pause(start.replace(month=start.month + 1), moves_end=True))
    business.pass_days(90)
    bill(business)
    assert len(invoices(business)) == 1
    change(business, rented, ResumeContract, resume_on=today(business))
    business.pass_days(31)
    bill(business)
    assert len(invoices(business)) == 2
    assert differences(business, rented.contract_id, today(business)) == ()
    check_books(business)


def test_discount_goodwill_and_charge_end_up_on_paper(business: Business, rented: Rented) -> None:
    line_id = line_of(business, rented)
    business.pass_days(5)
    ten = Discount("ten", "Zehn Prozent", Decimal(10), duration=Duration(DurationKind.ONCE), from_on=today(business))
    change(business, rented, GrantDiscount, discount=ten)
    period = contract_of(business, rented.contract_id).start_on
    assert period is not None
    gift = Gift("late", Period.through(period, period), euro("5"))
    change(business, rented, GiveBackMoney, gift=gift)
    item = ChargedItem(ContractLineId(uuid4()), "Display", euro("35"))
    change(business, rented, ChargeOnce, items=(item,))
    bill(business)
    reasons = {row["reason"] for document in invoices(business)[1:] for row in lines(business, document["number"])}
    assert reasons == {"goodwill", "one_off"}
    business.pass_days(30)
    bill(business)
    assert invoices(business)[-1]["gross"] == 7110
    assert differences(business, rented.contract_id, today(business)) == ()
    assert line_id == line_of(business, rented)
    check_books(business)


def test_a_yearly_interval_and_a_line_with_its_own_rhythm(business: Business, rented: Rented) -> None:
    change(business, rented, ChangeInterval, interval=Interval(Unit.YEAR), timing=NOW)
    beans = {"title": "Bohnen", "line_kind": LineKind.CONSUMABLE, "price": euro("24"), "vat": "reduced"}
    change(business, rented, AddLine, line_id=ContractLineId(uuid4()), interval=Interval(Unit.WEEK, 3), **beans)
    business.pass_days(66)
    bill(business)
    found = [row for document in invoices(business) for row in lines(business, document["number"])]
    assert [row["of_days"] for row in found if row["title"] == "Bohnen"] == [21, 21, 21, 21]
    assert any(row["of_days"] in (365, 366) for row in found)
    check_books(business)


def test_one_payment_is_asked_for_later_and_the_others_stay(business: Business, rented: Rented) -> None:
    contract = contract_of(business, rented.contract_id)
    [second] = [each.on for each in office(business).contract(contract.number).upcoming][:1]
    later = date.fromordinal(second.toordinal() + 10)
    change(business, rented, MovePayment, line_id=contract.lines[0].id, first_day=second, due_on=later)
    business.pass_days((second - today(business)).days)
    bill(business)
    assert len(invoices(business)) == 1
    business.pass_days(10)
    bill(business)
    assert len(invoices(business)) == 2


def test_a_late_delivery_moves_everything(business: Business, rented: Rented) -> None:
    start = contract_of(business, rented.contract_id).start_on
    assert start is not None
    change(business, rented, MoveStart, start_on=date.fromordinal(start.toordinal() + 5))
    business.pass_days(10)
    bill(business)
    assert differences(business, rented.contract_id, today(business)) == ()
    check_books(business)


def test_a_change_is_taken_back_while_no_invoice_knows_of_it(business: Business, rented: Rented) -> None:
    before = contract_of(business, rented.contract_id)
    change(business, rented, ChangePrice, line_id=before.lines[0].id, price=euro("99"))
    change(business, rented, UndoChange)
    assert contract_of(business, rented.contract_id).lines == before.lines
    with pytest.raises(NothingToUndo):
        change(business, rented, UndoChange)
    change(business, rented, ChangePrice, line_id=before.lines[0].id, price=euro("99"))
    bill(business)
    with pytest.raises(ChangeIsBilled):
        change(business, rented, UndoChange)


def test_two_people_do_not_overwrite_each_other(business: Business, rented: Rented) -> None:
    contract = contract_of(business, rented.contract_id)
    command = ChangePrice(contract.id, contract.version, line_id=contract.lines[0].id, price=euro("89"))
    business.do(Seat.BACKOFFICE, command)
    with pytest.raises(ContractChangedMeanwhile):
        business.do(Seat.OWNER, command)


def test_a_backdated_change_says_why(business: Business, rented: Rented) -> None:
    business.pass_days(40)
    line_id, start = line_of(business, rented), contract_of(business, rented.contract_id).start_on
    with pytest.raises(BackdatingNeedsReason):
        change(business, rented, ChangePrice, line_id=line_id, price=euro("69"), asked_on=start)
    change(business, rented, ChangePrice, line_id=line_id, price=euro("69"), asked_on=start, reason="falsch eingegeben")


def test_a_charge_says_on_the_invoice_what_happened_to_which_thing(business: Business, rented: Rented) -> None:
    about = About(ChargeCause.DAMAGE, rented.assets[0], "Display gesprungen, Foto liegt bei")
    plain = ChargedItem(ContractLineId(uuid4()), "Porto", euro("6.90"))
    damage = ChargedItem(ContractLineId(uuid4()), "Display", euro("35.00"), about=about)
    business.pass_days(3)
    change(business, rented, ChargeOnce, items=(damage, plain))
    assert [line.about for line in contract_of(business, rented.contract_id).lines] == [None, about, None]
    bill(business)
    database = business.connection(Seat.BACKOFFICE)
    issued = business.rows("SELECT id FROM umlauf.invoice ORDER BY series_number DESC LIMIT 1")[0]["id"]
    told, silent = invoice_sheet(database, issued).lines
    code = business.rows("SELECT code FROM umlauf.asset")[0]["code"]
    assert (told.cause, told.message, told.detail) == (ChargeCause.DAMAGE, "Display gesprungen, Foto liegt bei", code)
    assert (silent.cause, silent.message, silent.detail) == (None, "", "")


def test_a_charge_about_a_thing_that_is_not_there_is_refused(business: Business, rented: Rented) -> None:
    lost = ChargedItem(ContractLineId(uuid4()), "Schloss", euro("5"), about=About(asset_id=AssetId(uuid4())))
    with pytest.raises(StillReferred):
        change(business, rented, ChargeOnce, items=(lost,))
    assert len(contract_of(business, rented.contract_id).lines) == 1


def test_a_thing_tells_what_was_charged_because_of_it_to_those_who_read_money(
    business: Business, rented: Rented
) -> None:
    about = About(ChargeCause.DAMAGE, rented.assets[0], "Display gesprungen")
    business.pass_days(3)
    change(
        business,
        rented,
        ChargeOnce,
        items=(ChargedItem(ContractLineId(uuid4()), "Display", euro("35.70"), about=about),),
    )
    bill(business)
    business.pass_days(1)
    change(
        business, rented, ChargeOnce, items=(ChargedItem(ContractLineId(uuid4()), "Klingel", euro("5"), about=about),)
    )
    change(business, rented, UndoChange)
    money = FloorBook(business.connection(Seat.OWNER)).asset(str(rented.assets[0])).money
    assert money is not None
    [charge] = money.charges
    assert (charge.title, charge.cause, charge.message) == ("Display", ChargeCause.DAMAGE, "Display gesprungen")
    assert (charge.amount, charge.billed) == (euro("35.70"), euro("30.00"))
    assert charge.contract == rented.order.contract_number
    assert FloorBook(business.connection(Seat.WAREHOUSE)).asset(str(rented.assets[0])).money is None


def test_taking_back_is_previewed_as_it_then_happens(business: Business, rented: Rented) -> None:
    business.pass_days(10)
    contract = contract_of(business, rented.contract_id)
    dearer = ChangePrice(contract.id, contract.version, line_id=contract.lines[0].id, price=euro("99"), timing=NOW)
    more = office(business).preview_change(dearer)
    business.do(Seat.BACKOFFICE, dearer)
    undo = UndoChange(contract.id, contract.version + 1)
    back = office(business).preview_undo(undo)
    assert (back.today_more, back.year_more) == (-more.today_more, -more.year_more)
    assert back.contract.lines == contract.lines
    business.do(Seat.BACKOFFICE, undo)
    with pytest.raises(NothingToUndo):
        office(business).preview_undo(UndoChange(contract.id, contract.version + 2))
