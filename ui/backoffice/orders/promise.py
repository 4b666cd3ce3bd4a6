"""From when on the goods of an order are there, and the reason where more is promised than is free."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from domain.availability.model import OrderPromise
from domain.catalog.model import ProductKind
from domain.clock import today
from domain.ids import VariantId
from domain.views.availability import Earliest
from ui.backoffice.asking import Asker
from ui.backoffice.orders.draft import OrderDraft
from ui.desk import Desk
from ui.language import _, shown_date
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column, styled, text
from ui.widgets.forms import ChoiceField, DateField, TextField

LONGEST_WHY = 200


class PromisedDay(QWidget):
    """The earliest day, asked again with each change of the order, or another one that the customer wants. Where so
    many are not free then, a reason is asked for.

    `found` is told the earliest day, so that the first day of the contract can follow it.
    """

    def __init__(self, desk: Desk, shell: Shell, found: Callable[[date], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._asker, self._found = desk, Asker(shell, self), found
        self._earliest: Earliest | None = None
        self._wanted: list[tuple[VariantId, int]] = []
        now = today(desk.clock)
        self.words = text("", wrap=True)
        self.choice = ChoiceField(_("Promised for"), [(False, _("the earliest day")), (True, _("a day of our choice"))])
        self.day = DateField(_("There on"), now, earliest=now)
        hint = _("More is promised than is free then. A task reminds of it.")
        self.because = TextField(_("Why it is promised all the same"), longest=LONGEST_WHY, hint=hint)
        self.choice.changed.connect(self._on_choice)
        self.day.changed.connect(self._ask)
        self.setLayout(column(self.words, self.choice, self.day, self.because, gap=8))
        self.day.hide()
        self.because.hide()
        self.hide()

    def show_draft(self, draft: OrderDraft) -> None:
        wanted = [
            (line.variant.id, line.quantity)
            for line in draft.lines
            if line.variant.kind is ProductKind.GOODS and 1 <= line.quantity <= 999
        ]
        if wanted == self._wanted and wanted:
            return
        self._wanted, self._earliest = wanted, None
        self._asker.forget()
        if wanted:
            self._ask()
        else:
            self.hide()

    def promise(self, wanted_on: date | None = None) -> OrderPromise | None:
        """The day that the customer is told, not before `wanted_on`; None: nothing has to be there, or the house
        promises the first day there is. Raises WrongEntry.
        """
        if not self._wanted:
            return None
        if self.choice.value():
            day = max(self.day.value(), wanted_on or self.day.value())
            return OrderPromise(day, self.because.value() if self.because.isVisibleTo(self) else "")
        known = None if self._earliest is None else self._earliest.day
        return None if known is None else OrderPromise(max(known, wanted_on or known))

    def start_again(self) -> None:
        self._wanted = []
        self.choice.set_value(False)
        self.day.set_value(today(self._desk.clock))
        self.because.set_value("")

    def look_again(self) -> None:
        """Somebody else may have taken some meanwhile."""
        if self._wanted:
            self._ask()

    def _on_choice(self) -> None:
        is_own = self.choice.value()
        if is_own and self._earliest is not None and self._earliest.day is not None:
            self.day.set_value(self._earliest.day)
        self.day.setVisible(is_own)
        self._ask()

    def _ask(self) -> None:
        if not self._wanted:
            return
        on = self.day.value() if self.choice.value() else None
        self._asker.ask(partial(self._desk.office.availability.earliest, self._wanted, on), partial(self._show, on))

    def _show(self, on: date | None, earliest: Earliest) -> None:
        self._earliest = earliest
        is_short = on is not None and bool(earliest.missing)
        words, tone = self._of_day(on, earliest) if on is not None else self._of_earliest(earliest)
        self.words.setText(words)
        styled(self.words, tone=tone.value)
        self.because.setVisible(is_short and earliest.may_overbook)
        self.show()

    def _of_earliest(self, earliest: Earliest) -> tuple[str, Tone]:
        missing = things(earliest.missing)
        if earliest.day is None:
            words = _("No day is in sight; missing: {things}").format(things=missing)
            later = _("The order is taken without a day; the customer hears it as soon as it is known.")
            never = _("Such orders are not taken: promise a day of your choice, or use the waiting list.")
            return f"{words}. {later if earliest.backorders else never}", Tone.BAD
        if earliest.day > today(self._desk.clock):
            self._found(earliest.day)
            words = _("All of it is there from {day} on; today is missing: {things}")
            return words.format(day=shown_date(earliest.day), things=missing), Tone.WARN
        return _("All of it is there today."), Tone.OK

    def _of_day(self, on: date, earliest: Earliest) -> tuple[str, Tone]:
        if not earliest.missing:
            self._found(on)
            return _("All of it is there on {day}.").format(day=shown_date(on)), Tone.OK
        words = _("On {day} is missing: {things}.").format(day=shown_date(on), things=things(earliest.missing))
        first = _("not in sight") if earliest.day is None else shown_date(earliest.day)
        parts = [words, _("The first day with all of it: {day}.").format(day=first)]
        if not earliest.may_overbook:
            parts.append(_("The owner lets your seat promise nothing beyond what is free."))
        return " ".join(parts), Tone.BAD


def things(missing: Sequence[tuple[str, int]]) -> str:
    return ", ".join(_("{count} × {thing}").format(count=count, thing=title) for title, count in missing)
