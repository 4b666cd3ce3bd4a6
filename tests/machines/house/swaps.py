"""Another thing for the one a customer has, in every order of events; called off, and the old one written off."""

from domain.application import Seat
from domain.ids import VariantId
from domain.money import Money
from domain.swaps.agree_swap import AgreeSwap
from domain.swaps.call_off_swap import CallOffSwap
from domain.swaps.model import SwapOrder, SwapReason
from domain.swaps.write_off_old import WriteOffOld
from tests.machines.house.world import Chances, House

_LIVE = "SELECT id FROM umlauf.swap WHERE stage NOT IN ('done', 'called_off') ORDER BY agreed_on, id"


def _agree(house: House) -> None:
    held = house.any_row(
        "SELECT x.asset_id, l.contract_id, v.sku FROM umlauf.assignment x JOIN umlauf.contract_line l"
        " ON l.id = x.contract_line_id JOIN umlauf.asset a ON a.id = x.asset_id JOIN umlauf.variant v"
        " ON v.id = a.variant_id JOIN umlauf.contract c ON c.id = l.contract_id WHERE upper_inf(x.during)"
        " AND v.sku IN ('CITY', 'CARGO') AND c.status = 'active' AND c.end_on IS NULL AND c.start_on < %(day)s"
        " AND (SELECT count(*) FROM umlauf.assignment y WHERE y.contract_line_id = l.id"
        " AND upper_inf(y.during)) = 1 ORDER BY a.code",
        day=house.day(-14, -14),
    )
    if held is None:
        return
    other = "CARGO" if held["sku"] == "CITY" else "CITY"
    [to] = house.rows(
        "SELECT v.id, p.id AS plan_id FROM umlauf.variant v JOIN umlauf.plan p ON p.product_id = v.product_id"
        " WHERE v.sku = %(sku)s",
        sku=other,
    )
    house.tries(
        AgreeSwap(
            held["contract_id"], held["asset_id"], VariantId(to["id"]), to["plan_id"], house.one_of(list(SwapReason)),
            house.day(0, 10), house.one_of(list(SwapOrder)),
        )
    )  # fmt: skip


def _call_off(house: House) -> None:
    row = house.any_row(_LIVE)
    if row is not None:
        house.tries(CallOffSwap(row["id"], "anders überlegt"))


def _write_off(house: House) -> None:
    row = house.any_row(_LIVE)
    if row is not None:
        amount = house.one_of([None, Money.of("0.00"), Money.of("120.00")])
        house.tries(WriteOffOld(row["id"], "Nicht zurückgegeben", amount), Seat.BACKOFFICE)


STEPS: Chances = ((6, _agree), (2, _call_off), (1, _write_off))
