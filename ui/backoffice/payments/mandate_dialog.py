"""A customer lets us debit their account: the form with its account checked while one types."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from domain.application import Command
from domain.payments.add_mandate import AddMandate
from domain.payments.amend_mandate import AmendMandate
from domain.payments.attempt import MethodId
from domain.payments.methods import Evidence, MandateId, Method
from domain.payments.provider import Scheme
from domain.settings.business import IbanWrong, iban_from
from domain.views.payments import MethodsOfCustomer
from ui.backoffice.deed_dialog import DeedDialog
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import styled, text
from ui.widgets.forms import ChoiceField, DateField, Form, TextField, WrongEntry

_LONGEST_IBAN = 42
_COMPLETE = 15


class IbanField(TextField):
    """Says what is wrong with a number when the field is left, and knows nothing of banks."""

    def value(self) -> str:
        try:
            return iban_from(super().value())
        except IbanWrong as wrong:
            raise WrongEntry(_("That is no IBAN: its check digits do not fit. Compare it with the card.")) from wrong


class MandateDialog(DeedDialog):
    """With the bank's name under the account as soon as its number is complete."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget, found: MethodsOfCustomer, today: date) -> None:
        about = _("The account is debited from now on for all contracts, or for the one you choose. It is kept apart"
                  " and shown with its last four digits alone.")  # fmt: skip
        title, deed = _("New direct debit mandate"), _("Keep the mandate")
        super().__init__(desk, shell, parent, title=title, detail=about, deed=deed)
        self._found = found
        self._ids = (MethodId(uuid4()), MandateId(uuid4()))
        self.iban = IbanField(_("IBAN"), required=True, longest=_LONGEST_IBAN)
        self.bank = text("", "small", wrap=True)
        holder = TextField(_("Account holder"), required=True, longest=70)
        holder.set_value(found.holder)
        signed = DateField(_("Signed on"), today)
        evidence = ChoiceField(_("How it was signed"), [(each, label(each)) for each in Evidence])
        self.form.add(iban=self.iban)
        self.rest = Form().add(holder=holder).add(signed=signed, evidence=evidence)
        self.below.addWidget(self.bank)
        self.below.addWidget(self.rest)
        if found.is_company:
            self.rest.add(scheme=ChoiceField(_("Scheme"), [(each, label(each)) for each in Scheme]))
        contracts = [(None, _("all contracts")), *found.contracts]
        self.rest.add(contract=ChoiceField(_("Pays for"), contracts))
        self.rest.add(words=TextField(_("Note about the signature"), longest=300))
        self.iban.changed.connect(self._look)
        self.bank.hide()

    def command(self, values: Mapping[str, Any]) -> Command | None:
        rest = self.rest.read()
        if rest is None:
            return None
        values = {**values, **rest}
        method_id, mandate_id = self._ids
        return AddMandate(
            method_id,
            mandate_id,
            self._found.customer_id,
            values["signed"],
            values["evidence"],
            values.get("scheme", Scheme.CORE),
            values["contract"],
            values["iban"],
            values["holder"],
            words=values["words"],
        )

    def _look(self) -> None:
        """Live, as soon as a number may be complete."""
        typed = "".join(self.iban.editor.property("text").split())
        words, tone = "", Tone.NEUTRAL
        if len(typed) >= _COMPLETE:
            try:
                words, tone = bank_of(self._desk, iban_from(typed))
            except IbanWrong:
                words, tone = _("The check digits do not fit yet."), Tone.WARN
        self.bank.setText(words)
        styled(self.bank, tone=tone.value if tone is not Tone.NEUTRAL else None)
        self.bank.setVisible(bool(words))


def bank_of(desk: Desk, iban: str) -> tuple[str, Tone]:
    """The bank of an account whose check digits fit, or what is known instead."""
    money = desk.money
    known = None if money is None else money.banks.account(iban)
    if known is not None and (not known.is_valid or known.bank == ""):
        return _("No bank has this number. Ask the customer again."), Tone.WARN
    if known is None or known.bank is None:
        return _("The check digits fit."), Tone.OK
    return known.bank, Tone.OK


def amend_dialog(desk: Desk, shell: Shell, parent: QWidget, found: MethodsOfCustomer, method: Method) -> DeedDialog:
    """The mandate stays, the account is another one."""
    about = _(
        "The mandate goes on with the new account, which pays for everything that {shown} paid for. The bank is told"
        " with the next debit."
    ).format(shown=method.shown)
    made = DeedDialog(desk, shell, parent, title=_("Other account"), detail=about, deed=_("Change the account"))
    made.form.add(iban=IbanField(_("IBAN"), required=True, longest=_LONGEST_IBAN))
    holder = TextField(_("Account holder"), required=True, longest=70)
    holder.set_value(found.holder)
    made.form.add(holder=holder)
    new_id = MethodId(uuid4())
    made.make = lambda values: AmendMandate(method.id, new_id, values["iban"], values["holder"])
    made.form["iban"].setFocus()
    return made
