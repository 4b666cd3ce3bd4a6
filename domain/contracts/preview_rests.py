"""Events of a preview beside the lines: pauses, discounts, money given back, and the ways in which a contract ends."""

from collections.abc import Callable
from typing import Final

from domain.contracts.deadlines import end_after_notice
from domain.contracts.edits import discounted
from domain.contracts.effective import When
from domain.contracts.ending import bought, thing_returned, withdrawn
from domain.contracts.giving_back import Gift, given_back
from domain.contracts.model import Contract, LineKind
from domain.contracts.parts import GiveBackReason, Pause
from domain.contracts.pausing import paused, resumed, term_end
from domain.contracts.preview_contract import contract_start
from domain.contracts.preview_discounts import DISCOUNT_KEYS, read_discount
from domain.contracts.preview_source import Edit, EventSource, read_period
from domain.contracts.terms import Renewal
from domain.ids import ContractLineId
from domain.money import Money
from domain.period import ONE_DAY


def _pause(source: EventSource) -> Edit:
    members = source.members
    resume_on, price, moves = members.day("resume"), members.get("storage_price"), members.get("moves_end")
    when = source.timing()
    if resume_on is not None and resume_on <= source.on:
        members.at("resume").refuse("the pause would end before it begins")
    pause = Pause(
        from_on=when.day or source.on,
        resume_on=resume_on,
        to_the_day=when.when is When.NOW,
        moves_end=moves is not None and moves.flag(),
        storage_price=None if price is None else price.money(source.currency),
    )

    def edit(contract: Contract, notes: list[str]) -> Contract:
        until = "until further notice" if resume_on is None else f"up to and including {resume_on - ONE_DAY}"
        if pause.storage_price is not None:
            stored = f"{pause.storage_price.decimal()} a period is charged for storage"
            notes.append(f"From {pause.from_on} on {stored}, {until}.")
        elif pause.to_the_day:
            notes.append(f"Nothing is charged from {pause.from_on} on, {until}.")
        else:
            notes.append(f"The periods that begin from {pause.from_on} on are not charged, {until}.")
        return paused(contract, pause)

    return edit


def _resume(source: EventSource) -> Edit:
    def edit(contract: Contract, notes: list[str]) -> Contract:
        notes.append(f"The pause ends; periods that begin from {source.on} on are charged again.")
        return resumed(contract, source.on)

    return edit


def _discount(source: EventSource) -> Edit:
    inner = source.members.get("discount")
    members = source.members if inner is None else inner.object(DISCOUNT_KEYS)
    discount = read_discount(members, f"discount-{source.number}", source.names, source.currency, source.on)

    def edit(contract: Contract, notes: list[str]) -> Contract:
        notes.append(f"{discount.title} is taken off periods that begin from {discount.from_on} on.")
        return discounted(contract, discount)

    return edit


def _goodwill(source: EventSource) -> Edit:
    line_id = source.line() if source.members.get("line") is not None else None
    amount = source.members.required("amount").money(source.currency)
    return _give_back(source, GiveBackReason.GOODWILL, () if line_id is None else (line_id,), amount)


def _refund(source: EventSource) -> Edit:
    amount = source.members.get("amount")
    given = None if amount is None else amount.money(source.currency)
    return _give_back(source, GiveBackReason.REFUND, (source.line(),), given)


def _give_back(
    source: EventSource, reason: GiveBackReason, lines: tuple[ContractLineId, ...], amount: Money | None
) -> Edit:
    node = source.members.required("period")

    def edit(contract: Contract, notes: list[str]) -> Contract:
        period = read_period(node, contract, lines[0] if lines else None)
        changed = given_back(contract, Gift(f"{reason}-{source.number}", period, amount, reason, lines))
        back = sum(each.amount.minor for each in changed.given_back[len(contract.given_back) :] if each.amount)
        notes.append(
            f"{Money(back, source.currency).decimal()} are given back for {period.first_day} to {period.last_day}."
        )
        return changed

    return edit


def _cancel(source: EventSource) -> Edit:
    received_on = source.members.day("received") or source.on
    wanted = source.members.day("wanted_end")

    def edit(contract: Contract, notes: list[str]) -> Contract:
        start_on = contract_start(contract)
        last_term_day = term_end(contract)
        last_day = end_after_notice(contract.terms, start_on, received_on, wanted, last_term_day)
        if contract.end_on is not None and contract.end_on - ONE_DAY < last_day:
            last_day = contract.end_on - ONE_DAY
        reason = "the notice period"
        if last_day == last_term_day:
            reason = "the minimum term"
        elif contract.terms.renewal is Renewal.FIXED:
            reason = "the renewed term"
        if wanted is not None and last_day == wanted:
            reason = "the wanted day"
        notes.append(f"Notice received on {received_on} ends the contract with {last_day} ({reason}).")
        return contract.cancelled(received_on, last_day)

    return edit


def _end(source: EventSource) -> Edit:
    last_day = source.members.required("last_day").day()

    def edit(contract: Contract, notes: list[str]) -> Contract:
        notes.append(f"The contract ends with {last_day}.")
        return contract.ended(last_day)

    return edit


def _withdraw(source: EventSource) -> Edit:
    received_on = source.members.day("received") or source.on

    def edit(contract: Contract, notes: list[str]) -> Contract:
        notes.append(f"The withdrawal received on {received_on} gives back all that was charged within 14 days.")
        return withdrawn(contract, received_on, source.kind)

    return edit


def _buyout(source: EventSource) -> Edit:
    line_id = source.rented()
    price = source.members.required("price").money(source.currency)
    name = f"{source.members.required('line').text()}-buyout"
    if name in source.names.ids:
        source.members.at("line").refuse("this thing is bought already")
    sale_id = source.names.new(name, LineKind.BUYOUT, source.names.vat_paths[line_id])

    def edit(contract: Contract, notes: list[str]) -> Contract:
        title = contract.line(line_id).title_on(source.on)
        changed = bought(contract, line_id, sale_id, source.on, price)
        notes.append(f"{title} is sold for {price.decimal()} on {source.on}; its rent ends the day before.")
        if changed.end_on != contract.end_on and changed.end_on is not None:
            notes.append(f"With it the contract ends with {changed.end_on - ONE_DAY}.")
        return changed

    return edit


def _return(source: EventSource) -> Edit:
    line_id = source.rented()

    def edit(contract: Contract, notes: list[str]) -> Contract:
        changed = thing_returned(contract, line_id, source.on)
        notes.append(
            f"{contract.line(line_id).title_on(source.on)} is back and charged up to and including {source.on}."
        )
        if changed.end_on != contract.end_on and changed.end_on is not None:
            notes.append(f"With it the contract ends with {changed.end_on - ONE_DAY}.")
        return changed

    return edit


RESTS: Final[dict[str, tuple[tuple[str, ...], Callable[[EventSource], Edit]]]] = {
    "pause": (("resume", "when", "storage_price", "moves_end"), _pause),
    "resume": ((), _resume),
    "discount": (("discount", *DISCOUNT_KEYS), _discount),
    "goodwill": (("amount", "period", "line"), _goodwill),
    "refund": (("line", "period", "amount"), _refund),
    "cancel": (("received", "wanted_end"), _cancel),
    "end": (("last_day",), _end),
    "withdraw": (("received",), _withdraw),
    "buyout": (("line", "price"), _buyout),
    "return": (("line",), _return),
}
