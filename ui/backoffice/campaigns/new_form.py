"""The fields of a new change of price, with days that the law allows."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from domain.contracts.price_campaign import DAYS_TO_OBJECT, InTerm, Rounding, earliest_day
from domain.period import add_months
from ui.labels import label
from ui.language import _, shown_date
from ui.owner.fields import CheckField
from ui.widgets.forms import ChoiceField, DateField, Form, NumberField, TextField

PERCENT, PRICES = "percent", "prices"
FIELDS: Final = (
    "title", "how", "percent", "rounding", "effective_on", "object_until", "in_term", "before", "before_day",
)  # fmt: skip
_SIX_WEEKS: Final = timedelta(days=42)


def first_day(today: date) -> date:
    """The first of a month, at least six weeks ahead."""
    start = today + _SIX_WEEKS
    return start if start.day == 1 else add_months(start.replace(day=1), 1)


def campaign_form(today: date) -> Form:
    effective_on = first_day(today)
    form = Form()
    form.add(title=TextField(_("Title"), required=True, longest=120, hint=_("For your own lists.")))
    hows = [(PERCENT, _("by a percentage")), (PRICES, _("a new price for each plan"))]
    form.add(how=ChoiceField(_("Prices change"), hows))
    percent = NumberField(_("Per cent"), least=Decimal("-99.99"), most=Decimal(1000), hint=_("Below zero: cheaper."))
    rounding = ChoiceField(_("Rounded"), [(each, label(each)) for each in Rounding])
    form.add(percent=percent, rounding=rounding)
    earliest = _("Dearer: {day} at the earliest.").format(day=shown_date(earliest_day(today)))
    form.add(
        effective_on=DateField(_("Holds from"), effective_on, hint=earliest),
        object_until=DateField(
            _("Objections until"), max(effective_on - DAYS_TO_OBJECT, today + DAYS_TO_OBJECT),
            hint=_("The last day in time."),
        ),
    )  # fmt: skip
    in_term = [(each, label(each)) for each in InTerm]
    hint = _("A price agreed for a term stays until its end, unless the contract says otherwise.")
    form.add(in_term=ChoiceField(_("Dearer inside a minimum term"), in_term, hint=hint))
    before_day = DateField(_("Began before"), today)
    form.add(before=CheckField(_("Only older contracts"), _("that began before a day")), before_day=before_day)
    return form
