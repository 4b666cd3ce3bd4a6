"""Quotes: how long they stand, when somebody is reminded, and when a stranger is forgotten."""

from collections.abc import Mapping
from typing import Any, ClassVar

from domain.settings.quotes import LEAST_KEPT, MOST_DAYS, MOST_KEPT, QuoteSettings
from ui.language import _
from ui.owner.fields import WholeField
from ui.owner.settings.section import Section
from ui.widgets.forms import ChoiceField


class QuoteSection(Section[QuoteSettings]):
    """What a new quote begins with; each may be given another last day."""

    PLACES: ClassVar[Mapping[str, str]] = {"quote_settings_wrong": "remind_days"}

    def __init__(self) -> None:
        about = _("For quotes from now on. Whether reminders are sent at all is switched with the letters, too.")
        super().__init__(_("Quotes"), about, "quotes")
        hint = _("So many days before the last one; 0: nobody is reminded.")
        self.form.add(
            valid_days=WholeField(_("Valid for (days)"), least=1, most=MOST_DAYS),
            remind_days=WholeField(_("Reminder before the end (days)"), least=0, most=MOST_DAYS - 1, hint=hint),
        )
        kept = _("The name and mail address of somebody who never became a customer are erased then.")
        self.form.add(
            keeps_goods=ChoiceField(
                _("Goods of a new quote"), [(False, _("are not kept")), (True, _("are kept until it ends"))]
            ),
            forget_days=WholeField(
                _("Strangers are forgotten after (days)"), least=LEAST_KEPT, most=MOST_KEPT, hint=kept
            ),
        )
        self.watch()

    def fill(self, value: QuoteSettings) -> None:
        for name in ("valid_days", "remind_days", "keeps_goods", "forget_days"):
            self.form[name].set_value(getattr(value, name))  # type: ignore[attr-defined]  # every field of use has it

    def read(self, values: dict[str, Any]) -> QuoteSettings:
        days = (values["valid_days"], values["remind_days"])
        return QuoteSettings(*days, values["keeps_goods"], values["forget_days"])
