"""Damage that was found, and what a customer is asked to pay for it: told, maybe objected to, then charged or dropped.

Source: RULES.md 1.4; the price list is the owner's (domain/settings/returns.py).
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.contracts.charge_once import ChargedItem
from domain.errors import NotFound, RuleViolation
from domain.ids import AssetId, ContractId, ReturnId
from domain.money import Money, total

DamageId = NewType("DamageId", UUID)
ClaimId = NewType("ClaimId", UUID)


class ClaimState(StrEnum):
    TOLD = "told"
    OBJECTED = "objected"
    CHARGED = "charged"
    DROPPED = "dropped"


class ClaimAction(StrEnum):
    OBJECT = "object"
    CHARGE = "charge"
    DROP = "drop"


class IllegalClaimStep(RuleViolation):
    """The claim is settled, or the customer has objected before."""

    code = "illegal_claim_step"


class NoOpenClaim(NotFound):
    """Nobody was told of damage, or it is charged or dropped."""

    code = "no_open_claim"


CLAIM_TRANSITIONS: Final = {
    (ClaimState.TOLD, ClaimAction.OBJECT): ClaimState.OBJECTED,
    (ClaimState.TOLD, ClaimAction.CHARGE): ClaimState.CHARGED,
    (ClaimState.TOLD, ClaimAction.DROP): ClaimState.DROPPED,
    (ClaimState.OBJECTED, ClaimAction.CHARGE): ClaimState.CHARGED,
    (ClaimState.OBJECTED, ClaimAction.DROP): ClaimState.DROPPED,
}
OPEN_CLAIMS: Final = frozenset({ClaimState.TOLD, ClaimState.OBJECTED})


@dataclass(frozen=True, slots=True)
class FoundDamage:
    """`damage` is the code of the price list, "" for what is not on it: then `title` says it."""

    id: DamageId
    asset_id: AssetId
    damage: str
    title: str
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Claim:
    """`object_until` is the last day on which the customer may object; `objected_on` and `objection` are when they did
    and what they said, None and "" while they did not."""

    id: ClaimId
    return_id: ReturnId
    contract_id: ContractId
    told_on: date
    object_until: date
    items: tuple[ChargedItem, ...]
    state: ClaimState = ClaimState.TOLD
    objected_on: date | None = None
    objection: str = ""

    @property
    def amount(self) -> Money:
        return total(item.amount.times(item.quantity) for item in self.items)

    def objected(self, on: date, words: str) -> "Claim":
        """Raises IllegalClaimStep."""
        return replace(self.acted(ClaimAction.OBJECT), objected_on=on, objection=words)

    def acted(self, action: ClaimAction) -> "Claim":
        """Raises IllegalClaimStep."""
        try:
            return replace(self, state=CLAIM_TRANSITIONS[self.state, action])
        except KeyError:
            raise IllegalClaimStep(state=self.state, action=action) from None
