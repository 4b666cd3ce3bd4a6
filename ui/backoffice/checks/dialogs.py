"""The forms with which a check is decided."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from domain.application import Command
from domain.checks.ask_money import AskMoney
from domain.checks.check_again import CheckAgain
from domain.checks.decline_release import DeclineRelease
from domain.checks.drop_money import DropMoney
from domain.checks.identity import DocumentSeen
from domain.checks.look_again import LookAgain
from domain.checks.model import WHY_LENGTH, MoneyFor
from domain.checks.receive_money import ReceiveMoney
from domain.checks.refuse_order import RefuseOrder
from domain.checks.release_order import ReleaseOrder
from domain.checks.see_identity import SeeIdentity
from domain.checks.take_over import TakeOver
from domain.ids import OrderId
from domain.views.checks import CheckPage
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.invoices.money_dialog import paid_by_field
from ui.desk import Desk
from ui.labels import label
from ui.language import N_, _, shown_money
from ui.shell.port import Shell
from ui.widgets.forms import ChoiceField, DateField, MoneyField, TextField

_REFERENCE: Final = 140
_SAID: Final = {
    "release": (
        ReleaseOrder,
        N_("Let the order go"),
        N_("The order goes out, and the customer gets a letter."),
        N_("Free the order"),
    ),
    "propose": (
        ReleaseOrder,
        N_("Let the order go"),
        N_("Somebody else has to agree before anything goes out."),
        N_("Ask somebody to agree"),
    ),
    "decline": (
        DeclineRelease,
        N_("Do not agree"),
        N_("The order goes on waiting, and a person decides anew."),
        N_("Do not agree"),
    ),
    "look_again": (
        LookAgain,
        N_("See it as yellow"),
        N_("What the check stopped is looked at by a person. Two people let it go after that."),
        N_("See it as yellow"),
    ),
    "take_over": (
        TakeOver,
        N_("Take the check over"),
        N_("Nobody is waited for any longer: from now on a person decides."),
        N_("Take over"),
    ),
    "drop_money": (
        DropMoney,
        N_("Do not ask for money any more"),
        N_("A person decides in another way. What came in stays to the customer's credit."),
        N_("Do not ask any more"),
    ),
    "refuse": (
        RefuseOrder,
        N_("Refuse the order"),
        N_(
            "The order is cancelled, what was picked goes back to the shelf, and the customer gets a letter. Your"
            " reason is not in it."
        ),
        N_("Refuse the order"),
    ),
}
"""By the name of the deed: the command with a reason, the title, what follows, the word on the button."""


def why_dialog(desk: Desk, shell: Shell, parent: QWidget, page: CheckPage, deed: str) -> DeedDialog:
    """A decision that only needs its reason."""
    command, title, about, words = _SAID[deed]
    made = DeedDialog(desk, shell, parent, title=_(title), detail=_(about), deed=_(words))
    made.form.add(why=TextField(_("Why"), required=True, lines=3, longest=WHY_LENGTH))
    made.make = lambda values: command(page.row.check.order_id, values["why"])
    return made


def ask_money_dialog(desk: Desk, shell: Shell, parent: QWidget, page: CheckPage) -> DeedDialog:
    about = _(
        "The customer is written to and transfers the amount with the order's number. A deposit becomes a part of the"
        " contract and comes back at its end; a payment in advance pays the first invoices."
    )
    made = DeedDialog(desk, shell, parent, title=_("Ask for money in advance"), detail=about, deed=_("Ask for it"))
    kinds = ChoiceField(_("What for"), [(each, label(each)) for each in MoneyFor])
    amount = MoneyField(_("Amount"), zero=False)
    amount.set_value(page.deposit)
    made.form.add(asked_for=kinds, amount=amount)
    made.form.add(why=TextField(_("Why"), required=True, longest=WHY_LENGTH))

    def command(values: Mapping[str, Any]) -> Command:
        return AskMoney(page.row.check.order_id, values["amount"], values["asked_for"], values["why"])

    made.make = command
    return made


def receive_dialog(desk: Desk, shell: Shell, parent: QWidget, page: CheckPage, today: date) -> DeedDialog:
    check = page.row.check
    about = _("{amount} are missing. The order goes out by itself when all of it is here; more stays as balance.")
    made = DeedDialog(
        desk, shell, parent, title=_("Money came in"), detail=about.format(amount=shown_money(check.missing)),
        deed=_("Book it"),
    )  # fmt: skip
    amount = MoneyField(_("Amount"), zero=False)
    amount.set_value(check.missing)
    made.form.add(amount=amount, paid_on=DateField(_("Paid on"), today))
    made.form.add(by=paid_by_field(_("How")), reference=TextField(_("Reference"), longest=_REFERENCE))

    def command(values: Mapping[str, Any]) -> Command:
        return ReceiveMoney(
            check.order_id,
            check.missing,
            values["amount"],
            values["paid_on"],
            values["by"],
            values["reference"],
        )

    made.make = command
    return made


def identity_dialog(desk: Desk, shell: Shell, parent: QWidget, page: CheckPage) -> DeedDialog:
    return identity_of(desk, shell, parent, page.row.check.order_id)


def identity_of(desk: Desk, shell: Shell, parent: QWidget, order_id: OrderId) -> DeedDialog:
    """For whoever saw the document, wherever they stand."""
    about = _(
        "Only what kind of document it is and the last four characters of its number are kept, and that you saw it."
        " Make no copy."
    )
    made = DeedDialog(desk, shell, parent, title=_("Identity document seen"), detail=about, deed=_("I have seen it"))
    kinds = [(each, label(each)) for each in DocumentSeen]
    last = TextField(_("Last four characters"), required=True, longest=4)
    made.form.add(document=ChoiceField(_("Document"), kinds), last_four=last)
    made.make = lambda values: SeeIdentity(order_id, values["document"], values["last_four"])
    return made


def again_dialog(desk: Desk, shell: Shell, parent: QWidget, page: CheckPage) -> DeedDialog:
    about = _("Everything that is known now counts. A credit bureau is asked anew, which may cost.")
    made = DeedDialog(desk, shell, parent, title=_("Check again"), detail=about, deed=_("Check again"))
    made.form.add(iban=TextField(_("Account the customer pays from"), longest=42, hint=_("IBAN; only if you know it.")))
    made.make = lambda values: CheckAgain(page.row.check.order_id, values["iban"])
    return made
