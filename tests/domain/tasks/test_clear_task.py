"""What waits for a person: opened by what happens on the floor, seen where it can be settled, cleared once."""

from uuid import uuid4

import pytest

from domain.application import Seat
from domain.assets.receive_assets import AssetsReceived
from domain.assets.status import Condition, Grade
from domain.ids import TaskId
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.take_back_asset import TakeBackAsset
from domain.tasks.clear_task import ClearTask
from domain.tasks.model import TaskClearedBefore, TaskKind, UnknownTask
from domain.views.floor_rows import TaskRow
from storage.queries.floor import FloorBook
from tests.storage.business import Business
from tests.storage.intruder import at_the_seat
from tests.storage.queries.office import send


def brought_back(business: Business, condition: Condition) -> AssetsReceived:
    bike = business.product()
    things = business.receive(bike, "SN-1")
    send(business, business.order(business.customer(), bike), things)
    business.do(Seat.WAREHOUSE, TakeBackAsset(things.asset_ids[0], condition, Grade.C))
    return things


def waiting(business: Business, seat: Seat) -> tuple[TaskRow, ...]:
    return tuple(FloorBook(business.connection(seat)).tasks().rows)


def test_a_damaged_return_waits_for_the_office_and_is_no_business_of_the_floor(business: Business) -> None:
    things = brought_back(business, Condition.DAMAGED_REPAIRABLE)
    (task,) = waiting(business, Seat.BACKOFFICE)
    assert (task.kind, task.subject) == (TaskKind.DAMAGED_RETURN, things.codes[0])
    assert task.facts["condition"] == "damaged_repairable"
    assert not waiting(business, Seat.WAREHOUSE)
    with pytest.raises(UnknownTask):
        business.do(Seat.WAREHOUSE, ClearTask(task.id))

    cleared = business.do(Seat.BACKOFFICE, ClearTask(task.id))
    assert cleared.subject == things.codes[0]
    assert "tasks" in cleared.touched()
    assert not waiting(business, Seat.BACKOFFICE)
    with pytest.raises(TaskClearedBefore):
        business.do(Seat.BACKOFFICE, ClearTask(task.id))


def test_what_comes_back_as_it_should_opens_no_task(business: Business) -> None:
    brought_back(business, Condition.USED)
    assert not waiting(business, Seat.OWNER)


def test_a_retired_thing_waits_on_the_floor_and_the_floor_clears_it(business: Business) -> None:
    things = brought_back(business, Condition.USED)
    business.do(Seat.WAREHOUSE, StartRefurbishment(things.asset_ids[0]))
    retire = FinishRefurbishment(things.asset_ids[0], False, 5, (), (), Grade.D, "Rahmenriss")
    assert "tasks" in business.do(Seat.WAREHOUSE, retire).touched()
    (task,) = waiting(business, Seat.WAREHOUSE)
    assert (task.kind, task.subject) == (TaskKind.RETIRED_THING, things.codes[0])
    assert waiting(business, Seat.BACKOFFICE) == (task,)
    business.do(Seat.WAREHOUSE, ClearTask(task.id))
    assert not waiting(business, Seat.BACKOFFICE)


def test_a_task_that_nobody_opened_is_refused(business: Business) -> None:
    with pytest.raises(UnknownTask):
        business.do(Seat.BACKOFFICE, ClearTask(TaskId(uuid4())))


def test_a_hand_written_client_of_the_floor_neither_reads_nor_clears_what_waits_for_the_office(
    business: Business,
) -> None:
    brought_back(business, Condition.DAMAGED_REPAIRABLE)
    with at_the_seat(business, Seat.WAREHOUSE) as intruder:
        assert not intruder.run("SELECT * FROM umlauf.task")
        intruder.run("UPDATE umlauf.task SET closed_at = now()")
        for act in ("UPDATE umlauf.task SET is_for_floor = true", "DELETE FROM umlauf.task"):
            with intruder.refused("42501"):
                intruder.run(act)
    assert len(waiting(business, Seat.BACKOFFICE)) == 1


def test_the_list_is_oldest_first_and_says_when_there_is_more(business: Business) -> None:
    for subject, day in (("RB-LATER", "2026-01-30"), ("RB-EARLIER", "2026-01-29")):
        business.rows(
            "INSERT INTO umlauf.task (id, kind, subject, opened_at)"
            " VALUES (gen_random_uuid(), 'damaged_return', %(subject)s, %(day)s) RETURNING id",
            subject=subject,
            day=day,
        )
    book = FloorBook(business.connection(Seat.BACKOFFICE))
    assert [task.subject for task in book.tasks().rows] == ["RB-EARLIER", "RB-LATER"]
    assert book.tasks(limit=1).has_more
