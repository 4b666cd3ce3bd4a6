"""Who somebody is: a document that was shown in the store, or an answer of a service that looked at one.

Of a document its kind and the last four characters of its number are kept, never a copy and never all of the number.
Source: section 20 (2) PAuswG; article 5 (1) c GDPR.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from domain.checks.facts import CheckFacts
from domain.errors import InvalidInput

_LAST: Final = re.compile(r"[0-9A-Z]{4}")


class DocumentSeen(StrEnum):
    """ID_CARD also stands for a residence permit; LICENCE proves less and is taken where the owner wants it."""

    ID_CARD = "id_card"
    PASSPORT = "passport"
    PERMIT = "permit"
    LICENCE = "licence"


class LastFourWrong(InvalidInput):
    """Exactly the last four letters or digits of the document's number are kept."""

    code = "last_four_wrong"


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody of us saw. `last_four` without blanks, in capitals. Raises LastFourWrong."""

    document: DocumentSeen
    last_four: str

    def __post_init__(self) -> None:
        plain = "".join(self.last_four.upper().split())
        if not _LAST.fullmatch(plain):
            raise LastFourWrong
        object.__setattr__(self, "last_four", plain)


class IdentityState(StrEnum):
    """Of a session with a service. INPUT: the customer has not done it yet. LOOKING: the service works on it."""

    INPUT = "input"
    LOOKING = "looking"
    VERIFIED = "verified"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class IdentitySession:
    """`url` is where the customer goes, "" when it cannot be used (any more)."""

    reference: str
    state: IdentityState
    url: str = ""


class IdentityService(StrEnum):
    """By the name of the door at which it tells how a session ended."""

    STRIPE = "stripe_identity"


class IdentityNoticeReader(Protocol):
    """Makes out what a service posted to us."""

    def read(self, headers: Mapping[str, str], body: bytes, at: datetime) -> IdentitySession | None:
        """`at`: when it arrived. None: it is about something else. Raises SignatureWrong, NoticeUnreadable."""
        ...


class IdentityDesk(Protocol):
    """A service that looks at documents for us."""

    def open(self, facts: CheckFacts, key: str) -> IdentitySession:
        """The same `key` never opens a second one. Raises CheckUnavailable."""
        ...

    def look(self, reference: str) -> IdentitySession:
        """Raises CheckUnavailable."""
        ...
