"""The commands about collecting money, with their handlers."""

from collections.abc import Mapping
from typing import Final

from domain.application import Command, Handler
from domain.payments.add_mandate import AddMandate, add_mandate
from domain.payments.amend_mandate import AmendMandate, amend_mandate
from domain.payments.ask_method import AskMethod, ask_method
from domain.payments.charge_return_fee import ChargeReturnFee, charge_return_fee
from domain.payments.choose_method import ChooseMethod, choose_method
from domain.payments.collect_now import CollectNow, collect_now
from domain.payments.decide_attempt import DecideAttempt, decide_attempt
from domain.payments.end_method import EndMethod, end_method
from domain.payments.keep_mandate_scan import KeepMandateScan, keep_mandate_scan
from domain.payments.keep_method import KeepMethod, keep_method
from domain.payments.look_up_payment import LookUpPayment, look_up_payment
from domain.payments.match_news import MatchNews, match_news
from domain.payments.open_pay_link import OpenPayLink, open_pay_link
from domain.payments.pay_invoice import PayInvoice, pay_invoice
from domain.payments.plan_payments import PlanPayments, plan_payments
from domain.payments.reach_method import ReachMethod, reach_method
from domain.payments.record_answer import RecordAnswer, record_answer
from domain.payments.record_pay_back import RecordPayBack, record_pay_back
from domain.payments.retry_payment import RetryPayment, retry_payment
from domain.payments.submit_payments import SubmitPayments, submit_payments
from domain.payments.take_news import TakeNews, take_news
from domain.payments.tell_method import TellMethod, tell_method
from domain.payments.tell_payment import TellPayment, tell_payment
from domain.payments.withdraw_attempt import WithdrawAttempt, withdraw_attempt

PAYMENT_HANDLERS: Final[Mapping[type[Command], Handler]] = {
    AddMandate: add_mandate,
    AmendMandate: amend_mandate,
    AskMethod: ask_method,
    OpenPayLink: open_pay_link,
    ChargeReturnFee: charge_return_fee,
    ChooseMethod: choose_method,
    CollectNow: collect_now,
    DecideAttempt: decide_attempt,
    EndMethod: end_method,
    KeepMandateScan: keep_mandate_scan,
    KeepMethod: keep_method,
    LookUpPayment: look_up_payment,
    MatchNews: match_news,
    PlanPayments: plan_payments,
    ReachMethod: reach_method,
    RecordAnswer: record_answer,
    RecordPayBack: record_pay_back,
    PayInvoice: pay_invoice,
    RetryPayment: retry_payment,
    SubmitPayments: submit_payments,
    TakeNews: take_news,
    TellMethod: tell_method,
    TellPayment: tell_payment,
    WithdrawAttempt: withdraw_attempt,
}
