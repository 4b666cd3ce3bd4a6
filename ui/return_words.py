"""Words of returns: refusals by their code, labels of enums, and the reasons people may choose from."""

from typing import Final

from ui.language import N_, _

REFUSALS: Final = {
    "illegal_return_step": N_("The return is “{stage}”: this is not possible there. Look at it again."),
    "not_of_this_return": N_(
        "That does not belong to the return {number}, or it is known already what came of it. Look at the return again."
    ),
    "reminded_already": N_("The customer was reminded of {number} today. Wait for an answer, or call."),
    "not_to_be_reminded": N_(
        "The customer of {number} died or is insolvent: no reminder goes out. Look at the case, and talk to whoever"
        " looks after it."
    ),
    "pick_up_day_wrong": N_("A pick-up needs a day from today until {until}. Choose one."),
    "return_of_other_customer": N_("Something of it belongs to another customer. Announce a return for each."),
    "nothing_asked": N_("No thing is named. Scan what the customer wants to give back."),
    "unknown_return_case": N_("There is no such return, or your seat may not see it. Search for it again."),
    "refusal_needs_reason": N_("The customer reads why. Write it down, in at most {longest} letters."),
    "return_tracking_wrong": N_("A parcel number has at most {longest} letters and digits. Check the entry."),
    "nothing_found_instead": N_("Say what lay there instead: scan it, or type what stands on it."),
    "damage_not_said": N_("Choose a damage or describe it, in at most {longest} letters and 1 to {most} times."),
    "return_has_open_ends": N_(
        "The return {number} has open ends: something is still with the customer, or a claim is not settled. Decide"
        " that first."
    ),
    "nothing_claimed": N_("A claim needs a line with words and an amount above 0. Complete it."),
    "claim_is_open": N_("There is a claim for the return {number} already. Charge it or let it go first."),
    "illegal_claim_step": N_("The claim is “{state}”: this is not possible there. Look at the return again."),
    "no_open_claim": N_("There is no open claim here any more. Look at the return again."),
    "objection_still_possible": N_(
        "The customer may object until {until}. Wait, or say that the customer has agreed already."
    ),
    "unknown_photo": N_("This photo is not there any more. Load the page again."),
    "nothing_of_parcel_out": N_("Nothing of the parcel {shipment} is out. It was not sent, or it is all back."),
    "return_days_wrong": N_("Days are 0 to {most}, those of a reminder at least 1. Check the entries."),
    "return_reasons_wrong": N_("Write 1 to {most} reasons, each once and with at most {longest} letters."),
    "damage_list_wrong": N_(
        "Each damage has a name and a price of 0 or more, once in its category, {most} at most. Check the list."
    ),
}

LABELS: Final = {
    "returns.stages.Stage": {
        "announced": N_("to be agreed"), "approved": N_("agreed"), "label_sent": N_("label sent"),
        "in_transit": N_("on its way"), "partly_received": N_("partly here"), "received": N_("here, to inspect"),
        "inspected": N_("inspected"), "closed": N_("closed"), "refused": N_("refused"), "lapsed": N_("lapsed"),
        "withdrawn": N_("called off"),
    },
    "returns.stages.Step": {
        "approve": N_("Agreed"), "refuse": N_("Refused"), "send_label": N_("Label sent"), "set_out": N_("On its way"),
        "receive_part": N_("Part of it is known"), "receive_all": N_("All of it is known"),
        "expect_again": N_("Expected again"), "inspect": N_("Inspected"), "close": N_("Closed"),
        "lapse": N_("Lapsed: the contract runs on"), "withdraw": N_("Called off"), "extend": N_("Given more time"),
        "remind": N_("Reminded"), "run_on": N_("Not back in time: charged again"),
        "note_other": N_("Something else came"), "note_damage": N_("Damage found"),
        "tell_claim": N_("Customer told of the damage"), "object": N_("Customer objects"),
        "charge_claim": N_("Damage charged"), "drop_claim": N_("Damage let go"),
    },
    "returns.model.AskedBy": {
        "portal": N_("Customer portal"), "office": N_("Back office"), "counter": N_("Counter"),
        "scan": N_("Stood there"), "day": N_("End of the contract"),
    },
    "returns.model.Way": {
        "label": N_("With a label of ours"), "drop_off": N_("Brought to us"), "pick_up": N_("Picked up by us"),
    },
    "returns.model.LineState": {
        "expected": N_("expected"), "received": N_("here"), "missing": N_("missing"),
        "other": N_("something else came"),
    },
    "returns.claims.ClaimState": {
        "told": N_("customer told"), "objected": N_("customer objects"), "charged": N_("charged"),
        "dropped": N_("let go"),
    },
    "returns.claims.ClaimAction": {"object": N_("Object"), "charge": N_("Charge it"), "drop": N_("Let go")},
    "returns.photos.Moment": {"hand_out": N_("as it went out"), "return": N_("as it came back"),
        "reported": N_("as the customer shows it"),
    },
    "returns.tell_return.News": {
        "asked": N_("asked for"), "asked_back": N_("please send"), "refused": N_("refused"), "label": N_("label"),
        "extended": N_("more time"), "receipt": N_("received"), "parcel_again": N_("sent again"),
        "parcel_ends": N_("not sent again"), "claimed": N_("damage"), "dropped": N_("damage let go"),
        "reminded": N_("reminded to return"),
    },
    "views.returns.ReturnFilter": {
        "open": N_("Open returns"), "to_agree": N_("To be agreed"), "late": N_("Overdue"),
        "here": N_("Here, to be settled"), "over": N_("Over"), "all": N_("All returns"),
    },
    "settings.returns.Approval": {
        "none": N_("None waits"), "customers": N_("Those that customers ask for"), "all": N_("All of them"),
    },
    "contracts.terms.LapseRule": {
        "nothing": N_("Only reminders"), "goes_on": N_("What was stopped is charged again"),
        "reactivates": N_("The contract runs on"),
    },
}  # fmt: skip

TASKS: Final = {
    "part_back": N_("One of several is back"),
    "thing_missing": N_("A thing was not in the parcel"),
    "other_thing": N_("Something else was in the parcel"),
    "claim_objected": N_("A customer objects to a claim"),
}
LETTERS: Final = {
    "return_asked_for": N_("Return: request received"), "return_refused": N_("Return: refused"),
    "return_by_label": N_("Return: please send"), "return_drop_off": N_("Return: please bring"),
    "return_pick_up": N_("Return: we pick up"), "return_label": N_("Return: label"),
    "return_extended": N_("Return: more time"), "return_reminder": N_("Return: reminder"),
    "return_overdue": N_("Return: overdue"), "return_lapsed": N_("Return: lapsed, the contract runs on"),
    "return_runs_on": N_("Return: the rent goes on"), "return_received": N_("Return: received"),
    "return_incomplete": N_("Return: something is missing"), "parcel_sent_again": N_("Parcel came back, sent again"),
    "parcel_came_back": N_("Parcel came back, not sent again"), "damage_claimed": N_("Damage: what it costs"),
    "damage_dropped": N_("Damage: no costs"),
}  # fmt: skip

REASONS: Final = {
    "not_needed": N_("Not needed any more"),
    "does_not_fit": N_("Does not fit"),
    "defect": N_("Does not work"),
    "too_expensive": N_("Too expensive"),
    "moving": N_("Moving house"),
    "other": N_("Other reason"),
    "end_of_contract": N_("End of the contract"),
    "contract_ends": N_("End of the contract"),
    "unpaid": N_("Bills could not be collected"),
    "unannounced": N_("Stood there unannounced"),
    "undelivered": N_("Could not be delivered"),
    "repair": N_("Repair"),
    "maintenance": N_("Maintenance"),
    "damaged": N_("Damaged"),
    "wrong_thing": N_("The wrong thing was sent"),
    "worn": N_("Worn out"),
    "swap": N_("Swapped for another thing"),
    "swap_called_off": N_("The swap is called off"),
    "loan_over": N_("Loan given back"),
    "arrears": N_("Arrears"),
}


def reason_words(reason: str) -> str:
    """As people read it; what the owner wrote stays as it is."""
    known = REASONS.get(reason)
    return reason if known is None else _(known)
