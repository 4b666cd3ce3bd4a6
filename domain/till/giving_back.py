"""Money of a receipt goes back before the counter-receipt is written: a card's by its terminal, on the same day."""

from domain.errors import RuleViolation
from domain.till.model import CardFacts, Receipt, Tendered, Way
from domain.till.terminal import CardOutcome, CardTerminal, Told


class CardNotTakenBack(RuleViolation):
    """The terminal did not take the payment back: it is of another day, or the card says no."""

    code = "card_not_taken_back"


def given_back(receipt: Receipt, terminal: CardTerminal | None, told: Told, *, in_cash: bool) -> tuple[Tendered, ...]:
    """How it went back, all amounts below nothing. `in_cash`: what came by card as well. Blocks.

    Raises CardNotTakenBack, and what the terminal raises.
    """
    found = []
    for each in receipt.payments:
        amount = -each.amount
        if each.way is not Way.CARD:
            found.append(Tendered(each.way, amount))
        elif in_cash:
            found.append(Tendered(Way.CASH, amount))
        else:
            found.append(Tendered(Way.CARD, amount, card=_taken_back(each, terminal, told)))
    return tuple(found)


def _taken_back(paid: Tendered, terminal: CardTerminal | None, told: Told) -> CardFacts:
    if terminal is None or paid.card is None:
        raise CardNotTakenBack(amount=paid.amount)
    answer = terminal.take_back(paid.card.receipt, paid.amount, told)
    if answer.outcome is not CardOutcome.PAID:
        raise CardNotTakenBack(amount=paid.amount)
    return CardFacts(answer.terminal, answer.receipt or paid.card.receipt, answer.trace, answer.card, answer.number)
