"""The list of a life: pages, filters, words, what a row opens, the file, the paper, and what it says when empty."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from pytestqt.qtbot import QtBot

from domain.application import Seat
from domain.business import Business as Seller
from domain.clock import MovableClock
from domain.customers.model import Address
from domain.errors import AppError, Unavailable
from domain.ids import PersonId
from domain.money import Money
from domain.views.lifecycle import (
    PAGE,
    LifeCursor,
    LifeKind,
    LifeOf,
    LifePage,
    LifePlace,
    LifeQuestion,
    LifeRow,
    Teller,
)
from reports.papers import Papers
from tests.ui.backoffice.conftest import SilentShell
from tests.ui.desk import ShownPapers
from ui.background import Background
from ui.changes import Changes
from ui.desk import Desk
from ui.lifecycle.panel import LifePanel
from ui.scanning import ScanHub
from ui.shell.port import Services, Target
from ui.sounds import Sounds
from ui.theme import Theme

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ANNA = PersonId(uuid4())


def payment(number: int) -> LifeRow:
    at = NOW - timedelta(days=number)
    return LifeRow(
        at, Teller.MONEY, LifeKind.MONEY, "payment", LifeCursor(at, 7, f"{number}"), f"R-{number:04d}",
        LifePlace.INVOICE, who="Anna", seat=Seat.BACKOFFICE, store="Prüfstand", amount=Money.of("79.00"),
    )  # fmt: skip


class Lives:
    """Payments of as many days; remembers what it was asked."""

    def __init__(self, count: int) -> None:
        self.rows = [payment(number) for number in range(count)]
        self.asked: list[LifeQuestion] = []
        self.broken: AppError | None = None

    def page(self, question: LifeQuestion) -> LifePage:
        self.asked.append(question)
        if self.broken is not None:
            raise self.broken
        rows = [row for row in self.rows if question.after is None or row.at < question.after.at]
        rows = [row for row in rows if not question.kinds or row.kind in question.kinds]
        taken = rows[: question.limit]
        return LifePage(tuple(taken), taken[-1].cursor if len(taken) < len(rows) else None)

    def people(self) -> tuple[tuple[PersonId, str], ...]:
        return ((ANNA, "Anna"),)


class Floor:
    def __init__(self, life: Lives) -> None:
        self.life = life


Opened = Callable[[Lives], tuple[LifePanel, SilentShell, ShownPapers]]


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, background: Background, tmp_path: Path) -> Opened:
    clock = MovableClock(NOW)
    services = Services(background, Changes(), ScanHub(clock, background, lambda _picture: []), Sounds())
    shell, folder = SilentShell(services), ShownPapers(tmp_path)
    papers = Papers(Seller("Prüfstand GmbH", Address("Weg 1", "10115", "Berlin")))

    def open_life(life: Lives) -> tuple[LifePanel, SilentShell, ShownPapers]:
        values: dict[str, Any] = {"floor": Floor(life), "papers": papers, "folder": folder, "clock": clock}
        desk = Desk(**{name: values.get(name) for name in Desk.__dataclass_fields__})
        panel = LifePanel(desk, shell, LifeOf.CONTRACT)
        qtbot.addWidget(panel)
        panel.resize(800, 700)
        panel.show()
        panel.show_life(UUID(int=1), "CT-001001-Q")
        settled(qtbot, shell)
        return panel, shell, folder

    return open_life


def settled(qtbot: QtBot, shell: SilentShell) -> None:
    qtbot.waitUntil(lambda: not shell.services.background.is_busy, timeout=5000)


def test_pages_filters_and_words(opened: Opened, qtbot: QtBot) -> None:
    life = Lives(400)
    panel, shell, _folder = opened(life)
    assert len(panel.rows()) == PAGE
    assert panel.more.isVisible()
    panel.more.click()
    settled(qtbot, shell)
    assert len(panel.rows()) == 2 * PAGE
    panel.words.setText("R-0299")
    qtbot.waitUntil(lambda: [row.number for row in panel.rows()] == ["R-0299"], timeout=5000)
    settled(qtbot, shell)
    assert not panel.more.isVisible(), "all of it was looked through"
    panel.words.setText("")
    panel.kinds.setCurrentIndex(panel.kinds.findText("Money"))
    panel.days.setCurrentIndex(panel.days.findText("Last 7 days"))
    panel.people.setCurrentIndex(panel.people.findText("Anna"))
    settled(qtbot, shell)
    last = life.asked[-1]
    assert (last.kinds, last.first_on, last.who) == ({LifeKind.MONEY}, (NOW - timedelta(days=6)).date(), ANNA)
    panel.days.setCurrentIndex(panel.days.findText("Chosen days"))
    assert panel.first.isVisible()
    assert panel.last.isVisible()
    settled(qtbot, shell)
    assert (life.asked[-1].first_on, life.asked[-1].last_on) == ((NOW - timedelta(days=31)).date(), NOW.date())
    panel.kinds.setCurrentIndex(panel.kinds.findText("Notes"))
    settled(qtbot, shell)
    assert panel.rows() == ()
    assert panel.state.text() == "Nothing matches the filter."
    asked = len(life.asked)
    panel.show_life(UUID(int=1), "CT-001001-Q")
    settled(qtbot, shell)
    assert len(life.asked) == asked + 1, "the same thing again keeps its filter and asks once"


def test_a_row_opens_its_page_and_all_rows_go_to_file_and_paper(
    opened: Opened, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel, shell, folder = opened(Lives(130))
    panel.list.opened.emit(Target("invoice", "R-0000"))
    assert shell.opened == [("invoice", "R-0000")]
    path = tmp_path / "history.csv"
    monkeypatch.setattr("ui.lifecycle.panel.ask_save_csv", lambda _parent, _name: path)
    panel._save()
    settled(qtbot, shell)
    heading, first, *rest = path.read_text(encoding="utf-8-sig").splitlines()
    assert heading == "When;Kind;What;Details;Reason;Amount;Who;Where;Number"
    assert first.endswith(";Money;Payment · €79.00 · R-0000;;;79.00;Anna;Back office, Prüfstand;R-0000")
    assert len(rest) == 129, "all of it, not only what is loaded"
    panel._print()
    settled(qtbot, shell)
    [kept] = folder.shown
    assert kept.name == "History CT-001001-Q.pdf"
    assert kept.read_bytes().startswith(b"%PDF")


def test_an_empty_life_and_a_lost_connection_say_so(opened: Opened, qtbot: QtBot) -> None:
    life = Lives(0)
    panel, shell, _folder = opened(life)
    assert panel.state.text() == "Nothing has happened yet."
    assert not panel.list.isVisible()
    assert not panel.more.isVisible()
    life.broken = Unavailable(why="gone")
    panel.show_life(UUID(int=2), "CT-001002-R")
    settled(qtbot, shell)
    assert isinstance(shell.refused[-1], Unavailable)
