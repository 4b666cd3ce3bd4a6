"""Whether somebody can see a window here."""

import os
import sys
from collections.abc import Mapping


def has_display(environment: Mapping[str, str] | None = None) -> bool:
    """True on Windows and macOS, with an X or Wayland display, or when a Qt platform was chosen by hand."""
    known = os.environ if environment is None else environment
    if sys.platform in ("win32", "darwin") or known.get("QT_QPA_PLATFORM"):
        return True
    return bool(known.get("DISPLAY") or known.get("WAYLAND_DISPLAY"))


def use_no_display() -> None:
    """Windows are drawn in memory from now on. Before Qt is loaded."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
