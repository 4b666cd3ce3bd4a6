"""One transfer: what it says, whose it may be, what became of it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import cast
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from domain.application import Event
from domain.banking.book_transfer import TransferBooked
from domain.banking.mark_transfer import REASON_LENGTH, MarkTransfer
from domain.banking.model import BOOKED_BY_HAND, BankEntryId, Mark, UnknownBankEntry
from domain.banking.suggest import Suggestion
from domain.banking.take_back_transfer import TakeBackTransfer
from domain.views.banking import BookedPart, MarkRow, TransferPage, TransferQuestion, TransferRow, Which
from ui.backoffice.asking import Asker, give
from ui.backoffice.bank.booking import BookDialog
from ui.backoffice.bank.certain import booking_of
from ui.backoffice.bank.words import TONES, parts_words, reason_words, state_tone, state_words
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.parts import Sides, link
from ui.backoffice.things import ThingPage
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date, shown_money
from ui.shell.port import Shell
from ui.theme import theme
from ui.widgets.base import clear, column, line, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.deeds import fill_deeds
from ui.widgets.forms import TextField
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.timeline import Timeline, TimelineEvent


class OneTransfer(ThingPage[TransferPage]):
    """The first proposal is booked with Ctrl+Enter, and the next transfer that waits is shown."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._desk = desk
        self.dialog: DeedDialog | None = None
        self._next = Asker(shell, None)
        self._seen: set[BankEntryId] = set()
        super().__init__(shell, _("Transfer"), lambda ref: desk.office.bank.transfer(_id(ref)), _topics)

    def build(self) -> QWidget:
        self.says = text("", "title", wrap=True)
        self._proposals, self._booked = column(gap=12), column(gap=8)
        self._deeds = row(gap=8)
        self.buttons: dict[str, QPushButton] = {}
        self.books: list[QPushButton] = []
        self.whose = Card(_("Whose is it?"))
        self.whose.body.addLayout(self._proposals)
        self.whose.body.addLayout(self._deeds)
        self.became = Card(_("Booked for"))
        self.became.body.addLayout(self._booked)
        self.timeline = Timeline()
        self.timeline.setMinimumHeight(theme().px(160))
        main = QWidget()
        words = Card(_("What the transfer says")).add(self.says)
        self.history = Card(_("History")).add(self.timeline, stretch=1)
        main.setLayout(column(words, self.whose, self.became, self.history, None, gap=24))
        self.facts = KeyValues()
        side = QWidget()
        side.setLayout(column(Card(_("About")).add(self.facts), None, gap=24))
        return Sides(main, side)

    def fill(self, thing: TransferPage) -> None:
        found = thing.row
        self._seen.add(found.id)
        badges = ((state_words(found), state_tone(found)),)
        title = _("{amount} from {payer}").format(amount=shown_money(found.amount), payer=found.payer or "–")
        self.set_heading(title, shown_date(found.booked_on), badges)
        self.says.setText(found.text or _("Nothing."))
        self._fill_proposals(thing)
        self.buttons = fill_deeds(self._deeds, self._possible(thing))
        self.whose.setVisible(bool(self.buttons))
        clear(self._booked)
        for part in thing.booked:
            self._booked.addLayout(self._part(part))
        self.became.setVisible(bool(thing.booked))
        self.facts.set_facts(_facts(thing))
        events = [*(_booked_event(each) for each in thing.booked), *(_mark_event(each) for each in thing.marks)]
        self.history.setVisible(bool(events))
        self.timeline.set_events(sorted(events, key=lambda one: one.at, reverse=True))

    def _fill_proposals(self, thing: TransferPage) -> None:
        clear(self._proposals)
        self.books = []
        for n, each in enumerate(thing.suggestions):
            if n:
                self._proposals.addWidget(line())
            book = button(
                _("Book"),
                partial(self._book, thing.row, each),
                kind="" if n else "primary",
                sign="check",
                shortcut="" if n else "Ctrl+Return",
            )
            change = button(_("Change …"), partial(self._ask_book, thing.row, each))
            self.books.append(book)
            who = link(each.customer or "–", partial(self.shell.open, "customer", str(each.customer_id)))
            head = row(who, text(label(each.sureness), "small", TONES[each.sureness]), None, change, book, gap=12)
            self._proposals.addLayout(
                column(head, text(parts_words(each), wrap=True), text(_why(each), "muted", wrap=True), gap=4)
            )
        if not thing.suggestions and thing.row.left and thing.row.mark is Mark.OPEN:
            self._proposals.addWidget(
                text(_("Nothing speaks for anybody. Look up an invoice or a customer."), "muted", wrap=True)
            )

    def _possible(self, thing: TransferPage) -> list[tuple[str, str, Callable[[], object], bool]]:
        found = thing.row
        if found.nature not in BOOKED_BY_HAND:
            return []
        deeds: list[tuple[str, str, Callable[[], object], bool]] = []
        if found.mark is not Mark.OPEN:
            return [("take_up", _("Take up again"), partial(self._take_up, found), True)]
        if found.left:
            first = not thing.suggestions
            deeds.append(("choose", _("Choose by hand …"), partial(self._ask_book, found, None), first))
        if found.left == found.amount:
            deeds.append(
                ("set_aside", _("No customer's money …"), partial(self._ask_mark, found, Mark.SET_ASIDE), False)
            )
            deeds.append(("sent_back", _("Sent back …"), partial(self._ask_mark, found, Mark.SENT_BACK), False))
        if found.left:
            deeds.append(("next", _("Next one"), self._ask_next, False))
        if found.left != found.amount:
            deeds.append(("take_back", _("Take the booking back"), partial(self._take_back, found), False))
        return deeds

    def _part(self, part: BookedPart) -> QHBoxLayout:
        what = part.number or _("Balance")
        page = ("invoice", part.number) if part.number else ("customer", str(part.customer_id))
        go = link(what, partial(self.shell.open, *page))
        gone = text(_("taken back"), "small") if part.is_taken_back else text("")
        return row(go, text(part.customer), gone, None, text(shown_money(part.amount), "amount"), gap=12)

    def _book(self, transfer: TransferRow, found: Suggestion) -> None:
        for each in self.books:
            each.setEnabled(False)
        give(self.shell, self._desk, booking_of(transfer, found), self._on_booked, self._refused, owner=self)

    def _refused(self, error: Exception) -> None:
        for each in self.books:
            each.setEnabled(True)
        self.presenter.load("")
        self.shell.show_refusal(error)

    def _on_booked(self, event: Event) -> None:
        """Says it with a way back, and goes on with the next that waits."""
        done = cast(TransferBooked, event)
        undo = partial(self._undo, done.entry_id)
        self.shell.toast(_("{amount} is booked.").format(amount=shown_money(done.amount)), undo)
        self._ask_next()

    def _ask_next(self) -> None:
        question = TransferQuestion(which=Which.WAITING, limit=len(self._seen) + 1)
        self._next.ask(lambda: self._desk.office.bank.transfers(question), self._go_on)

    def _go_on(self, rows: Sequence[TransferRow]) -> None:
        """Each that waits is shown once; when all were, the list is."""
        following = [each for each in rows if each.id not in self._seen]
        if following:
            self.show_target(str(following[0].id))
            return
        self._seen.clear()
        self.shell.open("bank")

    def _undo(self, entry_id: BankEntryId) -> None:
        give(
            self.shell, self._desk, TakeBackTransfer(entry_id), lambda _event: None, self.shell.show_refusal, owner=self
        )

    def _take_back(self, found: TransferRow) -> None:
        def done(_event: Event) -> None:
            self.shell.toast(_("Taken back; it waits to be booked again."))

        give(self.shell, self._desk, TakeBackTransfer(found.id), done, self.shell.show_refusal, owner=self)

    def _take_up(self, found: TransferRow) -> None:
        command = MarkTransfer(found.id, Mark.OPEN)
        give(self.shell, self._desk, command, lambda _event: None, self.shell.show_refusal, owner=self)

    def _ask_book(self, found: TransferRow, proposal: Suggestion | None) -> None:
        dialog = BookDialog(self._desk, self.shell, self, found, proposal)
        dialog.done_with = self._on_booked
        self._open(dialog)

    def _ask_mark(self, found: TransferRow, mark: Mark) -> None:
        self._open(mark_dialog(self._desk, self.shell, self, found, mark))

    def _open(self, dialog: DeedDialog) -> None:
        self.dialog = dialog
        dialog.open()


def mark_dialog(desk: Desk, shell: Shell, parent: QWidget, found: TransferRow, mark: Mark) -> DeedDialog:
    if mark is Mark.SENT_BACK:
        about = _("Send it back at your bank to {iban}, and note here how. Nothing of it ever was a customer's money.")
        about = about.format(iban=found.iban or _("the account it came from"))
        title, deed = _("Sent back"), _("It was sent back")
        asked = _("How it went back")
    else:
        about = _(
            "It leaves the list: a refund of the tax office, money of your own, interest. It can be taken up again."
        )
        title, deed, asked = _("No customer's money"), _("Set aside"), _("What it is")
    made = DeedDialog(desk, shell, parent, title=title, detail=about, deed=deed)
    made.form.add(why=TextField(asked, required=True, longest=REASON_LENGTH))
    made.make = lambda values: MarkTransfer(found.id, mark, values["why"])
    return made


def _id(ref: str) -> BankEntryId:
    try:
        return BankEntryId(UUID(ref))
    except ValueError:
        raise UnknownBankEntry(entry=ref) from None


def _topics(_thing: TransferPage) -> frozenset[str]:
    return frozenset({"bank", "invoices"})


def _why(found: Suggestion) -> str:
    return _("Because of: {reasons}").format(reasons=reason_words(found))


def _facts(thing: TransferPage) -> list[Fact]:
    found = thing.row
    facts = [
        Fact(_("Payer"), found.payer or "–"),
        Fact(_("IBAN"), found.iban or "–"),
        Fact(_("Amount"), shown_money(found.amount)),
    ]
    if found.left and found.left != found.amount:
        facts.append(Fact(_("Left"), shown_money(found.left)))
    facts += [
        Fact(_("Booked on"), shown_date(found.booked_on)),
        Fact(_("Kind"), label(found.nature)),
        Fact(_("Our account"), thing.account or "–"),
        Fact(_("File"), thing.file),
    ]
    if found.reason:
        facts.append(Fact(_("Note"), found.reason))
    return facts


def _booked_event(part: BookedPart) -> TimelineEvent:
    what = f"{part.number or _('Balance')} · {part.customer} · {shown_money(part.amount)}"
    words = _("Booked, and taken back since") if part.is_taken_back else _("Booked")
    return TimelineEvent(part.booked_at, "check", words, what, part.who)


def _mark_event(each: MarkRow) -> TimelineEvent:
    words = _("Taken up again") if each.mark is Mark.OPEN else label(each.mark)
    return TimelineEvent(
        each.at, "tray-arrow-up" if each.mark is Mark.OPEN else "tray-remove", words, each.reason, each.who
    )
