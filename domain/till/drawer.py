"""The drawer: a ledger of what went in and out, by sessions from opening to closing. Its ways as one table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from domain.errors import InvalidInput, RuleViolation
from domain.ids import PersonId
from domain.money import Money
from domain.till.model import ReceiptId, SessionId

NOTE_LENGTH: Final = 300


class DrawerKind(StrEnum):
    """OPENED: counted, and begun with. TAKEN and GIVEN_BACK belong to receipts. DIFFERENCE: counted less expected."""

    OPENED = "opened"
    CASH_IN = "cash_in"
    CASH_OUT = "cash_out"
    TAKEN = "taken"
    GIVEN_BACK = "given_back"
    COUNTED = "counted"
    DIFFERENCE = "difference"
    CLOSED = "closed"


class SessionStatus(StrEnum):
    """COUNTED: all that is left is to close; whatever moves money opens it again, and it is counted anew."""

    NEW = "new"
    OPEN = "open"
    COUNTED = "counted"
    SETTLED = "settled"
    CLOSED = "closed"


class CashWhy(StrEnum):
    """Why money went in or out without a receipt. CHANGE: from or to the safe."""

    CHANGE = "change"
    BANK = "bank"
    EXPENSE = "expense"
    PRIVATE = "private"
    UNEXPLAINED = "unexplained"


TRANSITIONS: Final[Mapping[tuple[SessionStatus, DrawerKind], SessionStatus]] = {
    (SessionStatus.NEW, DrawerKind.OPENED): SessionStatus.OPEN,
    (SessionStatus.OPEN, DrawerKind.CASH_IN): SessionStatus.OPEN,
    (SessionStatus.OPEN, DrawerKind.CASH_OUT): SessionStatus.OPEN,
    (SessionStatus.OPEN, DrawerKind.TAKEN): SessionStatus.OPEN,
    (SessionStatus.OPEN, DrawerKind.GIVEN_BACK): SessionStatus.OPEN,
    (SessionStatus.OPEN, DrawerKind.COUNTED): SessionStatus.COUNTED,
    (SessionStatus.COUNTED, DrawerKind.CASH_IN): SessionStatus.OPEN,
    (SessionStatus.COUNTED, DrawerKind.CASH_OUT): SessionStatus.OPEN,
    (SessionStatus.COUNTED, DrawerKind.TAKEN): SessionStatus.OPEN,
    (SessionStatus.COUNTED, DrawerKind.GIVEN_BACK): SessionStatus.OPEN,
    (SessionStatus.COUNTED, DrawerKind.COUNTED): SessionStatus.COUNTED,
    (SessionStatus.COUNTED, DrawerKind.DIFFERENCE): SessionStatus.SETTLED,
    (SessionStatus.COUNTED, DrawerKind.CLOSED): SessionStatus.CLOSED,
    (SessionStatus.SETTLED, DrawerKind.CLOSED): SessionStatus.CLOSED,
}


class IllegalDrawerStep(RuleViolation):
    """The drawer is not in a state in which this is possible."""

    code = "illegal_drawer_step"


class DrawerOpenAlready(RuleViolation):
    """One session at a time: it is closed before the next begins."""

    code = "drawer_open_already"


class DrawerBelowZero(RuleViolation):
    """More would go out than is in: a drawer is filled first."""

    code = "drawer_below_zero"


class DrawerReasonMissing(InvalidInput):
    """Money that went in or out without a receipt, or does not add up, is explained."""

    code = "drawer_reason_missing"


class CountWrong(InvalidInput):
    """Whole pieces of coins and notes that exist, each named once."""

    code = "count_wrong"


DENOMINATIONS: Final = (50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)
"""Notes and coins of the euro in cents. Switzerland's are among them but for 1, 2 and 50000."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """So many of one note or coin."""

    minor: int
    count: int


@dataclass(frozen=True, slots=True)
class DrawerEntry:
    """`amount` is what it changes, `drawer` what is in afterwards by the books; `counted` what somebody counted.

    `n` is dense within the session, from 1.
    """

    session_id: SessionId
    n: int
    kind: DrawerKind
    amount: Money
    drawer: Money
    at: datetime
    person_id: PersonId
    counted: Money | None = None
    why: CashWhy | None = None
    note: str = ""
    receipt_id: ReceiptId | None = None


@dataclass(frozen=True, slots=True)
class Drawer:
    """An open session as its last entry left it. `counted` None: not since money moved."""

    session_id: SessionId
    status: SessionStatus
    n: int
    amount: Money
    counted: Money | None = None

    @property
    def difference(self) -> Money | None:
        return None if self.counted is None else self.counted - self.amount


def after(status: SessionStatus, kind: DrawerKind) -> SessionStatus:
    """Raises IllegalDrawerStep."""
    if (status, kind) not in TRANSITIONS:
        raise IllegalDrawerStep(status=status, step=kind)
    return TRANSITIONS[status, kind]


def counted(pieces: Iterable[Pieces]) -> Money:
    """What the pieces are worth. Raises CountWrong."""
    found = list(pieces)
    known = {each.minor for each in found}
    if len(known) < len(found) or not known <= set(DENOMINATIONS) or any(each.count < 0 for each in found):
        raise CountWrong
    return Money(sum(each.minor * each.count for each in found))


def check_not_below_zero(drawer: Money, amount: Money) -> None:
    """Raises DrawerBelowZero."""
    if amount.minor < 0 and (drawer + amount).minor < 0:
        raise DrawerBelowZero(drawer=drawer, amount=-amount)


def stepped(drawer: Drawer, entry: DrawerEntry) -> Drawer | None:
    """The drawer after an entry; None: it is closed. Raises IllegalDrawerStep."""
    status = after(drawer.status, entry.kind)
    if status is SessionStatus.CLOSED:
        return None
    keeps_count = entry.kind in (DrawerKind.COUNTED, DrawerKind.DIFFERENCE)
    counted_now = entry.counted if entry.kind is DrawerKind.COUNTED else drawer.counted
    return Drawer(drawer.session_id, status, entry.n, entry.drawer, counted_now if keeps_count else None)
