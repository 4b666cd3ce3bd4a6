"""How contracts end: notice and its five days, what an early end costs, withdrawal, and notice taken back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from domain.contracts.about import About, ChargeCause
from domain.contracts.agreed import EarlyEnd, EarlyEndNotUnderstood, FeeRule, FeeStep
from domain.contracts.cancel_contract import CancelContract, ReasonMissing
from domain.contracts.changing import ContractIsOver, applied
from domain.contracts.early_end import early_end_fee, months_begun, remaining_value
from domain.contracts.end_dates import (
    EarlyEndNotAgreed,
    Notice,
    NoticeBeforeContract,
    NoticeFromTheFuture,
    binding_terms,
    end_dates,
)
from domain.contracts.ending import WithdrawalForConsumers, WithdrawalTooLate
from domain.contracts.keep_contract import EndHasCome, KeepContract
from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion
from domain.contracts.parts import EndKind, Pause
from domain.contracts.status import Status
from domain.contracts.terminate_contract import TerminateContract
from domain.contracts.terms import ContractTerms, LawType, Renewal
from domain.contracts.withdraw_contract import WithdrawContract, last_day_to_withdraw, refund_until, sent_back_until
from domain.customers.model import CustomerKind
from domain.ids import ContractId, ContractLineId, CustomerId
from domain.money import Money
from domain.period import Interval, Unit

BIKE, FEE = ContractLineId(UUID(int=1)), ContractLineId(UUID(int=9))
MONTH, QUARTER, YEAR = Interval(Unit.MONTH), Interval(Unit.MONTH, 3), Interval(Unit.MONTH, 12)
AGREED = ContractTerms(min_term=YEAR, notice=MONTH)


def euro(text: str) -> Money:
    return Money.of(text)


def contract(terms: ContractTerms = AGREED, start_on: date | None = date(2026, 1, 1)) -> Contract:
    line = ContractLine(BIKE, 1, "Rad", LineKind.RENTAL, "standard", (LineVersion(None, euro("60"), Decimal(1)),))
    status = Status.DRAFT if start_on is None else Status.ACTIVE
    ids = (ContractId(UUID(int=7)), "CT-1", CustomerId(UUID(int=8)), None)
    return Contract(*ids, terms, (line,), status, date(2025, 12, 20), start_on)


def cancel(what: Contract, on: date, **values: object) -> Contract:
    command = CancelContract(what.id, what.version, received_on=on, fee_line_id=FEE, **values)  # type: ignore[arg-type]  # one test helper for all fields
    return applied(command, what, date(2027, 6, 1))


def test_notice_within_the_term_ends_with_it_and_names_all_days() -> None:
    dates = end_dates(contract(), Notice(EndKind.ORDINARY, date(2026, 9, 10)))
    assert (dates.term_end, dates.latest_notice_on) == (date(2026, 12, 31), date(2026, 11, 30))
    assert (dates.legal_end, dates.last_billed_day) == (date(2026, 12, 31), date(2026, 12, 31))
    assert dates.goods_back_on == date(2026, 12, 31)
    assert dates.fee is None


def test_things_may_come_back_on_the_first_working_day_after_the_end() -> None:
    """2 May 2027 is a Sunday: section 193 BGB moves what has to be done, not the end."""
    dates = end_dates(contract(), Notice(EndKind.ORDINARY, date(2027, 4, 2)))
    assert (dates.legal_end, dates.goods_back_on) == (date(2027, 5, 2), date(2027, 5, 3))


@pytest.mark.parametrize(
    ("terms", "is_consumer", "expected"),
    [
        # 1 March 2027 is after the first term: a consumer leaves with one month, whatever was agreed.
        (ContractTerms(min_term=YEAR, notice=QUARTER, renewal=Renewal.FIXED), True, date(2027, 4, 1)),
        (
            ContractTerms(min_term=YEAR, notice=Interval(Unit.MONTH, 3), renewal=Renewal.FIXED),
            False,
            date(2027, 12, 31),
        ),
        (ContractTerms(min_term=YEAR, notice=QUARTER), False, date(2027, 6, 1)),
        (
            ContractTerms(min_term=YEAR, notice=MONTH, renewal=Renewal.FIXED, law_type=LawType.RENTAL),
            True,
            date(2027, 12, 31),
        ),
        # Two years are the most: a term of three ends for a consumer on 31 December 2027.
        (ContractTerms(min_term=Interval(Unit.YEAR, 3), notice=MONTH), True, date(2027, 12, 31)),
        (ContractTerms(min_term=Interval(Unit.YEAR, 3), notice=MONTH), False, date(2028, 12, 31)),
        # Section 580a (3) no. 2 BGB: on the third day before.
        (ContractTerms(law_type=LawType.RENTAL), True, date(2027, 3, 4)),
        (ContractTerms(notice=Interval(Unit.WEEK, 2)), True, date(2027, 3, 15)),
    ],
)
def test_the_law_binds_the_terms(terms: ContractTerms, is_consumer: bool, expected: date) -> None:
    notice = Notice(EndKind.ORDINARY, date(2027, 3, 1), is_consumer=is_consumer)
    assert end_dates(contract(terms), notice).legal_end == expected


def test_four_weeks_are_not_more_than_a_month_and_five_are() -> None:
    for weeks, kept in ((4, True), (5, False)):
        terms = ContractTerms(notice=Interval(Unit.WEEK, weeks))
        bound = binding_terms(terms, is_consumer=True, on=date(2026, 3, 1))
        assert (bound.notice == terms.notice) is kept


def test_a_pause_that_moves_the_end_moves_the_term() -> None:
    paused = replace(contract(), pauses=(Pause(date(2026, 3, 1), date(2026, 5, 1), moves_end=True),))
    assert end_dates(paused, Notice(EndKind.ORDINARY, date(2026, 9, 10))).legal_end == date(2027, 2, 28)


def test_a_known_end_is_not_moved_by_notice() -> None:
    fixed = contract(ContractTerms(min_term=YEAR, renewal=Renewal.NONE)).ended(date(2026, 12, 31))
    later = Notice(EndKind.ORDINARY, date(2026, 9, 10), date(2027, 5, 5))
    assert end_dates(fixed, later).legal_end == date(2026, 12, 31)


def test_a_good_reason_ends_at_once_and_has_to_be_told() -> None:
    with pytest.raises(ReasonMissing):
        cancel(contract(), date(2026, 5, 7), end_kind=EndKind.EXTRAORDINARY)
    ended = cancel(contract(), date(2026, 5, 7), end_kind=EndKind.EXTRAORDINARY, reason="Mangel nicht behoben")
    assert (ended.end_on, ended.status) == (date(2026, 5, 8), Status.CANCELLATION_REQUESTED)
    later = cancel(
        contract(), date(2026, 5, 7), end_kind=EndKind.EXTRAORDINARY, reason="Umzug", wanted_on=date(2026, 5, 31)
    )
    assert later.end_on == date(2026, 6, 1)
    assert later.ending is not None
    assert later.ending.fee_line_id is None


def test_notice_of_tomorrow_and_of_before_the_contract_is_refused() -> None:
    with pytest.raises(NoticeFromTheFuture):
        cancel(contract(), date(2027, 6, 2))
    concluded = replace(contract(), concluded_on=date(2025, 12, 30))
    assert cancel(concluded, date(2025, 12, 30)).ending is not None
    with pytest.raises(NoticeBeforeContract):
        cancel(concluded, date(2025, 12, 29))


# An end on 31 August of a year at 60.00 a month: four months, 240.00, are left.
@pytest.mark.parametrize(
    ("agreed", "fee"),
    [
        (EarlyEnd(FeeRule.REMAINING), "240"),
        (EarlyEnd(FeeRule.PERCENT, percent=Decimal(50)), "120"),
        (EarlyEnd(FeeRule.PERCENT, percent=Decimal("33.33")), "79.99"),
        (EarlyEnd(FeeRule.FIXED, amount=Money.of("99")), "99"),
        (EarlyEnd(FeeRule.FIXED, amount=Money.of("999")), "240"),
        (EarlyEnd(FeeRule.SCALE, steps=(FeeStep(3, Money.of("200")), FeeStep(9, Money.of("80")))), "80"),
        (EarlyEnd(FeeRule.SCALE, steps=(FeeStep(3, Money.of("200")), FeeStep(7, Money.of("80")))), "0"),
        (EarlyEnd(FeeRule.SCALE, steps=(FeeStep(8, Money.of("75")),)), "75"),
    ],
)
def test_four_rules_for_an_early_end(agreed: EarlyEnd, fee: str) -> None:
    what = contract(replace(AGREED, early_end=agreed))
    assert early_end_fee(what, agreed, date(2026, 8, 31), date(2026, 12, 31)) == euro(fee)
    ended = cancel(what, date(2026, 7, 31), end_kind=EndKind.EARLY)
    lines = [line for line in ended.lines if line.kind is LineKind.FEE]
    assert ended.end_on == date(2026, 9, 1)
    assert [line.at(date(2026, 9, 1))[0] for line in lines] == ([euro(fee)] if fee != "0" else [])
    assert all(line.start_on == ended.end_on for line in lines)


def test_days_of_a_month_are_left_too() -> None:
    """From 16 August: 16 of 31 days of 60.00 are 30.97, then four months."""
    assert remaining_value(contract(), date(2026, 8, 15), date(2026, 12, 31)) == euro("270.97")


def test_the_fee_is_waived_with_a_reason_only() -> None:
    what = contract(replace(AGREED, early_end=EarlyEnd(FeeRule.REMAINING)))
    with pytest.raises(ReasonMissing):
        cancel(what, date(2026, 7, 31), end_kind=EndKind.EARLY, waives_fee=True)
    ended = cancel(what, date(2026, 7, 31), end_kind=EndKind.EARLY, waives_fee=True, reason="Kulanz")
    assert len(ended.lines) == 1
    assert ended.end_on == date(2026, 9, 1)


def test_an_early_end_has_to_be_agreed_and_costs_nothing_after_the_term() -> None:
    with pytest.raises(EarlyEndNotAgreed):
        cancel(contract(), date(2026, 7, 31), end_kind=EndKind.EARLY)
    assert len(cancel(contract(), date(2027, 3, 1), end_kind=EndKind.EARLY).lines) == 1


def test_a_rule_that_says_nothing_is_refused() -> None:
    for broken in ({"rule": FeeRule.PERCENT}, {"rule": FeeRule.SCALE}, {"rule": FeeRule.FIXED, "percent": Decimal(5)}):
        with pytest.raises(EarlyEndNotUnderstood):
            EarlyEnd(**broken)
    with pytest.raises(EarlyEndNotUnderstood):
        EarlyEnd(FeeRule.SCALE, steps=(FeeStep(6, Money.of("1")), FeeStep(3, Money.of("2"))))


@pytest.mark.parametrize(
    ("start", "last_day", "month"),
    [
        (date(2026, 1, 31), date(2026, 2, 27), 1),
        (date(2026, 1, 31), date(2026, 2, 28), 2),
        (date(2026, 1, 1), date(2026, 8, 31), 8),
        (date(2026, 1, 1), date(2026, 9, 1), 9),
    ],
)
def test_the_month_of_an_end(start: date, last_day: date, month: int) -> None:
    assert months_begun(contract(start_on=start), last_day) == month


def test_notice_taken_back_leaves_the_contract_as_it_was() -> None:
    before = contract(replace(AGREED, early_end=EarlyEnd(FeeRule.REMAINING)))
    ended = cancel(before, date(2026, 7, 31), end_kind=EndKind.EARLY)
    kept = applied(KeepContract(ended.id, ended.version), ended, date(2026, 8, 31))
    assert (kept.status, kept.end_on, kept.notice_on, kept.ending) == (Status.ACTIVE, None, None, None)
    assert kept.span(kept.line(FEE)) is None
    with pytest.raises(EndHasCome):
        applied(KeepContract(ended.id, ended.version), ended, date(2026, 9, 1))


def test_a_known_end_comes_back_with_the_contract() -> None:
    fixed = contract(ContractTerms(min_term=YEAR, renewal=Renewal.NONE)).ended(date(2026, 12, 31))
    ended = cancel(fixed, date(2026, 5, 1), end_kind=EndKind.EXTRAORDINARY, reason="Umzug", wanted_on=date(2026, 6, 30))
    assert applied(KeepContract(ended.id, 0), ended, date(2026, 6, 1)).end_on == date(2027, 1, 1)


def test_the_house_ends_a_contract_with_a_reason() -> None:
    what = contract()
    with pytest.raises(ReasonMissing):
        applied(TerminateContract(what.id, 0), what, date(2026, 5, 7))
    ended = applied(TerminateContract(what.id, 0, "zwei Mieten offen"), what, date(2026, 5, 7))
    assert (ended.end_on, ended.notice_on) == (date(2026, 5, 8), date(2026, 5, 7))
    cancelled = cancel(what, date(2026, 3, 1))
    assert applied(TerminateContract(what.id, 0, "Missbrauch"), cancelled, date(2026, 5, 7)).end_on == date(2026, 5, 8)


def withdraw(what: Contract, on: date, **values: object) -> Contract:
    return applied(WithdrawContract(what.id, 0, received_on=on, **values), what, date(2026, 6, 1))  # type: ignore[arg-type]  # one test helper for all fields


def test_withdrawal_counts_from_the_arrival_of_goods() -> None:
    """Concluded on 20 December; arrived on 1 January: 14 days later is 15 January, a Thursday."""
    what = contract()
    assert last_day_to_withdraw(what) == date(2026, 1, 15)
    assert last_day_to_withdraw(what, date(2026, 1, 3)) == date(2026, 1, 19)  # the 17th is a Saturday
    assert last_day_to_withdraw(contract(start_on=None)) is None
    gone = withdraw(what, date(2026, 1, 15))
    assert (gone.status, gone.end_on) == (Status.WITHDRAWN, what.start_on)
    assert refund_until(date(2026, 1, 15)) == date(2026, 1, 29)
    assert refund_until(date(2026, 1, 17)) == date(2026, 2, 2), "the 31st is a Saturday"
    assert refund_until(date(2026, 4, 17)) == date(2026, 5, 4), "1 May is a Friday"
    assert sent_back_until(date(2026, 5, 21)) == date(2026, 6, 5), "4 June is Corpus Christi"
    with pytest.raises(WithdrawalTooLate):
        withdraw(what, date(2026, 1, 16))
    with pytest.raises(WithdrawalForConsumers):
        applied(
            WithdrawContract(what.id, 0, received_on=date(2026, 1, 5)).for_customer(CustomerKind.COMPANY),
            what,
            date(2026, 1, 5),
        )


def test_a_service_counts_from_the_conclusion() -> None:
    service = replace(contract(), lines=(replace(contract().lines[0], kind=LineKind.SERVICE),))
    assert last_day_to_withdraw(service) == date(2026, 1, 5)  # the 3rd is a Saturday


def test_days_used_on_express_wish_are_paid() -> None:
    assert withdraw(contract(), date(2026, 1, 10), pays_used_days=True).end_on == date(2026, 1, 11)


def test_goods_and_what_sending_them_cost_go_back_even_when_used_days_are_paid() -> None:
    first = contract().lines[0]
    more = [
        replace(first, id=ContractLineId(UUID(int=n)), position=n, kind=kind, about=about)
        for n, kind, about in (
            (2, LineKind.SALE, None),
            (3, LineKind.FEE, About(ChargeCause.POSTAGE_OF_GOODS)),
            (4, LineKind.FEE, None),
        )
    ]
    gone = withdraw(replace(contract(), lines=(first, *more)), date(2026, 1, 10), pays_used_days=True)
    assert [gone.span(line) is not None for line in gone.lines] == [True, False, False, True]


def test_what_is_over_takes_no_notice() -> None:
    with pytest.raises(ContractIsOver):
        cancel(replace(contract(), status=Status.ENDED), date(2026, 5, 7))
