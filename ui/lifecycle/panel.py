"""The life of one thing as a list: filtered by kind, day, person and words; as a file and on paper."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import QDate, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QSizePolicy, QWidget

from domain.clock import today
from domain.ids import PersonId
from domain.views.lifecycle import LifeKind, LifeOf, LifeRow
from domain.views.lifecycle_sheet import LifeSheet, LifeSheetRow
from ui.desk import Desk
from ui.labels import label
from ui.language import _, current_language, shown_instant
from ui.lifecycle.presenter import Filter, LifePresenter
from ui.lifecycle.words import detail, event_of, known, reason, title, where
from ui.shell.port import Shell, Target
from ui.theme import theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button, tool
from ui.widgets.files import ask_save_csv, write_csv
from ui.widgets.table.columns import Column, csv_text
from ui.widgets.timeline import Timeline
from ui.widgets.wheel import leave_wheel

HIGH: Final = 560
_WAIT_MS: Final = 220
_CHOSEN: Final = "chosen"
_LONG: Final = timedelta(days=31)


class LifePanel(QWidget):
    """`show_life(id, name)`; `name` heads the paper and names the file. Rows open their pages by themselves."""

    opened = Signal(object)

    def __init__(
        self, desk: Desk, shell: Shell, of: LifeOf, *, on_floor: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._shell, self._of, self._on_floor = desk, shell, of, on_floor
        self._name = ""
        self._wanted: UUID | None = None
        self._is_busy = self._has_more = False
        self.list = Timeline()
        self.list.setFixedHeight(theme().px(HIGH))
        self.kinds, self.days, self.people, self.words = QComboBox(), QComboBox(), QComboBox(), QLineEdit()
        self.first, self.last = QDateEdit(), QDateEdit()
        self.state = text("", "muted", wrap=True)
        self.more = button(_("Older entries"), self._on_older, sign="chevron-down")
        self.presenter = LifePresenter(shell, self, desk.floor.life, of, spoken=partial(spoken, of=of), owner=self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._use_filter)
        self._build()

    def show_life(self, thing_id: UUID, name: str) -> None:
        """Asks when it is seen."""
        self._name, self._wanted = name, thing_id
        if self.isVisible():
            self._ask_wanted()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask_wanted()

    def _ask_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.presenter.open(wanted)

    def rows(self) -> tuple[LifeRow, ...]:
        """Those that are shown, newest first."""
        return self.presenter.rows

    def csv(self, rows: Sequence[LifeRow]) -> str:
        """These rows as a file."""
        return csv_text(_columns(self._of), rows)

    def show_rows(self, rows: Sequence[LifeRow], *, has_more: bool, is_filtered: bool) -> None:
        bar = self.list.verticalScrollBar()
        at = bar.value()
        self.list.set_events([event_of(each, self._of, self._name, on_floor=self._on_floor) for each in rows])
        bar.setValue(at)
        self._has_more = has_more
        self.list.setVisible(bool(rows))
        self.list.setFixedHeight(theme().px(min(HIGH, max(len(rows), 1) * 66 + 40)))
        nothing = _("Nothing matches the filter.") if is_filtered else _("Nothing has happened yet.")
        self.state.setText("" if rows else nothing)
        self._settle()

    def show_busy(self, busy: bool) -> None:
        self._is_busy = busy
        if busy and not self.list.isVisible():
            self.state.setText(_("Loading …"))
        self._settle()

    def show_people(self, people: Sequence[tuple[PersonId, str]]) -> None:
        self.people.blockSignals(True)
        for person_id, name in people:
            self.people.addItem(name, person_id)
        self.people.blockSignals(False)

    def _build(self) -> None:
        self._fill_choices()
        for box, name in (
            (self.kinds, _("What is shown")), (self.days, _("From when")), (self.people, _("By whom")),
        ):  # fmt: skip
            leave_wheel(box)
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.setAccessibleName(name)
            box.currentIndexChanged.connect(lambda _n: self._use_filter())
        self.words.setPlaceholderText(_("Filter the history"))
        self.words.setAccessibleName(_("Filter the history"))
        self.words.setClearButtonEnabled(True)
        self.words.setMaxLength(100)
        self.words.textChanged.connect(lambda _typed: self._timer.start())
        save = tool("file-download-outline", _("Save as CSV"), self._save)
        paper = tool("printer-outline", _("Print this history"), self._print)
        choices = row(self.kinds, self.days, self.people, save, paper, gap=8)
        self._chosen_days = QWidget()
        self._chosen_days.setLayout(
            row(text(_("from"), "muted"), self.first, text(_("until"), "muted"), self.last, None)
        )
        self._chosen_days.hide()
        self.setLayout(
            column(choices, self._chosen_days, self.words, self.state, self.list, row(self.more, None), None, gap=12)
        )
        self.list.opened.connect(self._on_opened)
        self.list.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._settle()

    def _fill_choices(self) -> None:
        self.kinds.addItem(_("Everything"), None)
        for kind in LifeKind:
            self.kinds.addItem(label(kind), kind)
        for name, days in (
            (_("All days"), None),
            (_("Last 7 days"), 7),
            (_("Last 30 days"), 30),
            (_("Last year"), 365),
        ):
            self.days.addItem(name, days)
        self.days.addItem(_("Chosen days"), _CHOSEN)
        self.people.addItem(_("Everybody"), None)
        now = today(self._desk.clock)
        shape = "dd.MM.yyyy" if current_language() == "de" else "dd/MM/yyyy"
        for edit, day, name in ((self.first, now - _LONG, _("First day")), (self.last, now, _("Last day"))):
            edit.setCalendarPopup(True)
            edit.setDisplayFormat(shape)
            edit.setDate(QDate(day.year, day.month, day.day))
            edit.setAccessibleName(name)
            leave_wheel(edit)
            edit.dateChanged.connect(lambda _day: self._use_filter())

    def _chosen(self) -> Filter:
        kind, span = self.kinds.currentData(), self.days.currentData()
        first = last = None
        if span == _CHOSEN:
            first, last = sorted((_day(self.first), _day(self.last)))
        elif span is not None:
            first = today(self._desk.clock) - timedelta(days=span - 1)
        kinds = frozenset() if kind is None else frozenset({LifeKind(kind)})
        return Filter(kinds, first, last, self.people.currentData(), self.words.text().strip())

    def _use_filter(self) -> None:
        self._timer.stop()
        self._chosen_days.setVisible(self.days.currentData() == _CHOSEN)
        self.presenter.use(self._chosen())

    def _on_scrolled(self, value: int) -> None:
        bar = self.list.verticalScrollBar()
        if bar.maximum() and value >= bar.maximum() - theme().px(HIGH // 2) and not self.presenter.filter.words:
            self._on_older()

    def _on_older(self) -> None:
        self.presenter.older()

    def _on_opened(self, target: object) -> None:
        if isinstance(target, Target):
            self.opened.emit(target)
            self._shell.open(target.screen, target.argument)

    def _settle(self) -> None:
        self.more.setVisible(self._has_more)
        self.more.setEnabled(not self._is_busy)
        self.state.setVisible(bool(self.state.text()))

    def _save(self) -> None:
        path = ask_save_csv(self, _("History {number}").format(number=self._name).strip())
        if path is None:
            return

        def done(found: tuple[tuple[LifeRow, ...], bool]) -> None:
            write_csv(path, self.csv(found[0]))
            self._tell_cut(found[1], len(found[0]))

        self._all(done)

    def _print(self) -> None:
        name = _("History {number}").format(number=self._name).strip()

        def draw(found: tuple[tuple[LifeRow, ...], bool]) -> None:
            sheet = self._sheet(name, *found)
            language = current_language()
            keep = partial(self._kept, f"{name}.pdf", sheet, language)
            self._shell.services.background.run_other(keep, self._desk.folder.show, self._shell.show_refusal, self)

        self._all(draw)

    def _kept(self, file_name: str, sheet: LifeSheet, language: str) -> Path:
        return self._desk.folder.keep(file_name, self._desk.papers.life_history(sheet, language))

    def _sheet(self, name: str, rows: Sequence[LifeRow], is_cut: bool) -> LifeSheet:
        told = tuple(LifeSheetRow(each.at, title(each, self._of), detail(each), each.who, where(each)) for each in rows)
        return LifeSheet(name, today(self._desk.clock), told, is_cut)

    def _all(self, done: Callable[[tuple[tuple[LifeRow, ...], bool]], None]) -> None:
        self._shell.services.background.run(self.presenter.all_rows, done, self._shell.show_refusal, self)

    def _tell_cut(self, is_cut: bool, rows: int) -> None:
        if is_cut:
            self._shell.toast(_("Only the newest {count} entries: choose days for older ones.").format(count=rows))


def spoken(each: LifeRow, of: LifeOf) -> str:
    """All words of a row, to look for some in."""
    return " ".join((shown_instant(each.at), each.who, title(each, of), detail(each), where(each)))


def _day(edit: QDateEdit) -> date:
    found = edit.date()
    return date(found.year(), found.month(), found.day())


def _columns(of: LifeOf) -> list[Column[LifeRow]]:
    return [
        Column("at", _("When"), lambda each: shown_instant(each.at)),
        Column("kind", _("Kind"), lambda each: label(each.kind)),
        Column("what", _("What"), lambda each: title(each, of)),
        Column("values", _("Details"), known),
        Column("why", _("Reason"), reason),
        Column("amount", _("Amount"), lambda each: each.amount),
        Column("who", _("Who"), lambda each: each.who),
        Column("where", _("Where"), where),
        Column("number", _("Number"), lambda each: each.number),
    ]
