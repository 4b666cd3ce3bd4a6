"""A founder brings a business along: files in, trial, report, load; and files that nobody should load."""

import io
import os
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtWidgets import QApplication

from domain.imports.columns import guessed, missing
from domain.imports.model import ImportKind
from domain.imports.table import Encoding, FileUnreadable, Flaw, read_csv
from tests.storage.business import Business
from tests.ui.owner.conftest import Owner
from ui.owner.imports import view
from ui.owner.imports.files import mended_csv, read_file, read_workbook, template_csv, template_workbook
from ui.owner.imports.view import ImportPage
from ui.widgets.overlays import ConfirmDialog

CUSTOMERS = (
    "Kundennummer;Vorname;Nachname;Straße;PLZ;Ort\nK-1;Mia;Arndt;Allee 1;10435;Berlin\n"
    "K-2;Jo;Brückner;;10435;Berlin\nK-3;Kim;Celik;Allee 3;10435;Berlin\n"
)
CONTRACTS = (
    "Vertragsnummer;Kundennummer;Artikelnummer;Beginn;Nächste Abrechnung ab;Preis\n"
    "V-1;K-1;KIEZ3-M;15.03.2025;01.02.2026;75,00\nV-2;K-9;KIEZ3-M;15.03.2025;15.02.2026;75,00\n"
)


def give_file(page: ImportPage, owner: Owner, monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(view, "ask_open", lambda *_values: path)
    page.choose.click()
    owner.settle()


def look(page: ImportPage, name: str) -> None:
    if os.environ.get("UMLAUF_LOOK"):
        page.grab().save(f"{os.environ['UMLAUF_LOOK']}/{name}.png")


def agree(page: ImportPage) -> None:
    page.bring.click()
    dialogs = [each for each in QApplication.topLevelWidgets() if isinstance(each, ConfirmDialog)]
    next(each for each in dialogs if each.isVisible()).accept()


def bring(page: ImportPage, owner: Owner) -> None:
    agree(page)
    owner.settle()


def test_customers_and_contracts_come_along_and_what_is_wrong_can_be_mended(
    owner: Owner, business: Business, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    business.product()
    page = owner.show(ImportPage, ImportKind.CUSTOMERS)
    assert isinstance(page, ImportPage)
    assert not page.try_it.isEnabled()
    (tmp_path / "Altsystem.csv").write_text(CUSTOMERS, "cp1252")
    give_file(page, owner, monkeypatch, tmp_path / "Altsystem.csv")
    assert page.source.text() == "Former system"
    assert "Windows-1252" in page.about.text()
    page.try_it.click()
    owner.settle()
    assert business.rows("SELECT FROM umlauf.customer") == []
    assert [str(each.outcome) for each in page.presenter.report] == ["made", "refused", "made"]
    assert [(each.number, each.column, each.cell) for each in page.presenter.report][1] == (3, "Street and number", "")
    look(page, "import_trial")
    mended = tmp_path / "mended.csv"
    monkeypatch.setattr(view, "ask_save_csv", lambda *_values: mended)
    page.mend.click()
    [row] = read_csv(mended.read_bytes()).lines
    assert row.cells[0] == "K-2"
    bring(page, owner)
    assert len(business.rows("SELECT FROM umlauf.customer")) == 2
    mended.write_text(mended.read_text("utf-8-sig").replace(";;10435", ";Allee 2;10435"), "utf-8")
    give_file(page, owner, monkeypatch, mended)
    page.try_it.click()
    owner.settle()
    bring(page, owner)
    assert len(business.rows("SELECT FROM umlauf.customer")) == 3

    business.pass_days(1)
    page.show_target(ImportKind.CONTRACTS)
    (tmp_path / "contracts.csv").write_text(CONTRACTS, "utf-8")
    give_file(page, owner, monkeypatch, tmp_path / "contracts.csv")
    page.try_it.click()
    owner.settle()
    assert [str(each.outcome) for each in page.presenter.report] == ["made", "refused"]
    assert "75" in page.sums.text()
    look(page, "import_contracts")
    bring(page, owner)
    assert len(business.rows("SELECT FROM umlauf.contract")) == 1
    page.try_it.click()
    owner.settle()
    assert not page.bring.isVisible(), "nothing is left to bring in"
    assert page.runs.rows()[0].kind is ImportKind.CONTRACTS
    look(page, "import_done")


def test_a_load_that_is_stopped_goes_on_and_ends_with_every_row_once(
    owner: Owner, business: Business, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lines = "".join(f"K-{n};Kim;Nr{n};Allee {n};10435;Berlin\n" for n in range(500))
    (tmp_path / "many.csv").write_text("Kundennummer;Vorname;Nachname;Straße;PLZ;Ort\n" + lines, "utf-8")
    page = owner.show(ImportPage, ImportKind.CUSTOMERS)
    assert isinstance(page, ImportPage)
    give_file(page, owner, monkeypatch, tmp_path / "many.csv")
    page.try_it.click()
    owner.settle()
    agree(page)
    owner.qtbot.waitUntil(lambda: page.presenter.state.done >= 1, timeout=10_000)
    page.stop.click()
    owner.settle()
    assert len(business.rows("SELECT FROM umlauf.customer")) < 500
    assert page.go_on.isVisible()
    page.go_on.click()
    owner.qtbot.waitUntil(lambda: page.presenter.state.is_finished, timeout=10_000)
    owner.settle()
    assert len(business.rows("SELECT FROM umlauf.customer")) == 500
    assert page.runs.rows()[0].is_finished


@pytest.mark.parametrize("kind", ImportKind)
@pytest.mark.parametrize("language", ["de", "en"])
def test_templates_are_files_that_we_read(kind: ImportKind, language: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(template_csv(kind, language), "utf-8-sig")
    (tmp_path / "a.xlsx").write_bytes(template_workbook(kind, language))
    for name in ("a.csv", "a.xlsx"):
        table = read_file(tmp_path / name)
        assert len(table.lines) == 2
        assert missing(kind, guessed(kind, table.headings)) == ()


def test_a_workbook_gives_days_and_amounts_as_they_are_meant() -> None:
    book, kept = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    sheet.append(["Kunde", "Preis", "Beginn", "PLZ"])
    sheet.append(["K-1", 79.5, datetime(2025, 3, 15), 10435])  # noqa: DTZ001 - as workbooks have them
    book.save(kept)
    table = read_workbook(kept.getvalue())
    assert table.encoding is Encoding.WORKBOOK
    assert table.lines[0].cells == ("K-1", "79,5", "2025-03-15", "10435")


def test_a_bomb_and_what_is_no_workbook_are_refused() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 600_000_000)
    for content, flaw in ((kept.getvalue(), Flaw.TOO_LARGE), (b"PK\x03\x04 and no more", Flaw.NO_WORKBOOK)):
        with pytest.raises(FileUnreadable) as refused:
            read_workbook(content)
        assert refused.value.facts["flaw"] is flaw


def test_what_is_written_out_is_no_formula_anywhere(tmp_path: Path) -> None:
    table = read_csv(b"a;b\n=1+1;-20,00\n")
    words = mended_csv(table, {2: "x"}, "Grund")
    assert words.splitlines()[1] == "'=1+1;-20,00;x"
    assert read_csv(words.encode()).lines[0].cells[:2] == table.lines[0].cells
    sheet = load_workbook(io.BytesIO(template_workbook(ImportKind.STOCK, "de"))).worksheets[0]
    assert all(cell.data_type == "s" for cell in sheet[2])
