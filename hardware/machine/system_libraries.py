"""Libraries of the operating system that the wheels load but cannot bring, and how to get them.

The list is what the dynamic linker asks for when Qt's plug-ins, OpenCV, zbar and Postgres load on a bare Debian or
Ubuntu. Package names are Debian's; Ubuntu's renamed ones (…t64) answer to them too.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import invalidate_caches, util
from pathlib import Path

RUNTIME: Mapping[str, str] = {
    "libstdc++.so.6": "libstdc++6",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
    "libbrotlidec.so.1": "libbrotli1",
    "libzbar.so.0": "libzbar0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libpulse.so.0": "libpulse0",
    "libcups.so.2": "libcups2",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libXext.so.6": "libxext6",
    "libXrandr.so.2": "libxrandr2",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
"""Name of the shared library -> package."""

_APT_PATIENCE_S = 300
"""A machine that was just started installs updates of its own."""

FOR_TESTS: Mapping[str, str] = {"Xvfb": "xvfb", "chromium": "chromium"}
"""Program -> package: a display for the tests of real windows, a browser for those of the customers' pages."""


@dataclass(frozen=True, slots=True)
class Way:
    """How packages can be installed here. `commands` are run one after the other; none: a person must do it."""

    commands: tuple[tuple[str, ...], ...]
    line: str
    """What a person can type instead."""


def missing_packages(*, for_tests: bool, loads: Callable[[str], bool] | None = None) -> list[str]:
    """Packages whose library does not load (or whose program or module is not there), sorted. Empty outside Linux."""
    if sys.platform != "linux":
        return []
    can_load = loads or _loads
    missing = [package for library, package in RUNTIME.items() if not can_load(library)]
    if for_tests:
        missing += [package for name, package in FOR_TESTS.items() if shutil.which(name) is None]
    invalidate_caches()  # it may have been installed since this program last asked
    if util.find_spec("ensurepip") is None:
        missing.append(_venv_package())
    return sorted(missing)


def _venv_package() -> str:
    """Debian splits venv off: python3-venv for the system's Python, pythonX.Y-venv for any other."""
    if Path(sys.executable).resolve() == Path("/usr/bin/python3").resolve():
        return "python3-venv"
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def way_to_install(packages: Sequence[str]) -> Way:
    """With apt directly for root, through sudo where that asks for no password; else the line to type."""
    patient = ("-o", f"DPkg::Lock::Timeout={_APT_PATIENCE_S}")
    install = ("install", "-qq", *patient, "--yes", "--no-install-recommends", *packages)
    if shutil.which("apt-get") is None:
        return Way((), f"(with your system's package manager) {' '.join(packages)}")
    typed = ("apt-get update", f"apt-get install --yes --no-install-recommends {' '.join(packages)}")
    if is_root():
        return Way((("apt-get", "-qq", "update"), ("apt-get", *install)), " && ".join(typed))
    sudo = shutil.which("sudo")
    if sudo is None:
        return Way((), f"su -c '{' && '.join(typed)}'")
    line = " && ".join(f"sudo {command}" for command in typed)
    if not _asks_for_no_password(sudo):
        return Way((), line)
    quiet = ("sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get")
    return Way(((*quiet, "-qq", "update"), (*quiet, *install)), line)


def is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _asks_for_no_password(sudo: str) -> bool:
    asked = subprocess.run([sudo, "-n", "true"], capture_output=True, check=False, stdin=subprocess.DEVNULL)
    return asked.returncode == 0
