"""What is done about codes and scans: part of the complete list (`domain/handlers.py`)."""

from collections.abc import Mapping
from typing import Final

from domain.application import Command, Handler
from domain.assets.attach_code import AttachCode, attach_code
from domain.assets.detach_code import DetachCode, detach_code
from domain.scans.note_wrong_scan import NoteWrongScan, note_wrong_scan
from domain.settings.change_scan_settings import ChangeScanSettings, change_scan_settings

SCAN_HANDLERS: Final[Mapping[type[Command], Handler]] = {
    AttachCode: attach_code,
    ChangeScanSettings: change_scan_settings,
    DetachCode: detach_code,
    NoteWrongScan: note_wrong_scan,
}
