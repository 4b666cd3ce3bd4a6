"""Which zone an address lies in, and what sending costs there."""

import pytest

from domain.contracts.terms import PricesAre
from domain.customers.model import Address
from domain.money import Currency, Money
from domain.settings.postage import NO_POSTAGE, NotDeliveredThere, PostageSettings, PostageWrong, PostageZone

HOME = PostageZone("Versand", ("DE",), Money.of("4.90"), Money.of("4.12"), free_from=Money.of("100.00"))
ISLANDS = PostageZone("Inselversand", ("DE",), Money.of("19.00"), Money.of("15.97"), ("2584", "18565", "2686 9"))
ALPS = PostageZone("Versand nach Österreich", ("AT", "CH"), Money.of("14.90"), Money.of("12.52"))
TABLE = PostageSettings((HOME, ISLANDS, ALPS), sends_elsewhere=False)
CHEAP = Money.of("99.99")


def to(country: str, postcode: str = "10115") -> Address:
    return Address("Weg 1", postcode, "Ort", country)


@pytest.mark.parametrize(
    ("address", "worth", "prices_are", "price"),
    [
        (to("DE"), CHEAP, PricesAre.GROSS, "4.90"),
        (to("DE"), CHEAP, PricesAre.NET, "4.12"),
        (to("DE"), Money.of("100.00"), PricesAre.GROSS, None),
        (to("DE", "25845"), Money.of("100.00"), PricesAre.GROSS, "19.00"),
        (to("DE", "26 869"), CHEAP, PricesAre.NET, "15.97"),
        (to("CH", "8001"), CHEAP, PricesAre.GROSS, "14.90"),
        (to("CH", "8001"), Money(9_999, Currency("CHF")), PricesAre.GROSS, "refused"),
        (to("FR", "25845"), CHEAP, PricesAre.GROSS, "refused"),
    ],
)
def test_the_narrowest_zone_says_what_sending_costs(
    address: Address, worth: Money, prices_are: PricesAre, price: str | None
) -> None:
    if price == "refused":
        with pytest.raises(NotDeliveredThere):
            TABLE.postage(address, worth, prices_are)
        assert PostageSettings(TABLE.zones).postage(address, worth, prices_are) == NO_POSTAGE
        return
    found = TABLE.postage(address, worth, prices_are)
    assert found == NO_POSTAGE if price is None else found.price == Money.of(price)


def test_without_zones_it_goes_everywhere_for_nothing() -> None:
    assert PostageSettings(sends_elsewhere=False).postage(to("NZ"), CHEAP, PricesAre.GROSS) == NO_POSTAGE


@pytest.mark.parametrize(
    "values",
    [
        {"title": " "},
        {"title": "x" * 61},
        {"countries": ()},
        {"countries": ("Deutschland",)},
        {"countries": ("de",)},
        {"prefixes": ("",)},
        {"gross": Money(-1)},
        {"net": Money(100, Currency("CHF"))},
        {"free_from": Money(-1)},
    ],
)
def test_a_zone_that_makes_no_sense_is_refused(values: dict[str, object]) -> None:
    sound: dict[str, object] = {"title": "Versand", "countries": ("DE",), "gross": Money(490), "net": Money(412)}
    with pytest.raises(PostageWrong):
        PostageZone(**{**sound, **values})  # type: ignore[arg-type]  # wrong on purpose


def test_no_place_stands_in_two_zones() -> None:
    again = PostageZone("Noch einmal", ("AT",), Money.of("1.00"), Money.of("0.84"))
    with pytest.raises(PostageWrong):
        PostageSettings((HOME, ALPS, again))
