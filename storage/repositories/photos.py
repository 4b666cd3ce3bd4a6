"""Photos of things: the fact append-only, the picture beside it."""

from domain.assets.model import Asset
from domain.ids import ReturnId
from domain.returns.photos import KeptPhoto, Moment, PhotoId
from storage.repositories.base import Desk


class PhotoAlbum:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(
        self, photo_id: PhotoId, asset: Asset, moment: Moment, return_id: ReturnId | None, photo: KeptPhoto
    ) -> None:
        self._desk.write(
            "INSERT INTO umlauf.asset_photo (id, asset_id, seq, moment, return_id, media_type, size, digest,"
            " command_id) VALUES (%(id)s, %(asset)s, %(seq)s, %(moment)s, %(case)s, %(type)s, %(size)s, %(digest)s,"
            " %(command)s)",
            id=photo_id,
            asset=asset.id,
            seq=asset.state.seq,
            moment=moment,
            case=return_id,
            type=photo.media_type,
            size=len(photo.content),
            digest=photo.digest,
            command=self._desk.context.command_id,
        )
        self._desk.write(
            "INSERT INTO umlauf.asset_photo_content (photo_id, content) VALUES (%(id)s, %(content)s)",
            id=photo_id,
            content=photo.content,
        )
