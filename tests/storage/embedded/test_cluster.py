"""The server's share of the machine's memory."""

import os

import pytest

from storage.embedded.cluster import page_cache

GIGABYTE = 1024**3


@pytest.mark.parametrize(
    ("memory", "share"), [(1, "128MB"), (4, "256MB"), (8, "512MB"), (16, "1024MB"), (256, "1024MB")]
)
def test_a_sixteenth_within_bounds(memory: int, share: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": memory * GIGABYTE // 4096}
    monkeypatch.setattr(os, "sysconf", known.__getitem__)
    assert page_cache() == share


def test_a_machine_that_does_not_say_gets_little(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_name: str) -> int:
        raise ValueError

    monkeypatch.setattr(os, "sysconf", unknown)
    assert page_cache() == "128MB"
    monkeypatch.delattr(os, "sysconf")
    assert page_cache() == "128MB"
