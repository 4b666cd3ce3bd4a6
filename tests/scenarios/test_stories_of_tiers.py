"""Months in which a customer climbs steps, loses one by a person's hand, and gets what a new contract brings with it.

Rent is 79.00 a month from 2 February 2026 on. Silver: three paid months, 10 percent. Gold: six, 20 percent and a month.
"""

from datetime import date

import pytest

from domain.application import Seat
from domain.loyalty.change_tiers import ChangeTiers
from domain.loyalty.give_tier import GiveTier
from domain.loyalty.referrals import ReferralReasonMissing
from domain.loyalty.tiers import Tier, TierMeasure, TierProgramme, TierSame, UnknownTier
from domain.money import Money
from tests.storage.business import Business
from tests.storage.loyalty_story import letters, nightly, person
from tests.storage.trade import check_books, contract_of, rent, today

STEPS = TierProgramme(True, tiers=(Tier("Silber", 10, months=3), Tier("Gold", 20, 1, months=6)))


def mornings(business: Business, *days: date) -> None:
    for day in days:
        business.pass_days((day - today(business)).days)
        nightly(business)


def billed(business: Business, contract_id: object) -> list[int]:
    return [
        row["minor"]
        for row in business.rows(
            "SELECT i.issued_on, sum(l.amount_minor) AS minor FROM umlauf.invoice i JOIN umlauf.invoice_line l"
            " ON l.invoice_id = i.id WHERE l.contract_id = %(id)s AND i.kind = 'invoice'"
            " GROUP BY i.id, i.issued_on, i.ctid ORDER BY i.issued_on, i.ctid",
            id=contract_id,
        )
    ]


def steps(business: Business) -> list[tuple[str | None, str, bool]]:
    rows = business.rows(
        "SELECT tier ->> 'name' AS name, from_on::text AS day, is_by_hand FROM umlauf.customer_tier ORDER BY n"
    )
    return [(row["name"], row["day"], row["is_by_hand"]) for row in rows]


def test_process_13_loyalty(business: Business) -> None:
    """February to April 79.00 each; May to July 71.10; August is free; from September on 63.20. A second contract
    concluded in September costs 63.20 from its first day on. Taken away on 20 October, November costs 79.00. Given
    back as Silver, Gold is reached again the next morning, without a second month as a gift."""
    business.do(Seat.OWNER, ChangeTiers(0, STEPS))
    jonas, bike = business.customer(), business.product()
    first = rent(business, jonas, bike)
    mornings(business, *(date(2026, month, 2) for month in range(3, 7)))
    assert billed(business, first.contract_id) == [7900] * 3 + [7110] * 2
    assert steps(business) == [("Silber", "2026-05-02", False)]
    mornings(business, *(date(2026, month, 2) for month in (7, 8, 9)))
    assert billed(business, first.contract_id) == [7900] * 3 + [7110] * 3 + [0, 6320]
    assert steps(business)[1:] == [("Gold", "2026-08-02", False)]
    assert letters(business) == ["tier_percent", "tier_both"]
    second = rent(business, jonas, bike)
    assert billed(business, second.contract_id) == [6320]
    business.pass_days((date(2026, 10, 20) - today(business)).days)
    nightly(business)
    with pytest.raises(ReferralReasonMissing):
        business.do(Seat.BACKOFFICE, GiveTier(jonas.customer_id, None))
    taken = business.do(Seat.BACKOFFICE, GiveTier(jonas.customer_id, None, "hat Räder untervermietet"))
    assert set(taken.contracts) == {first.contract_id, second.contract_id}
    with pytest.raises(TierSame):
        business.do(Seat.BACKOFFICE, GiveTier(jonas.customer_id, None, "noch einmal"))
    with pytest.raises(UnknownTier):
        business.do(Seat.BACKOFFICE, GiveTier(jonas.customer_id, "Platin", "gibt es nicht"))
    mornings(business, date(2026, 11, 2), date(2026, 11, 6))
    assert billed(business, first.contract_id)[-2:] == [6320, 7900]
    assert billed(business, second.contract_id)[-1] == 7900
    assert letters(business)[-1] == "tier_ended"
    business.do(Seat.BACKOFFICE, GiveTier(jonas.customer_id, "Silber", "war ein Irrtum"))
    mornings(business, date(2026, 12, 2))
    assert billed(business, first.contract_id)[-1] == 6320
    assert [(name, by_hand) for name, _, by_hand in steps(business)[2:]] == [
        (None, True),
        ("Silber", True),
        ("Gold", False),
    ]
    assert letters(business)[-2:] == ["tier_percent"] * 2
    check_books(business)


def test_by_what_was_billed_and_what_the_owner_changes_later_changes_nothing_that_was_given(business: Business) -> None:
    """200.00 is reached with the third invoice of 2 April; the step is seen on the next morning and counts from May on.
    Afterwards the owner halves it: who has it keeps it."""
    by_money = TierProgramme(True, TierMeasure.TURNOVER, (Tier("Bronze", 10, turnover=Money.of("200.00")),))
    business.do(Seat.OWNER, ChangeTiers(0, by_money))
    what = rent(business, person(business, "Mia", "Sander"), business.product())
    mornings(business, date(2026, 3, 2), date(2026, 4, 2))
    assert steps(business) == []
    mornings(business, date(2026, 4, 3))
    assert steps(business) == [("Bronze", "2026-04-03", False)]
    halved = TierProgramme(True, TierMeasure.TURNOVER, (Tier("Bronze", 5, turnover=Money.of("200.00")),))
    business.do(Seat.OWNER, ChangeTiers(1, halved, "zu teuer"))
    mornings(business, date(2026, 5, 2))
    assert billed(business, what.contract_id) == [7900] * 3 + [7110]
    assert [each.title for each in contract_of(business, what.contract_id).discounts] == ["Bronze"]
    check_books(business)
