"""The small forms with which a repair is taken up and moved on."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from domain.ids import AssetId, ContractId
from domain.refurbishment.await_parts import AwaitParts
from domain.refurbishment.book_outside_cost import BookOutsideCost
from domain.refurbishment.call_off_repair import CallOffRepair
from domain.refurbishment.credit_repair import CreditRepair
from domain.refurbishment.diagnose_repair import DiagnoseRepair
from domain.refurbishment.repairs import MOST_WORDS, CostKind, Origin, RepairId
from domain.refurbishment.report_problem import ReportProblem
from domain.refurbishment.send_to_supplier import SendToSupplier
from domain.refurbishment.send_to_workshop import SendToWorkshop
from domain.refurbishment.take_back_repair import TakeBackRepair
from domain.returns.announce_return import AnnounceReturn
from domain.returns.model import Purpose
from ui.backoffice.deed_dialog import DeedDialog, Make
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.widgets.forms import ChoiceField, DateField, Field, MoneyField, TextField

A_WEEK = timedelta(days=7)
For = tuple[Desk, Shell, QWidget]


def report_dialog(of: For, asset_id: AssetId, code: str, *, is_out: bool) -> DeedDialog:
    about = _("A repair order is opened. A customer who has the thing hears that it was taken up.")
    made = _dialog(of, _("Report a problem: {code}").format(code=code), about, _("Open repair order"))
    problem = TextField(
        _("What is wrong"),
        required=True,
        lines=4,
        longest=MOST_WORDS,
        hint=_("About the thing alone: it stays in its history, so no names."),
    )
    origin = ChoiceField(_("Found by"), [(each, label(each)) for each in Origin])
    origin.set_value(Origin.CUSTOMER if is_out else Origin.INSPECTION)
    repair_id = RepairId(uuid4())
    return _with(
        made,
        {"problem": problem, "origin": origin},
        lambda values: ReportProblem(repair_id, asset_id, values["problem"], values["origin"]),
    )


def diagnose_dialog(of: For, repair_id: RepairId) -> DeedDialog:
    about = _("What somebody found who looked at it. It stands in the history of the order.")
    made = _dialog(of, _("Diagnosis"), about, _("Note it"))
    finding = TextField(_("What is really wrong"), required=True, lines=4, longest=MOST_WORDS)
    return _with(made, {"finding": finding}, lambda values: DiagnoseRepair(repair_id, values["finding"]))


def parts_dialog(of: For, repair_id: RepairId, day: date) -> DeedDialog:
    about = _("The order waits until then. Parts that are built in are counted when the work ends.")
    made = _dialog(of, _("Wait for parts"), about, _("Wait for them"))
    parts = TextField(_("What is awaited, from whom"), required=True, longest=200)
    until = DateField(_("Expected on"), day + A_WEEK)
    return _with(
        made, {"parts": parts, "until": until}, lambda values: AwaitParts(repair_id, values["parts"], values["until"])
    )


def workshop_dialog(of: For, repair_id: RepairId, day: date) -> DeedDialog:
    about = _("Somebody else repairs it. Their invoice is booked when it comes.")
    made = _dialog(of, _("To a workshop"), about, _("It is there"))
    name = TextField(_("Workshop"), required=True, longest=200)
    until = DateField(_("Back on"), day + A_WEEK)
    return _with(
        made, {"name": name, "until": until}, lambda values: SendToWorkshop(repair_id, values["name"], values["until"])
    )


def supplier_dialog(of: For, repair_id: RepairId, day: date) -> DeedDialog:
    about = _("Under warranty: the supplier repairs it, or keeps it and gives its value back.")
    made = _dialog(of, _("To the supplier"), about, _("It is sent"))
    name = TextField(_("Supplier"), required=True, longest=200)
    number = TextField(_("Their number of the case"), longest=100)
    until = DateField(_("Back on"), day + A_WEEK * 2)
    return _with(
        made,
        {"name": name, "number": number, "until": until},
        lambda values: SendToSupplier(repair_id, values["name"], values["number"], values["until"]),
    )


def back_dialog(of: For, repair_id: RepairId) -> DeedDialog:
    about = _("It is on our own bench now: the workshop checks it before it goes out.")
    made = _dialog(of, _("It is back"), about, _("It is here"))
    outcome = ChoiceField(_("Repaired?"), [(True, _("Yes")), (False, _("No"))])
    outcome.set_value(True)
    note = TextField(_("What was done"), longest=300)
    return _with(
        made,
        {"outcome": outcome, "note": note},
        lambda values: TakeBackRepair(repair_id, is_repaired=values["outcome"], note=values["note"]),
    )


def credit_dialog(of: For, repair_id: RepairId) -> DeedDialog:
    about = _("The supplier keeps the thing. It leaves our stock, and what it cost us is lowered by this amount.")
    made = _dialog(of, _("Supplier gives the value back"), about, _("Book the credit"))
    amount = MoneyField(_("Amount, net"), zero=False)
    number = TextField(_("Number of the credit note"), longest=100)
    return _with(
        made,
        {"amount": amount, "number": number},
        lambda values: CreditRepair(repair_id, values["amount"], values["number"]),
    )


def cost_dialog(of: For, repair_id: RepairId, day: date) -> DeedDialog:
    about = _("What others ask for this repair, without VAT. It counts as cost of the thing.")
    made = _dialog(of, _("Book an invoice"), about, _("Book it"))
    kinds = [(each, label(each)) for each in CostKind if each is not CostKind.SUPPLIER_CREDIT]
    kind = ChoiceField(_("What for"), kinds)
    kind.set_value(CostKind.WORKSHOP)
    amount = MoneyField(_("Amount, net"), zero=False)
    supplier, number = TextField(_("From whom"), longest=200), TextField(_("Invoice number"), longest=100)
    on = DateField(_("Of the day"), day)
    return _with(
        made,
        {"amount": amount, "kind": kind, "supplier": supplier, "number": number, "on": on},
        lambda values: BookOutsideCost(
            repair_id, values["kind"], values["amount"], values["on"], values["supplier"], values["number"]
        ),
    )


def off_dialog(of: For, repair_id: RepairId) -> DeedDialog:
    about = _("Nothing is repaired. What was lent for it is asked back.")
    made = _dialog(of, _("Call the repair off"), about, _("Call off"))
    reason = TextField(_("Why"), required=True, longest=MOST_WORDS)
    return _with(made, {"reason": reason}, lambda values: CallOffRepair(repair_id, values["reason"]))


def bring_dialog(of: For, contract_id: ContractId, asset_id: AssetId, day: date) -> DeedDialog:
    about = _("The customer is asked by letter to send or bring it. The contract goes on; it goes out again after.")
    made = _dialog(of, _("Ask the customer to bring it"), about, _("Ask for it"))
    until = DateField(_("Here by"), day + A_WEEK * 2)
    return _with(
        made,
        {"until": until},
        lambda values: AnnounceReturn(contract_id, values["until"], "repair", Purpose.REPAIR, asset_ids=(asset_id,)),
    )


def _dialog(of: For, title: str, about: str, deed: str) -> DeedDialog:
    return DeedDialog(*of, title=title, detail=about, deed=deed)


def _with(made: DeedDialog, fields: Mapping[str, Field[Any]], make: Make) -> DeedDialog:
    for name, field in fields.items():
        made.form.add(**{name: field})
    made.make = make
    next(iter(fields.values())).setFocus()
    return made
