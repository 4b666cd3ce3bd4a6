"""Letters that go with papers: the templates of `resources/mail/<language>`, filled in the customer's language."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from babel import Locale
from babel.units import format_unit

from domain.billing.final_statement import FinalStatementSheet
from domain.billing.invoice_sheet import DocumentKind, InvoiceSheet
from domain.business import Business
from domain.messages.contract_letter import ContractLetter, PriceTold
from domain.messages.letter import Attachment, Letter
from domain.period import Interval
from reports.formats import day, instant, money
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

    def invoice(self, sheet: InvoiceSheet, to: str, pdf: bytes) -> Letter:
        """Written once for each invoice: its number is the letter's key."""
        language = sheet.language if sheet.language in _LANGUAGES else "en"
        locale = Locale(language)
        text = (self._folder / language / f"{_template(sheet)}.txt").read_text(encoding="utf-8")
        filled = _filled(
            text,
            number=sheet.number,
            name=sheet.recipient.name or sheet.recipient.company,
            issued_on=day(sheet.issued_on, locale),
            due_on=day(sheet.due_on, locale) if sheet.due_on else "",
            gross=money(sheet.gross, locale),
            settled=money(sheet.settled, locale),
            to_pay=money(sheet.to_pay, locale),
            business=self._business,
        )
        subject, _, body = filled.partition("\n")
        return Letter(sheet.number, to, subject, body, (Attachment(f"{sheet.number}.pdf", pdf),))

    def final_statement(self, sheet: FinalStatementSheet, to: str, pdf: bytes) -> Letter:
        """Written once for each deposit given back."""
        language = sheet.language if sheet.language in _LANGUAGES else "en"
        locale = Locale(language)
        name = "final_statement_owed" if sheet.owed else "final_statement"
        text = (self._folder / language / f"{name}.txt").read_text(encoding="utf-8")
        filled = _filled(
            text,
            name=sheet.recipient.name or sheet.recipient.company,
            contracts=", ".join(sheet.contracts),
            amount=money(sheet.owed or sheet.kept, locale),
            business=self._business,
        )
        subject, _, body = filled.partition("\n")
        key = f"{sheet.number.split(', ')[0]}-deposit"
        return Letter(key, to, subject, body, (Attachment(f"{key}.pdf", pdf),))

    def contract(self, letter: ContractLetter, to: str) -> Letter:
        """Notice, ends, pauses, renewals, prices: one template for each kind."""
        language = letter.language if letter.language in _LANGUAGES else "en"
        locale = Locale(language)
        told = letter.told
        text = (self._folder / language / "contract" / f"{told.kind}.txt").read_text(encoding="utf-8")
        days = {name: day(value, locale) for name, value in told.days.items()}
        amounts = {name: money(value, locale) for name, value in told.amounts.items()}
        times = {name: ", ".join(instant(value, locale)) for name, value in told.times.items()}
        prices = "\n".join(self._price(each, language, locale) for each in told.prices)
        always = {"number": letter.number, "name": letter.name, "business": self._business, "prices": prices}
        filled = fill(text, {**always, **days, **times, **amounts, **told.texts})
        subject, _, body = filled.partition("\n")
        return Letter(letter.key, to, subject, body)

    def _price(self, told: PriceTold, language: str, locale: Locale) -> str:
        """One line of a contract: what it costs, and what it cost before where that is told."""
        kind = "price" if told.old is None else "price_change"
        text = (self._folder / language / "lines" / f"{kind}.txt").read_text(encoding="utf-8").rstrip("\n")
        return _filled(
            text,
            title=told.title,
            new=money(told.new, locale),
            old="" if told.old is None else money(told.old, locale),
            interval=_length(told.interval, locale),
            on=day(told.from_on, locale),
        )


def _filled(text: str, **values: str) -> str:
    return fill(text, values)


def _length(interval: Interval, locale: Locale) -> str:
    """ "month" for one, "3 months" for more."""
    words: str = format_unit(interval.count, f"duration-{interval.unit}", locale=locale)
    return words.removeprefix("1").strip() if interval.count == 1 else words


def _template(sheet: InvoiceSheet) -> str:
    """An invoice that used the customer's balance says so."""
    if sheet.kind is DocumentKind.CREDIT_NOTE or not sheet.settled:
        return str(sheet.kind)
    return "invoice_part_settled" if sheet.to_pay else "invoice_settled"
