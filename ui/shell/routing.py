"""Where a scan goes: to the open dialog or page that wants it, else to the page of the thing that was scanned."""

from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from domain.assets.scan import Scan
from domain.assets.symbologies import symbology_of
from domain.devices.keyboard import check_keyboard
from domain.errors import AppError
from domain.scans.model import WrongKind
from domain.scans.note_wrong_scan import NoteWrongScan
from domain.settings.scanning import ScanSettings
from ui.language import _
from ui.shell.notice import Notice
from ui.shell.page import Page
from ui.shell.port import Services, Target
from ui.sounds import Sound
from ui.theme import Tone
from ui.wrong_scans import WrongSeen, wrong_seen

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
        hub.wrong.connect(self._note)
        self._rules = ScanSettings()
        self._has_rules = False
        places.services.changes.changed.connect(self._on_changes)

    def route(self, scan: Scan) -> None:
        if self._has_told:
            self._has_told = False
            self._places.notice.hide()
        self._learn_rules()
        try:
            if scan.symbology is None and scan.device != "keyboard":
                check_keyboard(scan.text)
            self._rules.check(self._page_key(), symbology_of(scan.text, scan.symbology))
        except AppError as error:
            self._not_taken(scan, error)
            return
        try:
            if self._is_taken(scan):
                return
        except AppError as error:
            self._refuse_scan(scan, error)
            return
        services = self._places.services
        services.background.run(
            lambda: services.resolve(scan),
            lambda target: self._on_resolved(scan, target),
            lambda error: self._refuse_scan(scan, error),
            owner=self,
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
        self._places.services.hub.wrong.emit(WrongSeen(scan, WrongKind.UNKNOWN))
        self._places.services.sounds.play(Sound.REFUSED)
        page = self._places.current_page()
        if page is not None and page.on_unknown(scan):
            return
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

    def _page_key(self) -> str:
        page = self._places.current_page()
        return page.key if page is not None else ""

    def _not_taken(self, scan: Scan, error: AppError) -> None:
        """Nothing is done about it, in whatever page or dialog it came."""
        page = self._places.current_page()
        if QApplication.activeModalWidget() is None and page is not None and page.on_refused(scan, error):
            return
        self._refuse_scan(scan, error)

    def _refuse_scan(self, scan: Scan, error: Exception) -> None:
        seen = wrong_seen(scan, error) if isinstance(error, AppError) else None
        if seen is not None:
            self._places.services.hub.wrong.emit(seen)
        self._refuse(error)

    def _learn_rules(self) -> None:
        """Asked once, and again when settings changed; until they are there, what is usual counts."""
        services = self._places.services
        if self._has_rules or services.scan_rules is None:
            return
        self._has_rules = True
        services.background.run(services.scan_rules, self._know_rules, self._missed, owner=self)

    def _know_rules(self, rules: ScanSettings) -> None:
        self._rules = rules

    def _on_changes(self, kinds: frozenset[str]) -> None:
        if "settings" in kinds:
            self._has_rules = False

    def _note(self, seen: WrongSeen) -> None:
        """Behind everything else that waits: nobody's work stands still for it."""
        services, key = self._places.services, self._page_key()
        command = NoteWrongScan.of(seen.scan, seen.kind, key, seen.refusal)
        services.background.run(partial(services.note_scan, command), _forget, self._missed, owner=self)

    def _missed(self, error: Exception) -> None:
        """Not worth a word to whoever scans, as long as it is no mistake of the program."""
        self._has_rules = False
        if not isinstance(error, AppError):
            raise error

    def _refuse(self, error: Exception) -> None:
        self._places.services.sounds.play(Sound.REFUSED)
        self._places.show_refusal(error)


def _forget(_answer: object) -> None:
    return None


def _cut(code: str) -> str:
    """Hostile or endless codes are shown short and without signs that are none."""
    shown = "".join(sign if sign.isprintable() else "·" for sign in code[:SHOWN_CHARACTERS])
    return shown + "…" if len(code) > SHOWN_CHARACTERS else shown
