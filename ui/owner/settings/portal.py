"""The customers' pages: what customers do themselves, and where the pages are."""

from collections.abc import Mapping
from typing import Any, ClassVar

from domain.settings.portal import LONGEST_PAUSE, PortalSettings, Service
from ui.labels import label
from ui.language import _
from ui.owner.fields import WholeField
from ui.owner.settings.section import Section
from ui.widgets.forms import ChoiceField, TextField


class PortalSection(Section[PortalSettings]):
    """One choice for each service; what the law opens to everybody is not among them."""

    PLACES: ClassVar[Mapping[str, str]] = {"portal_address_wrong": "address", "portal_pause_wrong": "longest_pause"}

    def __init__(self) -> None:
        about = _(
            "What customers may do themselves, and where their pages are."
            " What the law lets everybody declare is always open."
        )
        super().__init__(_("Customers' pages"), about, "portal")
        hint = _("For links in letters, such as https://kunden.example. Empty: letters hold the code alone.")
        self.form.add(
            address=TextField(_("Address of the pages"), hint=hint, longest=300),
            imprint=TextField(_("Page with the imprint"), longest=300),
            privacy=TextField(_("Page about privacy"), longest=300),
            longest_pause=WholeField(_("Longest pause (days)"), least=1, most=LONGEST_PAUSE),
        )
        words = [(True, _("customers do it themselves")), (False, _("only the office does it"))]
        self.form.add(**{f"service_{each.value}": ChoiceField(label(each), words) for each in Service})
        self.watch()

    def fill(self, value: PortalSettings) -> None:
        known: dict[str, Any] = {
            "address": value.address,
            "imprint": value.imprint,
            "privacy": value.privacy,
            "longest_pause": value.longest_pause,
            **{f"service_{each.value}": value.is_open(each) for each in Service},
        }
        for name, one in known.items():
            self.form[name].set_value(one)  # type: ignore[attr-defined]  # every field of use has it

    def read(self, values: dict[str, Any]) -> PortalSettings:
        closed = tuple(each for each in Service if not values[f"service_{each.value}"])
        pages = (values["address"].strip(), values["imprint"].strip(), values["privacy"].strip())
        return PortalSettings(closed, values["longest_pause"], *pages)
