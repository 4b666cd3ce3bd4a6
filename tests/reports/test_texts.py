"""No reader meets a word in the wrong language, and no code without a word."""

import string
from enum import StrEnum
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from domain.assets.status import Condition, Kind, Readiness, Status
from domain.billing.invoice_sheet import Note, Payment
from domain.billing.model import Reason, TaxCategory, TaxReason
from domain.orders.model import Treatment
from reports.documents import asset_passport, delivery_note, invoice, invoice_sentences
from reports.papers import RESOURCES
from reports.texts import LOCALES, load_texts

KEYWORDS = {"N_": None, "texts": None, "count": (1, 2)}
SAME_IN_GERMAN = {"Person", "service"}


def in_code() -> set[str]:
    root = RESOURCES.parent / "reports"
    found = extract_from_dir(str(root), method_map=[("**.py", "python")], keywords=KEYWORDS)
    return {part for _, _, text, _, _ in found for part in ([text] if isinstance(text, str) else text)}


def catalogue(language: str) -> dict[str, str]:
    path = Path(RESOURCES / "locale" / language / "LC_MESSAGES" / "papers.po")
    with path.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    pairs: dict[str, str] = {}
    for message in messages:
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        pairs |= dict(zip(ids, strings, strict=True))
    return pairs


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", sorted(LOCALES))
def test_every_text_in_the_code_stands_in_the_catalogue_and_no_other(language):
    assert set(catalogue(language)) == in_code()
    assert all(catalogue(language).values())


@pytest.mark.parametrize("language", sorted(LOCALES))
def test_translations_fill_the_same_placeholders(language):
    for original, translated in catalogue(language).items():
        assert placeholders(original) == placeholders(translated), original


def test_german_is_german():
    assert {text for text, german in catalogue("de").items() if text == german} <= SAME_IN_GERMAN


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (Reason, invoice.REASONS),
        (TaxCategory, invoice.GROUPS),
        (TaxReason, invoice_sentences.TAX),
        (Note, invoice_sentences.NOTES),
        (Payment, invoice_sentences.PAYMENT),
        (Payment, invoice_sentences.PAYMENT_BY_DAY),
        (Treatment, delivery_note.TREATMENTS),
        (Status, asset_passport.STATUSES),
        (Readiness, asset_passport.READINESSES),
        (Condition, asset_passport.CONDITIONS),
        (Kind, asset_passport.KINDS),
    ],
)
def test_every_code_has_words(codes: type[StrEnum], words: dict[StrEnum, str]):
    assert set(words) == set(codes)


def test_plurals_are_chosen_by_number():
    german = load_texts(RESOURCES / "locale", "de")
    assert german.count("{number} minute", "{number} minutes", 1) == "1 Minute"
    assert german.count("{number} minute", "{number} minutes", 0) == "0 Minuten"
