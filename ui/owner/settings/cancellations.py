"""Cancellations: the reasons to choose from in two groups, and what may be offered to those who might stay."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from domain.settings.cancellations import CancellationSettings, Retention
from ui.cancellation_words import REASONS, cancel_reason_words
from ui.labels import label
from ui.language import _
from ui.owner.settings.section import Section
from ui.widgets.base import column
from ui.widgets.forms import Field, TextField


class OffersField(Field[tuple[Retention, ...]]):
    """Any of the offers, or none."""

    def __init__(self, words: str, *, hint: str = "") -> None:
        around = QWidget()
        super().__init__(words, around, hint)
        self.ticks = {each: QCheckBox(label(each)) for each in Retention}
        around.setLayout(column(*self.ticks.values(), gap=4))
        for tick in self.ticks.values():
            tick.toggled.connect(self._on_toggled)

    def value(self) -> tuple[Retention, ...]:
        return tuple(each for each, tick in self.ticks.items() if tick.isChecked())

    def set_value(self, offers: tuple[Retention, ...]) -> None:
        for each, tick in self.ticks.items():
            tick.setChecked(each in offers)

    def _on_toggled(self, _is_on: bool) -> None:
        self.changed.emit()


class CancellationSection(Section[CancellationSettings]):
    """What people choose from when they match a declaration from now on."""

    def __init__(self) -> None:
        about = _("Why contracts end, and what may be offered. A declaration is kept whatever is offered.")
        super().__init__(_("Cancellations"), about, "cancellations")
        self.form.add(
            customer_reasons=TextField(_("Reasons that lie with the customer"), required=True, lines=7, longest=3000),
            our_reasons=TextField(_("Reasons that lie with us"), required=True, lines=7, longest=3000),
        )
        hint = _("Shown beside a declaration whose contract is known, to whoever speaks with the customer.")
        self.form.add(offers=OffersField(_("What may be offered"), hint=hint))
        self.watch()

    def fill(self, value: CancellationSettings) -> None:
        known = {
            "customer_reasons": _lines(value.customer_reasons),
            "our_reasons": _lines(value.our_reasons),
            "offers": value.offers,
        }
        for name, one in known.items():
            self.form[name].set_value(one)  # type: ignore[attr-defined]  # every field of use has it

    def read(self, values: dict[str, Any]) -> CancellationSettings:
        return CancellationSettings(_codes(values["customer_reasons"]), _codes(values["our_reasons"]), values["offers"])


def _lines(reasons: tuple[str, ...]) -> str:
    return "\n".join(cancel_reason_words(each) for each in reasons)


def _codes(typed: str) -> tuple[str, ...]:
    """One a line; what is a reason of the program's own keeps its code."""
    codes = {cancel_reason_words(code): code for code in reversed(list(REASONS))}
    lines = [" ".join(each.split()) for each in typed.splitlines() if each.strip()]
    return tuple(codes.get(each, each) for each in lines)
