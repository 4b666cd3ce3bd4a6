"""What a new house still needs."""

from typing import Final

from domain.application import Seat
from domain.ids import PersonId
from domain.setup.model import SetupFacts, SetupStep
from domain.views.setup import PlaceName, SeatHolder, SetupState
from storage.database import Database

_FACTS: Final = """
    SELECT b.value AS business, coalesce(p.value, '{}') AS payments,
        (SELECT count(*) FROM (SELECT FROM umlauf.place LIMIT 1000) a)::int AS places,
        (SELECT count(*) FROM (SELECT FROM umlauf.product LIMIT 1000) a)::int AS products,
        (SELECT count(*) FROM (SELECT FROM umlauf.customer LIMIT 1000) a)::int AS customers,
        EXISTS (SELECT FROM umlauf.command c WHERE c.name = 'RenamePerson' AND c.outcome = 'applied') AS renamed
    FROM umlauf.setting b LEFT JOIN umlauf.setting p ON p.name = 'payments' WHERE b.name = 'business'"""
_MARKS: Final = "SELECT DISTINCT ON (step) step, is_put_off FROM umlauf.setup_mark ORDER BY step, n DESC"
_PEOPLE: Final = """
    SELECT p.id, p.name, l.seat FROM umlauf.principal l JOIN umlauf.person p ON p.id = l.person_id
    WHERE p.is_active AND l.seat NOT IN ('worker', 'portal', 'auditor') ORDER BY p.name, l.seat LIMIT 200"""
_PLACES: Final = "SELECT code, name FROM umlauf.place ORDER BY name, code LIMIT 200"
_PRODUCTS: Final = "SELECT name FROM umlauf.product ORDER BY name LIMIT 200"


class SetupDesk:
    """The owner's; on the thread of its database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def state(self) -> SetupState:
        read = self._database.read
        return SetupState(
            self._facts(),
            self._put_off(),
            tuple(SeatHolder(PersonId(row["id"]), row["name"], Seat(row["seat"])) for row in read(_PEOPLE)),
            tuple(PlaceName(row["code"], row["name"]) for row in read(_PLACES)),
            tuple(row["name"] for row in read(_PRODUCTS)),
        )

    def waiting(self) -> int:
        """How many steps are lacking and not put off. The mail server is this machine's; a demo is set up."""
        if self._database.read_one("SELECT FROM umlauf.setting WHERE name = 'demo'") is not None:
            return 0
        return len(set(self._facts().lacking()) - self._put_off() - {SetupStep.MAIL})

    def _put_off(self) -> frozenset[SetupStep]:
        return frozenset(SetupStep(row["step"]) for row in self._database.read(_MARKS) if row["is_put_off"])

    def _facts(self) -> SetupFacts:
        row = self._database.read_one(_FACTS)
        if row is None:
            return SetupFacts()
        business = row["business"]
        bank = business.get("bank") or {}
        return SetupFacts(
            has_identity=bool(business.get("street") and (business.get("tax_number") or business.get("vat_id"))),
            has_account=bool(bank.get("iban")),
            places=row["places"],
            products=row["products"],
            has_collector=bool(row["payments"].get("collectors")),
            renamed=row["renamed"],
            customers=row["customers"],
        )
