"""All that was lost or stolen, also what nobody reported; what is to decide stands first."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from domain.application import Event
from domain.clock import today
from domain.losses.moved import LossMoved
from domain.losses.stages import OPEN, Stage
from domain.views.losses import LossQuestion, LossRow, OutRow
from domain.views.office_rows import Found
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.lists import ListPage, ListSpec
from ui.backoffice.losses.dialogs import report_dialog
from ui.backoffice.losses.words import TONES, stage_words, sum_words
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import row, text
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column

_MOST: Final = 200
_UNREPORTED: Final = "unreported"


class LossesPage(ListPage):
    """With the sum for the books above the table, and the way to what is written off."""

    def __init__(self, desk: Desk, shell: Shell, spec: ListSpec[Any]) -> None:
        self._desk = desk
        self.dialog: DeedDialog | None = None
        super().__init__(shell, spec)
        self.table.current_changed.connect(lambda _row: self._settle())

    def top(self) -> QWidget:
        self.sum = text("", "muted", wrap=True)
        self.written = button(
            _("Write-offs"), lambda: self.shell.open("write_offs"), sign="book-remove-outline", shortcut="Ctrl+B"
        )
        self.written.setToolTip(_("What left the books, with its sum (Ctrl+B)"))
        around = QWidget()
        self.late = button(_("Report it …"), self._on_late, sign="help-circle-outline")
        self.late.setToolTip(_("It is gone, and nobody said yet what happened and who pays."))
        line = row(self.sum, self.late, self.written, gap=16)
        line.setStretch(0, 1)
        keeps = self.sum.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.sum.setSizePolicy(keeps)
        around.setLayout(line)
        return around

    def report(self, one: LossRow) -> None:
        out = (OutRow(one.asset_id, one.code, one.title),)
        self.dialog = report_dialog(self._desk, self.shell, self, out, today(self._desk.clock), is_gone=True)
        self.dialog.done_with = self._reported
        self.dialog.open()

    def _reported(self, event: Event) -> None:
        if isinstance(event, LossMoved):
            self.shell.open("loss", event.number)

    def _settle(self) -> None:
        chosen = self.table.current()
        self.late.setVisible(chosen is not None and chosen.loss is None)

    def _on_late(self) -> None:
        chosen = self.table.current()
        if chosen is not None and chosen.loss is None:
            self.report(chosen)

    def show_rows(self, rows: Sequence[Any], *, has_more: bool) -> None:
        super().show_rows(rows, has_more=has_more)
        worth = [each.cost for each in rows if each.cost is not None and not each.written_off]
        asked = [each.charged for each in rows if each.charged is not None]
        words = _("Shown: bought for {cost} and still in the books, {charged} asked of customers.")
        self.sum.setText(words.format(cost=sum_words(worth), charged=sum_words(asked)))
        self.sum.setVisible(bool(rows))
        self._settle()


def losses_page(desk: Desk, shell: Shell) -> LossesPage:
    def ask(words: str, choice: Any) -> Found[LossRow]:
        unreported = choice == _UNREPORTED
        question = LossQuestion(words, () if unreported else choice or (), unreported, _MOST + 1)
        rows = desk.office.losses.losses(question)
        return Found(rows[:_MOST], len(rows) > _MOST)

    over = tuple(each for each in Stage if each not in OPEN)
    return LossesPage(
        desk,
        shell,
        ListSpec(
            title=_("Losses and thefts"),
            placeholder=_("Number, code, customer or reference of the police"),
            columns=_columns(),
            choices=(
                ((), _("All")),
                (tuple(sorted(OPEN)), _("To decide")),
                ((Stage.CLAIMED,), _("Customer was told")),
                (_UNREPORTED, _("Gone, not reported")),
                (over, _("Decided")),
            ),
            empty=lambda: EmptyState(
                "help-circle-outline",
                _("Nothing is lost"),
                _("Open a contract and choose “Lost or stolen …” beside what the customer has."),
                action=_("Contracts"),
                on_action=lambda: shell.open("contracts"),
            ),
            ask=ask,
            topics=frozenset({"losses", "assets", "write_offs"}),
            open_row=lambda chosen: ("asset", chosen.code) if chosen.loss is None else ("loss", chosen.loss.number),
        ),
    )


def _columns() -> list[Column[LossRow]]:
    right = Align.RIGHT
    return [
        Column("number", _("Number"), lambda one: one.loss.number if one.loss else "", code=True, width=136),
        Column("state", _("State"), lambda one: one, show=stage_words, tone=_tone, width=168),
        Column("code", _("Thing"), lambda one: one.code, code=True, width=128),
        Column("title", _("What it is"), lambda one: one.title, fills=True, yields=1),
        Column("kind", _("What happened"), lambda one: one.kind, show=label, width=112),
        Column("gone_on", _("Gone since"), lambda one: one.gone_on, width=112),
        Column("customer", _("Customer"), lambda one: one.customer, width=168, yields=2),
        Column("contract", _("Contract"), lambda one: one.contract, code=True, width=136, yields=4),
        Column("police", _("Police"), lambda one: one.loss.police if one.loss else "", width=136, yields=5),
        Column("cost", _("Bought for"), lambda one: one.cost, align=right, width=112, yields=3),
        Column("charged", _("Asked for"), lambda one: one.charged, align=right, width=112),
        Column("books", _("Books"), lambda one: _("written off") if one.written_off else "", width=112, yields=6),
    ]


def _tone(one: LossRow) -> Tone:
    return Tone.BAD if one.stage is None else TONES[one.stage]
