"""A saved workbook holds what the table shows, as numbers where they are numbers, and nothing that runs."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from domain.money import Money
from ui.theme import Theme
from ui.widgets.files import FileNotReadable
from ui.widgets.table import Column, DataTable
from ui.widgets.table import view as table_view
from ui.widgets.table.workbook import workbook


@dataclass(frozen=True)
class Line:
    name: str
    price: Money
    day: date | None
    share: Decimal
    at: datetime


AT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
COLUMNS: list[Column[Line]] = [
    Column("name", "Name", lambda one: one.name, fills=True),
    Column("price", "Preis", lambda one: one.price),
    Column("day", "Tag", lambda one: one.day),
    Column("share", "Anteil", lambda one: one.share),
    Column("at", "Zeit", lambda one: one.at),
]


def line(name: str = "Groß", day: date | None = date(2026, 2, 3)) -> Line:
    return Line(name, Money(123456), day, Decimal("0.125"), AT)


def test_numbers_days_and_amounts_are_what_they_are() -> None:
    sheet = load_workbook(BytesIO(workbook("Verträge: [alle]", COLUMNS, [line(), line(day=None)]))).worksheets[0]
    assert sheet.title == "Verträge- -alle-"
    assert [cell.value for cell in sheet[1]] == ["Name", "Preis", "Tag", "Anteil", "Zeit"]
    name, price, day, share, at = sheet[2]
    assert (name.value, name.data_type) == ("Groß", "s")
    assert (Decimal(str(price.value)), price.number_format) == (Decimal("1234.56"), '#,##0.00 "EUR"')
    assert day.value.date() == date(2026, 2, 3)
    assert (share.value, share.data_type) == (0.125, "n")
    assert at.value == AT.astimezone().replace(tzinfo=None)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E3"
    assert sheet["C3"].value in (None, "")


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+49 30 1234", "@SUM(A1)", "a\x00\x1bb", "x" * 40_000])
def test_hostile_texts_stay_texts(name: str) -> None:
    [_head, found] = load_workbook(BytesIO(workbook("L", COLUMNS, [line(name)]))).worksheets[0].iter_rows(max_col=1)
    assert found[0].data_type == "s"
    assert str(found[0].value) == name.replace("\x00", "").replace("\x1b", "")[:32_767]


def test_the_button_saves_what_is_shown(
    qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table: DataTable[Line] = DataTable(COLUMNS, name="Verträge")
    qtbot.addWidget(table)
    table.set_rows([line("eins"), line("zwei")])
    table.filter.setText("zwei")
    path = tmp_path / "Liste.xlsx"
    monkeypatch.setattr(table_view, "ask_save_xlsx", lambda _parent, _name: path)
    table._save_xlsx()
    assert [cell.value for cell in load_workbook(path).worksheets[0]["A"]] == ["Name", "zwei"]
    monkeypatch.setattr(table_view, "ask_save_xlsx", lambda _parent, _name: tmp_path / "gone" / "Liste.xlsx")
    with pytest.raises(FileNotReadable):
        table._save_xlsx()
