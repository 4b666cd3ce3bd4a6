"""Money: whole minor units of one currency, exact. Rates and quantities are Decimal; no float comes near."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NewType

from domain.errors import CurrencyMismatch, InvalidInput

Currency = NewType("Currency", str)
"""An ISO 4217 code with two decimals (EUR, CHF, GBP …)."""

EUR = Currency("EUR")
_CENT = Decimal(1)
_AMOUNT = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,2})?")


def half_up(amount: Decimal) -> int:
    """Rounds to a whole number, halves away from zero. The one rounding rule of the house (RULES.md 2)."""
    return int(amount.quantize(_CENT, ROUND_HALF_UP))


def half_up_exact(amount: Fraction) -> int:
    """The same rule for an exact ratio."""
    whole = (2 * abs(amount.numerator) + amount.denominator) // (2 * amount.denominator)
    return whole if amount >= 0 else -whole


@dataclass(frozen=True, slots=True)
class Money:
    """Whole minor units (cents) of one currency. A posted amount is never a float and never part of a cent.

    Adding, subtracting or comparing two currencies raises CurrencyMismatch.
    """

    minor: int
    currency: Currency = EUR

    @classmethod
    def of(cls, text: str, currency: Currency = EUR) -> "Money":
        """Reads "12.30", "12.3" or "-5" (decimal point, at most two decimals).

        Raises:
            InvalidInput: not a decimal number of at most 15 digits, or more than two decimals.
        """
        if not _AMOUNT.fullmatch(text):
            raise InvalidInput(value=text)
        return cls(int(Decimal(text) * 100), currency)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return f"{self.decimal()} {self.currency}"

    def decimal(self) -> Decimal:
        """The amount in major units with two decimals, for files and forms: Decimal("12.30")."""
        return Decimal(self.minor).scaleb(-2)

    def times(self, factor: Decimal) -> "Money":
        """The amount times a quantity or rate, rounded half up to the cent once."""
        return Money(half_up(self.minor * factor), self.currency)

    def share(self, days: int, of_days: int) -> "Money":
        """The part for `days` out of `of_days` days, rounded half up to the cent (away from zero)."""
        return Money(half_up(Decimal(self.minor) * days / of_days), self.currency)

    def split(self, weights: Sequence[int]) -> tuple["Money", ...]:
        """Parts in proportion to `weights` that add up to the whole: largest remainder, ties to the earlier part.

        All weights zero: everything goes to the first part. Raises ValueError without weights or on a negative one.
        """
        if not weights or min(weights) < 0:
            raise ValueError("weights must be given and not negative")
        whole, sign = abs(self.minor), -1 if self.minor < 0 else 1
        total = sum(weights)
        if total == 0:
            parts = [whole] + [0] * (len(weights) - 1)
        else:
            parts = [whole * weight // total for weight in weights]
            rests = sorted(range(len(weights)), key=lambda i: (-(whole * weights[i] % total), i))
            for i in rests[: whole - sum(parts)]:
                parts[i] += 1
        return tuple(Money(sign * part, self.currency) for part in parts)

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise CurrencyMismatch(left=self.currency, right=other.currency)
        return other.minor


def total(amounts: Iterable[Money], currency: Currency = EUR) -> Money:
    """The sum; nothing adds up to zero of `currency`. Raises CurrencyMismatch if one amount has another currency."""
    result = Money(0, currency)
    for amount in amounts:
        result += amount
    return result
