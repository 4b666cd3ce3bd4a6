"""Stripe's words for why money did not come, in our classes.

Sources: Stripe's documentation of decline codes, of failures of SEPA Direct Debit and of reasons of disputes.
"""

from collections.abc import Mapping
from typing import Final

from connectors.psp.stripe.wire import Refusal, Thing
from domain.payments.reasons import Reason, ReasonClass

DECLINES: Final[Mapping[str, ReasonClass]] = {
    "approve_with_id": ReasonClass.TECHNICAL,
    "authentication_not_handled": ReasonClass.NEEDS_CONFIRMATION,
    "authentication_required": ReasonClass.NEEDS_CONFIRMATION,
    "call_issuer": ReasonClass.BLOCKED_BY_BANK,
    "card_not_supported": ReasonClass.METHOD_WRONG,
    "card_velocity_exceeded": ReasonClass.LIMIT,
    "currency_not_supported": ReasonClass.METHOD_WRONG,
    "do_not_honor": ReasonClass.NOT_SAID,
    "do_not_try_again": ReasonClass.BLOCKED_BY_BANK,
    "duplicate_transaction": ReasonClass.DUPLICATE,
    "expired_card": ReasonClass.METHOD_ENDED,
    "fraudulent": ReasonClass.BLOCKED_BY_BANK,
    "generic_decline": ReasonClass.NOT_SAID,
    "highest_risk_level": ReasonClass.BLOCKED_BY_BANK,
    "incorrect_address": ReasonClass.METHOD_WRONG,
    "incorrect_cvc": ReasonClass.METHOD_WRONG,
    "incorrect_number": ReasonClass.METHOD_WRONG,
    "incorrect_pin": ReasonClass.METHOD_WRONG,
    "incorrect_zip": ReasonClass.METHOD_WRONG,
    "insufficient_funds": ReasonClass.NO_FUNDS,
    "invalid_account": ReasonClass.METHOD_WRONG,
    "invalid_amount": ReasonClass.LIMIT,
    "invalid_cvc": ReasonClass.METHOD_WRONG,
    "invalid_expiry_month": ReasonClass.METHOD_WRONG,
    "invalid_expiry_year": ReasonClass.METHOD_WRONG,
    "invalid_number": ReasonClass.METHOD_WRONG,
    "invalid_pin": ReasonClass.METHOD_WRONG,
    "issuer_not_available": ReasonClass.TECHNICAL,
    "lost_card": ReasonClass.METHOD_ENDED,
    "merchant_blacklist": ReasonClass.BLOCKED_BY_BANK,
    "mobile_device_authentication_required": ReasonClass.NEEDS_CONFIRMATION,
    "new_account_information_available": ReasonClass.METHOD_ENDED,
    "no_action_taken": ReasonClass.NOT_SAID,
    "not_permitted": ReasonClass.BLOCKED_BY_BANK,
    "offline_pin_required": ReasonClass.NEEDS_CONFIRMATION,
    "online_or_offline_pin_required": ReasonClass.NEEDS_CONFIRMATION,
    "pickup_card": ReasonClass.METHOD_ENDED,
    "pin_try_exceeded": ReasonClass.METHOD_WRONG,
    "previously_declined_do_not_retry": ReasonClass.BLOCKED_BY_BANK,
    "processing_error": ReasonClass.TECHNICAL,
    "reenter_transaction": ReasonClass.TECHNICAL,
    "restricted_card": ReasonClass.METHOD_ENDED,
    "revocation_of_all_authorizations": ReasonClass.REFUSED_BY_PAYER,
    "revocation_of_authorization": ReasonClass.REFUSED_BY_PAYER,
    "security_violation": ReasonClass.NOT_SAID,
    "service_not_allowed": ReasonClass.METHOD_WRONG,
    "stolen_card": ReasonClass.METHOD_ENDED,
    "stop_payment_order": ReasonClass.REFUSED_BY_PAYER,
    "testmode_decline": ReasonClass.OUR_DATA,
    "transaction_not_allowed": ReasonClass.METHOD_WRONG,
    "try_again_later": ReasonClass.TECHNICAL,
    "withdrawal_count_limit_exceeded": ReasonClass.LIMIT,
}
"""Of cards. Codes that may mean fraud or a stolen card are never told to the payer in those words."""

FAILURES: Final[Mapping[str, ReasonClass]] = {
    "account_closed": ReasonClass.METHOD_ENDED,
    "account_frozen": ReasonClass.METHOD_ENDED,
    "amount_too_large": ReasonClass.OUR_DATA,
    "amount_too_small": ReasonClass.OUR_DATA,
    "authentication_required": ReasonClass.NEEDS_CONFIRMATION,
    "balance_insufficient": ReasonClass.TECHNICAL,
    "bank_account_restricted": ReasonClass.BLOCKED_BY_BANK,
    "bank_account_unusable": ReasonClass.METHOD_ENDED,
    "bank_ownership_changed": ReasonClass.METHOD_ENDED,
    "branch_does_not_exist": ReasonClass.METHOD_WRONG,
    "card_declined": ReasonClass.NOT_SAID,
    "charge_already_refunded": ReasonClass.OUR_DATA,
    "charge_disputed": ReasonClass.DISPUTED,
    "charge_exceeds_source_limit": ReasonClass.LIMIT,
    "charge_exceeds_transaction_limit": ReasonClass.LIMIT,
    "charge_exceeds_weekly_limit": ReasonClass.LIMIT,
    "could_not_process": ReasonClass.TECHNICAL,
    "customer_max_payment_methods": ReasonClass.OUR_DATA,
    "debit_authorization_not_match": ReasonClass.NO_MANDATE,
    "debit_disputed": ReasonClass.PAID_BACK_BY_BANK,
    "debit_not_authorized": ReasonClass.NO_MANDATE,
    "declined": ReasonClass.REFUSED_BY_PAYER,
    "deceased": ReasonClass.DECEASED,
    "expired_card": ReasonClass.METHOD_ENDED,
    "expired_or_canceled_card": ReasonClass.METHOD_ENDED,
    "generic_could_not_process": ReasonClass.NOT_SAID,
    "incorrect_account_holder_name": ReasonClass.METHOD_WRONG,
    "incorrect_account_details": ReasonClass.METHOD_WRONG,
    "incorrect_cvc": ReasonClass.METHOD_WRONG,
    "incorrect_number": ReasonClass.METHOD_WRONG,
    "insufficient_funds": ReasonClass.NO_FUNDS,
    "intent_invalid_state": ReasonClass.OUR_DATA,
    "invalid_account_number": ReasonClass.METHOD_WRONG,
    "invalid_bank_account_iban": ReasonClass.METHOD_WRONG,
    "invalid_charge_amount": ReasonClass.OUR_DATA,
    "invalid_currency": ReasonClass.OUR_DATA,
    "invalid_expiry_month": ReasonClass.METHOD_WRONG,
    "invalid_expiry_year": ReasonClass.METHOD_WRONG,
    "invalid_mandate_reference_prefix_format": ReasonClass.OUR_DATA,
    "invalid_owner_name": ReasonClass.METHOD_WRONG,
    "lost_or_stolen_card": ReasonClass.METHOD_ENDED,
    "mandate_revoked": ReasonClass.NO_MANDATE,
    "no_account": ReasonClass.METHOD_WRONG,
    "payment_intent_authentication_failure": ReasonClass.NEEDS_CONFIRMATION,
    "payment_intent_mandate_invalid": ReasonClass.NO_MANDATE,
    "payment_intent_payment_attempt_expired": ReasonClass.NEEDS_CONFIRMATION,
    "payment_intent_payment_attempt_failed": ReasonClass.NOT_SAID,
    "payment_intent_unexpected_state": ReasonClass.OUR_DATA,
    "payment_method_customer_decline": ReasonClass.REFUSED_BY_PAYER,
    "payment_method_currency_mismatch": ReasonClass.OUR_DATA,
    "payment_method_invalid_parameter": ReasonClass.METHOD_WRONG,
    "payment_method_not_available": ReasonClass.TECHNICAL,
    "payment_method_provider_decline": ReasonClass.NOT_SAID,
    "payment_method_provider_timeout": ReasonClass.TECHNICAL,
    "payment_method_unactivated": ReasonClass.METHOD_WRONG,
    "payment_method_unexpected_state": ReasonClass.METHOD_ENDED,
    "processing_error": ReasonClass.TECHNICAL,
    "recipient_deceased": ReasonClass.DECEASED,
    "refer_to_customer": ReasonClass.NOT_SAID,
    "refund_disputed_payment": ReasonClass.DISPUTED,
    "setup_intent_authentication_failure": ReasonClass.NEEDS_CONFIRMATION,
    "setup_intent_mandate_invalid": ReasonClass.NO_MANDATE,
    "setup_intent_setup_attempt_expired": ReasonClass.NEEDS_CONFIRMATION,
    "testmode_charges_only": ReasonClass.OUR_DATA,
    "token_card_network_invalid": ReasonClass.METHOD_WRONG,
}
"""Of an account that is debited, of a payment as a whole, of a refund and of what Stripe itself refuses."""

DISPUTES: Final[Mapping[str, ReasonClass]] = {
    "bank_cannot_process": ReasonClass.BLOCKED_BY_BANK,
    "check_returned": ReasonClass.NO_FUNDS,
    "credit_not_processed": ReasonClass.DISPUTED,
    "customer_initiated": ReasonClass.PAID_BACK_BY_BANK,
    "debit_not_authorized": ReasonClass.NO_MANDATE,
    "duplicate": ReasonClass.DUPLICATE,
    "fraudulent": ReasonClass.DISPUTED,
    "general": ReasonClass.DISPUTED,
    "incorrect_account_details": ReasonClass.METHOD_WRONG,
    "insufficient_funds": ReasonClass.NO_FUNDS,
    "noncompliant": ReasonClass.DISPUTED,
    "product_not_received": ReasonClass.DISPUTED,
    "product_unacceptable": ReasonClass.DISPUTED,
    "subscription_canceled": ReasonClass.DISPUTED,
    "unrecognized": ReasonClass.DISPUTED,
}
"""A return debit of a SEPA payment is a dispute at Stripe, and final."""

CANCELLATIONS: Final[Mapping[str, ReasonClass]] = {
    "abandoned": ReasonClass.NEEDS_CONFIRMATION,
    "automatic": ReasonClass.NEEDS_CONFIRMATION,
    "duplicate": ReasonClass.DUPLICATE,
    "failed_invoice": ReasonClass.OUR_DATA,
    "fraudulent": ReasonClass.BLOCKED_BY_BANK,
    "requested_by_customer": ReasonClass.REFUSED_BY_PAYER,
    "void_invoice": ReasonClass.OUR_DATA,
}


def reason_of(error: Thing) -> Reason:
    """Of a `last_payment_error` or `last_setup_error`; what we do not know is a reason that is not said."""
    return _reason(str(error.get("code") or ""), str(error.get("decline_code") or ""), str(error.get("message") or ""))


def reason_of_refusal(refusal: Refusal) -> Reason:
    """Of a question that was refused: a method that is gone is the payer's, all else that we asked wrongly is ours."""
    if refusal.kind == "card_error":
        return _reason(refusal.code, refusal.decline, refusal.text)
    if refusal.code == "resource_missing" and refusal.about in {"payment_method", "customer", "mandate"}:
        return Reason(ReasonClass.METHOD_ENDED, refusal.code, refusal.text)
    known = FAILURES.get(refusal.code, ReasonClass.OUR_DATA)
    return Reason(known, refusal.code or refusal.kind, refusal.text)


def reason_of_dispute(dispute: Thing) -> Reason:
    code = str(dispute.get("reason") or "")
    details = dispute.get("payment_method_details") or {}
    network = (details.get("card") or {}).get("network_reason_code") or ""
    return Reason(DISPUTES.get(code, ReasonClass.DISPUTED), code, str(network))


def reason_of_code(code: str, text: str = "") -> Reason:
    """Of a failed refund, or of a charge."""
    return Reason(FAILURES.get(code) or DECLINES.get(code) or ReasonClass.NOT_SAID, code, text[:300])


def reason_of_cancellation(code: str) -> Reason:
    return Reason(CANCELLATIONS.get(code, ReasonClass.NOT_SAID), f"canceled_{code}" if code else "canceled")


def _reason(code: str, decline: str, text: str) -> Reason:
    if decline:
        known = DECLINES.get(decline) or FAILURES.get(decline) or ReasonClass.NOT_SAID
        return Reason(known, decline, text[:300])
    return reason_of_code(code, text)
