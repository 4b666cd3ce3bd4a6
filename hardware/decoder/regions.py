"""Where in a frame bars or matrix cells may be: one structure tensor at reduced size."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.decoder.reading import Picture, Points

WORK_WIDTH: Final = 640
_LEAST_WIDTH: Final = 320
"""Small pictures are worked at half their size, and never at less than this."""
MOST_BARS: Final = 10
MOST_MATRICES: Final = 8
_MOST_COMPONENTS: Final = 16
_WINDOW: Final = 15
_COHERENT: Final = 0.6
_LEAST_ENERGY: Final = 12.0
_SHARE_OF_PEAK: Final = 0.05
_SHARE_OF_BLOB: Final = 0.2

Mask = NDArray[np.uint8]
Field = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Region:
    """A turned rectangle in the frame's pixels.

    `angle` (radians) is the direction across the bars, the way a scan line runs; `length` lies along it, `height`
    across it. For a matrix region the angle is 0. `energy` ranks regions: mean squared gradient times area.
    """

    x: float
    y: float
    length: float
    height: float
    angle: float
    energy: float

    @property
    def density(self) -> float:
        """Energy for each pixel: how strong the contrast is."""
        return self.energy / (self.length * self.height)

    def corners(self) -> Points:
        """Four corners, first the one where a scan line begins, in order round the region."""
        along = np.array([np.cos(self.angle), np.sin(self.angle)])
        down = np.array([-np.sin(self.angle), np.cos(self.angle)])
        middle = np.array([self.x, self.y])
        half, tall = along * self.length / 2, down * self.height / 2
        return np.array([middle - half - tall, middle + half - tall, middle + half + tall, middle - half + tall])

    def holds(self, x: float, y: float) -> bool:
        """Whether a point of the frame lies inside."""
        dx, dy = x - self.x, y - self.y
        along = dx * np.cos(self.angle) + dy * np.sin(self.angle)
        down = -dx * np.sin(self.angle) + dy * np.cos(self.angle)
        return bool(abs(along) <= self.length / 2 and abs(down) <= self.height / 2)


@dataclass(frozen=True, slots=True)
class Regions:
    """Candidates, most promising first."""

    bars: tuple[Region, ...]
    matrices: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class _Tensor:
    energy: Field
    coherence: Field
    cosine: Field
    sine: Field


def find_regions(picture: Picture) -> Regions:
    """The candidates of a grey frame."""
    tensor, zoom = _reduced(picture)
    if tensor is None:
        return Regions((), ())
    floor = max(_LEAST_ENERGY, _SHARE_OF_PEAK * _extent(tensor.energy[::4, ::4].ravel(), 5)[1])
    strong = tensor.energy > floor
    bars = (strong & (tensor.coherence > _COHERENT)).astype(np.uint8)
    cells = (strong & (tensor.coherence <= _COHERENT)).astype(np.uint8)
    return Regions(_bars(bars, tensor, zoom), _matrices(cells, tensor, zoom))


def find_blobs(picture: Picture) -> tuple[Region, ...]:
    """About square places full of edges in whatever direction: cells that were moved look like bars in parts."""
    tensor, zoom = _reduced(picture)
    if tensor is None:
        return ()
    peak = _extent(tensor.energy[::4, ::4].ravel(), 5)[1]
    return _matrices((tensor.energy > max(_LEAST_ENERGY, _SHARE_OF_BLOB * peak)).astype(np.uint8), tensor, zoom)


def _reduced(picture: Picture) -> tuple[_Tensor | None, float]:
    """The tensor at WORK_WIDTH, and how many pixels of the frame one of its own is; None: far too small."""
    longest = max(picture.shape)
    scale = min(1.0, min(WORK_WIDTH, max(_LEAST_WIDTH, longest / 2)) / longest)
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    return (None if min(small.shape) < _WINDOW else _tensor(np.asarray(small, np.uint8))), 1 / scale


def _tensor(small: Picture) -> _Tensor:
    dx = cv2.Sobel(small, cv2.CV_32F, 1, 0, ksize=3, scale=0.25)
    dy = cv2.Sobel(small, cv2.CV_32F, 0, 1, ksize=3, scale=0.25)
    window = (_WINDOW, _WINDOW)
    xx, yy, xy = (cv2.boxFilter(product, -1, window) for product in (dx * dx, dy * dy, dx * dy))
    energy, cosine, sine = xx + yy, xx - yy, 2 * xy
    length = cv2.magnitude(cosine, sine)
    return _Tensor(energy, length / (energy + 1e-3), cosine, sine)  # type: ignore[arg-type]  # cv2 calls them MatLike


def _bars(mask: Mask, tensor: _Tensor, zoom: float) -> tuple[Region, ...]:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    found = []
    largest = 1 + np.argsort(-stats[1:, cv2.CC_STAT_AREA])[:_MOST_COMPONENTS]
    for n in largest:
        left, top, width, height, area = (int(v) for v in stats[n])
        if area < 120 or max(width, height) < 24:
            continue
        cut = np.s_[top : top + height, left : left + width]
        region = _turned(labels[cut] == n, tensor, (left, top), cut, zoom)
        if region is not None:
            found.append(region)
    return tuple(sorted(found, key=lambda region: -region.energy)[:MOST_BARS])


def _turned(
    inside: NDArray[np.bool_], tensor: _Tensor, origin: tuple[int, int], cut: tuple[slice, slice], zoom: float
) -> Region | None:
    """The rectangle along the mean direction of one component's gradients, or None for a mere edge."""
    angle = 0.5 * float(np.arctan2(tensor.sine[cut][inside].sum(), tensor.cosine[cut][inside].sum()))
    ys, xs = np.nonzero(inside)
    along = xs * np.cos(angle) + ys * np.sin(angle)
    down = ys * np.cos(angle) - xs * np.sin(angle)
    a_low, a_high = _extent(along, 5)
    d_low, d_high = _extent(down, 40)
    length, height = a_high - a_low, d_high - d_low
    if length < 24 or height < 3 or length < 0.5 * height:
        return None
    a_mid, d_mid = (a_low + a_high) / 2, (d_low + d_high) / 2
    x = origin[0] + a_mid * np.cos(angle) - d_mid * np.sin(angle) + 0.5
    y = origin[1] + a_mid * np.sin(angle) + d_mid * np.cos(angle) + 0.5
    energy = float(tensor.energy[cut][inside].sum())
    return Region(float(x * zoom), float(y * zoom), length * zoom, height * zoom, angle, energy)


def _extent(values: NDArray[np.floating], per_mille: int) -> tuple[float, float]:
    """The range without the outermost `per_mille` at either end (np.percentile takes ten times as long)."""
    cut = len(values) * per_mille // 1000
    ordered = np.partition(values, (cut, len(values) - 1 - cut))
    return float(ordered[cut]), float(ordered[-1 - cut])


def _matrices(mask: Mask, tensor: _Tensor, zoom: float) -> tuple[Region, ...]:
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (5, 5))
    opened = cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=4)
    found = []
    for n in range(1, count):
        left, top, width, height, area = (int(v) for v in stats[n])
        is_blob = min(width, height) >= 14 and max(width, height) <= 2.2 * min(width, height)
        if not is_blob or area < 0.35 * width * height:
            continue
        cut = np.s_[top : top + height, left : left + width]
        energy = float(tensor.energy[cut][labels[cut] == n].sum())
        x, y = (left + width / 2) * zoom, (top + height / 2) * zoom
        found.append(Region(x, y, width * zoom, height * zoom, 0.0, energy))
    return tuple(sorted(found, key=lambda region: -region.energy)[:MOST_MATRICES])
