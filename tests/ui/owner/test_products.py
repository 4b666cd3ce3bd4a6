"""The product's editor on the small real business: wrong input, categories, parts of a bundle, unsaved text."""

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLabel, QLineEdit

from domain.application import Seat
from domain.catalog.add_product import AddProduct, NewVariant
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from tests.storage.business import Business
from tests.ui.owner.conftest import Owner
from ui.categories import category_name, category_of
from ui.owner.plans.form import new_plan
from ui.owner.plans.view import PlanEditor
from ui.owner.products.contents import ContentsDialog
from ui.owner.products.editor import ProductEditor
from ui.widgets.overlays import ConfirmDialog


def typed(field: Any, words: str) -> None:
    assert isinstance(field.editor, QLineEdit)
    field.editor.setText(words)


def answer(page: Any, *, discard: bool) -> None:
    dialog = page.findChildren(ConfirmDialog)[-1]
    dialog.accept() if discard else dialog.reject()


def test_a_wrong_gtin_is_said_at_its_field(owner: Owner) -> None:
    page = owner.show(ProductEditor)
    typed(page.form["name"], "Paket")
    typed(page.form["category"], "Pakete")
    [fields] = page.lines.fields()
    typed(fields["sku"], "P-1")
    typed(fields["gtin"], "4006381333930")
    page._on_save()
    owner.settle()
    assert "4006381333930" in fields["gtin"].editor.accessibleDescription()
    assert page.save.isEnabled()


def test_usual_categories_are_shown_in_words_and_kept_under_their_code(business: Business, owner: Owner) -> None:
    assert category_name("cargo") == "Cargo bike"
    assert category_of(" cargo  BIKE ") == "cargo"
    assert category_name("Sonderbau") == category_of("Sonderbau") == "Sonderbau"
    page = owner.show(ProductEditor)
    typed(page.form["name"], "Helm Kiez")
    typed(page.form["category"], "Helmet")
    typed(page.lines.fields()[0]["sku"], "HK")
    page._on_save()
    owner.settle()
    [(_screen, ref)] = owner.shell.opened
    assert owner.desk.catalogue.product(UUID(ref)).product.category == "helmet"
    again = owner.show(ProductEditor, ref)
    assert again.form["category"].editor.text() == "Helmet"


def test_what_is_typed_about_a_product_stays_until_a_person_discards_it(business: Business, owner: Owner) -> None:
    """Also over a change of the seat: coming back shows the page anew for the same product."""
    one = str(business.product().product_id)
    added = business.do(Seat.OWNER, AddProduct("Spree", "bike", ProductKind.GOODS, (NewVariant("SPR"),)))
    two = str(added.product_id)
    page = owner.show(ProductEditor, one)
    assert not page.is_unsaved
    typed(page.form["name"], "Kiez neu")
    assert page.is_unsaved
    page.show_target(one)
    owner.settle()
    assert page.form["name"].value() == "Kiez neu"
    page.show_target(two)
    answer(page, discard=False)
    assert owner.shell.opened[-1] == ("edit_product", one)
    assert page.form["name"].value() == "Kiez neu"
    owner.settle()
    page.show_target(two)
    answer(page, discard=True)
    owner.settle()
    assert page.form["name"].value() != "Kiez neu"
    assert not page.is_unsaved


def test_a_new_plan_after_an_edited_one_is_a_plan_of_its_own(business: Business, owner: Owner) -> None:
    """The page stands while the window does: it must not go on with the plan it showed before."""
    product = business.product()
    page = owner.show(PlanEditor, str(product.plan_ids[0]))
    assert page.plan_id is not None
    assert not page.is_unsaved
    page.show_target(f"new:{product.product_id}")
    owner.settle()
    assert page.plan_id is None
    typed(page.form._fields()["name"], "Jahresabo")
    typed(page.form._fields()["price"], "12")
    assert page.is_unsaved
    page.on_save()
    owner.settle()
    names = {plan.plan.name for plan in owner.desk.catalogue.product(product.product_id).plans}
    assert len(names) == 2
    assert "Jahresabo" in names
    page.show_target(f"new:{product.product_id}")
    owner.settle()
    assert page.form._fields()["name"].editor.text() != "Jahresabo", "the next new one begins empty"


def test_a_new_plan_begins_as_what_the_product_is(business: Business, owner: Owner) -> None:
    oil = business.product("Kettenöl", kind=LineKind.CONSUMABLE, product_kind=ProductKind.CONSUMABLE, sku="OIL-1")
    page = owner.show(PlanEditor, f"new:{oil.product_id}")
    assert page.form._fields()["kind"].value() is LineKind.CONSUMABLE
    assert [new_plan(kind).kind for kind in (ProductKind.GOODS, ProductKind.SERVICE)] == [
        LineKind.RENTAL,
        LineKind.SERVICE,
    ]


def test_parts_of_a_bundle_stand_beside_their_numbers(business: Business, owner: Owner) -> None:
    business.product()
    part = owner.desk.catalogue.parts("")[0]
    dialog = ContentsDialog((), lambda _words, _done: None)
    owner.qtbot.addWidget(dialog)
    dialog.show()
    dialog.add(part)
    dialog.resize(700, 600)
    owner.qtbot.wait(20)
    [pieces] = dialog.pieces().values()
    name = next(each for each in dialog.findChildren(QLabel) if each.text() == part.title)
    middle = pieces.editor.mapTo(dialog, pieces.editor.rect().center()).y()
    assert abs(name.mapTo(dialog, name.rect().center()).y() - middle) < 12
