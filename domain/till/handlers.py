"""The commands of tills."""

from collections.abc import Mapping
from typing import Final

from domain.application import Command, Handler
from domain.till.add_till import AddTill, add_till
from domain.till.agree_void import AgreeVoid, agree_void
from domain.till.change_till import ChangeTill, change_till
from domain.till.close_day import CloseDay, close_day
from domain.till.close_till import CloseTill, close_till
from domain.till.count_drawer import CountDrawer, count_drawer
from domain.till.mail_receipt import MailReceipt, mail_receipt
from domain.till.move_cash import MoveCash, move_cash
from domain.till.open_drawer import OpenDrawer, open_drawer
from domain.till.tell_receipt import TellReceipt, tell_receipt
from domain.till.void_receipt import VoidReceipt, void_receipt

TILL_HANDLERS: Final[Mapping[type[Command], Handler]] = {
    AddTill: add_till,
    ChangeTill: change_till,
    CloseTill: close_till,
    OpenDrawer: open_drawer,
    MoveCash: move_cash,
    CountDrawer: count_drawer,
    CloseDay: close_day,
    VoidReceipt: void_receipt,
    AgreeVoid: agree_void,
    MailReceipt: mail_receipt,
    TellReceipt: tell_receipt,
}
