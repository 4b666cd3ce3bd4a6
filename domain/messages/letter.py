"""Letters to customers, as plain values; how they travel is the connectors' matter."""

from dataclasses import dataclass
from typing import Protocol

from domain.errors import RuleViolation, Unavailable


class LetterNotSent(Unavailable):
    """The mail server did not take the letter; it is tried again."""

    code = "letter_not_sent"


class LetterRefused(RuleViolation):
    """The mail server will never take it. `is_address` among the facts: because of the address alone."""

    code = "letter_refused"


class LetterUnknown(RuleViolation):
    """The connection broke after all was said: the server may have taken it or not."""

    code = "letter_unknown"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter. `media_type` such as "application/pdf"."""

    file_name: str
    content: bytes
    media_type: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one address. `key` is the same whenever this letter is sent: it becomes the Message-ID.

    `html` "": text alone. `template`: by which text it was written.
    """

    key: str
    to: str
    subject: str
    body: str
    attachments: tuple[Attachment, ...] = ()
    html: str = ""
    template: str = ""


class Post(Protocol):
    """Takes letters away."""

    def send(self, letter: Letter) -> None:
        """Raises LetterNotSent (try again), LetterRefused (never), LetterUnknown (nobody knows)."""
        ...

    def knows(self, key: str) -> bool | None:
        """Whether a letter with this key was taken before; None: this way of sending cannot tell."""
        ...
