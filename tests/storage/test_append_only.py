"""What is written stays: even the administrator's hand is stopped."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest

from domain.application import Command, Seat
from domain.assets.status import TRANSITIONS, Condition
from domain.billing.hold_billing import HoldBilling
from domain.billing.record_payment import RecordPayment
from domain.buyout.set_buyout_rules import SetBuyoutRules
from domain.cancellations.model import Channel, DeclarationId
from domain.cancellations.receive_declaration import ReceiveDeclaration
from domain.catalog.model import ProductKind
from domain.clock import legal_day
from domain.contracts.add_note import AddNote
from domain.contracts.erase_note import EraseNote
from domain.contracts.model import LineKind
from domain.contracts.notes import NoteId
from domain.contracts.remove_note import RemoveNote
from domain.customers.change_address import ChangeAddress
from domain.customers.model import Address
from domain.loyalty.change_tiers import ChangeTiers
from domain.loyalty.give_tier import GiveTier
from domain.loyalty.tiers import Tier, TierProgramme
from domain.money import Money
from domain.refurbishment.book_outside_cost import BookOutsideCost
from domain.refurbishment.diagnose_repair import DiagnoseRepair
from domain.refurbishment.repairs import CostKind, RepairId
from domain.refurbishment.report_problem import ReportProblem
from domain.returns.keep_photo import KeepPhoto
from domain.returns.note_damage import NoteDamage
from domain.returns.photos import PhotoId
from domain.returns.take_back_asset import TakeBackAsset
from domain.settings.change_customer_billing import ChangeCustomerBilling
from domain.settings.change_workshop_settings import ChangeWorkshopSettings
from domain.settings.customer import CustomerBilling
from domain.settings.workshop import WorkshopSettings
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from domain.supplies.receive_supplies import ReceiveSupplies
from domain.swaps.groups import Member, SwapRules
from domain.swaps.save_group import SaveGroup
from storage.embedded import EmbeddedServer
from tests.storage.bank_story import bank_file, open_invoice, statement, tell_bank
from tests.storage.books_story import tell_books
from tests.storage.business import Business, open_business
from tests.storage.care_story import tell_care
from tests.storage.check_story import checking
from tests.storage.dunning_story import tell_dunning
from tests.storage.label_story import tell_labels
from tests.storage.mail_story import tell_letters
from tests.storage.matter_story import tell_matters
from tests.storage.payment_story import tell_payments
from tests.storage.return_story import PHOTO
from tests.storage.scan_story import tell_scans
from tests.storage.stock_story import tell_stock
from tests.storage.till_story import tell_tills
from tests.storage.trade import days, today

KEPT = {
    "bank_booking": "command_id = payment_id",
    "bank_entry": "amount_minor = 1",
    "bank_entry_mark": "reason = ''",
    "bank_file": "name = ''",
    "bank_statement": "number = ''",
    "debit_file": "sum_minor = 1",
    "debit_file_step": "note = 'x'",
    "debit_order": "amount_minor = 1",
    "asset_alias_step": "text = 'x'",
    "wrong_scan": "kind = 'x'",
    "asset_photo": "size = 0",
    "asset_event": "facts = '{}'",
    "book_export": "content = ''",
    "book_export_document": "export_id = invoice_id",
    "book_export_entry": "export_id = entry_id",
    "business_logo": "content = ''",
    "buyout_rules": "reason = ''",
    "billing_hold": "reason = ''",
    "command": "payload = '{}'",
    "care_asked": "visit = ''",
    "care_done": "note = ''",
    "care_undone": "reason = 'x'",
    "contract_note": "size = 0",
    "contract_note_erasure": "command_id = note_id",
    "contract_note_removal": "command_id = note_id",
    "dunning_hold": "kind = 'block'",
    "dunning_hold_end": "command_id = hold_id",
    "dunning_notice": "fee_minor = 0",
    "dunning_notice_item": "interest_minor = 0",
    "dunning_notice_mark": "what = 'dropped'",
    "dunning_step": "level = 1",
    "exchange_group": "name = ''",
    "instalment_item": "plan_id = invoice_id",
    "instalment_plan_step": "step = 'keep'",
    "instalment_rate": "amount_minor = 1",
    "customer_billing": "reason = ''",
    "customer_change": "reason = ''",
    "customer_tier": "reason = ''",
    "claim_write_off": "cause = ''",
    "collection_case_step": "step = 'recall'",
    "collection_item": "case_id = invoice_id",
    "declaration": "number = ''",
    "declaration_step": "facts = '{}'",
    "inspection": "passed = true",
    "inspection_form": "name = ''",
    "label_template": "name = ''",
    "order_check_step": "why = 'x'",
    "invoice": "gross_minor = 1",
    "invoice_line": "title = ''",
    "invoice_vat": "vat_minor = 0",
    "mail_rule": "other_address = ''",
    "mail_step": "why = ''",
    "mail_wording": "subject = ''",
    "matter_step": "cause = 'x'",
    "meter_reading": "value = 0",
    "return_damage": "title = ''",
    "return_step": "stage = 'closed'",
    "setting_change": "reason = ''",
    "mandate": "scheme = 'b2b'",
    "method_choice": "contract_id = NULL",
    "payment_attempt_step": "step = 'note'",
    "payment_method_step": "reason = ''",
    "repair_money": "supplier = ''",
    "repair_step": "facts = '{}'",
    "settlement": "money_minor = 0",
    "supply_movement": "on_hand = 0",
    "place_step": "note = 'x'",
    "count_scan": "text = 'x'",
    "count_line": "text = 'x'",
    "count_decision": "note = 'x'",
    "count_step": "step = 'drop'",
    "drawer_entry": "amount_minor = 0",
    "till_payment": "amount_minor = 0",
    "till_receipt": "n = 7",
    "till_receipt_line": "gross_minor = 0",
    "till_receipt_mail": "language = 'en'",
    "till_release": "login = ''",
    "till_report": "z = 7",
}


def _first_seat(command: type[Command]) -> Seat:
    return min(command.seats)


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, template: str) -> Iterator[Business]:
    """With at least one row in each of these tables."""
    with open_business(server) as opened:
        bike = opened.product()
        customer = opened.customer()
        opened.do(Seat.BACKOFFICE, ChangeAddress(customer.customer_id, Address("Ring 1", "1010", "Wien", "AT")))
        received, order = opened.receive(bike), opened.order(customer, bike)
        note = NoteId(uuid4())
        opened.do(Seat.BACKOFFICE, AddNote(order.contract_id, note, "Ruft abends an."))
        opened.do(Seat.BACKOFFICE, RemoveNote(order.contract_id, note))
        opened.do(Seat.BACKOFFICE, EraseNote(order.contract_id, note))
        opened.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, received.asset_ids[0]))
        opened.do(Seat.WAREHOUSE, FinishPacking(order.shipment_id))
        opened.do(Seat.WAREHOUSE, DispatchShipment(order.shipment_id))
        oil = opened.product("Öl", kind=LineKind.SALE, product_kind=ProductKind.CONSUMABLE, sku="OIL")
        opened.do(Seat.WAREHOUSE, ReceiveSupplies(oil.variant_ids[0], opened.place().place_id, 5))
        [bill] = opened.rows("SELECT id, gross_minor FROM umlauf.invoice")
        gross = Money(bill["gross_minor"])
        opened.do(Seat.BACKOFFICE, RecordPayment(bill["id"], gross, gross, legal_day(opened.clock.now())))
        opened.do(Seat.OWNER, ChangeWorkshopSettings(0, WorkshopSettings(Money.of("50.00"))))
        opened.do(Seat.BACKOFFICE, ChangeCustomerBilling(customer.customer_id, 0, CustomerBilling(days=7)))
        opened.do(Seat.BACKOFFICE, HoldBilling(order.contract_id, today(opened) + days(9), "Klärung"))
        opened.do(Seat.OWNER, SetBuyoutRules(bike.plan_ids[0], 0, None))
        letter = ReceiveDeclaration(DeclarationId(uuid4()), Channel.LETTER, opened.clock.now(), words="Ich kündige.")
        opened.do(Seat.BACKOFFICE, letter)
        opened.do(Seat.OWNER, ChangeTiers(0, TierProgramme(True, tiers=(Tier("Silber", 3, months=12),))))
        opened.do(Seat.BACKOFFICE, GiveTier(customer.customer_id, "Silber", "treu"))
        members = (Member(bike.variant_ids[0]), Member(oil.variant_ids[0]))
        opened.do(Seat.OWNER, SaveGroup(None, 0, "Räder", members, SwapRules()))
        case = opened.do(Seat.WAREHOUSE, TakeBackAsset(received.asset_ids[0], Condition.USED)).return_id
        opened.do(Seat.WAREHOUSE, NoteDamage(case, received.asset_ids[0], "", "Kratzer"))
        opened.do(Seat.WAREHOUSE, KeepPhoto.of(received.asset_ids[0], PhotoId(uuid4()), PHOTO))
        repair = RepairId(uuid4())
        opened.do(Seat.BACKOFFICE, ReportProblem(repair, received.asset_ids[0], "Es quietscht."))
        opened.do(Seat.BACKOFFICE, DiagnoseRepair(repair, "Kette trocken"))
        five = Money.of("5.00")
        opened.do(Seat.BACKOFFICE, BookOutsideCost(repair, CostKind.PARTS, five, today(opened)))
        tell_books(lambda given: opened.do(min(type(given).seats), given), opened)
        tell_letters(lambda given: opened.do(min(type(given).seats), given), opened, customer.customer_id)
        tell_matters(lambda given: opened.do(min(type(given).seats), given), opened)
        tell_care(lambda given: opened.do(min(type(given).seats), given), opened, bike)
        tell_labels(lambda given: opened.do(min(type(given).seats), given))
        tell_stock(lambda given: opened.do(min(type(given).seats), given), opened, _first_seat, bike, oil)
        tell_scans(lambda given: opened.do(min(type(given).seats), given), bike)
        opened.do(Seat.BACKOFFICE, bank_file(statements=(statement("1", "0.00", "9.00", today(opened)),)))
        open_invoice(opened)
        tell_bank(lambda given: opened.do(min(type(given).seats), given), opened)
        tell_payments(lambda given: opened.do(min(type(given).seats), given), opened)
        tell_tills(lambda given: opened.do(min(type(given).seats), given), opened)
        checking(opened)
        debtor = opened.customer("Säumig").customer_id
        tell_dunning(lambda given: opened.do(min(type(given).seats), given), opened, debtor, bike)
        opened.order(customer, bike)
        yield opened


def _refused(house: Business, act: str) -> None:
    with psycopg.connect(house.server.admin_dsn(house.database)) as admin, pytest.raises(psycopg.Error) as caught:
        admin.execute(act)
    assert caught.value.sqlstate == "UM405", caught.value


@pytest.mark.parametrize("table", KEPT)
def test_no_row_is_changed_or_removed(house: Business, table: str) -> None:
    assert house.rows(f"SELECT FROM umlauf.{table}")
    _refused(house, f"UPDATE umlauf.{table} SET {KEPT[table]}")
    _refused(house, f"DELETE FROM umlauf.{table}")
    _refused(house, f"TRUNCATE umlauf.{table} CASCADE")


def test_no_partition_is_a_back_door(house: Business) -> None:
    partitions = house.rows("SELECT inhrelid::regclass::text AS name FROM pg_inherits"
                            " WHERE inhparent = 'umlauf.asset_event'::regclass")  # fmt: skip
    assert len(partitions) == 8
    filled = [row["name"] for row in partitions if house.rows(f"SELECT FROM {row['name']}")]
    assert filled
    for name in filled:
        _refused(house, f"UPDATE {name} SET facts = '{{}}'")
        _refused(house, f"DELETE FROM {name}")
    for row in partitions:
        _refused(house, f"TRUNCATE {row['name']}")


def test_a_finished_command_is_not_finished_again(house: Business) -> None:
    _refused(house, "UPDATE umlauf.command SET outcome = 'rejected'")
    _refused(house, "UPDATE umlauf.command SET result = '{}'")


def test_the_database_knows_the_very_table_of_the_domain(house: Business) -> None:
    rows = house.rows("SELECT status, kind, next FROM umlauf.asset_transition")
    assert {(row["status"], row["kind"]): row["next"] for row in rows} == TRANSITIONS
