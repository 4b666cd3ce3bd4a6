"""The forms with which dunning of one customer is held back, moved on, or ended."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from domain.application import Command
from domain.billing.settlement import PaidBy
from domain.clock import today
from domain.collection.model import LONGEST_NOTE, LONGEST_PARTNER, CollectionId
from domain.collection.propose_collection import ProposeCollection
from domain.collection.revive_claim import ReviveClaim
from domain.collection.write_off_claim import WriteOffClaim
from domain.collection.writing_off import WriteOffCause
from domain.contracts.terminate_contract import TerminateContract
from domain.dunning.agree_instalments import AgreeInstalments
from domain.dunning.call_off_instalments import CallOffInstalments
from domain.dunning.drop_notice import DropNotice
from domain.dunning.hold_dunning import HoldDunning
from domain.dunning.instalments import MOST_RATES, InstalmentPlan, PlanId, Rate, proposed
from domain.dunning.lift_hold import LiftHold
from domain.dunning.model import LONGEST_REASON, Hold, HoldId, HoldKind, Item
from domain.dunning.note_notice_sent import NoteNoticeSent
from domain.dunning.take_payment import TakePayment
from domain.dunning.waive_claims import WaiveClaims
from domain.ids import CustomerId
from domain.money import Money, total
from domain.period import add_months
from domain.views.dunning import Arrears, CaseItemRow, NoticeRow
from ui.backoffice.deed_dialog import DeedDialog
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date, shown_money
from ui.shell.port import Shell
from ui.widgets.base import text
from ui.widgets.forms import ChoiceField, DateField, MoneyField, NumberField, TextField, WrongEntry

Whom = tuple[Desk, Shell, QWidget]


class HoldDialog(DeedDialog):
    """What holds letters back, of one invoice or all, and until when."""

    def __init__(self, whom: Whom, customer_id: CustomerId, items: Sequence[Item], wanted: HoldKind | None) -> None:
        about = _("No letter is written meanwhile, and no days are lost: afterwards it goes on where it stood.")
        super().__init__(*whom, title=_("Hold reminders back"), detail=about, deed=_("Hold back"))
        self._customer, self._id, day = customer_id, HoldId(uuid4()), today(whom[0].clock)
        kind = ChoiceField(_("Why"), [(each, label(each)) for each in HoldKind])
        about_all: list[tuple[Any, str]] = [(None, _("All invoices"))]
        named = [(each.invoice_id, f"{each.number} · {shown_money(each.open)}") for each in items if not each.is_claim]
        invoice = ChoiceField(_("About"), about_all + named)
        ends = ChoiceField(_("Until"), [(False, _("until it is lifted")), (True, _("with a day"))])
        until = DateField(_("Last day"), add_months(day, 1), earliest=day)
        self.form.add(kind=kind, invoice=invoice)
        self.form.add(ends=ends, until=until)
        self.form.add(reason=TextField(_("Reason"), required=True, lines=2, longest=LONGEST_REASON))

        def settle() -> None:
            is_promise = kind.value() is HoldKind.PROMISE
            ends.setVisible(not is_promise)
            until.setVisible(is_promise or ends.value())

        kind.changed.connect(settle)
        ends.changed.connect(settle)
        if wanted is not None:
            kind.set_value(wanted)
        if wanted is HoldKind.DISPUTE and named:
            invoice.set_value(named[0][0])
        settle()

    def command(self, values: Mapping[str, Any]) -> Command | None:
        has_day = values["ends"] or values["kind"] is HoldKind.PROMISE
        until = values["until"] if has_day else None
        given = (self._id, self._customer, values["kind"], values["invoice"], until, values["reason"])
        return HoldDunning(*given)


def lift_dialog(whom: Whom, hold: Hold) -> DeedDialog:
    about = _("{what}: {why}").format(what=label(hold.kind), why=hold.reason or "–")
    made = DeedDialog(*whom, title=_("Let reminders go on"), detail=about, deed=_("Let go on"))
    made.form.add(reason=TextField(_("What was decided"), longest=LONGEST_REASON))
    made.make = lambda values: LiftHold(hold.id, values["reason"])
    return made


class PlanDialog(DeedDialog):
    """Equal monthly rates over all that is open; days and amounts are shown before it is agreed."""

    def __init__(self, whom: Whom, customer_id: CustomerId, items: Sequence[Item]) -> None:
        currency = items[0].open.currency
        self._items = [each for each in items if each.open.currency == currency]
        self._whole = total((each.open for each in self._items), currency)
        about = _("{sum} are open. While the rates come no letter goes out; if one is missed, all that is left is due.")
        super().__init__(
            *whom, title=_("Agree on instalments"), detail=about.format(sum=shown_money(self._whole)),
            deed=_("Agree and write the letter"),
        )  # fmt: skip
        self._customer, self._id, day = customer_id, PlanId(uuid4()), today(whom[0].clock)
        self.count = NumberField(_("How many rates"), least=Decimal(1), most=Decimal(MOST_RATES), places=0)
        self.first = DateField(_("First one due on"), add_months(day, 1), earliest=day)
        self.rates = text("", "muted", wrap=True)
        self.form.add(count=self.count, first=self.first)
        self.below.addWidget(self.rates)
        for field in (self.count, self.first):
            field.changed.connect(self._show)
        self.count.set_value(Decimal(3))
        self._show()

    def planned(self) -> tuple[Rate, ...]:
        """Raises WrongEntry."""
        return proposed(self._whole, int(self.count.value()), self.first.value())

    def command(self, values: Mapping[str, Any]) -> Command | None:
        ids = tuple(each.invoice_id for each in self._items)
        return AgreeInstalments(self._id, self._customer, ids, self.planned(), self._whole)

    def _show(self) -> None:
        try:
            rates = self.planned()
        except WrongEntry:
            self.rates.setText("")
            return
        lines = [f"{shown_date(each.due_on)}: {shown_money(each.amount)}" for each in rates]
        self.rates.setText("  ·  ".join(lines))


def end_plan_dialog(whom: Whom, plan: InstalmentPlan) -> DeedDialog:
    about = _("All that is left is due again, and letters go on.")
    made = DeedDialog(*whom, title=_("Stop the instalment plan"), detail=about, deed=_("Stop the plan"))
    made.form.add(reason=TextField(_("Reason"), required=True, longest=LONGEST_REASON))
    made.make = lambda values: CallOffInstalments(plan.id, values["reason"])
    return made


def sent_dialog(whom: Whom, notice: NoticeRow) -> DeedDialog:
    about = _("From today its level counts, and the days until the next letter begin.")
    made = DeedDialog(*whom, title=_("Sent on paper"), detail=about, deed=_("It was sent"))
    made.make = lambda _values: NoteNoticeSent(notice.id, by_post=True)
    return made


def drop_dialog(whom: Whom, notice: NoticeRow) -> DeedDialog:
    about = _("The letter is not sent, its invoices stand where they stood, and what it claimed is taken back.")
    made = DeedDialog(*whom, title=_("Do not send it"), detail=about, deed=_("Drop the letter"))
    made.form.add(reason=TextField(_("Reason"), required=True, longest=LONGEST_REASON))
    made.make = lambda values: DropNotice(notice.id, values["reason"])
    return made


def waive_dialog(whom: Whom, notice: NoticeRow) -> DeedDialog:
    about = _("{sum} of {number} are taken back by a credit note. The letter stays sent.")
    words = about.format(sum=shown_money(notice.claims), number=notice.number)
    made = DeedDialog(*whom, title=_("Waive costs and interest"), detail=words, deed=_("Waive them"))
    made.form.add(reason=TextField(_("Reason"), required=True, longest=LONGEST_REASON))
    made.make = lambda values: WaiveClaims(notice.id, values["reason"])
    return made


def payment_dialog(whom: Whom, customer_id: CustomerId, still_open: Money) -> DeedDialog:
    about = _("{sum} are open in all. What comes in settles it in the order that the owner chose.")
    words = about.format(sum=shown_money(still_open))
    made = DeedDialog(*whom, title=_("Money came in"), detail=words, deed=_("Book it"))
    day = today(whom[0].clock)
    amount = MoneyField(_("Amount"), currency=still_open.currency, zero=False)
    amount.set_value(still_open)
    ways = [(each, label(each)) for each in (PaidBy.TRANSFER, PaidBy.CASH)]
    made.form.add(amount=amount, paid=DateField(_("Came in on"), day))
    made.form.add(by=ChoiceField(_("How"), ways), reference=TextField(_("Reference"), longest=140))
    made.make = lambda values: TakePayment(
        customer_id,
        values["amount"],
        still_open,
        values["paid"],
        values["by"],
        keeps_rest=True,
        reference=values["reference"],
    )
    return made


def hand_over_dialog(whom: Whom, customer_id: CustomerId, amount: Money) -> DeedDialog:
    about = _("{sum} go to a collection partner, with their costs and interest. The customer gets a letter; above the"
              " owner's limit a second person agrees first.")  # fmt: skip
    words = about.format(sum=shown_money(amount))
    made = DeedDialog(*whom, title=_("Hand over to collection"), detail=words, deed=_("Hand over"))
    made.form.add(partner=TextField(_("Collection partner"), required=True, longest=LONGEST_PARTNER))
    case_id = CollectionId(uuid4())
    made.make = lambda values: ProposeCollection(case_id, customer_id, values["partner"], amount)
    return made


def end_contract_dialog(whom: Whom, arrears: Arrears) -> DeedDialog:
    """Raises nothing: a person reads what the law asks for and decides."""
    words = [
        _("{sum} of {contract} are overdue: {months} months of rent, {runs} dates in a row.").format(
            sum=shown_money(arrears.overdue), contract=arrears.number, months=f"{arrears.tenths / 10:.1f}",
            runs=arrears.in_a_row,
        )
    ]  # fmt: skip
    law = _("Section 543 (2) no. 3 BGB allows to end it at once.")
    if not arrears.may_end:
        law = _("Section 543 (2) no. 3 BGB asks for two dates in a row or two months' rent: that is not reached.")
    made = DeedDialog(
        *whom, title=_("End the contract for arrears"), detail="\n".join((*words, law)), deed=_("End the contract")
    )
    reason = TextField(_("Reason, as the customer reads it"), required=True, lines=2, longest=300)
    reason.set_value(_("Arrears of {sum} despite our reminders").format(sum=shown_money(arrears.overdue)))
    made.form.add(reason=reason)
    made.save.setEnabled(arrears.may_end)
    made.make = lambda values: TerminateContract(arrears.contract_id, arrears.version, values["reason"])
    return made


def write_off_dialog(whom: Whom, item: CaseItemRow) -> DeedDialog:
    about = _("{sum} of {number} are written off. The claim stays one in law; the VAT in it goes back to us.")
    words = about.format(sum=shown_money(item.open), number=item.number)
    made = DeedDialog(*whom, title=_("Write off the claim"), detail=words, deed=_("Write it off"))
    made.form.add(cause=ChoiceField(_("Why"), [(each, label(each)) for each in WriteOffCause], required=True))
    made.form.add(note=TextField(_("Note for the books"), required=True, lines=2, longest=LONGEST_NOTE))
    made.make = lambda values: WriteOffClaim(item.invoice_id, item.open, values["cause"], values["note"])
    return made


def revive_dialog(whom: Whom, entry_id: Any, number: str) -> DeedDialog:
    about = _("{number} is open again, with its VAT: book the money that came then.").format(number=number)
    made = DeedDialog(*whom, title=_("Take the write-off back"), detail=about, deed=_("Take it back"))
    made.make = lambda _values: ReviveClaim(entry_id)
    return made
