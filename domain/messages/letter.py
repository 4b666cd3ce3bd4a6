"""Letters to customers, as plain values; how they travel is the connectors' matter."""

from dataclasses import dataclass
from typing import Protocol

from domain.errors import Unavailable


class LetterNotSent(Unavailable):
    """The mail server did not take the letter; it is tried again."""

    code = "letter_not_sent"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter. `media_type` such as "application/pdf"."""

    file_name: str
    content: bytes
    media_type: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one address. `key` is the same whenever this letter is sent: it becomes the Message-ID."""

    key: str
    to: str
    subject: str
    body: str
    attachments: tuple[Attachment, ...] = ()


class Post(Protocol):
    """Takes letters away."""

    def send(self, letter: Letter) -> None:
        """Raises LetterNotSent."""
        ...
