"""Words of dunning, instalments, collection and write-offs of claims: refusals, labels, what was done."""

from typing import Final

from ui.language import N_

REFUSALS: Final = {
    "illegal_dunning_step": N_("The item is “{stage}”: this is not possible now. Look at it again."),
    "base_rates_wrong": N_(
        "Each half-year has one rate, from 1 January or 1 July on, in order of days; {most} rows at most. Check the"
        " table of base rates."
    ),
    "dunning_settings_wrong": N_(
        "A ladder has one to {most} levels, each with a name and more days than the one before; the first letter is"
        " free, and amounts are not negative. Check the entries."
    ),
    "unknown_notice": N_("There is no such reminder, or your seat may not see it. Look at the list again."),
    "unknown_hold": N_("Nothing of this kind holds reminders back any more. Look at the customer again."),
    "notice_sent": N_("{number} was sent or dropped already. Look at the list again."),
    "hold_over": N_("It was lifted already. Look at the customer again."),
    "dunning_reason_missing": N_("Say why: whoever looks next wants to know."),
    "dunning_day_wrong": N_("A promise names its day, and that day is today or later. Choose another day."),
    "hold_needs_item": N_(
        "An objection or a promise is about an invoice of this customer, an exemption about all of them. Choose again."
    ),
    "dunning_blocks": N_(
        "After “{level}” {open} are still open: no swaps, orders or dearer plans until that is paid. Ask for the"
        " payment, or agree on instalments."
    ),
    "dunning_run_empty": N_("Choose at least one customer who is due; {most} are the most at once."),
    "illegal_plan_step": N_("The instalment plan is “{status}”: this is not possible any more."),
    "unknown_instalment_plan": N_("There is no such instalment plan, or your seat may not see it."),
    "instalment_plan_known": N_("One of these invoices is paid in instalments already. Call that plan off first."),
    "instalment_rates_wrong": N_(
        "One to {most} instalments on rising days, none before today, that add up to {total}. Check days and amounts."
    ),
    "nothing_to_spread": N_("Nothing of these invoices is open any more. Look at the customer again."),
    "notice_claims_nothing": N_("{number} claims no costs or interest, or that was waived before."),
    "illegal_collection_step": N_("The case is “{stage}”: this is not possible now. Look at it again."),
    "unknown_collection": N_("There is no such collection case, or your seat may not see it."),
    "collection_known": N_("There is an open collection case of this customer already. Go on there."),
    "collection_not_final": N_(
        "Nothing can be handed over yet: the last reminder was not sent, its days are not over, or something holds it"
        " back. Look at the customer's items."
    ),
    "collection_needs_second_person": N_(
        "{amount} are to be handed over: above {above}, whoever proposed it does not agree to it. Ask a colleague."
    ),
    "collection_partner_missing": N_("Say who gets the claim."),
    "nothing_to_write_off": N_("Nothing of {number} is open, so there is nothing to write off."),
    "claim_write_off_needs_owner": N_("{amount} are more than {above}: the owner alone writes off so much."),
    "claim_write_off_note_missing": N_("Say why {number} will not be paid: the tax office asks."),
    "claim_not_written_off": N_("This is no write-off, or it was taken back already."),
}

DONE: Final = {
    "NoteNoticeSent": N_("Reminder sent"),
    "DropNotice": N_("Reminder not sent after all"),
    "WaiveClaims": N_("Costs and interest waived"),
    "HoldDunning": N_("Reminders held back"),
    "LiftHold": N_("Reminders go on"),
    "AgreeInstalments": N_("Instalments agreed"),
    "CallOffInstalments": N_("Instalment plan called off"),
    "FollowInstalments": N_("Instalment plan looked at"),
    "ProposeCollection": N_("Handing over to collection proposed"),
    "DecideCollection": N_("Handing over decided"),
    "MoveCollection": N_("Collection case moved on"),
    "RecoverThings": N_("Things wanted back from who owes"),
}

LABELS: Final = {
    "dunning.stages.Stage": {
        "new": N_("no reminder yet"), "draft": N_("letter not sent yet"), "waiting": N_("reminded"),
        "final": N_("all reminders sent"), "handed_over": N_("given to collection"),
    },
    "dunning.stages.Step": {
        "write": N_("Reminder written"), "send": N_("Reminder sent"), "send_last": N_("Last reminder sent"),
        "drop": N_("Reminder dropped"), "drop_first": N_("First reminder dropped"),
        "hand_over": N_("Given to collection"), "recall": N_("Taken back"),
    },
    "dunning.settings.LetterText": {
        "friendly": N_("Friendly"), "reminder": N_("Reminder"), "second": N_("Second reminder"),
        "last": N_("Last reminder"),
    },
    "dunning.settings.SetsOff": {
        "costs_first": N_("Costs, interest, then the debt (§ 367 BGB)"), "debt_first": N_("The oldest debt first"),
    },
    "dunning.model.HoldKind": {
        "block": N_("Blocked"), "dispute": N_("Objection"), "exemption": N_("Never remind"),
        "promise": N_("Promised to pay"),
    },
    "dunning.model.Spared": {
        "blocked": N_("blocked"), "disputed": N_("objected to"), "exempt": N_("never reminded"),
        "promised": N_("promised to pay"), "case": N_("death or insolvency"),
        "instalments": N_("paid in instalments"), "payment_pending": N_("a payment is on its way or unclear"),
        "letter_waits": N_("its letter was not sent yet"), "not_yet": N_("not due for a letter yet"),
        "below_least": N_("too little for a letter"), "all_sent": N_("all reminders sent"),
        "handed_over": N_("given to collection"), "only_costs": N_("only costs and interest are left"),
    },
    "dunning.instalments.PlanStatus": {
        "agreed": N_("runs as agreed"), "kept": N_("all paid"), "lapsed": N_("lapsed"), "called_off": N_("stopped"),
    },
    "dunning.instalments.PlanStep": {
        "keep": N_("All paid"), "lapse": N_("An instalment was missed"), "call_off": N_("Stopped"),
    },
    "dunning.paper.DebtPaper": {
        "reminder": N_("Reminder"), "instalments": N_("Instalment plan"), "hand_over": N_("Given to collection"),
    },
    "views.dunning.BoardFilter": {
        "all": N_("All that is overdue"), "ready": N_("A letter is due now"), "draft": N_("Letter not sent yet"),
        "held": N_("Held back"), "last": N_("All reminders sent"),
    },
    "views.dunning.CaseFilter": {
        "open": N_("With a partner"), "waiting": N_("Wait for a second person"), "done": N_("Closed"),
        "all": N_("All"),
    },
    "collection.model.Stage": {
        "proposed": N_("waits for a second person"), "refused": N_("not given to collection"),
        "handed_over": N_("given to collection"), "in_court": N_("in court"), "part_paid": N_("partly paid"),
        "paid": N_("paid"), "closed_unpaid": N_("closed without payment"), "recalled": N_("taken back"),
    },
    "collection.model.Step": {
        "agree": N_("Given to collection"), "refuse": N_("Not given to collection"), "go_to_court": N_("Went to court"),
        "pay_part": N_("Part of it paid"), "pay_all": N_("All paid"), "fee": N_("Fee of the partner"),
        "close_unpaid": N_("Closed without payment"), "recall": N_("Taken back"),
    },
    "collection.writing_off.WriteOffCause": {
        "insolvent": N_("Insolvent"), "unknown_address": N_("Cannot be found"), "not_worth_it": N_("Not worth it"),
        "statute_barred": N_("Statute-barred"), "goodwill": N_("Goodwill"),
        "collection_failed": N_("Collection without success"),
    },
}  # fmt: skip
"""Module below `domain` and name of the enum → its value → English text."""

LETTERS: Final = {
    "dunning_friendly": N_("Payment reminder"),
    "dunning_reminder": N_("Reminder of default"),
    "dunning_second": N_("Second reminder"),
    "dunning_last": N_("Last reminder"),
    "instalments_agreed": N_("Instalment plan"),
    "instalments_lapsed": N_("Instalment plan lapsed"),
    "collection_handed_over": N_("Handed over to collection"),
}
TASKS: Final = {
    "arrears_to_end": N_("Arrears: does the contract end?"),
    "instalments_lapsed": N_("An instalment was missed"),
    "collection_waits": N_("A hand-over waits for a second person"),
    "things_to_recover": N_("Who owes still holds something"),
}
NEXT_STEPS: Final = {
    "arrears_to_end": N_("Look at the customer: end the contract for arrears, or agree on instalments."),
    "instalments_lapsed": N_("Reminders go on by themselves: talk to the customer, or leave it."),
    "collection_waits": N_("Look at the collection case: agree to the hand-over, or refuse it."),
    "things_to_recover": N_("Want the things back from the collection case, or look at how they come back."),
}
ENTRIES: Final = {"written_off": N_("written off")}
STATES: Final = {"written_off": N_("written off")}
SIGNS: Final = {
    "NoteNoticeSent": "email-alert-outline",
    "HoldDunning": "hand-back-left-outline",
    "LiftHold": "play",
    "AgreeInstalments": "calendar-multiple-check",
    "ProposeCollection": "gavel",
    "DecideCollection": "gavel",
}
