"""Words of the customers' pages that stand in no template."""

from collections.abc import Mapping
from typing import Final

from domain.settings.portal import Service
from ui.language import N_

SERVICES: Final[Mapping[str, str]] = {
    "pause": N_("Pause"),
    "resume": N_("End the pause"),
    "plan": N_("Change the plan"),
    "swap": N_("Swap for another one"),
    "buy": N_("Buy"),
    "deliveries": N_("Deliveries"),
    "rhythm": N_("Rhythm of deliveries"),
    "extend": N_("Extend"),
    "return": N_("Send back"),
    "report": N_("Report a problem"),
    "cancel": N_("Cancel the contract"),
    "withdraw": N_("Withdraw from the contract"),
}
"""What is done on a contract's page, by its address."""

ABOUT: Final[Mapping[str, str]] = {
    "pause": N_("Nothing is charged for a while. If a minimum term was agreed, it is as much longer."),
    "resume": N_("Choose the first day on which the contract runs again."),
    "plan": N_("Choose another plan. You see what changes before anything happens."),
    "swap": N_("Choose another one. You get it first and send yours back afterwards."),
    "buy": N_("We made you an offer. If you take it, the price is charged at once and it is yours when it is paid."),
    "deliveries": N_("Leave out a delivery, change how much comes, or have something sent in between."),
    "rhythm": N_("Choose how often it comes. Each delivery brings, and costs, what it did before."),
    "extend": N_("The contract goes on until a later day."),
    "return": N_("Tell us what you send back and until when. You get a slip with a code for the parcel."),
    "report": N_("Tell us what is wrong. A picture helps."),
    "cancel": N_("The contract ends as agreed. You get a confirmation with day and time at once."),
    "withdraw": N_("Within the period for withdrawal you need no reason. What you paid is given back."),
}

GATES: Final[Mapping[str, Service]] = {
    "pause": Service.PAUSE,
    "resume": Service.PAUSE,
    "plan": Service.PLAN,
    "swap": Service.SWAP,
    "buy": Service.PURCHASE,
    "deliveries": Service.DELIVERIES,
    "rhythm": Service.RHYTHM,
    "extend": Service.EXTEND,
    "return": Service.RETURN,
    "report": Service.PROBLEM,
    "cancel": Service.CANCEL,
    "withdraw": Service.WITHDRAW,
}
"""Address → the service that the owner may close."""

STEPS: Final[Mapping[str, str]] = {
    "concluded": N_("Contract concluded"),
    "started": N_("Contract started"),
    "paused": N_("Pause begins"),
    "goes_on": N_("Contract goes on"),
    "price": N_("New price of {title}: {price}"),
    "notice": N_("Notice received"),
    "last_day": N_("Last day of the contract"),
    "sent": N_("Parcel {number} sent"),
    "invoice": N_("Invoice {number}: {gross}"),
    "credit_note": N_("Credit note {number}: {gross}"),
    "swap": N_("Swap agreed: {old} for {new}"),
    "return": N_("Return {number}, to be here by this day: {things}"),
}
"""What `domain/portal/timeline.py` tells."""

LOST: Final[Mapping[str, str]] = {
    "revoked": N_("{shown} was revoked, so we cannot collect by it any more."),
    "expired": N_("{shown} has lapsed, so we cannot collect by it any more."),
    "refused": N_("{shown} was refused by the bank, so we cannot collect by it any more."),
}
"""Why the last method of a customer is not charged any more."""

SERVICE_WORDS: Final = {
    "pause": N_("Pause and go on"), "plan": N_("Change the plan"), "swap": N_("Swap a thing"),
    "purchase": N_("Accept an offer to buy"), "cancel": N_("Cancel"), "withdraw": N_("Withdraw"),
    "extend": N_("Extend a fixed term"), "return": N_("Announce a return"), "problem": N_("Report a problem"),
    "deliveries": N_("Skip and change deliveries"), "address": N_("Change the postal address"),
    "contact": N_("Change phone, language and mail address"), "method": N_("Leave another payment method"),
    "pay": N_("Pay an invoice by a method that is known"),
    "refer": N_("Refer a friend"), "rhythm": N_("Change how often it is delivered"),
    "data": N_("Download own data, ask for erasure"),
}  # fmt: skip

LETTERS: Final = {
    "login_code": N_("Code to sign in"), "new_address_code": N_("Code for a new mail address"),
    "mail_address_changed": N_("Mail address changed"), "erasure_received": N_("Erasure asked for"),
    "data_taken": N_("Own data downloaded"),
}  # fmt: skip
LABELS: Final = {
    "settings.portal.Service": SERVICE_WORDS,
    "portal.book.Purpose": {"sign_in": N_("Sign-in"), "new_address": N_("New mail address")},
}
REFUSALS: Final = {
    "not_yours": N_("This page does not exist, or it is not yours. Go back and choose again."),
    "too_many_wishes": N_("That is more than we take in within an hour. Please wait a little, then try again."),
    "portal_service_closed": N_("“{service}” is not offered on these pages. Please write to us instead."),
    "portal_field_unreadable": N_("“{value}” does not fit into this field. Please check what you entered."),
    "not_for_customers": N_("This can only be arranged by our office. Please write to us."),
    "portal_pause_too_long": N_("A pause lasts {days} days at most here. Choose an earlier day, or write to us."),
    "portal_end_only_later": N_("The end can only be moved to a later day here. To end earlier, cancel the contract."),
    "portal_address_wrong": N_("“{value}” is no address of a page. It begins with https:// and has no blanks."),
    "portal_pause_wrong": N_("A pause of {value} days cannot be set: 1 to {most} days."),
    "address_not_confirmed": N_("Letters to the new address were not confirmed. Ask for a new code and enter it."),
    "portal_login_missing": N_(
        "The customers' pages need the database login of the portal, and this is another one. Check UMLAUF_DATABASE."
    ),
    "phone_wrong": N_("“{value}” is no phone number. Use digits, blanks and + - / ( ) only."),
}
EVENTS: Final = {
    "SendPhoto": N_("Photo sent by the customer"), "ChangeContact": N_("Phone and language changed"),
    "TakeNewAddress": N_("New mail address confirmed"), "AskErasure": N_("Erasure asked for"),
    "NoteDataTaken": N_("Own data downloaded"),
}  # fmt: skip

VOUCHERS: Final[Mapping[str, str]] = {
    "voucher_too_early": N_("Your voucher {voucher} counts from {day} on only, so this quote cannot be taken yet."),
    "voucher_too_late": N_("Your voucher {voucher} was good until {day}. What we quoted was reckoned with it."),
    "voucher_withdrawn": N_("Your voucher {voucher} does not count any more. What we quoted was reckoned with it."),
    "voucher_used_up": N_("Your voucher {voucher} was used up meanwhile. What we quoted was reckoned with it."),
    "voucher_used_before": N_("You have used a voucher like {voucher} before, and it counts once for everybody."),
    "voucher_not_for_customer": N_("Your voucher {voucher} is for new customers. What we quoted was reckoned with it."),
}
"""Why a quote with a voucher cannot be taken any more, to whoever wanted to take it."""
