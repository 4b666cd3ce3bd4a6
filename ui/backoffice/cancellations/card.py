"""On the pages of a contract and of a customer: what was declared to end it, with what became of each."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from domain.ids import ContractId, CustomerId
from domain.views.declarations import DeclarationRow
from ui.backoffice.asking import Asker
from ui.backoffice.cancellations.list import TONES, age_words
from ui.backoffice.parts import link
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_instant
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import clear, column, row, text
from ui.widgets.card import Card

MOST = 5


class DeclarationsCard(Card):
    """Hidden while nothing was declared. Asks for what it shows itself, each time its page is shown."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Cancellations"), parent=parent)
        self._desk, self._shell = desk, shell
        self._asker = Asker(shell, self)
        self._list = column(gap=8)
        self.body.addLayout(self._list)
        self.rows: tuple[DeclarationRow, ...] = ()
        self.hide()

    def show_contract(self, contract_id: ContractId) -> None:
        self._ask(partial(self._desk.office.declarations.of_contract, contract_id))

    def show_customer(self, customer_id: CustomerId) -> None:
        self._ask(partial(self._desk.office.declarations.of_customer, customer_id))

    def _ask(self, ask: Callable[[], Sequence[DeclarationRow]]) -> None:
        self._asker.ask(ask, self._show)

    def _show(self, rows: Sequence[DeclarationRow]) -> None:
        self.rows = tuple(rows)
        clear(self._list)
        for one in rows[:MOST]:
            self._list.addWidget(self._entry(one))
        self.setVisible(bool(rows))

    def _entry(self, one: DeclarationRow) -> QWidget:
        made = QWidget()
        number = link(one.number, partial(self._shell.open, "declaration", one.number))
        state = text(label(one.stage), "small", TONES.get(one.stage, Tone.NEUTRAL))
        about = [label(one.channel), shown_instant(one.received_at), "" if one.kind is None else label(one.kind)]
        if one.age:
            about.append(_("waiting: {age}").format(age=age_words(one)))
        words = " · ".join(part for part in about if part)
        made.setLayout(column(row(number, None, state), text(words, "small", wrap=True), gap=2))
        return made
