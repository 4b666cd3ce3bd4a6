"""Letters about a contract without a paper: what they need to know, and how a transaction promises them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from domain.ids import ContractId, CustomerId
from domain.money import Money
from domain.period import Interval


class LetterKind(StrEnum):
    """Which template is used. Source: RULES.md 4, events 12, 13, 16, 26, 27, 28, 33."""

    ORDER_CONFIRMED = "order_confirmed"
    ORDER_CANCELLED = "order_cancelled"
    COUNTER_AGREEMENT = "counter_agreement"
    ORDER_SENT = "order_sent"
    READY_FOR_PICK_UP = "ready_for_pick_up"
    CONTRACT_STARTED = "contract_started"
    CHARGED_ONCE = "charged_once"
    UPCOMING_INVOICE = "upcoming_invoice"
    CANCELLATION_RECEIVED = "cancellation_received"
    CANCELLATION_RECEIVED_AT = "cancellation_received_at"
    ENDED_BY_US = "ended_by_us"
    REMINDER_BEFORE_END = "reminder_before_end"
    REMINDER_OF_GOODS = "reminder_of_goods"
    REMINDER_WITH_OFFER = "reminder_with_offer"
    CONTRACT_ENDED = "contract_ended"
    WITHDRAWAL_RECEIVED = "withdrawal_received"
    RENEWED = "renewed"
    RENEWED_FOR_TERM = "renewed_for_term"
    PRICE_CHANGE = "price_change"
    PRICE_STAYS = "price_stays"
    PAUSE_STARTED = "pause_started"
    PAUSE_ENDED = "pause_ended"
    BUYOUT_OFFER = "buyout_offer"
    BUYOUT_OFFER_ON_CREDIT = "buyout_offer_on_credit"
    BUYOUT_ACCEPTED = "buyout_accepted"
    BUYOUT_SETTLED = "buyout_settled"
    BUYOUT_PART_SETTLED = "buyout_part_settled"
    BUYOUT_EXPIRED = "buyout_expired"
    BUYOUT_WITHDRAWN = "buyout_withdrawn"
    BUYOUT_TAKEN_BACK = "buyout_taken_back"
    LOYALTY_STEP = "loyalty_step"
    LOYALTY_FREE_MONTH = "loyalty_free_month"
    TIER_PERCENT = "tier_percent"
    TIER_FREE_MONTHS = "tier_free_months"
    TIER_BOTH = "tier_both"
    TIER_ENDED = "tier_ended"
    REFERRAL_THANKS = "referral_thanks"
    REFERRAL_REWARD = "referral_reward"
    REFERRAL_TAKEN_BACK = "referral_taken_back"
    RETURN_ASKED_FOR = "return_asked_for"
    RETURN_REFUSED = "return_refused"
    RETURN_BY_LABEL = "return_by_label"
    RETURN_DROP_OFF = "return_drop_off"
    RETURN_PICK_UP = "return_pick_up"
    RETURN_LABEL = "return_label"
    RETURN_EXTENDED = "return_extended"
    RETURN_REMINDER = "return_reminder"
    RETURN_OVERDUE = "return_overdue"
    RETURN_LAPSED = "return_lapsed"
    RETURN_RUNS_ON = "return_runs_on"
    RETURN_RECEIVED = "return_received"
    RETURN_INCOMPLETE = "return_incomplete"
    PARCEL_SENT_AGAIN = "parcel_sent_again"
    PARCEL_CAME_BACK = "parcel_came_back"
    DAMAGE_CLAIMED = "damage_claimed"
    DAMAGE_DROPPED = "damage_dropped"
    RESERVATION_MADE = "reservation_made"
    RESERVATION_EXPIRED = "reservation_expired"
    WAITING_JOINED = "waiting_joined"
    WAITING_OFFER = "waiting_offer"
    WAITING_EXPIRED = "waiting_expired"
    ORDER_DAY = "order_day"
    ORDER_LATER = "order_later"
    ORDER_LATER_UNKNOWN = "order_later_unknown"
    DECLARATION_RECEIVED = "declaration_received"
    DECLARATION_NOT_OURS = "declaration_not_ours"
    DECLARATION_MATCHED = "declaration_matched"
    DECLARATION_EXAMINED = "declaration_examined"
    DECLARATION_TAKEN_BACK = "declaration_taken_back"
    PROBLEM_RECEIVED = "problem_received"
    LOAN_BACK = "loan_back"
    MAINTENANCE_BRING = "maintenance_bring"
    MAINTENANCE_VISIT = "maintenance_visit"
    SWAP_NEW_FIRST = "swap_new_first"
    SWAP_OLD_FIRST = "swap_old_first"
    SWAP_AT_COUNTER = "swap_at_counter"
    SWAP_AFTER_LOSS = "swap_after_loss"
    SWAP_ON_ITS_WAY = "swap_on_its_way"
    SWAP_DONE = "swap_done"
    SWAP_TURNS_BACK = "swap_turns_back"
    SWAP_CALLED_OFF = "swap_called_off"
    SWAP_CHARGED = "swap_charged"
    REFUND_SENT = "refund_sent"
    REFUND_FAILED = "refund_failed"
    LOSS_REPORTED = "loss_reported"
    LOSS_REPLACED = "loss_replaced"
    LOSS_CLAIMED = "loss_claimed"
    LOSS_COVERED = "loss_covered"
    LOSS_COVERED_PART = "loss_covered_part"
    LOSS_WAIVED = "loss_waived"
    LOSS_FOUND = "loss_found"
    LOSS_GIVEN_BACK = "loss_given_back"
    LOSS_GOES_ON = "loss_goes_on"
    LOSS_KEPT = "loss_kept"
    DEATH_RECEIVED = "death_received"
    TRANSFER_AGREED_OLD = "transfer_agreed_old"
    TRANSFER_AGREED_NEW = "transfer_agreed_new"
    TRANSFER_CALLED_OFF = "transfer_called_off"
    TRANSFER_DONE_OLD = "transfer_done_old"
    TRANSFER_DONE_NEW = "transfer_done_new"
    TRANSFER_DONE_OLD_DEPOSIT = "transfer_done_old_deposit"
    TRANSFER_DONE_NEW_DEPOSIT = "transfer_done_new_deposit"
    ORDER_NEEDS_DEPOSIT = "order_needs_deposit"
    ORDER_NEEDS_MONEY = "order_needs_money"
    ORDER_NEEDS_IDENTITY = "order_needs_identity"
    ORDER_NEEDS_IDENTITY_ONLINE = "order_needs_identity_online"
    ORDER_CHECKED = "order_checked"
    ORDER_REFUSED = "order_refused"
    PAY_OUT_SENT = "pay_out_sent"
    PAY_OUT_FAILED = "pay_out_failed"
    PAYMENT_COLLECTED = "payment_collected"
    PAYMENT_RETRIED = "payment_retried"
    PAYMENT_FAILED = "payment_failed"
    PAYMENT_TO_CONFIRM = "payment_to_confirm"
    METHOD_WANTED = "method_wanted"
    DEBIT_AHEAD = "debit_ahead"
    DEBIT_RETURNED = "debit_returned"
    DEBIT_RETURNED_RETRIED = "debit_returned_retried"
    METHOD_EXPIRES = "method_expires"
    LOGIN_CODE = "login_code"
    NEW_ADDRESS_CODE = "new_address_code"
    MAIL_ADDRESS_CHANGED = "mail_address_changed"
    ERASURE_RECEIVED = "erasure_received"
    DATA_TAKEN = "data_taken"
    DUNNING_FRIENDLY = "dunning_friendly"
    DUNNING_REMINDER = "dunning_reminder"
    DUNNING_SECOND = "dunning_second"
    DUNNING_LAST = "dunning_last"
    INSTALMENTS_AGREED = "instalments_agreed"
    INSTALMENTS_LAPSED = "instalments_lapsed"
    COLLECTION_HANDED_OVER = "collection_handed_over"
    QUOTE = "quote"
    QUOTE_REMINDER = "quote_reminder"
    QUOTE_DECLINED = "quote_declined"
    TILL_RECEIPT = "till_receipt"


@dataclass(frozen=True, slots=True)
class PriceTold:
    """One line of a contract in a letter: what one unit costs for one interval, before and from a day on. `old` None:
    it is only told what it costs."""

    title: str
    from_on: date
    old: Money | None
    new: Money
    interval: Interval


@dataclass(frozen=True, slots=True)
class Told:
    """One letter to be written. `days` and `amounts` by the names that the template uses; `prices` are its lines,
    `times` instants that it names to the minute, `texts` numbers and names as they stand. `enclosures`: papers that are
    kept already (ids of `document`) and go with it."""

    kind: LetterKind
    days: Mapping[str, date] = field(default_factory=dict)
    amounts: Mapping[str, Money] = field(default_factory=dict)
    prices: tuple[PriceTold, ...] = ()
    times: Mapping[str, datetime] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    enclosures: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class ContractLetter:
    """A promised letter with all that it says; `key` is the same whenever it is sent."""

    key: str
    told: Told
    language: str
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class MailAddress:
    """To whom a letter goes that is to no customer, or to an address which is not a customer's yet. `number`: what
    it is about, as people know it."""

    address: str
    name: str
    language: str
    number: str = ""


class LetterBook(Protocol):
    """The letters that one command promises; the worker sends them after its commit."""

    def promise(self, contract_id: ContractId, told: Told) -> None: ...

    def tell(self, customer_id: CustomerId, told: Told, about: UUID) -> None:
        """A letter to somebody who need not have a contract; one for each thing that it is `about`."""
        ...

    def write(self, to: MailAddress, told: Told, about: UUID) -> None:
        """A letter to this address alone, one for each thing that it is `about`. Address and what is `told` are gone
        from the outbox as soon as it is sent: it may carry a secret."""
        ...
