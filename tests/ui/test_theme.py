"""Both looks can be read, and change while the program runs."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel

from ui.theme import Mode, Theme, Tokens, Tone


def _contrast(one: str, other: str) -> float:
    """Source: WCAG 2.1, relative luminance."""

    def light(name: str) -> float:
        parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in QColor(name).getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _looks() -> list[Tokens]:
    return [Theme(mode).tokens for mode in (Mode.LIGHT, Mode.DARK)]


def test_every_text_has_enough_contrast_on_its_ground() -> None:
    for tokens in _looks():
        assert _contrast(tokens.text, tokens.bg) >= 7
        assert _contrast(tokens.muted, tokens.surface) >= 4.5
        assert _contrast(tokens.railtext, tokens.rail) >= 4.5
        for tone in Tone:
            assert _contrast(tokens.strong(tone), tokens.soft(tone)) >= 4.2, tone
            if tone is not Tone.NEUTRAL:
                assert _contrast(tokens.on_strong, tokens.strong(tone)) >= 4.5, tone


def test_the_sheet_has_no_token_left_and_grows_with_the_scale() -> None:
    small, large = Theme(Mode.LIGHT), Theme(Mode.LIGHT, 2.0)
    assert "@" not in re.sub(r"/\*.*?\*/", "", small.sheet(), flags=re.DOTALL)
    assert "font-size: 24px" in small.sheet()
    assert "font-size: 48px" in large.sheet()


def test_pictures_named_in_the_sheet_exist() -> None:
    for mode in (Mode.LIGHT, Mode.DARK):
        for path in re.findall(r'url\("([^"]+)"\)', Theme(mode).sheet()):
            assert Path(path).exists(), path


def test_the_program_changes_its_look_at_run_time(theme: Theme, qapp: QApplication) -> None:
    label, told = QLabel("x"), []
    theme.changed.connect(lambda: told.append(theme.tokens.is_dark))
    label.ensurePolished()
    light = label.palette().windowText().color().name()
    theme.set_mode(Mode.DARK)
    theme.set_mode(Mode.DARK)
    assert told == [True]
    assert label.palette().windowText().color().name() != light
    theme.set_mode(Mode.LIGHT)
    assert label.palette().windowText().color().name() == light


def test_the_shipped_type_is_used(theme: Theme) -> None:
    assert theme.family.startswith("IBM Plex Sans")
    assert theme.font(12, mono=True).family() != theme.font(12).family()


@pytest.mark.parametrize(("asked", "got"), [(0.2, 1.0), (1.5, 1.5), (9.0, 2.0)])
def test_sizes_stay_between_100_and_200_per_cent(asked: float, got: float) -> None:
    theme = Theme(Mode.LIGHT)
    theme.set_scale(asked)
    assert theme.scale == got


def test_next_scale_stops_at_the_ends() -> None:
    theme = Theme(Mode.LIGHT, 2.0)
    assert (theme.next_scale(1), theme.next_scale(-1)) == (2.0, 1.75)
