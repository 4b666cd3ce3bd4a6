"""What each seat's login may read and write, tried with a database client and no program of ours in between."""

from collections.abc import Iterator

import pytest

from domain.application import Seat
from storage.embedded import EmbeddedServer
from tests.storage.business import Business, open_business
from tests.storage.intruder import at_the_seat

DENIED = ("42501",)
MONEY = (
    "plan",
    "plan_change",
    "contract",
    "contract_line",
    "contract_line_version",
    "contract_note",
    "contract_note_content",
    "contract_note_removal",
    "contract_note_erasure",
    "invoice",
    "invoice_personal",
    "invoice_line",
    "invoice_vat",
    "billed_period",
    "billing_run",
    "billing_failure",
    "billing_run_sum",
    "settlement",
    "settlement_personal",
    "bank_file",
    "bank_file_content",
    "bank_statement",
    "bank_entry",
    "bank_entry_personal",
    "bank_booking",
    "bank_entry_mark",
    "debit_file",
    "debit_file_content",
    "debit_order",
    "debit_file_step",
    "document_account",
    "customer_balance",
    "void_number",
    "number_series",
    "customer",
    "customer_personal",
    "customer_change",
    "customer_address",
    "customer_order",
    "order_line",
    "asset_cost",
    "variant_cost",
    "refurbishment_cost",
    "repair_money",
    "setting",
    "setting_change",
    "customer_billing",
    "billing_hold",
    "damage_claim",
    "document",
    "outbox",
    "outbox_address",
    "mail",
    "mail_content",
    "mail_enclosure",
    "mail_step",
    "mail_rule",
    "mail_wording",
    "mail_block",
    "matter_step",
    "matter_words",
    "mail_contact",
    "reservation",
    "waiting_place",
    "order_promise",
    "overbooking",
    "expected_receipt",
    "book_export",
    "book_export_document",
    "book_export_entry",
    "buyout_rules",
    "buyout_offer",
    "loss",
    "loss_step",
    "loss_words",
    "write_off",
    "write_off_step",
    "customer_case",
    "customer_case_contact",
    "till",
    "till_session",
    "till_receipt",
    "till_receipt_line",
    "till_payment",
    "drawer_entry",
    "till_release",
    "till_pay_out_release",
    "till_report",
    "till_booked",
    "counter_sale",
    "counter_sale_item",
    "counter_sale_step",
    "counter_signature",
    "transfer",
    "transfer_step",
    "dunning_notice",
    "dunning_notice_item",
    "dunning_notice_mark",
    "dunning_item",
    "dunning_step",
    "dunning_hold",
    "dunning_hold_end",
    "dunning_hold_words",
    "instalment_plan",
    "instalment_item",
    "instalment_rate",
    "instalment_plan_step",
    "collection_case",
    "collection_item",
    "collection_case_step",
    "collection_words",
    "claim_write_off",
    "claim_write_off_words",
    "buyout_item",
    "refund",
    "refund_step",
    "refund_personal",
    "exchange_group",
    "swap",
    "swap_step",
    "declaration",
    "declaration_content",
    "declaration_step",
    "referral",
    "customer_tier",
    "order_check",
    "order_check_step",
    "order_check_detail",
    "order_check_account",
    "order_mark",
    "identity_shown",
    "blocklist",
    "check_key",
    "command_personal",
    "serving",
)
PERSONAL = (
    "counter_signature",
    "mandate_personal",
    "payment_token",
    "customer_personal",
    "customer_address",
    "bank_entry_personal",
    "bank_file_content",
    "command_personal",
    "contract_note_content",
    "debit_file_content",
    "declaration_content",
    "dunning_hold_words",
    "collection_words",
    "claim_write_off_words",
    "invoice_personal",
    "refund_personal",
    "order_check_account",
    "order_check_detail",
    "order_mark",
    "identity_shown",
    "mail_content",
    "mail_contact",
    "mail_block",
    "outbox_address",
    "shipment_address",
    "asset_holder",
)


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, template: str) -> Iterator[Business]:
    with open_business(server) as opened:
        opened.order(opened.customer(), opened.product())
        yield opened


@pytest.mark.parametrize("table", [*MONEY, "command"])
def test_the_warehouse_reads_no_money_and_no_customer(house: Business, table: str) -> None:
    with at_the_seat(house, Seat.WAREHOUSE) as intruder, intruder.refused(*DENIED):
        intruder.run(f"SELECT * FROM umlauf.{table}")


@pytest.mark.parametrize("table", MONEY)
def test_the_warehouse_changes_no_money_and_no_customer(house: Business, table: str) -> None:
    columns = [
        row["name"]
        for row in house.rows(
            "SELECT attname AS name FROM pg_attribute WHERE attrelid = %(table)s::regclass AND attnum > 0",
            table=f"umlauf.{table}",
        )
    ]
    with at_the_seat(house, Seat.WAREHOUSE) as intruder:
        for act in (
            f"INSERT INTO umlauf.{table} DEFAULT VALUES",
            *(f"UPDATE umlauf.{table} SET {column} = NULL" for column in columns),
            f"DELETE FROM umlauf.{table}",
            f"TRUNCATE umlauf.{table} CASCADE",
            f"COPY umlauf.{table} TO STDOUT",
        ):
            with intruder.refused(*DENIED):
                intruder.run(act)


@pytest.mark.parametrize("seat", [Seat.WAREHOUSE, Seat.POS, Seat.BACKOFFICE, Seat.OWNER, Seat.AUDITOR, Seat.PORTAL])
def test_only_the_worker_sees_the_jobs(house: Business, seat: Seat) -> None:
    with at_the_seat(house, seat) as intruder:
        for act in (
            "SELECT * FROM umlauf_jobs.procrastinate_jobs",
            "DELETE FROM umlauf_jobs.procrastinate_jobs",
            "SELECT umlauf_jobs.procrastinate_cancel_job_v1(1, true, true)",
            "SELECT umlauf.queue_papers(gen_random_uuid())",
        ):
            with intruder.refused(*DENIED):
                intruder.run(act)


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE umlauf.asset_event SET kind = 'noted'",
        "DELETE FROM umlauf.asset_event",
        "TRUNCATE umlauf.asset_event",
        "UPDATE umlauf.asset SET status = 'in_stock'",
        "UPDATE umlauf.asset SET serial = 'X'",
        "DELETE FROM umlauf.asset",
        "INSERT INTO umlauf.command SELECT * FROM umlauf.command",
        "UPDATE umlauf.station SET last_seq = 0",
        "INSERT INTO umlauf.feed (store_id, topic) SELECT id, 'assets' FROM umlauf.store",
        "UPDATE umlauf.asset_transition SET next = 'in_stock'",
        "UPDATE umlauf.principal SET seat = 'worker'",
        "UPDATE umlauf.command_kind SET seats = ARRAY['warehouse']",
        "UPDATE umlauf.product SET name = ''",
        "UPDATE umlauf.shipment SET customer_id = gen_random_uuid()",
        "UPDATE umlauf.shipment_line SET quantity = 0",
        "DELETE FROM umlauf.assignment",
        "CREATE TABLE umlauf.mine (x int)",
        "CREATE TABLE public.mine (x int)",
        "SET ROLE umlauf_schema",
        "SET ROLE umlauf_backoffice",
        "SET SESSION AUTHORIZATION seat_worker",
        "ALTER TABLE umlauf.asset_event DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
    ],
)
def test_the_warehouse_cannot_rewrite_the_past_or_the_rules(house: Business, act: str) -> None:
    with at_the_seat(house, Seat.WAREHOUSE) as intruder, intruder.refused(*DENIED):
        intruder.run(act)


@pytest.mark.parametrize(
    "act",
    [
        "INSERT INTO umlauf.number_series VALUES ('R-2026', 7)",
        "UPDATE umlauf.number_series SET next = next + 1",
        "INSERT INTO umlauf.void_number DEFAULT VALUES",
        "DELETE FROM umlauf.billing_run",
        "UPDATE umlauf.billing_run SET state = 'done'",
        "INSERT INTO umlauf.invoice DEFAULT VALUES",
        "INSERT INTO umlauf.invoice_line DEFAULT VALUES",
        "INSERT INTO umlauf.invoice_vat DEFAULT VALUES",
        "INSERT INTO umlauf.billed_period DEFAULT VALUES",
        "DELETE FROM umlauf.billed_period",
        "INSERT INTO umlauf.document_account DEFAULT VALUES",
        "UPDATE umlauf.document_account SET used_minor = 0",
        "UPDATE umlauf.customer_balance SET balance_minor = 100",
        "DELETE FROM umlauf.settlement",
        "UPDATE umlauf.plan SET price_minor = 1",
    ],
)
def test_the_back_office_writes_no_invoice_and_draws_no_number(house: Business, act: str) -> None:
    with at_the_seat(house, Seat.BACKOFFICE) as intruder, intruder.refused(*DENIED):
        intruder.run(act)


@pytest.mark.parametrize("view", PERSONAL)
def test_the_auditor_meets_no_name(house: Business, view: str) -> None:
    with at_the_seat(house, Seat.AUDITOR) as auditor, auditor.refused(*DENIED):
        auditor.run(f"SELECT * FROM umlauf.{view}")


def test_the_auditor_reads_papers_by_number_and_people_by_id_only(house: Business) -> None:
    with at_the_seat(house, Seat.AUDITOR) as auditor:
        assert auditor.run("SELECT id, kind, subject_id, file_name, made_at FROM umlauf.document") == []
        assert auditor.run("SELECT id, is_active FROM umlauf.person")
        for named in ("SELECT content FROM umlauf.document", "SELECT name FROM umlauf.person"):
            with auditor.refused(*DENIED):
                auditor.run(named)


def test_the_auditor_reads_the_books_and_writes_nothing(house: Business) -> None:
    with at_the_seat(house, Seat.AUDITOR) as auditor:
        for table in ("asset_event", "command", "contract", "invoice", "billed_period", "number_series"):
            auditor.run(f"SELECT * FROM umlauf.{table}")
            with auditor.refused(*DENIED):
                auditor.run(f"DELETE FROM umlauf.{table}")


def test_nobody_else_has_a_right_to_anything(house: Business) -> None:
    """PUBLIC, that is everyone with a login, has no right on any table, view, sequence or function of ours."""
    found = house.rows(
        "SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,"
        " aclexplode(c.relacl) a WHERE n.nspname LIKE 'umlauf%%' AND a.grantee = 0"
        " UNION SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace,"
        " aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a"
        " WHERE n.nspname LIKE 'umlauf%%' AND a.grantee = 0"
        " UNION SELECT n.nspname FROM pg_namespace n, aclexplode(n.nspacl) a"
        " WHERE n.nspname LIKE 'umlauf%%' AND a.grantee = 0"
        " UNION SELECT 'create in public' FROM pg_namespace n, aclexplode(n.nspacl) a"
        " WHERE n.nspname = 'public' AND a.grantee = 0 AND a.privilege_type = 'CREATE'"
    )
    assert found == []


def test_nobody_else_may_even_connect(house: Business, template: str) -> None:
    found = house.rows(
        "SELECT a.privilege_type FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a"
        " WHERE d.datname = %(name)s AND a.grantee = 0",
        name=template,
    )
    assert found == []


def test_owners_and_groups_cannot_log_in(house: Business) -> None:
    found = house.rows("SELECT rolname FROM pg_roles WHERE rolname LIKE 'umlauf\\_%%' AND rolcanlogin")
    assert [row["rolname"] for row in found] == ["umlauf_admin"]


def test_our_functions_with_their_owners_rights_look_nowhere_else(house: Business) -> None:
    """Who runs as the owner must not be led to a table of the caller's."""
    found = house.rows(
        "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'umlauf'"
        " AND (p.proconfig IS NULL OR NOT EXISTS (SELECT FROM unnest(p.proconfig) c"
        " WHERE c LIKE 'search_path=pg_catalog, %%pg_temp'))"
    )
    assert found == []
