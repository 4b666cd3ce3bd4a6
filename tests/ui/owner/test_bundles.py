"""The owner makes a product a bundle of several things, and says what the rest costs when one comes back."""

from decimal import Decimal

from domain.application import Seat
from domain.catalog.add_plan import AddPlan
from domain.catalog.add_product import NewPlan
from domain.catalog.bundle_table import BundleRow, BundleTable
from domain.catalog.model import BundleItem
from domain.contracts.bundle import BundleRule
from domain.contracts.model import LineKind
from domain.money import Money
from tests.scenarios.test_stories_bundle import offered
from tests.storage.business import Business
from tests.ui.owner.conftest import Owner
from ui.owner.plans.view import PlanEditor
from ui.owner.products.editor import ProductEditor


def settled(owner: Owner) -> None:
    owner.qtbot.wait(350)
    owner.settle()


def test_a_new_product_is_made_a_bundle(business: Business, owner: Owner) -> None:
    bike = business.product("Lastenrad", sku="CARGO")
    seat = business.product("Kindersitz", sku="SEAT")
    editor = owner.show(ProductEditor)
    editor.form["name"].set_value("Familienrad")
    editor.form["category"].set_value("bike")
    fields = editor.lines._lines[0][1]
    fields["sku"].set_value("FAMILY")
    contents = fields["contents"]
    contents._button.click()
    for words in ("CARGO", "sitz", "sitz"):
        contents.dialog.pick.line.setText(words)
        contents.dialog.pick.search()
        owner.settle()
        contents.dialog.pick._pick(contents.dialog.pick.items()[0])
    assert [field.value() for field in contents.dialog.pieces().values()] == [1, 2]
    contents.dialog.deed.click()
    assert contents._button.text() == "3 parts"
    editor.save.click()
    owner.settle()
    [(_page, product_id)] = owner.shell.opened
    rows = business.rows("SELECT id FROM umlauf.product WHERE name = 'Familienrad'")
    assert [str(row["id"]) for row in rows] == [product_id]
    [row] = owner.desk.catalogue.product(rows[0]["id"]).variants
    assert row.variant.items == (BundleItem(bike.variant_ids[0], 1), BundleItem(seat.variant_ids[0], 2))
    assert row.parts == "Lastenrad · M, 2 × Kindersitz · M"


def test_an_edited_bundle_keeps_its_parts_and_a_bundle_is_no_part(business: Business, owner: Owner) -> None:
    pram = offered(business)
    editor = owner.show(ProductEditor, str(pram.product.product_id))
    contents = editor.lines._lines[0][1]["contents"]
    assert [each.title for each in contents.value()] == ["Buggy", "Babyschale", "Adapter"]
    assert [row.title for row in owner.desk.catalogue.parts("")] == ["Adapter", "Babyschale", "Buggy"]
    editor.form["name"].set_value("Kombiwagen 2")
    editor.save.click()
    owner.settle()
    [row] = owner.desk.catalogue.product(pram.product.product_id).variants
    assert [item.quantity for item in row.variant.items] == [1, 1, 1]


def test_the_table_is_written_and_kept(business: Business, owner: Owner) -> None:
    pram = offered(business)
    editor = owner.show(PlanEditor, str(pram.product.plan_ids[0]))
    card = editor.bundle
    assert card.isVisible()
    shares = [share.value() for share, _single in card.fields().values()]
    assert shares == [Decimal(55), Decimal(30), Decimal(15)]
    assert "100" in card.sum.text()
    card.fields()["Adapter"][0].set_value(Decimal("14.5"))
    editor.on_save()
    owner.settle()
    assert "99.5" in editor.problem.text(), "the shares are not 100 percent: said, and nothing is saved"
    card.rule.set_value(BundleRule.SINGLE_PRICES)
    for name, price in (("Buggy", "49.00"), ("Babyschale", "29.00"), ("Adapter", "9.00")):
        card.fields()[name][1].set_value(Money.of(price))
    editor.on_save()
    settled(owner)
    [plan] = [row.plan for row in owner.desk.catalogue.product(pram.product.product_id).plans]
    prices = zip(("Buggy", "Babyschale", "Adapter"), ("49.00", "29.00", "9.00"), strict=True)
    rows = tuple(BundleRow(pram.variant(name), single_price=Money.of(price)) for name, price in prices)
    assert plan.offer.bundle == BundleTable(BundleRule.SINGLE_PRICES, rows)


def test_what_is_no_bundle_has_no_table(business: Business, owner: Owner) -> None:
    product = business.product()
    editor = owner.show(PlanEditor, str(product.plan_ids[0]))
    assert not editor.bundle.isVisible()
    editor.form.set_name("Anders")
    editor.on_save()
    settled(owner)
    [plan] = [row.plan for row in owner.desk.catalogue.product(product.product_id).plans]
    assert (plan.name, plan.offer.bundle) == ("Anders", None)


def test_only_plans_of_the_same_product_may_follow_a_bundle(business: Business, owner: Owner) -> None:
    """In the list of allowed changes and as the offer at the end of the term; other products have all."""
    pram, bike = offered(business), business.product()
    year = NewPlan("Jährlich", LineKind.RENTAL, Money.of("790.00"))
    added = business.do(Seat.OWNER, AddPlan(pram.product.product_id, year)).plan_id
    editor = owner.show(PlanEditor, str(pram.product.plan_ids[0]))
    owner.settle()
    assert [row.plan.id for row in owner.desk.catalogue.plan(pram.product.plan_ids[0]).others] == [added]
    assert editor.changes.bundle.isVisible()
    assert set(editor.form.term_end._offers) == {added}

    editor = owner.show(PlanEditor, str(bike.plan_ids[0]))
    owner.settle()
    assert not editor.changes.bundle.isVisible()
    assert set(editor.form.term_end._offers) == {added, pram.product.plan_ids[0]}
