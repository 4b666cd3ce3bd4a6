"""Processes of a contract's life, each from the order to the last letter; every figure was computed by hand first."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.assets.status import Condition
from domain.catalog.offer import Audience, Offer
from domain.catalog.plan_rules import RenewalNotForConsumers
from domain.contracts.add_line import AddLine
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.change_price import ChangePrice
from domain.contracts.changing import BackdatingNeedsReason, ContractChangedMeanwhile, ContractIsOver
from domain.contracts.charge_once import ChargedItem, ChargeOnce
from domain.contracts.effective import NOW
from domain.contracts.model import Contract, LineKind
from domain.contracts.parts import Renewed
from domain.contracts.terms import ContractTerms, Renewal
from domain.contracts.undo_change import ChangeIsBilled, UndoChange
from domain.customers.model import CustomerKind, PersonalData
from domain.customers.register_customer import RegisterCustomer
from domain.ids import ContractLineId
from domain.money import Money
from domain.period import Interval, Unit
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.model import WrongProduct
from domain.shipping.pick_asset import PickAsset
from tests.machines.house.catalogue import HOME
from tests.scenarios.kitchen import opened
from tests.scenarios.walk import walked
from tests.storage.business import Business
from tests.storage.trade import check_books, contract_of, differences, rent, today

BEGUN = ["contract_started", "invoice", "order_confirmed", "order_sent"]
"""The letters of the first day."""


def test_process_01_mixed_carts(business: Business) -> None:
    """A machine rented (49.00), a grinder sold (199.00), two bags of beans every three weeks (36.00), an insurance
    (6.00), an app for a year (24.00): one order, one contract, one parcel, one first invoice of 314.00. The wrong
    machine is not packed for it."""
    with opened(business) as kitchen, walked(business) as walk:
        assert walk.letters() == ["order_confirmed"]
        [parcel] = kitchen.open()
        other = business.receive(business.product("Teekocher", sku="TEA")).asset_ids[0]
        with pytest.raises(WrongProduct):
            walk.does(Seat.WAREHOUSE, PickAsset(parcel, other))
        kitchen.ship(parcel)
        assert sorted(walk.letters()) == BEGUN
        assert walk.papers() == [("2026-01-31", "invoice", "314.00")]
        walk.nights(date(2026, 2, 23))
        [beans] = kitchen.open()
        kitchen.ship(beans)
        walk.nights(date(2026, 3, 3))
        assert walk.papers()[1:] == [("2026-02-23", "invoice", "36.00"), ("2026-03-02", "invoice", "55.00")]
        assert [status for _, status in sorted(walk.holders().items())] == ["in_stock", "rented Brückner", "sold"]
        assert walk.letters()[4:] == ["invoice", "invoice"]
        assert differences(business, kitchen.contract.id, today(business)) == ()


def test_process_02_recurring_billing_changed_mid_contract(business: Business) -> None:
    """From 2 February 79.00. On the 16th the battery grows, 93.00 from that day: 14 of 28 days of 14.00 more are 7.00.
    Insurance from 10 March: 6.90 for 23 of 31 days are 5.12. What two people change at once, only the first does; what
    lies in the past needs a reason; what is billed is not undone. Back on 3 April, 2 of 30 days stay of 99.90: 86.80
    and 6.44 are credited."""
    with walked(business) as walk:
        what = rent(business, business.customer(), business.product())
        walk.nights(date(2026, 2, 16))
        contract = contract_of(business, what.contract_id)
        [line] = contract.lines
        dearer = ChangePrice(contract.id, contract.version, line_id=line.id, price=Money.of("93.00"), timing=NOW)
        walk.does(Seat.BACKOFFICE, dearer)
        with pytest.raises(ContractChangedMeanwhile):
            walk.does(Seat.BACKOFFICE, dearer)
        walk.nights(date(2026, 3, 10))
        cover = _insured(contract_of(business, contract.id), today(business))
        with pytest.raises(BackdatingNeedsReason):
            walk.does(Seat.BACKOFFICE, replace(cover, start_on=date(2026, 3, 5)))
        walk.does(Seat.BACKOFFICE, cover)
        walk.nights(date(2026, 3, 12))
        with pytest.raises(ChangeIsBilled):
            walk.does(Seat.BACKOFFICE, UndoChange(contract.id, contract_of(business, contract.id).version))
        walk.nights(date(2026, 4, 3))
        version = contract_of(business, contract.id).version
        walk.does(Seat.BACKOFFICE, CancelContract(contract.id, version, received_on=today(business)))
        walk.does(Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.USED))
        walk.nights(date(2026, 5, 5))
        assert walk.papers() == [
            ("2026-01-31", "invoice", "79.00"),
            ("2026-02-17", "invoice", "7.00"),
            ("2026-03-02", "invoice", "93.00"),
            ("2026-03-11", "invoice", "5.12"),
            ("2026-04-02", "invoice", "99.90"),
            ("2026-04-04", "credit_note", "93.24"),
        ]
        ended = ["cancellation_received_at", "contract_ended", "return_received"]
        assert walk.letters() == [*BEGUN, *["invoice"] * 4, *ended, "credit_note"]
        assert list(walk.holders().values()) == ["to_repair"]
        check_books(business)


def _insured(contract: Contract, start: date) -> AddLine:
    return AddLine(
        contract.id, contract.version, line_id=ContractLineId(uuid4()), title="Diebstahlschutz",
        line_kind=LineKind.SERVICE, price=Money.of("6.90"), start_on=start,
    )  # fmt: skip


def test_process_03_renewals(business: Business) -> None:
    """A company rents for two months, 79.00 each, to 1 April, and is reminded; nobody gives notice, so the same term
    runs again. Notice of 5 April counts for its last day, 1 June. The bike comes two days later: 79.00 for 2 of 30 days
    are 5.27. With consumers nobody may agree on that."""
    terms = ContractTerms(min_term=Interval(Unit.MONTH, 2), notice=Interval(Unit.WEEK, 2), renewal=Renewal.FIXED)
    person = PersonalData("Eva", "Lang", "Kurier GmbH", email="kurier@example.org", address=HOME)
    with walked(business) as walk:
        with pytest.raises(RenewalNotForConsumers):
            business.product(terms=terms)
        bike = business.product(terms=terms, offer=Offer(audience=Audience.COMPANIES))
        company = walk.does(Seat.BACKOFFICE, RegisterCustomer(person, CustomerKind.COMPANY))
        what = rent(business, company, bike)
        walk.nights(date(2026, 4, 5))
        contract = contract_of(business, what.contract_id)
        assert contract.renewed == (Renewed(date(2026, 4, 2), date(2026, 6, 1)),)
        told = [each for each in walk.letters() if each not in ("invoice", *BEGUN)]
        assert told == ["reminder_before_end", "renewed_for_term"]
        walk.does(Seat.BACKOFFICE, CancelContract(contract.id, contract.version, received_on=today(business)))
        assert contract_of(business, contract.id).end_on == date(2026, 6, 2), "the first day that is free"
        walk.nights(date(2026, 6, 3))
        walk.does(Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.USED))
        walk.nights(date(2026, 6, 5))
        assert [gross for _, _, gross in walk.papers()] == [*["79.00"] * 4, "5.27"]
        assert walk.letters()[-4:] == ["return_reminder", "contract_ended", "return_received", "invoice"]
        assert list(walk.holders().values()) == ["to_repair"]
        assert differences(business, contract.id, today(business)) == ()


def test_process_17_one_off_charges(business: Business) -> None:
    """A lost key (19.00) on 20 February is billed in the night after, beside the rent; the second was a mistake and is
    taken back. Back on 5 March, 4 of 31 days stay: 68.81 are credited. On a contract that is over damage (45.00) may
    still be charged, an insurance not."""
    with walked(business) as walk:
        what = rent(business, business.customer(), business.product())
        walk.nights(date(2026, 2, 20))
        for _ in range(2):
            contract = contract_of(business, what.contract_id)
            key = ChargedItem(ContractLineId(uuid4()), "Schlüssel ersetzt", Money.of("19.00"))
            walk.does(Seat.BACKOFFICE, ChargeOnce(contract.id, contract.version, items=(key,), on=today(business)))
        walk.does(Seat.BACKOFFICE, UndoChange(contract.id, contract_of(business, contract.id).version))
        walk.nights(date(2026, 3, 5))
        walk.does(Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.DAMAGED_REPAIRABLE))
        contract = contract_of(business, what.contract_id)
        with pytest.raises(ContractIsOver):
            walk.does(Seat.BACKOFFICE, _insured(contract, today(business)))
        display = ChargedItem(ContractLineId(uuid4()), "Display gebrochen", Money.of("45.00"))
        walk.does(Seat.BACKOFFICE, ChargeOnce(contract.id, contract.version, items=(display,)))
        walk.nights(date(2026, 3, 7))
        assert walk.papers() == [
            ("2026-01-31", "invoice", "79.00"),
            ("2026-02-21", "invoice", "19.00"),
            ("2026-03-02", "invoice", "79.00"),
            ("2026-03-06", "invoice", "45.00"),
            ("2026-03-06", "credit_note", "68.81"),
        ]
        assert walk.letters() == [
            *BEGUN, "charged_once", "charged_once", "invoice", "invoice",
            "charged_once", "contract_ended", "return_received", "credit_note", "invoice",
        ]  # fmt: skip
        assert walk.tasks() == ["damaged_return"]
        assert list(walk.holders().values()) == ["to_repair"]
        check_books(business)
