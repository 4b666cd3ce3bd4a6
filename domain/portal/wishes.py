"""Which commands customers give themselves, and what of each they may choose: all else is the office's.

The office's commands hold ways out that a customer has not: reasons that allow backdating, waived fees, prices of their
own. So every field that is not named here stays as it is by default. Whose things a wish names is looked at by the
database (`names_only_own`); this is looked at by the worker that carries it out, and before that by the pages.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, timedelta
from typing import Any, Final

from domain.application import Command, Seat
from domain.buyout.accept_offer import AcceptOffer
from domain.cancellations.model import Channel
from domain.cancellations.receive_declaration import ReceiveDeclaration
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.change_plan import ChangePlan
from domain.contracts.model import Contract
from domain.contracts.move_end import MoveEnd
from domain.contracts.parts import EndKind, Pause
from domain.contracts.pause_contract import PauseContract
from domain.contracts.resume_contract import ResumeContract
from domain.contracts.withdraw_contract import WithdrawContract
from domain.customers.change_address import ChangeAddress
from domain.deliveries.change_delivery import ChangeDelivery
from domain.deliveries.change_rhythm import ChangeRhythm
from domain.deliveries.deliver_once import DeliverOnce
from domain.deliveries.restore_delivery import RestoreDelivery
from domain.deliveries.skip_delivery import SkipDelivery
from domain.errors import RuleViolation
from domain.ids import CustomerId
from domain.loyalty.give_referral_code import GiveReferralCode
from domain.payments.ask_method import AskMethod
from domain.payments.pay_invoice import PayInvoice
from domain.period import Interval
from domain.period import Unit as Per
from domain.portal.ask_erasure import AskErasure
from domain.portal.change_contact import ChangeContact
from domain.portal.note_data_taken import NoteDataTaken
from domain.portal.send_photo import SendPhoto
from domain.portal.take_new_address import TakeNewAddress
from domain.ports import Unit
from domain.quotes.accept_quote import AcceptQuote
from domain.quotes.decline_quote import DeclineQuote
from domain.quotes.see_quote import SeeQuote
from domain.refurbishment.report_problem import ReportProblem
from domain.returns.ask_return import AskReturn
from domain.settings.portal import PortalSettings, Service
from domain.swaps.agree_swap import AgreeSwap
from domain.swaps.model import SwapReason


class ServiceClosed(RuleViolation):
    """The owner wants this to be done by the office."""

    code = "portal_service_closed"


class NotForCustomers(RuleViolation):
    """This part of it is decided by the office alone."""

    code = "not_for_customers"


class PauseTooLong(RuleViolation):
    """Customers end their pauses themselves within so many days; longer ones are agreed with the office."""

    code = "portal_pause_too_long"


class EndOnlyLater(RuleViolation):
    """An end that was agreed is moved to a later day only; an earlier one is a notice."""

    code = "portal_end_only_later"


_ANY: Final[Callable[[Any, date], bool]] = lambda _value, _today: True  # noqa: E731 - one line of the table below


def _is_today(value: date, today: date) -> bool:
    return value == today


def _from_today(value: date, today: date) -> bool:
    return value >= today


def _one_of(*allowed: object) -> Callable[[Any, date], bool]:
    return lambda value, _today: value in allowed


@dataclass(frozen=True, slots=True)
class Wish:
    """`service` None: the law opens it to everybody. `free`: what a customer fills in, and what that may be."""

    service: Service | None
    free: Mapping[str, Callable[[Any, date], bool]]


def _wish(service: Service | None, names: str, **checked: Callable[[Any, date], bool]) -> Wish:
    return Wish(service, {**dict.fromkeys(names.split(), _ANY), **checked})


_ON_CONTRACT: Final = "contract_id version"
_ON_DELIVERY: Final = "contract_id version line_id first_day"
_NOTICES: Final = _one_of(EndKind.ORDINARY, EndKind.EARLY)
_SWAPS: Final = _one_of(*(each for each in SwapReason if each is not SwapReason.LOST))

RHYTHMS: Final = (
    *(Interval(Per.WEEK, count) for count in (1, 2, 3, 4, 6, 8)),
    *(Interval(Per.MONTH, count) for count in (1, 2, 3, 4, 6)),
)
"""How often customers may have something sent; what is between or beyond, the office agrees."""

WISHES: Final[Mapping[type[Command], Wish]] = {
    PauseContract: _wish(Service.PAUSE, f"{_ON_CONTRACT} pause"),
    ResumeContract: _wish(Service.PAUSE, f"{_ON_CONTRACT} line_id", resume_on=_from_today),
    ChangePlan: _wish(Service.PLAN, f"{_ON_CONTRACT} line_id variant_id", plan_id=lambda value, _: value is not None),
    AgreeSwap: _wish(Service.SWAP, "contract_id asset_id variant_id plan_id", wanted_on=_from_today, reason=_SWAPS),
    AcceptOffer: _wish(Service.PURCHASE, f"{_ON_CONTRACT} offer_id uses_deposit"),
    CancelContract: _wish(
        Service.CANCEL,
        f"{_ON_CONTRACT} wanted_on fee_line_id cause",
        received_on=_is_today,
        end_kind=_NOTICES,
    ),
    WithdrawContract: _wish(Service.WITHDRAW, f"{_ON_CONTRACT} cause", received_on=_is_today),
    MoveEnd: _wish(Service.EXTEND, _ON_CONTRACT, last_day=lambda value, _: value is not None),
    AskReturn: _wish(Service.RETURN, "asset_ids reason way pick_up_on", return_until=_from_today),
    ReportProblem: _wish(Service.PROBLEM, "repair_id asset_id problem"),
    SendPhoto: _wish(Service.PROBLEM, "asset_id photo_id digest content"),
    SkipDelivery: _wish(Service.DELIVERIES, _ON_DELIVERY),
    RestoreDelivery: _wish(Service.DELIVERIES, _ON_DELIVERY),
    ChangeDelivery: _wish(Service.DELIVERIES, f"{_ON_DELIVERY} quantity"),
    ChangeRhythm: _wish(Service.RHYTHM, _ON_DELIVERY, interval=_one_of(*RHYTHMS)),
    DeliverOnce: _wish(Service.DELIVERIES, f"{_ON_CONTRACT} line_id like_id quantity on"),
    ChangeAddress: _wish(Service.ADDRESS, "customer_id address from_on"),
    TakeNewAddress: _wish(Service.CONTACT, "customer_id request_id"),
    ChangeContact: _wish(Service.CONTACT, "customer_id phone language"),
    AskMethod: _wish(Service.METHOD, "customer_id"),
    PayInvoice: _wish(Service.PAY, "customer_id invoice_id method_id open_seen"),
    GiveReferralCode: _wish(Service.REFER, "customer_id"),
    AskErasure: _wish(Service.DATA, "customer_id"),
    NoteDataTaken: _wish(Service.DATA, "customer_id"),
    AcceptQuote: _wish(None, "quote_id name has_terms has_withdrawal personal"),
    DeclineQuote: _wish(None, "quote_id reason words"),
    SeeQuote: _wish(None, "quote_id"),
    ReceiveDeclaration: _wish(
        None, "declaration_id received_at language words name contract email", channel=_one_of(Channel.BUTTON)
    ),
}
"""What is not here no customer gives, whatever its seats say."""

BY_LINK: Final = frozenset({AcceptQuote, DeclineQuote, SeeQuote})
"""Wished for by whoever has the link of a letter, and by no session."""


def check_fields(command: Command, settings: PortalSettings, today: date) -> None:
    """What can be told from the wish alone. Raises ServiceClosed, NotForCustomers, PauseTooLong."""
    kind: Any = type(command)  # mypy looks for the hash of an instance here
    wish = WISHES.get(kind)
    if wish is None or Seat.PORTAL not in kind.seats:
        raise NotForCustomers(what=kind.__name__)
    if wish.service is not None and not settings.is_open(wish.service):
        raise ServiceClosed(service=wish.service)
    check_free(command, wish, today)
    if isinstance(command, PauseContract):
        check_pause(command, settings)


def check_free(command: Command, wish: Wish, today: date) -> None:
    """Only what the table leaves free is filled in. Raises NotForCustomers."""
    for each in fields(command):
        value = getattr(command, each.name)
        allowed = wish.free.get(each.name)
        if allowed is None:
            default = each.default if each.default is not MISSING else None
            if value != default:
                raise NotForCustomers(what=each.name)
        elif not allowed(value, today):
            raise NotForCustomers(what=each.name)


def check_wish(command: Command, customer_id: CustomerId | None, unit: Unit) -> None:
    """Everything, as the world is when it is carried out. Raises as `check_fields`, and EndOnlyLater."""
    check_fields(command, unit.settings.portal().value, unit.today())
    check_in_world(command, customer_id, unit)


def check_in_world(command: Command, customer_id: CustomerId | None, unit: Unit) -> None:
    """What only the house can tell. Raises NotForCustomers, EndOnlyLater."""
    if getattr(command, "customer_id", customer_id) != customer_id:
        raise NotForCustomers(what="customer_id")
    if isinstance(command, MoveEnd):
        _check_end(command, unit.contracts.get(command.contract_id))
    elif isinstance(command, CancelContract | WithdrawContract):
        known = unit.settings.cancellations().value
        if command.cause not in ("", *known.customer_reasons, *known.our_reasons):
            raise NotForCustomers(what="cause")
    elif isinstance(command, AskReturn) and command.reason not in unit.settings.returns().value.reasons:
        raise NotForCustomers(what="reason")


def _check_end(command: MoveEnd, contract: Contract) -> None:
    known = contract.end_on
    if known is None or contract.ending is not None or command.last_day is None or command.last_day < known:
        raise EndOnlyLater(contract=contract.number)


def check_pause(command: PauseContract, settings: PortalSettings) -> None:
    """The term is as much longer; nothing else of a pause is theirs to choose. Raises NotForCustomers, PauseTooLong."""
    pause, longest = command.pause, timedelta(days=settings.longest_pause)
    if pause != Pause(pause.from_on, pause.resume_on, moves_end=True):
        raise NotForCustomers(what="pause")
    if pause.resume_on is None or pause.resume_on - pause.from_on > longest:
        raise PauseTooLong(days=settings.longest_pause)
