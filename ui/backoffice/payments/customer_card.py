"""How a customer's bills are collected: methods with their mandates, the one that pays, and the way to a new one."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from domain.application import Command, Event
from domain.clock import today
from domain.contracts.payment import PaymentMethod
from domain.ids import ContractId, CustomerId
from domain.payments.ask_method import AskMethod
from domain.payments.attempt import MethodId
from domain.payments.choose_method import ChooseMethod
from domain.payments.end_method import EndMethod
from domain.payments.keep_mandate_scan import KeepMandateScan
from domain.payments.mandate_sheet import MandateSheet
from domain.payments.methods import EndReason
from domain.views.office_rows import StoredPaper
from domain.views.payments import MethodRow, MethodsOfCustomer
from ui.backoffice.asking import Asker, give
from ui.backoffice.contracts.notes.presenter import content_of
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.parts import SmallTable
from ui.backoffice.payments.mandate_dialog import MandateDialog, amend_dialog
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.files import ask_open
from ui.widgets.overlays import ConfirmDialog
from ui.widgets.table import Column


class CustomerMethodsCard(Card):
    """It asks for what it shows itself. Hidden where this house collects nothing and nothing is kept."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Collecting"), parent=parent)
        self._desk, self._shell = desk, shell
        self._asker = Asker(shell, self)
        self._found: MethodsOfCustomer | None = None
        self.dialog: DeedDialog | None = None
        nothing = _("No method yet: nothing can be collected.")
        self.list = SmallTable(_columns(), nothing, name=_("Payment methods"), most=5)
        self.add_mandate = button(_("New mandate …"), self._on_mandate, sign="bank-plus")
        self.ask = button(_("Send link"), self._on_ask, sign="email-edit-outline")
        self.ask.setToolTip(_("The customer gets a letter with a link to leave a method."))
        self.choose = button(_("Pays for"), self._on_choose, sign="check-circle-outline")
        self.revoke = button(_("Revoke …"), self._on_revoke, sign="cancel")
        self.amend = button(_("Other account …"), self._on_amend, sign="bank-transfer")
        self.amend.setToolTip(_("The mandate stays, the customer has another account."))
        self.print = button(_("Print mandate"), self._on_print, sign="printer-outline")
        self.missing = text("", "small", Tone.WARN, wrap=True)
        self.scan = button(_("Scan …"), self._on_scan, sign="file-document-check-outline")
        self.scan.setToolTip(_("Shows the signed paper, or keeps it as PDF, JPEG or PNG where there is none yet."))
        buttons = (self.add_mandate, self.ask, self.choose, self.amend, self.print, self.scan, self.revoke)
        self.add(self.list, self.missing, row(*buttons, None, gap=8))
        self.list.current_changed.connect(lambda _row: self._settle())
        self.hide()

    def show_customer(self, customer_id: CustomerId) -> None:
        self._asker.ask(lambda: self._desk.office.payments.of_customer(customer_id), self._show)

    def _show(self, found: MethodsOfCustomer) -> None:
        self._found = found
        self.list.set_rows(found.methods)
        debits = PaymentMethod.DIRECT_DEBIT in found.collected
        self.add_mandate.setVisible(debits)
        self.add_mandate.setEnabled(bool(found.creditor_id))
        words = _(
            "Without a creditor identifier no mandate can be taken. The owner enters it under Settings, Payments."
        )
        self.missing.setText(words if debits and not found.creditor_id else "")
        self.missing.setVisible(bool(self.missing.text()))
        self._settle()
        self.setVisible(bool(found.collected or found.methods))

    def _settle(self) -> None:
        chosen = self._chosen()
        is_usable = chosen is not None and chosen.ended is None
        self.revoke.setVisible(is_usable)
        self.amend.setVisible(is_usable and chosen is not None and chosen.method.mandate is not None)
        self.scan.setVisible(chosen is not None and chosen.method.mandate is not None)
        self.print.setVisible(chosen is not None and chosen.method.mandate is not None)
        self.choose.setVisible(is_usable and bool(self._choices()))

    def _chosen(self) -> MethodRow | None:
        """Where there is only one, nobody has to choose."""
        chosen: MethodRow | None = self.list.current()
        known = self.list.rows()
        return chosen if chosen is not None or len(known) != 1 else known[0]

    def _choices(self) -> list[tuple[ContractId | None, str]]:
        """What the chosen one does not pay for yet."""
        chosen, found = self._chosen(), self._found
        if chosen is None or found is None:
            return []
        every: list[tuple[ContractId | None, str]] = [] if chosen.is_default else [(None, _("All contracts"))]
        return [*every, *((key, number) for key, number in found.contracts if number not in chosen.pays_for)]

    def menu(self) -> QMenu:
        """For which contract, or for all without a choice of their own."""
        made = QMenu(self)
        for contract_id, words in self._choices():
            made.addAction(words, partial(self._pays_for, contract_id))
        return made

    def _on_choose(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.choose.mapToGlobal(self.choose.rect().bottomLeft()))

    def _pays_for(self, contract_id: ContractId | None) -> None:
        chosen = self._chosen()
        if chosen is not None and self._found is not None:
            self._give(ChooseMethod(self._found.customer_id, chosen.method.id, contract_id), _("Chosen."))

    def _on_mandate(self) -> None:
        if self._found is None:
            return
        self.dialog = MandateDialog(self._desk, self._shell, self, self._found, today(self._desk.clock))
        self.dialog.done_with = lambda _event: self._again(_("The mandate is kept."))
        self.dialog.open()

    def _on_amend(self) -> None:
        chosen, found = self._chosen(), self._found
        if chosen is None or found is None:
            return
        self.dialog = amend_dialog(self._desk, self._shell, self, found, chosen.method)
        self.dialog.done_with = lambda _event: self._again(_("The account is changed."))
        self.dialog.open()

    def _on_scan(self) -> None:
        """Shown where there is one; else the file with it is asked for."""
        chosen = self._chosen()
        if chosen is not None:
            method_id = chosen.method.id
            self._asker.ask(partial(self._desk.office.payments.scan, method_id), partial(self._with_scan, method_id))

    def _with_scan(self, method_id: MethodId, found: StoredPaper | None) -> None:
        if found is not None:
            kept = partial(self._desk.folder.keep, found.file_name, found.content)
            self._shell.services.background.run_other(kept, self._desk.folder.show, self._shell.show_refusal, self)
            return
        path = ask_open(self, _("Scan of the signed mandate"), _("Papers (*.pdf *.jpg *.jpeg *.png)"))
        if path is not None:
            self.keep_scan(method_id, path)

    def keep_scan(self, method_id: MethodId, path: Path) -> None:
        """Read off the window's thread; what is no paper is refused with the reason."""

        def done(content: bytes) -> None:
            self._give(KeepMandateScan.of(method_id, content), _("The scan is kept."))

        self._shell.services.background.run_other(partial(content_of, path), done, self._shell.show_refusal, self)

    def _on_ask(self) -> None:
        if self._found is not None:
            self._give(AskMethod(self._found.customer_id), _("The customer gets a letter."))

    def _on_print(self) -> None:
        chosen, found = self._chosen(), self._found
        if chosen is None or found is None or chosen.method.mandate is None:
            return
        mandate = chosen.method.mandate
        sheet = MandateSheet(
            mandate.reference,
            mandate.creditor_id,
            mandate.scheme,
            mandate.signed_on,
            found.holder,
            chosen.method.shown,
            found.language,
        )

        def kept() -> Path:
            return self._desk.folder.keep(f"{sheet.reference}.pdf", self._desk.papers.mandate(sheet))

        self._asker.ask(kept, self._desk.folder.show)

    def _on_revoke(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        detail = _("Nothing more is collected by it. What is at the bank already is not called back.")
        title = _("Revoke {shown}?").format(shown=chosen.method.shown)
        dialog = ConfirmDialog(self, title, detail, _("Revoke it"), danger=True)
        command = EndMethod(chosen.method.id, EndReason.REVOKED)
        dialog.accepted.connect(partial(self._give, command, _("Revoked.")))
        dialog.open()

    def _give(self, command: Command, told: str) -> None:
        def done(_event: Event) -> None:
            self._again(told)

        give(self._shell, self._desk, command, done, self._shell.show_refusal, owner=self)

    def _again(self, told: str) -> None:
        self._shell.toast(told)
        if self._found is not None:
            self.show_customer(self._found.customer_id)


def _columns() -> list[Column[MethodRow]]:
    return [
        Column("method", _("Method"), lambda one: one.method.shown, fills=True),
        Column("kind", _("Kind"), lambda one: one.method.kind, show=label, width=120, yields=2),
        Column("pays_for", _("Pays for"), _pays_for, width=184),
        Column("state", _("State"), _state, tone=_tone, width=200),
        Column("mandate", _("Mandate"), _mandate, code=True, width=136, yields=1),
        Column("signed", _("Signed on"), _signed, width=112, yields=4),
        Column("provider", _("Provider"), lambda one: one.method.provider, show=label, width=176, yields=3),
    ]


def _pays_for(one: MethodRow) -> str:
    words = [_("all contracts")] if one.is_default else []
    return ", ".join([*words, *one.pays_for])


def _state(one: MethodRow) -> str:
    if one.ended is not None:
        return label(one.ended)
    if one.method.expires_on is not None:
        return _("until {day}").format(day=shown_date(one.method.expires_on))
    return _("in use")


def _tone(one: MethodRow) -> Tone:
    return Tone.OK if one.ended is None else Tone.NEUTRAL


def _mandate(one: MethodRow) -> str:
    return "" if one.method.mandate is None else one.method.mandate.reference


def _signed(one: MethodRow) -> object:
    return None if one.method.mandate is None else one.method.mandate.signed_on
