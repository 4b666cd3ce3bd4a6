"""The link of a letter on the customers' pages: waits without a script, leads on over https alone, says what else."""

import re

import pytest
import requests

from tests.storage.business import open_business
from tests.storage.test_method_links import House
from tests.ui.portal.site import opened_site


@pytest.fixture(scope="module")
def house(server, template):
    with open_business(server) as business:
        made = House(business)
        with opened_site(business) as site:
            made.address = site.address
            asked(made, "/method-left")  # its threads stand before a test counts
            yield made


def asked(house, path, language="de"):
    return requests.get(house.address + path, headers={"Accept-Language": language}, timeout=10, allow_redirects=False)


def test_it_waits_without_a_script_and_then_leads_on(house):
    secret = house.ask()
    waiting = asked(house, f"/method/{secret}")
    assert (waiting.status_code, 'http-equiv="refresh" content="2"' in waiting.text) == (200, True)
    assert "wird geöffnet" in waiting.text
    house.setups.set_up(house.jobs()[0])
    on = asked(house, f"/method/{secret}")
    page = house.fake.all("checkout.session")[0]
    assert (on.status_code, on.headers["location"]) == (303, page["url"])
    assert (on.headers["referrer-policy"], on.headers["cache-control"]) == ("no-referrer", "no-store")
    house.business.rows("UPDATE umlauf.method_setup SET link = 'javascript:alert(1)' RETURNING ref")
    wrong = asked(house, f"/method/{secret}")
    assert (wrong.status_code, "location" in wrong.headers) == (503, False)
    house.fake.fill_in(page["id"])
    house.setups.look_after()
    done = asked(house, f"/method/{secret}", "en")
    assert (done.status_code, "has arrived" in done.text, "refresh" in done.text) == (200, True, False)


@pytest.mark.parametrize(("language", "words"), [("de", "kennen wir nicht"), ("en", "is not known")])
def test_what_is_no_link_in_both_languages(house, language, words):
    answer = asked(house, "/method/" + "x" * 90, language)
    assert (answer.status_code, words in answer.text) == (404, True)
    assert re.search(rf'<html lang="{language}">', answer.text)


def test_where_the_provider_sends_them_back_to(house):
    answer = asked(house, "/method-left")
    assert (answer.status_code, "Zahlungsanbieter Ihre" in answer.text) == (200, True)
