"""Made-up pictures of a packing station: labels drawn by us, put into a cluttered frame and spoiled in a known way.

Everything comes from a seed, so a figure measured once is the figure measured always.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import barcode
import cv2
import numpy as np
import segno
from numpy.typing import NDArray

from domain.assets.codes import format_code, gtin_check_digit

Picture = NDArray[np.uint8]

WIDTH: Final = 1280
HEIGHT: Final = 720
DOTS: Final = 8
"""Dots a module in the label's own bitmap."""

CONDITIONS: Final = (
    "clean", "blur", "motion", "dark", "tilt", "upright", "perspective", "glare", "noise", "jpeg", "hidden", "curved",
)  # fmt: skip


@dataclass(frozen=True)
class Frame:
    """A grey picture and what a person could read in it: pairs of symbology and text."""

    picture: Picture
    codes: tuple[tuple[str, str], ...]
    condition: str


def linear(kind: str, text: str, bar_height: int = 50) -> Picture:
    """A linear symbol with quiet zones and its text below; whole dots, `kind` as python-barcode names it."""
    bits = barcode.get_barcode_class(kind)(text).build()[0]
    modules = np.array([0 if bit == "1" else 255 for bit in bits], np.uint8)
    bars = np.pad(np.repeat(np.tile(modules, (bar_height, 1)), DOTS, axis=1), ((4 * DOTS, 0), (12 * DOTS, 12 * DOTS)))
    bars[: 4 * DOTS] = 255
    bars[:, : 12 * DOTS] = bars[:, -12 * DOTS :] = 255
    bars = np.vstack([bars[: 4 * DOTS], np.repeat(bars[4 * DOTS :], DOTS, axis=0)])
    foot = np.full((14 * DOTS, bars.shape[1]), 255, np.uint8)
    cv2.putText(foot, text, (13 * DOTS, 10 * DOTS), cv2.FONT_HERSHEY_SIMPLEX, DOTS / 3.2, 0, DOTS // 3, cv2.LINE_AA)
    return np.vstack([bars, foot])


def matrix(text: str) -> Picture:
    """A QR code, error correction M, with its quiet zone."""
    cells = np.array(
        [list(row) for row in segno.make(text, error="m", micro=False, boost_error=False).matrix], np.uint8
    )
    cells = np.pad(np.where(cells > 0, 0, 255).astype(np.uint8), 4, constant_values=255)
    return np.repeat(np.repeat(cells, DOTS, axis=0), DOTS, axis=1)


def background(chance: np.random.Generator) -> Picture:
    """A bench with edges, stripes, boxes and print that is no code."""
    coarse = chance.normal(0, 1, (9, 16)).astype(np.float32)
    scene = cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC) * 18 + chance.uniform(80, 150)
    for _ in range(10):
        x, y = int(chance.integers(0, WIDTH)), int(chance.integers(0, HEIGHT))
        w, h = (int(v) for v in chance.integers(30, 300, 2))
        cv2.rectangle(scene, (x, y), (x + w, y + h), float(chance.uniform(40, 200)), int(chance.choice([-1, 2, 5])))
    for _ in range(6):
        at = (int(chance.integers(0, WIDTH)), int(chance.integers(20, HEIGHT)))
        size, tone = float(chance.uniform(0.5, 1.4)), float(chance.uniform(20, 230))
        cv2.putText(scene, "Radwerk Berlin 030/4711", at, cv2.FONT_HERSHEY_SIMPLEX, size, tone, 2, cv2.LINE_AA)
    x, y, step = int(chance.integers(0, 1000)), int(chance.integers(0, 500)), int(chance.integers(5, 14))
    scene[y : y + 160, x : x + 240 : step] -= 40
    return np.clip(scene, 0, 255).astype(np.uint8)


def place(scene: Picture, label: Picture, at: tuple[float, float], module: float, angle: float, skew: float) -> Picture:
    """The scene with the label's centre `at`, `module` pixels a module, turned by `angle` degrees.

    `skew` 0..0.5 draws two corners in, as a camera does that looks from the side.
    """
    h, w = label.shape
    half_w, half_h = w * module / DOTS / 2, h * module / DOTS / 2
    inset = skew * half_h
    corners = np.array([(-half_w, -half_h), (half_w, -half_h + inset), (half_w, half_h - inset), (-half_w, half_h)])
    turn = np.deg2rad(angle)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    target = ((corners @ rotation.T) + np.array(at)) * 2 + 0.5
    source = np.array([(0, 0), (w, 0), (w, h), (0, h)], np.float32)
    move = cv2.getPerspectiveTransform(source, target.astype(np.float32))
    sigma = max(0.0, DOTS / (module * 2) / 2.2)
    soft = cv2.GaussianBlur(label, (0, 0), sigma) if sigma > 0.3 else label
    size = (WIDTH * 2, HEIGHT * 2)
    fine = cv2.warpPerspective(soft, move, size, flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(np.full_like(label, 255), move, size, flags=cv2.INTER_LINEAR)
    label_part = cv2.resize(fine, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA).astype(np.float32)
    share = cv2.resize(mask, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    paper = 0.86 * label_part + 18 * share
    return np.clip(scene * (1 - share) + paper, 0, 255).astype(np.uint8)


def curved(label: Picture) -> Picture:
    """The label as seen round a bottle or a tube: squeezed towards both ends."""
    h, w = label.shape
    across = np.linspace(-1, 1, w, dtype=np.float32)
    source = (np.arcsin(across * np.sin(1.05)) / 1.05 + 1) * (w - 1) / 2
    down = np.arange(h, dtype=np.float32)[:, None] + 6 * DOTS * (1 - np.sqrt(1 - (across * 0.8) ** 2))[None, :]
    return cv2.remap(label, np.tile(source.astype(np.float32), (h, 1)), down.astype(np.float32), cv2.INTER_LINEAR,
                     borderValue=255)  # fmt: skip


def spoil(picture: Picture, condition: str, at: tuple[float, float], chance: np.random.Generator) -> Picture:
    """What lens, light and cable do to the finished scene; every picture gets a little sensor noise."""
    worse: dict[str, Callable[[Picture], Picture]] = {
        "blur": lambda p: cv2.GaussianBlur(p, (0, 0), float(chance.uniform(1.0, 2.4))),
        "motion": lambda p: _motion(p, int(chance.integers(4, 11)), float(chance.uniform(0, 180))),
        "dark": lambda p: (p * chance.uniform(0.1, 0.3)).astype(np.uint8),
        "glare": lambda p: _glare(p, at, chance),
        "jpeg": lambda p: _jpeg(p, int(chance.integers(12, 35))),
    }
    sigma = {"noise": float(chance.uniform(12, 35)), "dark": float(chance.uniform(3, 7))}.get(condition, 3.0)
    if condition in worse:
        picture = worse[condition](picture)
    noisy = picture.astype(np.float32) + chance.normal(0, sigma, picture.shape).astype(np.float32)
    return np.clip(noisy, 0, 255).astype(np.uint8)


def station_frame(seed: int, condition: str) -> Frame:
    """One label under one condition. Even seeds Code 128, every fourth EAN-13, else QR."""
    chance = np.random.default_rng([seed, CONDITIONS.index(condition)])
    symbology, text, label = any_label(chance, seed)
    label = curved(label) if condition == "curved" else label
    angle = {"tilt": chance.uniform(0, 360), "upright": chance.choice([90, 270]), "clean": 0.0}.get(
        condition, chance.uniform(-12, 12)
    )
    skew = chance.uniform(0.15, 0.5) if condition == "perspective" else 0.0
    module = chance.uniform(1.4, 3.2) if symbology != "QRCODE" else chance.uniform(2.0, 5.0)
    at = (float(chance.uniform(420, 860)), float(chance.uniform(260, 460)))
    scene = place(background(chance), label, at, float(module), float(angle), float(skew))
    if condition == "hidden":
        scene = _hide(scene, at, symbology, float(module), chance)
    return Frame(spoil(scene, condition, at, chance), ((symbology, text),), condition)


def crowded_frame(seed: int, count: int) -> Frame:
    """`count` labels (3 to 9) side by side, each turned a little."""
    chance = np.random.default_rng([seed, 77])
    scene, codes = background(chance), []
    for n in range(count):
        at = (230.0 + 410 * (n % 3), 125.0 + 235 * (n // 3))
        symbology, text, label = any_label(chance, int(chance.integers(0, 100)))
        module = 1.9 if symbology != "QRCODE" else 3.6
        scene = place(scene, label, at, module, float(chance.uniform(-14, 14)), 0.0)
        codes.append((symbology, text))
    return Frame(spoil(scene, "clean", (0, 0), chance), tuple(codes), "crowded")


def any_label(chance: np.random.Generator, seed: int) -> tuple[str, str, Picture]:
    """Symbology, text and bitmap of a label of the house."""
    text = format_code(str(chance.choice(["RB", "EB", "LR", "KS"])), int(chance.integers(0, 999_999)))
    if seed % 4 == 0:
        payload = "40" + "".join(str(d) for d in chance.integers(0, 10, 10))
        text = payload + gtin_check_digit(payload)
        return "EAN13", text, linear("ean13", text[:12])
    if seed % 2 == 0:
        return "CODE128", text, linear("code128", text)
    return "QRCODE", text, matrix(text)


def station_frames(seeds: Sequence[int]) -> list[Frame]:
    """Every condition with every seed."""
    return [station_frame(seed, condition) for condition in CONDITIONS for seed in seeds]


def _motion(picture: Picture, length: int, angle: float) -> Picture:
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1
    turn = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), angle, 1)
    kernel = cv2.warpAffine(kernel, turn, (length, length))
    return cv2.filter2D(picture, -1, kernel / kernel.sum())


def _glare(picture: Picture, at: tuple[float, float], chance: np.random.Generator) -> Picture:
    light = np.zeros(picture.shape, np.float32)
    centre = (int(at[0] + chance.uniform(-120, 120)), int(at[1] + chance.uniform(-50, 50)))
    axes = (int(chance.uniform(40, 130)), int(chance.uniform(12, 40)))
    cv2.ellipse(light, centre, axes, float(chance.uniform(0, 180)), 0, 360, 1.0, -1)
    light = cv2.GaussianBlur(light, (0, 0), 18)
    return np.clip(picture + light * 200, 0, 255).astype(np.uint8)


def _jpeg(picture: Picture, quality: int) -> Picture:
    packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)


def _hide(
    picture: Picture, at: tuple[float, float], symbology: str, module: float, chance: np.random.Generator
) -> Picture:
    """A finger or a strap over part of the bars' height, or over a corner of the cells that carry data."""
    x, y = int(at[0]), int(at[1])
    if symbology == "QRCODE":
        side = int(module * 4)
        corner = (x + int(module * 5), y + int(module * 5))
        cv2.rectangle(picture, corner, (corner[0] + side, corner[1] + side), 60, -1)
        return picture
    width = int(module * 200)
    band = int(module * chance.uniform(10, 18))
    top = y - int(module * 12) + int(chance.uniform(-8, 8))
    cv2.line(picture, (x - width // 2, top), (x + width // 2, top + int(chance.uniform(-30, 30))), 70, band)
    return picture
