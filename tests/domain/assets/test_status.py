"""The table of what may happen next, walked pair by pair."""

from itertools import product

import pytest

from domain.assets.status import GONE, OUT, TRANSITIONS, IllegalTransition, Kind, Status, after, open_kinds

PAIRS = sorted(product(Status, Kind))
OUTSIDE_THE_TABLE = (Kind.NOTED, Kind.UNDONE)
DECIDED = [  # DECISIONS 2, and what the one day needs
    (Status.IN_STOCK, Kind.SOLD, Status.SOLD),
    (Status.IN_STOCK, Kind.LOST, Status.LOST),
    (Status.IN_STOCK, Kind.RETIRED, Status.RETIRED),
    (Status.RECEIVED, Kind.RETIRED, Status.RETIRED),
    (Status.RESERVED, Kind.RELEASED, Status.IN_STOCK),
    (Status.PACKED, Kind.UNPACKED, Status.RESERVED),
    (Status.LOST, Kind.FOUND, Status.RECEIVED),
    (Status.PACKED, Kind.SHIPPED, Status.RENTED),
    (Status.RENTED, Kind.TAKEN_BACK, Status.RECEIVED),
    (Status.IN_REPAIR, Kind.REPAIR_PASSED, Status.IN_STOCK),
    (Status.IN_REPAIR, Kind.RETIRED, Status.RETIRED),
]


@pytest.mark.parametrize(("status", "kind"), [pair for pair in PAIRS if pair not in TRANSITIONS])
def test_every_pair_outside_the_table_is_refused(status: Status, kind: Kind) -> None:
    with pytest.raises(IllegalTransition) as refused:
        after(status, kind)
    assert dict(refused.value.facts) == {"status": status, "kind": kind}
    assert kind not in open_kinds(status)


@pytest.mark.parametrize(("status", "kind"), [pair for pair in PAIRS if pair in TRANSITIONS])
def test_every_pair_inside_leads_where_the_table_says(status: Status, kind: Kind) -> None:
    assert after(status, kind) is TRANSITIONS[status, kind]
    assert kind in open_kinds(status)


@pytest.mark.parametrize(("status", "kind", "expected"), DECIDED)
def test_what_was_decided_stands_in_the_table(status: Status, kind: Kind, expected: Status) -> None:
    assert after(status, kind) is expected


def test_every_kind_happens_somewhere_but_notes_and_undos() -> None:
    assert {kind for _, kind in TRANSITIONS} == set(Kind) - set(OUTSIDE_THE_TABLE)


def test_every_status_can_be_reached() -> None:
    reached = {Status.NEW}
    while more := {after for (status, _), after in TRANSITIONS.items() if status in reached} - reached:
        reached |= more
    assert reached == set(Status)


@pytest.mark.parametrize("status", sorted(GONE - {Status.LOST, Status.STOLEN}))
def test_what_is_sold_or_retired_comes_never_back(status: Status) -> None:
    assert {after(status, kind) for kind in open_kinds(status)} <= {status}


def test_only_what_stands_on_the_shelf_can_be_promised() -> None:
    assert [status for status in Status if Kind.RESERVED in open_kinds(status)] == [Status.IN_STOCK]


def test_only_what_is_out_comes_back() -> None:
    assert {status for status in Status if Kind.TAKEN_BACK in open_kinds(status)} == OUT
