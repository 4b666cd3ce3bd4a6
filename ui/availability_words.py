"""Words of promises: refusals by their code, and labels of enums."""

from typing import Final

from ui.language import N_

REFUSALS: Final = {
    "availability_days_wrong": N_(
        "Days are 0 to {most}, those of an offer, a reservation and a delay at least 1, a category stands once, and we"
        " look {least_weeks} to {most_weeks} weeks ahead. Check the entries."
    ),
    "illegal_reservation_step": N_("The reservation is “{status}”: this is not possible any more. Make a new one."),
    "illegal_waiting_step": N_("The place on the waiting list is “{status}”: this is not possible there. Look again."),
    "unknown_reservation": N_("There is no such reservation, or your seat may not see it. Load the page again."),
    "unknown_waiting": N_("Nobody stands there on the waiting list any more. Load the page again."),
    "unknown_expectation": N_("This delivery came already, or was struck out. Load the page again."),
    "waits_already": N_("{customer} is on the waiting list for “{title}” already. Nothing was changed."),
    "availability_period_wrong": N_(
        "{day} does not work: days lie from today on, and an end after its beginning. Choose others."
    ),
    "not_in_sight": N_(
        "“{title}” is short by {missing} from {day} on, and nobody knows yet when enough will be there. Use the waiting"
        " list, or say why it is promised all the same."
    ),
    "overbooking_not_allowed": N_(
        "“{title}” is short by {missing} from {day} on, and the owner lets your seat promise nothing beyond what is"
        " free. Choose a later day, or ask the owner."
    ),
    "not_free_then": N_(
        "“{title}” is short by {missing} from {day} on; the first day with enough is: {first}. Choose that day, use the"
        " waiting list, or say why it is promised all the same."
    ),
    "promise_of_another": N_(
        "The reservation or the offer belongs to another customer or another product. Choose the right one."
    ),
    "not_reservable": N_("“{title}” is no single thing that can be kept for somebody. Reserve its parts, or order it."),
}

LABELS: Final = {
    "availability.forecast.Reason": {
        "in_stock": N_("in stock and ready"), "inspection": N_("back, to be inspected"), "repair": N_("in repair"),
        "repair_due": N_("in repair, day named"), "maintenance": N_("maintenance overdue"),
        "return": N_("return announced"), "ending": N_("notice given"), "fixed_end": N_("end agreed"),
        "receipt": N_("delivery expected"), "order": N_("order to be packed"), "reservation": N_("reserved"),
        "offer": N_("offered from the waiting list"),
    },
    "views.availability.PromiseKind": {
        "reserved": N_("reserved"), "waiting": N_("waiting"), "offered": N_("offered"), "ordered": N_("ordered"),
    },
    "availability.propose.Why": {
        "own": N_("this very one"), "grade": N_("the grade asked for"), "not_due": N_("not due for maintenance"),
        "longest": N_("lies here longest"), "only": N_("the only one"),
    },
    "settings.availability.Overbooking": {
        "office": N_("back office and owner, with a reason"), "owner": N_("the owner alone, with a reason"),
        "nobody": N_("nobody at all"),
    },
    "availability.model.ReservationStatus": {
        "held": N_("held"), "taken": N_("ordered"), "released": N_("released"), "expired": N_("run out"),
    },
    "availability.model.ReservationAction": {
        "take": N_("turn into an order"), "release": N_("release"), "expire": N_("run out"),
    },
    "availability.model.WaitingAction": {
        "offer": N_("offer"), "take": N_("turn into an order"), "expire": N_("run out"),
        "leave": N_("take off the list"),
    },
    "availability.model.WaitingStatus": {
        "waiting": N_("waiting"), "offered": N_("offered"), "taken": N_("ordered"), "expired": N_("run out"),
        "left": N_("taken off the list"),
    },
}  # fmt: skip

TASKS: Final = {
    "overbooked": N_("More promised than free"),
    "order_late": N_("Order comes later than promised"),
    "order_without_day": N_("Order without a day"),
}
LETTERS: Final = {
    "reservation_made": N_("Reserved for you"),
    "reservation_expired": N_("Reservation has run out"),
    "waiting_joined": N_("On the waiting list"),
    "waiting_offer": N_("Free for you now"),
    "waiting_expired": N_("Offer of the waiting list has run out"),
    "order_day": N_("Day of the order"),
    "order_later": N_("Later than promised"),
    "order_later_unknown": N_("Delayed, day not known"),
}
