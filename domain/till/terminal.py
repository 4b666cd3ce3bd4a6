"""Card terminals at the counter: what is asked of them and what they answer. How they speak is hardware's matter."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from domain.errors import InvalidInput, Unavailable
from domain.money import Money

MOST_MINOR: Final = 10**12 - 1
"""Twelve digits are what a terminal takes."""


class TerminalUnreachable(Unavailable):
    """No connection to the terminal, and nothing was asked of it."""

    code = "terminal_unreachable"


class TerminalRefused(Unavailable):
    """The terminal does not take the question: not registered, busy, or it cannot do it."""

    code = "terminal_refused"


class AmountNotForTerminal(InvalidInput):
    """Nothing, less than nothing, or more digits than a terminal has."""

    code = "amount_not_for_terminal"


class CardOutcome(StrEnum):
    """ABORTED: the customer or we ended it before anything was paid. UNKNOWN: the line went while it was being paid:
    what became of it is asked of the terminal (`last`) before anything else is charged."""

    PAID = "paid"
    DECLINED = "declined"
    ABORTED = "aborted"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """`receipt` and `trace` name the payment at the terminal; "" when it said none. `number`: masked.

    `code`: the terminal's own result, two digits or hexadecimal; `text`: what it said beside. `for_customer` and
    `for_us` are the lines of its receipts.
    """

    outcome: CardOutcome
    amount: Money | None = None
    terminal: str = ""
    receipt: str = ""
    trace: str = ""
    card: str = ""
    number: str = ""
    code: str = ""
    text: str = ""
    for_customer: tuple[str, ...] = ()
    for_us: tuple[str, ...] = ()


class Shows(StrEnum):
    """What the terminal shows its customer. OTHER: something in its own words, or nothing that we know."""

    AMOUNT = "amount"
    CARD = "card"
    PIN = "pin"
    PIN_WRONG = "pin_wrong"
    NOT_READ = "not_read"
    WAIT = "wait"
    CONNECTING = "connecting"
    TAKE_CARD = "take_card"
    ENDED = "ended"
    DONE = "done"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class OnDisplay:
    """`words`: in the terminal's own language, "" where it told a number only."""

    shows: Shows
    words: str = ""


Told = Callable[[OnDisplay], None]


class CardTerminal(Protocol):
    """One terminal. All calls block until it has answered; `abort` may come from another thread.

    Raises of all: TerminalUnreachable, TerminalRefused.
    """

    def pay(self, amount: Money, told: Told) -> CardAnswer:
        """Raises AmountNotForTerminal."""
        ...

    def abort(self) -> None:
        """Asks to end what is going on; the answer of `pay` says whether it did."""
        ...

    def last(self) -> CardAnswer | None:
        """The last payment that the terminal knows; None: it knows none.

        After UNKNOWN it is ours if its amount is and its receipt is another one than that of the payment before.
        """
        ...

    def take_back(self, receipt: str, amount: Money, told: Told) -> CardAnswer:
        """The whole payment of this receipt, on the same day. PAID: it was taken back."""
        ...

    def close_day(self) -> CardAnswer:
        """The terminal's own end of day; its totals are in the lines."""
        ...


def check_amount(amount: Money) -> None:
    """Raises AmountNotForTerminal."""
    if not 0 < amount.minor <= MOST_MINOR:
        raise AmountNotForTerminal(amount=amount)
