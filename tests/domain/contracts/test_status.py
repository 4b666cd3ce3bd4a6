"""Every pair of status and action is either in the table or refused."""

from itertools import product

import pytest

from domain.contracts.status import TRANSITIONS, Action, IllegalContractTransition, Status, after, open_actions

FINAL = {Status.ENDED, Status.BOUGHT_OUT, Status.WITHDRAWN, Status.TERMINATED}


@pytest.mark.parametrize(("status", "action"), sorted(set(product(Status, Action)) - TRANSITIONS.keys()))
def test_every_pair_outside_the_table_is_refused(status: Status, action: Action) -> None:
    with pytest.raises(IllegalContractTransition):
        after(status, action)


@pytest.mark.parametrize("pair", sorted(TRANSITIONS))
def test_every_pair_of_the_table_leads_on(pair: tuple[Status, Action]) -> None:
    assert after(*pair) is TRANSITIONS[pair]
    assert pair[1] in open_actions(pair[0])


def test_what_is_over_stays_over() -> None:
    assert all(open_actions(status) == frozenset() for status in FINAL)
    assert all(open_actions(status) for status in set(Status) - FINAL)


def test_every_status_can_be_reached() -> None:
    reached = {Status.DRAFT}
    for _ in Status:
        reached |= {then for (status, _), then in TRANSITIONS.items() if status in reached}
    assert reached == set(Status)
