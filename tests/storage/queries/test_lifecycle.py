"""Timelines: what an id tells of time, who may write a trace, and that long lives are read a page at a time."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import psycopg
import pytest

from domain.application import Seat
from domain.ids import new_uuid
from domain.views.lifecycle import LifeKind, LifeOf, LifeQuestion, LifeRow, Teller, once
from storage.queries.lifecycle import Lifecycle
from storage.queries.lifecycle.source import born
from tests.storage.business import Business
from tests.storage.life_of_all import whole_life
from tests.storage.trade import rent

AT = datetime(2026, 2, 1, 9, tzinfo=UTC)


def test_an_id_tells_when_it_was_made_and_others_tell_nothing(business: Business) -> None:
    known = new_uuid(AT, lambda n: b"\x01" * n)
    far = UUID("f0000000-0000-7000-8000-000000000000")
    told = [business.rows(f"SELECT {born('%(id)s::uuid')} AS at", id=each)[0]["at"] for each in (known, uuid4(), far)]
    assert told == [AT, None, None]


def test_nobody_writes_a_trace_by_hand_or_changes_one(business: Business) -> None:
    rent(business, business.customer(), business.product())
    [trace] = business.rows("SELECT command_id, subject_id FROM umlauf.command_about LIMIT 1")
    for seat in (Seat.WAREHOUSE, Seat.OWNER, Seat.WORKER):
        with business.connection(seat).connection() as connection:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("INSERT INTO umlauf.command_about VALUES (%s, %s)", (uuid4(), trace["command_id"]))
            with pytest.raises(psycopg.Error, match="no such command is open"):
                connection.execute("SELECT umlauf.note_about(%s, ARRAY[%s]::uuid[])", (trace["command_id"], uuid4()))
    admin = business.connection()
    for statement in ("DELETE FROM umlauf.command_about", "TRUNCATE umlauf.command_about"):
        with admin.connection() as connection, pytest.raises(psycopg.Error, match="append-only"):
            connection.execute(statement)


def test_the_floor_sees_no_letter_document_or_payment(business: Business) -> None:
    what = rent(business, business.customer(), business.product())
    floor = Lifecycle(business.connection(Seat.WAREHOUSE))
    tellers = {row.teller for row in whole_life(floor, LifeOf.ASSET, what.assets[0])}
    assert tellers == {Teller.LEDGER, Teller.COMMAND}
    only_money = LifeQuestion(LifeOf.ASSET, what.assets[0], frozenset({LifeKind.MONEY, LifeKind.DOCUMENTS}))
    assert floor.page(only_money).rows == ()


def test_a_long_life_is_read_a_page_at_a_time(business: Business) -> None:
    """Ten thousand events more, of one instant each: every one is told once, in order, and no page is large."""
    what = rent(business, business.customer(), business.product())
    with business.connection().connection() as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "INSERT INTO umlauf.asset_event (asset_id, seq, kind, effective_at, actor_id, command_id, facts, status,"
            " readiness, condition, builds_on) SELECT asset_id, 10 + n, 'moved', effective_at + n * interval '1 min',"
            " actor_id, gen_random_uuid(), '{}', status, readiness, condition, builds_on"
            " FROM umlauf.asset_event, generate_series(1, 3000) n WHERE seq = 4"
        )
    office = Lifecycle(business.connection(Seat.BACKOFFICE))
    first = office.page(LifeQuestion(LifeOf.ASSET, what.assets[0]))
    assert len(first.rows) == 60
    moved = [row for row in whole_life(office, LifeOf.ASSET, what.assets[0]) if row.name == "moved"]
    assert len(moved) == len({row.cursor for row in moved}) == 3000
    assert [row.at for row in moved] == sorted((row.at for row in moved), reverse=True)


def test_what_one_command_did_is_told_once() -> None:
    command = uuid4()

    def row(teller: Teller) -> LifeRow:
        return LifeRow(AT, teller, LifeKind.GOODS, "x", (AT, 0, teller), command_id=command)  # type: ignore[arg-type]  # a plain tuple is enough

    told = [row(each) for each in (Teller.LETTER, Teller.CHANGE, Teller.STEP, Teller.LEDGER, Teller.COMMAND)]
    assert [each.teller for each in once(told, LifeOf.CONTRACT)] == [Teller.LETTER, Teller.COMMAND]
    assert [each.teller for each in once(told, LifeOf.ASSET)] == [Teller.LETTER, Teller.LEDGER]
    assert [each.teller for each in once(told[:-1], LifeOf.CONTRACT)] == [
        Teller.LETTER, Teller.CHANGE, Teller.STEP, Teller.LEDGER,
    ]  # fmt: skip
