"""What came in: transfers with whose they may be, surest proposal beside each."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from domain.banking.suggest import Sureness
from domain.views.banking import TransferQuestion, TransferRow, Which
from ui.backoffice.asking import Asker
from ui.backoffice.bank.certain import CertainDialog
from ui.backoffice.bank.words import TONES, proposal_words, reason_words, state_tone, state_words
from ui.backoffice.lists import WAIT_MS
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.theme import Tone, theme
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column, DataTable
from ui.widgets.typed import seen

MOST: Final = 200


class TransfersTab(QWidget):
    """Filters above, the table below; Enter opens a transfer."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell, self._asker = desk, shell, Asker(shell, self)
        self.dialog: CertainDialog | None = None
        self.search = QLineEdit()
        self.search.setObjectName("words")
        self.search.setPlaceholderText(_("Payer, text, IBAN or amount"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(100)
        self.search.setMaximumWidth(theme().px(360))
        self.filter = QComboBox()
        self.filter.setAccessibleName(_("Filter"))
        for which in Which:
            self.filter.addItem(label(which), which)
        self.certain = button(_("Book certain ones …"), self.ask_certain, sign="check-all", shortcut="Ctrl+B")
        nothing = EmptyState(
            "bank-check", _("No transfer waits"), _("Read in a file of the bank: what came in appears here.")
        )
        self.table: DataTable[TransferRow] = DataTable(_columns(), nothing, name=_("Transfers"))
        self.table.filter.hide()
        self.table.opened.connect(lambda chosen: shell.open("bank_transfer", str(chosen.id)))
        self.more = text(_("The first {count} are shown. Search to see others.").format(count=MOST), "muted", wrap=True)
        self.more.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.load)
        self.search.textEdited.connect(lambda _typed: self._timer.start())
        self.search.textChanged.connect(lambda typed: None if typed else self._timer.start())
        self.search.returnPressed.connect(self._on_enter)
        self.filter.activated.connect(lambda _index: self.load())
        asked = row(self.search, self.filter, None, gap=12)
        asked.setStretch(0, 100)
        layout = column(gap=16)
        layout.addWidget(Bend(asked, row(None, self.certain)))
        layout.addWidget(Card(margin=16).add(self.table, stretch=1), 1)
        layout.addWidget(self.more)
        self.setLayout(layout)
        guide_focus(self, self.search)

    def load(self) -> None:
        question = TransferQuestion(seen(self.search.text()), self.filter.currentData(), MOST + 1)
        self._asker.ask(lambda: self._desk.office.bank.transfers(question), self._show)

    def ask_certain(self) -> None:
        self.dialog = CertainDialog(self._desk, self._shell, self)
        self.dialog.load()
        self.dialog.open()

    def _show(self, rows: Sequence[TransferRow]) -> None:
        self.table.set_rows(rows[:MOST])
        self.more.setVisible(len(rows) > MOST)

    def _on_enter(self) -> None:
        self._timer.stop()
        self.load()
        self.table.view.setFocus()


def _columns() -> list[Column[TransferRow]]:
    right = Align.RIGHT
    return [
        Column("booked_on", _("Booked on"), lambda one: one.booked_on, width=104),
        Column("payer", _("Payer"), lambda one: one.payer, width=184),
        Column("amount", _("Amount"), lambda one: one.amount, align=right, width=104),
        Column(
            "left", _("Left"), lambda one: one.left if one.left != one.amount else None, align=right, width=96, yields=4
        ),
        Column("text", _("Text"), lambda one: one.text, fills=True),
        Column("proposal", _("Proposal"), _whose, width=264),
        Column("sure", _("Sure"), _sure, width=136, tone=_sure_tone, sorts_by=_order),
        Column("why", _("Because of"), lambda one: reason_words(one.best) if one.best else "", width=184, yields=2),
        Column("state", _("State"), state_words, width=136, tone=state_tone, yields=1),
        Column("iban", _("IBAN"), lambda one: one.iban, width=208, yields=6, optional=True),
        Column("note", _("Note"), lambda one: one.reason, width=160, yields=5),
    ]


def _whose(one: TransferRow) -> str:
    return proposal_words(one.best) or one.customers


def _sure(one: TransferRow) -> str:
    return label(one.best.sureness) if one.best else ""


def _sure_tone(one: TransferRow) -> Tone | None:
    return TONES[one.best.sureness] if one.best else None


def _order(one: TransferRow) -> int:
    return -int(one.best.sureness if one.best else Sureness.POSSIBLE - 1)
