"""All changes a person can make: their names, groups and forms, and why one is not possible just now."""

from typing import Final

from domain.contracts.status import OVER, Action, Status, open_actions
from ui.backoffice.contracts.changes.deed import Deed, Obstacle
from ui.backoffice.contracts.changes.forms_bundle import bundle_deeds
from ui.backoffice.contracts.changes.forms_charge import ChargeForm, SettleForm, deposits
from ui.backoffice.contracts.changes.forms_days import ChangePaymentForm, MoveEndForm, MovePaymentForm, MoveStartForm
from ui.backoffice.contracts.changes.forms_lines import AddLineForm, EndLineForm
from ui.backoffice.contracts.changes.forms_loyalty import LoyaltyForm
from ui.backoffice.contracts.changes.forms_money import DiscountForm, GiveBackForm
from ui.backoffice.contracts.changes.forms_pause import PauseForm, ResumeForm
from ui.backoffice.contracts.changes.forms_payment import PaymentTermsForm
from ui.backoffice.contracts.changes.forms_plan import PlanForm
from ui.backoffice.contracts.changes.forms_price import PriceForm, QuantityForm
from ui.backoffice.contracts.changes.forms_rhythm import BillingDayForm, IntervalForm
from ui.backoffice.contracts.changes.kit import Case, payments
from ui.backoffice.contracts.ending_dialogs import (
    CancelForm,
    KeepForm,
    OutageForm,
    OutageOverForm,
    TerminateForm,
    WithdrawForm,
)
from ui.backoffice.deliveries.deeds import DELIVERY_DEEDS
from ui.labels import label
from ui.language import N_, _


def _started(case: Case) -> str:
    return _("the contract has not started") if case.contract.start_on is None else ""


def _running(case: Case) -> str:
    if case.contract.status in OVER:
        return _("the contract is over")
    return _started(case)


def _recurring(case: Case) -> str:
    return _running(case) or ("" if case.running else _("no line is charged again"))


def _payable(case: Case) -> str:
    return _recurring(case) or ("" if payments(case) else _("no payment is to come"))


def _pausable(case: Case) -> str:
    status = case.contract.status
    if status is not Status.PAUSED and Action.PAUSE not in open_actions(status):
        return _recurring(case) or _("not while the contract is “{status}”").format(status=label(status))
    return _recurring(case)


def _resumable(case: Case) -> str:
    planned = [each for each in case.contract.pauses if each.resume_on is None or each.resume_on > case.today]
    return _recurring(case) or ("" if planned else _("no pause is planned"))


def _can(action: Action) -> Obstacle:
    """Not while the status knows no such way."""

    def why_not(case: Case) -> str:
        status = case.contract.status
        if action in open_actions(status):
            return _started(case)
        return _("not while the contract is “{status}”").format(status=label(status))

    return why_not


def _missing(case: Case) -> str:
    is_missing = any(each.until is None for each in case.contract.outages)
    return _running(case) or ("" if is_missing else _("nothing is reported"))


def _settleable(case: Case) -> str:
    if not deposits(case.contract):
        return _("no deposit is held")
    return _started(case) or ("" if case.contract.end_on is not None else _("the contract has no end yet"))


_PRICE, _RHYTHM, _LINES = N_("Price and quantity"), N_("Rhythm and payments"), N_("Lines")
_PAUSE, _MONEY, _DAYS = N_("Pauses"), N_("Discount, credit, charge"), N_("Start and end")
_END = N_("Notice and withdrawal")

DEEDS: Final = (
    Deed(
        "ChangePrice",
        _PRICE,
        N_("Change price"),
        N_("Another price of one line from a day on; what is invoiced already is credited or charged by the day."),
        PriceForm,
        _recurring,
    ),
    Deed(
        "ChangeQuantity",
        _PRICE,
        N_("Change quantity"),
        N_("More or fewer pieces of one line."),
        QuantityForm,
        _recurring,
    ),
    Deed(
        "ChangePlan",
        _PRICE,
        N_("Change plan"),
        N_("Another plan on the same line: the price list says what it costs, the table when it begins."),
        PlanForm,
        _recurring,
    ),
    Deed(
        "ChangeInterval",
        _RHYTHM,
        N_("Change rhythm"),
        N_("How often the whole contract is billed."),
        IntervalForm,
        _recurring,
    ),
    Deed(
        "ChangeBillingDay",
        _RHYTHM,
        N_("Change billing day"),
        N_("The day of the month on which periods begin; the stretch up to it is charged by the day."),
        BillingDayForm,
        _recurring,
    ),
    Deed(
        "MovePayment",
        _RHYTHM,
        N_("Move one payment"),
        N_("One payment is asked for on another day; all others stay."),
        MovePaymentForm,
        _payable,
    ),
    Deed(
        "ChangePayment",
        _RHYTHM,
        N_("Change one payment"),
        N_("One period costs another amount; afterwards as before."),
        ChangePaymentForm,
        _payable,
    ),
    Deed(
        "ChangePaymentTerms",
        _RHYTHM,
        N_("Change terms of payment"),
        N_("How invoices are paid, and within how many days."),
        PaymentTermsForm,
        _recurring,
    ),
    Deed("AddLine", _LINES, N_("Add line"), N_("One more thing, service or delivery."), AddLineForm, _running),
    Deed("EndLine", _LINES, N_("End line"), N_("One line ends while the contract goes on."), EndLineForm, _recurring),
    *bundle_deeds(_LINES),
    Deed("PauseContract", _PAUSE, N_("Pause contract"), N_("No charge for a while."), PauseForm, _pausable),
    Deed(
        "ResumeContract", _PAUSE, N_("Resume contract"), N_("A pause ends earlier, or at last."), ResumeForm, _resumable
    ),
    Deed(
        "GrantDiscount",
        _MONEY,
        N_("Grant discount"),
        N_("A percentage, an amount or a voucher."),
        DiscountForm,
        _recurring,
    ),
    Deed(
        "AgreeLoyalty",
        _MONEY,
        N_("Agree on loyalty"),
        N_("A lower price from a paid month on, a free month now and then."),
        LoyaltyForm,
        _recurring,
    ),
    Deed(
        "GiveBackMoney",
        _MONEY,
        N_("Give money back"),
        N_("Goodwill or a refund for the very days it concerns; also after the end."),
        GiveBackForm,
        _started,
    ),
    Deed(
        "ChargeOnce",
        _MONEY,
        N_("Charge once"),
        N_("Damage, cleaning, a missing part: one or several lines; also after the end."),
        ChargeForm,
        _started,
    ),
    Deed(
        "SettleDeposit",
        _MONEY,
        N_("Settle deposit"),
        N_("The deposit goes back at the end; damages are set off against it."),
        SettleForm,
        _settleable,
    ),
    Deed(
        "MoveStart",
        _DAYS,
        N_("Move start"),
        N_("It arrived earlier or later: all that follows moves with it."),
        MoveStartForm,
        _running,
    ),
    Deed("MoveEnd", _DAYS, N_("Move end"), N_("A known last day is set, moved or taken away."), MoveEndForm, _running),
    Deed(
        "CancelContract",
        _END,
        N_("Enter notice"),
        N_("The customer gives notice: in time, for a good reason, or early against a fee."),
        CancelForm,
        _can(Action.REQUEST_CANCELLATION),
    ),
    Deed(
        "KeepContract",
        _END,
        N_("Take notice back"),
        N_("The contract goes on as if no notice had come, while it has not ended."),
        KeepForm,
        _can(Action.KEEP),
    ),
    Deed(
        "WithdrawContract",
        _END,
        N_("Enter withdrawal"),
        N_("Within 14 days: what was charged goes back, the things come back."),
        WithdrawForm,
        _can(Action.WITHDRAW),
    ),
    Deed(
        "TerminateContract",
        _END,
        N_("End by us"),
        N_("The house ends the contract for a good reason, at once or on a day."),
        TerminateForm,
        _can(Action.TERMINATE),
    ),
    Deed(
        "ReportOutage",
        _PAUSE,
        N_("Report days without a thing"),
        N_("In our repair, or delivered late: after the agreed days the contract rests by itself."),
        OutageForm,
        _recurring,
    ),
    Deed(
        "EndOutage",
        _PAUSE,
        N_("The thing is back"),
        N_("From a day on it can be used again; a pause made for it ends."),
        OutageOverForm,
        _missing,
    ),
    *DELIVERY_DEEDS,
)

OF_LINE: Final = (
    "ChangePrice",
    "ChangeQuantity",
    "ChangePlan",
    "GrantDiscount",
    "PauseContract",
    "GiveBackMoney",
    "EndLine",
)
"""What is offered at a line."""

OF_PAYMENT: Final = ("MovePayment", "ChangePayment", "GrantDiscount", "PauseContract")
"""What is offered at an invoice to come."""

OF_PAUSE: Final = ("ResumeContract", "PauseContract")
OF_DISCOUNT: Final = ("GrantDiscount", "GiveBackMoney")


def deed(command: str) -> Deed:
    """Raises StopIteration for a command without a form."""
    return next(each for each in DEEDS if each.command == command)
