"""What the owner decided about stock: who lifts a quarantine, and how differences of a count are treated."""

from dataclasses import dataclass
from typing import Final

from domain.errors import InvalidInput
from domain.money import EUR, Money

MOST_DAYS: Final = 3_650
_TWO_PERSON: Final = Money.of("500.00")


class StockSettingsWrong(InvalidInput):
    """Days and amounts are not negative."""

    code = "stock_settings_wrong"


@dataclass(frozen=True, slots=True)
class StockSettings:
    """`floor_lifts`: who works in the warehouse may lift a quarantine too. `two_person_above`: a count that differs by
    more needs a second person. `lost_after_days`: what is looked for that long is lost, 0: never by itself.
    `unseen_days`: the list of what nobody saw begins there. `is_blind`: counts hide what is expected.

    Raises StockSettingsWrong.
    """

    floor_lifts: bool = False
    two_person_above: Money = _TWO_PERSON
    lost_after_days: int = 30
    unseen_days: int = 180
    is_blind: bool = True

    def __post_init__(self) -> None:
        days_fit = 0 <= self.lost_after_days <= MOST_DAYS and 1 <= self.unseen_days <= MOST_DAYS
        if not days_fit or self.two_person_above.minor < 0 or self.two_person_above.currency != EUR:
            raise StockSettingsWrong(most=MOST_DAYS)
