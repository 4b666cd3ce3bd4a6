"""Papers are written whole or not at all, and a folder that cannot take them says so."""

import errno
import os
from pathlib import Path

import pytest

from ui.folder import FolderOfPapers, PaperFolderUnusable


def test_a_paper_is_kept_under_its_name(tmp_path: Path) -> None:
    folder = FolderOfPapers(tmp_path / "papers")
    assert folder.keep("R-2026-000001.pdf", b"%PDF").read_bytes() == b"%PDF"
    folder.keep("R-2026-000001.pdf", b"%PDF newer")
    assert [path.read_bytes() for path in (tmp_path / "papers").iterdir()] == [b"%PDF newer"]


def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    path = FolderOfPapers(tmp_path / "papers").keep("../../evil:1?.pdf", b"x")
    assert path.parent == tmp_path / "papers"


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PaperFolderUnusable) as refused:
        FolderOfPapers(tmp_path).keep("R-1.pdf", b"%PDF")
    assert "No space left" in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "papers").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(PaperFolderUnusable):
        FolderOfPapers(tmp_path / "papers").keep("R-1.pdf", b"%PDF")
