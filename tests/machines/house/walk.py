"""The machine: one house, one die, all processes. What went wrong is told with the whole story and the seed."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from domain.billing.request_billing_run import RequestBillingRun
from storage.embedded import EmbeddedServer
from tests.machines.house import (
    bank,
    buyouts,
    care,
    catalogue,
    changes,
    checks,
    endings,
    floor,
    invariants,
    looking,
    losses,
    loyalty,
    money,
    office,
    orders,
    promises,
    refunds,
    repairs,
    returns,
    stock,
    supplies,
    swaps,
    transfers,
)
from tests.machines.house.world import Chances, House
from tests.storage.business import open_business

PROCESSES: Final = (
    floor, money, changes, supplies, returns, swaps, buyouts, refunds, endings, loyalty, repairs, promises,
    losses, transfers, care, office, bank, checks, stock,
)  # fmt: skip
_TOLD: Final = 60
_LAST_WAIT: Final = 40


@dataclass
class Tally:
    """What was done and what was refused in several houses, by command and code."""

    walks: int = 0
    steps: int = 0
    days: int = 0
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, house: House) -> None:
        self.walks += 1
        self.steps += house.number
        self.days += house.days
        self.outcomes += house.outcomes

    def __str__(self) -> str:
        lines = [f"{self.walks} houses, {self.steps} steps, {self.days} days"]
        lines += [f"{name:24} {code:34} {count:7}" for (name, code), count in sorted(self.outcomes.items())]
        return "\n".join(lines)


def _night(house: House) -> None:
    house.night()
    invariants.after_a_night(house)


def _some_days(house: House) -> None:
    """Mostly the worker is there every night; sometimes its machine was off."""
    if house.chance(25):
        house.sleeps(house.between(1, 12))
        _night(house)
        return
    for _ in range(house.one_of([1, 1, 2, 5, 9])):
        _night(house)


def _letters(house: House) -> None:
    for row in house.rows("SELECT DISTINCT batch_id FROM umlauf.outbox WHERE status = 'waiting' ORDER BY 1 LIMIT 5"):
        house.worker.make_papers(row["batch_id"])
        house.worker.send_letters(row["batch_id"])


def _chances(house: House) -> Chances:
    goods = catalogue.opened(house)
    counter = orders.Counter(goods)
    counter.first_customers(house)
    here: Chances = (
        (1, counter.somebody_comes),
        (9, counter.order),
        (1, counter.think_again),
        (6, counter.goods_come_in),
        (2, counter.locks_come_in),
        (1, counter.a_shelf_is_built),
        (14, _some_days),
        (1, _letters),
    )
    every = [here, looking.Reader(house).steps, *(process.STEPS for process in PROCESSES)]
    return tuple(chance for chances in every for chance in chances)


def walk(server: EmbeddedServer, seed: int, steps: int) -> House:
    """So many steps in a house of its own, and a last long wait in which everything is billed."""
    with open_business(server) as business:
        house = House(business, seed)
        try:
            chances = _chances(house)
            weights, doings = [weight for weight, _ in chances], [step for _, step in chances]
            for _ in range(steps):
                house.number += 1
                [step] = house.luck.choices(doings, weights)
                step(house)
                invariants.always(house)
            _close(house)
        except Exception as error:
            error.add_note(f"seed {seed}, step {house.number}; the end of the story:")
            for sentence in house.story[-_TOLD:]:
                error.add_note(sentence)
            raise
        finally:
            house.close()
    return house


def _close(house: House) -> None:
    house.sleeps(_LAST_WAIT)
    for row in house.rows("SELECT id FROM umlauf.contract WHERE held_until IS NOT NULL ORDER BY number"):
        house.tries(money.ReleaseBilling(row["id"]))
    _night(house)
    house.tries(RequestBillingRun(house.today, with_backlog=True))
    invariants.always(house)
    invariants.in_the_end(house)
    _letters(house)
