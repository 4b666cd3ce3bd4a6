"""Which plan may follow which inside a running contract, and whether the seller calls that up or down."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.catalog.model import Variant
from domain.contracts.effective import NEXT_PERIOD, NOW, Timing, When
from domain.errors import InvalidInput
from domain.ids import PlanId


class PlanChangeWrong(InvalidInput):
    """A plan leads to itself or to another one twice, or the change says no beginning."""

    code = "plan_change_wrong"


class Direction(StrEnum):
    """What the seller calls the change, whatever the prices are."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class AllowedChange:
    """To the newest version of another plan. `when` is NOW or NEXT_PERIOD. Raises PlanChangeWrong."""

    to_family: PlanId
    direction: Direction
    when: When

    def __post_init__(self) -> None:
        if self.when not in (When.NOW, When.NEXT_PERIOD):
            raise PlanChangeWrong(when=self.when)

    @property
    def timing(self) -> Timing:
        """For the change of plan inside a contract."""
        return NOW if self.when is When.NOW else NEXT_PERIOD


def keeps_its_parts(variants: Sequence[Variant]) -> bool:
    """Whether all of a product are bundles: their parts are frozen on a running line, so plans of the same product
    alone may follow. Source: docs/decisions/0025."""
    return bool(variants) and all(variant.items for variant in variants)


def usual_when(direction: Direction) -> When:
    """Up at once, everything else with the next period. Source: BILLING.md, "Upgrade in mid-period", "Downgrade"."""
    return When.NOW if direction is Direction.UP else When.NEXT_PERIOD


def check_changes(family: PlanId, changes: Sequence[AllowedChange]) -> None:
    """Raises PlanChangeWrong."""
    targets = [change.to_family for change in changes]
    if family in targets or len(set(targets)) != len(targets):
        raise PlanChangeWrong(plan=family)
