"""One price, several tracked things: what a line is made of, which pieces are back, and what the rest costs.

A bundle is frozen on its line when the contract is concluded. A piece that came back is a dated fact on it; billing
reads it like a change of price. Source: FEATURES.md, F208.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final, NamedTuple

from domain.ids import AssetId, VariantId
from domain.money import Money, half_up_exact
from domain.period import Interval

_HUNDRED: Final = Fraction(100)
_ONE: Final = Fraction(1)


class BundleRule(StrEnum):
    """What the rest of a bundle costs: each part takes its share of the price away, the rest costs its single prices
    (never more than the bundle), or the price stays until the last piece is back."""

    SHARES = "shares"
    SINGLE_PRICES = "single_prices"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class BundlePart:
    """One kind of thing in a bundle, `pieces` of it in each.

    `share` is the percentage of the price that all these pieces stand for; `single_price` what one piece costs in one
    agreed interval. Which of the two is there, the rule says; neither for UNCHANGED.
    """

    variant_id: VariantId
    title: str
    pieces: int
    share: Decimal | None = None
    single_price: Money | None = None


@dataclass(frozen=True, slots=True)
class PieceBack:
    """One piece came back. `from_on` is the first day without it, `again_on` the first day on which the customer has
    one in its place; None: not again."""

    variant_id: VariantId
    asset_id: AssetId | None
    from_on: date
    again_on: date | None = None

    def is_on(self, day: date) -> bool:
        """Whether the piece is away on a day."""
        return self.from_on <= day and (self.again_on is None or day < self.again_on)


class Taken(NamedTuple):
    """How many bundles are rented on a day, and the most there ever were until then: when fewer are rented than
    before, it is the missing pieces that are back already."""

    quantity: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class Bundle:
    """`price` is that of one bundle for one `interval` as it was agreed: single prices are in proportion to it."""

    rule: BundleRule
    parts: tuple[BundlePart, ...]
    price: Money
    interval: Interval
    back: tuple[PieceBack, ...] = ()

    @property
    def days(self) -> frozenset[date]:
        """The days on which pieces go or come."""
        days = {each.from_on for each in self.back} | {each.again_on for each in self.back}
        return frozenset(day for day in days if day is not None)

    def has(self, variant_id: VariantId) -> bool:
        return any(part.variant_id == variant_id for part in self.parts)

    def rest(self, price: Money, interval: Interval, taken: Taken, day: date) -> tuple[Money, Decimal]:
        """Price and quantity as they are charged for a day on which one bundle costs `price` for one `interval`.

        As they are while nothing is missing; else what the rest costs in all, rounded once, with a quantity of one.
        """
        out = self._out(taken, day)
        if self._is_whole(taken, out):
            return price, taken.quantity
        if self.rule is BundleRule.SHARES:
            found = price.minor * self._share_of(out)
        else:
            factor = self._in_proportion(price) if interval != self.interval else _ONE
            found = self._by_singles(price, factor, Fraction(taken.quantity), out)
        return _priced(found, price, taken)

    def stored(self, price: Money, taken: Taken, day: date) -> tuple[Money, Decimal]:
        """The same of a storage price: what is out costs the part of it that it costs of the bundle's price."""
        out = self._out(taken, day)
        if self._is_whole(taken, out):
            return price, taken.quantity
        if self.rule is BundleRule.SHARES:
            return _priced(price.minor * self._share_of(out), price, taken)
        return _priced(self._by_singles(price, self._in_proportion(price), Fraction(taken.quantity), out), price, taken)

    def named(self, taken: Taken, day: date) -> str:
        """The parts that are out on a day, as papers list them: "Buggy, 2 × Adapter"; "" when none is."""
        return ", ".join(part.title if n == 1 else f"{n} × {part.title}" for part, n in self.out(taken, day) if n)

    def out(self, taken: Taken, day: date) -> tuple[tuple[BundlePart, Fraction], ...]:
        """Each part with how many pieces of it are out on a day."""
        return tuple(zip(self.parts, self._out(taken, day), strict=True))

    def is_away(self, asset_id: AssetId) -> bool:
        """Whether this thing is noted as back and nothing came in its place."""
        return any(each.asset_id == asset_id and each.again_on is None for each in self.back)

    def with_back(self, piece: PieceBack) -> "Bundle":
        """With one piece back. What is no part of it changes nothing, nor does a thing that is noted as back."""
        is_known = piece.asset_id is not None and self.is_away(piece.asset_id)
        if is_known or not self.has(piece.variant_id):
            return self
        return replace(self, back=tuple(sorted((*self.back, piece), key=_by_day)))

    def with_again(self, variant_id: VariantId, asset_id: AssetId, on: date) -> "Bundle":
        """A piece went out again, usable from a day on: it stands for itself, or for the one that is away longest."""
        away = [each for each in self.back if each.variant_id == variant_id and each.again_on is None]
        if not away:
            return self
        return self.with_note_ended(next((each for each in away if each.asset_id == asset_id), away[0]), on)

    def with_note_ended(self, back: PieceBack, on: date | None) -> "Bundle":
        """With one piece back until a day only; None: not at all."""
        kept = [each for each in self.back if each is not back]
        if on is not None and on > back.from_on:
            kept.append(replace(back, again_on=on))
        return replace(self, back=tuple(sorted(kept, key=_by_day)))

    def without_note(self, asset_id: AssetId) -> "Bundle":
        """As if this thing had not come back the last time."""
        mine = [each for each in self.back if each.asset_id == asset_id]
        return replace(self, back=tuple(each for each in self.back if each is not mine[-1])) if mine else self

    def _out(self, taken: Taken, day: date) -> list[Fraction]:
        """Pieces out, in the order of the parts; never more than the quantity asks for, never fewer than none."""
        quantity, most = Fraction(taken.quantity), Fraction(max(taken))
        found: list[Fraction] = []
        for part in self.parts:
            away = sum(each.variant_id == part.variant_id and each.is_on(day) for each in self.back)
            found.append(max(min(part.pieces * most - away, part.pieces * quantity), Fraction(0)))
        return found

    def _share_of(self, out: list[Fraction]) -> Fraction:
        """How many whole prices the shares of what is out add up to."""
        parts = zip(self.parts, out, strict=True)
        return sum((Fraction(part.share or 0) / _HUNDRED * n / part.pieces for part, n in parts), Fraction())

    def _is_whole(self, taken: Taken, out: list[Fraction]) -> bool:
        whole = [part.pieces * Fraction(taken.quantity) for part in self.parts]
        return self.rule is BundleRule.UNCHANGED or out == whole

    def _in_proportion(self, price: Money) -> Fraction:
        """How much of a single price belongs to another price of the bundle than the agreed one."""
        return Fraction(price.minor, self.price.minor) if self.price else _ONE

    def _by_singles(self, price: Money, factor: Fraction, quantity: Fraction, out: list[Fraction]) -> Fraction:
        """As many whole bundles as possible are made of what is out, which is the cheapest for the customer."""
        singles = [part.single_price.minor if part.single_price else 0 for part in self.parts]
        found = Fraction()
        for size, counts in self._stacked(quantity, out):
            rest = sum((minor * n for minor, n in zip(singles, counts, strict=True)), Fraction())
            found += min(price.minor * size, factor * rest)
        return found

    def _stacked(self, quantity: Fraction, out: list[Fraction]) -> Iterator[tuple[Fraction, list[Fraction]]]:
        """The pieces that are out laid into bundles, the fullest first; a part of a bundle has its size."""
        left, open_ = list(out), quantity
        while open_ > 0 and any(left):
            size = min(_ONE, open_)
            taken = [min(count, part.pieces * size) for part, count in zip(self.parts, left, strict=True)]
            left = [count - gone for count, gone in zip(left, taken, strict=True)]
            open_ -= size
            yield size, taken


def _priced(found: Fraction, price: Money, taken: Taken) -> tuple[Money, Decimal]:
    if found == price.minor * Fraction(taken.quantity):
        return price, taken.quantity
    return Money(half_up_exact(found), price.currency), Decimal(1)


def _by_day(piece: PieceBack) -> tuple[date, str]:
    return piece.from_on, str(piece.asset_id)
