"""The forms with which a collection case is moved on."""

from datetime import timedelta

from domain.billing.settlement import PaidBy
from domain.clock import today
from domain.collection.decide_collection import DecideCollection
from domain.collection.model import LONGEST_NOTE, Step
from domain.collection.move_collection import MoveCollection
from domain.collection.recover_things import RecoverThings
from domain.collection.take_case_payment import TakeCasePayment
from domain.views.dunning import CasePage
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.dunning.dialogs import Whom
from ui.labels import label
from ui.language import _, shown_money
from ui.widgets.forms import ChoiceField, DateField, MoneyField, TextField


def agree_dialog(whom: Whom, page: CasePage) -> DeedDialog:
    about = _("{sum} go to {partner}. The customer gets a letter.")
    words = about.format(sum=shown_money(page.row.open), partner=page.row.case.partner)
    made = DeedDialog(*whom, title=_("Agree to the hand-over"), detail=words, deed=_("Agree"))
    made.make = lambda _values: DecideCollection(page.row.case.id, agrees=True)
    return made


def refuse_dialog(whom: Whom, page: CasePage) -> DeedDialog:
    about = _("Nothing is handed over. The invoices stand where they stood.")
    made = DeedDialog(*whom, title=_("Do not hand over"), detail=about, deed=_("Refuse"))
    made.form.add(note=TextField(_("Reason"), required=True, lines=2, longest=LONGEST_NOTE))
    made.make = lambda values: DecideCollection(page.row.case.id, agrees=False, note=values["note"])
    return made


def step_dialog(whom: Whom, page: CasePage, step: Step) -> DeedDialog:
    about = {
        Step.GO_TO_COURT: _("The partner tells that it is before a court."),
        Step.CLOSE_UNPAID: _("The partner gives up. What is open can be written off then."),
        Step.RECALL: _("It is ours again: reminders stand where they stood, and it can be handed over anew."),
    }[step]
    made = DeedDialog(*whom, title=label(step), detail=about, deed=_("Save"))
    made.form.add(note=TextField(_("Note"), lines=2, longest=LONGEST_NOTE))
    made.make = lambda values: MoveCollection(page.row.case.id, step, note=values["note"])
    return made


def fee_dialog(whom: Whom, page: CasePage) -> DeedDialog:
    about = _("Kept with the case, so that it is known what it cost; their invoice is booked elsewhere.")
    made = DeedDialog(*whom, title=_("Fee of the partner"), detail=about, deed=_("Keep it"))
    amount = MoneyField(_("Fee without VAT"), currency=page.row.case.total.currency, zero=False)
    made.form.add(amount=amount).add(note=TextField(_("Note"), longest=LONGEST_NOTE))
    made.make = lambda values: MoveCollection(page.row.case.id, Step.FEE, values["amount"], values["note"])
    return made


def payment_dialog(whom: Whom, page: CasePage) -> DeedDialog:
    still = page.row.open
    about = _("{sum} are open. What comes in settles it in the order that the owner chose.")
    made = DeedDialog(
        *whom, title=_("Money came in"), detail=about.format(sum=shown_money(still)), deed=_("Book it")
    )  # fmt: skip
    amount = MoneyField(_("Amount"), currency=still.currency, zero=False)
    amount.set_value(still)
    ways = [(each, label(each)) for each in (PaidBy.TRANSFER, PaidBy.CASH)]
    made.form.add(amount=amount, paid=DateField(_("Came in on"), today(whom[0].clock)))
    made.form.add(by=ChoiceField(_("How"), ways), reference=TextField(_("Reference"), longest=140))
    made.make = lambda values: TakeCasePayment(
        page.row.case.id, values["amount"], still, values["paid"], values["by"], values["reference"]
    )
    return made


def recover_dialog(whom: Whom, page: CasePage) -> DeedDialog:
    about = _("A return is opened for all that they still have, and the customer gets a letter about it.")
    made = DeedDialog(*whom, title=_("Want the things back"), detail=about, deed=_("Want them back"))
    day = today(whom[0].clock)
    made.form.add(until=DateField(_("Back by"), day + timedelta(days=14), earliest=day))
    made.make = lambda values: RecoverThings(page.row.case.id, values["until"])
    return made
