"""What providers post to us, before anybody has read it: checked at the door, kept once, read by the worker.

The door asks nobody and knows no key but the one that signatures are made with.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from domain.checks.identity import IdentityService
from domain.errors import InvalidInput
from domain.payments.provider import ProviderName

MOST_BYTES: Final = 262_144
"""Of one notice; those of card services are a few thousand."""


class NoticeUnreadable(InvalidInput):
    """A notice that may come from where it says and is not what it says."""

    code = "notice_unreadable"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the door made out. `event_id`: "" for what we do not care for. `is_once`: it is unique for good; else only
    as long as nobody has taken it, for it names a thing and not what happened to it.
    """

    event_id: str
    is_once: bool = True


@dataclass(frozen=True, slots=True)
class Notice:
    """One that passed the door, `at` then. `headers`: those that prove where it comes from, for it is checked again."""

    id: UUID
    provider: ProviderName | IdentityService
    seen: Seen
    at: datetime
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class Seal(Protocol):
    """Checks where a notice comes from."""

    @property
    def name(self) -> ProviderName | IdentityService: ...

    @property
    def kept(self) -> frozenset[str]:
        """The headers that prove it, in lower case."""
        ...

    @property
    def thanks(self) -> str:
        """What the provider wants to read when it was kept."""
        ...

    def look(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Seen:
        """`headers` in lower case; `body` raw as it came. Raises SignatureWrong, NoticeUnreadable."""
        ...


class NoticeBox(Protocol):
    """Where they are kept until the worker reads them."""

    def keep(self, notice: Notice) -> bool:
        """False: it lies there already. It is on the disk when this returns. Raises Unavailable."""
        ...
