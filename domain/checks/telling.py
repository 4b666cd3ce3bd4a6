"""What a customer hears of a check: what is needed, that it goes on, or that there will be no contract."""

from datetime import timedelta
from typing import Final

from domain.checks.model import MoneyFor, OrderCheck
from domain.messages.contract_letter import LetterKind, Told
from domain.ports import Unit

_MONEY: Final = {MoneyFor.DEPOSIT: LetterKind.ORDER_NEEDS_DEPOSIT, MoneyFor.AHEAD: LetterKind.ORDER_NEEDS_MONEY}


def tell_money(check: OrderCheck, pay_within: int, unit: Unit) -> None:
    if check.asked is None or check.asked_for is None:
        return
    days = {"until": unit.today() + timedelta(days=pay_within)}
    told = Told(_MONEY[check.asked_for], days, {"amount": check.missing}, texts={"order": check.number})
    unit.letters.promise(check.contract_id, told)


def tell(check: OrderCheck, kind: LetterKind, unit: Unit, **texts: str) -> None:
    unit.letters.promise(check.contract_id, Told(kind, texts={"order": check.number, **texts}))
