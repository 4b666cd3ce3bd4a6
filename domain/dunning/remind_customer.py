"""The letters of one customer: written with what they claim, promised to the outbox, and each item at its next level.

What is claimed (costs, interest, a lump sum) is a one-off on the contract's timeline, outside the scope of VAT: the
difference bills it as any other charge, and gives it back when the line goes. There is no second way onto the books.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.billing.tax import LATE_PAYMENT
from domain.clock import Clock
from domain.contracts.about import About, ChargeCause
from domain.contracts.charge_once import ChargedItem, ChargeOnce
from domain.dunning.book import Charged
from domain.dunning.model import PREFIX, Notice, NoticeId
from domain.dunning.planning import outlook
from domain.dunning.settings import LetterText, name_in
from domain.dunning.touching import touched_by
from domain.ids import ContractId, ContractLineId, CustomerId
from domain.messages.contract_letter import LetterKind, Told
from domain.money import Money
from domain.ports import Unit

LETTERS = {
    LetterText.FRIENDLY: LetterKind.DUNNING_FRIENDLY,
    LetterText.REMINDER: LetterKind.DUNNING_REMINDER,
    LetterText.SECOND: LetterKind.DUNNING_SECOND,
    LetterText.LAST: LetterKind.DUNNING_LAST,
}
_TITLES = {
    "de": {
        ChargeCause.DUNNING_FEE: "Mahnkosten zu {notice}",
        ChargeCause.DEFAULT_INTEREST: "Verzugszinsen zu {invoices}",
        ChargeCause.DEFAULT_LUMP_SUM: "Verzugspauschale zu {invoices}",
    },
    "en": {
        ChargeCause.DUNNING_FEE: "Costs of reminder {notice}",
        ChargeCause.DEFAULT_INTEREST: "Default interest on {invoices}",
        ChargeCause.DEFAULT_LUMP_SUM: "Lump sum for the late payment of {invoices}",
    },
}
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class RemindCustomer(Command):
    """Writes nothing where nothing is due: asked twice, it does its work once."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    customer_id: CustomerId


@dataclass(frozen=True, slots=True)
class CustomerReminded(Event):
    """`contract_ids`: those on which something is to be billed now."""

    customer_id: CustomerId
    notices: tuple[str, ...]
    contract_ids: tuple[ContractId, ...]

    def touched(self) -> Iterable[str]:
        return touched_by(self.customer_id)


def remind_customer(command: RemindCustomer, unit: Unit, _clock: Clock) -> CustomerReminded:
    """Raises UnknownCustomer."""
    account = unit.dunning.account(command.customer_id)
    planned = outlook(account, unit.settings.dunning().value, unit.today())
    language = unit.customers.get(command.customer_id).language
    numbers, contracts = [], []
    for notice in planned.notices:
        notice_id, number = NoticeId(unit.new_id()), unit.numbers.next_code(PREFIX)
        charged = _charged(notice, number, language, unit)
        unit.dunning.add_notice(notice_id, number, notice, charged)
        unit.letters.tell(command.customer_id, _told(notice, number, language), notice_id)
        numbers.append(number)
        contracts += [] if charged is None else [charged.contract_id]
    return CustomerReminded(command.customer_id, tuple(numbers), tuple(contracts))


def _told(notice: Notice, number: str, language: str) -> Told:
    amounts = {"debt": notice.debt, "claims": notice.claims + notice.earlier, "to_pay": notice.to_pay}
    texts = {"notice": number, "level": name_in(language, notice.text, notice.level_name)}
    return Told(LETTERS[notice.text], {"pay_until": notice.pay_until}, amounts, texts=texts)


def _charged(notice: Notice, number: str, language: str, unit: Unit) -> Charged | None:
    """One line a kind, on the contract of the oldest item that has one; None: it claims nothing."""
    known = [each.item.contract_id for each in notice.items if each.item.contract_id is not None]
    if not notice.claims or not known:
        return None
    contract = unit.contracts.get(known[0])
    texts = _TITLES["de" if language == "de" else "en"]
    items = [
        _item(unit, cause, texts[cause].format(notice=number, invoices=invoices), amount)
        for cause, amount, invoices in _causes(notice)
        if amount
    ]
    change = ChargeOnce(contract.id, contract.version, items=tuple(items))
    unit.contracts.save(change.edited(contract, unit.today()))
    return Charged(contract.id, tuple(each.line_id for each in items))


def _item(unit: Unit, cause: ChargeCause, title: str, amount: Money) -> ChargedItem:
    item = ChargedItem(ContractLineId(unit.new_id()), title, amount, LATE_PAYMENT)
    return replace(item, about=About(cause))


def _causes(notice: Notice) -> Sequence[tuple[ChargeCause, Money, str]]:
    interest = _named([each.item.number for each in notice.items if each.interest])
    lump_sum = _named([each.item.number for each in notice.items if each.lump_sum])
    return (
        (ChargeCause.DUNNING_FEE, notice.fee, ""),
        (ChargeCause.DEFAULT_INTEREST, notice.interest, interest),
        (ChargeCause.DEFAULT_LUMP_SUM, notice.lump_sum, lump_sum),
    )


def _named(numbers: list[str]) -> str:
    more = len(numbers) - _MOST_NAMED
    return ", ".join(numbers[:_MOST_NAMED]) + (f" (+{more})" if more > 0 else "")
