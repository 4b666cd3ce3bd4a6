"""The refusals Umlauf knows. Each carries a code and facts; the sentence for a person is made in `ui/texts.py`."""

from collections.abc import Mapping
from typing import ClassVar, final


class AppError(Exception):
    """Something a person can understand and act on. Everything that is not an AppError is a bug.

    `code` names the text, `facts` fill its placeholders. Facts are plain values (numbers, dates, codes, Money),
    never sentences.
    """

    code: ClassVar[str] = "app_error"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts: Mapping[str, object] = facts

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code}({shown})"


class RuleViolation(AppError):
    """The business does not allow it; trying again will not help."""

    code = "rule_violation"


class InvalidInput(AppError):
    """What was entered or read is not a value of this kind."""

    code = "invalid_input"


class NotFound(AppError):
    """There is no such thing, or this role may not see it."""

    code = "not_found"


class Conflict(AppError):
    """Someone else was faster; look again and decide again."""

    code = "conflict"


class Unavailable(AppError):
    """The outside world is down (database, network, device, disk): trying again may help."""

    code = "unavailable"


@final
class CurrencyMismatch(InvalidInput):
    """Two amounts of different currencies were added or compared."""

    code = "currency_mismatch"
