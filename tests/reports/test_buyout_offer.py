"""A purchase offer on paper says what is sold, for how much with VAT, and until when."""

from dataclasses import replace
from datetime import date

from domain.buyout.offer_sheet import OfferSheet, OfferSheetLine
from domain.buyout.quote import Taxed
from domain.contracts.terms import PricesAre
from domain.money import EUR, Money
from tests.reports.reading import PAPERS, flat, text_of
from tests.reports.samples import JUERGEN

OFFER = OfferSheet(
    number="BO-001001-Y",
    offered_on=date(2026, 11, 23),
    valid_until=date(2026, 12, 7),
    contract="CT-000311-7",
    customer_number="CU-000214-K",
    recipient=JUERGEN,
    language="de",
    currency=EUR,
    prices_are=PricesAre.GROSS,
    lines=(
        OfferSheetLine("Digitalpiano P-45", "RB-000214-K", "SN 4711", Money.of("520.00")),
        OfferSheetLine("Klavierbank · schwarz", "RB-000215-I", "", Money.of("40.00")),
    ),
    asked=Taxed(Money.of("470.59"), Money.of("89.41"), Money.of("560.00")),
)


def test_an_offer_names_its_things_its_price_and_its_last_day() -> None:
    paper = flat(text_of(PAPERS.buyout_offer(OFFER)))
    for part in (
        "Kaufangebot", "BO-001001-Y", "Gültig bis", "07.12.2026", "Digitalpiano P-45", "RB-000214-K",
        "Seriennr. SN 4711", "520,00", "40,00", "89,41 €", "560,00 €",
        "bleibt die Sache unser Eigentum", "gesetzlichen Rechte",
    ):  # fmt: skip
        assert part in paper, part


def test_beside_net_prices_vat_is_added_and_on_credit_nothing_waits_for_the_money() -> None:
    paper = flat(text_of(PAPERS.buyout_offer(replace(OFFER, prices_are=PricesAre.NET, on_credit=True), "en")))
    assert "VAT" in paper
    assert "With your acceptance the thing is yours" in paper
    assert "remains ours" not in paper
