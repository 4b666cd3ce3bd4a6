"""What an order with a code leaves behind: a use of the voucher, or a friend who was brought."""

from domain.contracts.model import Contract
from domain.loyalty.offered import Offered
from domain.loyalty.referrals import Referral, ReferralId, ReferralState
from domain.ports import Unit
from domain.tasks.model import TaskKind


def note_code(offer: Offered, contract: Contract, unit: Unit) -> None:
    """Raises VoucherUsedUp when another station was faster (at the latest when the unit ends)."""
    today = unit.today()
    if offer.voucher is not None:
        unit.loyalty.use(offer.voucher, contract.customer_id, contract.id, today)
    brought = offer.brought
    if brought is None:
        return
    state = ReferralState.SUSPECTED if brought.likenesses else ReferralState.OPEN
    referral = Referral(
        ReferralId(unit.new_id()),
        offer.discount.code,
        brought.referrer_id,
        contract.customer_id,
        contract.id,
        today,
        brought.reward,
        state,
        brought.likenesses,
    )
    unit.loyalty.add(referral)
    if brought.likenesses:
        ask_person(referral, unit)


def ask_person(referral: Referral, unit: Unit) -> None:
    """Somebody has to look at what the friend has in common with others."""
    number = unit.contracts.get(referral.contract_id).number
    unit.tasks.open(TaskKind.REFERRAL_SUSPECTED, number, {"likenesses": ",".join(referral.likenesses)})
