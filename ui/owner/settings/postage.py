"""Postage: what sending costs by region."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from domain.money import Money
from domain.settings.postage import LONGEST_TITLE, PostageSettings, PostageZone
from ui.language import _, shown_money
from ui.owner.settings.losses import LinesField
from ui.owner.settings.section import Section
from ui.widgets.forms import ChoiceField, MoneyField, WrongEntry

_PARTS: Final = 6
_LEAST: Final = 4


class ZonesField(LinesField):
    """A line for each zone: words on the bill; countries; with VAT; without; postal codes; free from."""

    def value(self) -> tuple[PostageZone, ...]:
        return tuple(self._zone(n, each) for n, each in enumerate(self.lines(), start=1))

    def set_value(self, zones: tuple[PostageZone, ...]) -> None:
        self.set_lines([told(each) for each in zones])

    def _zone(self, number: int, typed: str) -> PostageZone:
        parts = [part.strip() for part in typed.split(";")]
        if not _LEAST <= len(parts) <= _PARTS:
            words = _("Line {number}: words on the bill; countries; with VAT; without VAT; postal codes; free from")
            raise WrongEntry(words.format(number=number))
        title, countries, gross, net, codes, free = [*parts, "", ""][:_PARTS]
        named = _listed(countries.upper())
        if (
            not 0 < len(title) <= LONGEST_TITLE
            or not named
            or not all(len(each) == 2 and each.isalpha() for each in named)
        ):
            words = _("Line {number}: words of at most {most} letters, then countries like DE, AT")
            raise WrongEntry(words.format(number=number, most=LONGEST_TITLE))
        free_from = _amount(number, free) if free else None
        return PostageZone(title, named, _amount(number, gross), _amount(number, net), _listed(codes), free_from)


def told(zone: PostageZone) -> str:
    """As it is typed."""
    amounts = [shown_money(zone.gross), shown_money(zone.net)]
    parts = [zone.title, ", ".join(zone.countries), *amounts]
    if zone.prefixes or zone.free_from is not None:
        parts.append(", ".join(zone.prefixes))
    if zone.free_from is not None:
        parts.append(shown_money(zone.free_from))
    return "; ".join(parts)


def _listed(typed: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in typed.split(",") if each.strip())


def _amount(number: int, typed: str) -> Money:
    field = MoneyField("")
    field.editor.setProperty("text", typed)
    try:
        return field.value()
    except WrongEntry as wrong:
        raise WrongEntry(_("Line {number}: {problem}").format(number=number, problem=wrong)) from wrong
    finally:
        field.deleteLater()


class PostageSection(Section[PostageSettings]):
    """Counts for what is ordered from now on."""

    PLACES: ClassVar[Mapping[str, str]] = {"postage_wrong": "zones"}

    def __init__(self) -> None:
        about = _("What sending an order costs, by country and postal code. It stands on the first bill.")
        super().__init__(_("Postage"), about, "postage")
        hint = _(
            "Words on the bill; countries; price with VAT; price without; beginnings of postal codes; free from."
            " The last two may be left out. The narrowest zone counts."
        )
        self.form.add(zones=ZonesField(_("Zones, one a line"), hint=hint))
        elsewhere = [(True, _("is sent to for nothing")), (False, _("is not sent to: the order is refused"))]
        self.form.add(sends_elsewhere=ChoiceField(_("An address outside of all zones"), elsewhere))
        self.watch()

    def fill(self, value: PostageSettings) -> None:
        known: Sequence[tuple[str, Any]] = (("zones", value.zones), ("sends_elsewhere", value.sends_elsewhere))
        for name, one in known:
            self.form[name].set_value(one)  # type: ignore[attr-defined]  # every field of use has it

    def read(self, values: dict[str, Any]) -> PostageSettings:
        return PostageSettings(values["zones"], values["sends_elsewhere"])
