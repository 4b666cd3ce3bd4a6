"""Views for a frame in which nothing was sure: blur taken back, labels round a tube rolled out flat.

A blurred line is divided by what blurred it (Wiener), for a few widths of lens blur and of movement; which one fits
nobody knows, so bars count only where several of them agree. Cells have error correction and tell by themselves.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.decoder.crops import ROWS_AVERAGED, Crop, bar_strips, edges
from hardware.decoder.reading import Picture
from hardware.decoder.regions import Region

AGREEING: Final = 2
"""Widths of blur that have to lead to the same text."""

_ACROSS: Final = 3.0
_NOISE: Final = 0.003
_CELL_NOISE: Final = 0.012
BLURS: Final = (
    *(("lens", 1.2), ("moved", 5.0), ("lens", 0.7), ("lens", 1.8), ("moved", 7.0), ("moved", 3.5), ("lens", 2.4)),
)
"""Kind and width in pixels of the frame: standard deviation, or length of the movement."""

NEARBY: Final = (0.88, 1.12)
"""A view that shows something is looked at again with a little less and a little more taken back."""

_LENS: Final = (1.4, 1.9, 2.4)
_MOVED: Final = (7.0, 9.5, 5.0)
_TURNS: Final = (0.0, 0.17, -0.17)
_ONE_SIDED: Final = 0.12
"""How much weaker edges along one direction are where something moved along it."""

_ROLLED: Final = tuple(
    (bend, sag, turn, is_lying)
    for turn in (0.0, -0.14, 0.14)
    for is_lying in (False, True)
    for bend, sag in ((1.1, -0.35), (1.1, 0.35))
)
"""Half the angle that the label takes up on the tube, how far its middle hangs, its turn, and whether the tube lies."""

_REACH: Final = 1.3
_SHARP: Final = 0.08
_LEAST_EDGES: Final = 14
_LEAST_CELLS: Final = 6
_UNEVEN: Final = 2.5
_SMALLEST: Final = 2.5
"""Pixels between two changes from dark to light and back, on average."""

_LARGEST: Final = 384
"""Pixels of a side of a view: finer than this no cells have to be shown."""

Plane = NDArray[np.float32]
Waves = NDArray[np.floating]


class BarMender:
    """The bars of a region, with one kind and width of blur after another taken back."""

    def __init__(self, picture: Picture, region: Region) -> None:
        self._strips = bar_strips(picture, region, ROWS_AVERAGED, _ACROSS)
        lines = self._strips.lines
        self._mean = lines.mean(axis=1, keepdims=True)
        self._spectrum = np.fft.rfft(lines - self._mean, axis=1)
        self._waves = np.fft.rfftfreq(lines.shape[1]) * self._strips.across

    @property
    def is_worth_it(self) -> bool:
        """Whether anything alternates."""
        return edges(self._strips.lines[len(self._strips.lines) // 2]) >= _LEAST_EDGES

    def view(self, kind: str, width: float) -> Crop:
        """`width` in pixels of the frame, as in BLURS."""
        blur = _transfer(kind, self._waves * width)
        count = self._strips.lines.shape[1]
        lines = np.fft.irfft(self._spectrum * (blur / (blur * blur + _NOISE)), n=count, axis=1) + self._mean
        return replace(self._strips, lines=np.asarray(lines, np.float32)).crop()


def cell_views(picture: Picture, region: Region) -> Iterator[Crop]:
    """The cells of a region: rolled out flat where they are sharp, sharpened where they are not."""
    side = max(region.length, region.height)
    margin = 0.25 * side + 8
    left, top = int(max(0, region.x - side / 2 - margin)), int(max(0, region.y - side / 2 - margin))
    cut = np.asarray(
        picture[top : int(region.y + side / 2 + margin), left : int(region.x + side / 2 + margin)], np.float32
    )
    if min(cut.shape) < 24 or not may_be_cells(cut, margin):
        return
    if _is_sharp(cut):
        yield from _rolled_out(picture, region)
    else:
        yield from _unblurred(cut, (left, top))


def may_be_cells(cut: Plane, margin: float) -> bool:
    """Whether lines across and down alternate about equally often, as cells do however blurred they are."""
    edge = int(margin * 0.8)
    inner = cv2.GaussianBlur(cut, (0, 0), 1.0)[edge : cut.shape[0] - edge, edge : cut.shape[1] - edge]
    height, width = inner.shape
    across = max(edges(inner[height * n // 8 - 1 : height * n // 8 + 2].mean(axis=0)) for n in (3, 4, 5))
    down = max(edges(inner[:, width * n // 8 - 1 : width * n // 8 + 2].mean(axis=1)) for n in (3, 4, 5))
    fewer, more = sorted((across, down))
    return fewer >= _LEAST_CELLS and more <= _UNEVEN * fewer and more * _SMALLEST <= max(height, width)


def _transfer(kind: str, waves: Waves) -> Waves:
    """What is left of each wave; `waves`: its frequency times the width of the blur."""
    if kind == "lens":
        return np.asarray(np.exp(-2 * (np.pi * waves) ** 2))
    return np.asarray(np.sinc(waves))


def _is_sharp(cut: Plane) -> bool:
    """Whether much of the contrast lies in details of two or three pixels."""
    fine = cut - cv2.GaussianBlur(cut, (0, 0), 1.5)
    return bool(fine.var() > _SHARP * cut.var())


def _unblurred(cut: Plane, origin: tuple[int, int]) -> Iterator[Crop]:
    """Widths of blur count in pixels of the view where the place is larger than a view."""
    shrunk = min(1.0, _LARGEST / max(cut.shape))
    if shrunk < 1:
        cut = np.asarray(cv2.resize(cut, None, fx=shrunk, fy=shrunk, interpolation=cv2.INTER_AREA), np.float32)
    height, width = cut.shape
    zoom = min(3.0, max(1.0, _LARGEST / max(cut.shape)))
    scale = 1 / (zoom * shrunk)
    back = np.array([[scale, 0, origin[0]], [0, scale, origin[1]]], np.float64)
    mean = float(cut.mean())
    spectrum = np.fft.rfft2(cut - mean)
    wx, wy = np.meshgrid(np.fft.rfftfreq(width), np.fft.fftfreq(height))
    for blur in _blurs_of_cells(wx, wy, _movement(cut)):
        flat = np.fft.irfft2(spectrum * (blur / (blur * blur + _CELL_NOISE)), s=cut.shape) + mean
        yield Crop(_enlarged(np.asarray(flat, np.float32), zoom), back, 0.0)


def _blurs_of_cells(wx: Waves, wy: Waves, direction: float | None) -> Iterator[Waves]:
    """What is left of each wave, the likeliest first."""
    if direction is not None:
        for turn in _TURNS:
            along = wx * np.cos(direction + turn) + wy * np.sin(direction + turn)
            yield from (_transfer("moved", along * each) for each in _MOVED)
    else:
        yield from (_transfer("lens", np.hypot(wx, wy) * each) for each in _LENS)


def _movement(cut: Plane) -> float | None:
    """The direction in which edges are weakest, where they are clearly weaker than across it; None: no movement."""
    dx, dy = cv2.Sobel(cut, cv2.CV_32F, 1, 0), cv2.Sobel(cut, cv2.CV_32F, 0, 1)
    xx, yy, xy = float((dx * dx).sum()), float((dy * dy).sum()), float((dx * dy).sum())
    if np.hypot(xx - yy, 2 * xy) < _ONE_SIDED * (xx + yy):
        return None
    return float(0.5 * np.arctan2(2 * xy, xx - yy) + np.pi / 2)


def _rolled_out(picture: Picture, region: Region) -> Iterator[Crop]:
    half = max(region.length, region.height) / 2
    zoom = min(2.5, _LARGEST / (2 * _REACH * half))
    count = round(2 * _REACH * half * zoom)
    line = np.linspace(-_REACH, _REACH, count, dtype=np.float32)
    u, v = np.meshgrid(line, line)
    for bend, sag, turn, is_lying in _ROLLED:
        inner = np.clip(u, -1.25, 1.25)
        x, y = half * np.sin(bend * inner) / np.sin(bend), half * (v + sag * (1 - np.cos(bend * inner)))
        if is_lying:
            x, y = y.T, x.T
        cosine, sine = np.cos(turn), np.sin(turn)
        map_x = np.asarray(region.x + x * cosine - y * sine, np.float32)
        map_y = np.asarray(region.y + x * sine + y * cosine, np.float32)
        flat = cv2.remap(picture, map_x, map_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
        soft = cv2.GaussianBlur(flat, (0, 0), 3)
        # The outline is told as if the label were flat: near enough to say which place was read.
        back = np.array([[1 / zoom, 0, region.x - half * _REACH], [0, 1 / zoom, region.y - half * _REACH]], np.float64)
        yield Crop(np.asarray(cv2.addWeighted(flat, 2.0, soft, -1.0, 0), np.uint8), back, 0.0)


def _enlarged(flat: Plane, zoom: float) -> Picture:
    """Over the whole range of grey."""
    cut = flat.size // 100
    ordered = np.partition(flat.ravel(), (cut, flat.size - 1 - cut))
    low, high = float(ordered[cut]), float(ordered[-1 - cut])
    even = np.asarray(np.clip((flat - low) * (255 / max(high - low, 1)), 0, 255), np.uint8)
    return np.asarray(cv2.resize(even, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_CUBIC), np.uint8)
