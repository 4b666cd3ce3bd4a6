"""The decoder finds what a station sees, and never says what is not there."""

from functools import cache

import barcode
import cv2
import numpy as np
import pytest
import zxingcpp

from domain.assets.codes import format_code
from hardware.decoder import decoder as decoder_module
from hardware.decoder.decoder import Decoder, grey
from hardware.decoder.reading import EVERYTHING, Engine, Reading, Symbology
from hardware.decoder.retail import Opinion, opinion
from hardware.decoder.trust import is_plausible, is_sure, settle
from tests.hardware.frames import (
    DOTS,
    Frame,
    Picture,
    background,
    crowded_frame,
    curved,
    linear,
    matrix,
    place,
    spoil,
    station_frames,
)

OWN = format_code("RB", 214)


def read(picture: Picture) -> set[tuple[str, str]]:
    return {(reading.symbology.value, reading.text) for reading in Decoder().read(picture)}


def small(label: Picture, dots: int = 3) -> Picture:
    """A label drawn with few whole dots a module, on a white sheet."""
    return np.pad(label[::DOTS, ::DOTS].repeat(dots, axis=0).repeat(dots, axis=1), 60, constant_values=255)


def drawn(text: str, symbology: zxingcpp.BarcodeFormat) -> Picture:
    """A symbol that neither segno nor python-barcode can draw."""
    picture = np.array(zxingcpp.create_barcode(text, symbology).to_image(scale=4, add_quiet_zones=True))
    return np.pad(picture, 60, constant_values=255)


@cache
def station_results() -> tuple[tuple[Frame, frozenset[tuple[str, str]]], ...]:
    decoder = Decoder()
    return tuple(
        (frame, frozenset((r.symbology.value, r.text) for r in decoder.read(frame.picture)))
        for frame in station_frames(range(5))
    )


def test_no_station_frame_is_ever_misread() -> None:
    wrong = [(f.condition, f.codes, found) for f, found in station_results() if found - set(f.codes)]
    assert wrong == []


def test_more_frames_are_read_than_either_library_reads() -> None:
    """Measured with these seeds: 55 of 60; pyzbar alone 45, zxing-cpp alone (all its options) 43."""
    assert sum(set(f.codes) <= found for f, found in station_results()) >= 55


@pytest.mark.parametrize(
    "condition", ["clean", "tilt", "upright", "dark", "noise", "glare", "jpeg", "hidden", "curved"]
)
def test_ordinary_trouble_costs_no_label(condition: str) -> None:
    results = [(f, found) for f, found in station_results() if f.condition == condition]
    assert [f.codes for f, found in results if not set(f.codes) <= found] == []


def test_every_label_of_a_full_bench_is_read() -> None:
    for seed, count in [(1, 3), (2, 5), (3, 7), (4, 9)]:
        frame = crowded_frame(seed, count)
        assert read(frame.picture) == set(frame.codes)


def test_a_bench_without_labels_says_nothing() -> None:
    for seed in range(12):
        chance = np.random.default_rng([seed, 5])
        assert read(spoil(background(chance), "noise" if seed % 2 else "clean", (0, 0), chance)) == set()


@pytest.mark.parametrize("angle", range(0, 360, 30))
def test_a_label_lies_as_it_likes_and_its_place_is_told(angle: int) -> None:
    chance = np.random.default_rng(3)
    label = linear("code128", OWN)
    scene = spoil(place(background(chance), label, (640, 360), 2.2, angle, 0.1), "clean", (0, 0), chance)
    (reading,) = Decoder().read(scene)
    assert (reading.symbology, reading.text, len(reading.polygon)) == (Symbology.CODE128, OWN, 4)
    assert np.allclose(np.mean(reading.polygon, axis=0), (640, 360), atol=40)


def test_gs1_separators_come_through_and_the_symbol_says_it_is_gs1() -> None:
    bits = barcode.get_barcode_class("gs1_128")("010400638133393121AB\xf117261231").build()[0]
    bars = np.repeat(np.tile(np.array([0 if b == "1" else 255 for b in bits], np.uint8), (90, 1)), 3, axis=1)
    assert read(np.pad(bars, 60, constant_values=255)) == {("GS1_128", "010400638133393121AB\x1d17261231")}


@pytest.mark.parametrize("text", ["Größe Ü 北京 №1", "https://example.org/?a=ß", "x"])
def test_a_matrix_code_carries_any_language(text: str) -> None:
    assert read(small(matrix(text), 5)) == {("QRCODE", text)}


def test_letters_beyond_ascii_in_bars_are_not_cut_to_seven_bits() -> None:
    """zbar drops the shift and reads Grddl."""
    assert read(drawn("Grädl-1", zxingcpp.BarcodeFormat.Code128)) == {("CODE128", "Grädl-1")}


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("EAN13", "4006381333931", ("EAN13", "4006381333931")),
        ("EAN8", "96385074", ("EAN8", "96385074")),
        ("UPCA", "036000291452", ("UPCA", "036000291452")),
        ("UPCE", "04252614", ("UPCE", "04252614")),
        ("ITF", "14006381333938", ("ITF", "14006381333938")),
        ("Code39", "WTU-4711", ("CODE39", "WTU-4711")),
        ("Code93", "WTU-4711", ("CODE93", "WTU-4711")),
        ("Codabar", "A3117701320B", ("CODABAR", "A3117701320B")),
        ("DataMatrix", "SN 4711", ("DATAMATRIX", "SN 4711")),
        ("Aztec", "SN 4711", ("AZTEC", "SN 4711")),
        ("PDF417", "SN 4711", ("PDF417", "SN 4711")),
    ],
)
def test_every_promised_symbology_is_named_as_it_is_printed(name: str, text: str, expected: tuple[str, str]) -> None:
    assert read(drawn(text, zxingcpp.BarcodeFormat[name])) == {expected}


def test_only_what_was_asked_for_is_read() -> None:
    picture = small(linear("code128", OWN))
    assert Decoder({Symbology.QRCODE}).read(picture) == []
    assert len(Decoder({Symbology.CODE128}).read(picture)) == 1


def test_a_label_of_ours_with_a_wrong_check_character_is_not_reported() -> None:
    wrong = OWN[:-1] + ("A" if OWN[-1] != "A" else "B")
    assert read(small(linear("code128", wrong))) == set()


def test_what_two_libraries_see_differently_is_not_reported() -> None:
    corners = ((0, 0), (90, 0), (90, 30), (0, 30))
    one = Reading(Symbology.CODE128, "AST-1", corners, Engine.ZXING)
    other = Reading(Symbology.CODE128, "AgT#1", corners, Engine.ZBAR)
    assert settle([one, other]) == []
    assert [r.quality for r in settle([one, Reading(Symbology.CODE128, "AST-1", corners, Engine.ZBAR)])] == [2]
    assert not is_sure(one)


def test_a_check_digit_that_does_not_fit_refutes_a_reading() -> None:
    for symbology, text in [
        ("EAN13", "4006381333932"),
        ("UPCE", "04252615"),
        ("ITF", "00012345678904"),
        ("CODABAR", "12"),
    ]:
        assert not is_plausible(Reading(Symbology(symbology), text, ((0, 0),), Engine.ZBAR))


@pytest.mark.parametrize("spread", [-1, 0, 1, 2])
def test_spread_ink_does_not_turn_one_product_into_another(spread: int) -> None:
    """Both libraries have read the second number out of the first one's bars on a real package."""
    bits = barcode.get_barcode_class("ean13")("002394243101").build()[0]
    bars = np.repeat(np.array([0 if bit == "1" else 255 for bit in bits], np.uint8), 5)
    if spread:
        change = cv2.erode if spread > 0 else cv2.dilate
        bars = change(bars[None, :], np.ones((1, 1 + abs(spread)), np.uint8))[0]
    strip = np.pad(bars, 40, constant_values=255)
    span = (40.0, 40.0 + len(bars))
    assert opinion(strip, span, "0023942431015", Symbology.EAN13) is Opinion.FITS
    assert opinion(strip[::-1], span, "0023942431015", Symbology.EAN13) is Opinion.FITS
    assert opinion(strip, span, "9074932437075", Symbology.EAN13) is Opinion.REFUTED


def test_without_zbar_the_station_still_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoder_module, "load_zbar", lambda *_args, **_more: None)
    assert read(small(linear("code128", OWN))) == {("CODE128", OWN)}


def test_strange_frames_are_read_or_refused_but_nothing_breaks() -> None:
    chance = np.random.default_rng(1)
    for shape in [(1, 1), (7, 2000), (2000, 7), (16, 16), (40, 3000), (300, 300)]:
        assert Decoder(EVERYTHING).read(chance.integers(0, 256, shape, dtype=np.uint8)) == []
        assert Decoder(EVERYTHING).read(np.zeros(shape, np.uint8)) == []
    with pytest.raises(ValueError, match="no picture"):
        grey(np.zeros((4, 4), np.float32))
    with pytest.raises(ValueError, match="no picture"):
        grey(np.zeros((4, 4, 2), np.uint8))


def test_a_moved_label_counts_only_where_several_widths_of_blur_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(11)
    scene = place(background(chance), linear("code128", OWN), (640, 360), 2.8, 2.0, 0.0)
    moved = spoil(cv2.blur(scene, (5, 1)), "clean", (0, 0), chance)
    assert read(moved) == {("CODE128", OWN)}
    monkeypatch.setattr(decoder_module, "AGREEING", 99)
    assert read(moved) == set()


@pytest.mark.parametrize("lies", [False, True])
def test_cells_round_a_tube_are_rolled_out(lies: bool) -> None:
    chance = np.random.default_rng(12)
    label = curved(matrix(OWN))
    label = np.ascontiguousarray(label.T) if lies else label
    scene = spoil(place(background(chance), label, (640, 360), 4.0, 3.0, 0.0), "clean", (0, 0), chance)
    (reading,) = Decoder().read(scene)
    assert (reading.symbology, reading.text) == (Symbology.QRCODE, OWN)
    assert np.allclose(np.mean(reading.polygon, axis=0), (640, 360), atol=40)
