"""The part of the seats' story that tells what people decide about letters; and letters moved by hand."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from domain.application import Command
from domain.ids import CustomerId
from domain.messages.block_address import BlockAddress
from domain.messages.change_mail_rule import ChangeMailRule
from domain.messages.change_wording import ChangeWording
from domain.messages.decide_mail import DecideMail
from domain.messages.delivery import MailStep
from domain.messages.events import MailEvent, Recipient
from domain.messages.release_address import ReleaseAddress
from domain.messages.resend_mail import ResendMail
from domain.messages.rules import MailRule
from domain.messages.send_test_mail import SendTestMail
from domain.messages.set_billing_contact import SetBillingContact
from domain.messages.tell_news import News, TellNews
from domain.messages.wording import Wording
from tests.storage.business import Business
from tests.storage.trade import today

STEP = (
    "INSERT INTO umlauf.mail_step (mail_id, n, step, at, why, command_id)"
    " VALUES (%(mail)s, 0, %(step)s, %(at)s, '', %(command)s)"
)
WORDS = Wording("Pause: {{ number }}", "Guten Tag {{ name }},\n\nbis bald. Seit dem {{ on }}.\n")


def move(business: Business, mail_id: UUID, *steps: str) -> None:
    """As the worker would."""
    with business.connection().translating() as connection:
        for step in steps:
            values = {"mail": mail_id, "step": step, "at": datetime.now(UTC), "command": None}
            connection.execute(STEP, values)


def tell_letters(do: Callable[[Command], Any], business: Business, customer_id: CustomerId) -> None:
    rule = MailRule(True, 60, (Recipient.CUSTOMER, Recipient.OTHER), "buch@example.org")
    do(ChangeMailRule(MailEvent.PAUSE, 0, rule))
    do(ChangeWording("pause_started", "de", 0, WORDS))
    do(ChangeWording("pause_started", "de", 1, None))
    do(SetBillingContact(customer_id, "Buchhaltung", "rechnung@example.org"))
    do(SetBillingContact(customer_id, "", ""))
    test = SendTestMail("pause_started", "de", "anna@example.org", "Probe", "Text", "<p>Text</p>")
    first, second = do(test).mail_id, do(test).mail_id
    do(DecideMail(first, MailStep.DROP, "nur ein Versuch"))
    move(business, second, "claim", "lose")
    do(DecideMail(second, MailStep.AGAIN, address="lena@example.org"))
    move(business, second, "claim", "accept", "bounce")
    again = do(ResendMail(second)).again_id
    move(business, again, "claim", "refuse")
    do(DecideMail(again, MailStep.PRINT))
    do(DecideMail(again, MailStep.PRINTED))
    block = do(BlockAddress("will nichts mehr", "weg@example.org")).block_id
    do(ReleaseAddress(block, "hat es sich anders überlegt"))
    contract_id = business.rows("SELECT id FROM umlauf.contract LIMIT 1")[0]["id"]
    do(TellNews(contract_id, News.BILLED_SOON, today(business)))
