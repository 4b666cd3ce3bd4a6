"""The fake itself: what is asked is judged, kept under its key, done by the script of the method, and told as events.

`ask` is what a client's Http does, so a fault is a place in the way of one question: before it arrived, after it was
done, or an answer that says nothing.
"""

import copy
import json
import re
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

from connectors.psp.http import AnswerLost, Reply
from connectors.psp.stripe.wire import VERSION
from domain.payments.provider import ProviderDown
from tests.connectors import stripe_judge as judge
from tests.connectors.stripe_fake import things

DOWN, CUT_BEFORE, CUT_AFTER = "down", "cut_before", "cut_after"
BUSY, BROKE_BEFORE, BROKE_AFTER, NO_JSON = "busy", "broke_before", "broke_after", "no_json"
FAULTS = (DOWN, CUT_BEFORE, CUT_AFTER, BUSY, BROKE_BEFORE, BROKE_AFTER, NO_JSON)
"""Nothing arrived; arrived nowhere, looks lost; done, answer lost; 429; 500 undone and kept; 500 though done; junk."""


class No(Exception):
    """A refusal: status and error object."""

    def __init__(self, status, code, kind="invalid_request_error", **more):
        super().__init__(code)
        self.status, self.error = status, {"type": kind, "code": code, "message": code} | more


@dataclass
class StripeFake:
    """`plan`: the fault of the n-th question, counted from 0. `lag`: how late the search knows of an intent.

    `scripts`: what a method does at each charge, in turn; then it pays. `charged`: what really moved, by intent.
    """

    clock: object
    plan: dict = field(default_factory=dict)
    lag: timedelta = timedelta(minutes=1)
    asked: list = field(default_factory=list)
    kept: dict = field(default_factory=dict)
    stored: dict = field(default_factory=dict)
    scripts: dict = field(default_factory=dict)
    charged: list = field(default_factory=list)
    events: list = field(default_factory=list)
    count: int = 0
    version: str = VERSION

    def id(self, kind):
        self.count += 1
        return f"{kind}_{self.count:06d}"

    def now(self):
        return int(self.clock.now().timestamp())

    # the way of a question

    def ask(self, call):
        faults = judge.asked_wrongly(call.method, call.path, call.headers, call.body)
        assert not faults, (call.method, call.path, faults)
        fault = self.plan.get(len(self.asked))
        self.asked.append((call.method, call.path))
        if fault == DOWN:
            raise ProviderDown(why="no_connection")
        if fault == CUT_BEFORE:
            raise AnswerLost("cut")
        if fault == BUSY:
            return _reply(429, {"error": {"type": "invalid_request_error", "code": "rate_limit"}})
        key = call.headers.get("Idempotency-Key", "")
        status, told = self._once(call, key, broke=fault == BROKE_BEFORE)
        if fault == CUT_AFTER:
            raise AnswerLost("cut")
        if fault == BROKE_AFTER:
            return _reply(502, {})
        if fault == NO_JSON:
            return Reply(200, b"<html>")
        reply = _reply(status, told)
        wrong = judge.answered_wrongly(call.method, call.path, status, reply.body)
        assert not wrong, (call.method, call.path, wrong)
        return reply

    def _once(self, call, key, *, broke):
        said = (call.method, call.path, call.body)
        known = self.kept.get(key)
        if key and known and self.clock.now() - known[0] < timedelta(hours=24):
            if known[1] != said:
                return 400, {"error": {"type": "idempotency_error", "message": "other parameters"}}
            return known[2]
        answer = (500, {"error": {"type": "api_error"}}) if broke else self._done(call)
        if key:
            self.kept[key] = (self.clock.now(), said, copy.deepcopy(answer))
        return answer

    def _done(self, call):
        url = urlsplit(call.path)
        query = judge.tree(parse_qsl(url.query))
        form = judge.tree(parse_qsl(call.body.decode()))
        for pattern, verb, act in _ROUTES:
            if call.method == verb and (found := re.fullmatch(pattern, url.path)):
                try:
                    done = act(self, _plain(query if verb == "GET" else form), *found.groups())
                except No as no:
                    return no.status, copy.deepcopy({"error": no.error})
                return 200, self._expanded(copy.deepcopy(done), {**query, **form}.get("expand", {}))
        raise AssertionError(("no such question", call.method, url.path))

    def _expanded(self, thing, paths):
        """Charges are ids unless they were asked for; methods too."""
        asked = list(paths.values()) if isinstance(paths, dict) else []
        for each in [thing, *(thing.get("data", ()) if isinstance(thing.get("data"), list) else ())]:
            if isinstance(each.get("latest_charge"), dict) and not any("latest_charge" in one for one in asked):
                each["latest_charge"] = each["latest_charge"]["id"]
            if each.get("object") == "setup_intent" and "payment_method" in asked and each["payment_method"]:
                each["payment_method"] = copy.deepcopy(self.stored[each["payment_method"]])
            if each.get("object") == "checkout.session" and asked:
                inner = copy.deepcopy(self.stored[each["setup_intent"]])
                inner["payment_method"] = copy.deepcopy(self.stored.get(inner["payment_method"]))
                each["setup_intent"] = inner
        return thing

    def all(self, kind):
        return [each for each in self.stored.values() if each["object"] == kind]

    def keep(self, thing):
        self.stored[thing["id"]] = thing
        return thing

    def find(self, ref, about=None):
        if ref not in self.stored:
            raise No(404, "resource_missing", param=about or "id")
        return self.stored[ref]

    def tell(self, kind, thing):
        plain = self._expanded(copy.deepcopy(thing), {})
        self.events.append(self.keep(things.event(self, kind, plain, self.version)))

    # what happens outside of questions

    def card(self, *script, payer=None):
        payer = payer or self.keep(things.customer(self, {}))["id"]
        made = self.keep(things.method(self, "card", payer))
        self.scripts[made["id"]] = list(script)
        return made["id"], payer

    def account(self, *script, payer=None):
        payer = payer or self.keep(things.customer(self, {}))["id"]
        made = self.keep(things.method(self, "sepa_debit", payer))
        self.scripts[made["id"]] = list(script)
        return made["id"], payer

    def fill_in(self, page_id, *script):
        """The payer leaves a method on Stripe's page."""
        page = self.stored[page_id]
        setup = self.stored[page["setup_intent"]]
        kind = page["payment_method_types"][0]
        made = self.keep(things.method(self, kind, page["customer"]))
        self.scripts[made["id"]] = list(script)
        setup.update(status="succeeded", payment_method=made["id"])
        page.update(status="complete", url=None)
        self.tell("setup_intent.succeeded", setup)

    def confirm_by_payer(self, intent_id):
        """The payer confirms with the bank, on the page that the link leads to."""
        intent = self.stored[intent_id]
        assert intent["status"] == "requires_action"
        intent["next_action"] = None
        self._paid(intent, "card")

    def clear(self, intent_id):
        """The bank answers a direct debit, as the script says."""
        intent = self.stored[intent_id]
        assert intent["status"] == "processing"
        way = intent.pop("_way")
        if way == "ok":
            intent["latest_charge"]["status"] = "succeeded"
            self._settled(intent)
        else:
            intent["latest_charge"].update(status="failed", paid=False, failure_code=way)
            self._failed(intent, {"type": "card_error", "code": way, "message": way})

    def dispute(self, intent_id, reason, status="lost"):
        intent = self.stored[intent_id]
        intent["latest_charge"]["disputed"] = True
        made = self.keep(things.dispute(self, intent, reason, status))
        self.charged.append((intent_id, -intent["amount"]))
        self.tell("charge.dispute.created", made)
        return made

    def end_mandate(self, method_id):
        mandate = next(each for each in self.all("mandate") if each["payment_method"] == method_id)
        mandate["status"] = "inactive"
        self.tell("mandate.updated", mandate)

    # questions

    def new_customer(self, form):
        return self.keep(things.customer(self, form))

    def new_intent(self, form):
        method = self.find(form["payment_method"], "payment_method")
        self.find(form["customer"], "customer")
        if method["customer"] != form["customer"] or [method["type"]] != form["payment_method_types"]:
            raise No(400, "payment_method_invalid_parameter")
        if form["amount"] < 50:
            raise No(400, "amount_too_small", param="amount")
        return self.keep(things.intent(self, form))

    def get(self, _query, ref):
        return self.find(ref)

    def confirm(self, form, ref):
        intent = self.find(ref)
        if form.get("payment_method"):
            intent["payment_method"] = form["payment_method"]
            if intent["status"] == "requires_payment_method":
                intent["status"] = "requires_confirmation"
        if intent["status"] != "requires_confirmation":
            raise No(400, "payment_intent_unexpected_state", payment_intent=self._expanded(copy.deepcopy(intent), {}))
        method = self.stored[intent["payment_method"]]
        script = self.scripts.get(method["id"], [])
        if method["type"] == "sepa_debit":
            intent.update(status="processing", latest_charge=things.charge(self, intent, "sepa_debit", 35))
            intent["_way"] = script.pop(0) if script else "ok"
            self.tell("payment_intent.processing", intent)
            return _shown(intent)
        if script and script[0] == "authentication_required" and not form.get("off_session"):
            script.pop(0)
            action = {"redirect_to_url": {"return_url": form["return_url"], "url": f"https://hooks.stripe.com/{ref}"}}
            intent.update(status="requires_action", next_action={"type": "redirect_to_url", **action})
            self.tell("payment_intent.requires_action", intent)
            return intent
        way = (script[0] if script[0] == "authentication_required" else script.pop(0)) if script else "ok"
        if way == "ok":
            return self._paid(intent, "card")
        error = {"type": "card_error", "code": "card_declined", "decline_code": way, "message": way}
        if way == "authentication_required":
            error["code"] = way
        self._failed(intent, error)
        raise No(
            402, **{**error, "kind": error["type"]} | {"payment_intent": self._expanded(copy.deepcopy(intent), {})}
        )

    def _paid(self, intent, kind):
        intent["latest_charge"] = things.charge(self, intent, kind, intent["amount"] * 3 // 200 + 25)
        self._settled(intent)
        return intent

    def _settled(self, intent):
        assert not any(ref == intent["id"] for ref, _ in self.charged), "one intent settled twice"
        intent.update(status="succeeded", amount_received=intent["amount"])
        self.charged.append((intent["id"], intent["amount"]))
        self.tell("payment_intent.succeeded", intent)

    def _failed(self, intent, error):
        intent.update(status="requires_payment_method", payment_method=None, last_payment_error=error)
        self.tell("payment_intent.payment_failed", intent)

    def cancel(self, form, ref):
        intent = self.find(ref)
        if intent["status"] in {"succeeded", "canceled", "processing"}:
            raise No(400, "payment_intent_unexpected_state")
        intent.update(status="canceled", cancellation_reason=form["cancellation_reason"], next_action=None)
        self.tell("payment_intent.canceled", intent)
        return intent

    def search(self, query):
        key = re.fullmatch(r"metadata\['umlauf_key'\]:'([0-9a-f-]{36})'", query["query"]).group(1)
        visible = (self.clock.now() - self.lag).timestamp()
        found = [each for each in self.all("payment_intent") if each["metadata"].get("umlauf_key") == key]
        found = [_shown(each) for each in found if each["created"] <= visible]
        return {"object": "search_result", "data": found, "has_more": False, "url": "/v1/payment_intents/search"}

    def new_refund(self, form):
        intent = self.find(form["payment_intent"], "payment_intent")
        if intent["status"] != "succeeded":
            raise No(400, "charge_not_refundable")
        charge = intent["latest_charge"]
        if charge["disputed"]:
            raise No(400, "charge_disputed")
        if charge["amount_refunded"] + form["amount"] > charge["amount"]:
            left = charge["amount"] - charge["amount_refunded"]
            raise No(400, "charge_already_refunded" if not left else "amount_too_large", param="amount")
        charge["amount_refunded"] += form["amount"]
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]
        self.charged.append((intent["id"], -form["amount"]))
        made = self.keep(things.refund(self, intent, form))
        self.tell("charge.refund.updated", made)
        return made

    def new_page(self, form):
        made = self.keep(things.setup(self, form | form.get("setup_intent_data", {})))
        return self.keep(things.page(self, form, made["id"]))

    def new_setup(self, form):
        made = self.keep(things.setup(self, form))
        iban = form["payment_method_data"]["sepa_debit"]["iban"]
        holder = form["payment_method_data"]["billing_details"]["name"]
        if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", iban):
            raise No(400, "invalid_bank_account_iban", param="payment_method_data[sepa_debit][iban]")
        method = self.keep(things.method(self, "sepa_debit", form["customer"], holder, last4=iban[-4:]))
        acceptance = form["mandate_data"]["customer_acceptance"]
        told = {"accepted_at": acceptance["accepted_at"], "type": acceptance["type"], "offline": {}}
        if "online" in acceptance:
            told = told | {"online": acceptance["online"]}
        mandate = self.keep(things.mandate(self, method["id"], told))
        made.update(status="succeeded", payment_method=method["id"], mandate=mandate["id"])
        return made

    @staticmethod
    def list_of(kind, path, wanted):
        def listed(self, query):
            found = [each for each in self.all(kind) if wanted(each, query)][::-1]
            if after := query.get("starting_after"):
                found = found[[each["id"] for each in found].index(after) + 1 :]
            page = found[: query.get("limit", 10)]
            shown = [_shown(each) for each in page]
            return {"object": "list", "data": shown, "has_more": len(found) > len(page), "url": path}

        return listed


def _shown(thing):
    return {name: each for name, each in thing.items() if not name.startswith("_")}


def _plain(value):
    """Text of a form as values: whole numbers, truths, lists."""
    if isinstance(value, dict):
        made = {name: _plain(each) for name, each in value.items()}
        return list(made.values()) if made and all(each.isdecimal() for each in made) else made
    if value in ("true", "false"):
        return value == "true"
    return int(value) if re.fullmatch(r"-?\d{1,12}", value) else value


def _reply(status, told):
    return Reply(status, json.dumps(told, default=str).encode())


def _when(each, query):
    span = query.get("created", {})
    return span.get("gte", 0) <= each["created"] <= span.get("lte", 1 << 40)


def _told(each, query):
    return _when(each, query) and each["type"] in query["types"]


def _of_intent(each, query):
    return each["payment_intent"] == query["payment_intent"]


def _listed(kind, path, wanted):
    return (path, "GET", StripeFake.list_of(kind, path, wanted))


_ROUTES = (
    ("/v1/customers", "POST", StripeFake.new_customer),
    ("/v1/payment_intents", "POST", StripeFake.new_intent),
    ("/v1/payment_intents/search", "GET", StripeFake.search),
    (r"/v1/payment_intents/(\w+)/confirm", "POST", StripeFake.confirm),
    (r"/v1/payment_intents/(\w+)/cancel", "POST", StripeFake.cancel),
    _listed("refund", "/v1/refunds", _of_intent),
    _listed("dispute", "/v1/disputes", _of_intent),
    _listed("event", "/v1/events", _told),
    _listed("setup_intent", "/v1/setup_intents", _when),
    _listed("payment_intent", "/v1/payment_intents", _when),
    ("/v1/refunds", "POST", StripeFake.new_refund),
    ("/v1/checkout/sessions", "POST", StripeFake.new_page),
    ("/v1/setup_intents", "POST", StripeFake.new_setup),
    (r"/v1/(?:\w+/)?\w+/(\w+_\w+)", "GET", StripeFake.get),
)
