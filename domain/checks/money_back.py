"""What came in ahead for an order that is refused goes back: a refund like any other, asked for by whoever refused."""

from dataclasses import replace

from domain.billing.settlement import Source
from domain.checks.model import OrderCheck
from domain.ports import Unit
from domain.refunds.ask_refund import entered
from domain.refunds.model import PREFIX, Refund, RefundCause, RefundId
from domain.refunds.payable import payable


def ask_money_back(check: OrderCheck, unit: Unit) -> None:
    """As much of it as is still there; nothing where a pay-out of the balance is under way already."""
    currency = check.received.currency
    if check.received.minor <= 0 or unit.refunds.live_of_balance(check.customer_id, currency):
        return
    refund = Refund(
        id=RefundId(unit.new_id()),
        number="",
        contract_id=None,
        customer_id=check.customer_id,
        cause=RefundCause.BALANCE,
        amount=check.received,
        asked_on=unit.today(),
        reason=check.number,
        asked_by=unit.context.actor_id,
    )
    sources = [_freed(each, check) for each in unit.refunds.sources(None, check.customer_id, currency)]
    paid_in = unit.refunds.paid_in(check.customer_id, currency)
    most = payable(refund, sources, paid_in, unit.refunds.handed_out(refund))
    if most.minor > 0:
        entered(replace(refund, number=unit.numbers.next_code(PREFIX), amount=most), None, "", unit)


def _freed(source: Source, check: OrderCheck) -> Source:
    """What waited for this order waits no longer."""
    return replace(source, kept_for=None) if source.kept_for == check.contract_id else source
