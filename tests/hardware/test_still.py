"""A camera held before a picture reads it as a camera does: once, and only what is sure."""

import io

import segno

from hardware.clock import SystemClock
from hardware.scanners.still import look_at


def test_a_label_before_the_camera_is_one_scan() -> None:
    png = io.BytesIO()
    segno.make("RB-000214-F", error="m").save(png, kind="png", scale=8, border=4)
    scans = look_at(png.getvalue(), SystemClock())
    assert [(scan.text, scan.device) for scan in scans] == [("RB-000214-F", "camera:still")]
