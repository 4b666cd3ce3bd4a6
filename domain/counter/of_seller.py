"""What the worker carries out in the name of the person who sold something: their store, and their minute."""

from dataclasses import dataclass
from datetime import datetime

from domain.counter.model import SaleId
from domain.ids import PersonId


@dataclass(frozen=True, slots=True)
class OfSeller:
    """Part of a command; the database lends the name for the sale's own commands alone (07_commands)."""

    person_id: PersonId
    at: datetime
    sale_id: SaleId

    @property
    def happened_at(self) -> datetime:
        return self.at

    @property
    def given_by(self) -> PersonId:
        return self.person_id
