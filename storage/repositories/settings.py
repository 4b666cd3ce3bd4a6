"""What the owner decided: an area a row of `setting` (stores: their own row), every change kept beside it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final
from uuid import UUID

from domain.bookkeeping.accounts import AccountSettings
from domain.business import DEFAULT_ACCENT
from domain.checks.settings import CheckSettings
from domain.contracts.payment import Payment, PaymentMethod
from domain.dunning.settings import DunningSettings
from domain.ids import CustomerId, PersonId, StoreId
from domain.kpis.depreciation import DepreciationSettings
from domain.losses.settings import LossSettings
from domain.money import EUR, Currency, Money
from domain.places.settings import StockSettings
from domain.refunds.rules import PersonLimit, RefundSettings
from domain.settings.availability import AvailabilitySettings
from domain.settings.billing import BillingHouse, BillingSettings, Collective
from domain.settings.book import Kept, Kind
from domain.settings.business import BusinessSettings
from domain.settings.cancellations import CancellationSettings
from domain.settings.customer import CustomerBilling
from domain.settings.deliveries import DeliverySettings
from domain.settings.logo import LogoId
from domain.settings.payments import PaymentSettings
from domain.settings.portal import PortalSettings
from domain.settings.postage import PostageSettings
from domain.settings.quotes import QuoteSettings
from domain.settings.returns import ReturnSettings
from domain.settings.scanning import ScanSettings
from domain.settings.stores import StoreSettings, UnknownStore
from domain.settings.workshop import WorkshopSettings
from storage.codec import make_converter
from storage.database import Row
from storage.repositories.base import Desk
from storage.repositories.depreciation import DEPRECIATION, depreciation_from, depreciation_to
from storage.repositories.kept_settings import keep_setting, note_setting
from storage.repositories.payment_settings import PAYMENTS, payments_from, payments_to
from storage.repositories.plain_settings import POSTAGE, SCANNING, STOCK, plain_from, plain_to

Read = Callable[..., list[Row]]

BILLING: Final = "billing"
WORKSHOP: Final = "hourly_rate"
BUSINESS: Final = "business"
DELIVERIES: Final = "deliveries"
RETURNS: Final = "returns"
AVAILABILITY: Final = "availability"
CANCELLATIONS: Final = "cancellations"
REFUNDS: Final = "refunds"
LOSSES: Final = "losses"
ACCOUNTS: Final = "accounts"
DUNNING: Final = "dunning"
CHECKS: Final = "checks"
PORTAL: Final = "portal"
QUOTES: Final = "quotes"
_VALUE: Final = (
    "SELECT s.value, coalesce((SELECT max(version) FROM umlauf.setting_change WHERE area = %(name)s), 0) AS version"
    " FROM (SELECT 1) one LEFT JOIN umlauf.setting s ON s.name = %(name)s"
)
_STORE: Final = (
    "SELECT s.id, s.name, s.invoice_prefix, s.street, s.postcode, s.city, s.asset_prefix,"
    " coalesce((SELECT max(version) FROM umlauf.setting_change c"
    " WHERE c.area = 'store:' || s.id), 0) AS version FROM umlauf.store s"
)
_HOUSE: Final = (
    "SELECT NULL::uuid AS store_id, NULL AS prefix, (SELECT value FROM umlauf.setting WHERE name = 'billing') AS value"
    " UNION ALL SELECT id, invoice_prefix, NULL FROM umlauf.store WHERE invoice_prefix IS NOT NULL"
)
CUSTOMER_SQL: Final = (
    "SELECT version, method, days, collective FROM umlauf.customer_billing WHERE customer_id = %(id)s"
    " ORDER BY version DESC LIMIT 1"
)
_TAKEN: Final = (
    "SELECT FROM umlauf.store WHERE invoice_prefix = %(prefix)s AND id <> %(store)s"
    " UNION ALL SELECT FROM umlauf.setting_change WHERE area LIKE 'store:%%' AND area <> 'store:' || %(store)s"
    " AND after->>'invoice_prefix' = %(prefix)s LIMIT 1"
)
COLLECTIVE_SQL: Final = (
    "SELECT DISTINCT ON (customer_id) customer_id, collective FROM umlauf.customer_billing"
    " WHERE customer_id = ANY(%(ids)s::uuid[]) ORDER BY customer_id, version DESC"
)
"""Of those customers who ever had terms of their own."""


def billing_from(stored: Mapping[str, Any] | None) -> BillingSettings:
    """What a row from before does not hold is as the program has it."""
    known = {**billing_to(BillingSettings()), **(stored or {})}
    return BillingSettings(
        Payment(PaymentMethod(known["method"]), known["days"]),
        Collective(known["collective"]),
        known["review_days"],
        known["most_missing"],
        known["e_invoices_to_all"],
    )


def billing_to(settings: BillingSettings) -> dict[str, Any]:
    return {
        "method": settings.payment.method.value,
        "days": settings.payment.days,
        "collective": settings.collective.value,
        "review_days": settings.review_days,
        "most_missing": settings.most_missing,
        "e_invoices_to_all": settings.e_invoices_to_all,
    }


_OF_STORE: Final = ("name", "street", "postcode", "city", "asset_prefix", "invoice_prefix")
_SAME: Final = (
    *("name", "street", "postcode", "city", "tax_number", "vat_id", "register", "phone", "email", "website"),
)
"""Called alike in the row and in the settings."""


def business_from(stored: Mapping[str, Any]) -> BusinessSettings:
    bank = stored.get("bank") or {}
    return BusinessSettings(
        **{name: stored.get(name, "") for name in _SAME},
        represented_by=tuple(stored.get("represented_by", ())),
        iban=bank.get("iban", ""),
        bic=bank.get("bic", ""),
        bank=bank.get("bank", ""),
        account_holder=bank.get("holder", ""),
        accent=stored.get("accent", DEFAULT_ACCENT),
        logo=stored.get("logo", ""),
    )


def business_to(settings: BusinessSettings, stored: Mapping[str, Any]) -> dict[str, Any]:
    """Over what is there: country and tax registration stay."""
    holder = settings.account_holder or settings.name
    bank = {"holder": holder, "iban": settings.iban, "bic": settings.bic, "bank": settings.bank}
    return {
        **stored,
        **{name: getattr(settings, name) for name in _SAME},
        "represented_by": list(settings.represented_by),
        "accent": settings.accent,
        "logo": settings.logo,
        "bank": bank if settings.iban else None,
    }


def workshop_from(stored: Mapping[str, Any] | None) -> WorkshopSettings:
    kept = stored or {}
    return WorkshopSettings(Money(int(kept.get("minor", 0)), Currency(kept.get("currency", EUR))))


def workshop_to(settings: WorkshopSettings) -> dict[str, Any]:
    return {"minor": settings.hourly_rate.minor, "currency": settings.hourly_rate.currency}


def deliveries_from(stored: Mapping[str, Any] | None) -> DeliverySettings:
    return DeliverySettings(stored["lead_days"]) if stored else DeliverySettings()


def deliveries_to(settings: DeliverySettings) -> dict[str, Any]:
    return {"lead_days": settings.lead_days}


def returns_from(stored: Mapping[str, Any] | None) -> ReturnSettings:
    """What a row from before does not hold is as the program has it."""
    return make_converter().structure({**returns_to(ReturnSettings()), **(stored or {})}, ReturnSettings)


def returns_to(settings: ReturnSettings) -> dict[str, Any]:
    written: dict[str, Any] = make_converter().unstructure(settings)
    return written


def cancellations_from(stored: Mapping[str, Any] | None) -> CancellationSettings:
    """What a row from before does not hold is as the program has it."""
    return make_converter().structure(
        {**cancellations_to(CancellationSettings()), **(stored or {})}, CancellationSettings
    )


def cancellations_to(settings: CancellationSettings) -> dict[str, Any]:
    written: dict[str, Any] = make_converter().unstructure(settings)
    return written


def refunds_from(stored: Mapping[str, Any] | None) -> RefundSettings:
    """What a row from before does not hold is as the program has it."""
    known = {**refunds_to(RefundSettings()), **(stored or {})}
    limits = tuple(PersonLimit(PersonId(UUID(who)), Money(minor)) for who, minor in sorted(known["limits"].items()))
    amounts = (Money(known["two_person_minor"]), Money(known["office_minor"]))
    return RefundSettings(*amounts, limits, known["waits_for_goods"])


def refunds_to(settings: RefundSettings) -> dict[str, Any]:
    """Flat: the database itself asks for the limits."""
    return {
        "two_person_minor": settings.two_person_above.minor,
        "office_minor": settings.office_limit.minor,
        "limits": {str(each.person_id): each.amount.minor for each in settings.limits},
        "waits_for_goods": settings.waits_for_goods,
    }


def losses_from(stored: Mapping[str, Any] | None) -> LossSettings:
    """What a row from before does not hold is as the program has it."""
    return make_converter().structure({**losses_to(LossSettings()), **(stored or {})}, LossSettings)


def losses_to(settings: LossSettings) -> dict[str, Any]:
    written: dict[str, Any] = make_converter().unstructure(settings)
    return written


def checks_from(stored: Mapping[str, Any] | None) -> CheckSettings:
    """What a row from before does not hold is as the program has it."""
    return make_converter().structure({**checks_to(CheckSettings()), **(stored or {})}, CheckSettings)


def checks_to(settings: CheckSettings) -> dict[str, Any]:
    written: dict[str, Any] = make_converter().unstructure(settings)
    return written


def dunning_from(stored: Mapping[str, Any] | None) -> DunningSettings:
    """What a row from before does not hold is as the program has it."""
    return make_converter().structure({**dunning_to(DunningSettings()), **(stored or {})}, DunningSettings)


def dunning_to(settings: DunningSettings) -> dict[str, Any]:
    written: dict[str, Any] = make_converter().unstructure(settings)
    return written


def accounts_from(stored: Mapping[str, Any] | None) -> AccountSettings:
    """What a row from before does not hold is as the program has it."""
    return make_converter().structure({**accounts_to(AccountSettings()), **(stored or {})}, AccountSettings)


def accounts_to(settings: AccountSettings) -> dict[str, Any]:
    written: dict[str, Any] = make_converter().unstructure(settings)
    return written


def availability_from(stored: Mapping[str, Any] | None) -> AvailabilitySettings:
    """What a row from before does not hold is as the program has it."""
    known = {**availability_to(AvailabilitySettings()), **(stored or {})}
    return make_converter().structure(known, AvailabilitySettings)


def availability_to(settings: AvailabilitySettings) -> dict[str, Any]:
    written: dict[str, Any] = make_converter().unstructure(settings)
    return written


def portal_from(stored: Mapping[str, Any] | None) -> PortalSettings:
    """What a row from before does not hold is as the program has it."""
    return make_converter().structure({**portal_to(PortalSettings()), **(stored or {})}, PortalSettings)


def portal_to(settings: PortalSettings) -> dict[str, Any]:
    written: dict[str, Any] = make_converter().unstructure(settings)
    return written


def quotes_from(stored: Mapping[str, Any] | None) -> QuoteSettings:
    """What a row from before does not hold is as the program has it."""
    return make_converter().structure({**quotes_to(QuoteSettings()), **(stored or {})}, QuoteSettings)


def quotes_to(settings: QuoteSettings) -> dict[str, Any]:
    written: dict[str, Any] = make_converter().unstructure(settings)
    return written


def store_from(row: Row) -> StoreSettings:
    address = (row["street"], row["postcode"], row["city"])
    return StoreSettings(row["name"], row["invoice_prefix"] or "", *address, row["asset_prefix"])


def store_to(settings: StoreSettings) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in _OF_STORE}


def store_area(store_id: object) -> str:
    return f"store:{store_id}"


def house_from(read: Read) -> BillingHouse:
    """What runs and previews need; `rows` of a unit, or `read` of a database."""
    rows = read(_HOUSE)
    settings = next((row["value"] for row in rows if row["store_id"] is None), None)
    prefixes = {StoreId(row["store_id"]): row["prefix"] for row in rows if row["store_id"] is not None}
    return BillingHouse(billing_from(settings), prefixes)


class SettingsFile:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def business(self) -> Kept[BusinessSettings]:
        return self._kept(BUSINESS, business_from)

    def billing(self) -> Kept[BillingSettings]:
        return self._kept(BILLING, billing_from)

    def workshop(self) -> Kept[WorkshopSettings]:
        return self._kept(WORKSHOP, workshop_from)

    def deliveries(self) -> Kept[DeliverySettings]:
        return self._kept(DELIVERIES, deliveries_from)

    def returns(self) -> Kept[ReturnSettings]:
        return self._kept(RETURNS, returns_from)

    def cancellations(self) -> Kept[CancellationSettings]:
        return self._kept(CANCELLATIONS, cancellations_from)

    def refunds(self) -> Kept[RefundSettings]:
        return self._kept(REFUNDS, refunds_from)

    def losses(self) -> Kept[LossSettings]:
        return self._kept(LOSSES, losses_from)

    def checks(self) -> Kept[CheckSettings]:
        return self._kept(CHECKS, checks_from)

    def dunning(self) -> Kept[DunningSettings]:
        return self._kept(DUNNING, dunning_from)

    def accounts(self) -> Kept[AccountSettings]:
        return self._kept(ACCOUNTS, accounts_from)

    def availability(self) -> Kept[AvailabilitySettings]:
        return self._kept(AVAILABILITY, availability_from)

    def portal(self) -> Kept[PortalSettings]:
        return self._kept(PORTAL, portal_from)

    def depreciation(self) -> Kept[DepreciationSettings]:
        return self._kept(DEPRECIATION, depreciation_from)

    def stock(self) -> Kept[StockSettings]:
        return self._kept(STOCK, partial(plain_from, StockSettings))

    def postage(self) -> Kept[PostageSettings]:
        return self._kept(POSTAGE, partial(plain_from, PostageSettings))

    def quotes(self) -> Kept[QuoteSettings]:
        return self._kept(QUOTES, quotes_from)

    def scanning(self) -> Kept[ScanSettings]:
        return self._kept(SCANNING, partial(plain_from, ScanSettings))

    def payments(self) -> Kept[PaymentSettings]:
        return self._kept(PAYMENTS, payments_from)

    def store(self, store_id: StoreId) -> Kept[StoreSettings]:
        """Raises UnknownStore."""
        rows = self._desk.rows(f"{_STORE} WHERE s.id = %(id)s", id=store_id)
        if not rows:
            raise UnknownStore(store=store_id)
        return Kept(store_from(rows[0]), rows[0]["version"])

    def add_store(self, store_id: StoreId, store: StoreSettings, reason: str) -> None:
        self._desk.write(
            "INSERT INTO umlauf.store (id, name, street, postcode, city, asset_prefix, invoice_prefix) VALUES (%(id)s,"
            " %(name)s, %(street)s, %(postcode)s, %(city)s, %(asset_prefix)s, nullif(%(invoice_prefix)s, ''))",
            id=store_id,
            **store_to(store),
        )
        note_setting(self._desk, store_area(store_id), 0, {}, store_to(store), reason=reason)

    def is_prefix_taken(self, prefix: str, by_other_than: StoreId) -> bool:
        return bool(self._desk.rows(_TAKEN, prefix=prefix, store=str(by_other_than)))

    def customer(self, customer_id: CustomerId) -> Kept[CustomerBilling]:
        return customer_billing_from(self._desk.rows(CUSTOMER_SQL, id=customer_id))

    def keep_logo(self, logo_id: LogoId, content: bytes) -> None:
        self._desk.write(
            "INSERT INTO umlauf.business_logo (id, content, command_id) VALUES (%(id)s, %(content)s, %(command)s)",
            id=logo_id,
            content=content,
            command=self._desk.context.command_id,
        )

    def house(self) -> BillingHouse:
        return house_from(self._desk.rows)

    def save(self, before: Kept[Kind], after: Kind, reason: str, store_id: StoreId | None = None) -> None:
        """First the history: of two at a time the second meets its key."""
        if isinstance(after, StoreSettings) and isinstance(before.value, StoreSettings) and store_id is not None:
            was, now = store_to(before.value), store_to(after)
            note_setting(self._desk, store_area(store_id), before.version, was, now, reason=reason)
            self._desk.write(
                "UPDATE umlauf.store SET name = %(name)s, street = %(street)s, postcode = %(postcode)s,"
                " city = %(city)s, asset_prefix = %(asset_prefix)s, invoice_prefix = nullif(%(invoice_prefix)s, '')"
                " WHERE id = %(id)s",
                id=store_id,
                **store_to(after),
            )
            return
        name = _NAMES[type(after)]
        stored = self._value(name)["value"] or {}
        value = _written(after, stored)
        keep_setting(self._desk, name, before.version, _written(before.value, stored), value, reason=reason)

    def save_customer(self, customer_id: CustomerId, version: int, billing: CustomerBilling, reason: str) -> None:
        self._desk.write(
            "INSERT INTO umlauf.customer_billing (customer_id, version, method, days, collective, reason, changed_by,"
            " changed_at, command_id) VALUES (%(id)s, %(version)s, %(method)s, %(days)s, %(collective)s, %(reason)s,"
            " %(by)s, %(at)s, %(command)s)",
            id=customer_id,
            version=version,
            method=billing.method,
            days=billing.days,
            collective=billing.collective,
            reason=reason,
            **self._who(),
        )

    def _who(self) -> dict[str, Any]:
        context = self._desk.context
        return {"by": context.actor_id, "at": context.effective_at, "command": context.command_id}

    def _kept(self, name: str, read: Callable[[Any], Kind]) -> Kept[Kind]:
        row = self._value(name)
        return Kept(read(row["value"]), row["version"])

    def _value(self, name: str) -> Row:
        return self._desk.rows(_VALUE, name=name)[0]


_NAMES: Final[Mapping[type, str]] = {
    AccountSettings: ACCOUNTS,
    AvailabilitySettings: AVAILABILITY,
    BillingSettings: BILLING,
    BusinessSettings: BUSINESS,
    CheckSettings: CHECKS,
    CancellationSettings: CANCELLATIONS,
    DeliverySettings: DELIVERIES,
    DepreciationSettings: DEPRECIATION,
    DunningSettings: DUNNING,
    LossSettings: LOSSES,
    PaymentSettings: PAYMENTS,
    PortalSettings: PORTAL,
    PostageSettings: POSTAGE,
    QuoteSettings: QUOTES,
    RefundSettings: REFUNDS,
    ReturnSettings: RETURNS,
    StockSettings: STOCK,
    ScanSettings: SCANNING,
    WorkshopSettings: WORKSHOP,
}


_WRITERS: Final[Mapping[type, Callable[[Any], dict[str, Any]]]] = {
    AccountSettings: accounts_to,
    AvailabilitySettings: availability_to,
    BillingSettings: billing_to,
    CancellationSettings: cancellations_to,
    CheckSettings: checks_to,
    DeliverySettings: deliveries_to,
    DepreciationSettings: depreciation_to,
    DunningSettings: dunning_to,
    LossSettings: losses_to,
    PaymentSettings: payments_to,
    PortalSettings: portal_to,
    PostageSettings: plain_to,
    QuoteSettings: quotes_to,
    RefundSettings: refunds_to,
    ReturnSettings: returns_to,
    StockSettings: plain_to,
    ScanSettings: plain_to,
    WorkshopSettings: workshop_to,
}
"""The business keeps what stands beside it in its row, so it is not among them."""


def _written(settings: object, stored: Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(settings, BusinessSettings):
        return business_to(settings, stored)
    return _WRITERS[type(settings)](settings)


def customer_billing_from(rows: list[Row]) -> Kept[CustomerBilling]:
    """The newest row, or none."""
    if not rows:
        return Kept(CustomerBilling(), 0)
    row = rows[0]
    method = None if row["method"] is None else PaymentMethod(row["method"])
    collective = None if row["collective"] is None else Collective(row["collective"])
    return Kept(CustomerBilling(method, row["days"], collective), row["version"])
