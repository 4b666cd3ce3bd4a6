"""A voucher for a contract that runs already: a discount on its timeline, from the next period on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.contracts.changing import applied
from domain.contracts.grant_discount import GrantDiscount
from domain.contracts.model import Contract, ContractLine
from domain.contracts.parts import Discount
from domain.ids import ContractId
from domain.loyalty.book import Offers
from domain.loyalty.codes import tidied
from domain.loyalty.offered import Asking, check_voucher
from domain.loyalty.vouchers import Voucher, VoucherNotForThis
from domain.orders.agreeing import VoucherUnknown
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class RedeemVoucher(Command):
    """`version` is that of the contract the person saw."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    contract_id: ContractId
    version: int
    voucher: str


@dataclass(frozen=True, slots=True)
class VoucherRedeemed(Event):
    contract_id: ContractId
    voucher: str

    def touched(self) -> Iterable[str]:
        return ("contracts", f"contract:{self.contract_id}", "vouchers")


def redeem_voucher(command: RedeemVoucher, unit: Unit, _clock: Clock) -> VoucherRedeemed:
    """Counted as used; taking the change back does not make it good again.

    Raises:
        VoucherUnknown, CodeMistyped, VoucherNotForThis, VoucherNeedsTerm, DiscountTwice: what it is named for.
        Whatever `check_voucher` and `applied` raise.
    """
    contract = unit.contracts.get(command.contract_id)
    customer = unit.customers.get(contract.customer_id)
    voucher = known_voucher(command.voucher, unit.loyalty)
    today = unit.today()
    check_voucher(voucher, Asking(customer.id, customer.personal), unit.loyalty, today)
    change = redeeming(voucher, contract, unit.loyalty, today, command.version)
    unit.contracts.save(applied(change, contract, today))
    unit.loyalty.use(voucher, customer.id, contract.id, today)
    return VoucherRedeemed(contract.id, voucher.code)


def known_voucher(typed: str, offers: Offers) -> Voucher:
    """Raises VoucherUnknown, CodeMistyped."""
    code = tidied(typed)
    voucher = offers.voucher(code) if code else None
    if voucher is None:
        raise VoucherUnknown(voucher=code)
    return voucher


def redeeming(voucher: Voucher, contract: Contract, offers: Offers, today: date, version: int) -> GrantDiscount:
    """The change that it makes, for the command and its preview. Raises VoucherNotForThis, VoucherNeedsTerm."""
    rule = voucher.batch.rule
    running = [line for line in contract.lines if line.is_recurring and _runs(contract, line, today)]
    plans = {line.id: line.plan_on(today) for line in running}
    kinds = offers.plan_kinds([plan for plan in plans.values() if plan is not None])
    meant = []
    for line in running:
        plan = plans[line.id]
        kind = None if plan is None else kinds.get(plan)
        if rule.is_for(kind.product_id if kind else None, kind.family if kind else None):
            meant.append(line)
    is_other_money = rule.amount is not None and rule.amount.currency != contract.terms.currency
    if not meant or is_other_money:
        raise VoucherNotForThis(voucher=voucher.code)
    voucher.check_term(contract.terms)
    discount = Discount(
        f"voucher-{voucher.code}",
        voucher.batch.title,
        rule.percent,
        rule.amount,
        rule.duration,
        tuple(line.id for line in meant),
        today,
        voucher.code,
    )
    return GrantDiscount(contract.id, version, discount=discount)


def _runs(contract: Contract, line: ContractLine, today: date) -> bool:
    span = contract.span(line)
    return contract.start_on is None or (span is not None and (span.end is None or span.end > today))
