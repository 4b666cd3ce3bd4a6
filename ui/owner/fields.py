"""Fields that the owner's forms need beside the common ones: amounts and lengths that may be empty, lines of fields."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from domain.money import Money
from domain.period import Interval, Unit
from ui.labels import label
from ui.language import _
from ui.widgets.base import column, guide_focus, row
from ui.widgets.buttons import button, tool
from ui.widgets.forms import ChoiceField, Field, MoneyField, NumberField, WrongEntry


class OptionalMoneyField(Field[Money | None]):
    """An amount, or nothing when it is left empty."""

    def __init__(self, label_: str, *, hint: str = "") -> None:
        self._inner = MoneyField(label_, zero=False)
        super().__init__(label_, self._inner.editor, hint)
        self._inner.changed.connect(self.changed)

    def value(self) -> Money | None:
        editor = self.editor
        is_empty = isinstance(editor, QLineEdit) and not editor.text().strip()
        return None if is_empty else self._inner.value()

    def set_value(self, amount: Money | None) -> None:
        if amount is not None:
            self._inner.set_value(amount)
        elif isinstance(self.editor, QLineEdit):
            self.editor.clear()


class WholeField(Field[int]):
    """A whole number from `least` to `most`."""

    def __init__(self, label_: str, *, least: int = 1, most: int = 999, hint: str = "") -> None:
        self._inner = NumberField(label_, least=Decimal(least), most=Decimal(most), places=0)
        super().__init__(label_, self._inner.editor, hint)
        self._inner.changed.connect(self.changed)

    def value(self) -> int:
        return int(self._inner.value())

    def set_value(self, number: int) -> None:
        self._inner.set_value(number)


class OptionalWholeField(WholeField):
    """A whole number, or nothing when it is left empty."""

    def set_value(self, number: int | None) -> None:
        if number is not None:
            super().set_value(number)
        elif isinstance(self.editor, QLineEdit):
            self.editor.clear()

    def value(self) -> int | None:  # type: ignore[override]  # the same field with one value more
        editor = self.editor
        return None if isinstance(editor, QLineEdit) and not editor.text().strip() else super().value()


class CheckField(Field[bool]):
    """Yes or no."""

    def __init__(self, label_: str, words: str, *, hint: str = "") -> None:
        self._box = QCheckBox(words)
        super().__init__(label_, self._box, hint)
        self._box.setAccessibleName(f"{label_}: {words}")
        self._box.toggled.connect(lambda _on: self.changed.emit())

    def value(self) -> bool:
        return self._box.isChecked()

    def set_value(self, is_on: bool) -> None:
        self._box.setChecked(is_on)


class LengthField(Field[Interval | None]):
    """A number and a unit: "3 months". `none`: the word for nothing agreed, "" when there has to be something."""

    def __init__(self, label_: str, *, none: str = "", hint: str = "") -> None:
        self._number, self._unit, self._around = QLineEdit(), QComboBox(), QWidget()
        self._around.setLayout(row(self._number, self._unit, gap=8))
        super().__init__(label_, self._around, hint)
        guide_focus(self._around, self._number)
        self.setFocusProxy(self._number)
        self.label.setBuddy(self._number)
        self._units: list[Unit | None] = [*([None] if none else []), *Unit]
        self._unit.addItems([none if unit is None else label(unit) for unit in self._units])
        self._number.setMaxLength(4)
        self._number.setAccessibleName(_("{field}: number").format(field=label_))
        self._unit.setAccessibleName(_("{field}: unit").format(field=label_))
        self._number.textChanged.connect(self.changed)
        self._unit.currentIndexChanged.connect(self._on_unit)
        self.set_value(None if none else Interval(Unit.MONTH))

    def value(self) -> Interval | None:
        unit = self._units[self._unit.currentIndex()]
        if unit is None:
            return None
        typed = self._number.text().strip()
        if not (typed.isascii() and typed.isdigit()) or not 1 <= int(typed) <= 999:
            raise WrongEntry(_("A whole number from {least} to {most}.").format(least=1, most=999))
        return Interval(unit, int(typed))

    def set_value(self, length: Interval | None) -> None:
        self._unit.setCurrentIndex(self._units.index(None if length is None else length.unit))
        self._number.setText("" if length is None else str(length.count))
        self._number.setEnabled(length is not None)

    def _on_unit(self, index: int) -> None:
        is_some = self._units[index] is not None
        self._number.setEnabled(is_some)
        if is_some and not self._number.text():
            self._number.setText("1")
        self.changed.emit()


class ChangingChoiceField(ChoiceField):
    """One of some values that are exchanged while the page stands; the first is chosen then."""

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        with QSignalBlocker(self._box):
            self._values = [value for value, _word in choices]
            self._box.clear()
            self._box.addItems([word for _value, word in choices])
            self._box.setCurrentIndex(0)


def quiet_values(fields: Mapping[str, Field[Any]]) -> dict[str, Any] | None:
    """The values, or None while one is wrong; nothing is marked, so it may be asked with every key."""
    try:
        return {name: field.value() for name, field in fields.items()}
    except WrongEntry:
        return None


def quiet_raw(fields: Mapping[str, Field[Any]]) -> dict[str, Any]:
    """What stands in the fields, to see whether it is still the same; of what is wrong, why."""
    found: dict[str, Any] = {}
    for name, field in fields.items():
        try:
            found[name] = field.value()
        except WrongEntry as wrong:
            found[name] = str(wrong)
    return found


class Lines(QWidget):
    """Some lines of the same fields; each can be taken away, one more can be added."""

    changed = Signal()

    def __init__(self, make: Callable[[], Mapping[str, Field[Any]]], more: str) -> None:
        super().__init__()
        self._make = make
        self._lines: list[tuple[QWidget, Mapping[str, Field[Any]]]] = []
        self._below = column(gap=8)
        self.add_button = button(more, self._on_add, kind="plain", sign="plus")
        self.setLayout(column(self._below, row(self.add_button, None), gap=8))

    def set_lines(self, lines: list[dict[str, Any]]) -> None:
        for around, _fields in list(self._lines):
            self._remove(around)
        for values in lines:
            self.add(**values)

    def add(self, **values: Any) -> Mapping[str, Field[Any]]:
        fields, around = self._make(), QWidget()
        line = row(gap=12)
        for name, field in fields.items():
            if name in values:
                field.set_value(values[name])  # type: ignore[attr-defined]  # every field of use has it
            field.changed.connect(self.changed)
            line.addWidget(field, 1)
        line.addWidget(tool("trash-can-outline", _("Take away"), lambda: self._remove(around)))
        around.setLayout(line)
        self._below.addWidget(around)
        self._lines.append((around, fields))
        return fields

    def raw(self) -> list[dict[str, Any]]:
        return [quiet_raw(fields) for _around, fields in self._lines]

    def fields(self) -> list[Mapping[str, Field[Any]]]:
        return [fields for _around, fields in self._lines]

    def read(self, *, marks: bool = True) -> list[dict[str, Any]] | None:
        """The values of all lines; None when one is wrong, which then says so and has the cursor if it `marks`."""
        found, first = list[dict[str, Any]](), list[Field[Any]]()
        for _around, fields in self._lines:
            values: dict[str, Any] = {}
            for name, field in fields.items():
                try:
                    values[name] = field.value()
                except WrongEntry as wrong:
                    first.append(field)
                    if marks:
                        field.show_error(str(wrong))
            found.append(values)
        if first and marks:
            first[0].setFocus()
        return None if first else found

    def _on_add(self) -> None:
        fields = self.add()
        next(iter(fields.values())).setFocus()
        self.changed.emit()

    def _remove(self, around: QWidget) -> None:
        self._lines = [(each, fields) for each, fields in self._lines if each is not around]
        self._below.removeWidget(around)
        around.hide()
        around.deleteLater()
        self.changed.emit()
