"""`main.py preview`, as another program would use it."""

import copy
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contracts.preview import PreviewRefused, preview, preview_text
from tests.domain.billing.timelines import TABLE

BIKE = {"id": "bike", "title": "E-bike M", "kind": "rental", "means_of_transport": True, "price": "79.00"}
LOCK = {"id": "lock", "title": "Lock", "kind": "sale", "quantity": "1", "price": "49.00", "vat": "standard"}


def a_case(*events: dict, until: str = "2026-04-15", lines: tuple = (BIKE,), **contract: object) -> dict:
    return {
        "seller": {"country": "DE", "oss": True},
        "customer": {"kind": "consumer", "country": "DE", "vat_id": None, "timezone": None},
        "contract": {
            "start": "2026-01-31",
            "min_term": {"unit": "month", "count": 12},
            "notice": {"unit": "month", "count": 1},
            "lines": list(lines),
            **contract,
        },
        "events": list(events),
        "until": until,
    }


def shown(result: dict) -> list[tuple]:
    return [
        (invoice["run"], invoice["kind"], invoice["gross"], [line["reason"] for line in invoice["lines"]])
        for invoice in result["invoices"]
    ]


def test_a_contract_from_the_31st_with_a_sale() -> None:
    result = preview(a_case(lines=(BIKE, LOCK)), TABLE)
    assert shown(result) == [
        ("2026-01-31", "invoice", "128.00", ["recurring", "sale"]),
        ("2026-02-28", "invoice", "79.00", ["recurring"]),
        ("2026-03-31", "invoice", "79.00", ["recurring"]),
    ]
    assert result["contract"] == {
        "status": "active",
        "min_term_ends": "2027-01-30",
        "latest_notice": "2026-12-30",
        "ends": None,
        "withdrawal_until": "2026-02-16",
    }
    line = result["invoices"][0]["lines"][0]
    assert {key: line[key] for key in line if key != "explain"} == {
        "line": "bike",
        "reason": "recurring",
        "first_day": "2026-01-31",
        "last_day": "2026-02-27",
        "quantity": "1",
        "days": 28,
        "of_days": 28,
        "net": "66.39",
        "vat_rate": "19",
        "vat_category": "S",
    }
    assert line["explain"] == "The full period of 79.00 gross = 79.00, of which 66.39 net and 12.61 VAT (19 %, S, DE)."
    assert result["invoices"][0]["vat"] == [{"category": "S", "rate": "19", "net": "107.56", "vat": "20.44"}]


def test_a_dearer_price_comes_now_and_a_cheaper_one_next_period() -> None:
    dearer = {"on": "2026-03-10", "do": "change_price", "line": "bike", "price": "89.00"}
    cheaper = {"on": "2026-03-15", "do": "change_price", "line": "bike", "price": "69.00"}
    result = preview(a_case(dearer, cheaper), TABLE)
    assert shown(result)[2:] == [
        ("2026-03-10", "invoice", "6.77", ["change_credit", "change_charge"]),
        ("2026-03-31", "invoice", "69.00", ["recurring"]),
    ]
    assert result["invoices"][2]["lines"][0]["corrects"] == {"invoice": 1, "line": 0}
    assert len(result["notes"]) == 2
    assert result["invoices"][2]["lines"][1]["explain"] == (
        "21 of 31 days of 89.00 gross = 60.29, of which 50.66 net and 9.63 VAT (19 %, S, DE)."
    )


def test_an_early_end_is_a_credit_note_that_names_its_invoice() -> None:
    result = preview(a_case({"on": "2026-03-12", "do": "end", "last_day": "2026-03-20"}), TABLE)
    note = result["invoices"][-1]
    assert (note["run"], note["kind"], note["corrects"], note["gross"]) == ("2026-03-12", "credit_note", 1, "25.48")
    assert note["lines"][0]["reason"] == "end_credit"
    assert Decimal(note["lines"][0]["net"]) > 0
    assert result["contract"]["status"] == "ended"


def test_notice_ends_the_contract_with_the_minimum_term() -> None:
    cancel = {"on": "2026-09-15", "do": "cancel", "received": "2026-09-15"}
    result = preview(a_case(cancel, until="2027-01-30"), TABLE)
    assert (result["contract"]["status"], result["contract"]["ends"]) == ("cancellation_requested", "2027-01-30")
    result = preview(a_case(cancel, until="2027-06-30"), TABLE)
    assert result["contract"]["status"] == "ended"
    assert result["invoices"][-1]["lines"][0]["last_day"] == "2027-01-30"


def test_a_backdated_change_is_known_only_when_it_is_recorded() -> None:
    change = {
        "on": "2026-02-10",
        "recorded": "2026-03-05",
        "do": "change_price",
        "line": "bike",
        "price": "89.00",
        "when": "now",
    }
    assert [row[:2] for row in shown(preview(a_case(change), TABLE))] == [
        ("2026-01-31", "invoice"),
        ("2026-02-28", "invoice"),
        ("2026-03-05", "invoice"),
        ("2026-03-31", "invoice"),
    ]


def test_runs_on_given_days_catch_up() -> None:
    case = a_case()
    case["runs"] = ["2026-04-10", "2026-02-05", "2026-04-10"]
    assert shown(preview(case, TABLE)) == [
        ("2026-02-05", "invoice", "79.00", ["recurring"]),
        ("2026-04-10", "invoice", "158.00", ["recurring", "recurring"]),
    ]


def test_lines_join_and_leave_and_one_offs_are_charged() -> None:
    child_seat = {"id": "seat", "kind": "rental", "price": "28.00"}
    result = preview(
        a_case(
            {"on": "2026-02-14", "do": "add_line", "line": child_seat},
            {"on": "2026-02-20", "do": "charge", "title": "Broken display", "amount": "35.00", "vat": "standard"},
            {"on": "2026-03-01", "do": "end_line", "line": "seat", "last_day": "2026-03-15"},
            {"on": "2026-03-02", "do": "change_quantity", "line": "bike", "quantity": "2", "when": "2026-03-31"},
        ),
        TABLE,
    )
    assert shown(result) == [
        ("2026-01-31", "invoice", "79.00", ["recurring"]),
        ("2026-02-14", "invoice", "14.00", ["part_period"]),
        ("2026-02-20", "invoice", "35.00", ["one_off"]),
        ("2026-02-28", "invoice", "107.00", ["recurring", "recurring"]),
        ("2026-03-01", "credit_note", "13.55", ["end_credit"]),
        ("2026-03-31", "invoice", "158.00", ["recurring"]),
    ]


def test_a_company_abroad_pays_no_german_tax() -> None:
    case = a_case(prices_are="net")
    case["customer"] = {"kind": "business", "country": "AT", "vat_id": "ATU12345678"}
    result = preview(case, TABLE)
    assert result["invoices"][0]["vat"] == [{"category": "AE", "rate": "0", "net": "79.00", "vat": "0.00"}]
    assert result["contract"]["withdrawal_until"] is None


def test_a_contract_without_renewal_ends_by_itself() -> None:
    result = preview(a_case(renewal="none", min_term={"unit": "month", "count": 2}), TABLE)
    assert len(result["invoices"]) == 2
    assert (result["contract"]["status"], result["contract"]["ends"]) == ("ended", "2026-03-30")


PHASES = [{"periods": 2, "price": "59.00"}, {"periods": 1, "price": "69.00"}, {"periods": None, "price": "79.00"}]


def test_phases_are_prices_of_the_first_periods() -> None:
    for phases in (PHASES, PHASES[:2]):
        result = preview(a_case(lines=({**BIKE, "phases": phases},), until="2026-05-31"), TABLE)
        assert [row[2] for row in shown(result)] == ["59.00", "59.00", "69.00", "79.00", "79.00"]


def test_a_part_of_a_period_at_the_start_counts_as_the_first_of_its_phase() -> None:
    lines = ({**BIKE, "price": "62.00", "phases": [{"periods": 1, "price": "31.00"}]},)
    result = preview(a_case(lines=lines, start="2026-01-16", align={"kind": "day_of_month", "day": 1}), TABLE)
    assert [row[2] for row in shown(result)] == ["16.00", "62.00", "62.00", "62.00"]


def test_a_new_price_takes_the_place_of_the_phases_that_were_to_come() -> None:
    change = {"on": "2026-02-28", "do": "change_price", "line": "bike", "price": "64.00", "when": "now"}
    result = preview(a_case(change, lines=({**BIKE, "phases": PHASES},), until="2026-04-30"), TABLE)
    assert [row[2] for row in shown(result)] == ["59.00", "64.00", "64.00", "64.00"]
    assert any("phases" in note for note in result["notes"])


def test_a_line_that_joins_with_phases_begins_with_them() -> None:
    seat = {"id": "seat", "kind": "rental", "price": "28.00", "phases": [{"periods": 1, "price": "0.00"}]}
    result = preview(a_case({"on": "2026-02-28", "do": "add_line", "line": seat}), TABLE)
    assert [row[2] for row in shown(result)] == ["79.00", "79.00", "107.00"]


def test_what_a_person_would_ask_about_stands_in_the_notes() -> None:
    case = a_case(renewal="fixed", notice={"unit": "month", "count": 3}, min_term={"unit": "month", "count": 36})
    case["customer"]["country"] = "AT"
    case["runs"] = ["2026-04-30"]
    case["until"] = "2026-04-30"
    notes = " ".join(preview(case, TABLE)["notes"])
    for word in ("Renewal", "above two years", "more than a month", "taxed in AT", "4 periods"):
        assert word in notes


def test_ten_years_by_the_day_are_no_trouble() -> None:
    result = preview(a_case(interval={"unit": "day", "count": 1}, until="2036-01-30"), TABLE)
    assert len(result["invoices"]) == 3652


def put(case: dict, path: str, value: object) -> dict:
    case = copy.deepcopy(case)
    *parents, last = path.replace("[", ".[").split(".")
    node = case
    for name in parents:
        node = node[int(name[1:-1])] if name.startswith("[") else node[name]
    if value is ...:
        del node[last]
    elif last.startswith("["):
        node[int(last[1:-1])] = value
    else:
        node[last] = value
    return case


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("sellers", {}),
        ("seller.country", "XX"),
        ("seller.country", "Germany"),
        ("seller.oss", "yes"),
        ("customer.kind", "robot"),
        ("customer.country", 49),
        ("customer.timezone", "Mars/Olympus"),
        ("currency", "EURO"),
        ("currency", "JPY"),
        ("contract", ...),
        ("contract", []),
        ("contract.start", ...),
        ("contract.start", "2026-02-30"),
        ("contract.start", "20260131"),
        ("contract.start", "0001-01-01"),
        ("contract.end", "2026-01-30"),
        ("contract.interval", "month"),
        ("contract.interval.unit", "fortnight"),
        ("contract.interval.count", 0),
        ("contract.interval.count", True),
        ("contract.interval.count", 10**30),
        ("contract.align", {"kind": "anniversary", "day": 3}),
        ("contract.align", {"kind": "day_of_month"}),
        ("contract.align", {"kind": "day_of_month", "day": 32}),
        ("contract.billing", "someday"),
        ("contract.proration", "fixed_31"),
        ("contract.prices_are", None),
        ("contract.discounts", [{"id": "x"}]),
        ("contract.lines", []),
        ("contract.lines", {}),
        ("contract.lines[0]", None),
        ("contract.lines[0].id", ""),
        ("contract.lines[0].title", "a\nb"),
        ("contract.lines[0].title", "a\ud800"),
        ("contract.lines[0].kind", "charge"),
        ("contract.lines[0].price", ...),
        ("contract.lines[0].price", 79.0),
        ("contract.lines[0].price", 79),
        ("contract.lines[0].price", "-1.00"),
        ("contract.lines[0].price", "1.001"),
        ("contract.lines[0].price", "1e3"),
        ("contract.lines[0].price", "NaN"),
        ("contract.lines[0].price", "٣"),
        ("contract.lines[0].quantity", "0"),
        ("contract.lines[0].quantity", "-1"),
        ("contract.lines[0].vat", "luxury"),
        ("contract.lines[0].phases", {}),
        ("contract.lines[0].phases", [{"periods": 0, "price": "59.00"}]),
        ("contract.lines[0].phases", [{"periods": 3}]),
        ("contract.lines[0].phases", [{"periods": None, "price": "1.00"}, {"periods": 1, "price": "1.00"}]),
        ("contract.lines[0].end", "2026-01-01"),
        ("events", {}),
        ("events[0].do", "explode"),
        ("events[0].on", ...),
        ("events[0].line", "boat"),
        ("events[0].when", "soon"),
        ("events[0].when", "2026-03-01"),
        ("events[0].price", "-5"),
        ("events[0].colour", "red"),
        ("runs", ["2027-01-01"]),
        ("until", ...),
        ("until", 2026),
    ],
)
def test_what_is_wrong_is_refused_with_its_path(path: str, value: object) -> None:
    case = a_case(
        {"on": "2026-03-10", "do": "change_price", "line": "bike", "price": "89.00"},
        interval={"unit": "month", "count": 1},
    )
    if path == "contract.prices_are":
        value = "both"
    if path == "contract.lines[0].end":
        case = put(case, "contract.lines[0].start", "2026-02-01")
    broken = put(case, path, value)
    with pytest.raises(PreviewRefused) as refused:
        preview(broken, TABLE)
    assert refused.value.path.startswith(path.removesuffix("[0]"))
    output, status, complaint = preview_text(json.dumps(broken), TABLE)
    assert (output, status) == ("", 2)
    assert complaint.count("\n") == 1
    assert complaint.startswith(refused.value.path + ": ")


@pytest.mark.parametrize(
    "events",
    [
        [{"on": "2026-03-10", "do": "end", "last_day": "2026-01-01"}],
        [{"on": "2026-03-10", "do": "cancel"}, {"on": "2026-03-11", "do": "cancel"}],
        [{"on": "2026-03-10", "do": "end_line", "line": "bike", "last_day": "2025-01-01"}],
    ],
)
def test_events_that_the_contract_does_not_allow_are_refused(events: list[dict]) -> None:
    with pytest.raises(PreviewRefused) as refused:
        preview(a_case(*events), TABLE)
    assert refused.value.path == f"events[{len(events) - 1}]"


def test_a_rate_that_is_not_known_names_the_line() -> None:
    case = a_case(lines=(BIKE, {**LOCK, "vat": "reduced"}))
    case["customer"]["country"] = "AT"
    with pytest.raises(PreviewRefused, match="reduced") as refused:
        preview(case, TABLE)
    assert refused.value.path == "contract.lines[1].vat"


@pytest.mark.parametrize(
    "text", ["", "{", "[1", "nul", '{"a": 1, "a": 2}', '{"until": NaN}', "1", '"x"', "[" * 100_000, '{"\\u0000": 1}']
)
def test_what_is_no_contract_is_one_line_and_status_2(text: str) -> None:
    output, status, complaint = preview_text(text, TABLE)
    assert (output, status, complaint.count("\n")) == ("", 2, 1)


def test_of_many_contracts_a_bad_one_leaves_the_rest_alone() -> None:
    bad = put(a_case(), "contract.lines[0].price", "-1")
    output, status, complaint = preview_text(json.dumps([a_case(), bad, 7]), TABLE)
    good, refused, number = json.loads(output)
    assert (status, complaint) == (0, "")
    assert len(good["invoices"]) == 3
    assert refused["error"].startswith("contract.lines[0].price: ")
    assert set(number) == {"error"}
    assert preview_text("[]", TABLE) == ("[]\n", 0, "")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates().map(str),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(), children, max_size=3),
    max_leaves=8,
)
paths = [
    *("contract.lines[0].phases", "contract.lines[0].id", "contract.lines[0].kind", "contract.notice", "events[0].do"),
    *("seller", "customer", "currency", "contract.start", "contract.end", "contract.interval", "contract.align"),
    *("contract.lines", "contract.lines[0].price", "contract.lines[0].quantity", "contract.min_term", "events", "runs"),
    *("events[0].on", "events[0].when", "events[0].price", "until", "contract.lines[0].start"),
]


@given(st.sampled_from(paths), json_values)
def test_whatever_stands_in_a_file_the_answer_is_a_result_or_one_line(path: str, value: object) -> None:
    case = a_case({"on": "2026-03-10", "do": "change_price", "line": "bike", "price": "89.00"})
    output, status, complaint = preview_text(json.dumps(put(case, path, value)), TABLE)
    assert (status == 0 and json.loads(output)) or (status == 2 and complaint.count("\n") == 1 and not output)
