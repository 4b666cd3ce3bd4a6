"""What of a contract was swapped, is being swapped, or may be: the card on its page, with what can be done about it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from domain.application import Command, Event
from domain.contracts.model import Contract
from domain.contracts.status import OVER
from domain.errors import AppError
from domain.money import Money
from domain.swaps.call_off_swap import CallOffSwap
from domain.swaps.model import Swap, SwapRunsAlready
from domain.swaps.stages import LIVE, Stage, Step, open_steps
from domain.views.swaps import SwapPage
from ui.backoffice.asking import Asker, give
from ui.backoffice.swaps.write_off_dialog import WriteOffDialog
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date, shown_money
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import clear, column, line, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.overlays import ConfirmDialog

MOST: Final = 4
TONES: Final = {Stage.DONE: Tone.OK, Stage.CALLED_OFF: Tone.NEUTRAL, Stage.TURNING_BACK: Tone.WARN}


class SwapsCard(Card):
    """`begun` with the page: a swap is to be agreed. It asks for what it shows itself, each time the contract is shown.

    Swapping is *change*: another thing at another price. Where the same kind goes out again for a broken one, it is
    replaced, and this card has nothing to do with it.
    """

    begun = Signal(object)

    def __init__(self, desk: Desk, shell: Shell, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(_("Swap"), parent=parent)
        self._desk, self._shell, self._today = desk, shell, today
        self._asker = Asker(shell, self)
        self._page: SwapPage | None = None
        self._list = column(gap=8)
        self.swap = button(_("Swap for another …"), self._on_swap, sign="swap-vertical")
        self.swap.setToolTip(_("Another thing at its own price. A broken one is replaced instead: the price stays."))
        self.body.addLayout(self._list)
        self.add(row(self.swap, None))
        self.hide()

    def show_contract(self, contract: Contract) -> None:
        ask = partial(self._desk.office.swaps.page, contract.id, self._today())
        self._asker.ask(ask, self._show)

    def _show(self, page: SwapPage) -> None:
        self._page = page
        clear(self._list)
        for number, swap in enumerate(page.swaps[:MOST]):
            if number:
                self._list.addWidget(line())
            self._list.addWidget(self._entry(swap))
        others = [each for each in page.things if each.group and not isinstance(each.refusal, SwapRunsAlready)]
        is_open = bool(others) and page.contract.status not in OVER
        self.swap.setVisible(is_open)
        self.setVisible(bool(page.swaps) or is_open)

    def _entry(self, swap: Swap) -> QWidget:
        made, deeds = QWidget(), row(gap=8)
        prices = f"{shown_money(swap.old_price)} → {shown_money(swap.price)}"
        steps = open_steps(swap.stage)
        if Step.WRITE_OFF in steps:
            deeds.addWidget(button(_("It does not come …"), partial(self._on_write_off, swap)))
        if Step.CALL_OFF in steps:
            deeds.addWidget(button(_("Call off …"), partial(self._on_call_off, swap), kind="plain"))
        deeds.addStretch(1)
        state = text(state_words(swap), "small", TONES.get(swap.stage, Tone.ACCENT), wrap=True)
        title = text(f"{swap.old_title} → {swap.title}", "strong", wrap=True)
        box = column(title, text(prices, "muted"), state, gap=4)
        if swap.stage in LIVE:
            box.addLayout(deeds)
        made.setLayout(box)
        return made

    def _on_swap(self) -> None:
        if self._page is not None:
            self.begun.emit(self._page)

    def _on_call_off(self, swap: Swap) -> None:
        dialog = ConfirmDialog(self, _("Call off the swap"), what_calling_off_does(swap), _("Call off"))
        dialog.accepted.connect(partial(self._give, CallOffSwap(swap.id)))
        dialog.open()

    def _on_write_off(self, swap: Swap) -> None:
        def ask() -> Money | None:
            return self._desk.office.swaps.residual(swap.id)

        self._asker.ask(ask, lambda found: WriteOffDialog(swap, found, self._desk, self._shell, self).open())

    def _give(self, command: Command) -> None:
        give(self._shell, self._desk, command, self._on_done, self._on_refused, owner=self)

    def _on_done(self, _event: Event) -> None:
        self._shell.toast(_("The swap is called off; the customer is told by letter."))

    def _on_refused(self, error: Exception | AppError) -> None:
        self._shell.show_refusal(error)


def state_words(swap: Swap) -> str:
    """Where the swap is, with the day that matters."""
    words = label(swap.stage)
    if swap.stage is Stage.OLD_HERE and swap.is_lost:
        words = _("the old one is lost, the new one goes out")
    if swap.stage is Stage.NEW_OUT and swap.return_until is not None:
        return _("{state}, by {day}").format(state=words, day=shown_date(swap.return_until))
    if swap.stage is Stage.DONE and swap.priced_on is not None:
        return _("{state}, new price from {day}").format(state=words, day=shown_date(swap.priced_on))
    return f"{words} · {shown_date(swap.steps[-1].on)}"


def what_calling_off_does(swap: Swap) -> str:
    if swap.stage is Stage.NEW_OUT:
        return _(
            "The customer keeps {old} and is asked to send {new} back. The days with both cost the dearer price."
        ).format(old=swap.old_title, new=swap.title)
    if swap.stage is Stage.OLD_HERE:
        return _("{new} is not sent; one like {old} goes out in its place, at the old price.").format(
            old=swap.old_title, new=swap.title
        )
    return _("Nothing moved yet: the customer keeps {old}, and nothing is charged.").format(old=swap.old_title)
