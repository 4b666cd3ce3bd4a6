"""Objects as Stripe writes them, with all that its description asks for."""

from tests.connectors import stripe_judge


def customer(made, form):
    return {
        "id": made.id("cus"),
        "object": "customer",
        "created": made.now(),
        "livemode": False,
        "name": form.get("name"),
        "email": form.get("email"),
        "metadata": form.get("metadata", {}),
    }


def method(made, kind, customer_id, holder="Erika Muster", **more):
    thing = {
        "id": made.id("pm"),
        "object": "payment_method",
        "created": made.now(),
        "livemode": False,
        "type": kind,
        "customer": customer_id,
        "metadata": {},
        "billing_details": {"name": holder, "email": None, "phone": None, "address": None},
    }
    if kind == "card":
        checks = {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"}
        thing["card"] = {
            "brand": "visa",
            "checks": checks,
            "country": "DE",
            "exp_month": 8,
            "exp_year": 2030,
            "fingerprint": "Xt5EWLLDS7FJjR1c",
            "funding": "credit",
            "generated_from": None,
            "last4": "4242",
            "networks": {"available": ["visa"], "preferred": None},
            "three_d_secure_usage": {"supported": True},
            "wallet": None,
        } | more
    else:
        thing["sepa_debit"] = {
            "bank_code": "37040044",
            "branch_code": "",
            "country": "DE",
            "fingerprint": "C9vzzXGJZNGQoGyX",
            "generated_from": {"charge": None, "setup_attempt": None},
            "last4": "3000",
        } | more
    return thing


def intent(made, form):
    return {
        "id": made.id("pi"),
        "object": "payment_intent",
        "amount": form["amount"],
        "amount_received": 0,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": "automatic",
        "confirmation_method": "automatic",
        "created": made.now(),
        "currency": form["currency"],
        "customer": form.get("customer"),
        "description": form.get("description"),
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": form.get("metadata", {}),
        "next_action": None,
        "payment_method": form.get("payment_method"),
        "payment_method_types": form.get("payment_method_types", ["card"]),
        "status": "requires_confirmation" if form.get("payment_method") else "requires_payment_method",
    }


def charge(made, of, kind, fee):
    booked = None if fee is None else balance(made, of["amount"], fee, of["currency"])
    return {
        "id": made.id("py" if kind == "sepa_debit" else "ch"),
        "object": "charge",
        "amount": of["amount"],
        "amount_captured": of["amount"],
        "amount_refunded": 0,
        "balance_transaction": booked,
        "billing_details": {"name": None, "email": None, "phone": None, "address": None},
        "captured": True,
        "created": made.now(),
        "currency": of["currency"],
        "disputed": False,
        "failure_code": None,
        "livemode": False,
        "metadata": {},
        "paid": True,
        "payment_intent": of["id"],
        "payment_method_details": {"type": kind, kind: _details(kind)},
        "refunded": False,
        "status": "succeeded" if kind == "card" else "pending",
    }


def _details(kind):
    if kind == "card":
        empty = ("brand", "checks", "country", "installments", "network", "three_d_secure", "wallet")
        return dict.fromkeys(empty) | {"exp_month": 8, "exp_year": 2030, "funding": "credit", "last4": "4242"}
    return dict.fromkeys(("bank_code", "branch_code", "country", "fingerprint", "last4", "mandate"))


def balance(made, amount, fee, currency):
    return {
        "id": made.id("txn"),
        "object": "balance_transaction",
        "amount": amount,
        "available_on": made.now() + 172_800,
        "created": made.now(),
        "currency": currency,
        "fee": fee,
        "fee_details": [],
        "net": amount - fee,
        "reporting_category": "charge",
        "status": "pending",
        "type": "charge",
        "description": None,
        "exchange_rate": None,
        "source": None,
    }


def refund(made, of, form):
    return {
        "id": made.id("re"),
        "object": "refund",
        "amount": form["amount"],
        "charge": of["latest_charge"]["id"],
        "created": made.now(),
        "currency": of["currency"],
        "metadata": form.get("metadata", {}),
        "payment_intent": of["id"],
        "reason": None,
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "succeeded" if of["payment_method_types"] == ["card"] else "pending",
        "transfer_reversal": None,
    }


def dispute(made, of, reason, status):
    cost = balance(made, -of["amount"], 750, of["currency"]) | {"type": "adjustment", "reporting_category": "dispute"}
    return {
        "id": made.id("dp"),
        "object": "dispute",
        "amount": of["amount"],
        "balance_transactions": [cost],
        "charge": of["latest_charge"]["id"],
        "created": made.now(),
        "currency": of["currency"],
        "evidence": dict.fromkeys(stripe_judge.fields_of("dispute_evidence")),
        "evidence_details": {"due_by": None, "has_evidence": False, "past_due": False, "submission_count": 0},
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "payment_intent": of["id"],
        "reason": reason,
        "status": status,
    }


def setup(made, form):
    return {
        "id": made.id("seti"),
        "object": "setup_intent",
        "cancellation_reason": None,
        "created": made.now(),
        "customer": form.get("customer"),
        "last_setup_error": None,
        "livemode": False,
        "mandate": None,
        "metadata": form.get("metadata", {}),
        "next_action": None,
        "payment_method": None,
        "payment_method_types": form.get("payment_method_types", ["card"]),
        "status": "requires_payment_method",
        "usage": "off_session",
    }


def page(made, form, setup_id):
    ref = made.id("cs_test")
    return {
        "id": ref,
        "object": "checkout.session",
        "automatic_tax": {"enabled": False, "status": None},
        "cancel_url": form.get("cancel_url"),
        "created": made.now(),
        "custom_fields": [],
        "custom_text": {"shipping_address": None, "submit": None},
        "customer": form.get("customer"),
        "expires_at": made.now() + 86_400,
        "livemode": False,
        "metadata": form.get("metadata", {}),
        "mode": "setup",
        "payment_method_types": form["payment_method_types"],
        "payment_status": "no_payment_required",
        "setup_intent": setup_id,
        "shipping_options": [],
        "status": "open",
        "success_url": form["success_url"],
        "url": f"https://checkout.stripe.com/c/pay/{ref}",
    }


def mandate(made, method_id, acceptance):
    return {
        "id": made.id("mandate"),
        "object": "mandate",
        "customer_acceptance": acceptance,
        "livemode": False,
        "multi_use": {},
        "payment_method": method_id,
        "payment_method_details": {"type": "sepa_debit", "sepa_debit": {"reference": "NXDSYREGC9PSMKWY", "url": ""}},
        "status": "active",
        "type": "multi_use",
    }


def event(made, kind, thing, version):
    return {
        "id": made.id("evt"),
        "object": "event",
        "api_version": version,
        "created": made.now(),
        "data": {"object": thing},
        "livemode": False,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "type": kind,
    }
