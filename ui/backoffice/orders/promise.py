"""From when on the goods of an order are there, and the reason where more is promised than is free."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from domain.availability.model import OrderPromise
from domain.catalog.model import ProductKind
from domain.clock import today
from domain.views.availability import Earliest
from ui.backoffice.asking import Asker
from ui.backoffice.orders.draft import OrderDraft
from ui.desk import Desk
from ui.language import _, shown_date
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column, styled, text
from ui.widgets.forms import TextField

LONGEST_WHY = 200


class PromisedDay(QWidget):
    """The earliest day, asked again with each change of the order. Where none is in sight a reason is asked for.

    `found` is told the earliest day, so that the first day of the contract can follow it.
    """

    def __init__(self, desk: Desk, shell: Shell, found: Callable[[date], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._asker, self._found = desk, Asker(shell, self), found
        self._earliest: Earliest | None = None
        self._has_goods = False
        self.words = text("", wrap=True)
        hint = _("Nobody knows when enough will be there. A task reminds of it.")
        self.because = TextField(_("Why it is ordered all the same"), longest=LONGEST_WHY, hint=hint)
        self.setLayout(column(self.words, self.because, gap=8))
        self.because.hide()
        self.hide()

    def show_draft(self, draft: OrderDraft) -> None:
        wanted = [
            (line.variant.id, line.quantity)
            for line in draft.lines
            if line.variant.kind is ProductKind.GOODS and 1 <= line.quantity <= 999
        ]
        self._earliest, self._has_goods = None, bool(wanted)
        self._asker.forget()
        if wanted:
            self._asker.ask(partial(self._desk.office.availability.earliest, wanted), self._show)
        else:
            self.hide()

    def promise(self, wanted_on: date | None = None) -> OrderPromise | None:
        """The day that the customer is told, not before `wanted_on`; None: nothing has to be there.

        While the answer is on its way it is today, which is refused where it is not true. Raises WrongEntry.
        """
        if not self._has_goods:
            return None
        day = today(self._desk.clock)
        known = self._earliest.day if self._earliest is not None else None
        is_unknown = self._earliest is not None and known is None
        because = self.because.value() if is_unknown else ""
        return OrderPromise(max(day, known or day, wanted_on or day), because)

    def start_again(self) -> None:
        self.because.set_value("")

    def _show(self, earliest: Earliest) -> None:
        self._earliest = earliest
        day, soon = earliest.day, today(self._desk.clock)
        missing = ", ".join(
            _("{count} × {thing}").format(count=count, thing=title) for title, count in earliest.missing
        )
        if day is None:
            words, tone = _("Not in sight; missing: {things}").format(things=missing), Tone.BAD
        elif day > soon:
            words = _("All of it is there from {day} on; today is missing: {things}")
            words, tone = words.format(day=shown_date(day), things=missing), Tone.WARN
            self._found(day)
        else:
            words, tone = _("All of it is there today."), Tone.OK
        self.words.setText(words)
        styled(self.words, tone=tone.value)
        self.because.setVisible(day is None)
        self.show()
