"""What can be done with many invoices."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from domain.billing.invoice import InvoiceKind
from domain.billing.record_payment import RecordPayment
from domain.billing.settlement import PaidBy
from domain.clock import today
from domain.errors import RuleViolation
from domain.messages.delivery import RESENDABLE, UnknownMail
from domain.messages.resend_mail import ResendMail
from domain.views.letters import MailQuestion, MailRow
from domain.views.office import InvoiceQuestion
from domain.views.office_rows import InvoiceRow
from ui.background import Cancelled, Progress
from ui.backoffice.bulk.bar import Bulk
from ui.backoffice.bulk.deed import BulkDeed, Plan
from ui.backoffice.bulk.holding import day_and_reason, dunning_hold
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_money
from ui.shell.port import Shell
from ui.widgets.files import ask_save, write_bytes
from ui.widgets.forms import ChoiceField, DateField, Form
from ui.widgets.overlays import ProgressOverlay

_BY_HAND: Final = (PaidBy.TRANSFER, PaidBy.CASH)


class NothingToPay(RuleViolation):
    """Nothing is left to pay of this document."""

    code = "nothing_to_pay"


def invoices_bulk(desk: Desk, shell: Shell, question: Callable[[str, Any], InvoiceQuestion]) -> Bulk:
    def everything(words: str, choice: Any, most: int) -> Sequence[InvoiceRow]:
        return desk.office.invoices(replace(question(words, choice), limit=most)).rows

    def save(parent: QWidget, rows: Sequence[Any]) -> None:
        ZipExport(desk, shell, parent, rows).start()

    zipped = (_("PDFs as one ZIP file …"), "folder-zip-outline", save)
    return Bulk(desk, (_again(desk), _paid(desk), _held(desk)), everything, (zipped,))


def named(row: InvoiceRow) -> tuple[str, str]:
    return row.number, row.customer


def _again(desk: Desk) -> BulkDeed[InvoiceRow]:
    def plan(row: InvoiceRow, _values: Mapping[str, Any]) -> Plan:
        mail = _letter_of(desk, row)
        return Plan(ResendMail(mail.id), _("goes to {address} again").format(address=mail.address or "–"))

    about = _("The letter of each goes out once more with its paper, to where letters to the customer go today.")
    words = _("Send invoices again …")
    return BulkDeed("again", words, "email-sync-outline", about, _("Send again"), named, plan)


def _letter_of(desk: Desk, row: InvoiceRow) -> MailRow:
    """The newest that went out with it. Raises UnknownMail."""
    found = desk.office.letters.mails(MailQuestion(row.number, tuple(sorted(RESENDABLE)), 20))
    one = next((each for each in found if each.number == row.number), None)
    if one is None:
        raise UnknownMail(mail=row.number)
    return one


def _paid(desk: Desk) -> BulkDeed[InvoiceRow]:
    def form() -> Form:
        made = Form().add(on=DateField(_("Paid on"), today(desk.clock)))
        return made.add(by=ChoiceField(_("How"), [(each, label(each)) for each in _BY_HAND]))

    def plan(row: InvoiceRow, values: Mapping[str, Any]) -> Plan:
        still = row.open
        if row.kind is not InvoiceKind.INVOICE or not still:
            raise NothingToPay(number=row.number)
        words = _("{amount} are booked, nothing is left open").format(amount=shown_money(still))
        return Plan(RecordPayment(row.id, still, still, values["on"], values["by"]), words, still)

    about = _("Each is booked as paid in full. For part payments and what is too much, use the page of the invoice.")
    words = _("Book as paid …")
    return BulkDeed("paid", words, "cash-check", about, _("Book payments"), named, plan, form)


def _held(desk: Desk) -> BulkDeed[InvoiceRow]:
    def plan(row: InvoiceRow, values: Mapping[str, Any]) -> Plan:
        return dunning_hold(row.customer_id, values, row.id)

    return BulkDeed(
        "hold",
        _("No reminders …"),
        "email-off-outline",
        _("No reminder is written about these invoices before that day."),
        _("Hold reminders"),
        named,
        plan,
        lambda: day_and_reason(desk, _("Until"), _("Reason")),
    )


class ZipExport:
    """The papers as they were sent, in one file; what has none yet is named at the end."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget, rows: Sequence[InvoiceRow]) -> None:
        self._desk, self._shell, self._parent, self._rows = desk, shell, parent, tuple(rows)
        self._cover = ProgressOverlay(parent.window())

    def start(self) -> None:
        path = ask_save(self._parent, _("Save as ZIP file"), f"{_('Invoices')}.zip", "ZIP (*.zip)")
        if path is None:
            return
        progress = Progress(self._parent)
        self._cover.begin(_("Collecting papers …"), progress)

        def work() -> tuple[int, int]:
            content, missing = zipped(self._desk, self._rows, progress)
            write_bytes(path if path.suffix else path.with_suffix(".zip"), content)
            return len(self._rows) - missing, missing

        self._shell.services.background.run(work, self._done, self._failed, self._parent)

    def _done(self, found: tuple[int, int]) -> None:
        self._cover.end()
        kept, missing = found
        words = count("{count} paper is in the file.", "{count} papers are in the file.", kept)
        if missing:
            words += " " + count("{count} is not made yet.", "{count} are not made yet.", missing)
        self._shell.toast(words)

    def _failed(self, error: Exception) -> None:
        self._cover.end()
        if not isinstance(error, Cancelled):
            self._shell.show_refusal(error)


def zipped(desk: Desk, rows: Sequence[InvoiceRow], progress: Progress) -> tuple[bytes, int]:
    """The file, and how many have no paper yet. On the database thread. Raises Cancelled."""
    kept, missing = BytesIO(), 0
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as archive:
        for n, row in enumerate(rows):
            progress.report(n, len(rows), row.number)
            paper = desk.office.invoice_paper(row.id)
            if paper is None:
                missing += 1
            else:
                archive.writestr(paper.file_name, paper.content)
    return kept.getvalue(), missing
