"""Who may let how much money go, and when a withdrawal's money may wait. The owner decides."""

from dataclasses import dataclass
from typing import Final

from domain.application import Seat
from domain.errors import InvalidInput, RuleViolation
from domain.ids import PersonId
from domain.money import EUR, Money
from domain.refunds.model import Refund

MOST_PEOPLE: Final = 200
_TWO_PERSON: Final = Money.of("100.00")
_OFFICE: Final = Money.of("1000.00")


class RefundLimitWrong(InvalidInput):
    """A limit is not negative, and each person has one at most."""

    code = "refund_limit_wrong"


class RefundAboveLimit(RuleViolation):
    """It is more than this person may let go."""

    code = "refund_above_limit"


class RefundNeedsSecondPerson(RuleViolation):
    """From this amount on, whoever asked for a refund does not approve it."""

    code = "refund_needs_second_person"


class RefundWaitsForGoods(RuleViolation):
    """The things are not back, and no proof shows that they were sent. Source: section 357 (4) BGB."""

    code = "refund_waits_for_goods"


@dataclass(frozen=True, slots=True)
class PersonLimit:
    """What one person of the back office may approve; it holds in place of the seat's."""

    person_id: PersonId
    amount: Money


@dataclass(frozen=True, slots=True)
class Approver:
    """Who is about to approve, as the database knows this connection."""

    seat: Seat
    person_id: PersonId


@dataclass(frozen=True, slots=True)
class RefundSettings:
    """All amounts hold for one customer within 24 hours, however many refunds they are cut into.

    `two_person_above`: a refund of more needs another person than the one who asked.

    `office_limit`: the most that somebody of the back office approves, where `limits` says nothing else; the owner
    approves any. `waits_for_goods`: the money of a withdrawal may wait until the things are back or were sent.

    Raises RefundLimitWrong.
    """

    two_person_above: Money = _TWO_PERSON
    office_limit: Money = _OFFICE
    limits: tuple[PersonLimit, ...] = ()
    waits_for_goods: bool = True

    def __post_init__(self) -> None:
        amounts = (self.two_person_above, self.office_limit, *(each.amount for each in self.limits))
        people = {each.person_id for each in self.limits}
        is_right = all(each.minor >= 0 and each.currency == EUR for each in amounts)
        if not is_right or len(people) < len(self.limits) or len(people) > MOST_PEOPLE:
            raise RefundLimitWrong(most=MOST_PEOPLE)

    def limit_of(self, who: Approver) -> Money | None:
        """None: any amount."""
        if who.seat is Seat.OWNER:
            return None
        own = [each.amount for each in self.limits if each.person_id == who.person_id]
        return own[0] if own else self.office_limit

    def check(self, refund: Refund, who: Approver, let_go: Money) -> None:
        """`let_go`: what was approved for this customer in the last 24 hours, without this one.

        Raises RefundAboveLimit, RefundNeedsSecondPerson. The database asks the same.
        """
        limit, amount = self.limit_of(who), refund.amount + let_go
        if limit is not None and amount.minor > limit.minor:
            raise RefundAboveLimit(amount=amount, limit=limit)
        if amount.minor > self.two_person_above.minor and who.person_id == refund.asked_by:
            raise RefundNeedsSecondPerson(amount=amount, above=self.two_person_above)

    def may_approve(self, refund: Refund, who: Approver, let_go: Money) -> bool:
        try:
            self.check(refund, who, let_go)
        except RuleViolation:
            return False
        return True
