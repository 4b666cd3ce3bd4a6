"""Decides what the page of the drawer does: which till, what is in its drawer, and what may be done now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject

from domain.application import Command, Event
from domain.till.close_day import CloseDay, DayClosed
from domain.till.count_drawer import CountDrawer, DrawerCounted
from domain.till.day_report import ReportId
from domain.till.devices import DeviceSetup
from domain.till.drawer import SessionStatus
from domain.till.model import Till, TillId
from domain.till.move_cash import MoveCash
from domain.till.open_drawer import OpenDrawer
from domain.till.printed import DayPaper
from domain.views.till import DrawerPage, ReportRow, TillQuestions, TillRow
from ui.backoffice.asking import Asker, give
from ui.desk import Desk
from ui.language import _
from ui.pos.drawer.signed_log import signed_csv
from ui.pos.receipts.handing import HandOut
from ui.shell.port import Shell
from ui.widgets.files import write_csv


@dataclass(frozen=True, slots=True)
class Doable:
    """What may be done now, button by button."""

    can_open: bool = False
    can_move: bool = False
    can_count: bool = False
    can_close: bool = False
    can_look: bool = False


class DrawerView(Protocol):
    def show_tills(self, rows: Sequence[TillRow], chosen: TillRow | None) -> None: ...

    def show_drawer(self, page: DrawerPage, doable: Doable) -> None: ...

    def show_reports(self, rows: Sequence[ReportRow]) -> None: ...

    def ask_close(self, counted: DrawerCounted | None) -> None: ...


class DrawerPresenter:
    def __init__(self, shell: Shell, desk: Desk, view: DrawerView, askers: Sequence[Asker], owner: QObject) -> None:
        self._shell, self._desk, self._view, self._owner = shell, desk, view, owner
        self._tills, self._drawer, self._reports = askers
        self._hand_out = HandOut(shell, desk, owner)
        self.rows: tuple[TillRow, ...] = ()
        self.page: DrawerPage | None = None
        self._chosen: TillId | None = None

    @property
    def till(self) -> Till | None:
        return None if self.page is None else self.page.row.till

    def load(self) -> None:
        self._tills.ask(self._questions.tills, self._show_tills)

    def choose(self, till_id: TillId | None) -> None:
        self._chosen = till_id
        self.load()

    def run(self, command: OpenDrawer | MoveCash | CountDrawer | CloseDay) -> None:
        give(self._shell, self._desk, command, partial(self._done, command), self._failed, owner=self._owner)

    def close(self) -> None:
        """With a drawer: it was counted, and nothing moved since; else the count comes first."""
        page = self.page
        if page is None:
            return
        if page.row.status is SessionStatus.NEW:
            self._view.ask_close(None)
        elif page.counted is not None and page.difference is not None:
            expected = page.counted - page.difference
            limit = page.row.till.difference_limit.minor
            counted = DrawerCounted(page.row.till.id, expected, page.counted, abs(page.difference.minor) > limit)
            self._view.ask_close(counted)

    def look(self) -> None:
        """A report in between, on paper or as a page."""
        if self.page is not None:
            self._ask_paper(partial(self._questions.look, self.page.row.till.id), self._hand_out.day)

    def hand_out(self, report_id: ReportId, *, as_page: bool = False) -> None:
        show = self._hand_out.day_page if as_page else self._hand_out.day
        self._ask_paper(partial(self._questions.report, report_id), show)

    @property
    def setup(self) -> DeviceSetup | None:
        """None: this program has no devices."""
        return None if self._desk.devices is None else self._desk.devices.setup

    def change_devices(self, setup: DeviceSetup) -> None:
        devices = self._desk.devices
        if devices is None:
            return

        def done(_nothing: None) -> None:
            self._shell.toast(_("Kept for this workplace"))
            self.choose(None)

        self._shell.services.background.run(partial(devices.change, setup), done, self._shell.show_refusal, self._owner)

    def save_log(self, path: Path) -> None:
        """Everything that the device of this till sealed, into this file."""
        devices, till = self._desk.devices, self.till
        device = None if devices is None or till is None else devices.signing(till.signing)
        if device is None:
            return

        def done(_nothing: None) -> None:
            self._shell.toast(_("{file} is written").format(file=path.name))

        run_other = self._shell.services.background.run_other
        run_other(lambda: write_csv(path, signed_csv(device.log())), done, self._shell.show_refusal, self._owner)

    @property
    def _questions(self) -> TillQuestions:
        return self._desk.office.tills

    def _ask_paper(self, ask: Callable[[], DayPaper], then: Callable[[DayPaper], None]) -> None:
        self._shell.services.background.run(ask, then, self._shell.show_refusal, self._owner)

    def _show_tills(self, rows: tuple[TillRow, ...]) -> None:
        self.rows = tuple(row for row in rows if row.is_mine)
        wanted = "" if self.setup is None else self.setup.till
        chosen = next((row for row in self.rows if row.till.id == self._chosen), None)
        chosen = chosen or next((row for row in self.rows if row.till.code == wanted), None)
        chosen = chosen or next(iter(self.rows), None)
        self._view.show_tills(self.rows, chosen)
        if chosen is not None:
            self._drawer.ask(partial(self._questions.drawer, chosen.till.id), self._show_drawer)
            self._reports.ask(partial(self._questions.reports, chosen.till.id), self._view.show_reports)

    def _show_drawer(self, page: DrawerPage) -> None:
        self.page = page
        self._view.show_drawer(page, doable(page))

    def _done(self, command: Command, event: Event) -> None:
        self.load()
        if isinstance(event, DrawerCounted):
            self._view.ask_close(event)
        elif isinstance(event, DayClosed):
            self._shell.toast(_("Day report Z{number} is written").format(number=f"{event.z:04}"))
            self.hand_out(event.report_id)
        elif isinstance(command, OpenDrawer):
            self._shell.toast(_("The drawer is open"))
        elif isinstance(command, MoveCash):
            self._shell.toast(_("Noted in the drawer's book"))

    def _failed(self, error: Exception) -> None:
        self._shell.show_refusal(error)
        self.load()


def doable(page: DrawerPage) -> Doable:
    """Cash-free tills have no drawer, and close their day all the same."""
    row = page.row
    is_open = row.status in (SessionStatus.OPEN, SessionStatus.COUNTED)
    is_counted = row.status is SessionStatus.COUNTED
    return Doable(
        can_open=row.till.is_cash_on and row.status is SessionStatus.NEW,
        can_move=is_open,
        can_count=is_open,
        can_close=is_counted or (row.status is SessionStatus.NEW and row.unreported > 0),
        can_look=True,
    )
