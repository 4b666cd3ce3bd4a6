"""Bringing a running business along: choose a file, say what its columns mean, try, look, bring in."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLineEdit, QProgressBar

from domain.imports.model import LONGEST_SOURCE, ImportKind, Outcome
from domain.imports.table import Encoding, Table
from domain.imports.trial import Sums
from domain.views.imports import ImportRunRow
from ui.backoffice.asking import Asker
from ui.backoffice.parts import SmallTable
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, current_language, shown_money
from ui.owner.imports.files import mended_csv, template_csv, template_workbook
from ui.owner.imports.mapping import MappingCard
from ui.owner.imports.presenter import ImportPresenter, ReportRow, State
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone, theme
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.files import FileNotReadable, ask_open, ask_save_csv, ask_save_xlsx, write_bytes, write_csv
from ui.widgets.overlays import ConfirmDialog
from ui.widgets.table import Align, Column, DataTable

FILES = "CSV, Excel (*.csv *.txt *.tsv *.xlsx)"
_TONES = {
    Outcome.MADE: Tone.OK,
    Outcome.SAME: Tone.NEUTRAL,
    Outcome.CHANGED: Tone.ACCENT,
    Outcome.DIFFERS: Tone.WARN,
    Outcome.REFUSED: Tone.BAD,
}


class ImportPage(Page):
    """Opened with the name of a kind it begins with that."""

    def __init__(self, desk: Desk, shell: Shell, kinds: Sequence[ImportKind] = tuple(ImportKind)) -> None:
        super().__init__(shell, _("Import"))
        self.presenter = ImportPresenter(shell, desk, self, (Asker(shell, self), Asker(shell, self)))
        self._kinds = kinds
        self._make_file(kinds)
        self.columns = MappingCard(self.presenter)
        self._make_report()
        self._make_runs()
        self.setLayout(column(self._file, self.columns, self._trial, self._so_far, None, gap=16))
        guide_focus(self, self.kind)
        self.presenter.kind = kinds[0]
        self.show_mapping({}, ())
        self.show_state(State())

    def _make_file(self, kinds: Sequence[ImportKind]) -> None:
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("What is in the file"))
        for each in kinds:
            self.kind.addItem(label(each), each)
        self.kind.activated.connect(lambda _index: self.presenter.choose_kind(self.kind.currentData()))
        self.source = QLineEdit()
        self.source.setAccessibleName(_("Name of the system it comes from"))
        self.source.setPlaceholderText(_("Name of the system it comes from"))
        self.source.setMaxLength(LONGEST_SOURCE)
        self.source.setMinimumWidth(theme().px(304))
        self.source.textChanged.connect(self._on_source)
        self.choose = button(_("Choose file …"), self._choose, sign="file-upload-outline")
        self.as_xlsx = button(_("Template as Excel …"), self._save_workbook, sign="file-excel-outline")
        self.as_csv = button(_("Template as CSV …"), self._save_template_csv, sign="file-delimited-outline")
        self.about = text("", "muted", wrap=True)
        words = _(
            "First products and plans, then customers, running contracts, things, open items and stock: each file may"
            " name what came before it. A file can be loaded as often as you like, nothing comes in twice."
        )
        self._file = Card(_("1. File")).add(
            text(words, "muted", wrap=True),
            Bend(row(self.kind, self.source, self.choose, None), row(self.as_xlsx, self.as_csv, None), gap=8),
            self.about,
        )
        self.about.hide()

    def _make_report(self) -> None:
        self.try_it = button(_("Try it"), self.presenter.try_it, kind="primary", sign="clipboard-check-outline")
        self.bring = button(_("Bring in …"), self._confirm, kind="primary", sign="database-import-outline")
        self.stop = button(_("Stop"), self.presenter.stop, sign="stop-circle-outline")
        self.go_on = button(_("Go on"), self.presenter.go_on, sign="play-circle-outline")
        self.mend = button(_("Save rows left out …"), self._save_faults, sign="file-alert-outline")
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("Progress"))
        self.which = QComboBox()
        self.which.setAccessibleName(_("Rows to show"))
        self.which.activated.connect(lambda _index: self._filter())
        self.counts, self.sums = text("", "", wrap=True), text("", "muted", wrap=True)
        nothing = EmptyState(
            "clipboard-text-search-outline",
            _("Nothing tried yet"),
            _("The trial says row by row what would happen, and writes nothing."),
        )
        self.report: DataTable[ReportRow] = DataTable(_report_columns(), empty=nothing, name=_("Report"))
        self.report.setMinimumHeight(theme().px(320))
        self._trial = Card(_("3. Trial and report")).add(
            Bend(row(self.try_it, self.bring, self.stop, self.go_on, None), row(self.which, self.mend), gap=8),
            self.progress,
            self.counts,
            self.sums,
        )
        self._trial.add(self.report, stretch=1)
        self._trial.hide()

    def _make_runs(self) -> None:
        self.runs = SmallTable(_run_columns(), _("Nothing was brought in yet."), name=_("Loads so far"), most=8)
        self._so_far = Card(_("Loads so far")).add(self.runs)

    def show_target(self, argument: str) -> None:
        wanted = next((each for each in self._kinds if each == argument), None)
        if wanted is not None:
            self.kind.setCurrentIndex(self.kind.findData(wanted))
            self.presenter.choose_kind(wanted)
        self.presenter.load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        if "imports" in kinds and not self.presenter.state.is_running:
            self.presenter.load()

    def show_file(self, table: Table | None, name: str) -> None:
        if table is None:
            self.about.setText("")
            return
        rows = count("{count} row", "{count} rows", len(table.lines))
        self.about.setText(" · ".join((name, rows, _written(table))))
        self.about.show()
        self._trial.show()

    def show_mapping(self, mapping: Mapping[str, str], lacking: Sequence[str]) -> None:
        self.columns.show_mapping(self.presenter.table, self.presenter.kind, mapping, lacking)
        self._settle()

    def show_templates(self, templates: Mapping[str, Mapping[str, str]]) -> None:
        self.columns.show_templates(templates)

    def show_state(self, state: State) -> None:
        self.progress.setVisible(state.is_running)
        self.progress.setRange(0, state.of)
        self.progress.setValue(state.done)
        self.stop.setVisible(state.is_running)
        self.go_on.setVisible(state.is_stopped and not state.is_running and state.of > 0)
        self._settle()

    def show_report(self, rows: Sequence[ReportRow], sums: Sums) -> None:
        chosen = self.which.currentData()
        self.which.clear()
        self.which.addItem(_("All rows"), None)
        numbers = {each: sum(one.outcome is each for one in rows) for each in Outcome}
        for outcome, number in numbers.items():
            if number:
                self.which.addItem(f"{label(outcome)} ({number})", outcome)
        self.which.setCurrentIndex(max(self.which.findData(chosen), 0))
        self.counts.setText(" · ".join(f"{label(one)}: {number}" for one, number in numbers.items() if number))
        self.sums.setText(_sums_words(sums))
        self.counts.setVisible(bool(rows))
        self.sums.setVisible(bool(self.sums.text()))
        self._filter()
        self._settle()

    def show_runs(self, rows: Sequence[ImportRunRow]) -> None:
        """Files of one system know each other by its name, so the last one is offered again."""
        self.runs.set_rows(rows)
        if rows and not self.source.text():
            self.source.setText(rows[0].source)

    def _settle(self) -> None:
        presenter = self.presenter
        is_busy = presenter.state.is_running
        self.try_it.setEnabled(presenter.can_try)
        self.try_it.setVisible(not presenter.can_bring)
        self.bring.setVisible(presenter.can_bring)
        self.bring.setText(count("Bring in {count} row …", "Bring in {count} rows …", presenter.to_bring))
        for part in (self.kind, self.source, self.choose, self.columns):
            part.setEnabled(not is_busy)
        has_faults = any(each.outcome is Outcome.REFUSED for each in presenter.report)
        self.which.setVisible(bool(presenter.report))
        self.mend.setVisible(has_faults and not is_busy)

    def _filter(self) -> None:
        wanted = self.which.currentData()
        self.report.set_rows([each for each in self.presenter.report if wanted is None or each.outcome is wanted])

    def _on_source(self, words: str) -> None:
        self.presenter.source = words
        self._settle()

    def _choose(self) -> None:
        path = ask_open(self, _("Choose file"), FILES)
        if path is not None:
            if not self.source.text().strip():
                self.source.setText(_("Former system"))
            self.presenter.open_file(path)

    def _confirm(self) -> None:
        words = _(
            "{rows}: what the report shows comes in, what is left out stays out. Contracts are billed here from the day"
            " their row names, and never for a day before it."
        )
        rows = count("{count} row", "{count} rows", self.presenter.to_bring)
        dialog = ConfirmDialog(self, _("Bring in"), words.format(rows=rows), _("Bring in"))
        dialog.accepted.connect(self.presenter.bring_in)
        dialog.open()

    def _save_workbook(self) -> None:
        kind: ImportKind = self.kind.currentData()
        path = ask_save_xlsx(self, label(kind))
        if path is not None:
            self._write(path, template_workbook(kind, current_language()))

    def _save_template_csv(self) -> None:
        kind: ImportKind = self.kind.currentData()
        self._write_csv(template_csv(kind, current_language()), label(kind))

    def _save_faults(self) -> None:
        table = self.presenter.table
        if table is not None:
            reasons = {
                each.number: f"{each.column}: {each.reason}" if each.column else each.reason
                for each in self.presenter.report
                if each.outcome is Outcome.REFUSED
            }
            self._write_csv(mended_csv(table, reasons, _("Reason")), _("left out"))

    def _write_csv(self, words: str, name: str) -> None:
        path = ask_save_csv(self, name)
        if path is not None:
            self._write(path, words)

    def _write(self, path: Path, content: bytes | str) -> None:
        try:
            if isinstance(content, bytes):
                write_bytes(path, content)
            else:
                write_csv(path, content)
        except FileNotReadable as refused:
            self.shell.show_refusal(refused)
            return
        self.shell.toast(_("{file} lies in {folder}.").format(file=path.name, folder=path.parent))


def _written(table: Table) -> str:
    """How the file is written, as it was found out."""
    if table.encoding is Encoding.WORKBOOK:
        return "Excel"
    delimiters = {";": _("semicolon"), ",": _("comma"), "\t": _("tab"), "|": _("vertical bar")}
    encoding = "UTF-8" if table.encoding is Encoding.UTF_8 else "Windows-1252"
    return _("{encoding}, cells parted by {delimiter}").format(encoding=encoding, delimiter=delimiters[table.delimiter])


def _sums_words(sums: Sums) -> str:
    found: list[str] = []
    for amount, words in (
        (sums.monthly, _("a month {amount}")),
        (sums.deposits, _("deposits held {amount}")),
        (sums.owed, _("owed to us {amount}")),
        (sums.credit, _("to customers’ credit {amount}")),
        (sums.cost, _("bought for {amount}")),
    ):
        if amount:
            found.append(words.format(amount=shown_money(amount)))
    if sums.parts:
        found.append(
            count("{count} begins with a part of a period", "{count} begin with a part of a period", sums.parts)
        )
    if sums.out:
        found.append(count("{count} with a customer", "{count} with customers", sums.out))
    if sums.mandates:
        found.append(count("{count} mandate", "{count} mandates", sums.mandates))
    if sums.pieces:
        found.append(count("{count} piece", "{count} pieces", sums.pieces))
    return " · ".join(found)


def _report_columns() -> list[Column[ReportRow]]:
    return [
        Column("number", _("Row"), lambda one: one.number, width=64),
        Column("key", _("Number there"), lambda one: one.key, width=152, code=True),
        Column("outcome", _("Result"), lambda one: label(one.outcome), tone=lambda one: _TONES[one.outcome], width=144),
        Column("column", _("Column"), lambda one: one.column, width=144, yields=2),
        Column("cell", _("Cell"), lambda one: one.cell, width=144, yields=1),
        Column("reason", _("Reason"), lambda one: one.reason, fills=True, width=360),
    ]


def _tone(one: ReportRow) -> Tone:
    return _TONES[one.outcome]


def _run_columns() -> list[Column[ImportRunRow]]:
    right = Align.RIGHT
    return [
        Column("started", _("Started"), lambda one: one.started_at, width=152),
        Column("kind", _("Contents"), lambda one: label(one.kind), width=176),
        Column("source", _("Former system"), lambda one: one.source, width=120),
        Column("file", _("File"), lambda one: one.file_name, fills=True, width=160),
        Column("done", _("Rows"), lambda one: one.done, align=right, width=96),
        Column("made", _("New"), lambda one: one.made, align=right, width=72),
        Column("refused", _("Left out"), lambda one: one.refused, align=right, width=120, yields=1),
        Column("who", _("Who"), lambda one: one.who, width=120, yields=3),
        Column("state", _("State"), _state, tone=_state_tone, width=104),
    ]


def _state(one: ImportRunRow) -> str:
    return _("finished") if one.is_finished else _("stopped")


def _state_tone(one: ImportRunRow) -> Tone:
    return Tone.OK if one.is_finished else Tone.WARN
