"""What the owner decided about dunning: the ladder of consumers and of businesses, interest, limits.

Source: RULES.md 1.9 (the ladder), 3.8 (default, interest, costs).
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final

from domain.customers.model import CustomerKind
from domain.dunning.interest import STANDARD_RATES, BaseRate, check_rates
from domain.errors import InvalidInput
from domain.money import EUR, Money

MOST_LEVELS: Final = 9
MOST_DAYS: Final = 365
LONGEST_NAME: Final = 60
_NOTHING: Final = Money(0)
_MOST_POINTS: Final = Decimal(20)


class DunningSettingsWrong(InvalidInput):
    """One to nine levels with rising days, each with a name; the first is free; amounts are not negative."""

    code = "dunning_settings_wrong"


class LetterText(StrEnum):
    """How the letter of a level speaks."""

    FRIENDLY = "friendly"
    REMINDER = "reminder"
    SECOND = "second"
    LAST = "last"


_IN_ENGLISH: Final = {
    LetterText.FRIENDLY: "Payment reminder",
    LetterText.REMINDER: "Reminder",
    LetterText.SECOND: "Second reminder",
    LetterText.LAST: "Last reminder",
}


def name_in(language: str, text: LetterText, name: str) -> str:
    """What a letter is called: the owner's name in German, how it speaks in English."""
    return name if language == "de" else _IN_ENGLISH[text]


@dataclass(frozen=True, slots=True)
class Level:
    """`days` after the due day at the earliest. `starts_default`: from the day after its letter the customer is in
    default, if not already. `claims_interest`: interest and the lump sum so far. `blocks_changes`: no swaps, orders or
    dearer plans from its letter on. `demands_unit`: the letter wants the things back. `cancels`: a person is asked
    whether the contract ends."""

    days: int
    name: str
    text: LetterText
    fee: Money = _NOTHING
    starts_default: bool = False
    claims_interest: bool = False
    blocks_changes: bool = False
    demands_unit: bool = False
    cancels: bool = False


@dataclass(frozen=True, slots=True)
class Procedure:
    """`points` over the base rate; `lump_sum` once a claim (nothing: none); `pay_days` to pay from the letter on.

    `by_calendar`: the contract fixes the day by the calendar, so default needs no reminder. `after_30_days`: default
    begins 30 days after due day and invoice (of consumers only where the invoice told them). `last_days`: after the
    last letter until the item may be handed over.
    """

    levels: tuple[Level, ...]
    points: Decimal
    lump_sum: Money = _NOTHING
    pay_days: int = 10
    by_calendar: bool = False
    after_30_days: bool = False
    last_days: int = 10

    def level(self, number: int) -> Level | None:
        """`number` counts from one; None: there is none."""
        return self.levels[number - 1] if 0 < number <= len(self.levels) else None

    @property
    def is_right(self) -> bool:
        days = [each.days for each in self.levels]
        names = [each.name.strip() for each in self.levels]
        amounts = (self.lump_sum, *(each.fee for each in self.levels))
        return (
            0 < len(self.levels) <= MOST_LEVELS
            and all(0 < each <= MOST_DAYS for each in (*days, self.pay_days))
            and 0 <= self.last_days <= MOST_DAYS
            and all(a < b for a, b in pairwise(days))
            and all(0 < len(each) <= LONGEST_NAME for each in names)
            and all(each.minor >= 0 and each.currency == EUR for each in amounts)
            and not self.levels[0].fee
            and self.points.is_finite()
            and 0 <= self.points <= _MOST_POINTS
        )


_FRIENDLY: Final = Level(3, "Zahlungserinnerung", LetterText.FRIENDLY)
_FIRST: Final = Level(14, "1. Mahnung", LetterText.REMINDER, starts_default=True)
_SECOND: Final = Level(24, "2. Mahnung", LetterText.SECOND, Money.of("2.50"), claims_interest=True, blocks_changes=True)
_LAST: Final = Level(
    34,
    "Letzte Mahnung",
    LetterText.LAST,
    Money.of("2.50"),
    claims_interest=True,
    blocks_changes=True,
    demands_unit=True,
    cancels=True,
)
CONSUMER_PROCEDURE: Final = Procedure((_FRIENDLY, _FIRST, _SECOND, _LAST), Decimal(5))
BUSINESS_PROCEDURE: Final = Procedure(
    (_FRIENDLY, _FIRST, replace(_SECOND, fee=_NOTHING), replace(_LAST, fee=_NOTHING)),
    Decimal(9),
    lump_sum=Money.of("40.00"),
    after_30_days=True,
)
"""The lump sum counts against costs, so a business pays no reminder costs beside it. Source: section 288 (5) BGB."""


class SetsOff(StrEnum):
    """What a payment settles first. COSTS_FIRST: costs, interest, then the debt (section 367 BGB). DEBT_FIRST: the
    oldest debt first, costs and interest last."""

    COSTS_FIRST = "costs_first"
    DEBT_FIRST = "debt_first"


@dataclass(frozen=True, slots=True)
class DunningSettings:
    """`is_automatic`: the night writes the letters; else a person does, by the run. `least`: letters about less are not
    written. `least_interest`: less is not claimed yet. `two_person_above`: to hand over more, or to write it off, needs
    another person than who asked. `grace_days`: a rate of an instalment plan may be late by so many.

    Raises DunningSettingsWrong, BaseRatesWrong.
    """

    consumer: Procedure = CONSUMER_PROCEDURE
    business: Procedure = BUSINESS_PROCEDURE
    is_automatic: bool = False
    least: Money = Money.of("5.00")  # noqa: RUF009 - frozen and made once
    least_interest: Money = Money.of("0.50")  # noqa: RUF009 - frozen and made once
    sets_off: SetsOff = SetsOff.COSTS_FIRST
    two_person_above: Money = Money.of("500.00")  # noqa: RUF009 - frozen and made once
    grace_days: int = 5
    base_rates: tuple[BaseRate, ...] = STANDARD_RATES

    def __post_init__(self) -> None:
        check_rates(self.base_rates)
        amounts = (self.least, self.least_interest, self.two_person_above)
        is_right = (
            self.consumer.is_right
            and self.business.is_right
            and all(each.minor >= 0 and each.currency == EUR for each in amounts)
            and 0 <= self.grace_days <= MOST_DAYS
        )
        if not is_right:
            raise DunningSettingsWrong(most=MOST_LEVELS)

    def procedure(self, kind: CustomerKind) -> Procedure:
        return self.consumer if kind is CustomerKind.CONSUMER else self.business
