"""The demo year as a newcomer finds it in the morning: there is something to do on every list."""

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from domain.application import Seat
from domain.refurbishment.model import RefurbishmentStatus
from domain.tasks.model import TaskKind
from domain.views.maintenance import DueFilter
from storage.demo.care import declare_care
from storage.demo.house import DemoHouse
from storage.demo.story import DAYS, Story
from storage.queries.floor import FloorBook
from storage.unit import HouseRules
from tests.storage.business import Business, tax_rules

ROOT = Path(__file__).resolve().parents[3]
LAST_DAY = date(2026, 11, 22)


@pytest.mark.timeout(240)
def test_the_demo_leaves_returns_and_repairs_to_do(business: Business) -> None:
    data = json.loads((ROOT / "resources/demo/radwerk.json").read_text(encoding="utf-8"))
    first_day = LAST_DAY - timedelta(days=DAYS)
    house = DemoHouse(business.connection, HouseRules(tax_rules()), Random(1), first_day)
    try:
        Story(house, data, LAST_DAY, lambda _done, _of: None).run()
        declare_care(house, data["care"])
    finally:
        house.close()
    business.clock.advance(house.clock.now() - business.clock.now())
    floor = FloorBook(business.connection(Seat.WAREHOUSE))

    announced = [row for row in floor.returns(200).rows if row.is_announced]
    assert len(announced) >= 4
    late = [row for row in announced if row.return_until is not None and row.return_until < LAST_DAY]
    assert late, "one customer is late"
    assert len({row.announced_on for row in announced}) >= 3
    reasons = business.rows("SELECT DISTINCT reason FROM umlauf.return_case WHERE is_announced")
    assert {row["reason"] for row in reasons} >= {"end_of_contract", "defect", "moving"}

    bench = floor.refurbishments(200).rows
    assert sum(row.status is RefurbishmentStatus.QUEUED for row in bench) >= 2
    assert sum(row.status is RefurbishmentStatus.IN_WORK for row in bench) == 1

    assert floor.care.list("", DueFilter.SOON, LAST_DAY).rows == ()
    coming = floor.care.list("", DueFilter.QUARTER, LAST_DAY).rows
    assert {row.plan.title for row in coming} == {"Inspektion"}

    assert [task.kind for task in floor.tasks().rows] == [TaskKind.RETIRED_THING]
    office = FloorBook(business.connection(Seat.BACKOFFICE)).tasks().rows
    assert 3 <= sum(task.kind is TaskKind.DAMAGED_RETURN for task in office) <= 8
