"""SEPA direct debits by files: a person, or a program of the bank, carries them there and brings the answers back."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from typing import Final

import schwifty

from connectors.psp.sepa.pain008 import MOST_MINOR, Debit, written
from domain.banking.days import TargetDays, earliest_collection, open_from
from domain.banking.debit_files import Carried, Creditor, FileShelf
from domain.clock import Clock, today
from domain.contracts.payment import PaymentMethod
from domain.money import EUR
from domain.payments.abilities import ABILITIES
from domain.payments.provider import (
    Abilities,
    Answer,
    AttemptId,
    ChargeOrder,
    Collected,
    CollectionFile,
    Heard,
    Outcome,
    PayBackOrder,
    ProviderName,
    ProviderRefusesUs,
    SetupAnswer,
    SetupOrder,
)
from domain.payments.reasons import Reason, ReasonClass

_CAN: Final = ABILITIES[ProviderName.SEPA_FILES]


class SepaFiles:
    """`domain.payments.provider.Provider`. What banks answer comes by the files that are read in, not by `listen`.

    `creditor` None: the owner has not entered who collects.
    """

    def __init__(
        self, creditor: Callable[[], Creditor | None], shelf: FileShelf, target: TargetDays, clock: Clock
    ) -> None:
        self._creditor, self._shelf, self._target, self._clock = creditor, shelf, target, clock

    @property
    def name(self) -> ProviderName:
        return ProviderName.SEPA_FILES

    @property
    def can(self) -> Abilities:
        return _CAN

    def collect(self, orders: Sequence[ChargeOrder]) -> Collected:
        """One file of all orders that are in none yet. It is kept before anybody hears that it was made.

        Raises ProviderRefusesUs: nobody entered who collects. Unavailable: the file could not be kept.
        """
        creditor = self._creditor()
        if creditor is None:
            raise ProviderRefusesUs(provider=self.name)
        known = self._shelf.carried([each.key for each in orders])
        answers = {key: _pending(carried) for key, carried in known.items()}
        debits: dict[AttemptId, Debit] = {}
        earliest = earliest_collection(today(self._clock), creditor.lead_days, self._target)
        for order in orders:
            if order.key in known or order.key in debits:
                continue
            wrong = _wrong(order)
            if wrong is not None:
                answers[order.key] = Answer(Outcome.FAILED, reason=wrong)
            else:
                debits[order.key] = self._debit(order, earliest)
        if not debits:
            return Collected(answers)
        made = written(list(debits.values()), creditor, _made_at(list(debits), earliest))
        file = CollectionFile(f"{made.message_id}.xml", made.message_id, made.content)
        self._shelf.keep(file, made.orders)
        for one in made.orders:
            answers[one.attempt_id] = Answer(Outcome.PENDING, ref=one.end_to_end, on=one.collect_on)
        return Collected(answers, (file,))

    def look_up(self, key: AttemptId, _ref: str) -> Answer | None:
        """Whether it is in a file; what the bank says of it comes by its answers."""
        carried = self._shelf.carried([key]).get(key)
        return None if carried is None else _pending(carried)

    def pay_back(self, _order: PayBackOrder) -> Answer:
        """Money goes back by transfer; a bank takes no order for that here."""
        return Answer(Outcome.FAILED, reason=Reason(ReasonClass.OUR_DATA, "pays_not_back"))

    def set_up(self, order: SetupOrder) -> SetupAnswer:
        """A mandate is signed on paper or in the portal, nobody else is asked."""
        return SetupAnswer(Outcome.FAILED, ref=str(order.key), reason=Reason(ReasonClass.OUR_DATA, "no_setup"))

    def look_up_setup(self, _key: object, _ref: str) -> SetupAnswer | None:
        return None

    def listen(self, cursor: str) -> Heard:
        return Heard(cursor=cursor)

    def _debit(self, order: ChargeOrder, earliest: date) -> Debit:
        mandate = order.method.mandate
        if mandate is None:
            raise AssertionError("checked before")
        return Debit(
            order.key,
            order.amount,
            order.method.token.replace(" ", "").upper(),
            order.method.holder,
            mandate.reference,
            mandate.signed_on,
            max(open_from(order.collect_on, self._target), earliest),
            order.purpose,
            order.method.bic.upper(),
            mandate.scheme,
            mandate.sequence,
            mandate.other_account,
        )


def _pending(carried: Carried) -> Answer:
    return Answer(Outcome.PENDING, ref=carried.order.end_to_end, on=carried.order.collect_on)


def _wrong(order: ChargeOrder) -> Reason | None:
    """What no bank would take, said before one is asked."""
    if order.method.kind is not PaymentMethod.DIRECT_DEBIT or order.amount.currency != EUR:
        return Reason(ReasonClass.OUR_DATA, "AG01")
    if not 0 < order.amount.minor <= MOST_MINOR:
        return Reason(ReasonClass.OUR_DATA, "AM01")
    if order.method.mandate is None or not order.method.mandate.reference:
        return Reason(ReasonClass.NO_MANDATE, "MD01")
    if not is_iban(order.method.token):
        return Reason(ReasonClass.METHOD_WRONG, "AC01")
    if order.method.bic and not schwifty.BIC(order.method.bic, allow_invalid=True).is_valid:
        return Reason(ReasonClass.OUR_DATA, "RC01")
    return None


def is_iban(text: str) -> bool:
    """Country, length, form and check digits. Source: ISO 13616."""
    return bool(schwifty.IBAN(text, allow_invalid=True).is_valid)


def _made_at(keys: Sequence[AttemptId], collect_on: date) -> datetime:
    """When the newest of them was asked for, as its id says; so the same orders make the same file at any hour."""
    moments = [each.int >> 80 for each in keys if each.version == 7]
    if not moments:
        return datetime.combine(collect_on, time(0), UTC)
    return datetime.fromtimestamp(max(moments) // 1000, UTC)
