"""Friends, vouchers, and what staying brings."""

from decimal import Decimal

from domain.loyalty.agree_loyalty import AgreeLoyalty
from domain.loyalty.decide_referral import DecideReferral
from domain.loyalty.give_referral_code import GiveReferralCode
from domain.loyalty.give_scheme import GiveScheme
from domain.loyalty.redeem_voucher import RedeemVoucher
from domain.loyalty.scheme import LoyaltyRule, Step
from tests.machines.house.catalogue import VOUCHER
from tests.machines.house.world import Chances, House


def _code(house: House) -> None:
    customer = house.any_customer()
    if customer is not None:
        house.tries(GiveReferralCode(customer))


def _look_at_friends(house: House) -> None:
    row = house.any_row("SELECT id FROM umlauf.referral ORDER BY id")
    if row is not None:
        house.tries(DecideReferral(row["id"], house.chance(70), "angesehen"))


def _scheme(house: House) -> None:
    customer, row = house.any_customer(), house.any_row("SELECT id FROM umlauf.loyalty_scheme ORDER BY id")
    if customer is not None and row is not None:
        house.tries(GiveScheme(customer, house.one_of([None, row["id"]]), "so gewünscht"))


def _agree(house: House) -> None:
    contract = house.any_contract("active", "draft")
    if contract is not None:
        rule = LoyaltyRule((Step(2, Decimal(10)),), free_every=house.one_of([None, 3]))
        house.changes(AgreeLoyalty, contract, title="Treue", rule=house.one_of([rule, None]))


def _voucher(house: House) -> None:
    contract = house.any_contract("active")
    if contract is not None:
        house.tries(RedeemVoucher(contract.id, contract.version, VOUCHER))


STEPS: Chances = ((2, _code), (1, _look_at_friends), (1, _scheme), (2, _agree), (2, _voucher))
