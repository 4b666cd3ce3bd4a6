"""What is fine about the devices of this machine and what is not."""

import os
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from hardware.decoder.engines import load_zbar
from hardware.decoder.reading import Symbology
from hardware.machine.display import has_display, use_no_display


@dataclass(frozen=True, slots=True)
class Check:
    """One finding. `what_to_do` is a code whose sentence the caller knows; empty when nothing is to be done."""

    name: str
    ok: bool
    detail: str
    what_to_do: str = ""


def checks() -> list[Check]:
    """Decoder libraries, cameras and serial ports, in a fixed order; none of them is opened.

    Where nobody could see a window, whoever looks for printers after this draws in memory.
    """
    if not has_display():
        use_no_display()
    return [_zbar(), _library("zxing-cpp"), _library("opencv-python-headless"), _one_opencv(), _cameras(), _ports()]


def _zbar() -> Check:
    if load_zbar({Symbology.CODE128}) is None:
        return Check("zbar", ok=False, detail="", what_to_do="install_libzbar0")
    return Check("zbar", ok=True, detail=_version("pyzbar"))


def _library(package: str) -> Check:
    found = _version(package)
    return Check(package, ok=bool(found), detail=found, what_to_do="" if found else "install_dependencies")


def _one_opencv() -> Check:
    """The full wheel sets Qt's environment and carries a second Qt; the two must never be installed together."""
    full = _version("opencv-python")
    return Check("opencv-without-qt", ok=not full, detail=full, what_to_do="remove_opencv_python" if full else "")


def _cameras() -> Check:
    """A station without a camera is a station all the same."""
    found = sorted(path.name for path in Path("/dev").glob("video*")) if Path("/dev").is_dir() else []
    return Check("camera", ok=True, detail=", ".join(found), what_to_do="" if found else "connect_camera")


def _ports() -> Check:
    """A port that this user may not open is a device that is never there."""
    from hardware.lines.ports import ports_seen

    found = [each.title for each in ports_seen()]
    shut = [path for path in _device_files() if not os.access(path, os.R_OK | os.W_OK)]
    return Check("serial-ports", ok=not shut, detail=", ".join(found), what_to_do="open_ports" if shut else "")


def _device_files() -> list[Path]:
    """Those of USB: ports that are built in are seldom used, and belong to nobody's scanner."""
    devices = Path("/dev")
    return [*devices.glob("ttyACM*"), *devices.glob("ttyUSB*")] if devices.is_dir() else []


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
