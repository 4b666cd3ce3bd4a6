"""The commands about returns, with their handlers."""

from collections.abc import Mapping
from typing import Final

from domain.application import Command, Handler
from domain.returns.announce_return import AnnounceReturn, announce_return
from domain.returns.approve_return import ApproveReturn, approve_return
from domain.returns.ask_return import AskReturn, ask_return
from domain.returns.call_off_return import CallOffReturn, call_off_return
from domain.returns.charge_claim import ChargeClaim, charge_claim
from domain.returns.claim_damage import ClaimDamage, claim_damage
from domain.returns.close_return import CloseReturn, close_return
from domain.returns.drop_claim import DropClaim, drop_claim
from domain.returns.extend_return import ExtendReturn, extend_return
from domain.returns.follow_inspection import FollowInspection, follow_inspection
from domain.returns.inspect_return import InspectReturn, inspect_return
from domain.returns.keep_photo import KeepPhoto, keep_photo
from domain.returns.note_damage import NoteDamage, note_damage
from domain.returns.note_missing import NoteMissing, note_missing
from domain.returns.note_other_thing import NoteOtherThing, note_other_thing
from domain.returns.note_return_sent import NoteReturnSent, note_return_sent
from domain.returns.object_to_claim import ObjectToClaim, object_to_claim
from domain.returns.reach_returns import ReachReturns, reach_returns
from domain.returns.refuse_return import RefuseReturn, refuse_return
from domain.returns.remind_return import RemindReturn, remind_return
from domain.returns.replace_asset import ReplaceAsset, replace_asset
from domain.returns.send_return_label import SendReturnLabel, send_return_label
from domain.returns.take_back_asset import TakeBackAsset, take_back_asset
from domain.returns.take_back_parcel import TakeBackParcel, take_back_parcel
from domain.returns.tell_return import TellReturn, tell_return

RETURN_HANDLERS: Final[Mapping[type[Command], Handler]] = {
    AnnounceReturn: announce_return,
    ApproveReturn: approve_return,
    AskReturn: ask_return,
    CallOffReturn: call_off_return,
    ChargeClaim: charge_claim,
    ClaimDamage: claim_damage,
    CloseReturn: close_return,
    DropClaim: drop_claim,
    ExtendReturn: extend_return,
    FollowInspection: follow_inspection,
    InspectReturn: inspect_return,
    KeepPhoto: keep_photo,
    NoteDamage: note_damage,
    NoteMissing: note_missing,
    NoteOtherThing: note_other_thing,
    NoteReturnSent: note_return_sent,
    ObjectToClaim: object_to_claim,
    ReachReturns: reach_returns,
    RefuseReturn: refuse_return,
    RemindReturn: remind_return,
    ReplaceAsset: replace_asset,
    SendReturnLabel: send_return_label,
    TakeBackAsset: take_back_asset,
    TakeBackParcel: take_back_parcel,
    TellReturn: tell_return,
}
