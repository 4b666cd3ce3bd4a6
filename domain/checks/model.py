"""The check of an order before anything of it leaves the house. Its ways as one table.

A machine may let an order go and may stop it; letting a stopped one go, or refusing it, is a person's decision.
Source: article 22 GDPR; docs/decisions, "An order waits for its check, and the database keeps it here".
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from domain.checks.verdict import Colour, Need, Source
from domain.errors import InvalidInput, NotFound, RuleViolation
from domain.ids import ContractId, CustomerId, OrderId, PersonId
from domain.money import Money

WHY_LENGTH: Final = 300
NOTHING: Final = Money(0)


class Stage(StrEnum):
    """OPEN: the machine has not decided. REVIEW: yellow, a person decides. RED: stopped. MONEY: asked for money ahead.

    SECOND: one person wants to let it go, another has to agree. CLOSED: its contract is over for another reason.
    """

    OPEN = "open"
    REVIEW = "review"
    RED = "red"
    MONEY = "money"
    SECOND = "second"
    PASSED = "passed"
    REFUSED = "refused"
    CLOSED = "closed"


class Step(StrEnum):
    """CLEAR, DOUBT and STOP are the machine's green, yellow and red. SEE: an identity document was shown.

    LOOK_AGAIN: a person looked at what the machine stopped, and sees it as yellow. TAKE_OVER: a person does not wait
    for the machine any longer. MONEY_BACK: a payment that let the order go was taken back. CHECK_AGAIN asks everybody
    anew, WEIGH_AGAIN looks anew at what is known.
    """

    CLEAR = "clear"
    DOUBT = "doubt"
    STOP = "stop"
    ASK_BUREAU = "ask_bureau"
    BUREAU_SAID = "bureau_said"
    BUREAU_FAILED = "bureau_failed"
    SEE = "see"
    ASK_IDENTITY = "ask_identity"
    IDENTITY_SAID = "identity_said"
    ASK_MONEY = "ask_money"
    RECEIVE = "receive"
    PAID = "paid"
    DROP_MONEY = "drop_money"
    MONEY_BACK = "money_back"
    RELEASE = "release"
    PROPOSE = "propose"
    AGREE = "agree"
    DISAGREE = "disagree"
    LOOK_AGAIN = "look_again"
    TAKE_OVER = "take_over"
    CHECK_AGAIN = "check_again"
    WEIGH_AGAIN = "weigh_again"
    REFUSE = "refuse"
    CLOSE = "close"


class MoneyFor(StrEnum):
    """DEPOSIT: becomes a line of the contract and comes back at its end. AHEAD: pays the first bills."""

    DEPOSIT = "deposit"
    AHEAD = "ahead"


_UNDECIDED: Final = (Stage.OPEN, Stage.REVIEW, Stage.RED, Stage.MONEY, Stage.SECOND)
TRANSITIONS: Final[Mapping[tuple[Stage, Step], Stage]] = {
    (Stage.OPEN, Step.CLEAR): Stage.PASSED,
    (Stage.OPEN, Step.DOUBT): Stage.REVIEW,
    (Stage.OPEN, Step.STOP): Stage.RED,
    (Stage.OPEN, Step.ASK_BUREAU): Stage.OPEN,
    (Stage.OPEN, Step.BUREAU_SAID): Stage.OPEN,
    (Stage.OPEN, Step.BUREAU_FAILED): Stage.OPEN,
    (Stage.OPEN, Step.SEE): Stage.OPEN,
    (Stage.REVIEW, Step.SEE): Stage.REVIEW,
    (Stage.RED, Step.SEE): Stage.RED,
    (Stage.MONEY, Step.SEE): Stage.MONEY,
    (Stage.OPEN, Step.ASK_IDENTITY): Stage.OPEN,
    (Stage.REVIEW, Step.ASK_IDENTITY): Stage.REVIEW,
    (Stage.OPEN, Step.IDENTITY_SAID): Stage.OPEN,
    (Stage.REVIEW, Step.IDENTITY_SAID): Stage.REVIEW,
    (Stage.RED, Step.IDENTITY_SAID): Stage.RED,
    (Stage.MONEY, Step.IDENTITY_SAID): Stage.MONEY,
    (Stage.REVIEW, Step.ASK_MONEY): Stage.MONEY,
    (Stage.MONEY, Step.RECEIVE): Stage.MONEY,
    (Stage.MONEY, Step.PAID): Stage.PASSED,
    (Stage.MONEY, Step.DROP_MONEY): Stage.REVIEW,
    (Stage.MONEY, Step.MONEY_BACK): Stage.MONEY,
    (Stage.PASSED, Step.MONEY_BACK): Stage.MONEY,
    (Stage.REVIEW, Step.RELEASE): Stage.PASSED,
    (Stage.REVIEW, Step.PROPOSE): Stage.SECOND,
    (Stage.SECOND, Step.AGREE): Stage.PASSED,
    (Stage.SECOND, Step.DISAGREE): Stage.REVIEW,
    (Stage.RED, Step.LOOK_AGAIN): Stage.REVIEW,
    (Stage.OPEN, Step.TAKE_OVER): Stage.REVIEW,
    (Stage.OPEN, Step.CHECK_AGAIN): Stage.OPEN,
    (Stage.REVIEW, Step.CHECK_AGAIN): Stage.OPEN,
    (Stage.REVIEW, Step.WEIGH_AGAIN): Stage.OPEN,
    (Stage.RED, Step.CHECK_AGAIN): Stage.OPEN,
    **{(stage, Step.REFUSE): Stage.REFUSED for stage in _UNDECIDED},
    **{(stage, Step.CLOSE): Stage.CLOSED for stage in _UNDECIDED},
}

WAITING: Final = frozenset(_UNDECIDED)
"""Nothing of the order leaves the house."""


class IllegalCheckTransition(RuleViolation):
    """The check is not in a state from which this is possible."""

    code = "illegal_check_transition"


class UnknownCheck(NotFound):
    """The order has no check: it was taken while none were asked for, or this role may not see it."""

    code = "unknown_check"


class OrderInCheck(RuleViolation):
    """The order waits for its check: nothing of it is packed or sent."""

    code = "order_in_check"


class CheckReasonMissing(InvalidInput):
    """Why a person decides has to be said, in a line or two."""

    code = "check_reason_missing"


def after(stage: Stage, step: Step) -> Stage:
    """The state that follows. Raises IllegalCheckTransition when the table has no such way."""
    if (stage, step) not in TRANSITIONS:
        raise IllegalCheckTransition(stage=stage, step=step)
    return TRANSITIONS[stage, step]


def open_steps(stage: Stage) -> frozenset[Step]:
    """What is possible now: the buttons that may be shown."""
    return frozenset(step for state, step in TRANSITIONS if state is stage)


class Asked(StrEnum):
    """How far an answer from outside is. WAITS: it was asked."""

    NOT = ""
    WAITS = "waits"
    SAID = "said"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class OrderCheck:
    """`number` is the order's. `value`: what its goods are worth (None: nobody looked yet). `asked` None: no money is
    asked for; `received` is what came of it. `was_red`: the machine stopped it once. `proposed_by`: who wants to let
    it go."""

    order_id: OrderId
    number: str
    customer_id: CustomerId
    contract_id: ContractId
    stage: Stage
    opened_on: date
    colour: Colour | None = None
    score: int | None = None
    source: Source | None = None
    value: Money | None = None
    needs: frozenset[Need] = frozenset()
    asked: Money | None = None
    asked_for: MoneyFor | None = None
    received: Money = NOTHING
    was_red: bool = False
    proposed_by: PersonId | None = None
    bureau: Asked = Asked.NOT
    identity: Asked = Asked.NOT
    has_goods: bool = True

    def stepped(self, step: Step) -> "OrderCheck":
        """Raises IllegalCheckTransition."""
        return replace(self, stage=after(self.stage, step))

    @property
    def missing(self) -> Money:
        """What is left to pay of what was asked for."""
        asked = Money(0) if self.asked is None else self.asked
        return Money(max(asked.minor - self.received.minor, 0), asked.currency)


def needs_second(check: OrderCheck, above: Money) -> bool:
    """Whether one person alone does not let it go. What the machine stopped once always needs two."""
    return check.was_red or check.value is None or check.value.minor > above.minor


def said_why(text: str) -> str:
    """Raises CheckReasonMissing."""
    if not text.strip():
        raise CheckReasonMissing
    return text.strip()[:WHY_LENGTH]
