"""What every change of a price plan answers with, and what two people who write one plan meet."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.application import Event
from domain.errors import Conflict
from domain.ids import PlanId, ProductId


class PlanOvertaken(Conflict):
    """Someone made a newer version of this plan meanwhile."""

    code = "plan_overtaken"


@dataclass(frozen=True, slots=True)
class PlanSaved(Event):
    """`plan_id` is the version that counts from now on."""

    plan_id: PlanId
    product_id: ProductId
    version: int

    def touched(self) -> Iterable[str]:
        return ("catalog",)
