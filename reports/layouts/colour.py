"""Whether a colour can be read on white paper."""

from typing import Final

_LEAST_CONTRAST: Final = 4.5


def readable(colour: str) -> bool:
    """Whether text of this colour (#RRGGBB) has a contrast of at least 4.5 to white. Source: WCAG 2.2, 1.4.3."""
    return 1.05 / (_luminance(colour) + 0.05) >= _LEAST_CONTRAST


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
