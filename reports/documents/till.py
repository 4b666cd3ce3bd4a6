"""Receipts and day reports of a till as slips: what a receipt printer prints, and the same as a page.

Source: KassenSichV 6; UStG 14 (4), 14c; UStDV 33; AEAO to AO 146a.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Final

from domain.business import Business
from domain.clock import LEGAL_ZONE
from domain.money import Money
from domain.till.day_report import DayFigures, DrawerFigures
from domain.till.drawer import CashWhy, DrawerKind
from domain.till.model import Receipt, ReceiptLineKind, Tendered, VatGroup, Way
from domain.till.printed import DayPaper, Heading, ReceiptPaper
from domain.till.signing import Signature, code_of
from domain.till.slip import Line, Pair, Part, Qr, Rule, Side, Slip
from reports import formats
from reports.formats import printable
from reports.texts import N_, Texts

WAYS: Final = {
    Way.CASH: N_("Cash"),
    Way.CARD: N_("Card"),
    Way.MANDATE: N_("Direct debit, will be collected"),
    Way.LINK: N_("Payment link, still to be paid"),
    Way.TRANSFER: N_("Bank transfer, still to be paid"),
    Way.VOUCHER: N_("Voucher"),
}
KINDS: Final = {
    ReceiptLineKind.GOODS: N_("Goods"),
    ReceiptLineKind.CONSUMABLE: N_("Consumables"),
    ReceiptLineKind.RENTAL: N_("Rental"),
    ReceiptLineKind.SERVICE: N_("Services"),
    ReceiptLineKind.DIGITAL: N_("Digital"),
    ReceiptLineKind.FEE: N_("Fees"),
    ReceiptLineKind.DEPOSIT: N_("Deposits"),
    ReceiptLineKind.VOUCHER: N_("Vouchers"),
    ReceiptLineKind.PAYMENT: N_("Payments towards invoices"),
}
WHYS: Final = {
    CashWhy.CHANGE: N_("change, safe"),
    CashWhy.BANK: N_("bank"),
    CashWhy.EXPENSE: N_("bought"),
    CashWhy.PRIVATE: N_("private"),
    CashWhy.UNEXPLAINED: N_("unexplained"),
}
_FOR_PRINTERS: Final = str.maketrans({"−": "-", "\u00a0": " ", "\u202f": " ", "–": "-", "×": "x"})
"""What code pages of receipt printers lack."""


def receipt_slip(paper: ReceiptPaper, business: Business, texts: Texts) -> Slip:
    """A receipt with all that the law wants on it. The drawer opens where cash moves, and never for a copy."""
    receipt = paper.receipt
    parts = (
        *_head(paper.heading, business, texts),
        *_named(paper, texts),
        Rule(),
        *(_line(receipt, place, texts) for place in range(len(receipt.lines))),
        Rule(),
        Pair(texts("Sum"), _money(receipt.sum, texts), is_bold=True),
        *_paid(receipt, texts),
        *_pay_link(paper, texts),
        Rule(),
        *_vat(receipt, texts),
        *_signed(receipt, texts),
        *_text(paper.heading.footer),
    )
    has_cash = any(each.way is Way.CASH for each in receipt.payments)
    return Slip(_plain(parts), opens_drawer=has_cash and not paper.is_copy)


def day_slip(paper: DayPaper, business: Business, texts: Texts) -> Slip:
    """A day report; without a number it is a look in between."""
    report, figures = paper.report, paper.report.figures
    day, clock = formats.instant(report.at, texts.locale)
    title = texts("Day report Z{number}", number=f"{report.z:04}") if report.z else texts("Report in between (X)")
    parts = (
        *_head(paper.heading, business, texts),
        Line(title, Side.CENTRE, is_bold=True),
        *((Line(texts("TRAINING: the signing device is not certified"), is_bold=True),) if paper.is_training else ()),
        Pair(texts("Till {till}", till=paper.heading.till_code), f"{day} {clock}"),
        Line(texts("Made by {person}", person=printable(paper.person))),
        Rule(),
        *_day_sums(paper, texts),
        *(_drawer(figures.drawer, texts) if figures.drawer else ()),
    )
    return Slip(_plain(parts))


def _day_sums(paper: DayPaper, texts: Texts) -> Iterator[Part]:
    figures: DayFigures = paper.report.figures
    code = paper.heading.till_code
    span = f"{code}-{figures.first_n:06} – {code}-{figures.last_n:06}" if figures.receipts else "–"
    yield Pair(texts("Receipts"), str(figures.receipts))
    yield Line(span)
    yield Pair(texts("of them taken back or paid out"), str(figures.voids))
    yield Pair(texts("Sum"), _money(figures.gross, texts), is_bold=True)
    yield from _section(
        texts("By way of payment"), ((texts(WAYS[each.way]), each.amount) for each in figures.ways), texts
    )
    yield from _section(texts("By kind"), ((texts(KINDS[each.kind]), each.gross) for each in figures.kinds), texts)
    yield Rule()
    yield from _vat_rows(figures.vat, texts)
    people = ((f"{paper.name_of(each.person_id)} ({each.receipts})", each.gross) for each in figures.people)
    yield from _section(texts("By person"), people, texts)


def _drawer(figures: DrawerFigures, texts: Texts) -> Iterator[Part]:
    rows = [
        (texts("Opened with"), figures.opening),
        (texts("Taken for receipts"), figures.taken),
        (texts("Given back"), figures.given_back),
        *((f"{_moved(each.kind, texts)}, {texts(WHYS[each.why])}", each.amount) for each in figures.moved if each.why),
        (texts("Expected"), figures.expected),
    ]
    yield from _section(texts("Drawer"), rows, texts)
    if figures.counted is not None:
        yield Pair(texts("Counted"), _money(figures.counted, texts))
        yield Pair(texts("Difference"), _money(figures.difference, texts), is_bold=bool(figures.difference))


def _moved(kind: DrawerKind, texts: Texts) -> str:
    return texts("Put in") if kind is DrawerKind.CASH_IN else texts("Taken out")


def _section(title: str, rows: Iterable[tuple[str, Money]], texts: Texts) -> Iterator[Part]:
    found = list(rows)
    if found:
        yield Rule()
        yield Line(title, is_bold=True)
        for words, amount in found:
            yield Pair(printable(words), _money(amount, texts))


def _head(heading: Heading, business: Business, texts: Texts) -> Iterator[Part]:
    address = business.address
    own = (heading.street, f"{heading.postcode} {heading.city}".strip())
    street, place = own if heading.street else (address.street, f"{address.postcode} {address.city}")
    yield Line(printable(business.name), Side.CENTRE, is_bold=True)
    for words in (heading.store if heading.store != business.name else "", street, place):
        if words:
            yield Line(printable(words), Side.CENTRE)
    number = (texts("VAT ID"), business.vat_id) if business.vat_id else (texts("Tax number"), business.tax_number)
    if number[1]:
        yield Line(f"{number[0]} {printable(number[1])}", Side.CENTRE)
    yield from _text(heading.header)
    yield Rule()


def _named(paper: ReceiptPaper, texts: Texts) -> Iterator[Part]:
    day, clock = formats.instant(paper.receipt.at, texts.locale)
    if paper.is_copy:
        yield Line(texts("COPY"), Side.CENTRE, is_bold=True)
    yield Pair(texts("Receipt {number}", number=paper.receipt.number), f"{day} {clock}", is_bold=True)
    yield Line(texts("Till {till}, {person}", till=paper.heading.till_code, person=printable(paper.person)))
    if paper.voids:
        yield Line(texts("Takes back receipt {number}", number=paper.voids), is_bold=True)
    if paper.customer:
        yield Line(texts("Customer {number}", number=paper.customer))


def _line(receipt: Receipt, place: int, texts: Texts) -> Part:
    line = receipt.lines[place]
    rates = [group.rate for group in receipt.vat_groups]
    mark = "" if line.vat_rate is None else f" {_letter(rates, line.vat_rate)}"
    many = "" if line.quantity == 1 else f"{formats.number(line.quantity, texts.locale)} x "
    return Pair(f"{many}{printable(line.title)}", f"{_money(line.gross, texts)}{mark}")


def _paid(receipt: Receipt, texts: Texts) -> Iterator[Part]:
    for each in receipt.payments:
        yield Pair(texts(WAYS[each.way]), _money(each.amount, texts))
        yield from _beside(each, texts)


def _pay_link(paper: ReceiptPaper, texts: Texts) -> Iterator[Part]:
    """Of what is still to be paid by link; whoever holds the receipt may pay it."""
    if paper.pay_link and any(each.way is Way.LINK for each in paper.receipt.payments):
        yield Line(texts("Pay here with your telephone:"), side=Side.CENTRE)
        yield Qr(paper.pay_link)


def _beside(paid: Tendered, texts: Texts) -> Iterator[Part]:
    if paid.given is not None and paid.change:
        yield Pair(texts("Given"), _money(paid.given, texts))
        yield Pair(texts("Change"), _money(paid.change, texts))
    if paid.card is not None:
        card = paid.card
        said = (
            f"{card.card} {card.number}".strip(),
            texts("Terminal {terminal}", terminal=card.terminal) if card.terminal else "",
            texts("receipt {receipt}", receipt=card.receipt) if card.receipt else "",
            texts("trace {trace}", trace=card.trace) if card.trace else "",
        )
        yield Line(printable(", ".join(each for each in said if each)))


def _vat(receipt: Receipt, texts: Texts) -> Iterator[Part]:
    yield from _vat_rows(receipt.vat_groups, texts)
    if not receipt.is_invoice:
        yield Line(texts("This is no invoice: the invoice comes separately, and it alone allows input tax."))


def _vat_rows(groups: Iterable[VatGroup], texts: Texts) -> Iterator[Part]:
    found = list(groups)
    rates = [group.rate for group in found]
    for group in found:
        rate = formats.rate(group.rate, texts.locale)
        yield Pair(
            texts("{rate}  net {net}", rate=f"{_letter(rates, group.rate)} {rate}", net=_money(group.net, texts)),
            texts("VAT {amount}", amount=_money(group.vat, texts)),
        )


def _letter(rates: list[Decimal], rate: Decimal) -> str:
    return chr(ord("A") + rates.index(rate))


def _signed(receipt: Receipt, texts: Texts) -> Iterator[Part]:
    signature = receipt.signature
    if signature is None:
        return
    yield Rule()
    if signature.is_training:
        yield Line(texts("TRAINING: the signing device is not certified"), is_bold=True)
    if signature.is_away:
        yield Line(texts("The signing device (TSE) was not available"), is_bold=True)
        return
    yield from _device(receipt, signature, texts)


def _device(receipt: Receipt, signature: Signature, texts: Texts) -> Iterator[Part]:
    yield Line(texts("Till's serial number {serial}", serial=receipt.till_code))
    yield Line(
        texts("TSE transaction {number}, counter {counter}", number=signature.transaction, counter=signature.counter)
    )
    for words, at in ((texts("Start"), signature.started_at), (texts("End"), signature.ended_at)):
        if at is not None:
            yield Pair(words, _second(at))
    yield Line(texts("TSE serial number {serial}", serial=signature.serial))
    yield Line(texts("Check value {value}", value=signature.value))
    yield Qr(code_of(signature, receipt.till_code))


def _second(at: datetime) -> str:
    return at.astimezone(LEGAL_ZONE).isoformat(timespec="seconds")


def _text(words: str) -> Iterator[Part]:
    return (Line(printable(line), Side.CENTRE) for line in words.splitlines())


def _money(amount: Money, texts: Texts) -> str:
    return formats.money(amount, texts.locale)


def _plain(parts: Iterable[Part]) -> tuple[Part, ...]:
    """With signs that every receipt printer has."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, Line):
            found.append(Line(part.text.translate(_FOR_PRINTERS), part.side, part.is_bold, part.is_big))
        elif isinstance(part, Pair):
            found.append(Pair(part.left.translate(_FOR_PRINTERS), part.right.translate(_FOR_PRINTERS), part.is_bold))
        else:
            found.append(part)
    return tuple(found)
