"""A layout in the language of label printers (ZPL II).

Text is UTF-8 (^CI28) and every sign of it that could be a command or an escape is written as a number after ^FH, so
nothing that stands on a label can steer the printer. Codes lie on whole dots.
Source: ZPL II Programming Guide (Zebra P1099958).
"""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.labels.layout import Bars, Layout, Logo, Square, Words

ENCODING: Final = "utf-8"
_HEX: Final = "_"
_PLAIN: Final = frozenset(" !\"#$%&'()*+,-./0123456789:;<=>?@[]`{|}") | frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)
_DARK: Final = 128


@dataclass(frozen=True, slots=True)
class Bitmap:
    """One bit a dot, rows of whole bytes, 1 is black."""

    wide: int
    high: int
    data: bytes

    @property
    def row_bytes(self) -> int:
        return (self.wide + 7) // 8


def escaped(text: str) -> str:
    """For a field that begins with ^FH: plain letters as they are, all else byte by byte."""
    return "".join(sign if sign in _PLAIN else _bytes(sign) for sign in text)


def zpl(layout: Layout, copies: int = 1, logo: bytes | None = None) -> str:
    """One label, `copies` times. `logo` is a PNG or JPEG."""
    lines = ["^XA", "^CI28", "^LH0,0", f"^PW{layout.wide}", f"^LL{layout.high}"]
    for part in layout.parts:
        if isinstance(part, Words):
            lines.append(f"^FO{part.x},{part.y}^A0N,{part.size},{part.size}^FH^FD{escaped(part.text)}^FS")
        elif isinstance(part, Bars):
            bars = f"^BY{part.module},3,{part.high}^BCN,{part.high},N,N,N,A"
            lines.append(f"^FO{part.x},{part.y}{bars}^FH^FD{escaped(part.data)}^FS")
        elif isinstance(part, Square):
            lines.append(_square(part))
        elif logo is not None:
            lines += _picture(part, logo)
    return "\n".join([*lines, f"^PQ{copies}", "^XZ", ""])


def bitmap(content: bytes, wide: int, high: int) -> Bitmap | None:
    """The picture in black and white, in its own proportions, no larger than the room; None: no picture.

    What shines through becomes white.
    """
    read = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)
    if read is None:
        return None
    grey = _grey(np.asarray(read, np.uint8))
    scale = min(wide / grey.shape[1], high / grey.shape[0])
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    dots = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8) < _DARK
    return Bitmap(size[0], size[1], np.packbits(dots, axis=1).tobytes())


def _grey(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if picture.ndim == 2:
        return picture
    if picture.shape[2] == 4:
        cover = picture[:, :, 3:4].astype(np.uint16)
        picture = ((picture[:, :, :3].astype(np.uint16) * cover + 255 * (255 - cover)) // 255).astype(np.uint8)
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)


def _square(part: Square) -> str:
    """Printers set a QR lower by the height of bars that was chosen last: that height is one dot here."""
    if part.is_qr:
        at = f"^FO{part.x},{max(0, part.y - 1)}^BY2,3,1"
        return f"{at}^BQN,2,{part.module}^FH^FDMA,{escaped(part.data)}^FS"
    size = f"{part.module},200,{part.modules},{part.modules}"
    return f"^FO{part.x},{part.y}^BXN,{size}^FH^FD{escaped(part.data)}^FS"


def _picture(part: Logo, logo: bytes) -> list[str]:
    found = bitmap(logo, part.wide, part.high)
    if found is None:
        return []
    size = len(found.data)
    return [f"^FO{part.x},{part.y}^GFA,{size},{size},{found.row_bytes},{found.data.hex().upper()}^FS"]


def _bytes(sign: str) -> str:
    return "".join(f"{_HEX}{byte:02X}" for byte in sign.encode(ENCODING, "replace"))
