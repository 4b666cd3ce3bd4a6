"""The queue: procrastinate over our database. Jobs of a killed worker are found by its missing heartbeat and run again.

Source: DESIGN.md 5; INTEGRATIONS.md, pitfall 26.
"""

import threading
from typing import Final
from uuid import UUID

from procrastinate import App, JobContext, PsycopgConnector, RetryStrategy
from procrastinate.blueprints import Blueprint

from domain.errors import Unavailable
from domain.messages.letter import LetterNotSent
from storage.jobs.chores import Chores, MakeChores

JOBS_PATH: Final = "-csearch_path=umlauf_jobs"
STALLED_AFTER_S: Final = 30
_PATIENT: Final = RetryStrategy(max_attempts=20, exponential_wait=2, retry_exceptions=[Unavailable])
_LETTERS: Final = RetryStrategy(max_attempts=30, exponential_wait=2, retry_exceptions=[LetterNotSent, Unavailable])


def make_queue(conninfo: str, make_chores: MakeChores) -> App:
    """The worker's application; `conninfo` is that of the worker's login. Each of its threads gets its own chores."""
    app = App(connector=PsycopgConnector(conninfo=conninfo, kwargs={"options": JOBS_PATH}, min_size=1, max_size=4))
    hands = threading.local()

    def mine() -> Chores:
        if not hasattr(hands, "chores"):
            hands.chores = make_chores()
        chores: Chores = hands.chores
        return chores

    tasks = Blueprint()
    _facts(tasks, mine)
    _papers(tasks, mine)
    _care(tasks, app, mine)
    app.add_tasks_from(tasks, namespace="umlauf")
    return app


def _facts(tasks: Blueprint, mine: MakeChores) -> None:
    @tasks.task(name="follow_command", queue="follow", retry=_PATIENT)
    def follow_command(command_id: str) -> None:
        mine().follow_command(UUID(command_id))


def _papers(tasks: Blueprint, mine: MakeChores) -> None:
    @tasks.task(name="make_papers", queue="papers", retry=_PATIENT)
    def make_papers(batch_id: str) -> None:
        mine().make_papers(UUID(batch_id))

    @tasks.task(name="send_letters", queue="letters", retry=_LETTERS)
    def send_letters(batch_id: str) -> None:
        mine().send_letters(UUID(batch_id))


def _care(tasks: Blueprint, app: App, mine: MakeChores) -> None:
    @tasks.periodic(cron="*/1 * * * *")
    @tasks.task(name="retry_stalled", queue="care", queueing_lock="retry_stalled", pass_context=True)
    async def retry_stalled(_context: JobContext, timestamp: int) -> None:
        await retry_stalled_jobs(app, STALLED_AFTER_S)

    @tasks.periodic(cron="15 2 * * *")
    @tasks.task(name="reach_today", queue="follow", queueing_lock="reach_today", retry=_PATIENT)
    def reach_today(timestamp: int) -> None:
        mine().reach_today()

    @tasks.periodic(cron="0 3 * * *")
    @tasks.task(name="bill_today", queue="follow", queueing_lock="bill_today", retry=_PATIENT)
    def bill_today(timestamp: int) -> None:
        mine().bill_today()

    @tasks.periodic(cron="30 4 * * *")
    @tasks.task(name="check_numbers", queue="care", queueing_lock="check_numbers", retry=_PATIENT)
    def check_numbers(timestamp: int) -> None:
        mine().check_numbers()


async def retry_stalled_jobs(app: App, after_s: int) -> int:
    """Hands out again what a worker without a heartbeat for that long had begun; how many that were."""
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=after_s))
    for job in stalled:
        await app.job_manager.retry_job(job)
    return len(stalled)


def run_worker(conninfo: str, make_chores: MakeChores) -> None:
    """Works until it is asked to stop (SIGTERM, SIGINT); what was begun is finished first."""
    app = make_queue(conninfo, make_chores)
    with app.open():
        app.run_worker(concurrency=2, delete_jobs="successful", shutdown_graceful_timeout=20)
