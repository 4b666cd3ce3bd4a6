"""Words of meters, maintenance and inspections: refusals by their code, labels of enums, letters."""

from typing import Final

from ui.language import N_

REFUSALS: Final = {
    "meter_not_declared": N_("Things of this kind have no such meter. The owner adds it under Products, Maintenance."),
    "meter_value_wrong": N_("{value} is nothing that this meter shows: whole numbers from 0 to {most}. Read it again."),
    "meter_went_back": N_(
        "{meter}: {value} now, {before} before. A meter does not go back by itself. Read it again, or say why: a new"
        " meter, another battery."
    ),
    "meter_jumped": N_(
        "{meter}: {value} now, {before} before. That is more than anybody uses in that time. Read it again; if it is"
        " right, tick “I looked again”."
    ),
    "care_plan_wrong": N_(
        "Something is missing at “{title}”: a name of its own with at most {longest} letters, and months or a meter of"
        " this product with a number. Correct it, then save again."
    ),
    "unknown_care_plan": N_("This maintenance is not asked for any more. Load the page again."),
    "care_changed": N_("Someone else changed the maintenance of {title} meanwhile. Load it again, then change it."),
    "care_overdue": N_(
        "{asset}: “{title}” is overdue, and without it nothing leaves the house. Do it and note it on the page of the"
        " thing, or take another one."
    ),
    "unknown_maintenance": N_("Nothing of the kind was noted, or it was taken back already. Load the page again."),
    "maintenance_undo_reason_missing": N_("Say in a few words why it is taken back."),
    "maintenance_day_wrong": N_(
        "{day} cannot be the day: it was done today or before, and not before {since}. Choose another day."
    ),
    "maintenance_asked_in_the_past": N_("{day} is over. Choose a day from today on."),
    "inspection_form_wrong": N_(
        "Something is missing at “{question}”: every page, question and answer needs words in both languages, a choice"
        " at least two answers, and a question that follows names an earlier answer. Correct it, then save again."
    ),
    "unknown_inspection_form": N_("This form is not filled for this thing. Load the page again."),
    "inspection_form_changed": N_("Someone else changed the form “{name}” meanwhile. Load it again, then go on."),
    "inspection_form_taken": N_(
        "“{name}” is filled on this occasion for the same things already. Change that one, or close it first."
    ),
    "inspection_answers_open": N_("{open} questions are open, the first is “{question}”. Answer them, then finish."),
    "unknown_inspection": N_("There is no such inspection, or your seat may not see it."),
    "inspection_open": N_(
        "{asset}: the form “{form}” was not filled and passed since it came. Fill it, then finish; or choose “Cannot be"
        " repaired …”."
    ),
}

LABELS: Final = {
    "maintenance.meters.Meter": {
        "odometer": N_("Odometer"), "cycles": N_("Cycles"), "hours": N_("Hours of use"),
        "battery": N_("Battery health"),
    },
    "maintenance.meters.Occasion": {
        "hand_out": N_("Hand-out"), "take_back": N_("Take-back"), "workshop": N_("Workshop"),
        "maintenance": N_("Maintenance"), "customer": N_("Told by the customer"),
    },
    "maintenance.plan.CareKind": {"service": N_("Maintenance"), "legal_test": N_("Test by law")},
    "maintenance.plan.DueState": {"later": N_("later"), "soon": N_("soon"), "overdue": N_("overdue")},
    "maintenance.book.Visit": {"bring": N_("Customer brings it"), "we_come": N_("We come")},
    "views.maintenance.DueFilter": {
        "soon": N_("Soon and overdue"), "overdue": N_("Overdue"), "out": N_("With customers"),
        "in_house": N_("In the house"), "quarter": N_("Within 90 days"), "all": N_("All"),
    },
    "inspections.form.QuestionKind": {
        "choice": N_("Choice"), "number": N_("A number"), "text": N_("Text"), "photo": N_("Photo"),
    },
}  # fmt: skip

LETTERS: Final = {
    "maintenance_bring": N_("Maintenance: please bring it"), "maintenance_visit": N_("Maintenance: we come to you"),
}  # fmt: skip

UNITS: Final = {"odometer": N_("{value} km"), "cycles": N_("{value} cycles"), "hours": N_("{value} h"),
    "battery": N_("{value} %")}  # fmt: skip
