"""What a customer is written about payments that are collected; promised in the transaction of its cause."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NewType
from uuid import UUID

from domain.contracts.payment import PaymentMethod
from domain.ids import ContractId, CustomerId
from domain.messages.contract_letter import LetterKind, Told
from domain.payments.attempt import Attempt, AttemptStep
from domain.payments.methods import Method
from domain.payments.provider import ProviderName
from domain.payments.reasons import ReasonClass
from domain.payments.taking import Taken
from domain.ports import Unit
from domain.settings.payments import Informs, PaymentSettings

RequestId = NewType("RequestId", UUID)


@dataclass(frozen=True, slots=True)
class MethodRequest:
    """A customer is asked for a method by a link. `digest`: SHA-256 of its secret, which stands in the letter alone."""

    id: RequestId
    customer_id: CustomerId
    contract_id: ContractId | None
    provider: ProviderName
    pays_by: PaymentMethod
    asked_on: date
    expires_on: date
    digest: bytes = field(repr=False)


def asked_link(
    unit: Unit, request: tuple[CustomerId, ContractId | None], settings: PaymentSettings
) -> tuple[str, date]:
    """A fresh link to leave a method, and its last day; "" where the house has no pages for customers, or collects
    nothing."""
    until = unit.today() + timedelta(days=settings.link_days)
    address = unit.settings.portal().value.address.rstrip("/")
    if not address or not settings.collectors:
        return "", until
    secret = f"{unit.new_id().hex}{unit.new_id().hex}"
    digest = hashlib.sha256(secret.encode()).digest()
    by = settings.collectors[0]
    unit.payments.ask_method(
        MethodRequest(RequestId(unit.new_id()), *request, by.provider, by.kind, unit.today(), until, digest)
    )
    return f"{address}/method/{secret}", until


def announce(attempt: Attempt, method: Method, number: str, unit: Unit) -> None:
    """A direct debit is announced with amount and day. Source: RULES.md 3.6."""
    if attempt.kind is not PaymentMethod.DIRECT_DEBIT or method.mandate is None:
        return
    texts = {"mandate": method.mandate.reference, "creditor": method.mandate.creditor_id}
    _tell(LetterKind.DEBIT_AHEAD, attempt, unit, {"day": attempt.collect_on}, {**_about(method, number), **texts})


def tell_answer(taken: Taken, following: Attempt | None, number: str, unit: Unit) -> None:
    """About what an answer was, and what comes of it. Of technical failures that are tried again nobody hears."""
    attempt, settings = taken.attempt, unit.settings.payments().value
    reason = None if attempt.reason is None else attempt.reason.of
    about = _about(unit.payments.method(attempt.method_id), number)
    if taken.step is AttemptStep.SETTLE:
        _tell(LetterKind.PAYMENT_COLLECTED, attempt, unit, {"day": taken.taken.on}, about)
    elif taken.step is AttemptStep.ASK_CUSTOMER:
        _tell(LetterKind.PAYMENT_TO_CONFIRM, attempt, unit, {}, {**about, "link": taken.taken.link})
    elif taken.step not in (AttemptStep.FAIL, AttemptStep.RETURN) or reason is ReasonClass.DECEASED:
        return
    elif following is not None:
        _tell_retry(taken, following, about, unit, settings)
    else:
        _tell_last(taken, about, unit, settings)


def _tell_retry(
    taken: Taken, following: Attempt, about: Mapping[str, str], unit: Unit, settings: PaymentSettings
) -> None:
    reason = taken.attempt.reason
    days = {"retry_on": following.collect_on}
    if taken.step is AttemptStep.RETURN and taken.attempt.kind is PaymentMethod.DIRECT_DEBIT:
        _tell(LetterKind.DEBIT_RETURNED_RETRIED, taken.attempt, unit, {**days, "day": taken.taken.on}, about)
    elif settings.informs is Informs.EACH and (reason is None or reason.of is not ReasonClass.TECHNICAL):
        link, _until = asked_link(unit, (taken.attempt.customer_id, None), settings)
        _tell(LetterKind.PAYMENT_RETRIED, taken.attempt, unit, days, {**about, "link": link})


def _tell_last(taken: Taken, about: Mapping[str, str], unit: Unit, settings: PaymentSettings) -> None:
    link, until = asked_link(unit, (taken.attempt.customer_id, None), settings)
    is_debit = taken.step is AttemptStep.RETURN and taken.attempt.kind is PaymentMethod.DIRECT_DEBIT
    kind = LetterKind.DEBIT_RETURNED if is_debit else LetterKind.PAYMENT_FAILED
    days = {"day": taken.taken.on} if is_debit else {"until": until}
    _tell(kind, taken.attempt, unit, days, {**about, "link": link})


def _about(method: Method, number: str) -> dict[str, str]:
    return {"method": method.shown, "invoice": number}


def _tell(kind: LetterKind, attempt: Attempt, unit: Unit, days: Mapping[str, date], texts: Mapping[str, str]) -> None:
    told = Told(kind, dict(days), {"amount": attempt.amount}, texts=dict(texts))
    unit.letters.tell(attempt.customer_id, told, attempt.id)
