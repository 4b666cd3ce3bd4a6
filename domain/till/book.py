"""What the till's commands read and write."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.ids import PersonId
from domain.money import Money
from domain.till.day_report import DayReport
from domain.till.drawer import Drawer, DrawerEntry, Pieces
from domain.till.model import Receipt, ReceiptId, Till, TillId
from domain.till.receipt_mail import ReceiptMail, ReceiptMailId


@dataclass(frozen=True, slots=True)
class TillNow:
    """A till that is locked until the command is done. `drawer` None: no session is open.

    `next_n` and `next_z` are the numbers of its next receipt and day report. `left_in`: what the last session left in
    the drawer.
    """

    till: Till
    next_n: int
    next_z: int
    left_in: Money
    drawer: Drawer | None = None


class TillBook(Protocol):
    def take(self, till_id: TillId) -> TillNow:
        """Locks it. Raises UnknownTill, NotYourTill."""
        ...

    def till(self, till_id: TillId) -> Till:
        """Raises UnknownTill."""
        ...

    def is_code_taken(self, code: str) -> bool: ...

    def save(self, till: Till) -> None:
        """A new one, or the next version of one. Raises Conflict at the latest when the unit ends."""
        ...

    def receipt(self, receipt_id: ReceiptId) -> Receipt:
        """Raises UnknownReceipt."""
        ...

    def voided_by(self, receipt_id: ReceiptId) -> ReceiptId | None:
        """The receipt that took it back."""
        ...

    def write(self, receipt: Receipt) -> None:
        """With what it does to the drawer. The database refuses any number but the next."""
        ...

    def agreed_by(self, receipt_id: ReceiptId) -> Sequence[PersonId]:
        """Who agreed that it is taken back."""
        ...

    def agree(self, receipt_id: ReceiptId) -> None: ...

    def begin(self, till_id: TillId, entry: DrawerEntry, pieces: Sequence[Pieces]) -> None:
        """A session, with its first entry."""
        ...

    def note(self, entry: DrawerEntry, pieces: Sequence[Pieces] = ()) -> None: ...

    def since_report(self, now: TillNow) -> tuple[Sequence[Receipt], Sequence[DrawerEntry]]:
        """All receipts after the last day report, and what happened to the drawer in the session that is open."""
        ...

    def want_mail(self, wanted: ReceiptMail) -> None:
        """The database counts them. Raises TooManyReceiptMails at the latest when the unit ends."""
        ...

    def wanted_mail(self, mail_id: ReceiptMailId) -> ReceiptMail:
        """Raises UnknownReceipt."""
        ...

    def forget_mail(self, mail_id: ReceiptMailId) -> None:
        """Its address; that it was wanted stays."""
        ...

    def keep_report(self, report: DayReport) -> None: ...
