"""Devices of a workplace stand beside each other, or are refused with the reason."""

from dataclasses import replace

import pytest

from domain.devices.model import (
    Camera,
    Device,
    DeviceNameTaken,
    DeviceWrong,
    Meter,
    MeterProtocol,
    SerialScanner,
    Wedge,
    WedgesAlike,
    checked,
)

RING = Wedge("Ring", prefix="~1")
PORT = SerialScanner("Tisch", "/dev/ttyACM0")
SCALE = Meter("Waage", "COM3", protocol=MeterProtocol.LINES, pattern=r"(?P<value>\d+)")


def test_many_kinds_stand_beside_each_other() -> None:
    devices = [RING, Wedge("Pult"), PORT, SCALE, Camera("Decke"), Camera("Film", source="/training/pictures")]
    assert checked(devices) == tuple(devices)


@pytest.mark.parametrize(
    ("device", "field"),
    [
        (replace(RING, name=""), "name"),
        (replace(RING, name=" Ring"), "name"),
        (replace(RING, name="x" * 41), "name"),
        (replace(RING, name="a\nb"), "name"),
        (replace(RING, prefix="R"), "prefix"),
        (replace(RING, prefix="\x02"), "prefix"),
        (replace(RING, prefix="S1"), "prefix"),
        (replace(RING, prefix="10"), "prefix"),
        (replace(RING, prefix="#"), "prefix"),
        (replace(RING, prefix="-~"), "prefix"),
        (replace(RING, suffix="123456789"), "suffix"),
        (replace(PORT, port=" "), "port"),
        (replace(PORT, speed=9601), "speed"),
        (replace(SCALE, pattern="(["), "pattern"),
        (replace(SCALE, pattern="x" * 121), "pattern"),
        (Camera("Decke", source="front"), "source"),
        (Camera("Decke", width=1), "width"),
        (Camera("Decke", exposure=-99), "exposure"),
    ],
)
def test_what_cannot_be_names_its_field(device: Device, field: str) -> None:
    with pytest.raises(DeviceWrong) as refused:
        checked([device])
    assert refused.value.facts["field"] == field


def test_a_prefix_that_was_set_up_before_stays_beside_a_new_scanner() -> None:
    before = [Wedge("Tisch", prefix="#")]
    after = [replace(before[0], pace_ms=12), RING]
    assert checked(after, before) == tuple(after)


def test_names_are_given_once_whatever_their_case() -> None:
    with pytest.raises(DeviceNameTaken):
        checked([RING, replace(PORT, name="ring")])


@pytest.mark.parametrize(("one", "other"), [("", ""), ("~1", "~1"), ("~1", "~12")])
def test_scanners_that_type_have_to_be_told_apart(one: str, other: str) -> None:
    with pytest.raises(WedgesAlike):
        checked([Wedge("A", prefix=one), Wedge("B", prefix=other)])
