"""Scans are told from typing by how fast the keys come."""

import random

import pytest

from domain.devices.keyboard import CARD, Keyboard, compare, written
from domain.devices.model import Wedge
from hardware.scanners.wedge import MOST_CHARACTERS, PAUSE_MS, Scanned, Typed, WedgeFramer
from tests.hardware.typing_hands import typed

CODE = "RB-000214-E"


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


def test_prefix_and_suffix_are_taken_off_and_the_prefix_tells_a_slow_scan() -> None:
    framer = WedgeFramer([Wedge("Ring", prefix="~", suffix="#")])
    assert enter(framer, f"~{CODE}#\r", 90) == [Scanned(CODE, "Ring")]
    assert enter(framer, f"{CODE}\r", 90, start_ms=90_000) == [Typed(CODE)]


@pytest.mark.parametrize(
    ("prefix", "words"), [("#", "#12\n"), ("10", "100\t"), ("S1", "S1 Regal\n"), ("~", "~Regal 4\n")]
)
def test_what_people_type_behind_a_prefix_stays_typing(prefix: str, words: str) -> None:
    devices = [Wedge("Ring", prefix=prefix)]
    assert enter(WedgeFramer(devices), words, 180) == [Typed(words[:-1])]
    for seed in range(40):
        hand = typed(words, random.Random(seed))
        framer = WedgeFramer(devices)
        assert not [end for sign, at in hand if isinstance(end := framer.press(sign, at), Scanned)], seed


def test_a_slow_scanner_with_a_prefix_is_heard_up_to_its_pace_on_the_card_and_teaches_no_slower_one() -> None:
    unknown, slow = WedgeFramer([Wedge("Ring", prefix="~")]), WedgeFramer([Wedge("Ring", prefix="~", pace_ms=160)])
    for number in range(6):
        assert enter(unknown, "~SN 44/B\r", 110, start_ms=number * 9000) == [Scanned("SN 44/B", "Ring")]
        assert enter(slow, "~SN 44/B\r", 190, start_ms=number * 9000) == [Scanned("SN 44/B", "Ring")]
    assert enter(unknown, "~SN 44/B\r", 130, start_ms=90_000) == [Typed("~SN 44/B")]
    assert slow.pace_ms("Ring") == 160
    uneven = [(sign, number * 80 + 30 * (number % 2)) for number, sign in enumerate(f"~{CODE}\r")]
    heard = [unknown.press(sign, 200_000 + at) for sign, at in uneven]
    assert heard[-1] == Scanned(CODE, "Ring"), "its check character fits"


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


@pytest.mark.parametrize("usual_ms", [70, 90, 120])
@pytest.mark.parametrize("seed", range(20))
def test_no_fast_typist_is_a_scanner_whatever_was_scanned_before(seed: int, usual_ms: int) -> None:
    chance, framer = random.Random(seed), WedgeFramer()
    for number in range(4):
        enter(framer, CODE + "\r", chance.choice([2, 12, 40]), start_ms=number * 5000)
    for number, word in enumerate(["ist\n", "Meyer\n", "Hinterrad links locker\n", "10115\n", "RB-000214\n", "aaaa\n"]):
        ends = [framer.press(sign, at) for sign, at in typed(word, chance, 60_000 + number * 20_000, usual_ms)]
        assert not [end for end in ends if isinstance(end, Scanned)], word


def test_what_proves_nothing_teaches_no_pace() -> None:
    framer = WedgeFramer()
    for number in range(9):
        assert enter(framer, "abcdefgh\r", 40, start_ms=number * 5000) == [Scanned("abcdefgh")]
    assert framer.pace_ms("wedge") == 0
    enter(framer, CODE + "\r", 44, start_ms=90_000)
    assert framer.pace_ms("wedge") == 44
    assert framer.hold_ms == 80


def test_several_scanners_are_told_by_their_prefix_each_with_its_own_keyboard() -> None:
    german = compare([written(line, Keyboard.US, Keyboard.DE) for line in CARD]).layout
    framer = WedgeFramer([Wedge("Ring", prefix="~R"), Wedge("Tisch", prefix="^", suffix="!", layout=german)])
    heard = written(f"^{CODE}!", Keyboard.US, Keyboard.DE)
    assert heard == "&RBß000214ßE!"
    assert enter(framer, heard + "\r", 8) == [Scanned(CODE, "Tisch")]
    assert enter(framer, f"~R{CODE}\r", 90, start_ms=9000) == [Scanned(CODE, "Ring")]
    assert enter(framer, f"{CODE}\r", 8, start_ms=19_000) == [Scanned(CODE, "wedge")]
    framer.press("~", 30_000)
    assert framer.hold_ms == PAUSE_MS, "a prefix is worth waiting for"
    framer.reset()
    assert framer.hold_ms == 35, "the pace of one with a prefix makes nobody wait"


def test_lines_of_the_card_are_heard_as_they_are_written_even_from_a_slow_scanner() -> None:
    framer, heard = WedgeFramer(), []
    framer.teach(lambda text, pace_ms: heard.append((text, pace_ms)))
    assert enter(framer, CARD[0] + "\r", 120) == []
    assert enter(framer, "ab\r", 120, start_ms=50_000) == [Typed("ab")]
    framer.teach(None)
    assert heard == [(CARD[0], 120)]
    assert enter(framer, CODE + "\r", 8, start_ms=90_000) == [Scanned(CODE)]


def test_what_is_known_of_a_scanner_is_kept_when_another_is_set_up() -> None:
    framer = WedgeFramer([Wedge("Ring", pace_ms=30)])
    assert framer.hold_ms == 60
    framer.configure([Wedge("Ring", pace_ms=30), Wedge("Neu", prefix="~")])
    assert framer.pace_ms("Ring") == 30
