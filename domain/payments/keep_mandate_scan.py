"""The signed paper of a mandate is kept with it, as a scan: the bank may ask for it for 14 months after a debit."""

from dataclasses import dataclass, field
from typing import ClassVar

from domain.application import BESIDE, OFFICE, Command, Seat
from domain.clock import Clock
from domain.contracts.notes import LARGEST_FILE, FileDamaged, FileKindRefused, FileTooLarge, digest_of, media_type_of
from domain.errors import RuleViolation
from domain.payments.amend_mandate import NoMandateToAmend
from domain.payments.attempt import MethodId
from domain.payments.keep_method import MethodKept
from domain.ports import Unit


class ScanKeptBefore(RuleViolation):
    """A scan is kept for good: what was signed does not change."""

    code = "scan_kept_before"


@dataclass(frozen=True, slots=True)
class KeepMandateScan(Command):
    """`digest` (SHA-256, hex) stands in the log for the content."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    method_id: MethodId
    digest: str
    content: bytes = field(default=b"", compare=False, repr=False, metadata=BESIDE)

    @classmethod
    def of(cls, method_id: MethodId, content: bytes) -> "KeepMandateScan":
        return cls(method_id, digest_of(content), content)


def keep_mandate_scan(command: KeepMandateScan, unit: Unit, _clock: Clock) -> MethodKept:
    """Raises UnknownMethod, NoMandateToAmend, FileTooLarge, FileKindRefused, FileDamaged, ScanKeptBefore."""
    method = unit.payments.method(command.method_id)
    if method.mandate is None:
        raise NoMandateToAmend(shown=method.shown)
    if len(command.content) > LARGEST_FILE:
        raise FileTooLarge(megabytes=LARGEST_FILE // 1024**2)
    if media_type_of(command.content) is None:
        raise FileKindRefused
    if digest_of(command.content) != command.digest:
        raise FileDamaged
    if unit.payments.has_scan(method.mandate.id):
        raise ScanKeptBefore(reference=method.mandate.reference)
    unit.payments.keep_scan(method.mandate.id, command.content)
    return MethodKept(method.id, method.customer_id)
