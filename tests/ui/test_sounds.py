"""The shipped sounds are those of the recipe, and silence is no error."""

import os
import subprocess
import sys
import wave
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.make_sounds import FOLDER, sounds, wav
from ui.shell.preferences import Preferences
from ui.sounds import Hearing, Sound, Sounds, Tune


def test_the_shipped_sounds_are_those_of_the_recipe() -> None:
    assert {path.stem for path in FOLDER.glob("*.wav")} == set(Tune)
    for name, samples in sounds().items():
        assert (FOLDER / f"{name}.wav").read_bytes() == wav(samples)


@pytest.mark.parametrize("sound", Tune)
def test_a_sound_is_short_and_whole(sound: Tune) -> None:
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


def test_each_person_hears_the_tunes_that_they_chose(qapp: QApplication, tmp_path: Path) -> None:
    kept = Preferences(tmp_path / "window.ini")
    loud = Hearing(volume=30, tunes={Sound.REFUSED: Tune.HORN})
    kept.keep_hearing("Mehmet Kaya / früh", loud)
    kept.keep_hearing("Anna", Hearing(is_muted=True))
    kept.save()
    again = Preferences(tmp_path / "window.ini")
    assert again.hearing("Mehmet Kaya / früh") == loud
    assert again.hearing("Anna").is_muted
    assert again.hearing("Neu") == Hearing()
    assert loud.tune(Sound.REFUSED) is Tune.HORN
    assert loud.tune(Sound.ACCEPTED) is Tune.ACCEPTED


def test_what_is_chosen_is_played(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[tuple[Tune, float]] = []

    class Effect:
        def __init__(self, tune: Tune) -> None:
            self.tune, self.volume = tune, 1.0

        def setVolume(self, volume: float) -> None:  # noqa: N802 - Qt's name
            self.volume = volume

        def play(self) -> None:
            played.append((self.tune, self.volume))

    monkeypatch.setattr(Sounds, "_load", lambda self: {tune: Effect(tune) for tune in Tune})
    sounds, kept = Sounds(), []
    sounds.chosen.connect(kept.append)
    sounds.play(Sound.NOTE)
    wanted = Hearing(volume=50, tunes={Sound.NOTE: Tune.BELL})
    sounds.choose(wanted)
    sounds.play(Sound.NOTE)
    sounds.is_muted = True
    sounds.play(Sound.NOTE)
    assert played == [(Tune.NOTE, 1.0), (Tune.BELL, 0.5)]
    assert kept == [wanted]
