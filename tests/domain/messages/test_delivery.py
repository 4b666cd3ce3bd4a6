"""A letter takes the ways of one table, is tried for days with longer pauses, and goes where its rule says."""

from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.customers.model import MailAddressWrong
from domain.messages.delivery import (
    DECISIONS,
    PATIENCE,
    RESENDABLE,
    TRANSITIONS,
    WAITING,
    Mail,
    MailCannot,
    MailId,
    MailState,
    MailStep,
    next_try,
)
from domain.messages.events import EVENTS, MailEvent, Recipient
from domain.messages.rules import (
    Addressee,
    DelayWrong,
    LetterByLaw,
    MailRule,
    NobodyToWriteTo,
    addresses,
    check_rule,
    rule_of,
)

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(("state", "step"), list(product(MailState, MailStep)))
def test_no_step_but_those_of_the_table(state: MailState, step: MailStep) -> None:
    mail = Mail(MailId(uuid4()), "k", MailEvent.INVOICE, "invoice", "de", state, "a@b.example", None)
    if (state, step) in TRANSITIONS:
        assert mail.after(step) is TRANSITIONS[state, step]
    else:
        with pytest.raises(MailCannot):
            mail.after(step)


def test_whatever_waits_for_somebody_has_a_way_out() -> None:
    for state in WAITING:
        assert any(step in DECISIONS for known, step in TRANSITIONS if known is state), state
    ended = {state for state in MailState if not any(known is state for known, _ in TRANSITIONS)}
    assert ended == {MailState.PRINTED, MailState.DROPPED}
    assert not RESENDABLE & {state for state, step in TRANSITIONS if step is MailStep.AGAIN}, "one way to send again"


def test_a_letter_is_tried_for_four_days_with_longer_pauses() -> None:
    tried, now = 0, NOW
    pauses = []
    while True:
        tried += 1
        again = next_try(tried, NOW, now)
        if again is None:
            break
        pauses.append(again - now)
        now = again
    assert pauses[:5] == [timedelta(minutes=each) for each in (1, 5, 15, 60, 240)]
    assert pauses == sorted(pauses)
    assert PATIENCE <= now - NOW < PATIENCE + timedelta(hours=8)
    assert next_try(3, NOW, NOW + timedelta(minutes=15), MailEvent.LOGIN_CODE) is None, (
        "nobody waits for a code so long"
    )


@pytest.mark.parametrize("event", [event for event, facts in EVENTS.items() if facts.by_law])
def test_what_the_law_wants_is_written_at_once_and_to_the_customer(event: MailEvent) -> None:
    own = rule_of(event)
    assert check_rule(event, own) == own
    for wrong in (
        MailRule(False, 0, own.to),
        MailRule(True, 1, own.to),
        MailRule(True, 0, (Recipient.OTHER,), "books@example.org"),
    ):
        with pytest.raises(LetterByLaw):
            check_rule(event, wrong)


def test_rules_that_make_no_sense_are_refused() -> None:
    with pytest.raises(DelayWrong):
        check_rule(MailEvent.PAUSE, MailRule(True, 14 * 24 * 60 + 1))
    with pytest.raises(NobodyToWriteTo):
        check_rule(MailEvent.PAUSE, MailRule(True, 0, ()))
    with pytest.raises(NobodyToWriteTo):
        check_rule(MailEvent.PAUSE, MailRule(True, 0, (Recipient.OTHER,), " "))
    with pytest.raises(MailAddressWrong):
        check_rule(MailEvent.PAUSE, MailRule(True, 0, (Recipient.OTHER,), "books"))


@given(st.sets(st.sampled_from(Recipient), min_size=1), st.sampled_from(["", "a@b.de", "A@B.de"]), st.booleans())
def test_nobody_gets_a_letter_twice(to: set[Recipient], billing: str, is_stood_in: bool) -> None:
    rule = check_rule(MailEvent.PAUSE, MailRule(True, 0, tuple(to), "c@d.de"))
    found = addresses(rule, Addressee("a@b.de", billing, is_stood_in))
    assert len({address.lower() for _, address in found}) == len(found)
    if is_stood_in:
        assert "A@B.de" not in [address for _, address in found], "heirs get all of it"


def test_bills_go_to_their_own_address_where_there_is_one() -> None:
    rule = rule_of(MailEvent.INVOICE)
    assert addresses(rule, Addressee("a@b.de", "books@b.de")) == [(Recipient.BILLING, "books@b.de")]
    assert addresses(rule, Addressee("a@b.de")) == [(Recipient.BILLING, "a@b.de")]
    assert addresses(rule, Addressee("")) == [(Recipient.BILLING, "")], "it is printed"
