"""What scales and other meters send is read in every way they say it, and noise is no value."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.devices.model import DeviceWrong, Meter, MeterProtocol, checked
from domain.devices.readings import Measured, MeterOutOfRange
from hardware.meters.protocols import USUAL_PATTERN, ContinuousReader, LinesReader, MeterReader, SicsReader, reader_of
from hardware.simulators.serial_port import continuous_frame


@pytest.mark.parametrize(
    ("line", "value"),
    [
        (b"S S     100.00 g\r\n", Measured(Decimal("100.00"), "g")),
        (b"S D      -0.50 kg\r\n", Measured(Decimal("-0.50"), "kg", is_stable=False)),
        (b"S S -    12.3 lb\r\n", Measured(Decimal("-12.3"), "lb")),
    ],
)
def test_sics_says_value_unit_and_whether_it_stands(line: bytes, value: Measured) -> None:
    assert SicsReader("Waage").take(line) == [value]


@pytest.mark.parametrize("line", [b"S I\r\n", b"ES\r\n", b"EL\r\n", b"\r\n", b"S S x g\r\n", b"\xff\xff\r\n"])
def test_what_is_no_value_of_sics_gives_none(line: bytes) -> None:
    assert SicsReader("Waage").take(line) == []


def test_too_much_and_too_little_are_told() -> None:
    assert [type(each) for each in SicsReader("Waage").take(b"S +\r\nS -\r\n")] == [MeterOutOfRange] * 2
    over = bytearray(continuous_frame(1, 0))
    over[2] |= 0x04
    assert [type(each) for each in ContinuousReader("Waage").take(bytes(over))] == [MeterOutOfRange]


@given(digits=st.integers(0, 999_999), places=st.integers(0, 5), cut=st.integers(0, 17), noise=st.binary(max_size=40))
@settings(max_examples=40, deadline=None)
def test_continuous_frames_are_found_in_noise_and_across_pieces(
    digits: int, places: int, cut: int, noise: bytes
) -> None:
    reader = ContinuousReader("Waage")
    sent = noise + b"\r" + continuous_frame(digits, places, is_moving=True, is_negative=True)
    found = reader.take(sent[:-cut] if cut else sent) + reader.take(sent[-cut:] if cut else b"")
    assert found[-1:] == [Measured(-Decimal(digits).scaleb(-places), "kg", is_stable=False)]


@pytest.mark.parametrize(
    ("pattern", "unit", "line", "value"),
    [
        ("", "", b"ODO 12345 km\r\n", Measured(Decimal(12345), "km")),
        ("", "%", b"87,5\n", Measured(Decimal("87.5"), "%")),
        (r"SOC=(?P<value>\d+)(?P<moving>~)?", "%", b"V=41 SOC=87~\n", Measured(Decimal(87), "%", is_stable=False)),
        (r"\d{3}", "V", b"x 036 y\n", Measured(Decimal(36), "V")),
    ],
)
def test_a_number_a_line_by_a_pattern(pattern: str, unit: str, line: bytes, value: Measured) -> None:
    assert reader_of(Meter("Akku", "COM1", protocol=MeterProtocol.LINES, pattern=pattern, unit=unit)).take(line) == [
        value
    ]


@pytest.mark.parametrize(
    ("reader", "half", "whole"),
    [
        (SicsReader("Waage"), b"S S     1", b"S S     100.00 g\r\n"),
        (LinesReader(USUAL_PATTERN), b"1", b"100.00 g\r\n"),
        (ContinuousReader("Waage"), continuous_frame(123456, 2)[:9], continuous_frame(10000, 2)),
    ],
    ids=["sics", "lines", "continuous"],
)
def test_half_a_line_before_the_plug_was_pulled_is_no_part_of_the_next(
    reader: MeterReader, half: bytes, whole: bytes
) -> None:
    assert reader.take(half) == []
    reader.drop()
    assert [each.value for each in reader.take(whole) if isinstance(each, Measured)] == [Decimal("100.00")]


def test_half_a_line_before_a_silence_is_no_part_of_the_next_and_no_value() -> None:
    reader = LinesReader(USUAL_PATTERN)
    assert [reader.take(sent) for sent in (b"1", *[b""] * 9)] == [[]] * 10
    assert reader.take(b"2 kg\n") == [Measured(Decimal(2), "kg")]


@pytest.mark.parametrize("pattern", [r"(\d+)+x", r"(a|aa)*b", r"((?P<value>\d)\s*){2,}", r"(?:a?a?)+b"])
def test_a_pattern_that_may_never_end_is_refused(pattern: str) -> None:
    with pytest.raises(DeviceWrong):
        checked([Meter("Akku", "COM1", protocol=MeterProtocol.LINES, pattern=pattern)])


@pytest.mark.parametrize(
    "pattern", [USUAL_PATTERN, r"SOC=(?P<value>\d+)(?P<moving>~)?", r"\d{3}", r"(kg|g)?", r"[(+)]*(\()+", r"(ab)+?x"]
)
def test_a_pattern_that_ends_is_taken(pattern: str) -> None:
    assert checked([Meter("Akku", "COM1", protocol=MeterProtocol.LINES, pattern=pattern)])


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_no_bytes_break_a_reader(data: bytes) -> None:
    for reader in (SicsReader("Waage"), ContinuousReader("Waage"), LinesReader(r"(?P<value>\S+)")):
        for each in reader.take(data) + reader.take(b"\r\n"):
            assert isinstance(each, MeterOutOfRange) or each.value.is_finite()
