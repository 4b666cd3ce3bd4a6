"""The type family of all papers, from `resources/fonts`. Its figures are tabular, so amounts stand under each other."""

from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

CAP_HEIGHT: Final = 0.698
"""Height of capitals as part of the size, the same in all faces. Source: OS/2 table of IBM Plex."""


class Face(StrEnum):
    """The faces used, by the names reportlab knows them under."""

    REGULAR = "IBMPlexSans-Regular"
    MEDIUM = "IBMPlexSans-Medium"
    SEMIBOLD = "IBMPlexSans-SemiBold"
    MONO = "IBMPlexMono-Regular"
    MONO_SEMIBOLD = "IBMPlexMono-SemiBold"


@cache
def register(fonts_dir: Path) -> None:
    """Makes the faces known to reportlab, once per process and folder, and lets it write binary page streams."""
    rl_config.useA85 = 0
    for face in Face:
        pdfmetrics.registerFont(TTFont(face.value, str(fonts_dir / f"{face.value}.ttf")))


@lru_cache(maxsize=8_192)
def known(text: str, face: Face) -> str:
    """The text with a question mark for each sign that the face lacks: an archive may show no empty box
    (ISO 19005-3, 6.2.11.8)."""
    if text.isascii():
        return text
    signs = pdfmetrics.getFont(face.value).face.charToGlyph  # type: ignore[attr-defined]  # a TTFont has it
    return "".join(sign if ord(sign) in signs else "?" for sign in text)
