"""A product with its variants: a new one, or one that gets other names and numbers."""

from collections.abc import Callable, Sequence
from typing import Any, cast
from uuid import UUID

from domain.application import Command, Event
from domain.catalog.add_product import AddProduct, GtinWrong, NewVariant, ProductAdded
from domain.catalog.change_product import ChangeProduct, VariantEntry
from domain.catalog.model import BundleItem, ProductKind
from domain.ids import ProductId
from domain.views.catalogue import PartRow, ProductPage, VariantRow
from ui.backoffice.asking import Asker, give
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.owner.fields import Lines, OptionalMoneyField, quiet_raw
from ui.owner.products.category import CategoryField
from ui.owner.products.contents import ContentsField
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import theme
from ui.widgets.base import column, guide_focus, row
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import ChoiceField, Field, Form, TextField
from ui.widgets.overlays import confirm


class ProductEditor(Page):
    """Opened with the id of a product, or with nothing for a new one."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("New product"))
        self._desk, self._asker = desk, Asker(shell, self)
        self._known: ProductPage | None = None
        self.form = Form()
        self.form.add(
            name=TextField(
                _("Name"), required=True, longest=120, hint=_("As customers read it, without size or colour.")
            ),
            category=CategoryField(),
        )
        self.form.add(
            kind=ChoiceField(
                _("Kind"),
                [(kind, label(kind)) for kind in ProductKind],
                hint=_("Goods are single things with a code, consumables are counted, services never leave a shelf."),
            )
        )
        self._finding, self._categories = Asker(shell, self), Asker(shell, self)
        self._target: str | None = None
        self._base: object = None
        self.lines = Lines(self._variant_fields, _("Add variant"))
        self.save = button(_("Save product"), self._on_save, kind="primary", sign="check", shortcut="Ctrl+Return")
        card = Card(_("Product")).add(self.form)
        variants = Card(_("Variants"), _("sizes and colours; at least one")).add(self.lines)
        self.cancel = button(_("Cancel"), self._on_cancel)
        around = column(card, variants, row(self.save, self.cancel, None), None, gap=24)
        for each in (card, variants):
            each.setMaximumWidth(theme().px(960))
        self.setLayout(around)
        guide_focus(self, self.form["name"])

    def show_target(self, argument: str) -> None:
        """What is typed stays while nothing else is wanted; before another product it asks."""
        if self._target is not None and self.is_unsaved:
            if argument != self._target:
                self._ask_first(argument)
            return
        self._load(argument)

    @property
    def is_unsaved(self) -> bool:
        return self._base is not None and self._typed() != self._base

    def _load(self, argument: str) -> None:
        self._target = argument
        self._categories.ask(self._desk.catalogue.categories, self._propose)
        if not argument:
            self._start()
            return
        product_id = ProductId(UUID(argument))
        self._asker.ask(lambda: self._desk.catalogue.product(product_id), self.show_product)

    def _ask_first(self, argument: str) -> None:
        detail = _("What you typed for “{title}” is not saved.").format(title=self.title)
        asked = confirm(self, _("Discard it?"), detail, _("Discard"), lambda: self._load(argument), danger=True)
        asked.rejected.connect(lambda: self.shell.open("edit_product", self._target or ""))

    def _typed(self) -> object:
        return quiet_raw({key: self.form[key] for key in ("name", "category", "kind")}), self.lines.raw()

    def show_product(self, page: ProductPage) -> None:
        self._known = page
        self.set_heading(page.product.name, _("Edit product"))
        self._set(page.product.name, page.product.category, page.product.kind)
        self.form["kind"].setEnabled(False)
        self.lines.set_lines([_entered(variant) for variant in page.variants])
        self._base = self._typed()

    def _propose(self, kept: Sequence[str]) -> None:
        cast(CategoryField, self.form["category"]).propose(kept)

    def command(self) -> Command | None:
        """None while a field is wrong; it then says so."""
        values, lines = self.form.read(), self.lines.read()
        if values is None or lines is None:
            return None
        if self._known is None:
            new = tuple(_variant(line) for line in lines)
            return AddProduct(values["name"], values["category"], values["kind"], new)
        by_id = {variant.variant.id: variant for variant in self._known.variants}
        entries = []
        for line in lines:
            known = by_id.get(line["id"]) if line["id"] else None
            entries.append(VariantEntry(known.variant.id if known else None, _variant(line)))
        return ChangeProduct(self._known.product.id, values["name"], values["category"], tuple(entries))

    def _variant_fields(self) -> dict[str, Field[Any]]:
        return {
            "sku": TextField(_("Article number"), required=True, longest=60),
            "name": TextField(_("Variant"), longest=80),
            "gtin": TextField(_("GTIN"), longest=14),
            "cost": OptionalMoneyField(_("Costs us")),
            "contents": ContentsField(self._find_parts),
            "id": _HiddenId(),
        }

    def _find_parts(self, words: str, done: Callable[[Sequence[PartRow]], None]) -> None:
        self._finding.ask(lambda: self._desk.catalogue.parts(words), done)

    def _start(self) -> None:
        self._known = None
        self.set_heading(_("New product"))
        self._set("", "", ProductKind.GOODS)
        self.form["kind"].setEnabled(True)
        self.lines.set_lines([{}])
        self._base = self._typed()

    def _set(self, name: str, category: str, kind: ProductKind) -> None:
        for key, value in (("name", name), ("category", category), ("kind", kind)):
            cast(Any, self.form[key]).set_value(value)

    def _on_save(self) -> None:
        command = self.command()
        if command is not None:
            self.save.setEnabled(False)
            give(self.shell, self._desk, command, self._on_saved, self._on_refused, owner=self)

    def _on_saved(self, event: Event) -> None:
        self.save.setEnabled(True)
        self.shell.toast(_("The product is saved."))
        self._target = None
        self.shell.open("product", str(cast(ProductAdded, event).product_id))

    def _on_refused(self, error: Exception) -> None:
        self.save.setEnabled(True)
        wrong = error.facts.get("value") if isinstance(error, GtinWrong) else None
        for fields in self.lines.fields():
            if wrong and str(fields["gtin"].value()) == str(wrong):
                fields["gtin"].show_error(refusal(cast(GtinWrong, error)))
                fields["gtin"].setFocus()
                return
        self.shell.show_refusal(error)

    def _on_cancel(self) -> None:
        """Back to where it is shown; what was typed is gone."""
        target, self._target = self._target, None
        self.shell.open("product", target) if target else self.shell.open("products")


class _HiddenId(Field[Any]):
    """Which variant a line is about; not seen."""

    def __init__(self) -> None:
        super().__init__("", TextField("").editor)
        self._id: object = None
        self.hide()

    def value(self) -> object:
        return self._id

    def set_value(self, known: object) -> None:
        self._id = known


def _entered(row: VariantRow) -> dict[str, Any]:
    variant = row.variant
    return {
        "sku": variant.sku, "name": variant.name, "gtin": variant.gtin or "", "cost": row.cost,
        "contents": row.contents, "id": variant.id,
    }  # fmt: skip


def _variant(line: dict[str, Any]) -> NewVariant:
    items = tuple(BundleItem(each.variant_id, each.pieces) for each in line["contents"])
    return NewVariant(line["sku"], line["name"], line["gtin"], line["cost"], items)
