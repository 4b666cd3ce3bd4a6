"""What the screens of letters ask, and the rows that answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.ids import CustomerId
from domain.messages.book import BlockId, BlockReason
from domain.messages.contract_letter import Told
from domain.messages.delivery import MailId, MailState, MailStep
from domain.messages.events import MailEvent
from domain.messages.rules import MailRule
from domain.messages.templates import TemplateName
from domain.messages.wording import Wording


@dataclass(frozen=True, slots=True)
class MailRow:
    """`recipient`: a `Recipient`, or "test". `number` is that of what it is about. `address` "": none."""

    id: MailId
    created_at: datetime
    event: MailEvent
    template: str
    language: str
    number: str
    recipient: str
    name: str
    address: str
    subject: str
    state: MailState
    attempts: int
    not_before: datetime
    done_at: datetime | None
    why: str


@dataclass(frozen=True, slots=True)
class MailStepRow:
    """`who` "": the worker."""

    at: datetime
    step: MailStep
    why: str
    who: str


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A paper that goes with a letter. `is_letter`: the letter itself, to be printed."""

    document_id: UUID
    file_name: str
    is_letter: bool = False


@dataclass(frozen=True, slots=True)
class MailPage:
    """`customer` is number and name, None: the letter is to nobody that we know. `again_of`: what it repeats."""

    row: MailRow
    body: str
    html: str
    customer_id: CustomerId | None
    customer: str
    enclosed: tuple[Enclosed, ...]
    steps: tuple[MailStepRow, ...]


@dataclass(frozen=True, slots=True)
class MailQuestion:
    """`states` empty: all. `words`: of number, name, address or subject."""

    words: str = ""
    states: tuple[MailState, ...] = ()
    limit: int = 200


@dataclass(frozen=True, slots=True)
class BlockRow:
    """`released_at` None: blocked now."""

    id: BlockId
    address: str
    reason: BlockReason
    why: str
    blocked_at: datetime
    released_at: datetime | None
    released_by: str
    released_why: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """`version` counts the changes of the rule. `written`: letters of the last 30 days, `own`: how many of its texts
    are the owner's."""

    event: MailEvent
    rule: MailRule
    version: int
    letters: tuple[TemplateName, ...]
    written: int
    own: int


@dataclass(frozen=True, slots=True)
class WordingVersion:
    """`wording` None: back to the house's own text."""

    version: int
    wording: Wording | None
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WordingPage:
    """One letter in one language: what holds, and all that held, the newest first."""

    template: TemplateName
    language: str
    version: int
    wording: Wording | None
    history: tuple[WordingVersion, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A letter that was written, for a preview with true values. `told` None: it went with a paper."""

    number: str
    name: str
    at: datetime
    told: Told


class LetterQuestions(Protocol):
    """The newest first."""

    def mails(self, question: MailQuestion) -> tuple[MailRow, ...]: ...

    def of_customer(self, customer_id: CustomerId, limit: int) -> tuple[MailRow, ...]: ...

    def mail(self, ref: str) -> MailPage:
        """Raises UnknownMail."""
        ...

    def paper(self, document_id: UUID) -> bytes:
        """Raises UnknownMail."""
        ...

    def blocks(self, words: str, *, with_released: bool = False) -> tuple[BlockRow, ...]: ...

    def events(self) -> tuple[EventRow, ...]: ...

    def wording(self, template: TemplateName, language: str) -> WordingPage: ...

    def examples(self, template: TemplateName) -> tuple[Example, ...]:
        """A few letters of this kind that were promised lately."""
        ...

    def billing_contact(self, customer_id: CustomerId) -> tuple[str, str]:
        """Name and address for bills; both "": bills go where all letters go."""
        ...
