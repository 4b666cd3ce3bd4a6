"""A letter that goes by post, because nobody knows an e-mail address that works: the words of the mail on paper."""

from dataclasses import dataclass
from datetime import date

from domain.business import Business
from domain.messages.postal_sheet import PostalSheet
from reports import formats
from reports.documents.letterhead import Letterhead, address_lines, letterhead
from reports.formats import printable
from reports.texts import Texts


@dataclass(frozen=True, slots=True)
class PostalText:
    """`said`: the lines of the letter, an empty one between paragraphs."""

    head: Letterhead
    language: str
    made_on: date
    recipient: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    title: str
    said: tuple[str, ...]


def postal_text(sheet: PostalSheet, business: Business, texts: Texts) -> PostalText:
    """The sheet as it will be read, in the language of `texts`."""
    recipient = () if sheet.recipient is None else address_lines(sheet.recipient, business.address.country)
    return PostalText(
        head=letterhead(business, texts),
        language=texts.language,
        made_on=sheet.written_on,
        recipient=recipient or (printable(sheet.name),),
        facts=((texts("Date"), formats.day(sheet.written_on, texts.locale)),),
        title=printable(sheet.subject),
        said=tuple(printable(line) for line in sheet.body.strip().splitlines()),
    )
