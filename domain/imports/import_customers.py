"""Customers of a business that runs already, with how they pay and the mandates that they signed elsewhere."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar, Final

from domain.application import OFFICE, PERSONAL, Command, Seat
from domain.billing.tax import is_country
from domain.clock import Clock
from domain.contracts.payment import PaymentMethod
from domain.customers.change_address import ChangeAddress, change_address
from domain.customers.change_customer import ChangeCustomer, change_customer
from domain.customers.model import Address, CustomerKind, PersonalData
from domain.customers.register_customer import RegisterCustomer, check_customer, register_customer
from domain.customers.vat_ids import vat_id_from
from domain.errors import RuleViolation
from domain.ids import CustomerId
from domain.imports.model import (
    Batch,
    CellMissing,
    CellWrong,
    ImportedItem,
    ImportKind,
    Origin,
    Outcome,
    RowsImported,
    Verdict,
    digest_of_row,
    judged,
    kept,
)
from domain.imports.shelf import ImportShelf
from domain.payments.attempt import MethodId
from domain.payments.methods import (
    LAPSES_AFTER_MONTHS,
    Evidence,
    Mandate,
    MandateId,
    Method,
    SignedInTheFuture,
    masked_iban,
)
from domain.payments.provider import MethodToken, ProviderName, Scheme
from domain.period import add_months
from domain.ports import Unit
from domain.settings.business import iban_from
from domain.settings.customer import CustomerBilling
from domain.settings.payments import PaymentSettings

KIND: Final = ImportKind.CUSTOMERS


REFERENCE: Final = re.compile(r"[A-Za-z0-9+?/:().,'-]{1,35}")
"""Of a mandate. Source: EPC217-08."""


class MandateIsTaken(RuleViolation):
    """Another mandate has this reference."""

    code = "import_mandate_is_taken"


class MandateLapsed(RuleViolation):
    """It was not used for so long that it does not count any more; the file may tell of the last debit."""

    code = "import_mandate_lapsed"


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """`mandate` and `signed_on` belong to `iban`: a mandate given elsewhere keeps its reference and its day.
    `used_on`: the last debit there, None: never; so long it counts."""

    number: int
    key: str
    personal: PersonalData
    customer_kind: CustomerKind = CustomerKind.CONSUMER
    language: str = "de"
    vat_id: str = ""
    method: PaymentMethod | None = None
    days: int | None = None
    iban: str = ""
    holder: str = ""
    bic: str = ""
    mandate: str = ""
    signed_on: date | None = None
    used_on: date | None = None


@dataclass(frozen=True, slots=True)
class ImportCustomers(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE

    origin: Origin
    rows: tuple[CustomerRow, ...] = field(metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class PaysHere:
    """What a mandate needs of this house: who collects, and under which identifier. "" and None: nobody does."""

    creditor_id: str
    provider: ProviderName | None

    @classmethod
    def of(cls, settings: PaymentSettings) -> "PaysHere":
        return cls(settings.creditor_id, settings.provider(PaymentMethod.DIRECT_DEBIT))


def judge_customers(
    rows: Sequence[CustomerRow], source: str, shelf: ImportShelf, pays: PaysHere, today: date
) -> list[Verdict]:
    known = shelf.items(source, KIND, [row.key for row in rows])
    taken = shelf.mandates([row.mandate for row in rows if row.mandate])

    def check(row: CustomerRow) -> None:
        check_customer(row.personal, row.language)
        address = row.personal.address
        if address is None or not address.is_complete:
            raise CellMissing(column="street" if address is None or not address.street else "city")
        if not is_country(address.country):
            raise CellWrong(column="country", value=address.country)
        if row.vat_id:
            vat_id_from(row.vat_id)
        CustomerBilling(row.method, row.days)
        if row.iban:
            _check_mandate(row, pays, today)
            if row.mandate in taken and row.key not in known:
                raise MandateIsTaken(column="mandate", value=row.mandate)

    return judged(rows, known, check, follows=True)


def _check_mandate(row: CustomerRow, pays: PaysHere, today: date) -> None:
    """Raises CellMissing, IbanWrong, SignedInTheFuture, CellWrong."""
    iban_from(row.iban)
    if row.signed_on is None or not row.mandate:
        raise CellMissing(column="signed_on" if row.mandate else "mandate")
    if not REFERENCE.fullmatch(row.mandate):
        raise CellWrong(column="mandate", value=row.mandate)
    if row.signed_on > today:
        raise SignedInTheFuture(day=row.signed_on, column="signed_on")
    if add_months(row.used_on or row.signed_on, LAPSES_AFTER_MONTHS) <= today:
        raise MandateLapsed(column="used_on", months=LAPSES_AFTER_MONTHS)
    if not pays.creditor_id or pays.provider is None:
        raise CellWrong(column="iban", value=row.iban[:4] + "…")


def import_customers(command: ImportCustomers, unit: Unit, clock: Clock) -> RowsImported:
    """Makes who is new and puts right who changed; a row that cannot be brought in is left out and named.

    Raises ImportSizeWrong.
    """
    origin, shelf = command.origin, unit.imports
    pays = PaysHere.of(unit.settings.payments().value)
    verdicts = judge_customers(command.rows, origin.source, shelf, pays, unit.today())
    known = shelf.items(origin.source, KIND, [row.key for row in command.rows])
    items: dict[str, ImportedItem] = {}
    for row, verdict in zip(command.rows, verdicts, strict=True):
        if verdict.outcome is Outcome.MADE:
            items[row.key] = ImportedItem(_made(row, pays, unit, clock), digest_of_row(row))
        elif verdict.outcome is Outcome.CHANGED:
            items[row.key] = _changed(row, known, unit, clock)
    return kept(shelf, Batch(origin, KIND, verdicts), items, ("customers",))


def _made(row: CustomerRow, pays: PaysHere, unit: Unit, clock: Clock) -> CustomerId:
    vat_id = vat_id_from(row.vat_id) if row.vat_id else ""
    done = register_customer(RegisterCustomer(row.personal, row.customer_kind, row.language, vat_id), unit, clock)
    customer_id = done.customer_id
    if row.method is not None or row.days is not None:
        unit.settings.save_customer(customer_id, 1, CustomerBilling(row.method, row.days), "")
    if row.iban:
        _bring_mandate(row, customer_id, pays, unit)
    return customer_id


def _bring_mandate(row: CustomerRow, customer_id: CustomerId, pays: PaysHere, unit: Unit) -> None:
    """As it was signed; the bank knows it by its reference."""
    if pays.provider is None or row.signed_on is None:
        raise CellWrong(column="iban", value=row.iban[:4] + "…")
    iban = iban_from(row.iban)
    mandate = Mandate(
        MandateId(unit.new_id()), row.mandate, pays.creditor_id, Scheme.CORE, row.signed_on, Evidence.PAPER, row.used_on
    )
    unit.payments.keep_mandate(mandate, customer_id, "")
    method = Method(
        MethodId(unit.new_id()),
        customer_id,
        PaymentMethod.DIRECT_DEBIT,
        pays.provider,
        masked_iban(iban),
        mandate=mandate,
    )
    holder = row.holder.strip() or row.personal.name
    unit.payments.keep_method(method, MethodToken(method.kind, iban, holder=holder, bic=row.bic))
    unit.payments.choose(customer_id, None, method.id)


def _changed(row: CustomerRow, known: Mapping[str, ImportedItem], unit: Unit, clock: Clock) -> ImportedItem:
    """Name, contact, language and address follow; what VAT knows and how they pay is changed by people alone."""
    customer_id = CustomerId(known[row.key].target_id)
    customer = unit.customers.get(customer_id)
    address: Address | None = row.personal.address
    if replace(row.personal, address=None) != replace(customer.personal, address=None) or (
        row.language != customer.language
    ):
        change_customer(ChangeCustomer(customer_id, row.personal, row.language), unit, clock)
    if address is not None and address != customer.personal.address:
        change_address(ChangeAddress(customer_id, address), unit, clock)
    return ImportedItem(customer_id, digest_of_row(row))
