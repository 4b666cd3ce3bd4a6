"""Small windows and large letters: nothing lies over anything else, and no list has to be pushed sideways."""

from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.warehouse.sides import STACK_BELOW, WorkSides
from ui.widgets.answer import Answer, AnswerPanel, Verdict
from ui.widgets.base import column, row, text
from ui.widgets.bend import Bend
from ui.widgets.table import Column, DataTable

LONG = Answer(
    Verdict.REFUSED,
    "Nicht lesbar und auch sonst nicht zu gebrauchen",
    "„=cmd“ beginnt wie eine Tabellenformel und wird nicht angenommen. Bitte ein eigenes Etikett anbringen.",
    1,
    4,
    "Seriennummern, dann „Bestätigen“ scannen",
    "Zurück: Karte „Rückgängig“ scannen oder Strg+Z",
)


@dataclass(frozen=True)
class Sold:
    number: str
    customer: str
    city: str
    amount: str


def _table() -> DataTable[Sold]:
    table = DataTable[Sold](
        [
            Column("number", "Number", lambda r: r.number, code=True, width=136),
            Column("customer", "Customer", lambda r: r.customer, fills=True),
            Column("city", "City", lambda r: r.city, width=160, yields=2),
            Column("amount", "Amount", lambda r: r.amount, width=112, yields=1),
        ]
    )
    table.set_rows([Sold("OR-000001-1", "Öztürk", "Berlin", "49,00")])
    return table


def _shown(table: DataTable[Sold]) -> list[str]:
    return [c.key for n, c in enumerate(table.model.columns) if not table.view.isColumnHidden(n)]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [320, 420, 560, 900])
def test_no_line_of_the_answer_lies_over_another(qtbot: QtBot, theme: Theme, scale: float, width: int) -> None:
    theme.set_scale(scale)
    panel, page, around = AnswerPanel(LONG), QWidget(), QScrollArea()
    page.setLayout(column(panel))
    around.setWidgetResizable(True)
    around.setWidget(page)
    qtbot.addWidget(around)
    around.resize(round(width * scale), 200)
    around.show()
    lines = [label for label in panel.findChildren(QLabel) if label.isVisible()]
    wrapped = [label for label in lines if label.wordWrap()]
    qtbot.waitUntil(lambda: all(label.heightForWidth(label.width()) <= label.height() + 1 for label in wrapped))
    for label in lines:
        for other in lines:
            assert label is other or not label.geometry().intersects(other.geometry()), (label.text(), other.text())


def test_columns_that_yield_leave_first_and_come_back(qtbot: QtBot, theme: Theme) -> None:
    table = _table()
    qtbot.addWidget(table)
    table.resize(700, 300)
    table.show()
    assert _shown(table) == ["number", "customer", "city", "amount"]
    table.resize(460, 300)
    assert _shown(table) == ["number", "customer", "amount"]
    table.resize(330, 300)
    assert _shown(table) == ["number", "customer"]
    assert "Berlin" in table.csv(), "a file has what a small window leaves out"
    assert table.hidden_columns() == []
    table.resize(700, 300)
    assert _shown(table) == ["number", "customer", "city", "amount"]


def test_what_a_person_chose_to_see_stays(qtbot: QtBot, theme: Theme) -> None:
    table = _table()
    qtbot.addWidget(table)
    table.resize(330, 300)
    table.show()
    table._choose("city", True)
    assert "city" in _shown(table)
    table._choose("amount", False)
    table.resize(900, 300)
    assert _shown(table) == ["number", "customer", "city"]


def test_no_table_has_to_be_pushed_sideways(qtbot: QtBot, theme: Theme) -> None:
    table = _table()
    qtbot.addWidget(table)
    table.show()
    for width in (900, 500, 400, 300, 260):
        table.resize(width, 300)
        qtbot.waitUntil(lambda: not table.view.horizontalScrollBar().isVisible())


def test_the_side_stands_beside_or_below_never_over(qtbot: QtBot, theme: Theme) -> None:
    upper, lower, side = text("answer"), text("list"), text("form")
    lower.setMinimumHeight(90)
    sides = WorkSides(upper, lower, side)
    qtbot.addWidget(sides)
    sides.resize(STACK_BELOW + 100, 600)
    sides.show()
    qtbot.waitUntil(lambda: side.x() > upper.geometry().right())
    assert lower.minimumHeight() == 90
    sides.resize(STACK_BELOW - 100, 600)
    qtbot.waitUntil(lambda: side.y() > upper.geometry().bottom())
    assert lower.y() > side.geometry().bottom()
    sides.resize(STACK_BELOW + 100, 600)
    qtbot.waitUntil(lambda: side.x() > upper.geometry().right())
    assert lower.minimumHeight() == 90


def test_two_parts_bend_where_there_is_no_room(qtbot: QtBot, theme: Theme) -> None:
    search, new = QWidget(), QPushButton("New order")
    search.setMinimumWidth(200)
    bend = Bend(row(search), new)
    qtbot.addWidget(bend)
    bend.resize(600, 100)
    bend.show()
    assert new.y() == 0 or new.x() > 200
    bend.resize(220, 100)
    qtbot.waitUntil(lambda: new.y() > 0)
    assert bend.minimumSizeHint().width() == 200


def test_a_part_filled_later_or_wanting_a_width_is_not_cut_off(qtbot: QtBot, theme: Theme) -> None:
    form = QWidget()
    form.setMinimumWidth(340)
    words = text("")
    pane = QWidget()
    pane.setLayout(column(words))
    pane.setMinimumWidth(420)
    bend, around = Bend(form, pane, gap=24), QScrollArea()
    around.setWidgetResizable(True)
    around.setWidget(bend)
    qtbot.addWidget(around)
    around.resize(770, 300)
    around.show()
    qtbot.waitUntil(lambda: pane.y() > 0)
    around.resize(830, 300)
    qtbot.waitUntil(lambda: pane.x() > 340)
    words.setMinimumWidth(600)
    qtbot.waitUntil(lambda: pane.x() == 0 and pane.geometry().right() < bend.width())
    assert not around.horizontalScrollBar().isVisible()
