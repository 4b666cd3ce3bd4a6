"""The receipt of a declaration as display texts: when it arrived, how, and what it says, word for word."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.business import Business
from domain.cancellations.model import Channel
from domain.cancellations.receipt_sheet import ReceiptSheet
from domain.clock import legal_day
from reports import formats
from reports.documents.letterhead import Letterhead, letterhead
from reports.formats import printable
from reports.texts import N_, Texts

_WAYS: Final = {
    Channel.LETTER: N_("by letter"),
    Channel.EMAIL: N_("by e-mail"),
    Channel.PHONE: N_("by phone"),
    Channel.BUTTON: N_("by the cancellation page"),
    Channel.COUNTER: N_("at the counter"),
}


@dataclass(frozen=True, slots=True)
class ReceiptText:
    """`facts` are label and value of the block beside the address; `said` are the lines of the declaration."""

    head: Letterhead
    language: str
    made_on: date
    recipient: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    title: str
    subtitle: str
    content: str
    said: tuple[str, ...]
    sentences: tuple[str, ...]


def receipt_text(sheet: ReceiptSheet, business: Business, texts: Texts) -> ReceiptText:
    """The sheet as it will be read, in the language of `texts`."""
    day, clock = formats.instant(sheet.received_at, texts.locale)
    facts = (
        (texts("Number"), sheet.number),
        (texts("Received on"), day),
        (texts("Received at"), clock),
        (texts("By which way"), texts(_WAYS[sheet.channel])),
        (texts("Contract, as written"), sheet.contract),
    )
    said = sheet.words.strip().splitlines()
    sentences = [texts("This instant counts for all deadlines, whenever the declaration is dealt with.")]
    if sheet.file_name:
        sentences.append(
            texts(
                "Enclosed was the file {name}; its SHA-256 is {digest}.",
                name=printable(sheet.file_name),
                digest=sheet.digest,
            )
        )
    return ReceiptText(
        head=letterhead(business, texts),
        language=texts.language,
        made_on=legal_day(sheet.received_at),
        recipient=tuple(printable(each) for each in (sheet.name, sheet.email) if each),
        facts=tuple((label, printable(value)) for label, value in facts if value),
        title=texts("Receipt of your declaration"),
        subtitle=texts("Received on {day} at {time}", day=day, time=clock),
        content=texts("What you declared, word for word"),
        said=tuple(printable(line) for line in said) or (texts("See the enclosed file."),),
        sentences=tuple(sentences),
    )
