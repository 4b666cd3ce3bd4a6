"""Names of the commands that change a contract, as its history tells them."""

from typing import Final

from ui.language import N_, _

DONE: Final = {
    "ChangePrice": N_("Price changed"),
    "ChangeQuantity": N_("Quantity changed"),
    "ChangePlan": N_("Plan changed"),
    "ChangeInterval": N_("Interval changed"),
    "ChangeBillingDay": N_("Billing day changed"),
    "AddLine": N_("Line added"),
    "EndLine": N_("Line ended"),
    "PauseContract": N_("Paused"),
    "ResumeContract": N_("Resumed"),
    "GrantDiscount": N_("Discount granted"),
    "GiveBackMoney": N_("Money given back"),
    "ChargeOnce": N_("Charged once"),
    "SettleDeposit": N_("Deposit given back"),
    "MovePayment": N_("Payment moved"),
    "ChangePayment": N_("Amount of a payment changed"),
    "ChangePaymentTerms": N_("Terms of payment changed"),
    "MoveStart": N_("Start moved"),
    "MoveEnd": N_("End moved"),
    "CancelContract": N_("Cancelled"),
    "KeepContract": N_("Cancellation taken back"),
    "WithdrawContract": N_("Withdrawn"),
    "TerminateContract": N_("Terminated by us"),
    "ReportOutage": N_("Outage reported"),
    "EndOutage": N_("Outage over"),
    "SkipDelivery": N_("Delivery skipped"),
    "RestoreDelivery": N_("Skipped delivery taken up again"),
    "ChangeDelivery": N_("Size of one delivery changed"),
    "ChangeRhythm": N_("Rhythm of deliveries changed"),
    "DeliverOnce": N_("Extra delivery added"),
    "UndoChange": N_("Last change taken back"),
    "AddNote": N_("Note added"),
    "AttachFile": N_("File attached"),
    "RemoveNote": N_("Note or file taken away"),
    "ActivateContract": N_("Contract began"),
    "ReachDay": N_("A day was reached"),
    "EndReturnedLine": N_("A thing is back"),
    "ApplyPriceChange": N_("Announced price holds"),
}
"""Name of the command → what was done by it."""

SIGNS: Final = {
    "ChangePrice": "cash-edit",
    "ChangeQuantity": "counter",
    "ChangePlan": "swap-horizontal",
    "ChangeInterval": "calendar-sync-outline",
    "ChangeBillingDay": "calendar-today",
    "AddLine": "plus",
    "EndLine": "stop-circle-outline",
    "PauseContract": "pause",
    "ResumeContract": "play",
    "GrantDiscount": "ticket-percent-outline",
    "GiveBackMoney": "cash-refund",
    "ChargeOnce": "cash-plus",
    "SettleDeposit": "safe-square-outline",
    "MovePayment": "calendar-arrow-right",
    "ChangePayment": "cash-sync",
    "ChangePaymentTerms": "credit-card-clock-outline",
    "MoveStart": "ray-start-arrow",
    "MoveEnd": "ray-end-arrow",
    "CancelContract": "calendar-remove-outline",
    "KeepContract": "calendar-check-outline",
    "WithdrawContract": "arrow-u-left-top",
    "TerminateContract": "cancel",
    "ReportOutage": "wrench-clock-outline",
    "EndOutage": "wrench-check-outline",
    "SkipDelivery": "package-variant-remove",
    "RestoreDelivery": "package-variant-plus",
    "ChangeDelivery": "package-variant",
    "ChangeRhythm": "calendar-sync-outline",
    "DeliverOnce": "truck-plus-outline",
    "UndoChange": "undo",
    "AddNote": "note-text-outline",
    "AttachFile": "paperclip",
    "RemoveNote": "note-remove-outline",
    "ActivateContract": "flag-outline",
    "ReachDay": "calendar-check-outline",
    "EndReturnedLine": "keyboard-return",
    "ApplyPriceChange": "bullhorn-outline",
}
USUAL_SIGN: Final = "pencil-outline"


def done_words(command: str) -> str:
    """What a command did; one without words here is a change all the same."""
    return _(DONE.get(command, "")) or _("Contract changed")
