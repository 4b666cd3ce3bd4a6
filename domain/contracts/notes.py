"""Notes and files that people keep about a contract: what they may be, and who holds them.

Nothing here is billed or sent. Words and files may name persons, so they lie beside the facts and can be erased
(DECISIONS 15).
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final, NewType, Protocol
from uuid import UUID

from domain.errors import InvalidInput, NotFound, RuleViolation
from domain.ids import ContractId

NoteId = NewType("NoteId", UUID)

LONGEST_NOTE: Final = 4_000
LARGEST_FILE: Final = 10 * 1024 * 1024
LONGEST_NAME: Final = 120
_FORBIDDEN_IN_NAMES: Final = frozenset('\\/:*?"<>|')
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
)
"""Names that Windows keeps for devices."""


class UnknownNote(NotFound):
    """No such note or file at this contract, or this role may not see it."""

    code = "unknown_note"


class NoteIsGone(RuleViolation):
    """It was taken away before, or erased."""

    code = "note_is_gone"


class NoteEmpty(InvalidInput):
    """A note without words."""

    code = "note_empty"


class NoteTooLong(InvalidInput):
    """More words than a note holds; a longer text belongs into a file."""

    code = "note_too_long"


class NoteUnreadable(InvalidInput):
    """Signs in it that nobody sees: control characters, or such as turn the direction of writing."""

    code = "note_unreadable"


class FileTooLarge(InvalidInput):
    """More than the house keeps of one file."""

    code = "file_too_large"


class FileKindRefused(InvalidInput):
    """Neither a PDF nor a JPEG nor a PNG, whatever its name says; or the name says another kind than the content."""

    code = "file_kind_refused"


class FileNameRefused(InvalidInput):
    """A name that no system can store safely: empty, too long, a path, a device, or with signs nobody sees."""

    code = "file_name_refused"


class FileDamaged(InvalidInput):
    """What arrived is not what was sent."""

    code = "file_damaged"


class MediaType(StrEnum):
    """What may be kept. Told by the content, never by the name."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


_ENDINGS: Final = {
    MediaType.PDF: (".pdf",),
    MediaType.JPEG: (".jpg", ".jpeg"),
    MediaType.PNG: (".png",),
}


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as it is kept."""

    name: str
    media_type: MediaType
    content: bytes

    @property
    def digest(self) -> str:
        return digest_of(self.content)


class Notes(Protocol):
    """Notes and files of contracts; what is removed stays as a fact and is shown no more."""

    def add_words(self, contract_id: ContractId, note_id: NoteId, words: str) -> None: ...

    def add_file(self, contract_id: ContractId, note_id: NoteId, file: KeptFile) -> None: ...

    def remove(self, contract_id: ContractId, note_id: NoteId) -> None:
        """Raises UnknownNote, NoteIsGone."""
        ...

    def erase(self, contract_id: ContractId, note_id: NoteId) -> None:
        """Raises UnknownNote, NoteIsGone."""
        ...


def checked_words(words: str) -> str:
    """Without spaces at its ends. Raises NoteEmpty, NoteTooLong, NoteUnreadable."""
    kept = words.replace("\r\n", "\n").strip()
    if not kept:
        raise NoteEmpty
    if len(kept) > LONGEST_NOTE:
        raise NoteTooLong(longest=LONGEST_NOTE)
    if _has_unseen(kept.replace("\n", "").replace("\t", "")):
        raise NoteUnreadable
    return kept


def checked_file(name: str, content: bytes) -> KeptFile:
    """What is kept of a file. Raises FileTooLarge, FileKindRefused, FileNameRefused."""
    if len(content) > LARGEST_FILE:
        raise FileTooLarge(megabytes=LARGEST_FILE // 1024**2)
    media_type = media_type_of(content)
    if media_type is None or not name.lower().endswith(_ENDINGS[media_type]):
        raise FileKindRefused
    return KeptFile(checked_name(name), media_type, content)


def media_type_of(content: bytes) -> MediaType | None:
    """By first and last bytes; None: not of those that are kept. Sources: ISO 32000-1, 7.5; ITU-T T.81; RFC 2083."""
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        return MediaType.PDF
    if content.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in content:
        return MediaType.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR" and b"IEND" in content[-64:]:
        return MediaType.PNG
    return None


def checked_name(name: str) -> str:
    """A bare name, as any system can store it. Raises FileNameRefused."""
    kept = unicodedata.normalize("NFC", name).strip()
    stem = kept.rsplit(".", 1)[0]
    is_bad = (
        not stem.strip(" .")
        or len(kept.encode("utf-8", "replace")) > LONGEST_NAME
        or bool(_FORBIDDEN_IN_NAMES & set(kept))
        or kept.startswith(".")
        or stem.split(".", 1)[0].strip().casefold() in _RESERVED
        or _has_unseen(kept)
    )
    if is_bad:
        raise FileNameRefused(longest=LONGEST_NAME)
    return kept


def digest_of(content: bytes) -> str:
    """SHA-256, hex."""
    return sha256(content).hexdigest()


def _has_unseen(words: str) -> bool:
    """Control and format signs, lone surrogates, line and paragraph separators; joiners within a script stay."""
    return any(
        unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") and sign not in "\u200c\u200d" for sign in words
    )
