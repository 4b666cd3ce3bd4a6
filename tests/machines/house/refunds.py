"""Money that goes back: asked for, agreed to by one or two people, sent, come back, sent again, credited instead."""

from domain.billing.settlement import OpenChangedMeanwhile, PaidBy
from domain.money import Money
from domain.refunds.approve_refund import ApproveRefund
from domain.refunds.ask_refund import AskRefund
from domain.refunds.credit_refund import CreditRefund
from domain.refunds.fail_refund import FailRefund
from domain.refunds.model import GiftAsked, RefundCause, RefundId
from domain.refunds.refuse_refund import RefuseRefund
from domain.refunds.send_refund import SendRefund
from domain.refunds.settle_refund import SettleRefund
from tests.machines.house.world import Chances, House, Row

IBAN = "DE02120300000000202051"


def _ask(house: House) -> None:
    contract = house.any_contract()
    if contract is None:
        return
    amount = house.money("60.00")
    days = house.billed_days(contract.id)
    part = amount if house.chance(60) and amount else None
    gift = GiftAsked(days, part) if house.chance(70) else None
    cause = house.one_of([RefundCause.GOODWILL, RefundCause.DEFECT, RefundCause.LATE_DELIVERY, *RefundCause])
    house.tries(AskRefund(RefundId(house.new_id()), contract.id, cause, amount, "Bremse defekt", gift, IBAN))


def _live(house: House, *statuses: str) -> Row | None:
    return house.any_row("SELECT * FROM umlauf.refund WHERE status = ANY(%(s)s) ORDER BY number", s=list(statuses))


def _decide(house: House) -> None:
    refund = _live(house, "asked")
    if refund is not None:
        number = refund["id"]
        house.tries(RefuseRefund(number, "steht nicht zu") if house.chance(20) else ApproveRefund(number))


def _send(house: House) -> None:
    refund = _live(house, "approved", "failed")
    if refund is None:
        return
    if house.chance(20):
        house.tries(CreditRefund(refund["id"], "bleibt Guthaben"))
        return
    row = house.any_row(
        "SELECT balance_minor FROM umlauf.customer_balance WHERE customer_id = %(id)s", id=refund["customer_id"]
    )
    seen = min(refund["amount_minor"], row["balance_minor"] if row else 0)
    by = house.one_of(list(PaidBy))
    for _ in range(2):  # the second time with what the house says is open
        house.refusal = None
        house.tries(
            SendRefund(refund["id"], Money(seen), house.today, by, other_way_agreed=house.chance(80), account=IBAN)
        )
        if not isinstance(house.refusal, OpenChangedMeanwhile):
            return
        seen = house.refusal.facts["open"].minor


def _the_bank_says(house: House) -> None:
    refund = _live(house, "sent")
    if refund is not None:
        number, day = refund["id"], house.today
        house.tries(FailRefund(number, day, "Konto erloschen") if house.chance(40) else SettleRefund(number, day))


STEPS: Chances = ((3, _ask), (4, _decide), (4, _send), (3, _the_bank_says))
