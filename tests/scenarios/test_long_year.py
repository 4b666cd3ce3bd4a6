"""A year of Radwerk Berlin under a moving clock, with the bank's bad days; what must hold in the end, holds.

The suite lives it with 200 customers and has the law's own rules judge every twelfth e-invoice; `make long-year` does
more each day, and judges every one. Each of the four sentences is broken once on purpose.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from storage.embedded import EmbeddedServer
from tests.machines.house import invariants as everywhere
from tests.scenarios.year import invariants
from tests.scenarios.year.days import WHOLE, Size, lived
from tests.scenarios.year.radwerk import Radwerk
from tests.storage.business import open_business

_IS_WHOLE: Final = bool(os.environ.get("LONG_YEAR"))
_SIZE: Final = WHOLE if _IS_WHOLE else Size(200, 365, 50)
_EVERY: Final = 1 if _IS_WHOLE else 12
_SEED: Final = int(os.environ.get("LONG_YEAR_SEED", "1"))
pytestmark = pytest.mark.timeout(3600 if _IS_WHOLE else 900)


@pytest.fixture(scope="module")
def radwerk(server: EmbeddedServer, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radwerk]:
    """The house on the morning after the year."""
    with open_business(server) as business:
        house = Radwerk(business, _SEED, tmp_path_factory.mktemp("mailbox"))
        try:
            lived(house, _SIZE)
            yield house
        finally:
            house.close()


def test_a_year_in_which_everything_happened(radwerk: Radwerk) -> None:
    done = {name for name, code in radwerk.outcomes if code == "done"}
    assert {
        "PlaceOrder", "AnnounceReturn", "TakeBackAsset", "AgreeSwap", "PauseContract", "CarryOutDeclaration",
        "AcceptOffer", "SendRefund", "ReportLoss", "ReportProblem", "RedeemVoucher", "BookTransfer", "AgreeTransfer",
    } <= done  # fmt: skip
    statuses = {row["status"] for row in radwerk.rows("SELECT DISTINCT status FROM umlauf.payment_attempt")}
    assert {"settled", "failed", "returned"} <= statuses, "the bank had bad days"
    assert radwerk.rows("SELECT FROM umlauf.dunning_notice"), "somebody was reminded"
    assert len(radwerk.rows("SELECT FROM umlauf.customer")) == _SIZE.customers
    everywhere.after_a_night(radwerk)
    print(radwerk.outcomes, invariants.by_month(radwerk))


def test_every_customers_money_in_is_allocated_balance_and_refunded(radwerk: Radwerk) -> None:
    invariants.money_is_where_the_books_say(radwerk)
    more = "UPDATE umlauf.customer_balance SET balance_minor = balance_minor + 1"
    less = "UPDATE umlauf.refund_step SET amount_minor = amount_minor - 1 WHERE step = 'send'"
    for wrong in (more, less):
        with _planted(radwerk, wrong), pytest.raises(AssertionError):
            invariants.money_is_where_the_books_say(radwerk)


def test_every_asset_is_in_exactly_one_place(radwerk: Radwerk) -> None:
    invariants.things_are_in_one_place(radwerk)
    one = "(SELECT id FROM umlauf.asset WHERE status = '{}' ORDER BY code LIMIT 1)"
    gone = f"UPDATE umlauf.asset SET status = 'in_stock' WHERE id = {one.format('rented')}"
    twice = f"UPDATE umlauf.asset SET status = 'rented' WHERE id = {one.format('in_stock')}"
    for wrong in (gone, twice):
        with _planted(radwerk, wrong), pytest.raises(AssertionError):
            invariants.things_are_in_one_place(radwerk)


def test_every_invoice_is_valid(radwerk: Radwerk) -> None:
    assert invariants.documents_are_valid(radwerk, _EVERY) >= 30
    first = "(SELECT id FROM umlauf.invoice ORDER BY series, series_number LIMIT 1)"
    wrong_sum = f"UPDATE umlauf.invoice SET gross_minor = gross_minor + 1 WHERE id = {first}"
    lost = f"DELETE FROM umlauf.document WHERE subject_id = {first}"
    for wrong in (wrong_sum, lost):
        with _planted(radwerk, wrong), pytest.raises(AssertionError):
            invariants.documents_are_valid(radwerk, _EVERY)


def test_no_mail_is_sent_twice(radwerk: Radwerk, tmp_path: Path) -> None:
    assert invariants.no_mail_is_twice(radwerk, radwerk.mailbox) > 0
    letter = next(path for path in sorted(radwerk.mailbox.iterdir()) if path.name.startswith("R-"))
    content = letter.read_bytes()
    shutil.copy(letter, tmp_path)
    for again in (content, content.replace(b"Message-ID: <", b"Message-ID: <again-")):
        (tmp_path / "again.eml").write_bytes(again)
        with pytest.raises(AssertionError, match="twice"):
            invariants.no_mail_is_twice(radwerk, tmp_path)


@contextmanager
def _planted(house: Radwerk, sql: str) -> Iterator[None]:
    """What the database would refuse, done by its administrator past all its rules, and undone."""
    with house.business.administrator().translating() as connection, connection.transaction(force_rollback=True):
        connection.execute("SET LOCAL session_replication_role = replica")
        assert connection.execute(sql).rowcount > 0, "nothing was planted"
        yield
