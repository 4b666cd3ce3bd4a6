"""The next attempt of an invoice with all that its customer stands in: the schedule, then the days before dunning."""

from dataclasses import replace
from datetime import date

from domain.dunning.planning import next_level_on, spared_now
from domain.payments.planning import Choices, NotPlanned, OpenItem, Planned, before_step, planned
from domain.ports import Unit


def next_attempt(item: OpenItem, choices: Choices, unit: Unit, *, by_person: bool = False) -> Planned | NotPlanned:
    """As `planned`; what is used up is tried once more before the level of dunning that would follow.

    Source: RULES.md 1.7 (retries line up with dunning).
    """
    settings, day = unit.settings.payments().value, unit.today()
    found = planned(item, choices, settings, day, by_person=by_person)
    if found is not NotPlanned.USED_UP or not settings.before_dunning:
        return found
    return before_step(item, choices, settings, day, _step_on(item, unit, day))


def _step_on(item: OpenItem, unit: Unit, day: date) -> date | None:
    """The first day of the next level; None: none follows, or something holds letters back."""
    account = replace(unit.dunning.account(item.customer_id), pending=frozenset())  # the attempt itself holds nothing
    owed = next((each for each in account.items if each.invoice_id == item.invoice_id), None)
    if owed is None or spared_now(account, owed, day) is not None:
        return None
    return next_level_on(owed, unit.settings.dunning().value.procedure(account.kind))
