"""Words of checks before shipping: refusals by their code, labels of enums, points in sentences."""

from typing import Final

from ui.language import N_

REFUSALS: Final = {
    "illegal_check_transition": N_(
        "The check is “{stage}”: this is not possible any more. Look at it again, somebody may have decided meanwhile."
    ),
    "unknown_check": N_("This order has no check: it was taken while none were asked for. It can go out as it is."),
    "order_in_check": N_("In check, do not ship: nothing of this order leaves the house before the office lets it go."),
    "bureau_mapping_wrong": N_("The file that says how the bureau is asked cannot be used: look at {where}."),
    "check_reason_missing": N_("Say why, in a line or two: whoever looks at the check later will ask."),
    "check_unavailable": N_("Whoever was asked did not answer. The order waits as the owner decided for such a case."),
    "check_settings_wrong": N_(
        "Yellow begins before red, days and amounts are not negative, no two rules are alike, and {most} rules are the"
        " most. Check the entries."
    ),
    "nothing_to_block": N_("“{value}” is nothing that can be blocked. Enter all of it, or block the customer instead."),
    "last_four_wrong": N_("Enter exactly the last four letters or digits of the document's number, nothing more."),
    "release_needs_second_person": N_(
        "You want to let {order} go, so somebody else has to agree. Ask a colleague to look at it."
    ),
    "money_not_asked_here": N_(
        "At the till {number} is not let go for money: the check stopped it once, or something else is missing, such as"
        " an identity document. See the document first, or leave it to the office."
    ),
    "asked_too_little": N_(
        "{amount} is too little: at a till at least {least} is asked for ahead. The office may differ."
    ),
    "unknown_block": N_("There is no such entry, or it was lifted before. Look at the list again."),
}

LABELS: Final = {
    "checks.model.Stage": {
        "open": N_("in check"),
        "review": N_("a person decides"),
        "red": N_("stopped by the check"),
        "money": N_("waits for money"),
        "second": N_("waits for a second person"),
        "passed": N_("may go out"),
        "refused": N_("refused"),
        "closed": N_("closed"),
    },
    "checks.model.Step": {
        "clear": N_("green"),
        "doubt": N_("yellow"),
        "stop": N_("red"),
        "ask_bureau": N_("bureau asked"),
        "bureau_said": N_("bureau answered"),
        "bureau_failed": N_("no answer from the bureau"),
        "see": N_("identity document seen"),
        "ask_identity": N_("identity asked for online"),
        "identity_said": N_("answer about the identity"),
        "ask_money": N_("money asked for in advance"),
        "receive": N_("part of the money came"),
        "paid": N_("the money is there"),
        "drop_money": N_("money not asked for any more"),
        "money_back": N_("the money went back"),
        "release": N_("let go by a person"),
        "propose": N_("one person wants to let it go"),
        "agree": N_("a second person agrees"),
        "disagree": N_("a second person does not agree"),
        "look_again": N_("looked at by a person: yellow"),
        "take_over": N_("taken over by a person"),
        "check_again": N_("checked again"),
        "weigh_again": N_("looked at again"),
        "refuse": N_("order refused"),
        "close": N_("nothing left to decide"),
    },
    "checks.model.MoneyFor": {"deposit": N_("Deposit"), "ahead": N_("Paid in advance")},
    "checks.model.Asked": {
        "": N_("not asked"),
        "waits": N_("asked, no answer yet"),
        "said": N_("answered"),
        "failed": N_("without a result"),
    },
    "checks.verdict.Colour": {"green": N_("Green"), "yellow": N_("Yellow"), "red": N_("Red")},
    "checks.verdict.Source": {
        "exempt": N_("no rule asks for a check"),
        "built_in": N_("our own check"),
        "bureau": N_("credit bureau"),
        "person": N_("a person"),
    },
    "checks.verdict.Need": {
        "score": N_("Own check"),
        "bureau": N_("Credit bureau"),
        "identity": N_("Identity"),
    },
    "checks.verdict.Point": {
        "new_customer": N_("First order"),
        "paid_on_time": N_("Paid on time before"),
        "paid_late": N_("Paid late before"),
        "payment_went_back": N_("Payments that went back"),
        "overdue": N_("Something is overdue"),
        "address_incomplete": N_("Address is not complete"),
        "postcode_wrong": N_("There is no such postcode"),
        "house_number_missing": N_("No house number"),
        "parcel_station": N_("Parcel station or post box"),
        "account_wrong": N_("Account number is wrong"),
        "bank_unknown": N_("There is no such bank"),
        "account_abroad": N_("Account abroad"),
        "above_limit": N_("More out than the limit allows"),
        "many_orders": N_("Many orders in a short time"),
        "shared_with_others": N_("Other customers have the same"),
        "same_house": N_("Other customers at the same address"),
        "blocked": N_("On the blocklist"),
        "bureau_said": N_("Credit bureau"),
        "bureau_down": N_("The credit bureau did not answer"),
        "identity_missing": N_("Identity document not seen yet"),
        "identity_failed": N_("Identity could not be confirmed"),
        "earlier_check": N_("Checked before"),
    },
    "checks.verdict.BureauFault": {
        "unreached": N_("not reached"),
        "unknown": N_("asked, and the answer was lost"),
        "unreadable": N_("an answer that cannot be read"),
        "refused": N_("the question was turned away"),
    },
    "checks.facts.Mark": {
        "email": N_("Mail address"),
        "phone": N_("Phone"),
        "address": N_("Address"),
        "iban": N_("Account"),
        "name": N_("Name and address"),
    },
    "checks.identity.DocumentSeen": {
        "id_card": N_("Identity card"),
        "passport": N_("Travel passport"),
        "permit": N_("Residence permit"),
        "licence": N_("Driving licence"),
    },
    "checks.identity.IdentityState": {
        "input": N_("waits for the customer"),
        "looking": N_("is being looked at"),
        "verified": N_("confirmed"),
        "failed": N_("not confirmed"),
    },
    "checks.settings.Whose": {"all": N_("Every order"), "first": N_("First order only")},
    "checks.settings.BureauDown": {
        "yellow": N_("Count it as yellow"),
        "built_in": N_("Our own check alone decides"),
        "wait": N_("Wait for the answer"),
    },
    "checks.settings.YellowAsks": {
        "person": N_("A person decides"),
        "deposit": N_("Ask for a deposit"),
        "ahead": N_("Ask for payment in advance"),
    },
}
TASKS: Final = {"order_in_check": N_("Order in check")}
LETTERS: Final = {
    "order_needs_deposit": N_("Deposit asked for before shipping"),
    "order_needs_money": N_("Payment asked for before shipping"),
    "order_needs_identity": N_("Identity document asked for"),
    "order_needs_identity_online": N_("Link to confirm the identity"),
    "order_checked": N_("Order let go after its check"),
    "order_refused": N_("Order refused after its check"),
}
DONE: Final = {
    "EraseCheckDetail": N_("Detail of a check erased"),
    "BlockCustomer": N_("Put on the blocklist"),
}
