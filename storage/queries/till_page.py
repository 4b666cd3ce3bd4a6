"""Answers what the page of a till asks, with a till's rights."""

from typing import Final

from domain.assets.model import UnknownAsset
from domain.assets.status import Grade, Readiness, Status
from domain.catalog.model import UnknownVariant
from domain.checks.model import MoneyFor, Stage
from domain.checks.verdict import Colour, Need, Point
from domain.customers.model import Customer, PersonalData, UnknownCustomer
from domain.ids import AssetId, CustomerId, OrderId, VariantId
from domain.money import Currency, Money
from domain.spelling import sought
from domain.views.office_rows import Found, OfferedVariant
from domain.views.till_page import CounterCheck, FoundCustomer, UnitRow
from storage.database import Database, Row
from storage.queries.floor_parts import IS_FREE, TITLE
from storage.queries.office_orders import OFFERED_WORDS, offered_where
from storage.queries.office_parts import NAME, name_filter, words_in
from storage.repositories.customers import CUSTOMER_SQL, customer_from

PHONE_DIGITS: Final = 5
"""So many digits without a letter are looked for among telephone numbers too."""
_IS_OFFERED: Final = "EXISTS (SELECT FROM umlauf.plan n WHERE n.product_id = p.id AND n.is_offered)"
_CUSTOMERS: Final = f"""
    SELECT c.id, c.number, {NAME} AS name, concat_ws(' · ', nullif(p.company, ''), nullif(p.city, ''),
        nullif(p.email, ''), nullif(p.phone, '')) AS detail
    FROM umlauf.customer c JOIN umlauf.customer_personal p ON p.customer_id = c.id"""  # noqa: S608 - constants only
_PHONE: Final = "regexp_replace(p.phone, '[^0-9]', '', 'g')"
_ALIKE: Final = f"""(%(email)s <> '' AND lower(p.email) = lower(%(email)s))
    OR (length(%(phone)s) >= 5 AND {_PHONE} = %(phone)s)
    OR (%(family_name)s <> '' AND umlauf.findable(p.family_name) = %(family_name)s
        AND umlauf.findable(p.given_name) = %(given_name)s AND (%(postcode)s = '' OR p.postcode = %(postcode)s))"""
_CHECK: Final = """
    SELECT k.*, umlauf.least_ahead(k.order_id) AS least_minor, umlauf.counter_points(k.order_id) AS points
    FROM umlauf.order_check k WHERE k.order_id = (SELECT h.order_id FROM umlauf.shipment_address a
        JOIN umlauf.shipment h ON h.id = a.shipment_id WHERE a.order_number = %(number)s LIMIT 1)"""
_UNITS: Final = f"""
    SELECT f.id, f.code, f.variant_id, {TITLE} AS title, coalesce(l.name, '') AS place, f.status, f.readiness, f.grade,
        h.sale, h.order_number
    FROM umlauf.asset f JOIN umlauf.variant v ON v.id = f.variant_id JOIN umlauf.product g ON g.id = v.product_id
    LEFT JOIN umlauf.place l ON l.id = f.place_id
    LEFT JOIN LATERAL (SELECT coalesce(nullif(s.number, ''), s.id::text) AS sale, (SELECT o.order_number
            FROM umlauf.counter_outcome o WHERE o.id = s.id) AS order_number
        FROM umlauf.counter_sale s JOIN umlauf.counter_sale_item i ON i.counter_sale_id = s.id
        WHERE s.stage IN ('taken', 'booked', 'stuck') AND f.id = ANY (i.asset_ids) ORDER BY s.at LIMIT 1) h ON true"""  # noqa: S608 - constants only


class TillPage:
    def __init__(self, database: Database) -> None:
        self._database = database

    def goods(self, words: str, category: str = "", limit: int = 60) -> Found[OfferedVariant]:
        conditions, values = words_in(OFFERED_WORDS, words)
        conditions = f"{_IS_OFFERED} AND (%(category)s = '' OR p.category = %(category)s) AND {conditions}"
        return offered_where(self._database, conditions, {"category": category, **values}, limit)

    def one(self, variant_id: VariantId) -> OfferedVariant:
        """Raises UnknownVariant."""
        rows = offered_where(self._database, "v.id = %(id)s", {"id": variant_id}, 1).rows
        if not rows:
            raise UnknownVariant(variant=variant_id)
        return rows[0]

    def categories(self) -> tuple[str, ...]:
        rows = self._database.read(
            f"SELECT DISTINCT p.category FROM umlauf.product p WHERE {_IS_OFFERED} ORDER BY 1"  # noqa: S608 - constants
        )
        return tuple(row["category"] for row in rows if row["category"])

    def customers(self, words: str, limit: int = 8) -> tuple[FoundCustomer, ...]:
        if not words.strip():
            return ()
        condition, values = name_filter(words)
        digits = _digits(words)
        if len(digits) >= PHONE_DIGITS and not any(sign.isalpha() for sign in words):
            condition, values = f"({condition} OR {_PHONE} LIKE %(digits)s)", {**values, "digits": f"%{digits}%"}
        return self._found(
            f"(c.number = upper(%(exact)s) OR {condition})", {**values, "exact": words.strip()}, limit=limit
        )

    def customer(self, customer_id: CustomerId) -> Customer:
        """Raises UnknownCustomer."""
        row = self._database.read_one(f"{CUSTOMER_SQL} WHERE c.id = %(id)s", id=customer_id)
        if row is None:
            raise UnknownCustomer(customer=customer_id)
        return customer_from(row)

    def alike(self, personal: PersonalData) -> tuple[FoundCustomer, ...]:
        values = {
            "email": personal.email.strip(),
            "phone": _digits(personal.phone),
            "family_name": sought(personal.family_name),
            "given_name": sought(personal.given_name),
            "postcode": personal.address.postcode.strip() if personal.address else "",
        }
        return self._found(f"({_ALIKE})", values, limit=4)

    def units(self, variant_id: VariantId, limit: int = 8, order: str = "") -> tuple[UnitRow, ...]:
        rows = self._database.read(
            f"{_UNITS} WHERE f.variant_id = %(id)s AND {IS_FREE} AND (h.sale IS NULL OR h.order_number = %(order)s)"
            " ORDER BY h.sale NULLS LAST, l.name NULLS LAST, f.grade NULLS LAST, f.code LIMIT %(limit)s",
            id=variant_id,
            limit=limit,
            order=order,
        )
        return tuple(map(_unit, rows))

    def unit(self, asset_id: AssetId) -> UnitRow:
        """Raises UnknownAsset."""
        row = self._database.read_one(f"{_UNITS} WHERE f.id = %(id)s", id=asset_id)
        if row is None:
            raise UnknownAsset(asset=asset_id)
        return _unit(row)

    def check_of(self, order_number: str) -> CounterCheck | None:
        row = self._database.read_one(_CHECK, number=order_number.strip().upper())
        if row is None:
            return None
        missing = None if row["asked_minor"] is None else row["asked_minor"] - row["received_minor"]
        may_ask, known = row["stage"] == Stage.REVIEW and row["least_minor"] is not None, set(Point)
        return CounterCheck(
            OrderId(row["order_id"]),
            Stage(row["stage"]),
            Colour(row["colour"]) if row["colour"] else None,
            Need.IDENTITY in row["needs"],
            Money(missing, Currency(row["currency"])) if missing and missing > 0 else None,
            MoneyFor(row["asked_for"]) if row["asked_for"] else None,
            Money(row["least_minor"]) if may_ask else None,
            tuple(Point(each) for each in row["points"] if each in known),
        )

    def _found(self, condition: str, values: dict[str, str], limit: int) -> tuple[FoundCustomer, ...]:
        rows = self._database.read(
            f"{_CUSTOMERS} WHERE {condition} ORDER BY p.family_name, p.given_name, c.number LIMIT %(limit)s",
            limit=limit,
            **values,
        )
        return tuple(FoundCustomer(CustomerId(row["id"]), row["number"], row["name"], row["detail"]) for row in rows)


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _unit(row: Row) -> UnitRow:
    return UnitRow(
        AssetId(row["id"]),
        row["code"],
        VariantId(row["variant_id"]),
        row["title"],
        row["place"],
        Status(row["status"]),
        Readiness(row["readiness"]),
        Grade(row["grade"]) if row["grade"] else None,
        row["sale"] or "",
        row["order_number"] or "",
    )
