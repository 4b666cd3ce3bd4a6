"""Decides what the page of imports does: a file, its columns, the trial, the load, and what became of each row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from domain.application import Answer
from domain.clock import today
from domain.errors import AppError, Unavailable
from domain.imports.columns import guessed, missing
from domain.imports.model import ImportKind, ImportRunId, Keyed, Origin, Outcome, RowsImported
from domain.imports.reading import Read, read
from domain.imports.save_import_template import SaveImportTemplate
from domain.imports.start_import import StartImport
from domain.imports.table import Line, Table
from domain.imports.trial import Sums, Trial, Tried, batches, command_for, tried_rows
from domain.views.imports import ImportRunRow
from ui.backoffice.asking import Asker, give
from ui.desk import Desk
from ui.import_words import COLUMNS as COLUMN_WORDS
from ui.language import _, count
from ui.owner.imports.files import read_file
from ui.shell.port import Shell
from ui.texts import refusal


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of the report. `cell` is what stands there, `column` its name as shown; "" for the row as a whole."""

    number: int
    key: str
    outcome: Outcome
    column: str = ""
    cell: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """`done` of `of` batches; `is_trial` False: the rows are brought in. `is_stopped`: a person stopped it."""

    done: int = 0
    of: int = 0
    is_trial: bool = True
    is_running: bool = False
    is_stopped: bool = False
    is_finished: bool = False


class ImportView(Protocol):
    def show_file(self, table: Table | None, name: str) -> None: ...

    def show_mapping(self, mapping: Mapping[str, str], lacking: Sequence[str]) -> None: ...

    def show_state(self, state: State) -> None: ...

    def show_report(self, rows: Sequence[ReportRow], sums: Sums) -> None: ...

    def show_runs(self, rows: Sequence[ImportRunRow]) -> None: ...

    def show_templates(self, templates: Mapping[str, Mapping[str, str]]) -> None: ...


class ImportPresenter:
    def __init__(self, shell: Shell, desk: Desk, view: ImportView, askers: tuple[Asker, Asker]) -> None:
        self._shell, self._desk, self._view = shell, desk, view
        self._runs, self._templates = askers
        self.kind, self.source = ImportKind.PRODUCTS, ""
        self.table: Table | None = None
        self.file_name = ""
        self.mapping: dict[str, str] = {}
        self.state = State()
        self.report: list[ReportRow] = []
        self._sums = Sums()
        self._read: Read | None = None
        self._waiting: list[tuple[Keyed, ...]] = []
        self._run: Origin | None = None
        self._turn = 0
        self._lines: dict[int, Line] = {}
        self._reasons: dict[int, str] = {}

    def load(self) -> None:
        imports = self._desk.office.imports
        self._runs.ask(imports.runs, self._view.show_runs)
        self._templates.ask(partial(imports.templates, self.kind), self._view.show_templates)

    def choose_kind(self, kind: ImportKind) -> None:
        """What was read before is of another kind."""
        self.kind = kind
        self._forget()
        if self.table is not None:
            self.mapping = guessed(kind, self.table.headings)
        self._show_mapping()
        self.load()

    def open_file(self, path: Path) -> None:
        def done(table: Table) -> None:
            self.table, self.file_name = table, path.name
            self._lines = {line.number: line for line in table.lines}
            self._forget()
            self.mapping = guessed(self.kind, table.headings)
            self._view.show_file(table, path.name)
            self._show_mapping()

        self._shell.services.background.run_other(lambda: read_file(path), done, self._shell.show_refusal)

    def map_column(self, column: str, heading: str) -> None:
        """`heading` "": the file has no such column."""
        self.mapping.pop(column, None)
        if heading:
            self.mapping = {key: one for key, one in self.mapping.items() if one != heading} | {column: heading}
        self._forget()
        self._show_mapping()

    def use_template(self, mapping: Mapping[str, str]) -> None:
        if self.table is not None:
            self.mapping = {key: heading for key, heading in mapping.items() if heading in self.table.headings}
            self._forget()
            self._show_mapping()

    def save_template(self, name: str) -> None:
        command = SaveImportTemplate(name, self.kind, tuple(sorted(self.mapping.items())))

        def saved(_event: object) -> None:
            self._shell.toast(_("Saved."))
            self.load()

        give(self._shell, self._desk, command, saved, self._shell.show_refusal)

    @property
    def lacking(self) -> tuple[str, ...]:
        return missing(self.kind, self.mapping)

    @property
    def can_try(self) -> bool:
        return self.table is not None and not self.lacking and not self.state.is_running and bool(self.source.strip())

    @property
    def to_bring(self) -> int:
        """Rows that the load would make or change."""
        return sum(each.outcome in (Outcome.MADE, Outcome.CHANGED) for each in self.report)

    @property
    def can_bring(self) -> bool:
        return self.state.is_finished and self.state.is_trial and self.to_bring > 0

    def try_it(self) -> None:
        """Reads the rows and judges them, a batch after the other: other pages are answered in between."""
        table = self.table
        if table is None or not self.can_try:
            return
        self._forget()
        self.state = State(is_running=True)
        self._view.show_state(self.state)
        kind, mapping, turn = self.kind, dict(self.mapping), self._turn

        def done(found: Read) -> None:
            if turn != self._turn:
                return
            self._read = found
            self.report = [
                self._row(each.number, each.key, each.outcome, each.refusal, each.column) for each in found.faults
            ]
            self._begin(found, is_trial=True)

        self._shell.services.background.run_other(lambda: read(kind, table, mapping), done, self._failed)

    def bring_in(self) -> None:
        """Confirmed: everything that the trial showed."""
        table, found = self.table, self._read
        if table is None or found is None or not self.can_bring:
            return
        run = Origin(ImportRunId(uuid4()), " ".join(self.source.split()))
        command = StartImport(run.run_id, self.kind, run.source, self.file_name, table.digest, len(found.rows))
        self.state = State(is_running=True, is_trial=False)
        self._view.show_state(self.state)

        def started(_event: object) -> None:
            self._run = run
            faults = {each.number for each in found.faults}
            self._reasons = {each.number: each.reason for each in self.report if each.reason}
            self.report = [each for each in self.report if each.number in faults]
            self._begin(found, is_trial=False)

        give(self._shell, self._desk, command, started, self._failed)

    def stop(self) -> None:
        """After the batch that is under way; what is done stays."""
        self.state = replace(self.state, is_stopped=True)

    def go_on(self) -> None:
        if self.state.is_stopped:
            self.state = replace(self.state, is_stopped=False, is_running=True)
            self._next()

    def _begin(self, found: Read, *, is_trial: bool) -> None:
        self._waiting = list(batches(self.kind, found.rows))
        self._sums = Sums()
        self.state = State(0, len(self._waiting), is_trial=is_trial, is_running=True)
        self._next()

    def _next(self) -> None:
        if self.state.is_stopped:
            self.state = replace(self.state, is_running=False)
            self._show()
            return
        if not self._waiting:
            self.state = replace(self.state, is_running=False, is_finished=True)
            if not self.state.is_trial:
                self._shell.toast(count("{count} row came in.", "{count} rows came in.", self.to_bring))
            self._show()
            self.load()
            return
        self._view.show_state(self.state)
        batch, turn = self._waiting[0], self._turn
        run = self._shell.services.background.run
        if self.state.is_trial:
            run(partial(self._try, batch), partial(self._tried, batch, turn), self._failed)
        else:
            run(partial(self._bring, batch), partial(self._brought, batch, turn), self._failed)

    def _try(self, batch: Sequence[Keyed]) -> Tried:
        """On the database thread."""
        imports = self._desk.office.imports
        source = " ".join(self.source.split())
        return tried_rows(self.kind, batch, Trial(source, imports.shelf, imports.pays(), today(self._desk.clock)))

    def _tried(self, batch: Sequence[Keyed], turn: int, found: Tried) -> None:
        if turn != self._turn:
            return
        for each in found.verdicts:
            self.report.append(self._row(each.number, each.key, each.outcome, each.refusal, each.column))
        self._sums += found.sums
        self._advance()

    def _bring(self, batch: Sequence[Keyed]) -> list[Answer]:
        """On the database thread. Where the batch as a whole is refused, each of its rows stands for itself."""
        if self._run is None:
            raise RuntimeError("no run has been started")
        try:
            return [self._desk.run(command_for(self.kind, batch, self._run))]
        except Unavailable:
            raise
        except AppError:
            if len(batch) == 1:
                raise
        return [answer for row in batch for answer in self._bring_one(row)]

    def _bring_one(self, row: Keyed) -> list[Answer]:
        try:
            return self._bring([row])
        except Unavailable:
            raise
        except AppError as refused:
            self.report.append(self._row(row.number, row.key, Outcome.REFUSED, refused, ""))
            return []

    def _brought(self, batch: Sequence[Keyed], turn: int, answers: Sequence[Answer]) -> None:
        if turn != self._turn:
            return
        keys = {row.number: row.key for row in batch}
        for answer in answers:
            event = answer.event
            if isinstance(event, RowsImported):
                self._shell.services.changes.touch(event.touched())
                for one in event.results:
                    self.report.append(
                        self._row(one.number, keys[one.number], one.outcome, None, one.column, code=one.code)
                    )
        self._advance()

    def _advance(self) -> None:
        self._waiting.pop(0)
        self.state = replace(self.state, done=self.state.done + 1)
        self._next()

    def _show(self) -> None:
        self.report.sort(key=lambda each: each.number)
        self._view.show_report(self.report, self._sums)
        self._view.show_state(self.state)

    def _failed(self, error: Exception) -> None:
        """What waits stays: it can go on from here."""
        self.state = replace(self.state, is_running=False, is_stopped=bool(self._waiting))
        self._show()
        self._shell.show_refusal(error)

    def _forget(self) -> None:
        self._turn += 1
        self._read, self._run, self._waiting, self.report = None, None, [], []
        self._sums, self.state = Sums(), State()
        self._view.show_report((), self._sums)
        self._view.show_state(self.state)

    def _show_mapping(self) -> None:
        self._view.show_mapping(self.mapping, self.lacking)

    def _row(
        self, number: int, key: str, outcome: Outcome, refused: AppError | None, column: str, *, code: str = ""
    ) -> ReportRow:
        reason = refusal(refused) if refused is not None else self._reasons.get(number, "") if code else ""
        if code and not reason:
            reason = _("Something changed since the trial. Try the file once more.")
        shown = _(COLUMN_WORDS[column]) if column in COLUMN_WORDS else ""
        return ReportRow(number, key, outcome, shown, self._cell(number, column), reason)

    def _cell(self, number: int, column: str) -> str:
        heading = self.mapping.get(column)
        if self.table is None or heading is None or number not in self._lines:
            return ""
        return self._lines[number].cells[self.table.headings.index(heading)]
