"""A worker's hands for tests, on the test's own business; run as a program it can be killed."""

import json
import secrets
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from domain.business import Business
from domain.checks.desks import CheckDesks
from domain.clock import MovableClock
from domain.customers.model import Address
from domain.handlers import HANDLERS
from domain.ids import Entropy
from domain.messages.letter import Letter, Post
from domain.payments.provider import Provider, ProviderName
from hardware.clock import SystemClock
from reports.letters import Letters
from reports.papers import Papers
from storage.database import Database
from storage.jobs.chores import Chores, Outside
from storage.jobs.queue import make_queue
from storage.unit import HouseRules
from tests.storage.business import ROOT, tax_rules

BUSINESS = Business("Prüfstand GmbH", Address("Weg 1", "10115", "Berlin"), tax_number="37/123/45678")


class Letterbox:
    """Keeps what was sent."""

    def __init__(self) -> None:
        self.sent: list[Letter] = []

    def send(self, letter: Letter) -> None:
        self.sent.append(letter)

    def knows(self, key: str) -> bool | None:
        return any(letter.key == key for letter in self.sent)


class HangingPost:
    """Says that it begins with a bill, and never ends: the worker is killed inside it."""

    def send(self, letter: Letter) -> None:
        import time

        if not letter.key.startswith("R-"):
            return
        print(letter.key, flush=True)
        time.sleep(600)

    def knows(self, key: str) -> bool | None:
        return False


def chores(
    conninfo: str,
    post: Post,
    clock: MovableClock | None = None,
    entropy: Entropy = secrets.token_bytes,
    checks: CheckDesks | None = None,
    providers: Mapping[ProviderName, Provider] | None = None,
) -> Chores:
    outside = Outside(Papers(BUSINESS), Letters(BUSINESS.name, ROOT / "resources" / "mail"), post)
    outside = replace(outside, checks=checks or CheckDesks(), providers=lambda *_: providers or {})
    return Chores(
        Database(conninfo),
        handlers=HANDLERS,
        clock=clock or SystemClock(),
        entropy=entropy,
        house=HouseRules(tax_rules()),
        outside=outside,
    )


if __name__ == "__main__":
    known = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    queue = make_queue(known["conninfo"], lambda: chores(known["conninfo"], HangingPost()))
    with queue.open():
        queue.run_worker(concurrency=1, update_heartbeat_interval=1)
