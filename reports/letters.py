"""Letters to customers: the house's texts of `resources/mail/<language>`, or the owner's own, filled in the customer's
language.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel import Locale

from domain.billing.final_statement import FinalStatementSheet
from domain.billing.invoice_sheet import DocumentKind, InvoiceSheet
from domain.business import Business
from domain.messages.contract_letter import ContractLetter, PriceTold, Told
from domain.messages.letter import Attachment, Letter
from domain.messages.templates import TEMPLATES, OwnWords, PaperLetter, TemplateName, shipped_words
from domain.messages.wording import Wording, WordingWrong
from reports.formats import day, instant, length, money
from reports.mail.page import page_of
from reports.mail.sandbox import fill

_LANGUAGES: Final = ("de", "en")


class Letters:
    """`folder` holds a folder for each language; a template's first line is the subject.

    `business` is its name, or is asked for it with each letter where it may change while the program runs.
    """

    def __init__(self, business: str | Callable[[], Business], folder: Path) -> None:
        self._known = business
        self._folder = folder

    @property
    def _business(self) -> str:
        return self._known if isinstance(self._known, str) else self._known().name

    def shipped(self, name: TemplateName, language: str) -> Wording:
        """The house's own words."""
        folder = self._folder / _known(language)
        path = folder / f"{name}.txt" if isinstance(name, PaperLetter) else folder / "contract" / f"{name}.txt"
        subject, _, text = _read(path).partition("\n")
        return Wording(subject, text)

    def invoice(self, sheet: InvoiceSheet, to: str, pdf: bytes, own: OwnWords = shipped_words) -> Letter:
        """Written once for each invoice: its number is the letter's key."""
        locale = Locale(_known(sheet.language))
        values = {
            "number": sheet.number,
            "name": sheet.recipient.name or sheet.recipient.company,
            "issued_on": day(sheet.issued_on, locale),
            "due_on": day(sheet.due_on, locale) if sheet.due_on else "",
            "gross": money(sheet.gross, locale),
            "settled": money(sheet.settled, locale),
            "to_pay": money(sheet.to_pay, locale),
        }
        paper = Attachment(f"{sheet.number}.pdf", pdf)
        return self._written(_template(sheet), sheet.language, values, own, Letter(sheet.number, to, "", "", (paper,)))

    def final_statement(self, sheet: FinalStatementSheet, to: str, pdf: bytes, own: OwnWords = shipped_words) -> Letter:
        """Written once for each deposit given back."""
        locale = Locale(_known(sheet.language))
        name = PaperLetter.FINAL_STATEMENT_OWED if sheet.owed else PaperLetter.FINAL_STATEMENT
        values = {
            "number": sheet.number,
            "name": sheet.recipient.name or sheet.recipient.company,
            "contracts": ", ".join(sheet.contracts),
            "amount": money(sheet.owed or sheet.kept, locale),
        }
        key = f"{sheet.number.split(', ')[0]}-deposit"
        paper = Attachment(f"{key}.pdf", pdf)
        return self._written(name, sheet.language, values, own, Letter(key, to, "", "", (paper,)))

    def contract(self, letter: ContractLetter, to: str, own: OwnWords = shipped_words) -> Letter:
        """Notice, ends, pauses, renewals, prices: one template for each kind."""
        values = {"number": letter.number, "name": letter.name, **self._values(letter.told, _known(letter.language))}
        return self._written(letter.told.kind, letter.language, values, own, Letter(letter.key, to, "", ""))

    def tried(self, name: TemplateName, language: str, wording: Wording, told: Told, who: tuple[str, str]) -> Letter:
        """As it would be with these words, to nobody; `who` is the name and the number in it.

        Raises WordingWrong.
        """
        values = {"name": who[0], "number": who[1], **self._values(told, _known(language))}
        return self._filled(name, language, values, wording, Letter("", "", "", ""))

    def _values(self, told: Told, language: str) -> dict[str, str]:
        locale = Locale(language)
        return {
            "prices": "\n".join(self._price(each, language, locale) for each in told.prices),
            **{name: day(value, locale) for name, value in told.days.items()},
            **{name: ", ".join(instant(value, locale)) for name, value in told.times.items()},
            **{name: money(value, locale) for name, value in told.amounts.items()},
            **told.texts,
        }

    def _written(
        self, name: TemplateName, language: str, values: Mapping[str, str], own: OwnWords, letter: Letter
    ) -> Letter:
        """With the owner's words; where they cannot be filled, with the house's: no letter waits for a text."""
        words = own(name, _known(language))
        if words is not None:
            try:
                return self._filled(name, language, values, words, letter)
            except WordingWrong:
                pass
        return self._filled(name, language, values, self.shipped(name, language), letter)

    def _filled(
        self, name: TemplateName, language: str, values: Mapping[str, str], words: Wording, letter: Letter
    ) -> Letter:
        lacking = dict.fromkeys(TEMPLATES[name].maybe, "")
        known = {**lacking, **values, "business": self._business, "name": " ".join(values["name"].split())}
        body = fill(words.text, known)
        html = fill(words.html, known, is_html=True) if words.html else page_of(body, self._business, _known(language))
        subject = " ".join(fill(words.subject, known).split())
        return Letter(letter.key, letter.to, subject, body, letter.attachments, html, str(name))

    def _price(self, told: PriceTold, language: str, locale: Locale) -> str:
        """One line of a contract: what it costs, and what it cost before where that is told."""
        kind = "price" if told.old is None else "price_change"
        text = _read(self._folder / language / "lines" / f"{kind}.txt").rstrip("\n")
        values = {
            "title": " ".join(told.title.split()),
            "new": money(told.new, locale),
            "old": "" if told.old is None else money(told.old, locale),
            "interval": length(told.interval, locale),
            "on": day(told.from_on, locale),
        }
        return fill(text, values)


@lru_cache(maxsize=512)
def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _known(language: str) -> str:
    return language if language in _LANGUAGES else "en"


def _template(sheet: InvoiceSheet) -> PaperLetter:
    """An invoice that used the customer's balance says so."""
    if sheet.kind is DocumentKind.CREDIT_NOTE:
        return PaperLetter.CREDIT_NOTE
    if not sheet.settled:
        return PaperLetter.INVOICE
    return PaperLetter.INVOICE_PART_SETTLED if sheet.to_pay else PaperLetter.INVOICE_SETTLED
