"""Letters that come back, and complaints about them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class BounceKind(StrEnum):
    """HARD: nobody is there, or nobody will ever take it. SOFT: it passes. COMPLAINT: the reader does not want it.
    OTHER: an answer of a person or a machine, and everything that is not understood."""

    HARD = "hard"
    SOFT = "soft"
    COMPLAINT = "complaint"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Bounce:
    """`key` is that of the letter it is about, `address` where that went; "" where nobody can tell."""

    kind: BounceKind
    key: str
    address: str
    why: str


class ReturnedMail(Protocol):
    """Where mails arrive that servers send back."""

    def waiting(self) -> Iterator[tuple[str, Bounce]]:
        """Each with a name of its own; nothing when the box cannot be reached just now."""
        ...

    def done(self, name: str) -> None:
        """It is not shown again."""
        ...
