"""Checks before shipping: switched on and off, decided in every way, paid for, blocked, looked at by the worker."""

from domain.checks.agree_release import AgreeRelease
from domain.checks.ask_money import AskMoney
from domain.checks.block_customer import BlockCustomer
from domain.checks.change_check_settings import ChangeCheckSettings
from domain.checks.check_again import CheckAgain
from domain.checks.decline_release import DeclineRelease
from domain.checks.drop_money import DropMoney
from domain.checks.facts import Mark
from domain.checks.identity import DocumentSeen
from domain.checks.look_again import LookAgain
from domain.checks.model import MoneyFor
from domain.checks.receive_money import ReceiveMoney
from domain.checks.refuse_order import RefuseOrder
from domain.checks.release_order import ReleaseOrder
from domain.checks.see_identity import SeeIdentity
from domain.checks.settings import CheckRule, CheckSettings, YellowAsks
from domain.checks.verdict import Need
from domain.money import Money
from tests.machines.house.world import Chances, House, Row

NEEDS = ((Need.SCORE,), (Need.SCORE, Need.IDENTITY))
WAITING = "SELECT * FROM umlauf.check_sheet WHERE stage = ANY(%(s)s) ORDER BY number"


def _switch(house: House) -> None:
    """Mostly on: what waits when it is switched off goes on waiting."""
    [row] = house.rows("SELECT count(*) AS n FROM umlauf.setting_change WHERE area = 'checks'")
    rules = (CheckRule(house.one_of(list(NEEDS)), above=Money(house.one_of([0, 50_000]))),)
    asks, most = house.one_of(list(YellowAsks)), house.one_of([5, 10, 30])
    settings = CheckSettings(
        is_on=house.chance(70), rules=rules, yellow_from=most, yellow_asks=asks, two_person_above=Money(100_000)
    )
    house.tries(ChangeCheckSettings(row["n"], settings))


def _waiting(house: House, *stages: str) -> Row | None:
    return house.any_row(WAITING, s=list(stages))


def _decide(house: House) -> None:
    check = _waiting(house, "review", "second", "red")
    if check is None:
        return
    order = check["order_id"]
    deeds = {
        "second": [AgreeRelease(order), AgreeRelease(order), DeclineRelease(order, "nein")],
        "red": [LookAgain(order, "angesehen"), CheckAgain(order), RefuseOrder(order, "Betrug")],
    }
    usual = [
        *[ReleaseOrder(order, "gut")] * 3,
        SeeIdentity(order, DocumentSeen.ID_CARD, "L01X"),
        AskMoney(order, Money(house.between(1, 20_000)), house.one_of(list(MoneyFor)), "zur Sicherheit"),
        CheckAgain(order),
        RefuseOrder(order, "nicht erreichbar"),
    ]
    house.tries(house.one_of(deeds.get(check["stage"], usual)))


def _pay(house: House) -> None:
    check = _waiting(house, "money")
    if check is None:
        return
    missing = max(check["asked_minor"] - check["received_minor"], 0)
    if house.chance(15):
        house.tries(DropMoney(check["order_id"], "doch nicht"))
        return
    amount = house.one_of([missing, missing, missing + 500, max(missing // 2, 1)])
    house.tries(ReceiveMoney(check["order_id"], Money(missing), Money(amount), house.today))


def _block(house: House) -> None:
    customer = house.any_row("SELECT id FROM umlauf.customer ORDER BY number")
    if customer is not None:
        house.tries(BlockCustomer(customer["id"], (house.one_of(list(Mark)),), "zahlt nie", house.today))


STEPS: Chances = ((1, _switch), (18, _decide), (9, _pay), (1, _block))
