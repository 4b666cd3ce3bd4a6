"""Every letter there is: to which event it belongs and what it may name. One literal table.

What a template may name besides these: `number`, `name` and `business`. The texts of the house stand in
`resources/mail/<language>`; a test compares them with this table.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.messages.contract_letter import LetterKind
from domain.messages.events import MailEvent
from domain.messages.wording import Wording

ALWAYS: Final = frozenset({"number", "name", "business"})


class PaperLetter(StrEnum):
    """Letters that go with a paper; which one says the paper."""

    INVOICE = "invoice"
    INVOICE_SETTLED = "invoice_settled"
    INVOICE_PART_SETTLED = "invoice_part_settled"
    CREDIT_NOTE = "credit_note"
    FINAL_STATEMENT = "final_statement"
    FINAL_STATEMENT_OWED = "final_statement_owed"


TemplateName = LetterKind | PaperLetter
OwnWords = Callable[[TemplateName, str], Wording | None]
"""The owner's words for a letter in a language; None: the house's own."""


def shipped_words(_name: TemplateName, _language: str) -> Wording | None:
    """Of a house whose owner has not changed anything."""
    return None


@dataclass(frozen=True, slots=True)
class Placed:
    """`names`: the variables of the house's own text, beside those that every letter has. `maybe`: those of them that a
    letter may lack; asked about by an "if", they are nothing then."""

    event: MailEvent
    names: frozenset[str] = frozenset()
    maybe: frozenset[str] = frozenset()

    @property
    def allowed(self) -> frozenset[str]:
        return self.names | ALWAYS


def _of(event: MailEvent, names: str = "", maybe: str = "") -> Placed:
    return Placed(event, frozenset(f"{names} {maybe}".split()), frozenset(maybe.split()))


TEMPLATES: Final[Mapping[TemplateName, Placed]] = {
    PaperLetter.INVOICE: _of(MailEvent.INVOICE, "due_on gross issued_on"),
    PaperLetter.INVOICE_SETTLED: _of(MailEvent.INVOICE, "gross issued_on"),
    PaperLetter.INVOICE_PART_SETTLED: _of(MailEvent.INVOICE, "due_on gross issued_on settled to_pay"),
    PaperLetter.CREDIT_NOTE: _of(MailEvent.INVOICE, "gross issued_on"),
    PaperLetter.FINAL_STATEMENT: _of(MailEvent.DEPOSIT, "amount contracts"),
    PaperLetter.FINAL_STATEMENT_OWED: _of(MailEvent.DEPOSIT, "amount contracts"),
    LetterKind.ORDER_CONFIRMED: _of(MailEvent.ORDER_CONFIRMED, "order prices things", "expected"),
    LetterKind.COUNTER_AGREEMENT: _of(MailEvent.ORDER_CONFIRMED, "order contract things"),
    LetterKind.ORDER_CANCELLED: _of(MailEvent.ORDER_CANCELLED, "order"),
    LetterKind.READY_FOR_PICK_UP: _of(MailEvent.READY_FOR_PICK_UP, "order store things"),
    LetterKind.ORDER_SENT: _of(MailEvent.ORDER_FULFILLED, "order things", "tracking"),
    LetterKind.CONTRACT_STARTED: _of(MailEvent.CONTRACT_STARTED, "on prices", "last_day"),
    LetterKind.CHARGED_ONCE: _of(MailEvent.CHARGED_ONCE, "amount on things"),
    LetterKind.UPCOMING_INVOICE: _of(MailEvent.UPCOMING_INVOICE, "on prices"),
    LetterKind.CANCELLATION_RECEIVED: _of(MailEvent.CANCELLATION, "goods_back_on last_day received_on"),
    LetterKind.CANCELLATION_RECEIVED_AT: _of(MailEvent.CANCELLATION, "goods_back_on last_day received_at"),
    LetterKind.ENDED_BY_US: _of(MailEvent.ENDED_BY_US, "goods_back_on last_day"),
    LetterKind.REMINDER_BEFORE_END: _of(MailEvent.REMINDER_OF_END, "last_day"),
    LetterKind.REMINDER_OF_GOODS: _of(MailEvent.REMINDER_OF_END, "goods_back_on last_day"),
    LetterKind.REMINDER_WITH_OFFER: _of(MailEvent.REMINDER_OF_END, "last_day on prices"),
    LetterKind.CONTRACT_ENDED: _of(MailEvent.CONTRACT_ENDED, "last_day"),
    LetterKind.WITHDRAWAL_RECEIVED: _of(MailEvent.WITHDRAWAL, "received_on refund_until"),
    LetterKind.RENEWED: _of(MailEvent.RENEWAL, "on"),
    LetterKind.RENEWED_FOR_TERM: _of(MailEvent.RENEWAL, "last_day on"),
    LetterKind.PRICE_CHANGE: _of(MailEvent.PRICE_CHANGE, "object_until on prices"),
    LetterKind.PRICE_STAYS: _of(MailEvent.PRICE_CHANGE),
    LetterKind.PAUSE_STARTED: _of(MailEvent.PAUSE, "on"),
    LetterKind.PAUSE_ENDED: _of(MailEvent.PAUSE, "on"),
    LetterKind.BUYOUT_OFFER: _of(MailEvent.BUYOUT_OFFER, "gross net offer things valid_until vat"),
    LetterKind.BUYOUT_OFFER_ON_CREDIT: _of(MailEvent.BUYOUT_OFFER, "gross net offer things valid_until vat"),
    LetterKind.BUYOUT_ACCEPTED: _of(MailEvent.BUYOUT_CONFIRMED, "gross offer on things vat"),
    LetterKind.BUYOUT_SETTLED: _of(MailEvent.BUYOUT_PAID, "gross offer things vat"),
    LetterKind.BUYOUT_PART_SETTLED: _of(MailEvent.BUYOUT_PAID, "gross offer things vat"),
    LetterKind.BUYOUT_EXPIRED: _of(MailEvent.BUYOUT_OFFER, "offer things valid_until"),
    LetterKind.BUYOUT_WITHDRAWN: _of(MailEvent.BUYOUT_OFFER, "offer things"),
    LetterKind.BUYOUT_TAKEN_BACK: _of(MailEvent.BUYOUT_CONFIRMED, "gross offer things"),
    LetterKind.LOYALTY_STEP: _of(MailEvent.LOYALTY, "on prices"),
    LetterKind.LOYALTY_FREE_MONTH: _of(MailEvent.LOYALTY, "on prices"),
    LetterKind.TIER_PERCENT: _of(MailEvent.TIER, "percent tier"),
    LetterKind.TIER_FREE_MONTHS: _of(MailEvent.TIER, "months tier"),
    LetterKind.TIER_BOTH: _of(MailEvent.TIER, "months percent tier"),
    LetterKind.TIER_ENDED: _of(MailEvent.TIER, "tier"),
    LetterKind.REFERRAL_THANKS: _of(MailEvent.REFERRAL, "reward"),
    LetterKind.REFERRAL_REWARD: _of(MailEvent.REFERRAL, "reward"),
    LetterKind.REFERRAL_TAKEN_BACK: _of(MailEvent.REFERRAL, "reward"),
    LetterKind.RETURN_ASKED_FOR: _of(MailEvent.RETURN_ASKED, "return things"),
    LetterKind.RETURN_REFUSED: _of(MailEvent.RETURN_ASKED, "return things why"),
    LetterKind.RETURN_BY_LABEL: _of(MailEvent.RETURN_PENDING, "return things until"),
    LetterKind.RETURN_DROP_OFF: _of(MailEvent.RETURN_PENDING, "return things until"),
    LetterKind.RETURN_PICK_UP: _of(MailEvent.RETURN_PENDING, "pick_up return things until"),
    LetterKind.RETURN_LABEL: _of(MailEvent.RETURN_ASKED, "return things tracking until"),
    LetterKind.RETURN_EXTENDED: _of(MailEvent.RETURN_PENDING, "return things until"),
    LetterKind.RETURN_REMINDER: _of(MailEvent.RETURN_DUE, "return things until"),
    LetterKind.RETURN_OVERDUE: _of(MailEvent.RETURN_DUE, "return things until"),
    LetterKind.RETURN_LAPSED: _of(MailEvent.RETURN_PENDING, "return things until"),
    LetterKind.RETURN_RUNS_ON: _of(MailEvent.RETURN_PENDING, "return things until"),
    LetterKind.RETURN_RECEIVED: _of(MailEvent.RETURN_PENDING, "return things"),
    LetterKind.RETURN_INCOMPLETE: _of(MailEvent.MISSING_PART, "missing return things"),
    LetterKind.PARCEL_SENT_AGAIN: _of(MailEvent.PARCEL_BACK, "things"),
    LetterKind.PARCEL_CAME_BACK: _of(MailEvent.PARCEL_BACK, "things"),
    LetterKind.DAMAGE_CLAIMED: _of(MailEvent.DAMAGE, "amount damages return until"),
    LetterKind.DAMAGE_DROPPED: _of(MailEvent.DAMAGE, "return"),
    LetterKind.RESERVATION_MADE: _of(MailEvent.RESERVATION, "from quantity thing until"),
    LetterKind.RESERVATION_EXPIRED: _of(MailEvent.RESERVATION, "quantity thing until"),
    LetterKind.WAITING_JOINED: _of(MailEvent.WAITING_LIST, "position thing"),
    LetterKind.WAITING_OFFER: _of(MailEvent.WAITING_LIST, "thing until"),
    LetterKind.WAITING_EXPIRED: _of(MailEvent.WAITING_LIST, "thing"),
    LetterKind.ORDER_DAY: _of(MailEvent.ORDER_DAY, "expected order thing"),
    LetterKind.ORDER_LATER: _of(MailEvent.ORDER_DAY, "expected order promised thing"),
    LetterKind.ORDER_LATER_UNKNOWN: _of(MailEvent.ORDER_DAY, "order promised thing"),
    LetterKind.ORDER_NEEDS_DEPOSIT: _of(MailEvent.CHECK, "amount order until"),
    LetterKind.ORDER_NEEDS_MONEY: _of(MailEvent.CHECK, "amount order until"),
    LetterKind.ORDER_NEEDS_IDENTITY: _of(MailEvent.CHECK, "order"),
    LetterKind.ORDER_NEEDS_IDENTITY_ONLINE: _of(MailEvent.CHECK, "link order"),
    LetterKind.ORDER_CHECKED: _of(MailEvent.CHECK, "order"),
    LetterKind.ORDER_REFUSED: _of(MailEvent.CHECK, "order"),
    LetterKind.DECLARATION_RECEIVED: _of(MailEvent.CANCELLATION, "received_at words"),
    LetterKind.DECLARATION_NOT_OURS: _of(MailEvent.CANCELLATION, "received_at words"),
    LetterKind.DECLARATION_MATCHED: _of(MailEvent.CANCELLATION, "declaration last_day received_at"),
    LetterKind.DECLARATION_EXAMINED: _of(MailEvent.CANCELLATION, "declaration received_at"),
    LetterKind.DECLARATION_TAKEN_BACK: _of(MailEvent.CANCELLATION, "declaration received_at"),
    LetterKind.PROBLEM_RECEIVED: _of(MailEvent.PROBLEM, "on repair thing"),
    LetterKind.LOAN_BACK: _of(MailEvent.LOAN, "return things until"),
    LetterKind.MAINTENANCE_BRING: _of(MailEvent.MAINTENANCE, "asset maintenance on return thing"),
    LetterKind.MAINTENANCE_VISIT: _of(MailEvent.MAINTENANCE, "asset maintenance on thing"),
    LetterKind.SWAP_NEW_FIRST: _of(MailEvent.SWAP, "new old old_price price until"),
    LetterKind.SWAP_OLD_FIRST: _of(MailEvent.SWAP, "new old old_price price until"),
    LetterKind.SWAP_AT_COUNTER: _of(MailEvent.SWAP, "new old old_price price until"),
    LetterKind.SWAP_AFTER_LOSS: _of(MailEvent.SWAP, "new old old_price price"),
    LetterKind.SWAP_ON_ITS_WAY: _of(MailEvent.SWAP, "new old until"),
    LetterKind.SWAP_DONE: _of(MailEvent.SWAP, "new old old_price on price"),
    LetterKind.SWAP_TURNS_BACK: _of(MailEvent.SWAP, "new old old_price"),
    LetterKind.SWAP_CALLED_OFF: _of(MailEvent.SWAP, "new old old_price"),
    LetterKind.SWAP_CHARGED: _of(MailEvent.SWAP, "new old price until"),
    LetterKind.REFUND_SENT: _of(MailEvent.REFUND, "amount day refund"),
    LetterKind.REFUND_FAILED: _of(MailEvent.REFUND, "amount day refund"),
    LetterKind.LOSS_REPORTED: _of(MailEvent.LOSS, "code last_day loss reported_on thing"),
    LetterKind.LOSS_REPLACED: _of(MailEvent.LOSS, "code loss reported_on thing"),
    LetterKind.LOSS_CLAIMED: _of(MailEvent.LOSS, "amount code loss object_until reported_on thing"),
    LetterKind.LOSS_COVERED: _of(MailEvent.LOSS, "code loss thing"),
    LetterKind.LOSS_COVERED_PART: _of(MailEvent.LOSS, "amount code loss thing"),
    LetterKind.LOSS_WAIVED: _of(MailEvent.LOSS, "code loss thing"),
    LetterKind.LOSS_FOUND: _of(MailEvent.LOSS, "code loss reported_on thing"),
    LetterKind.LOSS_GIVEN_BACK: _of(MailEvent.LOSS, "amount code loss thing"),
    LetterKind.LOSS_GOES_ON: _of(MailEvent.LOSS, "code loss thing"),
    LetterKind.LOSS_KEPT: _of(MailEvent.LOSS, "amount code loss thing"),
    LetterKind.DEATH_RECEIVED: _of(MailEvent.DEATH, "case"),
    LetterKind.TRANSFER_AGREED_OLD: _of(MailEvent.TRANSFER, "last_day on transfer"),
    LetterKind.TRANSFER_AGREED_NEW: _of(MailEvent.TRANSFER, "contract on transfer"),
    LetterKind.TRANSFER_CALLED_OFF: _of(MailEvent.TRANSFER, "contract on transfer"),
    LetterKind.TRANSFER_DONE_OLD: _of(MailEvent.TRANSFER, "last_day on transfer"),
    LetterKind.TRANSFER_DONE_NEW: _of(MailEvent.TRANSFER, "contract on transfer"),
    LetterKind.TRANSFER_DONE_OLD_DEPOSIT: _of(MailEvent.TRANSFER, "last_day on transfer"),
    LetterKind.TRANSFER_DONE_NEW_DEPOSIT: _of(MailEvent.TRANSFER, "contract on transfer"),
    LetterKind.PAY_OUT_SENT: _of(MailEvent.REFUND, "amount day refund"),
    LetterKind.PAY_OUT_FAILED: _of(MailEvent.REFUND, "amount day refund"),
    LetterKind.PAYMENT_COLLECTED: _of(MailEvent.PAYMENT_DONE, "amount day invoice method"),
    LetterKind.PAYMENT_RETRIED: _of(MailEvent.PAYMENT_FAILED, "amount invoice link method retry_on"),
    LetterKind.PAYMENT_FAILED: _of(MailEvent.PAYMENT_FAILED, "amount invoice link method until"),
    LetterKind.PAYMENT_TO_CONFIRM: _of(MailEvent.PAYMENT_FAILED, "amount invoice link method"),
    LetterKind.METHOD_WANTED: _of(MailEvent.METHOD_LINK, "link until"),
    LetterKind.DEBIT_AHEAD: _of(MailEvent.PRE_NOTIFICATION, "amount creditor day invoice mandate method"),
    LetterKind.DEBIT_RETURNED: _of(MailEvent.RETURN_DEBIT, "amount day invoice link method"),
    LetterKind.DEBIT_RETURNED_RETRIED: _of(MailEvent.RETURN_DEBIT, "amount day invoice method retry_on"),
    LetterKind.METHOD_EXPIRES: _of(MailEvent.METHOD_EXPIRES, "link method until"),
    LetterKind.DUNNING_FRIENDLY: _of(MailEvent.DUNNING, "debt level notice pay_until to_pay"),
    LetterKind.DUNNING_REMINDER: _of(MailEvent.DUNNING, "debt level notice pay_until to_pay"),
    LetterKind.DUNNING_SECOND: _of(MailEvent.DUNNING, "claims debt level notice pay_until to_pay"),
    LetterKind.DUNNING_LAST: _of(MailEvent.DUNNING, "claims debt level notice pay_until to_pay"),
    LetterKind.INSTALMENTS_AGREED: _of(MailEvent.INSTALMENTS, "count first_on last_on plan rate to_pay"),
    LetterKind.INSTALMENTS_LAPSED: _of(MailEvent.INSTALMENTS, "due_on plan rate to_pay"),
    LetterKind.COLLECTION_HANDED_OVER: _of(MailEvent.COLLECTION, "day partner to_pay"),
    LetterKind.QUOTE: _of(MailEvent.QUOTE, "monthly quote things today valid_until", "link"),
    LetterKind.QUOTE_REMINDER: _of(MailEvent.QUOTE_REMINDER, "quote things valid_until", "link"),
    LetterKind.QUOTE_DECLINED: _of(MailEvent.QUOTE, "quote things"),
    LetterKind.TILL_RECEIPT: _of(MailEvent.TILL_RECEIPT, "amount receipt written_at"),
    LetterKind.LOGIN_CODE: _of(MailEvent.LOGIN_CODE, "login_code link"),
    LetterKind.NEW_ADDRESS_CODE: _of(MailEvent.LOGIN_CODE, "login_code"),
    LetterKind.MAIL_ADDRESS_CHANGED: _of(MailEvent.LOGIN_CODE, "changed_at"),
    LetterKind.ERASURE_RECEIVED: _of(MailEvent.DATA_REQUEST, "received_at"),
    LetterKind.DATA_TAKEN: _of(MailEvent.DATA_REQUEST, "taken_at"),
}


def template_named(name: str) -> TemplateName:
    """Raises ValueError."""
    try:
        return PaperLetter(name)
    except ValueError:
        return LetterKind(name)


def letters_of(event: MailEvent) -> tuple[TemplateName, ...]:
    """Its letters; none where the house does not write about it yet."""
    return tuple(name for name, placed in TEMPLATES.items() if placed.event is event)
