"""Photos of a thing as it went out and as it came back: what may be kept of them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.assets.status import Status
from domain.contracts.notes import LARGEST_FILE, FileKindRefused, FileTooLarge, MediaType, digest_of, media_type_of

PhotoId = NewType("PhotoId", UUID)

_BACK: Final = frozenset({Status.RECEIVED, Status.TO_REPAIR, Status.IN_REPAIR})


class Moment(StrEnum):
    """When it was taken: before the thing left, when it came back, or by the customer who reports something."""

    HAND_OUT = "hand_out"
    RETURN = "return"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class KeptPhoto:
    media_type: MediaType
    content: bytes

    @property
    def digest(self) -> str:
        return digest_of(self.content)


def checked_photo(content: bytes) -> KeptPhoto:
    """A picture by its content. Raises FileTooLarge, FileKindRefused."""
    if len(content) > LARGEST_FILE:
        raise FileTooLarge(megabytes=LARGEST_FILE // 1024**2)
    media_type = media_type_of(content)
    if media_type is None or media_type is MediaType.PDF:
        raise FileKindRefused
    return KeptPhoto(media_type, content)


def moment_of(status: Status) -> Moment:
    """What a photo taken now shows: until it is back, how it went out."""
    return Moment.RETURN if status in _BACK else Moment.HAND_OUT
