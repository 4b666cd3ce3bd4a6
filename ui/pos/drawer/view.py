"""The drawer of a till: open, in and out, count, close the day; what happened, and the day reports."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QStackedWidget, QTabWidget, QWidget

from domain.till.count_drawer import DrawerCounted
from domain.till.drawer import SessionStatus
from domain.views.till import DrawerPage, DrawerRow, ReportRow, TillRow
from ui.backoffice.asking import Asker
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_instant, shown_money
from ui.pos.drawer.devices import DevicesDialog
from ui.pos.drawer.dialogs import CloseDialog, CountDialog, MoveDialog, OpenDialog
from ui.pos.drawer.presenter import Doable, DrawerPresenter
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.badge import Badge
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.files import ask_save_csv
from ui.widgets.table import Align, Column, DataTable

_STATES = {
    SessionStatus.NEW: Tone.NEUTRAL,
    SessionStatus.OPEN: Tone.OK,
    SessionStatus.COUNTED: Tone.WARN,
    SessionStatus.SETTLED: Tone.WARN,
    SessionStatus.CLOSED: Tone.NEUTRAL,
}


class DrawerScreen(Page):
    """Opened with "reports" it shows the day reports."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Drawer"))
        self.presenter = DrawerPresenter(shell, desk, self, tuple(Asker(shell, self) for _n in range(3)), self)
        self.tills = QComboBox()
        self.tills.setAccessibleName(_("Till"))
        self.tills.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.tills.activated.connect(lambda _index: self.presenter.choose(self.tills.currentData()))
        self.state, self.words = Badge(), text("", "muted", wrap=True)
        self._make_buttons()
        self._make_tables()
        head = Card(margin=16).add(
            Bend(row(self.tills, self.state, None, gap=12), row(None, self.devices), gap=8),
            self.words,
            Bend(row(self.open, self.put_in, self.take_out, None, gap=8), row(None, self.count, self.close_day), gap=8),
        )
        below = Card(margin=16).add(self.tabs, stretch=1)
        whole = QWidget()
        whole.setLayout(column(head, below, gap=16))
        self._nothing = EmptyState(
            "cash-register",
            _("No till for this workplace"),
            _("The owner adds tills on the page “Tills” and says which workplace may use which."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(whole)
        self._stack.addWidget(self._nothing)
        self.setLayout(column(self._stack))
        guide_focus(self, self.tabs.tabBar())

    def _make_buttons(self) -> None:
        act = self.presenter
        self.open = button(_("Open the drawer"), self._ask_open, kind="primary", sign="lock-open-outline", touch=True)
        self.put_in = button(_("Put in …"), lambda: self._ask_move(is_in=True), sign="tray-arrow-down", touch=True)
        self.take_out = button(_("Take out …"), lambda: self._ask_move(is_in=False), sign="tray-arrow-up", touch=True)
        self.count = button(_("Count …"), self._ask_count, sign="counter", touch=True, shortcut="F6")
        self.close_day = button(_("Close the day …"), act.close, sign="calendar-check", touch=True, shortcut="F9")
        self.close_day.setToolTip(_("Writes the day report (Z). The drawer is counted before."))
        self.devices = button(_("Devices …"), self._ask_devices, sign="printer-pos-outline", touch=True)
        self.look = button(_("Report in between (X)"), act.look, sign="receipt-text-outline", touch=True)
        self.log = button(_("Signed log …"), self._save_log, sign="shield-key-outline", touch=True)
        self.log.setToolTip(_("Everything that the signing device of this workplace sealed, as CSV"))
        self.again = button(_("Print again"), self._again, sign="printer-outline", touch=True)
        self.as_page = button(_("As PDF"), lambda: self._again(as_page=True), sign="file-pdf-box", touch=True)

    def _make_tables(self) -> None:
        none = EmptyState("cash-register", _("The drawer is closed"), _("What goes in and out today stands here."))
        self.entries: DataTable[DrawerRow] = DataTable(_entries(), empty=none, name=_("Drawer"), touch=True)
        never = EmptyState("calendar-check", _("No day report yet"), _("It is written when a day is closed."))
        self.reports: DataTable[ReportRow] = DataTable(_reports(), empty=never, name=_("Day reports"), touch=True)
        self.reports.opened.connect(lambda _row: self._again(as_page=True))
        self.reports.current_changed.connect(self._enable_again)
        self._enable_again(None)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName(_("Parts of the drawer"))
        for words, table, deeds in (
            (_("Today"), self.entries, (self.look,)),
            (_("Day reports"), self.reports, (self.log, self.as_page, self.again)),
        ):
            page = QWidget()
            shown = column(8, table, row(None, *deeds), gap=8)
            shown.setStretch(1, 1)
            page.setLayout(shown)
            self.tabs.addTab(page, words)

    def show_target(self, argument: str) -> None:
        if argument == "reports":
            self.tabs.setCurrentIndex(1)
        self.presenter.load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        if any(kind == "tills" or kind.startswith("till:") or kind == "receipts" for kind in kinds):
            self.presenter.load()

    def show_tills(self, rows: Sequence[TillRow], chosen: TillRow | None) -> None:
        self._stack.setCurrentIndex(0 if chosen is not None else 1)
        self.tills.clear()
        for each in rows:
            self.tills.addItem(f"{each.till.code}  ·  {each.till.name}", each.till.id)
        if chosen is not None:
            self.tills.setCurrentIndex(self.tills.findData(chosen.till.id))

    def show_drawer(self, page: DrawerPage, doable: Doable) -> None:
        here = page.row
        self.state.show_as(_state_words(here), _STATES[here.status])
        self.words.setText(_about(page))
        self.open.setVisible(here.till.is_cash_on)
        for part in (self.put_in, self.take_out, self.count):
            part.setVisible(here.till.is_cash_on)
        self.open.setEnabled(doable.can_open)
        self.put_in.setEnabled(doable.can_move)
        self.take_out.setEnabled(doable.can_move)
        self.count.setEnabled(doable.can_count)
        self.close_day.setEnabled(doable.can_close)
        self.devices.setVisible(self.presenter.setup is not None)
        self.log.setVisible(here.till.signing is not None and self.presenter.setup is not None)
        self.entries.set_rows(page.rows)

    def show_reports(self, rows: Sequence[ReportRow]) -> None:
        self.reports.set_rows(rows)

    def ask_close(self, counted: DrawerCounted | None) -> None:
        till = self.presenter.till
        if till is not None:
            CloseDialog(self, till.id, counted, self.presenter.run).open()

    def _ask_open(self) -> None:
        page = self.presenter.page
        if page is not None:
            OpenDialog(self, page.row.till.id, page.left_in, self.presenter.run).open()

    def _ask_move(self, *, is_in: bool) -> None:
        if self.presenter.till is not None:
            MoveDialog(self, self.presenter.till.id, self.presenter.run, is_in=is_in).open()

    def _ask_count(self) -> None:
        if self.presenter.till is not None:
            CountDialog(self, self.presenter.till.id, self.presenter.run).open()

    def _ask_devices(self) -> None:
        setup = self.presenter.setup
        if setup is not None:
            codes = [each.till.code for each in self.presenter.rows]
            DevicesDialog(self, setup, codes, self.presenter.change_devices).open()

    def _again(self, *, as_page: bool = False) -> None:
        chosen = self.reports.current()
        if chosen is not None:
            self.presenter.hand_out(chosen.report_id, as_page=as_page)

    def _save_log(self) -> None:
        till = self.presenter.till
        path = None if till is None else ask_save_csv(self, f"TSE-{till.code}")
        if path is not None:
            self.presenter.save_log(path)

    def _enable_again(self, chosen: ReportRow | None) -> None:
        for part in (self.again, self.as_page):
            part.setEnabled(chosen is not None)


def _state_words(row_: TillRow) -> str:
    if not row_.till.is_cash_on:
        return _("no cash here")
    words = {
        SessionStatus.NEW: _("drawer closed"),
        SessionStatus.OPEN: _("drawer open"),
        SessionStatus.COUNTED: _("drawer counted"),
    }
    return words.get(row_.status, _("drawer open"))


def _about(page: DrawerPage) -> str:
    row_, parts = page.row, []
    if row_.till.signing is not None:
        parts.append(_("Training device: receipts are not certified, and real cash sales are not allowed with it."))
    if row_.open_since is not None:
        parts.append(_("Open since {instant}.").format(instant=shown_instant(row_.open_since)))
    elif row_.till.is_cash_on:
        parts.append(_("The last day left {amount} in it.").format(amount=shown_money(page.left_in)))
    waiting = count("{count} receipt not reported yet", "{count} receipts not reported yet", row_.unreported)
    parts.append(f"{waiting}.")
    return "  ".join(parts)


def _entries() -> list[Column[DrawerRow]]:
    right = Align.RIGHT
    return [
        Column("at", _("When"), lambda r: r.entry.at, show=shown_instant, width=168),
        Column("kind", _("What"), lambda r: r.entry.kind, show=label, width=200),
        Column("amount", _("Amount"), lambda r: r.entry.amount or None, align=right, width=112),
        Column("receipt", _("Receipt"), lambda r: r.receipt or None, code=True, width=120, yields=2),
        Column("why", _("What for"), lambda r: r.entry.why, show=label, width=200, yields=3),
        Column("note", _("Note"), lambda r: r.entry.note or None, fills=True),
        Column("person", _("Person"), lambda r: r.person, width=120, yields=1),
    ]


def _reports() -> list[Column[ReportRow]]:
    right = Align.RIGHT
    return [
        Column("z", _("Day report"), lambda r: f"Z{r.z:04}", code=True, width=112),
        Column("at", _("When"), lambda r: r.at, show=shown_instant, width=168),
        Column("receipts", _("Receipts"), lambda r: r.receipts, align=right, width=96, yields=2),
        Column("gross", _("Sum"), lambda r: r.gross, align=right, width=112),
        Column("cash", _("Cash"), lambda r: r.cash, align=right, width=112, yields=4),
        Column("card", _("Card"), lambda r: r.card, align=right, width=112, yields=3),
        Column("difference", _("Difference"), lambda r: r.difference, align=right, width=112, tone=_difference_tone),
        Column("person", _("Person"), lambda r: r.person, fills=True, yields=1),
    ]


def _difference_tone(one: ReportRow) -> Tone:
    return Tone.WARN if one.difference else Tone.NEUTRAL
