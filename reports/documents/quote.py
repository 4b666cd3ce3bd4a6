"""A quote as display texts: what it would cost, until when we are bound, and what a consumer may take back."""

from collections.abc import Iterator
from typing import Final

from domain.business import Business
from domain.period import Interval
from domain.quotes.sheet import QuoteLine, QuoteSheet
from reports import formats
from reports.documents.final_statement import StatementRow, StatementText
from reports.documents.letterhead import address_lines, letterhead
from reports.formats import printable
from reports.texts import N_, Texts

WITHDRAWAL: Final = (
    N_("Instructions on withdrawal"),
    N_(
        "You have the right to withdraw from this contract within 14 days without giving any reason. The period ends 14"
        " days after the day on which you, or somebody named by you who is not the carrier, took possession of the last"
        " of the goods; for a contract about services alone, 14 days after it was concluded."
    ),
    N_(
        "To exercise the right of withdrawal, you must inform us ({who}) of your decision by a clear statement, for"
        " example a letter by post or an e-mail. You can also use the button “Withdraw from contract” on our pages. It"
        " is enough that you send your statement before the period is over."
    ),
    N_(
        "If you withdraw, we pay back all that we received from you, delivery included (but not the additional costs of"
        " a kind of delivery other than the least expensive standard one offered by us), without undue delay and at the"
        " latest 14 days after your statement reached us, by the means of payment that you used, unless agreed"
        " otherwise; you are charged nothing for it. We may hold the money back until we have the goods again or you"
        " have shown that you sent them back, whichever is earlier."
    ),
    N_(
        "You send the goods back, or hand them over to us, without undue delay and at the latest 14 days after you told"
        " us of your withdrawal. You pay for a loss in value of the goods only if it comes from handling them in a way"
        " that was not necessary to see what they are like and how they work."
    ),
    N_(
        "If you asked that services begin during the period of withdrawal, you pay a reasonable amount for what was"
        " provided until you told us of your withdrawal."
    ),
    N_(
        "Form for withdrawal (fill it in and send it back only if you want to withdraw): To {who}. I withdraw from the"
        " contract I concluded about the following goods or services / ordered on / received on / name / address /"
        " signature (on paper only) / date."
    ),
)
"""For contracts concluded from afar with consumers. Source: annexes 1 and 2 to article 246a EGBGB; RULES.md 3.3."""


def quote_text(sheet: QuoteSheet, business: Business, texts: Texts) -> StatementText:
    """The sheet as it will be read, in the language of `texts`."""
    facts = (
        (texts("Quote no."), sheet.number),
        (texts("Date"), formats.day(sheet.made_on, texts.locale)),
        (texts("Valid until"), formats.day(sheet.valid_until, texts.locale)),
        (texts("Customer no."), sheet.customer_number),
        (texts("First day"), "" if sheet.start_on is None else formats.day(sheet.start_on, texts.locale)),
        (texts("Voucher"), sheet.voucher),
    )
    return StatementText(
        head=letterhead(business, texts),
        language=texts.language,
        made_on=sheet.made_on,
        recipient=address_lines(sheet.recipient, business.address.country),
        facts=tuple((label, printable(value)) for label, value in facts if value),
        title=texts("Quote"),
        subtitle=texts("No. {number}", number=printable(sheet.number)),
        columns=(texts("Description"), texts("Amount in {currency}", currency=sheet.currency)),
        rows=(*(line_row(line, texts) for line in sheet.lines), *_sums(sheet, texts)),
        result=(texts("To pay with the first invoice"), formats.money(sheet.today, texts.locale)),
        sentences=tuple(_sentences(sheet, business, texts)),
    )


def line_row(line: QuoteLine, texts: Texts) -> StatementRow:
    """What is agreed of one plan: price, rhythm, term and deposit."""
    price = formats.money(line.price, texts.locale)
    if line.interval is None:
        rate = texts("{price}, paid once", price=price)
    else:
        rate = texts("{price} for each {interval}", price=price, interval=formats.length(line.interval, texts.locale))
    if line.is_net:
        rate = texts("{rate}, VAT is added", rate=rate)
    title = f"{line.quantity} × {printable(line.title)}"
    explanation = [printable(line.plan), rate, _term(line, texts), _deposit(line, texts)]
    return StatementRow(title, tuple(filter(None, explanation)), formats.amount(line.sum, texts.locale))


def _term(line: QuoteLine, texts: Texts) -> str:
    """How long one is bound, and how one gets out; "" for what is paid once."""
    if line.interval is None:
        return ""
    parts = [texts("no minimum term")]
    if line.min_term is not None:
        parts = [texts("minimum term {length}", length=_span(line.min_term, texts))]
    if line.notice is not None:
        parts.append(texts("notice {length}", length=_span(line.notice, texts)))
    return " · ".join(parts)


def _span(interval: Interval, texts: Texts) -> str:
    """ "1 month", "12 months"."""
    words = formats.length(interval, texts.locale)
    return f"1 {words}" if interval.count == 1 else words


def _deposit(line: QuoteLine, texts: Texts) -> str:
    if line.deposit is None:
        return ""
    return texts("deposit {amount}, you get it back", amount=formats.money(line.deposit, texts.locale))


def _sums(sheet: QuoteSheet, texts: Texts) -> Iterator[StatementRow]:
    """What it comes to, with VAT."""
    tried = sheet.tried
    if tried.monthly:
        about = texts("without what is paid once")
        yield StatementRow(texts("On average a month"), (about,), formats.amount(tried.monthly, texts.locale))
        yield StatementRow(texts("Over twelve months, without deposit"), (), formats.amount(tried.year, texts.locale))
    if tried.voucher:
        yield StatementRow(texts("The voucher saves you"), (), formats.amount(tried.voucher, texts.locale))
    if tried.sent:
        yield StatementRow(texts("Postage"), (), formats.amount(tried.sent, texts.locale))
    if tried.deposit:
        contained = texts("in the first invoice; you get it back when all is returned in order")
        yield StatementRow(texts("Deposit"), (contained,), formats.amount(tried.deposit, texts.locale))


def _sentences(sheet: QuoteSheet, business: Business, texts: Texts) -> Iterator[str]:
    until = formats.day(sheet.valid_until, texts.locale)
    yield texts(
        "We are bound by this quote up to and including {day}. You accept it on its page, or by answering us.",
        day=until,
    )
    if sheet.words:
        yield from (printable(part) for part in sheet.words.splitlines() if part.strip())
    if sheet.tried.has_vat:
        yield texts("The sums contain VAT.")
    if sheet.keeps_goods:
        yield texts("Until then we keep the goods for you.")
    if any(line.is_rental for line in sheet.lines):
        yield texts("What is rented remains ours; rent is charged from the day on which the contract starts.")
    yield texts("Your statutory rights in case of defects remain untouched.")
    if sheet.is_consumer:
        where = (business.name, business.address.street, f"{business.address.postcode} {business.address.city}".strip())
        who = ", ".join(part for part in (*where, business.email, business.phone) if part)
        yield from (texts(sentence, who=printable(who)) for sentence in WITHDRAWAL)
