"""A new change of price: what is to change on one side, what it does to each contract on the other."""

from decimal import Decimal
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from domain.contracts.price_campaign import (
    Campaign,
    CampaignId,
    PriceRule,
)
from domain.errors import AppError
from domain.money import EUR
from domain.views.campaigns import CampaignLine, CampaignQuestion, PlanChoice
from ui.backoffice.asking import Asker
from ui.backoffice.campaigns.letters import LetterDialog
from ui.backoffice.campaigns.new_form import FIELDS, PERCENT, campaign_form
from ui.backoffice.campaigns.plan_picks import PlanPicks
from ui.backoffice.campaigns.presenter import Looked, NewCampaignPresenter, Wanted
from ui.backoffice.campaigns.words import preview_columns
from ui.backoffice.parts import Sides
from ui.desk import Desk
from ui.language import _, count, shown_date, shown_money
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.forms import WrongEntry
from ui.widgets.overlays import confirm
from ui.widgets.table import DataTable

WAIT_MS: Final = 400
_SHOWN_AT_ONCE: Final = 400
"""More rows than these are put into the table when all of them are there."""
_YEAR_OF_MONTHS: Final = 12


class NewCampaignPage(Page):
    """Whatever is typed is previewed over all contracts at once; nothing is written before "Announce"."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("New price change"))
        self._desk = desk
        self.presenter = NewCampaignPresenter(shell, desk, self, (Asker(shell, self), Asker(shell, self)))
        self.letters: LetterDialog | None = None
        self.form, self.plans = campaign_form(self.presenter.today), PlanPicks()
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.look)
        for name in FIELDS:
            self.form[name].changed.connect(self._on_edited)
        self.plans.changed.connect(self._on_edited)
        self._settle()
        guide_focus(self, self.form["title"])

    def show_target(self, argument: str) -> None:
        self.presenter.load_plans()

    def show_plans(self, plans: tuple[PlanChoice, ...]) -> None:
        self.plans.show_plans(plans)
        self.look()

    def look(self) -> None:
        """Asks what stands in the fields now would do."""
        self._timer.stop()
        question = self._question(marks=False)
        if question is None:
            self.presenter.forget()
            self.table.set_rows(())
            self._say_sums(None)
        else:
            self.presenter.look(question)

    def show_looked(self, looked: Looked) -> None:
        if looked.is_done or len(looked.lines) <= _SHOWN_AT_ONCE:
            self.table.set_rows(looked.odd_first)
        self.progress.setVisible(not looked.is_done)
        self.progress.setMaximum(max(looked.of, 1))
        self.progress.setValue(len(looked.lines))
        self._say_sums(looked)

    def show_refused(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self._say(refusal(error))
        else:
            self.shell.show_refusal(error)

    def show_announced(self, campaign_id: CampaignId) -> None:
        self.shell.toast(_("Announced. The letters are written now, a hundred at a time."))
        self.shell.open("price_change", str(campaign_id))

    def on_announce(self) -> None:
        """Asks once more, with what it means."""
        wanted, looked = self._wanted(), self.presenter.looked
        if wanted is None or looked is None or self._question(marks=True) is None:
            return
        if not looked.is_done:
            self._say(_("Please wait until all contracts were looked at."))
            return
        chosen = looked.chosen
        if not chosen:
            self._say(_("No contract would change. Choose other plans or another change."))
            return
        title = count(
            "Announce new prices to {count} customer?", "Announce new prices to {count} customers?", len(chosen)
        )
        detail = _(
            "Each gets a letter, may object until {until}, and pays the new price from the first period that begins on"
            " {day} or later. Until then the change can be withdrawn."
        ).format(until=shown_date(wanted.object_until), day=shown_date(looked.question.effective_on))
        confirm(self, title, detail, _("Announce"), partial(self.presenter.announce, wanted))

    def show_letter(self) -> None:
        """As the chosen contract's customer, or the first one, would read it."""
        looked, line = self.presenter.looked, self.table.current()
        if looked is None:
            return
        line = line if line is not None and line.concerned.lines else next(iter(looked.chosen), None)
        if line is None:
            return
        try:
            question = looked.question
            until = self.form["object_until"].value()
            campaign = Campaign(
                CampaignId(line.concerned.contract_id), "…", question.rule, question.effective_on, until,
                self.presenter.today,
            )  # fmt: skip
        except AppError as error:
            self._say(refusal(error))
            return
        self.letters = LetterDialog(self._desk, self.shell, campaign, line, self)
        self.letters.open()

    def _build(self) -> None:
        empty = EmptyState(
            "calculator-variant-outline", _("Nothing to preview yet"),
            _("Enter by how much prices change; every contract that it concerns is shown here, odd ones first."),
        )  # fmt: skip
        self.table: DataTable[CampaignLine] = DataTable(preview_columns(), empty=empty, name=_("Contracts concerned"))
        self.table.setMinimumHeight(theme().px(360))
        self.sums, self.detail = text("", "strong", wrap=True), text("", "muted", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.out = button(_("Leave out"), self._on_out, sign="account-minus-outline")
        self.out.setToolTip(_("Takes the chosen contracts out of this change."))
        self.all = button(_("Take all again"), self.presenter.take_all, sign="account-multiple-outline")
        self.letter = button(_("Read the letter"), self.show_letter, sign="email-outline")
        said = column(self.sums, self.detail, gap=2)
        card = Card(margin=16).add(Bend(said, row(None, self.all, self.out, self.letter)), self.progress)
        card.add(self.table, stretch=1)
        self.problem = text("", "small", Tone.BAD, wrap=True)
        self.announce = button(
            _("Announce …"), self.on_announce, kind="primary", sign="bullhorn-outline", shortcut="Ctrl+Return"
        )
        deed = Card().add(self.form, self.plans, self.problem, self.announce)
        main, side = QWidget(), QWidget()
        main.setLayout(column(card))
        side.setLayout(column(deed, None))
        self.setLayout(column(Sides(main, side)))
        self.problem.hide()

    def _on_edited(self) -> None:
        self._say("")
        self._settle()
        self._timer.start()

    def _settle(self) -> None:
        by_percent = self.form["how"].value() == PERCENT
        self.form["percent"].setVisible(by_percent)
        self.form["rounding"].setVisible(by_percent)
        self.form["before_day"].setVisible(bool(self.form["before"].value()))
        self.plans.set_prices(not by_percent)

    def _question(self, *, marks: bool) -> CampaignQuestion | None:
        """None while something is wrong or missing; `marks`: it then says so."""
        values = self._values(
            ("how", "percent", "rounding", "in_term", "effective_on", "before", "before_day"), marks=marks
        )
        if values is None:
            return None
        currencies = self.plans.currencies()
        if len(currencies) > 1:
            self.plans.say(_("The plans have several currencies. Tick plans of one currency alone."))
            return None
        currency = currencies[0] if currencies else EUR
        try:
            if values["how"] == PERCENT:
                rule = PriceRule(
                    values["percent"], self.plans.plan_ids(), (), values["rounding"], values["in_term"], currency
                )
            else:
                prices = self.plans.prices()
                if prices is None:
                    return None
                rule = PriceRule(prices=prices, in_term=values["in_term"], currency=currency)
        except AppError as error:
            self._say(refusal(error) if marks else "")
            return None
        return CampaignQuestion(rule, values["effective_on"], values["before_day"] if values["before"] else None)

    def _wanted(self) -> Wanted | None:
        values = self._values(("title", "object_until"), marks=True)
        return None if values is None else Wanted(values["title"], values["object_until"])

    def _values(self, names: tuple[str, ...], *, marks: bool) -> dict[str, Any] | None:
        found: dict[str, Any] = {}
        for name in names:
            field = self.form[name]
            if field.isHidden():
                found[name] = None
                continue
            try:
                found[name] = field.value()
            except WrongEntry as wrong:
                if marks:
                    field.show_error(str(wrong))
                    field.setFocus()
                return None
        return found

    def _on_out(self) -> None:
        chosen = self.table.selected() or [each for each in [self.table.current()] if each is not None]
        self.presenter.take_out(frozenset(line.concerned.contract_id for line in chosen))

    def _say_sums(self, looked: Looked | None) -> None:
        if looked is None:
            self.progress.hide()
        chosen = looked.chosen if looked is not None else ()
        for each in (self.out, self.letter):
            each.setEnabled(bool(chosen))
        self.all.setVisible(bool(looked is not None and looked.unwanted))
        if looked is None:
            self.sums.setText("")
            self.detail.setText("")
            return
        before, after = looked.year()
        monthly = [each.times(Decimal(1) / _YEAR_OF_MONTHS) for each in (before, after, after - before)]
        words = _("A month {before} → {after} ({more})")
        self.sums.setText(
            words.format(before=shown_money(monthly[0]), after=shown_money(monthly[1]), more=_signed(monthly[2]))
        )
        told = count("{count} contract changes", "{count} contracts change", len(chosen))
        left = len(looked.lines) - len(chosen)
        out = count("{count} stays as it is", "{count} stay as they are", left)
        year = _("a year {more}").format(more=_signed(after - before))
        self.detail.setText(f"{told} · {year}" + (f" · {out}" if left else ""))

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))


def _signed(amount: Any) -> str:
    return f"+{shown_money(amount)}" if amount.minor > 0 else shown_money(amount)
