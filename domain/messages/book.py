"""Where letters, their rules and words are kept, as commands about them ask for it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType, Protocol
from uuid import UUID

from domain.errors import Conflict, NotFound, RuleViolation
from domain.ids import CustomerId
from domain.messages.delivery import Mail, MailId, MailStep
from domain.messages.events import MailEvent
from domain.messages.rules import MailRule
from domain.messages.templates import TemplateName
from domain.messages.wording import Wording

BlockId = NewType("BlockId", UUID)


class BlockReason(StrEnum):
    """Why an address is not written to."""

    HARD_BOUNCE = "hard_bounce"
    COMPLAINT = "complaint"
    BY_HAND = "by_hand"


class UnknownBlock(NotFound):
    """No such address is blocked."""

    code = "unknown_mail_block"


class AddressKnownBlocked(RuleViolation):
    """It is blocked already."""

    code = "address_known_blocked"


class LettersChangedMeanwhile(Conflict):
    """Someone else changed this rule or these words since the person looked."""

    code = "letters_changed_meanwhile"


class LettersSame(RuleViolation):
    """Nothing differs from what is kept."""

    code = "letters_same"


@dataclass(frozen=True, slots=True)
class KeptRule:
    """`version` counts the changes; 0: as the house is shipped."""

    rule: MailRule
    version: int


@dataclass(frozen=True, slots=True)
class KeptWording:
    """`wording` None: the house's own text holds."""

    wording: Wording | None
    version: int


@dataclass(frozen=True, slots=True)
class TriedLetter:
    """A letter as it is tried out: words that are filled already."""

    event: MailEvent
    template: str
    language: str
    address: str
    subject: str
    body: str
    html: str = ""


class MailBook(Protocol):
    """Of two changes at a time the later gets Conflict."""

    def get(self, mail_id: MailId) -> Mail:
        """Raises UnknownMail."""
        ...

    def take(self, mail: Mail, step: MailStep, why: str = "") -> None: ...

    def readdress(self, mail: Mail, address: str) -> None: ...

    def again(self, mail: Mail, address: str) -> MailId:
        """The same words and papers once more, as a letter of their own."""
        ...

    def try_out(self, letter: TriedLetter) -> MailId: ...

    def address_of(self, customer_id: CustomerId) -> str:
        """Where letters to them go today; "": nowhere."""
        ...

    def is_blocked(self, address: str) -> bool: ...

    def block(self, address: str, reason: BlockReason, why: str) -> BlockId: ...

    def release(self, block_id: BlockId, why: str) -> None:
        """Raises UnknownBlock."""
        ...

    def rule(self, event: MailEvent) -> KeptRule: ...

    def save_rule(self, event: MailEvent, version: int, rule: MailRule) -> None: ...

    def wording(self, template: TemplateName, language: str) -> KeptWording: ...

    def save_wording(self, template: TemplateName, language: str, version: int, wording: Wording | None) -> None:
        """None: the house's own text again."""
        ...

    def set_contact(self, customer_id: CustomerId, name: str, address: str) -> None:
        """For bills; `address` "": they go where all letters go."""
        ...
