"""Colours, type and measures: read once from `resources/themes`, applied to the whole program, switched at run time."""

import json
import re
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

_RESOURCES: Final = Path(__file__).resolve().parent.parent / "resources"
SCALES: Final = (1.0, 1.25, 1.5, 1.75, 2.0)
_MEASURE: Final = re.compile(r"@(?:s(?P<px>\d+)|(?P<name>[a-z_]+))")


class Mode(StrEnum):
    """Which of the two looks; SYSTEM follows the desktop, also while the program runs."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Tone(StrEnum):
    """What a colour means. Never shown without an icon or a word beside it."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    ACCENT = "accent"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one look, `#RRGGBB`, named as in `resources/themes/colours.json`."""

    bg: str
    surface: str
    raised: str
    text: str
    muted: str
    line: str
    accent: str
    accentbg: str
    ok: str
    okbg: str
    warn: str
    warnbg: str
    bad: str
    badbg: str
    rail: str
    railtext: str

    @property
    def is_dark(self) -> bool:
        return QColor(self.bg).lightness() < 128

    @property
    def on_strong(self) -> str:
        """The colour of signs on a filled `accent`, `ok`, `warn` or `bad` area."""
        return self.bg if self.is_dark else "#FFFFFF"

    def strong(self, tone: Tone) -> str:
        return self.muted if tone is Tone.NEUTRAL else str(getattr(self, tone))

    def soft(self, tone: Tone) -> str:
        if tone is Tone.NEUTRAL:
            return _mixed(self.surface, self.text, 0.06)
        return str(getattr(self, f"{tone}bg"))


class Theme(QObject):
    """The look in use. `changed` is emitted after the program wears it."""

    changed = Signal()

    def __init__(self, mode: Mode = Mode.SYSTEM, scale: float = 1.0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        colours = json.loads((_RESOURCES / "themes" / "colours.json").read_text(encoding="utf-8"))
        names = {field.name for field in fields(Tokens)}
        self._looks = {look: Tokens(**{n: values[n] for n in names}) for look, values in colours.items()}
        self._sheet = (_RESOURCES / "themes" / "app.qss").read_text(encoding="utf-8")
        self._mode, self._scale = Mode(mode), scale
        self._app: QApplication | None = None
        self._has_sheet = True
        self.family, self.mono = "", ""

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def scale(self) -> float:
        return self._scale

    @property
    def tokens(self) -> Tokens:
        dark = self._mode is Mode.DARK
        if self._mode is Mode.SYSTEM:
            dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._looks["dark" if dark else "light"]

    def px(self, measure: float) -> int:
        """A measure of the 8-px grid, at the size the person chose."""
        return round(measure * self._scale)

    def colour(self, name: str) -> QColor:
        """A token ("muted", "okbg" …) as a colour to paint with."""
        return QColor(getattr(self.tokens, name))

    def font(self, px: int, weight: QFont.Weight = QFont.Weight.Normal, mono: bool = False) -> QFont:
        """The house's type at `px` (before scaling), figures all of one width."""
        font = QFont(self.mono if mono else self.family) if self.family else QFont()
        font.setPixelSize(self.px(px))
        font.setWeight(weight)
        _tabular(font)
        return font

    def install(self, app: QApplication, *, with_sheet: bool = True) -> "Theme":
        """Dresses the program and makes this the theme that `theme()` gives. Call once, before the first window.

        Without the sheet until `dress`: Qt applies it again to all that a widget holds whenever it gets a new parent,
        so a window that is built without it, and dressed when it is whole, stands in half the time.
        """
        _active[0] = self
        self._app, self._has_sheet = app, with_sheet
        self.family, self.mono = _shipped_families()
        if not app.styleSheet():  # else it wears a theme of ours already, style and all
            app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._wear()
        return self

    def dress(self) -> None:
        """Puts the sheet on all that was built without it."""
        self._has_sheet = True
        self._wear()

    def set_mode(self, mode: Mode) -> None:
        if mode is not self._mode:
            self._mode = Mode(mode)
            self._wear()

    def set_scale(self, scale: float) -> None:
        """1.0 to 2.0. Values outside are brought to the nearer end."""
        scale = min(max(scale, SCALES[0]), SCALES[-1])
        if scale != self._scale:
            self._scale = scale
            self._wear()

    def next_scale(self, step: int) -> float:
        """The next larger (+1) or smaller (-1) scale; at the ends the same."""
        nearest = min(range(len(SCALES)), key=lambda n: abs(SCALES[n] - self._scale))
        return SCALES[min(max(nearest + step, 0), len(SCALES) - 1)]

    def _on_system_changed(self) -> None:
        if self._mode is Mode.SYSTEM:
            self._wear()

    def _wear(self) -> None:
        if self._app is not None:
            self._app.setFont(self.font(14))
            self._app.setPalette(_palette(self.tokens))
            if self._has_sheet and (sheet := self.sheet()) != self._app.styleSheet():
                self._app.setStyleSheet(sheet)
        self.changed.emit()

    def sheet(self) -> str:
        """The style sheet with colours and measures filled in: `@accent` is a token, `@s8` is 8 px scaled."""
        tokens = self.tokens
        extra = {
            "on_strong": tokens.on_strong,
            "neutralbg": tokens.soft(Tone.NEUTRAL),
            "hover": _mixed(tokens.surface, tokens.accent, 0.08),
            "accent_hover": _mixed(tokens.accent, tokens.text, 0.12),
            "rail_on": _mixed(tokens.rail, "#3B5BDB", 0.32),
            "border": _mixed(tokens.line, tokens.text, 0.16),
            "mono": self.mono or "monospace",
            "icons": (_RESOURCES / "icons").as_posix(),
            "look": "dark" if tokens.is_dark else "light",
        }

        def fill(found: re.Match[str]) -> str:
            if found["px"]:
                return f"{max(self.px(int(found['px'])), 1)}px"
            return extra[found["name"]] if found["name"] in extra else str(getattr(tokens, found["name"]))

        return _MEASURE.sub(fill, self._sheet)


_active: Final[list[Theme | None]] = [None]


def theme() -> Theme:
    """The theme the program wears; before `install` a plain light one, so that a widget can stand alone."""
    worn = _active[0]
    if worn is None:
        worn = _active[0] = Theme(Mode.LIGHT)
    return worn


def _mixed(one: str, other: str, part: float) -> str:
    """`part` (0 to 1) of `other` in `one`."""
    a, b = QColor(one), QColor(other)
    red, green, blue = (
        round(x + (y - x) * part) for x, y in ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    )
    return QColor(red, green, blue).name()


def _tabular(font: QFont) -> None:
    font.setFeature(QFont.Tag("tnum"), 1)


@cache
def _shipped_families() -> tuple[str, str]:
    """The proportional and the fixed family found in `resources/fonts`; the system's where there is none.

    Asked once: Qt keeps each file as often as it is given one, and looks through all of them for every font.
    """
    families: list[str] = []
    for path in sorted((_RESOURCES / "fonts").rglob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    mono = [name for name in families if "mono" in name.lower()]
    text = sorted((name for name in families if "mono" not in name.lower()), key=len)
    system = QFontDatabase.systemFont
    return (
        text[0] if text else system(QFontDatabase.SystemFont.GeneralFont).family(),
        mono[0] if mono else system(QFontDatabase.SystemFont.FixedFont).family(),
    )


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.bg, role.WindowText: tokens.text, role.Base: tokens.surface,
        role.AlternateBase: tokens.raised, role.Text: tokens.text, role.Button: tokens.surface,
        role.ButtonText: tokens.text, role.BrightText: tokens.bad, role.PlaceholderText: tokens.muted,
        role.Highlight: tokens.accentbg, role.HighlightedText: tokens.text, role.Accent: tokens.accent,
        role.Link: tokens.accent, role.LinkVisited: tokens.accent, role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text, role.Light: tokens.raised, role.Midlight: tokens.line, role.Mid: tokens.line,
        role.Dark: tokens.line, role.Shadow: tokens.rail,
    }  # fmt: skip
    palette = QPalette()
    for name, colour in colours.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.muted))
    return palette
