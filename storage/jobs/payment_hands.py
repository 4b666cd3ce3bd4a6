"""What the worker does about collecting: plans, hands over, looks up, listens."""

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid5

from domain.application import Command, Event
from domain.clock import Clock, today
from domain.errors import InvalidInput, RuleViolation, Unavailable
from domain.ids import CommandId, CustomerId, Entropy, InvoiceId, new_uuid
from domain.payments.attempt import AttemptStatus
from domain.payments.awaiting import LOOKED_AFTER, end_unconfirmed, look_again
from domain.payments.collecting import Collection, Collector
from domain.payments.plan_payments import PlanPayments
from domain.payments.provider import AttemptId, Provider, ProviderDown, ProviderName, ProviderRefusesUs
from domain.payments.reach_method import WARNED_BEFORE, ReachMethod, last_day
from domain.payments.record_pay_back import RecordPayBack
from domain.returns.announce_return import AnnounceReturn
from domain.returns.model import AskedBy
from domain.till.model import ReceiptId
from storage.collecting import PostgresCollectionBook
from storage.database import Database

_LOG: Final = logging.getLogger(__name__)
_AT_ONCE: Final = 500
_BACK_WITHIN: Final = 14
UNPAID: Final = "unpaid"
"""The reason of a return that unpaid bills have opened."""
Run = Callable[[CommandId, Command], Event]


class PaymentHands:
    """For one worker thread. `providers`: those that can be asked here."""

    def __init__(
        self, database: Database, run: Run, providers: Mapping[ProviderName, Provider], clock: Clock, entropy: Entropy
    ) -> None:
        self._book = PostgresCollectionBook(database)
        self._run, self._providers = run, providers
        self._clock, self._entropy = clock, entropy

    def plan(self) -> int:
        """For all open invoices that are collected, some hundred at a time; how many attempts came of it."""
        if not self._book.settings().collectors:
            return 0
        planned, after = 0, InvoiceId(UUID(int=0))
        while ids := self._book.to_plan(after, _AT_ONCE):
            planned += self.plan_for(tuple(ids))
            after = ids[-1]
        return planned

    def plan_for(self, invoice_ids: tuple[InvoiceId, ...]) -> int:
        """Before their papers are made, so that these can say when the money is fetched."""
        if not invoice_ids:
            return 0
        planned = self._do(PlanPayments(invoice_ids))
        return len(getattr(planned, "attempt_ids", ()))

    def collect_from(self, customer_id: CustomerId, receipt_id: ReceiptId | None) -> None:
        """What is open of somebody who has just left a method; at once what this receipt left open, for they stand at
        the till."""
        if receipt_id is not None and (sold := tuple(self._book.left_open(receipt_id))):
            self._do(PlanPayments(sold, at_once=True))
        self.plan_for(tuple(self._book.to_plan_of(customer_id)))
        self.collect()

    def reach_methods(self) -> int:
        """Warns of those that expire and ends those that have; how many warnings and ends."""
        day, done = today(self._clock), 0
        for method in self._book.methods_to_reach(day):
            until = last_day(method)
            stages = [each for each in WARNED_BEFORE if until is not None and until - timedelta(days=each) <= day]
            if until is None or not stages:
                continue
            stage = "ended" if until < day else f"{until.isoformat()} {min(stages)}"
            self._run(CommandId(uuid5(method.id, stage)), ReachMethod(method.id))
            done += 1
        return done

    def give_up(self) -> int:
        """What customers were to confirm and did not, by the owner's days."""
        before = today(self._clock) - timedelta(days=self._book.settings().confirm_days)
        done = 0
        for provider in self._providers.values():
            try:
                done += self._collector(provider).give_up(self._book.unconfirmed(provider.name, before))
            except (ProviderDown, ProviderRefusesUs) as down:
                _LOG.warning("%s: not looked up: %s", provider.name, down.code)
        return done

    def ask_back(self) -> int:
        """The things of contracts whose bills could not be collected so often as the owner bears; of how many."""
        settings, day, done = self._book.settings(), today(self._clock), 0
        if not settings.failed_cycles:
            return 0
        for contract_id, newest in self._book.contracts_unpaid(settings.failed_cycles, len(settings.retry_days)):
            until = day + timedelta(days=_BACK_WITHIN)
            asked = AnnounceReturn(contract_id, until, UNPAID, asked_by=AskedBy.DAY)
            try:
                self._run(CommandId(uuid5(contract_id, f"unpaid {newest}")), asked)
            except (RuleViolation, InvalidInput) as refused:
                _LOG.warning("things of an unpaid contract were not asked back: %s", refused.code)
            else:
                done += 1
        return done

    def erase(self) -> int:
        """Accounts and tokens that nobody may need any more; of how many methods."""
        return self._book.erase_old(today(self._clock))

    def collect(self) -> Collection:
        """What is due, by each provider; what one of them breaks does not stop the others."""
        handed = answered = looked_up = 0
        is_down = False
        for provider in self._providers.values():
            try:
                done = self._collector(provider).collect()
            except Unavailable as gone:
                _LOG.warning("%s: collecting stopped: %s", provider.name, gone.code)
                is_down = True
                continue
            handed, answered = handed + done.handed_over, answered + done.answered
            looked_up, is_down = looked_up + done.looked_up, is_down or done.is_down
        return Collection(handed, answered, looked_up, is_down)

    def pay_back(self) -> int:
        """Refunds that go back through their charge; how many were asked for, or asked after once more."""
        done = 0
        for name, order in self._book.open_pay_backs():
            provider = self._providers.get(name)
            if provider is None or not provider.can.pays_back:
                continue
            try:
                answer = provider.pay_back(order)
            except (ProviderDown, ProviderRefusesUs) as down:
                _LOG.warning("%s: nothing was paid back: %s", name, down.code)
                continue
            self._do(RecordPayBack(order.key, answer))
            done += 1
        return done

    def clear_waiting(self) -> int:
        """What nobody confirmed in time, and of what an answer is long missing; of how many something became true."""
        now, done = self._clock.now(), 0
        confirmed_by = now - timedelta(days=self._book.settings().confirm_days)
        for name, provider in self._providers.items():
            unconfirmed = self._book.waiting(name, AttemptStatus.NEEDS_CUSTOMER, confirmed_by)
            silent = self._book.waiting(name, AttemptStatus.PENDING, now - LOOKED_AFTER)
            try:
                done += end_unconfirmed(provider, unconfirmed, self._do, self._clock)
                done += look_again(provider, silent, self._do, self._clock)
            except (ProviderDown, ProviderRefusesUs) as down:
                _LOG.warning("%s: what waits was not looked at: %s", name, down.code)
        return done

    def listen(self) -> int:
        """What providers tell by themselves; how much."""
        return sum(self._collector(each).listen() for each in self._providers.values())

    def look_up(self, attempt_id: AttemptId) -> None:
        """One of them, because somebody wants to know; who cannot be asked now is asked by the next go."""
        known = self._book.one(attempt_id)
        provider = None if known is None else self._providers.get(known[0])
        if known is None or provider is None or not provider.can.looks_up:
            return
        try:
            self._collector(provider).look_up(attempt_id, known[1])
        except (ProviderDown, ProviderRefusesUs) as down:
            _LOG.warning("%s: not looked up: %s", provider.name, down.code)

    def _collector(self, provider: Provider) -> Collector:
        return Collector(provider, self._book, self._do, self._clock)

    def _do(self, command: Command) -> Event:
        return self._run(CommandId(new_uuid(self._clock.now(), self._entropy)), command)
