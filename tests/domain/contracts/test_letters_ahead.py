"""Which letters a change sends: foretold by the functions that send them, and only those the change causes."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from domain.contracts.cancel_contract import CancelContract
from domain.contracts.change_price import ChangePrice
from domain.contracts.changing import ContractChange, applied
from domain.contracts.keep_contract import KeepContract
from domain.contracts.letters_ahead import Moment, letters_of
from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion
from domain.contracts.parts import Pause
from domain.contracts.pause_contract import PauseContract
from domain.contracts.status import Status
from domain.contracts.terminate_contract import TerminateContract
from domain.contracts.terms import ContractTerms
from domain.contracts.withdraw_contract import WithdrawContract
from domain.customers.model import CustomerKind
from domain.ids import ContractId, ContractLineId, CustomerId
from domain.messages.contract_letter import LetterKind
from domain.money import Money
from domain.period import Interval, Unit

LINE = ContractLineId(UUID(int=1))
START, TODAY = date(2026, 1, 1), date(2026, 1, 10)
AT = datetime(2026, 1, 10, 9, 30, tzinfo=UTC)


def contract() -> Contract:
    line = ContractLine(LINE, 1, "Rad", LineKind.RENTAL, "standard", (LineVersion(None, Money.of("50"), Decimal(1)),))
    ids = (ContractId(UUID(int=7)), "CT-1", CustomerId(UUID(int=8)), None)
    return Contract(*ids, ContractTerms(notice=Interval(Unit.MONTH)), (line,), Status.ACTIVE, START, START)


def told(kind: type[ContractChange], of: Contract | None = None, reason: str = "", **values: object) -> list[object]:
    before = of or contract()
    command = kind(before.id, before.version, reason, **values)
    found = letters_of(command, before, applied(command, before, TODAY), Moment(TODAY, CustomerKind.CONSUMER, AT))
    return [(each.on, each.told.kind) for each in found]


def test_a_price_sends_nothing() -> None:
    assert told(ChangePrice, line_id=LINE, price=Money.of("60")) == []


def test_notice_is_confirmed_to_the_minute_and_its_end_is_told() -> None:
    found = told(CancelContract, received_on=TODAY)
    assert found[0] == (TODAY, LetterKind.CANCELLATION_RECEIVED_AT)
    assert found[-1] == (date(2026, 2, 11), LetterKind.CONTRACT_ENDED)


def test_an_end_by_us_and_a_withdrawal_are_told_at_once() -> None:
    assert told(TerminateContract, reason="zwei Mieten offen")[0] == (TODAY, LetterKind.ENDED_BY_US)
    assert told(WithdrawContract, received_on=TODAY)[0] == (TODAY, LetterKind.WITHDRAWAL_RECEIVED)


def test_a_pause_tells_its_first_day_and_the_day_after() -> None:
    pause = Pause(date(2026, 3, 1), date(2026, 5, 1))
    assert told(PauseContract, pause=pause) == [
        (date(2026, 3, 1), LetterKind.PAUSE_STARTED),
        (date(2026, 5, 1), LetterKind.PAUSE_ENDED),
    ]


def test_notice_taken_back_tells_nothing_more() -> None:
    before = contract()
    ended = applied(CancelContract(before.id, before.version, received_on=TODAY), before, TODAY)
    assert told(KeepContract, ended) == []


def test_letters_count_what_is_out_and_the_last_one_waits_for_it() -> None:
    before = contract()
    command = CancelContract(before.id, before.version, received_on=TODAY)
    moment = Moment(TODAY, CustomerKind.CONSUMER, AT, {LINE: 1})
    found = letters_of(command, before, applied(command, before, TODAY), moment)
    kinds = [each.told.kind for each in found]
    assert LetterKind.REMINDER_OF_GOODS in kinds
    assert LetterKind.REMINDER_BEFORE_END not in kinds
    assert [(each.on, each.told.kind) for each in found if each.once_back] == [
        (date(2026, 2, 11), LetterKind.CONTRACT_ENDED)
    ]
    assert kinds.count(LetterKind.CONTRACT_ENDED) == 1
