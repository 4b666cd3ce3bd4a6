"""Contracts for tests, random ones too, and books that keep what the runs have written."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from uuid import UUID

from hypothesis import strategies as st

from domain.billing.charges import charges
from domain.billing.difference import due_postings, still_billed
from domain.billing.invoice import DraftInvoice, DraftLine, billed_period, draft_invoices
from domain.billing.model import BilledPeriod, ChargeKind, Posting, Reason
from domain.billing.tax import BillingParty, TaxRules, TaxSeller, TaxTable
from domain.contracts.bundle import Bundle, BundlePart, BundleRule, PieceBack
from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion
from domain.contracts.parts import (
    Cycle,
    Discount,
    DueMove,
    Duration,
    DurationKind,
    GiveBack,
    GiveBackReason,
    Pause,
    Phase,
)
from domain.contracts.payment import PaymentMethod, PaymentTerms, with_terms
from domain.contracts.terms import Align, AlignKind, Billing, ContractTerms, PricesAre, Proration
from domain.customers.model import CustomerKind
from domain.ids import AssetId, ContractId, ContractLineId, CustomerId, InvoiceId, InvoiceLineId, VariantId
from domain.money import EUR, Money
from domain.period import Interval, Unit

TABLE = TaxTable.parsed(json.loads(Path("resources/vat/eu_rates.json").read_text(encoding="utf-8")))
RULES = TaxRules(TABLE, TaxSeller("DE", oss=True))
CUSTOMER = CustomerId(UUID(int=7))
CONSUMER = BillingParty(CUSTOMER, CustomerKind.CONSUMER, "DE")
PIECES = tuple(VariantId(UUID(int=number)) for number in (31, 32, 33))
FIRST = date(2023, 11, 1)
LAST = date(2026, 3, 31)


def euro(text: str) -> Money:
    return Money.of(text, EUR)


def a_line(number: int = 1, kind: LineKind = LineKind.RENTAL, price: str = "79.00", **values: object) -> ContractLine:
    quantity = values.pop("quantity", Decimal(1))
    line = {
        "id": ContractLineId(UUID(int=number)),
        "position": number,
        "title": f"{kind} {number}",
        "kind": kind,
        "vat": "standard",
        "versions": (LineVersion(None, euro(price), quantity),),
    }
    return ContractLine(**{**line, **values})


def a_contract(start: date, *lines: ContractLine, **terms: object) -> Contract:
    draft = Contract(ContractId(UUID(int=1)), "CT-000001", CUSTOMER, None, ContractTerms(**terms), lines or (a_line(),))
    return draft.activated(start)


class Books:
    """What is invoiced so far. Every run checks that no day of a line is covered twice."""

    def __init__(self, party: BillingParty = CONSUMER, rules: TaxRules = RULES) -> None:
        self.party, self.rules = party, rules
        self.rows: list[BilledPeriod] = []
        self.documents: list[DraftInvoice] = []

    def run(self, contract: Contract, day: date, since: date | None = None) -> tuple[DraftInvoice, ...]:
        postings = due_postings(contract, self.rows, day, since)
        return self.post(contract, postings)

    def post(self, contract: Contract, postings: tuple[Posting, ...]) -> tuple[DraftInvoice, ...]:
        drafts = draft_invoices([(contract, postings)], self.party, self.rules)
        lines = [line for draft in drafts for line in draft.lines]
        assert sum(line.posting.reason is not Reason.DISCOUNT for line in lines) == len(postings)
        vat_before = self.vat()
        self.rows = still_billed(self.rows, postings)
        for draft in drafts:
            self.documents.append(draft)
            number = len(self.documents)
            for i, line in enumerate(draft.lines):
                if line.covers:
                    ids = InvoiceId(UUID(int=number)), InvoiceLineId(UUID(int=number << 32 | i))
                    self.rows.append(billed_period(line, *ids))
        self.check()
        assert self.vat() - vat_before == sum(sign * line.vat.minor for sign, line in _signed(drafts))
        return drafts

    def vat(self) -> int:
        """What stands as billed carries; credits give back the very cents."""
        return sum(row.vat.minor for row in self.rows)

    def check(self) -> None:
        by_line: dict[tuple[ContractLineId, ChargeKind], list[BilledPeriod]] = {}
        for row in self.rows:
            assert row.amount.minor >= 0
            by_line.setdefault((row.line_id, row.kind), []).append(row)
        for rows in by_line.values():
            rows.sort(key=lambda row: row.period.start)
            assert all(one.period.end <= two.period.start for one, two in pairwise(rows))

    def posted(self) -> int:
        """All that was ever invoiced less all that was ever credited, in cents."""
        return sum(sign * line.amount.minor for sign, line in _signed(self.documents))


def _signed(documents: Iterable[DraftInvoice]) -> Iterator[tuple[int, DraftLine]]:
    signs = {"invoice": 1, "credit_note": -1}
    return ((signs[draft.kind], line) for draft in documents for line in draft.lines)


def billed_per_line(rows: list[BilledPeriod]) -> dict[ContractLineId, int]:
    found: dict[ContractLineId, int] = {}
    for row in rows:
        found[row.line_id] = found.get(row.line_id, 0) + row.amount.minor
    return {line_id: amount for line_id, amount in found.items() if amount}


def owed_per_line(contract: Contract, until: date) -> dict[ContractLineId, int]:
    found: dict[ContractLineId, int] = {}
    for charge in charges(contract, until):
        found[charge.line.id] = found.get(charge.line.id, 0) + charge.amount.minor
    return {line_id: amount for line_id, amount in found.items() if amount}


days = st.dates(FIRST, LAST)
prices = st.one_of(st.just(0), st.integers(1, 50), st.integers(1, 50_000)).map(lambda minor: Money(minor, EUR))
quantities = st.sampled_from([Decimal(1), Decimal(2), Decimal("0.5"), Decimal(3)])
recurring = st.sampled_from([LineKind.RENTAL, LineKind.SERVICE, LineKind.CONSUMABLE, LineKind.DIGITAL])
once = st.sampled_from([LineKind.SALE, LineKind.FEE, LineKind.DEPOSIT, LineKind.CHARGE])


@st.composite
def terms(draw: st.DrawFn) -> ContractTerms:
    unit = draw(st.sampled_from([Unit.MONTH, Unit.MONTH, Unit.YEAR, Unit.WEEK, Unit.DAY]))
    in_months = unit in (Unit.MONTH, Unit.YEAR)
    count = draw(st.sampled_from([7, 10, 30])) if unit is Unit.DAY else draw(st.sampled_from([1, 1, 2, 3]))
    kinds = [AlignKind.ANNIVERSARY, AlignKind.CALENDAR] + ([AlignKind.DAY_OF_MONTH] if in_months else [])
    kind = draw(st.sampled_from(kinds))
    align = Align(kind, draw(st.integers(1, 31))) if kind is AlignKind.DAY_OF_MONTH else Align(kind)
    policies = [policy for policy in Proration if in_months or policy is not Proration.FIXED_30]
    return ContractTerms(
        interval=Interval(unit, count),
        align=align,
        billing=draw(st.sampled_from(Billing)),
        proration=draw(st.sampled_from([Proration.DAILY, Proration.DAILY, *policies])),
        proration_down=draw(st.sampled_from([None, None, *policies])),
        prices_are=draw(st.sampled_from(PricesAre)),
        trial=draw(st.sampled_from([None, None, None, Interval(Unit.DAY, 14), Interval(Unit.MONTH)])),
        skipped_first=draw(st.sampled_from([0, 0, 0, 1, 2])),
    )


@st.composite
def random_lines(draw: st.DrawFn, number: int) -> ContractLine:
    kind = draw(st.one_of(recurring, recurring, once))
    start_on = draw(st.one_of(st.none(), st.none(), days))
    ends = st.integers(0, 400).map(lambda n: (start_on or FIRST) + timedelta(days=n))
    versions = [LineVersion(None, draw(prices), draw(quantities))]
    if kind in (LineKind.RENTAL, LineKind.SERVICE):
        changes = draw(st.lists(days, max_size=2, unique=True).map(sorted))
        versions += [LineVersion(day, draw(prices), draw(st.one_of(st.none(), quantities))) for day in changes]
    line = ContractLine(
        id=ContractLineId(UUID(int=number)),
        position=number,
        title=f"{kind} {number}",
        kind=kind,
        vat=draw(st.sampled_from(["standard", "standard", "reduced", "exempt"])),
        versions=tuple(versions),
        start_on=start_on,
        end_on=draw(st.one_of(st.none(), ends)),
        phases=draw(phases) if kind is LineKind.RENTAL else (),
    )
    is_bundle = kind is LineKind.RENTAL and draw(st.sampled_from([False, False, True]))
    return replace(line, bundle=draw(bundles(versions[0].price))) if is_bundle else line


@st.composite
def bundles(draw: st.DrawFn, price: Money) -> Bundle:
    """A pram: two parts of one piece, one of two."""
    rule = draw(st.sampled_from(BundleRule))
    shares: list[Decimal | None] = [Decimal(50), Decimal("33.4"), Decimal("16.6")]
    singles: list[Money | None] = [draw(prices) for _ in PIECES]
    if rule is not BundleRule.SHARES:
        shares = [None] * len(PIECES)
    if rule is not BundleRule.SINGLE_PRICES:
        singles = [None] * len(PIECES)
    parts = zip(PIECES, (1, 1, 2), shares, singles, strict=True)
    made = (BundlePart(piece, f"Teil {piece.int}", *rest) for piece, *rest in parts)
    return Bundle(rule, tuple(made), price, Interval(Unit.MONTH))


phases = st.one_of(
    st.just(()),
    st.builds(lambda n, early, later: (Phase(n, early), Phase(None, later)), st.integers(1, 4), prices, prices),
    st.builds(lambda n, early: (Phase(n, early),), st.integers(1, 4), prices),
)


@st.composite
def pauses(draw: st.DrawFn, contract: Contract) -> Pause:
    """Of the whole contract, or of one line alone."""
    from_on = draw(days)
    length = draw(st.one_of(st.none(), st.integers(1, 120)))
    return Pause(
        from_on,
        None if length is None else from_on + timedelta(days=length),
        to_the_day=draw(st.booleans()),
        storage_price=draw(st.one_of(st.none(), st.none(), prices)),
        line_ids=draw(st.one_of(st.just(()), st.sampled_from([(line.id,) for line in contract.lines]))),
    )


@st.composite
def discounts(draw: st.DrawFn, contract: Contract) -> Discount:
    lines = draw(st.lists(st.sampled_from([line.id for line in contract.lines if line.is_recurring] or [None])))
    counted = st.builds(Duration, st.sampled_from([DurationKind.PERIODS, DurationKind.MONTHS]), st.integers(1, 5))
    percent = draw(st.one_of(st.none(), st.integers(1, 100).map(Decimal)))
    return Discount(
        id=str(draw(st.integers(0, 10**9))),
        title="Rabatt",
        percent=percent,
        amount=None if percent is not None else euro(str(draw(st.integers(1, 90)))),
        duration=draw(st.one_of(st.sampled_from([Duration(), Duration(DurationKind.ONCE)]), counted)),
        line_ids=tuple({line for line in lines if line is not None}),
        from_on=draw(st.one_of(st.none(), days)),
    )


@st.composite
def cycles(draw: st.DrawFn, contract: Contract) -> Cycle:
    interval = draw(st.sampled_from([Interval(Unit.MONTH), Interval(Unit.MONTH, 3), Interval(Unit.WEEK, 3)]))
    in_months = interval.unit is Unit.MONTH
    align = draw(st.sampled_from([Align(), Align(AlignKind.DAY_OF_MONTH, 31), Align(AlignKind.DAY_OF_MONTH, 5)]))
    line_id = draw(st.one_of(st.none(), st.sampled_from([line.id for line in contract.lines])))
    return Cycle(draw(days), interval, align if in_months else Align(), line_id)


@st.composite
def given_back(draw: st.DrawFn, contract: Contract) -> tuple[GiveBack, ...]:
    """Something given back for one period that is owed, or nothing when none is."""
    owed = charges(contract, LAST)
    if not owed:
        return ()
    charge = draw(st.sampled_from(owed))
    amount = draw(st.one_of(st.none(), st.integers(1, 6000).map(lambda minor: Money(minor, EUR))))
    reason = draw(st.sampled_from(GiveBackReason))
    return (GiveBack(str(draw(st.integers(0, 10**9))), charge.line.id, charge.period, amount, reason),)


@st.composite
def due_moves(draw: st.DrawFn, contract: Contract) -> tuple[DueMove, ...]:
    owed = [charge for charge in charges(contract, LAST) if charge.line.is_recurring]
    if not owed:
        return ()
    charge = draw(st.sampled_from(owed))
    return (DueMove(charge.line.id, charge.period.start, draw(days)),)


@st.composite
def contracts(draw: st.DrawFn) -> Contract:
    lines = tuple(draw(random_lines(number)) for number in range(1, draw(st.integers(1, 3)) + 1))
    draft = Contract(ContractId(UUID(int=1)), "CT-000001", CUSTOMER, None, draw(terms()), lines)
    contract = draft.activated(draw(st.dates(FIRST, FIRST + timedelta(days=500))))
    length = draw(st.one_of(st.none(), st.integers(0, 500)))
    return contract if length is None else contract.ended(contract.start_on + timedelta(days=length))


def plain(contract: Contract) -> Contract:
    """Without free start and phases: every period costs what its line's versions say."""
    lines = tuple(replace(line, phases=()) for line in contract.lines)
    return replace(contract, lines=lines, terms=replace(contract.terms, trial=None, skipped_first=0))


@st.composite
def edits(draw: st.DrawFn, contract: Contract) -> Contract:
    """The contract after one backdated or future change: start, end, a line's end, price or quantity."""
    line = draw(st.sampled_from(contract.lines))
    day = draw(days)
    plain = ["start", "end", "line_end", "price", "quantity", "reopened"]
    parts = ["pause", "pauses_gone", "discount", "cycle", "give_back", "given_back_gone", "due", "piece", "paid_by"]
    choice = draw(st.sampled_from(plain + parts))
    if choice in parts:
        return draw(part_edits(contract, choice))
    if choice == "start":
        start = min(day, contract.end_on) if contract.end_on else day
        return contract.start_moved(start)
    if choice == "end":
        return contract.ended(max(day, contract.start_on - timedelta(days=1)))
    if choice == "line_end":
        first = line.start_on or contract.start_on
        return contract.line_ended(line.id, max(day, first - timedelta(days=1)))
    if choice == "reopened":
        return contract.ended(LAST + timedelta(days=400))
    if not line.is_recurring:
        return contract
    if choice == "price":
        return contract.price_changed(line.id, day, draw(prices))
    return contract.quantity_changed(line.id, day, draw(quantities))


@st.composite
def part_edits(draw: st.DrawFn, contract: Contract, choice: str) -> Contract:
    """One change of what lies on the timeline beside the lines."""
    if choice == "pause":
        return replace(contract, pauses=(*contract.pauses, draw(pauses(contract))))
    if choice == "pauses_gone":
        return replace(contract, pauses=contract.pauses[:-1])
    if choice == "discount":
        return replace(contract, discounts=(*contract.discounts, draw(discounts(contract))))
    if choice == "cycle":
        return replace(contract, cycles=(*contract.cycles, draw(cycles(contract))))
    if choice == "give_back":
        return replace(contract, given_back=contract.given_back + draw(given_back(contract)))
    if choice == "due":
        return replace(contract, due_moves=draw(due_moves(contract)))
    if choice == "piece":
        return draw(pieces_back(contract))
    if choice == "paid_by":
        new = PaymentTerms(draw(days), draw(st.sampled_from(PaymentMethod)), draw(st.integers(0, 60)))
        return replace(contract, payment_terms=with_terms(contract.payment_terms, new))
    return replace(contract, given_back=contract.given_back[:-1])


@st.composite
def pieces_back(draw: st.DrawFn, contract: Contract) -> Contract:
    """One more piece of a bundle is back, for a while or for good; or one that was noted is not."""
    made = [line for line in contract.lines if line.bundle is not None]
    if not made:
        return contract
    line = draw(st.sampled_from(made))
    bundle = line.bundle
    if bundle.back and draw(st.booleans()):
        bundle = replace(bundle, back=bundle.back[:-1])
    else:
        day, away = draw(days), draw(st.one_of(st.none(), st.integers(1, 90)))
        thing = AssetId(UUID(int=len(bundle.back) + 1))
        piece = PieceBack(draw(st.sampled_from(PIECES)), thing, day, None if away is None else day + timedelta(away))
        bundle = replace(bundle, back=tuple(sorted((*bundle.back, piece), key=lambda each: each.from_on)))
    return replace(
        contract, lines=tuple(replace(each, bundle=bundle) if each is line else each for each in contract.lines)
    )
