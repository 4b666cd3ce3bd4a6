"""Another plan in the contract editor: what the table allows comes first, what it does not needs a reason."""

from datetime import date
from typing import Any

import pytest

from domain.application import Seat
from domain.catalog.add_plan import AddPlan
from domain.catalog.add_product import NewPlan
from domain.catalog.plan_changes import AllowedChange, Direction
from domain.catalog.set_plan_changes import SetPlanChanges
from domain.contracts.agreed import AtRenewal
from domain.contracts.effective import When
from domain.contracts.model import LineKind
from domain.contracts.terms import ContractTerms
from domain.ids import PlanId
from domain.money import Money
from domain.period import Interval, Unit
from tests.scenarios.test_stories_bundle import offered, sent
from tests.storage.business import Business
from tests.storage.trade import Rented, contract_of, rent, today
from tests.ui.backoffice.conftest import Office
from tests.ui.backoffice.test_contract_editor import Editor
from ui.backoffice.contracts.changes.forms_plan import PlanForm


def plan(business: Business, product: Any, name: str, price: str) -> PlanId:
    new = NewPlan(name, LineKind.RENTAL, Money.of(price))
    saved: PlanId = business.do(Seat.OWNER, AddPlan(product.product_id, new)).plan_id
    return saved


@pytest.fixture
def editor(desk_of_anna: Office) -> Editor:
    """A bike of which one larger plan is allowed, at the next period, and one is not."""
    business = desk_of_anna.business
    other = business.product("Lastenrad", sku="L")
    offered = plan(business, other, "Familie", "149")
    terms = ContractTerms(min_term=Interval(Unit.MONTH, 6), at_renewal=AtRenewal(offer_plan_id=offered))
    bike = business.product(terms=terms)
    large = plan(business, bike, "Groß", "99")
    plan(business, bike, "Ganz groß", "129")
    business.do(Seat.OWNER, SetPlanChanges(bike.plan_ids[0], (AllowedChange(large, Direction.DOWN, When.NEXT_PERIOD),)))
    rented = rent(business, business.customer(), bike)
    business.pass_days(10)
    return Editor(desk_of_anna, rented)


def form_of(dialog: Any) -> PlanForm:
    assert isinstance(dialog.form, PlanForm)
    return dialog.form


def choose(editor: Editor, dialog: Any, name: str | None) -> None:
    form = form_of(dialog)
    wanted = next((each for each in form.plan._values if each is not None and each.plan.name == name), None)
    form.plan.set_value(wanted)
    editor.enter(dialog)


def test_the_allowed_plan_is_changed_to_as_the_table_says(editor: Editor) -> None:
    dialog = editor.open("ChangePlan")
    names = [each.plan.name for each in form_of(dialog).plan._values if each is not None]
    assert names[:2] == ["Groß", "Familie"]
    assert set(names[2:]) == {"Ganz groß", "Lastenrad"}
    choose(editor, dialog, "Familie")
    choose(editor, dialog, "Groß")
    assert dialog.form["price"].value() == Money.of("99")
    assert not dialog.form["title"].isVisible()
    assert editor.facts(dialog)["Today"] == "nothing"
    editor.save(dialog)
    contract = contract_of(editor.office.business, editor.rented.contract_id)
    start = contract.start_on
    assert start is not None
    [change] = contract.lines[0].versions[1:]
    assert (change.from_on, change.price) == (Interval(Unit.MONTH).after(start, 1), Money.of("99"))


def test_a_plan_outside_of_the_table_is_refused_until_somebody_says_why(editor: Editor) -> None:
    dialog = editor.open("ChangePlan")
    choose(editor, dialog, "Ganz groß")
    editor.save(dialog)
    assert "Ganz groß" in dialog.problem.text()
    dialog.reason.set_value("wie am Telefon vereinbart")
    editor.save(dialog)
    contract = contract_of(editor.office.business, editor.rented.contract_id)
    assert contract.lines[0].at(date.max)[0] == Money.of("129")


def test_what_the_renewal_offers_begins_with_the_next_term(editor: Editor) -> None:
    dialog = editor.open("ChangePlan")
    form = form_of(dialog)
    choose(editor, dialog, "Familie")
    assert form["when"].value() is When.ON_DATE
    contract = contract_of(editor.office.business, editor.rented.contract_id)
    assert contract.start_on is not None
    assert form["day"].value() == Interval(Unit.MONTH, 6).after(contract.start_on, 1)
    editor.enter(dialog)
    editor.save(dialog)
    line = contract_of(editor.office.business, editor.rented.contract_id).lines[0]
    assert line.title_on(date.max) == "Lastenrad"
    assert line.at(today(editor.office.business))[0] == Money.of("79")


def test_free_words_can_still_be_agreed(editor: Editor) -> None:
    dialog = editor.open("ChangePlan")
    choose(editor, dialog, None)
    assert dialog.form["title"].isVisible()
    editor.enter(dialog, title="E-Bike besonders", price=Money.of("65"), when=When.NOW)
    dialog.reason.set_value("Freundschaftspreis")
    editor.save(dialog)
    line = contract_of(editor.office.business, editor.rented.contract_id).lines[0]
    assert line.title_on(date.max) == "E-Bike besonders"
    assert line.plan_on(date.max) == line.plan_id


def test_a_bundle_is_offered_only_the_plans_of_its_own_product(desk_of_anna: Office) -> None:
    """Its parts are frozen on the line: what would be refused when chosen is not offered."""
    business = desk_of_anna.business
    pram = offered(business)
    year = plan(business, pram.product, "Jährlich", "790")
    other = business.product("Lastenrad", sku="L")
    allowed = (AllowedChange(other.plan_ids[0], Direction.UP, When.NOW), AllowedChange(year, Direction.SAME, When.NOW))
    business.do(Seat.OWNER, SetPlanChanges(pram.product.plan_ids[0], allowed))
    order, _things = sent(business, pram)
    business.pass_days(10)
    dialog = Editor(desk_of_anna, Rented(order, ())).open("ChangePlan")
    assert [each and each.plan.name for each in form_of(dialog).plan._values] == ["Jährlich", None]


def test_a_bundle_without_a_plan_can_only_be_agreed_freely(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    pram = offered(business)
    order, _things = sent(business, pram)
    line_id = contract_of(business, order.contract_id).lines[0].id
    with business.connection().connection() as admin:
        admin.execute("UPDATE umlauf.contract_line SET plan_id = NULL WHERE id = %s", (line_id,))
    business.pass_days(10)
    dialog = Editor(desk_of_anna, Rented(order, ())).open("ChangePlan")
    assert form_of(dialog).plan._values == [None]
