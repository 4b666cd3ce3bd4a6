"""What a customer is written about payments that are collected; promised by the worker, who alone writes letters."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NewType
from uuid import UUID

from domain.contracts.payment import PaymentMethod
from domain.ids import ContractId, CustomerId
from domain.messages.contract_letter import LetterKind
from domain.messages.contract_letter import Told as Words
from domain.payments.attempt import Attempt, AttemptStep
from domain.payments.methods import Method
from domain.payments.planning import BAD, is_used_up
from domain.payments.provider import ProviderName
from domain.payments.reasons import ReasonClass
from domain.ports import Unit
from domain.settings.payments import Informs, PaymentSettings
from domain.till.model import ReceiptId

RequestId = NewType("RequestId", UUID)


@dataclass(frozen=True, slots=True)
class MethodRequest:
    """A customer is asked for a method by a link. `digest`: SHA-256 of its secret, which stands in the letter alone.

    `receipt_id`: it is shown at a till, and what this receipt left open is collected at once.
    """

    id: RequestId
    customer_id: CustomerId
    contract_id: ContractId | None
    provider: ProviderName
    pays_by: PaymentMethod
    asked_on: date
    expires_on: date
    digest: bytes = field(repr=False)
    receipt_id: ReceiptId | None = None


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
    shown_link(unit, request, settings, hashlib.sha256(secret.encode()).digest())
    return method_address(address, secret), until


def method_address(pages: str, secret: str) -> str:
    """Where a method is left; `pages` is the address of the customers' pages."""
    return f"{pages.rstrip('/')}/method/{secret}"


def shown_link(
    unit: Unit,
    request: tuple[CustomerId, ContractId | None],
    settings: PaymentSettings,
    digest: bytes,
    receipt_id: ReceiptId | None = None,
) -> None:
    """Keeps that somebody is asked by a link whose secret has this digest. The house has somebody who collects."""
    by, until = settings.collectors[0], unit.today() + timedelta(days=settings.link_days)
    unit.payments.ask_method(
        MethodRequest(RequestId(unit.new_id()), *request, by.provider, by.kind, unit.today(), until, digest, receipt_id)
    )


def announce(attempt: Attempt, method: Method, number: str, unit: Unit) -> None:
    """A direct debit is announced with amount and day. Source: RULES.md 3.6."""
    if attempt.kind is not PaymentMethod.DIRECT_DEBIT or method.mandate is None:
        return
    texts = {"mandate": method.mandate.reference, "creditor": method.mandate.creditor_id}
    _tell(LetterKind.DEBIT_AHEAD, attempt, unit, {"day": attempt.collect_on}, {**_about(method, number), **texts})


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be told: the attempt as it is, what the answer was, on which day, what is planned instead."""

    attempt: Attempt
    step: AttemptStep
    on: date
    following: Attempt | None = None
    link: str = ""

    @property
    def reason(self) -> ReasonClass | None:
        return None if self.attempt.reason is None else self.attempt.reason.of

    @property
    def is_returned_debit(self) -> bool:
        return self.step is AttemptStep.RETURN and self.attempt.kind is PaymentMethod.DIRECT_DEBIT


def tell_answer(told: Told, number: str, unit: Unit) -> None:
    """About what an answer was, and what comes of it. Of technical failures that are tried again nobody hears."""
    about = _about(unit.payments.method(told.attempt.method_id), number)
    if told.step is AttemptStep.SETTLE:
        _tell(LetterKind.PAYMENT_COLLECTED, told.attempt, unit, {"day": told.on}, about)
    elif told.step is AttemptStep.ASK_CUSTOMER:
        _tell(LetterKind.PAYMENT_TO_CONFIRM, told.attempt, unit, {}, {**about, "link": told.link})
    elif told.step not in (AttemptStep.FAIL, AttemptStep.RETURN) or told.reason is ReasonClass.DECEASED:
        return
    elif told.following is not None:
        _tell_retry(told, told.following, about, unit)
    else:
        _tell_last(told, about, unit)


def _tell_retry(told: Told, following: Attempt, about: Mapping[str, str], unit: Unit) -> None:
    days, settings = {"retry_on": following.collect_on}, unit.settings.payments().value
    if told.is_returned_debit:
        _tell(LetterKind.DEBIT_RETURNED_RETRIED, told.attempt, unit, {**days, "day": told.on}, about)
    elif settings.informs is Informs.EACH and told.reason is not ReasonClass.TECHNICAL:
        link, _until = asked_link(unit, (told.attempt.customer_id, None), settings)
        _tell(LetterKind.PAYMENT_RETRIED, told.attempt, unit, days, {**about, "link": link})


def _tell_last(told: Told, about: Mapping[str, str], unit: Unit) -> None:
    settings = unit.settings.payments().value
    if not told.is_returned_debit and settings.before_dunning and _was_used_up(told.attempt, settings, unit):
        return  # it was told when the schedule ended, and the reminder of tomorrow says the rest
    link, until = asked_link(unit, (told.attempt.customer_id, None), settings)
    kind = LetterKind.DEBIT_RETURNED if told.is_returned_debit else LetterKind.PAYMENT_FAILED
    days = {"day": told.on} if told.is_returned_debit else {"until": until}
    _tell(kind, told.attempt, unit, days, {**about, "link": link})


def _was_used_up(attempt: Attempt, settings: PaymentSettings, unit: Unit) -> bool:
    """Whether it was one more after the schedule had ended."""
    tries = unit.payments.tries(attempt.invoice_id)
    place = next((n for n, each in enumerate(tries) if each.id == attempt.id), len(tries))
    return is_used_up([each for each in tries[:place] if each.status in BAD], settings)


def _about(method: Method, number: str) -> dict[str, str]:
    return {"method": method.shown, "invoice": number}


def _tell(kind: LetterKind, attempt: Attempt, unit: Unit, days: Mapping[str, date], texts: Mapping[str, str]) -> None:
    words = Words(kind, dict(days), {"amount": attempt.amount}, texts=dict(texts))
    unit.letters.tell(attempt.customer_id, words, attempt.id)
