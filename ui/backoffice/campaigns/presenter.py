"""Looks at all contracts that a new price would concern, some hundred at a time, and announces it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol
from uuid import uuid4

from domain.application import Event
from domain.clock import today
from domain.contracts.announce_price_change import AnnouncePriceChange
from domain.contracts.price_campaign import CampaignId
from domain.ids import ContractId
from domain.money import Currency, Money
from domain.views.campaigns import CampaignLine, CampaignPart, CampaignQuestion, PlanChoice
from ui.backoffice.asking import Asker, give
from ui.backoffice.campaigns.words import odd_first
from ui.desk import Desk
from ui.shell.port import Shell


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at so far. `last` is where to go on; `is_done`: that was all. `unwanted`: taken out by hand."""

    question: CampaignQuestion
    lines: tuple[CampaignLine, ...] = ()
    of: int = 0
    last: ContractId | None = None
    is_done: bool = False
    unwanted: frozenset[ContractId] = frozenset()

    def with_part(self, part: CampaignPart) -> "Looked":
        lines = (*self.lines, *part.lines)
        return replace(self, lines=lines, of=part.of, last=part.last, is_done=part.last is None)

    @property
    def currency(self) -> Currency:
        return self.question.rule.currency

    @property
    def chosen(self) -> tuple[CampaignLine, ...]:
        """Those that will get a letter."""
        return tuple(
            line for line in self.lines if line.concerned.lines and line.concerned.contract_id not in self.unwanted
        )

    @property
    def odd_first(self) -> tuple[CampaignLine, ...]:
        """What is shown: without those that were taken out."""
        kept = (line for line in self.lines if line.concerned.contract_id not in self.unwanted)
        return tuple(sorted(kept, key=odd_first))

    def year(self) -> tuple[Money, Money]:
        """What all that is chosen costs in a year, before and after."""
        made = [line.concerned for line in self.chosen]
        before, after = (sum(each.minor for each in year) for year in (
            [one.year_before for one in made], [one.year_after for one in made],
        ))  # fmt: skip
        return Money(before, self.currency), Money(after, self.currency)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be announced beside the question."""

    title: str
    object_until: date


class NewCampaignView(Protocol):
    def show_plans(self, plans: tuple[PlanChoice, ...]) -> None: ...

    def show_looked(self, looked: Looked) -> None: ...

    def show_refused(self, error: Exception) -> None: ...

    def show_announced(self, campaign_id: CampaignId) -> None: ...


class NewCampaignPresenter:
    def __init__(self, shell: Shell, desk: Desk, view: NewCampaignView, askers: tuple[Asker, Asker]) -> None:
        self._shell, self._desk, self._view = shell, desk, view
        self._plans, self._asker = askers
        self.looked: Looked | None = None
        self.is_busy = False

    @property
    def today(self) -> date:
        return today(self._desk.clock)

    def load_plans(self) -> None:
        self._plans.ask(self._desk.office.campaigns.plans, self._view.show_plans)

    def look(self, question: CampaignQuestion) -> None:
        """From the start; those that were taken out stay out."""
        before = self.looked
        if before is not None and before.question == question:
            return
        unwanted = before.unwanted if before is not None else frozenset()
        self.looked = Looked(question, unwanted=unwanted)
        self._ask(self.looked)

    def forget(self) -> None:
        """What is typed says nothing that could be looked at."""
        self.looked = None
        self._asker.forget()

    def take_out(self, contracts: frozenset[ContractId]) -> None:
        if self.looked is not None:
            self.looked = replace(self.looked, unwanted=self.looked.unwanted | contracts)
            self._view.show_looked(self.looked)

    def take_all(self) -> None:
        """Nothing is taken out any more."""
        if self.looked is not None:
            self.looked = replace(self.looked, unwanted=frozenset())
            self._view.show_looked(self.looked)

    def announce(self, wanted: Wanted) -> None:
        looked = self.looked
        if looked is None or self.is_busy or not looked.is_done:
            return
        self.is_busy = True
        question, campaign_id = looked.question, CampaignId(uuid4())
        contracts = tuple(line.concerned.contract_id for line in looked.chosen)
        command = AnnouncePriceChange(
            campaign_id, wanted.title, question.rule, question.effective_on, wanted.object_until, contracts
        )

        def done(_event: Event) -> None:
            self.is_busy = False
            self._view.show_announced(campaign_id)

        give(self._shell, self._desk, command, done, self._refused)

    def _refused(self, error: Exception) -> None:
        self.is_busy = False
        self._view.show_refused(error)

    def _ask(self, looked: Looked) -> None:
        question, after = looked.question, looked.last
        self._asker.ask(
            lambda: self._desk.office.campaigns.preview(question, after), self._found, self._view.show_refused
        )

    def _found(self, part: CampaignPart) -> None:
        if self.looked is None:
            return
        self.looked = self.looked.with_part(part)
        self._view.show_looked(self.looked)
        if not self.looked.is_done:
            self._ask(self.looked)
