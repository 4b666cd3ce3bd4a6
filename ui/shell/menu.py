"""The menu of the person: change person, language, look, size, sounds, help."""

from collections.abc import Callable
from functools import partial
from typing import Final, Protocol

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ui.language import N_, _, current_language
from ui.shell.port import Services
from ui.theme import SCALES, Mode, theme
from ui.widgets.icons import icon

_LANGUAGES: Final = (("de", "Deutsch"), ("en", "English"))
_MODES: Final = (
    (Mode.SYSTEM, N_("Like the desktop")),
    (Mode.LIGHT, N_("Light")),
    (Mode.DARK, N_("Dark")),
)


class MenuActs(Protocol):
    """What the entries do; the window fulfils it."""

    def set_language(self, chosen: str) -> None: ...

    def set_mode(self, mode: Mode) -> None: ...

    def set_scale(self, scale: float) -> None: ...

    def set_muted(self, muted: bool) -> None: ...

    def set_camera(self, on: bool) -> None: ...

    def show_shortcuts(self) -> None: ...

    def open(self, screen: str) -> None: ...


def person_menu(parent: QWidget, acts: MenuActs, services: Services, *, camera_is_on: bool = False) -> QMenu:
    """Made anew each time it opens, so that it shows how things are."""
    menu = QMenu(parent)
    if services.switch_person:
        menu.addAction(icon("account-switch-outline"), _("Change person"), services.switch_person)
        menu.addSeparator()
    if services.camera:
        camera = menu.addAction(_("Scan with the camera"))
        camera.setCheckable(True)
        camera.setChecked(camera_is_on)
        camera.toggled.connect(acts.set_camera)
        menu.addSeparator()
    languages = menu.addMenu(icon("translate"), _("Language"))
    for code, name in _LANGUAGES:
        _choice(languages, name, code == current_language(), partial(acts.set_language, code))
    looks = menu.addMenu(icon("theme-light-dark"), _("Look"))
    for mode, word in _MODES:
        _choice(looks, _(word), mode is theme().mode, partial(acts.set_mode, mode))
    sizes = menu.addMenu(icon("format-size"), _("Size"))
    for scale in SCALES:
        shown = f"{scale * 100:.0f} %"
        _choice(sizes, shown, scale == theme().scale, partial(acts.set_scale, scale))
    sound = menu.addAction(_("Sounds"))
    sound.setCheckable(True)
    sound.setChecked(not services.sounds.is_muted)
    sound.toggled.connect(lambda on: acts.set_muted(not on))
    menu.addAction(icon("barcode-scan"), _("Devices and sounds …"), partial(acts.open, "devices"))
    menu.addSeparator()
    menu.addAction(icon("keyboard-outline"), _("Keyboard (F1)"), acts.show_shortcuts)
    return menu


def _choice(menu: QMenu, shown: str, is_on: bool, act: Callable[[], None]) -> None:
    group = menu.findChild(QActionGroup) or QActionGroup(menu)
    action = menu.addAction(shown)
    action.setCheckable(True)
    action.setChecked(is_on)
    group.addAction(action)
    action.triggered.connect(lambda _checked=False: act())
