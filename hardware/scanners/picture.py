"""Pictures as a scanner: a file, or bytes that were dropped or pasted."""

import warnings
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, Final, final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from domain.assets.scan import Scan
from domain.clock import Clock
from domain.errors import InvalidInput
from hardware.decoder.decoder import Decoder, grey
from hardware.decoder.reading import Picture, Reading

MOST_BYTES: Final = 200_000_000
MOST_PIXELS: Final = 150_000_000
_WORKABLE_PIXELS: Final = 25_000_000


@final
class PictureUnreadable(InvalidInput):
    """Not a picture (`reason`: missing, empty, damaged, too_large)."""

    code = "picture_unreadable"


class PictureScanner:
    """Reads all codes of a picture."""

    def __init__(self, clock: Clock, decoder: Decoder | None = None) -> None:
        self._clock = clock
        self._decoder = decoder or Decoder()

    def scan(self, source: Path | bytes, name: str = "") -> list[Scan]:
        """The scans of a picture, in no order that means anything; empty when it shows no code.

        `name` appears in the device of each scan; a path brings its own.

        Raises:
            PictureUnreadable: the source is no picture.
        """
        device = f"picture:{source.name if isinstance(source, Path) else name}"
        readings = read_codes(load(source), self._decoder)
        at = self._clock.now()
        return [Scan(reading.text, reading.symbology.value, at, device) for reading in readings]


def read_codes(picture: Picture, decoder: Decoder) -> list[Reading]:
    """Readings in the picture's own pixels; an enormous one is looked at in a smaller size."""
    shrink = (_WORKABLE_PIXELS / picture.size) ** 0.5
    if shrink >= 1:
        return decoder.read(picture)
    size = (max(1, round(picture.shape[1] * shrink)), max(1, round(picture.shape[0] * shrink)))
    small = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    readings = decoder.read(small)
    return [reading.at(np.array(reading.polygon, np.float64) / shrink) for reading in readings]


def load(source: Path | bytes) -> Picture:
    """The picture in grey, 8 bits a pixel, as stored (a camera's turn mark is not applied).

    Raises:
        PictureUnreadable: missing, empty, damaged or too large.
    """
    return _unpacked(source, cv2.IMREAD_UNCHANGED, grey)


def load_seen(source: Path | bytes) -> NDArray[Any]:
    """The picture as it is looked at, turned and in colour (grey when it is enormous). Raises as `load` does."""
    return _unpacked(source, cv2.IMREAD_COLOR, lambda picture: picture)


def _unpacked(source: Path | bytes, usual: int, made: Callable[[NDArray[Any]], NDArray[Any]]) -> NDArray[Any]:
    content = source if isinstance(source, bytes) else _content(source)
    if not content:
        raise PictureUnreadable(reason="empty")
    pixels = _pixel_count(content)
    if pixels > MOST_PIXELS:
        raise PictureUnreadable(reason="too_large")
    mode = cv2.IMREAD_GRAYSCALE if pixels > _WORKABLE_PIXELS else usual
    try:
        found: NDArray[Any] | None = cv2.imdecode(np.frombuffer(content, np.uint8), mode)
        if found is None or not found.size:
            raise PictureUnreadable(reason="damaged")
        return made(found)
    except (cv2.error, MemoryError, ValueError) as failure:
        raise PictureUnreadable(reason="damaged") from failure


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise PictureUnreadable(reason="missing")
        if path.stat().st_size > MOST_BYTES:
            raise PictureUnreadable(reason="too_large")
        return path.read_bytes()
    except (OSError, ValueError) as failure:
        raise PictureUnreadable(reason="missing") from failure


def _pixel_count(content: bytes) -> int:
    """By the header alone, so that a small file that unpacks to gigabytes is never unpacked."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content)) as header:
                return header.width * header.height
    except Image.DecompressionBombError:
        return MOST_PIXELS + 1
    except (OSError, ValueError, SyntaxError, MemoryError) as failure:
        raise PictureUnreadable(reason="damaged") from failure
