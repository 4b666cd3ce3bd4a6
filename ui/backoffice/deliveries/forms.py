"""Forms for what a contract delivers by itself: skip one, change it, another rhythm, an extra one."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from domain.contracts.change_quantity import ChangeQuantity
from domain.contracts.changing import ContractChange
from domain.contracts.effective import Timing, When
from domain.contracts.model import ContractLine
from domain.contracts.terms import MONTHLY
from domain.deliveries.change_delivery import ChangeDelivery
from domain.deliveries.change_rhythm import ChangeRhythm
from domain.deliveries.deliver_once import DeliverOnce
from domain.deliveries.give_back_delivery import GiveBackDelivery
from domain.deliveries.restore_delivery import RestoreDelivery
from domain.deliveries.schedule import Delivery, DeliveryState, is_delivered
from domain.deliveries.skip_delivery import SkipDelivery
from domain.ids import ContractLineId
from domain.period import Interval
from ui.backoffice.contracts.changes.kit import Case, ChangeForm, FreeMoneyField, interval_choices
from ui.backoffice.words import shown_interval
from ui.language import _, shown_date
from ui.widgets.forms import ChoiceField, DateField, NumberField

MOST_PIECES: Final = Decimal(999)
Fits = Callable[[Case, Delivery], bool]


def can_skip(_case: Case, each: Delivery) -> bool:
    return each.is_changeable and not each.slot.is_skipped


def can_restore(case: Case, each: Delivery) -> bool:
    """The line alone rests; what rests with the whole contract does not come alone."""
    if each.state is not DeliveryState.SKIPPED:
        return False
    pauses = [pause for pause in case.contract.pauses if each.slot.day in pause.days]
    return any(pause.line_ids == (each.slot.line_id,) for pause in pauses)


def can_give_back(_case: Case, each: Delivery) -> bool:
    return each.state is DeliveryState.MISSED


def can_change(case: Case, each: Delivery) -> bool:
    return can_skip(case, each) and case.contract.line(each.slot.line_id).is_recurring


def fitting(case: Case, fits: Fits) -> list[Delivery]:
    return [each for each in case.page.deliveries if fits(case, each)]


def supplied(case: Case) -> list[ContractLine]:
    """The running lines that deliver every period."""
    return [line for line in case.running if is_delivered(line)]


def delivery_words(case: Case, each: Delivery) -> str:
    line = case.contract.line(each.slot.line_id)
    words = _("{quantity} × {title}").format(quantity=each.slot.quantity, title=line.title_on(each.slot.day))
    return f"{shown_date(each.slot.day)} · {words}"


def delivery_field(case: Case, fits: Fits) -> ChoiceField:
    """Which delivery, as `(line id, first day)`: the one that was pointed at, else the first."""
    choices = [((each.slot.line_id, each.slot.day), delivery_words(case, each)) for each in fitting(case, fits)]
    field = ChoiceField(_("Delivery"), choices)
    pointed = (case.spot.line_id, case.spot.day)
    if any(key == pointed for key, _words in choices):
        field.set_value(pointed)
    return field


class _OneDelivery(ChangeForm):
    """A form about one delivery; the window begins with it."""

    fits: Fits = staticmethod(can_skip)

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.add(delivery=delivery_field(case, self.fits))

    def begin(self) -> None:
        self["delivery"].editor.setFocus()

    def chosen(self) -> Delivery | None:
        """The delivery that stands in the field; None: it is gone, somebody changed the contract meanwhile."""
        key = self["delivery"].value()
        found = (each for each in self.case.page.deliveries if (each.slot.line_id, each.slot.day) == key)
        return next(found, None)

    def _place(self, values: dict[str, Any], reason: str) -> dict[str, Any]:
        """What all these commands say."""
        line_id, day = values["delivery"]
        contract = self.case.contract
        return {
            "contract_id": contract.id,
            "version": contract.version,
            "reason": reason,
            "line_id": line_id,
            "first_day": day,
        }


class SkipForm(_OneDelivery):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.explain(_("This one is neither sent nor charged. The ones after it keep their days."))

    def command(self, values: dict[str, Any], reason: str) -> SkipDelivery:
        return SkipDelivery(**self._place(values, reason))


class RestoreForm(_OneDelivery):
    fits = staticmethod(can_restore)

    def command(self, values: dict[str, Any], reason: str) -> RestoreDelivery:
        return RestoreDelivery(**self._place(values, reason))


class GiveBackForm(_OneDelivery):
    """One that was charged and never sent."""

    fits = staticmethod(can_give_back)

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.explain(_("It is sent no more. To send it late instead, open the tasks."))

    def command(self, values: dict[str, Any], reason: str) -> GiveBackDelivery:
        return GiveBackDelivery(**self._place(values, reason))


class SizeForm(_OneDelivery):
    """More or fewer pieces: in one delivery, or from one on."""

    fits = staticmethod(can_change)

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        only = [(True, _("this delivery alone")), (False, _("this one and all after it"))]
        self.add(quantity=pieces_field(_("Pieces"))).add(only=ChoiceField(_("Which"), only))
        self["delivery"].changed.connect(self._take_over)
        self._take_over()

    def begin(self) -> None:
        self["quantity"].editor.setFocus()

    def command(self, values: dict[str, Any], reason: str) -> ContractChange:
        place = self._place(values, reason)
        if values["only"]:
            return ChangeDelivery(**place, quantity=values["quantity"])
        day = place.pop("first_day")
        asked_on = day if day < self.case.today else None
        timing = Timing(When.ON_DATE, day)
        return ChangeQuantity(**place, quantity=values["quantity"], timing=timing, asked_on=asked_on)

    def _take_over(self) -> None:
        field, chosen = self["quantity"], self.chosen()
        if isinstance(field, NumberField) and chosen is not None:
            field.set_value(chosen.slot.quantity)


class RhythmForm(_OneDelivery):
    """How often one line is delivered, from a delivery on."""

    fits = staticmethod(can_change)

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        line_id, _day = self["delivery"].value()
        now = case.interval(case.contract.line(line_id))
        choices = [(each, words) for each, words in interval_choices() if each != now]
        hint = _("Now: {rhythm}").format(rhythm=shown_interval(now))
        price = FreeMoneyField(
            _("Price of one piece"), currency=case.contract.terms.currency,
            hint=_("Left empty, each delivery costs what it did."),
        )  # fmt: skip
        rhythm = ChoiceField(_("New rhythm"), choices, hint=hint)
        rhythm.set_value(_next_slower(now))
        self.add(interval=rhythm).add(price=price)

    def begin(self) -> None:
        self["interval"].editor.setFocus()

    def command(self, values: dict[str, Any], reason: str) -> ChangeRhythm:
        return ChangeRhythm(**self._place(values, reason), interval=values["interval"], price=values["price"])


def _next_slower(now: Interval) -> Interval:
    """What is offered first: a key pressed too soon must not send every day."""
    known = [each for each, _words in interval_choices() if each is not None]
    return known[min(known.index(now) + 1, len(known) - 1)] if now in known[:-1] else MONTHLY


class ExtraForm(ChangeForm):
    """One delivery in between; the rhythm stays."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        choices = [(line.id, line.title_on(case.today)) for line in supplied(case)]
        self._new = ContractLineId(case.new_id())
        which = ChoiceField(_("What"), choices)
        if any(key == case.spot.line_id for key, _words in choices):
            which.set_value(case.spot.line_id)
        quantity = pieces_field(_("Pieces"))
        quantity.set_value(1)
        price = FreeMoneyField(
            _("Price of one piece"), currency=case.contract.terms.currency,
            hint=_("Left empty, it costs what a regular delivery costs on that day."),
        )  # fmt: skip
        first = max(case.today, case.contract.start_on or case.today)
        self.add(like=which).add(quantity=quantity, day=DateField(_("At the customer's on"), first))
        self.add(price=price)

    def begin(self) -> None:
        self["quantity"].editor.setFocus()

    def command(self, values: dict[str, Any], reason: str) -> DeliverOnce:
        contract = self.case.contract
        return DeliverOnce(
            contract.id, contract.version, reason, line_id=self._new, like_id=values["like"],
            quantity=values["quantity"], on=values["day"], price=values["price"],
        )  # fmt: skip


def pieces_field(words: str) -> NumberField:
    return NumberField(words, least=Decimal(1), most=MOST_PIECES, places=0)


def why_none(fits: Fits, words: Callable[[], str]) -> Callable[[Case], str]:
    """An obstacle: no delivery that this could be done to."""

    def why_not(case: Case) -> str:
        return "" if fitting(case, fits) else words()

    return why_not


def why_no_extra(case: Case) -> str:
    return "" if supplied(case) else _("nothing is delivered regularly")
