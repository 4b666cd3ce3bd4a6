"""Adyen by its own description: every question and every answer is judged by it; keys are remembered for a week."""

import copy
import gzip
import json
import re
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from jsonschema import Draft202012Validator

from connectors.psp.http import AnswerLost, Reply
from domain.payments.provider import ProviderDown

SPECS = Path(__file__).parent / "specs" / "adyen"
DOWN, CUT_BEFORE, CUT_AFTER, BROKE_AFTER, BUSY = "down", "cut_before", "cut_after", "broke_after", "busy"
FAULTS = (DOWN, CUT_BEFORE, CUT_AFTER, BROKE_AFTER, BUSY)


@cache
def spec(name):
    told = _judged(json.loads(gzip.decompress((SPECS / f"{name}.json.gz").read_bytes())))
    debit = told["components"]["schemas"].get("SepaDirectDebitDetails")
    if debit:  # known false alarm: an account that is stored is not told again
        needed = debit.pop("required")
        debit["anyOf"] = [{"required": needed}, {"required": ["storedPaymentMethodId"]}]
    return told


def _judged(schema):
    """A description of several kinds of payment method fits more than one of them: one is enough."""
    if isinstance(schema, list):
        return [_judged(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {("anyOf" if name == "oneOf" else name): _judged(each) for name, each in schema.items()}
    if isinstance(made.get("required"), list):  # known false alarm: nobody comes back from a charge without a shopper
        made["required"] = [each for each in made["required"] if each != "returnUrl"]
    return made


def faults(schema, value, name="CheckoutService-v71"):
    """Of a value that has to be what `#/components/schemas/<schema>` describes."""
    judge = Draft202012Validator({"$ref": f"#/components/schemas/{schema}", "components": spec(name)["components"]})
    return [f"{'.'.join(map(str, each.path))}: {each.message[:160]}" for each in judge.iter_errors(value)]


@dataclass
class AdyenFake:
    """`plan`: the fault of the n-th question. `scripts`: what becomes of a stored method's charges, in turn."""

    clock: object
    plan: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    kept: dict = field(default_factory=dict)
    charged: list = field(default_factory=list)
    pages: dict = field(default_factory=dict)
    shoppers: dict = field(default_factory=dict)
    scripts: dict = field(default_factory=dict)
    count: int = 0

    def id(self, kind):
        self.count += 1
        return f"{kind}{self.count:014d}"

    def ask(self, call):
        assert call.headers["X-API-Key"] == "AQE_test"
        fault = self.plan.get(len(self.asked))
        self.asked.append((call.method, call.path))
        if fault == DOWN:
            raise ProviderDown
        if fault == CUT_BEFORE:
            raise AnswerLost("cut")
        if fault == BUSY:
            return _reply(429, {})
        status, told = self._once(call)
        if fault == CUT_AFTER:
            raise AnswerLost("cut")
        return _reply(500, {}) if fault == BROKE_AFTER else _reply(status, told)

    def _once(self, call):
        key = call.headers.get("Idempotency-Key")
        known = self.kept.get(key)
        if known and self.clock.now() - known[0] < timedelta(days=7):
            return known[1]
        answer = self._done(call)
        if key:
            self.kept[key] = (self.clock.now(), copy.deepcopy(answer))
        return answer

    def _done(self, call):
        url = urlsplit(call.path)
        told = json.loads(call.body) if call.body else dict(parse_qsl(url.query))
        for pattern, asks, says, act in _WAYS:
            if found := re.fullmatch(pattern, f"{call.method} {url.path}"):
                wrong = faults(asks, told) if asks else []
                assert not wrong, (call.path, wrong)
                status, answer = act(self, told, *found.groups())
                wrong = faults(says if status < 400 else "ServiceError", answer)
                assert not wrong, (call.path, wrong)
                return status, answer
        return 404, _error("404", "security", 404)

    def pay(self, told):
        method = told["paymentMethod"]
        token = method.get("storedPaymentMethodId")
        if token is None:
            token = self.store(
                told["shopperReference"], "sepadirectdebit", iban=method["iban"], ownerName=method["ownerName"]
            )
            return 200, {
                "pspReference": self.id("PSP"),
                "resultCode": "Authorised",
                "merchantReference": told["reference"],
            }
        if not any(each["id"] == token for each in self.shoppers.get(told["shopperReference"], ())):
            return 422, _error("800", "validation", 422, "Contract not found")
        script = self.scripts.get(token) or ["Authorised"]
        way, ref = script.pop(0), self.id("PSP")
        answer = {"pspReference": ref, "merchantReference": told["reference"]}
        if way.isdecimal():
            return 200, answer | {"resultCode": "Refused", "refusalReasonCode": way, "refusalReason": "Refused"}
        if way == "RedirectShopper":
            action = {"type": "redirect", "url": "https://checkoutshopper-test.adyen.com/x", "method": "GET"}
            return 200, answer | {"resultCode": way, "action": action | {"paymentMethodType": "scheme"}}
        if way in {"Authorised", "Received"}:
            self.charged.append((told["reference"], told["amount"]["value"]))
        return 200, answer | {"resultCode": way, "amount": told["amount"]}

    def refund(self, told, ref):
        self.charged.append((told["reference"], -told["amount"]["value"]))
        answer = {"pspReference": self.id("REF"), "paymentPspReference": ref, "status": "received"}
        return 201, told | answer

    def page(self, told):
        made = told | {"id": self.id("PL"), "status": "active", "url": "https://test.adyen.link/PLx"}
        self.pages[made["id"]] = made
        return 201, made

    def page_now(self, _told, ref):
        return 200, self.pages[ref]

    def stored(self, told):
        found = self.shoppers.get(told["shopperReference"], [])
        return 200, {"storedPaymentMethods": found, **told}

    def methods(self, _told):
        return 200, {"paymentMethods": []}

    def store(self, shopper, kind="scheme", *script, **more):
        token = self.id("M")
        card = {"brand": "visa", "lastFour": "1111", "expiryMonth": "03", "expiryYear": "2030", "holderName": "Erika"}
        made = {"id": token, "type": kind} | (more or (card if kind == "scheme" else {}))
        self.shoppers.setdefault(shopper, []).append(made)
        self.scripts[token] = list(script)
        return token


_WAYS = (
    ("POST /payments", "PaymentRequest", "PaymentResponse", AdyenFake.pay),
    (r"POST /payments/(\w+)/refunds", "PaymentRefundRequest", "PaymentRefundResponse", AdyenFake.refund),
    ("POST /paymentLinks", "PaymentLinkRequest", "PaymentLinkResponse", AdyenFake.page),
    (r"GET /paymentLinks/(\w+)", None, "PaymentLinkResponse", AdyenFake.page_now),
    ("GET /storedPaymentMethods", None, "ListStoredPaymentMethodsResponse", AdyenFake.stored),
    ("POST /paymentMethods", "PaymentMethodsRequest", "PaymentMethodsResponse", AdyenFake.methods),
)


def _error(code, kind, status, text="no"):
    return {"errorCode": code, "errorType": kind, "status": status, "message": text}


def _reply(status, told):
    return Reply(status, json.dumps(told).encode())
