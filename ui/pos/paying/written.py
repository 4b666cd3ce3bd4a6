"""A command of a till that writes a receipt: signed by its device first, and the receipt goes to the customer."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from domain.application import Answer, Command, Event
from domain.till.model import ReceiptLine, Tendered, Till
from domain.till.sealing import sealed
from domain.till.signing import Signature
from ui.backoffice.asking import Asker
from ui.desk import Desk
from ui.language import _
from ui.pos.receipts.handing import HandOut
from ui.shell.port import Shell

Make = Callable[[Signature | None], Command]


class Written:
    """For one page or dialog. `owner`: when it is gone nothing more is told."""

    def __init__(self, desk: Desk, shell: Shell, owner: QObject) -> None:
        self._desk, self._shell, self._owner = desk, shell, owner
        self._asks = Asker(shell, owner)

    def give(
        self,
        till: Till,
        parts: tuple[Sequence[ReceiptLine], Sequence[Tendered]],
        make: Make,
        done: Callable[[Event | None], None],
        refused: Callable[[Exception], None],
    ) -> None:
        """`parts`: what the receipt says and how it is paid. `done` gets None where the command only waits here."""
        devices, run = self._desk.devices, self._shell.services.background
        device = None if devices is None else devices.signing(till.signing)

        def answered(answer: Answer) -> None:
            event = answer.event
            if event is None:
                self._shell.toast(_("Kept here; it is sent as soon as the connection is back."))
            else:
                self._shell.services.changes.touch(event.touched())
            done(event)

        def give(signed: Signature | None) -> None:
            run.run(partial(self._desk.run, make(signed)), answered, refused, self._owner)

        run.run_other(lambda: sealed(device, till, *parts), give, refused, self._owner)

    def hand_out(self, number: str) -> None:
        """Whoever pays gets a receipt, asked for or not. Source: AO 146a (2)."""
        tills = self._desk.tills
        if tills is not None:
            self._asks.ask(
                lambda: tills.receipt(number, is_copy=False),
                lambda page: HandOut(self._shell, self._desk, self._owner).receipt(page.paper),
            )
