"""Tables: order, filter, keyboard, copies and files."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from domain.money import Money
from ui import language
from ui.theme import Theme, Tone
from ui.widgets.files import FileNotReadable, ask_save_csv, write_csv
from ui.widgets.table import Column, DataTable
from ui.widgets.table.columns import csv_text
from ui.widgets.table.model import RowsModel, RowsProxy


@dataclass(frozen=True)
class Contract:
    number: str
    customer: str
    since: date | None
    price: Money
    note: str = ""


ROWS = (
    Contract("V-3", "Öztürk", date(2025, 3, 1), Money(1000)),
    Contract("V-1", "Brückner", None, Money(99900)),
    Contract("V-2", "ana groß", date(2024, 12, 31), Money(-200)),
)


def _columns() -> list[Column[Contract]]:
    return [
        Column("number", "Number", lambda row: row.number, code=True),
        Column("customer", "Customer", lambda row: row.customer, fills=True),
        Column("since", "Since", lambda row: row.since),
        Column("price", "Price", lambda row: row.price, tone=lambda row: Tone.BAD if row.price.minor < 0 else None),
        Column("note", "Note", lambda row: row.note, optional=True),
    ]


@pytest.fixture
def table(qtbot: QtBot, theme: Theme) -> DataTable[Contract]:
    made = DataTable(_columns())
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.set_rows(ROWS)
    made.show()
    return made


def _numbers(table: DataTable[Contract]) -> list[str]:
    return [row.number for row in table.rows()]


def test_the_model_keeps_qts_contract(qapp: QApplication) -> None:
    model, proxy = RowsModel(_columns()), RowsProxy()
    proxy.setSourceModel(model)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(model, mode), QAbstractItemModelTester(proxy, mode)]
    for rows in (ROWS, (), ROWS[:1], ROWS * 3):
        model.replace(rows)
        proxy.set_filter("v-1")
        proxy.sort(2)
        proxy.set_filter("")
    assert len(testers) == 2
    assert proxy.rowCount() == 9


def test_a_heading_stands_above_its_figures_though_the_first_row_has_none(qapp: QApplication) -> None:
    model = RowsModel([Column("open", "Open", lambda row: row.price if row.price.minor > 5000 else None)])
    model.replace(ROWS)
    found = model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert found & Qt.AlignmentFlag.AlignRight


def test_rows_stand_as_given_until_a_heading_is_clicked(table: DataTable[Contract], qtbot: QtBot) -> None:
    assert _numbers(table) == ["V-3", "V-1", "V-2"]
    header = table.view.horizontalHeader()
    place = header.sectionViewportPosition(3) + 8
    from PySide6.QtCore import QPoint

    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place, header.height() // 2))
    assert _numbers(table) == ["V-2", "V-3", "V-1"]


@pytest.mark.parametrize(
    ("column", "order"),
    [(0, ["V-1", "V-2", "V-3"]), (1, ["V-2", "V-1", "V-3"]), (2, ["V-1", "V-2", "V-3"]), (3, ["V-2", "V-3", "V-1"])],
)
def test_sorting_goes_by_value_not_by_text(table: DataTable[Contract], column: int, order: list[str]) -> None:
    table.view.sortByColumn(column, Qt.SortOrder.AscendingOrder)
    assert _numbers(table) == order
    table.set_rows(tuple(reversed(ROWS)))
    assert _numbers(table) == order


def test_the_filter_wants_every_word_somewhere(table: DataTable[Contract]) -> None:
    table.filter.setText("V- GROSS")
    assert _numbers(table) == ["V-2"]
    table.filter.setText("999")
    assert _numbers(table) == ["V-1"]
    table.filter.setText("nobody")
    assert _numbers(table) == []
    assert table.filter.isVisible(), "the way back stays"


def test_the_cursor_stays_on_its_row(table: DataTable[Contract]) -> None:
    assert table.select(lambda row: row.number == "V-2")
    table.set_rows((ROWS[2], ROWS[0]))
    assert table.current() == ROWS[2]
    assert not table.select(lambda row: row.number == "V-9")


def test_enter_and_double_click_open(table: DataTable[Contract], qtbot: QtBot) -> None:
    opened: list[Contract] = []
    table.opened.connect(opened.append)
    table.select(lambda row: row.number == "V-1")
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    place = table.view.visualRect(table.proxy.index(0, 1)).center()
    for click in (qtbot.mouseClick, qtbot.mouseDClick):
        click(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [ROWS[1], ROWS[0]]


def test_ctrl_c_copies_what_is_seen(table: DataTable[Contract], qtbot: QtBot) -> None:
    language.use("de")
    table.set_rows(ROWS)
    table.view.selectAll()
    qtbot.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "V-3\tÖztürk\t01.03.2025\t10,00\u00a0€"
    assert lines[1] == "V-1\tBrückner\t\t999,00\u00a0€"
    assert len(lines) == 3


def test_columns_can_be_hidden_and_the_file_follows(table: DataTable[Contract]) -> None:
    assert table.hidden_columns() == ["note"]
    table.hide_columns(["customer"])
    table.filter.setText("V-3")
    assert table.csv() == "Number;Since;Price;Note\r\nV-3;2025-03-01;10.00;\r\n"


@given(st.text(max_size=30))
def test_no_text_becomes_a_formula_in_a_spreadsheet(text: str) -> None:
    field = csv_text([Column[str]("x", "X", lambda row: row)], [text]).split("\r\n", 1)[1]
    assert not field.startswith(("=", "+", "@", "\t", '"=', '"+', '"@', '"\t', '"\r'))
    if field.startswith(("-", '"-')):
        assert float(text.replace("_", "")) <= 0, "only a number may begin with a minus"


def test_figures_have_the_decimal_sign_of_the_language() -> None:
    """A German spreadsheet takes 1.12 for the first of December."""
    columns: list[Column[Money]] = [Column("price", "Preis", lambda row: row)]
    language.use("de")
    german = csv_text(columns, [Money(112), Money(-123450)])
    language.use("en")
    assert german == "Preis\r\n1,12\r\n-1234,50\r\n"
    assert csv_text(columns, [Money(112)]) == "Preis\r\n1.12\r\n"


def test_a_place_that_cannot_be_written_to_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(FileNotReadable):
        write_csv(tmp_path / "gone" / "list.csv", "a;b")


def test_a_name_gets_its_ending_and_the_folder_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: DataTable[Contract]
) -> None:
    offered: list[str] = []

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        offered.append(name)
        return str(tmp_path / "Liste"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    assert ask_save_csv(table, "Verlauf CT-1/2") == tmp_path / "Liste.csv"
    (tmp_path / "Liste.csv").touch()
    assert ask_save_csv(table, "Zwei") == tmp_path / "Liste (2).csv", "nothing is replaced unasked"
    assert offered[0].endswith("Verlauf CT-1-2.csv")
    assert offered[1] == str(tmp_path / "Zwei.csv")


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+49 30", "@SUM(A1)", "-cmd", "\uff1d1+1", "\tx"])
def test_what_is_copied_becomes_no_formula_either(table: DataTable[Contract], qtbot: QtBot, name: str) -> None:
    table.set_rows([Contract("V-1", name, date(2025, 1, 1), Money(100))])
    table.view.selectAll()
    qtbot.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    pasted = QGuiApplication.clipboard().text().split("\t")[1]
    assert not pasted.startswith(("=", "+", "@", "-", "\uff1d"))
    assert ";=" not in table.csv()


def test_an_empty_table_says_what_to_do(qtbot: QtBot, theme: Theme) -> None:
    made = DataTable(_columns())
    qtbot.addWidget(made)
    made.show()
    assert not made.view.isVisible()
    made.set_rows(ROWS)
    assert made.view.isVisible()


def test_ten_thousand_rows_are_shown_and_filtered_at_once(qtbot: QtBot, theme: Theme) -> None:
    made = DataTable(_columns())
    qtbot.addWidget(made)
    made.set_rows([Contract(f"V-{n}", "Groß", date(2025, 1, 1), Money(n)) for n in range(10_000)])
    made.filter.setText("V-9999")
    assert _numbers(made) == ["V-9999"]


def test_a_column_may_go_by_another_value_and_bring_it_into_the_file(qtbot: QtBot, theme: Theme) -> None:
    """Sums by rhythm: the text is exact, the figure beside it puts rows in order and can be reckoned with."""
    rows = [
        Contract("V-1", "9,00 / month", None, Money(900)),
        Contract("V-2", "12,00 / 3 weeks", None, Money(1739)),
        Contract("V-3", "100,00 / year", None, Money(833)),
    ]
    rate = Column[Contract](
        "rate", "Recurring", lambda row: row.customer,
        sorts_by=lambda row: row.price, beside=("On average a month", lambda row: row.price),
    )  # fmt: skip
    table = DataTable([Column[Contract]("number", "Number", lambda row: row.number), rate])
    qtbot.addWidget(table)
    table.set_rows(rows)
    table.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert _numbers(table) == ["V-3", "V-1", "V-2"]
    assert table.csv().splitlines() == [
        "Number;Recurring;On average a month",
        "V-3;100,00 / year;8.33",
        "V-1;9,00 / month;9.00",
        "V-2;12,00 / 3 weeks;17.39",
    ]


def test_what_a_button_would_act_on_is_marked(table: DataTable[Contract], qtbot: QtBot) -> None:
    """By Tab, by a click on a heading or beside the rows, by taking a mark away, by moving the cursor alone."""
    left, ctrl = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
    view, heading = table.view, table.view.horizontalHeader()

    def click(row: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.mouseClick(view.viewport(), left, keys, view.visualRect(table.proxy.index(row, 0)).center())

    def seen() -> tuple[str | None, list[str]]:
        current = table.current()
        return (None if current is None else current.number, [each.number for each in table.selected()])

    table.activateWindow()
    table.filter.setFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert seen() == ("V-3", ["V-3"])
    qtbot.mouseClick(heading.viewport(), left, pos=QPoint(20, 8))
    assert seen() == ("V-3", ["V-3"])
    assert _numbers(table) == ["V-1", "V-2", "V-3"]
    click(1)
    click(0, ctrl)
    click(0, ctrl)
    assert seen() == ("V-2", ["V-2"]), "the cursor leaves a row whose mark was taken away"
    qtbot.mouseClick(view.viewport(), left, pos=QPoint(20, view.viewport().height() - 4))
    assert seen() == ("V-2", ["V-2"])
    qtbot.keyClick(view, Qt.Key.Key_Down, ctrl)
    assert seen() == ("V-3", ["V-3"])


@pytest.mark.parametrize("typed", ["oztuerk", "Ozturk", "öztürk", "OEZTÜRK"])
def test_the_filter_finds_a_name_however_it_is_typed(table: DataTable[Contract], typed: str) -> None:
    table.filter.setText(typed)
    assert _numbers(table) == ["V-3"]
