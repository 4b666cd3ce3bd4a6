"""What a client that is no browser of ours meets: forged forms, foreign numbers, large and strange bodies."""

import io
import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
import requests
from PIL import Image
from starlette.datastructures import Headers

from domain.contracts.notes import FileKindRefused, FileTooLarge
from tests.storage.portal_desk import customer_called
from tests.storage.trade import invoices, rent
from tests.ui.portal.site import Site
from ui.portal.guard import LARGEST_BODY, Rates, is_from_elsewhere
from ui.portal.pictures import cleaned
from ui.portal.web import back_path, preferred


@pytest.fixture
def client(site: Site) -> Iterator[requests.Session]:
    site.business.rows("UPDATE umlauf.portal_request SET asked_at = asked_at - interval '2 hours' RETURNING id")
    with requests.Session() as session:
        yield session


def proof(page: requests.Response) -> str:
    found = re.search(r'name="proof" value="([0-9a-f]{64})"', page.text)
    assert found
    return found[1]


def sign_in(site: Site, client: requests.Session, address: str = "jonas@example.org") -> None:
    site.worker.codes.clear()
    page = client.get(f"{site.address}/sign-in")
    page = client.post(f"{site.address}/sign-in", {"proof": proof(page), "address": address})
    page = client.post(f"{site.address}/sign-in/code", {"proof": proof(page), "code": site.worker.code()})
    assert page.url == f"{site.address}/"


def test_every_page_carries_its_headers(site: Site, client: requests.Session) -> None:
    for path in ("/sign-in", "/cancel", "/nowhere", "/static/portal.css"):
        headers = client.get(f"{site.address}{path}").headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Strict-Transport-Security" not in headers
        assert "server" not in {name.lower() for name in headers}
    assert client.get(f"{site.address}/sign-in").headers["Cache-Control"] == "no-store"


def test_no_page_holds_a_script_or_style_of_its_own(site: Site, client: requests.Session) -> None:
    sign_in(site, client)
    [row, *_] = site.business.rows("SELECT number FROM umlauf.contract")
    for path in ("/", "/account", "/invoices", f"/contracts/{row['number']}", f"/contracts/{row['number']}/pause"):
        text = client.get(f"{site.address}{path}").text
        assert re.findall(r"<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=|javascript:", text) == []


def test_the_session_is_a_cookie_that_no_script_reads(site: Site, client: requests.Session) -> None:
    sign_in(site, client)
    flags = {cookie.name: cookie for cookie in client.cookies}
    assert flags["umlauf-session"].has_nonstandard_attr("HttpOnly")
    assert flags["umlauf-session"].get_nonstandard_attr("SameSite") == "lax"
    elsewhere = client.get(f"{site.address}/sign-in", headers={"Host": "kunden.example"})
    assert "__Host-umlauf-seed" in elsewhere.headers["Set-Cookie"]
    assert "Secure" in elsewhere.headers["Set-Cookie"]


def test_a_form_of_another_site_does_nothing(site: Site, client: requests.Session) -> None:
    sign_in(site, client)
    wish = f"{site.address}/account/erasure"
    good = proof(client.get(wish))
    for data, headers in (
        ({}, {}),
        ({"proof": "0" * 64}, {}),
        ({"proof": good}, {"Origin": "https://evil.example"}),
        ({"proof": good}, {"Sec-Fetch-Site": "cross-site"}),
    ):
        assert client.post(wish, data, headers=headers, allow_redirects=False).status_code == 403
    assert site.business.rows("SELECT id FROM umlauf.portal_wish WHERE name = 'AskErasure'") == []


def test_what_is_anothers_looks_like_what_does_not_exist(site: Site, client: requests.Session) -> None:
    other = customer_called(site.business, "Fremd", "fremd@example.org")
    rented = rent(site.business, other, site.business.product(sku="OTHER"))
    [foreign] = site.business.rows("SELECT number FROM umlauf.contract WHERE id = %(id)s", id=rented.contract_id)
    newest = invoices(site.business)[-1]["number"]
    sign_in(site, client)
    unknown = client.get(f"{site.address}/contracts/CT-999999-9")
    for path in (
        f"/contracts/{foreign['number']}",
        f"/contracts/{rented.contract_id}",
        f"/contracts/{foreign['number']}/cancel",
        f"/contracts/{foreign['number']}/report",
        f"/invoices/{newest}.pdf",
        f"/pay/{newest}",
        "/returns/RT-999999-9",
        "/returns/RT-999999-9.pdf",
        f"/requests/{rented.contract_id}",
        "/requests/x",
    ):
        page = client.get(f"{site.address}{path}")
        assert page.status_code == 404, path
        assert "Fremd" not in page.text
        assert page.text.count("\n") == unknown.text.count("\n"), path


def test_without_a_session_every_page_leads_to_the_door(site: Site, client: requests.Session) -> None:
    for path in ("/", "/account", "/invoices/R-2026-000001.pdf", "/contracts/CT-001001-Q/cancel"):
        page = client.get(f"{site.address}{path}", allow_redirects=False)
        assert (page.status_code, page.headers["Location"]) == (303, "/sign-in")
    client.cookies.set("umlauf-session", "x" * 43, domain="127.0.0.1", path="/")
    assert client.get(f"{site.address}/").url == f"{site.address}/sign-in"


def test_the_answer_is_the_same_for_an_unknown_address(site: Site) -> None:
    said = []
    for address in ("jonas@example.org", "nobody@example.org"):
        with requests.Session() as client:
            page = client.get(f"{site.address}/sign-in")
            page = client.post(f"{site.address}/sign-in", {"proof": proof(page), "address": address})
            wrong = client.post(f"{site.address}/sign-in/code", {"proof": proof(page), "code": "000000"})
            said.append((page.status_code, re.sub("[0-9a-f]{64}", "", page.text), wrong.status_code, page.url))
    assert said[0] == said[1]


def test_large_and_strange_bodies_are_refused(site: Site, client: requests.Session) -> None:
    large = client.post(f"{site.address}/cancel", data={"name": "x" * (LARGEST_BODY + 1)})
    assert large.status_code == 413

    def endless() -> Iterator[bytes]:
        yield from (b"name=" + b"x" * 8192 for _ in range(20))

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    with suppress(requests.ConnectionError):  # the door may close before all of it was said
        assert client.post(f"{site.address}/cancel", data=endless(), headers=kind).status_code == 413
    assert client.put(f"{site.address}/cancel").status_code == 405
    odd = {"name": "A\x00B", "contract": "1", "email": "a@example.org"}
    assert client.post(f"{site.address}/cancel", odd).status_code == 422


def test_a_picture_is_written_anew_and_nothing_else_is_taken(site: Site, client: requests.Session) -> None:
    sign_in(site, client)
    [row, *_] = site.business.rows("SELECT number FROM umlauf.contract ORDER BY number")
    address = f"{site.address}/contracts/{row['number']}/report"
    page = client.get(address)
    [thing] = set(re.findall(r'name="thing" value="([^"]+)"', page.text))
    fields = {"proof": proof(page), "thing": thing, "problem": "Die Bremse schleift."}
    assert client.post(address, fields, files={"photo": ("x.jpg", b"<script>alert(1)</script>")}).status_code == 422
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "JPEG", comment=b"secret place")
    done = client.post(address, fields, files={"photo": ("../../x.jpg", picture.getvalue())})
    assert done.status_code == 200
    [kept] = site.business.rows("SELECT content FROM umlauf.asset_photo_content") or [{"content": b""}]
    assert b"secret place" not in bytes(kept["content"])


def test_what_pictures_hide_is_gone() -> None:
    written = io.BytesIO()
    picture = Image.new("RGB", (3000, 10), "red")
    exif = picture.getexif()
    exif[0x010E] = "Kastanienallee 12"
    picture.save(written, "JPEG", exif=exif)
    plain = cleaned(written.getvalue() + b"<?php evil ?>")
    assert b"Kastanienallee" not in plain
    assert b"evil" not in plain
    with Image.open(io.BytesIO(plain)) as read:
        assert (read.format, read.width) == ("JPEG", 2000)
    for wrong in (b"", b"GIF89a", b"%PDF-1.7", b"<svg/>"):
        with pytest.raises(FileKindRefused):
            cleaned(wrong)
    with pytest.raises(FileTooLarge):
        cleaned(bytes(11 * 1024 * 1024))


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/account", "/account"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
        ("", "/"),
        ("/a\nSet-Cookie: x", "/"),
    ],
)
def test_nobody_is_led_away(text: str, path: str) -> None:
    assert back_path(text) == path


@pytest.mark.parametrize(
    ("header", "language"),
    [("de-DE,de;q=0.9", "de"), ("fr, en;q=0.5, de;q=0.8", "de"), ("", "en"), ("de;q=0", "en"), ("x;q=y,;;,", "en")],
)
def test_the_language_asked_for(header: str, language: str) -> None:
    assert preferred(header) == language


def test_a_bucket_runs_over_and_out() -> None:
    rates = Rates(60)
    assert [rates.is_full("a") for _ in range(61)] == [False] * 60 + [True]
    assert not rates.is_full("b")


def test_where_a_form_comes_from() -> None:
    here = Headers({"host": "kunden.example", "origin": "https://kunden.example"})
    assert not is_from_elsewhere(here, "https")
    assert is_from_elsewhere(here, "http")
    assert is_from_elsewhere(Headers({"host": "a", "sec-fetch-site": "cross-site"}), "https")
