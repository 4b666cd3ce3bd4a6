"""Every command about vouchers, friends and staying, in an order in which each makes sense."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from domain.catalog.add_product import ProductAdded
from domain.contracts.activate_contract import ActivateContract
from domain.customers.model import Address, PersonalData
from domain.customers.register_customer import RegisterCustomer
from domain.ids import CustomerId
from domain.loyalty.add_scheme import AddScheme
from domain.loyalty.change_programme import ChangeProgramme
from domain.loyalty.change_tiers import ChangeTiers
from domain.loyalty.close_scheme import CloseScheme
from domain.loyalty.decide_referral import DecideReferral
from domain.loyalty.give_referral_code import GiveReferralCode
from domain.loyalty.give_scheme import GiveScheme
from domain.loyalty.give_tier import GiveTier
from domain.loyalty.look_at_referrals import LookAtReferrals
from domain.loyalty.look_at_tiers import LookAtTiers
from domain.loyalty.make_vouchers import MakeVouchers
from domain.loyalty.programme import ReferralProgramme
from domain.loyalty.redeem_voucher import RedeemVoucher
from domain.loyalty.referrals import ReferralId
from domain.loyalty.scheme import LoyaltyRule, Step
from domain.loyalty.tell_tier import TellTier
from domain.loyalty.tiers import Tier, TierProgramme
from domain.loyalty.vouchers import VoucherRule
from domain.loyalty.withdraw_vouchers import WithdrawVouchers
from domain.orders.place_order import OrderedItem, PlaceOrder
from tests.storage.business import Business
from tests.storage.trade import contract_of, today

HOME = Address("Ring 7", "50674", "Köln")


def tell_loyalty(do: Callable[[Any], Any], business: Business, customer_id: CustomerId, bike: ProductAdded) -> None:
    """A customer with a code, a flatmate who is looked at, a programme of their own, and a voucher."""
    item = OrderedItem(bike.variant_ids[0], 1, bike.plan_ids[0])
    own = do(RegisterCustomer(PersonalData("Ida", "Lang", address=HOME))).customer_id
    runs = do(PlaceOrder(own, (item,)))
    do(ActivateContract(runs.contract_id, today(business)))
    do(ChangeProgramme(0, ReferralProgramme(is_open=True)))
    code = do(GiveReferralCode(own)).code
    friend = do(RegisterCustomer(PersonalData("Emil", "Kurz", address=HOME))).customer_id
    order = do(PlaceOrder(friend, (item,), voucher=code))
    [row] = business.rows("SELECT id FROM umlauf.referral")
    referral_id = ReferralId(UUID(str(row["id"])))
    do(DecideReferral(referral_id, True, "wohnen zusammen"))
    do(ActivateContract(order.contract_id, today(business)))
    do(LookAtReferrals((referral_id,), today(business)))
    scheme = do(AddScheme("Stammkunden", LoyaltyRule((Step(13, Decimal(5)),)))).scheme_id
    do(GiveScheme(own, scheme, "viele Räder"))
    do(GiveScheme(customer_id, None, "wie alle"))
    do(CloseScheme(scheme))
    do(ChangeTiers(0, TierProgramme(True, tiers=(Tier("Silber", 5, months=12),))))
    do(LookAtTiers((own,), today(business)))
    do(GiveTier(own, "Silber", "viele Räder"))
    do(GiveTier(own, None, "doch nicht"))
    do(TellTier(own, "Silber"))
    made = do(MakeVouchers("Sommer", VoucherRule(Decimal(10)), chosen="SOMMER26"))
    contract = contract_of(business, order.contract_id)
    do(RedeemVoucher(contract.id, contract.version, "SOMMER26"))
    do(WithdrawVouchers(made.batch_id))
