"""The shipped sounds are those of the recipe, and silence is no error."""

import os
import subprocess
import sys
import wave

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.make_sounds import FOLDER, sounds, wav
from ui.sounds import Sound, Sounds


def test_the_shipped_sounds_are_those_of_the_recipe() -> None:
    assert {path.stem for path in FOLDER.glob("*.wav")} == set(Sound)
    for name, samples in sounds().items():
        assert (FOLDER / f"{name}.wav").read_bytes() == wav(samples)


@pytest.mark.parametrize("sound", Sound)
def test_a_sound_is_short_and_whole(sound: Sound) -> None:
    with wave.open(str(FOLDER / f"{sound}.wav")) as file:
        assert 0.1 < file.getnframes() / file.getframerate() < 0.6


def test_a_machine_without_a_sound_device_is_silent_and_well(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sounds, "_load", lambda self: {})
    playing = Sounds()
    playing.play(Sound.REFUSED)
    assert playing.last is Sound.REFUSED


_PREPARED = """
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QApplication
import ui.sounds
app = QApplication([])
playing = ui.sounds.Sounds()
with ui.sounds._without_complaints_of_the_sound_server():
    qWarning("PulseAudioService: pa_context_connect() failed")
    qWarning("a layout has a parent already")
playing.prepare()
qWarning("and another")
"""


def test_a_missing_sound_server_is_not_complained_of_and_nothing_else_is_hidden() -> None:
    known = {name: value for name, value in os.environ.items() if not name.startswith(("PULSE", "QT_LOGGING"))}
    done = subprocess.run(
        [sys.executable, "-c", _PREPARED],
        cwd=FOLDER.parents[1],
        env=known | {"QT_QPA_PLATFORM": "offscreen", "PULSE_SERVER": "unix:/nowhere"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.splitlines() == ["a layout has a parent already", "and another"]


def test_muted_means_not_even_loaded(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sounds, "_load", lambda self: pytest.fail("muted"))
    Sounds(muted=True).play(Sound.ACCEPTED)
