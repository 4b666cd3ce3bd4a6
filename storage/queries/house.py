"""What the owner set once for all: who the business is, how it is taxed, how long customers have to pay."""

from dataclasses import dataclass
from typing import Any

from domain.billing.tax import TaxRules, TaxSeller, TaxTable
from domain.business import BankAccount, Business
from domain.customers.model import Address
from domain.errors import Unavailable
from storage.database import Database
from storage.unit import HouseRules


class NotFounded(Unavailable):
    """The database holds no business yet."""

    code = "not_founded"


@dataclass(frozen=True, slots=True)
class House:
    """The seller as papers show it, and the rules commands need."""

    business: Business
    rules: HouseRules


def read_house(database: Database, table: TaxTable) -> House:
    """Any seat may ask. Raises NotFounded."""
    row = database.read_one("SELECT value FROM umlauf.business")
    if row is None:
        raise NotFounded
    stored: dict[str, Any] = row["value"]
    seller = TaxSeller(stored["country"], bool(stored.get("oss", False)))
    return House(_business(stored), HouseRules(TaxRules(table, seller), int(stored.get("payment_days", 14))))


def _business(stored: dict[str, Any]) -> Business:
    account = stored.get("bank")
    return Business(
        name=stored["name"],
        address=Address(
            stored.get("street", ""), stored.get("postcode", ""), stored.get("city", ""), stored["country"]
        ),
        tax_number=stored.get("tax_number", ""),
        vat_id=stored.get("vat_id", ""),
        register=stored.get("register", ""),
        represented_by=tuple(stored.get("represented_by", ())),
        phone=stored.get("phone", ""),
        email=stored.get("email", ""),
        website=stored.get("website", ""),
        bank=BankAccount(account["holder"], account["iban"], account.get("bic", ""), account.get("bank", ""))
        if account
        else None,
    )
