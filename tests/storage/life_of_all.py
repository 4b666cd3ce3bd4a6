"""Looks through every timeline there is for the commands that were given: what nobody shows is found."""

from collections.abc import Iterator
from uuid import UUID

from domain.application import Seat
from domain.views.lifecycle import LifeCursor, LifeOf, LifeQuestion, LifeRow
from domain.views.lifecycle_told import told
from storage.queries.lifecycle import Lifecycle
from tests.storage.business import Business

TABLES = {
    LifeOf.CUSTOMER: "customer",
    LifeOf.ASSET: "asset",
    LifeOf.RETURN: "return_case",
    LifeOf.ORDER: "customer_order",
    LifeOf.CONTRACT: "contract",
    LifeOf.INVOICE: "invoice",
}


def whole_life(life: Lifecycle, of: LifeOf, thing_id: UUID) -> Iterator[LifeRow]:
    """All pages, one after the other."""
    after: LifeCursor | None = None
    while True:
        page = life.page(LifeQuestion(of, thing_id, after=after, limit=400))
        yield from page.rows
        after = page.after
        if after is None:
            return


NOTHING_CAME = frozenset(
    {
        "ApplyPriceChange",
        "BookRepairCost",
        "FollowGoods",
        "LookAtAvailability",
        "LookAtTiers",
        "ReachDay",
        "TellPriceStays",
    }
)
"""The cost stands in the row of the work that it is about; of the others nothing came in that story."""


def unseen(business: Business) -> dict[str, str]:
    """Commands that were given and of which no timeline tells, with who should; the owner looks."""
    life = Lifecycle(business.connection(Seat.OWNER))
    given = {
        row["command_id"]: row["name"]
        for row in business.rows("SELECT command_id, name FROM umlauf.command WHERE outcome = 'applied'")
        if told(row["name"]).teller is not None
    }
    missing = set(given.values()) - NOTHING_CAME
    for of, table in TABLES.items():
        for row in business.rows(f"SELECT id FROM umlauf.{table}"):
            if missing:
                missing -= {given.get(each.command_id) for each in whole_life(life, of, row["id"])}
    return {name: str(told(name).teller) for name in sorted(missing)}
