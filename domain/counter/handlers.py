"""The commands of the counter and their handlers."""

from collections.abc import Mapping
from typing import Final

from domain.application import Command, Handler
from domain.counter.agree_pay_out import AgreePayOut, agree_pay_out
from domain.counter.book_money_ahead import BookMoneyAhead, book_money_ahead
from domain.counter.book_pay_out import BookPayOut, book_pay_out
from domain.counter.book_pay_out_again import BookPayOutAgain, book_pay_out_again
from domain.counter.book_sale import BookSale, book_sale
from domain.counter.book_sale_money import BookSaleMoney, book_sale_money
from domain.counter.hand_over_at_counter import HandOverAtCounter, hand_over_at_counter
from domain.counter.hand_over_sold import HandOverSold, hand_over_sold
from domain.counter.honour_sale import HonourSale, honour_sale
from domain.counter.keep_signature import KeepSignature, keep_signature
from domain.counter.note_sale import NoteSale, note_sale
from domain.counter.pay_out_at_counter import PayOutAtCounter, pay_out_at_counter
from domain.counter.sell_at_counter import SellAtCounter, sell_at_counter
from domain.counter.take_back_sale import TakeBackSale, take_back_sale
from domain.counter.take_money_ahead import TakeMoneyAhead, take_money_ahead
from domain.counter.tell_agreement import TellAgreement, tell_agreement

COUNTER_HANDLERS: Final[Mapping[type[Command], Handler]] = {
    AgreePayOut: agree_pay_out,
    BookMoneyAhead: book_money_ahead,
    BookPayOut: book_pay_out,
    BookPayOutAgain: book_pay_out_again,
    BookSale: book_sale,
    BookSaleMoney: book_sale_money,
    HandOverAtCounter: hand_over_at_counter,
    HandOverSold: hand_over_sold,
    HonourSale: honour_sale,
    KeepSignature: keep_signature,
    NoteSale: note_sale,
    PayOutAtCounter: pay_out_at_counter,
    SellAtCounter: sell_at_counter,
    TakeBackSale: take_back_sale,
    TakeMoneyAhead: take_money_ahead,
    TellAgreement: tell_agreement,
}
