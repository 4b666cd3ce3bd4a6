"""Words of refunds: refusals by their code, labels of enums."""

from typing import Final

from ui.language import N_

REFUSALS: Final = {
    "illegal_refund_transition": N_("The refund is “{status}”: this is not possible any more. Look at it again."),
    "unknown_refund": N_("There is no such refund, or your seat may not see it. Search for it again."),
    "refund_reason_missing": N_("Say why. Whoever looks at the books will ask."),
    "refund_below_gift": N_("{given} are to be given back, and {amount} at most go out. Enter at least {given}."),
    "refund_under_way": N_(
        "Money of this contract is on its way back already. Finish that refund first, so that nothing goes twice."
    ),
    "nothing_to_pay_out": N_(
        "There is nothing to send: the credit is not written yet, or it lowered an invoice that was never paid. Look at"
        " the customer's balance, or close the refund as credited."
    ),
    "not_withdrawn": N_("The customer has not withdrawn from {contract}. Enter the withdrawal there first."),
    "account_missing": N_("{number}: a transfer needs an account. Ask the customer and enter it."),
    "refund_account_bound": N_(
        "{number} was approved with another account, or without one, by somebody else. Whoever asked for it does not"
        " change where the money goes: ask a colleague to send it there."
    ),
    "refund_limit_wrong": N_("Limits are 0 or more, in euros, one a person and {most} at most. Check the entries."),
    "refund_above_limit": N_(
        "You may let go up to {limit} for a customer within 24 hours, and with this it is {amount}. Ask somebody who"
        " may approve more."
    ),
    "refund_needs_second_person": N_(
        "With this it is {amount} for the customer within 24 hours: above {above}, whoever asked for a refund does not"
        " approve it. Ask a colleague to look at it."
    ),
    "refund_other_way": N_(
        "The customer did not pay this way, and money goes back the way it came. Choose that one, or say that the"
        " customer agreed to another."
    ),
    "more_than_paid_in": N_(
        "{amount} is more than the {payable} that this customer ever paid and has to their credit: the rest was given"
        " and pays invoices. Pay out {payable} at most."
    ),
    "not_from_balance": N_(
        "From {contract} a refund has another reason. A balance is paid out on the customer's page."
    ),
    "refund_waits_for_goods": N_(
        "Still with the customer: {count}. Wait for what is out, or enter the day on which a proof shows that it was"
        " sent. At the latest on {until} the money is due once one of both is there."
    ),
    "withdrawal_is_paid_back": N_(
        "The customer paid {amount} before withdrawing and gets it back as money. Send it instead of crediting it."
    ),
}

LABELS: Final = {
    "refunds.model.RefundCause": {
        "late_delivery": N_("Delivered late"),
        "defect": N_("Defect"),
        "goodwill": N_("Goodwill"),
        "withdrawal": N_("Withdrawal"),
        "other": N_("Other reason"),
        "balance": N_("Balance paid out"),
    },
    "refunds.model.RefundStatus": {
        "asked": N_("to approve"),
        "approved": N_("to send"),
        "sent": N_("on its way"),
        "settled": N_("arrived"),
        "failed": N_("returned by the bank"),
        "refused": N_("refused"),
        "credited": N_("credited, not paid out"),
    },
    "refunds.model.RefundStep": {
        "approve": N_("Approved"),
        "refuse": N_("Refused"),
        "send": N_("Sent"),
        "settle": N_("Arrived"),
        "fail": N_("Came back"),
        "credit": N_("Credited, not paid out"),
    },
}

TASKS: Final = {"refund_failed": N_("A refund came back")}
LETTERS: Final = {
    "refund_sent": N_("Refund sent"),
    "refund_failed": N_("Refund came back"),
    "pay_out_sent": N_("Balance paid out"),
    "pay_out_failed": N_("Pay-out came back"),
}
