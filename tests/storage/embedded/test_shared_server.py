"""One server for the session: what its guests may rely on."""

import psycopg
import pytest

from storage.embedded import EmbeddedServer
from storage.embedded.logins import SEATS


def test_every_seat_gets_in_with_its_own_password(server: EmbeddedServer) -> None:
    for seat in SEATS:
        with psycopg.connect(server.seat_dsn(seat, database="postgres")) as guest:
            assert guest.execute("select current_user").fetchone() == (f"seat_{seat}",)


def test_a_wrong_password_is_refused(server: EmbeddedServer) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(server.admin_dsn(), password="guessed", passfile="")
