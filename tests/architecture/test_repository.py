"""What must not get into the repository: traces of one machine, of a registry, and secrets."""

import re
import subprocess

import pytest

from tests.architecture.inspection import REPOSITORY

# Written in pieces, so that this file does not find itself.
_FORBIDDEN = re.compile(
    "|".join(
        [
            "/ho" + r"me/\w",
            "/ro" + r"ot/\w",
            "/wo" + r"rk/\w",
            "/Us" + r"ers/\w",
            r"[A-Z]:\\Us" + r"ers\\",
            "pypi" + r"\.org/simple",
            "files\\.pythonhosted" + r"\.org",
            "--(extra-)?index" + "-url",
            "PRIVATE " + "KEY-----",
            r"://[^/\s:@{}]+:[^/\s@{}]+@" + r"\w",
        ]
    )
)


def _traces(text: str) -> list[str]:
    return [line for line in text.splitlines() if _FORBIDDEN.search(line)]


def test_no_tracked_file_carries_one() -> None:
    names = subprocess.run(
        ["git", "-c", f"safe.directory={REPOSITORY}", "ls-files", "-z"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = []
    for name in filter(None, names.split("\0")):
        path = REPOSITORY / name
        if path.exists() and b"\0" not in (content := path.read_bytes()):
            found += [f"{name}: {line[:160]}" for line in _traces(content.decode(errors="replace"))]
    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        "cd /ho" + "me/eva/umlauf",
        "source = '/ro" + "ot/x'",
        "--extra-index" + "-url https://example.org",
        "postgresql://eva" + ":geheim@db.example.org/umlauf",
        "-----BEGIN PRIVATE " + "KEY-----",
    ],
)
def test_planted_traces_are_found(planted: str) -> None:
    assert _traces(planted)
