"""What has to be done to things of a product again and again: by months, by meter, or whichever comes first."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.clock import legal_day
from domain.errors import Conflict, InvalidInput, NotFound, RuleViolation
from domain.ids import AssetId, ProductId
from domain.maintenance.meters import Meter, Reading
from domain.period import ONE_DAY, add_months

CarePlanId = NewType("CarePlanId", UUID)

MOST_PLANS: Final = 20
MOST_MONTHS: Final = 240
MOST_USE: Final = 9_999_999
LONGEST: Final = 80


class CareKind(StrEnum):
    """LEGAL_TEST: the law asks for it (DGUV V3, StVZO); its protocol is kept."""

    SERVICE = "service"
    LEGAL_TEST = "legal_test"


class CarePlanWrong(InvalidInput):
    """A plan has a name that no other has, and months, or a meter of this product with what is used in between."""

    code = "care_plan_wrong"


class UnknownCarePlan(NotFound):
    """Things of this product have no such plan, or no longer."""

    code = "unknown_care_plan"


class CareChanged(Conflict):
    """Someone else changed the maintenance of this product since this person looked."""

    code = "care_changed"


class CareOverdue(RuleViolation):
    """A maintenance is overdue without which the owner lets nothing leave the house."""

    code = "care_overdue"


@dataclass(frozen=True, slots=True)
class CarePlan:
    """`months` None: time does not count. `every` belongs to `meter`: what may be used in between; of a battery, the
    health in percent at which something has to be done. `ask_days`: so many days before, people are told. `blocks`:
    overdue things do not leave the house.

    Raises CarePlanWrong.
    """

    id: CarePlanId
    kind: CareKind
    title: str
    months: int | None = None
    meter: Meter | None = None
    every: int | None = None
    ask_days: int = 30
    blocks: bool = True

    def __post_init__(self) -> None:
        is_right = (
            0 < len(self.title.strip()) <= LONGEST
            and (self.months is not None or self.meter is not None)
            and (self.months is None or 1 <= self.months <= MOST_MONTHS)
            and (self.meter is None) == (self.every is None)
            and (self.every is None or 1 <= self.every <= MOST_USE)
            and (self.meter is not Meter.BATTERY or (self.every or 0) < 100)
            and 0 <= self.ask_days <= 365
        )
        if not is_right:
            raise CarePlanWrong(title=self.title, longest=LONGEST)


@dataclass(frozen=True, slots=True)
class ProductCare:
    """All that is asked of things of one product. `version` 0: nothing was ever said.

    Raises CarePlanWrong.
    """

    product_id: ProductId
    version: int = 0
    meters: tuple[Meter, ...] = ()
    plans: tuple[CarePlan, ...] = ()

    def __post_init__(self) -> None:
        titles = {plan.title.strip().casefold() for plan in self.plans}
        ids = {plan.id for plan in self.plans}
        strange = next((p for p in self.plans if p.meter is not None and p.meter not in self.meters), None)
        if strange is not None or len(set(self.meters)) < len(self.meters):
            raise CarePlanWrong(title=strange.title if strange else "", longest=LONGEST)
        if not len(titles) == len(ids) == len(self.plans) <= MOST_PLANS:
            raise CarePlanWrong(title=self.plans[0].title, longest=LONGEST)

    def plan(self, plan_id: CarePlanId) -> CarePlan:
        """Raises UnknownCarePlan."""
        found = next((plan for plan in self.plans if plan.id == plan_id), None)
        if found is None:
            raise UnknownCarePlan(plan=plan_id)
        return found


@dataclass(frozen=True, slots=True)
class Standing:
    """One plan at one thing. `since`: the day it was done last, or on which we got the thing; `used_then`: what the
    meter had counted by that day. `last` None: the meter was never read. `first_on`: the day of its first reading,
    `first_used` what it had counted by then."""

    asset_id: AssetId
    plan: CarePlan
    since: date
    used_then: int = 0
    last: Reading | None = None
    first_on: date | None = None
    first_used: int = 0


class DueState(StrEnum):
    """SOON: within the days in which people are told."""

    LATER = "later"
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Due:
    """`on`: the day by which it has to be done, as far as it is known: by the months, or by when the meter will get
    there at the pace so far. None: the meter alone counts, and nobody can tell yet. `left`: what may still be used; of
    a battery, the percent above the mark. None: no meter, or it was never read."""

    on: date | None
    left: int | None
    state: DueState


def due_of(standing: Standing, day: date) -> Due:
    """When it has to be done again, whichever comes first. On its day it is not overdue yet."""
    plan = standing.plan
    by_months = None if plan.months is None else add_months(standing.since, plan.months)
    left = _left(standing)
    by_meter = None if left is None else _reached(standing, left)
    on = min((each for each in (by_months, by_meter) if each is not None), default=None)
    if (by_months is not None and by_months < day) or (left is not None and left <= 0):
        return Due(on, left, DueState.OVERDUE)
    is_soon = on is not None and on <= day + timedelta(days=plan.ask_days)
    return Due(on, left, DueState.SOON if is_soon else DueState.LATER)


def _left(standing: Standing) -> int | None:
    plan, last = standing.plan, standing.last
    if plan.meter is None or plan.every is None or last is None:
        return None
    if plan.meter is Meter.BATTERY:
        return last.value - plan.every
    return plan.every - (last.used - standing.used_then)


def _reached(standing: Standing, left: int) -> date | None:
    """The day on which nothing will be left, as the thing was used so far; None: it was not used, or it is a battery
    that is well."""
    last, first = standing.last, standing.first_on
    if last is None:
        return None
    read = legal_day(last.read_at)
    if left <= 0:
        return read
    moved = last.used - standing.first_used
    if standing.plan.meter is Meter.BATTERY or first is None or moved <= 0:
        return None
    days = max((read - first) // ONE_DAY, 1)
    return read + timedelta(days=min(-(-left * days // moved), 36_500))
