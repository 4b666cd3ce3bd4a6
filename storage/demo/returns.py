"""What the demo's last days leave to do: announced returns, one of them overdue, and bikes in the workshop."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from domain.application import Seat
from domain.assets.status import Condition, Grade
from domain.ids import AssetId, ContractId, PlaceId
from domain.refurbishment.finish_refurbishment import FinishRefurbishment, RefurbishmentFinished
from domain.refurbishment.start_refurbishment import RefurbishmentStarted, StartRefurbishment
from domain.returns.announce_return import AnnounceReturn, ReturnAnnounced
from domain.returns.take_back_asset import AssetTakenBack, TakeBackAsset
from domain.tasks.clear_task import ClearTask, TaskCleared
from storage.demo.house import DemoHouse


class _Announced(NamedTuple):
    """Days before the last one; `until` negative: the last day to send it back has passed by then."""

    days_ago: int
    until: int
    reason: str


class _Brought(NamedTuple):
    """Stood there without word, days before the last one."""

    days_ago: int
    condition: Condition
    grade: Grade
    is_in_work: bool = False
    is_retired: bool = False


ANNOUNCED: Final = (
    _Announced(13, -3, "end_of_contract"),
    _Announced(8, 2, "defect"),
    _Announced(5, 9, "moving"),
    _Announced(1, 13, "end_of_contract"),
)
BROUGHT: Final = (
    _Brought(4, Condition.DAMAGED_BEYOND_REPAIR, Grade.D, is_in_work=True, is_retired=True),
    _Brought(3, Condition.DAMAGED_REPAIRABLE, Grade.C, is_in_work=True),
    _Brought(2, Condition.USED, Grade.B),
    _Brought(1, Condition.DAMAGED_REPAIRABLE, Grade.C),
)
TASKS_DONE_DAYS_AGO: Final = 5
"""Until then everything that waited for a person was settled."""


@dataclass(frozen=True, slots=True)
class Lent:
    """A contract whose things nobody has planned to bring back."""

    contract_id: ContractId
    assets: tuple[AssetId, ...]


class LastDays:
    """`lend` every contract that only ends with the story; `day` every day."""

    def __init__(self, house: DemoHouse, receiving: PlaceId) -> None:
        self._house = house
        self._receiving = receiving
        self._lent: list[Lent] = []

    def lend(self, lent: Lent) -> None:
        self._lent.append(lent)

    def day(self, today: date, days_ago: int) -> None:
        """What happens that day, `days_ago` before the last one."""
        if days_ago == TASKS_DONE_DAYS_AGO:
            for task_id in self._house.open_tasks():
                self._house.do(Seat.BACKOFFICE, ClearTask(task_id), TaskCleared)
        for announced in ANNOUNCED:
            if announced.days_ago == days_ago:
                until = today + timedelta(days=days_ago + announced.until)
                command = AnnounceReturn(self._next().contract_id, until, announced.reason)
                self._house.do(Seat.BACKOFFICE, command, ReturnAnnounced)
        for brought in BROUGHT:
            if brought.days_ago == days_ago:
                self._bring(brought)

    def _bring(self, brought: _Brought) -> None:
        asset_id = self._next().assets[0]
        take_back = TakeBackAsset(asset_id, brought.condition, brought.grade, self._receiving)
        self._house.do(Seat.WAREHOUSE, take_back, AssetTakenBack)
        if brought.is_in_work:
            self._house.do(Seat.WAREHOUSE, StartRefurbishment(asset_id), RefurbishmentStarted)
        if brought.is_retired:
            retire = FinishRefurbishment(asset_id, False, 15, (), (), brought.grade, "Rahmenbruch")
            self._house.do(Seat.WAREHOUSE, retire, RefurbishmentFinished)

    def _next(self) -> Lent:
        """The contract that has run longest: the young ones lie in the story's own plans."""
        return self._lent.pop(0)
