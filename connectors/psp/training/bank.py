"""The training bank as a provider: settles, fails, loses answers, sends back, under the clock of the house."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from connectors.psp.training.behaviour import Behaviour, behaviour_of
from connectors.psp.training.ledger import BankFile, Charge, State, Told
from domain.clock import Clock, legal_day
from domain.contracts.payment import PaymentMethod
from domain.money import Currency, Money
from domain.payments.abilities import ABILITIES
from domain.payments.outside import Movement
from domain.payments.provider import (
    Abilities,
    Answer,
    AttemptId,
    ChargeOrder,
    Collected,
    Heard,
    MethodToken,
    News,
    Outcome,
    PayBackOrder,
    ProviderDown,
    ProviderName,
    SetupAnswer,
    SetupOrder,
)
from domain.payments.reasons import Reason, ReasonClass

_CAN: Final = ABILITIES[ProviderName.TRAINING]
_BACK_AFTER: Final = timedelta(days=5)
_SLOW: Final = timedelta(days=2)
_MORNING: Final = time(7, 0, tzinfo=UTC)
_AT_ONCE: Final = {
    Behaviour.NO_FUNDS: ReasonClass.NO_FUNDS,
    Behaviour.REFUSED: ReasonClass.REFUSED_BY_PAYER,
    Behaviour.ENDED: ReasonClass.METHOD_ENDED,
}


class TrainingBank:
    """`domain.payments.provider.Provider`. `seed` decides by chance how payers without a magic token behave."""

    def __init__(self, file: BankFile, clock: Clock, seed: str = "umlauf") -> None:
        self._file, self._clock, self._seed = file, clock, seed

    @property
    def name(self) -> ProviderName:
        return ProviderName.TRAINING

    @property
    def can(self) -> Abilities:
        return _CAN

    def collect(self, orders: Sequence[ChargeOrder]) -> Collected:
        """Raises ProviderDown: one of these payers makes the bank go down, once."""
        with self._file.opened() as state:
            fresh = [each for each in orders if str(each.key) not in state.charges]
            down = [each for each in fresh if self._behaviour(each) is Behaviour.DOWN]
            cut = [each for each in down if str(each.key) not in state.unreachable]
            state.unreachable += [str(each.key) for each in cut]
            if not cut:
                for each in fresh:
                    self._take(each, state)
                return Collected({each.key: self._first_answer(each, state) for each in orders})
        raise ProviderDown(provider=self.name)

    def look_up(self, key: AttemptId, _ref: str) -> Answer | None:
        with self._file.opened() as state:
            self._ripen(state)
            charge = state.charges.get(str(key))
            return None if charge is None else _answer(charge)

    def pay_back(self, order: PayBackOrder) -> Answer:
        with self._file.opened() as state:
            known = state.paid_back.get(str(order.key))
            if known is not None:
                return Answer(Outcome(known["status"]), known["ref"])
            charge = state.charges.get(str(order.charge_key))
            if charge is None or charge.minor - charge.back_minor < order.amount.minor:
                return Answer(Outcome.FAILED, reason=Reason(ReasonClass.OUR_DATA, "more_than_charged"))
            charge.back_minor += order.amount.minor
            ref = f"tb_{state.id}_back_{len(state.paid_back) + 1}"
            kept = {"status": Outcome.PAID_BACK.value, "ref": ref, "minor": order.amount.minor}
            on = legal_day(self._clock.now()).isoformat()
            state.paid_back[str(order.key)] = {**kept, "key": charge.key, "on": on}
            return Answer(Outcome.PAID_BACK, ref)

    def set_up(self, order: SetupOrder) -> SetupAnswer:
        """The payer goes to a link; `sign` is what they do there."""
        with self._file.opened() as state:
            kept = state.setups.setdefault(str(order.key), {"kind": order.kind.value, "token": "", "name": order.name})
            return _setup(str(order.key), kept)

    def look_up_setup(self, key: UUID, _ref: str) -> SetupAnswer | None:
        with self._file.opened() as state:
            kept = state.setups.get(str(key))
            return None if kept is None else _setup(str(key), kept)

    def listen(self, cursor: str) -> Heard:
        with self._file.opened() as state:
            self._ripen(state)
            whose, _dot, count = cursor.partition(".")
            start = int(count) if whose == state.id else 0
            return Heard([_news(each, state) for each in state.told[start:]], f"{state.id}.{len(state.told)}")

    def sign(self, key: UUID, token: str) -> None:
        """The payer leaves a card or an account behind the link. Raises LookupError: there is no such link."""
        with self._file.opened() as state:
            kept = state.setups.get(str(key))
            if kept is None:
                raise LookupError(str(key))
            kept["token"] = token
            self._tell(state, self._clock.now(), "setup", str(key), Outcome.SETTLED)

    def confirm(self, key: AttemptId) -> None:
        """The payer confirms a charge behind its link. Raises LookupError: there is none."""
        with self._file.opened() as state:
            charge = state.charges.get(str(key))
            if charge is None:
                raise LookupError(str(key))
            self._tell(state, self._clock.now(), "charge", str(key), Outcome.SETTLED)

    def statement(self) -> list[Movement]:
        """What moved, the newest first. Changes nothing, so that a window may look while the worker works."""
        state = self._file.seen()
        self._ripen(state)
        found = [
            Movement(date.fromisoformat(each.collect_on), each.purpose, _money(each), _masked(each.token))
            for each in state.charges.values()
            if each.status in (Outcome.SETTLED, Outcome.RETURNED)
        ]
        for told in state.told:
            if told.what == "charge" and told.status == Outcome.RETURNED:
                charge = state.charges[told.key]
                day = legal_day(datetime.fromisoformat(told.at))
                found.append(Movement(day, charge.purpose, -_money(charge), _masked(charge.token)))
        for back in state.paid_back.values():
            charge = state.charges[back["key"]]
            amount = Money(-back["minor"], Currency(charge.currency))
            found.append(Movement(date.fromisoformat(back["on"]), charge.purpose, amount, _masked(charge.token)))
        return sorted(found, key=lambda each: each.on, reverse=True)

    def _behaviour(self, order: ChargeOrder) -> Behaviour:
        return behaviour_of(order.method.token, str(order.key), order.collect_on, self._seed)

    def _take(self, order: ChargeOrder, state: State) -> None:
        key, now = str(order.key), self._clock.now()
        is_debit = order.method.kind is PaymentMethod.DIRECT_DEBIT
        behaviour, token = self._behaviour(order), order.method.token
        state.tried[token] = state.tried.get(token, 0) + 1
        reason = _AT_ONCE.get(behaviour)
        if behaviour is Behaviour.NO_FUNDS_FIRST and state.tried[token] == 1:
            reason = ReasonClass.NO_FUNDS
        ref = f"tb_{state.id}_{len(state.charges) + 1}"
        about = (order.amount.minor, order.amount.currency, order.purpose, legal_day(now).isoformat())
        charge = Charge(key, ref, token, *about, order.collect_on.isoformat(), Outcome.PENDING.value)
        state.charges[key] = charge
        at = max(now, datetime.combine(order.collect_on, _MORNING)) if is_debit else now
        if behaviour is Behaviour.CONFIRM:
            charge.status = Outcome.NEEDS_CUSTOMER.value
            return
        if behaviour is Behaviour.SLOW:
            at += _SLOW
        if behaviour is Behaviour.LOST:
            charge.status = Outcome.SETTLED.value
            return
        self._schedule(state, at, key, Outcome.SETTLED if reason is None else Outcome.FAILED, reason)
        if behaviour is Behaviour.RETURNED:
            self._schedule(state, at + _BACK_AFTER, key, Outcome.RETURNED, ReasonClass.NO_FUNDS)
        self._ripen(state)

    def _first_answer(self, order: ChargeOrder, state: State) -> Answer:
        charge = state.charges[str(order.key)]
        if self._behaviour(order) is Behaviour.LOST:
            return Answer(Outcome.UNKNOWN)
        return _answer(charge)

    def _schedule(
        self, state: State, at: datetime, key: str, outcome: Outcome, reason: ReasonClass | None = None
    ) -> None:
        number = len(state.coming) + len(state.told) + 1
        told = Told(
            f"tb_{state.id}_ev_{number}",
            at.isoformat(),
            "charge",
            key,
            outcome.value,
            "" if reason is None else reason.value,
        )
        state.coming.append(told)

    def _tell(self, state: State, at: datetime, what: str, key: str, outcome: Outcome) -> None:
        number = len(state.coming) + len(state.told) + 1
        state.coming.append(Told(f"tb_{state.id}_ev_{number}", at.isoformat(), what, key, outcome.value))
        self._ripen(state)

    def _ripen(self, state: State) -> None:
        """What was to come and whose time has come has happened."""
        now = self._clock.now()
        ripe = [each for each in state.coming if datetime.fromisoformat(each.at) <= now]
        ripe.sort(key=lambda each: datetime.fromisoformat(each.at))
        for each in ripe:
            state.coming.remove(each)
            state.told.append(each)
            if each.what == "charge":
                state.charges[each.key].status = each.status
                state.charges[each.key].reason = each.reason


def _money(charge: Charge) -> Money:
    return Money(charge.minor, Currency(charge.currency))


def _masked(token: str) -> str:
    return f"•••• {token[-4:]}"


def _answer(charge: Charge) -> Answer:
    outcome = Outcome(charge.status)
    link = f"training:confirm/{charge.key}" if outcome is Outcome.NEEDS_CUSTOMER else ""
    reason = Reason(ReasonClass(charge.reason), charge.reason) if charge.reason else None
    on = date.fromisoformat(charge.collect_on) if outcome is Outcome.SETTLED else None
    return Answer(outcome, charge.ref, reason, on, link=link)


def _setup(key: str, kept: dict[str, str]) -> SetupAnswer:
    kind = PaymentMethod(kept["kind"])
    if not kept["token"]:
        return SetupAnswer(Outcome.NEEDS_CUSTOMER, f"tb_setup_{key}", link=f"training:setup/{key}")
    token = MethodToken(kind, kept["token"], holder=kept["name"])
    return SetupAnswer(Outcome.SETTLED, f"tb_setup_{key}", token, f"•••• {kept['token'][-4:]}")


def _news(told: Told, state: State) -> News:
    at = datetime.fromisoformat(told.at)
    if told.what == "setup":
        setup = _setup(told.key, state.setups[told.key])
        return News(ProviderName.TRAINING, told.event_id, at, setup=setup, setup_key=UUID(told.key))
    charge = state.charges[told.key]
    reason = Reason(ReasonClass(told.reason), told.reason) if told.reason else None
    answer = Answer(Outcome(told.status), charge.ref, reason, legal_day(at))
    return News(ProviderName.TRAINING, told.event_id, at, answer, AttemptId(UUID(told.key)), charge.ref)
