"""Words of declarations that end contracts: refusals by their code, labels of enums, and the reasons to choose from."""

from typing import Final

from domain.settings.cancellations import CancellationSettings
from ui.language import N_, _

REFUSALS: Final = {
    "illegal_declaration_step": N_("The declaration is “{stage}”: this is not possible there. Look at it again."),
    "notice_before_contract": N_(
        "The contract was concluded on {concluded_on}; nothing can end it on {day}. Check the year."
    ),
    "unknown_declaration": N_("There is no such declaration, or your seat may not see it. Search for it again."),
    "declaration_empty": N_("Nothing was declared. Write down what was said or written, or attach the letter."),
    "declaration_too_long": N_("At most {longest} letters are kept. Attach a longer text as a file."),
    "declaration_from_the_future": N_("This instant is still to come. Enter when it was received."),
    "declaration_still_carried_out": N_(
        "The contract {contract} ends by this declaration. Take that change back in the contract first."
    ),
    "declaration_why_too_long": N_("The reason may have at most {longest} letters. Shorten it."),
    "cancellation_reasons_wrong": N_("Each group needs 1 to {most} reasons, each once, of {longest} letters at most."),
}

LABELS: Final = {
    "cancellations.stages.Stage": {
        "unmatched": N_("contract unknown"), "matched": N_("to carry out"), "carried_out": N_("carried out"),
        "taken_back": N_("taken back"), "not_ours": N_("not ours"), "double": N_("double"),
    },
    "cancellations.stages.Step": {
        "receive": N_("Received"), "match": N_("Contract found"), "carry_out": N_("Carried out"),
        "take_back": N_("Taken back"), "not_ours": N_("Set aside: not ours"), "double": N_("Set aside: double"),
        "reopen": N_("Opened again"),
    },
    "cancellations.model.Channel": {
        "letter": N_("Letter"), "email": N_("E-mail"), "phone": N_("Phone"), "button": N_("Cancellation page"),
        "counter": N_("Counter"),
    },
    "cancellations.model.DeclaredKind": {
        "ordinary": N_("Notice in time"), "early": N_("Early, against the fee"),
        "extraordinary": N_("At once, for a good reason"), "withdrawal": N_("Withdrawal"),
    },
    "cancellations.set_aside_declaration.Aside": {"not_ours": N_("not ours"), "double": N_("double")},
    "cancellations.matching.Sign": {
        "contract_number": N_("contract number"), "customer_number": N_("customer number"), "email": N_("e-mail"),
        "name": N_("name"), "name_alike": N_("name alike"),
    },
    "cancellations.tell_declaration.News": {
        "received": N_("received"), "matched": N_("contract found"), "taken_back": N_("taken back"),
        "not_ours": N_("not ours"),
    },
    "views.declarations.DeclarationFilter": {
        "open": N_("Open declarations"), "to_match": N_("Contract unknown"), "to_carry_out": N_("To carry out"),
        "over": N_("Decided"), "all": N_("All declarations"),
    },
    "views.declarations.ReasonGroup": {
        "customer": N_("Customer"), "ours": N_("Us"), "old": N_("No longer on the list"), "unsaid": N_("Not said"),
    },
    "settings.cancellations.Retention": {
        "pause": N_("A pause"), "swap": N_("Another thing"), "discount": N_("A discount"),
    },
}  # fmt: skip

TASKS: Final = {"declaration_waits": N_("A cancellation waits")}

LETTERS: Final = {
    "declaration_received": N_("Declaration: received"), "declaration_not_ours": N_("Declaration: no contract found"),
    "declaration_matched": N_("Declaration: the contract ends"),
    "declaration_examined": N_("Declaration: is examined"),
    "declaration_taken_back": N_("Declaration: taken back, the contract goes on"),
}  # fmt: skip

REASONS: Final = {
    "too_expensive": N_("Too expensive"),
    "not_needed": N_("Not needed any more"),
    "moving": N_("Moving house"),
    "bought_own": N_("Bought one of their own"),
    "other_provider": N_("Goes to another provider"),
    "other": N_("Other reason"),
    "defect": N_("Does not work"),
    "late_delivery": N_("Delivered late"),
    "poor_service": N_("Unhappy with our service"),
    "wrong_thing": N_("The wrong thing was sent"),
}


def reason_choices(settings: CancellationSettings) -> list[tuple[str, str]]:
    """Both groups of the owner's list, one after the other."""
    theirs = [
        (each, _("Customer: {reason}").format(reason=cancel_reason_words(each))) for each in settings.customer_reasons
    ]
    ours = [(each, _("Us: {reason}").format(reason=cancel_reason_words(each))) for each in settings.our_reasons]
    return [("", _("not said")), *theirs, *ours]


def cancel_reason_words(reason: str) -> str:
    """As people read it; what the owner wrote stays as it is."""
    known = REASONS.get(reason)
    return reason if known is None else _(known)
