"""Deliveries of running contracts: skipped, moved, made again, given back, sent though they were missed."""

from datetime import date
from decimal import Decimal
from itertools import islice

from domain.contracts.model import Contract, ContractLine, LineKind
from domain.deliveries.change_delivery import ChangeDelivery
from domain.deliveries.change_rhythm import ChangeRhythm
from domain.deliveries.deliver_once import DeliverOnce
from domain.deliveries.give_back_delivery import GiveBackDelivery
from domain.deliveries.restore_delivery import RestoreDelivery
from domain.deliveries.schedule import slots
from domain.deliveries.send_missed import SendMissed
from domain.deliveries.skip_delivery import SkipDelivery
from domain.ids import ContractLineId
from domain.period import Interval, Unit
from tests.machines.house.world import Chances, House
from tests.storage.trade import contract_of


def _delivered(house: House) -> tuple[Contract, ContractLine] | None:
    row = house.any_row(
        "SELECT c.id FROM umlauf.contract c WHERE c.status IN ('active', 'paused')"
        " AND EXISTS (SELECT FROM umlauf.contract_line l WHERE l.contract_id = c.id"
        " AND l.kind = 'consumable') ORDER BY c.number"
    )
    if row is None:
        return None
    contract = contract_of(house.business, row["id"])
    return contract, house.one_of([line for line in contract.lines if line.kind is LineKind.CONSUMABLE])


def _a_day(house: House, contract: Contract, line: ContractLine) -> date:
    """The first day of one of its periods, mostly of one to come."""
    known = [slot.day for slot in islice(slots(contract, line), 30)]
    coming = [day for day in known if house.today < day < house.day(45, 45)]
    return house.one_of((coming if house.chance(75) else known) or [house.today])


def _one(house: House) -> None:
    found = _delivered(house)
    if found is None:
        return
    contract, line = found
    first = _a_day(house, contract, line)
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
        house.changes(ChangeRhythm, contract, line_id=line.id, first_day=_a_day(house, contract, line), interval=weeks)


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
        house.tries(SendMissed(contract.id, line.id, _a_day(house, contract, line)))


STEPS: Chances = ((4, _one), (1, _another_rhythm), (1, _one_more), (1, _missed))
