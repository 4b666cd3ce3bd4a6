"""A photo of a thing is kept: as it goes out, or as it came back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from domain.application import BESIDE, OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.contracts.notes import FileDamaged, digest_of
from domain.ids import AssetId, ReturnId
from domain.ports import Unit
from domain.returns.deciding import known
from domain.returns.model import NotOfThisReturn
from domain.returns.photos import Moment, PhotoId, checked_photo, moment_of


@dataclass(frozen=True, slots=True)
class KeepPhoto(Command):
    """`digest` (SHA-256, hex) stands in the log for the picture. `return_id`: the return with which the thing came;
    None: what the photo shows is told by where the thing is now."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.WAREHOUSE, Seat.POS}

    asset_id: AssetId
    photo_id: PhotoId
    digest: str
    return_id: ReturnId | None = None
    content: bytes = field(default=b"", compare=False, repr=False, metadata=BESIDE)

    @classmethod
    def of(cls, asset_id: AssetId, photo_id: PhotoId, content: bytes, return_id: ReturnId | None = None) -> "KeepPhoto":
        return cls(asset_id, photo_id, digest_of(content), return_id, content)


@dataclass(frozen=True, slots=True)
class PhotoKept(Event):
    asset_id: AssetId
    photo_id: PhotoId
    moment: Moment
    return_id: ReturnId | None = None

    def touched(self) -> Iterable[str]:
        topics = (f"asset:{self.asset_id}", "photos")
        return topics if self.return_id is None else (*topics, f"return:{self.return_id}")


def keep_photo(command: KeepPhoto, unit: Unit, _clock: Clock) -> PhotoKept:
    """Raises FileTooLarge, FileKindRefused, FileDamaged, UnknownAsset, UnknownReturnCase, NotOfThisReturn."""
    photo = checked_photo(command.content)
    if photo.digest != command.digest:
        raise FileDamaged
    asset = unit.assets.get(command.asset_id)
    moment = moment_of(asset.state.status)
    if command.return_id is not None:
        case = known(command.return_id, unit)
        if case.line_of(asset.id) is None:
            raise NotOfThisReturn(number=case.number)
        moment = Moment.RETURN
    unit.photos.add(command.photo_id, asset, moment, command.return_id, photo)
    return PhotoKept(asset.id, command.photo_id, moment, command.return_id)
