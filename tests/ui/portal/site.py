"""The customers' pages as they run: a real server on a real port, the worker beside it, a business behind."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import uvicorn
from anyio import create_task_group, to_thread
from anyio._backends._asyncio import WorkerThread
from starlette.types import ASGIApp, Receive, Scope, Send

from reports.papers import Papers
from storage.queries.house import read_business
from tests.storage.business import Business
from tests.storage.portal_desk import PortalDesk
from ui.portal.app import make_app

RESOURCES = Path(__file__).resolve().parents[3] / "resources" / "portal"


class Worker:
    """Carries out what was filed and sends what was asked for, as soon as it is there."""

    def __init__(self, business: Business) -> None:
        self._business = Business(business.server, business.database, clock=business.clock)
        self.codes: dict[UUID, dict[str, str]] = {}
        self.problems: list[BaseException] = []
        self.is_paused = False
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="worker of the pages")

    def __enter__(self) -> "Worker":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        assert self.problems == []

    def _run(self) -> None:
        desk = PortalDesk(self._business, 1)
        try:
            while not self._ended.wait(0.03):
                if not self.is_paused:
                    self._look(desk)
        finally:
            desk.close()
            self._business.close()

    def _look(self, desk: PortalDesk) -> None:
        try:
            for row in self._business.rows("SELECT id FROM umlauf.portal_request WHERE code_digest IS NULL"):
                if row["id"] not in self.codes:
                    self.codes[row["id"]] = desk.sent_code(row["id"])
            for row in self._business.rows(
                "SELECT w.id FROM umlauf.portal_wish w LEFT JOIN umlauf.command c ON c.command_id = w.id"
                " WHERE c.command_id IS NULL ORDER BY w.filed_at"
            ):
                desk.carry_out(row["id"])
        except Exception as problem:
            self.problems.append(problem)

    def code(self) -> str:
        """The newest that was sent."""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            said = [each["login_code"] for each in self.codes.values() if each]
            if said:
                return said[-1]
            time.sleep(0.02)
        raise AssertionError(f"no code was sent: {self.problems}")


class Site:
    def __init__(self, business: Business, address: str, worker: Worker) -> None:
        self.business, self.address, self.worker = business, address, worker


class _Warm:
    """The pages with all their threads from the first: none begins or ends within a test."""

    THREADS = 6

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return
        await receive()
        WorkerThread.MAX_IDLE_TIME = 3600
        to_thread.current_default_thread_limiter().total_tokens = self.THREADS
        together = threading.Barrier(self.THREADS)
        async with create_task_group() as group:
            for _ in range(self.THREADS):
                group.start_soon(to_thread.run_sync, together.wait)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})


@contextmanager
def opened_site(business: Business) -> Iterator[Site]:
    """Served until it is left."""
    desk = PortalDesk(business, 4)
    papers = Papers(read_business(business.connection()))
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    app = _Warm(make_app(desk.door, papers, RESOURCES))
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="on")
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="pages")
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        with Worker(business) as worker:
            yield Site(business, f"http://127.0.0.1:{port}", worker)
    finally:
        server.should_exit = True
        thread.join()
        listening.close()
        desk.close()
