"""What sending costs by region: the owner's table of zones, read anew for each order."""

from dataclasses import dataclass
from typing import Final

from domain.contracts.about import ChargeCause
from domain.contracts.terms import PricesAre
from domain.customers.model import Address
from domain.errors import InvalidInput, RuleViolation
from domain.money import EUR, Currency, Money

MOST_ZONES: Final = 60
LONGEST_TITLE: Final = 60
_COUNTRY: Final = 2
NOTHING: Final = Money(0, EUR)


class PostageWrong(InvalidInput):
    """A zone has a name, at least one country (two letters), and amounts of one currency that are not negative; no two
    zones are for the same place."""

    code = "postage_wrong"


class NotDeliveredThere(RuleViolation):
    """No zone has this address, and the house sends nowhere else."""

    code = "not_delivered_there"


class PostageDearer(RuleViolation):
    """What was told was for another region; sending to this one costs more."""

    code = "postage_dearer"


@dataclass(frozen=True, slots=True)
class Postage:
    """What sending costs for one order, as its prices are (net or gross). `title` stands on the bill. `vat`, `of` and
    `means_of_transport` are those of the goods, to which sending belongs. `to`: the region it was reckoned for; None:
    it counts everywhere."""

    title: str
    price: Money
    vat: str = "standard"
    of: ChargeCause = ChargeCause.POSTAGE_OF_GOODS
    means_of_transport: bool = False
    to: str | None = None

    def counts_for(self, to: Address) -> bool:
        """Whether what was told holds for this address too."""
        return self.to in (None, region_of(to))


NO_POSTAGE: Final = Postage("", NOTHING)


@dataclass(frozen=True, slots=True)
class PostageZone:
    """`gross` counts where prices contain VAT, `net` where they do not. `prefixes` of postal codes narrow the zone, an
    island or a district; none: the whole country. `free_from`: goods worth so much go for nothing, as the order's
    prices are; None: never.

    Raises PostageWrong.
    """

    title: str
    countries: tuple[str, ...]
    gross: Money
    net: Money
    prefixes: tuple[str, ...] = ()
    free_from: Money | None = None

    def __post_init__(self) -> None:
        amounts = [self.gross, self.net, *([] if self.free_from is None else [self.free_from])]
        named = 0 < len(self.title.strip()) <= LONGEST_TITLE and bool(self.countries)
        places = [
            len(each) == _COUNTRY and each.isascii() and each.isalpha() and each.isupper() for each in self.countries
        ]
        starts = [bool(each.strip()) for each in self.prefixes]
        sums = [each.minor >= 0 and each.currency == self.gross.currency for each in amounts]
        if not (named and all(places) and all(starts) and all(sums)):
            raise PostageWrong(zone=self.title)

    def narrowness(self, to: Address) -> int | None:
        """How closely it fits an address: the length of the prefix, 0 for the whole country; None: not at all."""
        if to.country not in self.countries:
            return None
        if not self.prefixes:
            return 0
        code = to.postcode.replace(" ", "").upper()
        return max((len(each) for each in map(_tight, self.prefixes) if code.startswith(each)), default=None)

    def places(self) -> frozenset[tuple[str, str]]:
        """Countries with the beginnings of postal codes, "" for the whole."""
        return frozenset((country, each) for country in self.countries for each in map(_tight, self.prefixes or ("",)))


def region_of(to: Address) -> str:
    """Country and postal code: all of an address that zones look at."""
    return f"{to.country} {_tight(to.postcode)}"


def _tight(prefix: str) -> str:
    return prefix.replace(" ", "").upper()


@dataclass(frozen=True, slots=True)
class PostageSettings:
    """Without zones sending costs nothing. `sends_elsewhere`: where no zone fits, it goes for nothing; else the order
    is refused.

    Raises PostageWrong.
    """

    zones: tuple[PostageZone, ...] = ()
    sends_elsewhere: bool = True

    def __post_init__(self) -> None:
        seen: set[tuple[str, str, Currency]] = set()
        for zone in self.zones:
            places = {(*place, zone.gross.currency) for place in zone.places()}
            if places & seen:
                raise PostageWrong(zone=zone.title)
            seen |= places
        if len(self.zones) > MOST_ZONES:
            raise PostageWrong(zone=self.zones[-1].title)

    def postage(self, to: Address, worth: Money, prices_are: PricesAre) -> Postage:
        """For goods of that worth to that address; the narrowest zone counts, NO_POSTAGE where it is for nothing.

        Raises NotDeliveredThere.
        """
        fitting = [
            (narrowness, zone)
            for zone in self.zones
            if (narrowness := zone.narrowness(to)) is not None and zone.gross.currency == worth.currency
        ]
        if not fitting:
            if self.zones and not self.sends_elsewhere:
                raise NotDeliveredThere(country=to.country, postcode=to.postcode)
            return NO_POSTAGE
        _, zone = max(fitting, key=lambda each: each[0])
        price = zone.gross if prices_are is PricesAre.GROSS else zone.net
        is_free = zone.free_from is not None and zone.free_from <= worth
        return NO_POSTAGE if is_free or not price else Postage(zone.title.strip(), price)


NO_ZONES: Final = PostageSettings()
