"""A customer at their pages, in a real Chromium: desktop and phone, with the script and without."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.architecture.catalogues import catalogue
from tests.storage.payment_story import collecting, with_card
from tests.storage.trade import contract_of
from tests.ui.portal.site import Site
from tests.ui.portal.templates import texts

DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "locale": "de-DE"}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "locale": "en-GB", "color_scheme": "dark"}
PLAIN: dict[str, Any] = {**DESK, "java_script_enabled": False}


@contextmanager
def opened(browser: Browser, how: dict[str, Any]) -> Iterator[Page]:
    """A browser of its own, without cookies; what its console complains about fails the test."""
    context = browser.new_context(**how)
    page = context.new_page()
    page.set_default_timeout(10_000)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert [each for each in complaints if "status of 4" not in each] == []


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    with opened(browser, DESK) as page:
        yield page


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with opened(browser, PHONE) as page:
        yield page


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    with opened(browser, PLAIN) as page:
        yield page


def sign_in(site: Site, page: Page) -> None:
    site.business.rows("UPDATE umlauf.portal_request SET asked_at = asked_at - interval '2 hours' RETURNING id")
    site.worker.codes.clear()
    page.goto(f"{site.address}/")
    page.fill("#f-address", "jonas@example.org")
    page.click("main button")
    page.fill("#f-code", site.worker.code())
    page.click("main button")


def first_contract(site: Site) -> Any:
    [row, *_] = site.business.rows("SELECT id, number FROM umlauf.contract ORDER BY number")
    return row


def test_a_customer_pauses_and_the_office_sees_it(site: Site, desk: Page) -> None:
    """The preview comes while one types; what was confirmed is done when the next page is there."""
    sign_in(site, desk)
    expect(desk.locator("h1")).to_have_text("Guten Tag Jonas Brückner")
    row = first_contract(site)
    desk.goto(f"{site.address}/contracts/{row['number']}/pause")
    desk.fill("#f-from_on", "2026-03-10")
    desk.fill("#f-resume_on", "2026-04-10")
    desk.keyboard.press("Tab")
    expect(desk.locator("#preview")).to_contain_text("79,00\u00a0€ weniger")
    desk.click("form.card button")
    expect(desk.locator("main")).to_contain_text("Was das bewirkt")
    desk.click("main form button")
    expect(desk.locator("h1")).to_have_text("Fertig")
    [pause] = contract_of(site.business, row["id"]).pauses
    assert pause.moves_end
    [told] = site.business.rows("SELECT seat FROM umlauf.command WHERE name = 'PauseContract'")
    assert told["seat"] == "portal"


def test_all_of_it_works_without_the_script(site: Site, plain: Page) -> None:
    sign_in(site, plain)
    row = first_contract(site)
    plain.goto(f"{site.address}/contracts/{row['number']}/return")
    plain.click("form.card button")
    expect(plain.locator("main")).to_contain_text("bitte bestätigen")
    plain.click("main form button")
    expect(plain.locator("h1")).to_have_text("Fertig")
    plain.goto(site.address)
    plain.click("text=RT-")
    slip = plain.request.get(f"{site.address}{plain.locator('main a.button').get_attribute('href')}")
    assert slip.ok
    assert slip.body().startswith(b"%PDF")


def test_an_invoice_is_paid_with_the_card_that_is_known(site: Site, plain: Page) -> None:
    collecting(site.business)
    [jonas] = site.business.rows("SELECT DISTINCT customer_id AS id FROM umlauf.invoice")
    with_card(site.business, jonas["id"])
    sign_in(site, plain)
    plain.goto(f"{site.address}/invoices")
    plain.click("main td a >> nth=0")
    expect(plain.locator("main")).to_contain_text("Karte Visa •••• 4242")
    plain.click("main form button")
    expect(plain.locator("h1")).to_have_text("Fertig")
    plain.go_back()
    plain.reload()
    expect(plain.locator("main")).to_contain_text("ist unterwegs")
    expect(plain.locator("main form")).to_have_count(0)


def test_what_stands_against_it_is_said_where_one_looks(site: Site, phone: Page) -> None:
    sign_in(site, phone)
    row = site.business.rows("SELECT number FROM umlauf.contract ORDER BY number DESC LIMIT 1")[0]
    phone.goto(f"{site.address}/contracts/{row['number']}/pause")
    phone.fill("#f-from_on", "2026-05-10")
    phone.fill("#f-resume_on", "2026-12-31")
    phone.keyboard.press("Tab")
    expect(phone.locator("#preview [role=alert]")).to_contain_text("92 days at most")


@pytest.mark.parametrize(
    ("path", "button", "said"),
    [
        ("/cancel", "jetzt kündigen", "Ich kündige meinen Vertrag"),
        ("/withdraw", "Widerruf bestätigen", "Ich widerrufe"),
    ],
)
def test_the_law_is_kept_without_session_and_script(site: Site, plain: Page, path: str, button: str, said: str) -> None:
    """From the button on the first page to the dated confirmation that one can keep."""
    plain.goto(f"{site.address}/sign-in")
    first = {"/cancel": "Verträge hier kündigen", "/withdraw": "Vertrag widerrufen"}[path]
    plain.click(f"footer >> text={first}")
    plain.click(f"button:text-is('{button}')")
    expect(plain.locator(".is-wrong")).to_have_count(3)
    plain.fill("#f-name", "Jonas Brückner")
    plain.fill("#f-contract", "CT-001001")
    plain.fill("#f-email", "jonas@example.org")
    plain.click(f"button:text-is('{button}')")
    expect(plain.locator("h1")).to_have_text("Eingangsbestätigung")
    expect(plain.locator(".quote")).to_contain_text(said)
    expect(plain.locator("main")).to_contain_text(re.compile(r"am \d\d\.\d\d\.\d{4}, \d\d:\d\d Uhr"))
    kept = plain.request.get(f"{plain.url}/text").text()
    assert said in kept
    assert "CT-001001" in kept


def test_the_fields_are_those_of_the_law(site: Site, plain: Page) -> None:
    plain.goto(f"{site.address}/cancel")
    fields = plain.locator("main input:not([type=hidden]), main textarea, main select")
    found = {fields.nth(n).get_attribute("name") for n in range(fields.count())}
    assert found == {"kind", "why", "name", "contract", "wanted_on", "email"}


PAGES = ("/", "/invoices", "/account", "/account/address", "/account/contact", "/account/data", "/cancel", "/withdraw")


@pytest.mark.parametrize("how", [DESK, PHONE], ids=["desk", "phone"])
def test_everybody_can_use_every_page(site: Site, browser: Browser, how: dict[str, Any]) -> None:
    """Labels, headings, targets, contrast, and nothing to scroll sideways."""
    with opened(browser, how) as page:
        page.goto(f"{site.address}/sign-in")
        check(page)
        sign_in(site, page)
        number = first_contract(site)["number"]
        services = [f"/contracts/{number}{rest}" for rest in ("", "/cancel", "/swap", "/report")]
        for path in (*PAGES, *services):
            page.goto(f"{site.address}{path}")
            check(page)


def check(page: Page) -> None:
    found = page.evaluate(_CHECK)
    assert found == [], page.url


_CHECK = """() => {
  const wrong = [];
  const seen = e => e.offsetParent !== null || e.tagName === 'BODY';
  if (!document.documentElement.lang) wrong.push('no language');
  if (document.querySelectorAll('h1').length !== 1) wrong.push('not one h1');
  if (document.querySelectorAll('main').length !== 1) wrong.push('not one main');
  for (const e of document.querySelectorAll('input:not([type=hidden]), select, textarea'))
    if (!e.labels || !e.labels.length) wrong.push('no label: ' + e.name);
  for (const e of document.querySelectorAll('a[href], button'))
    if (!(e.textContent.trim() || e.getAttribute('aria-label'))) wrong.push('no name: ' + e.outerHTML.slice(0, 80));
  for (const e of document.querySelectorAll('[aria-describedby]'))
    if (!document.getElementById(e.getAttribute('aria-describedby'))) wrong.push('describes nothing');
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  if (new Set(ids).size !== ids.length) wrong.push('an id twice');
  if (document.documentElement.scrollWidth > window.innerWidth + 1) wrong.push('scrolls sideways');
  for (const e of document.querySelectorAll('button, a.button, a.deed, .top nav a, select, input:not([type=hidden])')) {
    const box = e.closest('.option') ? e.closest('.option').getBoundingClientRect() : e.getBoundingClientRect();
    if (seen(e) && box.height < 24) wrong.push('small: ' + e.outerHTML.slice(0, 80));
  }
  const rgb = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const linear = v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => [r, g, b].map(v => linear(v / 255))
    .reduce((sum, v, n) => sum + v * [.2126, .7152, .0722][n], 0);
  const behind = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length && (c.length < 4 || c[3] > 0)) return c; } return [255, 255, 255]; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !seen(e) || e.closest('.skip, .hidden, script, option')) continue;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    const said = walker.currentNode.textContent.trim().slice(0, 40);
    if (ratio < 4.5) wrong.push('contrast ' + ratio.toFixed(2) + ': ' + said);
  }
  return wrong;
}"""


def test_a_page_is_reached_with_the_keyboard_alone(site: Site, desk: Page) -> None:
    desk.goto(f"{site.address}/sign-in")
    desk.keyboard.press("Tab")
    expect(desk.locator(":focus")).to_have_text("Zum Inhalt")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    expect(desk.locator(":focus")).to_have_attribute("name", "address")
    assert desk.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_the_language_is_the_browsers_until_it_is_chosen(site: Site, phone: Page) -> None:
    phone.goto(f"{site.address}/sign-in")
    expect(phone.locator("h1")).to_have_text("Sign in")
    phone.click("footer >> text=Deutsch")
    expect(phone.locator("h1")).to_have_text("Anmelden")


def test_every_text_of_the_templates_has_its_german() -> None:
    german = catalogue("de", "app")
    known = {each.id if isinstance(each.id, tuple) else (each.id,) for each in german if each.id}
    found = list(texts())
    assert len(found) > 150
    assert [each for each in found if each not in known] == []
