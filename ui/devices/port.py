"""What the device lab needs of the hardware."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from domain.assets.scan import Scan
    from domain.devices.model import Camera, Device, DeviceState, PortSeen
    from domain.errors import AppError
    from ui.shell.camera import CameraPort
    from ui.shell.lens import Seen


class Lab(Protocol):
    """The devices of this workplace. Asking for states is cheap; what may wait says so."""

    @property
    def devices(self) -> "tuple[Device, ...]": ...

    def change(self, devices: "Sequence[Device]") -> None:
        """Waits for devices that end. Raises AppError: they cannot stand beside each other, or cannot be kept."""
        ...

    def start(self, publish: "Callable[[Scan], object]") -> None: ...

    def stop(self) -> None:
        """Waits for all of them."""
        ...

    def note(self, scan: "Scan") -> None:
        """Something was scanned, by whatever device."""
        ...

    def state(self, name: str) -> "DeviceState": ...

    def pace_ms(self, name: str) -> int: ...

    def teach(self, heard: Callable[[str, int], object] | None) -> None:
        """Until called with None: lines of the set-up card go there, with the gap between their keys."""
        ...

    def preview(self, camera: "Camera", seen: "Seen", failed: "Callable[[AppError], None]") -> "CameraPort":
        """What a camera sees; nothing of it is scanned. Not started yet."""
        ...

    def ports(self) -> "Sequence[PortSeen]":
        """May wait for the system."""
        ...

    def cameras(self) -> Sequence[str]: ...
