"""What the books of the house name exists: files, commands, targets of make, settings, decisions."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from hardware.machine.usage import HELP
from tests.architecture.catalogues import catalogue
from tests.architecture.inspection import REPOSITORY, ROOMS, sources

FOLDERS = (*ROOMS, "tests", "bench", "docs", "resources")
BOOKS = (
    "README.md",
    "CHANGELOG.md",
    "docs/*.md",
    "docs/decisions/*.md",
    *(f"{folder}/README.md" for folder in FOLDERS),
)
_FENCE = re.compile(r"```.*?\n(.*?)```", re.S)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_PATH = re.compile(r"[\w.*-]+(?:/[\w.*-]+)*/?")
_CODE_FILE = re.compile(r"[\w-]+\.(?:py|sql|po|qss|toml)")
_COMMAND = re.compile(r"main\.py +([a-z][a-z-]*)\b")
_OPTION = re.compile(r"(?<![\w-])(--[a-z][a-z-]+)")
_TARGET = re.compile(r"\bmake +([a-z]+(?:-[a-z]+)*)\b")
_SETTING = re.compile(r"\bUMLAUF_[A-Z]+\b")
_DECISION = re.compile(r"decisions?[ /](\d{4})\b")
_PAIR = re.compile(r"^\| ([^|]+) \| ([^|]+) \|", re.M)
_PLANNED = re.compile(r"\bDECISIONS (\d+)((?:(?:, | and | to )\d+)*)")


def _books() -> list[Path]:
    return [path for pattern in BOOKS for path in sorted(REPOSITORY.glob(pattern))]


def _spans(text: str) -> list[str]:
    return _SPAN.findall(_FENCE.sub("", text))


def _code(text: str) -> list[str]:
    """What is set as code: spans, and the lines of fenced blocks."""
    return _spans(text) + [line for block in _FENCE.findall(text) for line in block.splitlines()]


def paths_missing(text: str, book: Path, root: Path = REPOSITORY) -> list[str]:
    """Spans that look like a path of the repository and lead nowhere, and links to files that are not there.

    A path may be written from the root or from the book's own folder, `*` stands for some letters; a lone file name
    must belong to some file. Names with <placeholders> name files that somebody is about to write.
    """
    found = []
    for span in filter(_PATH.fullmatch, _spans(text)):
        if "/" in span and _is_ours(span.split("/")[0], (root / book).parent):
            if not any(root.glob(span.rstrip("/"))) and not any((root / book).parent.glob(span.rstrip("/"))):
                found.append(f"{book}: {span}")
        elif _CODE_FILE.fullmatch(span) and not _is_somewhere(span, root):
            found.append(f"{book}: {span}")
    links = (target for target in _LINK.findall(text) if "://" not in target)
    return found + [f"{book}: {target}" for target in links if not (root / book).parent.joinpath(target).exists()]


def _is_ours(folder: str, of_book: Path) -> bool:
    """A folder of the house, or of the room whose page this is."""
    return folder in FOLDERS or (of_book.name in FOLDERS and (of_book / folder).is_dir())


def _is_somewhere(name: str, root: Path) -> bool:
    return (root / name).exists() or any(any((root / folder).rglob(name)) for folder in FOLDERS)


def commands_missing(text: str, book: Path) -> list[str]:
    """Commands and options of `main.py`, and targets of make, that are named but not known."""
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    known = set(re.findall(r"^  ([a-z]+) ", HELP, re.M)) | {"desktop"}
    options = HELP + (REPOSITORY / "main.py").read_text(encoding="utf-8")
    found = []
    for line in _code(text):
        found += [f"{book}: main.py {name}" for name in _COMMAND.findall(line) if name not in known]
        found += [f"{book}: make {name}" for name in _TARGET.findall(line) if f"\n{name}:" not in makefile]
        if "main.py" in line:
            found += [f"{book}: {option}" for option in _OPTION.findall(line) if option not in options]
    return found


def settings_missing(text: str, book: Path, code: str) -> list[str]:
    """Environment variables that no line of the program reads."""
    return [f"{book}: {name}" for name in sorted(set(_SETTING.findall(text))) if f'"{name}"' not in code]


def decisions_missing(text: str, book: Path, known: Iterable[str]) -> list[str]:
    """Decisions that are named by number and are not there."""
    return [f"{book}: {number}" for number in sorted(set(_DECISION.findall(text)) - set(known))]


def words_that_differ(glossary: str, german: Catalog) -> list[str]:
    """Terms whose translation in a catalogue is none of those that the glossary gives."""
    given = {english.strip().casefold(): words.casefold() for english, words in _PAIR.findall(glossary)}
    found = []
    for message in german:
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id.casefold() in given:
            words = given[message.id.casefold()].split(", ")
            if message.string.casefold() not in [word.strip() for word in words]:
                found.append(f"{message.id}: {message.string}, not {' or '.join(words).strip()}")
    return found


def _decisions() -> dict[str, Path]:
    return {path.name[:4]: path for path in sorted((REPOSITORY / "docs/decisions").glob("[0-9][0-9][0-9][0-9]-*.md"))}


def _everything_written() -> Iterator[tuple[str, Path]]:
    for book in _books():
        yield book.read_text(encoding="utf-8"), book.relative_to(REPOSITORY)


def _sources() -> list[tuple[str, Path]]:
    return [((REPOSITORY / "main.py").read_text(encoding="utf-8"), Path("main.py")), *sources(*ROOMS)]


def test_every_room_has_its_page() -> None:
    expected = {REPOSITORY / folder / "README.md" for folder in FOLDERS if folder != "docs"}
    assert sorted(expected - set(_books())) == []


def test_every_path_in_the_books_exists() -> None:
    assert [flaw for text, book in _everything_written() for flaw in paths_missing(text, book)] == []


def test_every_command_in_the_books_exists() -> None:
    assert [flaw for text, book in _everything_written() for flaw in commands_missing(text, book)] == []


def test_every_setting_in_the_books_is_read() -> None:
    code = "\n".join(text for text, _ in _sources())
    assert [flaw for text, book in _everything_written() for flaw in settings_missing(text, book, code)] == []


def test_every_decision_that_is_named_is_written_down() -> None:
    written = [*_everything_written(), *_sources()]
    assert [flaw for text, book in written for flaw in decisions_missing(text, book, _decisions())] == []


def test_the_index_of_decisions_is_complete() -> None:
    index = (REPOSITORY / "docs/decisions/README.md").read_text(encoding="utf-8")
    assert [path.name for path in _decisions().values() if f"]({path.name})" not in index] == []


def test_every_decision_has_its_three_parts() -> None:
    parts = ("## Context", "## Decision", "## Consequences")
    flawed = [
        (path.name, part)
        for path in _decisions().values()
        for part in parts
        if part not in path.read_text(encoding="utf-8")
    ]
    assert flawed == []


def test_the_numbers_that_code_names_as_its_source_are_in_the_index() -> None:
    index = (REPOSITORY / "docs/decisions/README.md").read_text(encoding="utf-8")
    named = {
        number
        for text, _ in _sources()
        for first, more in _PLANNED.findall(text)
        for number in (first, *re.findall(r"\d+", more))
    }
    assert sorted(number for number in named if f"| {number} |" not in index) == []


@pytest.mark.parametrize("name", ["app", "papers"])
def test_the_glossary_says_what_screens_and_papers_say(name: str) -> None:
    glossary = (REPOSITORY / "docs/glossary.md").read_text(encoding="utf-8")
    assert words_that_differ(glossary, catalogue("de", name)) == []


def test_a_planted_other_word_is_found() -> None:
    german = Catalog(locale="de")
    german.add("Order", "Bestellung")
    assert words_that_differ("| order | Auftrag | what was asked for |", german)
    assert not words_that_differ("| order | Auftrag, Bestellung | |", german)


@pytest.mark.parametrize(
    "planted",
    [
        "see `domain/assets/nothing.py`",
        "`storage/migrations/sql/99_*.sql`",
        "the file `nowhere_at_all.py`",
        "[more](nothing.md)",
        "![picture](docs/nothing.png)",
    ],
)
def test_a_planted_dead_path_is_found(planted: str) -> None:
    assert paths_missing(planted, Path("README.md"))


@pytest.mark.parametrize(
    "fine",
    [
        "`domain/money.py`, `domain/`, `domain/<area>/<verb>_<noun>.py`, `window.py`, `storage/migrations/sql/0*.sql`",
        "[how](docs/recipes.md) and [elsewhere](https://example.org/nothing.md)",
        "```sh\nrm -r domain/nothing.py\n```",
    ],
)
def test_what_exists_or_is_still_to_be_written_passes(fine: str) -> None:
    assert paths_missing(fine, Path("README.md")) == []


@pytest.mark.parametrize(
    "planted", ["`main.py fly`", "```sh\npython main.py fly\n```", "`make coffee`", "`main.py day --fast`"]
)
def test_a_planted_unknown_command_is_found(planted: str) -> None:
    assert commands_missing(planted, Path("README.md"))


def test_a_planted_unknown_setting_and_decision_are_found() -> None:
    assert settings_missing("Set UMLAUF_SPEED.", Path("README.md"), 'environ["UMLAUF_DATA"]')
    assert decisions_missing("See decision 9999.", Path("README.md"), _decisions())
    assert decisions_missing("Source: docs/decisions/9999.", Path("x.py"), _decisions())
