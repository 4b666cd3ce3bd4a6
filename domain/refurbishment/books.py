"""What the workshop's use-cases ask of the storage, beside repair orders: the queue, maintenance, inspections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:  # every command names the unit that holds these books
    from datetime import datetime
    from uuid import UUID

    from domain.ids import AssetId
    from domain.inspections.book import InspectionBook
    from domain.maintenance.book import CareBook
    from domain.refurbishment.repairs import Repairs


class Refurbishments(Protocol):
    def queue(self, asset_id: AssetId) -> None: ...

    def start(self, asset_id: AssetId, at: datetime) -> None: ...

    def finish(self, finished: Any, at: datetime) -> None:
        """`finished` is the FinishRefurbishment command: outcome, minutes, checks and parts."""
        ...

    def give_up(self, asset_id: AssetId, at: datetime, reason: str) -> None:
        """The work that was begun ends without us: the supplier keeps the thing."""
        ...

    def book_cost(self, asset_id: AssetId, command_id: UUID) -> None:
        """Prices minutes and parts of the refurbishment that `command_id` finished. The worker's right alone."""
        ...


class WorkshopBooks(Protocol):
    @property
    def refurbishments(self) -> Refurbishments: ...

    @property
    def repairs(self) -> Repairs: ...

    @property
    def care(self) -> CareBook: ...

    @property
    def inspections(self) -> InspectionBook: ...
