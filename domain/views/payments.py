"""What the screens of collecting ask, and the rows that answer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.contracts.payment import PaymentMethod
from domain.ids import ContractId, CustomerId, InvoiceId
from domain.money import Money
from domain.payments.attempt import AttemptStatus, AttemptStep, MethodId
from domain.payments.methods import EndReason, Method
from domain.payments.planning import NotPlanned, Planned
from domain.payments.provider import AttemptId, ProviderName
from domain.payments.reasons import ReasonClass
from domain.views.office_rows import StoredPaper


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """`n`: which attempt for its invoice. `method`: what people know it by. `reason_code` as the provider says it."""

    id: AttemptId
    invoice_id: InvoiceId
    invoice: str
    customer_id: CustomerId
    customer: str
    n: int
    status: AttemptStatus
    amount: Money
    collect_on: date
    pays_by: PaymentMethod
    provider: ProviderName
    method: str
    reason: ReasonClass | None = None
    reason_code: str = ""
    moved_on: date | None = None
    fee: Money | None = None


@dataclass(frozen=True, slots=True)
class AttemptStepRow:
    """`reason_text`: in the bank's or provider's own words."""

    step: AttemptStep
    at: datetime
    on: date
    who: str
    amount: Money | None
    reason: ReasonClass | None
    reason_code: str
    reason_text: str


@dataclass(frozen=True, slots=True)
class AttemptQuestion:
    """`statuses` empty: all. `text` is looked for in numbers and names."""

    text: str = ""
    statuses: tuple[AttemptStatus, ...] = ()
    limit: int = 200


@dataclass(frozen=True, slots=True)
class PaymentsOfInvoice:
    """`attempts`: the newest first. `next`: what would be planned if a person asked for it now, or why nothing."""

    invoice_id: InvoiceId
    attempts: tuple[AttemptRow, ...]
    next: Planned | NotPlanned


@dataclass(frozen=True, slots=True)
class MethodRow:
    """`pays_for`: numbers of contracts that chose it. `is_default`: pays for all others. `kept_at`: since when."""

    method: Method
    is_default: bool
    pays_for: tuple[str, ...]
    kept_at: datetime
    ended: EndReason | None = None


@dataclass(frozen=True, slots=True)
class MethodsOfCustomer:
    """`contracts`: for which one may be chosen. `collected`: what this house collects. `creditor_id` "": none yet."""

    customer_id: CustomerId
    holder: str
    is_company: bool
    methods: tuple[MethodRow, ...]
    contracts: tuple[tuple[ContractId, str], ...]
    collected: tuple[PaymentMethod, ...]
    creditor_id: str
    language: str = "de"


class PaymentQuestions(Protocol):
    def attempts(self, question: AttemptQuestion) -> tuple[AttemptRow, ...]:
        """What needs a person first, then by the day on which it is collected, the newest first."""
        ...

    def steps(self, attempt_id: AttemptId) -> tuple[AttemptStepRow, ...]:
        """The oldest first."""
        ...

    def of_invoice(self, invoice_id: InvoiceId) -> PaymentsOfInvoice | None:
        """None: it is a credit note."""
        ...

    def scan(self, method_id: MethodId) -> StoredPaper | None:
        """The signed paper of its mandate; None: none is kept."""
        ...

    def of_customer(self, customer_id: CustomerId) -> MethodsOfCustomer: ...

    def method_of_contract(self, contract_id: ContractId) -> MethodId | None:
        """Which one pays for it today."""
        ...
