"""What the worker does after a purchase was accepted or taken back, and after money came in that may settle one."""

from collections.abc import Callable
from datetime import date

from domain.application import Command, Event
from domain.banking.book_transfer import TransferBooked
from domain.billing.bill_contract import BillContract
from domain.billing.record_payment import PaymentRecorded, RecordPayment
from domain.billing.use_balance import BalanceUsed, UseBalance
from domain.buyout.accept_offer import AcceptOffer, OfferAccepted
from domain.buyout.ask_buyout import AskBuyout
from domain.buyout.offer_buyout import BuyoutOffered, OfferBuyout
from domain.buyout.settle_buyouts import BuyoutsSettled, SettleBuyouts
from domain.buyout.take_back_buyout import TakeBackBuyout
from domain.buyout.tell_offer import TellOffer
from domain.buyout.withdraw_offer import WithdrawOffer
from domain.messages.contract_letter import LetterKind

Run = Callable[[str, Command], Event]
"""Runs one consequence; the text tells it apart from the others of the same fact."""


def follow_buyout(command: Command, event: Event, day: date, run: Run) -> bool:
    """Whether the fact is about a purchase, or may settle one."""
    if isinstance(command, OfferBuyout | AskBuyout) and isinstance(event, BuyoutOffered):
        run("buyout_letter", TellOffer(event.offer_id, LetterKind.BUYOUT_OFFER, day))
    elif isinstance(command, WithdrawOffer):
        if command.tells:
            run("buyout_letter", TellOffer(command.offer_id, LetterKind.BUYOUT_WITHDRAWN, day))
    elif isinstance(command, AcceptOffer) and isinstance(event, OfferAccepted):
        if not event.is_on_credit:
            run("buyout_letter", TellOffer(command.offer_id, LetterKind.BUYOUT_ACCEPTED, day))
        run("buyout_charge", BillContract(command.contract_id, day))
        settle_and_credit(run("buyout_settle", SettleBuyouts((command.offer_id,))), day, run)
    elif isinstance(command, TakeBackBuyout):
        run("buyout_letter", TellOffer(command.offer_id, LetterKind.BUYOUT_TAKEN_BACK, day))
        run("buyout_credit", BillContract(command.contract_id, day))
    elif isinstance(command, RecordPayment | UseBalance) and isinstance(event, PaymentRecorded | BalanceUsed):
        settle_and_credit(run("buyout_settle", SettleBuyouts(customer_id=event.customer_id)), day, run)
    elif isinstance(event, TransferBooked):
        for customer_id in event.customers:
            settle_and_credit(run(f"buyout_settle {customer_id}", SettleBuyouts(customer_id=customer_id)), day, run)
    else:
        return False
    return True


def settle_and_credit(event: Event, day: date, run: Run) -> None:
    """Rent that was charged for days after a purchase goes back at once, and with it the contract is closed."""
    if not isinstance(event, BuyoutsSettled):
        return
    for contract_id in event.contract_ids:
        run(f"buyout_rent {contract_id}", BillContract(contract_id, day))
