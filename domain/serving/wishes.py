"""What a counter does for the customer who stands at it, though its seat writes no contracts: it wishes, as the
customer's own pages do, and the worker carries it out in the name of the person at the till.

None of these commands has the till among its seats: only a wish leads to them, filed while the customer is served.
Source: decision 0094.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from domain.application import Command, NotForThisSeat, Seat
from domain.buyout.accept_offer import AcceptOffer
from domain.buyout.ask_buyout import AskBuyout
from domain.contracts.add_line import AddLine
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.change_plan import ChangePlan
from domain.contracts.model import LineKind
from domain.contracts.move_end import MoveEnd
from domain.contracts.pause_contract import PauseContract
from domain.contracts.resume_contract import ResumeContract
from domain.contracts.withdraw_contract import WithdrawContract
from domain.customers.change_address import ChangeAddress
from domain.deliveries.deliver_once import DeliverOnce
from domain.deliveries.restore_delivery import RestoreDelivery
from domain.deliveries.skip_delivery import SkipDelivery
from domain.ids import CustomerId
from domain.loyalty.give_referral_code import GiveReferralCode
from domain.payments.add_mandate import AddMandate
from domain.payments.ask_method import AskMethod
from domain.payments.methods import Evidence
from domain.payments.open_pay_link import OpenPayLink
from domain.portal.change_contact import ChangeContact
from domain.portal.wishes import WISHES, NotForCustomers, Wish, check_free, check_in_world, check_pause
from domain.ports import Unit
from domain.serving.note_mail_address import NoteMailAddress
from domain.settings.portal import PortalSettings
from domain.swaps.agree_swap import AgreeSwap
from domain.swaps.call_off_swap import CallOffSwap
from domain.swaps.model import SwapOrder

COUNTER: Final = "counter"
"""The mark that the database keeps among the seats of these commands; no login has it as its seat."""

_ALIKE: Final = (
    PauseContract,
    ResumeContract,
    ChangePlan,
    AcceptOffer,
    CancelContract,
    WithdrawContract,
    MoveEnd,
    SkipDelivery,
    RestoreDelivery,
    DeliverOnce,
    ChangeAddress,
    ChangeContact,
    AskMethod,
    GiveReferralCode,
)
"""What customers do on their pages they do here with the same choice."""
_ONCE: Final = frozenset({LineKind.SALE, LineKind.FEE})


def _any(_value: Any, _today: date) -> bool:
    return True


def _more(command: type[Command], **checked: Callable[[Any, date], bool]) -> Wish:
    known = WISHES[command]
    return replace(known, free={**known.free, **checked})


COUNTER_WISHES: Final[Mapping[type[Command], Wish]] = {
    **{each: WISHES[each] for each in _ALIKE},
    AgreeSwap: _more(AgreeSwap, order=lambda value, _: value in tuple(SwapOrder)),
    OpenPayLink: Wish(None, dict.fromkeys(("customer_id", "receipt_id", "digest"), _any)),
    CallOffSwap: Wish(None, dict.fromkeys(("swap_id", "reason"), _any)),
    NoteMailAddress: Wish(None, dict.fromkeys(("customer_id", "email"), _any)),
    AskBuyout: Wish(None, dict.fromkeys(("contract_id", "asset_ids"), _any)),
    AddMandate: Wish(
        None,
        {
            **dict.fromkeys(("method_id", "mandate_id", "customer_id", "contract_id", "iban", "holder", "words"), _any),
            "signed_on": lambda value, today: value == today,
            "evidence": lambda value, _: value is Evidence.COUNTER,
        },
    ),
    AddLine: Wish(
        None,
        {
            **dict.fromkeys(("contract_id", "version", "line_id", "title", "price", "vat", "variant_id"), _any),
            "line_kind": lambda value, _: value in _ONCE,
            "quantity": lambda value, _: 1 <= value <= 99,
            "plan_id": lambda value, _: value is not None,
            "means_of_transport": _any,
        },
    ),
}
"""AskBuyout: the price is the house's. AddLine: something from the catalogue that is charged once, at the catalogue's
price. What is not here, or among the seats of a command, a counter does not do."""


def may_state(seat: Seat, command: type[Command]) -> bool:
    """Whether a fact of this seat can be true: it gives the command itself, or wished for it."""
    return seat in command.seats or (seat is Seat.POS and command in COUNTER_WISHES)


def marks_of(command: type[Command]) -> list[str]:
    """The seats of the command as the database keeps them, in order."""
    return sorted({*command.seats, *((COUNTER,) if command in COUNTER_WISHES else ())})


def check_counter_fields(command: Command, settings: PortalSettings, today: date) -> None:
    """What can be told from the wish alone. What the owner closed for the pages, a counter still does.

    Raises NotForThisSeat, NotForCustomers, PauseTooLong.
    """
    wish = COUNTER_WISHES.get(type(command))
    if wish is None:
        raise NotForThisSeat(command=type(command).__name__, seat=Seat.POS)
    check_free(command, wish, today)
    if isinstance(command, PauseContract):
        check_pause(command, settings)


def check_counter_wish(command: Command, customer_id: CustomerId, unit: Unit) -> None:
    """Everything, as the world is when it is carried out. Raises as `check_counter_fields`, and NoPricePlan,
    EndOnlyLater."""
    check_counter_fields(command, unit.settings.portal().value, unit.today())
    check_in_world(command, customer_id, unit)
    if isinstance(command, AddLine) and command.plan_id is not None:
        plan = unit.catalog.plan(command.plan_id)
        told = (command.line_kind, command.price, command.vat, command.means_of_transport)
        if told != (plan.kind, plan.price, plan.vat, plan.means_of_transport):
            raise NotForCustomers(what="price")
