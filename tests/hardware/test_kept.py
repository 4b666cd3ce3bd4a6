"""What a workplace keeps is on the disk whole before the old file goes, and a disk that is full leaves nothing half."""

import os
from pathlib import Path

import pytest

from domain.till.devices import DeviceFileUnusable
from hardware.kept import keep


def test_the_new_file_is_on_the_disk_before_it_takes_the_place_of_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    settle, take_place = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda opened: (done.append("settled"), settle(opened))[1])
    monkeypatch.setattr(os, "replace", lambda new, old: (done.append("replaced"), take_place(new, old))[1])
    keep(tmp_path / "station" / "printers.json", ["Zebra"])
    assert done == ["settled", "replaced", "settled"]
    assert (tmp_path / "station" / "printers.json").read_text().split() == ["[", '"Zebra"', "]"]


def test_a_full_disk_is_told_and_leaves_the_old_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path / "printers.json", 1)

    def full(_opened: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DeviceFileUnusable):
        keep(tmp_path / "printers.json", 2)
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("printers.json", "1")]
