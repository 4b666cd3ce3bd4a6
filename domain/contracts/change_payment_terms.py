"""Another way to pay, or another time to pay in."""

from dataclasses import dataclass, replace
from datetime import date

from domain.contracts.changing import TimedChange
from domain.contracts.effective import NOW, Timing, first_day
from domain.contracts.leading import leading_line
from domain.contracts.model import Contract
from domain.contracts.payment import USUAL, PaymentMethod, PaymentTerms, PaymentTermsSame, with_terms


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePaymentTerms(TimedChange):
    """Counts for invoices from that day on; those that are written stay as they are. `days` after the invoice's day."""

    method: PaymentMethod
    days: int
    timing: Timing = NOW

    def edited(self, contract: Contract, today: date) -> Contract:
        """Raises NothingRecurring, NothingToChangeYet, ChangeBeforeItsDay, PaymentDaysWrong, PaymentTermsSame."""
        asked_on = self.asked_on or today
        from_on = first_day(contract, leading_line(contract), asked_on, self.timing, is_cheaper=False)
        terms = PaymentTerms(from_on, self.method, self.days)
        if _is_agreed(contract, terms):
            raise PaymentTermsSame
        return replace(contract, payment_terms=with_terms(contract.payment_terms, terms))


def _is_agreed(contract: Contract, wanted: PaymentTerms) -> bool:
    """It holds from that day on by what was agreed with this contract, whatever the house decides later."""
    agreed = contract.terms
    is_own = bool(contract.payment_terms) or (agreed.pay_by is not None and agreed.pay_within is not None)
    is_followed = any(each.from_on > wanted.from_on for each in contract.payment_terms)
    return is_own and not is_followed and contract.payment_on(wanted.from_on, USUAL) == wanted.payment
