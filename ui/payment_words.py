"""Words of collecting money: refusals by their code, labels of enums, what the timelines say."""

from typing import Final

from ui.language import N_

REFUSALS: Final = {
    "no_charge_to_pay_back": N_(
        "No single payment by {by} has {amount} left that its provider could pay back. Send it by transfer; the"
        " customer has to agree to that."
    ),
    "no_mandate_to_amend": N_(
        "{shown} has no mandate of ours: only an account that is debited by one can be changed under it. Take a new"
        " mandate, or send the customer a link."
    ),
    "scan_kept_before": N_("A scan of {reference} is kept already; what was signed does not change."),
    "nothing_to_pay": N_("Nothing is left to pay of {number}. Leave it out."),
    "nobody_collects": N_(
        "Nobody collects money for this house yet. The owner chooses who does under Settings, Payments."
    ),
    "keys_not_kept": N_(
        "The file with the keys of payment providers could not be written: {why}. Check the rights and the space of the"
        " data folder, then enter the key again."
    ),
    "illegal_attempt_transition": N_(
        "The payment is “{status}”: this is not possible any more. Look at the list again, it shows what can be done."
    ),
    "unknown_attempt": N_(
        "There is no such payment, or your seat may not see it. Look for it in the list of payments."
    ),
    "unknown_method": N_(
        "There is no such payment method, or your seat may not see it. Look at the customer's page again."
    ),
    "method_not_charged": N_(
        "Nothing can be collected by “{kind}” without the customer. Choose direct debit, a card or a wallet that a"
        " provider collects again and again."
    ),
    "method_ended": N_(
        "{shown} is not charged any more: it was revoked, has expired or was refused. Choose another method or send"
        " the customer a link to leave a new one."
    ),
    "method_of_another": N_("{shown} belongs to another customer. Choose one of this customer's methods."),
    "business_scheme_for_consumer": N_(
        "The B2B scheme knows no refund and is for businesses alone. Choose CORE for this customer."
    ),
    "signed_in_the_future": N_(
        "A mandate counts from its signature, and {day} has not come. Enter the day it was signed."
    ),
    "creditor_id_missing": N_(
        "Without a creditor identifier no bank takes a direct debit. The owner enters it under Settings, Payments."
    ),
    "creditor_id_wrong": N_(
        "“{value}” is no creditor identifier: it looks like DE98ZZZ09999999999, and its check digits have to fit."
        " It stands in the letter of the Bundesbank."
    ),
    "payment_settings_wrong": N_(
        "Days are 0 to {most}, retries follow at least a day later and are ten at most, and each method is collected by"
        " one provider alone. Check the entries."
    ),
    "nobody_debits": N_(
        "Nobody of this house debits accounts by a mandate of ours. The owner chooses who does under Settings,"
        " Payments."
    ),
    "not_collected": N_(
        "Nothing is collected of this invoice: {why}. Look at its payments and the customer's methods."
    ),
    "provider_down": N_("The payment provider does not answer. Nothing was asked; it is tried again by itself."),
    "provider_refuses_us": N_(
        "The payment provider refuses our account or key. Nothing more is asked until the owner has looked at it under"
        " Settings, Payments."
    ),
    "notice_unreadable": N_(
        "A notice of the payment provider could not be read and was not kept. The provider's list is asked anyway; if"
        " this stays, look whether its webhooks are set up for payments."
    ),
    "signature_wrong": N_(
        "A notice did not prove that it comes from the payment provider, or was too old. Nothing of it was kept; check"
        " the secret of the notices in the settings."
    ),
}

LABELS: Final = {
    "payments.attempt.AttemptStatus": {
        "planned": N_("planned"),
        "submitted": N_("handed over"),
        "pending": N_("on its way"),
        "needs_customer": N_("customer has to confirm"),
        "unknown": N_("unknown"),
        "settled": N_("collected"),
        "failed": N_("failed"),
        "returned": N_("came back"),
        "withdrawn": N_("not collected"),
    },
    "payments.attempt.AttemptStep": {
        "submit": N_("handed over to the provider"),
        "not_arrived": N_("never arrived at the provider, planned again"),
        "wait": N_("taken by the provider"),
        "ask_customer": N_("the customer has to confirm"),
        "lose": N_("nobody knows what became of it"),
        "settle": N_("collected"),
        "fail": N_("failed"),
        "return": N_("came back"),
        "withdraw": N_("not collected after all"),
        "note": N_("news that changed nothing"),
    },
    "payments.methods.Evidence": {
        "paper": N_("signed on paper"),
        "counter": N_("signed at the counter"),
        "portal": N_("ticked in the portal"),
    },
    "payments.methods.EndReason": {
        "revoked": N_("revoked by the customer"),
        "expired": N_("expired"),
        "replaced": N_("replaced by another one"),
        "refused": N_("refused by bank or provider"),
    },
    "payments.method_links.LinkStage": {
        "unknown": N_("no link of ours"),
        "expired": N_("link expired"),
        "waiting": N_("page is being opened"),
        "open": N_("page is open"),
        "failed": N_("the provider opens no page just now"),
        "done": N_("method left"),
    },
    "payments.keys.KeyName": {
        "stripe_key": N_("Stripe: secret key"),
        "stripe_notices": N_("Stripe: secret of the notices"),
        "mollie_key": N_("Mollie: API key"),
        "adyen_key": N_("Adyen: API key"),
        "adyen_notices": N_("Adyen: HMAC key of the notices"),
        "stripe_identity_key": N_("Stripe Identity: secret key"),
        "stripe_identity_notices": N_("Stripe Identity: secret of the notices"),
        "adyen_account": N_("Adyen: merchant account (account@prefix where money moves)"),
    },
    "payments.planning.NotPlanned": {
        "paid_otherwise": N_("the customer pays in another way"),
        "nothing_open": N_("nothing is open"),
        "blocked": N_("a payment of this contract is unknown, or there is a death or an insolvency"),
        "no_method": N_("there is no method that can be charged"),
        "too_old": N_("it is older than the days to look back"),
        "under_way": N_("a payment is planned or on its way"),
        "used_up": N_("all attempts are used up"),
        "needs_method": N_("the customer has to leave another method"),
        "needs_person": N_("a person has to look at it first"),
    },
    "payments.provider.ProviderName": {
        "training": N_("Training bank (no real money)"),
        "sepa_files": N_("SEPA files for the bank"),
        "stripe": "Stripe",
        "mollie": "Mollie",
        "adyen": "Adyen",
    },
    "payments.provider.Outcome": {
        "pending": N_("on its way"),
        "needs_customer": N_("customer has to confirm"),
        "settled": N_("collected"),
        "failed": N_("failed"),
        "unknown": N_("unknown"),
        "returned": N_("came back"),
        "paid_back": N_("paid back"),
    },
    "payments.provider.Scheme": {"core": N_("Core direct debit"), "b2b": N_("B2B direct debit")},
    "payments.provider.DebitSequence": {
        "FRST": N_("first debit"),
        "RCUR": N_("recurring debit"),
        "OOFF": N_("one-off debit"),
        "FNAL": N_("last debit"),
    },
    "payments.reasons.ReasonClass": {
        "no_funds": N_("not enough money"),
        "limit": N_("above a limit"),
        "technical": N_("technical failure"),
        "not_said": N_("no reason given"),
        "method_wrong": N_("account or card is wrong"),
        "method_ended": N_("account or card has ended"),
        "no_mandate": N_("no valid mandate"),
        "refused_by_payer": N_("refused by the payer"),
        "paid_back_by_bank": N_("the payer had it paid back"),
        "disputed": N_("disputed by the payer"),
        "needs_confirmation": N_("the payer has to confirm"),
        "blocked_by_bank": N_("blocked by the payer's bank"),
        "deceased": N_("the payer has died"),
        "our_data": N_("our data are wrong"),
        "duplicate": N_("asked for twice"),
    },
    "payments.reasons.NextStep": {
        "retry": N_("tried again by the schedule"),
        "retry_once": N_("tried once more"),
        "retry_soon": N_("tried again soon"),
        "new_method": N_("the customer leaves another method"),
        "confirm": N_("the customer confirms"),
        "person": N_("a person looks at it"),
    },
    "settings.payments.Informs": {
        "each": N_("of each failure"),
        "last": N_("of the last one alone"),
    },
}
PAID_BY: Final = {"direct_debit": N_("direct debit"), "card": N_("card"), "wallet": N_("wallet")}
TASKS: Final = {
    "payment_unknown": N_("Nobody knows what became of a payment"),
    "payment_refused": N_("A payment needs a person"),
    "payment_doubtful": N_("News about a payment do not fit"),
}
LETTERS: Final = {
    "payment_collected": N_("Payment collected"),
    "payment_retried": N_("Payment failed, tried again"),
    "payment_failed": N_("Payment failed"),
    "payment_to_confirm": N_("Payment to be confirmed"),
    "method_wanted": N_("Payment method asked for"),
    "debit_ahead": N_("Direct debit announced"),
    "debit_returned": N_("Direct debit came back"),
    "debit_returned_retried": N_("Direct debit came back, tried again"),
    "method_expires": N_("Payment method expires"),
}
NEXT_STEPS: Final = {
    "payment_unknown": N_(
        "Look it up from the list of payments, or say there whether it came. Nothing more of the contract is charged"
        " until then."
    ),
    "payment_refused": N_("Talk to the customer; then collect again from the list of payments, or ask for a transfer."),
    "payment_doubtful": N_(
        "Compare the payment with what the provider shows: it told something that does not fit our books, or money"
        " went back that the customer had got already."
    ),
}
DONE: Final = {
    "OpenPayLink": N_("A link to pay was shown at the till"),
    "AddMandate": N_("Direct debit mandate kept"),
    "KeepMandateScan": N_("Scan of a mandate kept"),
    "AmendMandate": N_("Account of a mandate changed"),
    "KeepMethod": N_("Payment method kept"),
    "EndMethod": N_("Payment method ended"),
    "ChooseMethod": N_("Payment method chosen"),
    "AskMethod": N_("Payment method asked for"),
    "RetryPayment": N_("Collecting once more"),
    "PayInvoice": N_("Paid by the customer at once"),
    "LookUpPayment": N_("Payment looked up"),
}
"""Commands with rows of their own in the timelines."""
