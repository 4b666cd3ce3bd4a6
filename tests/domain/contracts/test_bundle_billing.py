"""Pieces of a bundle come back while it is billed: tables by hand, and random returns that always add up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billing.charges import charges
from domain.contracts.bundle import Bundle, BundleRule
from domain.contracts.compared import What, compared
from domain.contracts.ending import thing_returned
from domain.contracts.missing_goods import Goods
from domain.contracts.model import Contract
from domain.contracts.parts import Discount, Kept, Pause, Phase
from domain.contracts.parts_back import piece_back, piece_not_back, piece_out_again, with_pieces_again
from domain.contracts.pausing import paused
from domain.contracts.terms import Proration
from domain.ids import AssetId, OrderId, ShipmentId, ShipmentLineId, VariantId
from domain.orders.model import Treatment
from domain.shipping.model import Shipment, ShipmentCause, ShipmentLine, ShipmentStatus
from tests.domain.billing.timelines import LAST, Books, a_contract, a_line, days, euro, plain, terms
from tests.domain.contracts.test_bundle import ADAPTER, BUGGY, CARRYCOT, SHARES, SINGLES, bundle

START, RECEIPT, LATER = date(2026, 6, 1), date(2026, 6, 10), date(2026, 6, 20)
THING = {BUGGY: AssetId(UUID(int=21)), CARRYCOT: AssetId(UUID(int=22)), ADAPTER: AssetId(UUID(int=23))}


def pram(made: Bundle = SHARES, start: date = START, **values: object) -> Contract:
    """79.00 a month, gross."""
    return a_contract(start, replace(a_line(**values), bundle=made))


def returned(contract: Contract, kind: VariantId, on: date) -> Contract:
    return piece_back(contract, contract.lines[0].id, THING[kind], kind, on)


def told(contract: Contract, until: date) -> list[tuple[date, date | None, str]]:
    """First day, last day and amount of everything owed."""
    found = charges(contract, until)
    return [(each.period.start, each.period.last_day, str(each.amount.decimal())) for each in found]


def papers(books: Books, since: int = 0) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [
        (
            str(each.kind),
            str(each.gross.decimal()),
            [(str(a.posting.reason), str(a.amount.decimal())) for a in each.lines],
        )
        for each in books.documents[since:]
    ]


@pytest.mark.parametrize(("made", "rest", "owed"), [(SHARES, "55.30", "36.87"), (SINGLES, "58.00", "38.67")])
def test_the_carrycot_comes_back_in_mid_month(made: Bundle, rest: str, owed: str) -> None:
    """The 10th is the last day with it: 79.00 · 10/30 = 26.33 stay, 52.67 go back; 20 days of the rest,
    55.30 · 20/30 = 36.87 or 58.00 · 20/30 = 38.67, are charged. July costs the rest."""
    books, contract = Books(), pram(made)
    books.run(contract, START)
    contract = returned(contract, CARRYCOT, RECEIPT)
    books.run(contract, date(2026, 6, 11))
    less = str((euro(owed) - euro("52.67")).decimal()).lstrip("-")
    assert papers(books) == [
        ("invoice", "79.00", [("recurring", "79.00")]),
        ("invoice", owed, [("change_charge", owed)]),
        ("credit_note", "52.67", [("change_credit", "52.67")]),
    ]
    assert less == str((euro("52.67") - euro(owed)).decimal())
    books.run(contract, date(2026, 7, 1))
    assert papers(books, 3) == [("invoice", rest, [("recurring", rest)])]
    assert books.run(contract, date(2026, 7, 2)) == ()


def test_two_pieces_on_two_days() -> None:
    """79.00 · 10/30 = 26.33; without the carrycot 55.30 · 10/30 = 18.43; without the adapter too 43.45 · 10/30."""
    contract = returned(returned(pram(), ADAPTER, LATER), CARRYCOT, RECEIPT)
    assert told(contract, date(2026, 7, 1)) == [
        (START, RECEIPT, "26.33"),
        (date(2026, 6, 11), LATER, "18.43"),
        (date(2026, 6, 21), date(2026, 6, 30), "14.48"),
        (date(2026, 7, 1), date(2026, 7, 31), "43.45"),
    ]


def test_a_phase_ends_after_the_return() -> None:
    """59.00 for three months, then 79.00: the rest is 70 % of the phase, then of the price. 59.00 · 10/30 = 19.67,
    41.30 · 20/30 = 27.53."""
    contract = returned(pram(phases=(Phase(3, euro("59.00")), Phase(None, euro("79.00")))), CARRYCOT, RECEIPT)
    assert [amount for _, _, amount in told(contract, date(2026, 9, 1))] == [
        *("19.67", "27.53", "41.30", "41.30", "55.30"),
    ]  # fmt: skip


def test_prices_and_discounts_after_the_return() -> None:
    """From August 89.00: 70 % are 62.30. Ten percent off: 62.30 - 6.23 = 56.07."""
    contract = returned(pram(), CARRYCOT, RECEIPT)
    contract = contract.price_changed(contract.lines[0].id, date(2026, 8, 1), euro("89.00"))
    assert told(contract, date(2026, 8, 1))[-1][2] == "62.30"
    contract = replace(contract, discounts=(Discount("d", "Treue", Decimal(10), from_on=date(2026, 8, 1)),))
    assert told(contract, date(2026, 8, 1))[-1][2] == "56.07"


def test_a_return_that_is_told_late_reaches_back() -> None:
    """Three invoices of 79.00 are written before anyone notes that the carrycot came on 10 June."""
    books, contract = Books(), pram()
    for month in (6, 7, 8):
        books.run(contract, date(2026, month, 1))
    contract = returned(contract, CARRYCOT, RECEIPT)
    books.run(contract, date(2026, 8, 5))
    assert books.posted() == 2633 + 3687 + 2 * 5530
    contract = piece_not_back(contract, contract.lines[0].id, THING[CARRYCOT])
    books.run(contract, date(2026, 8, 6))
    assert books.posted() == 3 * 7900, "it was a mistake: all of it is owed again"


def test_another_carrycot_is_sent() -> None:
    """From 21 June on there is one again: ten days without it, 26.33 + 18.43 + 79.00 · 10/30 = 26.33."""
    contract = returned(pram(), CARRYCOT, RECEIPT)
    contract = piece_out_again(contract, contract.lines[0].id, AssetId(UUID(int=99)), CARRYCOT, date(2026, 6, 21))
    assert [amount for _, _, amount in told(contract, date(2026, 7, 1))] == ["26.33", "18.43", "26.33", "79.00"]


def test_the_invoice_names_the_parts_that_are_out() -> None:
    line = returned(pram(), CARRYCOT, RECEIPT).lines[0]
    assert line.named_on(RECEIPT) == "rental 1 (Buggy, Babyschale, Adapter)"
    assert line.named_on(date(2026, 6, 11)) == "rental 1 (Buggy, Adapter)"


def test_what_is_kept_after_the_end_costs_what_is_still_out() -> None:
    """The contract ended on 30 June, the carrycot is back by then, the adapter comes on 10 July: 43.45 · 10/31 = 14.02
    would be owed for the buggy alone, until then 55.30 · 10/31 = 17.84; the buggy comes on the 20th: + 14.02."""
    contract = returned(pram(), CARRYCOT, RECEIPT).ended(date(2026, 6, 30))
    contract = returned(contract, ADAPTER, date(2026, 7, 10))
    line_id = contract.lines[0].id
    kept = (Kept(line_id, 1, date(2026, 7, 10)), Kept(line_id, 1, date(2026, 7, 20)))
    assert told(replace(contract, kept=kept), date(2026, 8, 1))[2:] == [
        (date(2026, 7, 1), date(2026, 7, 10), "17.84"),
        (date(2026, 7, 11), date(2026, 7, 20), "14.02"),
    ]


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    rule = draw(st.sampled_from(BundleRule))
    pieces = tuple(draw(st.integers(1, 2)) for _ in range(3))
    if rule is BundleRule.SHARES:
        first = draw(st.integers(0, 10000))
        second = draw(st.integers(0, 10000 - first))
        return bundle(rule, *(str(Decimal(n) / 100) for n in (first, second, 10000 - first - second)), pieces=pieces)
    return bundle(rule, *(str(Decimal(draw(st.integers(0, 9000))) / 100) for _ in range(3)), pieces=pieces)


@st.composite
def prams(draw: st.DrawFn) -> tuple[Contract, list[tuple[VariantId, AssetId]]]:
    """A running bundle with all of its pieces."""
    made, count = draw(bundles()), draw(st.integers(1, 2))
    line = replace(a_line(quantity=Decimal(count)), bundle=made)
    contract = replace(a_contract(draw(st.dates(date(2023, 11, 1), date(2024, 12, 31))), line), terms=draw(terms()))
    kinds = [part.variant_id for part in made.parts for _ in range(part.pieces * count)]
    return plain(contract), [(kind, AssetId(UUID(int=100 + n))) for n, kind in enumerate(kinds)]


def back_on(contract: Contract, pieces: Sequence[tuple[tuple[VariantId, AssetId], date]]) -> Contract:
    for (kind, thing), day in pieces:
        contract = piece_back(contract, contract.lines[0].id, thing, kind, day)
    return contract


@given(st.data())
def test_random_returns_always_add_up(data: st.DataObject) -> None:
    """Whatever comes back and is sent again, told late or not: what is billed is what is owed, and never above the
    whole by more than the cents that parts of periods are rounded by."""
    contract, pieces = data.draw(prams())
    books, whole, line_id = Books(), contract, contract.lines[0].id
    runs = sorted(data.draw(st.lists(days, max_size=5)))
    for run in runs:
        kind, thing = data.draw(st.sampled_from(pieces))
        day = data.draw(days)
        change = data.draw(st.sampled_from(["back", "back", "again", "mistake"]))
        if change == "back":
            contract = piece_back(contract, line_id, thing, kind, day)
        elif change == "again":
            contract = piece_out_again(contract, line_id, thing, kind, day)
        else:
            contract = piece_not_back(contract, line_id, thing)
        books.run(contract, run)
        assert books.run(contract, run) == ()
    books.run(contract, LAST)
    owed = charges(contract, LAST)
    assert books.posted() == sum(each.amount.minor for each in owed)
    assert sum(each.amount.minor for each in owed) <= sum(each.amount.minor for each in charges(whole, LAST)) + len(
        owed
    )


@given(st.data())
def test_all_pieces_back_cost_what_the_ended_line_costs(data: st.DataObject) -> None:
    """Where parts of periods are charged by days; the other policies ask for a whole period once it has begun."""
    contract, pieces = data.draw(prams().filter(lambda made: made[0].lines[0].bundle.rule is not BundleRule.UNCHANGED))
    contract = replace(contract, terms=replace(contract.terms, proration=Proration.DAILY, proration_down=None))
    start = contract.start_on or date.min
    gone = [(piece, start + timedelta(days=data.draw(st.integers(0, 300)))) for piece in pieces]
    last = max(day for _, day in gone)
    noted = back_on(contract, gone)
    ended = thing_returned(noted, contract.lines[0].id, last)
    assert ended.end_on == last + timedelta(days=1)
    assert owed_in_all(noted) == owed_in_all(ended)


def owed_in_all(contract: Contract) -> int:
    """Also of the longest period that is asked for after its end."""
    return sum(each.amount.minor for each in charges(contract, date(2030, 1, 1)))


def test_what_comes_in_any_order_is_the_same() -> None:
    one = returned(returned(pram(), CARRYCOT, RECEIPT), ADAPTER, LATER)
    other = returned(returned(pram(), ADAPTER, LATER), CARRYCOT, RECEIPT)
    assert one == other


def test_the_history_tells_which_part_went_and_came() -> None:
    contract = pram()
    without = returned(contract, CARRYCOT, RECEIPT)
    again = piece_out_again(without, contract.lines[0].id, THING[CARRYCOT], CARRYCOT, LATER)
    [gone], [back_again], [mistake] = compared(contract, without), compared(without, again), compared(without, contract)
    assert (gone.what, gone.subject, gone.after) == (What.PART_BACK, "Babyschale", date(2026, 6, 11))
    assert (back_again.what, back_again.after) == (What.PART_THERE, LATER)
    assert (mistake.what, mistake.after) == (What.PART_THERE, date(2026, 6, 11))


def test_a_parcel_for_a_part_that_is_noted_as_back_takes_the_note_away_once() -> None:
    """The carrycot came on 10 June; another one is handed over on 20 June in its place, told by the goods, twice."""
    contract = returned(pram(), CARRYCOT, RECEIPT)
    line = ShipmentLine(
        id=ShipmentLineId(UUID(int=1)),
        position=1,
        variant_id=CARRYCOT,
        title="Babyschale",
        treatment=Treatment.RENTAL,
        quantity=1,
        is_tracked=True,
        contract_line_id=contract.lines[0].id,
        replaces_asset_id=THING[CARRYCOT],
    )
    sent = Shipment(
        id=ShipmentId(UUID(int=2)),
        number="SH-000001",
        order_id=OrderId(UUID(int=3)),
        contract_id=contract.id,
        customer_id=contract.customer_id,
        status=ShipmentStatus.DISPATCHED,
        lines=(line,),
        cause=ShipmentCause.AGAIN,
        arrived_on=LATER,
    )
    once = with_pieces_again(contract, Goods((sent,), (), 2))
    assert [each.again_on for each in once.lines[0].bundle.back] == [LATER]
    assert with_pieces_again(once, Goods((sent,), (), 2)) == once
    waiting = replace(sent, status=ShipmentStatus.OPEN, arrived_on=None)
    assert with_pieces_again(contract, Goods((waiting,), (), 2)) == contract


def test_a_pause_stores_what_is_out() -> None:
    """The carrycot is back on the 10th of June, the pause is in July and August at 5.00 for all, and the adapter comes
    back on the 15th of July: 3.50 · 15/31 = 1.69, 2.75 · 16/31 = 1.42; August 2.75; from September on 79.00 · 55 %."""
    contract = returned(pram(), CARRYCOT, RECEIPT)
    contract = paused(contract, Pause(date(2026, 7, 1), date(2026, 9, 1), storage_price=euro("5")))
    contract = returned(contract, ADAPTER, date(2026, 7, 15))
    assert told(contract, date(2026, 9, 1))[-4:] == [
        (date(2026, 7, 1), date(2026, 7, 15), "1.69"),
        (date(2026, 7, 16), date(2026, 7, 31), "1.42"),
        (date(2026, 8, 1), date(2026, 8, 31), "2.75"),
        (date(2026, 9, 1), date(2026, 9, 30), "43.45"),
    ]


def test_a_part_that_comes_back_late_in_a_pause_changes_what_was_billed_for_storing() -> None:
    """July was billed at 5.00 before the return was noted: 2.58 of it are 16 of 31 days, less 1.81 for the rest."""
    books, contract = Books(), pram()
    contract = paused(contract, Pause(date(2026, 7, 1), date(2026, 9, 1), storage_price=euro("5")))
    books.run(contract, date(2026, 7, 1))
    contract = returned(contract, CARRYCOT, date(2026, 7, 15))
    books.run(contract, date(2026, 7, 20))
    assert books.posted() == sum(each.amount.minor for each in charges(contract, date(2026, 7, 20)))
    assert told(contract, date(2026, 7, 20))[-2:] == [
        (date(2026, 7, 1), date(2026, 7, 15), "2.42"),
        (date(2026, 7, 16), date(2026, 7, 31), "1.81"),
    ]
