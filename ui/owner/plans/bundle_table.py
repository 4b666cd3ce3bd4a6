"""The bundle's table in the plan editor: what the rest costs when a part comes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from domain.catalog.bundle_table import BundleRow, BundleTable, Content
from domain.contracts.bundle import BundleRule
from domain.money import EUR, Currency, total
from domain.views.catalogue import ProductPage
from ui.labels import label
from ui.language import _, shown_money, shown_percent
from ui.theme import Tone, theme
from ui.widgets.base import column, row, styled, text
from ui.widgets.card import Card
from ui.widgets.forms import ChoiceField, MoneyField, NumberField, WrongEntry

HUNDRED = Decimal(100)
WIDTH = 144


@dataclass(frozen=True, slots=True)
class _Line:
    """One part with its two fields, of which the rule shows one or none."""

    content: Content
    around: QWidget
    share: NumberField
    single: MoneyField
    percent: QWidget


class BundleTableCard(Card):
    """Hidden for products that are no bundle. `read` gives the table, `changed` comes with every key."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(_("When a part of the bundle comes back"))
        self._table: BundleTable | None = None
        self._lines: list[_Line] = []
        self._currency = EUR
        self.rule = ChoiceField(
            _("Rule"),
            [(each, label(each)) for each in (BundleRule.UNCHANGED, BundleRule.SHARES, BundleRule.SINGLE_PRICES)],
            hint=_("From the day after the part is here. Running contracts keep the table they were made with."),
        )
        self._below, self.sum = column(gap=8), text("", "small", wrap=True)
        self.add(self.rule, self._below, self.sum)
        self.rule.changed.connect(self._on_changed)
        self.hide()

    def keep(self, table: BundleTable | None) -> None:
        """What is read until the parts are known."""
        self._table, self._lines = table, []
        self.hide()

    def show_parts(self, page: ProductPage, currency: Currency = EUR) -> None:
        """With a line for each part of the product's bundles; those of several colours stand in one table."""
        self._clear()
        self._currency = currency
        table = self._table or BundleTable()
        rows = {each.variant_id: each for each in table.rows}
        for content in _contents(page):
            self._lines.append(self._line(content, rows.get(content.variant_id)))
        self.rule.set_value(table.rule)
        self.setVisible(bool(self._lines))
        self._settle()

    def read(self, *, marks: bool = True) -> BundleTable | None:
        """None: the plan has no table. Raises WrongEntry, which it says beside the field when it `marks`."""
        if not self._lines:
            return self._table
        rule = self.rule.value()
        if rule is BundleRule.UNCHANGED:
            return None
        return BundleTable(rule, tuple(self._row(line, rule, marks=marks) for line in self._lines))

    def fields(self) -> dict[str, tuple[NumberField, MoneyField]]:
        """Share and single price by the part's name."""
        return {line.content.title: (line.share, line.single) for line in self._lines}

    def _row(self, line: _Line, rule: BundleRule, *, marks: bool) -> BundleRow:
        field = line.share if rule is BundleRule.SHARES else line.single
        try:
            if rule is BundleRule.SHARES:
                return BundleRow(line.content.variant_id, share=line.share.value())
            return BundleRow(line.content.variant_id, single_price=line.single.value())
        except WrongEntry as wrong:
            if marks:
                field.show_error(str(wrong))
                field.setFocus()
            raise

    def _line(self, content: Content, known: BundleRow | None) -> _Line:
        share = NumberField(_("Share in percent"), least=Decimal(0), most=HUNDRED)
        single = MoneyField(_("Single price"), currency=self._currency)
        if known is not None and known.share is not None:
            share.set_value(known.share.normalize() if known.share % 1 else int(known.share))
        if known is not None and known.single_price is not None:
            single.set_value(known.single_price)
        around = QWidget()
        name = content.title if content.pieces == 1 else f"{content.pieces} × {content.title}"
        for field in (share, single):
            field.setFixedWidth(theme().px(WIDTH))
            field.label.hide()
            field.editor.setAccessibleName(f"{field.label.text()}: {name}")
            field.changed.connect(self._on_changed)
        percent = text("%", "muted")
        line = row(text(name, wrap=True), share, percent, single, gap=12)
        line.setStretch(0, 1)
        around.setLayout(line)
        self._below.addWidget(around)
        return _Line(content, around, share, single, percent)

    def _clear(self) -> None:
        for line in self._lines:
            self._below.removeWidget(line.around)
            line.around.hide()
            line.around.deleteLater()
        self._lines = []

    def _on_changed(self) -> None:
        self._settle()
        self.changed.emit()

    def _settle(self) -> None:
        """Shows the fields that the rule asks for, and what they add up to."""
        rule = self.rule.value()
        for line in self._lines:
            line.around.setVisible(rule is not BundleRule.UNCHANGED)
            line.share.setVisible(rule is BundleRule.SHARES)
            line.percent.setVisible(rule is BundleRule.SHARES)
            line.single.setVisible(rule is BundleRule.SINGLE_PRICES)
        words, tone = self._sum(rule)
        self.sum.setText(words)
        styled(self.sum, tone=tone)
        self.sum.setVisible(bool(words))

    def _sum(self, rule: BundleRule) -> tuple[str, Tone | None]:
        try:
            if rule is BundleRule.SHARES:
                shares = sum((line.share.value() for line in self._lines), Decimal(0))
                words = _("Together {share}; the shares of each bundle have to be 100 %.")
                return words.format(share=shown_percent(shares / HUNDRED)), None if shares == HUNDRED else Tone.WARN
            if rule is BundleRule.SINGLE_PRICES:
                singles = total([line.single.value().times(Decimal(line.content.pieces)) for line in self._lines],
                                self._currency)  # fmt: skip
                words = _("Together {price}; never more than the bundle is asked for.")
                return words.format(price=shown_money(singles)), None
        except WrongEntry:
            return "", None
        return "", None


def _contents(page: ProductPage) -> Sequence[Content]:
    """Each part once, in the order of the bundles."""
    found = {content.variant_id: content for variant in reversed(page.variants) for content in variant.contents}
    order = dict.fromkeys(content.variant_id for variant in page.variants for content in variant.contents)
    return [found[variant_id] for variant_id in order]
