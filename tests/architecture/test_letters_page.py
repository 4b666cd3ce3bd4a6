"""The page of letters says what the code does: every event, how it begins, and its letters."""

import re
from pathlib import Path

from domain.messages.events import EVENTS
from domain.messages.templates import letters_of

PAGE = Path(__file__).resolve().parents[2] / "docs" / "letters.md"
ROW = re.compile(r"^\| (\d+) \| `(\w+)` \| (law|on|off) \| (.+?) \| (.+) \|$", re.M)


def test_every_event_has_its_row_with_its_letters() -> None:
    written = {
        (int(number), event, begins, tuple(re.findall(r"`(\w+)`", letters)))
        for number, event, begins, letters, _cause in ROW.findall(PAGE.read_text(encoding="utf-8"))
    }
    known = {
        (
            facts.number,
            str(event),
            "law" if facts.by_law else "on" if facts.is_on else "off",
            tuple(str(letter) for letter in letters_of(event)),
        )
        for event, facts in EVENTS.items()
    }
    assert written == known
