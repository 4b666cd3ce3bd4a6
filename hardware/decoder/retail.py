"""A second opinion on EAN and UPC-A: does the printed pattern of this very number fit the bars best?

Both libraries decode by widths of edges and can fall for ink that has spread: 1 and 7, 2 and 8 swap, and one time in
ten the check digit still fits. Here every digit is compared with all its rivals, spread and blur being fitted first.
"""

from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from domain.assets.codes import is_gtin
from hardware.decoder.crops import Crop
from hardware.decoder.reading import Reading, Symbology

Line = NDArray[np.float64]

_PER_MODULE: Final = 4
_BLURS: Final = (0.35, 0.6, 0.9, 1.3)
_FITS_FROM: Final = 0.9
_CLEARLY: Final = 0.7
_NOISE: Final = 0.002 * 7 * _PER_MODULE
_ODD: Final = (
    "0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011",
)  # fmt: skip
_RIGHT: Final = tuple("".join("10"[int(bit)] for bit in code) for code in _ODD)
_EVEN: Final = tuple(code[::-1] for code in _RIGHT)
_PARITY: Final = ["LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL"]


class Opinion(Enum):
    """What the bars say about a number."""

    FITS = "fits"
    UNDECIDED = "undecided"
    REFUTED = "refuted"


def opinion(strip: NDArray[np.uint8], span: tuple[float, float], text: str, symbology: Symbology) -> Opinion:
    """Compares one line across the bars (brightness) with the pattern of `text`.

    `span`: where the symbol begins and ends on the line, give or take two modules. UPC-E and everything that is not
    retail is UNDECIDED.
    """
    pattern = _pattern(text, symbology)
    if pattern is None or span[1] - span[0] < len(pattern):
        return Opinion.UNDECIDED
    line = 1 - np.asarray(strip, np.float64) / 255
    module = (span[1] - span[0]) / len(pattern)
    forward = _aligned(line, span, pattern, 2.4 * module, 9)
    backward = _aligned(line[::-1], (len(line) - 1 - span[1], len(line) - 1 - span[0]), pattern, 2.4 * module, 9)
    if backward.fit > forward.fit:
        line, forward = line[::-1], backward
    best = _aligned(line, forward.span, pattern, 0.4 * module, 7)
    return _compared(best.samples, pattern) if best.fit > 0.5 else Opinion.UNDECIDED


def judged(reading: Reading, crop: Crop) -> Reading | None:
    """The reading with one more witness where the bars fit it, and None where they belong to another number.

    `crop`: the reading's own bars (`crops.bar_crop` of its place).
    """
    if reading.symbology is Symbology.UPCE:
        return reading
    height, width = crop.picture.shape
    strips = (crop.picture[height * n // 10] for n in (3, 7))
    span = (crop.margin, width - crop.margin)
    opinions = {opinion(strip, span, reading.text, reading.symbology) for strip in strips}
    if Opinion.REFUTED in opinions:
        return None if Opinion.FITS not in opinions else reading
    return replace(reading, quality=reading.quality + 1) if Opinion.FITS in opinions else reading


def _pattern(text: str, symbology: Symbology) -> Line | None:
    """Dark modules as ones: 95 for EAN-13 and UPC-A, 67 for EAN-8."""
    if symbology is Symbology.EAN8 and len(text) == 8:
        left = "".join(_ODD[int(digit)] for digit in text[:4])
        right = "".join(_RIGHT[int(digit)] for digit in text[4:])
    elif symbology in {Symbology.EAN13, Symbology.UPCA}:
        text = text.rjust(13, "0")
        parities = _PARITY[int(text[0])]
        pairs = zip(text[1:7], parities, strict=True)
        left = "".join((_ODD if parity == "L" else _EVEN)[int(digit)] for digit, parity in pairs)
        right = "".join(_RIGHT[int(digit)] for digit in text[7:])
    else:
        return None
    return np.array([int(bit) for bit in f"101{left}01010{right}101"], np.float64)


@dataclass(frozen=True, slots=True)
class _Alignment:
    """Where a pattern lies on a line, how well (correlation), and the line's samples there."""

    fit: float
    span: tuple[float, float]
    samples: Line


def _aligned(line: Line, span: tuple[float, float], pattern: Line, reach: float, steps: int) -> _Alignment:
    """The best of small moves of both ends, `reach` pixels at most; _PER_MODULE samples a module."""
    model = pattern @ _kernels(len(pattern), _BLURS[1])[0]
    moves = np.linspace(-reach, reach, steps)
    begins, ends = (grid.reshape(-1, 1) for grid in np.meshgrid(span[0] + moves, span[1] + moves))
    at = (np.arange(len(model)) + 0.5) / len(model)
    places = begins + (ends - begins) * at
    taken = np.interp(places.ravel(), np.arange(len(line)), line).reshape(places.shape)
    fits = _correlations(taken, model)
    n = int(fits.argmax())
    return _Alignment(float(fits[n]), (float(begins[n, 0]), float(ends[n, 0])), np.asarray(taken[n], np.float64))


def _correlations(rows: Line, model: Line) -> Line:
    centred = rows - rows.mean(axis=1, keepdims=True)
    wanted = model - model.mean()
    lengths = np.linalg.norm(centred, axis=1) * np.linalg.norm(wanted) + 1e-9
    return np.asarray(centred @ wanted / lengths, np.float64)


@lru_cache(maxsize=16)
def _kernels(modules: int, blur: float) -> tuple[Line, Line]:
    """Matrices from modules, and from edges between modules, to blurred samples."""
    at = (np.arange(modules * _PER_MODULE) + 0.5) / _PER_MODULE
    fine = (np.arange(modules * 8) + 0.5) / 8
    weights = np.exp(-0.5 * ((at[None, :] - fine[:, None]) / blur) ** 2) / (blur * np.sqrt(2 * np.pi) * 8)
    edges = np.exp(-0.5 * ((at[None, :] - np.arange(1, modules)[:, None]) / blur) ** 2) / (blur * np.sqrt(2 * np.pi))
    return weights.reshape(modules, 8, -1).sum(axis=1), edges


def _model(pattern: Line, blur: float) -> Line:
    """Three columns that explain samples: ground, dark modules, and dark spreading over every edge."""
    solid, edge = _kernels(len(pattern), blur)
    return np.column_stack([np.ones(solid.shape[1]), pattern @ solid, np.abs(np.diff(pattern)) @ edge])


def _compared(samples: Line, pattern: Line) -> Opinion:
    """Every digit against its rivals. Only a whole number that is valid itself and fits clearly better refutes."""
    error, blur = min((_error(samples, pattern, blur), blur) for blur in _BLURS)
    rival, ratio = _best_rival(samples, pattern, blur)
    if ratio < 1 and _is_number(rival):
        rival_error = min(_error(samples, rival, other) for other in _BLURS)
        return Opinion.REFUTED if rival_error < _CLEARLY * error else Opinion.UNDECIDED
    explained = 1 - error / (float(((samples - samples.mean()) ** 2).sum()) + 1e-9)
    return Opinion.FITS if explained > _FITS_FROM**2 and ratio >= 1 else Opinion.UNDECIDED


def _is_number(pattern: Line) -> bool:
    """Whether the modules spell digits of a possible parity whose check digit fits."""
    bits = "".join("1" if module else "0" for module in pattern)
    digits = (len(bits) - 11) // 14
    left = [bits[3 + 7 * n : 10 + 7 * n] for n in range(digits)]
    right = [bits[8 + 7 * n : 15 + 7 * n] for n in range(digits, 2 * digits)]
    parity = "".join("L" if code in _ODD else "G" for code in left)
    first = "" if digits == 4 else str(_PARITY.index(parity)) if parity in _PARITY else None
    if first is None or (digits == 4 and parity != "LLLL"):
        return False
    numbers = [str((_ODD if code in _ODD else _EVEN).index(code)) for code in left]
    return is_gtin(first + "".join(numbers) + "".join(str(_RIGHT.index(code)) for code in right))


def _error(samples: Line, pattern: Line, blur: float) -> float:
    model = _model(pattern, blur)
    weights = np.linalg.lstsq(model, samples, rcond=None)[0]
    return float(((samples - model @ weights) ** 2).sum())


def _best_rival(samples: Line, pattern: Line, blur: float) -> tuple[Line, float]:
    """The pattern made of each place's best digit, and the worst ratio of a winner's error to the given digit's."""
    weights = np.asarray(np.linalg.lstsq(_model(pattern, blur), samples, rcond=None)[0], np.float64)
    winner, worst = pattern.copy(), 9.0
    digits = (len(pattern) - 11) // 14
    for n in range(2 * digits):
        begin = 3 + 7 * n + (5 if n >= digits else 0)
        rivals = _digits(is_right=n >= digits)
        errors = _digit_errors(samples, pattern, begin, weights, blur, is_right=n >= digits)
        is_own = (rivals == pattern[begin : begin + 7]).all(axis=1)
        mine, other = float(errors[is_own].min()), int(np.where(is_own, np.inf, errors).argmin())
        worst = min(worst, (float(errors[other]) + _NOISE) / (mine + _NOISE))
        if errors[other] < mine:
            winner[begin : begin + 7] = rivals[other]
    return winner, worst


@lru_cache(maxsize=2)
def _digits(*, is_right: bool) -> Line:
    """The patterns a digit may have, one a row: ten on the right, twice ten on the left."""
    return np.array([[int(bit) for bit in code] for code in (_RIGHT if is_right else _ODD + _EVEN)], np.float64)


def _digit_errors(samples: Line, pattern: Line, begin: int, weights: Line, blur: float, *, is_right: bool) -> Line:
    """Squared error round one digit's place for every pattern that might stand there.

    Each pattern may slide by half a module: paper bends.
    """
    solid, edge = _kernels(len(pattern), blur)
    low, high = begin - 3, begin + 10
    rivals = _digits(is_right=is_right)
    modules = np.tile(pattern[low:high], (len(rivals), 1))
    modules[:, 3:10] = rivals
    window = np.s_[(begin - 1) * _PER_MODULE : (begin + 8) * _PER_MODULE]
    guess = weights[0] + weights[1] * (modules @ solid[low:high, window])
    guess += weights[2] * (np.abs(np.diff(modules, axis=1)) @ edge[low : high - 1, window])
    slides = [samples[window.start + k : window.stop + k] for k in range(-2, 3)]
    return np.asarray(np.min([((slid - guess) ** 2).sum(axis=1) for slid in slides], axis=0), np.float64)
