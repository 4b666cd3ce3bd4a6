"""Several batches of one run at the same time: while the database writes one, the next is computed.

A batch is one transaction of some customers, and no two batches share one, so they meet at the counter of numbers
alone, which each draws last.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Lock, local
from typing import Protocol

from domain.application import Command, Event
from domain.billing.run_billing import Batch, Billed, Run
from domain.ids import CommandId

LANES = 2
"""More of them would wait for one another: Python computes on one core at a time, and numbers are drawn in turn."""


class Hand(Protocol):
    """Runs commands for one thread over a connection of its own."""

    def run(self, command_id: CommandId, command: Command) -> Event: ...

    def close(self) -> None: ...


class Lanes:
    """`open_hand` is called on the thread that will use it, when it has its first batch."""

    def __init__(self, open_hand: Callable[[], Hand], lanes: int = LANES) -> None:
        self._open_hand = open_hand
        self._lanes = lanes
        self._own = local()
        self._opened: list[Hand] = []
        self._opening = Lock()

    @property
    def run(self) -> Run:
        """For `run_billing`: goes over the connection of the thread that calls it."""
        return self._run

    @contextmanager
    def spread(self, work: Callable[[Batch], Billed], batches: Iterable[Batch]) -> Iterator[Iterator[Billed]]:
        """`domain.billing.run_billing.Spread`. What was begun is awaited, whatever ends the block; then all threads
        and connections are gone."""
        try:
            with ThreadPoolExecutor(self._lanes, thread_name_prefix="billing") as pool:
                yield self._in_order(pool, work, batches)
        finally:
            for hand in self._opened:
                hand.close()
            self._opened.clear()
            self._own = local()

    def _in_order(
        self, pool: ThreadPoolExecutor, work: Callable[[Batch], Billed], batches: Iterable[Batch]
    ) -> Iterator[Billed]:
        begun: deque[Future[Billed]] = deque()
        for batch in batches:
            begun.append(pool.submit(work, batch))
            if len(begun) == self._lanes:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()

    def _run(self, command_id: CommandId, command: Command) -> Event:
        hand: Hand | None = getattr(self._own, "hand", None)
        if hand is None:
            hand = self._own.hand = self._open_hand()
            with self._opening:
                self._opened.append(hand)
        return hand.run(command_id, command)
