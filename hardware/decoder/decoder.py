"""The pipeline from a frame to readings that may be believed. Source: the measurements in hardware/README.md."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.decoder.crops import ROWS_AVERAGED, ROWS_WHEN_FANNED, Crop, bar_crop, matrix_crop
from hardware.decoder.engines import SymbolEngine, ZxingEngine, load_zbar
from hardware.decoder.mending import AGREEING, BLURS, NEARBY, BarMender, cell_views
from hardware.decoder.reading import EVERYTHING, MATRICES, RETAIL, Engine, Picture, Points, Reading, Symbology, centre
from hardware.decoder.regions import Region, Regions, find_blobs, find_regions
from hardware.decoder.retail import judged
from hardware.decoder.trust import SURE, has_own_proof, is_plausible, is_sure, settle

_REDUCED: Final = 640
_FANNED: Final = 3
_MENDED: Final = 2
_FAINT: Final = 0.2
"""Beside a label that was read, a place with less than this share of its contrast is background."""


class Decoder:
    """Finds symbols in pictures. Holds no state between frames; use one per thread."""

    def __init__(self, symbologies: Iterable[Symbology] = EVERYTHING) -> None:
        wanted = frozenset(symbologies)
        lines, cells = wanted - MATRICES, wanted & MATRICES
        self._quick: SymbolEngine = ZxingEngine(wanted, quick=True)
        self._thorough: SymbolEngine = ZxingEngine(wanted, quick=False)
        self._reduced = load_zbar(wanted)
        self._for_bars = _engines(lines, rows_only=True)
        self._for_cells = _engines(cells, rows_only=False)

    def read(self, frame: NDArray[Any], wanted: int | None = None) -> list[Reading]:
        """What stands in the frame, each symbol once a place, nothing that is not sure.

        `frame`: grey, BGR or BGRA, 8 or 16 bits. `wanted`: stop as soon as so many symbols are read; None: all.
        """
        return [reading for reading in self.sightings(frame, wanted) if is_sure(reading)]

    def sightings(self, frame: NDArray[Any], wanted: int | None = None) -> list[Reading]:
        """Like `read`, with the unsure readings too: they count once a second frame agrees (`scanners/camera.py`)."""
        picture = grey(frame)
        if min(picture.shape) < 8:
            return []
        first = [reading for reading in self._quick.read(picture) if is_plausible(reading)]
        seen = _judged(picture, first)
        refuted = {reading.text for reading in first} - {reading.text for reading in seen}
        if wanted is not None and _sure_count(seen) >= wanted:
            return settle(seen)
        judged_already = {reading.text for reading in seen if is_sure(reading)}
        regions = self._look_closer(picture, seen)
        if not _sure_count(seen):
            self._mend(picture, regions, seen)
        if not _sure_count(seen):
            late = self._last_look(picture)
            seen += [reading for reading in late if reading not in seen]
            self._confirm(picture, late, seen)
        seen = [reading for reading in seen if reading.text not in refuted]
        return _judged(picture, seen, done=judged_already)

    def _look_closer(self, picture: Picture, seen: list[Reading]) -> Regions:
        """Adds what the crops of all regions show that no sure reading explains."""
        regions = find_regions(picture)
        for region in regions.bars:
            if not _is_explained(region, seen):
                seen += self._in_bars(picture, region, ROWS_AVERAGED)
        self._confirm(picture, list(seen), seen)
        faintest = _FAINT * max(
            (region.density for region in regions.bars + regions.matrices if _is_explained(region, seen)), default=0.0
        )
        for region in regions.matrices:
            if region.density >= faintest and not _is_explained(region, seen):
                seen += _in_crop(matrix_crop(picture, region), self._for_cells, None)
        if not _sure_count(seen):
            for region in regions.bars[:_FANNED]:
                seen += self._in_bars(picture, region, ROWS_WHEN_FANNED)
        return regions

    def _mend(self, picture: Picture, regions: Regions, seen: list[Reading]) -> None:
        """Blur and bend of the most promising places taken back, until something is sure."""
        blobs = find_blobs(picture)[:1]
        blobs += tuple(region for region in regions.matrices[:1] if not any(_is_same(region, blob) for blob in blobs))
        places = [(region, self._agreed_bars) for region in regions.bars[:_MENDED]]
        places += [(region, self._mended_cells) for region in blobs]
        for region, mended in sorted(places, key=lambda place: -place[0].energy):
            found = mended(picture, region)
            if found is not None:
                seen.append(found)
                return

    def _mended_cells(self, picture: Picture, region: Region) -> Reading | None:
        """Cells have error correction: the first view that is read is believed."""
        for crop in cell_views(picture, region):
            for reading in _in_crop(crop, self._for_cells[-1:], None):
                return reading
        return None

    def _agreed_bars(self, picture: Picture, region: Region) -> Reading | None:
        """The one text that AGREEING views lead to, of any but our own codes and products in both libraries; None as
        soon as a view leads to another text."""
        mender = BarMender(picture, region)
        views: dict[str, int] = {}
        engines: set[Engine] = set()

        def looked(kind: str, width: float) -> list[Reading]:
            found = _in_crop(mender.view(kind, width), self._for_bars, region)
            for text in {reading.text for reading in found}:
                views[text] = views.get(text, 0) + 1
            engines.update(reading.engine for reading in found)
            return found

        for kind, width in BLURS if mender.is_worth_it else ():
            found = looked(kind, width)
            if found:
                found += [reading for more in NEARBY for reading in looked(kind, width * more)]
            if len(views) > 1:
                return None
            for reading in found:
                proven = reading.symbology in RETAIL or has_own_proof(reading) or len(engines) > 1
                if views[reading.text] >= AGREEING and proven:
                    return replace(reading, quality=SURE)
        return None

    def _confirm(self, picture: Picture, doubtful: list[Reading], seen: list[Reading]) -> None:
        """Looks at unsure readings again in a crop made from their own place."""
        for reading in doubtful:
            if not any(is_sure(settled) and settled.text == reading.text for settled in settle(seen)):
                region = _region_of(reading)
                if region is not None:
                    seen += self._in_bars(picture, region, ROWS_AVERAGED)

    def _in_bars(self, picture: Picture, region: Region, averaged: int) -> list[Reading]:
        return _in_crop(bar_crop(picture, region, averaged), self._for_bars, region)

    def _last_look(self, picture: Picture) -> list[Reading]:
        """The whole frame turned, smaller and inverted by zxing-cpp, and in reduced size by zbar."""
        found = self._thorough.read(picture)
        if self._reduced is not None:
            scale = min(1.0, _REDUCED / max(picture.shape))
            size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
            small = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
            for reading in self._reduced.read(small):
                found.append(replace(reading.at(np.array(reading.polygon, np.float64) / scale), quality=1))
        return [reading for reading in found if is_plausible(reading)]


def grey(frame: NDArray[Any]) -> Picture:
    """One channel of 8 bits; transparent parts become white paper. Raises ValueError for another shape."""
    if frame.dtype == np.uint16:
        frame = (frame >> 8).astype(np.uint8)
    if frame.dtype != np.uint8:
        raise ValueError(f"a frame of {frame.dtype} is no picture")
    if frame.ndim == 2:
        return np.ascontiguousarray(frame)
    if frame.ndim != 3 or frame.shape[2] not in {1, 3, 4}:
        raise ValueError(f"a frame of shape {frame.shape} is no picture")
    if frame.shape[2] == 1:
        return np.ascontiguousarray(frame[:, :, 0])
    plain = np.asarray(cv2.cvtColor(frame[:, :, :3], cv2.COLOR_BGR2GRAY), np.uint8)
    if frame.shape[2] == 3:
        return plain
    cover = frame[:, :, 3].astype(np.uint16)
    return np.asarray((plain * cover + 255 * (255 - cover)) // 255, np.uint8)


def _engines(symbologies: frozenset[Symbology], *, rows_only: bool) -> list[SymbolEngine]:
    """zbar first, which reads averaged bars best, then zxing-cpp."""
    if not symbologies:
        return []
    zbar = load_zbar(symbologies, rows_only=rows_only)
    zxing = ZxingEngine(symbologies, quick=True)
    return [zxing] if zbar is None else [zbar, zxing]


def _in_crop(crop: Crop | None, engines: list[SymbolEngine], region: Region | None) -> list[Reading]:
    """Plausible readings of a crop in the frame's pixels; the second engine is asked while the first is not proof."""
    found: list[Reading] = []
    if crop is None:
        return found
    for engine in engines:
        found += [_placed(reading, crop, region) for reading in engine.read(crop.picture) if is_plausible(reading)]
        if found and all(is_sure(reading) for reading in found):
            break
    return found


def _placed(reading: Reading, crop: Crop, region: Region | None) -> Reading:
    """The reading in the frame's pixels. Bars are as high as their region, whatever lines were used."""
    points: Points = np.array(reading.polygon, np.float64)
    if region is not None:
        left, right = points[:, 0].min(), points[:, 0].max()
        bottom = crop.picture.shape[0]
        points = np.array([(left, 0), (right, 0), (right, bottom), (left, bottom)], np.float64)
    return Reading(
        reading.symbology, reading.text, reading.at(crop.in_frame(points)).polygon, reading.engine, quality=1
    )


def _judged(picture: Picture, seen: list[Reading], done: frozenset[str] | set[str] = frozenset()) -> list[Reading]:
    """The settled readings; product numbers only as far as the bars themselves agree (`retail.py`).

    `done`: texts that were judged before.
    """
    kept = []
    for reading in settle(seen):
        is_open = reading.symbology in RETAIL and reading.text not in done
        region = _region_of(reading) if is_open else None
        crop = None if region is None else bar_crop(picture, region)
        verdict = reading if crop is None else judged(reading, crop)
        if verdict is not None:
            kept.append(verdict)
    return kept


def _region_of(reading: Reading) -> Region | None:
    """The place of a linear reading as a region; None for a matrix, whose reading needs no second look."""
    if reading.symbology in MATRICES:
        return None
    first, second, _, last = (np.array(point, np.float64) for point in reading.polygon)
    along, down = second - first, last - first
    length, height = float(np.hypot(*along)), float(np.hypot(*down))
    if length < 24:
        return None
    x, y = centre(reading.polygon)
    return Region(x, y, length, max(height, 15.0), float(np.arctan2(along[1], along[0])), 0.0)


def _is_explained(region: Region, seen: list[Reading]) -> bool:
    """Whether sure readings account for the region: one lies in it and is not much shorter."""
    for reading in settle(seen):
        if not is_sure(reading) or not region.holds(*centre(reading.polygon)):
            continue
        if reading.symbology in MATRICES:
            return True
        corners = np.array(reading.polygon, np.float64)
        longest = float(np.hypot(*(corners[1] - corners[0])))
        longest = max(longest, float(np.hypot(*(corners[2] - corners[1]))))
        if longest * 1.6 >= region.length:
            return True
    return False


def _is_same(one: Region, other: Region) -> bool:
    """Whether two places are about one symbol."""
    near = 0.2 * max(other.length, other.height)
    return abs(one.x - other.x) < near and abs(one.y - other.y) < near and one.length > 0.7 * other.length


def _sure_count(seen: list[Reading]) -> int:
    return sum(is_sure(reading) for reading in settle(seen))
