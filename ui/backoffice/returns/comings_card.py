"""What came back, is to come back, or was swapped: the card on the pages of a customer, a contract and a thing."""

from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from domain.clock import Clock, today
from domain.returns.model import Purpose
from domain.returns.stages import OVER
from domain.views.comings import ComingQuestions, Comings, ReturnOf, SwapOf, Whose
from ui.backoffice.asking import Asker
from ui.backoffice.parts import link
from ui.backoffice.returns.list import STAGE_TONES
from ui.backoffice.swaps.card import TONES
from ui.labels import label
from ui.language import _, count, shown_date
from ui.return_words import reason_words
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.badge import Badge
from ui.widgets.base import clear, column, line, row, text
from ui.widgets.card import Card

FEW: Final = 5


class ComingsCard(Card):
    """It asks for what it shows itself; hidden while there is nothing. `with_swaps` False: they stand beside it."""

    def __init__(
        self, comings: ComingQuestions, clock: Clock, shell: Shell, parent: QWidget | None = None, *, with_swaps: bool
    ) -> None:
        super().__init__(_("Returns and swaps") if with_swaps else _("Returns"), parent=parent)
        self._comings, self._clock, self._shell, self._asker = comings, clock, shell, Asker(shell, self)
        self._with_swaps, self._whose = with_swaps, Whose()
        self._list = column(gap=8)
        self.body.addLayout(self._list)
        self._page = "one_return"
        self.hide()

    def show_of(self, whose: Whose) -> None:
        if whose != self._whose:
            self.hide()
        self._whose = whose
        self._asker.ask(partial(self._comings.of, whose, today(self._clock), FEW), self._show)

    def _show(self, found: Comings) -> None:
        """The floor takes things back on a page of its own."""
        clear(self._list)
        self._page = "return" if found.swaps is None else "one_return"
        parts = [self._return(each) for each in found.returns]
        if self._with_swaps:
            parts += [self._swap(each) for each in found.swaps or ()]
        for number, part in enumerate(parts):
            if number:
                self._list.addWidget(line())
            self._list.addWidget(part)
        if found.more:
            go = link(_("All returns"), partial(self._shell.open, "returns"))
            self._list.addLayout(row(text(_("There are older ones."), "muted"), go, None))
        self.setVisible(bool(parts))

    def _return(self, found: ReturnOf) -> QWidget:
        go = link(found.number, partial(self._shell.open, self._page, found.number))
        badge = Badge(label(found.stage), STAGE_TONES.get(found.stage, Tone.NEUTRAL))
        if found.late_days:
            badge = Badge(count("{count} day overdue", "{count} days overdue", found.late_days), Tone.WARN)
        return _entry(go, badge, _about(found))

    def _swap(self, found: SwapOf) -> QWidget:
        go = link(found.contract, partial(self._shell.open, "contract", found.contract))
        words = _("{old} for {new} · {day}").format(old=found.old_title, new=found.title, day=shown_date(found.on))
        state = text(label(found.stage), "small", TONES.get(found.stage, Tone.ACCENT), wrap=True)
        return _entry(go, None, words, state)


def _about(found: ReturnOf) -> str:
    """What, why, and until when."""
    words = [", ".join(found.things), reason_words(found.reason)]
    if found.purpose is not Purpose.END:
        words.append(label(found.purpose))
    if 0 < found.received < found.wanted:
        words.append(_("{done} of {of} here").format(done=found.received, of=found.wanted))
    if found.return_until is not None and found.received < found.wanted and found.stage not in OVER:
        words.append(_("expected by {day}").format(day=shown_date(found.return_until)))
    else:
        words.append(shown_date(found.announced_on))
    return " · ".join(words)


def _entry(go: QWidget, badge: Badge | None, words: str, *below: QWidget) -> QWidget:
    made = QWidget()
    head = row(go, None, badge) if badge is not None else row(go, None)
    made.setLayout(column(head, text(words, "muted", wrap=True), *below, gap=4))
    return made
