"""The shipped sounds are those of the recipe, and silence is no error."""

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


def test_muted_means_not_even_loaded(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sounds, "_load", lambda self: pytest.fail("muted"))
    Sounds(muted=True).play(Sound.ACCEPTED)
