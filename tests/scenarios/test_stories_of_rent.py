"""Stories from the counter, billed by hand on paper first: swaps, repairs, deliveries, a buyout. Gross prices, 19 %."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from domain.contracts.change_payment import ChangePayment
from domain.contracts.change_plan import ChangePlan
from domain.contracts.effective import NEXT_PERIOD
from domain.contracts.end_line import EndLine
from domain.contracts.ending import bought
from domain.contracts.model import LineKind
from domain.contracts.parts import Cycle, Pause, PauseReason
from domain.contracts.pause_contract import PauseContract
from domain.contracts.resume_contract import ResumeContract
from domain.ids import ContractLineId
from domain.period import Interval, Unit
from tests.domain.billing.timelines import a_contract, a_line, euro
from tests.scenarios.story import Line, Paper, Story

FULL = ("19", "66.39", "12.61")
"""79.00 / 1.19 = 66.3866, so 66.39 net and 12.61 VAT."""


def test_two_mothers_swap_their_strollers_as_the_children_grow() -> None:
    """Mia takes the pushchair for 35.00 instead of the carrycot for 29.00 on 20 June. Dearer, so at once: of the 30
    days from 10 June to 9 July the first 10 stay 29.00 · 10/30 = 9.67, so 19.33 goes back; 20 days of 35.00 are 23.33.
    One invoice over 4.00: 4.00 / 1.19 = 3.36 net.

    Lena wants the sibling wagon for 49.00 with the next month: nothing happens on 12 May, 1 June costs 49.00.
    29.00 / 1.19 = 24.37; 35.00 / 1.19 = 29.41; 49.00 / 1.19 = 41.18.
    """
    mia = Story(a_contract(date(2026, 5, 10), a_line(price="29.00")))
    pushchair = {"line_id": mia.contract.lines[0].id, "title": "Sportwagen", "price": euro("35")}
    mia.does(date(2026, 6, 20), ChangePlan, **pushchair)
    mia.nights(date(2026, 7, 31))
    first = Line(1, "recurring", date(2026, 5, 10), date(2026, 6, 9), "29.00")
    second = first._replace(first_day=date(2026, 6, 10), last_day=date(2026, 7, 9))
    swap = (
        Line(1, "change_credit", date(2026, 6, 20), date(2026, 7, 9), "-19.33"),
        Line(1, "change_charge", date(2026, 6, 20), date(2026, 7, 9), "23.33"),
    )
    third = Line(1, "recurring", date(2026, 7, 10), date(2026, 8, 9), "35.00")
    assert mia.papers == [
        Paper(date(2026, 5, 10), "invoice", (first,), (("19", "24.37", "4.63"),), "29.00"),
        Paper(date(2026, 6, 10), "invoice", (second,), (("19", "24.37", "4.63"),), "29.00"),
        Paper(date(2026, 6, 21), "invoice", swap, (("19", "3.36", "0.64"),), "4.00"),
        Paper(date(2026, 7, 10), "invoice", (third,), (("19", "29.41", "5.59"),), "35.00"),
    ]
    assert mia.contract.lines[0].title_on(date(2026, 6, 20)) == "Sportwagen"

    lena = Story(a_contract(date(2026, 5, 1), a_line(price="29.00")))
    wagon = {"line_id": lena.contract.lines[0].id, "title": "Geschwisterwagen", "price": euro("49")}
    lena.does(date(2026, 5, 12), ChangePlan, **wagon, timing=NEXT_PERIOD)
    lena.nights(date(2026, 6, 1))
    june = Line(1, "recurring", date(2026, 6, 1), date(2026, 6, 30), "49.00")
    assert lena.since(date(2026, 5, 2)) == [
        Paper(date(2026, 6, 1), "invoice", (june,), (("19", "41.18", "7.82"),), "49.00")
    ]


def test_a_bike_goes_through_repair() -> None:
    """79.00 from 5 May to 4 June, 31 days. In the workshop from 18 May on, nobody knows for how long: 13 days stay,
    79.00 · 13/31 = 33.13, and 45.87 goes back. On 28 May it is fetched: 8 days, 79.00 · 8/31 = 20.39.
    45.87: 38.55 net, 7.32 VAT; 20.39: 17.13 net, 3.26 VAT. Paid for May: 53.52 = 79.00 · 21/31, to the cent.
    """
    bike = Story(a_contract(date(2026, 4, 5)))
    rest = Pause(date(2026, 5, 18), to_the_day=True, reason=PauseReason.REPAIR)
    bike.does(date(2026, 5, 18), PauseContract, pause=rest)
    bike.does(date(2026, 5, 28), ResumeContract, resume_on=date(2026, 5, 28))
    bike.nights(date(2026, 6, 5))
    back = Line(1, "pause_credit", date(2026, 5, 18), date(2026, 6, 4), "45.87")
    again = Line(1, "part_period", date(2026, 5, 28), date(2026, 6, 4), "20.39")
    june = Line(1, "recurring", date(2026, 6, 5), date(2026, 7, 4), "79.00")
    assert bike.since(date(2026, 5, 6)) == [
        Paper(date(2026, 5, 19), "credit_note", (back,), (("19", "38.55", "7.32"),), "45.87"),
        Paper(date(2026, 5, 29), "invoice", (again,), (("19", "17.13", "3.26"),), "20.39"),
        Paper(date(2026, 6, 5), "invoice", (june,), (FULL,), "79.00"),
    ]
    assert bike.paid == 7900 + 5352 + 7900


def test_an_espresso_machine_with_beans_every_three_weeks_and_insurance() -> None:
    """Machine 39.00 (32.77 + 6.23) and insurance 4.90 (exempt) by the month, beans 24.00 (7 %: 22.43 + 1.57) on 1 and
    22 September, 13 October and 3 November. In October they are away: that delivery costs nothing. From 24 November
    on there are no more beans, and the machine goes on.
    """
    beans = a_line(2, LineKind.CONSUMABLE, "24.00", vat="reduced")
    insurance = a_line(3, LineKind.SERVICE, "4.90", vat="exempt")
    contract = a_contract(date(2026, 9, 1), a_line(1, price="39.00"), beans, insurance)
    contract = replace(contract, cycles=(Cycle(None, Interval(Unit.WEEK, 3), line_id=beans.id),))
    cafe = Story(contract)
    away = {"line_id": beans.id, "first_day": date(2026, 10, 13), "price": euro("0")}
    cafe.does(date(2026, 10, 5), ChangePayment, **away)
    cafe.does(date(2026, 11, 10), EndLine, line_id=beans.id, last_day=date(2026, 11, 23))
    cafe.nights(date(2026, 12, 31))

    def month(first: date, last: date) -> tuple[Line, Line]:
        return Line(1, "recurring", first, last, "39.00"), Line(3, "recurring", first, last, "4.90")

    def delivery(first: date, last: date, amount: str = "24.00") -> Line:
        return Line(2, "recurring", first, last, amount)

    machine = (("19", "32.77", "6.23"), ("0", "4.90", "0.00"))
    food = (("7", "22.43", "1.57"),)
    september = month(date(2026, 9, 1), date(2026, 9, 30))
    first = delivery(date(2026, 9, 1), date(2026, 9, 21))
    assert cafe.papers == [
        Paper(
            date(2026, 9, 1),
            "invoice",
            (september[0], first, september[1]),
            (machine[0], food[0], machine[1]),
            "67.90",
        ),
        Paper(date(2026, 9, 22), "invoice", (delivery(date(2026, 9, 22), date(2026, 10, 12)),), food, "24.00"),
        Paper(date(2026, 10, 1), "invoice", month(date(2026, 10, 1), date(2026, 10, 31)), machine, "43.90"),
        Paper(
            date(2026, 10, 13),
            "invoice",
            (delivery(date(2026, 10, 13), date(2026, 11, 2), "0.00"),),
            (("7", "0.00", "0.00"),),
            "0.00",
        ),
        Paper(date(2026, 11, 1), "invoice", month(date(2026, 11, 1), date(2026, 11, 30)), machine, "43.90"),
        Paper(date(2026, 11, 3), "invoice", (delivery(date(2026, 11, 3), date(2026, 11, 23)),), food, "24.00"),
        Paper(date(2026, 12, 1), "invoice", month(date(2026, 12, 1), date(2026, 12, 31)), machine, "43.90"),
    ]


def test_a_cello_is_bought_after_a_year() -> None:
    """55.00 a month since 15 September 2025. On 20 September 2026 the pupil buys it for 900.00: the rent ends with the
    19th, 5 of 30 days, 55.00 · 5/30 = 9.17, so 45.83 of the month paid on the 15th goes back on the same invoice.
    900.00 - 45.83 = 854.17; / 1.19 = 717.79 net. Twelve months, 9.17 and 900.00 were paid in all.
    """
    pupil = Story(a_contract(date(2025, 9, 15), a_line(price="55.00")))
    pupil.nights(date(2026, 9, 20))
    line = pupil.contract.lines[0]
    pupil.becomes(bought(pupil.contract, line.id, ContractLineId(UUID(int=9)), date(2026, 9, 20), euro("900")))
    pupil.nights(date(2027, 9, 30))
    back = Line(1, "end_credit", date(2026, 9, 20), date(2026, 10, 14), "-45.83")
    sale = Line(2, "buyout", date(2026, 9, 20), date(2026, 9, 20), "900.00")
    assert pupil.since(date(2026, 9, 16)) == [
        Paper(date(2026, 9, 21), "invoice", (back, sale), (("19", "717.79", "136.38"),), "854.17")
    ]
    assert len(pupil.papers) == 14
    assert pupil.paid == 12 * 5500 + 917 + 90000
    assert pupil.contract.end_on == date(2026, 9, 20)
