"""The lines of a basket: what, how many, under which plan, for how much, and which things were scanned for it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFrame, QLabel, QWidget

from domain.catalog.plan import PricePlan
from domain.money import Money
from domain.till.pricing import is_within
from ui.language import _, count, shown_money
from ui.pos.sale.basket import BasketLine
from ui.pos.sale.catalogue import price_words
from ui.theme import Tone, theme
from ui.widgets.badge import Badge
from ui.widgets.base import Item, clear, column, line, row, text
from ui.widgets.buttons import button, tool
from ui.widgets.forms import Form, MoneyField, TextField, WrongEntry
from ui.widgets.wheel import leave_wheel

LONGEST_REASON = 200


class LineCard(QFrame):
    """One line. Every change is told with the place of the line."""

    counted = Signal(int, int)
    planned = Signal(int, object)
    price_wanted = Signal(int)
    thing_out = Signal(int, object)
    removed = Signal(int)

    def __init__(self, place: int, each: BasketLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place, self.each = place, each
        self.plus = tool("plus", _("One more of {title}").format(title=each.variant.title), self._more, px=24)
        self.minus = tool("minus", _("One less of {title}").format(title=each.variant.title), self._less, px=24)
        self.remove = tool(
            "trash-can-outline", _("Remove {title}").format(title=each.variant.title), self._remove, px=24
        )
        self.price = tool("tag-outline", _("Another price"), lambda: self.price_wanted.emit(self.place), px=24)
        for made in (self.plus, self.minus, self.remove, self.price):
            made.setFixedSize(theme().px(44), theme().px(44))
        self.quantity = text(str(each.quantity), "title")
        self.quantity.setMinimumWidth(theme().px(32))
        self.quantity.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.total = text(shown_money(each.total), "amount")
        self.plans = _plans(each, self._on_plan)
        self.minus.setEnabled(each.quantity > 1)
        self._build()

    def _build(self) -> None:
        each = self.each
        title = text(each.variant.title, "strong", wrap=True)
        top = row(gap=8)
        top.addWidget(title, 1)
        top.addWidget(self.total)
        deeds = row(self.minus, self.quantity, self.plus, gap=4)
        is_plain = isinstance(self.plans, QLabel)
        if is_plain:
            deeds.addWidget(self.plans, 1)
        else:
            deeds.addStretch(1)
        deeds.addWidget(self.price)
        deeds.addWidget(self.remove)
        self.setLayout(column(top, *(() if is_plain else (self.plans,)), deeds, *self._notes(), gap=4))

    def _notes(self) -> list[Item]:
        each = self.each
        notes: list[Item] = []
        if each.price is not None:
            words = _("{price} instead of {usual}: {why}. The office has to agree.")
            told = words.format(price=shown_money(each.each), usual=shown_money(each.plan.price), why=each.because)
            notes.append(text(told, tone=Tone.WARN, wrap=True))
        for thing in each.things:
            out = button(
                _("{code}  ·  take out").format(code=thing.code),
                partial(self.thing_out.emit, self.place, thing),
                kind="plain",
                sign="barcode-scan",
            )
            notes.append(row(out, None))
        if each.open_things:
            notes.append(row(Badge(count("{count} to scan", "{count} to scan", each.open_things), Tone.NEUTRAL), None))
        if each.is_short:
            short = _("Only {count} ready in stock").format(count=each.variant.free)
            notes.append(text(short if each.variant.free else _("None ready in stock"), "small", Tone.WARN))
        return notes

    def _more(self) -> None:
        self.counted.emit(self.place, self.each.quantity + 1)

    def _less(self) -> None:
        self.counted.emit(self.place, self.each.quantity - 1)

    def _remove(self) -> None:
        self.removed.emit(self.place)

    def _on_plan(self, plan: PricePlan) -> None:
        self.planned.emit(self.place, plan)


class BasketLines(QWidget):
    """All lines; passes on what each tells."""

    counted = Signal(int, int)
    planned = Signal(int, object)
    price_wanted = Signal(int)
    thing_out = Signal(int, object)
    removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = column(gap=12)
        whole = column(self._box, None, gap=0)
        whole.setContentsMargins(0, 0, theme().px(12), 0)
        self.setLayout(whole)
        self.rows: list[LineCard] = []

    def show_lines(self, lines: Sequence[BasketLine]) -> None:
        clear(self._box)
        self.rows = []
        for place, each in enumerate(lines):
            if place:
                self._box.addWidget(line())
            made = LineCard(place, each)
            made.counted.connect(self.counted)
            made.planned.connect(self.planned)
            made.price_wanted.connect(self.price_wanted)
            made.thing_out.connect(self.thing_out)
            made.removed.connect(self.removed)
            self.rows.append(made)
            self._box.addWidget(made)


class PriceDialog(QDialog):
    """Another price than the plan's, with its reason; `agreed` gets both, None for the plan's own."""

    def __init__(
        self, parent: QWidget, each: BasketLine, percent: int, agreed: Callable[[Money | None, str], None]
    ) -> None:
        """`percent`: so much below the plan counts at once; beyond it the office has to agree."""
        super().__init__(parent)
        self._agreed, self._percent, self._usual = agreed, percent, each.plan.price
        title = _("Another price for {title}").format(title=each.variant.title)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(720))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.price = MoneyField(_("Price of one"), currency=each.plan.price.currency)
        self.price.set_value(each.each)
        self.because = TextField(_("Why"), required=True, longest=LONGEST_REASON)
        self.because.set_value(each.because)
        self.form = Form().add(price=self.price).add(because=self.because)
        self.follows = text("", "muted", wrap=True)
        self.price.changed.connect(self._show_follows)
        self.save = button(_("Agree this price"), self.give, kind="primary", sign="check", touch=True)
        self.usual = button(_("As the plan says"), self._as_planned, touch=True)
        self.save.setDefault(True)
        buttons = row(self.usual, None, button(_("Cancel"), self.reject, touch=True), self.save)
        self.setProperty("touch", "true")
        self.setLayout(column(text(title, "title", wrap=True), self.follows, self.form, buttons, gap=16, margin=24))
        self.price.setFocus()
        self._show_follows()

    def _show_follows(self) -> None:
        """Before it is agreed: whether that price counts at once."""
        words = _("The plan says {price}. The sale is kept as agreed, and the office has to agree to it.")
        try:
            is_free = is_within(self.price.value(), self._usual, self._percent)
        except WrongEntry:
            is_free = False
        if is_free:
            words = _("The plan says {price}. Down to {percent} % below it you may agree a price: it counts at once.")
        self.follows.setText(words.format(price=shown_money(self._usual), percent=self._percent))

    def give(self) -> None:
        values = self.form.read()
        if values is not None:
            self.accept()
            self._agreed(values["price"], values["because"])

    def _as_planned(self) -> None:
        self.accept()
        self._agreed(None, "")


def _plans(each: BasketLine, chosen: Callable[[PricePlan], None]) -> QWidget:
    """The plan in words, or a choice where there are several."""
    plans = each.variant.plans
    if len(plans) < 2:
        return _plan_words(each.plan)
    box = QComboBox()
    box.addItems([f"{plan.name} · {price_words(plan)}" for plan in plans])
    box.setAccessibleName(_("Price plan"))
    box.setMinimumContentsLength(12)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setProperty("touch", "true")
    box.setMinimumHeight(theme().px(44))
    if each.plan in plans:
        box.setCurrentIndex(plans.index(each.plan))
    leave_wheel(box)
    box.activated.connect(lambda index: chosen(plans[index]))
    return box


def _plan_words(plan: PricePlan) -> QLabel:
    return text(price_words(plan), "muted", wrap=True)
