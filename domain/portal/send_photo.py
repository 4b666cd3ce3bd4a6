"""A customer shows by a picture what is wrong with a thing."""

from dataclasses import dataclass, field
from typing import ClassVar

from domain.application import BESIDE, Command, Seat
from domain.clock import Clock
from domain.contracts.notes import FileDamaged, digest_of
from domain.ids import AssetId
from domain.ports import Unit
from domain.returns.keep_photo import PhotoKept
from domain.returns.photos import Moment, PhotoId, checked_photo


@dataclass(frozen=True, slots=True)
class SendPhoto(Command):
    """`digest` (SHA-256, hex) stands in the log for the picture."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.PORTAL})

    asset_id: AssetId
    photo_id: PhotoId
    digest: str
    content: bytes = field(default=b"", compare=False, repr=False, metadata=BESIDE)

    @classmethod
    def of(cls, asset_id: AssetId, photo_id: PhotoId, content: bytes) -> "SendPhoto":
        return cls(asset_id, photo_id, digest_of(content), content)


def send_photo(command: SendPhoto, unit: Unit, _clock: Clock) -> PhotoKept:
    """Raises FileTooLarge, FileKindRefused, FileDamaged, UnknownAsset."""
    photo = checked_photo(command.content)
    if photo.digest != command.digest:
        raise FileDamaged
    asset = unit.assets.get(command.asset_id)
    unit.photos.add(command.photo_id, asset, Moment.REPORTED, None, photo)
    return PhotoKept(asset.id, command.photo_id, Moment.REPORTED)
