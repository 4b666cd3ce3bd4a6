"""The bills that wait for review or are held back: what will be written when, the oddest first."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QWidget

from domain.clock import today
from domain.views.billing import ReviewRow
from ui.backoffice.asking import Asker
from ui.backoffice.billing.hold_dialog import ask_to_hold
from ui.backoffice.billing.waiting import Waiting, WaitingPresenter
from ui.backoffice.billing.words import ODDITY_TONES
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_date, shown_money
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column, DataTable


class ReviewTab(QWidget):
    """`run(contracts, with_backlog)` asks for a run of these contracts alone.

    Before a deed the keys go back to the list: its button is switched off then, and would hand them to any other part.
    """

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        run: Callable[[Sequence[UUID], bool], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._shell, self._run = desk, shell, run
        self.presenter = WaitingPresenter(shell, desk, self, Asker(shell, self))
        self.sums, self.detail = text("", "strong", wrap=True), text("", "muted", wrap=True)
        empty = EmptyState(
            "eye-check-outline",
            _("No bill waits"),
            _("With days for review (settings of the owner) due bills stand here before they are written."),
        )
        self.table: DataTable[ReviewRow] = DataTable(_columns(), empty=empty, name=_("In review"))
        self.sentence = text("", wrap=True)
        self.contract = button(_("Open contract"), self._open_contract, sign="file-document-outline")
        self.hold = button(_("Hold back …"), self._ask_to_hold, sign="hand-back-right-outline")
        self.release = button(_("Let go"), self._release, sign="play-outline")
        self.issue = button(_("Issue now"), self._issue, kind="primary", sign="check")
        self.issue.setToolTip(_("A run for the chosen contracts alone, without waiting."))
        self.table.current_changed.connect(lambda _row: self._settle())
        self.table.view.selectionModel().selectionChanged.connect(lambda *_args: self._settle())
        self.table.opened.connect(lambda _row: self._open_contract())
        layout = column(8, column(self.sums, self.detail, gap=2), gap=12)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.sentence)
        layout.addLayout(row(self.contract, None, self.hold, self.release, self.issue))
        self.setLayout(layout)
        guide_focus(self, self.table)
        self.can_run = True
        self._settle()

    def set_can_run(self, can_run: bool) -> None:
        """False: a run is under way."""
        self.can_run = can_run
        self._settle()

    def show_waiting(self, waiting: Waiting, *, is_looking: bool) -> None:
        if not is_looking or waiting.parts:
            self.table.set_rows(waiting.rows)
        held = sum(each.held is not None for each in waiting.rows)
        coming = len(waiting.rows) - held
        sums = " · ".join(shown_money(each) for each in waiting.sums)
        words = count("{count} contract will be billed", "{count} contracts will be billed", coming)
        self.sums.setText(_("{contracts}: {sums} net").format(contracts=words, sums=sums) if coming else "")
        self.sums.setVisible(bool(coming))
        self.detail.setText(_("Looking …") if is_looking else _detail(waiting, held))
        self._settle()

    def chosen(self) -> list[ReviewRow]:
        return self.table.selected() or [each for each in [self.table.current()] if each is not None]

    def _settle(self) -> None:
        chosen = self.chosen()
        one = chosen[0] if len(chosen) == 1 else None
        is_held = any(each.held is not None for each in chosen)
        self.contract.setEnabled(one is not None)
        self.hold.setEnabled(bool(chosen))
        self.release.setEnabled(is_held)
        self.issue.setEnabled(bool(chosen) and not is_held and self.can_run)
        self.sentence.setText(_about(one) if one is not None else "")
        self.sentence.setVisible(bool(self.sentence.text()))

    def _open_contract(self) -> None:
        for each in self.chosen()[:1]:
            self._shell.open("contract", each.line.number)

    def _ask_to_hold(self) -> None:
        rows = self.chosen()
        if rows:
            dialog = ask_to_hold(self, today(self._desk.clock), len(rows))
            dialog.agreed.connect(lambda values: self._hold(rows, values["until"], values["reason"]))
            dialog.open()

    def _hold(self, rows: Sequence[ReviewRow], until: date, reason: str) -> None:
        self.table.view.setFocus()
        self.presenter.hold(rows, until, reason)

    def _release(self) -> None:
        self.table.view.setFocus()
        self.presenter.release(self.chosen())

    def _issue(self) -> None:
        self.table.view.setFocus()
        self._run([each.line.contract_id for each in self.chosen()], False)


def _detail(waiting: Waiting, held: int) -> str:
    parts = []
    if waiting.review_days:
        nights = count("{count} night", "{count} nights", waiting.review_days)
        parts.append(_("A due bill waits {nights} for review.").format(nights=nights))
    if held:
        parts.append(count("{count} contract is held back.", "{count} contracts are held back.", held))
    if waiting.next_after is not None:
        parts.append(_("There are more; these are the first customers’."))
    return " ".join(parts)


def _about(row_: ReviewRow) -> str:
    """Why the chosen bill waits."""
    if row_.held is not None:
        words = _("Held back until {day} by {who}: {reason}")
        return words.format(day=shown_date(row_.held.until), who=row_.held.who, reason=row_.held.reason)
    return refusal(row_.line.refusal) if row_.line.refusal is not None else ""


def _columns() -> list[Column[ReviewRow]]:
    return [
        Column("why", _("Look at"), _why, tone=_tone, width=168),
        Column("number", _("Contract"), lambda each: each.line.number, code=True, width=136),
        Column("customer", _("Customer"), lambda each: each.line.customer, fills=True),
        Column("due_since", _("Due since"), lambda each: each.due_since, width=112, yields=3),
        Column("issue_on", _("Written on"), lambda each: each.issue_on, width=112),
        Column(
            "net", _("Net"), lambda each: None if each.line.refusal else each.line.net, align=Align.RIGHT, width=112
        ),
        Column(
            "difference", _("Difference"), lambda each: each.line.difference, align=Align.RIGHT, width=112, yields=2
        ),
    ]


def _why(each: ReviewRow) -> str:
    return _("held back") if each.held is not None else label(each.line.oddity)


def _tone(each: ReviewRow) -> Tone:
    return Tone.WARN if each.held is not None else ODDITY_TONES[each.line.oddity]
