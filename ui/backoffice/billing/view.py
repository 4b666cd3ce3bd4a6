"""The billing centre: what is due, the run, what it will bill tonight, whom it left out, and where the numbers went."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QTabWidget

from domain.views.billing import BillingState
from domain.views.office_rows import RunRow
from ui.backoffice.asking import Asker
from ui.backoffice.billing.ahead import AheadTab
from ui.backoffice.billing.numbers import NumbersTab
from ui.backoffice.billing.presenter import CentrePresenter
from ui.backoffice.billing.review import ReviewTab
from ui.backoffice.billing.run_card import RunCard
from ui.backoffice.billing.runs import RunsTab
from ui.backoffice.billing.skipped import SkippedTab
from ui.desk import Desk
from ui.language import _
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import theme
from ui.widgets.base import column, guide_focus
from ui.widgets.card import Card
from ui.widgets.wheel import leave_wheel

LOOK_EVERY_MS: Final = 1000
AHEAD, REVIEW, SKIPPED, RUNS, NUMBERS = range(5)
_NAMED: Final = {"review": REVIEW, "skipped": SKIPPED, "runs": RUNS, "numbers": NUMBERS}


class BillingPage(Page):
    """Opened for "review", "skipped", "runs" or "numbers" it shows that tab."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Billing"))
        self.presenter = CentrePresenter(shell, desk, self, Asker(shell, self))
        self.run = RunCard(self.presenter.run, self.presenter.cancel)
        self.ahead, self.skipped = AheadTab(desk, shell), SkippedTab(shell, self._run_for)
        self.review = ReviewTab(desk, shell, self._run_for)
        self.runs, self.numbers = RunsTab(), NumbersTab(desk, shell)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("billing_tabs")
        for tab, words in (
            (self.ahead, _("Will be billed")),
            (self.review, _("In review")),
            (self.skipped, _("Left out")),
            (self.runs, _("Last runs")),
            (self.numbers, _("Numbers")),
        ):
            self.tabs.addTab(tab, words)
        self.tabs.tabBar().setAccessibleName(_("Parts of billing"))
        leave_wheel(self.tabs.tabBar())
        self.tabs.currentChanged.connect(self._on_tab)
        card = Card(margin=16).add(self.tabs, stretch=1)
        card.setMinimumHeight(theme().px(320))
        layout = column(self.run, gap=16)
        layout.addWidget(card, 1)
        self.setLayout(layout)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.presenter.load)
        guide_focus(self, self.run.start)

    def show_target(self, argument: str) -> None:
        if argument in _NAMED:
            self.tabs.setCurrentIndex(_NAMED[argument])
        self.presenter.load()
        self._on_tab(self.tabs.currentIndex())

    def on_changes(self, kinds: frozenset[str]) -> None:
        if kinds & {"billing_runs", "invoices", "contracts"}:
            self.presenter.load()
            if self.presenter.under_way is None and self.tabs.currentIndex() == AHEAD:
                self.ahead.presenter.load()
        if kinds & {"billing_holds", "invoices", "contracts", "settings"} and self.tabs.currentIndex() == REVIEW:
            self.review.presenter.load()
        if kinds & {"numbers", "invoices"} and self.tabs.currentIndex() == NUMBERS:
            self.numbers.presenter.load()

    def show_state(self, state: BillingState, under_way: RunRow | None) -> None:
        is_running = under_way is not None
        self.run.show_state(state, under_way)
        self.runs.show_rows(state.runs)
        self.skipped.show_rows(state.skipped.rows, can_run=not is_running)
        self.review.set_can_run(not is_running)
        left_out = len(state.skipped.rows)
        more = "+" if state.skipped.has_more else ""
        self.tabs.setTabText(SKIPPED, f"{_('Left out')} ({left_out}{more})" if left_out else _("Left out"))
        if is_running and not self._timer.isActive():
            self._timer.start()
        elif not is_running:
            self._timer.stop()

    def run_ended(self) -> None:
        self._on_tab(self.tabs.currentIndex())

    def _run_for(self, contracts: Sequence[UUID], with_backlog: bool) -> None:
        self.presenter.run(contracts, with_backlog=with_backlog)

    def _on_tab(self, index: int) -> None:
        if index == AHEAD:
            self.ahead.presenter.load()
        elif index == REVIEW:
            self.review.presenter.load()
        elif index == NUMBERS:
            self.numbers.presenter.load()
