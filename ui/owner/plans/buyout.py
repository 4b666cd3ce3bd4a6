"""For what the things under a plan are sold: the owner's rules, with what they come to, saved by themselves."""

from datetime import date
from decimal import Decimal
from typing import Final, cast

from PySide6.QtWidgets import QWidget

from domain.application import Event
from domain.assets.status import Condition
from domain.buyout.book import KeptRules
from domain.buyout.formula import Formula, FormulaKind, InUse, PaidPeriod, worked
from domain.buyout.rules import USUAL_DAYS, BuyoutRules, BuyoutTooEarly, RuleStep
from domain.buyout.set_buyout_rules import BuyoutRulesSet, SetBuyoutRules
from domain.catalog.plan import PricePlan
from domain.errors import AppError
from domain.money import Money
from domain.period import Unit
from ui.backoffice.asking import Asker, give
from ui.desk import Desk
from ui.language import _, shown_money
from ui.owner.fields import CheckField, WholeField
from ui.owner.plans.buyout_steps import StepBox
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import WrongEntry

_EXAMPLES: Final = (6, 12, 18, 24, 36)
_DAY: Final = date(2026, 1, 1)


class BuyoutCard(Card):
    """`show_plan` for a plan that is kept. Rules hold for all contracts under any version of it, at once."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(_("Purchase of the rented thing"), _("for all contracts under this plan"))
        self._desk, self._shell = desk, shell
        self._asker = Asker(shell, self)
        self._plan: PricePlan | None = None
        self._kept = KeptRules(0, None)
        self.boxes: list[StepBox] = []
        self.sells = CheckField(_("Offers"), _("Things of this plan are offered by a formula"))
        self.valid_days = WholeField(_("Days an offer is valid"), least=1, most=366)
        self.on_credit = CheckField(
            _("On credit"), _("Sold when accepted, not when paid"), hint=_("The thing is gone even if nobody pays.")
        )
        self._law = text(
            _(
                "These rules stand in no contract and on no paper before an offer is made. A price that is promised at"
                " signing (“Buyout price” above) may make a consumer's contract a financial aid with duties of its own"
                " (section 506 BGB)."
            ),
            "small", Tone.WARN, wrap=True,
        )  # fmt: skip
        self._below = column(gap=16)
        self.more = button(_("Add a step"), self._on_more, kind="plain", sign="plus")
        self.examples = text("", "small", wrap=True)
        self.problem = text("", "small", Tone.BAD, wrap=True)
        self.save = button(_("Save rules of purchase"), self._on_save, sign="check")
        self.add(self._law, self.sells, row(self.valid_days, self.on_credit, gap=12))
        self.body.addLayout(self._below)
        self.add(row(self.more, None), self.examples, self.problem, row(self.save, None))
        self.sells.changed.connect(self._settle)
        self.hide()

    def show_plan(self, plan: PricePlan) -> None:
        self._plan = plan
        self._asker.ask(lambda: self._desk.office.buyouts.rules(plan.id), self._show)

    def read(self, *, marks: bool = True) -> BuyoutRules | None:
        """None while a field is wrong, which then says so if it `marks`."""
        steps = [box.read(marks=marks) for box in self.boxes]
        try:
            days = self.valid_days.value()
        except WrongEntry as wrong:
            if marks:
                self.valid_days.show_error(str(wrong))
            return None
        found = tuple(each for each in steps if each is not None)
        if len(found) != len(steps):
            return None
        return BuyoutRules(tuple(sorted(found, key=lambda each: each.from_month)), days, self.on_credit.value())

    def _show(self, kept: KeptRules) -> None:
        self._kept = kept
        rules = kept.rules
        for box in list(self.boxes):
            self._drop(box)
        for step in rules.steps if rules is not None else ():
            self._box(step)
        self.valid_days.set_value(USUAL_DAYS if rules is None else rules.valid_days)
        self.on_credit.set_value(rules is not None and rules.on_credit)
        self.sells.set_value(rules is not None)
        self.problem.hide()
        self.show()
        self._settle()

    def _box(self, step: RuleStep) -> StepBox:
        box = StepBox()
        box.set_step(step)
        box.changed.connect(self._tell)
        box.gone.connect(lambda: self._drop(box))
        self.boxes.append(box)
        self._below.addWidget(box)
        return box

    def _drop(self, box: StepBox) -> None:
        self.boxes.remove(box)
        self._below.removeWidget(box)
        box.hide()
        box.deleteLater()
        self._tell()

    def _on_more(self) -> None:
        month = 12
        known = [each.from_month for each in (box.read(marks=False) for box in self.boxes) if each is not None]
        if known:
            month = max(known) + 12
        box = self._box(RuleStep(month, Formula(FormulaKind.RETAIL_LESS_PAID)))
        box.from_month.setFocus()
        self._tell()

    def _settle(self) -> None:
        is_on = self.sells.value()
        if is_on and not self.boxes:
            self._on_more()
        parts: tuple[QWidget, ...] = (self.valid_days, self.on_credit, self.more, self.examples, *self.boxes)
        for part in parts:
            part.setVisible(is_on)
        self._tell()

    def _tell(self) -> None:
        """What a thing would cost after some months when every rent was paid."""
        rules, plan = self.read(marks=False), self._plan
        if rules is None or plan is None or not self.sells.value():
            self.examples.setText("")
            return
        try:
            rules.check(plan.terms.currency)
        except AppError as wrong:
            self.examples.setText(refusal(wrong))
            return
        prices = [f"{months}: {_example(plan, rules, months)}" for months in _EXAMPLES]
        words = _("When every rent was paid, a used thing costs after so many months: {prices}.")
        self.examples.setText(words.format(prices=" · ".join(prices)))

    def _on_save(self) -> None:
        plan = self._plan
        if plan is None:
            return
        rules = self.read() if self.sells.value() else None
        if self.sells.value() and rules is None:
            return
        try:
            if rules is not None:
                rules.check(plan.terms.currency)
        except AppError as wrong:
            self._say(wrong)
            return
        self.save.setEnabled(False)
        command = SetBuyoutRules(plan.id, self._kept.version, rules)
        give(self._shell, self._desk, command, self._on_saved, self._say, owner=self)

    def _on_saved(self, event: Event) -> None:
        self.save.setEnabled(True)
        rules = self.read() if self.sells.value() else None
        self._kept = KeptRules(cast(BuyoutRulesSet, event).version, rules)
        self.problem.hide()
        self._shell.toast(_("The rules of purchase are saved; they hold for offers made from now on."))

    def _say(self, error: Exception) -> None:
        self.save.setEnabled(True)
        if not isinstance(error, AppError):
            self._shell.show_refusal(error)
            return
        self.problem.setText(refusal(error))
        self.problem.show()


def _example(plan: PricePlan, rules: BuyoutRules, months: int) -> str:
    """A contract from the first day of a year on, in the plan's rhythm; what it cost us is not known here."""
    count = months // max(_months(plan), 1)
    period = PaidPeriod(_DAY, plan.price, Decimal(1), plan.price, plan.price)
    term = plan.terms.min_term
    left = 0 if term is None else max(_term(plan) // max(_months(plan), 1) - count, 0)
    use = InUse(months, (period,) * count, Money(plan.price.minor * left, plan.price.currency), None, Condition.USED)
    try:
        return shown_money(worked(rules.formula(months, _DAY), use).price)
    except BuyoutTooEarly:
        return _("not yet")
    except AppError:
        return "–"


def _months(plan: PricePlan) -> int:
    interval = plan.terms.interval
    return interval.count * {Unit.YEAR: 12, Unit.MONTH: 1}.get(interval.unit, 1)


def _term(plan: PricePlan) -> int:
    term = plan.terms.min_term
    return 0 if term is None else term.count * {Unit.YEAR: 12, Unit.MONTH: 1}.get(term.unit, 1)
