"""Any thing: what it is, where it is, who has it, what it earned (where the role may know), and its whole life."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from domain.assets.codes import CodeRefused, OwnCode, classify
from domain.assets.passport_sheet import PassportSheet
from domain.assets.resolve import CARDS, Card
from domain.assets.scan import Scan
from domain.assets.status import GONE, OUT, Readiness, Status
from domain.clock import today
from domain.errors import NotFound
from domain.losses.writing_off import WRITABLE
from domain.money import total
from domain.views.comings import Whose
from domain.views.floor_rows import AssetPage
from domain.views.lifecycle import LifeOf
from ui.backoffice.returns.comings_card import ComingsCard
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, current_language, shown_date
from ui.lifecycle.panel import LifePanel
from ui.places.hold_card import HoldCard
from ui.printing.paper import Printer
from ui.repairs.card import RepairsCard
from ui.repairs.care_card import CareCard
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.sounds import Sound
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.warehouse.assets.codes import ThingCodes
from ui.warehouse.sides import ANY_WIDTH, side_width
from ui.widgets.base import column, row
from ui.widgets.buttons import button
from ui.widgets.card import Card as Surface
from ui.widgets.empty import EmptyState
from ui.widgets.key_values import Fact, KeyValues

_WORKSHOP = frozenset({Status.TO_REPAIR, Status.IN_REPAIR})
_WELL = frozenset({Status.IN_STOCK, Status.RESERVED, Status.PACKED})
BESIDE_FROM: Final = 1000
"""Below it the history, with what filters it, has no room beside the cards."""


class AssetScreen(Page):
    """Opened by scan, search or link; on its own it waits for a scan."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Asset"))
        self.desk = desk
        self.printer = Printer(shell, desk, self)
        self.thing: AssetPage | None = None
        self._ref = ""
        self.facts, self.money = KeyValues(), KeyValues()
        self.history = LifePanel(desk, shell, LifeOf.ASSET, on_floor=True)
        self.money_card = Surface(_("Earned and cost")).add(self.money)
        self.passport = button(_("Passport"), self.print_passport, sign="file-document-outline", touch=True)
        self.label = button(_("Label"), self.print_label, sign="printer", touch=True)
        self.to_workshop = button(_("To the workshop"), self._go_to_workshop, sign="wrench-outline", touch=True)
        self.to_case = button(_("Open the return"), self._go_to_case, sign="keyboard-return", touch=True)
        self.to_shipment = button(_("Open the shipment"), self._go_to_shipment, sign="truck-outline", touch=True)
        self.sell = button(_("Offer to sell …"), self._sell, sign="cash-check", touch=True)
        self.lost = button(_("Losses …"), self._go_to_losses, sign="help-circle-outline", touch=True)
        self.write_off = button(_("Write off …"), self._write_off, sign="book-remove-outline", touch=True)
        self.repairs, self.care = RepairsCard(desk, shell), CareCard(desk, shell)
        self.hold = HoldCard(desk, shell)
        self.comings = ComingsCard(desk.floor.comings, desk.clock, shell, with_swaps=True)
        self.codes = ThingCodes(desk, shell, self)
        self.codes.changed.connect(self._load)
        self.strip = self.codes.strip
        self._waiting = EmptyState(
            "barcode-scan", _("Scan any thing"), _("Its label or its serial number shows its whole life here.")
        )
        self._missing: QWidget | None = None
        self._body = self._built()
        self._parts = column(self.strip, self._waiting, self._body)
        self.setLayout(self._parts)
        self._show(self._waiting)

    def show_target(self, argument: str) -> None:
        self._ref = argument
        self.strip.show_offer(None)
        if argument:
            self._load()
        else:
            self.thing = None
            self.set_heading(_("Asset"))
            self._show(self._waiting)

    def on_changes(self, kinds: frozenset[str]) -> None:
        if self.thing is not None and kinds & {"assets", f"asset:{self.thing.row.id}"}:
            self._load()

    def on_scan(self, scan: Scan) -> bool:
        """Things are opened by the shell; the card “Print” makes the label, the others have nothing to do here."""
        try:
            code = classify(scan.text, scan.symbology)
        except CodeRefused:
            return False
        card = CARDS.get(code.number) if isinstance(code, OwnCode) and code.prefix == "CC" else None
        if card is None:
            return False
        if card is Card.PRINT and self.thing is not None:
            self.shell.play(Sound.ACCEPTED)
            self.print_label()
        else:
            self.shell.play(Sound.REFUSED)
            self.shell.toast(_("This card has nothing to do here."))
        return True

    def on_unknown(self, scan: Scan) -> bool:
        """The code may belong to the thing that is open."""
        return self.codes.offer(self.thing, scan)

    def print_passport(self) -> None:
        if self.thing is None:
            return
        thing, language = self.thing, current_language()
        day = today(self.desk.clock)
        name = _("Passport {code}.pdf").format(code=thing.row.code)

        def draw(sheet: PassportSheet) -> None:
            self.printer.make(name, lambda: self.desk.papers.asset_passport(sheet, language))

        work = partial(self.desk.floor.passport_sheet, thing.row.id, day)
        self.shell.services.background.run(work, draw, self.shell.show_refusal, owner=self)

    def print_label(self) -> None:
        if self.thing is None:
            return
        title = _("Label {code}").format(code=self.thing.row.code)
        self.printer.labels.send(title, partial(self.desk.floor.labels, [self.thing.row.id]))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt hands a QResizeEvent
        around = self.parentWidget()
        width = self.width() if around is None else min(self.width(), around.width())
        beside = side_width(width) if width >= theme().px(BESIDE_FROM) else None
        down, across = QBoxLayout.Direction.BottomToTop, QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(across if beside else down)
        self._side.setMaximumWidth(beside or ANY_WIDTH)
        self._side.setMinimumWidth(beside or 0)

    def _built(self) -> QWidget:
        buttons = row(self.label, self.passport, gap=12)
        side = column(Surface(_("Now")).add(self.facts), self.money_card, gap=24)
        deeds = (self.to_workshop, self.to_case, self.to_shipment, self.sell, self.lost, self.write_off)
        side.addWidget(Surface().add(buttons, *deeds, self.codes.away, self.hold))
        side.addWidget(self.care)
        side.addWidget(self.repairs)
        side.addWidget(self.comings)
        side.addStretch(1)
        self._side = QFrame()
        self._side.setLayout(side)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(theme().px(24))
        self._sides.addWidget(Surface(_("History")).add(self.history), 1, Qt.AlignmentFlag.AlignTop)
        self._sides.addWidget(self._side, 0, Qt.AlignmentFlag.AlignTop)
        body = QWidget()
        body.setLayout(self._sides)
        return body

    def _load(self) -> None:
        wanted = self._ref

        def show(thing: AssetPage) -> None:
            if wanted == self._ref:
                self.show_thing(thing)

        def fail(error: Exception) -> None:
            if isinstance(error, NotFound) and wanted == self._ref:
                self._show_missing(refusal(error))
            else:
                self.shell.show_refusal(error)

        self.shell.services.background.run(partial(self.desk.floor.asset, wanted), show, fail, owner=self)

    def show_thing(self, thing: AssetPage) -> None:
        self.thing = thing
        found = thing.row
        badges = [(label(found.status), _tone(thing))]
        if found.status not in OUT | GONE and found.readiness is not Readiness.READY:
            badges.append((label(found.readiness), Tone.WARN))
        self.set_heading(found.title, found.code, badges)
        self.facts.set_facts(self._facts(thing))
        self.history.show_life(found.id, found.code)
        self._show_money(thing)
        self.repairs.show_thing(found)
        self.care.show_thing(found)
        self.hold.show_thing(found)
        self.comings.show_of(Whose(asset_id=found.id))
        self.to_workshop.setVisible(found.status in _WORKSHOP)
        self.to_case.setVisible(bool(thing.case))
        self.to_shipment.setVisible(bool(thing.shipment))
        self.sell.setVisible(thing.money is not None and found.status in OUT)
        self.lost.setVisible(thing.money is not None and found.status in (Status.LOST, Status.STOLEN))
        self.write_off.setVisible(thing.money is not None and found.status in WRITABLE)
        self.codes.show_thing(thing)
        self._show(self._body)

    def _facts(self, thing: AssetPage) -> list[Fact]:
        found, holder = thing.row, thing.holder
        facts = [Fact(_("Code"), found.code), Fact(_("Serial number"), found.serial or "–")]
        facts += [Fact(_("Also known as"), alias) for alias in thing.aliases]
        facts.append(Fact(_("Condition"), label(found.condition)))
        if found.grade is not None:
            facts.append(Fact(_("Grade"), found.grade))
        if found.place:
            facts.append(Fact(_("Place"), found.place))
        if holder is not None:
            who = " · ".join(filter(None, (holder.customer, holder.city)))
            facts += [Fact(_("Held by"), who), Fact(_("Contract"), holder.contract)]
            facts.append(Fact(_("Since"), shown_date(holder.since.date())))
        if thing.shipment:
            facts.append(Fact(_("Lies in shipment"), thing.shipment))
        if thing.case:
            facts.append(Fact(_("Expected with return"), thing.case))
        if thing.proposed_for:
            facts.append(Fact(_("To be taken for"), ", ".join(thing.proposed_for)))
        days = thing.days_rented(today(self.desk.clock))
        facts.append(Fact(_("Days with customers"), count("{count} day", "{count} days", days)))
        return facts

    def _show_money(self, thing: AssetPage) -> None:
        self.money_card.setVisible(thing.money is not None)
        if thing.money is None:
            return
        money = thing.money
        facts = [Fact(_("Revenue (net)"), money.revenue), Fact(_("Repairs"), -money.repair_cost)]
        result = money.revenue - money.repair_cost
        charged = [each.billed for each in money.charges if each.billed.currency == result.currency]
        if charged:
            facts.append(Fact(_("Charged for damage and the like (net)"), total(charged)))
            result += total(charged)
        if money.acquired is not None:
            facts.append(Fact(_("Bought for"), -money.acquired))
            result -= money.acquired
        tone = Tone.BAD if result.minor < 0 else Tone.OK if result.minor else None
        facts.append(Fact(_("Left over"), result, tone))
        self.money.set_facts(facts)

    def _show_missing(self, sentence: str) -> None:
        self.thing = None
        self.set_heading(_("Asset"), badges=((_("not found"), Tone.WARN),))
        if self._missing is not None:
            self._missing.deleteLater()
        self._missing = EmptyState("help-circle-outline", _("Not found"), sentence)
        self._parts.addWidget(self._missing)
        self._show(self._missing)

    def _show(self, part: QWidget) -> None:
        """The page is as high as what is in sight: a stack would be as high as a whole life."""
        for each in (self._waiting, self._body, self._missing):
            if each is not None:
                each.setVisible(each is part)
                self._parts.setStretchFactor(each, int(each is part))

    def _go_to_workshop(self) -> None:
        if self.thing is not None:
            self.shell.open("refurbish", self.thing.row.code)

    def _go_to_case(self) -> None:
        if self.thing is not None:
            self.shell.open("return", self.thing.case)

    def _sell(self) -> None:
        """At the office's seat; who may not read money is offered nothing."""
        if self.thing is not None:
            self.shell.open("sell_thing", self.thing.row.code)

    def _go_to_losses(self) -> None:
        if self.thing is not None:
            self.shell.open("losses", self.thing.row.code)

    def _write_off(self) -> None:
        if self.thing is not None:
            self.shell.open("write_offs", self.thing.row.code)

    def _go_to_shipment(self) -> None:
        if self.thing is not None:
            self.shell.open("ship", self.thing.shipment)


def _tone(thing: AssetPage) -> Tone:
    status = thing.row.status
    if status in OUT:
        return Tone.ACCENT
    if status in GONE:
        return Tone.NEUTRAL
    return Tone.OK if status in _WELL else Tone.WARN
