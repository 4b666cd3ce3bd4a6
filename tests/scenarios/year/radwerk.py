"""Radwerk Berlin for a year: its shelves, the training bank, a mailbox, and the worker's real jobs."""

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from connectors.mail.folder import FolderPost
from connectors.psp.training.bank import TrainingBank
from connectors.psp.training.ledger import BankFile
from domain.application import Command, Event, Seat
from domain.business import BankAccount
from domain.business import Business as Seller
from domain.customers.model import Address
from domain.handlers import HANDLERS
from domain.payments.provider import ProviderName
from reports.letters import Letters
from reports.papers import Papers
from storage.database import Database
from storage.demo.house import DemoHouse
from storage.demo.stock import Stock, add_stock
from storage.jobs.chores import Chores, Outside
from storage.unit import HouseRules
from tests.machines.house.world import House
from tests.scenarios.working import Working
from tests.storage.business import ROOT, Business, tax_rules
from tests.storage.trade import today


@cache
def demo_data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((ROOT / "resources/demo/radwerk.json").read_text(encoding="utf-8"))
    return data


def seller() -> Seller:
    """As it stands on papers."""
    known = demo_data()["business"]
    plain = ("tax_number", "vat_id", "register", "phone", "email", "website")
    return Seller(
        known["name"], Address(known["street"], known["postcode"], known["city"]),
        represented_by=tuple(known["represented_by"]), bank=BankAccount(**known["bank"]),
        **{name: known[name] for name in plain},
    )  # fmt: skip


class Radwerk(House):
    """Whoever works there, and all that the worker's timetable does; `mailbox` is the folder that letters go to."""

    def __init__(self, business: Business, seed: int, mailbox: Path) -> None:
        self.mailbox = mailbox
        self.bank = TrainingBank(BankFile(), business.clock, f"radwerk {seed}")
        self._diary: dict[date, list[Callable[[], None]]] = defaultdict(list)
        super().__init__(business, seed)
        self.stock = self._founded()
        self._working = Working(business, self.worker)

    def employed(self) -> Chores:
        known = seller()
        post = FolderPost(self.mailbox, lambda: (known.name, known.email))
        outside = Outside(Papers(known), Letters(known.name, ROOT / "resources" / "mail"), post)
        outside = replace(outside, providers=lambda *_: {ProviderName.TRAINING: self.bank})
        return Chores(
            Database(self.business.server.seat_dsn(Seat.WORKER, self.business.database)),
            handlers=HANDLERS,
            clock=self.business.clock,
            entropy=self.luck.randbytes,
            house=HouseRules(tax_rules()),
            outside=outside,
        )

    def _founded(self) -> Stock:
        """The demo's catalogue and things; what the founding queued is done already."""
        house = DemoHouse(self.business.connection, HouseRules(tax_rules()), self.luck, today(self.business))
        try:
            stock = add_stock(house, demo_data())
        finally:
            house.close()
        return stock

    def _follow(self, command_id: UUID) -> None:
        """Comes by the queue, like everything that the worker does."""

    def does(self, seat: Seat, command: Command) -> Any:
        """What nothing may stand against."""
        event: Event | None = self.tries(command, seat)
        assert event is not None, self.story[-1]
        return event

    @property
    def random(self) -> Random:
        """As the demo's storytellers call it."""
        return self.luck

    def do(self, seat: Seat, command: Command, _kind: type[Event]) -> Any:
        """As the demo's storytellers call it."""
        return self.does(seat, command)

    def later(self, least: int, most: int, act: Callable[[], None]) -> None:
        """Somebody will do that, so many days from today."""
        self._diary[self.day(least, most)].append(act)

    def keeps_dates(self) -> None:
        """What people meant to do by today."""
        for day in sorted(each for each in self._diary if each <= self.today):
            for act in self._diary.pop(day):
                act()

    def works(self) -> None:
        """The worker takes what was queued."""
        self._working.all_jobs()

    def night(self) -> None:
        """Until morning: the timetable of the worker, in its order."""
        super().night()
        self.works()
        self._working.money_of_the_night()
        self._working.collects()
