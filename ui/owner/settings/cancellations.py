"""Cancellations: the reasons to choose from in two groups, and what may be offered to those who might stay."""

from typing import Any

from domain.settings.cancellations import CancellationSettings, Retention
from ui.cancellation_words import REASONS, cancel_reason_words
from ui.labels import label
from ui.language import _
from ui.owner.settings.section import Section
from ui.widgets.forms import ChoiceField, TextField


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
        words = [(False, _("is not offered")), (True, _("may be offered"))]
        self.form.add(
            **{
                each.value: ChoiceField(label(each), words, hint=hint if each is Retention.PAUSE else "")
                for each in Retention
            }
        )
        self.watch()

    def fill(self, value: CancellationSettings) -> None:
        known = {
            "customer_reasons": _lines(value.customer_reasons),
            "our_reasons": _lines(value.our_reasons),
            **{each.value: each in value.offers for each in Retention},
        }
        for name, one in known.items():
            self.form[name].set_value(one)  # type: ignore[attr-defined]  # every field of use has it

    def read(self, values: dict[str, Any]) -> CancellationSettings:
        offers = tuple(each for each in Retention if values[each.value])
        return CancellationSettings(_codes(values["customer_reasons"]), _codes(values["our_reasons"]), offers)


def _lines(reasons: tuple[str, ...]) -> str:
    return "\n".join(cancel_reason_words(each) for each in reasons)


def _codes(typed: str) -> tuple[str, ...]:
    """One a line; what is a reason of the program's own keeps its code."""
    codes = {cancel_reason_words(code): code for code in reversed(list(REASONS))}
    lines = [" ".join(each.split()) for each in typed.splitlines() if each.strip()]
    return tuple(codes.get(each, each) for each in lines)
