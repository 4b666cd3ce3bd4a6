"""One process from the first act of a person to the last letter: people act, the worker works, letters arrive."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from domain.application import Command, Seat
from domain.payments.provider import Provider, ProviderName
from tests.scenarios.working import Working
from tests.storage.business import Business
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.trade import today


class Walk:
    """The house with its worker, who does what is queued after every act and every night, and a box of letters."""

    def __init__(self, business: Business, providers: Mapping[ProviderName, Provider] | None = None) -> None:
        self.business, self.box = business, Letterbox()
        dsn = business.server.seat_dsn(Seat.WORKER, business.database)
        self.worker = chores(dsn, self.box, business.clock, providers=providers)
        self.working = Working(business, self.worker, from_the_first=True)

    def does(self, seat: Seat, command: Command) -> Any:
        """Somebody does something, and the worker what follows from it."""
        event = self.business.answer(seat, command).event
        self.working.all_jobs()
        return event

    def nights(self, until: date) -> None:
        """All nights to the morning of that day."""
        while today(self.business) < until:
            now = self.business.clock.now()
            morning = now.replace(hour=6, minute=0, second=0, microsecond=0) + timedelta(days=1)
            self.business.clock.advance(morning - now)
            self.worker.reach_today()
            self.worker.bill_today()
            self.working.all_jobs()
            self.working.money_of_the_night()
            self.working.collects()

    def letters(self) -> list[str]:
        """What every letter that arrived was about, in their order; those of one moment by name."""
        self.working.all_jobs()
        rows = self.business.rows(
            "SELECT m.template FROM umlauf.mail m WHERE m.state = 'sent' ORDER BY m.created_at, m.template"
        )
        assert len(rows) == len(self.box.sent) == len({letter.key for letter in self.box.sent})
        return [row["template"] for row in rows]

    def papers(self) -> list[tuple[str, str, str]]:
        """Every invoice and credit note: day, kind, and what it asks for."""
        rows = self.business.rows(
            "SELECT issued_on::text AS day, kind, gross_minor FROM umlauf.invoice ORDER BY series, series_number"
        )
        return [(row["day"], row["kind"], f"{row['gross_minor'] / 100:.2f}") for row in rows]

    def holders(self) -> dict[str, str]:
        """Each thing by its code: its status, and who has it."""
        rows = self.business.rows(
            "SELECT a.code, a.status, p.family_name AS name FROM umlauf.asset a"
            " LEFT JOIN umlauf.contract_line l ON l.id = a.holder_line_id"
            " LEFT JOIN umlauf.contract c ON c.id = l.contract_id"
            " LEFT JOIN umlauf.customer_personal p ON p.customer_id = c.customer_id ORDER BY a.code"
        )
        return {row["code"]: f"{row['status']} {row['name'] or ''}".strip() for row in rows}

    def tasks(self) -> list[str]:
        """What waits for a person."""
        rows = self.business.rows("SELECT kind FROM umlauf.task WHERE closed_at IS NULL ORDER BY opened_at, id")
        return [row["kind"] for row in rows]


@contextmanager
def walked(business: Business, providers: Mapping[ProviderName, Provider] | None = None) -> Iterator[Walk]:
    """Nobody works any more afterwards."""
    walk = Walk(business, providers)
    try:
        yield walk
    finally:
        walk.worker.close()
