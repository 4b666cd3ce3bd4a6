"""The part of the seats' story that tells what is decided about settings, payment and bills held back."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from domain.application import Command
from domain.billing.hold_billing import HoldBilling
from domain.billing.release_billing import ReleaseBilling
from domain.contracts.change_payment_terms import ChangePaymentTerms
from domain.contracts.payment import Payment, PaymentMethod
from domain.ids import ContractId, CustomerId, StoreId
from domain.kpis.change_depreciation import ChangeDepreciation
from domain.kpis.depreciation import Depreciation, DepreciationSettings
from domain.money import Money
from domain.settings.add_store import AddStore
from domain.settings.billing import BillingSettings, Collective
from domain.settings.business import BusinessSettings
from domain.settings.change_billing_settings import ChangeBillingSettings
from domain.settings.change_business_settings import ChangeBusinessSettings
from domain.settings.change_customer_billing import ChangeCustomerBilling
from domain.settings.change_delivery_settings import ChangeDeliverySettings
from domain.settings.change_portal_settings import ChangePortalSettings
from domain.settings.change_store_settings import ChangeStoreSettings
from domain.settings.change_workshop_settings import ChangeWorkshopSettings
from domain.settings.customer import CustomerBilling
from domain.settings.deliveries import DeliverySettings
from domain.settings.portal import PortalSettings
from domain.settings.stores import StoreSettings
from domain.settings.workshop import WorkshopSettings
from tests.storage.business import Business
from tests.storage.trade import contract_of, days, today

SELLER = BusinessSettings("Prüfstand GmbH", "Allee 1", "10435", "Berlin", iban="DE02120300000000202051")
Do = Callable[[Command], object]


def store_of(business: Business) -> StoreId:
    return StoreId(business.rows("SELECT id FROM umlauf.store")[0]["id"])


def tell_settings(do: Do, business: Business, customer_id: CustomerId, contract_id: ContractId) -> None:
    do(ChangeBusinessSettings(0, SELLER))
    do(ChangeBusinessSettings(1, replace(SELLER, city="Potsdam"), "umgezogen"))
    do(ChangeBillingSettings(0, BillingSettings(Payment(PaymentMethod.TRANSFER, 10), Collective.ORDER)))
    do(ChangeDepreciation(0, DepreciationSettings(Depreciation(36, Decimal(10)))))
    do(ChangeWorkshopSettings(0, WorkshopSettings(Money.of("54.00"))))
    do(ChangePortalSettings(0, PortalSettings(address="https://kunden.example")))
    do(ChangeDeliverySettings(0, DeliverySettings(7)))
    do(ChangeStoreSettings(store_of(business), 0, StoreSettings("Nord", "NORD")))
    do(AddStore(StoreSettings("Süd", "SUED", "Am Tempelhofer Berg 6", "10965", "Berlin", "RS"), "zweiter Laden"))
    do(ChangeCustomerBilling(customer_id, 0, CustomerBilling(PaymentMethod.CARD, 7, Collective.CONTRACT)))
    version = contract_of(business, contract_id).version
    do(ChangePaymentTerms(contract_id, version, method=PaymentMethod.DIRECT_DEBIT, days=5))
    do(HoldBilling(contract_id, today(business) + days(5), "Klärung"))
    do(ReleaseBilling(contract_id))
