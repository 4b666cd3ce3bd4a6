"""Who owes something overdue and still holds things of ours: asked by dunning, cases and the owner's figures alike."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from domain.dunning.model import Account, Item
from domain.errors import RuleViolation
from domain.ids import AssetId, CustomerId
from domain.losses.settings import LossSettings
from domain.losses.worth import residual_of
from domain.money import Money, total
from domain.views.dunning import HolderRow, Who
from storage.database import Row
from storage.queries.dunning_papers import HELD_BY_SQL
from storage.queries.dunning_run import overdue_accounts
from storage.queries.office_parts import NAME
from storage.repositories.losses import IN_USE_MANY_SQL, in_use_from
from storage.repositories.settings import losses_from

Read = Callable[..., list[Row]]
_WHO: Final = f"""
    SELECT c.id, c.number, coalesce({NAME}, '') AS name FROM umlauf.customer c
    LEFT JOIN umlauf.customer_personal p ON p.customer_id = c.id WHERE c.id = ANY(%(ids)s::uuid[])"""  # noqa: S608 - constants only
_LOSSES: Final = "SELECT value FROM umlauf.setting WHERE name = 'losses'"


def owes_and_holds(read: Read, day: date) -> list[HolderRow]:
    """A row a thing; the longest debt first."""
    rows = held_by(read, list(overdue_accounts(read, day)), day)
    rows.sort(key=lambda each: (-each.days, each.who.number, each.code))
    return rows


def held_by(read: Read, accounts: Sequence[Account], day: date) -> list[HolderRow]:
    """What those of them hold who owe something by that day: three questions, however many they are."""
    owing = {each.customer_id: overdue for each in accounts if (overdue := overdue_of(each, day))}
    things = read(HELD_BY_SQL, ids=list(owing))
    worths = _worths(read, [row["id"] for row in things], day)
    names = names_of(read, [CustomerId(row["customer_id"]) for row in things])
    of_customer: dict[CustomerId, list[Row]] = defaultdict(list)
    for row in things:
        of_customer[CustomerId(row["customer_id"])].append(row)
    return [
        _row(names[who], row, overdue, worths[row["id"]], day)
        for who, overdue in owing.items()
        for row in of_customer[who]
    ]


def names_of(read: Read, ids: Sequence[CustomerId]) -> dict[CustomerId, Who]:
    rows = read(_WHO, ids=list(ids))
    return {CustomerId(row["id"]): Who(CustomerId(row["id"]), row["number"], row["name"]) for row in rows}


def overdue_of(account: Account, day: date) -> tuple[Item, ...]:
    """Costs and interest are due at once, whatever day their document names."""
    return tuple(each for each in account.items if each.due_on < day or each.is_claim)


def _row(who: Who, row: Row, overdue: Sequence[Item], worth: Money | None, day: date) -> HolderRow:
    currency = overdue[0].open.currency
    owing = total((each.open for each in overdue if each.open.currency == currency), currency)
    level, days = max(each.level for each in overdue), max((day - min(each.due_on for each in overdue)).days, 0)
    return HolderRow(who, AssetId(row["id"]), row["code"], row["title"], row["contract"], worth, owing, level, days)


def _worths(read: Read, ids: Sequence[AssetId], day: date) -> Mapping[AssetId, Money | None]:
    """By the owner's table of losses; None: nobody knows what it cost."""
    kept = read(_LOSSES)
    settings = losses_from(kept[0]["value"] if kept else None)
    return {AssetId(row["id"]): _worth(row, day, settings) for row in read(IN_USE_MANY_SQL, ids=list(ids))}


def _worth(row: Row, day: date, settings: LossSettings) -> Money | None:
    try:
        return residual_of(in_use_from(row), day, settings)
    except RuleViolation:
        return None
