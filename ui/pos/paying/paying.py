"""What is paid of an amount, way by way: plain Python behind the pay dialog."""

from dataclasses import dataclass, field
from typing import Final

from domain.money import Money, total
from domain.till.model import CardFacts, PaymentWrong, SumsDiffer, Tendered, Way
from domain.till.terminal import CardAnswer

NOTES: Final = (5_00, 10_00, 20_00, 50_00, 100_00, 200_00)
MOST_QUICK: Final = 4


@dataclass(slots=True)
class Paying:
    """`owed` above nothing. What was taken stays until somebody takes it out; what a card paid stays for good."""

    owed: Money
    ways: frozenset[Way]
    taken: list[Tendered] = field(default_factory=list)

    @property
    def rest(self) -> Money:
        return self.owed - total([each.amount for each in self.taken], self.owed.currency)

    @property
    def is_paid(self) -> bool:
        return not self.rest

    @property
    def change(self) -> Money:
        """What goes back to the customer in coins and notes."""
        return total([each.change for each in self.taken], self.owed.currency)

    @property
    def has_card(self) -> bool:
        return any(each.way is Way.CARD for each in self.taken)

    def cash(self, given: Money) -> Tendered:
        """Pays as much as is left, the rest of what was given is change. Raises PaymentWrong."""
        amount = min(given, self.rest)
        return self._take(Tendered(Way.CASH, amount, given if given != amount else None))

    def card(self, answer: CardAnswer, amount: Money) -> Tendered:
        """What the terminal took."""
        return self._take(Tendered(Way.CARD, amount, card=facts_of(answer)))

    def promise(self, way: Way, amount: Money | None = None) -> Tendered:
        """Money that comes later: all that is left, or a part of it. Raises PaymentWrong."""
        return self._take(Tendered(way, self.rest if amount is None else amount))

    def take_out(self, number: int) -> Tendered:
        """One that is not paid that way after all."""
        return self.taken.pop(number)

    def done(self) -> tuple[Tendered, ...]:
        """Raises SumsDiffer: something is left."""
        if not self.is_paid:
            raise SumsDiffer(owed=self.owed, paid=self.owed - self.rest)
        return tuple(self.taken)

    def _take(self, paid: Tendered) -> Tendered:
        if paid.way not in self.ways or paid.amount.minor <= 0 or self.rest < paid.amount:
            raise PaymentWrong(amount=paid.amount)
        self.taken.append(paid)
        return paid


def facts_of(answer: CardAnswer) -> CardFacts:
    return CardFacts(answer.terminal, answer.receipt, answer.trace, answer.card, answer.number)


def quick_notes(rest: Money) -> tuple[Money, ...]:
    """What people hand over for it: exactly that, then the next sums that notes make."""
    found = [rest.minor]
    for note in NOTES:
        up = -(-rest.minor // note) * note
        if up not in found:
            found.append(up)
    return tuple(Money(minor, rest.currency) for minor in sorted(found)[:MOST_QUICK])


def is_ours(found: CardAnswer | None, before: CardAnswer | None, amount: Money) -> bool:
    """Whether the last payment that the terminal knows is the one whose answer was lost."""
    if found is None or found.amount != amount:
        return False
    return before is None or (found.receipt, found.trace) != (before.receipt, before.trace)


def as_typed(typed: str, key: str, point: str) -> str:
    """What stands in the field after a key of the pad: digits, the decimal point, "<" takes the last sign away."""
    if key == "<":
        return typed[:-1]
    if key == point:
        return typed if point in typed else f"{typed or '0'}{point}"
    _whole, found, cents = typed.partition(point)
    return typed if found and len(cents) >= 2 else f"{typed}{key}"
