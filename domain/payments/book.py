"""What the commands of collecting money ask of the storage."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from domain.ids import ContractId, CustomerId, InvoiceId
from domain.payments.attempt import Attempt, MethodId, StepTaken, Tried
from domain.payments.methods import EndReason, Mandate, MandateId, Method
from domain.payments.planning import Choices, OpenItem
from domain.payments.provider import Answer, AttemptId, MethodToken, ProviderName

if TYPE_CHECKING:
    from domain.billing.settlement import EntryId
    from domain.money import Currency
    from domain.payments.pay_back import ChargeLeft, PayBack
    from domain.payments.telling import MethodRequest


class PaymentBook(Protocol):
    """Append-only: the state of an attempt is moved by its steps alone, in the database."""

    def attempt(self, attempt_id: AttemptId) -> Attempt:
        """Locks it until the command is done. Raises UnknownAttempt."""
        ...

    def attempts(self, attempt_ids: Sequence[AttemptId]) -> list[Attempt]:
        """Those that there are, locked, in one question."""
        ...

    def find(self, provider: ProviderName, key: AttemptId | None, ref: str) -> Attempt | None:
        """By our key, else by the provider's own id; locked. None: neither is known."""
        ...

    def live(self, invoice_id: InvoiceId) -> Attempt | None:
        """What may still bring the invoice's money; locked."""
        ...

    def tries(self, invoice_id: InvoiceId) -> tuple[Tried, ...]:
        """All attempts for an invoice as they are kept, the oldest first."""
        ...

    def open_items(self, invoice_ids: Sequence[InvoiceId]) -> list[OpenItem]:
        """In one question."""
        ...

    def choices(self, customer_ids: Collection[CustomerId]) -> Mapping[CustomerId, Choices]: ...

    def blocked(self, attempts: Sequence[Attempt]) -> frozenset[AttemptId]:
        """Those of whose contracts nobody knows what became of another attempt, or whose customer has died or is
        insolvent."""
        ...

    def pending_for(self, invoice_ids: Collection[InvoiceId]) -> frozenset[InvoiceId]:
        """Those for which a payment is planned, on its way or unknown: nobody is reminded of them meanwhile."""
        ...

    def add(self, attempts: Sequence[Attempt]) -> None:
        """Raises Conflict when one is live for the same invoice (at the latest when the unit ends)."""
        ...

    def take(self, steps: Sequence[tuple[Attempt, StepTaken]]) -> None:
        """Each with the attempt as it was before.

        Raises Conflict: somebody else took a step first (at the latest when the unit ends).
        """
        ...

    def is_heard(self, provider: ProviderName, event_id: str) -> bool: ...

    def keep_news(
        self, heard: tuple[ProviderName, str], at: datetime, ref: str, answer: Answer | None, about: AttemptId | None
    ) -> None:
        """`heard`: provider and its id of the event. `about` None: nothing that we know (yet)."""
        ...

    def waiting_news(self, provider: ProviderName, ref: str) -> list[str]:
        """The ids of what was told about this id of the provider before we knew it, the oldest first."""
        ...

    def open_news(self, provider: ProviderName, event_id: str) -> tuple[str, datetime, Answer] | None:
        """The provider's own id it is about, when it happened, what was told. None: it was told of something known."""
        ...

    def found_news(self, provider: ProviderName, event_id: str, about: AttemptId) -> None: ...

    def charges_left(self, customer_id: CustomerId, currency: Currency) -> list[ChargeLeft]:
        """Settled charges of which something did not go back yet, the newest first; locked."""
        ...

    def add_pay_back(self, pay_back: PayBack) -> None:
        """Raises Conflict when the charge has less left (at the latest when the unit ends)."""
        ...

    def pay_back(self, pay_back_id: EntryId) -> PayBack:
        """Raises UnknownRefund."""
        ...

    def end_pay_back(self, pay_back_id: EntryId, how: str) -> None: ...

    def method(self, method_id: MethodId) -> Method:
        """Locks it until the command is done. Raises UnknownMethod."""
        ...

    def method_of_token(self, provider: ProviderName, token: str) -> Method | None: ...

    def keep_method(self, method: Method, token: MethodToken) -> None: ...

    def keep_mandate(self, mandate: Mandate, customer_id: CustomerId, words: str) -> None: ...

    def has_scan(self, mandate_id: MandateId) -> bool: ...

    def keep_scan(self, mandate_id: MandateId, content: bytes) -> None: ...

    def end_method(self, method_id: MethodId, reason: EndReason, on: date) -> None: ...

    def ask_method(self, request: MethodRequest) -> None: ...

    def choose(self, customer_id: CustomerId, contract_id: ContractId | None, method_id: MethodId | None) -> None: ...
