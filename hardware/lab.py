"""The devices of this workplace: kept in a file beside it, run, watched, and tried out."""

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from domain.assets.scan import Scan
from domain.clock import Clock
from domain.devices.keyboard import Layout
from domain.devices.model import (
    KIND_OF,
    Camera,
    Device,
    DeviceKind,
    DeviceState,
    Health,
    Meter,
    MeterProtocol,
    PortSeen,
    SerialScanner,
    Wedge,
    checked,
    kind_of,
)
from domain.devices.readings import Measured, MeterOutOfRange, MeterSilent
from domain.errors import AppError
from domain.till.devices import DeviceFileUnusable
from hardware.kept import keep
from hardware.lines.framing import LineFraming
from hardware.lines.link import WAITS_S, LinkListener, SerialLink
from hardware.lines.ports import OpenPort, SerialPort, ports_seen
from hardware.meters.protocols import reader_of
from hardware.scanners.devices import Devices, Seen
from hardware.scanners.wedge import UNNAMED, WedgeFramer

if TYPE_CHECKING:
    from hardware.scanners.camera import CameraScanner

_FILE: Final = "devices.json"
_SILENT_AFTER: Final = timedelta(seconds=3)
_SHOWN: Final = 64
_KINDS: Final = {kind: made for made, kind in KIND_OF.items()}
Publish = Callable[[Scan], object]


class DeviceLab:
    """May be asked from any thread. Serial devices run between `start` and `stop`; the others are told of."""

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        framing: WedgeFramer,
        open_port: Callable[[str, int], OpenPort] = SerialPort,
        waits_s: tuple[float, ...] = WAITS_S,
    ) -> None:
        """`waits_s`: see `SerialLink`."""
        self._file, self._clock, self._framing, self._open_port = folder / _FILE, clock, framing, open_port
        self._devices: tuple[Device, ...] = _read(self._file)
        self._waits_s = waits_s
        self._links: dict[Device, SerialLink] = {}
        self._states: dict[str, DeviceState] = {}
        self._publish: Publish | None = None
        self._lock, self._following = threading.Lock(), threading.Lock()
        self._framing.configure(self._of_kind(Wedge))
        self.eyes = Devices(clock, lambda: self.camera, self.watch_camera)

    @property
    def devices(self) -> tuple[Device, ...]:
        """In the order in which they were added. The first camera is the one that is turned on."""
        return self._devices

    @property
    def camera(self) -> Camera:
        """The one that looks for codes: the first that is set up, else the first of this machine."""
        return next(iter(self._of_kind(Camera)), Camera("camera:0"))

    def change(self, devices: Sequence[Device]) -> None:
        """Keeps them, and lets those that are new or other run as they are now.

        Raises DeviceWrong, DeviceNameTaken, WedgesAlike, DeviceFileUnusable.
        """
        wanted = checked(devices, self._devices)
        _write(self._file, wanted)
        self._devices = wanted
        self._framing.configure(self._of_kind(Wedge))
        names = {each.name for each in wanted}
        with self._lock:
            self._states = {name: state for name, state in self._states.items() if name in names | {UNNAMED.name}}
        if self._publish is not None:
            self._follow()

    def start(self, publish: Publish) -> None:
        """Scans of serial scanners go to `publish`, from threads of their own."""
        self._publish = publish
        self._follow()

    def stop(self) -> None:
        """Returns when no thread of it runs any more. What was learned of the scanners' pace is kept."""
        self._publish = None
        self._follow()
        self._keep_pace()

    def note(self, scan: Scan) -> None:
        """Something was scanned, by whatever device."""
        self._become(scan.device, health=Health.READY, last=_short(scan.text), at=scan.at)

    def watch_camera(self, name: str, health: Health, error: AppError | None = None) -> None:
        """A camera went on or off, or broke."""
        self._become(name, health=health, **({} if error is None else {"error": error}))

    def state(self, name: str) -> DeviceState:
        with self._lock:
            found = self._states.get(name)
        device = next((each for each in self._devices if each.name == name), None)
        if found is None:
            return DeviceState(Health.OFF if isinstance(device, Camera) else Health.WAITING)
        if isinstance(device, Meter) and found.health is Health.READY and self._is_silent(found):
            return replace(found, health=Health.WAITING, measured=None, error=MeterSilent(name=name))
        return found

    def measured(self, name: str) -> Measured:
        """What the meter of that name says now. Raises MeterSilent, MeterOutOfRange, DeviceGone."""
        state = self.state(name)
        if state.health is Health.READY and state.measured is not None:
            return state.measured
        raise state.error or MeterSilent(name=name)

    def pace_ms(self, name: str) -> int:
        """Of a scanner that types; 0: not known."""
        return self._framing.pace_ms(name)

    def teach(self, heard: Callable[[str, int], object] | None) -> None:
        """See `WedgeFramer.teach`."""
        self._framing.teach(heard)

    def preview(self, camera: Camera, seen: Seen, failed: Callable[[AppError], None]) -> "CameraScanner":
        """See `Devices.preview`."""
        return self.eyes.preview(camera, seen, failed)

    def ports(self) -> list[PortSeen]:
        """The serial ports that are there now; may take a moment."""
        return ports_seen()

    def cameras(self) -> list[str]:
        """The numbers of cameras that the system names; others may exist all the same."""
        found = Path("/dev").glob("video*") if Path("/dev").is_dir() else ()
        return sorted((path.name.removeprefix("video") for path in found if path.name[5:].isdecimal()), key=int)

    def _of_kind(self, kind: type[Any]) -> list[Any]:
        return [each for each in self._devices if isinstance(each, kind)]

    def _follow(self) -> None:
        """Brings what runs to what is set up; one at a time."""
        with self._following:
            self._bring()

    def _bring(self) -> None:
        publish = self._publish
        wanted = {each for each in self._devices if isinstance(each, SerialScanner | Meter)} if publish else set()
        for device in [each for each in self._links if each not in wanted]:
            self._links.pop(device).stop()
            self._become(device.name, health=Health.OFF)
        for device in wanted:
            if device not in self._links and publish is not None:
                self._links[device] = self._link(device, publish)
                self._links[device].start()

    def _link(self, device: SerialScanner | Meter, publish: Publish) -> SerialLink:
        def became(drop: Callable[[], None], health: Health, error: AppError | None) -> None:
            drop()
            self._become(device.name, health=health, **({} if error is None else {"error": error}))

        if isinstance(device, Meter):
            reader = reader_of(device)
            listener = LinkListener(
                lambda data: self._on_values(device, reader.take(data)),
                partial(became, reader.drop),
                lambda: reader.question,
            )
        else:
            framing = LineFraming()
            listener = LinkListener(
                lambda data: self._on_texts(device, framing.take(data), publish), partial(became, framing.drop)
            )
        return SerialLink(device.name, lambda: self._open_port(device.port, device.speed), listener, self._waits_s)

    def _on_texts(self, device: SerialScanner, texts: list[str], publish: Publish) -> None:
        for text in texts:
            code = text.removeprefix(device.prefix).removesuffix(device.suffix)
            if code:
                publish(Scan(code, None, self._clock.now(), device.name))

    def _on_values(self, device: Meter, values: Sequence[Measured | MeterOutOfRange]) -> None:
        for value in values[-1:]:
            if isinstance(value, Measured):
                self._become(device.name, health=Health.READY, measured=value, at=self._clock.now())
            else:
                self._become(device.name, health=Health.WAITING, measured=None, error=value, at=self._clock.now())

    def _become(self, name: str, **news: Any) -> None:
        with self._lock:
            self._states[name] = replace(self._states.get(name, DeviceState(Health.WAITING)), **news)

    def _is_silent(self, state: DeviceState) -> bool:
        return state.at is None or self._clock.now() - state.at > _SILENT_AFTER

    def _keep_pace(self) -> None:
        """So that a slow scanner is known from the first scan of the next day."""
        learned = tuple(
            replace(each, pace_ms=self._framing.pace_ms(each.name)) if isinstance(each, Wedge) else each
            for each in self._devices
        )
        if learned == self._devices:
            return
        try:
            _write(self._file, learned)
        except DeviceFileUnusable:
            return
        self._devices = learned


def _short(text: str) -> str:
    shown = "".join(sign if sign.isprintable() else "�" for sign in text[:_SHOWN])
    return shown + ("…" if len(text) > _SHOWN else "")


def _write(file: Path, devices: Sequence[Device]) -> None:
    kept = [{"kind": kind_of(each), **asdict(each)} for each in devices]
    keep(file, kept)


def _read(file: Path) -> tuple[Device, ...]:
    """What cannot be read counts as never set up."""
    try:
        found = [_device(each) for each in json.loads(file.read_text(encoding="utf-8"))]
        return checked(found, found)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, AppError):
        return ()


def _device(kept: dict[str, Any]) -> Device:
    made: Any = _KINDS[DeviceKind(kept.pop("kind"))]
    if "layout" in kept:
        kept["layout"] = Layout(tuple((str(heard), str(meant)) for heard, meant in kept["layout"]["pairs"]))
    if "protocol" in kept:
        kept["protocol"] = MeterProtocol(kept["protocol"])
    device: Device = made(**kept)
    return device
