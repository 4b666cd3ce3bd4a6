"""When something is collected, by which method, and what follows a failure: figures by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.contracts.payment import PaymentMethod
from domain.ids import ContractId, CustomerId, InvoiceId
from domain.money import Money
from domain.payments.attempt import AttemptStatus, MethodId, Tried
from domain.payments.methods import EndReason, Evidence, Mandate, MandateId, Method
from domain.payments.planning import Choices, NotPlanned, OpenItem, Planned, before_step, planned, soon, target_day
from domain.payments.provider import AttemptId, DebitSequence, ProviderName, Scheme
from domain.payments.reasons import FOLLOWS, NextStep, ReasonClass
from domain.settings.payments import Collector, CreditorIdWrong, PaymentSettings, PaymentSettingsWrong

TODAY = date(2026, 3, 2)
CUSTOMER = CustomerId(uuid4())
CONTRACT = ContractId(uuid4())
MANDATE = Mandate(MandateId(uuid4()), "MD-1", "DE98ZZZ09999999999", Scheme.CORE, date(2026, 1, 5), Evidence.PAPER)
CARD = Method(MethodId(uuid4()), CUSTOMER, PaymentMethod.CARD, ProviderName.STRIPE, "Visa •••• 4242")
ACCOUNT = Method(
    MethodId(uuid4()), CUSTOMER, PaymentMethod.DIRECT_DEBIT, ProviderName.SEPA_FILES, "DE•• •••• 3000", mandate=MANDATE
)
SETTINGS = PaymentSettings(
    (
        Collector(PaymentMethod.CARD, ProviderName.STRIPE),
        Collector(PaymentMethod.DIRECT_DEBIT, ProviderName.SEPA_FILES),
    ),
    retry_days=(3, 5),
)


def item(*tries: Tried, **more: object) -> OpenItem:
    about = {"terms": PaymentMethod.CARD, "open": Money.of("79.00"), "issued_on": TODAY, "due_on": TODAY, **more}
    return OpenItem(InvoiceId(uuid4()), CUSTOMER, contract_ids=(CONTRACT,), tries=tries, **about)  # type: ignore[arg-type]  # by name


def tried(
    reason: ReasonClass | None, day: date = TODAY, status: AttemptStatus = AttemptStatus.FAILED, by: Method = CARD
) -> Tried:
    return Tried(AttemptId(uuid4()), status, by.id, reason, day)


def choices(default: Method | None = CARD, own: Method | None = None) -> Choices:
    known = {each.id: each for each in (CARD, ACCOUNT)}
    chosen = {} if own is None else {CONTRACT: own.id}
    return Choices(chosen, None if default is None else default.id, known)


def plan(*tries: Tried, **more: object) -> Planned | NotPlanned:
    return planned(item(*tries, **more), choices(), SETTINGS, TODAY)


def test_the_first_attempt() -> None:
    assert plan() == Planned(CARD, Money.of("79.00"), TODAY)
    assert planned(item(), choices(own=ACCOUNT), SETTINGS, TODAY).method is ACCOUNT  # type: ignore[union-attr]  # planned
    assert plan(due_on=date(2026, 3, 9)) == Planned(CARD, Money.of("79.00"), date(2026, 3, 9))


@pytest.mark.parametrize(
    ("issued", "due", "expected"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 16)),
        (date(2026, 3, 2), date(2026, 4, 1), date(2026, 4, 1)),
        (date(2026, 3, 20), date(2026, 3, 20), date(2026, 4, 7)),
        (date(2026, 12, 11), date(2026, 12, 11), date(2026, 12, 28)),
    ],
)
def test_a_debit_is_announced_and_falls_on_an_open_day(issued: date, due: date, expected: date) -> None:
    """14 days on: 16 March; Good Friday 3 April to Easter Monday closed; 25 and 26 December and the weekend closed."""
    about = item(issued_on=issued, due_on=due, terms=PaymentMethod.DIRECT_DEBIT)
    found = planned(about, choices(ACCOUNT), SETTINGS, issued)
    assert isinstance(found, Planned)
    assert found.collect_on == expected


def test_retries_by_the_schedule_and_then_none() -> None:
    first = tried(ReasonClass.NO_FUNDS)
    again = plan(first)
    assert isinstance(again, Planned)
    assert again.collect_on == date(2026, 3, 5)
    second = tried(ReasonClass.NO_FUNDS, date(2026, 3, 5))
    third = plan(first, second)
    assert isinstance(third, Planned)
    assert third.collect_on == date(2026, 3, 10)
    assert plan(first, second, tried(ReasonClass.LIMIT)) is NotPlanned.USED_UP


@pytest.mark.parametrize("reason", ReasonClass)
def test_what_follows_each_reason(reason: ReasonClass) -> None:
    found = plan(tried(reason))
    expected = {
        NextStep.NEW_METHOD: NotPlanned.NEEDS_METHOD,
        NextStep.CONFIRM: NotPlanned.NEEDS_METHOD,
        NextStep.PERSON: NotPlanned.NEEDS_PERSON,
    }.get(FOLLOWS[reason])
    assert found is expected if expected else isinstance(found, Planned)
    if FOLLOWS[reason] is NextStep.RETRY_ONCE:
        assert plan(tried(reason), tried(reason)) is NotPlanned.NEEDS_PERSON


def test_technical_failures_count_apart() -> None:
    hiccups = [tried(ReasonClass.TECHNICAL) for _ in range(8)]
    assert isinstance(plan(*hiccups), Planned)
    assert plan(*hiccups, tried(ReasonClass.TECHNICAL)) is NotPlanned.USED_UP
    found = plan(*hiccups[:3], tried(ReasonClass.NO_FUNDS))
    assert isinstance(found, Planned)
    assert found.collect_on == date(2026, 3, 5)
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert [soon(hiccups[:n], at) - at for n in (1, 2, 3)] == [timedelta(minutes=each) for each in (5, 10, 20)]


def test_a_new_method_begins_anew() -> None:
    ended = tried(ReasonClass.METHOD_ENDED, by=ACCOUNT)
    assert isinstance(plan(ended), Planned)
    assert plan(tried(ReasonClass.METHOD_ENDED)) is NotPlanned.NEEDS_METHOD


def test_what_stands_against_it() -> None:
    assert plan(terms=PaymentMethod.TRANSFER) is NotPlanned.PAID_OTHERWISE
    assert plan(open=Money(0)) is NotPlanned.NOTHING_OPEN
    assert plan(is_blocked=True) is NotPlanned.BLOCKED
    assert plan(tried(None, status=AttemptStatus.PENDING)) is NotPlanned.UNDER_WAY
    assert plan(issued_on=date(2026, 2, 1)) is NotPlanned.TOO_OLD
    assert plan(tried(ReasonClass.NOT_SAID, status=AttemptStatus.WITHDRAWN)) is NotPlanned.NEEDS_PERSON
    nobody = planned(item(), choices(None), SETTINGS, TODAY)
    assert nobody is NotPlanned.NO_METHOD
    by_hand = planned(item(issued_on=date(2026, 2, 1)), choices(), SETTINGS, TODAY, by_person=True)
    assert isinstance(by_hand, Planned)


def test_mandates_lapse_after_36_months_and_are_first_used_as_first() -> None:
    assert MANDATE.sequence() is DebitSequence.FIRST
    used = Mandate(
        *(MANDATE.id, "MD-1", MANDATE.creditor_id, Scheme.CORE, MANDATE.signed_on, Evidence.PAPER), date(2026, 8, 31)
    )
    assert (used.sequence(), used.lapses_on()) == (DebitSequence.RECURRING, date(2029, 8, 31))
    assert MANDATE.sequence(is_recurring=False) is DebitSequence.ONE_OFF
    assert ACCOUNT.is_usable(date(2029, 1, 4))
    assert not ACCOUNT.is_usable(date(2029, 1, 5))
    ended = Method(CARD.id, CUSTOMER, CARD.kind, CARD.provider, CARD.shown, ended=EndReason.REVOKED)
    assert not ended.is_usable(TODAY)


def test_closed_days_of_banks() -> None:
    assert target_day(date(2026, 4, 3)) == date(2026, 4, 7)
    assert target_day(date(2026, 5, 1)) == date(2026, 5, 4)
    assert target_day(date(2026, 10, 3)) == date(2026, 10, 5)
    assert target_day(date(2026, 10, 1)) == date(2026, 10, 1)


def test_settings_that_cannot_be() -> None:
    assert PaymentSettings(creditor_id="DE98ZZZ09999999999").creditor_id
    with pytest.raises(CreditorIdWrong):
        PaymentSettings(creditor_id="DE97ZZZ09999999999")
    for wrong in ({"retry_days": (0,)}, {"lead_days": 91}, {"retry_days": (1,) * 11}):
        with pytest.raises(PaymentSettingsWrong):
            PaymentSettings(**wrong)  # type: ignore[arg-type]  # by name
    twice = (Collector(PaymentMethod.CARD, ProviderName.STRIPE), Collector(PaymentMethod.CARD, ProviderName.MOLLIE))
    with pytest.raises(PaymentSettingsWrong):
        PaymentSettings(twice)


@given(
    fails=st.lists(st.integers(0, 40), min_size=1, max_size=5, unique=True),
    today=st.integers(0, 45),
    step=st.one_of(st.none(), st.integers(-3, 60)),
    by=st.sampled_from((CARD, ACCOUNT)),
)
@settings(max_examples=60)
def test_what_is_used_up_is_tried_once_on_the_day_before_dunning(
    fails: list[int], today: int, step: int | None, by: Method
) -> None:
    """Never on the day of the letter or later, never a second time before the same letter, never into the past."""
    days = [TODAY + timedelta(days=each) for each in sorted(fails)]
    late = TODAY + timedelta(days=max(today, *fails))
    step_on = None if step is None else TODAY + timedelta(days=step)
    owed, chosen = item(*(tried(ReasonClass.NO_FUNDS, day, by=by) for day in days)), choices(by)
    found = before_step(owed, chosen, SETTINGS, late, step_on)
    assert before_step(owed, chosen, replace(SETTINGS, before_dunning=False), late, step_on) is NotPlanned.USED_UP
    if isinstance(found, Planned):
        assert step_on is not None
        assert days[-1] < found.collect_on < step_on
        assert late <= found.collect_on
        assert found.collect_on == step_on - timedelta(days=1) or by is ACCOUNT
        again = replace(owed, tries=(*owed.tries, tried(ReasonClass.NO_FUNDS, found.collect_on, by=by)))
        assert before_step(again, chosen, SETTINGS, found.collect_on, step_on) is NotPlanned.USED_UP
    elif step_on is not None and by is CARD:
        assert step_on - timedelta(days=1) <= max(days[-1], late - timedelta(days=1))
