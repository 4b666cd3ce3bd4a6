"""The light of a camera that has one, by Video4Linux. OpenCV knows nothing of it; few drivers do."""

import struct
from pathlib import Path
from typing import Final

_SET_CONTROL: Final = 0xC008561C
"""VIDIOC_S_CTRL: read and write, 8 bytes, "V", 28. Source: linux/videodev2.h."""
_LED_MODE: Final = 0x009C0901
"""V4L2_CID_FLASH_LED_MODE. Source: linux/v4l2-controls.h."""
_TORCH, _NONE = 2, 0


def set_torch(index: int, *, on: bool) -> bool:
    """Whether the camera of that number has a light that did as it was told."""
    try:
        from fcntl import ioctl
    except ImportError:  # not Linux
        return False
    try:
        with Path(f"/dev/video{index}").open("rb") as device:
            ioctl(device, _SET_CONTROL, struct.pack("Ii", _LED_MODE, _TORCH if on else _NONE))
    except OSError:
        return False
    return True
