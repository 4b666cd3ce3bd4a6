"""Methods that customers leave by a link: asked for by the customers' pages, carried out by the worker."""

import hashlib
import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid5

from domain.application import Command, Event
from domain.contracts.payment import PaymentMethod
from domain.ids import CommandId, ContractId, CustomerId
from domain.payments.attempt import MethodId
from domain.payments.keep_method import KeepMethod
from domain.payments.method_links import LinkStage, MethodLink
from domain.payments.provider import (
    Outcome,
    Provider,
    ProviderDown,
    ProviderName,
    ProviderRefusesUs,
    SetupAnswer,
    SetupOrder,
)
from domain.till.model import ReceiptId
from storage.database import Database, Row

Run = Callable[[CommandId, Command], Event]
BACK: Final = "/method-left"
"""Where a customer comes back to from the provider's page."""

LOOKED_AFTER: Final = timedelta(days=2)
_LOG: Final = logging.getLogger(__name__)
_OPEN: Final = "SELECT stage, link FROM umlauf_own.open_method(%(digest)s)"
_REQUEST: Final = (
    "SELECT r.id, r.customer_id, r.contract_id, r.provider, r.kind, r.payment_method_id, r.receipt_id, s.ref,"
    " c.language, trim(p.given_name || ' ' || p.family_name) AS name, p.email,"
    " (SELECT t.payer FROM umlauf.payment_method m JOIN umlauf.payment_token t ON t.payment_method_id = m.id"
    " WHERE m.customer_id = r.customer_id AND m.provider = r.provider AND t.payer <> ''"
    " ORDER BY m.kept_at DESC LIMIT 1) AS payer"
    " FROM umlauf.method_request r JOIN umlauf.method_setup s ON s.request_id = r.id"
    " JOIN umlauf.customer c ON c.id = r.customer_id"
    " LEFT JOIN umlauf.customer_personal p ON p.customer_id = r.customer_id"
)
_MADE: Final = (
    "UPDATE umlauf.method_setup SET made_at = clock_timestamp(), ref = %(ref)s, link = %(link)s,"
    " has_failed = %(failed)s WHERE request_id = %(id)s RETURNING request_id"
)
_KEPT: Final = (
    "UPDATE umlauf.method_request SET payment_method_id = %(method)s"
    " WHERE id = %(id)s AND payment_method_id IS NULL RETURNING id"
)


def opened_method(database: Database, secret: str) -> MethodLink:
    """For whoever has the secret of a letter, under the login of the customers' pages. Has the provider's page made
    when there is none."""
    row = database.read_one(_OPEN, digest=hashlib.sha256(secret.encode()).digest())
    return MethodLink(LinkStage.UNKNOWN) if row is None else MethodLink(LinkStage(row["stage"]), row["link"])


class MethodSetups:
    """For one worker thread. `pages`: the address of the customers' pages."""

    def __init__(
        self,
        database: Database,
        run: Run,
        providers: Mapping[ProviderName, Provider],
        pages: str,
        then: Callable[[CustomerId, ReceiptId | None], object] = lambda _customer, _receipt: None,
    ) -> None:
        """`then` is called when somebody left a method that is new; with the receipt that it is to pay at once."""
        self._database, self._run, self._providers, self._then = database, run, providers, then
        self._back = f"{pages.rstrip('/')}{BACK}" if pages else ""

    def set_up(self, request_id: UUID) -> None:
        """Makes the provider's page. Asked again, the provider answers with the same one."""
        row = self._database.read_one(f"{_REQUEST} WHERE r.id = %(id)s", id=request_id)
        if row is None or row["payment_method_id"] is not None:
            return
        provider = self._providers.get(ProviderName(row["provider"]))
        try:
            answer = None if provider is None else provider.set_up(self._order(row))
        except (ProviderDown, ProviderRefusesUs) as away:
            _LOG.warning("%s makes no page: %s", row["provider"], away)
            answer = None
        self._take(row, answer or SetupAnswer(Outcome.FAILED))

    def _order(self, row: Row) -> SetupOrder:
        return SetupOrder(
            key=row["id"],
            kind=PaymentMethod(row["kind"]),
            name=row["name"] or "",
            mail=row["email"] or "",
            payer=row["payer"] or "",
            return_to=self._back,
            language=row["language"],
        )

    def look_after(self) -> int:
        """Whether a method was left on a page that is open: for houses that no notice reaches. How many were."""
        rows = self._database.read(
            f"{_REQUEST} WHERE r.payment_method_id IS NULL AND s.ref <> ''"
            " AND s.made_at > clock_timestamp() - %(ago)s::interval",
            ago=LOOKED_AFTER,
        )
        return sum(self._looked_up(row) for row in rows)

    def _looked_up(self, row: Row) -> bool:
        provider = self._providers.get(ProviderName(row["provider"]))
        try:
            answer = None if provider is None else provider.look_up_setup(row["id"], row["ref"])
        except (ProviderDown, ProviderRefusesUs):
            return False
        return answer is not None and answer.outcome is Outcome.SETTLED and self.settled(row["id"], answer)

    def _take(self, row: Row, answer: SetupAnswer) -> None:
        failed = answer.outcome is Outcome.FAILED
        self._database.read(_MADE, id=row["id"], ref=answer.ref, link=answer.link, failed=failed)
        if answer.outcome is Outcome.SETTLED:
            self.settled(row["id"], answer)

    def settled(self, request_id: UUID, answer: SetupAnswer) -> bool:
        """The method is kept and pays; told twice, once. False: nobody was asked for it by us."""
        row = self._database.read_one(f"{_REQUEST} WHERE r.id = %(id)s", id=request_id)
        if row is None or answer.method is None:
            return False
        method = answer.method
        method_id = MethodId(uuid5(request_id, "method"))
        kept = KeepMethod(
            method_id,
            CustomerId(row["customer_id"]),
            method.kind,
            ProviderName(row["provider"]),
            answer.shown,
            answer.expires_on,
            None if row["contract_id"] is None else ContractId(row["contract_id"]),
            token=method.token,
            payer=method.payer,
            holder=method.holder,
        )
        self._run(CommandId(uuid5(request_id, "keep")), kept)
        if self._database.read(_KEPT, id=request_id, method=method_id):
            self._then(CustomerId(row["customer_id"]), row["receipt_id"])
        return True
