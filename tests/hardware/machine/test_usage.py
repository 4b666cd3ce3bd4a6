"""A word that a command does not know is refused before anything begins."""

import pytest

from hardware.machine.usage import is_understood


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("desktop", []),
        ("desktop", ["--quit-when-usable"]),
        ("day", ["--headless", "--out", "pictures"]),
        ("day", ["--out", "--headless", "--headless"]),
        ("worker", ["--with-parent"]),
        ("decode", ["any.png", "--strange-name.png"]),
    ],
)
def test_what_a_command_knows(command: str, words: list[str]) -> None:
    assert is_understood(command, words)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("day", ["--headless", "--out"]),
        ("day", ["--headles"]),
        ("day", ["pictures"]),
        ("worker", ["--for-ever"]),
        ("doctor", ["now"]),
        ("migrate", ["--back"]),
    ],
)
def test_what_it_does_not_know(command: str, words: list[str]) -> None:
    assert not is_understood(command, words)
