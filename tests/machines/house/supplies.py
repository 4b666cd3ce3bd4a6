"""Deliveries of running contracts: skipped, moved, made again, given back, sent though they were missed."""

from decimal import Decimal

from domain.contracts.model import Contract, ContractLine, LineKind
from domain.deliveries.change_delivery import ChangeDelivery
from domain.deliveries.change_rhythm import ChangeRhythm
from domain.deliveries.deliver_once import DeliverOnce
from domain.deliveries.give_back_delivery import GiveBackDelivery
from domain.deliveries.restore_delivery import RestoreDelivery
from domain.deliveries.send_missed import SendMissed
from domain.deliveries.skip_delivery import SkipDelivery
from domain.ids import ContractLineId
from domain.period import Interval, Unit
from tests.machines.house.world import Chances, House
from tests.storage.trade import contract_of


def _delivered(house: House) -> tuple[Contract, ContractLine] | None:
    row = house.any_row(
        "SELECT c.id FROM umlauf.contract c WHERE EXISTS (SELECT FROM umlauf.contract_line l WHERE l.contract_id = c.id"
        " AND l.kind = 'consumable') ORDER BY c.number"
    )
    if row is None:
        return None
    contract = contract_of(house.business, row["id"])
    return contract, house.one_of([line for line in contract.lines if line.kind is LineKind.CONSUMABLE])


def _one(house: House) -> None:
    found = _delivered(house)
    if found is None:
        return
    contract, line = found
    row = house.any_row(
        "SELECT first_day FROM umlauf.delivery WHERE contract_line_id = %(id)s"
        " UNION SELECT first_day FROM umlauf.billed_period WHERE contract_line_id = %(id)s ORDER BY 1",
        id=line.id,
    )
    first = row["first_day"] if row is not None and house.chance(70) else house.day(0, 30)
    kind = house.one_of([SkipDelivery, SkipDelivery, RestoreDelivery, GiveBackDelivery])
    if house.chance(25):
        house.changes(ChangeDelivery, contract, line_id=line.id, first_day=first, quantity=Decimal(house.between(1, 4)))
    else:
        house.changes(kind, contract, line_id=line.id, first_day=first)


def _another_rhythm(house: House) -> None:
    found = _delivered(house)
    if found is not None:
        contract, line = found
        weeks = Interval(Unit.WEEK, house.between(1, 4))
        house.changes(ChangeRhythm, contract, line_id=line.id, first_day=house.day(0, 20), interval=weeks)


def _one_more(house: House) -> None:
    found = _delivered(house)
    if found is not None:
        contract, line = found
        house.changes(
            DeliverOnce, contract, line_id=ContractLineId(house.new_id()), like_id=line.id,
            quantity=Decimal(house.between(1, 3)), on=house.day(0, 10),
        )  # fmt: skip


def _missed(house: House) -> None:
    found = _delivered(house)
    if found is not None:
        contract, line = found
        house.tries(SendMissed(contract.id, line.id, house.day(-30, 0)))


STEPS: Chances = ((4, _one), (1, _another_rhythm), (1, _one_more), (1, _missed))
