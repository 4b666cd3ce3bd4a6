"""Returns and swaps beside a customer, a contract or a thing: rows that lead to where each is worked on."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.ids import AssetId, ContractId, CustomerId
from domain.returns.model import Purpose
from domain.returns.stages import Stage
from domain.swaps.stages import Stage as SwapStage


@dataclass(frozen=True, slots=True)
class Whose:
    """Of whom or what; exactly one of them."""

    customer_id: CustomerId | None = None
    contract_id: ContractId | None = None
    asset_id: AssetId | None = None


@dataclass(frozen=True, slots=True)
class ReturnOf:
    """`things` are codes; `received` of `wanted` are here. `late_days` 0: in time, or nothing is waited for."""

    number: str
    announced_on: date
    return_until: date | None
    stage: Stage
    purpose: Purpose
    reason: str
    things: tuple[str, ...]
    received: int
    wanted: int
    late_days: int = 0


@dataclass(frozen=True, slots=True)
class SwapOf:
    """`on` is the day of its last step."""

    contract: str
    agreed_on: date
    old_title: str
    title: str
    stage: SwapStage
    on: date


@dataclass(frozen=True, slots=True)
class Comings:
    """The newest first. `swaps` None: they are not for this seat. `more` than 0: there are older returns."""

    returns: tuple[ReturnOf, ...]
    swaps: tuple[SwapOf, ...] | None = None
    more: int = 0


class ComingQuestions(Protocol):
    def of(self, whose: Whose, day: date, limit: int = 12) -> Comings: ...
