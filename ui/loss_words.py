"""Words of losses, write-offs, customers' cases and transfers: refusals by their code, labels of enums."""

from typing import Final

from ui.language import N_

REFUSALS: Final = {
    "illegal_loss_step": N_("The loss is “{stage}”: this is not possible any more. Look at it again."),
    "unknown_loss": N_("There is no such loss, or your seat may not see it. Search for it again."),
    "loss_known": N_("{asset} is reported already. Open the loss in the list of losses and go on there."),
    "loss_day_wrong": N_("It happened on the day of the report or before, and neither is to come. Check the days."),
    "not_to_be_lost": N_("{asset} is {status}. Only what is with a customer or on a shelf can be reported as lost."),
    "loss_nothing_to_charge": N_("A claim needs words and an amount above nothing. To charge nothing, waive it."),
    "loss_worth_unknown": N_(
        "Nobody entered what the thing was bought for, so the table has no start. Enter the amount by hand."
    ),
    "loss_objection_runs": N_(
        "The customer may object until {until}. Wait until then, or say that the customer has agreed."
    ),
    "loss_not_covered": N_(
        "No insurance of the contract pays for {loss}, or the reference of the police is missing. Claim the value from"
        " the customer, or waive it."
    ),
    "loss_needs_reason": N_("Say why nothing is charged. Whoever looks at the books will ask."),
    "loss_of_nobody": N_("{loss}: it was on our own shelf, so nobody pays for it. Write it off."),
    "loss_cannot_go_on": N_(
        "{contract} is over: the rent cannot simply go on. Take a new order, have the thing sent back, or let the"
        " customer keep it."
    ),
    "loss_settings_wrong": N_(
        "The table begins with month 0, its months rise, percentages are 0 to 100 and fall from A to D; days and"
        " amounts are not negative, and there are {most} rows at most. Check the entries."
    ),
    "illegal_write_off_step": N_("The write-off is “{status}”: this is not possible any more. Look at it again."),
    "unknown_write_off": N_("There is no such write-off, or your seat may not see it. Search for it again."),
    "written_off_already": N_("{asset} is written off already, or waits for a second person. Look at the list."),
    "not_to_write_off": N_(
        "{asset} is {status}. Only what is in stock, lost, stolen or retired is written off; take it back first."
    ),
    "write_off_value_wrong": N_("The value in the books is nothing or more, in euros. Check the amount."),
    "write_off_needs_second_person": N_(
        "{value} are to be written off: above {above}, whoever proposed it does not approve it. Ask a colleague."
    ),
    "books_of_day_closed": N_("{number} was booked on {day}: the books of that day are closed. Book it the other way."),
    "illegal_case_step": N_("The case is “{status}”: this is not possible any more. Look at it again."),
    "unknown_case": N_("There is no such case, or your seat may not see it. Look at the customer again."),
    "case_known": N_("There is an open case of {customer} already. Change or lift that one."),
    "case_day_wrong": N_("{day} is still to come. Enter the day of the death, or of the opening."),
    "case_contact_missing": N_(
        "Letters go to heirs or to an administrator: enter a name, and an e-mail address or the whole postal address."
    ),
    "customer_blocked": N_(
        "{case}: the customer died or is insolvent. Nothing new begins until the case is lifted on the customer's page."
    ),
    "illegal_transfer_step": N_("The transfer is “{status}”: this is not possible any more. Look at it again."),
    "unknown_transfer": N_("There is no such transfer, or your seat may not see it. Search for it again."),
    "transfer_hindered": N_(
        "{by} {what} is under way. Bring it to its end or call it off, then the contract can change hands."
    ),
    "transfer_under_way": N_("A transfer of {contract} is agreed already. Call that one off first."),
    "transfer_to_same_person": N_("{contract} belongs to this customer. Choose another one."),
    "transfer_day_wrong": N_("The new party's first day lies between {first} and {last}. Choose a day in between."),
    "contract_does_not_run": N_("{contract} is {status}: only a contract that runs goes on with somebody else."),
    "deposit_cannot_move": N_(
        "{transfer}: the deposit is not credited and billed anew yet, is moved already, or nothing of it is left."
    ),
}

LABELS: Final = {
    "losses.model.LossKind": {"lost": N_("lost"), "stolen": N_("stolen")},
    "losses.stages.Stage": {
        "reported": N_("reported"),
        "claimed": N_("customer was told"),
        "objected": N_("customer objects"),
        "charged": N_("charged"),
        "covered": N_("insurance pays"),
        "waived": N_("nothing charged"),
        "turned_up": N_("turned up, to decide"),
        "returned": N_("is here again"),
        "goes_on": N_("rented again"),
        "kept": N_("bought by the customer"),
    },
    "losses.stages.Step": {
        "claim": N_("Customer told"),
        "object": N_("Customer objected"),
        "charge": N_("Charged"),
        "cover": N_("Insurance pays"),
        "waive": N_("Nothing charged"),
        "turn_up": N_("Turned up"),
        "give_back": N_("Charge given back"),
        "let_stand": N_("Left as it is"),
        "go_on": N_("Rented again"),
        "keep": N_("Bought by the customer"),
    },
    "losses.settings.StopsOn": {
        "reported": N_("with the day of the report"),
        "happened": N_("with the day of the loss"),
        "period_end": N_("with the end of the period"),
    },
    "losses.settings.OnDeath": {
        "heir": N_("contracts wait for an heir"),
        "end": N_("contracts end with the day"),
    },
    "losses.recover_lost.Recovery": {
        "goes_on": N_("it goes on being rented"),
        "keeps": N_("the customer keeps it for what was charged"),
    },
    "losses.writing_off.WriteOffReason": {
        "lost": N_("lost"),
        "stolen": N_("stolen"),
        "broken": N_("broken"),
        "worn_out": N_("worn out"),
        "obsolete": N_("no longer in demand"),
        "other": N_("another reason"),
    },
    "losses.writing_off.WriteOffStatus": {
        "proposed": N_("waits for a second person"),
        "booked": N_("written off"),
        "refused": N_("refused"),
        "undone": N_("undone"),
        "reversed": N_("value is back"),
    },
    "losses.writing_off.WriteOffStep": {
        "approve": N_("Booked"),
        "refuse": N_("Refused"),
        "undo": N_("Undone"),
        "reverse": N_("Value is back"),
    },
    "losses.cases.CaseKind": {"death": N_("Death"), "insolvency": N_("Insolvency")},
    "losses.cases.CaseStatus": {"open": N_("open"), "lifted": N_("lifted")},
    "losses.cases.CaseStep": {"lift": N_("Lifted")},
    "transfers.model.TransferCause": {
        "flatmate": N_("flatmate"),
        "heir": N_("heir"),
        "company": N_("another company"),
        "other": N_("another person"),
    },
    "transfers.model.DepositWay": {
        "settled": N_("goes back, the new party pays a new one"),
        "moves": N_("moves to the new party"),
    },
    "transfers.model.TransferStatus": {
        "agreed": N_("agreed upon"),
        "done": N_("done"),
        "called_off": N_("called off"),
    },
    "transfers.model.TransferStep": {"carry_out": N_("Carried out"), "call_off": N_("Called off")},
    "transfers.model.Hindrance": {
        "swap": N_("A swap of"),
        "return": N_("The return"),
        "refund": N_("The refund"),
        "buyout": N_("The purchase"),
        "parcel": N_("The parcel"),
        "loss": N_("The loss"),
        "repair": N_("The repair"),
        "loan": N_("The lent thing"),
    },
}

TASKS: Final = {
    "loss_to_settle": N_("Lost: who pays?"),
    "loss_found": N_("Paid for, and found"),
    "write_off_waits": N_("Write-off waits"),
    "transfer_stuck": N_("Transfer is stuck"),
}
LETTERS: Final = {
    "loss_reported": N_("Loss received"),
    "loss_replaced": N_("Loss received, another is sent"),
    "loss_claimed": N_("Value of the lost thing"),
    "loss_covered": N_("The insurance pays"),
    "loss_covered_part": N_("The insurance pays, less the deductible"),
    "loss_waived": N_("Nothing is charged for the loss"),
    "loss_found": N_("The thing is here again"),
    "loss_given_back": N_("Found, the charge goes back"),
    "loss_goes_on": N_("The rent goes on"),
    "loss_kept": N_("The thing is yours"),
    "death_received": N_("News of a death received"),
    "transfer_agreed_old": N_("Transfer agreed"),
    "transfer_agreed_new": N_("Transfer agreed"),
    "transfer_called_off": N_("Transfer called off"),
    "transfer_done_old": N_("Contract handed over"),
    "transfer_done_new": N_("Contract taken over"),
    "transfer_done_old_deposit": N_("Contract handed over"),
    "transfer_done_new_deposit": N_("Contract taken over"),
}
