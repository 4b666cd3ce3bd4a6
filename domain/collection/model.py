"""What is handed to a collection partner: which items, to whom, how it went, and what it cost."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.errors import Conflict, InvalidInput, NotFound, RuleViolation
from domain.ids import CustomerId, InvoiceId, PersonId
from domain.money import Money

CollectionId = NewType("CollectionId", UUID)
StepFacts = Mapping[str, str | int]

PREFIX: Final = "IN"
LONGEST_PARTNER: Final = 120
LONGEST_NOTE: Final = 500


class Stage(StrEnum):
    """PROPOSED: a second person has to agree. RECALLED: it is ours again, and dunning may go on."""

    PROPOSED = "proposed"
    REFUSED = "refused"
    HANDED_OVER = "handed_over"
    IN_COURT = "in_court"
    PART_PAID = "part_paid"
    PAID = "paid"
    CLOSED_UNPAID = "closed_unpaid"
    RECALLED = "recalled"


class Step(StrEnum):
    """PAY_PART, PAY_ALL: a payment was booked to the case, also after it was closed. FEE: the partner asks for one."""

    AGREE = "agree"
    REFUSE = "refuse"
    GO_TO_COURT = "go_to_court"
    PAY_PART = "pay_part"
    PAY_ALL = "pay_all"
    FEE = "fee"
    CLOSE_UNPAID = "close_unpaid"
    RECALL = "recall"


class IllegalCollectionStep(RuleViolation):
    """The case is not where this is possible."""

    code = "illegal_collection_step"


class UnknownCollection(NotFound):
    """No collection case of this id, or this role may not see it."""

    code = "unknown_collection"


class CollectionKnown(Conflict):
    """An open case of this customer in this currency exists."""

    code = "collection_known"


class NotFinal(RuleViolation):
    """The last letter of its ladder was not sent, or its days are not over: too early to hand it over."""

    code = "collection_not_final"


class CollectionNeedsSecondPerson(RuleViolation):
    """From this amount on, whoever proposed it does not agree to it."""

    code = "collection_needs_second_person"


class PartnerMissing(InvalidInput):
    """Whom it goes to has to be said."""

    code = "collection_partner_missing"


LIVE: Final = frozenset({Stage.HANDED_OVER, Stage.IN_COURT, Stage.PART_PAID})
"""The partner works on it."""

TRANSITIONS: Final[Mapping[tuple[Stage, Step], Stage]] = {
    (Stage.PROPOSED, Step.AGREE): Stage.HANDED_OVER,
    (Stage.PROPOSED, Step.REFUSE): Stage.REFUSED,
    (Stage.HANDED_OVER, Step.GO_TO_COURT): Stage.IN_COURT,
    (Stage.PART_PAID, Step.GO_TO_COURT): Stage.IN_COURT,
    **{(stage, Step.PAY_PART): Stage.PART_PAID for stage in (Stage.HANDED_OVER, Stage.PART_PAID)},
    (Stage.IN_COURT, Step.PAY_PART): Stage.IN_COURT,
    **{(stage, Step.PAY_ALL): Stage.PAID for stage in (*sorted(LIVE), Stage.CLOSED_UNPAID)},
    (Stage.CLOSED_UNPAID, Step.PAY_PART): Stage.PART_PAID,
    **{(stage, Step.FEE): stage for stage in (*sorted(LIVE), Stage.PAID, Stage.CLOSED_UNPAID, Stage.RECALLED)},
    **{(stage, Step.CLOSE_UNPAID): Stage.CLOSED_UNPAID for stage in sorted(LIVE)},
    **{(stage, Step.RECALL): Stage.RECALLED for stage in sorted(LIVE)},
}


def after(stage: Stage, step: Step) -> Stage:
    """Where the case stands then. Raises IllegalCollectionStep when the table has no such way."""
    if (stage, step) not in TRANSITIONS:
        raise IllegalCollectionStep(stage=stage, step=step)
    return TRANSITIONS[stage, step]


def open_steps(stage: Stage) -> frozenset[Step]:
    """What is possible now: the buttons that may be shown."""
    return frozenset(step for known, step in TRANSITIONS if known is stage)


@dataclass(frozen=True, slots=True)
class CollectionCase:
    """`number` is an own code (IN-…). `total`: what was open of its items when it was proposed, costs included."""

    id: CollectionId
    number: str
    customer_id: CustomerId
    partner: str
    invoice_ids: tuple[InvoiceId, ...]
    total: Money
    proposed_on: date
    stage: Stage = Stage.PROPOSED
    proposed_by: PersonId | None = None

    def stepped(self, step: Step) -> "CollectionCase":
        """Raises IllegalCollectionStep."""
        return replace(self, stage=after(self.stage, step))


@dataclass(frozen=True, slots=True)
class StepTaken:
    """`amount`: of a payment or a fee."""

    step: Step
    on: date
    note: str = field(default="", repr=False)
    amount: Money | None = None
