"""The commands about dunning and collection, with their handlers."""

from collections.abc import Mapping
from typing import Final

from domain.application import Command, Handler
from domain.collection.decide_collection import DecideCollection, decide_collection
from domain.collection.move_collection import MoveCollection, move_collection
from domain.collection.propose_collection import ProposeCollection, propose_collection
from domain.collection.recover_things import RecoverThings, recover_things
from domain.collection.revive_claim import ReviveClaim, revive_claim
from domain.collection.take_case_payment import TakeCasePayment, take_case_payment
from domain.collection.tell_collection import TellCollection, tell_collection
from domain.collection.write_off_claim import WriteOffClaim, write_off_claim
from domain.dunning.agree_instalments import AgreeInstalments, agree_instalments
from domain.dunning.call_off_instalments import CallOffInstalments, call_off_instalments
from domain.dunning.change_dunning_settings import ChangeDunningSettings, change_dunning_settings
from domain.dunning.drop_notice import DropNotice, drop_notice
from domain.dunning.follow_instalments import FollowInstalments, follow_instalments
from domain.dunning.hold_dunning import HoldDunning, hold_dunning
from domain.dunning.lift_hold import LiftHold, lift_hold
from domain.dunning.note_notice_sent import NoteNoticeSent, note_notice_sent
from domain.dunning.remind_customer import RemindCustomer, remind_customer
from domain.dunning.request_dunning_run import RequestDunningRun, request_dunning_run
from domain.dunning.take_payment import TakePayment, take_payment
from domain.dunning.tell_instalments import TellInstalments, tell_instalments
from domain.dunning.waive_claims import WaiveClaims, waive_claims

DUNNING_HANDLERS: Final[Mapping[type[Command], Handler]] = {
    AgreeInstalments: agree_instalments,
    CallOffInstalments: call_off_instalments,
    ChangeDunningSettings: change_dunning_settings,
    DecideCollection: decide_collection,
    DropNotice: drop_notice,
    FollowInstalments: follow_instalments,
    HoldDunning: hold_dunning,
    LiftHold: lift_hold,
    MoveCollection: move_collection,
    NoteNoticeSent: note_notice_sent,
    ProposeCollection: propose_collection,
    RecoverThings: recover_things,
    RemindCustomer: remind_customer,
    RequestDunningRun: request_dunning_run,
    ReviveClaim: revive_claim,
    TakeCasePayment: take_case_payment,
    TakePayment: take_payment,
    TellCollection: tell_collection,
    TellInstalments: tell_instalments,
    WaiveClaims: waive_claims,
    WriteOffClaim: write_off_claim,
}
