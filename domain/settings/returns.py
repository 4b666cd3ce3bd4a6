"""What the owner decided about returns: who agrees, why people send back, when they are reminded, what damage costs."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.errors import InvalidInput
from domain.money import EUR, Currency, Money
from domain.returns.model import AskedBy

MOST_DAYS: Final = 90
MOST_REASONS: Final = 40
MOST_DAMAGES: Final = 500
LONGEST: Final = 80
_CODE: Final = re.compile("[a-z0-9_]{1,40}")


class Approval(StrEnum):
    """Which returns wait until somebody in the office agrees: none, those that customers ask for, or all."""

    NONE = "none"
    CUSTOMERS = "customers"
    ALL = "all"


class ReturnDaysWrong(InvalidInput):
    """Days of a reminder, of grace or of objection: 0 to 90, reminders at least 1."""

    code = "return_days_wrong"


class ReturnReasonsWrong(InvalidInput):
    """There has to be a reason to choose, each once and no longer than a line."""

    code = "return_reasons_wrong"


class DamageListWrong(InvalidInput):
    """A damage needs a name and a price that is not negative; the same name stands once in a category."""

    code = "damage_list_wrong"


@dataclass(frozen=True, slots=True)
class DamagePrice:
    """One line of the price list. `category` "": for all kinds of products. `amount` is as the contract's prices are.

    `vat` is the rate's name; DAMAGE outside of VAT is "none". `code` stays when the name changes.
    """

    code: str
    title: str
    amount: Money
    category: str = ""
    vat: str = "standard"


STANDARD_REASONS: Final = ("not_needed", "does_not_fit", "defect", "too_expensive", "moving", "other")
"""As shipped; the owner may write others in plain words."""


@dataclass(frozen=True, slots=True)
class ReturnSettings:
    """`remind_before` and `remind_after`: days before and after the day by which a thing is to be back.

    `usual_days`: how long people have to send something back where nobody says a day. `lapse_after`: so many days after
    the day went by, what the plan says about it happens. `objection_days`: how long a customer may object to a claim.

    Raises ReturnDaysWrong, ReturnReasonsWrong, DamageListWrong.
    """

    approval: Approval = Approval.NONE
    reasons: tuple[str, ...] = STANDARD_REASONS
    usual_days: int = 14
    remind_before: tuple[int, ...] = (3,)
    remind_after: tuple[int, ...] = (3, 10)
    lapse_after: int = 14
    objection_days: int = 14
    damages: tuple[DamagePrice, ...] = ()

    def __post_init__(self) -> None:
        reminders = (*self.remind_before, *self.remind_after)
        days = (self.usual_days, self.lapse_after, self.objection_days)
        if not all(0 <= each <= MOST_DAYS for each in days) or not all(1 <= each <= MOST_DAYS for each in reminders):
            raise ReturnDaysWrong(most=MOST_DAYS)
        is_said = all(each.strip() and len(each) <= LONGEST for each in self.reasons)
        if not is_said or not 1 <= len(self.reasons) <= MOST_REASONS or len(set(self.reasons)) < len(self.reasons):
            raise ReturnReasonsWrong(most=MOST_REASONS, longest=LONGEST)
        self._check_damages()

    def needs_approval(self, asked_by: AskedBy) -> bool:
        """Whether a return that was asked for there waits. What the day or a scan opens never does."""
        if asked_by in (AskedBy.DAY, AskedBy.SCAN) or self.approval is Approval.NONE:
            return False
        return self.approval is Approval.ALL or asked_by is AskedBy.PORTAL

    def damages_for(self, category: str) -> tuple[DamagePrice, ...]:
        """What may be found at a thing of this category."""
        return tuple(each for each in self.damages if each.category in ("", category))

    def damage(self, code: str) -> DamagePrice | None:
        return next((each for each in self.damages if each.code == code), None)

    def _check_damages(self) -> None:
        names = {(each.category, each.title.casefold()) for each in self.damages}
        codes = {each.code for each in self.damages}
        is_right = all(
            each.title.strip()
            and len(each.title) <= LONGEST
            and each.amount.minor >= 0
            and _CODE.fullmatch(each.code)
            and each.amount.currency == Currency(EUR)
            for each in self.damages
        )
        if not is_right or len(self.damages) > MOST_DAMAGES or not len(names) == len(codes) == len(self.damages):
            raise DamageListWrong(most=MOST_DAMAGES)
