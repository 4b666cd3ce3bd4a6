"""Cut-outs that are easier to read than the frame: bars upright and averaged, matrix cells enlarged and evened."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.decoder.reading import Picture, Points
from hardware.decoder.regions import Region

ROWS_AVERAGED: Final = 15
ROWS_WHEN_FANNED: Final = 3
BANDS: Final = 5
_BAND_ROWS: Final = 10
_ACROSS: Final = 2.0
_LONGEST: Final = 3200
_LEAST_EDGES: Final = 18
_LEAST_CELLS: Final = 8

Move = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Crop:
    """A picture cut out of the frame and `back`, the 2×3 matrix from its pixels to the frame's.

    `margin`: pixels of the crop between its left or right end and the region.
    """

    picture: Picture
    back: Move
    margin: float

    def in_frame(self, points: Points) -> Points:
        """Points of the crop as points of the frame."""
        return np.asarray(points @ self.back[:, :2].T + self.back[:, 2], np.float64)


@dataclass(frozen=True, slots=True)
class Strips:
    """The lines a crop of bars is made of. `back` and `margin` as in `Crop`; `across`: pixels for one of the frame."""

    lines: NDArray[np.float32]
    back: Move
    margin: float
    across: float

    def crop(self) -> Crop:
        """Every line over the whole range of grey, a few rows high."""
        return Crop(np.repeat(_stretched(self.lines), _BAND_ROWS, axis=0), self.back, self.margin)


def bar_crop(picture: Picture, region: Region, averaged: int = ROWS_AVERAGED) -> Crop | None:
    """The bars upright, two pixels for one across, as BANDS strips of averaged rows; None when nothing alternates.

    Each strip is the mean of `averaged` rows along the bars, so noise falls while the edges stay; bars that fan out in
    perspective want fewer. The strips lie at different heights of the bars and are independent of each other where the
    bars are high enough.
    """
    strips = bar_strips(picture, region, averaged, _ACROSS)
    return None if edges(strips.lines[BANDS // 2]) < _LEAST_EDGES else strips.crop()


def bar_strips(picture: Picture, region: Region, averaged: int, across: float) -> Strips:
    """BANDS lines of brightness across the bars, `across` pixels for each of the frame."""
    margin = max(12.0, 0.08 * region.length)
    width = region.length + 2 * margin
    across = min(across, _LONGEST / width)
    rows = max(ROWS_AVERAGED, round(region.height))
    back = _back(region, width, across, rows)
    size = (round(width * across), rows)
    # Beyond the frame lies white paper: a symbol that fills the picture gets the quiet zones it needs.
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    upright = cv2.warpAffine(picture, back, size, flags=flags, borderMode=cv2.BORDER_CONSTANT, borderValue=(255,))
    # A row of the strips stands for a height of the bars: the matrix back maps the strips onto the whole height.
    back[:, 1] *= rows / (BANDS * _BAND_ROWS)
    return Strips(_strips(np.asarray(upright, np.float32), averaged), back, margin * across, across)


def matrix_crop(picture: Picture, region: Region) -> Crop | None:
    """The cells enlarged three times (less for large ones), sharpened and made black and white by neighbourhood."""
    margin = 0.18 * max(region.length, region.height) + 6
    left, top = int(max(0, region.x - region.length / 2 - margin)), int(max(0, region.y - region.height / 2 - margin))
    right, bottom = int(region.x + region.length / 2 + margin), int(region.y + region.height / 2 + margin)
    cut = picture[top:bottom, left:right]
    if min(cut.shape) < 16 or not _has_cells(cut):
        return None
    zoom = min(3.0, max(1.0, 900 / max(cut.shape)))
    large = cv2.resize(cut, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(large, (0, 0), 3)
    sharp = cv2.addWeighted(large, 2.5, soft, -1.5, 0)
    even = cv2.adaptiveThreshold(sharp, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 61, 4)
    back = np.array([[1 / zoom, 0, left], [0, 1 / zoom, top]], np.float64)
    return Crop(np.asarray(even, np.uint8), back, margin * zoom)


def _has_cells(cut: Picture) -> bool:
    """Whether lines across and down the middle both alternate as cells do; corners of labels and boxes do not."""
    lines = np.asarray(cut, np.float32)
    height, width = lines.shape
    across = max(edges(lines[height * n // 8 - 1 : height * n // 8 + 2].mean(axis=0)) for n in (3, 4, 5))
    down = max(edges(lines[:, width * n // 8 - 1 : width * n // 8 + 2].mean(axis=1)) for n in (3, 4, 5))
    return min(across, down) >= _LEAST_CELLS


def edges(profile: NDArray[np.float32]) -> int:
    """How often a line of brightness crosses its local mean by more than noise does."""
    local = cv2.blur(profile[None, :], (61, 1), borderType=cv2.BORDER_REPLICATE)[0]
    above = profile - local
    spread = float(np.abs(above).mean())
    signs = np.sign(above[np.abs(above) > 0.4 * spread])
    return int((signs[1:] != signs[:-1]).sum())


def _back(region: Region, width: float, across: float, rows: int) -> Move:
    along = np.array([np.cos(region.angle), np.sin(region.angle)])
    down = np.array([-np.sin(region.angle), np.cos(region.angle)])
    start = np.array([region.x, region.y]) - along * width / 2 - down * rows / 2
    return np.column_stack([along / across, down, start])


def _strips(upright: NDArray[np.float32], averaged: int) -> NDArray[np.float32]:
    """BANDS averaged rows, top to bottom, spread over the height."""
    rows = upright.shape[0]
    window = min(averaged, rows)
    tops = np.linspace(0, rows - window, BANDS).round().astype(int)
    return np.stack([upright[top : top + window].mean(axis=0) for top in tops])


def _stretched(strips: NDArray[np.float32]) -> Picture:
    """Every strip over the whole range of grey."""
    cut = strips.shape[1] // 100
    ordered = np.partition(strips, (cut, strips.shape[1] - 1 - cut), axis=1)
    low, high = ordered[:, cut : cut + 1], ordered[:, -1 - cut : strips.shape[1] - cut]
    return np.asarray(np.clip((strips - low) * (255 / np.maximum(high - low, 1)), 0, 255), np.uint8)
