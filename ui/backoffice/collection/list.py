"""What collection partners have: all cases, what is still open, and what waits for a second person."""

from domain.views.dunning import CaseFilter, CaseRow
from ui.backoffice.dunning.words import CASE_TONES
from ui.backoffice.lists import ListPage, ListSpec
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date
from ui.shell.port import Shell
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column


def collections_page(desk: Desk, shell: Shell) -> ListPage:
    return ListPage(
        shell,
        ListSpec(
            title=_("Collection cases"),
            placeholder=_("Number or customer"),
            columns=_columns(),
            choices=[(each, label(each)) for each in CaseFilter],
            empty=lambda: EmptyState(
                "gavel",
                _("No collection case"),
                _("After the last reminder a claim is handed over on the page of its customer."),
            ),
            ask=lambda words, choice: desk.office.dunning.cases(words, choice or CaseFilter.OPEN),
            topics=frozenset({"collection", "invoices"}),
            open_row=lambda chosen: ("collection_case", chosen.case.number),
        ),
    )


def _columns() -> list[Column[CaseRow]]:
    right = Align.RIGHT
    return [
        Column("number", _("Number"), lambda r: r.case.number, code=True, width=136),
        Column("stage", _("State"), lambda r: r.case.stage, show=label, tone=lambda r: CASE_TONES[r.case.stage],
               width=184),
        Column("name", _("Customer"), lambda r: r.who.name, fills=True),
        Column("customer", _("Customer no."), lambda r: r.who.number, code=True, width=136, yields=4),
        Column("partner", _("Partner"), lambda r: r.case.partner, width=184, yields=2),
        Column("total", _("Given to collection"), lambda r: r.case.total, align=right, width=176, yields=1),
        Column("open", _("Still open"), lambda r: r.open, align=right, width=112),
        Column("fees", _("Fees"), lambda r: r.fees or None, align=right, width=96, yields=5),
        Column("proposed", _("Since"), lambda r: r.case.proposed_on, show=shown_date, width=104, yields=3),
        Column("moved", _("Last step"), lambda r: r.moved_on, show=shown_date, width=112, yields=6),
    ]  # fmt: skip
