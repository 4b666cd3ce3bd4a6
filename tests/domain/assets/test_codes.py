"""Own codes are never taken for another, product numbers and GS1 strings are told apart, hostile text is refused."""

import random
from string import ascii_uppercase, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assets.codes import (
    CodeCheckWrong,
    CodeControlCharacter,
    CodeEmpty,
    CodeForeignAlphabet,
    CodeFormula,
    CodeKind,
    CodeNotOwn,
    CodeRefused,
    CodeTooLong,
    FreeText,
    Gs1,
    Gs1Malformed,
    Gtin,
    OwnCode,
    classify,
    format_code,
    gtin_check_digit,
    is_near_own,
    parse_code,
    upce_to_upca,
)

PREFIXES = st.text(ascii_uppercase, min_size=2, max_size=2)
NUMBERS = st.integers(0, 999_999_999)
SIGNS = ascii_uppercase + digits + "-"


@given(PREFIXES, NUMBERS)
def test_a_code_reads_back_as_what_was_printed(prefix: str, number: int) -> None:
    text = format_code(prefix, number)
    code = parse_code(text)
    assert (code.prefix, code.number, code.text) == (prefix, number, text)
    assert parse_code(f"  {text.lower()} ") == code
    assert classify(text, "CODE128") == code


@pytest.mark.parametrize(
    ("prefix", "kind"),
    [
        ("RB", CodeKind.ASSET),
        ("PL", CodeKind.PLACE),
        ("OR", CodeKind.ORDER),
        ("SH", CodeKind.SHIPMENT),
        ("RT", CodeKind.RETURN),
        ("CT", CodeKind.CONTRACT),
        ("CU", CodeKind.CUSTOMER),
        ("CC", CodeKind.COMMAND),
        ("BO", CodeKind.BUYOUT),
        ("RF", CodeKind.REFUND),
        ("DC", CodeKind.DECLARATION),
    ],
)
def test_the_prefix_says_what_a_code_names(prefix: str, kind: CodeKind) -> None:
    assert parse_code(format_code(prefix, 214)).kind is kind


@given(PREFIXES, NUMBERS, st.data())
def test_one_wrong_character_is_always_refused(prefix: str, number: int, data: st.DataObject) -> None:
    text = format_code(prefix, number)
    position = data.draw(st.integers(0, len(text) - 1))
    wrong = data.draw(st.sampled_from([c for c in SIGNS if c != text[position]]))
    broken = text[:position] + wrong + text[position + 1 :]
    with pytest.raises(CodeRefused):
        parse_code(broken)
    with pytest.raises(CodeRefused):
        classify(broken, "CODE128")


@given(PREFIXES, NUMBERS, st.data())
def test_swapped_neighbours_are_refused_except_where_the_standard_is_blind(
    prefix: str, number: int, data: st.DataObject
) -> None:
    """MOD 37,36 cannot see some swaps of two characters that follow each other in value (and of Z and 0)."""
    text = format_code(prefix, number)
    at = data.draw(st.sampled_from([i for i in range(len(text) - 1) if text[i] != text[i + 1]]))
    swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    values = [(digits + ascii_uppercase).find(c) for c in text[at : at + 2]]
    if -1 not in values and (values[0] - values[1]) % 35 in {1, 34, 0}:
        return
    with pytest.raises(CodeRefused):
        classify(swapped, "CODE128")


def test_hardly_any_swap_in_the_number_goes_unseen() -> None:
    chance, seen, unseen = random.Random(7), 0, 0
    for _ in range(20_000):
        text = format_code("RB", chance.randrange(1_000_000))
        at = chance.randrange(3, 8)
        if text[at] == text[at + 1]:
            continue
        try:
            parse_code(text[:at] + text[at + 1] + text[at] + text[at + 2 :])
            unseen += 1
        except CodeCheckWrong:
            seen += 1
    assert unseen / (seen + unseen) < 0.01


def test_one_number_has_one_text() -> None:
    seven = "RB-0000214-"
    for check in digits + ascii_uppercase:
        with pytest.raises(CodeNotOwn):
            parse_code(seven + check)


def test_a_prefix_or_number_that_no_label_can_carry_is_refused() -> None:
    for prefix, number in [("R", 1), ("rb", 1), ("RÄ", 1), ("R1", 1), ("RB", -1), ("RB", 1_000_000_000)]:
        with pytest.raises(CodeNotOwn):
            format_code(prefix, number)


def test_a_product_number_compares_whatever_symbol_carried_it() -> None:
    assert classify("4006381333931", "EAN13") == Gtin("4006381333931", "04006381333931")
    assert classify("036000291452", "UPCA") == Gtin("036000291452", "00036000291452")
    assert classify("04006381333931") == Gtin("04006381333931", "04006381333931")
    assert classify("96385074", "EAN8") == Gtin("96385074", "00000096385074")


@pytest.mark.parametrize(
    ("upce", "upca"),
    [
        ("04252614", "042100005264"),
        ("04252615", None),
        ("01234505", "012000003455"),
        ("24252614", None),
        ("01234565", "012345000065"),
        ("06543217", "065100004327"),
    ],
)
def test_a_short_upc_is_the_long_one(upce: str, upca: str | None) -> None:
    assert upce_to_upca(upce) == upca


@pytest.mark.parametrize("last", ["0", "3", "4", "7"])
def test_every_way_of_shortening_gives_twelve_checked_digits(last: str) -> None:
    found = [upce_to_upca(f"012345{last}{check}") for check in digits]
    (full,) = [text for text in found if text]
    assert len(full) == 12


def test_a_retail_symbol_with_a_wrong_check_digit_is_refused_but_a_serial_of_13_digits_is_a_serial() -> None:
    with pytest.raises(CodeCheckWrong):
        classify("4006381333932", "EAN13")
    assert classify("4006381333932", "CODE128") == FreeText("4006381333932")


def test_a_gs1_label_comes_apart() -> None:
    code = classify("010400638133393121SN-77\x1d17261231", "GS1_128")
    assert isinstance(code, Gs1)
    assert (code.gtin, code.serial, code.get("17")) == ("04006381333931", "SN-77", "261231")


@pytest.mark.parametrize("lead", ["]C1", "", "\x1d"])
def test_a_wedge_that_hides_the_symbology_still_tells_gs1(lead: str) -> None:
    code = classify(lead + "010400638133393121SN-77")
    assert isinstance(code, Gs1)
    assert (code.gtin, code.serial) == ("04006381333931", "SN-77")


def test_keys_of_assets() -> None:
    giai = classify("80044012345000000000000000000000A7", "GS1_128")
    assert isinstance(giai, Gs1)
    assert giai.asset_identifier == "4012345000000000000000000000A7"
    grai = classify("8003" + "0" + "401234500001" + gtin_check_digit("0401234500001") + "AB1", "GS1_128")
    assert isinstance(grai, Gs1)
    assert grai.asset_identifier is not None
    assert grai.asset_identifier.endswith("AB1")
    holder = "40123450000000001"
    assert isinstance(classify("8018" + holder + gtin_check_digit(holder), "GS1_128"), Gs1)
    with pytest.raises(CodeCheckWrong):
        classify("8018" + holder + str((int(gtin_check_digit(holder)) + 1) % 10), "GS1_128")


@pytest.mark.parametrize(
    "text", ["0104006381333932", "01040063813339", "99", "17261331", "5512345", "\x1d", "8004", "21a b"]
)
def test_a_gs1_symbol_that_does_not_come_apart_is_refused(text: str) -> None:
    with pytest.raises((Gs1Malformed, CodeCheckWrong)):
        classify(text, "GS1_128")


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", CodeEmpty),
        ("   ", CodeEmpty),
        ("A" * 4000, CodeTooLong),
        ("A" * 129, CodeTooLong),
        ("AB\x00CD", CodeControlCharacter),
        ("AB\nCD", CodeControlCharacter),
        ("\x1b[2J", CodeControlCharacter),
        ("AB\u202eCD", CodeControlCharacter),
        ("AB\u200bCD", CodeControlCharacter),
        ("\u0420\u0412-000214-X", CodeForeignAlphabet),
        ("ＲＢ-000214", CodeForeignAlphabet),
        ("序列号1", CodeForeignAlphabet),
        ("🚲", CodeForeignAlphabet),
        ("\ud800", CodeForeignAlphabet),
        ("=1+1", CodeFormula),
        ("+49 30 1", CodeFormula),
        ("-12", CodeFormula),
        ("@SUM(A1)", CodeFormula),
        ("  =cmd|' /C calc'!A0", CodeFormula),
    ],
)
def test_bad_input_is_named(text: str, refusal: type[CodeRefused]) -> None:
    with pytest.raises(refusal):
        classify(text)


def test_a_refusal_never_carries_what_could_harm_a_log() -> None:
    with pytest.raises(CodeRefused) as caught:
        classify("\x1d" + "\x1b[2J\n" * 20, "GS1_128")
    assert all(len(str(fact)) <= 41 and str(fact).isprintable() for fact in caught.value.facts.values())


@pytest.mark.parametrize("text", ["SN 4711/B", "WTU123456789", "Größe-Ä1", "A" * 128, "12-34-56", "AB-12-C"])
def test_a_makers_serial_is_kept_as_it_is(text: str) -> None:
    assert classify(f" {text} ") == FreeText(text)


def test_a_decomposed_umlaut_is_the_composed_one() -> None:
    assert classify("Gro\u0308sse") == FreeText("Grösse")


def test_a_damaged_own_code_is_no_serial() -> None:
    text = format_code("RB", 214)
    assert is_near_own(text)
    for damaged in [text.replace("RB", "R8"), text.replace("000", "O00"), text.replace("-0", "0-", 1), "BR" + text[2:]]:
        with pytest.raises(CodeRefused):
            classify(damaged, "CODE128")


def test_20000_hostile_texts_are_sorted_or_refused_but_nothing_else() -> None:
    chance = random.Random(20_000)
    pieces = [
        "\x1d",
        "]C1",
        "01",
        "8004",
        "RB-000214-",
        "\x00",
        "=",
        "ß",
        "\u0301",
        "\ud800",
        "\U0010ffff",
        "٣",
        "²",
        " ",
    ]
    for _ in range(20_000):
        parts = [
            chance.choice(pieces) if chance.random() < 0.3 else chr(chance.randrange(128))
            for _ in range(chance.choice([1, 5, 14, 40, 140]))
        ]
        symbology = chance.choice([None, "CODE128", "GS1_128", "EAN13", "UPCE", "QRCODE"])
        text = "".join(parts)
        try:
            code = classify(text, symbology)
        except CodeRefused:
            continue
        assert isinstance(code, OwnCode | Gtin | Gs1 | FreeText)
        assert all(c.isprintable() or c == "\x1d" for c in code.text)
