"""Words of repairs and maintenance: refusals by their code, labels of enums, letters and tasks."""

from typing import Final

from ui.care_words import LABELS as CARE_LABELS
from ui.care_words import LETTERS as CARE_LETTERS
from ui.care_words import REFUSALS as CARE_REFUSALS
from ui.language import N_

REFUSALS: Final = {
    **CARE_REFUSALS,
    "illegal_repair_step": N_("The repair is “{stage}”: this is not possible there. Look at it again."),
    "unknown_repair": N_("There is no such repair, or your seat may not see it. Search for it again."),
    "repair_open": N_("{asset} has an open repair already: {number}. Add to that one, or finish it first."),
    "problem_missing": N_("Nothing is written there yet. Say it in a few words, so that others know."),
    "expected_in_the_past": N_("{day} is over. Choose the day on which it is expected, from today on."),
    "not_in_house": N_("{asset} is not in the workshop ({status}). Take it back first, then send it on."),
    "nothing_to_repair": N_("{asset} is “{status}”: there is nothing of ours to repair. Check the code."),
    "repair_amount_wrong": N_("The amount is {value}: it has to be above 0, in euros, without VAT. Check the invoice."),
    "nobody_waits_for_it": N_("No customer had the thing of {number} when it broke: there is nobody to lend one to."),
    "lent_already": N_("There is a loan for {asset} already: {shipment}. Wait until it is back."),
}

LABELS: Final = {
    **CARE_LABELS,
    "views.repairs.RepairFilter": {
        "open": N_("Not finished"), "late": N_("Late"), "away": N_("With others"), "all": N_("All"),
    },
    "refurbishment.repairs.Origin": {
        "customer": N_("Customer"), "inspection": N_("Inspection"), "maintenance": N_("Maintenance"),
    },
    "refurbishment.repairs.RepairStage": {
        "reported": N_("reported"), "diagnosed": N_("diagnosed"), "waiting_parts": N_("waiting for parts"),
        "at_workshop": N_("at a workshop"), "at_supplier": N_("at the supplier"), "in_work": N_("in work"),
        "passed": N_("repaired"), "failed": N_("not repaired"), "called_off": N_("called off"),
    },
    "refurbishment.repairs.RepairStep": {
        "diagnose": N_("Diagnosed"), "await_parts": N_("Parts ordered"), "send_to_workshop": N_("Sent to a workshop"),
        "send_to_supplier": N_("Sent to the supplier"), "come_back": N_("Back"), "start": N_("Work begun"),
        "pass": N_("Repaired"), "fail": N_("Could not be repaired"), "credit": N_("Supplier gives the value back"),
        "call_off": N_("Called off"), "lend": N_("Another one lent"), "book_cost": N_("Invoice booked"),
    },
    "refurbishment.repairs.CostKind": {
        "workshop": N_("Workshop"), "parts": N_("Parts"), "carriage": N_("Carriage"),
        "supplier_credit": N_("Supplier’s credit"),
    },
}  # fmt: skip

LETTERS: Final = {
    **CARE_LETTERS,
    "problem_received": N_("Repair: report received"), "loan_back": N_("Loan: please return"),
}  # fmt: skip
