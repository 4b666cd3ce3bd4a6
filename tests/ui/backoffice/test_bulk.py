"""One deed for many rows: previewed with the engine, agreed to, done, and what failed tried again."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest

from domain.application import Answer, Command, Seat
from domain.billing.hold_billing import HoldBilling
from domain.billing.record_payment import RecordPayment
from domain.contracts.pause_contract import PauseContract
from domain.errors import Unavailable
from domain.ids import CommandId
from domain.money import Money
from domain.returns.announce_return import AnnounceReturn
from domain.returns.remind_return import RemindReturn
from tests.storage.trade import Rented, contract_of, rent, today
from tests.ui.backoffice.conftest import Office
from ui.background import Progress
from ui.backoffice.bulk.bar import BulkBar
from ui.backoffice.bulk.deed import State
from ui.backoffice.bulk.dialog import BulkDialog
from ui.backoffice.bulk.invoices import zipped
from ui.backoffice.contracts.view import contracts_page
from ui.backoffice.invoices.view import InvoicesPage
from ui.backoffice.lists import ListPage
from ui.backoffice.returns.list import returns_page


@pytest.fixture
def three(desk_of_anna: Office) -> list[Rented]:
    """Three customers with a bike each, 79.00 a month, the first month invoiced."""
    business = desk_of_anna.business
    bike = business.product(price="79.00")
    return [rent(business, business.customer(name), bike) for name in ("Adler", "Brückner", "Celik")]


def begin(office: Office, page: ListPage, deed: str) -> BulkDialog:
    """All rows chosen, the deed taken from the menu."""
    office.show(page)
    page.table.view.selectAll()
    office.settle()
    bar: BulkBar = page.bulk
    [action] = [each for each in bar.menu.actions() if each.objectName() == deed]
    action.trigger()
    office.settle()
    assert bar.dialog is not None
    return bar.dialog


def states(dialog: BulkDialog) -> list[State]:
    return [each.state for each in dialog.lines]


def test_contracts_are_paused_as_previewed_and_one_that_cannot_says_why(
    desk_of_anna: Office, three: list[Rented]
) -> None:
    office, business = desk_of_anna, desk_of_anna.business
    paused = three[1].contract_id
    dialog = begin(office, contracts_page(office.desk, office.shell), "pause")
    assert (len(dialog.lines), dialog.go.isEnabled()) == (0, False)
    dialog.form["reason"].set_value("Ferien")
    dialog.preview()
    office.settle()
    assert states(dialog) == [State.READY] * 3
    assert not any(isinstance(each, PauseContract) for each in office.given), "a preview writes nothing"
    line = next(each for each in dialog.lines if each.row.id == paused)
    assert line.plan is not None
    business.do(Seat.BACKOFFICE, line.plan.command)
    dialog.preview()
    office.settle()
    assert sorted(states(dialog)) == [State.READY, State.READY, State.REFUSED]
    assert "1 ×" in dialog.reasons.text()
    dialog.carry_out()
    office.settle()
    assert sorted(states(dialog)) == [State.DONE, State.DONE, State.REFUSED]
    assert all(contract_of(business, each.contract_id).pauses for each in three)


def test_a_lost_answer_is_told_again_under_the_same_id(desk_of_anna: Office, three: list[Rented]) -> None:
    office, business = desk_of_anna, desk_of_anna.business
    given: list[CommandId | None] = []
    real, cut = office.desk.run, [True]

    def run(command: Command, command_id: CommandId | None = None) -> Answer:
        answer = real(command, command_id)
        given.append(command_id)
        if cut[0] and len(given) == 2:
            raise Unavailable
        return answer

    object.__setattr__(office.desk, "run", run)
    dialog = begin(office, contracts_page(office.desk, office.shell), "hold")
    dialog.form["reason"].set_value("Streit")
    dialog.preview()
    office.settle()
    dialog.carry_out()
    office.settle()
    assert sorted(states(dialog)) == [State.DONE, State.DONE, State.UNKNOWN]
    cut[0] = False
    dialog.try_again()
    office.settle()
    assert (states(dialog), given[1]) == ([State.DONE] * 3, given[3])
    assert (
        len(business.rows("SELECT id FROM umlauf.command WHERE name = 'HoldBilling'".replace("id ", "command_id ")))
        == 3
    )
    assert sum(isinstance(each, HoldBilling) for each in office.given) == 4


def test_invoices_are_paid_in_full_and_go_into_one_file(desk_of_anna: Office, three: list[Rented]) -> None:
    office, business = desk_of_anna, desk_of_anna.business
    page = InvoicesPage(office.desk, office.shell)
    dialog = begin(office, page, "paid")
    dialog.preview()
    office.settle()
    assert "237" in dialog.summary.text()
    dialog.carry_out()
    office.settle()
    assert states(dialog) == [State.DONE] * 3
    assert sum(isinstance(each, RecordPayment) for each in office.given) == 3
    again = begin(office, page, "paid")
    again.preview()
    office.settle()
    assert (states(again), again.go.isEnabled()) == ([State.REFUSED] * 3, False)
    content, missing = zipped(office.desk, page.table.rows(), Progress())
    assert (zipfile.ZipFile(BytesIO(content)).namelist(), missing) == ([], 3)
    assert business.rows("SELECT sum(money_minor)::int AS m FROM umlauf.settlement") == [
        {"m": Money.of("237.00").minor}
    ]


def test_returns_are_reminded_once_a_day(desk_of_anna: Office, three: list[Rented]) -> None:
    office, business = desk_of_anna, desk_of_anna.business
    for each in three[:2]:
        business.do(Seat.BACKOFFICE, AnnounceReturn(each.contract_id, today(business) + timedelta(days=5)))
    business.pass_days(9)
    page = returns_page(office.desk, office.shell)
    dialog = begin(office, page, "remind")
    assert states(dialog) == [State.READY] * 2
    dialog.carry_out()
    office.settle()
    assert states(dialog) == [State.DONE] * 2
    letters = business.rows(
        "SELECT facts ->> 'kind' AS kind FROM umlauf.outbox WHERE facts ->> 'kind' LIKE 'return_o%%'"
    )
    assert [each["kind"] for each in letters] == ["return_overdue"] * 2
    again = begin(office, page, "remind")
    again.carry_out()
    office.settle()
    assert states(again) == [State.REFUSED] * 2
    assert sum(isinstance(each, RemindReturn) for each in office.given) == 4
