"""The commands about letters, with their handlers."""

from collections.abc import Mapping
from typing import Final

from domain.application import Command, Handler
from domain.messages.block_address import BlockAddress, block_address
from domain.messages.change_mail_rule import ChangeMailRule, change_mail_rule
from domain.messages.change_wording import ChangeWording, change_wording
from domain.messages.decide_mail import DecideMail, decide_mail
from domain.messages.release_address import ReleaseAddress, release_address
from domain.messages.resend_mail import ResendMail, resend_mail
from domain.messages.send_test_mail import SendTestMail, send_test_mail
from domain.messages.set_billing_contact import SetBillingContact, set_billing_contact
from domain.messages.tell_news import TellNews, tell_news

MAIL_HANDLERS: Final[Mapping[type[Command], Handler]] = {
    BlockAddress: block_address,
    ChangeMailRule: change_mail_rule,
    ChangeWording: change_wording,
    DecideMail: decide_mail,
    ReleaseAddress: release_address,
    ResendMail: resend_mail,
    SendTestMail: send_test_mail,
    SetBillingContact: set_billing_contact,
    TellNews: tell_news,
}
