"""Between taking back and renting out again."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.assets.status import Condition, Grade
from domain.ids import AssetId, VariantId
from domain.orders.model import QuantityWrong
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.model import ChecklistOpen, CheckResult, MinutesWrong, NotQueued, PartUsed, ReasonMissing
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.take_back_asset import TakeBackAsset
from storage.embedded import EmbeddedServer
from storage.errors import StillReferred
from tests.storage.business import Business, open_business
from tests.storage.trade import rent

FINE = (CheckResult("brakes", True), CheckResult("lights", True))


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, template: str) -> Iterator[Business]:
    with open_business(server) as opened:
        opened.checklist()
        yield opened


@pytest.fixture
def in_work(house: Business) -> AssetId:
    asset = rent(house, house.customer(), house.product(sku=f"K-{uuid4()}")).assets[0]
    house.do(Seat.WAREHOUSE, TakeBackAsset(asset, Condition.DAMAGED_REPAIRABLE, Grade.C))
    house.do(Seat.WAREHOUSE, StartRefurbishment(asset))
    return asset


def finish(house: Business, asset: AssetId, passed: bool = True, **more: object) -> object:
    values = {"minutes": 20, "checks": FINE, **more}
    return house.do(Seat.WAREHOUSE, FinishRefurbishment(asset, passed, **values))


def asset_row(house: Business, asset: AssetId) -> tuple[str, str, str, str]:
    row = house.rows("SELECT status, readiness, condition, grade FROM umlauf.asset WHERE id = %(id)s", id=asset)[0]
    return row["status"], row["readiness"], row["condition"], row["grade"]


def test_passed_it_is_ready_for_the_next(house: Business, in_work: AssetId) -> None:
    finish(house, in_work, grade=Grade.B)
    assert asset_row(house, in_work) == ("in_stock", "ready", "used", "B")


def test_failed_it_is_retired_with_a_reason(house: Business, in_work: AssetId) -> None:
    for reason in ("", "   "):
        with pytest.raises(ReasonMissing):
            finish(house, in_work, passed=False, reason=reason)
    finish(house, in_work, passed=False, reason="Rahmenbruch", checks=())
    assert asset_row(house, in_work)[::2] == ("retired", "damaged_beyond_repair")


@pytest.mark.parametrize(
    "checks", [(), FINE[:1], (FINE[0], CheckResult("lights", False)), (FINE[0], CheckResult("bell", True))]
)
def test_an_open_point_of_the_checklist_keeps_it_in_the_workshop(
    house: Business, in_work: AssetId, checks: tuple[CheckResult, ...]
) -> None:
    with pytest.raises(ChecklistOpen):
        finish(house, in_work, checks=checks)
    assert asset_row(house, in_work)[0] == "in_repair"


def test_what_was_entered_must_make_sense(house: Business, in_work: AssetId) -> None:
    part = house.product(sku=f"P-{uuid4()}").variant_ids[0]
    for more, refusal in (
        ({"minutes": -1}, MinutesWrong),
        ({"minutes": 10_001}, MinutesWrong),
        ({"parts": (PartUsed(part, 0),)}, QuantityWrong),
        ({"parts": (PartUsed(part, 1), PartUsed(part, 1000))}, QuantityWrong),
        ({"parts": (PartUsed(VariantId(uuid4()), 1),)}, StillReferred),
    ):
        with pytest.raises(refusal):
            finish(house, in_work, **more)
    with pytest.raises(QuantityWrong) as refused:
        finish(house, in_work, parts=(PartUsed(part, 1), PartUsed(part, 1000)))
    assert refused.value.facts["value"] == 1000
    finish(house, in_work, parts=(PartUsed(part, 2), PartUsed(part, 1)))
    cost = house.rows(
        "SELECT c.labour_minor, c.parts_minor FROM umlauf.refurbishment_cost c"
        " JOIN umlauf.refurbishment r ON r.id = c.refurbishment_id WHERE r.asset_id = %(id)s",
        id=in_work,
    )
    assert cost == [{"labour_minor": 2000, "parts_minor": 270_000}]


def test_nobody_works_at_what_is_not_queued(house: Business) -> None:
    shelf = house.receive(house.product(sku=f"K-{uuid4()}")).asset_ids[0]
    with pytest.raises(NotQueued):
        house.do(Seat.WAREHOUSE, StartRefurbishment(shelf))
    with pytest.raises(NotQueued):
        finish(house, shelf)


def test_work_is_started_and_finished_once(house: Business, in_work: AssetId) -> None:
    with pytest.raises(NotQueued):
        house.do(Seat.WAREHOUSE, StartRefurbishment(in_work))
    finish(house, in_work)
    with pytest.raises(NotQueued):
        finish(house, in_work)
