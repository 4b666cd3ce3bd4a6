"""Which codes may stand for one thing, and what an address on a product says."""

import pytest

from domain.assets.aliases import CodeNamesNoThing, alias_of
from domain.assets.codes import CodeCheckWrong, CodeRefused, FreeText, Gs1, Gs1Malformed, classify, format_code
from domain.assets.resolve import Meaning, resolve
from domain.assets.scan import Scan
from domain.assets.symbologies import SYMBOLOGIES, symbology_of
from tests.domain.assets.shelf import AT, Shelf

SGTIN = "010400638133393121AB"


@pytest.mark.parametrize(
    ("text", "symbology", "kept"),
    [
        ("WTU-77", "", "WTU-77"),
        (" Größe-7 ", "", "Größe-7"),
        (f"]C1{SGTIN}", "", SGTIN),
        (f"]C1{SGTIN}\x1d17261231", "", SGTIN),
        ("]C121AB\x1d0104006381333931", "", SGTIN),
        ("https://id.gs1.org/01/04006381333931/21/AB", "", SGTIN),
        ("https://shop.example/p/01/4006381333931/10/LOT/21/AB?17=261231&utm=x", "QRCODE", SGTIN),
        ("800440471130AB12", "GS1_128", "40471130AB12"),
        ("]C180030400638133393177", "", "0400638133393177"),
        ("]C121ONLY", "", "ONLY"),
    ],
)
def test_one_thing_has_one_spelling_however_it_is_scanned(text: str, symbology: str, kept: str) -> None:
    assert alias_of(text, symbology) == kept


@pytest.mark.parametrize(
    ("text", "symbology"),
    [
        (format_code("RB", 214), ""),
        (format_code("PL", 3), ""),
        ("4006381333931", "EAN13"),
        ("0104006381333931", "GS1_128"),
        ("00340123450000000017", "GS1_128"),
        ("]C1800304006381333931", ""),
        ("https://id.gs1.org/01/04006381333931", ""),
    ],
)
def test_what_names_many_things_or_another_kind_of_thing_is_no_alias(text: str, symbology: str) -> None:
    with pytest.raises(CodeNamesNoThing):
        alias_of(text, symbology)


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("https://id.gs1.org/8004/40471130AB12", (("8004", "40471130AB12"),)),
        ("https://id.gs1.org/00/340123450000000017", (("00", "340123450000000017"),)),
        ("http://x.de/a/414/4012345000009/254/RACK-7", (("414", "4012345000009"), ("254", "RACK-7"))),
        ("https://id.gs1.org/01/04006381333931/21/A%2F7", (("01", "04006381333931"), ("21", "A/7"))),
    ],
)
def test_an_address_on_a_product_is_read_as_what_it_stands_for(text: str, elements: object) -> None:
    found = classify(text)
    assert isinstance(found, Gs1)
    assert (found.elements, found.text) == (elements, text)


@pytest.mark.parametrize(
    "text",
    [
        "https://umlauf.example/asset/7",
        "https://x.de/01",
        "https://x.de/01/4006381333931/99/X",
        "https://[x/01/4006381333931",
        "ftp://x.de/01/4006381333931",
    ],
)
def test_any_other_address_is_a_text(text: str) -> None:
    assert classify(text) == FreeText(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("https://id.gs1.org/01/04006381333932", CodeCheckWrong),
        ("https://id.gs1.org/01/0400638133393X/21/1", Gs1Malformed),
        ("https://id.gs1.org/01/04006381333931/21/A%1DB", None),
        ("]C10104006381333931\x1d\x1d", Gs1Malformed),
        ("]C101040063813339311", Gs1Malformed),
        ("]C117261340", Gs1Malformed),
        ("]C137ABC", Gs1Malformed),
        ("]C121" + "A" * 21, Gs1Malformed),
        ("]C121AB\x00CD", Gs1Malformed),
    ],
)
def test_what_only_looks_like_one_is_refused(text: str, why: type[CodeRefused] | None) -> None:
    if why is None:
        assert isinstance(classify(text), FreeText)
        return
    with pytest.raises(why):
        classify(text)


@pytest.mark.parametrize(
    "text",
    ["10LOT\x1d17261231\x1d3712", "3100001234\x1d3922499", "4144012345000009\x1d254A", "43001234\x1d420DE10115",
     "8018401234500000000036", "11260101\x1d70032612311200"],
)  # fmt: skip
def test_separators_alone_end_what_has_no_fixed_length(text: str) -> None:
    found = classify(text, "GS1_128")
    assert isinstance(found, Gs1)
    assert "".join(identifier + value for identifier, value in found.elements) == text.replace("\x1d", "")


def test_an_aim_identifier_tells_the_symbol() -> None:
    told = {"]C1x": "GS1_128", "]C0x": "CODE128", "]E0x": "EAN13", "]E4x": "EAN8", "]Q1x": "QRCODE",
            "]d2x": "DATAMATRIX", "]A0x": "CODE39", "]L0x": "PDF417", "x": None}  # fmt: skip
    assert {text: symbology_of(text, None) for text in told} == told
    assert set(filter(None, told.values())) <= set(SYMBOLOGIES)
    assert symbology_of("]C1x", "QRCODE") == "QRCODE"


def meaning(shelf: Shelf, text: str, symbology: str | None = None) -> tuple[Meaning, object]:
    found = resolve(Scan(text, symbology, AT, "wedge"), shelf)
    return found.meaning, found.id


def test_a_serial_counts_only_beside_the_number_of_its_own_product() -> None:
    shelf = Shelf()
    bike = shelf.thing(serial="AB", gtin="04006381333931")
    assert meaning(shelf, f"]C1{SGTIN}") == (Meaning.ASSET, bike)
    assert meaning(shelf, "]C1011234567890123121AB") == (Meaning.UNKNOWN, None)
    assert meaning(shelf, "]C121AB") == (Meaning.ASSET, bike)
    other = shelf.thing()
    shelf.aliases["011234567890123121AB"] = other
    assert meaning(shelf, "]C1011234567890123121AB") == (Meaning.ASSET, other)


def test_a_parcel_is_found_by_its_number_with_and_without_identifier() -> None:
    shelf = Shelf()
    parcel = shelf.parcel("00340123450000000017")
    later = shelf.parcel("JD014600006000000001")
    for text in ("]C100340123450000000017", "00340123450000000017", "https://x.de/00/340123450000000017"):
        assert meaning(shelf, text) == (Meaning.SHIPMENT, parcel)
    assert meaning(shelf, "JD014600006000000001", "CODE128") == (Meaning.SHIPMENT, later)
    assert meaning(shelf, "JD014600006000000002", "CODE128") == (Meaning.UNKNOWN, None)
