"""Settings in the database: who may change them, what is kept of it, and that they count from the next command on."""

from dataclasses import replace

import psycopg
import pytest

from domain.application import NotForThisSeat, Seat
from domain.billing.bill_customers import BillCustomers
from domain.contracts.change_payment_terms import ChangePaymentTerms
from domain.contracts.payment import Payment, PaymentMethod, PaymentTerms
from domain.contracts.terms import ContractTerms
from domain.contracts.undo_change import UndoChange
from domain.errors import Conflict
from domain.ids import StoreId
from domain.money import Money
from domain.settings.add_store import AddStore
from domain.settings.billing import BillingSettings, Collective
from domain.settings.book import SettingsChangedMeanwhile, SettingsSame
from domain.settings.business import BicWrong, BusinessNameMissing, IbanWrong
from domain.settings.change_billing_settings import ChangeBillingSettings
from domain.settings.change_business_settings import ChangeBusinessSettings
from domain.settings.change_customer_billing import ChangeCustomerBilling
from domain.settings.change_store_settings import ChangeStoreSettings
from domain.settings.change_workshop_settings import ChangeWorkshopSettings
from domain.settings.customer import CustomerBilling
from domain.settings.stores import PrefixTaken, PrefixWrong, StoreSettings
from domain.settings.workshop import WorkshopSettings
from storage.queries.house import read_business, read_house
from tests.storage.business import Business, tax_rules
from tests.storage.settings_story import SELLER, store_of
from tests.storage.trade import bill, check_books, contract_of, days, invoices, rent, today


def due_days(business: Business) -> list[tuple[str, str, str]]:
    rows = business.rows(
        "SELECT number, issued_on, due_on, payment_method FROM umlauf.invoice ORDER BY series, series_number"
    )
    return [(row["number"], str(row["due_on"] - row["issued_on"]).split()[0], row["payment_method"]) for row in rows]


def second_store(business: Business) -> StoreId:
    """From now on everybody works there."""
    with business.connection().connection() as admin:
        [row] = admin.execute("INSERT INTO umlauf.store (id, name) VALUES (gen_random_uuid(), 'Süd') RETURNING id")
        admin.execute("UPDATE umlauf.principal SET store_id = %s", [row["id"]])
        admin.execute("UPDATE umlauf.person SET store_id = %s", [row["id"]])
    business.seats.clear()
    return StoreId(row["id"])


def test_papers_say_who_we_are_now_and_as_last_known_without_a_server(business: Business) -> None:
    house = read_house(business.connection(Seat.WAREHOUSE), tax_rules().table)
    business.do(Seat.OWNER, ChangeBusinessSettings(0, SELLER))
    business.do(Seat.OWNER, ChangeBusinessSettings(1, replace(SELLER, city="Potsdam")))
    assert house.seller().address.city == "Potsdam"
    gone = read_house(business.connection(Seat.WAREHOUSE), tax_rules().table)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(psycopg, "connect", _no_server)
        assert gone.seller().address.city == "Potsdam"


def _no_server(*_args: object, **_more: object) -> None:
    raise psycopg.OperationalError("no server")


def test_nothing_that_is_the_same_is_written_again(business: Business) -> None:
    business.do(Seat.OWNER, ChangeWorkshopSettings(0, WorkshopSettings(Money.of("54.00"))))
    with pytest.raises(SettingsSame):
        business.do(Seat.OWNER, ChangeWorkshopSettings(1, WorkshopSettings(Money.of("54.00")), "noch einmal"))


def test_two_stores_never_share_a_series(business: Business) -> None:
    """Also not one that the first has given up: its numbers go on in the books."""
    business.do(Seat.OWNER, ChangeStoreSettings(store_of(business), 0, StoreSettings("Nord", "NORD")))
    business.do(Seat.OWNER, ChangeStoreSettings(store_of(business), 1, StoreSettings("Nord", "MITTE")))
    for taken in ("NORD", "MITTE"):
        with pytest.raises(PrefixTaken):
            business.do(Seat.OWNER, AddStore(StoreSettings("Süd", taken)))
    with pytest.raises(NotForThisSeat):
        business.do(Seat.BACKOFFICE, AddStore(StoreSettings("Süd", "SUED")))
    business.do(Seat.OWNER, AddStore(StoreSettings("Süd", "sued"), "zweiter Laden"))
    rows = business.rows("SELECT before, after FROM umlauf.setting_change WHERE reason = 'zweiter Laden'")
    assert [(row["before"], row["after"]["invoice_prefix"]) for row in rows] == [({}, "SUED")]


def test_what_the_owner_decides_counts_from_the_next_contract_on(business: Business) -> None:
    """Terms of payment are agreed with the contract: a new house rule changes nobody's."""
    bike = business.product(transit_days=0)
    rent(business, business.customer("Alt"), bike)
    changed = BillingSettings(Payment(PaymentMethod.CARD, 3))
    business.do(Seat.OWNER, ChangeBillingSettings(0, changed, "Bank sagt so"))
    rent(business, business.customer("Neu"), bike)
    business.pass_days(28)
    bill(business)
    # 31 January 2026 is a Saturday, and so is 14 February: paid by Monday the 16th
    assert sorted(row[1:] for row in due_days(business)) == [("16", "transfer")] * 2 + [("3", "card")] * 2
    [kept] = business.rows(
        "SELECT area, version, reason, before->>'method' AS old, after->>'method' AS new FROM umlauf.setting_change"
    )
    assert kept == {"area": "billing", "version": 1, "reason": "Bank sagt so", "old": "transfer", "new": "card"}


def test_of_two_owners_the_later_looks_again(business: Business) -> None:
    business.do(Seat.OWNER, ChangeWorkshopSettings(0, WorkshopSettings(Money.of("50.00"))))
    with pytest.raises(SettingsChangedMeanwhile):
        business.do(Seat.OWNER, ChangeWorkshopSettings(0, WorkshopSettings(Money.of("60.00"))))
    [row] = business.rows("SELECT value FROM umlauf.setting WHERE name = 'hourly_rate'")
    assert row["value"] == {"minor": 5000, "currency": "EUR"}
    with pytest.raises(NotForThisSeat):
        business.do(Seat.BACKOFFICE, ChangeWorkshopSettings(1, WorkshopSettings(Money.of("1.00"))))


def test_the_business_on_papers_is_checked_and_keeps_its_country(business: Business) -> None:
    for wrong, error in (
        (replace(SELLER, city=" "), BusinessNameMissing),
        (replace(SELLER, iban="DE02120300000000202052"), IbanWrong),
        (replace(SELLER, bic="BYLA"), BicWrong),
    ):
        with pytest.raises(error):
            business.do(Seat.OWNER, ChangeBusinessSettings(0, wrong))
    tidy = replace(SELLER, name="  Prüfstand   GmbH ", iban="de02 1203 0000 0000 2020 51", represented_by=("Lena", " "))
    business.do(Seat.OWNER, ChangeBusinessSettings(0, tidy))
    shown = read_business(business.connection(Seat.WAREHOUSE))
    assert (shown.name, shown.address.country, shown.represented_by) == ("Prüfstand GmbH", "DE", ("Lena",))
    assert shown.bank is not None
    assert shown.bank.iban == "DE02120300000000202051"


def test_a_store_with_a_prefix_has_numbers_of_its_own(business: Business) -> None:
    """From the change on; earlier documents keep theirs, each series is without a gap, and one customer's contracts of
    two stores stand on two invoices."""
    bike, customer = business.product(transit_days=0), business.customer()
    rent(business, customer, bike)
    south = second_store(business)
    rent(business, customer, bike)
    business.do(Seat.OWNER, ChangeStoreSettings(south, 0, StoreSettings("Süd", "SUED1")))
    business.pass_days(28)
    bill(business)
    assert [row["number"] for row in invoices(business)] == ["R-2026-000001", "R-2026-000002", "R-2026-000003",
                                                             "R-SUED1-2026-000001"]  # fmt: skip
    check_books(business)


@pytest.mark.parametrize("wrong", ["1A", "A-B", "TOOLONGNAME", "Ä"])
def test_a_prefix_is_letters_and_digits(business: Business, wrong: str) -> None:
    with pytest.raises(PrefixWrong):
        business.do(Seat.OWNER, ChangeStoreSettings(store_of(business), 0, StoreSettings("Nord", wrong)))


def test_no_two_stores_ever_share_a_prefix(business: Business) -> None:
    """Also not after the first one gave it up: its series is in the books."""
    north, south = store_of(business), second_store(business)
    business.do(Seat.OWNER, ChangeStoreSettings(north, 0, StoreSettings("Nord", "N")))
    with pytest.raises(PrefixTaken):
        business.do(Seat.OWNER, ChangeStoreSettings(south, 0, StoreSettings("Süd", "n")))
    business.do(Seat.OWNER, ChangeStoreSettings(north, 1, StoreSettings("Nord", "")))
    with pytest.raises(PrefixTaken):
        business.do(Seat.OWNER, ChangeStoreSettings(south, 0, StoreSettings("Süd", "N")))
    business.do(Seat.OWNER, ChangeStoreSettings(north, 2, StoreSettings("Nord", "N")))


def test_a_customer_may_want_each_contract_by_itself_and_pay_otherwise(business: Business) -> None:
    """What shares an invoice changes at once; how it is paid with the next contract."""
    bike, customer = business.product(transit_days=0), business.customer()
    rent(business, customer, bike)
    own = CustomerBilling(PaymentMethod.DIRECT_DEBIT, 5, Collective.CONTRACT)
    business.do(Seat.BACKOFFICE, ChangeCustomerBilling(customer.customer_id, 0, own, "Wunsch"))
    rent(business, customer, bike)
    business.pass_days(28)
    bill(business)
    assert [row[2] for row in due_days(business)] == ["transfer", "direct_debit", "transfer", "direct_debit"]
    with pytest.raises(Conflict):
        business.do(Seat.BACKOFFICE, ChangeCustomerBilling(customer.customer_id, 0, CustomerBilling()))


def test_above_the_limit_of_the_house_a_person_is_asked(business: Business) -> None:
    bike, customer = business.product(transit_days=0), business.customer()
    rent(business, customer, bike)
    business.do(Seat.OWNER, ChangeBillingSettings(0, BillingSettings(most_missing=1)))
    business.pass_days(62)
    command = BillCustomers((customer.customer_id,), today(business), holds_back=True)
    assert len(business.do(Seat.WORKER, command).left_out) == 1
    business.do(Seat.OWNER, ChangeBillingSettings(1, BillingSettings(most_missing=5)))
    assert business.do(Seat.WORKER, replace(command, as_of=today(business) - days(1))).invoices == 1


def test_the_register_has_a_row_for_every_number_and_no_name(business: Business) -> None:
    bike = business.product(transit_days=0)
    for name in ("Eins", "Zwei"):
        rent(business, business.customer(name), bike)
    with business.connection().connection() as admin:
        admin.execute("UPDATE umlauf.number_series SET next = next + 1")
    auditor = business.connection(Seat.AUDITOR)
    rows = auditor.read("SELECT * FROM umlauf.number_register ORDER BY series_number")
    assert [(row["number"], row["state"], row["gross_minor"]) for row in rows] == [
        ("R-2026-000001", "issued", 7900), ("R-2026-000002", "issued", 7900), ("R-2026-000003", "missing", None),
    ]  # fmt: skip
    assert {"customer_id", "void_reason", "voided_by", "voided_at", "net_minor", "vat_minor"} <= set(rows[0])


def test_a_plan_may_say_how_it_is_paid(business: Business) -> None:
    """The plan wins over the customer, the customer over the house, each in what it says."""
    terms = ContractTerms(pay_by=PaymentMethod.CARD)
    bike, customer = business.product(transit_days=0, terms=terms), business.customer()
    own = CustomerBilling(PaymentMethod.CASH, 5)
    business.do(Seat.BACKOFFICE, ChangeCustomerBilling(customer.customer_id, 0, own))
    rented = rent(business, customer, bike)
    agreed = contract_of(business, rented.contract_id).terms
    assert (agreed.pay_by, agreed.pay_within) == (PaymentMethod.CARD, 5)


def test_other_terms_of_payment_are_taken_back_while_no_invoice_knows_of_them(business: Business) -> None:
    rented = rent(business, business.customer(), business.product(transit_days=0))
    business.pass_days(1)
    known = contract_of(business, rented.contract_id)
    business.do(Seat.BACKOFFICE, ChangePaymentTerms(known.id, known.version, method=PaymentMethod.CARD, days=0))
    assert contract_of(business, known.id).payment_terms == (PaymentTerms(today(business), PaymentMethod.CARD, 0),)
    business.do(Seat.BACKOFFICE, UndoChange(known.id, known.version + 1))
    assert contract_of(business, known.id).payment_terms == ()
