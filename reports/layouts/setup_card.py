"""The set-up card for scanners that type: its lines as codes, to be scanned one after another.

The codes are Code 128, which every scanner of bars reads; their text is that of `domain.devices.keyboard.CARD`.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from reports.layouts.fonts import Face
from reports.layouts.pen import BODY, CODE, STRONG, TITLE, Imprint, Pen, Style, wrap
from reports.layouts.symbols import draw_code_128
from reports.texts import N_, Texts

_WIDE, _HIGH, _LEFT, _TOP = 210.0, 297.0, 22.0, 24.0
_MODULE: Final = 0.375
"""In mm: whole dots on printers of 203 dpi and finer. The margin is the quiet zone."""
_BARS: Final = 18.0
_DOWN: Final = 46.0
_EPOCH: Final = date(2000, 1, 1)
_READ: Final = Style(Face.MONO, 9.5, 12)
_TITLE: Final = N_("Set-up card for scanners")
_ABOUT: Final = N_(
    "Is a scanner new, or does it write wrong characters? Open “Devices” in Umlauf, press “Set-up card” beside the"
    " scanner, and scan these lines from top to bottom. What differs is found and kept for this scanner. Print the"
    " card at full size."
)
_LINES: Final = (N_("1. Capitals"), N_("2. Small letters"), N_("3. Digits and signs"), N_("4. More signs"))


def setup_card_pdf(lines: Sequence[str], texts: Texts, author: str) -> bytes:
    """One page of A4. The same lines give the same bytes."""
    pen = Pen.on(_WIDE, _HIGH, Imprint(texts(_TITLE), author, texts(_TITLE), texts.language, _EPOCH))
    pen.text(_LEFT, _TOP, texts(_TITLE), TITLE)
    y = _TOP + 9
    for line in wrap(texts(_ABOUT), BODY, _WIDE - 2 * _LEFT):
        pen.text(_LEFT, y, line, BODY)
        y += BODY.line
    y += 8
    for title, line in zip(_LINES, lines, strict=True):
        pen.text(_LEFT, y, texts(title), STRONG)
        draw_code_128(pen, _LEFT, y + 4, line, _MODULE, high=_BARS)
        pen.text(_LEFT, y + 4 + _BARS + 6, line, _READ)
        y += _DOWN
    pen.text(_LEFT, _HIGH - 14, texts(N_("Umlauf, for any scanner of bars that is set up as a keyboard")), CODE)
    pen.turn_page()
    return pen.finish()
