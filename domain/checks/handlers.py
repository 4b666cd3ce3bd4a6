"""The commands of checks before shipping and their handlers."""

from collections.abc import Mapping
from typing import Final

from domain.application import Command, Handler
from domain.checks.agree_release import AgreeRelease, agree_release
from domain.checks.ask_bureau import AskBureau, ask_bureau
from domain.checks.ask_identity import AskIdentity, ask_identity
from domain.checks.ask_money import AskMoney, ask_money
from domain.checks.block_customer import BlockCustomer, block_customer
from domain.checks.block_value import BlockValue, block_value
from domain.checks.change_check_settings import ChangeCheckSettings, change_check_settings
from domain.checks.check_again import CheckAgain, check_again
from domain.checks.decline_release import DeclineRelease, decline_release
from domain.checks.drop_money import DropMoney, drop_money
from domain.checks.erase_check_detail import EraseCheckDetail, erase_check_detail
from domain.checks.judge_order import JudgeOrder, judge_order
from domain.checks.lapse_money import LapseMoney, lapse_money
from domain.checks.lift_block import LiftBlock, lift_block
from domain.checks.look_again import LookAgain, look_again
from domain.checks.note_bureau import NoteBureau, note_bureau
from domain.checks.note_identity import NoteIdentity, note_identity
from domain.checks.receive_money import ReceiveMoney, receive_money
from domain.checks.refuse_order import RefuseOrder, refuse_order
from domain.checks.release_order import ReleaseOrder, release_order
from domain.checks.see_identity import SeeIdentity, see_identity
from domain.checks.take_over import TakeOver, take_over
from domain.checks.tell_check import TellCheck, tell_check

CHECK_HANDLERS: Final[Mapping[type[Command], Handler]] = {
    AgreeRelease: agree_release,
    AskBureau: ask_bureau,
    AskIdentity: ask_identity,
    AskMoney: ask_money,
    BlockCustomer: block_customer,
    BlockValue: block_value,
    ChangeCheckSettings: change_check_settings,
    CheckAgain: check_again,
    DeclineRelease: decline_release,
    DropMoney: drop_money,
    EraseCheckDetail: erase_check_detail,
    JudgeOrder: judge_order,
    LapseMoney: lapse_money,
    LiftBlock: lift_block,
    LookAgain: look_again,
    NoteBureau: note_bureau,
    NoteIdentity: note_identity,
    ReceiveMoney: receive_money,
    RefuseOrder: refuse_order,
    ReleaseOrder: release_order,
    SeeIdentity: see_identity,
    TakeOver: take_over,
    TellCheck: tell_check,
}
