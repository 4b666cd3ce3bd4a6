"""Work that fails is tried again with longer pauses, then a person hears of it and has it done once more."""

from types import SimpleNamespace
from typing import Any

import pytest

from domain.application import Seat
from domain.availability.join_waiting_list import JoinWaitingList
from domain.availability.look_at_availability import LookAtAvailability
from domain.availability.reserve_product import ReserveProduct
from domain.errors import Unavailable
from domain.settings.availability import AvailabilitySettings
from domain.settings.change_availability_settings import ChangeAvailabilitySettings
from domain.tasks.try_again import NothingToTryAgain, TryAgain
from storage.jobs.chores import Chores
from storage.jobs.patience import WAITS_S, Patience, told
from tests.storage.business import Business
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.trade import today


def test_what_is_away_is_waited_for_and_what_is_wrong_is_tried_a_few_times() -> None:
    patience = Patience((Unavailable,), most=3)
    assert [patience.wait_s(Unavailable(), tries) for tries in range(4)] == [2, 4, 8, None]
    assert [patience.wait_s(KeyError("x"), tries) for tries in range(5)] == [*WAITS_S, None]
    assert sorted(WAITS_S) == list(WAITS_S), "the longer it fails, the longer the pause"


@pytest.mark.parametrize(("attempts", "is_told"), [(0, False), (len(WAITS_S) - 1, False), (len(WAITS_S), True)])
def test_only_the_last_failure_is_told_and_the_queue_gets_the_error(attempts: int, is_told: bool) -> None:
    heard: list[Exception] = []
    context: Any = SimpleNamespace(job=SimpleNamespace(attempts=attempts))

    def tell(error: Exception) -> None:
        heard.append(error)
        raise RuntimeError("the database went away too")

    with pytest.raises(KeyError), told(context, Patience((Unavailable,), most=3), tell):
        raise KeyError("x")
    assert [type(each) for each in heard] == ([KeyError] if is_told else [])


def test_a_fact_that_had_no_consequences_is_a_task_until_it_is_tried_again(business: Business) -> None:
    """A bug keeps a customer from their place on the list; after an update it is drawn once more."""
    bike, customer = business.product(), business.customer()
    waits = business.answer(Seat.BACKOFFICE, JoinWaitingList(customer.customer_id, bike.variant_ids[0]))
    hands = worker(business)
    hands.note_failure("follow_command", str(waits.command_id), KeyError("x"))
    hands.note_failure("follow_command", str(waits.command_id), KeyError("x"))
    [task] = business.rows("SELECT id, kind, subject, facts FROM umlauf.task WHERE closed_at IS NULL")
    assert (task["kind"], task["facts"]["what"], task["facts"]["error"]) == (
        "job_failed",
        "JoinWaitingList",
        "KeyError",
    )
    assert business.rows("SELECT FROM umlauf.outbox") == []
    again = business.answer(Seat.BACKOFFICE, TryAgain(task["id"]))
    hands.follow_command(again.command_id)
    assert len(business.rows("SELECT FROM umlauf.outbox")) == 1
    assert business.rows("SELECT FROM umlauf.task WHERE closed_at IS NULL") == []
    placed = business.order(customer, bike)
    [other] = business.rows("SELECT id FROM umlauf.task WHERE subject = %(number)s", number=placed.order_number)
    with pytest.raises(NothingToTryAgain):
        business.do(Seat.BACKOFFICE, TryAgain(other["id"]))


def test_other_days_of_the_owner_have_all_promises_looked_at(business: Business) -> None:
    """Also a second time on the same day."""
    bike, customer = business.product(), business.customer()
    business.receive(bike)
    business.answer(Seat.BACKOFFICE, ReserveProduct(customer.customer_id, bike.variant_ids[0], 1, today(business)))
    hands, before = worker(business), looks(business)
    for version in range(2):
        changed = business.answer(
            Seat.OWNER, ChangeAvailabilitySettings(version, AvailabilitySettings(padding_days=version))
        )
        hands.follow_command(changed.command_id)
    assert looks(business) == before + 4, "one a kind, and one for what is over"
    assert len(business.rows("SELECT FROM umlauf.outbox")) == 1


def looks(business: Business) -> int:
    return len(business.rows("SELECT FROM umlauf.command WHERE name = %(name)s", name=LookAtAvailability.__name__))


def worker(business: Business) -> Chores:
    made = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    business.open_connections.append(made._database)
    return made
