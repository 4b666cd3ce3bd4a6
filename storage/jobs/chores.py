"""What the worker does, free of any queue: draw consequences, run the bills, make papers, send letters."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Final
from uuid import UUID, uuid5

from domain.application import Command, Event, Handler, Seat
from domain.banking.debit_files import Creditor, FileShelf
from domain.billing.check_numbers import CheckNumbers
from domain.billing.request_billing_run import RequestBillingRun
from domain.billing.run import run_id_of
from domain.billing.run_billing import run_billing, watched_batch
from domain.checks.desks import CheckDesks
from domain.clock import Clock, legal_day, today
from domain.consequences import Fact, follow
from domain.consequences import consequence_id as id_of
from domain.errors import AppError
from domain.ids import CommandId, Entropy, OrderId
from domain.messages.bounces import ReturnedMail
from domain.messages.decide_mail import MailDecided
from domain.messages.invoice_letter import LetterWriter
from domain.messages.letter import Post
from domain.messages.news import news_of
from domain.messages.resend_mail import MailResent
from domain.messages.send_test_mail import MailTried
from domain.papers import Papers
from domain.payments.collect_now import CollectionAsked
from domain.payments.look_up_payment import LookUpAsked
from domain.payments.provider import NoticeReader, Provider, ProviderName
from domain.portal.send_code import SendCode
from domain.settings.change_availability_settings import ChangeAvailabilitySettings
from domain.tasks.note_failed_job import NoteFailedJob
from domain.tasks.try_again import JobTriedAgain
from storage.billing_runs import PostgresRunBook
from storage.codec import Codec
from storage.database import Database
from storage.debit_shelf import DebitShelf, creditor_of
from storage.jobs.availability_days import reach_availability
from storage.jobs.buyout_days import reach_buyouts
from storage.jobs.check_days import CheckLook
from storage.jobs.contract_days import apply_prices, reach_contracts, renew_customers, start_contracts
from storage.jobs.counter_days import tell_agreements
from storage.jobs.dunning_days import note_sent_letters, reach_dunning
from storage.jobs.enclosures import Enclosures
from storage.jobs.hand import WorkerHand
from storage.jobs.lanes import Lanes
from storage.jobs.loss_days import charge_losses, reach_transfers
from storage.jobs.mail_days import run_and_tell, tell_upcoming
from storage.jobs.maintenance_days import look_at_maintained
from storage.jobs.payment_hands import PaymentHands
from storage.jobs.place_days import lose_sought
from storage.jobs.quote_days import reach_quotes
from storage.jobs.referral_days import look_at_referrals
from storage.jobs.return_days import charge_claims, reach_all_returns
from storage.jobs.swap_days import reach_swaps
from storage.jobs.tier_days import look_at_tiers
from storage.jobs.worth_days import keep_worth
from storage.mailing.room import LetterRoom
from storage.method_setups import MethodSetups
from storage.notices import take_notice
from storage.outbox import STATEMENT, Outbox, statement_file
from storage.portal.address import portal_address
from storage.portal.carrying_out import WishHand
from storage.portal.forgetting import forget_requests
from storage.queries.final_statements import final_statement
from storage.queries.papers import invoice_sheet
from storage.repositories.settings import house_from
from storage.unit import HouseRules

FOLLOW: Final = "follow_command"
_KNOWN_BY: Final = ("number", "order_number", "return_number", "contract_number", "asset_code", "subject")
"""What events call the number that people know a thing by."""


MakeProviders = Callable[[FileShelf, Callable[[], Creditor | None], str], Mapping[ProviderName, Provider]]
MakeReaders = Callable[[Mapping[ProviderName, Provider]], Mapping[ProviderName, NoticeReader]]


@dataclass(frozen=True, slots=True)
class Outside:
    """What the worker needs of other rooms."""

    papers: Papers
    letters: LetterWriter
    post: Post
    returned: ReturnedMail | None = None
    checks: CheckDesks = field(default_factory=CheckDesks)
    providers: MakeProviders = lambda _shelf, _creditor, _pages: {}
    readers: MakeReaders = lambda _providers: {}


class Chores:
    """One worker thread's hands: a connection of the worker's login and the worker's rights."""

    def __init__(
        self,
        database: Database,
        *,
        handlers: Mapping[type[Command], Handler],
        clock: Clock,
        entropy: Entropy,
        house: HouseRules,
        outside: Outside,
    ) -> None:
        self._database, house = database, replace(house, accounts=outside.checks.accounts)
        self._codec = Codec(handlers)
        self._clock = clock
        self._outside = outside
        self._outbox = Outbox(database, clock, entropy)
        enclosures = Enclosures(database, self._outbox, outside.papers, house.tax, clock)
        ways = (outside.papers, outside.letters, outside.post, outside.returned)
        self._letters = LetterRoom(database, self._outbox, enclosures, outside=ways, clock=clock, entropy=entropy)
        self._runs = PostgresRunBook(database)
        self._tax = house.tax
        self._hand = WorkerHand(database, handlers, clock, entropy, house)
        shelf, pages = DebitShelf(database, self._hand.run), portal_address(database.read_one)
        providers = outside.providers(shelf, lambda: creditor_of(database), pages)
        self._readers = outside.readers(providers)
        self.payments = PaymentHands(database, self._hand.run, providers, clock, entropy)
        self.setups = MethodSetups(database, self._hand.run, providers, pages, self.payments.collect_from)
        self._wishes = WishHand(database.another(), handlers, clock, entropy, house)
        self._lanes = Lanes(lambda: WorkerHand(database.another(), handlers, clock, entropy, house))

    def follow_command(self, command_id: UUID) -> None:
        """Reads the stored fact again and draws its consequences. Told twice, they are applied once."""
        fact = self._fact(command_id)
        if fact is None:
            return
        if self._is_done(fact, command_id):
            return

        drawn: list[Event] = []

        def run(name: str, consequence: Command) -> Event:
            drawn.append(self._hand.run(id_of(fact, name), consequence))
            return drawn[-1]

        follow(fact, run)
        for name, news in news_of(fact, drawn):
            self._hand.run(id_of(fact, name), news)

    def _is_done(self, fact: Fact, command_id: UUID) -> bool:
        """Facts that ask for work of the worker itself instead of further commands."""
        if isinstance(fact.command, RequestBillingRun):
            self._bill_as_asked(command_id, fact.command)
        elif isinstance(fact.event, MailDecided | MailResent | MailTried):
            self._letters.send_due()
        elif isinstance(fact.event, LookUpAsked):
            self.payments.look_up(fact.event.attempt_id)
        elif isinstance(fact.event, CollectionAsked):
            self.payments.collect()
        elif isinstance(fact.event, JobTriedAgain):
            self._do_again(fact.event)
        elif isinstance(fact.command, ChangeAvailabilitySettings):
            reach_availability(fact.day, self._database, self._hand.run, f"settings {command_id}")
        else:
            return False
        return True

    def look_at_checks(self, order_id: UUID | None = None) -> int:
        """Asks whoever orders in check wait for; how many were looked at. `order_id` None: all of them."""
        return self._checks().look(None if order_id is None else OrderId(order_id))

    def _checks(self) -> CheckLook:
        now = self._clock.now()
        run = partial(run_and_tell, self._hand.run, legal_day(now))
        return CheckLook(self._database, self._outside.checks, run, now)

    def carry_out_wish(self, wish_id: UUID) -> None:
        """What a customer wished for on the pages; what follows is drawn from the fact, as always."""
        self._wishes.carry_out(wish_id)

    def send_code(self, request_id: UUID) -> None:
        """The code that somebody asked for, if the address is a customer's."""
        self._hand.run(CommandId(uuid5(request_id, "code")), SendCode(request_id))

    def note_failure(self, job: str, ref: str, error: Exception) -> None:
        """Opens a task about a job that is given up; about a fact by the number that people know."""
        fact = None
        if job == FOLLOW:
            with suppress(Exception):  # what stands against it may be the fact itself
                fact = self._fact(UUID(ref))
        what = "" if fact is None else type(fact.command).__name__
        numbers = (getattr(fact.event, name, "") for name in _KNOWN_BY) if fact is not None else ()
        about = next(filter(None, numbers), what or job)
        said = error.code if isinstance(error, AppError) else type(error).__name__
        day = today(self._clock).isoformat()
        known = CommandId(uuid5(UUID(int=0), f"failed {job} {ref or day}"))
        self._hand.run(known, NoteFailedJob(job, ref, str(about), what, said))

    def _do_again(self, wish: JobTriedAgain) -> None:
        of_a_day: dict[str, Callable[[], object]] = {
            "reach_today": self.reach_today,
            "bill_today": self.bill_today,
            "check_numbers": self.check_numbers,
            "plan_payments": self.payments.plan,
        }
        by_ref: dict[str, Callable[[UUID], object]] = {
            FOLLOW: self.follow_command,
            "make_papers": self.make_papers,
            "send_letters": self.send_letters,
            "carry_out_wish": self.carry_out_wish,
            "send_code": self.send_code,
            "take_notice": self.take_notice,
            "set_up_method": self.setups.set_up,
            "look_at_check": self.look_at_checks,
        }
        if wish.job in by_ref:
            by_ref[wish.job](UUID(wish.ref))
        else:
            of_a_day[wish.job]()

    def bill(self, run_id: UUID, as_of: date, issued_on: date | None = None) -> int:
        """Bills all that is due; the number of documents written."""
        lanes = self._lanes
        return run_billing(run_id, as_of, self._runs, lanes.run, issued_on=issued_on, spread=lanes.spread)

    def _bill_as_asked(self, command_id: UUID, wish: RequestBillingRun) -> None:
        """Somebody may be looking on: smaller batches, so that the run shows how far it is and can be ended."""
        run_id, only = run_id_of(command_id), wish.contract_ids
        batch = watched_batch(self._runs.count_due(wish.as_of, only))
        run_billing(
            *(run_id, wish.as_of, self._runs, self._lanes.run, batch),
            only=only,
            with_backlog=wish.with_backlog,
            spread=self._lanes.spread,
        )

    def check_numbers(self) -> None:
        """Once for each legal day, however often it is started: a gap opens a task."""
        day = today(self._clock)
        self._hand.run(CommandId(uuid5(UUID(int=0), f"numbers {day.isoformat()}")), CheckNumbers())

    def bill_today(self) -> int:
        """The nightly run: one for each legal day, however often it is started. Bills wait for review first, where
        the owner wants that."""
        day = today(self._clock)
        settings = house_from(self._database.read).settings
        return self.bill(uuid5(UUID(int=0), f"nightly {day.isoformat()}"), settings.due_until(day), day)

    def reach_today(self) -> int:
        """What the day makes true of contracts (ends, pauses, renewals, prices, overdue things); of how many."""
        day = today(self._clock)
        reach_buyouts(day, self._database, self._hand.run)
        renew_customers(day, self._database, self._hand.run)
        started = start_contracts(day, self._database, partial(run_and_tell, self._hand.run, day))
        tell_upcoming(day, self._database, self._hand.run)
        changed = started + reach_contracts(day, self._database, self._hand.run)
        changed += reach_all_returns(day, self._database, self._hand.run)
        changed += charge_claims(day, self._database, self._hand.run)
        changed += reach_quotes(day, self._database, self._hand.run)
        changed += reach_availability(day, self._database, self._hand.run)
        changed += tell_agreements(day, self._database, self._hand.run)
        changed += look_at_maintained(day, self._database, self._hand.run)
        changed += lose_sought(day, self._database, self._hand.run)
        changed += reach_swaps(day, self._database, self._hand.run)
        changed += charge_losses(day, self._database, self._hand.run)
        changed += reach_transfers(day, self._database, self._hand.run)
        changed += reach_dunning(day, self._database, self._hand.run)
        changed += look_at_referrals(day, self._database, self._hand.run)
        forget_requests(self._database)
        changed += look_at_tiers(day, self._database, self._hand.run)
        changed += self._checks().lapse()
        changed += self._checks().erase()
        changed += apply_prices(day, self._database, self._hand.run)
        keep_worth(day, self._database, self._tax)
        return changed

    def take_notice(self, notice_id: UUID) -> None:
        """What a provider posted. Raises Unavailable: it is read again later."""
        heard = (self._outside.checks.notices, lambda session: self._checks().hear(session))
        take_notice(notice_id, self._database, self._readers, self._hand.run, self.setups.settled, identity=heard)

    def make_papers(self, batch_id: UUID) -> None:
        """The PDF of each invoice of one transaction."""
        waiting = self._outbox.of_batch(batch_id, "waiting")
        self.payments.plan_for(tuple(each.invoice_id for each in waiting))
        for promise in waiting:
            sheet = invoice_sheet(self._database, promise.invoice_id)
            self._outbox.keep_paper(promise, self._outside.papers.invoice(sheet))
        for promise in self._outbox.of_batch(batch_id, "waiting", STATEMENT):
            paper = self._outside.papers.final_statement(final_statement(self._database, promise.invoice_id))
            self._outbox.keep_paper(promise, paper, STATEMENT, statement_file(promise.number))
        self._outbox.queue_letters(batch_id)

    def send_letters(self, batch_id: UUID) -> None:
        """Sends what has its paper. What cannot go now is tried again by `send_due`."""
        self._letters.send_batch(batch_id)
        note_sent_letters(self._database, self._hand.run)

    def send_due(self) -> int:
        """Letters that were to wait, are tried again or were asked for by a person; how many went out."""
        done = self._letters.send_due()
        note_sent_letters(self._database, self._hand.run)
        return done

    def close(self) -> None:
        self._wishes.close()
        self._database.close()

    def _fact(self, command_id: UUID) -> Fact | None:
        row = self._database.read_one(
            "SELECT name, seat, payload, result, effective_at FROM umlauf.command"
            " WHERE command_id = %(id)s AND outcome = 'applied'",
            id=command_id,
        )
        if row is None:
            return None
        command = self._codec.read_command(row["name"], row["payload"], {})
        event = self._codec.read_event(row["result"])
        at = row["effective_at"]
        return Fact(CommandId(command_id), Seat(row["seat"]), command, event, legal_day(at), at)


MakeChores = Callable[[], Chores]
