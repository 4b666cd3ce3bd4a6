"""A purchase offer as display texts: a letter with what is sold, its price and until when it stands."""

from domain.business import Business
from domain.buyout.offer_sheet import OfferSheet, OfferSheetLine
from domain.contracts.terms import PricesAre
from reports import formats
from reports.documents.final_statement import StatementRow, StatementText
from reports.documents.letterhead import address_lines, letterhead
from reports.formats import printable
from reports.texts import Texts


def offer_text(sheet: OfferSheet, business: Business, texts: Texts) -> StatementText:
    """The sheet as it will be read, in the language of `texts`."""
    facts = (
        (texts("Offer no."), sheet.number),
        (texts("Date"), formats.day(sheet.offered_on, texts.locale)),
        (texts("Valid until"), formats.day(sheet.valid_until, texts.locale)),
        (texts("Customer no."), sheet.customer_number),
        (texts("Contract"), sheet.contract),
    )
    return StatementText(
        head=letterhead(business, texts),
        language=texts.language,
        made_on=sheet.offered_on,
        recipient=address_lines(sheet.recipient, business.address.country),
        facts=tuple((label, printable(value)) for label, value in facts if value),
        title=texts("Purchase offer"),
        subtitle=texts("For contract {number}", number=printable(sheet.contract)),
        columns=(texts("Description"), texts("Amount in {currency}", currency=sheet.currency)),
        rows=(*(_line(line, texts) for line in sheet.lines), *_vat(sheet, texts)),
        result=(texts("Price with VAT"), formats.money(sheet.asked.gross, texts.locale)),
        sentences=_sentences(sheet, texts),
    )


def _line(line: OfferSheetLine, texts: Texts) -> StatementRow:
    codes = [printable(line.code)]
    if line.serial:
        codes.append(texts("serial no. {serial}", serial=printable(line.serial)))
    return StatementRow(printable(line.title), (" · ".join(codes),), formats.amount(line.price, texts.locale))


def _vat(sheet: OfferSheet, texts: Texts) -> tuple[StatementRow, ...]:
    """Added to net prices; gross ones have it in them, and a sentence says so."""
    if sheet.prices_are is PricesAre.GROSS:
        return ()
    return (StatementRow(texts("VAT"), (), formats.amount(sheet.asked.vat, texts.locale)),)


def _sentences(sheet: OfferSheet, texts: Texts) -> tuple[str, ...]:
    until = formats.day(sheet.valid_until, texts.locale)
    paid = texts(
        "Until the price is paid in full, the thing remains ours and your contract goes on. Then the rent ends as of"
        " the day before your acceptance; what you have paid beyond it we give back to you."
    )
    on_credit = texts("With your acceptance the thing is yours and its rent ends; the price is due by the invoice.")
    vat, net = (formats.money(each, texts.locale) for each in (sheet.asked.vat, sheet.asked.net))
    return (
        texts(
            "We are bound by this offer up to and including {day}. To accept it, a short answer is enough.", day=until
        ),
        texts("The price contains {vat} of VAT; without VAT it is {net}.", vat=vat, net=net),
        on_credit if sheet.on_credit else paid,
        texts(
            "What is sold is used and in the condition in which you have it. Your statutory rights in case of defects"
            " remain untouched."
        ),
        texts("If you do not accept the offer, nothing changes in your contract."),
    )
