"""The editor of one price plan: the form, which plans may follow, and beside them what a customer would pay."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any, Final, cast
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from domain.application import Command, Event
from domain.catalog.add_plan import AddPlan
from domain.catalog.add_product import NewPlan
from domain.catalog.change_plan_offer import ChangePlanOffer
from domain.catalog.model import Product
from domain.catalog.plan_changes import keeps_its_parts
from domain.catalog.plan_rules import check_plan
from domain.catalog.plan_saved import PlanSaved
from domain.clock import today
from domain.contracts.model import LineKind
from domain.errors import AppError
from domain.ids import PlanId, ProductId
from domain.views.catalogue import PlanPage, PlanRow, ProductPage
from domain.views.office_rows import Found
from ui.backoffice.asking import Asker, give
from ui.backoffice.parts import Sides
from ui.desk import Desk
from ui.language import _
from ui.owner.plans.bundle_table import BundleTableCard
from ui.owner.plans.buyout import BuyoutCard
from ui.owner.plans.changes import ChangesCard
from ui.owner.plans.form import PlanForm, new_plan
from ui.owner.plans.try_panel import TryPanel
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone
from ui.widgets.base import column, guide_focus, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import WrongEntry
from ui.widgets.overlays import confirm

WAIT_MS: Final = 300
_MADE_UP: Final = PlanId(UUID(int=1))


class PlanEditor(Page):
    """Opened with a plan's id, "new:" and a product's id, or "copy:" and a plan's id."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Price plan"))
        self._desk = desk
        self._loading, self._trying = Asker(shell, self), Asker(shell, self)
        self._vat, self._parts, self._offers = Asker(shell, self), Asker(shell, self), Asker(shell, self)
        self.product: Product | None = None
        self.plan_id: PlanId | None = None
        self.target = ""
        self._is_touched = False
        self.form: PlanForm | None = None
        self.changes, self.bundle = ChangesCard(), BundleTableCard()
        self.buyout = BuyoutCard(desk, shell)
        self.trying = TryPanel(today(desk.clock))
        self.problem = text("", "small", Tone.BAD, wrap=True)
        self.save = button(_("Save price plan"), self.on_save, kind="primary", sign="check", shortcut="Ctrl+Return")
        self.note = text("", "small", wrap=True)
        self._main, side = QWidget(), QWidget()
        self._form_place = column()
        self._main.setLayout(column(self._form_place, self.bundle, self.changes, self.buyout, None, gap=24))
        deed = Card().add(self.save, self.problem, self.note)
        side.setLayout(column(deed, self.trying, None, gap=24))
        self.sides = Sides(self._main, side)
        self.sides.hide()
        self.setLayout(column(self.sides))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.try_now)
        self.trying.changed.connect(self._timer.start)
        self.bundle.changed.connect(self._on_typed)
        self.changes.lines.changed.connect(self._on_typed)

    def show_target(self, argument: str) -> None:
        """What is typed stays while nothing else is wanted; before another plan it asks."""
        if not argument or (argument == self.target and self.form is not None):
            return
        if self.is_unsaved:
            self._ask_first(argument)
            return
        self._open(argument)

    @property
    def is_unsaved(self) -> bool:
        return self._is_touched

    def _ask_first(self, argument: str) -> None:
        detail = _("What you typed for “{title}” is not saved.").format(title=self.title)
        asked = confirm(self, _("Discard it?"), detail, _("Discard"), partial(self._open, argument), danger=True)
        asked.rejected.connect(partial(self.shell.open, "price_plan", self.target))

    def _open(self, argument: str) -> None:
        self.target, self.plan_id, self._is_touched = argument, None, False
        self._vat.ask(self._desk.catalogue.vat_categories, partial(self._load, argument))

    def try_now(self) -> None:
        """What stands in the form, tried; a field that is being typed in is waited for."""
        form, product = self.form, self.product
        if form is None or product is None:
            return
        try:
            new = self._read(form, marks=False)
            plan = None if new is None else new.plan(_MADE_UP, product.id)
            trial = None if plan is None else self.trying.trial(plan, product.name)
        except AppError as error:
            self.trying.show_problem(refusal(error))
            return
        if trial is not None:
            check = self._desk.catalogue.try_plan
            self._trying.ask(lambda: check(trial), self.trying.show_tried, self._on_not_tried)

    def on_save(self) -> None:
        command = self._command()
        if command is not None:
            self.save.setEnabled(False)
            give(self.shell, self._desk, command, self._on_saved, self._on_refused, owner=self)

    def _command(self) -> Command | None:
        form, product = self.form, self.product
        if form is None or product is None:
            return None
        self._say("")
        try:
            new = self._read(form)
            if new is None:
                return None
            check_plan(new.plan(_MADE_UP, product.id))
        except AppError as error:
            self._say(refusal(error))
            self.shell.show_refusal(error)  # where the field is, far below, nobody sees what stands beside the button
            return None
        return AddPlan(product.id, new) if self.plan_id is None else ChangePlanOffer(self.plan_id, new)

    def _read(self, form: PlanForm, *, marks: bool = True) -> NewPlan | None:
        """The form with the bundle's table; None while a field is wrong. Raises AppErrors of what does not fit."""
        new = form.read(marks=marks)
        try:
            table = self.bundle.read(marks=marks)
        except WrongEntry:
            return None
        return None if new is None else replace(new, offer=replace(new.offer, bundle=table))

    def _load(self, argument: str, vat: Sequence[str]) -> None:
        self._place(PlanForm(vat))
        kind, _colon, ref = argument.rpartition(":")
        catalogue, wanted = self._desk.catalogue, UUID(ref)
        if kind == "new":
            self._loading.ask(lambda: catalogue.product(ProductId(wanted)), self._show_new)
        else:
            self._loading.ask(
                lambda: catalogue.plan(PlanId(wanted)), self._show_copy if kind == "copy" else self._show_plan
            )

    def _place(self, form: PlanForm) -> None:
        if self.form is not None:
            self._form_place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = form
        self._form_place.addWidget(form)
        form.changed.connect(self._on_typed)
        guide_focus(self, form.first())

    def _show_new(self, page: ProductPage) -> None:
        self.set_heading(page.product.name, _("New price plan"))
        self._show(page.product, new_plan(page.product.kind))

    def _show_copy(self, page: PlanPage) -> None:
        plan = page.row.plan
        self.set_heading(page.row.product.name, _("Copy of {plan}").format(plan=plan.name))
        self._show(page.row.product, plan, name=_("{plan} (copy)").format(plan=plan.name))

    def _show_plan(self, page: PlanPage) -> None:
        plan, is_offered = page.row.plan, page.row.is_offered
        self.plan_id = plan.id
        badge = (_("on offer"), Tone.OK) if is_offered else (_("no longer offered"), Tone.NEUTRAL)
        version = _("version {number}").format(number=plan.version)
        self.set_heading(f"{page.row.product.name} · {plan.name}", version, (badge,))
        self._show(page.row.product, plan)
        self.changes.show_page(page)
        self.changes.setVisible(plan.is_recurring)
        if plan.kind is LineKind.RENTAL:
            self.buyout.show_plan(plan)
        self._is_touched = False
        self.note.setText(_("Saving makes a new version. Running contracts keep the price and terms they have."))

    def _show(self, product: Product, plan: Any, name: str = "") -> None:
        form = cast(PlanForm, self.form)
        self.product = product
        form.set_plan(plan)
        self.bundle.keep(plan.offer.bundle)
        parts = self._desk.catalogue.product
        self._parts.ask(lambda: parts(product.id), self._show_parts)
        if name:
            form.set_name(name)
        form.lock_kind(self.plan_id is not None)
        self.changes.hide()
        self.buyout.hide()
        self.note.setText(_("A new plan can be ordered at once."))
        self._say("")
        self._is_touched = False
        self.sides.show()
        self.try_now()

    def _show_parts(self, page: ProductPage) -> None:
        """What is asked for next needs to know whether it is a bundle."""
        offered = self._desk.catalogue.price_list
        self._offers.ask(lambda: offered("", True), partial(self._show_offers, cast(PlanForm, self.form), page))
        with self._unnoticed():
            self.bundle.show_parts(page)

    def _show_offers(self, form: PlanForm, page: ProductPage, found: Found[PlanRow]) -> None:
        """Any other plan on offer may follow at the end of the term, of a bundle one of the same product."""
        is_bundle = keeps_its_parts([row.variant for row in page.variants])
        others = [row for row in found.rows if self.plan_id is None or row.plan.id != self.plan_id]
        with self._unnoticed():
            form.term_end.set_offers([row for row in others if not is_bundle or row.product == page.product])

    @contextmanager
    def _unnoticed(self) -> Iterator[None]:
        """What arrives by itself is nothing typed."""
        before = self._is_touched
        yield
        self._is_touched = before

    def _on_typed(self) -> None:
        self._is_touched = True
        self._timer.start()

    def _on_saved(self, event: Event) -> None:
        saved = cast(PlanSaved, event)
        changes = self.changes.command(saved.plan_id) if self.plan_id is not None else None
        if changes is None:
            self._on_all_saved(event)
        else:
            give(self.shell, self._desk, changes, self._on_all_saved, self._on_refused, owner=self)

    def _on_all_saved(self, event: Event) -> None:
        self.save.setEnabled(True)
        self.target, self._is_touched = "", False
        self.shell.toast(_("The price plan is saved."))
        self.shell.open("product", str(cast(PlanSaved, event).product_id))

    def _on_refused(self, error: Exception) -> None:
        self.save.setEnabled(True)
        if isinstance(error, AppError):
            self._say(refusal(error))
        self.shell.show_refusal(error)

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _on_not_tried(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self.trying.show_problem(refusal(error))
        else:
            self.shell.show_refusal(error)
