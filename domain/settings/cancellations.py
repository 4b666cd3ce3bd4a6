"""What the owner decided about declarations: the reasons to choose from, and what may be offered to those who stay."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.errors import InvalidInput

MOST_REASONS: Final = 40
LONGEST: Final = 80


class Retention(StrEnum):
    """What the office may offer. Each is a change of the contract with its own preview."""

    PAUSE = "pause"
    SWAP = "swap"
    DISCOUNT = "discount"


class CancellationReasonsWrong(InvalidInput):
    """Each group needs a reason to choose, each once and no longer than a line."""

    code = "cancellation_reasons_wrong"


CUSTOMER_REASONS: Final = ("too_expensive", "not_needed", "moving", "bought_own", "other_provider", "other")
OUR_REASONS: Final = ("defect", "late_delivery", "poor_service", "wrong_thing")
"""As shipped; the owner may write others in plain words."""


@dataclass(frozen=True, slots=True)
class CancellationSettings:
    """`customer_reasons` lie with the customer, `our_reasons` with us. `offers` are shown to whoever speaks with the
    customer, after the declaration is kept: none of them stands in its way.

    Raises CancellationReasonsWrong.
    """

    customer_reasons: tuple[str, ...] = CUSTOMER_REASONS
    our_reasons: tuple[str, ...] = OUR_REASONS
    offers: tuple[Retention, ...] = ()

    def __post_init__(self) -> None:
        both = (*self.customer_reasons, *self.our_reasons)
        is_said = all(each.strip() and len(each) <= LONGEST for each in both)
        counts = (len(self.customer_reasons), len(self.our_reasons))
        if not is_said or not all(1 <= each <= MOST_REASONS for each in counts) or len(set(both)) < len(both):
            raise CancellationReasonsWrong(most=MOST_REASONS, longest=LONGEST)
