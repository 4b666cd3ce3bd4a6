"""What a customer signed at the counter is kept beside the sale; in the log its digest stands for it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar, Final

from domain.application import BESIDE, Command, Event, Seat
from domain.clock import Clock
from domain.contracts.notes import digest_of
from domain.counter.model import LARGEST_SIGNATURE, SaleId, SignedPictureWrong
from domain.ports import Unit

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_SVG: Final = b"<svg"


@dataclass(frozen=True, slots=True)
class KeepSignature(Command):
    """Before the sale or after it; once for a sale."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.POS})
    has_consequences: ClassVar[bool] = True

    sale_id: SaleId
    digest: str
    content: bytes = field(default=b"", compare=False, repr=False, metadata=BESIDE)

    @classmethod
    def of(cls, sale_id: SaleId, content: bytes) -> "KeepSignature":
        return cls(sale_id, digest_of(content), content)


@dataclass(frozen=True, slots=True)
class SignatureKept(Event):
    sale_id: SaleId

    def touched(self) -> Iterable[str]:
        return (f"sale:{self.sale_id}",)


def keep_signature(command: KeepSignature, unit: Unit, _clock: Clock) -> SignatureKept:
    """Raises SignedPictureWrong; Conflict at the latest when the unit ends: one is kept already."""
    content = command.content
    kind = "image/png" if content.startswith(_PNG) else "image/svg+xml" if content.startswith(_SVG) else ""
    if not kind or len(content) > LARGEST_SIGNATURE or digest_of(content) != command.digest:
        raise SignedPictureWrong
    unit.counter.keep_signature(command.sale_id, kind, content, command.digest)
    return SignatureKept(command.sale_id)
