"""What the owner decides about one till."""

import re
from dataclasses import dataclass
from typing import Final

from domain.errors import Conflict, InvalidInput, RuleViolation
from domain.money import Money
from domain.till.model import DIFFERENCE_LIMIT, VOID_LIMIT, Till
from domain.till.pricing import PriceRight
from domain.till.signing import Device

_CODE: Final = re.compile("[A-Z][A-Z0-9]{0,7}")
_LONGEST_NAME: Final = 60
_LONGEST_TEXT: Final = 400


class TillNameMissing(InvalidInput):
    """A till needs a name."""

    code = "till_name_missing"


class TillCodeWrong(InvalidInput):
    """A code is 1 to 8 capital letters and digits, a letter first: it begins the numbers of receipts."""

    code = "till_code_wrong"


class TillCodeTaken(RuleViolation):
    """Two tills in one series would each have gaps."""

    code = "till_code_taken"


class SigningNeeded(RuleViolation):
    """Who takes cash signs each receipt. Source: AO 146a, KassenSichV."""

    code = "signing_needed"


class LimitNegative(InvalidInput):
    """A limit is nothing or more."""

    code = "till_limit_negative"


class TillTextTooLong(InvalidInput):
    """What stands above and below each receipt has its bounds."""

    code = "till_text_too_long"


class TillChangedMeanwhile(Conflict):
    """Someone else changed it since this person looked."""

    code = "till_changed_meanwhile"


@dataclass(frozen=True, slots=True)
class TillTerms:
    """Cash is off as shipped. `login` "": every login of the store works it."""

    name: str
    is_cash_on: bool = False
    signing: Device | None = None
    login: str = ""
    difference_limit: Money = DIFFERENCE_LIMIT
    void_limit: Money = VOID_LIMIT
    header: str = ""
    footer: str = ""
    prices: PriceRight = PriceRight()  # noqa: RUF009 - frozen

    @classmethod
    def of(cls, till: Till) -> "TillTerms":
        return cls(
            till.name,
            till.is_cash_on,
            till.signing,
            till.login,
            till.difference_limit,
            till.void_limit,
            till.header,
            till.footer,
            till.prices,
        )

    def tidied(self) -> "TillTerms":
        """Raises TillNameMissing, SigningNeeded, LimitNegative, TillTextTooLong, PriceRightWrong."""
        name = " ".join(self.name.split())[:_LONGEST_NAME]
        header, footer = _lines(self.header), _lines(self.footer)
        if not name:
            raise TillNameMissing
        if self.is_cash_on and self.signing is None:
            raise SigningNeeded
        if self.difference_limit.minor < 0 or self.void_limit.minor < 0:
            raise LimitNegative
        self.prices.check()
        return TillTerms(
            name,
            self.is_cash_on,
            self.signing,
            self.login.strip(),
            self.difference_limit,
            self.void_limit,
            header,
            footer,
            self.prices,
        )


def tidied_code(text: str) -> str:
    """Raises TillCodeWrong."""
    code = text.strip().upper()
    if not _CODE.fullmatch(code):
        raise TillCodeWrong(value=text)
    return code


def check_same_version(till: Till, version: int) -> None:
    """Raises TillChangedMeanwhile."""
    if till.version != version:
        raise TillChangedMeanwhile(till=till.code)


def _lines(text: str) -> str:
    """Raises TillTextTooLong."""
    tidy = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    if len(tidy) > _LONGEST_TEXT:
        raise TillTextTooLong(most=_LONGEST_TEXT)
    return tidy
