"""One file of direct debits: carried to the bank, and what the bank said of each order."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from domain.application import Event
from domain.banking.debit_files import STEPS, FileStatus, FileStep
from domain.banking.model import Nature
from domain.banking.note_file_step import NoteFileStep
from domain.payments.reasons import sepa_reason
from domain.views.banking import DebitFilePage, DebitOrderRow
from ui.backoffice.asking import give
from ui.backoffice.bank.words import FILE_TONES
from ui.backoffice.things import ThingPage
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date, shown_money
from ui.shell.port import Shell
from ui.theme import Tone, theme
from ui.widgets.base import column, row, text
from ui.widgets.card import Card
from ui.widgets.deeds import fill_deeds
from ui.widgets.files import FileNotReadable, ask_save, write_bytes
from ui.widgets.table import Align, Column, DataTable
from ui.widgets.timeline import Timeline, TimelineEvent

_SIGNS = {
    FileStep.SAVE: "content-save-outline",
    FileStep.HAND_OVER: "bank-transfer-out",
    FileStep.ACCEPT: "check-bold",
    FileStep.PART: "alert-outline",
    FileStep.REJECT: "close-circle-outline",
}
_BAD = frozenset({Nature.REFUSED, Nature.RETURNED})


class OneDebitFile(ThingPage[DebitFilePage]):
    """Saved, handed over, answered."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._desk = desk
        super().__init__(shell, _("Direct debit file"), desk.office.bank.debit_file, lambda _thing: frozenset({"bank"}))

    def build(self) -> QWidget:
        self.next_step = text("", wrap=True)
        self._deeds = row(gap=8)
        self.buttons: dict[str, QPushButton] = {}
        head = Card(_("What is next"))
        head.add(self.next_step)
        head.body.addLayout(self._deeds)
        self.table: DataTable[DebitOrderRow] = DataTable(_columns(), name=_("Orders"))
        self.table.opened.connect(lambda one: self.shell.open("invoice", one.number) if one.number else None)
        orders = Card(_("Orders"), margin=16).add(self.table, stretch=1)
        orders.setMinimumHeight(theme().px(320))
        self.timeline = Timeline()
        self.timeline.setMinimumHeight(theme().px(140))
        around = QWidget()
        layout = column(head, gap=24)
        layout.addWidget(orders, 1)
        self.history = Card(_("History")).add(self.timeline, stretch=1)
        layout.addWidget(self.history)
        around.setLayout(layout)
        return around

    def fill(self, thing: DebitFilePage) -> None:
        found = thing.row
        days = shown_date(found.first_on)
        if found.last_on != found.first_on:
            days = f"{days} – {shown_date(found.last_on)}"
        about = _("{orders} orders over {amount}, debited on {days}").format(
            orders=found.orders, amount=shown_money(found.total), days=days
        )
        self.set_heading(found.name, about, ((label(found.status), FILE_TONES[found.status]),))
        self.next_step.setText(_next(thing))
        self.buttons = fill_deeds(self._deeds, self._possible(thing))
        self.table.set_rows(thing.orders)
        self.history.setVisible(bool(thing.steps))
        self.timeline.set_events(
            [
                TimelineEvent(each.at, _SIGNS[each.step], label(each.step), "", each.who)
                for each in reversed(thing.steps)
            ]
        )

    def _possible(self, thing: DebitFilePage) -> list[tuple[str, str, Callable[[], object], bool]]:
        is_made = thing.row.status is FileStatus.MADE
        deeds: list[tuple[str, str, Callable[[], object], bool]] = [
            ("save", _("Save file …"), partial(self._save, thing), is_made)
        ]
        if (thing.row.status, FileStep.HAND_OVER) in STEPS:
            deeds.append(("hand_over", _("It is at the bank"), partial(self._note, thing, FileStep.HAND_OVER), False))
        return deeds

    def _save(self, thing: DebitFilePage) -> None:
        path = ask_save(self, _("Save file for the bank"), thing.row.name, "XML (*.xml)")
        if path is None:
            return

        def write(content: bytes) -> None:
            try:
                write_bytes(path, content)
            except FileNotReadable as error:
                self.shell.show_refusal(error)
                return
            self._note(thing, FileStep.SAVE)

        ask = partial(self._desk.office.bank.debit_content, thing.row.id)
        self.shell.services.background.run(ask, write, self.shell.show_refusal, self)

    def _note(self, thing: DebitFilePage, step: FileStep) -> None:
        def done(_event: Event) -> None:
            words = _("Saved. Hand it over at your bank, then note it here.")
            if step is FileStep.HAND_OVER:
                words = _("Noted. Read in the bank's answer under “Transfers”.")
            self.shell.toast(words)

        give(self.shell, self._desk, NoteFileStep(thing.row.id, step), done, self.shell.show_refusal, owner=self)


def _next(thing: DebitFilePage) -> str:
    return {
        FileStatus.MADE: _(
            "Save the file, hand it over at your bank (online banking, SEPA direct debits, upload) and note it here."
        ),
        FileStatus.HANDED_OVER: _("The bank answers with a file (pain.002), or its statements tell. Read them in."),
        FileStatus.ACCEPTED: _("The bank took it. What is debited or comes back is told by its statements."),
        FileStatus.PART: _("The bank rejected some orders: they stand first below, and payments follow them up."),
        FileStatus.REJECTED: _(
            "The bank rejected all of it. Look at the reasons below; what is tried again goes into another file."
        ),
    }[thing.row.status]


def _columns() -> list[Column[DebitOrderRow]]:
    return [
        Column("number", _("Invoice"), lambda one: one.number, code=True, width=144),
        Column("customer", _("Customer"), lambda one: one.customer, fills=True),
        Column("amount", _("Amount"), lambda one: one.amount, align=Align.RIGHT, width=112),
        Column("day", _("Debited on"), lambda one: one.collect_on, width=112),
        Column("scheme", _("Scheme"), lambda one: one.scheme, show=label, width=152, yields=2),
        Column("sequence", _("Sequence"), lambda one: one.sequence, show=label, width=152, yields=3),
        Column("said", _("The bank says"), lambda one: one.said, show=label, width=192, tone=_tone),
        Column("reason", _("Reason"), _why, width=216, yields=1),
    ]


def _why(one: DebitOrderRow) -> str:
    """The bank's code with what it means."""
    return f"{one.reason}: {label(sepa_reason(one.reason).of)}" if one.reason else ""


def _tone(one: DebitOrderRow) -> Tone | None:
    if one.said is None:
        return None
    return Tone.BAD if one.said in _BAD else Tone.OK
