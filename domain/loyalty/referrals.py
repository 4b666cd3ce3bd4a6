"""A friend who ordered with somebody's personal code, and what becomes of the referrer's reward."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.billing.settlement import EntryId
from domain.contracts.status import Status
from domain.errors import InvalidInput, NotFound, RuleViolation
from domain.ids import ContractId, CustomerId
from domain.loyalty.persons import Likeness
from domain.loyalty.programme import ReferralProgramme
from domain.money import Money

ReferralId = NewType("ReferralId", UUID)


class ReferralState(StrEnum):
    """OPEN: waits for the friend's first payment and the end of their withdrawal window. SUSPECTED: a person decides.
    EXPIRED: what was left of the reward was not used in time. TAKEN_BACK: the friend withdrew after all."""

    OPEN = "open"
    SUSPECTED = "suspected"
    REWARDED = "rewarded"
    REFUSED = "refused"
    LAPSED = "lapsed"
    TAKEN_BACK = "taken_back"
    EXPIRED = "expired"


class ReferralAction(StrEnum):
    """RELEASE and REFUSE are a person's, the others the worker's. SUSPECT: something in common came to light."""

    RELEASE = "release"
    REFUSE = "refuse"
    SUSPECT = "suspect"
    REWARD = "reward"
    LAPSE = "lapse"
    TAKE_BACK = "take_back"
    EXPIRE = "expire"


TRANSITIONS: Final = {
    (ReferralState.SUSPECTED, ReferralAction.RELEASE): ReferralState.OPEN,
    (ReferralState.SUSPECTED, ReferralAction.REFUSE): ReferralState.REFUSED,
    (ReferralState.SUSPECTED, ReferralAction.LAPSE): ReferralState.LAPSED,
    (ReferralState.OPEN, ReferralAction.SUSPECT): ReferralState.SUSPECTED,
    (ReferralState.OPEN, ReferralAction.REFUSE): ReferralState.REFUSED,
    (ReferralState.REFUSED, ReferralAction.RELEASE): ReferralState.OPEN,
    (ReferralState.OPEN, ReferralAction.REWARD): ReferralState.REWARDED,
    (ReferralState.OPEN, ReferralAction.LAPSE): ReferralState.LAPSED,
    (ReferralState.REWARDED, ReferralAction.TAKE_BACK): ReferralState.TAKEN_BACK,
    (ReferralState.REWARDED, ReferralAction.EXPIRE): ReferralState.EXPIRED,
}
"""All that can happen to a referral; no other pair is legal."""


class LapseReason(StrEnum):
    """Why there is no reward: the friend withdrew, or their contract ended before; the referrer has none running; the
    limit of the year is reached."""

    FRIEND_WITHDREW = "friend_withdrew"
    FRIEND_ENDED = "friend_ended"
    REFERRER_LEFT = "referrer_left"
    YEAR_IS_FULL = "year_is_full"
    NOT_USED = "not_used"


class IllegalReferralTransition(RuleViolation):
    """Nothing of the kind is open for this referral."""

    code = "illegal_referral_transition"


class ReferralReasonMissing(InvalidInput):
    """Who releases or refuses says why."""

    code = "referral_reason_missing"


class OwnReferralCode(RuleViolation):
    """Nobody is their own friend: the code belongs to the person who orders."""

    code = "own_referral_code"


class NotANewCustomer(RuleViolation):
    """The friend ordered before, perhaps under another number."""

    code = "not_a_new_customer"


class ReferrerNotActive(RuleViolation):
    """Whose code it is has no running contract."""

    code = "referrer_not_active"


class CodeIsFull(RuleViolation):
    """The code brought as many friends as it may."""

    code = "referral_code_full"


class UnknownReferral(NotFound):
    """No referral of this id."""

    code = "unknown_referral"


@dataclass(frozen=True, slots=True)
class Referral:
    """`reward` is what was promised when the friend ordered. `entry_id` books it in the referrer's balance, usable
    until `usable_until` (None: without end). `likenesses` are why a person was asked, `is_thanked`: the referrer knows
    that somebody ordered."""

    id: ReferralId
    code: str
    referrer_id: CustomerId
    friend_id: CustomerId
    contract_id: ContractId
    opened_on: date
    reward: Money
    state: ReferralState = ReferralState.OPEN
    likenesses: tuple[Likeness, ...] = ()
    reason: str = ""
    decided_on: date | None = None
    entry_id: EntryId | None = None
    usable_until: date | None = None
    is_thanked: bool = False

    def acted(self, action: ReferralAction, on: date, reason: str = "") -> "Referral":
        """Raises IllegalReferralTransition."""
        return replace(self, state=after(self.state, action), decided_on=on, reason=reason)


def after(state: ReferralState, action: ReferralAction) -> ReferralState:
    """Raises IllegalReferralTransition."""
    if (state, action) not in TRANSITIONS:
        raise IllegalReferralTransition(state=state, action=action)
    return TRANSITIONS[state, action]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How things stand on a day. `is_first_paid`: nothing of the first invoice is open. `rewarded_in_year`: rewards of
    this referrer in the calendar year so far. `left` of the reward is not used yet. `withdrawable_until`: the last day
    on which the friend may withdraw, None: not known yet. `odd`: what friend and referrer have in common now, and
    nobody has looked at yet."""

    status: Status
    start_on: date | None
    end_on: date | None
    is_first_paid: bool
    has_referrer_contract: bool
    rewarded_in_year: int
    left: Money
    withdrawable_until: date | None = None
    odd: frozenset[Likeness] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the day makes of a referral. `why` is told where there is no reward."""

    action: ReferralAction
    why: LapseReason | None = None


_GONE: Final = {Status.WITHDRAWN: LapseReason.FRIEND_WITHDREW}
_OVER: Final = frozenset({Status.ENDED, Status.TERMINATED, Status.WITHDRAWN})


def judged(referral: Referral, known: Circumstances, programme: ReferralProgramme, day: date) -> Verdict | None:
    """What becomes of a referral on a day; None: it goes on waiting, or stays as it is."""
    if referral.state is ReferralState.REWARDED:
        return _of_rewarded(referral, known, programme, day)
    if referral.state not in (ReferralState.OPEN, ReferralState.SUSPECTED):
        return None
    if known.status in _OVER:
        return Verdict(ReferralAction.LAPSE, _GONE.get(known.status, LapseReason.FRIEND_ENDED))
    if referral.state is ReferralState.SUSPECTED or not _is_due(known, programme, day):
        return None
    why = _against(known, programme)
    if why is not None:
        return Verdict(ReferralAction.LAPSE, why)
    return Verdict(ReferralAction.SUSPECT if known.odd else ReferralAction.REWARD)


def _against(known: Circumstances, programme: ReferralProgramme) -> LapseReason | None:
    """Why a reward that is due is not paid."""
    if not known.has_referrer_contract:
        return LapseReason.REFERRER_LEFT
    is_full = programme.most_per_year is not None and known.rewarded_in_year >= programme.most_per_year
    return LapseReason.YEAR_IS_FULL if is_full else None


def _is_due(known: Circumstances, programme: ReferralProgramme, day: date) -> bool:
    """Past the withdrawal window, paid, and the friend's contract still runs: no notice ends it before."""
    if known.start_on is None or not known.is_first_paid:
        return False
    is_ending = known.end_on is not None and known.end_on <= day
    past = max(known.start_on + timedelta(days=programme.hold_days), known.withdrawable_until or date.min)
    return not is_ending and day > past


def _of_rewarded(referral: Referral, known: Circumstances, programme: ReferralProgramme, day: date) -> Verdict | None:
    if known.status is Status.WITHDRAWN and programme.takes_back:
        return Verdict(ReferralAction.TAKE_BACK, LapseReason.FRIEND_WITHDREW)
    if referral.usable_until is not None and day > referral.usable_until and known.left:
        return Verdict(ReferralAction.EXPIRE, LapseReason.NOT_USED)
    return None
