"""What goes into the log comes out as it was: every command, every event, every refusal."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import get_type_hints
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.application import Command, Event
from domain.assets.status import Status
from domain.banking.keep_bank_file import Telling
from domain.bookkeeping.accounts import AccountSettings, Chart, RateAccount, Slot, SlotAccount
from domain.catalog.bundle_table import BundleRow, BundleTable
from domain.catalog.offer import PaidUp, StartDiscount
from domain.catalog.plan_changes import AllowedChange, Direction
from domain.checks.settings import BureauDown, CheckRule, CheckSettings, Weight, Whose, YellowAsks
from domain.checks.verdict import Need, Point
from domain.contracts.bundle import BundleRule
from domain.contracts.effective import BY_DEFAULT, NEXT_PERIOD, NOW, Timing, When
from domain.contracts.parts import Discount, Duration, DurationKind, Pause
from domain.contracts.payment import Payment, PaymentMethod
from domain.contracts.price_campaign import InTerm, PlanPrice, PriceRule, Rounding
from domain.contracts.terms import Align, ContractTerms, Proration
from domain.dunning.settings import CONSUMER_PROCEDURE, DunningSettings, SetsOff
from domain.errors import AppError, RuleViolation
from domain.handlers import HANDLERS
from domain.ids import ContractLineId, PlanId, VariantId
from domain.kpis.depreciation import Depreciation, DepreciationSettings
from domain.labels.medium import MEDIA, Medium
from domain.losses.cases import Contact
from domain.losses.settings import Cover, LossSettings, ResidualRow, StopsOn
from domain.loyalty.programme import ReferralProgramme
from domain.loyalty.scheme import LoyaltyRule, Step
from domain.loyalty.tiers import Tier, TierProgramme
from domain.loyalty.vouchers import VoucherRule
from domain.maintenance.meters import Meter
from domain.maintenance.plan import CareKind, CarePlan, CarePlanId
from domain.money import Currency, Money
from domain.period import Interval, Period, Unit
from domain.places.settings import StockSettings
from domain.refunds.rules import PersonLimit, RefundSettings
from domain.settings.availability import AvailabilitySettings, Overbooking, RepairTime
from domain.settings.billing import BillingSettings, Collective
from domain.settings.cancellations import CancellationSettings, Retention
from domain.settings.customer import CustomerBilling
from domain.settings.deliveries import DeliverySettings
from domain.settings.payments import Collector, PaymentSettings
from domain.settings.portal import PortalSettings, Service
from domain.settings.postage import PostageSettings, PostageZone
from domain.settings.quotes import QuoteSettings
from domain.settings.returns import Approval, DamagePrice, ReturnSettings
from domain.settings.scanning import ScanSettings
from domain.settings.workshop import WorkshopSettings
from domain.swaps.groups import Allowance, Member, Residual, SwapRules
from storage.codec import Codec, digest

CODEC = Codec(HANDLERS)
COMMANDS = sorted(HANDLERS, key=lambda command: command.__name__)
EVENTS = sorted({get_type_hints(each)["return"] for each in HANDLERS.values()}, key=lambda event: event.__name__)
SANE_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)

st.register_type_strategy(str, SANE_TEXT)
st.register_type_strategy(UUID, st.uuids())
st.register_type_strategy(Decimal, st.decimals(-1000, 1000, places=4))
st.register_type_strategy(datetime, st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis wants naive bounds
st.register_type_strategy(date, st.dates(date(2000, 1, 1), date(2100, 1, 1)))
st.register_type_strategy(Money, st.builds(Money, st.integers(-(10**9), 10**9), st.sampled_from([Currency("EUR")])))
st.register_type_strategy(Telling, st.builds(Telling, st.none()))
st.register_type_strategy(Medium, st.sampled_from(list(MEDIA.values())))
st.register_type_strategy(
    ContractTerms,
    st.builds(
        ContractTerms,
        interval=st.builds(Interval, st.sampled_from([Unit.MONTH, Unit.YEAR]), st.integers(1, 12)),
        align=st.just(Align()),
        proration=st.sampled_from(Proration),
        min_term=st.none() | st.builds(Interval, st.sampled_from(Unit), st.integers(1, 12)),
        currency=st.just(Currency("EUR")),
        proration_down=st.none() | st.sampled_from(Proration),
        skipped_first=st.integers(0, 3),
    ),
)

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
LATER = st.integers(1, 400).map(timedelta)
AMOUNTS = st.builds(Money, st.integers(1, 10**9), st.just(Currency("EUR")))
st.register_type_strategy(Period, st.builds(lambda day, by: Period(day, day + by), DAYS, LATER))
st.register_type_strategy(
    Timing, st.sampled_from([BY_DEFAULT, NOW, NEXT_PERIOD]) | DAYS.map(lambda day: Timing(When.ON_DATE, day))
)
st.register_type_strategy(
    Pause,
    st.builds(
        lambda day, by, moves, lines: Pause(day, day + by, moves_end=moves, line_ids=tuple(lines)),
        DAYS,
        LATER,
        st.booleans(),
        st.lists(st.uuids().map(ContractLineId), max_size=2),
    ),
)
st.register_type_strategy(
    Duration,
    st.builds(Duration, st.sampled_from([DurationKind.PERIODS, DurationKind.MONTHS]), st.integers(1, 24))
    | st.sampled_from([Duration(), Duration(DurationKind.ONCE)]),
)
st.register_type_strategy(
    Discount,
    st.builds(Discount, SANE_TEXT, SANE_TEXT, st.integers(1, 100).map(Decimal), duration=st.from_type(Duration))
    | st.builds(Discount, SANE_TEXT, SANE_TEXT, amount=AMOUNTS, duration=st.from_type(Duration)),
)
st.register_type_strategy(
    StartDiscount,
    st.builds(StartDiscount, SANE_TEXT, st.integers(1, 100).map(Decimal), duration=st.from_type(Duration))
    | st.builds(StartDiscount, SANE_TEXT, amount=AMOUNTS, code=SANE_TEXT),
)
SHARED = st.builds(BundleRow, st.uuids().map(VariantId), st.integers(0, 100).map(Decimal))
PRICED = st.builds(BundleRow, st.uuids().map(VariantId), single_price=AMOUNTS)
st.register_type_strategy(
    BundleTable,
    st.just(BundleTable())
    | SHARED.map(lambda row: BundleTable(BundleRule.SHARES, (row,)))
    | PRICED.map(lambda row: BundleTable(BundleRule.SINGLE_PRICES, (row,))),
)
st.register_type_strategy(PaidUp, st.builds(PaidUp, st.integers(2, 24), st.integers(0, 100).map(Decimal)))
st.register_type_strategy(
    AllowedChange,
    st.builds(
        AllowedChange, st.uuids().map(PlanId), st.sampled_from(Direction), st.sampled_from([When.NOW, When.NEXT_PERIOD])
    ),
)
st.register_type_strategy(Interval, st.builds(Interval, st.sampled_from(Unit), st.integers(1, 12)))

SOME_DAYS = st.integers(1, 365)
st.register_type_strategy(
    AvailabilitySettings,
    st.builds(
        AvailabilitySettings,
        padding_days=SOME_DAYS,
        repair_times=st.integers(0, 365).map(lambda days: (RepairTime("pram", days),)),
        late_days=SOME_DAYS,
        offer_days=SOME_DAYS,
        overbooking=st.sampled_from(Overbooking),
        backorders=st.booleans(),
        weeks=st.integers(4, 104),
    ),
)

PAYMENTS = st.builds(Payment, st.sampled_from(PaymentMethod), st.integers(0, 180))
st.register_type_strategy(Payment, PAYMENTS)
st.register_type_strategy(
    ReturnSettings,
    st.builds(
        ReturnSettings,
        st.sampled_from(Approval),
        st.lists(st.sampled_from(["other", "Umzug", "zu groß"]), min_size=1, unique=True).map(tuple),
        st.integers(0, 90),
        st.lists(st.integers(1, 90), max_size=3).map(tuple),
        damages=st.just((DamagePrice("scratch", "Kratzer", Money.of("25.00"), "bike"),)) | st.just(()),
    ),
)
st.register_type_strategy(
    PaymentSettings,
    st.builds(
        PaymentSettings,
        st.lists(st.builds(Collector), max_size=1).map(tuple),
        st.sampled_from(["", "DE98ZZZ09999999999"]),
        st.integers(0, 90),
        st.integers(0, 90),
        st.lists(st.integers(1, 90), max_size=3).map(tuple),
        technical_tries=st.integers(0, 9),
        lookback_days=st.integers(0, 90),
        confirm_days=st.integers(0, 90),
        failed_cycles=st.integers(0, 9),
        link_days=st.integers(0, 90),
    ),
)
st.register_type_strategy(
    PortalSettings,
    st.builds(PortalSettings, st.just((Service.PAUSE,)), st.integers(1, 366), st.just("https://a.example")),
)
st.register_type_strategy(
    QuoteSettings, st.builds(QuoteSettings, st.integers(90, 365), st.integers(0, 89), forget_days=st.integers(30, 1095))
)
st.register_type_strategy(
    ScanSettings, st.builds(ScanSettings, *[st.sampled_from([("CODE128", "EAN13"), ("QRCODE",)])] * 2)
)
st.register_type_strategy(
    Depreciation, st.builds(Depreciation, st.integers(1, 600), st.decimals(0, 100, allow_nan=False, places=1))
)
st.register_type_strategy(DepreciationSettings, st.builds(DepreciationSettings, st.none() | st.from_type(Depreciation)))
st.register_type_strategy(DeliverySettings, st.builds(DeliverySettings, st.integers(0, 30)))
st.register_type_strategy(
    BillingSettings,
    st.builds(BillingSettings, PAYMENTS, st.sampled_from(Collective), st.integers(0, 30), st.integers(1, 24)),
)
st.register_type_strategy(
    CancellationSettings,
    st.builds(
        CancellationSettings,
        st.just(("moving", "too_expensive")),
        st.just(("defect",)),
        st.lists(st.sampled_from(Retention), unique=True).map(tuple),
    ),
)
st.register_type_strategy(
    CustomerBilling,
    st.builds(
        CustomerBilling,
        st.none() | st.sampled_from(PaymentMethod),
        st.none() | st.integers(0, 180),
        st.none() | st.sampled_from(Collective),
    ),
)
PLAN_PRICES = st.builds(PlanPrice, st.lists(st.uuids().map(PlanId)).map(tuple), AMOUNTS)
st.register_type_strategy(
    PriceRule,
    st.builds(
        PriceRule, st.integers(1, 1000).map(Decimal), st.lists(st.uuids().map(PlanId)).map(tuple),
        rounding=st.sampled_from(Rounding), in_term=st.sampled_from(InTerm),
    )
    | st.builds(PriceRule, prices=st.lists(PLAN_PRICES, min_size=1).map(tuple)),
)  # fmt: skip
LOYALTY_STEPS = st.builds(Step, st.integers(2, 240), st.integers(1, 100).map(Decimal))
st.register_type_strategy(
    LoyaltyRule,
    st.builds(LoyaltyRule, LOYALTY_STEPS.map(lambda step: (step,)), st.none() | st.integers(1, 240)),
)
st.register_type_strategy(
    VoucherRule,
    st.builds(
        VoucherRule, st.integers(1, 100).map(Decimal), duration=st.from_type(Duration),
        max_uses=st.none() | st.integers(1, 9), min_term_months=st.none() | st.integers(1, 9),
    ),
)  # fmt: skip
st.register_type_strategy(
    ReferralProgramme,
    st.builds(ReferralProgramme, st.booleans(), amount=AMOUNTS, reward=AMOUNTS, hold_days=st.integers(0, 365)),
)
st.register_type_strategy(
    TierProgramme,
    st.builds(
        lambda is_open, months, free: TierProgramme(is_open, tiers=(Tier("Silber", 5, free, months=months),)),
        st.booleans(), st.integers(1, 240), st.integers(0, 12),
    ),
)  # fmt: skip
st.register_type_strategy(Member, st.builds(Member, st.uuids().map(VariantId), st.integers(0, 9)))
st.register_type_strategy(
    SwapRules,
    st.builds(
        SwapRules,
        st.none() | st.integers(0, 9),
        st.none() | st.builds(Allowance, st.integers(1, 9), st.from_type(Interval), st.integers(0, 9)),
        st.integers(0, 99).map(Decimal),
        st.integers(1, 99),
        st.integers(0, 99),
        st.builds(Residual, st.integers(1, 99), st.integers(0, 100)),
    ),
)
st.register_type_strategy(
    RefundSettings,
    st.builds(
        RefundSettings, AMOUNTS, AMOUNTS, st.lists(st.builds(PersonLimit, st.uuids(), AMOUNTS), max_size=1).map(tuple)
    ),
)
st.register_type_strategy(
    CheckSettings,
    st.builds(
        CheckSettings,
        is_on=st.booleans(),
        rules=st.lists(
            st.builds(
                CheckRule,
                st.lists(st.sampled_from(Need), min_size=1, max_size=3).map(tuple),
                above=AMOUNTS,
                whose=st.sampled_from(Whose),
            ),
            max_size=2,
            unique_by=lambda each: (each.product_id, each.plan_id, each.above, each.whose),
        ).map(tuple),
        weights=st.just((Weight(Point.BLOCKED, 100), Weight(Point.PAID_ON_TIME, -4, 5))),
        yellow_from=st.integers(1, 50),
        red_from=st.integers(51, 99),
        limit=AMOUNTS,
        alike_days=st.integers(0, 90),
        yellow_asks=st.sampled_from(YellowAsks),
        deposit_percent=st.integers(1, 100),
        two_person_above=AMOUNTS,
        bureau_down=st.sampled_from(BureauDown),
        keep_days=st.integers(0, 400),
    ),
)
st.register_type_strategy(
    LossSettings,
    st.builds(
        LossSettings,
        st.sampled_from(StopsOn),
        st.just((ResidualRow(0, (100, 90, 80, 70)), ResidualRow(13, (60, 50, 40, 30)))),
        st.integers(0, 90),
        st.booleans(),
        st.lists(st.builds(Cover, st.uuids(), st.booleans(), st.booleans(), AMOUNTS), max_size=1).map(tuple),
        two_person_above=AMOUNTS,
    ),
)
st.register_type_strategy(
    DunningSettings,
    st.builds(
        lambda days, points, auto, least, first_sets: DunningSettings(
            consumer=replace(CONSUMER_PROCEDURE, pay_days=days, points=points),
            is_automatic=auto, least=least, sets_off=first_sets,
        ),
        st.integers(1, 99), st.integers(0, 20).map(Decimal), st.booleans(), AMOUNTS, st.sampled_from(SetsOff),
    ),
)  # fmt: skip
st.register_type_strategy(
    AccountSettings,
    st.builds(
        AccountSettings,
        st.sampled_from(Chart),
        st.integers(1_000, 9_999_999),
        st.integers(1, 99_999),
        st.integers(1, 12),
        st.integers(4, 8),
        st.booleans(),
        st.lists(st.builds(SlotAccount, st.sampled_from(Slot), st.integers(1, 9_999)), max_size=1).map(tuple),
        st.lists(st.builds(RateAccount, st.integers(0, 27).map(Decimal), st.integers(1, 9_999)), max_size=1).map(tuple),
    ),
)
st.register_type_strategy(Contact, st.builds(Contact, st.just("Erben"), st.just("a@b.example")))
st.register_type_strategy(
    StockSettings,
    st.builds(
        StockSettings,
        st.booleans(),
        AMOUNTS,
        st.integers(0, 99),
        st.integers(1, 99),
        st.booleans(),
    ),
)
st.register_type_strategy(
    PostageSettings,
    st.builds(
        lambda gross, codes, free: PostageSettings((PostageZone("Versand", ("AT", "CH"), gross, gross, codes, free),)),
        AMOUNTS, st.sampled_from(((), ("25", "2684"))), st.none() | AMOUNTS,
    ),
)  # fmt: skip
st.register_type_strategy(WorkshopSettings, st.builds(WorkshopSettings, AMOUNTS))
st.register_type_strategy(
    CarePlan,
    st.builds(
        lambda id_, kind, months, every: CarePlan(id_, kind, "Wartung", months, Meter.CYCLES, every),
        st.uuids().map(CarePlanId), st.sampled_from(CareKind), st.none() | st.integers(1, 240), st.integers(1, 9_999),
    ),
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_every_command_survives_the_log(command: type[Command]) -> None:
    @settings(max_examples=20)
    @given(st.from_type(command))
    def check(given_one: Command) -> None:
        payload, personal = CODEC.command(given_one)
        stored = json.loads(json.dumps([payload, personal]))
        assert CODEC.read_command(command.__name__, *stored) == given_one
        assert not set(payload) & set(personal)
        assert digest(command.__name__, payload) == digest(command.__name__, stored[0])

    check()


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
def test_every_answer_survives_the_log(event: type[Event]) -> None:
    @settings(max_examples=20)
    @given(st.from_type(event))
    def check(given_one: Event) -> None:
        assert CODEC.read_event(json.loads(json.dumps(CODEC.event(given_one)))) == given_one

    check()


def refusals(base: type[AppError] = AppError) -> set[type[AppError]]:
    """Those that a handler or the database may raise; a file that is previewed never meets the log."""
    found = {each for child in base.__subclasses__() for each in {child, *refusals(child)}}
    return {
        each
        for each in found
        if each.__module__.startswith(("domain.", "storage.")) and each.__init__ is AppError.__init__
    }


@pytest.mark.parametrize("refusal", sorted(refusals(), key=lambda kind: kind.code), ids=lambda kind: kind.code)
def test_every_refusal_comes_back_as_what_it_was(refusal: type[AppError]) -> None:
    facts = {
        "value": Money.of("12.30"),
        "day": date(2026, 1, 31),
        "at": Status.RENTED,
        "count": 3,
        "name": "Öl",
        "none": None,
        "yes": True,
    }
    stored = json.loads(json.dumps(CODEC.refusal(refusal(**facts))))
    read = CODEC.read_refusal(stored)
    assert type(read) is refusal
    assert dict(read.facts) == facts
    assert [type(fact) for fact in read.facts.values()] == [type(fact) for fact in facts.values()]


def test_a_refusal_of_a_newer_program_stays_a_refusal() -> None:
    read = CODEC.read_refusal({"code": "not_invented_yet", "facts": {"value": 1}})
    assert isinstance(read, RuleViolation)
    assert dict(read.facts) == {"value": 1, "stored": "not_invented_yet"}
