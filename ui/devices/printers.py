"""The label printers in the device lab: how they do, and a test label; they are set up on the page of printing."""

from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from domain.labels.jobs import PrintRoom
from domain.labels.printers import PrinterState
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.badge import Badge
from ui.widgets.base import clear, column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card


class PrintersCard(Card):
    """`look` shows how they do now."""

    def __init__(self, room: PrintRoom, shell: Shell) -> None:
        super().__init__(_("Label printers"))
        self._room, self._shell = room, shell
        self._list = column(gap=12)
        self._shown: tuple[PrinterState, ...] | None = None
        self.tests: dict[str, QPushButton] = {}
        self.none = text(_("None is set up: labels are shown as pages."), "muted", wrap=True)
        set_up = button(_("Set up printers …"), partial(shell.open, "printing"), touch=True)
        self.add(self.none, self._list, row(set_up, None))
        self.look()

    def look(self) -> None:
        states = self._room.states()
        if states == self._shown:
            return
        self._shown = states
        self.none.setVisible(not states)
        clear(self._list)
        self.tests = {}
        for state in states:
            self._list.addWidget(self._line(state))

    def _line(self, state: PrinterState) -> QWidget:
        name = state.printer.name
        word, tone = (_("takes nothing"), Tone.BAD) if state.trouble else (_("ready"), Tone.OK)
        if state.is_busy:
            word, tone = _("prints"), Tone.ACCENT
        head = row(text(name, "strong"), Badge(word, tone), None, gap=12)
        words = column(head, text(label(state.printer.way), "muted", wrap=True), gap=4)
        if state.trouble:
            words.addWidget(text(state.trouble, "small", Tone.WARN, wrap=True))
        test = button(_("Test label"), partial(self._test, name), touch=True)
        test.setAccessibleName(f"{test.text()}: {name}")
        self.tests[name] = test
        line = QWidget()
        around = row(gap=16)
        around.addLayout(words, 1)
        around.addWidget(test)
        line.setLayout(around)
        line.setAccessibleName(f"{name}: {word}")
        return line

    def _test(self, name: str) -> None:
        self._shell.services.background.run_other(
            partial(self._room.test, name),
            lambda _job: self._shell.toast(_("A test label goes to {name}.").format(name=name)),
            self._shell.show_refusal,
            owner=self,
        )
