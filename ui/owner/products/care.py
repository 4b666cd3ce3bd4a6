"""What things of one product need: their meters, and what has to be done to them again and again."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from domain.application import Event
from domain.errors import AppError
from domain.ids import ProductId
from domain.maintenance.meters import Meter
from domain.maintenance.plan import (
    LONGEST,
    MOST_MONTHS,
    MOST_USE,
    CareKind,
    CarePlan,
    CarePlanId,
    CarePlanWrong,
    ProductCare,
)
from domain.maintenance.save_care import SaveCare
from ui.backoffice.asking import Asker, give
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.owner.editing import EditorPage
from ui.owner.fields import CheckField, OptionalWholeField, WholeField, quiet_raw
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import clear, column, guide_focus, line, row, text
from ui.widgets.buttons import button, tool
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.forms import ChoiceField, Field, Form, TextField


class PlanFields(QWidget):
    """One plan. `plan_id` stays when its words change: what was done by it names it."""

    changed = Signal()
    away = Signal(object)

    def __init__(self, plan: CarePlan | None) -> None:
        super().__init__()
        self.plan_id = CarePlanId(uuid4()) if plan is None else plan.id
        meters: list[tuple[Meter | None, str]] = [(None, _("no meter")), *((each, label(each)) for each in Meter)]
        self.form = Form()
        self.form.add(
            title=TextField(_("What has to be done"), required=True, longest=LONGEST),
            kind=ChoiceField(_("Kind"), [(each, label(each)) for each in CareKind]),
        )
        self.every = OptionalWholeField(_("Or after this much use"), most=MOST_USE)
        self.form.add(
            months=OptionalWholeField(_("After months"), most=MOST_MONTHS, hint=_("Left empty: time does not count.")),
            meter=ChoiceField(_("Meter"), meters),
            every=self.every,
        )
        self.form.add(
            ask_days=WholeField(_("Days before, people are told"), least=0, most=365),
            blocks=CheckField(_("When it is overdue"), _("It does not leave the house")),
        )
        for field in self._fields().values():
            field.changed.connect(self.changed)
        self.form["meter"].changed.connect(self._settle)
        away = tool("trash-can-outline", _("Take away"), lambda: self.away.emit(self))
        layout = row(gap=12)
        layout.addWidget(self.form, 1)
        layout.addWidget(away)
        self.setLayout(layout)
        self._show(plan)

    def plan(self) -> CarePlan | None:
        """None: a field is wrong, and it says so. Raises CarePlanWrong: they do not fit together."""
        values = self.form.read()
        if values is None:
            return None
        every = values["every"] if values["meter"] is not None else None
        head = (self.plan_id, values["kind"], values["title"])
        return CarePlan(*head, values["months"], values["meter"], every, values["ask_days"], values["blocks"])

    def raw(self) -> Mapping[str, Any]:
        return quiet_raw(self._fields())

    def _fields(self) -> dict[str, Field[Any]]:
        names = ("title", "kind", "months", "meter", "every", "ask_days", "blocks")
        return {name: self.form[name] for name in names}

    def _show(self, plan: CarePlan | None) -> None:
        values: dict[str, Any] = {
            "title": plan.title if plan is not None else "",
            "kind": plan.kind if plan is not None else CareKind.SERVICE,
            "months": plan.months if plan is not None else 12,
            "meter": plan.meter if plan is not None else None,
            "every": plan.every if plan is not None else None,
            "ask_days": plan.ask_days if plan is not None else 30,
            "blocks": plan.blocks if plan is not None else True,
        }
        for name, field in self._fields().items():
            field.set_value(values[name])  # type: ignore[attr-defined]  # every field of use has it
        self._settle()

    def _settle(self) -> None:
        meter = self.form["meter"].value()
        self.every.setEnabled(meter is not None)
        words = _("At this health in percent") if meter is Meter.BATTERY else _("Or after this much use")
        self.every.label.setText(words)


class CareEditor(EditorPage):
    """Opened with the id of a product."""

    screen = "product_care"

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Maintenance of a product"))
        self._desk, self._asker = desk, Asker(shell, self)
        self.care: ProductCare | None = None
        self.plans: list[PlanFields] = []
        self.meters = {each: QCheckBox(label(each)) for each in Meter}
        self._below = column(gap=16)
        self.add_button = button(_("Add maintenance"), partial(self.add_plan, None), kind="plain", sign="plus")
        self.save = button(_("Save maintenance"), self.on_save, kind="primary", sign="check", shortcut="Ctrl+Return")
        self.cancel = button(_("Cancel"), self._on_cancel)
        self.problem = text("", tone=Tone.BAD, wrap=True)
        self.problem.hide()
        about = _("Asked at the hand-out, the take-back, in the workshop and at each maintenance.")
        meters = Card(_("Meters")).add(text(about, "muted", wrap=True), row(*self.meters.values(), None, gap=16))
        words = _(
            "By months or by use, whichever comes first. It counts from the day on which we got the thing, then from"
            " the day on which it was done."
        )
        self._none = EmptyState("wrench-clock", _("Nothing has to be done yet"), _("Add a service or a test by law."))
        plans = Card(_("What has to be done again")).add(text(words, "muted", wrap=True), self._none)
        plans.body.addLayout(self._below)
        plans.add(row(self.add_button, None))
        for each in (meters, plans):
            each.setMaximumWidth(theme().px(960))
        self.setLayout(column(meters, plans, self.problem, row(self.save, self.cancel, None), None, gap=24))
        guide_focus(self, next(iter(self.meters.values())))

    def _load(self, argument: str) -> None:
        self.target = argument
        product_id = ProductId(UUID(argument))

        def ask() -> tuple[str, ProductCare]:
            page = self._desk.catalogue.product(product_id)
            return page.product.name, self._desk.floor.care.of_product(product_id)

        self._asker.ask(ask, lambda found: self.show_care(*found))

    def show_care(self, name: str, care: ProductCare) -> None:
        self.care = care
        self.set_heading(_("Maintenance of a product"), name)
        self.problem.hide()
        for meter, box in self.meters.items():
            box.setChecked(meter in care.meters)
        self.plans = []
        clear(self._below)
        for plan in care.plans:
            self.add_plan(plan)
        self._settle()
        self._base = self._typed()

    def add_plan(self, plan: CarePlan | None) -> PlanFields:
        fields = PlanFields(plan)
        fields.away.connect(self._on_away)
        around = column(*((line(),) if self.plans else ()), fields, gap=16)
        holder = QWidget()
        holder.setLayout(around)
        self._below.addWidget(holder)
        self.plans.append(fields)
        self._settle()
        if plan is None:
            fields.form["title"].setFocus()
        return fields

    def on_save(self) -> None:
        if self.care is None or not self.save.isEnabled():
            return
        try:
            plans = [fields.plan() for fields in self.plans]
            known = [plan for plan in plans if plan is not None]
            if len(known) < len(plans):
                return
            meters = tuple(meter for meter, box in self.meters.items() if box.isChecked())
            meters += tuple({plan.meter for plan in known if plan.meter is not None and plan.meter not in meters})
            ProductCare(self.care.product_id, 1, meters, tuple(known))
        except CarePlanWrong as wrong:
            self._say(wrong)
            return
        self.save.setEnabled(False)
        command = SaveCare(self.care.product_id, self.care.version, meters, tuple(known))
        give(self.shell, self._desk, command, self._on_saved, self._say, owner=self)

    def _typed(self) -> object:
        return [box.isChecked() for box in self.meters.values()], [(one.plan_id, one.raw()) for one in self.plans]

    def _say(self, error: Exception) -> None:
        self.save.setEnabled(True)
        if not isinstance(error, AppError):
            self.shell.show_refusal(error)
            return
        self.problem.setText(refusal(error))
        self.problem.show()

    def _on_saved(self, _event: Event) -> None:
        self.save.setEnabled(True)
        self.shell.toast(_("Saved."))
        self._base = None
        self._load(self.target)

    def _on_away(self, fields: PlanFields) -> None:
        """What was done by it stays known."""
        self.plans = [each for each in self.plans if each is not fields]
        holder = fields.parentWidget()
        if holder is not None:
            self._below.removeWidget(holder)
            holder.hide()
            holder.deleteLater()
        self._settle()

    def _on_cancel(self) -> None:
        self._base = None
        self.shell.open("product", self.target)

    def _settle(self) -> None:
        self._none.setVisible(not self.plans)
