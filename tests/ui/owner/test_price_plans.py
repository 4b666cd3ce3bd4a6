"""The owner writes a price plan and sees what a customer would pay; lists, versions, copies, the printed list."""

from decimal import Decimal
from uuid import UUID

from pypdf import PdfReader

from domain.application import Seat
from domain.catalog.add_plan import AddPlan
from domain.catalog.add_product import NewPlan
from domain.catalog.offer import Offer, PaidUp, StartDiscount
from domain.contracts.agreed import AtRenewal, EarlyEnd, FeeRule, FeeStep
from domain.contracts.model import LineKind
from domain.contracts.parts import Duration, DurationKind, Phase
from domain.contracts.terms import AlignKind, ContractTerms, Renewal
from domain.money import Money
from domain.period import Interval, Unit
from domain.views.catalogue import ProductPage
from tests.storage.business import Business
from tests.ui.owner.conftest import Owner
from ui.owner.plans.view import PlanEditor
from ui.owner.products.editor import ProductEditor
from ui.owner.products.lists import PriceListPage, products_page
from ui.owner.products.product import OneProduct


def page_of(business: Business, owner: Owner, product: object) -> ProductPage:
    return owner.desk.catalogue.product(product.product_id)


def tried(editor: PlanEditor) -> list[str]:
    return [str(row.signed.decimal()) for row in editor.trying.table.rows()]


def settled(owner: Owner, editor: PlanEditor) -> None:
    owner.qtbot.wait(350)
    owner.settle()


def test_a_new_plan_is_tried_while_it_is_written_and_saved(business: Business, owner: Owner) -> None:
    product = business.product()
    editor = owner.show(PlanEditor, f"new:{product.product_id}")
    form = editor.form
    form._forms[0]["name"].set_value("Einstieg")
    form._forms[0]["price"].set_value(Money.of("79.00"))
    form.phases.add(periods=3, price=Money.of("59.00"))
    form._forms[3]["deposit"].set_value(Money.of("150.00"))
    settled(owner, editor)
    assert sorted(tried(editor)[:2]) == ["150.00", "59.00"]
    assert tried(editor)[2:5] == ["59.00", "59.00", "79.00"]
    editor.on_save()
    owner.settle()
    assert owner.shell.opened == [("product", str(product.product_id))]
    [plan] = [row.plan for row in page_of(business, owner, product).plans if row.plan.name == "Einstieg"]
    assert (plan.offer.phases, plan.offer.deposit) == ((Phase(3, Money.of("59.00")),), Money.of("150.00"))


def test_what_a_consumer_may_not_be_asked_is_said_beside_the_figures(business: Business, owner: Owner) -> None:
    product = business.product()
    editor = owner.show(PlanEditor, str(product.plan_ids[0]))
    editor.form._forms[2]["renewal"].set_value(Renewal.FIXED)
    editor.form._forms[2]["min_term"].set_value(Interval(Unit.YEAR))
    settled(owner, editor)
    assert "renews itself" in editor.trying.problem.text() or "verlängert" in editor.trying.problem.text()
    editor.on_save()
    assert editor.problem.text()
    assert owner.shell.refused, "said above the page too: the field may stand far below the button"
    assert owner.shell.opened == []


def test_saving_makes_the_next_version_and_the_table_of_changes(business: Business, owner: Owner) -> None:
    product, other = business.product(), business.product("Rad L", sku="L")
    editor = owner.show(PlanEditor, str(product.plan_ids[0]))
    editor.form._forms[0]["price"].set_value(Money.of("89.00"))
    editor.changes.lines.add(to=other.plan_ids[0])
    editor.on_save()
    owner.settle()
    owner.settle()
    [row] = page_of(business, owner, product).plans
    assert (row.plan.version, row.plan.price) == (2, Money.of("89.00"))
    [(to, change)] = owner.desk.catalogue.allowed_changes(row.plan.id)
    assert (to.id, change.direction) == (other.plan_ids[0], "up")


def test_what_the_form_does_not_show_stays_as_it_was(business: Business, owner: Owner) -> None:
    early = EarlyEnd(FeeRule.FIXED, amount=Money.of("50.00"))
    ten = StartDiscount("Willkommen", amount=Money.of("10.00"))
    terms = ContractTerms(min_term=Interval(Unit.MONTH, 3), early_end=early, repair_pause_days=7)
    product = business.product(terms=terms, offer=Offer(discounts=(ten,)))
    editor = owner.show(PlanEditor, str(product.plan_ids[0]))
    editor.form._forms[0]["price"].set_value(Money.of("89.00"))
    editor.on_save()
    owner.settle()
    owner.settle()
    [row] = page_of(business, owner, product).plans
    assert (row.plan.price, row.plan.terms, row.plan.offer.discounts) == (Money.of("89.00"), terms, (ten,))


def test_the_end_of_the_term_repairs_and_discounts_are_entered(business: Business, owner: Owner) -> None:
    product, other = business.product(), business.product("Rad L", sku="L")
    editor = owner.show(PlanEditor, str(product.plan_ids[0]))
    end = editor.form.term_end
    for name, value in {
        "fee_rule": FeeRule.SCALE, "price_percent": Decimal("-5"), "bonus_percent": Decimal(10), "bonus_periods": 2,
        "bonus_title": "Danke", "offer": other.plan_ids[0], "reminder_days": 30, "repair_days": 7,
    }.items():  # fmt: skip
        end.form[name].set_value(value)
    end.steps.add(month=6, amount=Money.of("120.00"))
    end.steps.add(month=12, amount=Money.of("60.00"))
    ten, months = (None, Money.of("10.00")), Duration(DurationKind.MONTHS, 3)
    editor.form.discounts.add(title="Willkommen", less=ten, lasting=months)
    editor.form.discounts.add(
        title="Sommer", less=(Decimal(20), None), lasting=Duration(DurationKind.ONCE), code="HEISS"
    )
    editor.on_save()
    owner.settle()
    owner.settle()
    [row] = page_of(business, owner, product).plans
    terms, offer = row.plan.terms, row.plan.offer
    steps = (FeeStep(6, Money.of("120.00")), FeeStep(12, Money.of("60.00")))
    assert terms.early_end == EarlyEnd(FeeRule.SCALE, steps=steps)
    assert terms.at_renewal == AtRenewal(Decimal(-5), Decimal(10), 2, "Danke", other.plan_ids[0])
    assert (terms.reminder_days, terms.repair_pause_days) == (30, 7)
    assert [(each.amount, each.percent, each.duration) for each in offer.discounts] == [
        (Money.of("10.00"), None, months),
        (None, Decimal(20), Duration(DurationKind.ONCE)),
    ]
    again = owner.show(PlanEditor, str(row.plan.id))
    assert again.form.read().terms == terms
    assert again.form.read().offer == offer


def test_every_rule_for_an_early_end_asks_for_its_own_figure(business: Business, owner: Owner) -> None:
    product = business.product()
    editor = owner.show(PlanEditor, str(product.plan_ids[0]))
    end = editor.form.term_end
    for rule, field in ((FeeRule.PERCENT, "fee_percent"), (FeeRule.FIXED, "fee_amount")):
        end.form["fee_rule"].set_value(rule)
        assert end.form[field].isVisible()
        assert editor.form.read() is None
        assert end.form[field]._below.text()
    end.form["fee_rule"].set_value(FeeRule.REMAINING)
    assert editor.form.read().terms.early_end == EarlyEnd(FeeRule.REMAINING)
    end.form["bonus_percent"].set_value(Decimal(5))
    assert end.form["bonus_title"].isVisible()
    end.form["bonus_title"].set_value("")
    assert editor.form.read() is None


def test_a_copy_is_a_plan_of_its_own(business: Business, owner: Owner) -> None:
    product = business.product()
    editor = owner.show(PlanEditor, f"copy:{product.plan_ids[0]}")
    editor.on_save()
    owner.settle()
    names = [row.plan.name for row in page_of(business, owner, product).plans]
    assert len(names) == 2
    assert names[1].startswith(names[0])


def test_fields_that_do_not_go_together_are_waited_for_or_told(business: Business, owner: Owner) -> None:
    product = business.product()
    editor = owner.show(PlanEditor, str(product.plan_ids[0]))
    before = tried(editor)
    editor.form._forms[0]["price"].editor.setText("7x")
    settled(owner, editor)
    assert tried(editor) == before
    editor.form._forms[0]["price"].set_value(Money.of("10.00"))
    editor.form._forms[1]["align"].set_value(AlignKind.DAY_OF_MONTH)
    settled(owner, editor)
    assert editor.trying.problem.text()
    editor.form._forms[1]["day"].set_value(31)
    settled(owner, editor)
    assert not editor.trying.problem.text()


def test_paying_ahead_can_be_chosen_in_the_panel(business: Business, owner: Owner) -> None:
    product = business.product()
    offer = Offer(paid_up=(PaidUp(12, Decimal(10)),))
    saved = business.do(
        Seat.OWNER, AddPlan(product.product_id, NewPlan("Jahr", LineKind.RENTAL, Money.of("79.00"), offer=offer))
    )
    editor = owner.show(PlanEditor, str(saved.plan_id))
    editor.trying.paid_up.set_value(12)
    settled(owner, editor)
    assert tried(editor) == ["853.20", "853.20"]


def test_a_product_is_taken_in_and_renamed(business: Business, owner: Owner) -> None:
    editor = owner.show(ProductEditor)
    editor.form["name"].set_value("Helm")
    editor.form["category"].set_value("helmet")
    for field in editor.lines._lines[0][1].values():
        if field.label.text() in ("Artikelnummer", "Article number"):
            field.set_value("HELM-M")
    editor._on_save()
    owner.settle()
    [(screen, ref)] = owner.shell.opened
    assert screen == "product"
    again = owner.show(ProductEditor, ref)
    again.form["name"].set_value("Helm Kiez")
    again._on_save()
    owner.settle()
    assert owner.desk.catalogue.product(UUID(ref)).product.name == "Helm Kiez"


def test_retired_and_offered_again_from_the_products_page(business: Business, owner: Owner) -> None:
    product = business.product()
    page = owner.show(OneProduct, str(product.product_id))
    page.retire.click()
    owner.settle()
    assert owner.desk.catalogue.products("", True).rows == ()
    assert page.retire.isEnabled()
    page.retire.click()
    owner.settle()
    assert len(owner.desk.catalogue.products("kiez", True).rows) == 1


def test_lists_find_and_print(business: Business, owner: Owner) -> None:
    business.product()
    business.product("Schloss", kind=LineKind.SALE, price="49.00", sku="S-1")
    products = owner.show(products_page)
    assert [row.product.name for row in products.table.rows()] == ["E-Bike Kiez 3", "Schloss"]
    prices = owner.show(PriceListPage)
    prices.print_list()
    owner.settle()
    owner.settle()
    [path] = owner.desk.folder.shown
    printed = PdfReader(path).pages[0].extract_text()
    assert "Schloss" in printed
    assert "79,00" in printed or "79.00" in printed
