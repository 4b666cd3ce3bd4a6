"""The way of one letter to one address: its states, the steps between them, and how long it is tried.

The database knows the same table (`43_mail.sql`); a test compares them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.errors import InvalidInput, NotFound, RuleViolation
from domain.ids import CustomerId
from domain.messages.events import MailEvent

MailId = NewType("MailId", UUID)


class MailState(StrEnum):
    """UNKNOWN: the server may have taken it, nobody knows. FAILED: it refused for good, or was tried long enough.
    SUPPRESSED: the address is blocked. BOUNCED: it was taken and came back. DROPPED: somebody decided so."""

    READY = "ready"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    SUPPRESSED = "suppressed"
    BOUNCED = "bounced"
    TO_PRINT = "to_print"
    PRINTED = "printed"
    DROPPED = "dropped"


class MailStep(StrEnum):
    """CLAIM to SUPPRESS, BOUNCE and NOTE are the worker's; the others a person's. NOTE: a bounce that passes by
    itself."""

    CLAIM = "claim"
    ACCEPT = "accept"
    LATER = "later"
    REFUSE = "refuse"
    LOSE = "lose"
    SUPPRESS = "suppress"
    BOUNCE = "bounce"
    NOTE = "note"
    AGAIN = "again"
    ARRIVED = "arrived"
    DROP = "drop"
    PRINT = "print"
    PRINTED = "printed"


TRANSITIONS: Final[Mapping[tuple[MailState, MailStep], MailState]] = {
    (MailState.READY, MailStep.CLAIM): MailState.SENDING,
    (MailState.READY, MailStep.SUPPRESS): MailState.SUPPRESSED,
    (MailState.READY, MailStep.DROP): MailState.DROPPED,
    (MailState.SENDING, MailStep.ACCEPT): MailState.SENT,
    (MailState.SENDING, MailStep.LATER): MailState.READY,
    (MailState.SENDING, MailStep.REFUSE): MailState.FAILED,
    (MailState.SENDING, MailStep.LOSE): MailState.UNKNOWN,
    (MailState.UNKNOWN, MailStep.AGAIN): MailState.READY,
    (MailState.UNKNOWN, MailStep.ARRIVED): MailState.SENT,
    (MailState.UNKNOWN, MailStep.DROP): MailState.DROPPED,
    (MailState.UNKNOWN, MailStep.BOUNCE): MailState.BOUNCED,
    (MailState.SENT, MailStep.BOUNCE): MailState.BOUNCED,
    (MailState.SENT, MailStep.NOTE): MailState.SENT,
    (MailState.FAILED, MailStep.AGAIN): MailState.READY,
    (MailState.FAILED, MailStep.PRINT): MailState.TO_PRINT,
    (MailState.FAILED, MailStep.DROP): MailState.DROPPED,
    (MailState.SUPPRESSED, MailStep.AGAIN): MailState.READY,
    (MailState.SUPPRESSED, MailStep.PRINT): MailState.TO_PRINT,
    (MailState.SUPPRESSED, MailStep.DROP): MailState.DROPPED,
    (MailState.BOUNCED, MailStep.PRINT): MailState.TO_PRINT,
    (MailState.BOUNCED, MailStep.DROP): MailState.DROPPED,
    (MailState.TO_PRINT, MailStep.PRINTED): MailState.PRINTED,
    (MailState.TO_PRINT, MailStep.AGAIN): MailState.READY,
    (MailState.TO_PRINT, MailStep.DROP): MailState.DROPPED,
}
DECISIONS: Final = frozenset({MailStep.AGAIN, MailStep.ARRIVED, MailStep.DROP, MailStep.PRINT, MailStep.PRINTED})
"""What a person may say."""
RESENDABLE: Final = frozenset({MailState.SENT, MailState.PRINTED, MailState.BOUNCED})
"""These went out once: sent again, they are a letter of their own."""
WAITING: Final = frozenset(
    {MailState.UNKNOWN, MailState.FAILED, MailState.SUPPRESSED, MailState.BOUNCED, MailState.TO_PRINT}
)
"""Somebody has to decide or to do something."""

_WAITS: Final = tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 240))
_LATER_WAIT: Final = timedelta(hours=8)
PATIENCE: Final = timedelta(days=4)
"""A letter that no server took for so long has failed. Source: RFC 5321, 4.5.4.1 (four to five days)."""

_SHORT: Final = timedelta(minutes=15)


class UnknownMail(NotFound):
    """There is no such letter."""

    code = "unknown_mail"


class MailCannot(RuleViolation):
    """A letter in this state takes no such step."""

    code = "mail_cannot"


class NoMailAddress(InvalidInput):
    """Nobody said where this letter should go."""

    code = "no_mail_address"


class AddressBlocked(RuleViolation):
    """The address is not written to until somebody releases it."""

    code = "address_blocked"


def next_try(attempts: int, since: datetime, now: datetime, event: MailEvent | None = None) -> datetime | None:
    """When a letter is tried again that was tried so often, the first time at `since`; None: it has failed. A code to
    sign in is worth nothing a quarter of an hour later."""
    if now - since >= (_SHORT if event is MailEvent.LOGIN_CODE else PATIENCE):
        return None
    wait = _WAITS[attempts - 1] if attempts <= len(_WAITS) else _LATER_WAIT
    return now + wait


@dataclass(frozen=True, slots=True)
class Mail:
    """`address` "" has nowhere to go but into an envelope. `key` becomes the Message-ID."""

    id: MailId
    key: str
    event: MailEvent
    template: str
    language: str
    state: MailState
    address: str
    customer_id: CustomerId | None

    def after(self, step: MailStep) -> MailState:
        """Raises MailCannot."""
        state = TRANSITIONS.get((self.state, step))
        if state is None:
            raise MailCannot(state=self.state, step=step)
        return state
