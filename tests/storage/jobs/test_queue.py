"""Jobs are queued with their cause, survive the worker that had them, and are done once as far as people can see."""

import asyncio
import json
import subprocess
import sys
import time
from pathlib import Path

from domain.application import Seat
from domain.billing.request_billing_run import RequestBillingRun
from domain.messages.letter import Letter
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from storage.jobs.queue import make_queue, retry_stalled_jobs
from tests.storage.business import ROOT, Business
from tests.storage.jobs.worker import Letterbox, chores


def ship_one(business: Business) -> None:
    """Facts of the floor only: nothing follows until a worker comes."""
    bike, customer = business.product(), business.customer()
    received, order = business.receive(bike), business.order(customer, bike)
    business.answer(Seat.WAREHOUSE, PickAsset(order.shipment_id, received.asset_ids[0]))
    business.answer(Seat.WAREHOUSE, FinishPacking(order.shipment_id))
    business.answer(Seat.WAREHOUSE, DispatchShipment(order.shipment_id))


def work(business: Business, box: Letterbox) -> None:
    """A worker that goes home when nothing is left to do."""
    conninfo = business.server.seat_dsn("worker", business.database)
    made = []

    def make() -> object:
        made.append(chores(conninfo, box, business.clock))
        return made[-1]

    queue = make_queue(conninfo, make)  # type: ignore[arg-type]  # the list above only keeps what is closed below
    with queue.open():
        queue.run_worker(wait=False, concurrency=1, install_signal_handlers=False)
    for each in made:
        each.close()


def bills(box: Letterbox) -> list[Letter]:
    """Without the letters about the order."""
    return [letter for letter in box.sent if letter.key.startswith("R-")]


def test_a_dispatch_becomes_contract_invoice_paper_and_letter(business: Business) -> None:
    ship_one(business)
    assert business.rows("SELECT number FROM umlauf.invoice") == []

    box = Letterbox()
    work(business, box)

    assert business.rows("SELECT status FROM umlauf.contract") == [{"status": "active"}]
    assert [row["number"] for row in business.rows("SELECT number FROM umlauf.invoice")] == ["R-2026-000001"]
    assert business.rows("SELECT status FROM umlauf.outbox WHERE kind = 'invoice'") == [{"status": "sent"}]
    [letter] = bills(box)
    assert (letter.to, letter.subject) == ("jonas@example.org", "Ihre Rechnung R-2026-000001")
    assert letter.attachments[0].content.startswith(b"%PDF")
    stored = business.rows("SELECT content FROM umlauf.document")
    assert bytes(stored[0]["content"]) == letter.attachments[0].content


def test_a_requested_run_is_done_by_the_worker_and_recorded(business: Business) -> None:
    ship_one(business)
    box = Letterbox()
    work(business, box)
    business.pass_days(40)
    day = business.clock.now().date()

    business.answer(Seat.BACKOFFICE, RequestBillingRun(day))
    business.answer(Seat.BACKOFFICE, RequestBillingRun(day))
    work(business, box)

    runs = business.rows("SELECT asked_by IS NOT NULL AS was_asked, invoices, failed FROM umlauf.billing_run")
    assert sum(run["was_asked"] for run in runs) == 2, "the queue's own night may come in between, at three o'clock"
    assert sum(run["invoices"] for run in runs) == 1
    assert not any(run["failed"] for run in runs)
    assert len(bills(box)) == 2


def test_the_job_of_a_killed_worker_is_found_and_done_by_another(business: Business, tmp_path: Path) -> None:
    ship_one(business)
    known = tmp_path / "worker.json"
    conninfo = business.server.seat_dsn("worker", business.database)
    known.write_text(json.dumps({"conninfo": conninfo}), encoding="utf-8")
    command = [sys.executable, "-m", "tests.storage.jobs.worker", str(known)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as victim:
        assert victim.stdout is not None
        assert victim.stdout.readline().strip() == "R-2026-000001"
        victim.kill()
    doing = business.rows("SELECT task_name, status FROM umlauf_jobs.procrastinate_jobs WHERE status = 'doing'")
    assert doing == [{"task_name": "umlauf:send_letters", "status": "doing"}]

    box = Letterbox()
    queue = make_queue(conninfo, lambda: chores(conninfo, box))
    deadline = time.monotonic() + 20

    async def retry() -> int:
        async with queue.open_async():
            return await retry_stalled_jobs(queue, 1)

    while asyncio.run(retry()) == 0:
        assert time.monotonic() < deadline, "nobody noticed that the worker is gone"
        time.sleep(0.2)
    work(business, box)

    assert [letter.key for letter in bills(box)] == ["R-2026-000001"]
    assert business.rows("SELECT status FROM umlauf.outbox WHERE kind = 'invoice'") == [{"status": "sent"}]
