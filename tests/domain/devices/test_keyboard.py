"""A scanner that presses other keys than the computer reads is found by a printed card, and corrected."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.assets.codes import format_code
from domain.devices.keyboard import (
    CARD,
    Accents,
    CapsLockOn,
    CardUnclear,
    Keyboard,
    KeyboardWrong,
    Layout,
    LayoutLosesCodes,
    check_keyboard,
    compare,
    written,
)

PAIRS = [(scanner, computer) for scanner in Keyboard for computer in Keyboard if scanner is not computer]


def test_the_card_has_every_sign_that_a_code_may_hold() -> None:
    assert set("".join(CARD)) == {chr(sign) for sign in range(32, 127)}
    assert all(line == line.strip() for line in CARD), "a blank at the end would be lost"


def test_a_scanner_that_is_set_rightly_needs_nothing() -> None:
    assert compare(CARD).is_fine


@pytest.mark.parametrize("accents", Accents)
@pytest.mark.parametrize(("scanner", "computer"), PAIRS)
def test_every_pair_of_keyboards_is_named_and_reads_our_codes(
    scanner: Keyboard, computer: Keyboard, accents: Accents
) -> None:
    found = compare([written(line, scanner, computer, accents) for line in CARD])
    assert (found.scanner, found.computer) == (scanner, computer)
    for number in (0, 214, 987_654, 123_456_789):
        code = format_code("ZY", number)
        assert found.layout.corrected(written(code, scanner, computer)) == code


def test_an_american_scanner_at_a_german_computer_loses_nothing_but_is_wrong_in_much() -> None:
    heard = [written(line, Keyboard.US, Keyboard.DE) for line in CARD]
    assert heard[0] == "ABCDEFGHIJKLMNOPQRSTUVWXZY"
    assert written("RB-000214-Y", Keyboard.US, Keyboard.DE) == "RBß000214ßZ"
    found = compare(heard)
    assert found.lost == ""
    link = "https://id.example/01/04012345678901?x=a"
    assert found.layout.corrected(written(link, Keyboard.US, Keyboard.DE)) == link


def test_a_code_of_ours_in_foreign_keys_is_told_and_nothing_else_is() -> None:
    code = format_code("RB", 214)
    for scanner, computer in PAIRS:
        heard = written(code, scanner, computer)
        if heard != code:
            with pytest.raises(KeyboardWrong):
                check_keyboard(heard)
    for text in (code, code[:-1] + "A", "RBß000214ßA", "SN-4711", "4012345678901", "Größe ß-7", ""):
        check_keyboard(text)


def is_suspected(text: str) -> bool:
    try:
        check_keyboard(text)
    except KeyboardWrong:
        return True
    return False


@given(st.from_regex(r"[A-Z]{2,3}[0-9 /._-]?[0-9]{6,8}[A-Z0-9/-]?", fullmatch=True))
@settings(max_examples=100, deadline=None)
def test_makers_serials_are_not_suspected(serial: str) -> None:
    assert not is_suspected(serial)


def test_an_accent_that_joined_a_letter_is_parted_again() -> None:
    found = compare([written(line, Keyboard.US, Keyboard.DE) for line in CARD])
    assert written("x=a", Keyboard.US, Keyboard.DE) == "xá"
    assert found.layout.corrected("xá") == "x=a"


def test_a_keyboard_without_a_name_here_is_corrected_sign_by_sign() -> None:
    turned = str.maketrans("abcxyz-/", "cbazyx/-")
    found = compare([line.translate(turned) for line in CARD])
    assert (found.scanner, found.lost) == (None, "")
    assert found.layout.corrected("x-ray/a".translate(turned)) == "x-ray/a"


def test_a_locked_shift_says_so() -> None:
    with pytest.raises(CapsLockOn):
        compare([line.swapcase() for line in CARD])


def test_two_signs_that_come_as_one_are_refused_where_our_codes_need_them() -> None:
    with pytest.raises(LayoutLosesCodes):
        compare([line.replace("8", "9") for line in CARD])
    assert compare([line.replace("~", "*") for line in CARD]).lost == "~"


@pytest.mark.parametrize("heard", [["RB-000214-E"], [CARD[1], CARD[0]], ["x" * 26], ["", "", "", ""]])
def test_what_is_not_the_card_is_not_taken_for_it(heard: list[str]) -> None:
    with pytest.raises((CardUnclear, LayoutLosesCodes, CapsLockOn)):
        compare(heard)


@given(st.text())
def test_no_text_breaks_a_correction(heard: str) -> None:
    layout = compare([written(line, Keyboard.US, Keyboard.FR) for line in CARD]).layout
    assert isinstance(layout.corrected(heard), str)
    assert Layout().corrected(heard) == heard
