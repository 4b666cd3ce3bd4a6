"""A running contract is changed on its page: previewed while typed, refused beside the field, told, taken back."""

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenu

from domain.application import Seat
from domain.contracts.change_price import ChangePrice
from domain.contracts.changing import ContractChange
from domain.contracts.effective import When
from domain.contracts.give_back_money import GiveBackMoney
from domain.contracts.parts import Pause
from domain.contracts.pause_contract import PauseContract
from domain.contracts.undo_change import UndoChange
from domain.money import Money
from domain.views.lifecycle import LifeOf
from tests.scenarios.test_stories_bundle import offered
from tests.storage.queries.office import insurance
from tests.storage.trade import Rented, bill, contract_of, rent, today
from tests.ui.backoffice.conftest import Office
from ui import language
from ui.backoffice.contracts.changes.compared import Mark
from ui.backoffice.contracts.changes.deeds import DEEDS, deed
from ui.backoffice.contracts.changes.dialog import ChangeDialog
from ui.backoffice.contracts.changes.items import ItemsField
from ui.backoffice.contracts.changes.kit import Spot
from ui.backoffice.contracts.changes.menu import menu_here
from ui.backoffice.contracts.changes.words import DONE, SIGNS, done_words
from ui.backoffice.contracts.timeline import Offer, lanes_of
from ui.backoffice.contracts.view import OneContract
from ui.backoffice.deliveries.deeds import DELIVERY_DEEDS
from ui.lifecycle import words as life_words
from ui.widgets.icons import has_icon


class Editor:
    """Anna at the page of a bike and its insurance, two months in."""

    def __init__(self, office: Office, rented: Rented) -> None:
        self.office, self.rented = office, rented
        page = office.show(OneContract(office.desk, office.shell), rented.order.contract_number)
        assert isinstance(page, OneContract)
        self.page = page

    def open(self, command: str, **values: Any) -> ChangeDialog:
        self.page.changes.begin_command(command)
        dialog = self.page.changes.dialog
        assert dialog is not None
        self.enter(dialog, **values)
        return dialog

    def enter(self, dialog: ChangeDialog, **values: Any) -> None:
        for name, value in values.items():
            dialog.form[name].set_value(value)  # type: ignore[attr-defined]  # every field that a test sets has it
        dialog.preview()
        self.office.settle()
        self.office.settle()

    def save(self, dialog: ChangeDialog) -> None:
        dialog.give()
        self.office.settle()
        self.office.settle()

    def facts(self, dialog: ChangeDialog) -> dict[str, object]:
        return {fact.name: fact.value for fact in dialog.pane.effects.facts}

    def by_someone(self, kind: type[ContractChange], reason: str = "", **values: object) -> None:
        contract = contract_of(self.office.business, self.rented.contract_id)
        self.office.business.do(Seat.OWNER, kind(contract.id, contract.version, reason, **values))


@pytest.fixture
def editor(desk_of_anna: Office) -> Editor:
    business = desk_of_anna.business
    rented = rent(business, business.customer(), business.product(), insurance(business))
    for _ in range(2):
        business.pass_days(30)
        bill(business)
    return Editor(desk_of_anna, rented)


def euro(text: str) -> Money:
    return Money.of(text)


def test_a_price_is_previewed_saved_told_and_taken_back(editor: Editor) -> None:
    dialog = editor.open("ChangePrice", price=euro("89"), when=When.NEXT_PERIOD)
    facts = editor.facts(dialog)
    assert facts["Today"] == "nothing"
    assert str(facts["Within a year"]).startswith("+ €")
    assert {row.mark for row in dialog.pane.rows} == {Mark.CHANGED}
    assert not editor.office.given, "a preview writes nothing"
    dialog.reason.set_value("mit ihr besprochen")
    editor.save(dialog)
    [given] = editor.office.given
    assert isinstance(given, ChangePrice)
    assert given.reason == "mit ihr besprochen"
    assert editor.page.changes.dialog is None
    assert "Price changed" in editor.office.shell.toasts[-1]
    lanes = lanes_of(editor.page.presenter.thing, today(editor.office.business))
    assert [bar.text.split(" from ")[0] for bar in lanes.lanes[0].bars] == ["€79.00 / month", "€89.00 / month"]
    assert editor.page.take_back.isEnabled()
    editor.page.tabs.setCurrentIndex(1)
    editor.office.settle()
    told = next(row for row in editor.page.history.rows() if row.name == "ChangePrice")
    assert (told.who, life_words.title(told, LifeOf.CONTRACT)) == ("Anna", "Price changed")
    assert life_words.detail(told) == "E-Bike Kiez 3 · M: price €79.00 → €89.00 from 2 Apr 2026 – “mit ihr besprochen”"
    editor.office.business.pass_days(1)
    editor.page.take_back.click()
    question = editor.page.changes.question
    assert question is not None
    question.deed.click()
    editor.office.settle()
    editor.office.settle()
    assert isinstance(editor.office.given[-1], UndoChange)
    assert len(lanes_of(editor.page.presenter.thing, date(2026, 4, 1)).lanes[0].bars) == 1
    assert not editor.page.take_back.isEnabled(), "an undo is not undone"


def test_what_is_charged_today_stands_first(editor: Editor) -> None:
    dialog = editor.open("ChangePrice", price=euro("99"), when=When.NOW)
    assert str(editor.facts(dialog)["Today"]).startswith("charge €")
    first = dialog.pane.rows[0]
    assert (first.mark, first.on) == (Mark.NEW, today(editor.office.business))


VALUES: dict[str, dict[str, Any]] = {
    "ChangePrice": {"price": euro("89")},
    "ChangeQuantity": {"quantity": 2},
    "ChangePlan": {"title": "E-Bike Kiez 4", "price": euro("99")},
    "ChangeBillingDay": {"day_of_month": 15},
    "AddLine": {"title": "Kindersitz", "price": euro("12")},
    "GrantDiscount": {"title": "Sommer"},
    "GiveBackMoney": {"amount": euro("5")},
    "ChangePayment": {"price": euro("10")},
    "MoveEnd": {"last_day": date(2026, 12, 31)},
    "ChangePaymentTerms": {"days": 21},
    "PauseContract": {"begin": date(2026, 6, 1), "resume": date(2026, 8, 1)},
}


ELSEWHERE = frozenset(
    {
        "ResumeContract", "CancelContract", "KeepContract", "WithdrawContract", "TerminateContract", "ReportOutage",
        "EndOutage", "SettleDeposit", "ReturnPart", "KeepPart",
        *(each.command for each in DELIVERY_DEEDS),
    }
)  # fmt: skip
"""What needs something to have happened before, or has tests of its own (`test_contract_endings.py`)."""


@pytest.mark.parametrize("command", [each.command for each in DEEDS if each.command not in ELSEWHERE])
def test_every_change_is_previewed_and_saved_by_enter(editor: Editor, command: str) -> None:
    dialog = editor.open(command, **VALUES.get(command, {}))
    items = dialog.form["items"] if command == "ChargeOnce" else None
    if isinstance(items, ItemsField):
        _charge(items)
        editor.enter(dialog)
    if command == "MoveStart":
        editor.enter(dialog, start=date(2026, 2, 10))
        dialog.reason.set_value("kam später an")
    if command == "ChangePlan":
        dialog.reason.set_value("so vereinbart")
    assert dialog.save.isEnabled(), dialog.problem.text()
    assert dialog.pane.rows
    dialog.activateWindow()
    editor.office.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    editor.office.settle()
    editor.office.settle()
    assert [type(each).__name__ for each in editor.office.given] == [command]
    assert editor.page.changes.dialog is None
    newest = editor.page.changes.undoable()
    assert newest is not None
    assert newest.subject == command


def _charge(items: ItemsField) -> None:
    items.add_line()
    lines: list[Any] = items._lines
    for line, (title, amount) in zip(lines, (("Display", "35"), ("Reinigung", "20")), strict=True):
        line.title.set_value(title)
        line.amount.set_value(euro(amount))


def test_a_pause_is_hatched_and_ended_from_its_bar(editor: Editor) -> None:
    editor.by_someone(PauseContract, pause=Pause(date(2026, 6, 1)))
    editor.page.presenter.load("")
    editor.office.settle()
    lanes = lanes_of(editor.page.presenter.thing, today(editor.office.business)).lanes
    [bar] = next(lane for lane in lanes if lane.title == "Pauses").bars
    assert bar.is_hatched
    assert isinstance(bar.target, Offer)
    assert "ResumeContract" in bar.target.commands
    dialog = editor.open("ResumeContract", resume=date(2026, 7, 1))
    editor.save(dialog)
    [pause] = contract_of(editor.office.business, editor.rented.contract_id).pauses
    assert pause.resume_on == date(2026, 7, 1)


def test_what_is_wrong_says_so_beside_its_field_and_nothing_is_given(editor: Editor) -> None:
    dialog = editor.open("AddLine")
    assert "Fill in" in dialog.pane._words.text()
    editor.save(dialog)
    assert not editor.office.given
    assert "fill in" in dialog.form["title"]._below.text()
    assert dialog.focusWidget() is dialog.form["title"].editor
    items = editor.open("ChargeOnce").form["items"]
    assert isinstance(items, ItemsField)
    editor.page.changes.dialog.give()  # type: ignore[union-attr]  # just opened
    assert "fill in" in items._lines[0].title._below.text()


def test_a_refusal_stands_in_the_dialog_until_something_is_typed(editor: Editor) -> None:
    dialog = editor.open("GiveBackMoney", amount=euro("9999"))
    assert dialog.problem.text()
    assert not dialog.save.isEnabled()
    editor.enter(dialog, amount=euro("5"))
    assert dialog.save.isEnabled()
    assert not dialog.problem.text() or "Today" in dialog.problem.text()
    editor.save(dialog)
    assert isinstance(editor.office.given[0], GiveBackMoney)


def test_what_begins_in_the_past_needs_a_reason(editor: Editor) -> None:
    past = today(editor.office.business) - timedelta(days=10)
    dialog = editor.open("ChangePrice", price=euro("69"), when=When.ON_DATE, day=past)
    assert "needed" in dialog.reason.label.text()
    assert str(editor.facts(dialog)["Today"]).startswith("credit €"), "the preview does not wait for the reason"
    editor.save(dialog)
    assert not editor.office.given
    assert "past" in dialog.reason._below.text()
    dialog.reason.set_value("war so versprochen")
    editor.save(dialog)
    [given] = editor.office.given
    assert isinstance(given, ChangePrice)
    assert given.asked_on == past


def test_who_was_faster_is_named_and_what_was_typed_is_kept(editor: Editor) -> None:
    dialog = editor.open("ChangePrice", price=euro("89"), when=When.NEXT_PERIOD)
    line_id = editor.page.presenter.thing.contract.lines[1].id  # type: ignore[union-attr]  # the page is filled
    editor.by_someone(ChangePrice, line_id=line_id, price=euro("7.90"))
    editor.save(dialog)
    assert not dialog.isHidden()
    assert "changed the contract meanwhile" in dialog.newer.text()
    assert dialog.form["price"].value() == euro("89")
    editor.save(dialog)
    contract = contract_of(editor.office.business, editor.rented.contract_id)
    assert [line.at(date(2027, 1, 1))[0] for line in contract.lines] == [euro("89"), euro("7.90")]


def test_the_preview_follows_by_itself_while_one_types(editor: Editor) -> None:
    dialog = editor.open("ChangePrice", when=When.NOW)
    before = dialog.pane.rows
    field = dialog.form["price"].editor
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    editor.office.qtbot.keyClicks(field, "99")
    editor.office.qtbot.waitUntil(lambda: dialog.pane.rows != before)
    assert not editor.office.given


def test_escape_closes_without_a_trace(editor: Editor) -> None:
    dialog = editor.open("ChangeQuantity", quantity=3)
    editor.office.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert editor.page.changes.dialog is None
    assert not editor.office.given


def _words(menu: QMenu) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for action in menu.actions():
        inner = action.menu()
        found |= _words(inner) if isinstance(inner, QMenu) else {action.text(): action.isEnabled()}
    return found


def test_the_menu_says_why_something_is_not_possible(editor: Editor) -> None:
    menu = editor.page.changes.whole_menu()
    assert menu is not None
    found = _words(menu)
    assert len(found) == len(DEEDS)
    assert found["Change price …"]
    assert found["Resume contract (no pause is planned)"] is False


def test_before_the_goods_leave_nothing_is_changed(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    placed = business.order(business.customer(), business.product())
    page = desk_of_anna.show(OneContract(desk_of_anna.desk, desk_of_anna.shell), placed.contract_number)
    assert isinstance(page, OneContract)
    menu = page.changes.whole_menu()
    assert menu is not None
    assert not any(_words(menu).values())
    assert "Change price (the contract has not started)" in _words(menu)
    assert lanes_of(page.presenter.thing, date(2026, 2, 1)).lanes[0].bars


def test_at_a_bar_it_is_offered_what_can_be_done_with_that_line(editor: Editor) -> None:
    lanes = lanes_of(editor.page.presenter.thing, today(editor.office.business))
    offer = lanes.lanes[1].bars[0].target
    assert isinstance(offer, Offer)
    case = editor.page.changes.case(Spot(offer.line_id))
    assert case is not None
    menu = menu_here(case, offer.commands, editor.page, editor.page.changes.begin, offer.title)
    action = next(each for each in menu.actions() if each.text() == "Change price …")
    action.trigger()
    dialog = editor.page.changes.dialog
    assert dialog is not None
    assert dialog.form["line"].value() == offer.line_id
    assert dialog.form["price"].value() == euro("6.90")


def test_a_coming_invoice_offers_to_move_that_payment(editor: Editor) -> None:
    page = editor.page.presenter.thing
    assert page is not None
    coming = [
        dot for dot in lanes_of(page, today(editor.office.business)).lanes[-1].dots if isinstance(dot.target, Offer)
    ]
    offer = coming[1].target
    assert isinstance(offer, Offer)
    editor.page.changes.begin_command("MovePayment", Spot(offer.line_id, offer.day))
    dialog = editor.page.changes.dialog
    assert dialog is not None
    assert dialog.form["payment"].value() == (offer.line_id, offer.day)


def test_every_command_has_words_and_a_sign() -> None:
    assert set(SIGNS) == set(DONE)
    assert {each.command for each in DEEDS} <= set(DONE)
    assert [sign for sign in SIGNS.values() if not has_icon(sign)] == []
    assert done_words("ChangePrice") == "Price changed"
    assert done_words("SomethingNew") == "Contract changed"
    language.use("de")
    assert done_words("ChangePrice") == "Preis geändert"


def test_a_deed_is_found_by_its_command() -> None:
    assert deed("PauseContract").title == "Pause contract"


def test_a_bundle_of_the_catalogue_joins_with_its_parts(desk_of_anna: Office) -> None:
    """Chosen, its plan says name, price, kind and rhythm; the preview and the parcel have its three parts."""
    business = desk_of_anna.business
    pram = offered(business)
    editor = Editor(desk_of_anna, rent(business, business.customer(), business.product()))
    business.pass_days(1)
    dialog = editor.open("AddLine")
    chosen = next(each for each in dialog.form["thing"]._values if each is not None and each.title == "Kombiwagen")
    editor.enter(dialog, thing=chosen)
    dialog.form["thing"].changed.emit()
    editor.enter(dialog)
    assert (dialog.form["title"].value(), dialog.form["price"].value()) == ("Kombiwagen", euro("79"))
    assert [dialog.form[name].isHidden() for name in ("kind", "vat", "interval")] == [True, True, True]
    editor.save(dialog)
    line = contract_of(business, editor.rented.contract_id).lines[-1]
    assert (line.plan_id, line.variant_id) == (pram.product.plan_ids[0], pram.product.variant_ids[0])
    assert [part.title for part in line.bundle.parts] == ["Buggy", "Babyschale", "Adapter"]
    waiting = business.rows("SELECT count(*) AS n FROM umlauf.shipment WHERE status = 'open' AND cause = 'again'")
    assert waiting == [{"n": 1}]
    titles = [lane.title for lane in lanes_of(editor.page.presenter.thing, today(business)).lanes]
    editor.page.take_back.click()
    editor.office.settle()
    editor.page.changes.question.deed.click()
    editor.office.settle()
    editor.office.settle()
    without = [lane.title for lane in lanes_of(editor.page.presenter.thing, today(business)).lanes]
    assert without == [title for title in titles if title != "Kombiwagen"], "taken back, it leaves no empty lane"
