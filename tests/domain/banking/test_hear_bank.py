"""What a bank says of an order becomes news for its attempt: the reason, the day, the amount without bank fees."""

from datetime import UTC, date, datetime
from itertools import product
from uuid import UUID

import pytest

from domain.banking.book import Said
from domain.banking.debit_files import STEPS, DebitFileId, FileStatus, FileStep, FileStepRefused, after
from domain.banking.hear_bank import news_of
from domain.banking.model import MARKS, BankEntry, Mark, Nature
from domain.money import Money
from domain.payments.provider import AttemptId, Outcome, ProviderName
from domain.payments.reasons import ReasonClass

NOW = datetime(2026, 2, 9, 10, tzinfo=UTC)
KEY = AttemptId(UUID(int=5))


def said(nature: Nature, amount: str = "79.00", reason: str = "", **more: object) -> Said:
    entry = BankEntry(
        nature,
        "DE",
        Money.of(amount),
        date(2026, 2, 6),
        "c",
        end_to_end=KEY.hex,
        reason=reason,
        **more,  # type: ignore[arg-type]  # one helper for every field
    )
    return Said(entry, KEY, DebitFileId(UUID(int=6)), Money.of("79.00"))


def test_money_that_was_collected_is_settled_on_its_day() -> None:
    news = news_of(said(Nature.COLLECTED), NOW)
    assert news is not None
    assert (news.provider, news.key, news.event_id) == (ProviderName.SEPA_FILES, KEY, f"collected:{KEY.hex}")
    assert news.answer is not None
    assert (news.answer.outcome, news.answer.on) == (Outcome.SETTLED, date(2026, 2, 6))
    assert (news.answer.amount, news.answer.ref) == (Money.of("79.00"), KEY.hex)


@pytest.mark.parametrize(
    ("amount", "more", "fee"),
    [
        ("79.00", {}, None),
        ("84.50", {"original": Money.of("79.00"), "fee": Money.of("5.50")}, "5.50"),
        ("84.50", {}, "5.50"),
        ("84.50", {"original": Money.of("79.00")}, "5.50"),
    ],
)
def test_a_return_takes_back_the_order_and_names_the_fee(amount: str, more: dict[str, Money], fee: str | None) -> None:
    news = news_of(said(Nature.RETURNED, amount, "MD06", **more), NOW)
    assert news is not None
    assert news.answer is not None
    assert (news.answer.outcome, news.answer.amount) == (Outcome.RETURNED, Money.of("79.00"))
    assert news.answer.fee == (None if fee is None else Money.of(fee))
    assert news.answer.reason is not None
    assert news.answer.reason.of is ReasonClass.PAID_BACK_BY_BANK


def test_a_refusal_fails_and_a_file_told_twice_does_not() -> None:
    news = news_of(said(Nature.REFUSED, "0.00", "AC04"), NOW)
    assert news is not None
    assert news.answer is not None
    assert news.answer.reason is not None
    assert (news.answer.outcome, news.answer.reason.of, news.at) == (Outcome.FAILED, ReasonClass.METHOD_ENDED, NOW)
    for code in ("DUPL", "AM05"):
        assert news_of(said(Nature.REFUSED, "0.00", code), NOW) is None
    assert news_of(said(Nature.TAKEN), NOW) is None


def test_a_return_of_the_same_day_is_not_older_than_its_settlement() -> None:
    settled, back = news_of(said(Nature.COLLECTED), NOW), news_of(said(Nature.RETURNED), NOW)
    assert settled is not None
    assert back is not None
    assert settled.at == back.at, "the fold lets the return count"


@pytest.mark.parametrize(("status", "step"), list(product(FileStatus, FileStep)))
def test_every_step_of_a_file_is_in_the_table_or_refused(status: FileStatus, step: FileStep) -> None:
    if (status, step) in STEPS:
        assert after(status, step) is STEPS[status, step]
    else:
        with pytest.raises(FileStepRefused):
            after(status, step)


def test_a_mark_is_taken_up_before_another_is_given() -> None:
    assert {(before, then) for before, then in product(Mark, Mark) if (before, then) in MARKS} == {
        (Mark.OPEN, Mark.SET_ASIDE),
        (Mark.OPEN, Mark.SENT_BACK),
        (Mark.SET_ASIDE, Mark.OPEN),
        (Mark.SENT_BACK, Mark.OPEN),
    }
