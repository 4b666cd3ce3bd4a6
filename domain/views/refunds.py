"""What the screens of refunds ask, and the rows that answer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.billing.settlement import PaidBy
from domain.contracts.model import Contract
from domain.ids import ContractId, ContractLineId, CustomerId, InvoiceId
from domain.money import Currency, Money
from domain.refunds.model import LIVE, GiftAsked, Refund, RefundCause, RefundStatus, RefundStep
from domain.refunds.way_back import MoneyOrder


@dataclass(frozen=True, slots=True)
class RefundRow:
    """`sent`: what went out (None: nothing yet), on `sent_on`. `account`: where to. `contract` "": from the balance."""

    refund: Refund
    contract: str
    customer: str
    asked_by: str
    asked_at: datetime
    account: str
    sent: Money | None = None
    sent_on: date | None = None
    by: PaidBy | None = None


@dataclass(frozen=True, slots=True)
class RefundStepRow:
    """`account`: where an attempt went to; "" for other steps."""

    step: RefundStep
    on: date
    at: datetime
    who: str
    amount: Money | None
    reason: str
    account: str = ""


@dataclass(frozen=True, slots=True)
class PaymentTold:
    """How a customer paid, which is the way their money goes back."""

    by: PaidBy
    on: date
    amount: Money
    reference: str = ""


@dataclass(frozen=True, slots=True)
class RefundPage:
    """`payable`: what could be sent now. `still_out`: things with the customer. `may_wait`: the owner lets the money of
    a withdrawal wait for them. `titles`: the lines of the gift. `paid`: payments for it, the newest first."""

    row: RefundRow
    steps: tuple[RefundStepRow, ...]
    payable: Money
    still_out: int
    may_wait: bool
    titles: tuple[str, ...]
    paid: tuple[PaymentTold, ...] = ()


@dataclass(frozen=True, slots=True)
class RefundsOfCustomer:
    """`payable`: what of the balance may go out as money, one amount a currency; rewards, what never came in, and what
    other refunds are about to take are not in it. `contracts`: from which a refund could be asked for."""

    refunds: tuple[RefundRow, ...]
    payable: tuple[Money, ...]
    contracts: tuple[tuple[ContractId, str], ...]

    def free(self, currency: Currency) -> bool:
        """No pay-out of the balance is under way."""
        live = [each.refund for each in self.refunds if each.refund.status in LIVE]
        return not any(each.contract_id is None and each.amount.currency == currency for each in live)


@dataclass(frozen=True, slots=True)
class RefundsOfContract:
    """`left`: what credit notes of the contract left to the customer as money."""

    contract: Contract
    refunds: tuple[Refund, ...]
    left: Money


@dataclass(frozen=True, slots=True)
class RefundSpot:
    """Where on a contract a line of an invoice stands; both days are included."""

    of: RefundsOfContract
    line_id: ContractLineId
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class RefundQuestion:
    """`statuses` empty: all. `text` is looked for in numbers and names. `customer_id` None: everybody's."""

    text: str = ""
    statuses: tuple[RefundStatus, ...] = ()
    limit: int = 200
    customer_id: CustomerId | None = None


@dataclass(frozen=True, slots=True)
class RefundPreview:
    """`credited`: what the credit note of today would say, with VAT. `money`: how much of that and of what is there
    already could be paid out; the rest lowers open invoices."""

    credited: Money
    money: Money


class RefundQuestions(Protocol):
    def refunds(self, question: RefundQuestion) -> tuple[RefundRow, ...]:
        """Those with the nearest legal day first, then the newest."""
        ...

    def orders(self, most: int) -> tuple[MoneyOrder, ...]:
        """What is on its way and was not noted as arrived, the oldest first."""
        ...

    def page(self, ref: str) -> RefundPage:
        """By number or id. Raises UnknownRefund."""
        ...

    def of_customer(self, customer_id: CustomerId) -> RefundsOfCustomer: ...

    def of_contract(self, contract_id: ContractId) -> RefundsOfContract:
        """Raises UnknownContract."""
        ...

    def spot(self, invoice_id: InvoiceId, position: int) -> RefundSpot:
        """Of a line that charges days. Raises UnknownContract: there is none."""
        ...

    def preview(self, contract_id: ContractId, cause: RefundCause, gift: GiftAsked | None) -> RefundPreview:
        """Raises UnknownContract, and what `given_back` does."""
        ...
