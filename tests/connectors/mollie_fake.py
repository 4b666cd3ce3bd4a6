"""Mollie as its own client's recorded answers show it: what we send has to look like what it answers with.

Of each question: every field stands in a recorded answer of that kind, with a value of the same shape. Answers are
the recorded ones with other values; a key is remembered for an hour.
"""

import copy
import json
import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from connectors.psp.http import AnswerLost, Reply
from domain.payments.provider import ProviderDown

SPECS = Path(__file__).parent / "specs" / "mollie"
DOWN, CUT_BEFORE, CUT_AFTER, BROKE_AFTER, BUSY = "down", "cut_before", "cut_after", "broke_after", "busy"
FAULTS = (DOWN, CUT_BEFORE, CUT_AFTER, BROKE_AFTER, BUSY)
_OURS = {"consumerName": "x", "consumerAccount": "x", "signatureDate": "2018-05-07", "email": "x", "name": "x"}


def recorded(name):
    return json.loads((SPECS / f"{name}.json").read_text())


def asked_wrongly(kind, told):
    """Fields that no recorded answer of the kind has, or of another shape."""
    known = recorded(kind) | _OURS | recorded("customer_mandate_single")["details"]
    faults = [f"{name} is unknown" for name in told if name not in known]
    pairs = ((name, value, known[name]) for name, value in told.items() if name in known and known[name] is not None)
    faults += [f"{name}: {value!r}" for name, value, like in pairs if type(value) is not type(like)]
    amount = told.get("amount", {"currency": "EUR", "value": "1.00"})
    if (
        not isinstance(amount, dict)
        or set(amount) != {"currency", "value"}
        or not re.fullmatch(r"\d+\.\d\d", str(amount["value"]))
    ):
        faults.append(f"amount: {amount}")
    if told.get("sequenceType", "first") not in {"oneoff", "first", "recurring"}:
        faults.append("sequenceType")
    return faults


@dataclass
class MollieFake:
    """`plan`: the fault of the n-th question. `scripts`: what becomes of a mandate's payments, in turn."""

    clock: object
    plan: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    kept: dict = field(default_factory=dict)
    stored: dict = field(default_factory=dict)
    scripts: dict = field(default_factory=dict)
    page: int = 2

    def ask(self, call):
        assert re.fullmatch(r"Bearer (test|live)_\w+", call.headers["Authorization"])
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
        return _reply(502, {}) if fault == BROKE_AFTER else _reply(status, told)

    def _once(self, call):
        key = call.headers.get("Idempotency-Key")
        known = self.kept.get(key)
        if known and self.clock.now() - known[0] < timedelta(hours=1):
            return known[1:]
        status, told = self._done(call)
        if key:
            self.kept[key] = (self.clock.now(), status, copy.deepcopy(told))
        return status, told

    def _done(self, call):
        url = urlsplit(call.path)
        path = url.path.removeprefix("/v2/")
        if call.method == "GET":
            return self._got(path, dict(parse_qsl(url.query)))
        told = json.loads(call.body)
        kind = next(kind for pattern, kind in _MADE if re.fullmatch(pattern, path))
        faults = asked_wrongly(kind, told)
        assert not faults, (path, faults)
        if "mandateId" in told and told["mandateId"] not in self.stored:
            return 422, recorded("payment_rejected") | {"field": "mandateId"}
        if "consumerAccount" in told and not re.fullmatch(r"[A-Z]{2}\d{2}\w{11,30}", told["consumerAccount"]):
            return 422, recorded("payment_rejected") | {"field": "consumerAccount"}
        if kind == "refund_single" and not self._fits(path.split("/")[1], told):
            return 422, recorded("payment_rejected")
        return 201, self.make(kind, told, path)

    def _fits(self, payment, told):
        refunds = [each for each in self.of("re") if each["paymentId"] == payment]
        spent = sum(_cents(each) for each in refunds) + _cents(told)
        return spent <= _cents(self.stored[payment])

    def make(self, kind, told, path=""):
        thing = recorded(kind)
        prefix = {"payment_single": "tr", "refund_single": "re", "customer_new": "cst"}.get(kind, "mdt")
        thing |= told | {"id": f"{prefix}_{len(self.stored):06d}", "createdAt": self.stamp()}
        if prefix == "tr":
            for name in ("amountChargedBack", "amountCaptured", "details", "settlementId"):
                thing[name] = None
            thing["status"] = "open" if told["sequenceType"] == "first" else "pending"
        elif prefix == "re":
            thing |= {"paymentId": path.split("/")[1], "status": "pending"}
        elif prefix == "mdt":
            thing |= {"customer": path.split("/")[1], "status": "valid"}
            thing["details"] = {name: told[name] for name in ("consumerName", "consumerAccount")}
        self.stored[thing["id"]] = thing
        return thing

    def stamp(self):
        return self.clock.now().isoformat()

    def of(self, prefix):
        """Newest first."""
        return [each for ref, each in reversed(self.stored.items()) if ref.startswith(f"{prefix}_")]

    def _got(self, path, query):
        if path == "methods":
            return 200, {"count": 0}
        for pattern, prefix, name in _LISTS:
            if found := re.fullmatch(pattern, path):
                return 200, self._page(path, prefix, name, found.groups(), query)
        thing = self.stored.get(path.split("/")[-1])
        if thing is None:
            return 404, {"status": 404, "title": "Not Found", "detail": "No payment exists with token"}
        return 200, self._embedded(thing) if "embed" in query else thing

    def _embedded(self, thing):
        of = {name: [each for each in self.of(pre) if each["paymentId"] == thing["id"]] for name, pre in _INNER}
        return thing | {"_embedded": of}

    def _page(self, path, prefix, name, of, query):
        found = [each for each in self.of(prefix) if not of or of[0] in {each.get("customerId"), each.get("paymentId")}]
        if start := query.get("from"):
            found = found[[each["id"] for each in found].index(start) :]
        shown, rest = found[: self.page], found[self.page :]
        link = {"href": f"https://api.mollie.com/v2/{path}?from={rest[0]['id']}&limit=2"} if rest else None
        return {"count": len(shown), "_embedded": {name: shown}, "_links": {"next": link}}

    # what happens outside of questions

    def mandate(self, *script, method="directdebit"):
        payer = self.make("customer_new", {})["id"]
        told = {"consumerName": "Erika", "consumerAccount": "DE89370400440532013000"}
        made = self.make("customer_mandate_single", {**told, "method": method}, f"customers/{payer}/mandates")
        self.scripts[made["id"]] = list(script)
        return made["id"], payer

    def end(self, ref):
        """The bank answers as the mandate's script says."""
        payment = self.stored[ref]
        assert payment["status"] == "pending"
        script = self.scripts.get(payment["mandateId"]) or ["paid"]
        way = script.pop(0)
        if way == "paid":
            payment |= {"status": "paid", "paidAt": self.stamp()}
        else:
            details = {"bankReasonCode": way} if way.isupper() else {"failureReason": way}
            payment |= {"status": "failed", "failedAt": self.stamp(), "details": details}
        self.stored[ref] = payment

    def charge_back(self, ref, code=None):
        payment = self.stored[ref]
        made = recorded("payment_chargeback_single") | {"id": f"chb_{len(self.stored):06d}", "paymentId": ref}
        made |= {"createdAt": self.stamp(), "amount": payment["amount"], "reason": {"code": code} if code else None}
        self.stored[made["id"]] = made
        payment["amountChargedBack"] = payment["amount"]

    def fill_in(self, ref):
        payment = self.stored[ref]
        card = {"cardLabel": "Visa", "cardNumber": "424242******4242", "cardExpiryDate": "2030-08-01"}
        made = self.make(
            "customer_mandate_single", {"consumerName": "E", "consumerAccount": ""}, payment["customerId"] + "/x"
        )
        made |= {"method": "creditcard", "details": card | {"cardHolder": "Erika Muster"}}
        payment |= {"status": "paid", "paidAt": self.stamp(), "mandateId": made["id"]}


_INNER = (("refunds", "re"), ("chargebacks", "chb"))
_MADE = (
    ("payments", "payment_single"),
    ("customers", "customer_new"),
    (r"payments/\w+/refunds", "refund_single"),
    (r"customers/\w+/mandates", "customer_mandate_single"),
)
_LISTS = (
    ("payments", "tr", "payments"),
    (r"customers/(\w+)/payments", "tr", "payments"),
    (r"payments/(\w+)/refunds", "re", "refunds"),
    ("refunds", "re", "refunds"),
    ("chargebacks", "chb", "chargebacks"),
)


def _cents(thing):
    return int(thing["amount"]["value"].replace(".", ""))


def _reply(status, told):
    return Reply(status, json.dumps(told).encode())
