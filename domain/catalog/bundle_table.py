"""The bundle's table of a price plan: what the rest costs when a customer sends one part of a bundle back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from domain.catalog.model import Variant
from domain.contracts.bundle import Bundle, BundlePart, BundleRule
from domain.errors import InvalidInput
from domain.ids import VariantId
from domain.money import Currency, Money
from domain.period import Interval

_HUNDRED: Final = Decimal(100)


class BundleTableWrong(InvalidInput):
    """A row has a share from 0 to 100, or a single price from zero, as the rule asks for; each part stands once."""

    code = "bundle_table_wrong"


class BundleTableIncomplete(InvalidInput):
    """The table and what the bundle is made of differ: a part is missing in it, or it names one that is none."""

    code = "bundle_table_incomplete"


class BundleSharesWrong(InvalidInput):
    """The shares of a bundle's parts do not add up to 100 percent."""

    code = "bundle_shares_wrong"


@dataclass(frozen=True, slots=True)
class BundleRow:
    """`share`: percentage of the price for all pieces of this part; `single_price`: of one piece for one interval."""

    variant_id: VariantId
    share: Decimal | None = None
    single_price: Money | None = None


@dataclass(frozen=True, slots=True)
class BundleTable:
    """One row a part; no row for UNCHANGED. Products in several colours have the parts of all of them in one table.

    Raises BundleTableWrong.
    """

    rule: BundleRule = BundleRule.UNCHANGED
    rows: tuple[BundleRow, ...] = ()

    def __post_init__(self) -> None:
        wanted = (self.rule is BundleRule.SHARES, self.rule is BundleRule.SINGLE_PRICES)
        for row in self.rows:
            given = (row.share is not None, row.single_price is not None)
            is_share = row.share is None or (row.share.is_finite() and 0 <= row.share <= _HUNDRED)
            is_price = row.single_price is None or row.single_price.minor >= 0
            if given != wanted or not is_share or not is_price or self.rule is BundleRule.UNCHANGED:
                raise BundleTableWrong(rule=self.rule)
        if len({row.variant_id for row in self.rows}) != len(self.rows):
            raise BundleTableWrong(rule=self.rule)

    @property
    def currencies(self) -> frozenset[Currency]:
        return frozenset(row.single_price.currency for row in self.rows if row.single_price is not None)

    def times(self, price: Callable[[Money], Money]) -> "BundleTable":
        """With other single prices, for an interval of several periods."""
        rows = (replace(row, single_price=row.single_price and price(row.single_price)) for row in self.rows)
        return replace(self, rows=tuple(rows))

    def check(self, variants: Sequence[Variant]) -> None:
        """Against what the product's bundles are made of. Raises BundleTableIncomplete, BundleSharesWrong."""
        if self.rule is BundleRule.UNCHANGED:
            return
        rows = {row.variant_id: row for row in self.rows}
        contents = [{item.variant_id for item in variant.items} for variant in variants if variant.items]
        if set(rows) != set().union(*contents) or not contents:
            raise BundleTableIncomplete(rule=self.rule)
        if self.rule is not BundleRule.SHARES:
            return
        for each in contents:
            total = sum((rows[variant_id].share or Decimal(0) for variant_id in each), Decimal(0))
            if total != _HUNDRED:
                raise BundleSharesWrong(total=total)


@dataclass(frozen=True, slots=True)
class Content:
    """One kind of thing in an ordered bundle, with its name as it is today."""

    variant_id: VariantId
    title: str
    pieces: int


def contents_of(variant: Variant, find: Callable[[VariantId], Variant]) -> tuple[Content, ...]:
    """What a bundle is made of today; empty for all else."""
    return tuple(Content(item.variant_id, find(item.variant_id).title, item.quantity) for item in variant.items)


def bundle_of(
    table: BundleTable | None, contents: Sequence[Content], price: Money, interval: Interval
) -> Bundle | None:
    """What is frozen on the contract line; None for what is no bundle.

    Raises BundleTableIncomplete: the contents changed since the table was written.
    """
    if not contents:
        return None
    if table is None or table.rule is BundleRule.UNCHANGED:
        parts = tuple(BundlePart(each.variant_id, each.title, each.pieces) for each in contents)
        return Bundle(BundleRule.UNCHANGED, parts, price, interval)
    rows = {row.variant_id: row for row in table.rows}
    if any(each.variant_id not in rows for each in contents):
        raise BundleTableIncomplete(rule=table.rule)
    mine = [(each, rows[each.variant_id]) for each in contents]
    if table.rule is BundleRule.SHARES:
        total = sum((row.share or Decimal(0) for _, row in mine), Decimal(0))
        if total != _HUNDRED:
            raise BundleTableIncomplete(rule=table.rule)
    made = (BundlePart(each.variant_id, each.title, each.pieces, row.share, row.single_price) for each, row in mine)
    return Bundle(table.rule, tuple(made), price, interval)
