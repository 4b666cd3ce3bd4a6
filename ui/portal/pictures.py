"""What customers upload is never kept as it came: it is read as a picture and written anew."""

import io
import warnings
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from domain.contracts.notes import FileKindRefused, FileTooLarge

LARGEST: Final = 10 * 1024 * 1024
MOST_PIXELS: Final = 50_000_000
SIDE: Final = 2000
_KINDS: Final = ("JPEG", "PNG", "WEBP")


def cleaned(content: bytes) -> bytes:
    """A JPEG without anything but its pixels: no place, no camera, no comment, nothing hidden behind them.

    Raises FileTooLarge, FileKindRefused.
    """
    if len(content) > LARGEST:
        raise FileTooLarge(megabytes=LARGEST // 1024**2)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_KINDS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise FileTooLarge(megabytes=LARGEST // 1024**2)
                upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombWarning) as error:
        raise FileKindRefused from error
    upright.thumbnail((SIDE, SIDE))
    plain = Image.new("RGB", upright.size)
    plain.paste(upright)
    written = io.BytesIO()
    plain.save(written, "JPEG", quality=85)
    return written.getvalue()
