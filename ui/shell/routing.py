"""Where a scan goes: to the open dialog or page that wants it, else to the page of the thing that was scanned."""

from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from domain.assets.scan import Scan
from domain.errors import AppError
from ui.language import _
from ui.shell.notice import Notice
from ui.shell.page import Page
from ui.shell.port import Services, Target
from ui.sounds import Sound
from ui.theme import Tone

SHOWN_CHARACTERS = 40


class Places(Protocol):
    """What the router needs of the window."""

    @property
    def services(self) -> Services: ...

    @property
    def notice(self) -> Notice: ...

    def current_page(self) -> Page | None: ...

    def open(self, screen: str, argument: str = "") -> None: ...

    def show_refusal(self, error: Exception) -> None: ...


class ScanRouter(QObject):
    """Connected to the hub once; asks the page in front first."""

    def __init__(self, places: Places, parent: QObject) -> None:
        super().__init__(parent)
        self._places = places
        self._has_told = False
        hub = places.services.hub
        hub.scanned.connect(self.route)
        hub.nothing_found.connect(self._on_nothing_found)
        hub.garbled.connect(self._on_garbled)
        hub.failed.connect(self._refuse)

    def route(self, scan: Scan) -> None:
        if self._has_told:
            self._has_told = False
            self._places.notice.hide()
        try:
            if self._is_taken(scan):
                return
        except AppError as error:
            self._refuse(error)
            return
        services = self._places.services
        services.background.run(
            lambda: services.resolve(scan), lambda target: self._on_resolved(scan, target), self._refuse, owner=self
        )

    def _is_taken(self, scan: Scan) -> bool:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QWidget):
            wants = getattr(dialog, "on_scan", None)
            if wants is None or not wants(scan):
                self._places.services.sounds.play(Sound.REFUSED)
            return True
        page = self._places.current_page()
        return page is not None and page.on_scan(scan)

    def _on_resolved(self, scan: Scan, target: Target | None) -> None:
        if target is not None:
            self._places.notice.hide()
            self._places.open(*target)
            return
        self._places.services.sounds.play(Sound.REFUSED)
        words = _("“{code}” is not known here. Check the label, or search by name or number.")
        self._places.notice.show_words(_("Unknown code"), words.format(code=_cut(scan.text)), Tone.BAD, "barcode-off")

    def _on_nothing_found(self) -> None:
        self._places.services.sounds.play(Sound.REFUSED)
        words = _("Take the picture closer, sharp and without glare, with the whole code in it.")
        self._places.notice.show_words(_("No code in this picture"), words, Tone.WARN, "image-off-outline")

    def _on_garbled(self, characters: int) -> None:
        """Stands until the next scan."""
        self._has_told = True
        self._places.services.sounds.play(Sound.REFUSED)
        words = _(
            "{count} characters came in one go, as no code that ends with Enter. Nothing was booked."
            " Scan again; if it happens again, check how the scanner is set."
        )
        self._places.notice.show_words(_("Not a code"), words.format(count=characters), Tone.WARN, "barcode-off")

    def _refuse(self, error: Exception) -> None:
        self._places.services.sounds.play(Sound.REFUSED)
        self._places.show_refusal(error)


def _cut(code: str) -> str:
    """Hostile or endless codes are shown short and without signs that are none."""
    shown = "".join(sign if sign.isprintable() else "·" for sign in code[:SHOWN_CHARACTERS])
    return shown + "…" if len(code) > SHOWN_CHARACTERS else shown
