"""Which plans may follow this one inside a running contract: what the seller calls up or down, and when it counts."""

from collections.abc import Sequence

from domain.catalog.plan_changes import AllowedChange, Direction
from domain.catalog.set_plan_changes import SetPlanChanges
from domain.contracts.effective import When
from domain.ids import PlanId
from domain.views.catalogue import PlanPage, PlanRow
from ui.labels import label
from ui.language import _
from ui.owner.fields import ChangingChoiceField, Lines
from ui.widgets.base import text
from ui.widgets.card import Card
from ui.widgets.forms import ChoiceField


class ChangesCard(Card):
    """`command` gives what the lines say, None while nothing changed."""

    def __init__(self) -> None:
        super().__init__(_("Allowed changes"), _("inside a running contract"))
        self._others: Sequence[PlanRow] = ()
        self._before: frozenset[AllowedChange] = frozenset()
        self.lines = Lines(self._fields, _("Allow a change"))
        self.bundle = text(
            _("A bundle keeps its parts: only plans of the same product may follow."), "small", wrap=True
        )
        self.add(text(_("You say what is up or down, whatever the prices are."), "small", wrap=True))
        self.add(self.bundle, self.lines)

    def show_page(self, page: PlanPage) -> None:
        self._others = page.others
        self._before = frozenset(page.changes.values())
        self.lines.set_lines(
            [
                {"to": change.to_family, "direction": change.direction, "when": change.when}
                for change in page.changes.values()
                if change.to_family in {row.plan.family for row in page.others}
            ]
        )
        self.lines.add_button.setEnabled(bool(page.others))
        self.bundle.setVisible(page.is_bundle)

    def command(self, plan_id: PlanId) -> SetPlanChanges | None:
        found = self.lines.read() or []
        changes = tuple(AllowedChange(line["to"], line["direction"], line["when"]) for line in found)
        return None if frozenset(changes) == self._before else SetPlanChanges(plan_id, changes)

    def _fields(self) -> dict[str, ChoiceField]:
        others = [(row.plan.family, f"{row.product.name} · {row.plan.name}") for row in self._others]
        to = ChangingChoiceField(_("To the plan"), others)
        direction = ChoiceField(_("Direction"), [(each, label(each)) for each in Direction])
        when = ChoiceField(_("Counts"), [(each, label(each)) for each in (When.NOW, When.NEXT_PERIOD)])
        return {"to": to, "direction": direction, "when": when}
