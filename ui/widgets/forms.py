"""Labelled fields that give domain values and say beside themselves what is wrong."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, Generic, TypeVar

from babel.numbers import NumberFormatError, parse_decimal
from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from domain.money import EUR, Currency, Money
from ui.language import _, current_language, locale, shown_money
from ui.theme import theme
from ui.widgets.base import column, row, styled, text
from ui.widgets.typed import has_unseen, one_line
from ui.widgets.wheel import leave_wheel

Value = TypeVar("Value")
LONGEST: Final = 10_000
_NUMBER: Final = re.compile(r"[+-]?[0-9][0-9.,]*")


class WrongEntry(ValueError):
    """What stands in a field is no value of its kind; the text is for the person who typed it."""


class Field(QWidget, Generic[Value]):
    """A label, an editor and room for one sentence below. `value()` raises WrongEntry."""

    changed = Signal()

    def __init__(self, label: str, editor: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = text(label, "muted")
        self.editor = editor
        self.label.setBuddy(editor)
        editor.setAccessibleName(label.replace("&", ""))
        self._hint = hint
        self._below = text(hint, "small", wrap=True)
        if not hint:  # shown before it has its place, it would be a window of its own for a moment
            self._below.hide()
        layout = column(self.label, gap=4)
        layout.addWidget(editor)
        layout.addWidget(self._below)
        layout.addStretch(1)
        self.setLayout(layout)
        self.setFocusProxy(editor)
        leave_wheel(editor)
        self.changed.connect(lambda: self.show_error(""))

    def value(self) -> Value:
        raise WrongEntry  # pragma: no cover - every field of use says what its value is

    def show_error(self, sentence: str) -> None:
        """Below the field and for a screen reader; empty: all is well again."""
        self._below.setText(sentence or self._hint)
        self._below.setVisible(bool(sentence or self._hint))
        self._make_room()
        styled(self._below, tone="bad" if sentence else None)
        styled(self.editor, wrong="true" if sentence else "false")
        self.editor.setAccessibleDescription(sentence or self._hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """A scroll area asks nobody how high a folded sentence is at its width; it would lie over the editor."""
        self._below.setMinimumHeight(max(0, self._below.heightForWidth(self.width())))


class TextField(Field[str]):
    """One line, or several with `lines`. Spaces at the ends do not count."""

    def __init__(
        self, label: str, *, required: bool = False, lines: int = 1, hint: str = "", longest: int = 500
    ) -> None:
        self._line: QLineEdit | QPlainTextEdit = QLineEdit() if lines == 1 else QPlainTextEdit()
        super().__init__(label, self._line, hint)
        self._required, self._longest = required, min(longest, LONGEST)
        if isinstance(self._line, QLineEdit):
            self._line.setMaxLength(self._longest)
        else:
            self._line.setFixedHeight(theme().px(24 * lines + 16))
            self._line.setTabChangesFocus(True)
        self._line.textChanged.connect(self.changed)

    def value(self) -> str:
        found = self._text()
        if has_unseen(found):
            raise WrongEntry(_("A control character stands in it that nobody sees. Please type it anew."))
        if self._required and not found:
            raise WrongEntry(_("Please fill in."))
        if len(found) > self._longest:
            raise WrongEntry(_("At most {count} characters.").format(count=self._longest))
        return found

    def set_value(self, shown: str) -> None:
        if isinstance(self._line, QLineEdit):
            self._line.setText(shown)
        else:
            self._line.setPlainText(shown)

    def _text(self) -> str:
        """What is there; one line stays one."""
        return one_line(self._line.text()) if isinstance(self._line, QLineEdit) else self._line.toPlainText().strip()


class NumberField(Field[Decimal]):
    """A decimal number, written as the language writes it; None is not a number, use `optional` for zero or nothing."""

    def __init__(
        self, label: str, *, least: Decimal | None = None, most: Decimal | None = None, places: int = 2, hint: str = ""
    ) -> None:
        self._line = QLineEdit()
        super().__init__(label, self._line, hint)
        self._least, self._most, self._places = least, most, places
        self._line.setMaxLength(24)
        self._line.textChanged.connect(self.changed)

    def value(self) -> Decimal:
        found = _decimal(self._line.text())
        if round(found, self._places) != found:
            raise WrongEntry(_("At most {count} decimals.").format(count=self._places))
        if self._least is not None and found < self._least:
            raise WrongEntry(_("At least {least}.").format(least=self._least))
        if self._most is not None and found > self._most:
            raise WrongEntry(_("At most {most}.").format(most=self._most))
        return found

    def set_value(self, number: Decimal | int) -> None:
        plain = format(Decimal(number).normalize(), "f")
        self._line.setText(plain.replace(".", "," if current_language() == "de" else "."))


class MoneyField(Field[Money]):
    """An amount of one currency: reads 79, 79,00, 1.234,50 € in German and 1,234.50 in English."""

    def __init__(
        self, label: str, *, currency: Currency = EUR, negative: bool = False, zero: bool = True, hint: str = ""
    ) -> None:
        self._line = QLineEdit()
        super().__init__(label, self._line, hint)
        self._currency, self._negative, self._zero = currency, negative, zero
        self._line.setMaxLength(24)
        self._line.textChanged.connect(self.changed)
        self._line.editingFinished.connect(self._tidy)

    def value(self) -> Money:
        typed = self._line.text().replace(self._currency, "").replace("€", "")
        amount = _decimal(typed)
        if amount * 100 != int(amount * 100):
            raise WrongEntry(_("At most {count} decimals.").format(count=2))
        found = Money(int(amount * 100), self._currency)
        if amount < 0 and not self._negative:
            raise WrongEntry(_("The amount must not be negative."))
        if not found and not self._zero:
            raise WrongEntry(_("The amount must not be zero."))
        return found

    def set_value(self, amount: Money) -> None:
        self._currency = amount.currency
        self._line.setText(shown_money(amount))

    def _tidy(self) -> None:
        """Writes a good amount the way the language writes it; leaves a wrong one for `value` to refuse."""
        try:
            shown = shown_money(self.value())
        except WrongEntry:
            return
        with QSignalBlocker(self._line):
            self._line.setText(shown)


class DateField(Field[date]):
    """A day, with a calendar to open."""

    def __init__(self, label: str, day: date | None = None, *, earliest: date | None = None, hint: str = "") -> None:
        self._edit = QDateEdit()
        super().__init__(label, self._edit, hint)
        self._edit.setCalendarPopup(True)
        self._edit.setDisplayFormat("dd.MM.yyyy" if current_language() == "de" else "dd/MM/yyyy")
        if earliest:
            self._edit.setMinimumDate(QDate(earliest.year, earliest.month, earliest.day))
        if day:
            self.set_value(day)
        self._edit.dateChanged.connect(lambda _day: self.changed.emit())

    def value(self) -> date:
        found = self._edit.date()
        return date(found.year(), found.month(), found.day())

    def set_value(self, day: date) -> None:
        self._edit.setDate(QDate(day.year, day.month, day.day))


class ChoiceField(Field[Any]):
    """One of some values. `choices`: pairs of value and its word; `required`: starts empty and must be chosen."""

    def __init__(
        self, label: str, choices: Sequence[tuple[Any, str]], *, required: bool = False, hint: str = ""
    ) -> None:
        self._box = QComboBox()
        super().__init__(label, self._box, hint)
        self._values = [value for value, _word in choices]
        self._box.addItems([word for _value, word in choices])
        if required:
            self._box.setPlaceholderText(_("Please choose"))
            self._box.setCurrentIndex(-1)
        self._box.currentIndexChanged.connect(lambda _n: self.changed.emit())

    def value(self) -> Any:
        if self._box.currentIndex() < 0:
            raise WrongEntry(_("Please choose."))
        return self._values[self._box.currentIndex()]

    def set_value(self, value: Any) -> None:
        self._box.setCurrentIndex(self._values.index(value))


class Form(QWidget):
    """Fields below one another, or side by side where `add` gets several. `read()` gives all values or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = column(gap=16)
        self.setLayout(self._layout)
        self._fields: dict[str, Field[Any]] = {}

    def add(self, **fields: Field[Any]) -> "Form":
        """`form.add(price=MoneyField(…), valid_on=DateField(…))` puts both on one line."""
        self._fields.update(fields)
        line = row(gap=16)
        for name, field in fields.items():
            field.editor.setObjectName(name)
            line.addWidget(field, 1)
        self._layout.addLayout(line)
        return self

    def read(self) -> dict[str, Any] | None:
        """The values by name; None when one is wrong: it then says so and has the cursor."""
        values: dict[str, Any] = {}
        first_wrong: Field[Any] | None = None
        for name, field in self._fields.items():
            try:
                values[name] = field.value()
                field.show_error("")
            except WrongEntry as wrong:
                field.show_error(str(wrong))
                first_wrong = first_wrong or field
        if first_wrong is None:
            return values
        first_wrong.setFocus()
        _bring_to_sight(first_wrong)
        return None

    def begin(self) -> None:
        """The cursor goes to the first field, where there is one."""
        first = next(iter(self._fields.values()), None)
        if first is not None:
            first.setFocus()

    def __getitem__(self, name: str) -> Field[Any]:
        return self._fields[name]

    def __contains__(self, name: object) -> bool:
        return name in self._fields


def _bring_to_sight(field: QWidget) -> None:
    """The cursor alone does not scroll a long page to it."""
    around = field.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if around is not None:
        around.ensureWidgetVisible(field)


def _decimal(typed: str) -> Decimal:
    """A number as the language writes it; groups of three are taken only where they stand right."""
    cleaned = typed.strip().replace("\u00a0", "").replace("\u202f", "").replace("−", "-")
    if not cleaned:
        raise WrongEntry(_("Please fill in."))
    if not _NUMBER.fullmatch(cleaned):
        raise WrongEntry(_("“{typed}” is not a number.").format(typed=typed.strip()))
    try:
        found = parse_decimal(cleaned, locale=locale(), strict=True)
    except NumberFormatError:
        raise WrongEntry(_("“{typed}” is not a number.").format(typed=typed.strip())) from None
    if not found.is_finite() or abs(found) > Decimal(10) ** 12:
        raise WrongEntry(_("“{typed}” is not a number.").format(typed=typed.strip()))
    return found
