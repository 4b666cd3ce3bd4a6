"""A refund goes back through the charge it came with: asked for once, however often; what fails is balance again."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from connectors.psp.training.bank import TrainingBank
from connectors.psp.training.behaviour import Behaviour, card_token
from connectors.psp.training.ledger import BankFile
from domain.application import Seat
from domain.billing.pay_out_balance import PayOutBalance
from domain.billing.record_payment import RecordPayment
from domain.billing.settlement import PaidBy
from domain.ids import InvoiceId
from domain.money import Money
from domain.payments.pay_back import NoChargeToPayBack
from domain.payments.provider import Answer, News, Outcome, ProviderName
from domain.payments.reasons import Reason, ReasonClass
from domain.payments.record_pay_back import RecordPayBack
from domain.payments.take_news import TakeNews
from storage.jobs.chores import Chores
from tests.storage.business import Business
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.payment_story import Payer, balance, billed, collecting, money_in, payer, plan, with_card
from tests.storage.trade import today


class House:
    """Somebody who paid 79.00 by card and 20.00 too much by transfer, and the worker with its bank."""

    def __init__(self, business: Business) -> None:
        collecting(business)
        self.business, self.bank = business, TrainingBank(BankFile(), business.clock)
        dsn = business.server.seat_dsn(Seat.WORKER, business.database)
        self.worker: Chores = chores(dsn, Letterbox(), business.clock, providers={ProviderName.TRAINING: self.bank})
        self.who: Payer = payer(business)
        with_card(business, self.who.customer_id, card_token(Behaviour.GOOD))
        self.invoice: InvoiceId = billed(business, self.who)
        plan(business, self.invoice)
        business.pass_days(3)
        self.worker.payments.collect()
        twenty = Money.of("20.00")
        business.do(
            Seat.BACKOFFICE, RecordPayment(self.invoice, Money(0), twenty, today(business), PaidBy.TRANSFER, True)
        )

    def out(self, amount: str, by: PaidBy = PaidBy.CARD) -> None:
        given = Money.of(amount)
        seen = balance(self.business, self.who.customer_id)
        self.business.do(Seat.BACKOFFICE, PayOutBalance(self.who.customer_id, seen, given, today(self.business), by))

    def refund(self) -> str:
        [row] = self.business.rows("SELECT status FROM umlauf.refund")
        return str(row["status"])


@pytest.fixture
def house(business: Business) -> Iterator[House]:
    made = House(business)
    yield made
    made.worker.close()


def test_it_goes_back_through_the_card_and_arrives_once(house: House) -> None:
    house.out("20.00")
    assert house.refund() == "sent"
    assert house.worker.payments.pay_back() == 1
    assert house.refund() == "settled"
    assert house.worker.payments.pay_back() == 0
    back = [each.amount for each in house.bank.statement() if each.amount.minor < 0]
    assert (back, money_in(house.business)) == ([Money.of("-20.00")], 7900)


def test_one_that_comes_back_later_is_balance_again(house: House) -> None:
    house.out("20.00")
    house.worker.payments.pay_back()
    [row] = house.business.rows("SELECT id FROM umlauf.pay_back")
    answer = Answer(Outcome.FAILED, reason=Reason(ReasonClass.METHOD_ENDED, "lost_card"))
    news = News(ProviderName.TRAINING, str(uuid4()), house.business.clock.now(), answer, pay_back_key=row["id"])
    house.business.do(Seat.WORKER, RecordPayBack(row["id"], answer))
    for _ in range(2):
        house.business.do(Seat.WORKER, TakeNews.of(news))
    assert house.refund() == "failed"
    assert balance(house.business, house.who.customer_id) == Money.of("20.00")
    letters = house.business.rows("SELECT facts ->> 'kind' AS kind FROM umlauf.outbox WHERE facts ? 'kind'")
    assert "pay_out_failed" in {each["kind"] for each in letters}


def test_no_more_goes_back_than_came_by_it(house: House) -> None:
    with pytest.raises(NoChargeToPayBack):
        house.business.do(
            Seat.BACKOFFICE,
            PayOutBalance(
                house.who.customer_id, Money.of("20.00"), Money.of("20.00"), today(house.business),
                PaidBy.WALLET, other_way_agreed=True,
            ),
        )  # fmt: skip
    assert money_in(house.business) == 9900
