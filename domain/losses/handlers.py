"""The commands of what is lost, written off, and of customers who died or are insolvent."""

from collections.abc import Mapping
from typing import Final

from domain.application import Command, Handler
from domain.losses.change_case_contact import ChangeCaseContact, change_case_contact
from domain.losses.change_loss_settings import ChangeLossSettings, change_loss_settings
from domain.losses.charge_loss import ChargeLoss, charge_loss
from domain.losses.claim_loss import ClaimLoss, claim_loss
from domain.losses.cover_loss import CoverLoss, cover_loss
from domain.losses.decide_found import DecideFound, decide_found
from domain.losses.decide_write_off import DecideWriteOff, decide_write_off
from domain.losses.find_lost import FindLost, find_lost
from domain.losses.follow_found import FollowFound, follow_found
from domain.losses.lift_case import LiftCase, lift_case
from domain.losses.object_to_loss import ObjectToLoss, object_to_loss
from domain.losses.open_case import OpenCase, open_case
from domain.losses.recover_lost import RecoverLost, recover_lost
from domain.losses.report_loss import ReportLoss, report_loss
from domain.losses.tell_death import TellDeath, tell_death
from domain.losses.tell_loss import TellLoss, tell_loss
from domain.losses.undo_write_off import UndoWriteOff, undo_write_off
from domain.losses.waive_loss import WaiveLoss, waive_loss
from domain.losses.write_off_asset import WriteOffAsset, write_off_asset

LOSS_HANDLERS: Final[Mapping[type[Command], Handler]] = {
    ChangeCaseContact: change_case_contact,
    ChangeLossSettings: change_loss_settings,
    ChargeLoss: charge_loss,
    ClaimLoss: claim_loss,
    CoverLoss: cover_loss,
    DecideFound: decide_found,
    DecideWriteOff: decide_write_off,
    FindLost: find_lost,
    FollowFound: follow_found,
    LiftCase: lift_case,
    ObjectToLoss: object_to_loss,
    OpenCase: open_case,
    RecoverLost: recover_lost,
    ReportLoss: report_loss,
    TellDeath: tell_death,
    TellLoss: tell_loss,
    UndoWriteOff: undo_write_off,
    WaiveLoss: waive_loss,
    WriteOffAsset: write_off_asset,
}
