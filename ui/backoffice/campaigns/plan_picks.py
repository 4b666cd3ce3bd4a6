"""Which price plans a campaign is about, and what each costs then."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QWidget

from domain.contracts.price_campaign import PlanPrice
from domain.ids import PlanId
from domain.money import Currency, Money
from domain.views.campaigns import PlanChoice
from ui.language import _, count, shown_money
from ui.theme import theme
from ui.widgets.base import clear, column, text
from ui.widgets.forms import MoneyField, WrongEntry

_ROW, _FIELD, _MOST = 64, 80, 360
"""Heights before scaling: a plan, the field of its new price, the whole list before it scrolls."""


class _Pick(QWidget):
    """One plan: a tick, and its new price where each plan gets one."""

    changed = Signal()

    def __init__(self, plan: PlanChoice) -> None:
        super().__init__()
        self.plan = plan
        name = plan.product if plan.name == plan.product else f"{plan.product} · {plan.name}"
        running = count("{count} contract", "{count} contracts", plan.running)
        self.tick = QCheckBox(name)
        self.tick.setToolTip(name)
        self.tick.setMinimumWidth(1)
        more = text(f"{shown_money(plan.price)} · {running}", "small", wrap=True)
        self.price = MoneyField(_("New price"), currency=plan.price.currency)
        self.price.set_value(plan.price)
        self.price.hide()
        self.setLayout(column(self.tick, more, self.price, gap=4))
        self.tick.toggled.connect(lambda _on: self.changed.emit())
        self.price.changed.connect(self.changed)


class PlanPicks(QWidget):
    """No tick: all plans. `with_prices`: each ticked plan has a field for its new price."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._picks: list[_Pick] = []
        self._with_prices = False
        self._rows = column(gap=8)
        inner = QWidget()
        inner.setLayout(self._rows)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setSizeAdjustPolicy(QScrollArea.SizeAdjustPolicy.AdjustToContents)
        for each in (area.viewport(), inner):
            each.setAutoFillBackground(False)
        inner.setObjectName("plan_picks")
        self._area = area
        self.problem = text("", "small", wrap=True)
        self.problem.setProperty("tone", "bad")
        self.label = text(_("Price plans"), "small")
        self.setLayout(column(self.label, area, self.problem, gap=4))
        self.problem.hide()

    def show_plans(self, plans: Sequence[PlanChoice]) -> None:
        ticked = {pick.plan.newest for pick in self._picks if pick.tick.isChecked()}
        clear(self._rows)
        self._picks = [_Pick(plan) for plan in plans]
        for pick in self._picks:
            pick.tick.setChecked(pick.plan.newest in ticked)
            pick.changed.connect(self._on_changed)
            self._rows.addWidget(pick)
        self._rows.addStretch(1)
        self._settle()

    def set_prices(self, with_prices: bool) -> None:
        self._with_prices = with_prices
        self._settle()

    @property
    def picks(self) -> Sequence[_Pick]:
        return self._picks

    def currencies(self) -> list[Currency]:
        """Those of the ticked plans; of all of them where none is ticked."""
        ticked = [pick for pick in self._picks if pick.tick.isChecked()] or self._picks
        return sorted({pick.plan.price.currency for pick in ticked})

    def plan_ids(self) -> tuple[PlanId, ...]:
        """All versions of what is ticked; empty: all plans."""
        return tuple(each for pick in self._picks if pick.tick.isChecked() for each in pick.plan.plan_ids)

    def prices(self) -> tuple[PlanPrice, ...] | None:
        """None while one is wrong, or nothing is ticked."""
        found: list[PlanPrice] = []
        for pick in self._picks:
            if not pick.tick.isChecked():
                continue
            try:
                price: Money = pick.price.value()
            except WrongEntry as wrong:
                pick.price.show_error(str(wrong))
                return None
            found.append(PlanPrice(pick.plan.plan_ids, price))
        return tuple(found) or None

    def say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _on_changed(self) -> None:
        self._settle()
        self.changed.emit()

    def _settle(self) -> None:
        self.say("")
        self.label.setText(
            _("Price plans: tick those that get a new price") if self._with_prices else _("Price plans (none: all)")
        )
        height = 8
        for pick in self._picks:
            has_price = self._with_prices and pick.tick.isChecked()
            pick.price.setVisible(has_price)
            height += _ROW + (_FIELD if has_price else 0)
        self._area.setFixedHeight(theme().px(min(height, _MOST)))
