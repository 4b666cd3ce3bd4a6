"""What may be kept with a contract: told by the content, whatever a name says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contracts.notes import (
    LARGEST_FILE,
    LONGEST_NOTE,
    FileKindRefused,
    FileNameRefused,
    FileTooLarge,
    MediaType,
    NoteEmpty,
    NoteTooLong,
    NoteUnreadable,
    checked_file,
    checked_words,
    media_type_of,
)
from domain.errors import InvalidInput

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 40 + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 20 + b"\x00\x00\x00\x00IEND\xaeB`\x82"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("Vertrag.pdf", PDF, MediaType.PDF),
        ("Schaden Größe 2.JPG", JPEG, MediaType.JPEG),
        ("bild.jpeg", JPEG, MediaType.JPEG),
        ("契約.png", PNG, MediaType.PNG),
    ],
)
def test_papers_and_pictures_are_kept(name: str, content: bytes, kind: MediaType) -> None:
    kept = checked_file(name, content)
    assert (kept.name, kept.media_type, kept.content) == (name, kind, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rechnung.pdf", b"MZ\x90\x00 this is a program"),
        ("rechnung.pdf", b""),
        ("rechnung.pdf", PDF[:8]),
        ("bild.png", JPEG),
        ("makro.docm", PDF),
        ("rechnung.pdf.exe", PDF),
        ("rechnung", PDF),
        ("seite.html", b"<script>alert(1)</script>"),
        ("bild.svg", b"<svg onload=alert(1)></svg>"),
    ],
)
def test_what_the_content_does_not_bear_out_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(FileKindRefused):
        checked_file(name, content)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.pdf",
        "C:\\Users\\x.pdf",
        "a/b.pdf",
        ".pdf",
        " .pdf",
        "con.pdf",
        "COM1.pdf",
        "a\x00b.pdf",
        "a\nb.pdf",
        "gnp\u202efdp.pdf",
        "x" * 200 + ".pdf",
        "ä" * 80 + ".pdf",
        ".versteckt.pdf",
    ],
)
def test_a_hostile_name_is_refused(name: str) -> None:
    with pytest.raises(FileNameRefused):
        checked_file(name, PDF)


def test_ten_megabytes_and_no_byte_more() -> None:
    filling = b"%PDF-1.7" + b" " * (LARGEST_FILE - 13) + b"%%EOF"
    assert checked_file("gross.pdf", filling).content == filling
    with pytest.raises(FileTooLarge):
        checked_file("gross.pdf", filling + b"\n")


def test_a_note_is_readable_and_not_endless() -> None:
    assert checked_words("  Ruft abends an.\r\nLieber per Post.\t ") == "Ruft abends an.\nLieber per Post."
    for words, refusal in (("  \n", NoteEmpty), ("x" * (LONGEST_NOTE + 1), NoteTooLong), ("a\x07b", NoteUnreadable)):
        with pytest.raises(refusal):
            checked_words(words)


@given(st.binary(max_size=64), st.text(max_size=20))
def test_any_bytes_are_kept_or_refused(content: bytes, name: str) -> None:
    try:
        kept = checked_file(name, content)
    except InvalidInput:
        return
    assert kept.media_type is media_type_of(content)
