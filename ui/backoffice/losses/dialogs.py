"""The forms with which a loss is reported and moved on."""

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from domain.losses.charge_loss import ChargeLoss
from domain.losses.claim_loss import ClaimLoss
from domain.losses.cover_loss import CoverLoss
from domain.losses.decide_found import DecideFound
from domain.losses.find_lost import FindLost
from domain.losses.model import LONGEST_REFERENCE, LONGEST_WORDS, LossId, LossKind
from domain.losses.object_to_loss import ObjectToLoss
from domain.losses.recover_lost import RecoverLost, Recovery
from domain.losses.report_loss import ReportLoss
from domain.losses.stages import Stage
from domain.losses.waive_loss import WaiveLoss
from domain.views.losses import LossPage, OutRow
from ui.backoffice.deed_dialog import DeedDialog
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_money
from ui.shell.port import Shell
from ui.widgets.forms import ChoiceField, DateField, MoneyField, TextField


def report_dialog(
    desk: Desk, shell: Shell, parent: QWidget, things: Sequence[OutRow], today: date, *, is_gone: bool = False
) -> DeedDialog:
    """Of the things that a customer has. `is_gone`: it is gone in the books already, only the report is missing."""
    about = _("Rent stops as the owner decided, or goes on while another one is sent. Who pays is settled next.")
    made = DeedDialog(desk, shell, parent, title=_("Report a loss"), detail=about, deed=_("Report the loss"))
    choices = [(each.asset_id, f"{each.code} · {each.title}") for each in things]
    made.form.add(thing=ChoiceField(_("Which thing"), choices))
    made.form.add(kind=ChoiceField(_("What happened"), [(each, label(each)) for each in LossKind]))
    made.form.add(happened=DateField(_("Happened on"), today), reported=DateField(_("We were told on"), today))
    hint = _("Needed before an insurance pays for a theft; can be reported without.")
    made.form.add(police=TextField(_("Reference of the police"), longest=LONGEST_REFERENCE, hint=hint))
    replacing = [(False, _("Rent stops, nothing is sent")), (True, _("Another one is sent, rent goes on"))]
    if not is_gone:
        made.form.add(replaces=ChoiceField(_("What then"), replacing))
    made.form.add(words=TextField(_("What the customer says"), lines=3, longest=LONGEST_WORDS))
    loss_id = LossId(uuid4())
    made.make = lambda values: ReportLoss(
        loss_id,
        values["thing"],
        values["kind"],
        values["happened"],
        values["reported"],
        values["police"],
        bool(values.get("replaces", False)),
        values["words"],
    )
    return made


def claim_dialog(desk: Desk, shell: Shell, parent: QWidget, page: LossPage) -> DeedDialog:
    about = _("The customer gets a letter and may object for some days. Nothing is charged before they are over.")
    made = DeedDialog(desk, shell, parent, title=_("Ask for the value"), detail=about, deed=_("Tell the customer"))
    months = page.use.months(page.loss.reported_on)
    hint = _("Nobody entered what it was bought for: agree on an amount.")
    if page.worth is not None and page.use.cost is not None:
        words = _("By the table: bought for {cost}, month {months} in use, grade {grade}.")
        hint = words.format(cost=shown_money(page.use.cost), months=months, grade=page.use.known_grade.value)
    amount = MoneyField(_("Amount"), zero=False, hint=hint)
    if page.worth is not None:
        amount.set_value(page.worth)
    title = TextField(_("Words on the invoice"), required=True, longest=200)
    title.set_value(_("Value of {thing} ({code})").format(thing=page.row.title, code=page.row.code))
    made.form.add(amount=amount).add(title=title)
    made.make = lambda values: ClaimLoss(page.loss.id, values["title"], values["amount"])
    return made


def object_dialog(desk: Desk, shell: Shell, parent: QWidget, page: LossPage) -> DeedDialog:
    about = _("Nothing is charged until you have decided. What they say is kept here.")
    made = DeedDialog(desk, shell, parent, title=_("The customer objects"), detail=about, deed=_("Keep the objection"))
    made.form.add(words=TextField(_("What the customer says"), lines=4, longest=LONGEST_WORDS))
    made.make = lambda values: ObjectToLoss(page.loss.id, values["words"])
    return made


def charge_dialog(desk: Desk, shell: Shell, parent: QWidget, page: LossPage) -> DeedDialog:
    about = _("The invoice is written at once. It is charged by itself when the days to object are over.")
    if page.loss.stage is Stage.OBJECTED:
        about = _("The customer objected. You insist: the invoice is written at once.")
    made = DeedDialog(desk, shell, parent, title=_("Charge it now"), detail=about, deed=_("Charge it"))
    if page.loss.stage is Stage.CLAIMED:
        agreed = [(False, _("The customer has not answered")), (True, _("The customer agreed"))]
        made.form.add(agreed=ChoiceField(_("What the customer says"), agreed))
    made.make = lambda values: ChargeLoss(page.loss.id, bool(values.get("agreed", False)))
    return made


def cover_dialog(desk: Desk, shell: Shell, parent: QWidget, page: LossPage) -> DeedDialog:
    owed = None if page.cover is None else page.cover.deductible
    about = _("The insurance of the contract pays. The customer gets a letter and pays nothing.")
    if owed:
        words = _("The insurance of the contract pays. The customer gets a letter and an invoice of {amount}.")
        about = words.format(amount=shown_money(owed))
    made = DeedDialog(desk, shell, parent, title=_("The insurance pays"), detail=about, deed=_("The insurance pays"))
    title = TextField(_("Words on the invoice"), required=True, longest=200)
    title.set_value(_("Deductible for {thing} ({code})").format(thing=page.row.title, code=page.row.code))
    made.form.add(title=title)
    title.setVisible(bool(owed))
    made.make = lambda values: CoverLoss(page.loss.id, values["title"])
    return made


def waive_dialog(desk: Desk, shell: Shell, parent: QWidget, page: LossPage) -> DeedDialog:
    about = _("Nothing is charged. A customer who was told of an amount gets a letter that it is dropped.")
    made = DeedDialog(desk, shell, parent, title=_("Charge nothing"), detail=about, deed=_("Charge nothing"))
    made.form.add(reason=TextField(_("Reason for the books"), required=True, longest=200))
    made.make = lambda values: WaiveLoss(page.loss.id, values["reason"])
    return made


def found_dialog(desk: Desk, shell: Shell, parent: QWidget, page: LossPage) -> DeedDialog:
    about = _("It goes to inspection like all that comes back. What was written off is in the books again.")
    made = DeedDialog(desk, shell, parent, title=_("It is here again"), detail=about, deed=_("It is here"))
    made.make = lambda _values: FindLost(page.loss.asset_id)
    return made


def recover_dialog(desk: Desk, shell: Shell, parent: QWidget, page: LossPage, today: date) -> DeedDialog:
    about = _("The customer found it. What was charged goes back, or becomes the price of a sale.")
    made = DeedDialog(desk, shell, parent, title=_("The customer has it again"), detail=about, deed=_("Save"))
    ways = [Recovery.GOES_ON] if page.can_go_on else []
    ways += [Recovery.KEEPS] if page.loss.stage is Stage.CHARGED else []
    made.form.add(way=ChoiceField(_("What then"), [(each, label(each)) for each in ways]))
    made.form.add(on=DateField(_("First day with rent again"), today))
    way, day = made.form["way"], made.form["on"]
    way.changed.connect(lambda: day.setVisible(way.value() is Recovery.GOES_ON))
    day.setVisible(bool(ways) and ways[0] is Recovery.GOES_ON)
    made.make = lambda values: RecoverLost(page.loss.id, values["way"], values["on"])
    return made


def decide_dialog(desk: Desk, shell: Shell, parent: QWidget, page: LossPage) -> DeedDialog:
    about = _("The thing is here again after it was charged. Given back, a credit note is written at once.")
    made = DeedDialog(desk, shell, parent, title=_("What becomes of the money"), detail=about, deed=_("Decide"))
    ways = [(True, _("The money goes back")), (False, _("The charge stands"))]
    made.form.add(way=ChoiceField(_("Decision"), ways if page.gives_back else ways[::-1]))
    made.make = lambda values: DecideFound(page.loss.id, values["way"])
    return made
