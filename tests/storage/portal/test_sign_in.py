"""Who is signed in is told by a secret alone: codes count down, open once, and say nothing to whoever rolls back."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest

from domain.application import Seat
from domain.customers.model import PersonalData
from domain.customers.register_customer import RegisterCustomer
from domain.portal.codes import origin_digest, secret_digest, token_digest
from domain.settings.change_portal_settings import ChangePortalSettings
from domain.settings.portal import PortalSettings
from storage.portal.forgetting import forget_requests
from storage.portal.opened import PortalLoginMissing, check_login
from storage.portal.own import OwnDatabase
from tests.storage.business import Business
from tests.storage.portal_desk import HERE, PortalDesk

JONAS = "jonas@example.org"


@pytest.fixture
def desk(business: Business) -> Iterator[PortalDesk]:
    business.customer()
    desk = PortalDesk(business)
    yield desk
    desk.close()


def wrong(code: str) -> str:
    return f"{(int(code.replace(' ', '')) + 1) % 10**6:06}"


def test_a_code_opens_once_and_names_the_customer(desk: PortalDesk) -> None:
    request_id, said = desk.code("  Jonas@Example.org ")
    token = desk.door.sign_in(request_id, said["login_code"], HERE)
    assert token is not None
    with desk.pages(token) as pages:
        assert pages.customer.personal.email == JONAS
    assert desk.door.sign_in(request_id, said["login_code"], HERE) is None


def test_a_link_opens_like_the_code(desk: PortalDesk) -> None:
    settings = PortalSettings(address="https://kunden.example")
    desk.business.do(Seat.OWNER, ChangePortalSettings(0, settings))
    request_id, said = desk.code(JONAS)
    assert said["link"].startswith(f"https://kunden.example/sign-in/{request_id}/")
    assert desk.door.sign_in(request_id, said["link"].rsplit("/", 1)[1], HERE) is not None


@pytest.mark.parametrize("address", ["jo.krueger_1@example.org", "strasse+x@a-b.example", "o'neill%@example.org"])
def test_addresses_are_found_however_they_are_spelled(business: Business, address: str) -> None:
    """Searching folds “ue” and “ss”; an address is the one it is."""
    personal = PersonalData("Jo", "Krüger", email=address)
    business.do(Seat.BACKOFFICE, RegisterCustomer(personal))
    desk = PortalDesk(business, 1)
    assert desk.code(address)[1]
    assert desk.code(f"x{address}")[1] == {}
    desk.close()


def test_nobody_is_told_whether_an_address_is_known(desk: PortalDesk) -> None:
    known, said = desk.code(JONAS)
    unknown, nothing = desk.code("nobody@example.org")
    assert said
    assert nothing == {}
    assert desk.door.sign_in(unknown, "000000", HERE) is None
    assert desk.door.sign_in(uuid4(), "000000", HERE) is None
    assert known != unknown


def test_five_tries_and_the_code_is_spent(desk: PortalDesk) -> None:
    request_id, said = desk.code(JONAS)
    for _ in range(5):
        assert desk.door.sign_in(request_id, wrong(said["login_code"]), HERE) is None
    assert desk.door.sign_in(request_id, said["login_code"], HERE) is None


def test_a_code_ends_after_ten_minutes(desk: PortalDesk) -> None:
    request_id, said = desk.code(JONAS)
    desk.business.rows("UPDATE umlauf.portal_request SET expires_at = expires_at - interval '10 minutes' RETURNING id")
    assert desk.door.sign_in(request_id, said["login_code"], HERE) is None


def test_five_codes_an_hour_for_one_address(desk: PortalDesk) -> None:
    assert [bool(desk.code(JONAS)[1]) for _ in range(7)] == [True] * 5 + [False] * 2


def test_thirty_codes_an_hour_for_one_origin(desk: PortalDesk) -> None:
    for n in range(32):
        desk.door.ask_code(f"{n}@example.org", HERE, "de")
    assert len(desk.business.rows("SELECT id FROM umlauf.portal_request")) == 30


def test_whoever_rolls_back_guesses_for_nothing(desk: PortalDesk) -> None:
    """A try says nothing in its own transaction, and one that was rolled back was none."""
    request_id, said = desk.code(JONAS)
    digest = secret_digest(request_id, said["login_code"])
    open_it = "SELECT umlauf_own.open_session(%s, %s, %s, %s)"
    with psycopg.connect(desk.business.server.seat_dsn(Seat.PORTAL, desk.business.database)) as client:
        for _ in range(8):
            client.execute("SELECT umlauf_own.try_code(%s, %s, %s)", (request_id, digest, HERE))
            opened = client.execute(open_it, (request_id, digest, uuid4(), token_digest("x"))).fetchone()
            assert opened == (False,)
            client.execute("SAVEPOINT s")
            opened = client.execute(open_it, (request_id, digest, uuid4(), token_digest("x"))).fetchone()
            client.rollback()
            assert opened == (False,)
        client.execute("SELECT umlauf_own.try_code(%s, %s, %s)", (request_id, digest, HERE))
        client.commit()
        opened = client.execute(open_it, (request_id, digest, uuid4(), token_digest("x"))).fetchone()
        client.rollback()
        assert opened == (True,)
    assert desk.business.rows("SELECT id FROM umlauf.portal_session") == []


def test_a_session_ends_by_itself_and_by_hand(desk: PortalDesk) -> None:
    for sql in ("seen_at = seen_at - interval '31 minutes'", "opened_at = opened_at - interval '13 hours'"):
        token = desk.signed_in()
        desk.business.rows(f"UPDATE umlauf.portal_session SET {sql} RETURNING id")
        with desk.door.entered(token) as entered:
            assert entered is None
    here, there = desk.signed_in(), desk.signed_in()
    with desk.pages(here) as pages:
        pages.sign_out(everywhere=True)
    for token in (here, there):
        with desk.door.entered(token) as entered:
            assert entered is None


def test_the_secret_turns_and_the_former_one_goes(desk: PortalDesk) -> None:
    token = desk.signed_in()
    desk.business.rows("UPDATE umlauf.portal_session SET turned_at = turned_at - interval '16 minutes' RETURNING id")
    with desk.door.entered(token) as entered:
        assert entered is not None
        assert entered.turned
        assert entered.turned != token
        turned = entered.turned
    for each in (token, turned):
        with desk.door.entered(each) as entered:
            assert entered is not None
            assert not entered.turned
    desk.business.rows("UPDATE umlauf.portal_session SET turned_at = turned_at - interval '2 minutes' RETURNING id")
    with desk.door.entered(token) as entered:
        assert entered is None


def test_what_is_kept_opens_nothing(desk: PortalDesk) -> None:
    """Whoever reads the table has digests."""
    token = desk.signed_in()
    kept = desk.business.rows("SELECT * FROM umlauf.portal_session, umlauf.portal_request")[0]
    assert token.encode() not in [bytes(each) for each in kept.values() if isinstance(each, bytes | memoryview)]
    for each in (kept["token_digest"], kept["code_digest"]):
        with desk.door.entered(bytes(each).hex()) as entered:
            assert entered is None
    assert origin_digest("192.0.2.7") == bytes(kept["origin"])


def test_addresses_that_asked_are_forgotten_after_a_day(desk: PortalDesk) -> None:
    desk.code("nobody@example.org")
    worker = desk.business.connection(Seat.WORKER)
    assert forget_requests(worker) == 0
    desk.business.rows("UPDATE umlauf.portal_request SET asked_at = asked_at - interval '25 hours' RETURNING id")
    assert forget_requests(worker) == 1
    assert desk.business.rows("SELECT address FROM umlauf.portal_request") == [{"address": ""}]


@pytest.mark.parametrize("seat", [Seat.WORKER, Seat.BACKOFFICE, Seat.WAREHOUSE])
def test_the_pages_are_not_served_under_another_login(desk: PortalDesk, seat: Seat) -> None:
    database = OwnDatabase(desk.business.server.seat_dsn(seat, desk.business.database))
    with pytest.raises(PortalLoginMissing):
        check_login(database)
    database.close()
    check_login(own := OwnDatabase(desk.business.server.seat_dsn(Seat.PORTAL, desk.business.database)))
    own.close()
