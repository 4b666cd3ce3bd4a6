"""Every command of codes and scans, each from the seat that is asked for: what `test_seats.py` tells."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from domain.application import Command
from domain.assets.attach_code import AttachCode
from domain.assets.detach_code import DetachCode
from domain.assets.receive_assets import ReceiveAssets
from domain.assets.scan import Scan
from domain.catalog.add_product import ProductAdded
from domain.scans.model import WrongKind
from domain.scans.note_wrong_scan import NoteWrongScan
from domain.settings.change_scan_settings import ChangeScanSettings
from domain.settings.scanning import ScanSettings

Do = Callable[[Command], Any]
ONLY_OURS = ("CODE128", "QRCODE")


def wrong(text: str, kind: WrongKind = WrongKind.UNKNOWN, symbology: str | None = None) -> NoteWrongScan:
    """As the page of parcels notes it."""
    return NoteWrongScan.of(Scan(text, symbology, datetime(2026, 2, 1, tzinfo=UTC), "wedge"), kind, "ship")


def tell_scans(do: Do, bike: ProductAdded) -> None:
    """An old label is stuck to a bike and comes off; something is scanned that nobody knows."""
    do(ChangeScanSettings(0, ScanSettings(supplies=ONLY_OURS)))
    [asset] = do(ReceiveAssets(bike.variant_ids[0], ("",))).asset_ids
    attached = do(AttachCode(asset, "OLD-4711"))
    do(DetachCode(asset, attached.code))
    do(AttachCode(asset, "OLD-4712"))
    do(wrong("JO BRUECKNER"))
