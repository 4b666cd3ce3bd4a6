"""VAT of a line: where it is taxed, how, and at which dated rate. The rules are a literal table, to be checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from domain.billing.model import Tax, TaxCategory, TaxReason
from domain.contracts.about import ChargeCause
from domain.contracts.model import ContractLine, LineKind
from domain.customers.model import CustomerKind, StatusChange
from domain.errors import InvalidInput
from domain.ids import CustomerId

EU: Final = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    }
)
_VAT_COUNTRY: Final = {"LI": "CH", "MC": "FR", "IM": "GB"}
"""Countries that belong to the VAT of another. Source: the treaty of 1994 on VAT between Switzerland and Liechtenstein;
Directive 2006/112/EC, article 7."""
LONG_HIRE_DAYS: Final = 30
"""Hire of a means of transport up to and including this many days is short. Source: RULES.md 3.7."""


class TaxRateUnknown(InvalidInput):
    """The VAT table has no such rate for this country and day, or several that the word does not tell apart."""

    code = "tax_rate_unknown"


class TaxTableBroken(InvalidInput):
    """The VAT table cannot be read."""

    code = "tax_table_broken"


@dataclass(frozen=True, slots=True)
class BillingParty:
    """Who is invoiced, as VAT sees them. `vat_id` is one that was checked; a company without counts as a consumer.

    `changes` are moves and changes of status since, in order of days: ask `on` for the party of a day.
    """

    customer_id: CustomerId
    kind: CustomerKind
    country: str
    vat_id: str = ""
    changes: tuple[StatusChange, ...] = ()

    def on(self, day: date) -> "BillingParty":
        """As they were on a day; the later of two changes of one day holds."""
        if not self.changes:
            return self
        kind, country, vat_id = self.kind, self.country, self.vat_id
        for change in self.changes:
            if change.from_on <= day:
                kind = change.kind or kind
                country = change.country or country
                vat_id = vat_id if change.vat_id is None else change.vat_id
        return BillingParty(self.customer_id, kind, country, vat_id)

    @property
    def first_change_on(self) -> date | None:
        return min((change.from_on for change in self.changes), default=None)


@dataclass(frozen=True, slots=True)
class TaxSeller:
    """The selling business. `oss`: sales to consumers in other EU states are taxed there and declared through OSS."""

    country: str
    oss: bool = False


@dataclass(frozen=True, slots=True)
class DatedRates:
    """The rates of one country from a day on, in percent by category. `from_on` None: since ever."""

    from_on: date | None
    rates: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class TaxTable:
    """VAT rates by country, each country's oldest first."""

    countries: Mapping[str, tuple[DatedRates, ...]]

    @classmethod
    def parsed(cls, document: object) -> "TaxTable":
        """From the parsed `resources/vat/eu_rates.json`. Raises TaxTableBroken with what is wrong."""
        try:
            countries = _mapping(_mapping(document)["rates"])
            return cls({country: _dated(periods) for country, periods in countries.items()})
        except (KeyError, TypeError, ValueError, ArithmeticError) as broken:
            raise TaxTableBroken(reason=str(broken)) from broken

    def rate(self, country: str, category: str, on: date) -> Decimal:
        """Percent on a day. Raises TaxRateUnknown, also when "reduced" stands for several rates of that country."""
        valid = [dated for dated in self.countries.get(country, ()) if dated.from_on is None or dated.from_on <= on]
        if not valid or category not in valid[-1].rates:
            raise TaxRateUnknown(country=country, category=category, day=on)
        return valid[-1].rates[category]

    def categories(self) -> frozenset[str]:
        """All category names that stand in the table, with those that need no rate."""
        named = {name for periods in self.countries.values() for dated in periods for name in dated.rates}
        return frozenset(named) | {_EXEMPT, _ZERO}


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is no object")
    return {str(name): member for name, member in value.items()}


def _dated(periods: object) -> tuple[DatedRates, ...]:
    if not isinstance(periods, list):
        raise TypeError(f"{periods!r} is no list")
    found: list[DatedRates] = []
    for period in map(_mapping, periods):
        from_on = None if period["from"] is None else date.fromisoformat(str(period["from"]))
        rates = {name: Decimal(str(rate)) for name, rate in _mapping(period["rates"]).items()}
        found.append(DatedRates(from_on, rates))
    return tuple(sorted(found, key=lambda dated: dated.from_on or date.min))


class Supply(StrEnum):
    """What is supplied, as the place of supply tells things apart."""

    GOODS = "goods"
    TRANSPORT_SHORT = "transport_short"
    TRANSPORT_LONG = "transport_long"
    HIRE = "hire"
    GENERAL = "general"
    DIGITAL = "digital"
    BUYOUT = "buyout"


class Buyer(StrEnum):
    """Where the buyer is, and whether VAT treats them as a business."""

    DOMESTIC = "domestic"
    EU_CONSUMER = "eu_consumer"
    EU_BUSINESS = "eu_business"
    OUTSIDE_CONSUMER = "outside_consumer"
    OUTSIDE_BUSINESS = "outside_business"


class _Place(StrEnum):
    SELLER = "seller"
    CUSTOMER = "customer"
    DESTINATION = "destination"
    REVERSE = "reverse"
    INTRA_COMMUNITY = "intra_community"
    EXPORT = "export"
    OUTSIDE = "outside"


_S, _C, _D = _Place.SELLER, _Place.CUSTOMER, _Place.DESTINATION
_R, _I, _X, _O = _Place.REVERSE, _Place.INTRA_COMMUNITY, _Place.EXPORT, _Place.OUTSIDE
_BUYERS = (Buyer.DOMESTIC, Buyer.EU_CONSUMER, Buyer.EU_BUSINESS, Buyer.OUTSIDE_CONSUMER, Buyer.OUTSIDE_BUSINESS)
_Places = Mapping[Supply, Mapping[Buyer, _Place]]


def _places(rows: Mapping[Supply, tuple[_Place, ...]], buyers: tuple[Buyer, ...]) -> _Places:
    return {supply: dict(zip(buyers, row, strict=True)) for supply, row in rows.items()}


PLACES: Final = _places(
    {
        # sold or used up:    domestic, EU consumer, EU business, consumer and business outside the EU
        Supply.GOODS: (_S, _D, _I, _X, _X),
        Supply.TRANSPORT_SHORT: (_S, _S, _S, _S, _S),
        Supply.TRANSPORT_LONG: (_S, _C, _R, _O, _O),
        Supply.HIRE: (_S, _S, _R, _O, _O),
        Supply.GENERAL: (_S, _S, _R, _S, _O),
        Supply.DIGITAL: (_S, _D, _R, _O, _O),
        Supply.BUYOUT: (_S, _C, _R, _O, _O),
    },
    _BUYERS,
)
"""Where a supply of a seller in the EU is taxed. Short hire of transport: where it is handed over, which is at the
seller's. DESTINATION is the buyer's country when the seller uses OSS, else the seller's. A thing that is bought after
renting is taxed where it lies, with the customer. Source: RULES.md 3.7; Directive 2006/112/EC, articles
33, 44, 45, 56, 58, 59, 59c, 138, 146."""

_ABROAD = (Buyer.DOMESTIC, Buyer.OUTSIDE_CONSUMER, Buyer.OUTSIDE_BUSINESS)
SWISS_PLACES: Final = _places(
    {
        # hire is a supply of goods:  domestic, consumer and business abroad
        Supply.GOODS: (_S, _X, _X),
        Supply.TRANSPORT_SHORT: (_S, _S, _S),
        Supply.TRANSPORT_LONG: (_S, _X, _X),
        Supply.HIRE: (_S, _X, _X),
        Supply.GENERAL: (_S, _O, _O),
        Supply.DIGITAL: (_S, _O, _O),
        Supply.BUYOUT: (_S, _O, _O),
    },
    _ABROAD,
)
"""Of a Swiss seller. Hire is a supply of goods, exempt when the thing is mostly used abroad; services are taxed where
the customer is. Source: MWSTG (SR 641.20), articles 3 d, 7, 8 (1), 23 (2) 1 and 2."""

BRITISH_PLACES: Final = _places(
    {
        Supply.GOODS: (_S, _X, _X),
        Supply.TRANSPORT_SHORT: (_S, _S, _S),
        Supply.TRANSPORT_LONG: (_S, _O, _O),
        Supply.HIRE: (_S, _O, _O),
        Supply.GENERAL: (_S, _S, _O),
        Supply.DIGITAL: (_S, _O, _O),
        Supply.BUYOUT: (_S, _O, _O),
    },
    _ABROAD,
)
"""Of a seller in the United Kingdom. Source: VATA 1994, sections 7, 7A and 30 (6), Schedule 4A, paragraphs 3, 13A, 15
and 16. Northern Ireland's place between two markets for goods is not in it."""

_PLACES_OUTSIDE: Final = {"CH": SWISS_PLACES, "GB": BRITISH_PLACES}

LATE_PAYMENT: Final = "late_payment"
"""What a line names instead of a rate when it is no supply: costs and interest of a payment that came late."""
_EXEMPT: Final = "exempt"
_ZERO: Final = "zero"
_NOTHING: Final = Decimal(0)
_UNTAXED: Final = {
    _Place.REVERSE: (TaxCategory.REVERSE_CHARGE, TaxReason.REVERSE_CHARGE),
    _Place.INTRA_COMMUNITY: (TaxCategory.INTRA_COMMUNITY, TaxReason.INTRA_COMMUNITY_SUPPLY),
    _Place.EXPORT: (TaxCategory.EXPORT, TaxReason.EXPORT),
    _Place.OUTSIDE: (TaxCategory.OUTSIDE, TaxReason.OUTSIDE_EU),
}


@dataclass(frozen=True, slots=True)
class TaxRules:
    """The dated table and the seller: all that VAT needs beside the line and the buyer."""

    table: TaxTable
    seller: TaxSeller

    def tax(self, line: ContractLine, party: BillingParty, on: date, hire_days: int | None) -> Tax:
        """The VAT of one line for a period whose last day is `on`; that day decides the rate (BILLING.md, lesson 16).

        `hire_days`: agreed length of the whole contract, None when it is open.

        Raises TaxRateUnknown.
        """
        party = party.on(on)
        if line.kind is LineKind.DEPOSIT:
            return Tax(TaxCategory.OUTSIDE, _NOTHING, self.seller.country, TaxReason.DEPOSIT)
        if line.vat == LATE_PAYMENT:
            return Tax(TaxCategory.OUTSIDE, _NOTHING, self.seller.country, TaxReason.LATE_PAYMENT)
        place = places_of(self.seller)[supply_of(line, hire_days)][buyer_of(self.seller, party)]
        if place is _Place.DESTINATION and not self.seller.oss:
            place = _Place.SELLER
        country = vat_country(self.seller.country if place is _Place.SELLER else party.country)
        if line.vat == _EXEMPT and place in (_S, _C, _D, _R):
            return Tax(TaxCategory.EXEMPT, _NOTHING, country, TaxReason.EXEMPT)
        if place in _UNTAXED:
            category, reason = _UNTAXED[place]
            return Tax(category, _NOTHING, country, reason)
        if line.vat == _ZERO:
            return Tax(TaxCategory.ZERO, _NOTHING, country, TaxReason.ZERO_RATED)
        return Tax(TaxCategory.STANDARD, self.table.rate(country, line.vat, on), country, _REASONS[place])

    def fits(self, line: ContractLine, party: BillingParty, on: date, hire_days: int | None, tax: Tax) -> bool:
        """Whether a period that was billed with `tax` may stay so, now that more is known of the party.

        Only treatment and place are compared: another rate in the table changes nothing that is billed.
        """
        now = self.tax(line, party, on, hire_days)
        return (now.category, now.country, now.reason) == (tax.category, tax.country, tax.reason)


_REASONS: Final = {
    _Place.SELLER: TaxReason.SELLER_COUNTRY,
    _Place.CUSTOMER: TaxReason.CUSTOMER_COUNTRY,
    _Place.DESTINATION: TaxReason.DESTINATION_COUNTRY,
}
_SUPPLIES: Final = {
    LineKind.SALE: Supply.GOODS,
    LineKind.CONSUMABLE: Supply.GOODS,
    LineKind.DIGITAL: Supply.DIGITAL,
    LineKind.RENTAL: Supply.HIRE,
    LineKind.BUYOUT: Supply.BUYOUT,
}


_SENT: Final = {ChargeCause.POSTAGE_OF_GOODS: LineKind.SALE, ChargeCause.POSTAGE_OF_HIRE: LineKind.RENTAL}


def supply_of(line: ContractLine, hire_days: int | None) -> Supply:
    """What a line supplies; postage supplies what is sent; services, fees and one-off charges follow the general rule.

    Source: article 78 (b) of Directive 2006/112/EC; section 3.10 (5) UStAE.
    """
    kind = line.kind if line.about is None else _SENT.get(line.about.cause, line.kind)
    if kind is LineKind.RENTAL and line.means_of_transport:
        is_short = hire_days is not None and hire_days <= LONG_HIRE_DAYS
        return Supply.TRANSPORT_SHORT if is_short else Supply.TRANSPORT_LONG
    return _SUPPLIES.get(kind, Supply.GENERAL)


def places_of(seller: TaxSeller) -> _Places:
    """The table of the seller's country; Switzerland and the United Kingdom have their own."""
    return _PLACES_OUTSIDE.get(vat_country(seller.country), PLACES)


def vat_country(country: str) -> str:
    """The country whose VAT applies there."""
    return _VAT_COUNTRY.get(country, country)


def buyer_of(seller: TaxSeller, party: BillingParty) -> Buyer:
    """The buyer as VAT sees them from the seller's country; for a seller outside the EU all other countries are so."""
    here, there = vat_country(seller.country), vat_country(party.country)
    if here == there:
        return Buyer.DOMESTIC
    if here in _PLACES_OUTSIDE or there not in EU:
        return Buyer.OUTSIDE_BUSINESS if party.kind is CustomerKind.COMPANY else Buyer.OUTSIDE_CONSUMER
    is_business = party.kind is CustomerKind.COMPANY and party.vat_id != ""
    return Buyer.EU_BUSINESS if is_business else Buyer.EU_CONSUMER


def is_country(text: str) -> bool:
    """Two capital letters, as ISO 3166 writes countries (Greece is GR here, also where its VAT ids say EL)."""
    return re.fullmatch("[A-Z]{2}", text) is not None
