"""The forms with which a letter is moved on and an address is blocked or released."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from domain.messages.block_address import BlockAddress
from domain.messages.change_mail_rule import ChangeMailRule
from domain.messages.decide_mail import DecideMail
from domain.messages.delivery import RESENDABLE, MailState, MailStep
from domain.messages.events import EVENTS, Recipient
from domain.messages.release_address import ReleaseAddress
from domain.messages.resend_mail import ResendMail
from domain.messages.rules import MailRule
from domain.views.letters import BlockRow, EventRow, MailRow
from ui.backoffice.deed_dialog import DeedDialog
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.widgets.forms import ChoiceField, NumberField, TextField

_LONGEST = 254
_DAY = 24 * 60


def again_dialog(desk: Desk, shell: Shell, parent: QWidget, row: MailRow) -> DeedDialog:
    """Once more: the same letter where it did not go out, a new one where it did."""
    is_new = row.state in RESENDABLE
    about = _("The same words and papers go out once more.")
    if row.state is MailState.UNKNOWN:
        about = _("The same letter goes out once more, under the same number.")
    made = DeedDialog(desk, shell, parent, title=_("Send again"), detail=about, deed=_("Send"))
    hint = _("Left empty: where letters to this customer go today.")
    made.form.add(address=TextField(_("E-mail address"), longest=_LONGEST, hint=hint))
    made.form["address"].setFocus()
    made.make = lambda values: (
        ResendMail(row.id, values["address"])
        if is_new
        else DecideMail(row.id, MailStep.AGAIN, address=values["address"])
    )
    return made


def drop_dialog(desk: Desk, shell: Shell, parent: QWidget, row: MailRow) -> DeedDialog:
    about = _("The letter is not sent. The customer does not hear of it by this way.")
    made = DeedDialog(desk, shell, parent, title=_("Leave the letter out"), detail=about, deed=_("Leave it out"))
    made.form.add(why=TextField(_("Reason, for the house"), required=True, longest=200))
    made.form["why"].setFocus()
    made.make = lambda values: DecideMail(row.id, MailStep.DROP, values["why"])
    return made


def block_dialog(desk: Desk, shell: Shell, parent: QWidget) -> DeedDialog:
    about = _("No letter goes to this address any more until somebody releases it.")
    made = DeedDialog(desk, shell, parent, title=_("Block an address"), detail=about, deed=_("Block"))
    made.form.add(address=TextField(_("E-mail address"), required=True, longest=_LONGEST))
    made.form["address"].setFocus()
    made.form.add(why=TextField(_("Reason, for the house"), longest=200))
    made.make = lambda values: BlockAddress(values["why"], values["address"])
    return made


def release_dialog(desk: Desk, shell: Shell, parent: QWidget, row: BlockRow) -> DeedDialog:
    about = _("Letters go to {address} again. Those that were held back wait until somebody sends them.")
    title = _("Release the address")
    made = DeedDialog(desk, shell, parent, title=title, detail=about.format(address=row.address), deed=_("Release"))
    made.form.add(why=TextField(_("Reason, for the house"), required=True, longest=200))
    made.form["why"].setFocus()
    made.make = lambda values: ReleaseAddress(row.id, values["why"])
    return made


def rule_dialog(desk: Desk, shell: Shell, parent: QWidget, row: EventRow) -> DeedDialog:
    """On or off, to whom, and how much later; counts for letters that are promised from now on."""
    facts, rule = EVENTS[row.event], row.rule
    about = _("It counts for letters that are promised from now on.")
    if facts.by_law:
        about += " " + _("The law wants this letter, so it stays on, without delay, and goes to the customer.")
    made = DeedDialog(desk, shell, parent, title=label(row.event), detail=about, deed=_("Save"))
    ways = [(True, _("Is written")), (False, _("Is not written"))]
    to = [
        ((Recipient.CUSTOMER,), label(Recipient.CUSTOMER)),
        ((Recipient.BILLING,), label(Recipient.BILLING)),
        ((Recipient.CUSTOMER, Recipient.BILLING), _("Customer and address for bills")),
        ((Recipient.OTHER,), _("Only another address")),
    ]
    units = [(1, _("minutes")), (60, _("hours")), (_DAY, _("days"))]
    hint = _("An address of the house: it gets every letter of this kind as well.")
    is_on, whom = ChoiceField(_("Letter"), ways), ChoiceField(_("To"), to)
    copy = TextField(_("Copy to"), longest=_LONGEST, hint=hint)
    delay, unit = NumberField(_("Goes out after"), least=Decimal(0), places=0), ChoiceField(_("Unit"), units)
    made.form.add(is_on=is_on).add(to=whom).add(copy=copy).add(delay=delay, unit=unit)
    lead = NumberField(_("Days ahead"), least=Decimal(1), places=0)
    if facts.lead_days:
        made.form.add(lead=lead)
        lead.set_value(rule.lead_days)
    per = next(each for each in (_DAY, 60, 1) if rule.delay_minutes % each == 0) if rule.delay_minutes else 60
    is_on.set_value(rule.is_on)
    whom.set_value(tuple(each for each in rule.to if each is not Recipient.OTHER) or (Recipient.OTHER,))
    copy.set_value(rule.other_address)
    delay.set_value(rule.delay_minutes // per)
    unit.set_value(per)
    for field in (is_on, delay, unit):
        field.setEnabled(not facts.by_law)
    made.make = lambda values: ChangeMailRule(row.event, row.version, _rule(values))
    return made


def _rule(values: Mapping[str, Any]) -> MailRule:
    to, copy = values["to"], values["copy"]
    if copy and Recipient.OTHER not in to:
        to = (*to, Recipient.OTHER)
    return MailRule(values["is_on"], int(values["delay"]) * values["unit"], to, copy, int(values.get("lead", 0)))
