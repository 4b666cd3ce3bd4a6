"""Money of a refund that goes back through the very charge it came with.

One charge that is large enough carries all of a refund: parts of several could each come back by themselves, and the
refund would be neither sent nor failed.
"""

from dataclasses import dataclass
from typing import Final

from domain.billing.settlement import EntryId, PaidBy
from domain.errors import RuleViolation
from domain.ids import ContractId, CustomerId
from domain.money import Money
from domain.payments.provider import AttemptId, ProviderName
from domain.refunds.model import Refund, RefundId

BY_PROVIDER: Final = frozenset({PaidBy.DIRECT_DEBIT, PaidBy.CARD, PaidBy.WALLET})
"""Money that came like this goes back through its charge."""
PAYS_BACK: Final = frozenset({ProviderName.TRAINING, ProviderName.STRIPE, ProviderName.MOLLIE, ProviderName.ADYEN})
"""Those whose charges can be paid back. What was debited by a file goes back by a transfer to the account."""


class NoChargeToPayBack(RuleViolation):
    """No single charge by this method, of a provider that pays back, has so much left."""

    code = "no_charge_to_pay_back"


@dataclass(frozen=True, slots=True)
class ChargeLeft:
    """A settled charge of a customer and what of it did not go back yet."""

    attempt_id: AttemptId
    provider: ProviderName
    by: PaidBy
    left: Money
    contract_ids: tuple[ContractId, ...] = ()


@dataclass(frozen=True, slots=True)
class PayBack:
    """`id` is that of the pay-out's first entry, and the key at the provider."""

    id: EntryId
    refund_id: RefundId
    customer_id: CustomerId
    attempt_id: AttemptId
    amount: Money


def chosen_charge(refund: Refund, by: PaidBy, amount: Money, charges: list[ChargeLeft]) -> ChargeLeft:
    """Of the refund's contract before others; the newest that is enough. Raises NoChargeToPayBack."""
    able = [each for each in charges if each.by is by and each.provider in PAYS_BACK and each.left >= amount]
    of_contract = [each for each in able if refund.contract_id in each.contract_ids]
    found = next(iter(of_contract or able), None)
    if found is None:
        raise NoChargeToPayBack(by=by, amount=amount)
    return found
