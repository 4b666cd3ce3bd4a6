"""One payment by card from the first key to the answer: asked on another thread, told on the GUI's."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from domain.errors import AppError
from domain.money import Money
from domain.till.terminal import CardAnswer, CardOutcome, CardTerminal
from ui.pos.paying.paying import is_ours
from ui.shell.port import Shell


class CardPayment(QObject):
    """`pay` begins; `shown` tells what the terminal shows, then exactly one of `ended` and `failed` comes.

    After an answer that was lost (UNKNOWN) `look_up` asks the terminal for its last payment: it ends with PAID or
    ABORTED, or fails, and may be asked again. Nothing else is charged before.
    """

    shown = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, shell: Shell, terminal: CardTerminal, parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._terminal = shell, terminal
        self._amount: Money | None = None
        self._before: CardAnswer | None = None
        self.is_running = False

    def pay(self, amount: Money) -> None:
        self._amount = amount
        self._run(partial(self._paid, amount))

    def abort(self) -> None:
        """Asks the terminal to end it; the answer says whether it did."""
        self._shell.services.background.run_other(
            self._terminal.abort, lambda _none: None, self._not_aborted, owner=self
        )

    def look_up(self) -> None:
        """Whether the payment whose answer was lost was made."""
        self._run(self._found)

    def take_back(self, receipt: str, amount: Money) -> None:
        """The whole payment of this receipt; PAID: it was taken back."""
        self._run(lambda: self._terminal.take_back(receipt, amount, self.shown.emit))

    def _paid(self, amount: Money) -> CardAnswer:
        self._before = self._terminal.last()
        return self._terminal.pay(amount, self.shown.emit)

    def _found(self) -> CardAnswer:
        found, amount = self._terminal.last(), self._amount
        if found is not None and amount is not None and is_ours(found, self._before, amount):
            return found
        return CardAnswer(CardOutcome.ABORTED, amount)

    def _run(self, work: Callable[[], CardAnswer]) -> None:
        self.is_running = True
        self._shell.services.background.run_other(work, self._on_done, self._on_failed, owner=self)

    def _on_done(self, answer: CardAnswer) -> None:
        self.is_running = False
        self.ended.emit(answer)

    def _on_failed(self, error: Exception) -> None:
        self.is_running = False
        if not isinstance(error, AppError):
            self._shell.show_refusal(error)
        self.failed.emit(error)

    def _not_aborted(self, error: Exception) -> None:
        """The payment itself tells how it ended."""
        if not isinstance(error, AppError):
            self._shell.show_refusal(error)
