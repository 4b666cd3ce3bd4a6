"""How early the warehouse is told of what running contracts deliver."""

from dataclasses import dataclass
from typing import Final

from domain.errors import InvalidInput

MOST_LEAD_DAYS: Final = 30


class LeadDaysWrong(InvalidInput):
    """Parcels are made 0 to 30 days before they are wanted: earlier, too much would change until they leave."""

    code = "lead_days_wrong"


@dataclass(frozen=True, slots=True)
class DeliverySettings:
    """`lead_days` before its day a delivery stands on the packing list. Raises LeadDaysWrong."""

    lead_days: int = 3

    def __post_init__(self) -> None:
        if not 0 <= self.lead_days <= MOST_LEAD_DAYS:
            raise LeadDaysWrong(value=self.lead_days, most=MOST_LEAD_DAYS)
