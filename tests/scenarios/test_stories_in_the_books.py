"""Stories once more on a real Postgres: by the commands of the back office, billed by the worker's nights."""

from datetime import date
from operator import itemgetter
from typing import Any

from domain.application import Seat
from domain.billing.bill_customers import CustomersBilled
from domain.contracts.change_plan import ChangePlan
from domain.contracts.changing import ContractChange
from domain.contracts.parts import Pause, PauseReason
from domain.contracts.pause_contract import PauseContract
from domain.contracts.resume_contract import ResumeContract
from domain.contracts.undo_change import UndoChange
from domain.money import Money
from tests.storage.business import Business
from tests.storage.trade import Rented, bill, check_books, contract_of, differences, invoices, lines, rent, today


def does(business: Business, rented: Rented, kind: type[ContractChange], **values: Any) -> None:
    contract = contract_of(business, rented.contract_id)
    business.do(Seat.BACKOFFICE, kind(contract.id, contract.version, "so besprochen", **values))


def nights(business: Business, until: date) -> None:
    while today(business) < until:
        business.pass_days(1)
        assert isinstance(bill(business), CustomersBilled)


def told(business: Business, since: int) -> list[tuple[str, str, int, int, int, list[tuple[str, str, str, int]]]]:
    """Every document after the first ones: day, kind, net, VAT, gross, and its lines."""
    return [
        (
            each["issued_on"],
            each["kind"],
            each["net"],
            each["vat"],
            each["gross"],
            [(line["reason"], line["first"], line["last"], line["amount"]) for line in lines(business, each["number"])],
        )
        for each in sorted(invoices(business), key=itemgetter("issued_on"))[since:]
    ]


def test_a_bike_in_the_workshop_costs_nothing_there(business: Business) -> None:
    """79.00 from 2 February on, 28 days to 1 March. In the workshop from 12 to 21 February: 10 days stay until the
    11th, 79.00 · 10/28 = 28.21, so 50.79 goes back (42.68 + 8.11); from the 22nd on 8 days, 79.00 · 8/28 = 22.57
    (18.97 + 3.60). 2 March is 79.00 (66.39 + 12.61) again.
    """
    rented = rent(business, business.customer(), business.product())
    assert contract_of(business, rented.contract_id).start_on == date(2026, 2, 2)
    nights(business, date(2026, 2, 12))
    does(
        business,
        rented,
        PauseContract,
        pause=Pause(date(2026, 2, 12), to_the_day=True, reason=PauseReason.REPAIR),
    )
    nights(business, date(2026, 2, 22))
    does(business, rented, ResumeContract, resume_on=date(2026, 2, 22))
    nights(business, date(2026, 3, 3))
    assert told(business, since=1) == [
        ("2026-02-13", "credit_note", 4268, 811, 5079, [("pause_credit", "2026-02-12", "2026-03-01", 5079)]),
        ("2026-02-23", "invoice", 1897, 360, 2257, [("part_period", "2026-02-22", "2026-03-01", 2257)]),
        ("2026-03-02", "invoice", 6639, 1261, 7900, [("recurring", "2026-03-02", "2026-04-01", 7900)]),
    ]
    assert differences(business, rented.contract_id, today(business)) == ()
    check_books(business)


def test_a_swap_that_was_a_mistake_is_taken_back_and_a_real_one_is_billed(business: Business) -> None:
    """On 12 February the dearer plan is chosen for the wrong customer and taken back: nothing is written. On the 20th
    it is meant: 18 of 28 days stay, 79.00 · 18/28 = 50.79, 28.21 goes back; 10 days of 99.00 are 35.36: 7.15 more,
    6.01 + 1.14.
    """
    rented = rent(business, business.customer(), business.product())
    nights(business, date(2026, 2, 12))
    line_id = contract_of(business, rented.contract_id).lines[0].id
    larger = {"line_id": line_id, "title": "E-Bike groß", "price": Money.of("99")}
    does(business, rented, ChangePlan, **larger)
    contract = contract_of(business, rented.contract_id)
    business.do(Seat.BACKOFFICE, UndoChange(contract.id, contract.version))
    nights(business, date(2026, 2, 20))
    assert len(invoices(business)) == 1
    does(business, rented, ChangePlan, **larger)
    business.pass_days(1)
    bill(business)
    swap = [("change_credit", "2026-02-20", "2026-03-01", -2821), ("change_charge", "2026-02-20", "2026-03-01", 3536)]
    assert told(business, since=1) == [("2026-02-21", "invoice", 601, 114, 715, swap)]
    bill(business)
    assert len(invoices(business)) == 2
    check_books(business)
