"""The one place where the driver's errors become ours: by state and by the name of the constraint."""

from typing import Final

import psycopg
from psycopg import errors as pg

from domain.application import NotForThisSeat
from domain.assets.ledger import UndoTooLate
from domain.assets.receive_assets import SerialTaken
from domain.assets.status import IllegalTransition
from domain.banking.debit_files import OrderInAnotherFile
from domain.catalog.add_product import ProductNumberTaken
from domain.checks.model import OrderInCheck
from domain.counter.model import SaleOnceOnly
from domain.errors import AppError, Conflict, InvalidInput, RuleViolation, Unavailable
from domain.loyalty.vouchers import CodeTaken, VoucherUsedUp
from domain.refunds.model import RefundUnderWay
from domain.swaps.model import SwapRunsAlready
from domain.till.receipt_mail import TooManyReceiptMails
from domain.views.portal import TooManyWishes
from domain.views.serving import TooManyServed


class DatabaseAddressWrong(InvalidInput):
    """What is to name the shared database cannot be read as an address. It is not repeated: it may hold a password."""

    code = "database_address_wrong"


class DatabaseUnreachable(Unavailable):
    """The database does not answer."""

    code = "database_unreachable"


class SomeoneWasFaster(Conflict):
    """Another station changed the same thing a moment earlier."""

    code = "someone_was_faster"


class TookTooLong(Conflict):
    """The login's limit for one statement cut the question off; asked about less, or in a calmer moment, it passes."""

    code = "took_too_long"


class CommandIdReused(RuleViolation):
    """A command id or number came a second time with other content: a station's journal was copied or restored."""

    code = "command_id_reused"


class JournalGap(Unavailable):
    """The server lacks earlier commands of this station; they are sent first."""

    code = "journal_gap"


class StillReferred(RuleViolation):
    """The thing is used elsewhere, or the thing it refers to is missing."""

    code = "still_referred"


_BY_CONSTRAINT: Final[dict[str, type[AppError]]] = {
    "asset_serial_key": SerialTaken,
    "asset_alias_pkey": SerialTaken,
    "assignment_one_holder_excl": SomeoneWasFaster,
    "bank_entry_left_check": SomeoneWasFaster,
    "bank_entry_mark_pkey": SomeoneWasFaster,
    "bank_entry_ref_idx": SomeoneWasFaster,
    "bank_file_digest_key": SomeoneWasFaster,
    "debit_file_step_pkey": SomeoneWasFaster,
    "debit_order_pkey": OrderInAnotherFile,
    "billed_period_no_overlap_excl": SomeoneWasFaster,
    "billed_period_pkey": SomeoneWasFaster,
    "book_export_document_pkey": SomeoneWasFaster,
    "book_export_entry_pkey": SomeoneWasFaster,
    "book_export_file_name_key": SomeoneWasFaster,
    "billing_hold_pkey": SomeoneWasFaster,
    "buyout_rules_pkey": SomeoneWasFaster,
    "counter_sale_pkey": SaleOnceOnly,
    "counter_sale_step_pkey": SomeoneWasFaster,
    "counter_signature_pkey": SaleOnceOnly,
    "command_pkey": SomeoneWasFaster,
    "customer_balance_never_below_zero_check": SomeoneWasFaster,
    "document_account_used_check": SomeoneWasFaster,
    "command_station_idx": CommandIdReused,
    "customer_billing_pkey": SomeoneWasFaster,
    "declaration_step_pkey": SomeoneWasFaster,
    "delivery_pkey": SomeoneWasFaster,
    "inspection_form_pkey": SomeoneWasFaster,
    "mail_rule_pkey": SomeoneWasFaster,
    "mail_wording_pkey": SomeoneWasFaster,
    "meter_reading_pkey": SomeoneWasFaster,
    "care_undone_pkey": SomeoneWasFaster,
    "order_check_step_pkey": SomeoneWasFaster,
    "payment_attempt_step_pkey": SomeoneWasFaster,
    "payment_attempt_live_idx": SomeoneWasFaster,
    "payment_method_step_pkey": SomeoneWasFaster,
    "provider_news_pkey": SomeoneWasFaster,
    "refund_live_idx": RefundUnderWay,
    "refund_live_balance_idx": RefundUnderWay,
    "refund_pkey": SomeoneWasFaster,
    "refund_step_pkey": SomeoneWasFaster,
    "refurbishment_open_idx": SomeoneWasFaster,
    "return_step_pkey": SomeoneWasFaster,
    "setting_change_pkey": SomeoneWasFaster,
    "store_invoice_prefix_key": SomeoneWasFaster,
    "settlement_reverses_id_key": SomeoneWasFaster,
    "exchange_group_pkey": SomeoneWasFaster,
    "swap_live_idx": SwapRunsAlready,
    "swap_step_pkey": SomeoneWasFaster,
    "supply_movement_never_below_zero_check": SomeoneWasFaster,
    "voucher_used_check": VoucherUsedUp,
    "voucher_pkey": CodeTaken,
    "voucher_use_pkey": SomeoneWasFaster,
    "referral_friend_id_key": SomeoneWasFaster,
    "referral_code_customer_id_key": SomeoneWasFaster,
    "customer_scheme_pkey": SomeoneWasFaster,
    "customer_tier_pkey": SomeoneWasFaster,
    "variant_gtin_key": ProductNumberTaken,
    "variant_sku_key": ProductNumberTaken,
}

_BY_STATE: Final[dict[str, type[AppError]]] = {
    "UM001": CommandIdReused,
    "UM002": JournalGap,
    "UM011": UndoTooLate,
    "UM012": IllegalTransition,
    "UM013": SomeoneWasFaster,
    "UM014": OrderInCheck,
    "UM400": InvalidInput,
    "UM401": NotForThisSeat,
    "UM403": NotForThisSeat,
    "UM409": SomeoneWasFaster,
    "UM429": TooManyWishes,
    "UM430": TooManyServed,
    "UM431": TooManyReceiptMails,
}

_BY_CLASS: Final[tuple[tuple[tuple[type[psycopg.Error], ...], type[AppError]], ...]] = (
    ((pg.InsufficientPrivilege,), NotForThisSeat),
    ((pg.ForeignKeyViolation,), StillReferred),
    ((pg.NumericValueOutOfRange, pg.DatetimeFieldOverflow, pg.UntranslatableCharacter), InvalidInput),
    ((pg.SerializationFailure, pg.DeadlockDetected, pg.LockNotAvailable), SomeoneWasFaster),
    ((pg.QueryCanceled,), TookTooLong),
)


def translated(error: psycopg.Error) -> AppError | None:
    """Our error for the driver's, None when it is a bug of ours and has to surface as such."""
    state, constraint = error.sqlstate or "", error.diag.constraint_name
    kind = _BY_STATE.get(state) or _BY_CONSTRAINT.get(constraint or "") or _by_class(error)
    why = " ".join(str(error).split())[:200]
    if kind is None:
        return None
    return kind(value="…", why=why) if kind is InvalidInput else kind(why=why)


def _by_class(error: psycopg.Error) -> type[AppError] | None:
    if is_outage(error):
        return DatabaseUnreachable
    if isinstance(error, psycopg.DataError) and error.sqlstate is None:
        return InvalidInput  # the driver itself cannot send it: a text with NUL in it, a date beyond all calendars
    return next((ours for kinds, ours in _BY_CLASS if isinstance(error, kinds)), None)


def is_outage(error: psycopg.Error) -> bool:
    """The connection or the server is gone (class 08, 53, 57P, 58, or no state at all): nothing wrong with the act."""
    state = error.sqlstate or ""
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return state == "" or state.startswith(("08", "53", "57P", "58"))
    return state.startswith(("53", "57P", "58"))
