"""Orders to collect, and a shelf in memory."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID, uuid5

from domain.banking.debit_files import Carried, CarriedOrder, Creditor, DebitFileId
from domain.contracts.payment import PaymentMethod
from domain.money import Money
from domain.payments.provider import (
    AttemptId,
    ChargeOrder,
    CollectionFile,
    DebitSequence,
    MandateTerms,
    MethodToken,
    Scheme,
)

IBAN = "DE89370400440532013000"
CREDITOR = Creditor("Radwerk Berlin GmbH", "NL41MOCK0000000001", "DE98ZZZ09999999999", "MOCKNL2AXXX")


def order(
    n: int,
    amount: str = "79.00",
    iban: str = IBAN,
    holder: str = "Jörg Weiß & Söhne",
    collect_on: date = date(2026, 2, 6),
    scheme: Scheme = Scheme.CORE,
    sequence: DebitSequence = DebitSequence.RECURRING,
) -> ChargeOrder:
    mandate = MandateTerms(f"RB-M-{n}", date(2026, 1, 15), scheme, sequence)
    token = MethodToken(PaymentMethod.DIRECT_DEBIT, iban, holder=holder, mandate=mandate)
    return ChargeOrder(key(n), token, Money.of(amount), f"Rechnung R-2026-{n:06d}", collect_on)


def key(n: int) -> AttemptId:
    return AttemptId(uuid5(UUID(int=7), str(n)))


class Shelf:
    """`domain.banking.debit_files.FileShelf`."""

    def __init__(self) -> None:
        self.files: list[CollectionFile] = []
        self.orders: dict[AttemptId, Carried] = {}

    def carried(self, attempts: Sequence[AttemptId]) -> Mapping[AttemptId, Carried]:
        return {each: self.orders[each] for each in attempts if each in self.orders}

    def keep(self, file: CollectionFile, orders: Sequence[CarriedOrder]) -> None:
        self.files.append(file)
        file_id = DebitFileId(uuid5(UUID(int=8), file.message_id))
        for each in orders:
            assert each.attempt_id not in self.orders
            self.orders[each.attempt_id] = Carried(file_id, file.message_id, each)
