"""What each event of a preview causes, with figures computed by hand."""

import pytest

from domain.contracts.preview import PreviewRefused, preview
from tests.domain.billing.timelines import TABLE
from tests.domain.contracts.test_preview import BIKE, LOCK, a_case

INSURANCE = {"id": "insurance", "kind": "service", "price": "10.00"}
BOOKS = {"id": "books", "kind": "rental", "price": "30.00", "vat": "reduced"}


def event(on: str, do: str, **values: object) -> dict:
    return {"on": on, "do": do, **values}


def previewed(*events: dict, until: str = "2026-04-02", **contract: object) -> dict:
    return preview(a_case(*events, until=until, **{"start": "2026-01-01", **contract}), TABLE)


def documents(result: dict) -> list[tuple[str, str, str]]:
    return [(each["run"], each["kind"], each["gross"]) for each in result["invoices"]]


def lines(document: dict) -> list[tuple[str, str, str, str, str]]:
    return [
        (each["line"], each["reason"], each["first_day"], each["last_day"], each["net"]) for each in document["lines"]
    ]


def test_a_pause_covers_the_periods_that_begin_in_it() -> None:
    result = previewed(event("2026-01-20", "pause", resume="2026-03-15"))
    assert documents(result) == [("2026-01-01", "invoice", "79.00"), ("2026-04-01", "invoice", "79.00")]


def test_a_pause_now_is_to_the_day_and_credits_the_days() -> None:
    """79 × 11/31 = 28.03; 79 × 17/31 = 43.32, due when the days begin that cost something."""
    result = previewed(event("2026-01-21", "pause", resume="2026-03-15", when="now"))
    assert documents(result)[:3] == [
        ("2026-01-01", "invoice", "79.00"),
        ("2026-01-21", "credit_note", "28.03"),
        ("2026-03-15", "invoice", "43.32"),
    ]
    assert lines(result["invoices"][1]) == [("bike", "pause_credit", "2026-01-21", "2026-01-31", "23.55")]


def test_an_open_pause_ends_with_resume() -> None:
    result = previewed(event("2026-02-01", "pause"), event("2026-04-10", "resume"), until="2026-05-02")
    assert documents(result) == [("2026-01-01", "invoice", "79.00"), ("2026-05-01", "invoice", "79.00")]
    assert previewed(event("2026-02-01", "pause"))["contract"]["status"] == "paused"


def test_a_pause_entered_late_credits_the_whole_period() -> None:
    result = previewed(event("2026-02-01", "pause", resume="2026-03-01", recorded="2026-03-05"))
    assert documents(result)[3] == ("2026-03-05", "credit_note", "79.00")
    assert result["invoices"][3]["corrects"] == 1


def test_storage_costs_its_own_price_and_the_term_moves() -> None:
    result = previewed(event("2026-02-01", "pause", resume="2026-04-01", storage_price="9.00", moves_end=True))
    assert [each[2] for each in documents(result)] == ["79.00", "9.00", "9.00", "79.00"]
    assert result["contract"]["min_term_ends"] == "2027-02-28"
    assert result["contract"]["latest_notice"] == "2027-01-31"


def test_a_percentage_for_two_periods_is_inside_the_line() -> None:
    welcome = {"id": "welcome", "lines": ["bike"], "percent": "10", "duration": {"kind": "periods", "count": 2}}
    result = previewed(discounts=[welcome])
    assert [each[2] for each in documents(result)] == ["71.10", "71.10", "79.00", "79.00"]
    assert "79.00 gross less 7.90 discount" in result["invoices"][0]["lines"][0]["explain"]


def test_an_amount_for_several_lines_is_spread_over_the_rates() -> None:
    """10.00 over 79.00 and 30.00: 7.25 and 2.75 by largest remainder, each on a line of its own."""
    result = previewed(discounts=[{"id": "ten", "amount": "10.00", "duration": {"kind": "once"}}], lines=(BIKE, BOOKS))
    first = result["invoices"][0]
    assert first["gross"] == "99.00"
    assert lines(first)[2:] == [
        ("bike", "discount", "2026-01-01", "2026-01-31", "-6.09"),
        ("books", "discount", "2026-01-01", "2026-01-31", "-2.57"),
    ]
    assert first["vat"] == [
        {"category": "S", "rate": "19", "net": "60.29", "vat": "11.46"},
        {"category": "S", "rate": "7", "net": "25.47", "vat": "1.78"},
    ]


def test_a_credit_gives_back_what_was_paid_and_not_the_list_price() -> None:
    """71.10 × 14/28 = 35.55 and not 39.50."""
    half = event("2026-02-14", "end", last_day="2026-02-14")
    result = previewed(half, discounts=[{"id": "ten", "percent": "10", "duration": {"kind": "forever"}}])
    assert documents(result)[-1] == ("2026-02-14", "credit_note", "35.55")


def test_a_discount_of_an_event_begins_with_the_next_period() -> None:
    result = previewed(event("2026-02-10", "discount", id="sorry", amount="20.00", duration={"kind": "once"}))
    assert [each[2] for each in documents(result)] == ["79.00", "79.00", "59.00", "79.00"]


def test_a_free_phase_is_a_billed_period_of_nothing() -> None:
    phases = [{"periods": 1, "price": "0.00"}, {"periods": 1, "price": "59.00"}]
    result = previewed(lines=({**BIKE, "phases": phases},))
    assert [each[2] for each in documents(result)] == ["0.00", "59.00", "79.00", "79.00"]


def test_phases_wait_while_the_contract_rests() -> None:
    phases = [{"periods": 2, "price": "59.00"}]
    pause = event("2026-01-15", "pause", resume="2026-02-28")
    result = previewed(pause, lines=({**BIKE, "phases": phases},), until="2026-05-02")
    assert [each[2] for each in documents(result)] == ["59.00", "59.00", "79.00", "79.00"]


def test_goodwill_is_a_credit_for_the_period_it_concerns() -> None:
    january = {"first_day": "2026-01-01", "last_day": "2026-01-31"}
    result = previewed(event("2026-02-10", "goodwill", amount="20.00", period=january))
    note = result["invoices"][2]
    assert (note["kind"], note["gross"], note["corrects"]) == ("credit_note", "20.00", 0)
    assert lines(note) == [("bike", "goodwill", "2026-01-01", "2026-01-31", "16.81")]


def test_goodwill_for_all_lines_goes_to_each_by_its_price() -> None:
    result = previewed(event("2026-01-20", "goodwill", amount="10.90", period="2026-01-05"), lines=(BIKE, BOOKS))
    assert [line["net"] for line in result["invoices"][1]["lines"]] == ["6.64", "2.80"]


def test_after_goodwill_an_early_end_gives_back_the_rest_only() -> None:
    """79.00 − 20.00 are left; of them the 21 days until the end keep 79 × 21/31 = 53.52 less 20.00."""
    january = {"first_day": "2026-01-01", "last_day": "2026-01-31"}
    result = previewed(
        event("2026-01-10", "goodwill", amount="20.00", period=january),
        event("2026-01-21", "end", last_day="2026-01-21"),
    )
    assert documents(result)[1:] == [("2026-01-10", "credit_note", "20.00"), ("2026-01-21", "credit_note", "25.48")]


def test_a_refund_without_amount_is_what_these_days_cost() -> None:
    """79 × 10/31 = 25.48."""
    days = {"first_day": "2026-01-01", "last_day": "2026-01-10"}
    result = previewed(event("2026-02-10", "refund", line="bike", period=days, amount=None))
    assert documents(result)[2] == ("2026-02-10", "credit_note", "25.48")
    assert result["invoices"][2]["lines"][0]["reason"] == "refund"


def test_a_year_instead_of_months_costs_twelve_of_them_in_a_new_cycle() -> None:
    result = previewed(event("2026-02-10", "change_interval", interval={"unit": "year"}, when="next_period"))
    assert documents(result)[2:] == [("2026-03-01", "invoice", "948.00")]
    assert lines(result["invoices"][2])[0][2:4] == ("2026-03-01", "2027-02-28")


def test_another_billing_day_begins_with_a_part_of_its_own_period() -> None:
    """1 to 14 March are 14 of the 28 days from 15 February to 14 March: 39.50."""
    result = previewed(event("2026-02-10", "change_billing_day", day=15), until="2026-04-20")
    assert documents(result)[2:] == [
        ("2026-03-01", "invoice", "39.50"),
        ("2026-03-15", "invoice", "79.00"),
        ("2026-04-15", "invoice", "79.00"),
    ]


def test_a_dearer_thing_costs_its_price_from_the_swap_a_cheaper_one_from_the_next_period() -> None:
    dearer = previewed(event("2026-02-10", "swap", line="bike", title="Cargo L", price="129.00"))
    assert [line[1:] for line in lines(dearer["invoices"][2])] == [
        ("change_credit", "2026-02-10", "2026-02-28", "-45.05"),
        ("change_charge", "2026-02-10", "2026-02-28", "73.56"),
    ]
    cheaper = previewed(event("2026-02-10", "change_plan", line="bike", title="City S", price="49.00"))
    assert [each[2] for each in documents(cheaper)] == ["79.00", "79.00", "49.00", "49.00"]


def test_a_withdrawal_gives_everything_back() -> None:
    result = previewed(event("2026-01-10", "withdraw"), lines=(BIKE, LOCK))
    assert documents(result) == [("2026-01-01", "invoice", "128.00"), ("2026-01-10", "credit_note", "128.00")]
    assert result["contract"]["status"] == "withdrawn"


def test_a_buyout_ends_the_rent_the_day_before_and_insurance_with_it() -> None:
    """39.50 and 5.00 for the 14 days after the buyout go back."""
    result = previewed(event("2026-02-15", "buyout", line="bike", price="500.00"), lines=(BIKE, INSURANCE))
    assert documents(result)[2:] == [("2026-02-15", "invoice", "455.50")]
    assert [line[1] for line in lines(result["invoices"][2])] == ["end_credit", "end_credit", "buyout"]
    assert (result["contract"]["status"], result["contract"]["ends"]) == ("bought_out", "2026-02-14")


def test_a_buyout_abroad_is_taxed_where_the_thing_lies() -> None:
    case = a_case(event("2026-02-15", "buyout", line="table", price="100.00"), start="2026-01-01", until="2026-02-15")
    case["contract"]["lines"] = [{"id": "table", "kind": "rental", "price": "20.00"}]
    case["customer"]["country"] = "AT"
    rates = [line["vat_rate"] for each in preview(case, TABLE)["invoices"] for line in each["lines"]]
    assert rates == ["19", "19", "19", "20"]


def test_a_return_ends_the_contract_and_damage_is_charged_afterwards() -> None:
    result = previewed(
        event("2026-02-15", "return", line="bike"),
        event("2026-02-20", "charge", title="Broken display", amount="35.00"),
        lines=(BIKE, INSURANCE, LOCK),
    )
    assert documents(result)[2:] == [("2026-02-15", "credit_note", "41.32"), ("2026-02-20", "invoice", "35.00")]
    assert result["contract"]["status"] == "ended"


@pytest.mark.parametrize(
    ("events", "path"),
    [
        ([event("2026-02-10", "change_interval", interval={"unit": "year"})], "events[0]"),
        ([event("2026-02-10", "change_interval", interval={"unit": "week"}, when="now")], "events[0]"),
        ([event("2026-02-10", "pause", resume="2026-02-10")], "events[0].resume"),
        ([event("2026-02-10", "pause"), event("2026-03-10", "pause")], "events[1]"),
        ([event("2026-02-10", "resume")], "events[0]"),
        ([event("2026-02-20", "withdraw")], "events[0]"),
        ([event("2026-02-10", "goodwill", amount="80.00", period="2026-01-05")], "events[0]"),
        ([event("2026-02-10", "goodwill", amount="0.00", period="2026-01-05")], "events[0]"),
        ([event("2026-02-10", "refund", line="bike", period="2025-01-05")], "events[0]"),
        ([event("2026-02-10", "buyout", line="lock", price="1.00")], "events[0].line"),
        ([event("2026-02-10", "discount", percent="101")], "events[0].percent"),
        ([event("2026-02-10", "discount", percent="10", amount="5.00")], "events[0].percent"),
        ([event("2026-02-10", "discount", percent="10", lines=["lock"])], "events[0].lines[0]"),
        ([event("2026-02-10", "change_billing_day", day=32)], "events[0].day"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_path(events: list[dict], path: str) -> None:
    with pytest.raises(PreviewRefused) as refused:
        previewed(*events, lines=(BIKE, LOCK))
    assert refused.value.path == path
