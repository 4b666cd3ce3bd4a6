"""A quote on paper says what it comes to, how long one is bound, and to consumers what the law wants them to know."""

from dataclasses import replace
from datetime import date

from domain.business import Recipient
from domain.customers.model import Address, CustomerKind
from domain.money import Money
from domain.orders.try_order import TriedOrder
from domain.period import Interval, Unit
from domain.quotes.sheet import QuoteLine, QuoteSheet
from tests.reports.reading import PAPERS, flat, text_of
from tests.reports.samples import JUERGEN

_MONTH = Interval(Unit.MONTH)
QUOTE = QuoteSheet(
    number="QU-001001-E",
    made_on=date(2026, 11, 23),
    valid_until=date(2026, 12, 7),
    customer_number="",
    recipient=JUERGEN,
    kind=CustomerKind.CONSUMER,
    language="de",
    lines=(
        QuoteLine(
            "E-Bike Kiez 3 · M", "Flex", 2, Money.of("79.00"), _MONTH, Interval(Unit.MONTH, 12), _MONTH,
            Money.of("200.00"), is_net=False, is_rental=True,
        ),
        QuoteLine(
            "Helm · Größe L", "Kauf", 1, Money.of("49.90"), None, None, None, None, is_net=False, is_rental=False
        ),
    ),
    tried=TriedOrder(
        date(2026, 11, 25), Money.of("207.90"), Money.of("158.00"), Money.of("1945.90"), Money.of("200.00"),
        Money.of("0.00"), Money.of("0.00"),
    ),
    words="Gern liefern wir am Vormittag.",
    keeps_goods=True,
)  # fmt: skip


def test_a_quote_names_its_sums_terms_and_last_day_and_how_to_withdraw() -> None:
    paper = flat(text_of(PAPERS.quote(QUOTE)))
    for part in (
        "Angebot", "QU-001001-E", "07.12.2026", "2 × E-Bike Kiez 3 · M", "79,00 € je Monat",
        "Mindestlaufzeit 12 Monate",
        "Kündigungsfrist 1 Monat", "Kaution 200,00 €", "49,90 €, einmalig", "158,00", "1.945,90", "407,90 €",
        "Gern liefern wir am Vormittag.", "halten wir die Ware für Sie bereit", "Widerrufsbelehrung", "binnen 14 Tagen",
        "Radwerk Berlin GmbH, Prenzlauer Allee 242",
    ):  # fmt: skip
        assert part in paper, part


def test_a_company_is_told_of_no_withdrawal_and_somebody_without_address_gets_a_paper_too() -> None:
    nowhere = Recipient("", "Wiener Lastenrad", Address("", "", ""))
    paper = flat(text_of(PAPERS.quote(replace(QUOTE, kind=CustomerKind.COMPANY, recipient=nowhere), "en")))
    for part in ("Quote", "minimum term 12 months", "Wiener Lastenrad"):
        assert part in paper, part
    assert "withdraw from this contract" not in paper
