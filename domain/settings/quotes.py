"""What the owner decided about quotes: how long they stand, when somebody is reminded, when a stranger is forgotten."""

from dataclasses import dataclass
from typing import Final

from domain.errors import InvalidInput

MOST_DAYS: Final = 365
LEAST_KEPT: Final = 30
MOST_KEPT: Final = 1095


class QuoteSettingsWrong(InvalidInput):
    """Valid for one day to a year; reminded before the last day, or not at all."""

    code = "quote_settings_wrong"


@dataclass(frozen=True, slots=True)
class QuoteSettings:
    """`remind_days` before the last day; 0: nobody is reminded. `keeps_goods`: what a new quote begins with. Who never
    became a customer is forgotten `forget_days` after the quote ended.

    Raises QuoteSettingsWrong.
    """

    valid_days: int = 14
    remind_days: int = 3
    keeps_goods: bool = False
    forget_days: int = 180

    def __post_init__(self) -> None:
        is_right = (
            1 <= self.valid_days <= MOST_DAYS
            and 0 <= self.remind_days < self.valid_days
            and LEAST_KEPT <= self.forget_days <= MOST_KEPT
        )
        if not is_right:
            raise QuoteSettingsWrong(most=MOST_DAYS, least_kept=LEAST_KEPT, most_kept=MOST_KEPT)
