"""One site and one Chromium for all pages."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from storage.embedded import EmbeddedServer
from tests.scenarios.test_stories_of_the_portal import bikes
from tests.storage.business import Business, open_business
from tests.storage.trade import rent
from tests.ui.portal.site import Site, opened_site

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def site(server: EmbeddedServer, template: str) -> Iterator[Site]:
    with open_business(server) as business:
        furnish(business)
        with opened_site(business) as opened:
            yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium")
    assert program is not None, "main.py setup --for-tests installs Chromium"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield launched
        launched.close()


def furnish(business: Business) -> None:
    """Jonas with two bikes; a third could be had instead."""
    customer = business.customer()
    small, large = bikes(business)
    for _ in range(2):
        rent(business, customer, small)
    business.receive(large)
