"""One announced change of price: what became of each contract, objections, and taking it back before its day."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QWidget

from domain.application import Event
from domain.assets.codes import CodeKind, parse_code
from domain.assets.scan import Scan
from domain.clock import today
from domain.contracts.price_campaign import CampaignId, Concerned, Consent
from domain.contracts.record_objection import RecordObjection
from domain.contracts.withdraw_price_change import WithdrawPriceChange
from domain.errors import AppError
from domain.ids import ContractId
from domain.views.campaigns import CampaignLine, CampaignPage
from ui.backoffice.asking import give
from ui.backoffice.campaigns.letters import LetterDialog
from ui.backoffice.campaigns.overview import state_of
from ui.backoffice.campaigns.words import line_columns, shown_rule
from ui.backoffice.parts import Sides
from ui.backoffice.things import ThingPage
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_date, shown_money
from ui.shell.port import Shell
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.overlays import confirm
from ui.widgets.table import DataTable

LOOK_EVERY_MS: Final = 2000
_OPEN: Final = (Consent.ANNOUNCED, Consent.OBJECTED)


class OneCampaign(ThingPage[CampaignPage]):
    """A contract is found by typing its number or a name, or by scanning it. `is_owner`: it can be withdrawn here."""

    def __init__(self, desk: Desk, shell: Shell, *, is_owner: bool) -> None:
        self._desk, self._is_owner = desk, is_owner
        self._again: ContractId | None = None
        self.letters: LetterDialog | None = None
        super().__init__(shell, _("Price change"), self._ask, lambda _thing: frozenset({"price_campaigns"}))
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(lambda: self.presenter.load(""))

    def build(self) -> QWidget:
        self.state = QComboBox()
        self.state.setAccessibleName(_("State"))
        self.state.addItem(_("all contracts"), None)
        for consent in Consent:
            self.state.addItem(label(consent), consent)
        self.state.activated.connect(lambda _index: self._show_lines())
        empty = EmptyState("account-check-outline", _("No contract in this state"), _("Choose another state above."))
        self.table: DataTable[CampaignLine] = DataTable(line_columns(), empty=empty, name=_("Contracts"))
        self.table.current_changed.connect(lambda _line: self._settle())
        if not self._is_owner:  # contracts are opened at the office's seat
            self.table.opened.connect(lambda line: self.shell.open("contract", line.concerned.number))
        self.objected = button(
            _("Customer objects"), self._on_objection, kind="primary", sign="hand-back-left-outline",
            shortcut="Ctrl+Return",
        )  # fmt: skip
        self.objected.setToolTip(_("The chosen contract keeps its price; nothing else changes."))
        self.agreed = button(_("Objection was a mistake"), self._on_agreed, sign="undo")
        self.letter = button(_("Read the letter"), self._on_letter, sign="email-outline")
        self.sentence = text("", "muted")  # keeps its line: a list that moves under a double click opens another row
        card = Card(margin=16).add(Bend(row(self.state, None), row(None, self.letter, self.agreed, self.objected)))
        card.add(self.sentence).add(self.table, stretch=1)
        self.facts = KeyValues()
        self.withdraw = button(_("Withdraw …"), self._on_withdraw, kind="danger", sign="cancel")
        self.note = text("", "muted", wrap=True)
        side, main = QWidget(), QWidget()
        side.setLayout(column(Card(_("Price change")).add(self.facts, self.note, row(self.withdraw, None)), None))
        main.setLayout(column(card))
        guide_focus(self, self.table.filter)
        return Sides(main, side)

    def fill(self, thing: CampaignPage) -> None:
        found, campaign = thing.row, thing.row.campaign
        self.set_heading(
            campaign.title, _("from {day}").format(day=shown_date(campaign.effective_on)), (state_of(found),)
        )
        self._timer.start() if found.chosen and campaign.withdrawn_on is None else self._timer.stop()
        self.facts.set_facts(
            [
                Fact(_("By how much"), shown_rule(campaign)),
                Fact(_("Inside a minimum term"), label(campaign.rule.in_term)),
                Fact(_("Announced on"), campaign.announced_on),
                Fact(_("Objections until"), campaign.object_until),
                Fact(_("Holds from"), campaign.effective_on),
                Fact(_("Contracts"), found.contracts),
                Fact(_("Told"), found.announced),
                Fact(_("Objected"), found.objected),
                Fact(_("Applied"), found.applied),
                Fact(_("Left out"), found.left_out),
                Fact(_("Year more"), shown_money(found.year_more)),
            ]
        )
        is_open = campaign.withdrawn_on is None and today(self._desk.clock) < campaign.effective_on
        self.withdraw.setVisible(self._is_owner and is_open)
        self.note.setText(_about(thing, is_open=is_open))
        self._show_lines()

    def on_scan(self, scan: Scan) -> bool:
        """A contract's code chooses it."""
        try:
            code = parse_code(scan.text)
        except AppError:
            return False
        if code.kind is not CodeKind.CONTRACT:
            return False
        self.state.setCurrentIndex(0)
        self.table.filter.clear()
        self._show_lines()
        if not self.table.select(lambda line: line.concerned.number == scan.text.strip().upper()):
            self.shell.toast(_("Contract {number} is not part of this price change.").format(number=scan.text))
        return True

    def _ask(self, ref: str) -> CampaignPage:
        return self._desk.office.campaigns.one(CampaignId(UUID(ref)))

    def _show_lines(self) -> None:
        thing, wanted = self.presenter.thing, self.state.currentData()
        if thing is not None:
            self.table.set_rows([each for each in thing.lines if wanted in (None, each.concerned.consent)])
            again, self._again = self._again, None
            if again is not None:
                self.table.select(lambda line: line.concerned.contract_id == again)
        self._settle()

    def _settle(self) -> None:
        line = self.table.current()
        consent = None if line is None else line.concerned.consent
        self.objected.setEnabled(consent is Consent.ANNOUNCED)
        self.agreed.setEnabled(consent is Consent.OBJECTED)
        self.agreed.setVisible(consent is Consent.OBJECTED)
        self.letter.setEnabled(line is not None and bool(line.concerned.lines))
        self.sentence.setText(_what(line))

    def _on_objection(self) -> None:
        self._record(is_taken_back=False)

    def _on_agreed(self) -> None:
        self._record(is_taken_back=True)

    def _record(self, *, is_taken_back: bool) -> None:
        thing, line = self.presenter.thing, self.table.current()
        if thing is None or line is None or line.concerned.consent not in _OPEN:
            return
        self._give_objection(thing.row.campaign.id, line.concerned, is_taken_back=is_taken_back)

    def _give_objection(self, campaign_id: CampaignId, made: Concerned, *, is_taken_back: bool) -> None:
        """With a way back: the button stands beside that for the letter."""
        words = _("Contract {number}: the customer agrees.") if is_taken_back else _("Contract {number}: objected.")

        def back() -> None:
            self._give_objection(campaign_id, made, is_taken_back=not is_taken_back)

        def done(_event: Event) -> None:
            self.shell.toast(words.format(number=made.number), back)
            self._again = made.contract_id
            self.presenter.load("")

        command = RecordObjection(campaign_id, made.contract_id, today(self._desk.clock), is_taken_back=is_taken_back)
        give(self.shell, self._desk, command, done, self.shell.show_refusal, owner=self)

    def _on_letter(self) -> None:
        thing, line = self.presenter.thing, self.table.current()
        if thing is not None and line is not None and line.concerned.lines:
            self.letters = LetterDialog(self._desk, self.shell, thing.row.campaign, line, self)
            self.letters.open()

    def _on_withdraw(self) -> None:
        thing = self.presenter.thing
        if thing is None:
            return
        title = _("Withdraw “{title}”?").format(title=thing.row.campaign.title)
        awaiting = thing.row.announced - thing.row.objected
        told = count(
            "{count} customer was told and gets a letter that the price stays.",
            "{count} customers were told and get a letter that the price stays.",
            awaiting,
        )
        told = told if awaiting else _("Nobody waits for the new price, so no letter goes out.")
        command = WithdrawPriceChange(thing.row.campaign.id)
        confirm(
            self, title, told, _("Take it back"),
            lambda: give(
                self.shell, self._desk, command, lambda _event: self.presenter.load(""), self.shell.show_refusal,
                owner=self,
            ),
            danger=True,
        )  # fmt: skip


def _what(line: CampaignLine | None) -> str:
    """What the chosen contract has before it."""
    if line is None:
        return ""
    made = line.concerned
    if made.consent is Consent.OBJECTED:
        return _("The customer objected: the contract keeps its price, and nothing else changes.")
    if made.left_out is not None:
        return _("Left out: {why}.").format(why=label(made.left_out))
    return ""


def _about(thing: CampaignPage, *, is_open: bool) -> str:
    if thing.row.campaign.withdrawn_on is not None:
        return _("Withdrawn on {day}: all prices stay.").format(day=shown_date(thing.row.campaign.withdrawn_on))
    if thing.row.chosen:
        return count(
            "{count} letter is still being written.", "{count} letters are still being written.", thing.row.chosen
        )
    if is_open:
        return _("Whoever objects before the new price holds keeps the old one, also after the last day to object.")
    return _("The new prices hold; each contract has its own first day.")
