"""Receive: scan a product, its serials and the shelf, book it in, and the labels are there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget, QWidget

from ui.desk import Desk
from ui.language import _, shown_time
from ui.printing.paper import Printer
from ui.shell.port import Shell
from ui.theme import Tone, theme
from ui.warehouse.receiving.parts import NONE, SHEET, ReceiptForm
from ui.warehouse.receiving.receiving import Receiving, ReceivingState, Shelves, span
from ui.warehouse.scanned import Outcome, ScanPage
from ui.widgets.answer import Answer, Verdict
from ui.widgets.base import column
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.table import Column, DataTable

if TYPE_CHECKING:  # the rows of all warehouse pages stand in that file
    from domain.views.floor_rows import FloorVariant, ReceiptRow

PRODUCTS, SCANS, RECEIPTS = range(3)


class ReceivePage(ScanPage):
    """Answer and lists on the left, the form on the right; everything goes by scans alone as well."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self.receiving = Receiving(desk)
        super().__init__(shell, desk, _("Receive"), self.receiving.act)
        self.printer = Printer(shell, desk, self)
        self.state = ReceivingState(self.receiving.draft)
        self._typing = 0
        self.form = ReceiptForm()
        self.products = DataTable(
            _product_columns(),
            empty=EmptyState(
                "package-variant", _("No products yet"), _("The owner adds products; then they can be received.")
            ),
            name=_("Products"),
            touch=True,
        )
        self.receipts = DataTable(
            _receipt_columns(),
            empty=EmptyState(
                "package-down", _("Nothing booked in today"), _("Scan a product to begin; labels come by themselves.")
            ),
            name=_("Booked in today"),
            touch=True,
        )
        self.tabs = QTabWidget()
        for words, shown in (
            (_("Products"), self.products),
            (_("Last scans"), self.scans),
            (_("Booked in today"), self.receipts),
        ):
            page = QWidget()
            page.setLayout(column(8, shown, gap=0))
            self.tabs.addTab(page, words)
        card = Card(margin=16).add(self.tabs, stretch=1)
        card.setMinimumHeight(theme().px(176))
        self.set_parts(card, self.form)
        self._connect()
        self.form.show_state(self.state, is_typing=False)
        self._show_ready()

    def show_target(self, argument: str) -> None:
        self.load(self.receiving.shelves, self._show_shelves)
        self.load(self.receiving.refresh, self.show_state)

    def on_changes(self, kinds: frozenset[str]) -> None:
        if {"products", "places"} & kinds:
            self.load(self.receiving.shelves, self._show_shelves)
        if "assets" in kinds and not self.lane.is_touching:
            self.load(self.receiving.refresh, self.show_state)

    def undo(self) -> None:
        self.lane.do(self.receiving.undo)

    def show_state(self, state: ReceivingState) -> None:
        self.state = state
        self.form.show_state(state, is_typing=self._typing > 0)
        self.receipts.set_rows(state.receipts)
        if state.is_booked_now:
            self.bring(self.tabs, RECEIPTS)
        elif state.draft.variant is not None:
            self.bring(self.tabs, SCANS)
        if state.print_labels and state.booked is not None:
            self._print(state.booked, is_asked=not state.is_booked_now)

    def answer_of(self, outcome: Outcome) -> Answer:
        draft = self.state.draft
        if draft.variant is None:
            step, hint = _("scan the next product"), ""
        else:
            step = _("scan serials, then “Confirm”")
            hint = _("Undo: scan the card “Undo”, or press Ctrl+Z") if draft.serials else ""
        if self.state.booked is not None and self.state.is_booked_now:
            hint = _("Undo: scan the card “Undo”, or press Ctrl+Z")
        return Answer(outcome.verdict, outcome.title, outcome.detail, next_step=step, hint=hint)

    def _connect(self) -> None:
        form = self.form
        form.quantity_typed.connect(lambda typed: self._type(partial(self.receiving.set_quantity, typed)))
        form.serials_typed.connect(lambda *typed: self._type(partial(self.receiving.set_serials, *typed)))
        form.place_chosen.connect(lambda place: self._type(partial(self.receiving.set_place, place)))
        form.book_wanted.connect(lambda: self.lane.do(self.receiving.book))
        form.clear_wanted.connect(self._on_clear)
        form.print_wanted.connect(lambda: self.lane.do(self.receiving.labels))
        form.undo_wanted.connect(lambda: self.lane.do(self.receiving.undo_receipt))
        self.products.opened.connect(self._on_product)
        self.products.view.clicked.connect(lambda: self._on_product(self.products.current()))
        self.receipts.current_changed.connect(self._on_receipt)

    def _type(self, edit: Callable[[], ReceivingState]) -> None:
        """What a person changes waits its turn like a scan; until it is through, the fields are left as they are."""
        self._typing += 1
        self.load(edit, self._on_typed)

    def _on_typed(self, state: ReceivingState) -> None:
        self._typing -= 1
        self._show_looked(state)

    def _on_clear(self) -> None:
        self.bring(self.tabs, PRODUCTS)
        self.lane.do(self.receiving.clear)

    def _on_product(self, chosen: FloorVariant | None) -> None:
        """One touch chooses; a double click is the same choice once more, not another piece."""
        draft = self.state.draft
        if chosen is not None and (draft.variant is None or draft.variant.id != chosen.id):
            self.lane.do(partial(self.receiving.choose, chosen))

    def _on_receipt(self, chosen: ReceiptRow | None) -> None:
        if chosen is not None and chosen != self.state.booked:
            self.load(partial(self.receiving.look_at, chosen), self._show_looked)

    def _show_looked(self, state: ReceivingState) -> None:
        self.state = state
        self.form.show_state(state, is_typing=self._typing > 0)

    def _show_shelves(self, shelves: Shelves) -> None:
        self.products.set_rows(shelves.products)
        self.form.show_places(shelves.places)
        self.form.show_place(self.state.draft.place)

    def _show_ready(self) -> None:
        detail = _("Scan its barcode or choose it.")
        self.answer.show_answer(self.answer_of(Outcome(Verdict.READY, _("Which product?"), detail)))

    def _print(self, receipt: ReceiptRow, *, is_asked: bool) -> None:
        """After booking as chosen; asked for explicitly, “no labels” means as the templates say."""
        chosen = self.form.format.currentData()
        if chosen == NONE and not is_asked:
            return
        title = _("Labels {codes}").format(codes=span(receipt.codes).replace(" … ", "-"))
        asked = partial(self.desk.floor.labels, receipt.asset_ids)
        self.printer.labels.send(title, asked, on_sheets=chosen == SHEET)


def _product_columns() -> list[Column[FloorVariant]]:
    return [
        Column("title", _("Product"), lambda r: r.title, fills=True),
        Column("sku", _("Number"), lambda r: r.sku, width=136, code=True, yields=2),
        Column("gtin", _("GTIN"), lambda r: r.gtin.lstrip("0"), width=144, optional=True),
        Column("free", _("In stock"), lambda r: r.free, width=88, yields=1),
    ]


def _receipt_columns() -> list[Column[ReceiptRow]]:
    return [
        Column("at", _("Time"), lambda r: r.at, show=shown_time, width=72, yields=2),
        Column("title", _("Product"), lambda r: r.title, fills=True),
        Column("pieces", _("Pieces"), lambda r: len(r.codes), width=72, yields=1),
        Column("codes", _("Numbers"), lambda r: span(r.codes), width=224, code=True, yields=3),
        Column("place", _("Place"), lambda r: r.place, width=96, optional=True),
        Column("person", _("Who"), lambda r: r.person, width=96, optional=True),
        Column("state", _("State"), _state, width=112, tone=lambda r: Tone.NEUTRAL if r.is_undone else Tone.OK),
    ]


def _state(found: ReceiptRow) -> str:
    return _("taken back") if found.is_undone else _("booked in")
