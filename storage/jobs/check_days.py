"""What checks wait for outside of the house: a bureau's word, an identity service's. Asked by the worker, never inside
of a command, and noted before and after.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import uuid5

from domain.application import Command, Event
from domain.checks.ask_bureau import AskBureau
from domain.checks.desks import CheckDesks
from domain.checks.erase_check_detail import CheckDetailErased, EraseCheckDetail
from domain.checks.facts import CheckFacts
from domain.checks.following import follow_check, judge
from domain.checks.identity import IdentitySession, IdentityState
from domain.checks.judge_order import needs_of
from domain.checks.lapse_money import LapseMoney
from domain.checks.model import Asked, Stage
from domain.checks.note_bureau import NoteBureau
from domain.checks.note_identity import NoteIdentity
from domain.checks.settings import BureauDown
from domain.checks.stepping import CheckStepped
from domain.checks.verdict import BureauFault, CheckUnavailable, Need
from domain.clock import legal_day
from domain.errors import AppError, Unavailable
from domain.ids import CommandId, OrderId
from storage.database import Database, Row
from storage.repositories.check_facts import check_facts
from storage.repositories.settings import checks_from

_LOG: Final = logging.getLogger(__name__)
_LOST_AFTER: Final = timedelta(minutes=10)
_BATCH: Final = 200
_WAITING: Final = (
    "SELECT k.order_id, k.stage, k.bureau, k.identity, l.n, l.taken_at, coalesce(b.why, '') AS fault,"
    " coalesce(i.step, '') AS identity_step, coalesce(i.reference, '') AS reference, coalesce(i.why, '') AS state"
    " FROM umlauf.order_check k"
    " LEFT JOIN LATERAL (SELECT s.n, c.effective_at AS taken_at FROM umlauf.order_check_step s"
    " JOIN umlauf.command c ON c.command_id = s.command_id WHERE s.order_id = k.order_id"
    " ORDER BY s.n DESC LIMIT 1) l ON true"
    " LEFT JOIN LATERAL (SELECT s.why FROM umlauf.order_check_step s WHERE s.order_id = k.order_id"
    " AND s.step = 'bureau_failed' ORDER BY s.n DESC LIMIT 1) b ON true"
    " LEFT JOIN LATERAL (SELECT s.step, s.reference, s.why FROM umlauf.order_check_step s WHERE s.order_id = k.order_id"
    " AND s.step IN ('ask_identity', 'identity_said') ORDER BY s.n DESC LIMIT 1) i ON true"
    " WHERE k.stage IN ('open', 'review', 'red', 'money', 'second') AND (k.stage = 'open' OR k.identity = 'waits')"
    " AND (%(id)s::uuid IS NULL OR k.order_id = %(id)s) ORDER BY k.opened_at"
)
_SETTINGS: Final = "SELECT value FROM umlauf.setting WHERE name = 'checks'"
_UNPAID: Final = (
    "SELECT k.order_id FROM umlauf.order_check k JOIN LATERAL (SELECT s.on_day FROM umlauf.order_check_step s"
    " WHERE s.order_id = k.order_id AND s.step IN ('ask_money', 'receive', 'money_back') ORDER BY s.n DESC LIMIT 1) a"
    " ON a.on_day < %(day)s::date - %(within)s::integer WHERE k.stage = 'money' ORDER BY k.order_id"
)
_OLD: Final = (
    "SELECT order_id FROM umlauf.order_check WHERE erased_on IS NULL AND decided_on < %(day)s::date - %(keep)s::integer"
    " AND stage IN ('passed', 'refused', 'closed') ORDER BY decided_on, order_id LIMIT %(most)s"
)
Run = Callable[[CommandId, Command], Event]


@dataclass(frozen=True, slots=True)
class CheckLook:
    """One look at all that waits, at one instant."""

    database: Database
    desks: CheckDesks
    run: Run
    at: datetime

    def look(self, only: OrderId | None = None) -> int:
        """How many were looked at; one that refuses is left for next time.

        Raises Unavailable: our own database went away; the rest is done next time.
        """
        rows = self.database.read(_WAITING, id=only)
        for row in rows:
            try:
                self._look(row)
            except Unavailable:
                raise
            except AppError as refused:
                _LOG.warning("check %s was not looked at: %s", row["order_id"], refused.code)
        return len(rows)

    def hear(self, session: IdentitySession) -> None:
        """What the identity service told by itself, of the order that waits for it; of any other it is nothing."""
        rows = self.database.read(_WAITING, id=None)
        for row in rows:
            if row["identity"] == Asked.WAITS and row["reference"] == session.reference:
                self._note(OrderId(row["order_id"]), row, session)

    def lapse(self) -> int:
        """Money that was not paid in the days that the owner gives for it; of how many orders."""
        day, within = legal_day(self.at), self._settings().pay_within
        rows = self.database.read(_UNPAID, day=day, within=within)
        for row in rows:
            order_id = OrderId(row["order_id"])
            run = partial(self._named, order_id, {"n": day.isoformat()})
            follow_check(run("lapse", LapseMoney(order_id)), day, run)
        return len(rows)

    def erase(self) -> int:
        """The detail of checks that were decided long enough ago, as the owner wants it; of how many."""
        keep, day = self._settings().keep_days, legal_day(self.at)
        done = 0
        while rows := self.database.read(_OLD, day=day, keep=keep, most=_BATCH):
            ids = tuple(OrderId(row["order_id"]) for row in rows)
            answer = self.run(CommandId(uuid5(ids[0], f"erase {day.isoformat()}")), EraseCheckDetail(ids))
            if not isinstance(answer, CheckDetailErased) or not answer.order_ids:
                break
            done += len(answer.order_ids)
        return done

    def _settings(self) -> Any:
        rows = self.database.read(_SETTINGS)
        return checks_from(rows[0]["value"] if rows else None)

    def _look(self, row: Row) -> None:
        order_id = OrderId(row["order_id"])
        if row["stage"] == Stage.OPEN:
            self._ask_bureau(order_id, row)
            self._judge(order_id, row)
        if row["identity"] == Asked.WAITS:
            self._ask_identity(order_id, row)

    def _named(self, order_id: OrderId, row: Row, name: str, command: Command) -> Event:
        return self.run(CommandId(uuid5(order_id, f"{name} {row['n']} {self.at.isoformat()}")), command)

    def _judge(self, order_id: OrderId, row: Row) -> None:
        judge(order_id, legal_day(self.at), partial(self._named, order_id, row))

    def _ask_bureau(self, order_id: OrderId, row: Row) -> None:
        """Where a rule wants it, and nobody was asked; again only where surely nobody was."""
        settings, asked = self._settings(), Asked(row["bureau"])
        if asked is Asked.WAITS:
            if self.at - row["taken_at"] > _LOST_AFTER:
                self._named(order_id, row, "lost", NoteBureau(order_id, None, fault=BureauFault.UNKNOWN))
            return
        may_again = settings.bureau_down is BureauDown.WAIT and row["fault"] == BureauFault.UNREACHED
        if asked is Asked.SAID or (asked is Asked.FAILED and not may_again):
            return
        facts = check_facts(self.database.read, order_id, legal_day(self.at), self.desks.accounts)
        if Need.BUREAU not in needs_of(facts, settings):
            return
        self._named(order_id, row, "ask bureau", AskBureau(order_id))
        self._named(order_id, row, "bureau", self._bureau_note(facts))

    def _bureau_note(self, facts: CheckFacts) -> NoteBureau:
        """What it said, or why it did not; a house that named no bureau turned the question away itself."""
        desk = self.desks.bureau
        if desk is None:
            return NoteBureau(facts.order_id, None, fault=BureauFault.REFUSED)
        try:
            said = desk.verdict(facts)
        except CheckUnavailable as error:
            return NoteBureau(facts.order_id, None, fault=_fault(error.facts))
        return NoteBureau(facts.order_id, said.colour, said.score, codes=tuple(each.detail for each in said.reasons))

    def _ask_identity(self, order_id: OrderId, row: Row) -> None:
        session = self._session(order_id, row)
        if session is not None:
            self._note(order_id, row, session)

    def _note(self, order_id: OrderId, row: Row, session: IdentitySession) -> None:
        if session.state == row["state"] and row["reference"]:
            return
        url = "" if row["reference"] else session.url
        note = NoteIdentity(order_id, session.reference, session.state, url)
        done = self._named(order_id, row, "identity", note)
        if isinstance(done, CheckStepped) and done.stage is Stage.OPEN:
            self._judge(order_id, row)

    def _session(self, order_id: OrderId, row: Row) -> IdentitySession | None:
        """None: nothing new, or nobody answers; asked again with the next look. The key keeps it to one session."""
        desk = self.desks.identity
        if desk is None:
            return None if row["reference"] else IdentitySession("", IdentityState.FAILED)
        try:
            if row["reference"] and row["identity_step"] == "identity_said":
                return desk.look(row["reference"])
            facts = check_facts(self.database.read, order_id, legal_day(self.at), self.desks.accounts)
            return desk.open(facts, f"identity-{order_id}-{row['n']}")
        except CheckUnavailable as error:
            _LOG.warning("identity of %s: %s", order_id, _fault(error.facts))
            return None


def _fault(facts: Mapping[str, object]) -> BureauFault:
    said = facts.get("fault")
    return said if isinstance(said, BureauFault) else BureauFault.UNKNOWN
