"""What the office and the owner change around contracts: prices of many, addresses, the tax status of customers."""

from decimal import Decimal

from domain.application import Seat
from domain.contracts.announce_price_change import AnnouncePriceChange
from domain.contracts.price_campaign import CampaignId, PriceRule
from domain.contracts.record_objection import RecordObjection
from domain.contracts.withdraw_price_change import WithdrawPriceChange
from domain.customers.change_address import ChangeAddress
from domain.customers.change_vat_status import ChangeVatStatus
from domain.customers.model import Address, CustomerKind
from tests.machines.house.world import Chances, House

_HOMES = (Address("Ring 7", "50674", "Köln"), Address("Graben 3", "1010", "Wien", "AT"))


def _dearer(house: House) -> None:
    chosen = tuple(
        row["id"] for row in house.rows("SELECT id FROM umlauf.contract WHERE status = 'active' ORDER BY number")
    )
    if not chosen:
        return
    percent = Decimal(house.one_of([3, 10, -5]))
    effective, until = house.day(43, 60), house.day(20, 40)
    house.tries(
        AnnouncePriceChange(
            CampaignId(house.new_id()),
            "Preise 2026",
            PriceRule(percent),
            effective,
            until,
            chosen[: house.between(1, 5)],
        ),
        Seat.OWNER,
    )


def _answer(house: House) -> None:
    row = house.any_row(
        "SELECT campaign_id, contract_id FROM umlauf.price_campaign_contract WHERE consent = 'announced'"
        " ORDER BY campaign_id, contract_id"
    )
    if row is None:
        return
    if house.chance(20):
        house.tries(WithdrawPriceChange(row["campaign_id"]), Seat.OWNER)
    else:
        house.tries(RecordObjection(row["campaign_id"], row["contract_id"], house.day(-3, 0), house.chance(20)))


def _moves(house: House) -> None:
    customer = house.any_customer()
    if customer is not None:
        house.tries(ChangeAddress(customer, house.one_of(_HOMES), house.day(-20, 20), "Umzug"))


def _becomes_a_company(house: House) -> None:
    customer = house.any_customer()
    if customer is not None and house.chance(50):
        kind = house.one_of(list(CustomerKind))
        house.tries(ChangeVatStatus(customer, kind, from_on=house.day(-20, 10), reason="Gewerbe"))


STEPS: Chances = ((1, _dearer), (1, _answer), (1, _moves), (1, _becomes_a_company))
