"""One product: its variants and bundles, its price plans, and what can be done with a plan."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from domain.application import Event
from domain.catalog.model import ProductKind, UnknownProduct
from domain.catalog.set_plan_offered import SetPlanOffered
from domain.ids import ProductId
from domain.views.catalogue import PlanRow, ProductPage, VariantRow
from ui.backoffice.asking import give
from ui.backoffice.parts import Sides, SmallTable
from ui.backoffice.things import ThingPage
from ui.categories import category_name
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.owner.products.lists import price_columns
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.table import Column


class OneProduct(ThingPage[ProductPage]):
    """Plans and variants on the left; what it is, and what to do, on the right."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._desk = desk
        super().__init__(shell, _("Product"), self._ask, lambda _thing: frozenset({"catalog"}))

    def build(self) -> QWidget:
        self.plans = SmallTable(price_columns(), _("No price plan yet: it cannot be ordered."), name=_("Price plans"))
        self.variants = SmallTable(_columns(), _("No variants."), name=_("Variants"))
        self.facts = KeyValues()
        self.edit = button(_("Edit product"), self._on_edit, sign="pencil-outline", shortcut="Ctrl+E")
        self.care = button(_("Maintenance …"), self._on_care, sign="wrench-clock")
        self.new_plan = button(_("New price plan"), self._on_new, kind="primary", sign="plus", shortcut="Ctrl+N")
        self.open_plan = button(_("Open plan"), partial(self._with_plan, self._on_open), sign="pencil-outline")
        self.copy_plan = button(_("Copy plan"), partial(self._with_plan, self._on_copy), sign="content-copy")
        self.retire = button(_("Retire plan"), partial(self._with_plan, self._on_retire), sign="archive-outline")
        self.hint = text(
            _("Choose a plan in the list. Running contracts keep what they were made with."), "small", wrap=True
        )
        main, side = QWidget(), QWidget()
        main.setLayout(
            column(
                Card(_("Price plans")).add(self.plans),
                Card(_("Variants and bundles")).add(self.variants),
                None,
                gap=24,
            )
        )
        acts = Card(_("Price plan")).add(self.new_plan, self.open_plan, self.copy_plan, self.retire, self.hint)
        side.setLayout(column(Card(_("What it is")).add(self.facts, self.edit, self.care), acts, None, gap=24))
        self.plans.opened.connect(self._on_open)
        self.plans.current_changed.connect(lambda _row: self._settle())
        return Sides(main, side)

    def fill(self, thing: ProductPage) -> None:
        product = thing.product
        offered = any(plan.is_offered for plan in thing.plans)
        badge = (_("on offer"), Tone.OK) if offered else (_("not on offer"), Tone.WARN)
        self.set_heading(product.name, label(product.kind), (badge,))
        self.care.setVisible(product.kind is ProductKind.GOODS)
        self.plans.set_rows(thing.plans)
        self.variants.set_rows(thing.variants)
        self.facts.set_facts(
            [
                Fact(_("Category"), category_name(product.category) or None),
                Fact(_("Kind"), label(product.kind)),
                Fact(_("Things of ours"), sum(variant.things for variant in thing.variants)),
                Fact(_("Running contracts"), sum(plan.running for plan in thing.plans)),
            ]
        )
        if thing.plans:
            self.plans.select(lambda _row: True)
        self._settle()

    def _settle(self) -> None:
        chosen = self._chosen()
        for each in (self.open_plan, self.copy_plan, self.retire):
            each.setEnabled(chosen is not None)
        is_retired = chosen is not None and not chosen.is_offered
        self.retire.setText(_("Offer again") if is_retired else _("Retire plan"))

    def _ask(self, ref: str) -> ProductPage:
        try:
            product_id = ProductId(UUID(ref))
        except ValueError as wrong:
            raise UnknownProduct(product=ref) from wrong
        return self._desk.catalogue.product(product_id)

    def _chosen(self) -> PlanRow | None:
        chosen: PlanRow | None = self.plans.current()
        return chosen

    def _with_plan(self, act: Callable[[PlanRow], None]) -> None:
        chosen = self._chosen()
        if chosen is not None:
            act(chosen)

    def _on_edit(self) -> None:
        self.shell.open("edit_product", self.presenter.ref)

    def _on_care(self) -> None:
        self.shell.open("product_care", self.presenter.ref)

    def _on_new(self) -> None:
        self.shell.open("price_plan", f"new:{self.presenter.ref}")

    def _on_open(self, chosen: PlanRow) -> None:
        self.shell.open("price_plan", str(chosen.plan.id))

    def _on_copy(self, chosen: PlanRow) -> None:
        self.shell.open("price_plan", f"copy:{chosen.plan.id}")

    def _on_retire(self, chosen: PlanRow) -> None:
        self._offer(chosen, not chosen.is_offered)

    def _offer(self, chosen: PlanRow, is_offered: bool) -> None:
        words = _("{plan} is on offer again.") if is_offered else _("{plan} is retired; running contracts keep it.")

        def done(_event: Event) -> None:
            self.shell.toast(words.format(plan=chosen.plan.name), lambda: self._offer(chosen, not is_offered))

        command = SetPlanOffered(chosen.plan.id, is_offered)
        give(self.shell, self._desk, command, done, self.shell.show_refusal, owner=self)


def _columns() -> list[Column[VariantRow]]:
    return [
        Column("sku", _("Article number"), lambda row: row.variant.sku, code=True, width=144),
        Column("name", _("Variant"), lambda row: row.variant.name, fills=True),
        Column("gtin", _("GTIN"), lambda row: row.variant.gtin or None, code=True, width=152, yields=2),
        Column("parts", _("Made of"), lambda row: row.parts or None, width=304, yields=3),
        Column("cost", _("Costs us"), lambda row: row.cost, width=112, yields=1),
        Column("things", _("Things"), lambda row: row.things or None, width=88),
    ]
