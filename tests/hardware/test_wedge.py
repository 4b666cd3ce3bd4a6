"""Scans are told from typing by how fast the keys come."""

import random

import pytest

from hardware.scanners.wedge import MOST_CHARACTERS, Scanned, Typed, WedgeFramer

CODE = "RB-000214-K"


def enter(framer: WedgeFramer, text: str, gap_ms: int, start_ms: int = 0) -> list[Scanned | Typed]:
    """Presses every key of `text`, `gap_ms` apart."""
    results = (framer.press(character, start_ms + n * gap_ms) for n, character in enumerate(text))
    return [result for result in results if result is not None]


@pytest.mark.parametrize("end", ["\r", "\n", "\t"])
@pytest.mark.parametrize("gap_ms", [0, 1, 8, 25, 45])
def test_a_scanner_is_heard(gap_ms: int, end: str) -> None:
    assert enter(WedgeFramer(), CODE + end, gap_ms) == [Scanned(CODE)]


@pytest.mark.parametrize("gap_ms", [70, 120, 200])
def test_a_person_types(gap_ms: int) -> None:
    assert enter(WedgeFramer(), CODE + "\r", gap_ms) == [Typed(CODE)]


def test_a_pause_drops_what_came_before() -> None:
    framer = WedgeFramer()
    assert enter(framer, "Meyer", 90) == []
    assert enter(framer, CODE + "\r", 5, start_ms=4 * 90 + 251) == [Scanned(CODE)]


def test_scans_in_a_row_stay_apart() -> None:
    assert enter(WedgeFramer(), "RB-000001-A\rRB-000002-B\r\nRB-000003-C\t", 4) == [
        Scanned("RB-000001-A"),
        Scanned("RB-000002-B"),
        Scanned("RB-000003-C"),
    ]


def test_enter_alone_is_nothing_and_modifiers_count_for_nothing() -> None:
    framer = WedgeFramer()
    assert framer.press("\r", 0) is None
    assert framer.press("", 1) is None
    assert enter(framer, CODE + "\r", 3, start_ms=2) == [Scanned(CODE)]


def test_short_fast_keys_and_a_held_key_are_typing() -> None:
    assert enter(WedgeFramer(), "12\r", 5) == [Typed("12")]
    assert enter(WedgeFramer(), "aaaaaaaaaa\r", 30) == [Typed("aaaaaaaaaa")]


def test_a_slow_radio_scanner_is_learned_but_a_fast_typist_after_a_fast_scanner_is_not_taken_for_one() -> None:
    slow = WedgeFramer()
    for n in range(4):
        enter(slow, CODE + "\r", 40, start_ms=n * 5000)
    assert enter(slow, CODE + "\r", 58, start_ms=50_000) == [Scanned(CODE)]
    fast = WedgeFramer()
    for n in range(4):
        enter(fast, CODE + "\r", 2, start_ms=n * 5000)
    assert enter(fast, CODE + "\r", 45, start_ms=50_000) == [Typed(CODE)]


def test_prefix_and_suffix_are_taken_off_and_the_prefix_proves_a_scan() -> None:
    framer = WedgeFramer(prefix="~", suffix="#")
    assert enter(framer, f"~{CODE}#\r", 90) == [Scanned(CODE)]
    assert enter(framer, f"{CODE}\r", 90, start_ms=90_000) == [Typed(CODE)]


def test_a_form_can_tell_early_that_a_scan_is_under_way() -> None:
    framer = WedgeFramer()
    enter(framer, CODE[:4], 5)
    assert framer.is_scanning
    framer.reset()
    assert not framer.is_scanning


def test_a_hostile_flood_stays_small_and_ends() -> None:
    framer, chance = WedgeFramer(), random.Random(4)
    results = enter(framer, "".join(chr(chance.randrange(32, 3000)) for _ in range(20_000)) + "\r", 0)
    (result,) = results
    assert isinstance(result, Scanned)
    assert len(result.text) == MOST_CHARACTERS
