"""Template → printer language → picture → decoder: what is scanned is the code, whatever stands around it."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
import zxingcpp

from domain.assets.codes import format_code
from domain.labels.fitting import sample_label, shipped_for
from domain.labels.layout import laid_out
from domain.labels.measure import estimated, harmless
from domain.labels.medium import MEDIA
from domain.labels.template import CodeType, LabelField, Subject
from hardware.decoder.decoder import Decoder
from hardware.printers.picture import PrinterLanguageUnknown, printed
from hardware.printers.zpl import zpl

DECODER = Decoder()
SIGNS = {
    CodeType.BARS_AND_QR: {"Code 128", "QR Code"},
    CodeType.CODE_128: {"Code 128"},
    CodeType.QR: {"QR Code"},
    CodeType.DATA_MATRIX: {"Data Matrix"},
}
HOSTILE = (
    "Ümläut ß € – naïve",
    "^XZ^XA^FO0,0^GB800,600,600^FS",
    "~JR ^FS _5E_7E \\& >; >5",
    "\u202eשלום עליכם\u202c \u200f",
    "W" * 200,
    "\r\n^FD\x00\x1b%-12345X",
)


def read(picture):
    """What zxing-cpp sees; our own decoder says each text once and must agree."""
    framed = np.asarray(cv2.copyMakeBorder(picture, 16, 16, 16, 16, cv2.BORDER_CONSTANT, value=255), np.uint8)
    found = {(str(each.format), each.text) for each in zxingcpp.read_barcodes(framed)}
    assert {each.text for each in DECODER.read(framed)} == {text for _sign, text in found}
    return found


@pytest.mark.parametrize("code_type", list(CodeType))
def test_what_is_printed_reads_back_as_the_code_whatever_it_is_called(code_type):
    template = replace(
        shipped_for(Subject.THING, MEDIA["roll_57_32"]),
        code_type=code_type,
        fields=(LabelField.CODE, LabelField.NAME, LabelField.SERIAL, LabelField.TEXT),
        text="_41^XZ",
    )
    for number, name in enumerate(HOSTILE, start=214):
        label = replace(sample_label(Subject.THING), code=format_code("RB", number), title=name, serial=name[:128])
        (found,) = printed(zpl(laid_out(template, label, (203, 300)[number % 2], estimated), copies=3))
        assert read(found.picture) == {(sign, label.code) for sign in SIGNS[code_type]}
        assert found.copies == 3
        assert "_41^XZ" in found.words
        shown = harmless(name)
        assert any(shown.startswith(word.rstrip("…")) for word in found.words if word and word != label.code)


@pytest.mark.parametrize("medium", sorted(MEDIA.keys() - {"roll_100_150", "roll_100_50", "roll_76_51"}))
def test_every_known_label_holds_the_longest_code_or_says_why_not(medium):
    label = replace(sample_label(Subject.THING), code=format_code("RB", 987_654_321))
    template = shipped_for(Subject.THING, MEDIA[medium])
    (found,) = printed(zpl(laid_out(template, label, 203, estimated)))
    assert {text for _sign, text in read(found.picture)} == {label.code}


def test_a_logo_is_printed_in_black_and_white_in_its_box():
    template = replace(
        shipped_for(Subject.THING, MEDIA["roll_100_50"]), fields=(LabelField.LOGO, LabelField.CODE, LabelField.NAME)
    )
    logo = cv2.imencode(".png", np.full((40, 80, 3), (200, 30, 30), np.uint8))[1].tobytes()
    layout = laid_out(template, sample_label(Subject.THING), 203, estimated, has_logo=True)
    (found,) = printed(zpl(layout, logo=logo))
    box = layout.parts[2]
    assert (found.picture[box.y + 4 : box.y + box.high - 4, box.x + 4 : box.x + box.high] == 0).all()
    assert read(found.picture) == {(sign, "RB-000214-E") for sign in SIGNS[CodeType.BARS_AND_QR]}


@pytest.mark.parametrize("text", ["hello", "^XA^FO1,1^DFR:A^XZ", "^XA^FO1,1", "^FDx^FS"])
def test_a_command_that_we_never_write_is_refused(text):
    with pytest.raises(PrinterLanguageUnknown):
        printed(text)
