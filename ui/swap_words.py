"""Words of swaps: refusals by their code, labels of enums, names of letters and tasks."""

from typing import Final

from ui.language import N_

REFUSALS: Final = {
    "illegal_swap_step": N_("The swap is “{stage}”: this is not possible there. Look at it again."),
    "unknown_swap": N_("There is no such swap, or your seat may not see it. Load the contract again."),
    "swap_runs_already": N_("A swap of {line} is under way. Finish it or call it off first."),
    "swap_needs_running_contract": N_(
        "Contract {contract} does not simply run: it rests, ends or has not begun. Nothing is swapped there."
    ),
    "swap_of_one_thing": N_("{line} is one price for several things. Give the thing a line of its own first."),
    "not_exchangeable": N_("These two are not in one exchange group. The owner decides what may be swapped for what."),
    "swap_rhythm_differs": N_("“{plan}” is charged in another rhythm. Change the plan of the line first."),
    "swaps_used_up": N_("The contract had all its swaps: {most} are allowed. Another thing needs a new order."),
    "swap_allowance_used": N_("This swap uses {needed} credits and {left} are left. There are more from {day} on."),
    "swap_while_owing": N_("An invoice was due on {day} and is not paid. Swaps are possible when it is."),
    "swap_payment_failed": N_(
        "A payment went back on {day}, and its invoice is open since. Swaps are possible when it is paid."
    ),
    "swap_in_withdrawal": N_("The customer may still withdraw, until {until}. Swaps are possible after that."),
    "swap_not_in_stock": N_("{title}: none is free or due back by {day}. Choose a later day or another thing."),
    "swap_day_wrong": N_("The {day} cannot be: the new one comes today or later, the old one is back no sooner."),
    "residual_unknown": N_("Nobody entered what {title} was bought for. Write down an amount."),
    "exchange_group_wrong": N_("A group needs a name and at least two things, each once. Check its numbers too."),
    "unknown_exchange_group": N_("There is no such exchange group. Load the page again."),
    "in_another_exchange_group": N_("{title} is in another exchange group already. Take it out there first."),
    "exchange_group_changed": N_("Someone else changed this group in the meantime. Load the page and do it again."),
}

LABELS: Final = {
    "swaps.stages.Stage": {
        "agreed": N_("agreed, nothing moved yet"),
        "new_out": N_("the new one is out, the old one is awaited"),
        "old_here": N_("the old one is here, the new one goes out"),
        "turning_back": N_("called off, the new one comes back"),
        "done": N_("done"),
        "called_off": N_("called off"),
    },
    "swaps.stages.Step": {
        "agree": N_("agreed"),
        "hand_over": N_("new one handed over"),
        "take_back": N_("old one back"),
        "bounce": N_("new one here again"),
        "chase": N_("a person is told"),
        "write_off": N_("old one written off"),
        "call_off": N_("called off"),
    },
    "swaps.model.SwapReason": {
        "outgrown": N_("Outgrown"),
        "wants_better": N_("Wants a better one"),
        "wants_cheaper": N_("Wants a cheaper one"),
        "does_not_fit": N_("Does not fit"),
        "wants_change": N_("Wants a change"),
        "lost": N_("Lost: it does not come back"),
        "other": N_("Other reason"),
    },
    "swaps.model.SwapOrder": {
        "new_first": N_("The new one goes out first"),
        "old_first": N_("The old one comes back first"),
        "counter": N_("Both at the counter"),
    },
}

TASKS: Final = {"swap_overdue": N_("Swap: the old thing does not come")}

LETTERS: Final = {
    "swap_new_first": N_("Swap agreed"),
    "swap_old_first": N_("Swap agreed, old one first"),
    "swap_at_counter": N_("Swap agreed, at the counter"),
    "swap_after_loss": N_("Another one after a loss"),
    "swap_on_its_way": N_("Swap: on its way"),
    "swap_done": N_("Swap done"),
    "swap_turns_back": N_("Swap reversed"),
    "swap_called_off": N_("Swap called off"),
    "swap_charged": N_("Swap: old one charged"),
}
