"""The forms of how a contract ends: the days they show and the commands they give."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from domain.contracts.agreed import EarlyEnd, FeeRule
from domain.contracts.cancel_contract import CancelContract, ReasonMissing
from domain.contracts.ending import WithdrawalTooLate
from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion
from domain.contracts.parts import EndKind, Outage
from domain.contracts.status import Status
from domain.contracts.terms import ContractTerms
from domain.customers.model import CustomerKind
from domain.ids import ContractId, ContractLineId, CustomerId
from domain.money import Money
from domain.period import Interval, Unit
from domain.settings.cancellations import CancellationSettings
from ui import language
from ui.backoffice.contracts.changes.deeds import deed
from ui.backoffice.contracts.changes.kit import Case
from ui.backoffice.contracts.ending_dialogs import (
    CancelForm,
    KeepForm,
    OutageForm,
    OutageOverForm,
    TerminateForm,
    WithdrawForm,
)

TODAY = date(2026, 7, 31)
LINE = ContractLineId(UUID(int=1))


class _Page:
    """As much of the contract's page as these forms read."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.customer = type("Customer", (), {"kind": CustomerKind.CONSUMER})()
        self.upcoming = ()
        self.cancellations = CancellationSettings()


def case(**values: object) -> Case:
    line = ContractLine(LINE, 1, "Rad", LineKind.RENTAL, "standard", (LineVersion(None, Money.of("60"), Decimal(1)),))
    agreed = ContractTerms(
        min_term=Interval(Unit.MONTH, 12), notice=Interval(Unit.MONTH),
        early_end=EarlyEnd(FeeRule.PERCENT, percent=Decimal(50)), repair_pause_days=7,
    )  # fmt: skip
    ids = (ContractId(UUID(int=7)), "CT-1", CustomerId(UUID(int=8)), None)
    made = Contract(*ids, agreed, (line,), Status.ACTIVE, date(2025, 12, 20), date(2026, 1, 1))
    return Case(_Page(replace(made, **values)), TODAY, lambda: UUID(int=9))  # type: ignore[arg-type]  # a page in short


@pytest.fixture(autouse=True)
def _english() -> None:
    language.use("en")


def test_notice_shows_its_days_and_an_early_end_its_fee(qtbot: QtBot) -> None:
    form = CancelForm(case())
    qtbot.addWidget(form)
    for words in ("Minimum term until", "Notice in time until", "Ends with", "Last billed day", "Things back by"):
        assert words in form._dates.text()
    assert "Fee" not in form._dates.text()
    form["kind"].set_value(EndKind.EARLY)
    form.settle()
    assert "120.00" in form._dates.text()
    values = form.read()
    assert values is not None
    command = form.command(values, "")
    assert isinstance(command, CancelContract)
    assert (command.end_kind, command.received_on, command.wanted_on) == (EndKind.EARLY, TODAY, None)
    assert command.edited(case().contract, TODAY).end_on == date(2026, 9, 1)


def test_a_withdrawal_names_the_last_day_for_it(qtbot: QtBot) -> None:
    form = WithdrawForm(case())
    qtbot.addWidget(form)
    assert language.shown_date(date(2026, 1, 15)) in form._until.text()
    values = form.read()
    assert values is not None
    with pytest.raises(WithdrawalTooLate):
        form.command(values, "").edited(case().contract, TODAY)


def test_the_house_ends_a_contract_with_a_reason_only(qtbot: QtBot) -> None:
    form = TerminateForm(case())
    qtbot.addWidget(form)
    values = form.read()
    assert values is not None
    with pytest.raises(ReasonMissing):
        form.command(values, "").edited(case().contract, TODAY)
    assert form.command(values, "zwei Mieten offen").edited(case().contract, TODAY).end_on == date(2026, 8, 1)


def test_notice_is_taken_back_while_it_is_known(qtbot: QtBot) -> None:
    asked = case(status=Status.CANCELLATION_REQUESTED, end_on=TODAY + timedelta(days=30))
    form = KeepForm(asked)
    qtbot.addWidget(form)
    values = form.read()
    assert values is not None
    assert form.command(values, "").edited(asked.contract, TODAY).end_on is None
    assert deed("KeepContract").obstacle(asked) == ""
    assert deed("KeepContract").obstacle(case()) != ""


def test_days_without_a_thing_are_reported_and_ended(qtbot: QtBot) -> None:
    form = OutageForm(case())
    qtbot.addWidget(form)
    values = form.read()
    assert values is not None
    reported = form.command(values, "").edited(case().contract, TODAY)
    assert reported.outages == (Outage(LINE, TODAY),)
    assert deed("EndOutage").obstacle(case()) != ""
    missing = case(outages=(Outage(LINE, TODAY - timedelta(days=3)),))
    assert deed("EndOutage").obstacle(missing) == ""
    over = OutageOverForm(missing)
    qtbot.addWidget(over)
    values = over.read()
    assert values is not None
    assert over.command(values, "").edited(missing.contract, TODAY).outages[0].until == TODAY
