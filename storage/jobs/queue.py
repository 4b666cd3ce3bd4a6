"""The queue: procrastinate over our database. Jobs of a killed worker are found by its missing heartbeat and run again.

Source: DESIGN.md 5; INTEGRATIONS.md, pitfall 26.
"""

import threading
from collections.abc import Callable
from typing import Final
from uuid import UUID

from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.blueprints import Blueprint

from domain.errors import Unavailable
from storage.jobs.chores import Chores, MakeChores
from storage.jobs.patience import Patience, told

JOBS_PATH: Final = "-csearch_path=umlauf_jobs"
STALLED_AFTER_S: Final = 30
_PATIENT: Final = Patience((Unavailable,), most=20)


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
    _portal(tasks, mine)
    _checks(tasks, mine)
    _money(tasks, mine)
    _care(tasks, app, mine)
    app.add_tasks_from(tasks, namespace="umlauf")
    return app


def _facts(tasks: Blueprint, mine: MakeChores) -> None:
    @tasks.task(name="follow_command", queue="follow", retry=_PATIENT, pass_context=True)
    def follow_command(context: JobContext, command_id: str) -> None:
        with told(context, _PATIENT, lambda error: mine().note_failure("follow_command", command_id, error)):
            mine().follow_command(UUID(command_id))


def _papers(tasks: Blueprint, mine: MakeChores) -> None:
    @tasks.task(name="make_papers", queue="papers", retry=_PATIENT, pass_context=True)
    def make_papers(context: JobContext, batch_id: str) -> None:
        with told(context, _PATIENT, lambda error: mine().note_failure("make_papers", batch_id, error)):
            mine().make_papers(UUID(batch_id))

    @tasks.task(name="send_letters", queue="letters", retry=_PATIENT, pass_context=True)
    def send_letters(context: JobContext, batch_id: str) -> None:
        with told(context, _PATIENT, lambda error: mine().note_failure("send_letters", batch_id, error)):
            mine().send_letters(UUID(batch_id))


def _portal(tasks: Blueprint, mine: MakeChores) -> None:
    def of_customers(name: str, work: Callable[[Chores, UUID], None]) -> None:
        @tasks.task(name=name, queue="portal", retry=_PATIENT, pass_context=True)
        def do(context: JobContext, ref: str) -> None:
            with told(context, _PATIENT, lambda error: mine().note_failure(name, ref, error)):
                work(mine(), UUID(ref))

    of_customers("carry_out_wish", Chores.carry_out_wish)
    of_customers("send_code", Chores.send_code)
    of_customers("take_notice", Chores.take_notice)
    of_customers("set_up_method", lambda chores, request_id: chores.setups.set_up(request_id))


def _checks(tasks: Blueprint, mine: MakeChores) -> None:
    """In a lane of their own: whoever is asked outside may take long to answer."""

    @tasks.task(name="look_at_check", queue="checks", retry=_PATIENT, pass_context=True)
    def look_at_check(context: JobContext, order_id: str) -> None:
        with told(context, _PATIENT, lambda error: mine().note_failure("look_at_check", order_id, error)):
            mine().look_at_checks(UUID(order_id))

    @tasks.periodic(cron="*/10 * * * *")
    @tasks.task(name="look_at_checks", queue="checks", queueing_lock="look_at_checks", pass_context=True)
    def look_at_checks(_context: JobContext, timestamp: int) -> None:
        mine().look_at_checks()


def _money(tasks: Blueprint, mine: MakeChores) -> None:
    """In a lane of their own: providers may take long to answer."""

    @tasks.periodic(cron="*/5 * * * *")
    @tasks.task(name="collect_payments", queue="payments", queueing_lock="collect_payments", pass_context=True)
    def collect_payments(_context: JobContext, timestamp: int) -> None:
        mine().payments.listen()
        mine().setups.look_after()
        mine().payments.collect()
        mine().payments.pay_back()

    @tasks.periodic(cron="45 3 * * *")
    @tasks.task(name="plan_payments", queue="payments", retry=_PATIENT, pass_context=True)
    def plan_payments(context: JobContext, timestamp: int) -> None:
        with told(context, _PATIENT, lambda error: mine().note_failure("plan_payments", "", error)):
            mine().payments.reach_methods()
            mine().payments.erase()
            mine().payments.clear_waiting()
            mine().payments.give_up()
            mine().payments.plan()
            mine().payments.ask_back()


def _post(tasks: Blueprint, mine: MakeChores) -> None:
    @tasks.periodic(cron="*/1 * * * *")
    @tasks.task(name="send_due", queue="letters", queueing_lock="send_due", pass_context=True)
    def send_due(_context: JobContext, timestamp: int) -> None:
        mine().send_due()


def _care(tasks: Blueprint, app: App, mine: MakeChores) -> None:
    @tasks.periodic(cron="*/1 * * * *")
    @tasks.task(name="retry_stalled", queue="care", queueing_lock="retry_stalled", pass_context=True)
    async def retry_stalled(_context: JobContext, timestamp: int) -> None:
        await retry_stalled_jobs(app, STALLED_AFTER_S)

    def daily(cron: str, name: str, queue: str, work: Callable[[Chores], object]) -> None:
        @tasks.periodic(cron=cron)
        @tasks.task(name=name, queue=queue, queueing_lock=name, retry=_PATIENT, pass_context=True)
        def do(context: JobContext, timestamp: int) -> None:
            with told(context, _PATIENT, lambda error: mine().note_failure(name, "", error)):
                work(mine())

    daily("15 2 * * *", "reach_today", "follow", Chores.reach_today)
    daily("0 3 * * *", "bill_today", "follow", Chores.bill_today)
    daily("30 4 * * *", "check_numbers", "care", Chores.check_numbers)


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
