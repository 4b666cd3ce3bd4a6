"""Forms for parts of a bundle that came back, or did not, when no scan told it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from domain.contracts.bundle import BundlePart
from domain.contracts.keep_part import KeepPart
from domain.contracts.model import ContractLine
from domain.contracts.return_part import ReturnPart
from domain.ids import ContractLineId, VariantId
from ui.backoffice.contracts.changes.deed import Deed
from ui.backoffice.contracts.changes.kit import Case, ChangeForm
from ui.language import N_, _, shown_date
from ui.widgets.forms import ChoiceField, DateField

Choice = tuple[tuple[ContractLineId, VariantId], str]


def parts_out(case: Case) -> list[Choice]:
    """The parts of bundles that are still charged."""
    return [
        ((line.id, part.variant_id), f"{part.title} · {line.title_on(case.today)}")
        for line, part, out, _since in _parts(case)
        if out
    ]


def parts_back(case: Case) -> list[Choice]:
    """The parts of bundles that are noted as back."""
    words = _("{part}, not charged since {day}")
    return [
        ((line.id, part.variant_id), words.format(part=part.title, day=shown_date(since)))
        for line, part, _out, since in _parts(case)
        if since is not None
    ]


def _parts(case: Case) -> Iterator[tuple[ContractLine, BundlePart, int, Any]]:
    """Line, part, how many of it are out, and since when the one that was noted last is away (None: all are there)."""
    for line in case.running:
        if line.bundle is None:
            continue
        day = case.today + timedelta(days=1)
        for part, out in line.bundle.out(line.taken_on(day), day):
            away = [b for b in line.bundle.back if b.variant_id == part.variant_id and b.again_on is None]
            yield line, part, int(out), away[-1].from_on if away else None


class ReturnPartForm(ChangeForm):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.add(part=ChoiceField(_("Bundle part"), parts_out(case)))
        self.add(last_day=DateField(_("Last day that is charged"), case.spot.day or case.today))

    def command(self, values: dict[str, Any], reason: str) -> ReturnPart:
        contract, (line_id, variant_id) = self.case.contract, values["part"]
        return ReturnPart(
            contract.id,
            contract.version,
            reason,
            line_id=line_id,
            variant_id=variant_id,
            last_day=values["last_day"],
        )


class KeepPartForm(ChangeForm):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.add(part=ChoiceField(_("Bundle part"), parts_back(case)))
        ways = [(False, _("It never came back")), (True, _("It is with the customer again from a day on"))]
        self.add(again=ChoiceField(_("What is right"), ways))
        self.add(from_on=DateField(_("First day that is charged again"), case.spot.day or case.today))
        self.settle()

    def settle(self) -> None:
        self["from_on"].setVisible(bool(self["again"].value()))

    def command(self, values: dict[str, Any], reason: str) -> KeepPart:
        contract, (line_id, variant_id) = self.case.contract, values["part"]
        from_on = values["from_on"] if values["again"] else None
        return KeepPart(contract.id, contract.version, reason, line_id=line_id, variant_id=variant_id, from_on=from_on)


def _out(case: Case) -> str:
    return "" if parts_out(case) else _("no part of a bundle is out")


def _back(case: Case) -> str:
    return "" if parts_back(case) else _("no part of a bundle is noted as back")


def bundle_deeds(group: str) -> tuple[Deed, ...]:
    """For the menu of changes."""
    return (
        Deed(
            "ReturnPart",
            group,
            N_("Part of a bundle is back"),
            N_("It came and nobody scanned it: from the day after, only what is left is charged."),
            ReturnPartForm,
            _out,
        ),
        Deed(
            "KeepPart",
            group,
            N_("Part of a bundle is not back"),
            N_("A return was noted that was none, or the customer has the part again."),
            KeepPartForm,
            _back,
        ),
    )
