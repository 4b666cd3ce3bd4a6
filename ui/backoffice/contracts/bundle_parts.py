"""The parts of what is rented as one: a row for each piece, with the thing that serves it or since when it is back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.contracts.bundle import Bundle, BundlePart
from domain.contracts.model import ContractLine
from domain.period import ONE_DAY
from domain.views.office_rows import ContractPage, HeldRow
from ui.backoffice.parts import SmallTable
from ui.language import _, shown_date
from ui.widgets.card import Card
from ui.widgets.table import Column


@dataclass(frozen=True, slots=True)
class PieceRow:
    """`code` "" when no thing of ours serves it now; `state` then says why."""

    part: str
    code: str
    state: str = ""


class BundleCard(Card):
    """Hidden for a contract without bundles."""

    def __init__(self) -> None:
        super().__init__(_("Parts of the bundle"))
        self.table = SmallTable(_columns(), _("No parts."), name=_("Parts of the bundle"), most=10)
        self.add(self.table)
        self.hide()

    def show_page(self, page: ContractPage, today: date) -> None:
        rows = [row for line in page.contract.lines for row in pieces_of(page, line, today)]
        self.table.set_rows(rows)
        self.setVisible(bool(rows))


def pieces_of(page: ContractPage, line: ContractLine, today: date) -> Iterator[PieceRow]:
    """One row a piece of a bundle's line."""
    bundle = line.bundle
    if bundle is None or not line.is_recurring:
        return
    span = page.contract.span(line)
    is_over = span is not None and span.end is not None and span.end <= today
    day = today if page.contract.start_on is None else max(today, page.contract.start_on)
    for part in bundle.parts:
        wanted = int(part.pieces * max(line.taken_on(day)))
        held = [row for row in page.held if row.line_id == line.id and row.variant_id == part.variant_id]
        there = [row for row in held if row.until is None]
        for row in there:
            yield PieceRow(part.title, row.code)
        back = _backs(bundle, part, day)
        for since in back:
            yield PieceRow(part.title, "", since)
        for _n in range(wanted - len(there) - len(back)):
            yield PieceRow(part.title, "", _missing(held, is_over=is_over))


def _backs(bundle: Bundle, part: BundlePart, day: date) -> list[str]:
    away = [each for each in bundle.back if each.variant_id == part.variant_id]
    return [
        _("back since {day}").format(day=shown_date(each.from_on - ONE_DAY))
        for each in away
        if each.again_on is None or day < each.again_on
    ]


def _missing(held: list[HeldRow], *, is_over: bool) -> str:
    if is_over:
        return _("is back")
    return _("is on its way or in repair") if held else _("nothing of it is out")


def _columns() -> list[Column[PieceRow]]:
    return [
        Column("part", _("Bundle part"), lambda row: row.part, fills=True),
        Column("thing", _("Served by"), lambda row: row.code or row.state, width=184),
    ]
