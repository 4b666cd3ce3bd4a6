"""What the demo's bikes need: meters, a service by months or kilometres: the list of what comes is not empty."""

from typing import Any

from domain.application import Seat
from domain.ids import ProductId, new_uuid
from domain.maintenance.meters import Meter
from domain.maintenance.plan import CareKind, CarePlan, CarePlanId
from domain.maintenance.save_care import CareSaved, SaveCare
from storage.demo.house import DemoHouse


def declare_care(house: DemoHouse, wanted: list[dict[str, Any]]) -> None:
    """On the last day: nothing of it is due within the days in which people are told."""
    for one in wanted:
        [row] = house.read(Seat.OWNER, "SELECT id FROM umlauf.product WHERE name = %(name)s", name=one["product"])
        plans = tuple(
            CarePlan(
                CarePlanId(new_uuid(house.clock.now(), house.random.randbytes)),
                CareKind(kind),
                title,
                months,
                Meter(meter) if meter else None,
                every,
            )
            for title, kind, months, meter, every in one["plans"]
        )
        meters = tuple(Meter(each) for each in one["meters"])
        house.do(Seat.OWNER, SaveCare(ProductId(row["id"]), 0, meters, plans), CareSaved)
