"""Bookkeeping: what the accountant gets, month by month, and what an audit gets."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QProgressBar, QTabWidget, QWidget

from domain.views.bookkeeping import AccountSum, ExportPreview, ExportRow, WaitingMonth
from ui.background import Progress
from ui.backoffice.asking import Asker
from ui.backoffice.bookkeeping.presenter import BooksPresenter
from ui.backoffice.bookkeeping.words import lack_words
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_date, shown_money
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.files import ask_save
from ui.widgets.table import Align, Column, DataTable

ACCOUNTANT, AUDIT = range(2)
ZIP = "ZIP (*.zip)"


class AccountantTab(QWidget):
    """The month that waits, what its file would hold, and the files so far."""

    def __init__(self, page: "BookkeepingPage") -> None:
        super().__init__()
        self.page = page
        self.months = QComboBox()
        self.months.setAccessibleName(_("Month"))
        self.months.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.months.activated.connect(lambda _index: page.presenter.choose(self.months.currentData()))
        self.write = button(_("Write file"), page.presenter.write, kind="primary", sign="file-export-outline")
        self.write.setToolTip(_("What is in it is in no other file, ever. The file is kept here."))
        self.words, self.lacks = text("", "muted", wrap=True), text("", "", Tone.WARN, wrap=True)
        nothing = EmptyState(
            "check-circle-outline", _("Nothing waits"), _("Everything that was issued and booked is in a file.")
        )
        self.accounts: DataTable[AccountSum] = DataTable(_accounts(), empty=nothing, name=_("Accounts"), bar=False)
        none = EmptyState("file-outline", _("No file yet"), _("Files that were written stay here, byte for byte."))
        self.files: DataTable[ExportRow] = DataTable(_files(), empty=none, name=_("Files"))
        self.again = button(_("Get this file again"), self._again, sign="file-restore-outline")
        self.files.opened.connect(lambda _row: self._again())
        self.files.current_changed.connect(lambda chosen: self.again.setEnabled(chosen is not None))
        self.again.setEnabled(False)
        above = Card(_("What waits"), margin=16).add(
            Bend(row(self.months, None), row(None, self.write), gap=8),
            self.words,
            self.lacks,
        )
        above.add(self.accounts, stretch=1)
        below = Card(_("Files so far"), margin=16).add(self.files, stretch=1).add(row(None, self.again))
        layout = column(gap=16)
        layout.addWidget(above, 1)
        layout.addWidget(below, 1)
        self.setLayout(layout)

    def show_months(self, months: Sequence[WaitingMonth]) -> None:
        chosen = self.months.currentData()
        self.months.clear()
        for month in months:
            waiting = count("{count} document or entry", "{count} documents and entries", month.count)
            self.months.addItem(f"{month.first:%m/%Y}  ·  {waiting}", month.first)
        self.months.setVisible(bool(months))
        self.months.setCurrentIndex(max(self.months.findData(chosen), 0) if months else -1)
        self.page.presenter.choose(self.months.currentData())

    def show_preview(self, preview: ExportPreview | None) -> None:
        self.write.setEnabled(preview is not None and preview.is_ready and not preview.is_blocked and preview.taken > 0)
        self.accounts.set_rows(() if preview is None else preview.accounts)
        self.words.setText("" if preview is None else _preview_words(preview))
        self.words.setVisible(preview is not None)
        lacking = [] if preview is None else [lack_words(lack, number) for lack, number in preview.left_out]
        if preview is not None and not preview.is_ready:
            lacking.insert(0, _("Nobody has entered the accountant's numbers yet: settings, “Bookkeeping”."))
        self.lacks.setText("\n".join(lacking))
        self.lacks.setVisible(bool(lacking))

    def _again(self) -> None:
        chosen = self.files.current()
        if chosen is not None:
            self.page.presenter.open_again(chosen.id)


class AuditTab(QWidget):
    """From which year to which, and how far the export is."""

    def __init__(self, page: "BookkeepingPage") -> None:
        super().__init__()
        self.page = page
        self._progress: Progress | None = None
        self.first, self.last = QComboBox(), QComboBox()
        self.first.setAccessibleName(_("First year"))
        self.last.setAccessibleName(_("Last year"))
        self.start = button(_("Export …"), self._ask, kind="primary", sign="folder-zip-outline")
        self.cancel = button(_("Cancel"), self._cancel, sign="close")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Progress of the export"))
        self.now = text("", "muted")
        about = text(
            _(
                "Customers, documents with their lines, payments and set-offs, the register of numbers, contracts,"
                " things and their events as tables in a ZIP file, with an index that the tax office's program reads"
                " (GoBD, access Z3). It holds names and addresses: hand it over like the books themselves."
            ),
            "muted",
            wrap=True,
        )
        years = row(text(_("Years from")), self.first, text(_("to")), self.last, None, self.cancel, self.start)
        card = Card(_("For a tax audit"), margin=16).add(about, years, self.bar, self.now)
        self.setLayout(column(card, None, gap=16))
        self.audit_ended()

    def show_years(self, years: Sequence[int]) -> None:
        for box in (self.first, self.last):
            chosen = box.currentData()
            box.clear()
            for year in years:
                box.addItem(str(year), year)
            box.setCurrentIndex(max(box.findData(chosen), 0) if years else -1)
        self.start.setEnabled(bool(years) and self._progress is None)

    def audit_ended(self) -> None:
        self._progress = None
        self.bar.hide()
        self.now.hide()
        self.cancel.hide()
        self.start.setEnabled(self.first.count() > 0)

    def begin(self, path: Path) -> None:
        """To this file."""
        first, last = sorted((self.first.currentData(), self.last.currentData()))
        self._progress = progress = Progress(self)
        progress.moved.connect(self._on_moved)
        self.start.setEnabled(False)
        for part in (self.bar, self.now, self.cancel):
            part.show()
        self.page.presenter.audit(date(first, 1, 1), date(last, 12, 31), path, progress)

    def _ask(self) -> None:
        first, last = sorted((self.first.currentData(), self.last.currentData()))
        span = str(first) if first == last else f"{first}-{last}"
        path = ask_save(self, _("Save the export"), f"GoBD-{span}.zip", ZIP)
        if path is not None:
            self.begin(path if path.suffix else path.with_suffix(".zip"))

    def _cancel(self) -> None:
        if self._progress is not None:
            self._progress.cancel()

    def _on_moved(self, done: int, of: int, what: str) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self.now.setText(what)


class BookkeepingPage(Page):
    """Opened with "audit" it shows that tab."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Bookkeeping"))
        self.presenter = BooksPresenter(shell, desk, self, tuple(Asker(shell, self) for _n in range(4)))
        self.accountant, self.audit = AccountantTab(self), AuditTab(self)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName(_("Parts of bookkeeping"))
        for part, words in ((self.accountant, _("Accountant (DATEV)")), (self.audit, _("Audit (GoBD)"))):
            around = QWidget()
            around.setLayout(column(16, part, gap=0))
            self.tabs.addTab(around, words)
        layout = column()
        layout.addWidget(self.tabs, 1)
        self.setLayout(layout)
        guide_focus(self, self.tabs.tabBar())

    def show_target(self, argument: str) -> None:
        if argument == "audit":
            self.tabs.setCurrentIndex(AUDIT)
        self.presenter.load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        if kinds & {"book_exports", "invoices", "settlements", "settings"}:
            self.presenter.load()

    def show_months(self, months: Sequence[WaitingMonth]) -> None:
        self.accountant.show_months(months)

    def show_preview(self, preview: ExportPreview | None) -> None:
        self.accountant.show_preview(preview)

    def show_exports(self, rows: Sequence[ExportRow]) -> None:
        self.accountant.files.set_rows(rows)

    def show_years(self, years: Sequence[int]) -> None:
        self.audit.show_years(years)

    def audit_ended(self) -> None:
        self.audit.audit_ended()


def _preview_words(preview: ExportPreview) -> str:
    rows = count("{count} posting", "{count} postings", preview.rows)
    taken = count("{count} document or entry", "{count} documents and entries", preview.taken)
    return _("{taken}, {rows}: debit {debit}, credit {credit} on customers' accounts.").format(
        rows=rows, taken=taken, debit=shown_money(preview.debit), credit=shown_money(preview.credit)
    )


def _accounts() -> list[Column[AccountSum]]:
    right = Align.RIGHT
    return [
        Column("account", _("Account"), lambda r: str(r.account), code=True, width=128),
        Column("slot", _("What for"), lambda r: label(r.slot) if r.slot else _("Revenue"), fills=True),
        Column("rows", _("Postings"), lambda r: r.rows, align=right, width=144),
        Column("debit", _("Debit side"), lambda r: r.debit, align=right, width=144),
        Column("credit", _("Credit side"), lambda r: r.credit, align=right, width=144),
    ]


def _files() -> list[Column[ExportRow]]:
    right = Align.RIGHT
    return [
        Column("file", _("File"), lambda r: r.file_name, fills=True, code=True),
        Column("days", _("Days"), lambda r: f"{shown_date(r.first)} – {shown_date(r.last)}", width=208, yields=1),
        Column("rows", _("Postings"), lambda r: r.rows, align=right, width=136),
        Column("debit", _("Debit side"), lambda r: r.debit, align=right, width=136, yields=3),
        Column("at", _("Written"), lambda r: r.made_at, width=152, yields=2),
        Column("who", _("Who"), lambda r: r.who, width=120, yields=4),
    ]
