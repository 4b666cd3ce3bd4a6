"""The lines of a new order: plan, quantity and price of each can be changed in place."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from domain.catalog.plan import PricePlan
from domain.money import Money
from ui.backoffice.orders.draft import DraftLine, OrderDraft
from ui.backoffice.words import shown_interval, shown_length, shown_rate
from ui.language import _, count, shown_money
from ui.theme import theme
from ui.widgets.base import clear, column, line, styled, text
from ui.widgets.buttons import tool
from ui.widgets.forms import MoneyField, WrongEntry

Edit = Callable[[OrderDraft], object]
MOST = 999


class OrderLines(QWidget):
    """Rebuilt when lines come or go; while one types only sums change, so the cursor stays."""

    edited = Signal(object)
    """A function that makes the change on a draft."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = column(gap=12)
        self.setLayout(self._box)
        self.rows: list[LineRow] = []

    def show_lines(self, lines: Sequence[DraftLine]) -> None:
        if [row.key for row in self.rows] == [_key(each) for each in lines]:
            for row, each in zip(self.rows, lines, strict=True):
                row.show_sum(each)
            return
        at_plan = next((number for number, each in enumerate(self.rows) if each.plan.hasFocus()), None)
        clear(self._box)
        self.rows = []
        for number, each in enumerate(lines):
            if number:
                self._box.addWidget(line())
            made = LineRow(number, each)
            made.edited.connect(self.edited)
            self.rows.append(made)
            self._box.addWidget(made)
        if at_plan is not None and at_plan < len(self.rows):
            self.rows[at_plan].plan.setFocus()


def _key(each: DraftLine) -> tuple[object, ...]:
    return each.variant.id, each.plan.id


class Quantity(QLineEdit):
    """A whole number; arrow keys count. What is none, or out of reach, is marked and told as 0."""

    changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(4)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(_("Quantity"))
        self.textEdited.connect(lambda _typed: self._tell())

    def value(self) -> int:
        typed = self.text().strip()
        number = int(typed) if typed.isascii() and typed.isdigit() else 0
        return number if number <= MOST else 0

    def set_value(self, number: int) -> None:
        self.setText(str(number))
        styled(self, wrong="false")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.set_value(min(max(self.value() + step, 1), MOST))
            self._tell()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        styled(self, wrong="false" if self.value() else "true")
        self.changed.emit(self.value())


class _Plans(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class LineRow(QWidget):
    """One line: what it is, under which plan, how many, for how much, and what that makes."""

    edited = Signal(object)

    def __init__(self, number: int, each: DraftLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = _key(each)
        self._number, self._plans = number, each.variant.plans
        self.plan, self.ahead, self.quantity = _Plans(), _Plans(), Quantity()
        self._each = each
        self.price = MoneyField(_("Price"), currency=each.plan.price.currency)
        self.price.label.hide()
        self.sum, self.hint = text("", "amount"), text("", "small", wrap=True)
        self.sum.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.sum.setMinimumWidth(theme().px(96))
        self._build(each)
        self.show_sum(each)

    def show_sum(self, each: DraftLine) -> None:
        self._each = each
        self.sum.setText(shown_money(each.total))
        if self.quantity.value() != each.quantity:
            self.quantity.set_value(each.quantity)
        short = count("Only {count} ready in stock", "Only {count} ready in stock", each.variant.free)
        short = short if each.variant.free else _("None ready in stock")
        self.hint.setText(short if each.is_short else each.variant.sku)
        styled(self.hint, tone="warn" if each.is_short else None)

    def _build(self, each: DraftLine) -> None:
        self.plan.addItems([f"{plan.name} · {_plan_price(plan)}" for plan in self._plans])
        self.plan.setCurrentIndex(self._plans.index(each.plan))
        self.plan.setAccessibleName(_("Price plan"))
        self.ahead.addItems(_ways_to_pay(each))
        self.ahead.setAccessibleName(_("Pays"))
        self.ahead.setCurrentIndex(_periods(each).index(each.paid_up))
        self.ahead.setVisible(len(_periods(each)) > 1)
        for box in (self.plan, self.ahead):
            box.setMinimumContentsLength(12)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.quantity.set_value(each.quantity)
        self.quantity.setFixedWidth(theme().px(80))
        self.price.editor.setFixedWidth(theme().px(112))
        self.price.set_value(each.plan.price if each.price is None else each.price)
        title = text(each.variant.title, "strong", wrap=True)
        remove = tool("close", _("Remove {title}").format(title=each.variant.title), self._remove)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(12))
        grid.setVerticalSpacing(theme().px(6))
        grid.addWidget(title, 0, 0, 1, 3)
        grid.addWidget(self.sum, 0, 3)
        grid.addWidget(remove, 0, 4)
        grid.addWidget(self.plan, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.quantity, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.price, 1, 2, 1, 2)
        grid.addWidget(self.ahead, 2, 0, 1, 4)
        grid.addWidget(self.hint, 3, 0, 1, 5)
        grid.setColumnStretch(0, 1)
        grid.setRowMinimumHeight(1, self.price.sizeHint().height())
        self.setLayout(grid)
        self.plan.activated.connect(self._on_plan)
        self.ahead.activated.connect(self._on_ahead)
        self.quantity.changed.connect(self._on_quantity)
        self.price.changed.connect(self._on_price)

    def _remove(self) -> None:
        self.edited.emit(lambda draft: draft.remove(self._number))

    def _on_plan(self, index: int) -> None:
        self.edited.emit(partial(OrderDraft.choose_plan, number=self._number, plan=self._plans[index]))

    def _on_ahead(self, index: int) -> None:
        self.edited.emit(partial(OrderDraft.pay_ahead, number=self._number, periods=_periods(self._each)[index]))
        self.price.set_value(self._each.agreed.price)

    def _on_quantity(self, quantity: int) -> None:
        self.edited.emit(partial(OrderDraft.set_quantity, number=self._number, quantity=quantity))

    def _on_price(self) -> None:
        price: Money | None = None
        try:
            price = self.price.value()
        except WrongEntry as wrong:
            self.price.show_error(str(wrong))
        self.edited.emit(partial(OrderDraft.set_price, number=self._number, price=price))


def _periods(each: DraftLine) -> list[int | None]:
    return [None, *(offered.periods for offered in each.plan.offer.paid_up)]


def _ways_to_pay(each: DraftLine) -> list[str]:
    """Period by period, and what the plan offers to be paid at once, with what that saves."""
    words = [_("Pays {rhythm}").format(rhythm=shown_interval(each.plan.terms.interval))]
    for offered in each.plan.offer.paid_up:
        interval = each.plan.terms.interval
        price = offered.price(each.plan.price)
        saved = each.plan.price.times(Decimal(offered.periods)) - price
        words.append(
            _("{length} at once: {price}, saves {saved}").format(
                length=shown_length(replace(interval, count=interval.count * offered.periods)),
                price=shown_money(price),
                saved=shown_money(saved),
            )
        )
    return words


def _plan_price(plan: PricePlan) -> str:
    return shown_rate(plan.price, plan.terms.interval) if plan.is_recurring else shown_money(plan.price)
