"""What the owner decided about checks: which orders, what counts how much, and what yellow asks for."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.checks.facts import Ordered
from domain.checks.verdict import Need, Point
from domain.errors import InvalidInput
from domain.ids import PlanId, ProductId
from domain.money import EUR, Money

MOST_RULES: Final = 100
MOST_DAYS: Final = 3650
_MOST_WEIGHT: Final = 1000
_NOTHING: Final = Money(0)
_TWO_PERSON: Final = Money.of("1500.00")
_LIMIT: Final = Money.of("5000.00")


class Whose(StrEnum):
    """FIRST: the customer's first order alone."""

    ALL = "all"
    FIRST = "first"


class BureauDown(StrEnum):
    """What holds when the bureau does not answer."""

    YELLOW = "yellow"
    BUILT_IN = "built_in"
    WAIT = "wait"


class YellowAsks(StrEnum):
    """What yellow asks for by itself; a person may always decide otherwise."""

    PERSON = "person"
    DEPOSIT = "deposit"
    AHEAD = "ahead"


class CheckSettingsWrong(InvalidInput):
    """Yellow begins before red, days and amounts are not negative, no two rules are alike."""

    code = "check_settings_wrong"


@dataclass(frozen=True, slots=True)
class CheckRule:
    """What orders of a product (or of one plan of it; None: of anything) need, from a value of their goods on."""

    needs: tuple[Need, ...]
    product_id: ProductId | None = None
    plan_id: PlanId | None = None
    above: Money = _NOTHING
    whose: Whose = Whose.ALL

    def asks_of(self, lines: tuple[Ordered, ...], value: Money, *, is_first: bool) -> bool:
        if value.minor < self.above.minor or (self.whose is Whose.FIRST and not is_first):
            return False
        return any(
            self.product_id in (None, each.product_id) and self.plan_id in (None, each.plan_id) for each in lines
        )


@dataclass(frozen=True, slots=True)
class Weight:
    """What a point counts each time, at most `most` times."""

    point: Point
    value: int
    most: int = 1


STANDARD_WEIGHTS: Final = (
    Weight(Point.NEW_CUSTOMER, 10),
    Weight(Point.PAID_ON_TIME, -4, 5),
    Weight(Point.PAID_LATE, 8, 4),
    Weight(Point.PAYMENT_WENT_BACK, 25, 3),
    Weight(Point.OVERDUE, 30),
    Weight(Point.ADDRESS_INCOMPLETE, 30),
    Weight(Point.POSTCODE_WRONG, 25),
    Weight(Point.HOUSE_NUMBER_MISSING, 15),
    Weight(Point.PARCEL_STATION, 20),
    Weight(Point.ACCOUNT_WRONG, 30),
    Weight(Point.BANK_UNKNOWN, 15),
    Weight(Point.ACCOUNT_ABROAD, 5),
    Weight(Point.ABOVE_LIMIT, 40),
    Weight(Point.MANY_ORDERS, 20, 2),
    Weight(Point.SHARED_WITH_OTHERS, 20, 2),
    Weight(Point.SAME_HOUSE, 5, 3),
    Weight(Point.BLOCKED, 100),
)
SCORED: Final = tuple(each.point for each in STANDARD_WEIGHTS)


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """Without `is_on` no order waits for anything. From `yellow_from` points on it is yellow, from `red_from` on red.

    `limit`: what a customer may have out with this order. `alike_days`, `alike_most`: more orders than that with the
    same mail address, phone, address or account within those days are many. `spared_days`: a green verdict spares the
    customer bureau and identity for so long. `deposit_percent` is of the goods' value. `pay_within`: days.
    `keep_days`: then the detail of a decided check is erased; the verdict stays.

    Raises CheckSettingsWrong.
    """

    is_on: bool = False
    rules: tuple[CheckRule, ...] = (CheckRule((Need.SCORE,)),)
    weights: tuple[Weight, ...] = STANDARD_WEIGHTS
    yellow_from: int = 30
    red_from: int = 70
    limit: Money = _LIMIT
    alike_days: int = 30
    alike_most: int = 2
    spared_days: int = 180
    yellow_asks: YellowAsks = YellowAsks.PERSON
    deposit_percent: int = 20
    pay_within: int = 7
    two_person_above: Money = _TWO_PERSON
    bureau_down: BureauDown = BureauDown.YELLOW
    keep_days: int = 90

    def __post_init__(self) -> None:
        amounts = (self.limit, self.two_person_above, *(each.above for each in self.rules))
        days = (self.alike_days, self.alike_most, self.spared_days, self.pay_within, self.keep_days)
        scopes = {(each.product_id, each.plan_id, each.above, each.whose) for each in self.rules}
        is_right = (
            0 < self.yellow_from < self.red_from <= _MOST_WEIGHT * 10
            and all(each.minor >= 0 and each.currency == EUR for each in amounts)
            and all(0 <= each <= MOST_DAYS for each in days)
            and 1 <= self.deposit_percent <= 100
            and len(scopes) == len(self.rules) <= MOST_RULES
            and all(each.needs for each in self.rules)
            and {each.point for each in self.weights} <= set(SCORED)
            and len({each.point for each in self.weights}) == len(self.weights)
            and all(abs(each.value) <= _MOST_WEIGHT and 1 <= each.most <= _MOST_WEIGHT for each in self.weights)
        )
        if not is_right:
            raise CheckSettingsWrong(most=MOST_RULES)

    def weight(self, point: Point) -> Weight:
        """One that counts nothing where the owner has none."""
        return next((each for each in self.weights if each.point is point), Weight(point, 0))

    def needs(self, lines: tuple[Ordered, ...], value: Money, *, is_first: bool) -> frozenset[Need]:
        """What all the rules together ask of an order; nothing: it goes out unchecked."""
        asked = [each for each in self.rules if each.asks_of(lines, value, is_first=is_first)]
        return frozenset(need for each in asked for need in each.needs)

    def deposit(self, value: Money) -> Money:
        """Rounded half up to whole cents; at least one cent, so that something can be asked for."""
        return Money(max(value.share(self.deposit_percent, 100).minor, 1), value.currency)
