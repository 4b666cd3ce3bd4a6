"""One customer's pages within one transaction of one session."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final
from uuid import UUID, uuid4

from psycopg.types.json import Jsonb

from domain.application import Command, NotForThisSeat
from domain.billing.tax import TaxRules
from domain.buyout.accept_offer import AcceptOffer
from domain.buyout.offer import OfferStatus
from domain.clock import Clock, today
from domain.contracts.changing import ContractChange
from domain.contracts.preview_change import Books, ChangePreview, as_taxed
from domain.contracts.status import OVER
from domain.customers.change_address import ChangeAddress
from domain.customers.model import Customer, StatusChange
from domain.customers.timeline import CustomerChange, timeline_of
from domain.ids import CustomerId, InvoiceId
from domain.portal.book import Purpose
from domain.portal.codes import secret_digest
from domain.portal.wishes import check_fields
from domain.returns.ask_return import AskReturn
from domain.returns.stages import Stage as ReturnStage
from domain.swaps.agree_swap import AgreeSwap
from domain.views.office_rows import StoredPaper
from domain.views.portal import (
    ContractView,
    Filed,
    LostWay,
    NotYours,
    Outcome,
    Overview,
    OwnCode,
    OwnDocument,
    OwnReturn,
    OwnSettings,
    Preview,
    WayToPay,
)
from domain.views.swaps import SwapPage
from storage.codec import Codec
from storage.portal.own import OwnDatabase
from storage.queries.buyouts import Buyouts
from storage.queries.cancel_reasons import cancellation_settings
from storage.queries.portal import (
    OwnContracts,
    balances_of,
    documents_of,
    is_under_way,
    lost_way,
    paper,
    papers,
    returns_of,
    things_of,
    ways_to_pay,
)
from storage.queries.portal_export import everything
from storage.queries.swaps import Swaps
from storage.repositories.base import money
from storage.repositories.customers import CHANGES_SQL, CUSTOMER_SQL, customer_from, timelines_from
from storage.repositories.settings import portal_from, returns_from

_SETTINGS: Final = "SELECT name, value FROM umlauf.setting WHERE name IN ('portal', 'returns')"
_FILE: Final = (
    "SELECT umlauf.file_wish(%(id)s, %(name)s, %(payload)s, %(personal)s, %(content)s, %(origin)s) AS filed_at"
)
_OUTCOME: Final = "SELECT filed_at, outcome, result FROM umlauf.outcome_of(%(id)s)"
_OTHERS: Final = "SELECT id, number, name FROM umlauf.my_customers()"
_FRIENDS: Final = "SELECT reward_minor, currency, state FROM umlauf.referral ORDER BY opened_on"


_OVER: Final = frozenset(
    {ReturnStage.CLOSED, ReturnStage.REFUSED, ReturnStage.LAPSED, ReturnStage.WITHDRAWN, ReturnStage.INSPECTED}
)


class Pages:
    """`domain.views.portal.CustomerPages`, on the thread that entered the session."""

    def __init__(self, database: OwnDatabase, codec: Codec, rules: TaxRules, clock: Clock) -> None:
        self._database, self._codec, self._rules, self._clock = database, codec, rules, clock
        self._buyouts = Buyouts(database, rules, clock)
        self._contracts = OwnContracts(database, rules, self._buyouts)
        self._swaps = Swaps(database, rules, clock)

    @cached_property
    def customer(self) -> Customer:
        [row] = self._database.read(CUSTOMER_SQL)
        return customer_from(row)

    @property
    def others(self) -> tuple[tuple[CustomerId, str, str], ...]:
        rows = self._database.read(_OTHERS)
        return tuple((CustomerId(row["id"]), row["number"], row["name"]) for row in rows)

    @property
    def today(self) -> date:
        return today(self._clock)

    def settings(self) -> OwnSettings:
        stored = {row["name"]: row["value"] for row in self._database.read(_SETTINGS)}
        return OwnSettings(
            portal_from(stored.get("portal")),
            returns_from(stored.get("returns")),
            cancellation_settings(self._database),
        )

    def overview(self) -> Overview:
        contracts = self._contracts.all(self.today)
        open_items = tuple(each for each in documents_of(self._database) if each.open.minor > 0)
        returns = tuple(each for each in returns_of(self._database) if each.stage not in _OVER)
        offers = (
            told
            for each in contracts
            for told in self._buyouts.purchases(each.contract.id).offers
            if told.offer.status is OfferStatus.OFFERED and told.offer.valid_until >= self.today
        )
        return Overview(
            contracts, things_of(self._database), open_items, returns, balances_of(self._database), tuple(offers)
        )

    def lost_way(self) -> LostWay | None:
        found = lost_way(self._database, self.today)
        return found if found is not None and self._contracts.is_collected(self.today) else None

    def contract(self, ref: str) -> ContractView:
        """Raises NotYours."""
        return self._contracts.view(ref, self._clock.now(), self.today)

    def swaps(self, ref: str, wanted_on: date) -> SwapPage:
        """Raises NotYours."""
        return self._swaps.page(self.contract(ref).contract.id, wanted_on)

    def documents(self) -> tuple[OwnDocument, ...]:
        return documents_of(self._database)

    def ways_to_pay(self) -> tuple[WayToPay, ...]:
        return ways_to_pay(self._database, self.today)

    def is_under_way(self, invoice_id: InvoiceId) -> bool:
        return is_under_way(self._database, invoice_id)

    def paper(self, ref: str) -> StoredPaper:
        """Raises NotYours."""
        return paper(self._database, ref)

    def papers(self) -> tuple[StoredPaper, ...]:
        return papers(self._database)

    def own_return(self, ref: str) -> OwnReturn:
        """Raises NotYours."""
        found = returns_of(self._database, number=ref)
        if not found:
            raise NotYours
        return found[0]

    def code_for_friends(self) -> OwnCode:
        row = self._database.read_one("SELECT code FROM umlauf.referral_code")
        friends = self._database.read(_FRIENDS)
        rewards = [each for each in friends if each["state"] == "rewarded" and each["reward_minor"]]
        return OwnCode(row["code"] if row else "", len(friends), tuple(money(each, "reward_minor") for each in rewards))

    def preview(self, command: Command) -> Preview:
        """Raises what the command would, and what `check_fields` does."""
        check_fields(command, self.settings().portal, self.today)
        return self.effect(command)

    def effect(self, command: Command) -> Preview:
        """What it would cause, whoever may wish for it. Raises what the command would."""
        if isinstance(command, ContractChange):
            return self._contracts.preview_change(command, self._clock.now())
        if isinstance(command, AgreeSwap):
            return self._swaps.preview(command)
        if isinstance(command, AcceptOffer):
            return self._buyouts.preview_accept(command.offer_id, uses_deposit=command.uses_deposit)
        if isinstance(command, AskReturn):
            held = [each for each in things_of(self._database) if each.asset_id in command.asset_ids]
            return tuple(
                self._contracts.preview_return(contract_id, command.return_until, command.asset_ids, self.today)
                for contract_id in dict.fromkeys(each.contract_id for each in held)
            )
        return self._moved(command) if isinstance(command, ChangeAddress) else None

    def _moved(self, command: ChangeAddress) -> tuple[ChangePreview, ...]:
        """For each running contract the bills of a year, as they are taxed here and there."""
        row = self._database.read(CUSTOMER_SQL)[0]
        known = timelines_from(self._database.read(CHANGES_SQL, ids=[self.customer.id])).get(self.customer.id)
        before = known or timeline_of(self.customer, row["country"])
        status = StatusChange(command.from_on or self.today, country=command.address.country)
        after = before.changed(CustomerChange(status, command.address))
        found = []
        for own in self._contracts.all(self.today):
            if own.contract.status in OVER or own.contract.start_on is None:
                continue
            books = Books(self._contracts.billed(own.contract.id), before.party(), self._rules, self.today)
            found.append(as_taxed(own.contract, books, after.party()))
        return tuple(found)

    def file(self, command: Command, origin: bytes, wish_id: UUID | None = None) -> Filed:
        """Raises NotYours, TooManyWishes, and what `check_fields` does."""
        check_fields(command, self.settings().portal, self.today)
        return filed(self._database, self._codec, command, origin, wish_id)

    def outcome(self, wish_id: UUID) -> Outcome:
        """Raises NotYours."""
        return outcome_of(self._database, self._codec, wish_id)

    def everything(self) -> Mapping[str, object]:
        return everything(self._database)

    def ask_new_address(self, address: str, origin: bytes, language: str) -> UUID:
        return code_asked(self._database, Purpose.NEW_ADDRESS, address, origin, language)

    def try_code(self, request_id: UUID, secret: str, origin: bytes) -> None:
        tried(self._database, request_id, secret, origin)

    def confirm_address(self, request_id: UUID, secret: str) -> bool:
        rows = self._database.read(
            "SELECT umlauf.confirm_address(%(id)s, %(digest)s) AS done",
            id=request_id,
            digest=secret_digest(request_id, secret),
        )
        return bool(rows[0]["done"])

    def act_for(self, customer_id: UUID) -> bool:
        return bool(self._database.read("SELECT umlauf.act_for(%(id)s) AS done", id=customer_id)[0]["done"])

    def sign_out(self, *, everywhere: bool = False) -> None:
        self._database.read("SELECT umlauf.end_session(%(all)s)", all=everywhere)


def filed(database: OwnDatabase, codec: Codec, command: Command, origin: bytes, wish_id: UUID | None) -> Filed:
    """Raises NotYours, TooManyWishes."""
    payload, personal = codec.command(command)
    known = wish_id or uuid4()
    values: dict[str, Any] = {
        "id": known,
        "name": type(command).__name__,
        "payload": Jsonb(payload),
        "personal": Jsonb(personal) if personal else None,
        "content": getattr(command, "content", None) or None,
        "origin": origin,
    }
    try:
        [row] = database.read(_FILE, **values)
    except NotForThisSeat:
        raise NotYours from None
    return Filed(known, row["filed_at"])


def outcome_of(database: OwnDatabase, codec: Codec, wish_id: UUID) -> Outcome:
    """Raises NotYours."""
    row = database.read_one(_OUTCOME, id=wish_id)
    if row is None or row["filed_at"] is None:
        raise NotYours
    if row["outcome"] == "rejected":
        return Outcome(row["filed_at"], refusal=codec.read_refusal(row["result"]))
    done = row["outcome"] == "applied"
    return Outcome(row["filed_at"], done, event=row["result"]["data"] if done else {})


def code_asked(database: OwnDatabase, purpose: Purpose, address: str, origin: bytes, language: str) -> UUID:
    request_id = uuid4()
    database.read(
        "SELECT umlauf.ask_code(%(id)s, %(purpose)s, %(address)s, %(origin)s, %(language)s)",
        id=request_id,
        purpose=purpose,
        address=address,
        origin=origin,
        language=language,
    )
    return request_id


def tried(database: OwnDatabase, request_id: UUID, secret: str, origin: bytes) -> None:
    database.read(
        "SELECT umlauf.try_code(%(id)s, %(digest)s, %(origin)s)",
        id=request_id,
        digest=secret_digest(request_id, secret),
        origin=origin,
    )
