"""All repair orders: what is open, what is late, what is with others."""

from typing import Any

from domain.clock import today
from domain.refurbishment.repairs import RepairStage
from domain.views.repairs import RepairFilter, RepairRow
from ui.backoffice.lists import ListPage, ListSpec
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_date
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.empty import EmptyState
from ui.widgets.table import Column

TONES = {
    RepairStage.REPORTED: Tone.WARN,
    RepairStage.DIAGNOSED: Tone.ACCENT,
    RepairStage.WAITING_PARTS: Tone.ACCENT,
    RepairStage.AT_WORKSHOP: Tone.ACCENT,
    RepairStage.AT_SUPPLIER: Tone.ACCENT,
    RepairStage.IN_WORK: Tone.ACCENT,
    RepairStage.PASSED: Tone.OK,
    RepairStage.FAILED: Tone.BAD,
    RepairStage.CALLED_OFF: Tone.NEUTRAL,
}


def repairs_page(desk: Desk, shell: Shell) -> ListPage:
    """Opening a row opens the order, where everything about it is done."""

    def ask(words: str, choice: Any) -> Any:
        return desk.floor.repairs.list(words, choice, today(desk.clock))

    return ListPage(
        shell,
        ListSpec(
            title=_("Repairs"),
            placeholder=_("Number, thing, customer or problem"),
            columns=repair_columns(),
            choices=[(each, label(each)) for each in RepairFilter],
            empty=lambda: EmptyState(
                "hammer-wrench",
                _("Nothing is to be repaired"),
                _("Open a thing by scan or search and choose “Report a problem …”."),
            ),
            ask=ask,
            topics=frozenset({"repairs"}),
            open_row=lambda chosen: ("repair", chosen.number),
        ),
    )


def repair_columns() -> list[Column[RepairRow]]:
    return [
        Column("number", _("Number"), lambda one: one.number, code=True, width=136),
        Column("stage", _("State"), lambda one: one.stage, show=label, tone=lambda one: TONES[one.stage], width=168),
        Column("title", _("Asset"), lambda one: one.title, width=192, yields=2),
        Column("code", _("Code"), lambda one: one.asset_code, code=True, width=136),
        Column("problem", _("Problem"), lambda one: one.problem, fills=True),
        Column("customer", _("Customer"), lambda one: one.customer, width=152, yields=4),
        Column("reported_on", _("Reported on"), lambda one: one.reported_on, show=shown_date, width=112, yields=3),
        Column("expected_on", _("Expected on"), lambda one: one.expected_on, show=shown_date, width=112, yields=1),
        Column("late", _("Late"), _late, width=104, yields=5),
        Column("origin", _("Found by"), lambda one: one.origin, show=label, width=128, optional=True),
        Column("contract", _("Contract"), lambda one: one.contract, code=True, width=136, optional=True),
    ]


def _late(one: RepairRow) -> str:
    return count("{count} day", "{count} days", one.late_days) if one.late_days else ""
