"""One scan: what a device delivered, before anybody has asked what it means (`codes.classify`)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Scan:
    """One delivery of one device.

    `text` is what the symbol carries, unchecked and possibly hostile. `symbology` is a name of formats/decode.md
    ("CODE128", "QRCODE" …) or None when the device does not tell (most keyboard wedges, typing).
    `at` is aware, in UTC. `device` names the source: "wedge", "camera:0", "picture:label.png".
    """

    text: str
    symbology: str | None
    at: datetime
    device: str
