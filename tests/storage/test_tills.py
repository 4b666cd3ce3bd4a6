"""Tills on the real database: numbers, the drawer, day reports, and what a hand-written client cannot do."""

from datetime import timedelta
from decimal import Decimal

import pytest

from domain.application import Seat
from domain.bookkeeping.change_account_settings import ChangeAccountSettings
from domain.bookkeeping.export_bookings import ExportBookings
from domain.errors import AppError
from domain.money import Money
from domain.till.add_till import AddTill
from domain.till.agree_void import AgreeVoid
from domain.till.change_till import ChangeTill
from domain.till.close_day import CloseDay, DrawerNotCounted, NothingToReport
from domain.till.close_till import CloseTill
from domain.till.count_drawer import CountDrawer
from domain.till.day_report import DayFigures, WaySum
from domain.till.drawer import CashWhy, DrawerBelowZero, DrawerOpenAlready, DrawerReasonMissing, Pieces
from domain.till.model import (
    CashIsOff,
    CustomerNeeded,
    DrawerNotOpen,
    ReceiptKind,
    ReceiptLine,
    ReceiptLineKind,
    ReceiptNumberWrong,
    Tendered,
    TillClosed,
    TillId,
    VatGroup,
    Way,
)
from domain.till.move_cash import MoveCash
from domain.till.open_drawer import OpenDrawer
from domain.till.terms import TillChangedMeanwhile, TillCodeTaken, TillTerms
from domain.till.void_receipt import ReceiptTakenBack, SecondPersonNeeded, VoidReceipt, back
from storage.codec import make_converter
from storage.queries.bookkeeping import Bookkeeping
from tests.storage.books_story import EVERYTHING
from tests.storage.business import Business
from tests.storage.till_story import CARD, CASH, FLOAT, LOCK, MAP, open_till, sell, store_of
from tests.storage.trade import today


def drawer(business: Business, till_id: TillId) -> list[tuple[str, int, int]]:
    return [
        (row["kind"], row["amount_minor"], row["drawer_minor"])
        for row in business.rows(
            "SELECT e.* FROM umlauf.drawer_entry e JOIN umlauf.till_session s ON s.id = e.session_id"
            " WHERE s.till_id = %(id)s ORDER BY s.opened_at, e.n",
            id=till_id,
        )
    ]


def figures(business: Business, z: int = 1) -> DayFigures:
    [row] = business.rows("SELECT figures FROM umlauf.till_report WHERE z = %(z)s", z=z)
    return make_converter().structure(row["figures"], DayFigures)


def test_a_day_at_the_till(business: Business) -> None:
    till = open_till(business)
    first = sell(business, till, (LOCK, MAP), (Tendered(Way.CASH, Money(71_30), Money(80_00)),))
    second = sell(business, till, (LOCK,), (Tendered(Way.CARD, Money(49_90), card=CARD),))
    assert (first.number, second.number) == ("K1-000001", "K1-000002")
    business.do(Seat.POS, MoveCash(till, Money(-100_00), CashWhy.BANK, "zur Bank"))
    with pytest.raises(DrawerNotCounted):
        business.do(Seat.POS, CloseDay(till))
    counted = business.do(Seat.POS, CountDrawer(till, (Pieces(5000, 2), Pieces(1000, 2), Pieces(10, 3))))
    assert (counted.expected, counted.counted, counted.needs_reason) == (Money(121_30), Money(120_30), False)
    closed = business.do(Seat.POS, CloseDay(till))
    assert closed.z == 1
    day = figures(business)
    assert (day.first_n, day.last_n, day.receipts, day.gross) == (1, 2, 2, Money(121_20))
    assert day.ways == (WaySum(Way.CASH, Money(71_30)), WaySum(Way.CARD, Money(49_90)))
    assert day.vat == (
        VatGroup(Decimal(19), Money(99_80), Money(15_94)),
        VatGroup(Decimal(7), Money(21_40), Money(1_40)),
    )
    assert day.drawer is not None
    assert (day.drawer.opening, day.drawer.expected, day.drawer.difference) == (
        Money(150_00),
        Money(121_30),
        Money(-1_00),
    )
    assert drawer(business, till)[-1] == ("closed", 0, 120_30)
    business.clock.advance(timedelta(hours=12))
    with pytest.raises(NothingToReport):
        business.do(Seat.POS, CloseDay(till))
    with pytest.raises(DrawerReasonMissing):
        business.do(Seat.POS, OpenDrawer(till, FLOAT))
    business.do(Seat.POS, OpenDrawer(till, FLOAT, CashWhy.CHANGE))
    assert drawer(business, till)[-1] == ("opened", 29_70, 150_00)


def test_a_till_without_cash_takes_none_and_reports_all_the_same(business: Business) -> None:
    till = open_till(business, terms=TillTerms("Messe"), is_open=False)
    for refused, tendered in (
        (CashIsOff, (Tendered(Way.CASH, Money(49_90)),)),
        (CustomerNeeded, (Tendered(Way.LINK, Money(49_90)),)),
    ):
        with pytest.raises(refused):
            sell(business, till, tendered=tendered)
    with pytest.raises(CashIsOff):
        business.do(Seat.POS, OpenDrawer(till, FLOAT))
    sold = sell(business, till, tendered=(Tendered(Way.CARD, Money(49_90), card=CARD),))
    assert (sold.n, sold.signature) == (1, None)
    business.do(Seat.POS, CloseDay(till))
    assert figures(business).drawer is None


def test_a_number_comes_with_its_receipt_or_not_at_all(business: Business) -> None:
    till = open_till(business, is_open=False)
    with pytest.raises(DrawerNotOpen):
        sell(business, till)
    business.do(Seat.POS, OpenDrawer(till, FLOAT, CashWhy.CHANGE))
    with pytest.raises(ReceiptNumberWrong):
        sell(business, till, n=2)
    given = sell(business, till, n=1)
    assert given.signature is not None
    assert given.signature.is_away
    assert sell(business, till).n == 2
    with pytest.raises(DrawerOpenAlready):
        business.do(Seat.POS, OpenDrawer(till, FLOAT))


def test_a_receipt_is_taken_back_once_by_one_that_names_it(business: Business) -> None:
    till = open_till(business, terms=TillTerms("Tresen", True, CASH.signing, void_limit=Money(49_90)))
    small, big = sell(business, till), sell(business, till, (LOCK, MAP))
    voided = business.do(Seat.POS, VoidReceipt(till, small.id, back(small), "falsche Größe"))
    assert voided.number == "K1-000003"
    with pytest.raises(ReceiptTakenBack):
        business.do(Seat.POS, VoidReceipt(till, small.id, back(small), "noch einmal"))
    with pytest.raises(SecondPersonNeeded):
        business.do(Seat.POS, VoidReceipt(till, big.id, back(big), "zu teuer"))
    business.do(Seat.POS, AgreeVoid(big.id))
    with pytest.raises(SecondPersonNeeded):
        business.do(Seat.POS, VoidReceipt(till, big.id, back(big), "ich allein"))
    business.do(Seat.BACKOFFICE, AgreeVoid(big.id))
    business.do(Seat.POS, MoveCash(till, Money(-200_00), CashWhy.BANK, "zur Bank"))
    with pytest.raises(DrawerBelowZero):
        business.do(Seat.POS, VoidReceipt(till, big.id, back(big), "zu teuer"))
    business.do(Seat.POS, MoveCash(till, Money(200_00), CashWhy.BANK, "von der Bank"))
    business.do(Seat.POS, VoidReceipt(till, big.id, back(big), "zu teuer"))
    assert drawer(business, till)[-1] == ("given_back", -71_30, 150_00)
    kinds = [row["kind"] for row in business.rows("SELECT kind FROM umlauf.till_receipt ORDER BY n")]
    assert kinds == [ReceiptKind.SALE, ReceiptKind.SALE, ReceiptKind.REFUND, ReceiptKind.REFUND]


def test_the_owner_keeps_tills(business: Business) -> None:
    till = open_till(business)
    with pytest.raises(TillCodeTaken):
        business.do(Seat.OWNER, AddTill(store_of(business), "k1", CASH))
    with pytest.raises(AppError, match="someone_was_faster"):
        business.do(Seat.OWNER, CloseTill(till, 1))
    with pytest.raises(DrawerBelowZero):
        business.do(Seat.POS, MoveCash(till, Money(-150_01), CashWhy.BANK, "alles"))
    business.do(Seat.POS, CountDrawer(till, FLOAT))
    business.do(Seat.POS, CloseDay(till))
    business.do(Seat.OWNER, ChangeTill(till, 1, TillTerms("Vorne", footer="Danke!\n Bis bald ")))
    with pytest.raises(TillChangedMeanwhile):
        business.do(Seat.OWNER, ChangeTill(till, 1, CASH))
    business.do(Seat.OWNER, CloseTill(till, 2))
    with pytest.raises(TillClosed):
        sell(business, till, tendered=(Tendered(Way.CARD, Money(49_90), card=CARD),))


def test_what_a_till_took_is_in_one_file_for_the_accountant(business: Business) -> None:
    till, day = open_till(business), today(business)
    sell(business, till)
    customer = business.customer().customer_id
    owed = ReceiptLine("Rechnung", Decimal(1), Money(10_00), None, ReceiptLineKind.PAYMENT)
    sell(business, till, (owed,), customer_id=customer)
    business.do(Seat.OWNER, ChangeAccountSettings(0, EVERYTHING, "laut Steuerberater"))
    books = Bookkeeping(business.connection(Seat.BACKOFFICE))
    [month] = books.waiting_months()
    assert (month.documents, month.entries) == (1, 1)
    sums = {each.account: (each.debit, each.credit) for each in books.preview(month.first).accounts}
    assert sums[810_019] == (Money(0), Money(49_90))
    business.do(Seat.BACKOFFICE, ExportBookings(month.first, 2))
    assert books.waiting_months() == ()
    tables = {table.name: list(rows) for table, rows in books.audit(day, day)}
    assert [row[0] for row in tables["Kassenbelege"]] == ["K1-000001", "K1-000002"]
    assert len(tables["Kassenbewegungen"]) == 3
    assert len(tables["Kassenzahlungen"]) == 2
