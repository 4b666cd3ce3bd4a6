"""Customers keep what they rented: offered, accepted, paid, run out, taken back while it is pending."""

from domain.buyout.accept_offer import AcceptOffer
from domain.buyout.offer_buyout import OfferBuyout, OfferedThing
from domain.buyout.take_back_buyout import TakeBackBuyout
from domain.buyout.withdraw_offer import WithdrawOffer
from domain.money import Money
from tests.machines.house.world import Chances, House, Row
from tests.storage.trade import contract_of


def _offer(house: House) -> None:
    held = house.any_row(
        "SELECT x.asset_id, l.contract_id FROM umlauf.assignment x JOIN umlauf.contract_line l"
        " ON l.id = x.contract_line_id WHERE upper_inf(x.during) AND l.kind = 'rental' ORDER BY lower(x.during), l.id"
    )
    if held is None:
        return
    others = house.rows(
        "SELECT x.asset_id FROM umlauf.assignment x JOIN umlauf.contract_line l ON l.id = x.contract_line_id"
        " WHERE l.contract_id = %(id)s AND upper_inf(x.during) AND l.kind = 'rental' ORDER BY lower(x.during), l.id",
        id=held["contract_id"],
    )
    wanted = [held] if house.chance(50) else others
    price = house.one_of([Money.of("0.00"), Money.of("300.00"), Money.of("450.50")])
    things = tuple(OfferedThing(each["asset_id"], price, True) for each in wanted)
    until = house.day(0, 20) if house.chance(60) else None
    house.tries(OfferBuyout(held["contract_id"], things, until))


def _live(house: House, *statuses: str) -> Row | None:
    return house.any_row(
        "SELECT id, contract_id FROM umlauf.buyout_offer WHERE status = ANY(%(s)s) ORDER BY number", s=list(statuses)
    )


def _accept(house: House) -> None:
    offer = _live(house, "offered")
    if offer is not None:
        version = contract_of(house.business, offer["contract_id"]).version
        house.tries(AcceptOffer(offer["id"], offer["contract_id"], version, house.chance(30)))


def _withdraw(house: House) -> None:
    offer = _live(house, "offered", "accepted")
    if offer is not None:
        house.tries(WithdrawOffer(offer["id"], "verschrieben"))


def _take_back(house: House) -> None:
    offer = _live(house, "accepted")
    if offer is not None:
        version = contract_of(house.business, offer["contract_id"]).version
        house.tries(TakeBackBuyout(offer["id"], offer["contract_id"], version, "anders überlegt"))


STEPS: Chances = ((4, _offer), (4, _accept), (1, _withdraw), (1, _take_back))
