"""A hand-written client with the counter's login: no number is skipped, taken twice, or another till's; nothing is
written but with its receipt, and nothing is changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.application import Seat
from domain.money import Money
from domain.till.add_till import AddTill
from domain.till.drawer import TRANSITIONS, DrawerKind, SessionStatus
from domain.till.model import TillId
from domain.till.terms import TillTerms
from tests.storage.business import Business
from tests.storage.intruder import Intruder, at_the_seat
from tests.storage.till_story import open_till, sell, store_of

DENIED = ("42501",)
WRONG = ("UM403", "UM409", "UM010")
HALF = ("UM003",)
_RECEIPT = (
    "INSERT INTO umlauf.till_receipt (id, till_id, n, kind, at, person_id, store_id, gross_minor, voids_id,"
    " customer_id, about, command_id) VALUES (%s, %s, %s, 'sale', now(), %s, %s, %s, %s, %s, %s, %s)"
)
_ENTRY = (
    "INSERT INTO umlauf.drawer_entry (session_id, n, kind, amount_minor, drawer_minor, counted_minor, person_id, at,"
    " receipt_id, note, command_id) VALUES (%s, %s, %s, %s, 0, %s, %s, now(), %s, %s, %s)"
)


@dataclass
class Hand:
    """A client inside an open command."""

    intruder: Intruder
    command: UUID
    store: UUID

    def receipt(self, till: TillId, n: int, gross: int = 1000, voids: Any = None, whose: Any = None) -> UUID:
        made = uuid4()
        person = self.intruder.person
        self.intruder.run(_RECEIPT, made, till, n, person, self.store, gross, voids, whose, None, self.command)
        return made

    def line(self, receipt: UUID, gross: int = 1000) -> None:
        self.intruder.run(
            "INSERT INTO umlauf.till_receipt_line VALUES (%s, 1, 'goods', 'Schloss', 1, %s, 19)", receipt, gross
        )

    def paid(self, receipt: UUID, amount: int = 1000, way: str = "card") -> None:
        self.intruder.run("INSERT INTO umlauf.till_payment VALUES (%s, 1, %s, %s)", receipt, way, amount)

    def entry(
        self, session: UUID, n: int, kind: str, amount: int = 0, counted: Any = None, receipt: Any = None
    ) -> None:
        self.intruder.run(
            _ENTRY, session, n, kind, amount, counted, self.intruder.person, receipt, "weil", self.command
        )

    def commit(self) -> None:
        self.intruder.end(self.command)
        self.intruder.run("COMMIT")


@contextmanager
def by_hand(business: Business, seat: Seat = Seat.POS) -> Iterator[Hand]:
    with at_the_seat(business, seat) as intruder:
        intruder.run("BEGIN")
        yield Hand(intruder, intruder.begin("MoveCash"), store_of(business))


def test_a_number_is_the_next_one_or_none(business: Business) -> None:
    till = open_till(business)
    sell(business, till)
    for n in (0, 1, 3, -1):
        with by_hand(business) as hand, hand.intruder.refused(*WRONG):
            hand.receipt(till, n)
    with by_hand(business) as hand:
        made = hand.receipt(till, 2)
        hand.line(made)
        hand.paid(made)
        hand.commit()
    assert sell(business, till).n == 3


def test_a_till_of_another_workplace_gives_no_number(business: Business) -> None:
    other = business.do(Seat.OWNER, AddTill(store_of(business), "K2", TillTerms("hinten", login="seat_pos_2"))).till_id
    with by_hand(business) as hand, hand.intruder.refused(*WRONG):
        hand.receipt(other, 1)


def test_a_receipt_that_does_not_add_up_is_no_receipt(business: Business) -> None:
    till = open_till(business)
    for line, paid, way in ((900, 1000, "card"), (1000, 900, "card"), (1000, 1000, "cash"), (None, 1000, "card")):
        with by_hand(business) as hand:
            made = hand.receipt(till, 1)
            if line is not None:
                hand.line(made, line)
            hand.paid(made, paid, way)
            with hand.intruder.refused(*HALF):
                hand.commit()
    receipt = sell(business, till)
    with by_hand(business) as hand, hand.intruder.refused(*WRONG):
        hand.paid(UUID(str(receipt.id)), 1)


def test_money_goes_back_for_a_receipt_or_an_approved_refund_only(business: Business) -> None:
    till = open_till(business)
    receipt = sell(business, till)
    whose = business.customer().customer_id
    for gross, voids, customer in ((-100, None, None), (-100, receipt.id, None), (-4990, None, whose)):
        with by_hand(business) as hand, hand.intruder.refused(*WRONG):
            hand.receipt(till, 2, gross, voids, customer)


def test_the_drawer_goes_the_ways_of_the_table_alone(business: Business) -> None:
    till = open_till(business)
    [session] = business.rows("SELECT id FROM umlauf.till_session")
    amounts = {DrawerKind.CASH_IN: 100, DrawerKind.TAKEN: 100, DrawerKind.CASH_OUT: -100, DrawerKind.GIVEN_BACK: -100}
    for kind in DrawerKind:
        is_legal = (SessionStatus.OPEN, kind) in TRANSITIONS
        is_whole = is_legal and kind not in (DrawerKind.TAKEN, DrawerKind.GIVEN_BACK)
        with by_hand(business) as hand:
            counted = 15000 if kind in (DrawerKind.OPENED, DrawerKind.COUNTED) else None
            if is_whole:
                hand.entry(session["id"], 2, kind, amounts.get(kind, 0), counted)
            else:
                with hand.intruder.refused(*WRONG, "23514"):
                    hand.entry(session["id"], 2, kind, amounts.get(kind, 0), counted)
    for n, wrong, amount, counted in ((3, "cash_in", 100, None), (2, "cash_in", -1, None), (2, "counted", 5, 15000)):
        with by_hand(business) as hand, hand.intruder.refused(*WRONG):
            hand.entry(session["id"], n, wrong, amount, counted)
    with by_hand(business) as hand, hand.intruder.refused("23505", *WRONG):
        hand.intruder.run(
            "INSERT INTO umlauf.till_session (id, till_id, command_id) VALUES (%s, %s, %s)", uuid4(), till, hand.command
        )


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE umlauf.till SET last_n = 9",
        "UPDATE umlauf.till SET login = 'seat_pos'",
        "UPDATE umlauf.till_session SET drawer_minor = 0",
        "UPDATE umlauf.till_receipt SET gross_minor = 0",
        "DELETE FROM umlauf.till_receipt",
        "DELETE FROM umlauf.drawer_entry",
        "INSERT INTO umlauf.till (id, store_id, code, name) VALUES (gen_random_uuid(), gen_random_uuid(), 'X', 'X')",
        "TRUNCATE umlauf.till_report",
    ],
)
def test_the_counter_rewrites_nothing(business: Business, act: str) -> None:
    with at_the_seat(business, Seat.POS) as intruder, intruder.refused(*DENIED):
        intruder.run(act)


def test_a_day_report_is_the_next_one_and_takes_all_receipts(business: Business) -> None:
    till = open_till(business)
    sell(business, till)
    sell(business, till)
    for z, first, last in ((2, 1, 2), (1, 2, 2), (1, 1, 1), (1, 0, 0)):
        with by_hand(business) as hand, hand.intruder.refused(*WRONG):
            hand.intruder.run(
                "INSERT INTO umlauf.till_report (id, till_id, z, first_n, last_n, figures, person_id, at, command_id)"
                " VALUES (gen_random_uuid(), %s, %s, %s, %s, '{}', %s, now(), %s)",
                *(till, z, first, last, hand.intruder.person, hand.command),
            )
    for seat in (Seat.BACKOFFICE, Seat.OWNER, Seat.WORKER, Seat.AUDITOR):
        with at_the_seat(business, seat) as reader:
            assert reader.run("SELECT sum(gross_minor)::bigint AS sum FROM umlauf.till_receipt")[0]["sum"] == (
                Money(99_80).minor
            )
