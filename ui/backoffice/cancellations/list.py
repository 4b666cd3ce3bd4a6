"""All declarations that end contracts: what waits longest stands first, with its age."""

from PySide6.QtWidgets import QWidget

from domain.cancellations.stages import Stage
from domain.views.declarations import DeclarationFilter, DeclarationRow
from ui.backoffice.lists import ListPage, ListSpec
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_instant
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import row
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.table import Column

TONES = {
    Stage.UNMATCHED: Tone.WARN,
    Stage.MATCHED: Tone.ACCENT,
    Stage.CARRIED_OUT: Tone.OK,
}
OLD_DAYS = 3
"""A declaration that waits longer than this stands out."""


class DeclarationsPage(ListPage):
    """With the way to the list of reasons above it."""

    def top(self) -> QWidget:
        made = QWidget()
        self.reasons = button(_("Why contracts end"), lambda: self.shell.open("cancel_reasons"), sign="chart-bar")
        made.setLayout(row(self.reasons, None))
        return made


def declarations_page(desk: Desk, shell: Shell) -> ListPage:
    return DeclarationsPage(
        shell,
        ListSpec(
            title=_("Cancellations"),
            placeholder=_("Number, name or contract"),
            columns=declaration_columns(),
            choices=tuple((each, label(each)) for each in DeclarationFilter),
            empty=lambda: EmptyState(
                "email-off-outline",
                _("No open declarations"),
                _("Whatever ends a contract is taken in here first: a letter, a mail, a call. Deciding comes after."),
                action=_("Take in a declaration"),
                on_action=lambda: shell.open("new_declaration"),
            ),
            ask=desk.office.declarations.list,
            topics=frozenset({"declarations"}),
            open_row=lambda chosen: ("declaration", chosen.number),
            new=(_("Take in a declaration"), "new_declaration"),
        ),
    )


def declaration_columns() -> list[Column[DeclarationRow]]:
    return [
        Column("number", _("Number"), lambda one: one.number, code=True, width=136),
        Column("name", _("Name"), lambda one: one.name, fills=True),
        Column("stage", _("Status"), lambda one: one.stage, show=label, tone=_tone, width=152),
        Column("age", _("Waiting"), age_words, width=104, tone=_age_tone),
        Column("received", _("Received"), lambda one: one.received_at, show=shown_instant, width=160, yields=1),
        Column("channel", _("By"), lambda one: one.channel, show=label, width=128, yields=3),
        Column("contract", _("Contract"), lambda one: one.contract, code=True, width=136, yields=2),
        Column("kind", _("What for"), lambda one: "" if one.kind is None else label(one.kind), width=192, yields=4),
    ]


def age_words(one: DeclarationRow) -> str:
    if one.age is None:
        return ""
    return count("{count} day", "{count} days", one.age) if one.age else _("since today")


def _tone(one: DeclarationRow) -> Tone:
    return TONES.get(one.stage, Tone.NEUTRAL)


def _age_tone(one: DeclarationRow) -> Tone:
    return Tone.BAD if one.age is not None and one.age > OLD_DAYS else Tone.NEUTRAL
