"""After which facts the worker looks at promises again: whatever changes what is free, or what is promised."""

from collections.abc import Callable
from uuid import UUID

from domain.application import Command, Event
from domain.assets.receive_assets import AssetsReceived, ReceiveAssets
from domain.assets.undo_receipt import ReceiptUndone
from domain.availability.drop_expectation import ExpectationDropped
from domain.availability.expect_receipt import ReceiptExpected
from domain.availability.join_waiting_list import WaitingListJoined
from domain.availability.leave_waiting_list import WaitingListLeft
from domain.availability.look_at_availability import LookAtAvailability
from domain.availability.model import KindAt
from domain.availability.move_expectation import ExpectationMoved
from domain.availability.release_reservation import ReservationReleased
from domain.availability.reserve_product import ProductReserved
from domain.buyout.take_back_buyout import BuyoutTakenBack
from domain.cancellations.carry_out_declaration import DeclarationCarriedOut
from domain.cancellations.moving import DeclarationMoved
from domain.cancellations.take_back_declaration import TakeBackDeclaration
from domain.checks.model import Stage
from domain.checks.stepping import CheckStepped
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.changing import ContractChanged
from domain.contracts.end_line import EndLine
from domain.contracts.keep_contract import KeepContract
from domain.contracts.move_end import MoveEnd
from domain.contracts.return_part import ReturnPart
from domain.contracts.terminate_contract import TerminateContract
from domain.contracts.undo_change import UndoChange
from domain.contracts.withdraw_contract import WithdrawContract
from domain.ids import AssetId, ContractId
from domain.losses.moved import LossMoved
from domain.losses.written import WriteOffMoved
from domain.quotes.moved import QuoteMoved
from domain.refurbishment.finish_refurbishment import RefurbishmentFinished
from domain.refurbishment.moving import RepairMoved
from domain.returns.announce_return import ReturnAnnounced
from domain.returns.ask_return import ReturnAsked
from domain.returns.call_off_return import ReturnCalledOff
from domain.returns.deciding import ReturnMoved
from domain.returns.replace_asset import AssetReplaced
from domain.returns.take_back_asset import AssetTakenBack
from domain.returns.take_back_parcel import ParcelTakenBack
from domain.swaps.told import SwapMoved

Run = Callable[[str, Command], Event]
_OF_A_KIND = (
    ExpectationDropped,
    ExpectationMoved,
    ProductReserved,
    ReceiptExpected,
    ReservationReleased,
    WaitingListJoined,
    WaitingListLeft,
)
_OF_A_THING = (AssetTakenBack, LossMoved, RefurbishmentFinished, RepairMoved, WriteOffMoved)
_OF_A_CONTRACT = (AssetReplaced, BuyoutTakenBack, DeclarationCarriedOut, ReturnAnnounced, ReturnCalledOff, SwapMoved)
_ENDS = (
    CancelContract, EndLine, KeepContract, MoveEnd, ReturnPart, TakeBackDeclaration, TerminateContract, UndoChange,
    WithdrawContract,
)  # fmt: skip
"""Changes after which a contract's things come back on another day, or do not leave."""


def follow_availability(command: Command, event: Event, run: Run) -> None:
    """After all else that follows from the fact, so that it counts too."""
    look = _look(command, event)
    if look is not None:
        run("availability", look)


def _look(command: Command, event: Event) -> LookAtAvailability | None:
    if isinstance(event, _OF_A_KIND):
        return LookAtAvailability((KindAt(event.variant_id, event.store_id),))
    if isinstance(event, QuoteMoved):
        return LookAtAvailability(event.freed) if event.freed else None
    if isinstance(command, ReceiveAssets) and isinstance(event, AssetsReceived):
        return LookAtAvailability(asset_ids=event.asset_ids[:1], arrived=len(event.asset_ids))
    things = _things(event)
    if things:
        return LookAtAvailability(asset_ids=things)
    contracts = _contracts(command, event)
    return LookAtAvailability(contract_ids=contracts) if contracts else None


def _things(event: Event) -> tuple[AssetId, ...]:
    if isinstance(event, _OF_A_THING):
        return (event.asset_id,)
    if isinstance(event, ReceiptUndone):
        return event.asset_ids
    if isinstance(event, ParcelTakenBack):
        return tuple(asset_id for asset_id, _line_id in event.things)
    return ()


def _contracts(command: Command, event: Event) -> tuple[ContractId, ...]:
    if isinstance(event, _OF_A_CONTRACT):
        return (event.contract_id,)
    if isinstance(event, CheckStepped):
        return (event.contract_id,) if event.stage is Stage.REFUSED else ()
    if isinstance(event, ReturnAsked):
        return event.contracts
    if isinstance(event, ReturnMoved):
        return tuple(ContractId(UUID(each)) for each in event.contracts)
    if isinstance(command, _ENDS) and isinstance(event, ContractChanged | DeclarationMoved):
        return () if event.contract_id is None else (event.contract_id,)
    return ()
