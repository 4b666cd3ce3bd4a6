"""Words of losses that lists, pages and cards share."""

from typing import Final

from domain.losses.stages import Stage
from domain.losses.writing_off import WriteOffStatus
from domain.money import EUR, Money
from domain.views.losses import LossPage, LossRow
from ui.labels import label
from ui.language import N_, _, shown_date, shown_money
from ui.theme import Tone

TONES: Final = {
    Stage.REPORTED: Tone.BAD,
    Stage.CLAIMED: Tone.WARN,
    Stage.OBJECTED: Tone.BAD,
    Stage.CHARGED: Tone.NEUTRAL,
    Stage.COVERED: Tone.NEUTRAL,
    Stage.WAIVED: Tone.NEUTRAL,
    Stage.TURNED_UP: Tone.BAD,
    Stage.RETURNED: Tone.OK,
    Stage.GOES_ON: Tone.OK,
    Stage.KEPT: Tone.OK,
}
WRITE_OFF_TONES: Final = {
    WriteOffStatus.PROPOSED: Tone.WARN,
    WriteOffStatus.BOOKED: Tone.NEUTRAL,
    WriteOffStatus.REFUSED: Tone.NEUTRAL,
    WriteOffStatus.UNDONE: Tone.NEUTRAL,
    WriteOffStatus.REVERSED: Tone.OK,
}

_NEXT: Final = {
    Stage.OBJECTED: N_("The customer does not agree. Ask for less, charge it all the same, or let it go."),
    Stage.CHARGED: N_("It is charged. Should the thing turn up, say so here, or scan it in the warehouse."),
    Stage.COVERED: N_("The insurance pays. Should the thing turn up, say so here, or scan it in the warehouse."),
    Stage.WAIVED: N_("Nothing is charged. Should the thing turn up, say so here, or scan it in the warehouse."),
    Stage.RETURNED: N_("It is here again and everything is decided."),
    Stage.GOES_ON: N_("The customer has it again and pays rent for it."),
    Stage.KEPT: N_("The customer has it again and bought it."),
}


def next_words(page: LossPage) -> str:
    """What is to be done about it now."""
    stage = page.loss.stage
    if stage is Stage.REPORTED:
        return _reported(page)
    if stage is Stage.CLAIMED and page.loss.object_until is not None:
        words = _("The customer was told of {amount} and may object until {day}. After that it is charged by itself.")
        return words.format(amount=shown_money(Money(page.loss.minor)), day=shown_date(page.loss.object_until))
    if stage is Stage.TURNED_UP:
        words = _("It turned up after it was charged. By your rule the money stays.")
        if page.gives_back:
            words = _("It turned up after it was charged. By your rule the money goes back.")
        return words
    return _(_NEXT[stage])


def _reported(page: LossPage) -> str:
    if page.loss.contract_id is None:
        return _("It was on our own shelf: nobody pays for it. Write it off.")
    if page.cover is not None:
        words = _("An insurance of the contract pays; the customer pays {amount}.")
        return words.format(amount=shown_money(page.cover.deductible))
    if page.worth is None:
        return _("No insurance pays. Nobody entered what it was bought for: agree on an amount and tell the customer.")
    return _("No insurance pays. By your table it is worth {amount}: tell the customer, or let it go.").format(
        amount=shown_money(page.worth)
    )


def stage_words(row: LossRow) -> str:
    return _("not reported") if row.stage is None else label(row.stage)


def sum_words(amounts: list[Money]) -> str:
    return shown_money(Money(sum(each.minor for each in amounts), EUR))
