"""A pen on a PDF page: millimetres from the top left corner, sizes of type in points."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from io import BytesIO
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from reports.layouts.archival import Archived, Described, make_archival
from reports.layouts.fonts import Face, known

INK: Final = "#171A1F"
MUTED: Final = "#5B6472"
HAIRLINE: Final = "#C9CED6"
PALE: Final = "#F5F6F8"
POINT: Final = 1 / mm
"""One point in millimetres."""

_SPLIT: Final = re.compile(" +")


class Align(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set. `size` and `leading` in points; `colour` #RRGGBB."""

    face: Face
    size: float
    leading: float
    colour: str = INK

    @property
    def line(self) -> float:
        """The distance from line to line in mm."""
        return self.leading * POINT


BODY: Final = Style(Face.REGULAR, 9.5, 13.5)
STRONG: Final = Style(Face.SEMIBOLD, 9.5, 13.5)
CELL: Final = Style(Face.REGULAR, 9, 12)
CELL_STRONG: Final = Style(Face.MEDIUM, 9, 12)
SMALL: Final = Style(Face.REGULAR, 7.8, 10.6, MUTED)
TINY: Final = Style(Face.REGULAR, 6.8, 9.2, MUTED)
CODE: Final = Style(Face.MONO, 7.6, 10.6, MUTED)
HEAD: Final = Style(Face.MEDIUM, 7.6, 10, MUTED)
TITLE: Final = Style(Face.SEMIBOLD, 17, 21)


@lru_cache(maxsize=65_536)
def width(text: str, face: Face, size: float) -> float:
    """How wide a text is in mm."""
    return stringWidth(text, face.value, size) / mm


def wrap(text: str, style: Style, room: float) -> list[str]:
    """The text in lines of at most `room` mm; a word longer than a line is cut where the line ends."""
    lines: list[str] = []
    line = ""
    for word in _SPLIT.split(text):
        longer = f"{line} {word}" if line else word
        if width(longer, style.face, style.size) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _cut(word, style, room)
        lines += full
    return [*lines, line] if line or not lines else lines


def _cut(word: str, style: Style, room: float) -> list[str]:
    pieces: list[str] = []
    while width(word, style.face, style.size) > room and len(word) > 1:
        low, high = 1, len(word)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if width(word[:middle], style.face, style.size) <= room else (low, middle)
        at = max(word.rfind(sign, 0, low) + 1 for sign in "-/_.") or low
        pieces.append(word[:at])
        word = word[at:]
    return [*pieces, word]


def fit(style: Style, text: str, room: float) -> Style:
    """The style, its size taken back by as much as it needs (down to 80 %) to set `text` in `room` mm."""
    wide = width(text, style.face, style.size)
    return style if wide <= room else replace(style, size=style.size * max(0.8, room / wide - 0.001))


def shorten(text: str, style: Style, room: float) -> str:
    """The text, its end replaced by … when it is wider than `room` mm."""
    if width(text, style.face, style.size) <= room:
        return text
    while text and width(f"{text}…", style.face, style.size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


@lru_cache(maxsize=4)
def _picture(data: bytes) -> ImageReader:
    """Unpacked once: the same logo stands on thousands of papers."""
    return ImageReader(BytesIO(data))


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the PDF says of itself. `language` is an IETF tag; the day stands in for the time it was made."""

    title: str
    author: str
    subject: str
    language: str
    made_on: date


@dataclass(slots=True)
class Pen:
    """Draws on the current page of one PDF. `page_width` and `page_height` in mm."""

    page_width: float
    page_height: float
    _canvas: Canvas = field(repr=False)
    _buffer: BytesIO = field(repr=False)
    _filled_with: str = ""

    @classmethod
    def on(cls, page_width: float, page_height: float, imprint: Imprint, archived: Archived | None = None) -> "Pen":
        """A new document, fit for an archive if `archived` is given.

        The same drawing gives the same bytes: no clock, no random file id.
        """
        buffer = BytesIO()
        canvas = Canvas(
            buffer,
            pagesize=(page_width * mm, page_height * mm),
            pageCompression=1,
            invariant=1,
            lang=imprint.language,
            initialFontName=Face.REGULAR.value,  # type: ignore[arg-type]  # the stub takes it for a size
        )
        canvas.setTitle(imprint.title)
        canvas.setAuthor(imprint.author)
        canvas.setSubject(imprint.subject)
        canvas.setCreator("Umlauf")
        canvas.setProducer("Umlauf")
        canvas.setDateFormatter(_fixed_date(imprint.made_on))
        canvas.setViewerPreference("DisplayDocTitle", "true")
        if archived is not None:
            described = Described(imprint.title, imprint.author, imprint.subject, imprint.made_on)
            make_archival(canvas._doc, described, archived)  # type: ignore[attr-defined]  # the stub leaves it out
        return cls(page_width, page_height, canvas, buffer)

    def text(self, x: float, y: float, text: str, style: Style, align: Align = Align.LEFT) -> None:
        """One line; `y` is its baseline."""
        text = known(text, style.face)
        self._fill(style.colour)
        self._canvas.setFont(style.face.value, style.size)
        left = x
        if align is not Align.LEFT:
            wide = width(text, style.face, style.size)
            left = x - (wide if align is Align.RIGHT else wide / 2)
        self._canvas.drawString(left * mm, self._up(y), text)

    def lines(self, x: float, y: float, lines: Sequence[str], style: Style, align: Align = Align.LEFT) -> float:
        """Lines below each other, the first on baseline `y`. Gives the baseline of the line that would follow."""
        for line in lines:
            self.text(x, y, line, style, align)
            y += style.line
        return y

    def rule(self, x: float, y: float, to_x: float, weight: float = 0.4, colour: str = HAIRLINE) -> None:
        """A horizontal line, `weight` in points."""
        self._canvas.setStrokeColor(HexColor(colour))
        self._canvas.setLineWidth(weight)
        self._canvas.line(x * mm, self._up(y), to_x * mm, self._up(y))

    def box(
        self, x: float, y: float, wide: float, high: float, *, fill: str | None = None, stroke: str | None = None
    ) -> None:
        """A rectangle whose top left corner is (x, y)."""
        if fill is not None:
            self._fill(fill)
        if stroke is not None:
            self._canvas.setStrokeColor(HexColor(stroke))
            self._canvas.setLineWidth(0.6)
        self._canvas.rect(
            x * mm, self._up(y + high), wide * mm, high * mm, fill=fill is not None, stroke=stroke is not None
        )

    def bars(self, rectangles: Sequence[tuple[float, float, float, float]]) -> None:
        """Black rectangles (x, y, width, height) as one path, for codes: nothing between them is painted twice."""
        code = [
            f"{x * mm:.4f} {self._up(y + high):.4f} {w * mm:.4f} {high * mm:.4f} re" for x, y, w, high in rectangles
        ]
        self._fill("#000000")
        self._canvas.drawPath(PDFPathObject(code=code), fill=1, stroke=0)

    def image(self, data: bytes, x: float, y: float, max_wide: float, max_high: float) -> None:
        """A PNG or JPEG in its own proportions, top left at (x, y), not larger than the room."""
        reader = _picture(data)
        pixels_wide, pixels_high = reader.getSize()
        scale = min(max_wide / pixels_wide, max_high / pixels_high)
        wide, high = pixels_wide * scale, pixels_high * scale
        self._canvas.drawImage(reader, x * mm, self._up(y + high), wide * mm, high * mm, mask="auto")

    def resize(self, page_width: float, page_height: float) -> None:
        """The current page, before anything is drawn on it."""
        self.page_width, self.page_height = page_width, page_height
        self._canvas.setPageSize((page_width * mm, page_height * mm))

    def turn_page(self) -> None:
        self._canvas.showPage()
        self._filled_with = ""

    def finish(self) -> bytes:
        """The whole PDF; the page begun last is its last."""
        self._canvas.save()
        return self._buffer.getvalue()

    def _fill(self, colour: str) -> None:
        if colour != self._filled_with:
            self._canvas.setFillColor(HexColor(colour))
            self._filled_with = colour

    def _up(self, y: float) -> float:
        return (self.page_height - y) * mm


def _fixed_date(made_on: date) -> Callable[..., str]:
    stamp = f"D:{made_on:%Y%m%d}000000Z"
    return lambda *_: stamp
