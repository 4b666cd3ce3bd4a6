"""What the rest of a bundle costs, computed by hand: 79.00 for a buggy, a carrycot and an adapter."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from domain.catalog.bundle_table import (
    BundleRow,
    BundleSharesWrong,
    BundleTable,
    BundleTableIncomplete,
    BundleTableWrong,
    Content,
    bundle_of,
)
from domain.catalog.model import BundleItem, Product, ProductKind, Variant
from domain.contracts.bundle import Bundle, BundlePart, BundleRule, PieceBack, Taken
from domain.ids import AssetId, ProductId, VariantId
from domain.money import Money
from domain.period import Interval, Unit

BUGGY, CARRYCOT, ADAPTER = (VariantId(UUID(int=n)) for n in (1, 2, 3))
FIRST, SECOND = AssetId(UUID(int=11)), AssetId(UUID(int=12))
MONTH = Interval(Unit.MONTH)
PRICE = Money.of("79.00")
ONE, TWO = Taken(Decimal(1), Decimal(1)), Taken(Decimal(2), Decimal(2))
JUNE_10, JUNE_20, JULY = date(2026, 6, 10), date(2026, 6, 20), date(2026, 7, 1)


def bundle(rule: BundleRule, *values: str, pieces: tuple[int, ...] = (1, 1, 1)) -> Bundle:
    """Buggy, carrycot and adapter, with these shares or single prices."""
    names = zip((BUGGY, CARRYCOT, ADAPTER), ("Buggy", "Babyschale", "Adapter"), pieces, strict=True)
    parts = [BundlePart(variant_id, title, count) for variant_id, title, count in names]
    if rule is BundleRule.SHARES:
        parts = [replace(part, share=Decimal(each)) for part, each in zip(parts, values, strict=True)]
    elif rule is BundleRule.SINGLE_PRICES:
        parts = [replace(part, single_price=Money.of(each)) for part, each in zip(parts, values, strict=True)]
    return Bundle(rule, tuple(parts), PRICE, MONTH)


def back(kind: VariantId, on: date, asset: AssetId | None = None) -> PieceBack:
    return PieceBack(kind, asset, on)


SHARES = bundle(BundleRule.SHARES, "55", "30", "15")
SINGLES = bundle(BundleRule.SINGLE_PRICES, "49.00", "29.00", "9.00")


@pytest.mark.parametrize(
    ("made", "gone", "rest"),
    [
        (SHARES, (CARRYCOT,), "55.30"),
        (SHARES, (CARRYCOT, ADAPTER), "43.45"),
        (SHARES, (BUGGY, CARRYCOT, ADAPTER), "0.00"),
        (SINGLES, (CARRYCOT,), "58.00"),
        (SINGLES, (ADAPTER,), "78.00"),
        (SINGLES, (CARRYCOT, ADAPTER), "49.00"),
        (bundle(BundleRule.SINGLE_PRICES, "60.00", "29.00", "9.00"), (ADAPTER,), "79.00"),
        (bundle(BundleRule.UNCHANGED), (CARRYCOT, ADAPTER), "79.00"),
        (bundle(BundleRule.SHARES, "33.34", "33.33", "33.33"), (BUGGY,), "52.66"),
    ],
)
def test_the_rest_costs_what_the_table_says(made: Bundle, gone: tuple[VariantId, ...], rest: str) -> None:
    """79.00 · 70 % = 55.30, · 55 % = 43.45, · 66.66 % = 52.661; 49 + 9 = 58; 60 + 29 is more than the whole."""
    for kind in gone:
        made = made.with_back(back(kind, JUNE_10))
    assert made.rest(PRICE, MONTH, ONE, JUNE_10) == (Money.of(rest), Decimal(1))
    assert made.rest(PRICE, MONTH, ONE, date(2026, 6, 9)) == (PRICE, Decimal(1))


@pytest.mark.parametrize(
    ("made", "gone", "rest"),
    [
        (SHARES, (CARRYCOT,), "3.50"),
        (SHARES, (CARRYCOT, ADAPTER), "2.75"),
        (SHARES, (BUGGY, CARRYCOT, ADAPTER), "0.00"),
        (SINGLES, (CARRYCOT,), "3.67"),
        (SINGLES, (ADAPTER,), "4.94"),
        (SINGLES, (CARRYCOT, ADAPTER), "3.10"),
        (bundle(BundleRule.SINGLE_PRICES, "60.00", "29.00", "9.00"), (ADAPTER,), "5.00"),
        (bundle(BundleRule.UNCHANGED), (CARRYCOT, ADAPTER), "5.00"),
    ],
)
def test_storing_the_rest_costs_its_part_of_the_storage_price(
    made: Bundle, gone: tuple[VariantId, ...], rest: str
) -> None:
    """5.00 for the whole: · 70 % = 3.50, · 55 % = 2.75; · 58/79 = 3.6709, · 78/79 = 4.9367, · 49/79 = 3.1013; 60 + 29
    is more than the whole."""
    for kind in gone:
        made = made.with_back(back(kind, JUNE_10))
    five = Money.of("5.00")
    assert made.stored(five, ONE, JUNE_10) == (Money.of(rest), Decimal(1))
    assert made.stored(five, ONE, date(2026, 6, 9)) == (five, Decimal(1))


def test_storing_two_bundles_less_a_carrycot() -> None:
    """10.00 - 1.50 = 8.50 by shares; 5.00 + 5.00 · 58/79 = 8.6709 by single prices."""
    for made, rest in ((SHARES, "8.50"), (SINGLES, "8.67")):
        found = made.with_back(back(CARRYCOT, JUNE_10)).stored(Money.of("5.00"), TWO, JULY)
        assert found == (Money.of(rest), Decimal(1))


def test_of_two_bundles_one_carrycot_less() -> None:
    """Shares: 158.00 - 79.00 · 30 % = 134.30. Single prices: one whole bundle and one for 49 + 9 = 58: 137.00."""
    for made, rest in ((SHARES, "134.30"), (SINGLES, "137.00")):
        assert made.with_back(back(CARRYCOT, JUNE_10)).rest(PRICE, MONTH, TWO, JULY) == (Money.of(rest), Decimal(1))


def test_what_is_left_is_laid_into_as_few_bundles_as_possible() -> None:
    """Two bundles less a buggy and an adapter, which came from different ones: a whole one, and a carrycot for 29."""
    made = SINGLES.with_back(back(BUGGY, JUNE_10)).with_back(back(ADAPTER, JUNE_20))
    assert made.rest(PRICE, MONTH, TWO, JULY) == (Money.of("108.00"), Decimal(1))


def test_two_pieces_of_one_part_share_its_percentage() -> None:
    """A pair of adapters stands for 15 %: one of them back takes 7.5 % away, 79.00 · 92.5 % = 73.075."""
    made = bundle(BundleRule.SHARES, "55", "30", "15", pieces=(1, 1, 2)).with_back(back(ADAPTER, JUNE_10, FIRST))
    assert made.rest(PRICE, MONTH, ONE, JULY)[0] == Money.of("73.08")
    assert made.named(ONE, JUNE_10) == "Buggy, Babyschale, Adapter"
    assert made.named(ONE, date(2026, 6, 9)) == "Buggy, Babyschale, 2 × Adapter"


def test_fewer_bundles_asked_for_are_those_that_are_back() -> None:
    """All of one of two bundles is back; later only one is on the contract: it costs its whole price, not nothing."""
    made = SHARES
    for kind in (BUGGY, CARRYCOT, ADAPTER):
        made = made.with_back(back(kind, JUNE_10))
    assert made.rest(PRICE, MONTH, TWO, JULY) == (PRICE, Decimal(1))
    assert made.rest(PRICE, MONTH, Taken(Decimal(1), Decimal(2)), JULY) == (PRICE, Decimal(1))


def test_single_prices_follow_another_interval_in_proportion() -> None:
    """Paid by the year 79.00 · 12 = 948.00; the rest of 58.00 a month is 58/79 of it: 696.00."""
    made, year = SINGLES.with_back(back(CARRYCOT, JUNE_10)), Interval(Unit.YEAR)
    assert made.rest(Money.of("948.00"), year, ONE, JULY)[0] == Money.of("696.00")


def test_a_piece_that_goes_out_again_takes_its_note_away() -> None:
    made = SHARES.with_back(back(CARRYCOT, JUNE_10, FIRST))
    again = made.with_again(CARRYCOT, SECOND, JUNE_20)
    assert [again.rest(PRICE, MONTH, ONE, day)[0] for day in (JUNE_10, JUNE_20)] == [Money.of("55.30"), PRICE]
    assert made.with_again(CARRYCOT, SECOND, JUNE_10) == SHARES, "sent before it was missed: nothing happened"
    assert SHARES.with_again(CARRYCOT, SECOND, JUNE_10) == SHARES


def test_the_thing_itself_stands_for_itself_first() -> None:
    pair = bundle(BundleRule.SHARES, "50", "50", "0", pieces=(1, 2, 1))
    both = pair.with_back(back(CARRYCOT, JUNE_10, FIRST)).with_back(back(CARRYCOT, JUNE_20, SECOND))
    sent = both.with_again(CARRYCOT, SECOND, JULY)
    assert [each.again_on for each in sent.back] == [None, JULY]
    assert len(sent.with_back(back(CARRYCOT, date(2026, 8, 1), SECOND)).back) == 3, "it can come back once more"


def test_told_twice_a_piece_is_back_once_and_a_mistake_is_forgotten() -> None:
    made = SHARES.with_back(back(CARRYCOT, JUNE_10, FIRST))
    assert made.with_back(back(CARRYCOT, JUNE_20, FIRST)) == made
    assert made.without_note(FIRST) == SHARES
    assert made.without_note(SECOND) == made
    assert SHARES.with_back(back(VariantId(UUID(int=99)), JUNE_10)) == SHARES, "no part of the bundle"


PRODUCT = Product(ProductId(UUID(int=5)), "Kombi", "stroller", ProductKind.GOODS)


def variant(*kinds: VariantId) -> Variant:
    return Variant(VariantId(UUID(int=50)), PRODUCT, "K", "", items=tuple(BundleItem(kind, 1) for kind in kinds))


def shares(*values: str) -> BundleTable:
    kinds = (BUGGY, CARRYCOT, ADAPTER)
    rows = (BundleRow(kind, Decimal(each)) for kind, each in zip(kinds, values, strict=False))
    return BundleTable(BundleRule.SHARES, tuple(rows))


def test_a_table_covers_exactly_what_the_bundle_is_made_of() -> None:
    shares("55", "30", "15").check([variant(BUGGY, CARRYCOT, ADAPTER)])
    BundleTable().check([variant(BUGGY)])
    with pytest.raises(BundleTableIncomplete):
        shares("55", "45").check([variant(BUGGY, CARRYCOT, ADAPTER)])
    with pytest.raises(BundleTableIncomplete):
        shares("55", "30", "15").check([variant(BUGGY, CARRYCOT)])
    with pytest.raises(BundleTableIncomplete):
        shares("100").check([variant()])
    with pytest.raises(BundleSharesWrong):
        shares("55", "30", "14.99").check([variant(BUGGY, CARRYCOT, ADAPTER)])


def test_bundles_of_several_colours_share_one_table() -> None:
    """Each takes its own rows out of it, and those add up."""
    table = BundleTable(
        BundleRule.SHARES,
        (BundleRow(BUGGY, Decimal(60)), BundleRow(CARRYCOT, Decimal(60)), BundleRow(ADAPTER, Decimal(40))),
    )
    table.check([variant(BUGGY, ADAPTER), variant(CARRYCOT, ADAPTER)])
    made = bundle_of(table, [Content(BUGGY, "Buggy", 1), Content(ADAPTER, "Adapter", 2)], PRICE, MONTH)
    assert made is not None
    assert [(part.title, part.pieces, part.share) for part in made.parts] == [
        ("Buggy", 1, Decimal(60)),
        ("Adapter", 2, Decimal(40)),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (BundleRow(BUGGY),),
        (BundleRow(BUGGY, Decimal(101)),),
        (BundleRow(BUGGY, Decimal("NaN")),),
        (BundleRow(BUGGY, Decimal(50), Money(1)),),
        (BundleRow(BUGGY, Decimal(50)), BundleRow(BUGGY, Decimal(50))),
    ],
)
def test_rows_that_mean_nothing_are_refused(rows: tuple[BundleRow, ...]) -> None:
    with pytest.raises(BundleTableWrong):
        BundleTable(BundleRule.SHARES, rows)


def test_an_order_meets_a_bundle_that_changed_since() -> None:
    contents = [Content(BUGGY, "Buggy", 1), Content(VariantId(UUID(int=9)), "Regenschutz", 1)]
    with pytest.raises(BundleTableIncomplete):
        bundle_of(shares("55", "30", "15"), contents, PRICE, MONTH)
    with pytest.raises(BundleTableIncomplete):
        bundle_of(shares("55", "30", "15"), contents[:1], PRICE, MONTH)
    assert bundle_of(None, [], PRICE, MONTH) is None
