"""What a check says: a colour, a score, and each point that led to it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Protocol

from domain.checks.facts import CheckFacts
from domain.errors import Unavailable


class Colour(StrEnum):
    """GREEN goes out by itself. YELLOW needs money ahead or a person. RED never goes out as it is."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class Source(StrEnum):
    """Who said it. EXEMPT: no rule asked for a check."""

    EXEMPT = "exempt"
    BUILT_IN = "built_in"
    BUREAU = "bureau"
    PERSON = "person"


class Need(StrEnum):
    """What a rule asks for. SCORE: our own look, which costs nothing and is always part of it."""

    SCORE = "score"
    BUREAU = "bureau"
    IDENTITY = "identity"


class Point(StrEnum):
    """What counts for or against an order. The last five are no points of a score: they say why it waits."""

    NEW_CUSTOMER = "new_customer"
    PAID_ON_TIME = "paid_on_time"
    PAID_LATE = "paid_late"
    PAYMENT_WENT_BACK = "payment_went_back"
    OVERDUE = "overdue"
    ADDRESS_INCOMPLETE = "address_incomplete"
    POSTCODE_WRONG = "postcode_wrong"
    HOUSE_NUMBER_MISSING = "house_number_missing"
    PARCEL_STATION = "parcel_station"
    ACCOUNT_WRONG = "account_wrong"
    BANK_UNKNOWN = "bank_unknown"
    ACCOUNT_ABROAD = "account_abroad"
    ABOVE_LIMIT = "above_limit"
    MANY_ORDERS = "many_orders"
    SHARED_WITH_OTHERS = "shared_with_others"
    SAME_HOUSE = "same_house"
    BLOCKED = "blocked"
    BUREAU_SAID = "bureau_said"
    BUREAU_DOWN = "bureau_down"
    IDENTITY_MISSING = "identity_missing"
    IDENTITY_FAILED = "identity_failed"
    EARLIER_CHECK = "earlier_check"


@dataclass(frozen=True, slots=True)
class Reason:
    """One point: how often it holds, what it counts in all, and a code or number that says more ("" for none)."""

    point: Point
    times: int = 1
    weight: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`score`: 0 is nothing against it. `valid_until`: until when it spares another question; None: it does not."""

    colour: Colour
    score: int
    source: Source
    reasons: tuple[Reason, ...] = ()
    valid_until: date | None = None


class BureauFault(StrEnum):
    """UNREACHED: surely not asked. UNKNOWN: asked, and the answer was lost. UNREADABLE: answered what nobody can read.

    REFUSED: the bureau turned the question away.
    """

    UNREACHED = "unreached"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"
    REFUSED = "refused"


class CheckUnavailable(Unavailable):
    """Whoever was asked did not answer, or not so that it can be read."""

    code = "check_unavailable"


class RiskCheck(Protocol):
    """Looks at an order and its customer."""

    def verdict(self, facts: CheckFacts) -> Verdict:
        """Raises CheckUnavailable, with the fault as a BureauFault."""
        ...


_WORSE: Final = {Colour.GREEN: 0, Colour.YELLOW: 1, Colour.RED: 2}


def worst(*colours: Colour) -> Colour:
    return max(colours, key=lambda each: _WORSE[each])


def together(own: Verdict, bureau: Verdict) -> Verdict:
    """The worse of both colours, our own score, and the points of both."""
    colour = worst(own.colour, bureau.colour)
    source = Source.BUREAU if colour is bureau.colour is not own.colour else own.source
    return Verdict(colour, own.score, source, (*own.reasons, *bureau.reasons), own.valid_until)
