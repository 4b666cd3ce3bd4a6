"""The office changes contracts: prices, numbers, rhythms, plans, rests, gifts, charges, days; some are taken back."""

from decimal import Decimal

from domain.contracts.add_line import AddLine
from domain.contracts.change_billing_day import ChangeBillingDay
from domain.contracts.change_interval import ChangeInterval
from domain.contracts.change_payment import ChangePayment
from domain.contracts.change_payment_terms import ChangePaymentTerms
from domain.contracts.change_plan import ChangePlan
from domain.contracts.change_price import ChangePrice
from domain.contracts.change_quantity import ChangeQuantity
from domain.contracts.charge_once import ChargedItem, ChargeOnce
from domain.contracts.effective import BY_DEFAULT, NEXT_PERIOD, NOW
from domain.contracts.end_line import EndLine
from domain.contracts.end_outage import EndOutage
from domain.contracts.give_back_money import GiveBackMoney
from domain.contracts.giving_back import Gift
from domain.contracts.grant_discount import GrantDiscount
from domain.contracts.model import Contract, ContractLine, LineKind
from domain.contracts.move_payment import MovePayment
from domain.contracts.move_start import MoveStart
from domain.contracts.parts import Discount, Duration, DurationKind, GiveBackReason, Pause
from domain.contracts.pause_contract import PauseContract
from domain.contracts.payment import PaymentMethod
from domain.contracts.report_outage import ReportOutage
from domain.contracts.resume_contract import ResumeContract
from domain.contracts.settle_deposit import SettleDeposit
from domain.contracts.undo_change import UndoChange
from domain.ids import ContractLineId
from domain.period import Interval, Unit
from tests.machines.house.world import Chances, House

_INTERVALS = (Interval(Unit.MONTH), Interval(Unit.WEEK, 2), Interval(Unit.MONTH, 3))
_TIMINGS = (BY_DEFAULT, NOW, NEXT_PERIOD)


def _line(house: House, contract: Contract, *kinds: LineKind) -> ContractLine:
    fitting = [line for line in contract.lines if line.kind in kinds]
    return house.one_of(fitting or contract.lines)


def _price(house: House) -> None:
    contract = house.any_contract()
    if contract is None:
        return
    line = _line(house, contract, LineKind.RENTAL, LineKind.SERVICE, LineKind.CONSUMABLE)
    timing, price = house.one_of(_TIMINGS), house.money("150.00")
    if house.chance(70):
        asked = house.day(-40, 5)
        house.changes(ChangePrice, contract, line_id=line.id, price=price, timing=timing, asked_on=asked)
        return
    first = house.one_of([each["day"] for each in _periods(house, contract)] or [house.today])
    house.changes(ChangePayment, contract, line_id=line.id, first_day=first, price=price)


def _periods(house: House, contract: Contract) -> list[dict[str, object]]:
    return house.rows(
        "SELECT DISTINCT b.first_day AS day FROM umlauf.billed_period b JOIN umlauf.contract_line l"
        " ON l.id = b.contract_line_id WHERE l.contract_id = %(id)s ORDER BY 1",
        id=contract.id,
    )


def _quantity(house: House) -> None:
    contract = house.any_contract("active")
    if contract is not None:
        line = _line(house, contract, LineKind.RENTAL, LineKind.SERVICE, LineKind.CONSUMABLE)
        wanted = Decimal(house.between(1, 3))
        house.changes(ChangeQuantity, contract, line_id=line.id, quantity=wanted, timing=house.one_of(_TIMINGS))


def _rhythm(house: House) -> None:
    contract = house.any_contract("active")
    if contract is None:
        return
    if house.chance(50):
        timing = house.one_of(_TIMINGS)
        house.changes(ChangeInterval, contract, interval=house.one_of(_INTERVALS), timing=timing)
    else:
        house.changes(ChangeBillingDay, contract, day=house.between(1, 31))


def _plan(house: House) -> None:
    """To what costs something else, agreed freely or by the catalogue."""
    contract = house.any_contract("active")
    if contract is None:
        return
    line = _line(house, contract, LineKind.RENTAL)
    if house.chance(50):
        price = house.money("150.00")
        house.changes(ChangePlan, contract, line_id=line.id, title="Sondervereinbarung", price=price)
        return
    row = house.any_row("SELECT id, product_id FROM umlauf.plan ORDER BY name, id")
    variant = row and house.any_row("SELECT id FROM umlauf.variant WHERE product_id = %(id)s", id=row["product_id"])
    if row and variant:
        timing = house.one_of(_TIMINGS)
        house.changes(ChangePlan, contract, line_id=line.id, plan_id=row["id"], variant_id=variant["id"], timing=timing)


def _pause(house: House) -> None:
    contract = house.any_contract("active")
    if contract is None:
        return
    first, alone = house.day(-10, 30), house.chance(25)
    resume = None if house.chance(30) else first + (house.day(1, 60) - house.today)
    lines = (house.one_of(contract.lines).id,) if alone else ()
    storage = house.money("9.00") if house.chance(20) else None
    pause = Pause(
        first, resume, to_the_day=house.chance(50), moves_end=house.chance(30), storage_price=storage, line_ids=lines
    )
    house.changes(PauseContract, contract, pause=pause)


def _resume(house: House) -> None:
    contract = house.any_contract("paused")
    if contract is not None:
        house.changes(ResumeContract, contract, resume_on=house.day(-5, 20))


def _outage(house: House) -> None:
    contract = house.any_contract("active", "paused")
    if contract is None:
        return
    line = _line(house, contract, LineKind.RENTAL)
    known = [each for each in contract.outages if each.until is None]
    if known and house.chance(70):
        house.changes(EndOutage, contract, line_id=house.one_of(known).line_id, until=house.day(-1, 3))
    elif house.chance(40) and house.changes(ReportOutage, contract, line_id=line.id, since=house.day(-6, 0)):
        house.reported_missing.add((contract.id, line.id))


def _discount(house: House) -> None:
    contract = house.any_contract("active")
    if contract is None:
        return
    durations = (Duration(DurationKind.ONCE), Duration(DurationKind.PERIODS, 2), Duration(DurationKind.MONTHS, 3))
    kind, number = house.one_of(durations), f"d{house.between(0, 10**9)}"
    if house.chance(50):
        discount = Discount(number, "Treue", percent=Decimal(house.between(1, 100)), duration=kind)
    else:
        off = house.money("50.00")
        if not off:
            return
        discount = Discount(number, "Treue", amount=off, duration=kind, from_on=house.day(-20, 40))
    house.changes(GrantDiscount, contract, discount=discount)


def _goodwill(house: House) -> None:
    contract = house.any_contract()
    if contract is None:
        return
    amount = house.money("30.00") if house.chance(70) else None
    if amount is not None and not amount:
        return
    days = house.billed_days(contract.id)
    house.changes(
        GiveBackMoney, contract, gift=Gift(f"g{house.between(0, 10**9)}", days, amount, GiveBackReason.GOODWILL, ())
    )


def _charge(house: House) -> None:
    contract = house.any_contract()
    if contract is None:
        return
    item = ChargedItem(ContractLineId(house.new_id()), "Display", house.money("90.00"))
    if house.chance(60):
        house.changes(ChargeOnce, contract, items=(item,), on=house.day(-3, 20))
    else:
        kind = house.one_of([LineKind.SERVICE, LineKind.FEE])
        house.changes(
            AddLine, contract, line_id=item.line_id, title="dazu", line_kind=kind, price=item.amount,
            start_on=house.day(-10, 20),
        )  # fmt: skip


def _end_a_line(house: House) -> None:
    contract = house.any_contract("active")
    if contract is not None:
        line = _line(house, contract, LineKind.SERVICE, LineKind.CONSUMABLE)
        house.changes(EndLine, contract, line_id=line.id, last_day=house.day(-5, 40))


def _days(house: House) -> None:
    contract = house.any_contract("active")
    if contract is None or contract.start_on is None:
        return
    if house.chance(50):
        start = contract.start_on + (house.day(-4, 8) - house.today)
        house.changes(MoveStart, contract, start_on=start)
        return
    line = _line(house, contract, LineKind.RENTAL, LineKind.SERVICE)
    first = house.one_of([each["day"] for each in _periods(house, contract)] or [house.today])
    house.changes(MovePayment, contract, line_id=line.id, first_day=first, due_on=house.day(-5, 25))


def _terms(house: House) -> None:
    contract = house.any_contract()
    if contract is not None:
        method = house.one_of(list(PaymentMethod))
        house.changes(ChangePaymentTerms, contract, method=method, days=house.between(0, 30))


def _deposit(house: House) -> None:
    contract = house.any_contract("ended", "bought_out", "withdrawn", "terminated")
    if contract is not None:
        line = _line(house, contract, LineKind.DEPOSIT)
        items = (ChargedItem(ContractLineId(house.new_id()), "Reinigung", house.money("200.00")),)
        house.changes(SettleDeposit, contract, line_id=line.id, items=items if house.chance(40) else ())


def _undo(house: House) -> None:
    contract = house.any_contract("active", "paused", "cancellation_requested", "draft")
    if contract is not None:
        house.tries(UndoChange(contract.id, contract.version))


STEPS: Chances = (
    (3, _price),
    (2, _quantity),
    (2, _rhythm),
    (2, _plan),
    (4, _pause),
    (3, _resume),
    (3, _outage),
    (2, _discount),
    (2, _goodwill),
    (2, _charge),
    (1, _end_a_line),
    (1, _days),
    (1, _terms),
    (3, _deposit),
    (2, _undo),
)
