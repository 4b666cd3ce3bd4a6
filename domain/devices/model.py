"""The devices of one workplace as they are set up there. Their addresses mean nothing anywhere else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, final

from domain.devices.keyboard import Layout
from domain.devices.patterns import may_not_end
from domain.devices.readings import Measured
from domain.errors import AppError, InvalidInput, Unavailable

SPEEDS: Final = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
"""Bits a second."""

SIZES: Final = ((640, 480), (1280, 720), (1920, 1080), (3840, 2160))
LONGEST_NAME: Final = 40
LONGEST_FRAME: Final = 8
MOST_DEVICES: Final = 24
LONGEST_PATTERN: Final = 120
_BEGIN_ENTRIES: Final = " -+.,#/"
"""With these, and with letters and digits, people begin what they type."""
_EXPOSURES: Final = (-13, 10_000)


@final
class DeviceWrong(InvalidInput):
    """A device lacks something or has what cannot be; `field` names it."""

    code = "device_wrong"


@final
class DeviceNameTaken(InvalidInput):
    """Two devices of a workplace have one name."""

    code = "device_name_taken"


@final
class WedgesAlike(InvalidInput):
    """Two scanners that type cannot be told apart: each needs a prefix of its own that does not begin the other's."""

    code = "wedges_alike"


@final
class DeviceGone(Unavailable):
    """The device is not where it was: unplugged, switched off, or held by another program."""

    code = "device_gone"


class DeviceKind(StrEnum):
    """WEDGE types like a keyboard, SERIAL sends over a port, METER sends numbers."""

    WEDGE = "wedge"
    SERIAL = "serial"
    CAMERA = "camera"
    METER = "meter"


class MeterProtocol(StrEnum):
    """SICS is asked (Mettler-Toledo and others), CONTINUOUS sends by itself (Toledo), LINES is any number a line."""

    SICS = "sics"
    CONTINUOUS = "continuous"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Wedge:
    """A scanner that types. `prefix` and `suffix`: what it is set to send round each code.

    `pace_ms`: its usual gap between two keys, 0 while nobody knows.
    """

    name: str
    prefix: str = ""
    suffix: str = ""
    layout: Layout = field(default_factory=Layout)
    pace_ms: int = 0


@dataclass(frozen=True, slots=True)
class SerialScanner:
    """`port` as the system names it ("COM3", "/dev/ttyACM0"), or "usb:VID:PID:SERIAL", which is found wherever it is
    plugged in."""

    name: str
    port: str
    speed: int = 9600
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Camera:
    """`source`: the number of a camera, or a folder of pictures that are shown one after another (for training).

    `exposure` None: the camera chooses; else as its driver counts. `torch` is a wish that few drivers fulfil.
    """

    name: str
    source: str = "0"
    width: int = 1280
    height: int = 720
    exposure: int | None = None
    torch: bool = False


@dataclass(frozen=True, slots=True)
class Meter:
    """A scale or another meter at a serial port. `pattern` and `unit` count for LINES alone."""

    name: str
    port: str
    speed: int = 9600
    protocol: MeterProtocol = MeterProtocol.SICS
    pattern: str = ""
    unit: str = ""


Device = Wedge | SerialScanner | Camera | Meter
KIND_OF: Final = {
    Wedge: DeviceKind.WEDGE,
    SerialScanner: DeviceKind.SERIAL,
    Camera: DeviceKind.CAMERA,
    Meter: DeviceKind.METER,
}


def kind_of(device: Device) -> DeviceKind:
    return KIND_OF[type(device)]


class Health(StrEnum):
    """OFF: nobody uses it now. WAITING: nothing came from it yet. LOST: it is looked for again and again."""

    OFF = "off"
    CONNECTING = "connecting"
    WAITING = "waiting"
    READY = "ready"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class DeviceState:
    """`last`: what it read last, `at`: when. `error`: the last trouble, also after it is over."""

    health: Health
    last: str = ""
    at: datetime | None = None
    measured: Measured | None = None
    error: AppError | None = None


@dataclass(frozen=True, slots=True)
class PortSeen:
    """A serial port of this machine: what to set up, and what people call it."""

    port: str
    title: str


def checked(devices: Sequence[Device], known: Sequence[Device] = ()) -> tuple[Device, ...]:
    """The devices of a workplace, if they can stand beside each other.

    `known`: set up already; their prefixes stay, also where a new one would be refused because people type it.

    Raises DeviceWrong, DeviceNameTaken, WedgesAlike.
    """
    if len(devices) > MOST_DEVICES:
        raise DeviceWrong(field="name")
    for device in devices:
        _check(device)
    kept = {each.prefix for each in known if isinstance(each, Wedge)}
    if any(_is_typed(each.prefix) for each in devices if isinstance(each, Wedge) and each.prefix not in kept):
        raise DeviceWrong(field="prefix")
    names = [device.name.casefold() for device in devices]
    taken = [device.name for device in devices if names.count(device.name.casefold()) > 1]
    if taken:
        raise DeviceNameTaken(name=taken[0])
    _check_apart([device for device in devices if isinstance(device, Wedge)])
    return tuple(devices)


def _check(device: Device) -> None:
    name = device.name
    if not name or name != name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise DeviceWrong(field="name")
    if isinstance(device, Wedge | SerialScanner):
        _check_frame(device)
    if isinstance(device, SerialScanner | Meter):
        if not device.port.strip() or not device.port.isprintable() or len(device.port) > 200:
            raise DeviceWrong(field="port")
        if device.speed not in SPEEDS:
            raise DeviceWrong(field="speed")
    if isinstance(device, Meter):
        _check_pattern(device)
    if isinstance(device, Camera):
        _check_camera(device)


def _check_frame(device: Wedge | SerialScanner) -> None:
    for name, sent in (("prefix", device.prefix), ("suffix", device.suffix)):
        if len(sent) > LONGEST_FRAME or not sent.isprintable():
            raise DeviceWrong(field=name)


def _is_typed(prefix: str) -> bool:
    """People begin with it what they enter, so it tells no scanner from a hand."""
    return bool(prefix) and (prefix[0].isalnum() or prefix[0] in _BEGIN_ENTRIES)


def _check_pattern(device: Meter) -> None:
    if device.protocol is not MeterProtocol.LINES or not device.pattern:
        return
    try:
        is_good = len(device.pattern) <= LONGEST_PATTERN and bool(re.compile(device.pattern))
    except (re.error, RecursionError, OverflowError):
        is_good = False
    if not is_good or may_not_end(device.pattern):
        raise DeviceWrong(field="pattern")


def _check_camera(device: Camera) -> None:
    is_number = device.source.isascii() and device.source.isdecimal() and len(device.source) <= 2
    if not is_number and not device.source.startswith(("/", "\\\\")) and device.source[1:3] != ":\\":
        raise DeviceWrong(field="source")
    if (device.width, device.height) not in SIZES:
        raise DeviceWrong(field="width")
    if device.exposure is not None and not _EXPOSURES[0] <= device.exposure <= _EXPOSURES[1]:
        raise DeviceWrong(field="exposure")


def _check_apart(wedges: Sequence[Wedge]) -> None:
    for number, one in enumerate(wedges):
        for other in wedges[number + 1 :]:
            shorter, longer = sorted((one.prefix, other.prefix), key=len)
            if longer.startswith(shorter) and (shorter or not longer):
                raise WedgesAlike(one=one.name, other=other.name)
