"""Words for sales at the counter."""

from typing import Final

from ui.language import N_

LABELS: Final = {
    "counter.model.SaleStage": {
        "taken": N_("waits for being booked"),
        "booked": N_("goods wait for being handed over"),
        "done": N_("done"),
        "stuck": N_("waits for a decision"),
        "taken_back": N_("nothing came of it"),
    },
    "counter.model.SaleStep": {
        "sell": N_("sold"),
        "bring_back": N_("brought back"),
        "book": N_("order booked"),
        "stick": N_("could not be booked"),
        "honour": N_("to be carried out as agreed"),
        "take_back": N_("nothing is to come of it"),
        "hinder": N_("could not be handed over"),
        "hand_over": N_("handed over"),
    },
    "counter.model.Consent": {
        "terms": N_("terms of business"),
        "privacy": N_("privacy notice handed over"),
        "credit_check": N_("credit check"),
        "sepa": N_("direct debit mandate"),
    },
}

REFUSALS: Final = {
    "unknown_sale": N_("There is no such sale in this store. Look for it in the list of sales."),
    "illegal_sale_step": N_(
        "This is not possible with this sale any more; somebody else was faster. Look at where it stands now."
    ),
    "nothing_sold": N_("Nothing lies in the basket. Scan or choose what is sold."),
    "not_for_anybody": N_(
        "“{title}” is not sold without a customer: it runs on, or is not one thing that was scanned. Name a customer."
    ),
    "sale_price_not_valid": N_(
        "“{title}” was not offered at {price} on the day of the sale, so nothing was booked. Somebody decides whether"
        " it counts all the same."
    ),
    "sale_once_only": N_("This sale was kept already. Nothing was sold twice; look at it in the list of sales."),
    "thing_named_twice": N_("The same thing was scanned for two pieces. Scan another one."),
    "sale_reason_missing": N_("Please say in a line why this is decided about sale {number} as it is."),
    "signed_picture_wrong": N_("What was signed could not be kept. Please sign once more."),
    "money_is_kept": N_(
        "{amount} cannot be paid out: some of it was paid for an order that has no invoice yet, and is kept for that."
        " {payable} can be paid out. Decide about the order first."
    ),
    "refund_not_due": N_(
        "Nothing of this refund can be paid out now: it is not approved any more, waits for things to come back, or was"
        " paid out before. Load the customer again."
    ),
    "paid_out_at_till": N_(
        "Refund {number} was paid out at the till, in cash: no bank sends that back. If the customer brings the money,"
        " take it as a payment at the till."
    ),
    "goods_missing": N_(
        "{open} of parcel {shipment} is still missing: “{title}”. Scan it, then the whole order is handed over."
    ),
}

TASKS: Final = {
    "sale_stuck": N_("Sold at the counter, and not booked"),
    "sale_goods_held": N_("Sold at the counter, and not handed over"),
    "counter_pay_out_unbooked": N_("Paid out at the till, and not in the books"),
    "sale_thing_elsewhere": N_("Sold at the counter, but booked elsewhere"),
}
NEXT_STEPS: Final = {
    "sale_stuck": N_("Carry it out as agreed, or let nothing come of it: the money stands to the customer's credit."),
    "sale_goods_held": N_("Look at the thing and the order; hand over another one at the counter."),
    "counter_pay_out_unbooked": N_(
        "Look at the balance: what was paid out is no longer in it. Put it right, then try again."
    ),
    "sale_thing_elsewhere": N_("Find out where the thing is, and put its book right."),
}

DONE: Final = {
    "SellAtCounter": N_("Sold at the counter"),
    "PayOutAtCounter": N_("Paid out at the till"),
    "BookPayOutAgain": N_("Pay-out at the till is booked again"),
    "TakeMoneyAhead": N_("Money in advance taken at the till"),
    "BookSale": N_("Sale booked as an order"),
    "HandOverAtCounter": N_("Handed over at the counter"),
    "HandOverSold": N_("Handed over with the sale"),
    "NoteSale": N_("Sale could not be carried out"),
    "HonourSale": N_("Sale is carried out as agreed"),
    "TakeBackSale": N_("Nothing comes of the sale"),
}
