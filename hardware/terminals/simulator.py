"""A card terminal for training: no money moves. The cents of an amount say how it ends."""

from collections.abc import Mapping
from threading import Event
from typing import Final

from domain.money import Money
from domain.till.terminal import (
    CardAnswer,
    CardOutcome,
    OnDisplay,
    Shows,
    TerminalUnreachable,
    Told,
    check_amount,
)

ENDS: Final[Mapping[int, CardOutcome]] = {
    1: CardOutcome.DECLINED,
    2: CardOutcome.ABORTED,
    3: CardOutcome.UNKNOWN,
}
"""Cents -> how it ends; all others are paid. With 3 it was paid, and the answer is lost."""
UNREACHABLE: Final = 4
_STEPS: Final = (Shows.CARD, Shows.PIN, Shows.CONNECTING, Shows.WAIT)
_DECLINED: Final = "05"
_BY_KEY: Final = "6C"


class TrainingTerminal:
    """`domain.till.terminal.CardTerminal`. `step_s`: how long each step of the display takes."""

    def __init__(self, step_s: float = 0.4) -> None:
        self._step_s = step_s
        self._aborted = Event()
        self._number = 0
        self._paid: list[CardAnswer] = []

    def pay(self, amount: Money, told: Told) -> CardAnswer:
        check_amount(amount)
        cents = amount.minor % 100
        if cents == UNREACHABLE:
            raise TerminalUnreachable(why="training")
        self._aborted.clear()
        for shows in _STEPS:
            told(OnDisplay(shows))
            if self._aborted.wait(self._step_s):
                return self._not_paid(CardOutcome.ABORTED, _BY_KEY)
        outcome = ENDS.get(cents, CardOutcome.PAID)
        if outcome in (CardOutcome.DECLINED, CardOutcome.ABORTED):
            return self._not_paid(outcome, _DECLINED if outcome is CardOutcome.DECLINED else _BY_KEY)
        paid = self._noted(amount)
        return CardAnswer(CardOutcome.UNKNOWN, amount) if outcome is CardOutcome.UNKNOWN else paid

    def abort(self) -> None:
        self._aborted.set()

    def last(self) -> CardAnswer | None:
        return self._paid[-1] if self._paid else None

    def take_back(self, receipt: str, amount: Money, told: Told) -> CardAnswer:
        check_amount(amount)
        told(OnDisplay(Shows.WAIT))
        known = [each for each in self._paid if each.receipt == receipt and each.amount == amount]
        if not known:
            return self._not_paid(CardOutcome.DECLINED, _DECLINED)
        self._paid.remove(known[0])
        return known[0]

    def close_day(self) -> CardAnswer:
        lines = [f"{each.receipt} {each.amount}" for each in self._paid]
        self._paid.clear()
        return CardAnswer(CardOutcome.PAID, for_us=("TRAINING", *lines))

    def _noted(self, amount: Money) -> CardAnswer:
        self._number += 1
        receipt = f"{self._number:04d}"
        lines = ("TRAINING", f"{receipt} {amount}")
        paid = CardAnswer(
            CardOutcome.PAID,
            amount,
            "00000000",
            receipt,
            f"{self._number:06d}",
            "Training",
            "************0000",
            "00",
            "",
            lines,
            lines,
        )
        self._paid.append(paid)
        return paid

    def _not_paid(self, outcome: CardOutcome, code: str) -> CardAnswer:
        return CardAnswer(outcome, terminal="00000000", code=code)
