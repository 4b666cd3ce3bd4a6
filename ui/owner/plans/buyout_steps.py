"""The fields of one step of the rules of purchase: from which month, and by which formula."""

from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from domain.assets.status import Condition
from domain.buyout.formula import FactorRow, Formula, FormulaKind
from domain.buyout.rules import RuleStep
from ui.labels import label
from ui.language import _
from ui.owner.fields import Lines, OptionalMoneyField, OptionalWholeField, WholeField
from ui.widgets.base import column, line, row, text
from ui.widgets.buttons import tool
from ui.widgets.forms import ChoiceField, Field, NumberField, WrongEntry

KINDS: Final = tuple(each for each in FormulaKind if each is not FormulaKind.CUSTOM)
_WITH_AMOUNT: Final = frozenset({FormulaKind.RETAIL_LESS_PAID, FormulaKind.RESIDUAL, FormulaKind.TABLE})
_WITH_SHARE: Final = frozenset({FormulaKind.RETAIL_LESS_PAID, FormulaKind.COST_LESS_RENT})


class StepBox(QWidget):
    """`read` gives the step, or None while a field is wrong, which then says so if it `marks`."""

    changed = Signal()
    gone = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.from_month = WholeField(_("From month"), least=0, most=1200, hint=_("Full months in use."))
        self.kind = ChoiceField(_("Formula"), [(each, label(each)) for each in KINDS])
        self.amount = OptionalMoneyField(
            _("Retail price or residual value"), hint=_("For one piece, as the plan's price is.")
        )
        self.share = NumberField(_("Share of the rent in percent"), hint=_("Only rent that was really paid counts."))
        self.first = OptionalWholeField(_("Counted periods"), least=0, most=1200, hint=_("Empty: all that were paid."))
        self.least = OptionalMoneyField(_("At least"))
        self.most = OptionalMoneyField(_("At most"))
        self.goodwill = OptionalMoneyField(_("Goodwill"), hint=_("Taken off in any case."))
        self.table = Lines(_row_fields, _("Add a row"))
        self._words = text(_("The newest row that is reached holds; one that names the condition goes first."), "small")
        self.fields: tuple[Field[Any], ...] = (
            self.from_month, self.kind, self.amount, self.share, self.first, self.least, self.most, self.goodwill,
        )  # fmt: skip
        remove = tool("trash-can-outline", _("Take this step away"), self.gone.emit)
        self.setLayout(
            column(
                line(),
                row(self.from_month, self.kind, self.amount, remove, gap=12),
                row(self.share, self.first, gap=12),
                row(self.least, self.most, self.goodwill, gap=12),
                self._words,
                self.table,
                gap=12,
            )
        )
        for field in self.fields:
            field.changed.connect(self.changed)
        self.table.changed.connect(self.changed)
        self.kind.changed.connect(self._settle)
        self.set_step(RuleStep(12, Formula(FormulaKind.RETAIL_LESS_PAID)))

    def set_step(self, step: RuleStep) -> None:
        formula = step.formula
        self.from_month.set_value(step.from_month)
        self.kind.set_value(formula.kind)
        self.amount.set_value(formula.amount)
        self.share.set_value(formula.share)
        self.first.set_value(formula.first)
        self.least.set_value(formula.least)
        self.most.set_value(formula.most)
        self.goodwill.set_value(formula.goodwill)
        self.table.set_lines(
            [
                {"from_month": each.from_month, "condition": each.condition, "percent": each.percent}
                for each in formula.table
            ]
        )
        self._settle()

    def read(self, *, marks: bool = True) -> RuleStep | None:
        values: dict[str, Any] = {}
        wrong: Field[Any] | None = None
        for name in ("from_month", "kind", "amount", "share", "first", "least", "most", "goodwill"):
            field: Field[Any] = getattr(self, name)
            if not field.isVisibleTo(self):
                continue
            try:
                values[name] = field.value()
            except WrongEntry as entry:
                wrong = wrong or field
                if marks:
                    field.show_error(str(entry))
        rows = self.table.read(marks=marks) if self.kind.value() is FormulaKind.TABLE else []
        if wrong is not None and marks:
            wrong.setFocus()
        if wrong is not None or rows is None:
            return None
        month = values.pop("from_month")
        return RuleStep(month, Formula(**values, table=tuple(FactorRow(**each) for each in rows)))

    def _settle(self) -> None:
        """Shows the fields that the formula asks for."""
        kind = self.kind.value()
        self.amount.setVisible(kind in _WITH_AMOUNT)
        self.share.setVisible(kind in _WITH_SHARE)
        self.first.setVisible(kind in _WITH_SHARE)
        for each in (self._words, self.table):
            each.setVisible(kind is FormulaKind.TABLE)


def _row_fields() -> dict[str, Field[Any]]:
    conditions = [(None, _("any other")), *((each, label(each)) for each in Condition)]
    return {
        "from_month": WholeField(_("From month"), least=0, most=1200),
        "condition": ChoiceField(_("Condition"), conditions),
        "percent": NumberField(_("Percent of the retail price")),
    }
