"""What follows from a return's facts, as the worker draws it."""

from collections.abc import Callable
from datetime import date

from domain.application import Command, Event, Seat
from domain.billing.bill_contract import BillContract
from domain.contracts.end_returned_line import EndReturnedLine
from domain.contracts.follow_goods import FollowGoods
from domain.ids import ReturnId
from domain.returns.announce_return import ReturnAnnounced
from domain.returns.approve_return import ApproveReturn
from domain.returns.ask_return import AskReturn, ReturnAsked, announced
from domain.returns.charge_claim import ClaimCharged
from domain.returns.claim_damage import ClaimDamage
from domain.returns.deciding import ReturnMoved
from domain.returns.drop_claim import DropClaim
from domain.returns.extend_return import ExtendReturn
from domain.returns.model import Purpose
from domain.returns.note_missing import NoteMissing
from domain.returns.note_other_thing import NoteOtherThing
from domain.returns.refuse_return import RefuseReturn
from domain.returns.remind_return import RemindReturn
from domain.returns.replace_asset import AssetReplaced
from domain.returns.send_return_label import SendReturnLabel
from domain.returns.stages import Stage
from domain.returns.take_back_asset import AssetTakenBack
from domain.returns.take_back_parcel import ParcelTakenBack
from domain.returns.tell_return import News, TellReturn
from domain.shipping.send_again import AgainSent, SendAgain

Run = Callable[[str, Command], Event]

_NEWS = {
    ApproveReturn: News.ASKED_BACK,
    RefuseReturn: News.REFUSED,
    SendReturnLabel: News.LABEL,
    ExtendReturn: News.EXTENDED,
    ClaimDamage: News.CLAIMED,
    DropClaim: News.DROPPED,
    RemindReturn: News.REMINDED,
}
NEVER_HAD = date(1900, 1, 1)
"""A day before every contract: what ends by it was never charged."""


def follow_return(command: Command, event: Event, day: date, run: Run, seat: Seat = Seat.BACKOFFICE) -> bool:
    """Whether the fact was one of a return. `seat` gave the command."""
    if isinstance(command, AskReturn) and isinstance(event, ReturnAsked):
        announce = announced(command, event, seat)
        return follow_return(announce, run("announce", announce), day, run)
    if isinstance(event, ReturnAnnounced):
        run("tell", TellReturn(event.return_id, News.ASKED if event.waits else News.ASKED_BACK))
    elif isinstance(event, AssetReplaced):
        if event.return_id is not None:
            run("tell", TellReturn(event.return_id, News.ASKED_BACK))
    elif isinstance(event, AssetTakenBack):
        came_back(event, day, run)
    elif isinstance(event, ParcelTakenBack):
        _parcel_back(event, day, run)
    elif isinstance(event, ClaimCharged):
        if event.from_deposit and event.contract_id is not None:
            run("settle", BillContract(event.contract_id, day))
    elif isinstance(event, ReturnMoved):
        _moved(command, event, run)
    else:
        return False
    return True


def _moved(command: Command, event: ReturnMoved, run: Run) -> None:
    if isinstance(command, NoteMissing | NoteOtherThing):
        if event.stage is Stage.RECEIVED:
            run("tell", TellReturn(event.return_id, News.RECEIPT))
    elif type(command) in _NEWS:
        run("tell", TellReturn(event.return_id, _NEWS[type(command)]))


def came_back(event: AssetTakenBack, day: date, run: Run) -> None:
    """What the customer is done with ends its line; what they get back does not, unless the contract is over."""
    line_id = event.contract_line_id
    is_end = event.purpose is Purpose.END
    if event.purpose is Purpose.LOAN:
        run("end_line", EndReturnedLine(event.contract_id, line_id, day))
    elif not is_end:
        again = run("again", SendAgain(event.contract_id, line_id, event.return_id, event.asset_id, day))
        is_end = isinstance(again, AgainSent) and again.is_end
    if is_end:
        run("end_line", EndReturnedLine(event.contract_id, line_id, day, event.asset_id))
    else:
        run("goods", FollowGoods(event.contract_id, day))
    if event.still_open == 0:
        run("tell", TellReturn(event.return_id, News.RECEIPT))


def _parcel_back(event: ParcelTakenBack, day: date, run: Run) -> None:
    """A first parcel that never arrived and is not wanted any more costs nothing: nobody had what was in it."""
    if event.purpose is Purpose.END:
        last = NEVER_HAD if event.is_first else day
        for n, (asset_id, line_id) in enumerate(event.things):
            run(f"end_line {n}", EndReturnedLine(event.contract_id, line_id, last, asset_id))
    else:
        for n, (asset_id, line_id) in enumerate(event.things):
            run(f"again {n}", SendAgain(event.contract_id, line_id, event.return_id, asset_id, day))
        run("goods", FollowGoods(event.contract_id, day))
    news = News.PARCEL_ENDS if event.purpose is Purpose.END else News.PARCEL_AGAIN
    run("tell", TellReturn(ReturnId(event.return_id), news))
