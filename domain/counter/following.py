"""What the worker makes of a sale at the counter: money, order, hand-over, contract, first bill.

Each is a command of its own with an id made from the sale's, so that nothing is half done and nothing twice.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from domain.application import Command, Event
from domain.checks.following import follow_check, judge
from domain.contracts.activate_contract import ActivateContract
from domain.contracts.beginning import StartFact
from domain.contracts.follow_goods import FollowGoods
from domain.contracts.starting import start
from domain.counter.book_money_ahead import BookMoneyAhead
from domain.counter.book_pay_out import BookPayOut
from domain.counter.book_pay_out_again import PayOutTriedAgain
from domain.counter.book_sale import BookSale, SaleBooked
from domain.counter.book_sale_money import BookSaleMoney
from domain.counter.hand_over_sold import HandOverSold
from domain.counter.keep_signature import SignatureKept
from domain.counter.model import SaleId, SaleStage
from domain.counter.note_sale import NoteSale, SaleMoved
from domain.counter.pay_out_at_counter import PaidOutAtCounter
from domain.counter.sell_at_counter import SoldAtCounter
from domain.counter.take_money_ahead import MoneyTakenAhead
from domain.counter.tell_agreement import TellAgreement
from domain.errors import AppError, Conflict, InvalidInput, NotFound, RuleViolation
from domain.ids import PersonId

Run = Callable[[str, Command], Event]
"""Runs one consequence; the text tells it apart from the others of the same fact."""
_REFUSED: Final = (RuleViolation, InvalidInput, NotFound, Conflict)
_ABOUT: Final = ("asset", "title", "voucher", "customer", "shipment", "level", "plan")
"""Of the facts of a refusal, what a person looks for."""


def follow_counter(event: Event, day: date, at: datetime | None, run: Run) -> bool:
    """Whether the fact was one of a sale."""
    if isinstance(event, SoldAtCounter):
        if event.customer_id is not None and at is not None:
            if event.has_money:
                run("money", BookSaleMoney(event.sale_id))
            _carry_out(event.sale_id, event.person_id, at, day, run)
        return True
    if isinstance(event, SignatureKept):
        run("agreement", TellAgreement(event.sale_id))
        return True
    if isinstance(event, MoneyTakenAhead):
        return follow_check(run("book", BookMoneyAhead(event.receipt_id, event.order_id)), day, run)
    if isinstance(event, PaidOutAtCounter | PayOutTriedAgain):
        run("book", BookPayOut(event.receipt_id, event.refund_id))
        return True
    if isinstance(event, SaleMoved):
        if event.stage is SaleStage.TAKEN:
            _carry_out(event.sale_id, event.person_id, event.at, day, run)
        return True
    return False


def _carry_out(sale_id: SaleId, person_id: PersonId, at: datetime, day: date, run: Run) -> None:
    try:
        booked = run("book", BookSale(person_id, at, sale_id))
    except _REFUSED as refused:
        run("stuck", NoteSale(sale_id, refused.code, _about(refused)))
        return
    if not isinstance(booked, SaleBooked) or not booked.is_new:
        return
    _begin(booked, person_id, at, day, run)
    run("agreement", TellAgreement(sale_id))


def _begin(booked: SaleBooked, person_id: PersonId, at: datetime, day: date, run: Run) -> None:
    """What starts with the order, and the goods go with the customer, as far as nothing holds them back."""
    if booked.is_checked:
        judged = judge(booked.order_id, day, run)
        if judged is None or not judged.passes:
            return
    else:
        known = StartFact.ORDERED if booked.has_goods else StartFact.CARRIES_NOTHING
        start(ActivateContract(booked.contract_id, day, known), booked.customer_id, day, run)
    if booked.has_goods and booked.is_in_hand:
        _hand_over(booked, person_id, at, day, run)
    elif not booked.has_goods:
        run("served", HandOverSold(person_id, at, booked.sale_id))


def _hand_over(booked: SaleBooked, person_id: PersonId, at: datetime, day: date, run: Run) -> None:
    try:
        run("hand_over", HandOverSold(person_id, at, booked.sale_id))
    except _REFUSED as refused:
        run("hindered", NoteSale(booked.sale_id, refused.code, _about(refused)))
        return

    def after(name: str, command: Command) -> Event:
        return run(f"handed_over {name}", command)

    start(ActivateContract(booked.contract_id, day, StartFact.HANDED_OVER), booked.customer_id, day, after)
    run("goods", FollowGoods(booked.contract_id, day))


def _about(refused: AppError) -> str:
    return next((str(refused.facts[name]) for name in _ABOUT if name in refused.facts), "")
