"""Notes and files on a contract's page, and its history filtered and saved."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from domain.application import Seat
from domain.contracts.add_note import AddNote
from domain.contracts.attach_file import AttachFile
from domain.contracts.change_price import ChangePrice
from domain.contracts.effective import NEXT_PERIOD
from domain.contracts.erase_note import EraseNote
from domain.contracts.remove_note import RemoveNote
from domain.money import Money
from tests.storage.trade import Rented, contract_of, rent
from tests.ui.backoffice.conftest import Office
from ui.backoffice.contracts.view import NOTES, OneContract

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


@pytest.fixture
def rented(desk_of_anna: Office) -> Rented:
    business = desk_of_anna.business
    return rent(business, business.customer(), business.product())


@pytest.fixture
def page(desk_of_anna: Office, rented: Rented) -> OneContract:
    page = desk_of_anna.show(OneContract(desk_of_anna.desk, desk_of_anna.shell), rented.order.contract_number)
    assert isinstance(page, OneContract)
    page.tabs.setCurrentIndex(NOTES)
    return page


def settled(office: Office) -> None:
    for _ in range(3):
        office.settle()


def texts(page: OneContract) -> list[str]:
    return [label.text() for label in page.notes.findChildren(QLabel) if label.isVisible()]


def test_a_note_is_typed_kept_and_told(desk_of_anna: Office, page: OneContract) -> None:
    editor = page.notes.words.editor
    page.activateWindow()
    editor.setFocus()
    desk_of_anna.qtbot.keyClicks(editor, "Ruft abends an.")
    desk_of_anna.qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(desk_of_anna)
    [given] = desk_of_anna.given
    assert isinstance(given, AddNote)
    desk_of_anna.qtbot.waitUntil(lambda: "Ruft abends an." in texts(page))
    assert any("Anna" in shown for shown in texts(page))
    assert editor.property("plainText") == ""
    assert page.tabs.tabText(NOTES) == "Notes (1)"
    assert page.presenter.thing is not None


def test_a_draft_waits_at_its_contract(desk_of_anna: Office, page: OneContract, rented: Rented) -> None:
    business = desk_of_anna.business
    other = business.order(business.customer("Weiß"), business.product(sku="X-2"))
    page.notes.words.set_value("halb fertig")
    page.show_target(other.contract_number)
    settled(desk_of_anna)
    assert page.notes.words.editor.property("plainText") == ""
    page.show_target(rented.order.contract_number)
    settled(desk_of_anna)
    assert page.notes.words.editor.property("plainText") == "halb fertig"


def test_a_file_is_attached_opened_saved_and_taken_away(
    desk_of_anna: Office, page: OneContract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "Schaden Größe.pdf"
    source.write_bytes(PDF)
    page.notes.take(source)
    settled(desk_of_anna)
    assert isinstance(desk_of_anna.given[-1], AttachFile)
    assert "Schaden Größe.pdf" in texts(page)
    [kept] = page.notes.notes
    page.notes.presenter.open(kept)
    settled(desk_of_anna)
    [shown] = desk_of_anna.folder.shown
    assert (shown.name, shown.read_bytes()) == ("Schaden Größe.pdf", PDF)
    copy = tmp_path / "copy.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(copy), ""))
    page.notes._save(kept)
    settled(desk_of_anna)
    assert copy.read_bytes() == PDF
    page.notes._ask_away(kept)
    assert page.notes.question is not None
    page.notes.question.deed.click()
    settled(desk_of_anna)
    assert isinstance(desk_of_anna.given[-1], RemoveNote)
    assert page.notes.notes == ()
    assert "(taken away)" in texts(page)


@pytest.mark.parametrize(("content", "said"), [(b"MZ a program", "Only PDF"), (b"", "is empty")])
def test_what_is_no_paper_says_so_and_nothing_is_given(
    desk_of_anna: Office, page: OneContract, tmp_path: Path, content: bytes, said: str
) -> None:
    source = tmp_path / "rechnung.pdf"
    source.write_bytes(content)
    page.notes.take(source)
    settled(desk_of_anna)
    assert desk_of_anna.given == []
    assert any(shown.startswith("rechnung.pdf: ") and said in shown for shown in texts(page))
    assert page.notes.words.editor.property("wrong") != "true", "the note is not what is wrong"
    page.notes.take(tmp_path / "gone.pdf")
    settled(desk_of_anna)
    assert any("cannot be read" in shown for shown in texts(page))


def test_the_history_is_filtered_and_saved(desk_of_anna: Office, page: OneContract, rented: Rented) -> None:
    business = desk_of_anna.business
    contract = contract_of(business, rented.contract_id)
    line_id, price = contract.lines[0].id, Money.of("89")
    change = ChangePrice(contract.id, contract.version, "=1+1", line_id=line_id, price=price, timing=NEXT_PERIOD)
    business.do(Seat.BACKOFFICE, change)
    page.tabs.setCurrentIndex(1)
    page.presenter.load("")
    settled(desk_of_anna)
    history = page.history
    everything = len(history.rows())
    history.kinds.setCurrentIndex(2)
    settled(desk_of_anna)
    assert {row.kind for row in history.rows()} == {"contract"}
    assert 1 < len(history.rows()) < everything
    history.words.setText("89.00")
    history._use_filter()
    [row] = history.rows()
    assert row.name == "ChangePrice"
    heading, told = history.csv(history.rows()).splitlines()
    assert heading.startswith("When;Kind;What;")
    assert "€79.00 → €89.00" in told
    assert "'=1+1" in told, "a spreadsheet does not run what a person wrote"
    history.words.setText("nirgends")
    history._use_filter()
    assert history.rows() == ()
    assert history.state.text() == "Nothing matches the filter."


def test_what_was_taken_away_can_still_be_erased(desk_of_anna: Office, page: OneContract) -> None:
    page.notes.words.set_value("Ruft abends an.")
    page.notes.add.click()
    settled(desk_of_anna)
    [kept] = page.notes.notes
    page.notes._ask_away(kept)
    assert page.notes.question is not None
    page.notes.question.deed.click()
    settled(desk_of_anna)
    assert "(taken away)" in texts(page)
    [away] = page.notes.away
    page.notes._ask_erase(away)
    assert "nothing brings it back" in " ".join(label.text() for label in page.notes.question.findChildren(QLabel))
    page.notes.question.deed.click()
    settled(desk_of_anna)
    assert isinstance(desk_of_anna.given[-1], EraseNote)
    assert page.notes.away == ()
    assert "Nothing is kept here yet." in texts(page)
