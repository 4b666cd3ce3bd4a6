"""Direct debits by files: what today's would carry, and those that were made."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from PySide6.QtWidgets import QWidget

from domain.application import Event
from domain.banking.debit_files import FileStatus
from domain.clock import today
from domain.money import Money
from domain.payments.collect_now import CollectNow
from domain.views.banking import DebitFileRow, DebitsAhead, DebitSum, LeftOut
from ui.backoffice.asking import Asker, give
from ui.backoffice.bank.words import FILE_TONES
from ui.backoffice.parts import SmallTable
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_date, shown_money
from ui.shell.port import Shell
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column, DataTable

MOST: Final = 200
_DAYS_AHEAD: Final = 14


class DebitsTab(QWidget):
    """Above what comes next, below the files; Enter opens a file."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._asker, self._ahead = Asker(shell, self), Asker(shell, self)
        self.words = text("", "muted", wrap=True)
        self.sums: SmallTable = SmallTable(
            _sums(), _("Nothing is planned."), name=_("Direct debits of the next two weeks"), most=5
        )
        self.left_out: SmallTable = SmallTable(_left_out(), "", name=_("Left out"), most=4)
        self._left_out_words = text(_("Not in the next file:"), wrap=True)
        nothing = EmptyState(
            "file-send-outline",
            _("No file yet"),
            _("As soon as direct debits are due, a file for the bank appears here. Who collects them is a setting."),
        )
        self.table: DataTable[DebitFileRow] = DataTable(_files(), nothing, name=_("Files for the bank"))
        self.table.opened.connect(lambda chosen: shell.open("debit_file", chosen.message_id))
        self.now = button(_("Make the file now"), self._collect, sign="file-send-outline")
        self.now.setToolTip(_("All that is due for the bank goes into one file at once, without waiting for the hour."))
        above = Card(_("What comes next"), margin=16)
        above.add(self.words, self.sums, self._left_out_words, self.left_out)
        above.body.addLayout(row(self.now, None))
        layout = column(above, gap=16)
        layout.addWidget(Card(_("Files for the bank"), margin=16).add(self.table, stretch=1), 1)
        self.setLayout(layout)

    def _collect(self) -> None:
        def done(_event: Event) -> None:
            self._shell.toast(_("It is made now; the file appears below in a moment. Nothing is due: no file."))

        give(self._shell, self._desk, CollectNow(), done, self._shell.show_refusal, owner=self)

    def load(self) -> None:
        until = today(self._desk.clock) + timedelta(days=_DAYS_AHEAD)
        self._ahead.ask(lambda: self._desk.office.bank.debits_ahead(until), self._show_ahead)
        self._asker.ask(lambda: self._desk.office.bank.debit_files(MOST), self.table_rows)

    def table_rows(self, rows: Sequence[DebitFileRow]) -> None:
        self.table.set_rows(rows)
        waiting = [each for each in rows if each.status is FileStatus.MADE]
        if waiting:
            self.table.select(lambda one: one.id == waiting[-1].id)

    def _show_ahead(self, found: DebitsAhead) -> None:
        self.sums.set_rows(found.sums)
        self.sums.setVisible(bool(found.sums))
        self.left_out.set_rows(found.left_out)
        for part in (self.left_out, self._left_out_words):
            part.setVisible(bool(found.left_out))
        words = _("Nothing is planned to be debited in the next two weeks.")
        if found.sums:
            number = count("{count} direct debit", "{count} direct debits", found.count)
            total = sum(each.total.minor for each in found.sums)
            amount = Money(total, found.sums[0].total.currency)
            words = _(
                "{number} over {amount} in the next two weeks. The file is made by itself as soon as the bank wants to"
                " have it; an order stands in one file only, for ever."
            ).format(number=number, amount=shown_money(amount))
        self.words.setText(words)


def why_words(why: str) -> str:
    """Why today's file does not carry an order."""
    return {
        "method_ended": _("the mandate was revoked or has lapsed"),
        "case": _("the customer has died or is insolvent"),
        "unknown": _("nobody knows what became of another payment of the contract"),
    }.get(why, why)


def _sums() -> list[Column[DebitSum]]:
    right = Align.RIGHT
    return [
        Column("day", _("Debited on"), lambda one: one.collect_on, width=128),
        Column("scheme", _("Scheme"), lambda one: one.scheme, show=label, fills=True),
        Column("count", _("Orders"), lambda one: one.count, align=right, width=96),
        Column("total", _("Sum"), lambda one: one.total, align=right, width=136),
    ]


def _left_out() -> list[Column[LeftOut]]:
    return [
        Column("number", _("Invoice"), lambda one: one.number, code=True, width=144),
        Column("customer", _("Customer"), lambda one: one.customer, width=200),
        Column("amount", _("Amount"), lambda one: one.amount, align=Align.RIGHT, width=104),
        Column("why", _("Why"), lambda one: why_words(one.why), fills=True),
    ]


def _files() -> list[Column[DebitFileRow]]:
    right = Align.RIGHT
    return [
        Column("made_at", _("Made"), lambda one: one.made_at, width=152),
        Column(
            "state", _("State"), lambda one: one.status, show=label, width=168, tone=lambda one: FILE_TONES[one.status]
        ),
        Column("orders", _("Orders"), lambda one: one.orders, align=right, width=88),
        Column("total", _("Sum"), lambda one: one.total, align=right, width=128),
        Column("days", _("Debited on"), _days, width=208),
        Column("file", _("File"), lambda one: one.name, fills=True, code=True),
    ]


def _days(one: DebitFileRow) -> str:
    first, last = shown_date(one.first_on), shown_date(one.last_on)
    return first if first == last else f"{first} – {last}"
