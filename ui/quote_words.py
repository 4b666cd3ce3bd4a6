"""Words of quotes: refusals by their code, labels of enums, letters."""

from typing import Final

from ui.language import N_

REFUSALS: Final = {
    "illegal_quote_step": N_(
        "The quote is “{stage}”, so “{step}” is not possible any more. Look at it again, or make a new version."
    ),
    "unknown_quote": N_("There is no such quote, or your seat may not see it. Check the number and search again."),
    "quote_over": N_("The quote {number} was valid until {until}. Make a new version, the prices can stay."),
    "quote_days_wrong": N_(
        "The last day is today at the earliest and {most} days ahead at the latest. Choose another."
    ),
    "quote_needs_person": N_("Say whom it is for: choose a customer, or enter a name and a mail address."),
    "quote_not_newest": N_("There is a newer version of {number}. Open that one and go on there."),
    "quote_not_signed": N_(
        "Nothing was ordered: a name and the consent to terms and withdrawal belong to it. Fill in what is missing."
    ),
    "postage_wrong": N_(
        "The zone “{zone}” cannot be kept: it needs words, countries of two letters and amounts in one currency, and no"
        " place may stand in two zones. Correct the entry."
    ),
    "postage_dearer": N_(
        "Sending to {country} {postcode} costs {price}, and {told} was quoted for another place. Nothing was ordered: a"
        " new version of the quote is needed for this address."
    ),
    "not_delivered_there": N_(
        "Nothing is sent to {country} {postcode}: no zone of the postage has it. Let the customer pick the order up, or"
        " ask the owner for a zone."
    ),
    "quote_link_wrong": N_("This link cannot be kept. Copy it once more from the page of the quote."),
    "quote_settings_wrong": N_(
        "A quote is valid for 1 to {most} days, a reminder goes fewer days before, and names are kept for {least_kept}"
        " to {most_kept} days. Correct the marked entry."
    ),
}

LABELS: Final = {
    "quotes.stages.Stage": {
        "draft": N_("draft"),
        "sent": N_("sent"),
        "seen": N_("looked at"),
        "accepted": N_("accepted"),
        "declined": N_("declined"),
        "expired": N_("expired"),
        "replaced": N_("replaced"),
    },
    "quotes.stages.Step": {
        "make": N_("made"),
        "send": N_("sent"),
        "repeat": N_("sent once more"),
        "link": N_("link taken along"),
        "see": N_("looked at"),
        "remind": N_("reminded"),
        "accept": N_("accepted"),
        "decline": N_("declined"),
        "expire": N_("expired"),
        "replace": N_("replaced"),
    },
    "quotes.decline_quote.DeclineReason": {
        "too_expensive": N_("too expensive"),
        "other_offer": N_("another offer is better"),
        "not_needed": N_("not needed any more"),
        "too_late": N_("it comes too late"),
        "wrong_thing": N_("not the right thing"),
        "other": N_("another reason"),
    },
    "quotes.accept_quote.AcceptedBy": {
        "pages": N_("on its page"),
        "phone": N_("by telephone"),
        "written": N_("in writing"),
        "in_person": N_("in person"),
    },
}

LETTERS: Final = {
    "quote": N_("Quote"),
    "quote_reminder": N_("Reminder of a quote"),
    "quote_declined": N_("Quote closed"),
}
