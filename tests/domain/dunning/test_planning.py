"""Who gets which letter: by days, by the letter before, by what holds it back; and what it may cost."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billing.invoice import InvoiceKind
from domain.billing.settlement import Document
from domain.customers.model import CustomerKind
from domain.dunning.instalments import InstalmentPlan, PlanId, Rate, RatesWrong, check_rates, proposed
from domain.dunning.interest import Owed
from domain.dunning.model import Account, Hold, HoldId, HoldKind, Item, Spared
from domain.dunning.order_of_payment import in_order, shared_out
from domain.dunning.planning import default_from, next_level_on, outlook
from domain.dunning.settings import (
    BUSINESS_PROCEDURE,
    CONSUMER_PROCEDURE,
    DunningSettings,
    DunningSettingsWrong,
    LetterText,
    Level,
    Procedure,
    SetsOff,
)
from domain.dunning.stages import Stage
from domain.ids import CustomerId, InvoiceId
from domain.money import Money

WHO = CustomerId(UUID(int=1))
DUE = date(2026, 1, 10)
SETTINGS = DunningSettings()


def item(amount: str = "100.00", due_on: date = DUE, **more) -> Item:
    owed = Money.of(amount)
    issued = due_on - timedelta(days=14)
    known = {"owed": (Owed(issued, owed),), **more}
    return Item(InvoiceId(uuid4()), "R-2026-000001", issued, due_on, owed, owed, **known)


def account(*items: Item, kind: CustomerKind = CustomerKind.CONSUMER, **more) -> Account:
    return Account(WHO, kind, items, **more)


def reasons(found: Account, day: date) -> list[Spared]:
    return [each.why for each in outlook(found, SETTINGS, day).skipped]


def test_days_of_a_level_count_from_the_due_day_and_from_the_letter_before() -> None:
    fresh = item()
    assert next_level_on(fresh, CONSUMER_PROCEDURE) == date(2026, 1, 13)
    late = replace(fresh, level=1, stage=Stage.WAITING, sent_on=date(2026, 2, 1))
    assert next_level_on(late, CONSUMER_PROCEDURE) == date(2026, 2, 12), "eleven days after the letter that was late"
    early = replace(late, sent_on=date(2026, 1, 13))
    assert next_level_on(early, CONSUMER_PROCEDURE) == date(2026, 1, 24)
    assert next_level_on(replace(late, level=4), CONSUMER_PROCEDURE) is None


def test_one_letter_collects_items_of_several_levels_and_speaks_as_the_highest() -> None:
    old = item(due_on=DUE, level=2, stage=Stage.WAITING, sent_on=date(2026, 1, 24), default_on=date(2026, 1, 25))
    new = item(due_on=date(2026, 1, 30))
    [notice] = outlook(account(old, new), SETTINGS, date(2026, 2, 3)).notices
    assert (notice.level, notice.text, [each.level for each in notice.items]) == (3, LetterText.SECOND, [3, 1])
    assert (notice.fee, notice.items[1].interest) == (Money.of("2.50"), Money(0))
    # 100.00 × 6.27 % × 10 / 365 = 0.1718: less than 0.50 is not claimed yet
    assert (notice.items[0].interest, notice.to_pay) == (Money(0), Money.of("202.50"))


@pytest.mark.parametrize(
    ("procedure", "more", "expected"),
    [
        (CONSUMER_PROCEDURE, {}, None),
        (CONSUMER_PROCEDURE, {"default_on": date(2026, 1, 25)}, date(2026, 1, 25)),
        (replace(CONSUMER_PROCEDURE, by_calendar=True), {"default_on": date(2026, 1, 25)}, date(2026, 1, 11)),
        (BUSINESS_PROCEDURE, {}, date(2026, 2, 10)),
        (BUSINESS_PROCEDURE, {"default_on": date(2026, 1, 25)}, date(2026, 1, 25)),
    ],
)
def test_when_default_begins(procedure: Procedure, more, expected: date | None) -> None:
    assert default_from(item(**more), procedure) == expected


@pytest.mark.parametrize(
    ("more", "of_item", "expected"),
    [
        ({"has_case": True}, {}, Spared.CASE),
        ({}, {"stage": Stage.DRAFT, "level": 1}, Spared.LETTER_WAITS),
        ({}, {"stage": Stage.FINAL, "level": 4}, Spared.ALL_SENT),
        ({}, {"stage": Stage.HANDED_OVER, "level": 4}, Spared.HANDED_OVER),
        ({}, {"due_on": date(2026, 3, 1)}, Spared.NOT_YET),
        ({}, {"amount": "4.99"}, Spared.BELOW_LEAST),
    ],
)
def test_who_gets_no_letter_and_why(more, of_item, expected: Spared) -> None:
    assert reasons(account(item(**of_item), **more), date(2026, 2, 20)) == [expected]


@pytest.mark.parametrize("kind", HoldKind)
def test_what_holds_one_item_holds_no_other(kind: HoldKind) -> None:
    held, free = item(), item()
    hold = Hold(HoldId(uuid4()), WHO, kind, "so", held.invoice_id, date(2026, 2, 20))
    found = account(held, free, holds=(hold,))
    assert reasons(found, date(2026, 2, 20)) == [
        {
            HoldKind.BLOCK: Spared.BLOCKED,
            HoldKind.DISPUTE: Spared.DISPUTED,
            HoldKind.EXEMPTION: Spared.EXEMPT,
            HoldKind.PROMISE: Spared.PROMISED,
        }[kind]
    ]
    assert reasons(found, date(2026, 2, 21)) == []
    pending = account(held, free, pending=frozenset({held.invoice_id}), in_instalments=frozenset({free.invoice_id}))
    assert set(reasons(pending, date(2026, 2, 20))) == {Spared.PAYMENT_PENDING, Spared.INSTALMENTS}


def test_costs_and_interest_get_no_letter_of_their_own_but_stand_in_the_next_one() -> None:
    [notice] = outlook(account(item(), item("7.30", is_claim=True)), SETTINGS, date(2026, 2, 20)).notices
    assert (len(notice.items), notice.earlier, notice.to_pay) == (1, Money.of("7.30"), Money.of("107.30"))


@pytest.mark.parametrize(
    "levels",
    [
        (),
        (Level(3, "A", LetterText.FRIENDLY, fee=Money.of("1.00")),),
        (Level(3, "A", LetterText.FRIENDLY), Level(3, "B", LetterText.LAST)),
        (Level(0, "A", LetterText.FRIENDLY),),
        (Level(3, " ", LetterText.FRIENDLY),),
    ],
)
def test_a_ladder_that_is_none_is_refused(levels: tuple[Level, ...]) -> None:
    with pytest.raises(DunningSettingsWrong):
        DunningSettings(consumer=Procedure(levels, Decimal(5)))


def test_a_payment_settles_costs_first_or_the_debt_as_the_house_wants() -> None:
    def document(number: str, amount: str) -> Document:
        return Document(InvoiceId(uuid4()), number, InvoiceKind.INVOICE, WHO, Money.of(amount), Money(0))

    old, new, costs = document("1", "100.00"), document("2", "100.00"), document("3", "7.30")
    first = in_order([old, new, costs], {costs.id}, SetsOff.COSTS_FIRST)
    assert [(each.number, part.minor) for each, part in shared_out(first, Money.of("110.00"))] == [
        ("3", 730),
        ("1", 10000),
        ("2", 270),
    ]
    assert [each.number for each in in_order([costs, old, new], {costs.id}, SetsOff.DEBT_FIRST)] == ["1", "2", "3"]


@given(st.integers(1, 10_000_000), st.integers(1, 60))
def test_rates_add_up_and_a_plan_is_missed_only_after_the_grace(minor: int, count: int) -> None:
    whole, start = Money(max(minor, count)), date(2026, 1, 31)
    rates = proposed(whole, count, start)
    check_rates(rates, whole, start)
    plan = InstalmentPlan(PlanId(uuid4()), "RZ-1", WHO, (), whole, rates, start)
    assert plan.missed(whole, start + timedelta(days=5), 5) is None
    assert plan.missed(whole, start + timedelta(days=6), 5) == rates[0]
    assert plan.missed(whole - rates[0].amount, start + timedelta(days=6), 5) is None
    with pytest.raises(RatesWrong):
        check_rates((*rates[:-1], Rate(rates[-1].due_on, rates[-1].amount + Money(1))), whole, start)


EVENTS = st.lists(st.tuples(st.integers(0, 20), st.sampled_from(["run", "send", "hold", "lift", "pay"])), max_size=60)


@given(EVENTS, st.sampled_from(CustomerKind))
def test_a_letter_per_level_at_most_once_none_skipped_none_on_the_first(events, kind: CustomerKind) -> None:
    """Whatever people do on whichever days: levels come one after the other, each with its letter sent."""
    day, this, holds = DUE, item(), ()
    sent: list[int] = []
    for wait, what in events:
        day += timedelta(days=wait)
        if what == "hold":
            holds = (Hold(HoldId(UUID(int=2)), WHO, HoldKind.BLOCK, "so"),)
        elif what == "lift":
            holds = ()
        elif what == "pay":
            this = replace(this, open=Money(max(this.open.minor - 1, 1000)))
        elif what == "send" and this.stage is Stage.DRAFT:
            sent.append(this.level)
            level = SETTINGS.procedure(kind).levels[this.level - 1]
            is_last = this.level == len(SETTINGS.procedure(kind).levels)
            since = day + timedelta(days=1) if level.starts_default else None
            known = min([each for each in (this.default_on, since) if each is not None], default=None)
            stage = Stage.FINAL if is_last else Stage.WAITING
            this = replace(this, stage=stage, sent_on=day, default_on=known)
        elif what == "run":
            for notice in outlook(account(this, kind=kind, holds=holds), SETTINGS, day).notices:
                assert not holds
                assert this.stage in (Stage.NEW, Stage.WAITING)
                assert notice.level == this.level + 1
                assert not notice.fee or notice.level > 1
                assert notice.lump_sum.minor in (0, 4000)
                [told] = notice.items
                has_lump = this.has_lump_sum or bool(told.lump_sum)
                claimed = this.claimed + told.interest
                this = replace(this, stage=Stage.DRAFT, level=notice.level, claimed=claimed, has_lump_sum=has_lump)
    assert sent == list(range(1, len(sent) + 1))
