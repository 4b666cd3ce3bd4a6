"""The books for others: every fact in one file and in no second one, and an export that an audit can read."""

from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from lxml import etree

from domain.application import Seat
from domain.billing.record_payment import RecordPayment
from domain.billing.reverse_payment import ReversePayment
from domain.billing.settlement import PaidBy
from domain.bookkeeping.accounts import AccountSettings, Slot, SlotAccount
from domain.bookkeeping.audit import TABLES, AuditSpanWrong, csv_head, csv_line, index_xml
from domain.bookkeeping.bookings import balances, batch_of
from domain.bookkeeping.change_account_settings import ChangeAccountSettings
from domain.bookkeeping.export_bookings import (
    AccountantUnknown,
    AccountsMissing,
    BooksChangedMeanwhile,
    ExportBookings,
    MonthNotOver,
    NothingToExport,
)
from domain.bookkeeping.facts import ExportId, UnknownExport
from domain.collection.write_off_claim import WriteOffClaim
from domain.collection.writing_off import WriteOffCause
from domain.contracts.notes import FileDamaged
from domain.money import Money
from domain.settings.book import SettingsSame
from domain.settings.business import BusinessSettings
from domain.settings.change_business_settings import ChangeBusinessSettings
from domain.settings.keep_logo import KeepLogo
from domain.settings.logo import LogoId, LogoWrong
from storage.queries.bookkeeping import Bookkeeping
from storage.repositories.books import waiting_from
from tests.domain.bookkeeping.datev_judge import complaints, split
from tests.storage.books_story import picture
from tests.storage.business import ROOT, Business
from tests.storage.intruder import at_the_seat
from tests.storage.test_deposits import with_a_deposit
from tests.storage.test_settlements import document, opens, pay
from tests.storage.trade import bill, rent, today

JANUARY = date(2026, 1, 1)
SETTINGS = AccountSettings(adviser=29098, client=55003)


def books(business: Business, seat: Seat = Seat.BACKOFFICE) -> Bookkeeping:
    return Bookkeeping(business.connection(seat))


def export(business: Business, month: date) -> ExportId:
    seen = books(business).preview(month).waiting
    done: ExportId = business.do(Seat.BACKOFFICE, ExportBookings(month, seen)).export_id
    return done


def rows(content: bytes) -> list[list[str]]:
    return [split(line) for line in content.decode("cp1252").removesuffix("\r\n").split("\r\n")[2:]]


@pytest.fixture
def trading(business: Business) -> Business:
    """A month's rent and a deposit, billed on 31 January; the accountant is known."""
    business.do(Seat.OWNER, ChangeAccountSettings(0, SETTINGS))
    with_a_deposit(business)
    return business


def test_a_month_becomes_a_file_and_no_second_one_holds_it(trading: Business) -> None:
    pay(trading, "R-2026-000001", "50.00")
    [month] = books(trading).waiting_months()
    assert (month.first, month.documents, month.entries) == (JANUARY, 2, 1)
    first = export(trading, JANUARY)
    kept = books(trading).export(first)
    assert kept.file_name == "EXTF_Buchungsstapel_2026-01_01.csv"
    assert complaints(kept.content) == []
    by_contra = {row[7]: (row[0], row[1]) for row in rows(kept.content)}
    assert by_contra == {"8400": ("79,00", '"S"'), "1732": ("200,00", '"S"'), "1200": ("50,00", '"H"')}
    assert books(trading).waiting_months() == ()
    with pytest.raises(NothingToExport):
        trading.do(Seat.BACKOFFICE, ExportBookings(JANUARY, 0))
    pay(trading, "R-2026-000001", "29.00")
    second = books(trading).export(export(trading, JANUARY))
    assert [row[0] for row in rows(second.content)] == ["29,00"], "only what came since"
    assert second.file_name.endswith("_02.csv")
    assert books(trading).export(first).content == kept.content, "again: the very same bytes"
    assert [row.facts for row in books(trading).exports()] == [1, 3]
    assert [row.who for row in books(trading, Seat.OWNER).exports()] == ["Anna", "Anna"]


def test_months_are_files_of_their_own_and_a_payment_that_came_back_is_told(trading: Business) -> None:
    entry = pay(trading, "R-2026-000001", "79.00")
    trading.pass_days(28)
    bill(trading)
    trading.do(Seat.BACKOFFICE, ReversePayment(entry, today(trading)))
    months = [month.first for month in books(trading).waiting_months()]
    assert months == [JANUARY, date(2026, 2, 1)]
    export(trading, date(2026, 2, 1))
    content = books(trading).export(books(trading).exports()[0].id).content
    assert ["79,00", '"S"', "1200"] in [[row[0], row[1], row[7]] for row in rows(content)]
    assert [month.first for month in books(trading).waiting_months()] == [JANUARY]


def test_nothing_is_exported_by_half(trading: Business) -> None:
    preview = books(trading).preview(JANUARY)
    assert (preview.waiting, preview.taken, preview.rows) == (2, 2, 2)
    assert preview.debit == Money.of("279.00")
    assert [(each.account, each.rows, each.debit, each.credit) for each in preview.accounts] == [
        (1732, 1, Money(0), Money.of("200.00")),
        (8400, 1, Money(0), Money.of("79.00")),
    ]
    with pytest.raises(BooksChangedMeanwhile):
        trading.do(Seat.BACKOFFICE, ExportBookings(JANUARY, 1))
    with pytest.raises(MonthNotOver):
        trading.do(Seat.BACKOFFICE, ExportBookings(date(2026, 3, 1), 0))
    with pytest.raises(SettingsSame):
        trading.do(Seat.OWNER, ChangeAccountSettings(1, SETTINGS))
    with pytest.raises(UnknownExport):
        books(trading).export(ExportId(trading.rows("SELECT gen_random_uuid() AS id")[0]["id"]))


def test_without_accounts_or_accountant_nothing_leaves(business: Business) -> None:
    rent(business, business.customer(), business.product("Unterricht", vat="exempt", transit_days=0))
    assert not books(business).preview(JANUARY).is_ready
    with pytest.raises(AccountantUnknown):
        business.do(Seat.BACKOFFICE, ExportBookings(JANUARY, 1))
    business.do(Seat.OWNER, ChangeAccountSettings(0, SETTINGS))
    preview = books(business).preview(JANUARY)
    assert preview.is_blocked
    assert [(lack.slot, count) for lack, count in preview.left_out] == [(Slot.EXEMPT, 1)]
    with pytest.raises(AccountsMissing):
        business.do(Seat.BACKOFFICE, ExportBookings(JANUARY, 1))
    named = AccountSettings(adviser=29098, client=55003, accounts=(SlotAccount(Slot.EXEMPT, 8165),))
    business.do(Seat.OWNER, ChangeAccountSettings(1, named, "laut Steuerberater"))
    export(business, JANUARY)


def test_the_batch_adds_up_to_what_is_open_and_what_was_paid(trading: Business) -> None:
    pay(trading, "R-2026-000001", "100.00", keeps_rest=True)
    trading.pass_days(31)
    bill(trading)
    trading.do(
        Seat.BACKOFFICE,
        RecordPayment(
            document(trading, "R-2026-000002"), Money.of("200.00"), Money.of("20.00"), today(trading), by=PaidBy.CASH
        ),
    )
    waiting = waiting_from(trading.connection(Seat.OWNER).read, JANUARY, date(2026, 12, 31))
    found = balances(batch_of(waiting, SETTINGS).bookings)
    customer = next(account for account in found if account > 9_999)
    assert found[customer] == sum(opens(trading).values())
    assert (found[1200], found[1000]) == (10_000, 2_000)
    balance = trading.rows("SELECT balance_minor FROM umlauf.customer_balance")[0]["balance_minor"]
    assert found.get(1700, 0) == -balance


def test_a_claim_that_is_written_off_takes_its_vat_with_it(trading: Business) -> None:
    invoice = document(trading, "R-2026-000001")
    note = "Vollstreckung fruchtlos"
    trading.do(Seat.OWNER, WriteOffClaim(invoice, Money.of("79.00"), WriteOffCause.COLLECTION_FAILED, note))
    content = books(trading).export(export(trading, JANUARY)).content
    assert ["79,00", '"H"', "2406"] in [[row[0], row[1], row[7]] for row in rows(content)]
    assert complaints(content) == []


def test_a_hand_written_client_marks_nothing_without_a_file_and_changes_no_file(trading: Business) -> None:
    export(trading, JANUARY)
    kept = books(trading).exports()[0].id
    bill_id = document(trading, "R-2026-000001")
    with at_the_seat(trading, Seat.BACKOFFICE) as intruder:
        mark = "INSERT INTO umlauf.book_export_document (invoice_id, export_id) VALUES (%s, %s)"
        with intruder.refused("23505", "UM010"):
            intruder.run(mark, bill_id, kept)
        with intruder.refused("42501"):
            intruder.run("DELETE FROM umlauf.book_export_document")
        with intruder.refused("42501"):
            intruder.run("UPDATE umlauf.book_export SET content = ''")
    pay(trading, "R-2026-000001", "1.00")
    entry = trading.rows("SELECT id FROM umlauf.settlement ORDER BY n DESC LIMIT 1")[0]["id"]
    with at_the_seat(trading, Seat.BACKOFFICE) as intruder, intruder.refused("UM010"):
        intruder.run("INSERT INTO umlauf.book_export_entry (entry_id, export_id) VALUES (%s, %s)", entry, kept)
    for seat in (Seat.WAREHOUSE, Seat.WORKER):
        with at_the_seat(trading, seat) as intruder, intruder.refused("42501"):
            intruder.run("SELECT * FROM umlauf.book_export")


def test_an_audit_gets_tables_that_its_index_describes(trading: Business) -> None:
    pay(trading, "R-2026-000001", "50.00")
    tables = {
        table.name: [csv_line(table, row) for row in found]
        for table, found in books(trading, Seat.OWNER).audit(JANUARY, date(2026, 12, 31))
    }
    assert list(tables) == [table.name for table in TABLES]
    sizes = {name: len(found) for name, found in tables.items()}
    assert sizes["Belege"] == sizes["Positionen"] == sizes["Nummernregister"] == 2
    assert (sizes["Kunden"], sizes["Zahlungen und Verrechnungen"], sizes["Verträge"], sizes["Geräte"]) == (1, 1, 1, 1)
    assert sizes["Ereignisse"] > 3
    assert tables["Belege"][0].startswith('"R-2026-000001";"invoice";"CU-')
    assert ';"EUR";66,39;12,61;79,00;""\r\n' in tables["Belege"][0]
    assert tables["Positionen"][0].split(";")[5:7] == ["31.01.2026", "27.02.2026"]
    seller = books(trading).seller()
    index = index_xml(seller.name, seller.address.city, JANUARY, date(2026, 12, 31))
    dtd = etree.DTD(str(Path(ROOT) / "resources/gobd/gdpdu-01-08-2002.dtd"))
    document_ = etree.parse(StringIO(index.split("\n", 1)[1]))
    assert dtd.validate(document_), dtd.error_log
    assert not dtd.validate(etree.parse(StringIO(index.split("\n", 1)[1].replace("Numeric>", "Nummer>"))))
    for table in TABLES:
        described = f"//Table[URL='{table.file_name}']//*[self::VariablePrimaryKey or self::VariableColumn]"
        names = document_.xpath(described)
        assert len(names) == len(table.columns) == csv_head(table).count(";") + 1


def test_a_span_the_wrong_way_round_is_refused(trading: Business) -> None:
    with pytest.raises(AuditSpanWrong):
        next(books(trading).audit(date(2026, 2, 1), JANUARY))
    assert books(trading).years() == (2026,)
    assert books(trading).preview(date(2026, 2, 1)).debit == Money(0)


def test_only_the_owner_puts_a_logo_on_papers_and_only_by_a_command(business: Business) -> None:
    logo = "INSERT INTO umlauf.business_logo (id, content, command_id) VALUES (gen_random_uuid(), %s, %s)"
    for seat in (Seat.WAREHOUSE, Seat.BACKOFFICE, Seat.WORKER):
        with at_the_seat(business, seat) as intruder:
            assert intruder.run("SELECT content FROM umlauf.business_logo") == []
            with intruder.refused("42501"):
                intruder.run(logo, b"", uuid4())
    with at_the_seat(business, Seat.OWNER) as intruder, intruder.refused("UM010"):
        intruder.run(logo, b"", uuid4())
    business.do(Seat.OWNER, KeepLogo.of(0, LogoId(uuid4()), picture()))
    kept = business.rows("SELECT value FROM umlauf.setting WHERE name = 'business'")[0]["value"]["logo"]
    other = BusinessSettings("Prüfstand GmbH", "Allee 1", "10435", "Berlin", logo=str(uuid4()))
    with pytest.raises(LogoWrong):
        business.do(Seat.OWNER, ChangeBusinessSettings(1, other))
    business.do(Seat.OWNER, ChangeBusinessSettings(1, replace(other, logo=kept)))
    with pytest.raises(FileDamaged):
        business.do(Seat.OWNER, replace(KeepLogo.of(2, LogoId(uuid4()), picture()), digest="0" * 64))
