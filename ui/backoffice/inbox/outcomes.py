"""What can be done about a stuck thing with one click: commands and forms that the house has anyway."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeVar
from uuid import UUID

from PySide6.QtWidgets import QDialog, QWidget

from domain.application import Command, Event
from domain.banking.model import BankEntryId, Mark
from domain.billing.hold_billing import HoldBilling
from domain.billing.request_billing_run import RequestBillingRun
from domain.cancellations.model import DeclarationId
from domain.cancellations.set_aside_declaration import Aside, SetAsideDeclaration
from domain.clock import today
from domain.deliveries.send_missed import SendMissed
from domain.ids import ContractId, InvoiceId, ReturnId
from domain.matters.model import MatterKind
from domain.messages.decide_mail import DecideMail
from domain.messages.delivery import MailId, MailState, MailStep
from domain.payments.ask_method import AskMethod
from domain.payments.look_up_payment import LookUpPayment
from domain.payments.provider import AttemptId
from domain.payments.retry_payment import RetryPayment
from domain.tasks.clear_task import ClearTask
from domain.tasks.model import DECIDED_KINDS, TaskKind
from domain.tasks.try_again import TryAgain
from domain.views.matters import MatterRow
from ui.backoffice.asking import Asker, give
from ui.backoffice.bank.booking import BookDialog
from ui.backoffice.bank.transfer import mark_dialog
from ui.backoffice.billing.hold_dialog import ask_to_hold
from ui.backoffice.checks.dialogs import ask_money_dialog, why_dialog
from ui.backoffice.inbox.matching import MatchDialog
from ui.backoffice.inbox.words import as_task
from ui.backoffice.letters.dialogs import again_dialog, drop_dialog
from ui.backoffice.payments.deeds import decide_dialog
from ui.backoffice.refunds.dialogs import credit_dialog, send_dialog
from ui.backoffice.returns.dialogs import extend_dialog
from ui.desk import Desk
from ui.language import N_, _
from ui.shell.port import Shell
from ui.warehouse.tasks.missed import place_of
from ui.widgets.overlays import confirm

T = TypeVar("T")
_UNDECIDED: Final = frozenset({MatterKind.PAYMENT_UNKNOWN, MatterKind.PAYMENT_WAITS})
_TRIED: Final = N_("It is tried again now. Should it fail once more, it comes back here.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way out. `key` stays the same in every language."""

    key: str
    words: str
    sign: str
    act: Callable[[], object]


class Outcomes:
    """Knows which fit a row, the likeliest first. `parent` owns the forms; `dialog` is the newest one."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget) -> None:
        self._desk, self._shell, self._parent = desk, shell, parent
        self._asker = Asker(shell, parent)
        self.dialog: QDialog | None = None

    def of(self, row: MatterRow) -> tuple[Outcome, ...]:
        found: dict[MatterKind, Callable[[MatterRow], tuple[Outcome, ...]]] = {
            MatterKind.LEFT_OUT: self._left_out,
            MatterKind.PAYMENT_UNKNOWN: self._payment,
            MatterKind.PAYMENT_WAITS: self._payment,
            MatterKind.PAYMENT_FAILED: self._payment,
            MatterKind.LETTER: self._letter,
            MatterKind.RETURN_LATE: self._late,
            MatterKind.DECLARATION: self._declaration,
            MatterKind.REFUND: self._refund,
            MatterKind.CHECK: self._check,
            MatterKind.TRANSFER: self._transfer,
            MatterKind.TASK: self._task,
        }
        return found[row.kind](row) if row.kind in found else ()

    def _left_out(self, row: MatterRow) -> tuple[Outcome, ...]:
        contract_id = ContractId(row.id)
        run = RequestBillingRun(today(self._desk.clock), (contract_id,))
        return (
            self._now(
                "bill", _("Bill again"), "refresh", run, _("Billing was asked for; the result comes in a moment.")
            ),
            Outcome("hold", _("Hold bills …"), "pause-circle-outline", partial(self._hold, contract_id)),
        )

    def _payment(self, row: MatterRow) -> tuple[Outcome, ...]:
        attempt, invoice = AttemptId(row.id), InvoiceId(UUID(row.facts["invoice"]))
        if row.kind in _UNDECIDED:
            look = self._now(
                "look_up", _("Look up now"), "magnify", LookUpPayment(attempt), _("The provider is being asked.")
            )
            came = Outcome("came", _("It came …"), "cash-check", partial(self._decide, row, came=True))
            not_come = Outcome(
                "not_come", _("It did not come …"), "cash-remove", partial(self._decide, row, came=False)
            )
            return (look, came, not_come)
        found = [
            self._now("again", _("Collect now"), "refresh", RetryPayment(invoice), _("One more attempt is planned."))
        ]
        if row.customer_id is not None:
            told = _("The customer is asked for another method.")
            ask = AskMethod(row.customer_id)
            found.append(self._now("ask", _("Ask for a method"), "email-edit-outline", ask, told))
        if row.task_id is not None:
            seen = ClearTask(row.task_id)
            found.append(self._now("seen", _("Leave it open"), "check-bold", seen, _("The invoice stays open.")))
        return tuple(found)

    def _letter(self, row: MatterRow) -> tuple[Outcome, ...]:
        mail, state = MailId(row.id), MailState(row.facts["state"])
        page = partial(self._desk.office.letters.mail, str(row.id))

        def form(make: Any) -> Callable[[], None]:
            return partial(self._with, page, lambda found: make(self._desk, self._shell, self._parent, found.row))

        found = []
        if state is MailState.UNKNOWN:
            arrived = DecideMail(mail, MailStep.ARRIVED)
            found.append(self._now("arrived", _("The reader has it"), "email-check-outline", arrived, _("Noted.")))
        elif state is MailState.FAILED:
            again = DecideMail(mail, MailStep.AGAIN)
            found.append(self._now("again", _("Send again"), "refresh", again, _("It goes out again.")))
        found.append(Outcome("address", _("Write to another address …"), "email-edit-outline", form(again_dialog)))
        if state is not MailState.UNKNOWN:
            paper = DecideMail(mail, MailStep.PRINT)
            found.append(self._now("print", _("Send by post"), "printer", paper, _("It waits to be printed.")))
        found.append(Outcome("drop", _("Leave it out …"), "cancel", form(drop_dialog)))
        return tuple(found)

    def _late(self, row: MatterRow) -> tuple[Outcome, ...]:
        day, parts = today(self._desk.clock), (self._desk, self._shell, self._parent)
        extend = partial(self._open, lambda: extend_dialog(*parts, ReturnId(row.id), day))
        return (Outcome("extend", _("Give more time …"), "calendar-arrow-right", extend),)

    def _declaration(self, row: MatterRow) -> tuple[Outcome, ...]:
        if row.facts["stage"] == "matched":
            return ()
        page = partial(self._desk.office.declarations.page, row.number)
        match = partial(self._with, page, lambda found: MatchDialog(self._desk, self._shell, self._parent, found))
        declaration = DeclarationId(row.id)
        not_ours, double = (SetAsideDeclaration(declaration, each) for each in (Aside.NOT_OURS, Aside.DOUBLE))
        return (
            Outcome("match", _("Find its contract …"), "link-variant", match),
            self._asked("not_ours", _("Not ours"), _("No contract of ours is meant?"), not_ours),
            self._asked("double", _("Sent twice"), _("The same was declared before?"), double),
        )

    def _refund(self, row: MatterRow) -> tuple[Outcome, ...]:
        page, day = partial(self._desk.office.refunds.page, row.number), today(self._desk.clock)
        parts = (self._desk, self._shell, self._parent)
        send = partial(self._with, page, lambda found: send_dialog(*parts, found, day))
        credit = partial(self._with, page, lambda found: credit_dialog(*parts, found))
        return (
            Outcome("send", _("Send again …"), "bank-transfer-out", send),
            Outcome("credit", _("To the balance …"), "wallet-outline", credit),
        )

    def _check(self, row: MatterRow) -> tuple[Outcome, ...]:
        if row.facts["stage"] != "review":
            return ()
        page, parts = partial(self._desk.office.checks.of_order, row.number), (self._desk, self._shell, self._parent)

        def form(make: Callable[[Any], QDialog]) -> Callable[[], None]:
            return partial(self._with, page, make)

        return (
            Outcome(
                "release", _("Free the order …"), "check-bold", form(lambda found: why_dialog(*parts, found, "release"))
            ),
            Outcome("money", _("Ask for money …"), "cash-clock", form(lambda found: ask_money_dialog(*parts, found))),
            Outcome("refuse", _("Refuse …"), "cancel", form(lambda found: why_dialog(*parts, found, "refuse"))),
        )

    def _transfer(self, row: MatterRow) -> tuple[Outcome, ...]:
        page = partial(self._desk.office.bank.transfer, BankEntryId(row.id))
        parts = (self._desk, self._shell, self._parent)

        def book(found: Any) -> QDialog:
            return BookDialog(*parts, found.row, found.suggestions[0] if found.suggestions else None)

        def mark(which: Mark) -> Callable[[], None]:
            return partial(self._with, page, lambda found: mark_dialog(*parts, found.row, which))

        return (
            Outcome("book", _("Book …"), "cash-check", partial(self._with, page, book)),
            Outcome("aside", _("No customer's money …"), "archive-outline", mark(Mark.SET_ASIDE)),
            Outcome("back", _("Sent back …"), "keyboard-return", mark(Mark.SENT_BACK)),
        )

    def _task(self, row: MatterRow) -> tuple[Outcome, ...]:
        task = as_task(row)
        if task.kind is TaskKind.JOB_FAILED:
            again = self._now("again", _("Try again"), "refresh", TryAgain(task.id), _(_TRIED))
            return (again, self._clear(row))
        if task.kind is TaskKind.DELIVERY_MISSED:
            send = SendMissed(*place_of(task))
            return (self._now("send", _("Send late"), "truck-fast-outline", send, _("It is on the packing list.")),)
        return () if task.kind in DECIDED_KINDS else (self._clear(row),)

    def _clear(self, row: MatterRow) -> Outcome:
        words = _("Mark as done")
        return self._now("clear", words, "check-bold", ClearTask(as_task(row).id), _("It is off the list."))

    def _hold(self, contract_id: ContractId) -> None:
        dialog = ask_to_hold(self._parent, today(self._desk.clock), 1)

        def agreed(values: dict[str, Any]) -> None:
            self._give(HoldBilling(contract_id, values["until"], values["reason"]), _("Its bills are held back."))

        dialog.agreed.connect(agreed)
        self._open(lambda: dialog)

    def _decide(self, row: MatterRow, *, came: bool) -> None:
        if row.worth is None:
            return
        dialog, command = decide_dialog(self._desk, self._parent, AttemptId(row.id), row.worth, row.number, came=came)
        dialog.accepted.connect(partial(self._give, command, _("Noted.")))
        self._open(lambda: dialog)

    def _now(self, key: str, words: str, sign: str, command: Command, told: str) -> Outcome:
        return Outcome(key, words, sign, partial(self._give, command, told))

    def _asked(self, key: str, words: str, question: str, command: Command) -> Outcome:
        detail = _("It leaves the list and can be opened again.")

        def ask() -> None:
            then = partial(self._give, command, _("Set aside."))
            self.dialog = confirm(self._parent, question, detail, words, then)

        return Outcome(key, words, "archive-outline", ask)

    def _with(self, question: Callable[[], T], make: Callable[[T], QDialog]) -> None:
        """Opens a form as soon as what it shows is read."""
        self._asker.ask(question, lambda found: self._open(lambda: make(found)))

    def _open(self, make: Callable[[], QDialog]) -> None:
        self.dialog = make()
        self.dialog.open()

    def _give(self, command: Command, told: str) -> None:
        def done(_event: Event) -> None:
            self._shell.toast(told)

        give(self._shell, self._desk, command, done, self._refused, owner=self._parent)

    def _refused(self, error: Exception) -> None:
        """Somebody else may have decided it already: the list is read again with the reason."""
        self._shell.show_refusal(error)
        self._shell.services.changes.touch(("matters",))
