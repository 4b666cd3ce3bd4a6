"""What the screens of announced prices ask, and the rows that answer."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from domain.contracts.price_campaign import Campaign, CampaignId, Concerned, PriceRule
from domain.ids import ContractId, PlanId
from domain.money import Money


class LetterState(StrEnum):
    """Where the letter to one contract is. NONE: none is written. PRINTED: it goes by post. NOT_DELIVERED: it failed,
    came back, is held back or switched off."""

    NONE = "none"
    WAITING = "waiting"
    SENT = "sent"
    NO_ADDRESS = "no_address"
    PRINTED = "printed"
    NOT_DELIVERED = "not_delivered"


@dataclass(frozen=True, slots=True)
class CampaignQuestion:
    """`started_before`: only contracts whose first day lies before it; None: all."""

    rule: PriceRule
    effective_on: date
    started_before: date | None = None


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """One contract of a campaign, or of the preview of one."""

    concerned: Concerned
    customer: str
    letter: LetterState = LetterState.NONE
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class CampaignPart:
    """A piece of a preview. `last` is where to go on, None: that was all; `of` how many contracts there are in all."""

    lines: tuple[CampaignLine, ...]
    last: ContractId | None
    of: int


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """`announced` counts all whose letter was written; `year_more` what they pay more in a year, without those who
    objected or were left out."""

    campaign: Campaign
    contracts: int
    chosen: int
    announced: int
    objected: int
    applied: int
    left_out: int
    year_more: Money


@dataclass(frozen=True, slots=True)
class CampaignPage:
    row: CampaignRow
    lines: tuple[CampaignLine, ...]


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """All versions of a recurring plan under which contracts run; `newest` is the last one's id."""

    newest: PlanId
    plan_ids: tuple[PlanId, ...]
    product: str
    name: str
    price: Money
    running: int


class CampaignQuestions(Protocol):
    def plans(self) -> tuple[PlanChoice, ...]:
        """Those under which contracts run, by product and name."""
        ...

    def preview(self, question: CampaignQuestion, after: ContractId | None = None) -> CampaignPart:
        """Some hundred contracts after a given one; nothing is written."""
        ...

    def all(self) -> tuple[CampaignRow, ...]:
        """The latest first."""
        ...

    def one(self, campaign_id: CampaignId) -> CampaignPage:
        """With each contract and what became of it, in the order of their numbers. Raises UnknownCampaign."""
        ...
