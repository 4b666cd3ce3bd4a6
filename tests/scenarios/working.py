"""The worker by its timetable (`storage/jobs/queue.py`): what was queued, in its order, and what each night does."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final
from uuid import UUID

from storage.jobs.chores import Chores
from tests.storage.business import Business

_JOBS: Final = "SELECT id, task_name, args FROM umlauf_jobs.procrastinate_jobs WHERE id > %(last)s ORDER BY id"
_LAST: Final = "SELECT coalesce(max(id), 0) AS last FROM umlauf_jobs.procrastinate_jobs"
_A_WHILE: Final = timedelta(minutes=30)


class Working:
    """`from_the_first`: what stands in the queue already is for this worker too; done twice, it is done once."""

    def __init__(self, business: Business, worker: Chores, *, from_the_first: bool = False) -> None:
        self._business, self._worker = business, worker
        self._last = 0 if from_the_first else business.rows(_LAST)[0]["last"]
        self._does: dict[str, Callable[[UUID], object]] = {
            "follow_command": worker.follow_command,
            "make_papers": worker.make_papers,
            "send_letters": worker.send_letters,
            "look_at_check": worker.look_at_checks,
            "carry_out_wish": worker.carry_out_wish,
        }

    def all_jobs(self) -> None:
        """Until nothing waits."""
        while jobs := self._business.rows(_JOBS, last=self._last):
            for job in jobs:
                self._last = job["id"]
                [ref] = job["args"].values()
                self._does[job["task_name"].partition(":")[2]](UUID(ref))

    def money_of_the_night(self) -> None:
        """What is planned, warned of and given up before it is collected."""
        payments = self._worker.payments
        for work in (
            payments.reach_methods, payments.erase, payments.clear_waiting, payments.give_up,
            payments.plan, payments.ask_back,
        ):  # fmt: skip
            work()

    def collects(self) -> None:
        """Of the goes that come every few minutes those at the beginning and the end of half an hour."""
        payments = self._worker.payments
        payments.listen()
        payments.collect()
        payments.pay_back()
        self.all_jobs()
        self._business.clock.advance(_A_WHILE)
        payments.listen()
        self._worker.send_due()
        self.all_jobs()
