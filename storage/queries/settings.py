"""Answers what the page of settings asks."""

from collections.abc import Mapping
from typing import Any, Final

from domain.ids import CustomerId, PersonId, PlanId, ProductId, StoreId
from domain.places.settings import StockSettings
from domain.settings.billing import BillingSettings
from domain.settings.book import Area, Kept
from domain.settings.customer import CustomerBilling
from domain.settings.postage import PostageSettings
from domain.settings.scanning import ScanSettings
from domain.views.settings import HISTORY_ROWS, SettingChange, SettingsPage, StoreRow
from storage.database import Database, Row
from storage.repositories.depreciation import DEPRECIATION
from storage.repositories.payment_settings import PAYMENTS, payments_from
from storage.repositories.plain_settings import POSTAGE, SCANNING, STOCK, plain_from
from storage.repositories.settings import (
    ACCOUNTS,
    AVAILABILITY,
    BILLING,
    BUSINESS,
    CANCELLATIONS,
    CHECKS,
    CUSTOMER_SQL,
    DELIVERIES,
    DUNNING,
    LOSSES,
    PORTAL,
    QUOTES,
    REFUNDS,
    RETURNS,
    WORKSHOP,
    accounts_from,
    availability_from,
    billing_from,
    business_from,
    cancellations_from,
    checks_from,
    customer_billing_from,
    deliveries_from,
    dunning_from,
    house_from,
    losses_from,
    portal_from,
    quotes_from,
    refunds_from,
    returns_from,
    store_from,
    workshop_from,
)

_AREAS: Final = """
    SELECT s.name, s.value FROM umlauf.setting s WHERE s.name = ANY(%(names)s)"""
_VERSIONS: Final = "SELECT area, max(version) AS version FROM umlauf.setting_change GROUP BY area"
_STORES: Final = """
    SELECT s.id, s.name, s.invoice_prefix, s.street, s.postcode, s.city, s.asset_prefix, (
        SELECT coalesce(sum(n.next - 1), 0) FROM umlauf.number_series n JOIN (
            SELECT s.invoice_prefix AS prefix UNION
            SELECT after->>'invoice_prefix' FROM umlauf.setting_change WHERE area = 'store:' || s.id) p
        ON p.prefix <> '' AND n.series ~ ('^RK?-' || p.prefix || '-[0-9]{4}$')) AS numbers
    FROM umlauf.store s ORDER BY s.name, s.id"""
_HISTORY: Final = """
    SELECT c.area, c.version, c.before, c.after, c.reason, c.changed_at, p.name AS who, s.name AS store
    FROM umlauf.setting_change c JOIN umlauf.person p ON p.id = c.changed_by
    LEFT JOIN umlauf.store s ON c.area = 'store:' || s.id
    ORDER BY c.changed_at DESC, c.version DESC LIMIT %(limit)s"""
_PEOPLE: Final = """
    SELECT DISTINCT p.id, p.name FROM umlauf.person p JOIN umlauf.principal l ON l.person_id = p.id
    WHERE p.is_active AND l.seat = 'backoffice' ORDER BY p.name"""
_SERVICES: Final = "SELECT id, name FROM umlauf.product WHERE kind = 'service' ORDER BY name, id"
_SCOPES: Final = """
    SELECT p.id AS product_id, NULL::uuid AS plan_id, p.name FROM umlauf.product p
    UNION ALL SELECT n.product_id, n.id, p.name || ' / ' || n.name FROM umlauf.plan n
        JOIN umlauf.product p ON p.id = n.product_id WHERE n.family_id = n.id
    ORDER BY 3, 1 LIMIT 2000"""
_AREA_OF: Final = {
    BUSINESS: Area.BUSINESS,
    BILLING: Area.BILLING,
    WORKSHOP: Area.WORKSHOP,
    DELIVERIES: Area.DELIVERIES,
    AVAILABILITY: Area.AVAILABILITY,
    REFUNDS: Area.REFUNDS,
    LOSSES: Area.LOSSES,
    DUNNING: Area.DUNNING,
    CHECKS: Area.CHECKS,
    ACCOUNTS: Area.ACCOUNTS,
    PORTAL: Area.PORTAL,
    QUOTES: Area.QUOTES,
    SCANNING: Area.SCANNING,
    STOCK: Area.STOCK,
    POSTAGE: Area.POSTAGE,
    PAYMENTS: Area.PAYMENTS,
    RETURNS: Area.RETURNS,
    CANCELLATIONS: Area.CANCELLATIONS,
    DEPRECIATION: Area.DEPRECIATION,
}


class SettingsBook:
    """`SettingsBook(database)`; on the thread of its database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def settings(self) -> SettingsPage:
        rows = self._database.read(_AREAS, names=list(_AREA_OF))
        values: dict[str, Mapping[str, Any]] = {row["name"]: row["value"] for row in rows}
        versions = {row["area"]: row["version"] for row in self._database.read(_VERSIONS)}
        stored = values[BUSINESS]
        stores = tuple(
            StoreRow(
                StoreId(row["id"]), Kept(store_from(row), versions.get(f"store:{row['id']}", 0)), int(row["numbers"])
            )
            for row in self._database.read(_STORES)
        )
        return SettingsPage(
            Kept(business_from(stored), versions.get(BUSINESS, 0)),
            stored["country"],
            Kept(billing_from(values.get(BILLING)), versions.get(BILLING, 0)),
            Kept(workshop_from(values.get(WORKSHOP)), versions.get(WORKSHOP, 0)),
            Kept(deliveries_from(values.get(DELIVERIES)), versions.get(DELIVERIES, 0)),
            Kept(returns_from(values.get(RETURNS)), versions.get(RETURNS, 0)),
            Kept(cancellations_from(values.get(CANCELLATIONS)), versions.get(CANCELLATIONS, 0)),
            stores,
            tuple(_change(row) for row in self._database.read(_HISTORY, limit=HISTORY_ROWS)),
            Kept(refunds_from(values.get(REFUNDS)), versions.get(REFUNDS, 0)),
            Kept(availability_from(values.get(AVAILABILITY)), versions.get(AVAILABILITY, 0)),
            tuple((PersonId(row["id"]), row["name"]) for row in self._database.read(_PEOPLE)),
            Kept(losses_from(values.get(LOSSES)), versions.get(LOSSES, 0)),
            tuple((ProductId(row["id"]), row["name"]) for row in self._database.read(_SERVICES)),
            logo=self._logo(stored),
            accounts=Kept(accounts_from(values.get(ACCOUNTS)), versions.get(ACCOUNTS, 0)),
            dunning=Kept(dunning_from(values.get(DUNNING)), versions.get(DUNNING, 0)),
            checks=Kept(checks_from(values.get(CHECKS)), versions.get(CHECKS, 0)),
            scopes=tuple(_scope(row) for row in self._database.read(_SCOPES)),
            payments=Kept(payments_from(values.get(PAYMENTS)), versions.get(PAYMENTS, 0)),
            portal=Kept(portal_from(values.get(PORTAL)), versions.get(PORTAL, 0)),
            quotes=Kept(quotes_from(values.get(QUOTES)), versions.get(QUOTES, 0)),
            stock=Kept(plain_from(StockSettings, values.get(STOCK)), versions.get(STOCK, 0)),
            postage=Kept(plain_from(PostageSettings, values.get(POSTAGE)), versions.get(POSTAGE, 0)),
            scanning=Kept(plain_from(ScanSettings, values.get(SCANNING)), versions.get(SCANNING, 0)),
        )

    def _logo(self, stored: Mapping[str, Any]) -> bytes | None:
        if not stored.get("logo"):
            return None
        row = self._database.read_one("SELECT content FROM umlauf.business_logo WHERE id = %(id)s", id=stored["logo"])
        return None if row is None else bytes(row["content"])

    def customer_billing(self, customer_id: CustomerId) -> Kept[CustomerBilling]:
        return customer_billing_from(self._database.read(CUSTOMER_SQL, id=customer_id))

    def billing_settings(self) -> BillingSettings:
        return house_from(self._database.read).settings


def _scope(row: Row) -> tuple[ProductId, PlanId | None, str]:
    return ProductId(row["product_id"]), None if row["plan_id"] is None else PlanId(row["plan_id"]), row["name"]


def _change(row: Row) -> SettingChange:
    before, after = _flat(row["before"]), _flat(row["after"])
    differ = [name for name in {**after, **before} if (before.get(name) or "") != (after.get(name) or "")]
    return SettingChange(
        _AREA_OF.get(row["area"], Area.STORE),
        row["store"] or "",
        row["version"],
        row["changed_at"],
        row["who"],
        row["reason"],
        {name: before.get(name) for name in differ},
        {name: after.get(name) for name in differ},
    )


def _flat(stored: Mapping[str, Any]) -> dict[str, Any]:
    """With the account's parts beside the others."""
    account = stored.get("bank")
    if "bank" not in stored:
        return dict(stored)
    plain = {name: value for name, value in stored.items() if name != "bank"}
    parts = account or {}
    return {
        **plain,
        "account_holder": parts.get("holder", ""),
        **{name: parts.get(name, "") for name in ("iban", "bic", "bank")},
    }
