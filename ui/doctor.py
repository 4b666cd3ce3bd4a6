"""The doctor's words: each finding of the other rooms as a line, with what to do where something is wrong."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from domain.errors import AppError
from ui.language import N_, _, use
from ui.texts import refusal

_NAMES: Final = {
    "zbar": N_("Bar code library zbar"),
    "zxing-cpp": N_("Bar code library zxing-cpp"),
    "opencv-python-headless": N_("Picture library OpenCV"),
    "opencv-without-qt": N_("OpenCV without a second Qt"),
    "camera": N_("Camera"),
    "serial-ports": N_("Serial ports"),
    "database": N_("Database"),
    "clock": N_("Clock against the database's"),
    "disk": N_("Free disk space"),
    "fonts": N_("Type families"),
    "printers": N_("Printers"),
    "stripe_key": N_("Stripe, by its key"),
    "mollie_key": N_("Mollie, by its key"),
    "adyen_key": N_("Adyen, by its key"),
    "notices": N_("Last notice of a payment provider, and how many wait to be read"),
}
_TO_DO: Final = {
    "install_libzbar0": N_("Install the system library libzbar0, or run: python main.py setup"),
    "install_dependencies": N_("Run: python main.py setup"),
    "remove_opencv_python": N_("Uninstall opencv-python; only opencv-python-headless may be installed."),
    "connect_camera": N_("No camera was found. Scanners and pictures work without one."),
    "open_ports": N_("A serial port may not be opened: let this user into the group dialout, and sign in again."),
    "start_database": N_("Start the program once more; if this stays, look into the folder of the database."),
    "set_clock": N_("Let this computer set its clock from the network."),
    "free_disk": N_("Free at least 2 GB on the disk of the database."),
    "fonts_missing": N_("The folder resources/fonts is not complete: fetch the program again."),
    "test_key": N_("This is a key for tests: no money moves with it."),
    "start_worker": N_("Start the background work (main.py worker): it reads what providers tell."),
    "no_printer": N_("No printer is set up. Papers are kept as PDF files."),
}


class Finding(Protocol):
    """What a room found about itself; `what_to_do` a code, empty for nothing. One that was refused has `refused`."""

    @property
    def name(self) -> str: ...
    @property
    def ok(self) -> bool: ...
    @property
    def detail(self) -> str: ...
    @property
    def what_to_do(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    ok: bool
    detail: str
    what_to_do: str = ""


def checks(resources: Path) -> list[Check]:
    """Fonts and printers."""
    found = sorted(path.stem for path in (resources / "fonts").glob("*.ttf"))
    fonts = Check("fonts", ok=bool(found), detail=", ".join(found), what_to_do="" if found else "fonts_missing")
    return [fonts, _printers()]


def report(findings: Iterable[Finding], tell: Callable[[str], None], language: str = "en") -> int:
    """One line a finding; the exit status: 1 when something is wrong."""
    use(language)
    status = 0
    for finding in findings:
        status |= 0 if finding.ok else 1
        mark = _("ok") if finding.ok else _("WRONG")
        refused: AppError | None = getattr(finding, "refused", None)
        detail = refusal(refused) if refused is not None else finding.detail
        tell(f"{mark:>6}  {_(_NAMES[finding.name])}: {detail}".rstrip(": "))
        if finding.what_to_do:
            tell(f"        {_(_TO_DO[finding.what_to_do])}")
    return status


def _printers() -> Check:
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtPrintSupport import QPrinterInfo

    app = QGuiApplication.instance() or QGuiApplication(["doctor"])
    names = QPrinterInfo.availablePrinterNames()
    del app
    return Check("printers", ok=True, detail=", ".join(names), what_to_do="" if names else "no_printer")
