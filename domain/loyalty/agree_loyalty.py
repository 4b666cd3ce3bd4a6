"""Staying is worth something for this contract from now on: another scheme, the customer's own terms, or none."""

from dataclasses import dataclass, replace
from datetime import date

from domain.contracts.changing import ContractChange
from domain.contracts.model import Contract
from domain.errors import RuleViolation
from domain.ids import PlanId
from domain.loyalty.scheme import Loyalty, LoyaltyRule
from domain.loyalty.steps import LoyaltyNeedsMonths, counts_months, without_loyalty


class LoyaltySame(RuleViolation):
    """Exactly this is agreed already."""

    code = "loyalty_same"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeLoyalty(ContractChange):
    """`rule` None: nothing more is given; what has begun ends with the running period. `plan_ids` are all versions of
    the plans that a price is for. Months that are paid already count, but nothing begins before today."""

    title: str
    rule: LoyaltyRule | None
    plan_ids: tuple[PlanId, ...] = ()

    def edited(self, contract: Contract, today: date) -> Contract:
        """Raises LoyaltyNeedsMonths, LoyaltySame."""
        known = contract.loyalty
        if (known.title, known.rule) == (self.title, self.rule) if known else self.rule is None:
            raise LoyaltySame(title=self.title)
        plain = without_loyalty(contract, today)
        if self.rule is None:
            return plain
        if not counts_months(contract):
            raise LoyaltyNeedsMonths(contract=contract.number)
        return replace(plain, loyalty=Loyalty(self.title, self.rule, today, self.plan_ids))
