"""Announcing a return: what it will cause is shown before it is confirmed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Protocol, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from domain.application import Event
from domain.billing.invoice import InvoiceKind
from domain.errors import AppError
from domain.ids import AssetId, ContractId
from domain.money import total
from domain.returns.announce_return import AnnounceReturn, ReturnAnnounced
from domain.views.office_rows import HeldRow, ReturnPreview
from domain.views.returns import OtherContract
from ui.backoffice.asking import Asker, give
from ui.backoffice.contracts.next_list import NextList
from ui.backoffice.contracts.return_pieces import PiecesChoice
from ui.backoffice.contracts.return_wishes import Wishes, WishesForm
from ui.backoffice.words import listed_recurring
from ui.desk import Desk
from ui.language import _, count, shown_date, shown_money
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import DateField
from ui.widgets.key_values import Fact, KeyValues

USUAL_DAYS = 14
Pieces = tuple[AssetId, ...] | None
"""Those that come back; empty: all, None: not one is ticked."""
WAIT_MS = 200


class ReturnView(Protocol):
    """What the presenter needs of the panel."""

    def show_preview(self, preview: ReturnPreview) -> None: ...

    def show_problem(self, sentence: str) -> None: ...

    def show_done(self) -> None: ...


class ReturnPresenter:
    """Asks what the return would cause, and announces it."""

    def __init__(self, shell: Shell, desk: Desk, view: ReturnView, asker: Asker) -> None:
        self._shell, self._desk, self._view, self._asker = shell, desk, view, asker
        self._contract: ContractId | None = None
        self._around = Asker(shell, None)
        self.is_busy = False

    def begin(self, contract: ContractId, until: date) -> None:
        self._contract = contract
        self.preview(until)

    def ask_around(self, form: WishesForm) -> None:
        """The owner's reasons, and the customer's other contracts."""
        contract, returns = self._contract, self._desk.office.returns
        if contract is not None:
            self._around.ask(lambda: (returns.reasons(), returns.others(contract)), partial(_show_around, form))

    def preview(self, until: date, pieces: Pieces = ()) -> None:
        if pieces is None:
            self._asker.forget()
            self._view.show_problem(_("Tick at least one thing that comes back."))
        elif self._contract is not None:
            ask = partial(self._desk.office.preview_return, self._contract, until, pieces)
            self._asker.ask(ask, self._view.show_preview, self._refuse)

    def announce(self, until: date, pieces: Pieces = (), wishes: Wishes | None = None) -> None:
        if self._contract is None or self.is_busy or pieces is None:
            return
        self.is_busy = True
        command = AnnounceReturn(self._contract, until, asset_ids=pieces)
        if wishes is not None:
            command = replace(
                command,
                reason=wishes.reason,
                asked_by=wishes.asked_by,
                way=wishes.way,
                pick_up_on=wishes.pick_up_on,
                also=wishes.also,
            )
        give(self._shell, self._desk, command, self._on_done, self._on_refused)

    def _on_done(self, event: Event) -> None:
        self.is_busy = False
        announced = cast(ReturnAnnounced, event)
        words = _("Return {number} waits to be agreed.") if announced.waits else _("Return {number} is announced.")
        self._shell.toast(words.format(number=announced.number))
        self._view.show_done()

    def _on_refused(self, error: Exception) -> None:
        self.is_busy = False
        self._refuse(error)

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self._view.show_problem(refusal(error))
        else:
            self._shell.show_refusal(error)


class ReturnPanel(QFrame):
    """The editor at the right of a contract. `closed` when it is done or discarded."""

    closed = Signal()

    def __init__(self, desk: Desk, shell: Shell, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = ReturnPresenter(shell, desk, self, Asker(shell, self))
        self._today = today
        self.until = DateField(_("Everything back by"))
        self.until.editor.setObjectName("return_until")
        self.effects, self.upcoming = KeyValues(), NextList(is_brief=True)
        self.problem, self.warning = text("", tone=Tone.BAD, wrap=True), text("", tone=Tone.WARN, wrap=True)
        self.deed = button(_("Announce return"), self._on_deed, kind="primary", shortcut="Ctrl+Return")
        discard = button(_("Discard"), self.closed.emit, kind="plain")
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed.emit)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self.pieces, self.wishes = PiecesChoice(), WishesForm()
        self._timer.timeout.connect(lambda: self.presenter.preview(self.until.value(), self.pieces.chosen()))
        for field in (self.until, self.pieces):
            field.changed.connect(self._timer.start)
        self._card = Card(_("Announce return"), tone=Tone.ACCENT)
        self._card.add(
            text(_("Preview, not saved yet"), "muted"), self.until, self.pieces, self.wishes,
            text(_("What this does"), "section"), self.effects, self.warning, self.upcoming,
            self.problem, row(self.deed, discard, None),
        )  # fmt: skip
        self.setLayout(column(self._card))

    def begin(self, contract: ContractId, held: Sequence[HeldRow] = ()) -> None:
        """`held` are the things that are with the customer; what is announced already is no choice any more."""
        self.pieces.set_pieces([row for row in held if row.until is None and not row.is_due_back])
        self.problem.hide()
        self.warning.hide()
        self.deed.setEnabled(False)
        self.effects.set_facts([])
        self.until.set_value(self._today() + timedelta(days=USUAL_DAYS))
        self._timer.stop()
        self.wishes.begin(self._today())
        self.presenter.begin(contract, self.until.value())
        self.presenter.ask_around(self.wishes)
        self.until.setFocus()

    def show_preview(self, preview: ReturnPreview) -> None:
        self.problem.hide()
        self.deed.setEnabled(True)
        rule = _("at the request") if preview.stops_now else _("when it is here")
        facts = [Fact(_("Expected back"), count("{count} thing", "{count} things", preview.pieces))]
        if not preview.unchanged:
            facts += [Fact(_("Billing stops"), rule), Fact(_("Last day charged"), shown_date(preview.last_day))]
        if preview.recurring:
            facts.append(Fact(_("From then on"), listed_recurring(preview.recurring)))
        caused = [each.draft for each in preview.after if each not in preview.before]
        back = [draft.gross for draft in caused if draft.kind is InvoiceKind.CREDIT_NOTE]
        facts.append(Fact(_("Credit"), shown_money(total(back)) if back else _("none"), Tone.OK if back else None))
        self.effects.set_facts(facts)
        self.warning.setText(_goes_on(preview.unchanged) or _sooner(preview.due_end_on))
        self.warning.setVisible(bool(self.warning.text()))
        self.upcoming.show_next(preview.after, self._today(), _("No further invoice."), most=4)

    def show_problem(self, sentence: str) -> None:
        self.effects.set_facts([])
        self.upcoming.show_next((), self._today(), "")
        self.warning.hide()
        self.problem.setText(sentence)
        self.problem.show()
        self.deed.setEnabled(False)

    def show_done(self) -> None:
        self.closed.emit()

    def _on_deed(self) -> None:
        self.presenter.announce(self.until.value(), self.pieces.chosen(), self.wishes.wishes())


def _show_around(form: WishesForm, found: tuple[tuple[str, ...], tuple[OtherContract, ...]]) -> None:
    form.show_reasons(found[0])
    form.show_others(found[1])


def _goes_on(unchanged: Sequence[str]) -> str:
    """Said first: whoever gives one of two back expects to pay for one."""
    if not unchanged:
        return ""
    return _(
        "{line}: the price counts for all its things and goes on until the last one is back. If less is to be charged,"
        " change the quantity; a task reminds you when this one is here."
    ).format(line=", ".join(unchanged))


def _sooner(due_end_on: date | None) -> str:
    if due_end_on is None:
        return ""
    return _(
        "Notice given today would end the contract on {day}. By this return it ends sooner, without a fee: enter notice"
        " or an early end first where one was agreed."
    ).format(day=shown_date(due_end_on))
