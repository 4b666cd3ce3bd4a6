"""A word that a command does not know is refused before anything begins."""

import pytest

from hardware.machine.usage import HELP, help_for, is_understood


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


@pytest.mark.parametrize("command", ["day", "worker", "preview", "doctor", "migrate", "setup"])
@pytest.mark.parametrize("word", ["--help", "-h"])
def test_a_command_is_explained_by_its_line(command: str, word: str) -> None:
    told = help_for([command, word])
    assert told in HELP
    assert told.split()[0] == command


def test_help_without_a_command_tells_all() -> None:
    assert help_for(["--help"]) == help_for(["-h"]) == help_for(["help"]) == HELP


@pytest.mark.parametrize("words", [[], ["day", "--headless"], ["decode", "--help"], ["preview", "help"]])
def test_what_is_no_cry_for_help(words: list[str]) -> None:
    assert help_for(words) == ""
