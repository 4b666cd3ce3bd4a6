"""The page of a quote in a real Chromium: ordered on a phone with the script, and at a desk without one."""

import secrets
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from domain.application import Seat
from domain.catalog.offer import Offer
from domain.customers.model import PersonalData
from domain.loyalty.vouchers import (
    VoucherTooEarly,
    VoucherTooLate,
    VoucherUsedBefore,
    VoucherUsedUp,
    VoucherWithdrawn,
)
from domain.money import Money
from domain.orders.place_order import OrderedItem
from domain.portal.codes import new_secret, token_digest
from domain.quotes.make_quote import MakeQuote
from domain.quotes.make_quote_link import MakeQuoteLink
from domain.quotes.model import QuoteOver
from tests.ui.portal.site import Site
from tests.ui.portal.test_pages import PHONE, PLAIN, opened
from ui.language import speaking
from ui.portal.quotes import why
from ui.portal.words import VOUCHERS
from ui.refusals import REFUSALS


def quoted(site: Site, sku: str, **more: Any) -> tuple[UUID, str]:
    """For somebody new, in German; its id and the address of its page."""
    business = site.business
    product = business.product("Lastenrad", price="129.00", sku=sku, offer=Offer(deposit=Money.of("200.00")))
    business.receive(product, f"{sku}-1")
    item = OrderedItem(product.variant_ids[0], 1, product.plan_ids[0])
    person = PersonalData("Eva", "Neumann", email="eva@example.org")
    made = business.do(Seat.BACKOFFICE, MakeQuote((item,), person=person, words="Gern am Vormittag.", **more))
    secret = new_secret(secrets.token_bytes)
    business.do(Seat.BACKOFFICE, MakeQuoteLink(made.quote_id, token_digest(secret).hex()))
    return made.quote_id, f"{site.address}/quote/{secret}"


def stage_of(site: Site, quote_id: UUID) -> str:
    return str(site.business.rows("SELECT stage FROM umlauf.quote WHERE id = %(id)s", id=quote_id)[0]["stage"])


@pytest.mark.parametrize("how", [PHONE, PLAIN], ids=["script", "plain"])
def test_somebody_new_orders_with_a_duty_to_pay(site: Site, browser: Browser, how: dict[str, Any]) -> None:
    quote_id, address = quoted(site, f"LAST-{'P' if how is PLAIN else 'S'}")
    with opened(browser, how) as page:
        page.goto(address)
        expect(page.locator("h1")).to_contain_text("Ihr Angebot QU-")
        main = page.locator("main")
        for said in ("Lastenrad", "129,00 €", "329,00 €", "200,00 €", "Gern am Vormittag."):
            expect(main).to_contain_text(said)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") if how is PHONE else True
        button = page.get_by_role("button", name="Zahlungspflichtig bestellen")
        button.click()
        expect(page.locator("[role=alert]")).to_contain_text("Es wurde nichts bestellt")
        assert stage_of(site, quote_id) == "seen"
        _fill(page)
        page.get_by_role("button", name="Zahlungspflichtig bestellen").click()
        expect(page.locator("h1")).to_contain_text("Vielen Dank für Ihre Bestellung")
        expect(page.locator("main")).to_contain_text("OR-")
        assert stage_of(site, quote_id) == "accepted"
        page.goto(address)
        expect(page.locator("main")).to_contain_text("Sie haben dieses Angebot angenommen.")
        expect(page.locator("form[action$=accept]")).to_have_count(0)
        paper = page.request.get(f"{address}/paper.pdf")
        assert paper.body().startswith(b"%PDF")


def _fill(page: Page) -> None:
    for name, value in (("street", "Torstraße 5"), ("postcode", "10119"), ("city", "Berlin"), ("name", "Eva Neumann")):
        page.fill(f"#f-{name}", value)
    page.check("[name=terms]")
    page.check("[name=withdrawal]")


def test_a_quote_is_declined_with_words_and_a_wrong_link_has_one_answer(site: Site, browser: Browser) -> None:
    quote_id, address = quoted(site, "LAST-D")
    with opened(browser, PLAIN) as page:
        page.goto(address)
        page.locator("summary").click()
        page.select_option("[name=reason]", "too_late")
        page.fill("[name=words]", "Wir haben schon eins.")
        page.get_by_role("button", name="Ablehnen").click()
        expect(page.locator("h1")).to_contain_text("Danke, dass Sie uns Bescheid geben")
        assert stage_of(site, quote_id) == "declined"
        answers = set()
        for wrong in (f"{address}x", f"{site.address}/quote/{quote_id}", f"{site.address}/quote/x"):
            for further in ("", "/paper.pdf", "/accept", "/answer/0"):
                answer = page.request.get(f"{wrong}{further}", headers={"Accept-Language": "de"})
                answers.add((answer.status, "öffnet kein Angebot" in answer.text()))
        assert answers == {(404, True)}


def test_whoever_had_the_voucher_reads_why_it_counts_no_more() -> None:
    codes = {
        each.code for each in (VoucherTooEarly, VoucherTooLate, VoucherWithdrawn, VoucherUsedUp, VoucherUsedBefore)
    }
    assert codes <= set(VOUCHERS)
    assert set(VOUCHERS) <= set(REFUSALS)
    late = VoucherTooLate(voucher="WINTER", day=date(2026, 2, 3))
    with speaking("de"):
        assert why(late) == (
            "Der Gutschein dieses Angebots gilt nicht mehr",
            "Ihr Gutschein WINTER galt bis 03.02.2026. Unser Angebot war damit gerechnet.",
        )
        assert why(QuoteOver())[0] == "Nicht möglich"
