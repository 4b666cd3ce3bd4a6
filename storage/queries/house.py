"""What the owner set once for all: who the business is, how it is taxed."""

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from typing import Any, Final

from domain.billing.tax import TaxRules, TaxSeller, TaxTable
from domain.business import Business
from domain.errors import Unavailable
from storage.database import Database, Row
from storage.repositories.settings import business_from
from storage.unit import HouseRules

_BUSINESS: Final = """
    SELECT b.value, l.content AS logo FROM umlauf.business b
    LEFT JOIN umlauf.business_logo l ON l.id = nullif(b.value->>'logo', '')::uuid"""


class NotFounded(Unavailable):
    """The database holds no business yet."""

    code = "not_founded"


@dataclass(frozen=True, slots=True)
class House:
    """The seller as papers show it, and the rules commands need. `seller` asks anew: it may have changed since."""

    business: Business
    rules: HouseRules
    seller: Callable[[], Business]


def read_house(database: Database, table: TaxTable) -> House:
    """Any seat may ask. Raises NotFounded."""
    row = database.read_one(_BUSINESS)
    if row is None:
        raise NotFounded
    stored: dict[str, Any] = row["value"]
    seller = TaxSeller(stored["country"], bool(stored.get("oss", False)))
    business = _business(row)
    return House(business, HouseRules(TaxRules(table, seller)), _Asked(database.another(), business))


class _Asked:
    """Who we are now; while the server is away, as last known: labels are printed then too. From any thread."""

    def __init__(self, database: Database, known: Business) -> None:
        self._database, self._known = database, known

    def __call__(self) -> Business:
        with closing(self._database.another()) as own, suppress(Unavailable):
            self._known = read_business(own)
        return self._known


def read_business(database: Database) -> Business:
    """As papers show it now. Any seat may ask. Raises NotFounded."""
    row = database.read_one(_BUSINESS)
    if row is None:
        raise NotFounded
    return _business(row)


def _business(row: Row) -> Business:
    stored: dict[str, Any] = row["value"]
    seller = business_from(stored).seller(stored["country"])
    return seller if row["logo"] is None else replace(seller, logo=bytes(row["logo"]))
