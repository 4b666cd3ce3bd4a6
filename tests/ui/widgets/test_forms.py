"""Fields give domain values or say what is wrong."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from domain.money import Money
from ui import language
from ui.theme import Theme
from ui.widgets.base import column
from ui.widgets.forms import ChoiceField, DateField, Form, MoneyField, NumberField, TextField, WrongEntry
from ui.widgets.wheel import leave_wheel


def _typed(field: MoneyField | NumberField, words: str) -> None:
    assert isinstance(field.editor, QLineEdit)
    field.editor.setText(words)


@pytest.mark.parametrize(
    ("typed", "minor"),
    [("79", 7900), ("79,9", 7990), ("79,00 €", 7900), ("1.234,50", 123450), ("1.234,50\u00a0€", 123450), ("0", 0)],
)
def test_german_amounts(qapp: QApplication, typed: str, minor: int) -> None:
    language.use("de")
    field = MoneyField("Preis")
    _typed(field, typed)
    assert field.value() == Money(minor)


@pytest.mark.parametrize("typed", ["", "79,005", "12.34", "abc", "1e5", "-5", "NaN", "1,2,3", "9" * 20])
def test_german_amounts_that_are_none(qapp: QApplication, typed: str) -> None:
    language.use("de")
    field = MoneyField("Preis")
    _typed(field, typed)
    with pytest.raises(WrongEntry):
        field.value()


def test_english_amounts(qapp: QApplication) -> None:
    field = MoneyField("Price")
    _typed(field, "€1,234.50")
    assert field.value() == Money(123450)


@given(st.integers(-(10**12), 10**12))
def test_a_shown_amount_is_read_back(qapp: QApplication, minor: int) -> None:
    for chosen in ("de", "en"):
        language.use(chosen)
        field = MoneyField("Price", negative=True)
        field.set_value(Money(minor))
        assert field.value() == Money(minor)


def test_a_good_amount_is_tidied_and_a_wrong_one_left(qtbot: QtBot, theme: Theme) -> None:
    language.use("de")
    field = MoneyField("Preis")
    qtbot.addWidget(field)
    _typed(field, "1234,5")
    field.editor.editingFinished.emit()
    assert field.editor.text() == "1.234,50\u00a0€"
    _typed(field, "zwölf")
    field.editor.editingFinished.emit()
    assert field.editor.text() == "zwölf"


def test_numbers_keep_their_bounds(qapp: QApplication) -> None:
    field = NumberField("Minutes", least=Decimal(0), most=Decimal(600), places=0)
    for typed, wrong in (("25", False), ("600", False), ("601", True), ("-1", True), ("2.5", True)):
        _typed(field, typed)
        if wrong:
            with pytest.raises(WrongEntry):
                field.value()
        else:
            assert field.value() == Decimal(typed)


def test_a_number_is_shown_without_the_zeros_of_its_column(qapp: QApplication) -> None:
    field = NumberField("Menge", places=3)
    for number, shown in ((Decimal("1.0000"), "1"), (Decimal("100"), "100"), (Decimal("2.5000"), "2,5")):
        language.use("de")
        field.set_value(number)
        assert field.editor.text() == shown


def test_a_form_gives_all_values_or_points_at_the_first_wrong_one(qtbot: QtBot, theme: Theme) -> None:
    form = Form()
    form.add(price=MoneyField("Price"), on=DateField("Valid from", date(2027, 1, 31)))
    form.add(
        reason=TextField("Reason", required=True),
        kind=ChoiceField("Kind", [("r", "Rent"), ("s", "Sale")], required=True),
    )
    qtbot.addWidget(form)
    form.show()
    assert form.read() is None
    assert form["price"].editor.accessibleDescription() == "Please fill in."
    assert form["kind"].editor.accessibleDescription() == "Please choose."
    form["price"].set_value(Money(8900))
    assert form["price"].editor.accessibleDescription() == "", "the complaint goes with the first key"
    form["reason"].set_value("  dearer  ")
    form["kind"].set_value("s")
    assert form.read() == {"price": Money(8900), "on": date(2027, 1, 31), "reason": "dearer", "kind": "s"}


def test_each_label_names_its_field(qapp: QApplication) -> None:
    field = TextField("&Reason")
    assert field.editor.accessibleName() == "Reason"
    assert field.label.buddy() is field.editor


def test_the_wheel_goes_past_a_choice_and_a_day_to_the_page(qtbot: QtBot) -> None:
    choice, day = ChoiceField("Every", [(1, "month"), (2, "year")]), DateField("From", date(2026, 11, 23))
    tabs = QTabBar()
    for name in ("Next invoices", "History"):
        tabs.addTab(name)
    leave_wheel(tabs)
    around = QWidget()
    around.setLayout(column(tabs, choice, day))
    qtbot.addWidget(around)
    around.show()
    for part in (choice.editor, day.editor, tabs):
        part.setFocus()
        middle = QPointF(part.rect().center())
        turned = QWheelEvent(
            middle, part.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(part, turned)
        assert not turned.isAccepted(), "what is not taken goes on to what scrolls"
    assert choice.value() == 1
    assert tabs.currentIndex() == 0
    assert day.value() == date(2026, 11, 23)


def test_a_folded_hint_does_not_lie_over_its_field_where_there_is_little_room(qtbot: QtBot) -> None:
    hint = "For goods that stay with the customer. Empty: nothing is charged."
    fields = [TextField("Name", hint=hint) for _ in range(6)]
    form = QWidget()
    form.setLayout(column(*fields))
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(form)
    qtbot.addWidget(area)
    area.resize(220, 200)
    area.show()
    qtbot.waitExposed(area)
    for field in fields:
        assert field._below.geometry().top() >= field.editor.geometry().bottom()
        assert field._below.height() >= field._below.heightForWidth(field._below.width())
