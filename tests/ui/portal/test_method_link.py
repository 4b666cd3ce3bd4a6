"""The link of a letter: waits without a script, leads on over https alone, says plainly what else there is."""

import asyncio
import socket
import threading
import time

import pytest
import requests
import uvicorn
from starlette.applications import Starlette

from domain.errors import Unavailable
from domain.payments.method_links import LinkStage, MethodLink
from ui.portal.method_link import method_routes


class Links:
    """Says what the test wants; an error is raised."""

    def __init__(self):
        self.told, self.asked = MethodLink(LinkStage.WAITING), []

    def open(self, secret):
        self.asked.append(secret)
        if isinstance(self.told, Exception):
            raise self.told
        return self.told


@pytest.fixture(scope="module")
def house():
    links = Links()
    app = Starlette(routes=method_routes(links, lambda request: request.headers.get("accept-language", "de")[:2]))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, "127.0.0.1", port, log_level="critical", lifespan="off", ws="none"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    while not server.started:
        time.sleep(0.01)
    requests.get(f"http://127.0.0.1:{port}/method/warm", timeout=5)  # its one thread stands before a test counts
    yield links, f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def asked(house, told, language="de"):
    links, address = house
    links.told = told
    return requests.get(
        f"{address}/method/s3cret", headers={"Accept-Language": language}, timeout=5, allow_redirects=False
    )


def test_it_waits_without_a_script_and_then_leads_on(house):
    waiting = asked(house, MethodLink(LinkStage.WAITING))
    assert (waiting.status_code, 'http-equiv="refresh" content="2"' in waiting.text) == (200, True)
    assert "<script" not in waiting.text
    on = asked(house, MethodLink(LinkStage.OPEN, "https://checkout.stripe.com/c/pay/cs_test_1"))
    assert (on.status_code, on.headers["location"]) == (303, "https://checkout.stripe.com/c/pay/cs_test_1")
    assert (on.headers["referrer-policy"], on.headers["cache-control"]) == ("no-referrer", "no-store")
    assert house[0].asked[-1] == "s3cret"


@pytest.mark.parametrize("page", ["", "javascript:alert(1)", "http://elsewhere.example", "//elsewhere.example"])
def test_it_leads_nowhere_else(house, page):
    answer = asked(house, MethodLink(LinkStage.OPEN, page))
    assert (answer.status_code, "location" in answer.headers) == (503, False)


@pytest.mark.parametrize(
    ("told", "status", "german", "english"),
    [
        (MethodLink(LinkStage.UNKNOWN), 404, "kennen wir nicht", "is not known"),
        (MethodLink(LinkStage.EXPIRED), 410, "abgelaufen", "has expired"),
        (MethodLink(LinkStage.FAILED), 503, "antwortet gerade nicht", "does not answer"),
        (MethodLink(LinkStage.DONE), 200, "ist angekommen", "has arrived"),
        (Unavailable(), 503, "antwortet gerade nicht", "does not answer"),
    ],
)
def test_what_else_it_says_in_both_languages(house, told, status, german, english):
    for language, words in (("de", german), ("en", english)):
        answer = asked(house, told, language)
        assert (answer.status_code, words in answer.text, f'<html lang="{language}">' in answer.text) == (
            status,
            True,
            True,
        )
        assert "refresh" not in answer.text


def test_where_the_provider_sends_them_back_to(house):
    answer = requests.get(f"{house[1]}/method-left", headers={"Accept-Language": "de"}, timeout=5)
    assert (answer.status_code, "Zahlungsanbieter Ihre" in answer.text) == (200, True)
