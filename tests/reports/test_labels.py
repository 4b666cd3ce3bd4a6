"""Labels are read by two decoders at the resolutions that label printers have."""

import re
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from domain.assets.codes import CodeRefused, format_code
from domain.assets.label_sheet import Label, LabelPositionWrong, NoLabels
from reports.layouts.symbols import CODE_128_QUIET, Dots, code_128_runs, code_128_width
from tests.reports.reading import PAPERS, flat, pages_of, printed, with_zbar, with_zxing
from tests.reports.samples import LABELS

DOT = 72 / 25.4 / 8


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("decode", [with_zbar, with_zxing])
@pytest.mark.parametrize("index", range(len(LABELS)))
def test_both_codes_of_a_roll_label_read_back_as_the_printed_text(index, decode, dpi):
    found = decode(printed(PAPERS.labels_roll(LABELS), index, dpi))
    code = LABELS[index].code
    assert found == {("Code128", code), ("QR", code)}


@pytest.mark.parametrize("decode", [with_zbar, with_zxing])
def test_a_full_a4_sheet_reads_back_label_by_label(decode):
    labels = [Label(format_code("RB", number), "E-Bike Kiez 3", "M") for number in range(1, 41)]
    sheet = printed(PAPERS.labels_sheet(labels), 0, 600).resize((2480, 3508))
    expected = {(kind, label.code) for label in labels for kind in ("Code128", "QR")}
    wide, high = 48.5 * 300 / 25.4, 25.4 * 300 / 25.4
    found = set()
    for place in range(40):
        row, column = divmod(place, 4)
        left, top = 8 * 300 / 25.4 + column * wide, 21.5 * 300 / 25.4 + row * high
        found |= decode(sheet.crop((int(left), int(top), int(left + wide), int(top + high))))
    assert found == expected


def test_every_bar_and_square_stands_on_whole_dots_of_a_203_dpi_printer():
    page = PdfReader(BytesIO(PAPERS.labels_roll(LABELS[:1]))).pages[0]
    content = page.get_contents().get_data().decode("latin-1")
    edges = [
        float(number)
        for found in re.findall(r"([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re", content)
        for number in found
    ]
    assert len(edges) > 400
    assert max(abs(edge / DOT - round(edge / DOT)) for edge in edges) < 0.01


@given(st.sampled_from(["RB", "SH", "ZZ"]), st.integers(0, 999_999_999))
def test_every_code_fits_the_label_with_its_quiet_zones(prefix, number):
    module = Dots().at_least(0.25)
    assert module == 0.25
    assert code_128_width(format_code(prefix, number), module) <= 48.5
    assert code_128_runs(format_code(prefix, number))[0] * module + 2 * CODE_128_QUIET * module <= 48.5


def test_dots_never_make_a_module_thinner_than_asked_for():
    assert Dots(8).at_least(0.25) == 0.25
    assert Dots(300 / 25.4).at_least(0.25) == pytest.approx(0.254)


def test_a_roll_has_one_page_of_50_by_25_mm_for_each_label():
    document = pypdfium2.PdfDocument(PAPERS.labels_roll(LABELS))
    assert len(document) == 3
    assert [round(side * 25.4 / 72, 2) for side in document[0].get_size()] == [50, 25]


def test_a_label_says_what_it_is_in_words():
    first, second, third = pages_of(PAPERS.labels_roll(LABELS))
    assert "RB-000214-E" in first
    assert "E-Bike Kiez 3" in first
    assert "M · nachtblau" in first
    assert "SN WTU 0815-4711" in first
    assert "Lastenrad Spreewölfin" in second
    assert "Regal A-12" in third


def test_used_positions_stay_empty_and_the_rest_goes_on_to_a_new_sheet():
    labels = [Label(format_code("RB", number), "E-Bike") for number in range(1, 5)]
    sheets = pages_of(PAPERS.labels_sheet(labels, first_position=39))
    assert [sheet.count("RB-") for sheet in sheets] == [2, 2]
    first = printed(PAPERS.labels_sheet(labels, first_position=39), 0, 100)
    used = first.crop((0, 0, first.width, int((21.5 + 9 * 25.4) / 25.4 * 100)))
    assert used.getextrema() == (255, 255)


@pytest.mark.parametrize("position", [0, -1, 41])
def test_a_position_outside_the_sheet_is_refused(position):
    with pytest.raises(LabelPositionWrong):
        PAPERS.labels_sheet(LABELS, first_position=position)


def test_nothing_to_print_is_refused():
    with pytest.raises(NoLabels):
        PAPERS.labels_roll([])
    with pytest.raises(NoLabels):
        PAPERS.labels_sheet([])


@pytest.mark.parametrize("code", ["", "RB-000214-X", "=HYPERLINK()", "RB-000214-\x1d", "Ω" * 5, "A" * 4000])
def test_what_our_own_scanner_would_refuse_is_not_printed(code):
    with pytest.raises(CodeRefused):
        Label(code, "E-Bike")


def test_awkward_names_neither_break_a_label_nor_hide_its_code():
    label = Label(format_code("RB", 1), "\u202eБ\x00\n" + "W" * 300, "ﬁ" * 80, "0" * 128)
    pdf = PAPERS.labels_roll([label])
    assert label.code in flat(pages_of(pdf)[0])
    assert ("Code128", label.code) in with_zxing(printed(pdf, 0, 203))


def test_the_same_labels_give_the_same_bytes():
    assert PAPERS.labels_roll(LABELS) == PAPERS.labels_roll(LABELS)
