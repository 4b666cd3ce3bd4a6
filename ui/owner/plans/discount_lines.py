"""One line of the plan form for a discount that new contracts begin with: so much less, for so long."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from domain.catalog.offer import StartDiscount
from domain.contracts.parts import FOREVER, Duration, DurationKind
from domain.money import Currency, Money
from ui.labels import label
from ui.language import _
from ui.owner.fields import CheckField
from ui.widgets.base import guide_focus, row
from ui.widgets.forms import Field, NumberField, TextField, WrongEntry

_COUNTED: Final = frozenset({DurationKind.PERIODS, DurationKind.MONTHS})


class LessField(Field[tuple[Decimal | None, Money | None]]):
    """A percentage or an amount: one of the two."""

    def __init__(self) -> None:
        self._figure = NumberField(_("Less"), least=Decimal("0.01"))
        self._kind, self._around = QComboBox(), QWidget()
        self._kind.addItems(["%", "€"])
        self._kind.setAccessibleName(_("Per cent or amount"))
        self._around.setLayout(row(self._figure.editor, self._kind, gap=4))
        super().__init__(_("Less"), self._around)
        guide_focus(self._around, self._figure.editor)
        self.setFocusProxy(self._figure.editor)
        self._currency = Currency("EUR")
        self._figure.changed.connect(self.changed)
        self._kind.currentIndexChanged.connect(lambda _index: self.changed.emit())

    def value(self) -> tuple[Decimal | None, Money | None]:
        figure = self._figure.value()
        if self._kind.currentIndex():
            return None, Money(int(figure * 100), self._currency)
        if figure > 100:
            raise WrongEntry(_("At most {most}.").format(most=100))
        return figure, None

    def set_value(self, less: tuple[Decimal | None, Money | None]) -> None:
        percent, amount = less
        self._kind.setCurrentIndex(0 if amount is None else 1)
        if amount is not None:
            self._currency = amount.currency
            self._kind.setItemText(1, "€" if amount.currency == "EUR" else amount.currency)
        figure = amount.decimal() if amount is not None else percent
        if figure is not None:
            self._figure.set_value(figure)


class LastingField(Field[Duration]):
    """Forever, once, for some periods or for some months."""

    def __init__(self) -> None:
        self._kind, self._count, self._around = QComboBox(), QLineEdit(), QWidget()
        self._kinds = list(DurationKind)
        self._kind.addItems([label(kind) for kind in self._kinds])
        self._kind.setAccessibleName(_("Lasts"))
        self._count.setMaxLength(3)
        self._count.setAccessibleName(_("How many"))
        self._around.setLayout(row(self._count, self._kind, gap=4))
        super().__init__(_("Lasts"), self._around)
        guide_focus(self._around, self._kind)
        self.setFocusProxy(self._kind)
        self._kind.currentIndexChanged.connect(lambda _index: self._settle())
        self._count.textChanged.connect(lambda _typed: self.changed.emit())
        self.set_value(FOREVER)

    def value(self) -> Duration:
        kind = self._kinds[self._kind.currentIndex()]
        if kind not in _COUNTED:
            return Duration(kind)
        typed = self._count.text().strip()
        if not (typed.isascii() and typed.isdigit()) or not 1 <= int(typed) <= 999:
            raise WrongEntry(_("A whole number from {least} to {most}.").format(least=1, most=999))
        return Duration(kind, int(typed))

    def set_value(self, duration: Duration) -> None:
        self._kind.setCurrentIndex(self._kinds.index(duration.kind))
        self._count.setText("" if duration.count is None else str(duration.count))
        self._settle()

    def _settle(self) -> None:
        is_counted = self._kinds[self._kind.currentIndex()] in _COUNTED
        self._count.setVisible(is_counted)
        if is_counted and not self._count.text():
            self._count.setText("3")
        self.changed.emit()


def discount_fields() -> Mapping[str, Field[Any]]:
    return {
        "title": TextField(_("On the invoice"), required=True, longest=80),
        "less": LessField(),
        "lasting": LastingField(),
        "code": TextField(_("Voucher"), longest=40),
        "new": CheckField(_("New customers"), _("only")),
    }


def discount_values(each: StartDiscount) -> dict[str, Any]:
    return {
        "title": each.title,
        "less": (each.percent, each.amount),
        "lasting": each.duration,
        "code": each.code,
        "new": each.new_customers_only,
    }


def discount(line: dict[str, Any], currency: Currency) -> StartDiscount:
    """An amount is one of the plan's currency. Raises DiscountNotUnderstood."""
    percent, amount = line["less"]
    in_plan = None if amount is None else Money(amount.minor, currency)
    return StartDiscount(line["title"], percent, in_plan, line["lasting"], line["code"], line["new"])
