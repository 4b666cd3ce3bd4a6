"""The chosen stuck thing: what happened, its ways out by number, who looks after it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from domain.application import Command, Event
from domain.clock import today
from domain.matters.assign_matter import AssignMatter
from domain.matters.model import SETTLED_BY_HAND
from domain.matters.wake_matter import WakeMatter
from domain.views.matters import Colleague, MatterRow, MatterWord
from ui.backoffice.asking import Asker, give
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.inbox.forms import assign_dialog, note_dialog, settle_dialog, snooze_dialog
from ui.backoffice.inbox.outcomes import Outcome, Outcomes
from ui.backoffice.inbox.words import sentence, target
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date, shown_instant
from ui.shell.port import Shell
from ui.widgets.base import clear, column, row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card

_TOLD: Final = 3
"""What was said before, the newest first."""


class MatterPanel(Card):
    """`show_matter` with the chosen one; None: none is."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(margin=16)
        self._desk, self._shell = desk, shell
        self._asker = Asker(shell, self)
        self.outcomes = Outcomes(desk, shell, self)
        self.row: MatterRow | None = None
        self.ways: tuple[Outcome, ...] = ()
        self.buttons: list[QPushButton] = []
        self.dialog: QDialog | None = None
        self.what = text("", "strong", wrap=True)
        self.said = text("", "muted", wrap=True)
        self._ways = row(gap=8)
        self.open = button(_("Open"), self.open_page, sign="open-in-app")
        self.open.setToolTip(_("The page of the thing (Enter)"))
        self.give = self._small(_("Give to …"), self.assign, "account-arrow-right-outline", _("Who looks after it (A)"))
        self.later = self._small(_("Put off …"), self.snooze, "clock-outline", _("Show it again on a day (S)"))
        self.note = self._small(_("Note …"), self.write_note, "note-edit-outline", _("Say something about it (N)"))
        self.wake = self._small(
            _("Take up again"), self.wake_it, "clock-remove-outline", _("Shown with the others again")
        )
        self.settle = self._small(_("Done with it …"), self.settle_it, "check-bold", _("Nothing is left to do (D)"))
        about = row(None, self.settle, self.wake, self.give, self.later, self.note, self.open, gap=8)
        inner = QWidget()
        inner.setLayout(column(self.what, self.said, Bend(self._ways, about), gap=8))
        self.add(inner)
        self.show_matter(None)

    def _small(self, words: str, act: Callable[[], None], sign: str, tip: str) -> QPushButton:
        made = button(words, act, sign=sign)
        made.setToolTip(tip)
        return made

    def show_matter(self, chosen: MatterRow | None) -> None:
        self.row = chosen
        self.ways = () if chosen is None else self.outcomes.of(chosen)
        self.what.setText(_("Choose a line to see what can be done.") if chosen is None else sentence(chosen))
        self._fill_ways()
        is_resting = chosen is not None and chosen.until is not None
        for each in (self.open, self.give, self.note):
            each.setEnabled(chosen is not None)
        self.later.setVisible(not is_resting)
        self.later.setEnabled(chosen is not None)
        self.wake.setVisible(is_resting)
        self.settle.setVisible(chosen is not None and chosen.kind in SETTLED_BY_HAND)
        self._asker.forget()
        self.said.setText(_rest_words(chosen))
        self.said.setVisible(bool(self.said.text()))
        if chosen is not None and (chosen.person_id or chosen.note or chosen.until):
            self._asker.ask(partial(self._desk.office.matters.words, chosen.ref), self._show_words)

    def take(self, number: int) -> bool:
        """The outcome of that number, from 1; False: there is none."""
        if not 1 <= number <= len(self.ways):
            return False
        self.ways[number - 1].act()
        return True

    def open_page(self) -> None:
        if self.row is not None:
            self._shell.open(*target(self.row))

    def assign(self) -> None:
        row = self.row
        if row is not None:
            self._asker.ask(self._desk.office.matters.colleagues, partial(self._ask_whom, row))

    def snooze(self) -> None:
        row = self.row
        if row is None or row.until is not None:
            return
        dialog = snooze_dialog(self._desk, self._shell, self, row, today(self._desk.clock))
        self._ask(dialog, _("Put off."), WakeMatter(row.kind, row.id))

    def write_note(self) -> None:
        if self.row is not None:
            self._ask(note_dialog(self._desk, self._shell, self, self.row), _("Noted."), None)

    def settle_it(self) -> None:
        row = self.row
        if row is not None and row.kind in SETTLED_BY_HAND:
            dialog = settle_dialog(self._desk, self._shell, self, row)
            self._ask(dialog, _("It is off the list."), WakeMatter(row.kind, row.id))

    def wake_it(self) -> None:
        if self.row is not None:
            self._give(WakeMatter(self.row.kind, self.row.id), _("It is shown again."))

    def _ask_whom(self, row: MatterRow, colleagues: Sequence[Colleague]) -> None:
        dialog = assign_dialog(self._desk, self._shell, self, row, colleagues)
        self._ask(dialog, _("Given."), AssignMatter(row.kind, row.id, row.person_id))

    def _ask(self, dialog: DeedDialog, told: str, back: Command | None) -> None:
        """`back` takes it back."""
        undo = None if back is None else partial(self._give, back, _("Taken back."))
        dialog.done_with = lambda _event: self._shell.toast(told, undo)
        self.dialog = dialog
        dialog.open()

    def _give(self, command: Command, told: str) -> None:
        def done(_event: Event) -> None:
            self._shell.toast(told)

        give(self._shell, self._desk, command, done, self._shell.show_refusal, owner=self)

    def _fill_ways(self) -> None:
        clear(self._ways)
        self.buttons = []
        for number, each in enumerate(self.ways, 1):
            made = button(f"{number}  {each.words}", each.act, kind="primary" if number == 1 else "", sign=each.sign)
            made.setObjectName(each.key)
            made.setToolTip(_("Key {number}").format(number=number))
            self._ways.addWidget(made)
            self.buttons.append(made)
        self._ways.addStretch(1)

    def _show_words(self, words: Sequence[MatterWord]) -> None:
        lines = [_rest_words(self.row), *(_line(each) for each in words[:_TOLD])]
        self.said.setText("\n".join(filter(None, lines)))
        self.said.setVisible(bool(self.said.text()))


def _rest_words(row: MatterRow | None) -> str:
    if row is None or row.until is None:
        return ""
    return _("Rests until {day}.").format(day=shown_date(row.until))


def _line(word: MatterWord) -> str:
    """So: "23 Nov 2026, 11:02 · Ada Brandt: put off until 30 Nov 2026, waits for the bank"."""
    what = [label(word.step), word.whom or ("" if word.until is None else shown_date(word.until))]
    said = ", ".join(filter(None, (" ".join(filter(None, what)), word.words)))
    return f"{shown_instant(word.at)} · {word.who}: {said}"
