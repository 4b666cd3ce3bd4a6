"""Who looks after what is stuck, as the storage keeps it."""

from typing import Protocol

from domain.ids import PersonId
from domain.matters.model import MatterRef, StepTaken


class MatterBook(Protocol):
    """Append-only: every word about a matter is a row of its own."""

    def is_colleague(self, person_id: PersonId) -> bool:
        """Whether that person still works here."""
        ...

    def take(self, matter: MatterRef, taken: StepTaken) -> None:
        """Raises Conflict when somebody else said something at the same time (at the latest when the unit ends)."""
        ...
