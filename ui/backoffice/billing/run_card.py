"""What is due and the run under way: how far it is, what the last one did, and the buttons for both."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from domain.billing.run import RunState
from domain.views.billing import BillingState
from domain.views.office_rows import RunRow
from ui.backoffice.billing.words import ended_words, progress_words
from ui.backoffice.words import shown_sums
from ui.language import _, count, shown_date
from ui.widgets.base import column, row, styled, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button

LOOKS_BEFORE_A_WORD = 20
"""Looks after which a run that nobody has begun is worth a word."""


class RunCard(QFrame):
    """`run` and `cancel` are what its buttons do."""

    def __init__(self, run: Callable[[], object], cancel: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "note")
        self.words, self.detail = text("", "title", wrap=True), text("", "muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress of the billing run"))
        self.start = button(_("Run billing"), run, kind="primary", sign="play-outline", shortcut="Ctrl+R")
        self.start.setToolTip(_("Everything due by today, also what waits for review; what is held back stays."))
        self.end = button(_("End run"), cancel, sign="stop-circle-outline")
        self.end.setToolTip(_("What is billed stays; the rest waits for the next run."))
        self.deposits = text("", "muted", wrap=True)
        said = column(self.words, self.detail, self.bar, self.deposits, gap=6)
        self.setLayout(column(Bend(said, row(None, self.end, self.start), gap=16), margin=16))
        self._looks = 0
        self.start.setEnabled(False)
        self.end.hide()
        self.bar.hide()

    def show_state(self, state: BillingState, under_way: RunRow | None) -> None:
        if under_way is None:
            self._show_deposits(state)
        self.start.setVisible(under_way is None)
        self.start.setEnabled(under_way is None)
        self.end.setVisible(under_way is not None)
        self.bar.setVisible(under_way is not None)
        is_held = bool(state.skipped.rows)
        styled(self, tone="accent" if under_way else "warn" if is_held else None)
        if under_way is not None:
            self._show_run(under_way)
        else:
            self._looks = 0
            self.words.setText(_due_words(state))
            last = ended_words(state.runs[0]) if state.runs else _("Every night what is due is billed by itself.")
            self.detail.setText(last)
        self.setAccessibleName(self.words.text())

    def _show_deposits(self, state: BillingState) -> None:
        """Stays as it is while a run is watched: it is not asked for again and again then."""
        sums = [each.held for each in state.deposits if each.held]
        self.deposits.setText(_("Deposits held for customers: {sums}").format(sums=shown_sums(sums)))
        self.deposits.setVisible(bool(sums))

    def _show_run(self, run: RunRow) -> None:
        self._looks = self._looks + 1 if run.state is RunState.WAITING else 0
        if run.only_contracts:
            words = count("Billing {count} contract …", "Billing {count} contracts …", run.only_contracts)
        else:
            words = _("Billing everything due by {day} …").format(day=shown_date(run.as_of))
        self.words.setText(words)
        waiting = _("The background work has not begun yet. Is it running? The run is kept until it does.")
        self.detail.setText(waiting if self._looks > LOOKS_BEFORE_A_WORD else progress_words(run))
        self.bar.setRange(0, run.customers if run.state is RunState.RUNNING else 0)
        self.bar.setValue(run.customers_done)
        self.end.setEnabled(not run.is_ending)


def _due_words(state: BillingState) -> str:
    if not state.due_contracts or state.due_since is None:
        return _("Everything due by today is billed")
    contracts = count("{count} contract is due", "{count} contracts are due", state.due_contracts)
    return _("{contracts}, the oldest since {day}").format(contracts=contracts, day=shown_date(state.due_since))
