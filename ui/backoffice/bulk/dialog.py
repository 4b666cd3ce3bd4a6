"""The way of a deed for many: fill in, look at what it does to each, agree, watch it, try again what failed."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QSizePolicy, QWidget

from ui.backoffice.bulk.deed import BulkDeed, Line, State, Tally, done, planned, tally
from ui.desk import Desk
from ui.language import N_, _, count, shown_money
from ui.shell.port import Shell
from ui.theme import Tone, theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.forms import Form
from ui.widgets.table import Align, Column, DataTable

AT_ONCE: Final = 10
"""Rows between two looks at whether to stop; meanwhile other pages get their answers in between."""
_REASONS: Final = 4
WORDS: Final = {
    State.READY: N_("will be done"),
    State.REFUSED: N_("not possible"),
    State.DONE: N_("done"),
    State.WAITS: N_("kept, will be sent"),
    State.UNKNOWN: N_("no answer"),
}
_TONES: Final = {
    State.READY: Tone.ACCENT,
    State.REFUSED: Tone.WARN,
    State.DONE: Tone.OK,
    State.WAITS: Tone.ACCENT,
    State.UNKNOWN: Tone.BAD,
}


class BulkDialog(QDialog):
    """Plans at once where there is nothing to fill in. Closing it stops what has not begun."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget, deed: BulkDeed[Any], rows: Sequence[Any]) -> None:
        super().__init__(parent)
        self._desk, self._shell, self._deed, self._rows = desk, shell, deed, tuple(rows)
        self.lines: list[Line[Any]] = []
        self.is_working = self.has_begun = False
        self._values: Mapping[str, Any] = {}
        name = deed.words.removesuffix(" …")
        self.setWindowTitle(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(theme().px(920), theme().px(640))
        self.form: Form = deed.form() if deed.form is not None else Form()
        self.form.setVisible(deed.form is not None)
        self.form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.summary, self.reasons = text("", "strong", wrap=True), text("", "muted", wrap=True)
        self.reasons.hide()
        nothing = EmptyState("eye-outline", _("Not looked at yet"), _("Look first at what it does to each of them."))
        self.table: DataTable[Line[Any]] = DataTable(_columns(), nothing, name=deed.words)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.look = button(_("Preview"), self.preview, kind="primary", sign="eye-outline")
        self.go = button(deed.deed, self.carry_out, kind="danger" if deed.danger else "primary", sign="check-all")
        self.again = button(_("Try again"), self.try_again, sign="refresh")
        self.stop = button(_("Stop"), self.halt, sign="stop")
        self.close_it = button(_("Cancel"), self.reject)
        title = f"{name} · {count('{count} row', '{count} rows', len(self._rows))}"
        layout = column(
            text(title, "title", wrap=True), text(deed.detail, "muted", wrap=True), self.form, gap=12, margin=24
        )
        layout.addWidget(self.summary)
        layout.addWidget(self.reasons)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.bar)
        layout.addLayout(row(None, self.stop, self.again, self.close_it, self.look, self.go, gap=12))
        self.setLayout(layout)
        self._settle()
        if deed.form is None:
            self.preview()

    def preview(self) -> None:
        """With what the form says now; nothing is changed."""
        values = self.form.read() if self._deed.form is not None else {}
        if values is None or self.is_working:
            return
        self._values = values
        self.lines = []
        todo = list(self._rows)
        self._work(todo, lambda each: planned(self._desk, self._deed, each, values), self.lines.append)

    def carry_out(self) -> None:
        """What is ready; what a rule is against is left out."""
        if self.is_working or not self._count(State.READY):
            return
        self.has_begun = True
        self.form.hide()
        self._give(State.READY)

    def try_again(self) -> None:
        """What got no answer is told again under the same id; what was refused is looked at anew first."""
        if self.is_working:
            return
        refused = [n for n, each in enumerate(self.lines) if each.state is State.REFUSED]
        if self._count(State.UNKNOWN):
            self._give(State.UNKNOWN)
            return
        rows = [self.lines[n].row for n in refused]
        places = iter(refused)

        def put(line: Line[Any]) -> None:
            self.lines[next(places)] = line

        self._work(rows, lambda each: planned(self._desk, self._deed, each, self._values), put)

    def halt(self) -> None:
        """What is done stays done; the rest waits here."""
        self.is_working = False
        self._settle()

    def reject(self) -> None:
        self.is_working = False
        self._tell()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.is_working = False
        super().closeEvent(event)

    def _give(self, state: State) -> None:
        places = [n for n, each in enumerate(self.lines) if each.state is state]
        todo = [self.lines[n] for n in places]
        left = iter(places)

        def put(line: Line[Any]) -> None:
            self.lines[next(left)] = line

        self._work(todo, partial(done, self._desk), put)

    def _work(self, todo: list[Any], step: Callable[[Any], Line[Any]], put: Callable[[Line[Any]], None]) -> None:
        self.is_working = True
        self.bar.setRange(0, len(todo))
        self.bar.setValue(0)
        self._settle()
        self._next(todo, 0, step, put)

    def _next(
        self, todo: list[Any], at: int, step: Callable[[Any], Line[Any]], put: Callable[[Line[Any]], None]
    ) -> None:
        """A few at a time, so that it can be stopped and the rest of the window goes on."""
        if not self.is_working or at >= len(todo):
            self.is_working = False
            self._tell()
            self._settle()
            return
        part = todo[at : at + AT_ONCE]

        def came(lines: list[Line[Any]]) -> None:
            for each in lines:
                put(each)
            self.bar.setValue(at + len(part))
            self._settle()
            self._next(todo, at + len(part), step, put)

        self._shell.services.background.run(lambda: [step(each) for each in part], came, self._failed, self)

    def _failed(self, error: Exception) -> None:
        self.is_working = False
        self._tell()
        self._settle()
        self._shell.show_refusal(error)

    def _tell(self) -> None:
        """Other pages hear of it once, not after every row."""
        touched = {topic for each in self.lines for topic in each.touched}
        if touched and self.has_begun:
            self._shell.services.changes.touch(touched)

    def _count(self, *states: State) -> int:
        return tally(self.lines).of(*states)

    def _settle(self) -> None:
        found = tally(self.lines)
        self.table.set_rows(self.lines)
        self.summary.setText(self._summary(found))
        reasons = [f"{n} × {why}" for why, n in found.reasons[:_REASONS]]
        self.reasons.setText("\n".join(reasons))
        self.reasons.setVisible(bool(reasons))
        ready, open_ends = found.of(State.READY), found.of(State.UNKNOWN, State.REFUSED)
        is_looked_at = bool(self.lines) and not self.is_working
        self.bar.setVisible(self.is_working)
        self.stop.setVisible(self.is_working)
        self.look.setVisible(not self.has_begun and self._deed.form is not None)
        self.look.setEnabled(not self.is_working)
        self.go.setVisible(not self.has_begun or ready > 0)
        self.go.setEnabled(is_looked_at and ready > 0)
        self.go.setText(f"{self._deed.deed} ({ready})" if ready else self._deed.deed)
        self.again.setVisible(self.has_begun and not self.is_working and open_ends > 0)
        self.again.setText(_("Try again ({count})").format(count=open_ends))
        self.close_it.setText(_("Close") if self.has_begun else _("Cancel"))

    def _summary(self, found: Tally) -> str:
        if not self.lines:
            return ""
        parts = [f"{found.of(state)} {_(words)}" for state, words in WORDS.items() if found.of(state)]
        sums = " + ".join(shown_money(each) for each in found.sums.values() if each.minor)
        words = ", ".join(parts)
        return _("{rows}. Together {sum}.").format(rows=words, sum=sums) if sums else f"{words}."


def _columns() -> list[Column[Line[Any]]]:
    return [
        Column("number", _("Number"), lambda one: one.number, code=True, width=136),
        Column("name", _("Name"), lambda one: one.name, width=144),
        Column("state", _("State"), lambda one: one.state, show=lambda state: _(WORDS[state]), tone=_tone, width=136),
        Column("what", _("What changes"), lambda one: one.why or one.words, width=320, fills=True),
        Column("money", _("Amount"), lambda one: one.money, align=Align.RIGHT, width=104, yields=1),
    ]


def _tone(one: Line[Any]) -> Tone:
    return _TONES[one.state]
