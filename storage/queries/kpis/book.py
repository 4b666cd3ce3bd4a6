"""Answers what the owner asks of the numbers; on the thread of its database."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from domain.billing.tax import TaxRules
from domain.clock import LEGAL_ZONE, Clock
from domain.ids import ProductId
from domain.kpis.depreciation import DepreciationSettings
from domain.kpis.movement import Movement
from domain.money import EUR
from domain.settings.book import Kept
from domain.views.kpis import (
    AtRisk,
    Cohort,
    CollectedRow,
    ComingBack,
    Count,
    Counted,
    FleetRow,
    MoveRow,
    ProductWorth,
    ThingRow,
)
from storage.database import Database
from storage.queries.kpis import books, collected, counts, fleet, revenue
from storage.queries.kpis.worth import Worths


class Kpis:
    """`domain.views.kpis.KpiQuestions`."""

    def __init__(self, database: Database, rules: TaxRules, clock: Clock) -> None:
        self._database, self._rules, self._clock = database, rules, clock

    def movements(self, marks: Sequence[date]) -> Sequence[Movement]:
        return revenue.movements(self._database, self._worths(marks[-1]), marks)

    def moved(self, start_on: date, end_on: date) -> Sequence[MoveRow]:
        return revenue.moved(self._database, self._worths(end_on), (start_on, end_on))

    def products(self, day: date) -> Sequence[ProductWorth]:
        return revenue.products(self._database, self._worths(day), day)

    def cohorts(self, first_month: date, day: date) -> Sequence[Cohort]:
        return revenue.cohorts(self._database, self._worths(day), first_month, day)

    def fleet(self, start_on: date, end_on: date) -> Sequence[FleetRow]:
        return fleet.fleet(self._database, start_on, end_on)

    def things(self, product_id: ProductId, day: date) -> Sequence[ThingRow]:
        now = min(self._clock.now(), datetime.combine(day, time.max, LEGAL_ZONE))
        return fleet.things(self._database, product_id, now)

    def counted(self, start_on: date, end_on: date) -> Mapping[Count, Counted]:
        return counts.counted(self._database, self._worths(end_on), start_on, end_on)

    def depreciation(self) -> Kept[DepreciationSettings]:
        return books.rules(self._database)

    def collected(self, start_on: date, end_on: date) -> Sequence[CollectedRow]:
        return collected.collected(self._database, start_on, end_on)

    def at_risk(self, day: date) -> Sequence[AtRisk]:
        return counts.at_risk(self._database, day)

    def coming_back(self, day: date, weeks: int) -> Sequence[ComingBack]:
        return counts.coming_back(self._database, day, weeks)

    def _worths(self, until: date) -> Worths:
        return Worths.now(self._database, self._rules, until, EUR)
