"""Ready-made products with the plans that such businesses usually have: a start that is changed, not a blank form."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from domain.catalog.add_product import AddProduct, NewPlan, NewVariant
from domain.catalog.model import ProductKind
from domain.catalog.offer import Offer
from domain.contracts.model import LineKind
from domain.contracts.parts import Phase
from domain.contracts.terms import ContractTerms
from domain.money import Money
from domain.period import Interval, Unit

_MONTH: Final = Interval(Unit.MONTH)


class Example(StrEnum):
    """Trades that a founder may begin from."""

    BIKE = "bike"
    PRAM = "pram"
    COFFEE = "coffee"
    INSTRUMENT = "instrument"


def _monthly(price: str, *, term: int = 0, deposit: str = "", phases: tuple[Phase, ...] = ()) -> NewPlan:
    """Open-ended after the first term, with a month's notice: what consumers may be asked."""
    terms = ContractTerms(min_term=Interval(Unit.MONTH, term) if term else None, notice=_MONTH)
    offer = Offer(phases=phases, deposit=Money.of(deposit) if deposit else None)
    name = f"{term} Monate" if term else "Monatlich"
    return NewPlan(name, LineKind.RENTAL, Money.of(price), terms, offer=offer)


def _goods(name: str, category: str, variants: tuple[NewVariant, ...], *plans: NewPlan) -> AddProduct:
    return AddProduct(name, category, ProductKind.GOODS, variants, plans)


_BEANS: Final = NewPlan(
    "Monatlich 1 kg", LineKind.CONSUMABLE, Money.of("24.90"), ContractTerms(notice=_MONTH), vat="reduced"
)

EXAMPLES: Final[Mapping[Example, tuple[AddProduct, ...]]] = {
    Example.BIKE: (
        _goods(
            "E-Bike Beispiel",
            "ebike",
            (NewVariant("BSP-BIKE-M", "M"), NewVariant("BSP-BIKE-L", "L")),
            _monthly("79.00", deposit="150.00"),
            _monthly("69.00", term=12),
        ),
    ),
    Example.PRAM: (
        _goods(
            "Kinderwagen Beispiel",
            "pram",
            (NewVariant("BSP-PRAM"),),
            _monthly("39.00", phases=(Phase(3, Money.of("29.00")), Phase(None, Money.of("39.00")))),
            _monthly("34.00", term=6),
        ),
    ),
    Example.COFFEE: (
        _goods("Kaffeemaschine Beispiel", "coffee", (NewVariant("BSP-COFFEE"),), _monthly("89.00", term=24)),
        AddProduct("Kaffeebohnen Beispiel", "coffee", ProductKind.CONSUMABLE, (NewVariant("BSP-BEANS"),), (_BEANS,)),
    ),
    Example.INSTRUMENT: (
        _goods(
            "Violine Beispiel",
            "instrument",
            (NewVariant("BSP-VIOLIN-44", "4/4"), NewVariant("BSP-VIOLIN-34", "3/4")),
            _monthly("25.00", deposit="100.00"),
            _monthly("22.00", term=12, deposit="100.00"),
        ),
    ),
}
"""Prices are gross; names and article numbers say that they are examples, so they are found to be changed."""
