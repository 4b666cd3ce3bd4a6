"""What the next run will bill: sums, and every contract with what is odd first."""

from PySide6.QtWidgets import QComboBox, QWidget

from domain.billing.preview_run import RunLine
from domain.money import Money
from ui.backoffice.asking import Asker
from ui.backoffice.billing.presenter import Ahead, AheadPresenter
from ui.backoffice.billing.words import ODDITY_TONES, sum_words
from ui.backoffice.words import shown_sums
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_date, shown_money
from ui.shell.port import Shell
from ui.texts import refusal
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column, DataTable


class AheadTab(QWidget):
    """A row leads to its contract."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.presenter = AheadPresenter(shell, desk, self, Asker(shell, self))
        self.day = QComboBox()
        self.day.setAccessibleName(_("Which run"))
        self.day.setToolTip(_("What a run would write if nothing changes until then. Nothing is written by looking."))
        self.day.addItems([_("Tonight's run"), _("A run now")])
        self.day.activated.connect(lambda index: self.presenter.load(is_tonight=index == 0))
        self.sums, self.detail = text("", "strong", wrap=True), text("", "muted", wrap=True)
        self.more = button(_("Look further"), self.presenter.go_on, sign="chevron-down")
        self.stop = button(_("Stop"), self.presenter.stop, sign="stop-circle-outline")
        empty = EmptyState("calendar-check-outline", _("Nothing to bill"), _("No contract is due by that day."))
        self.table: DataTable[RunLine] = DataTable(_columns(), empty=empty, name=_("The next run"))
        self.table.opened.connect(lambda line: shell.open("contract", line.number))
        self.sentence = text("", "muted", wrap=True)
        self.table.current_changed.connect(self._on_chosen)
        said = column(self.sums, self.detail, gap=2)
        top = Bend(said, row(None, self.stop, self.more, self.day))
        layout = column(8, top, gap=12)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.sentence)
        self.setLayout(layout)
        self.stop.hide()
        self.more.hide()
        self.sentence.hide()
        guide_focus(self, self.table)

    def show_ahead(self, ahead: Ahead, *, is_looking: bool) -> None:
        self.stop.setVisible(is_looking and ahead.parts > 0)
        self.more.setVisible(not is_looking and not ahead.is_done and ahead.parts > 0)
        if not (is_looking and not ahead.parts):
            self.table.set_rows(ahead.lines)
        self.sums.setText(sum_words(ahead.sums) or ("" if is_looking else _("Nothing would be written.")))
        self.detail.setText(_detail(ahead, is_looking=is_looking))

    def _on_chosen(self, line: RunLine | None) -> None:
        """Why the run would leave the chosen contract out, or what its invoice takes from the balance."""
        self.sentence.setText((_why(line) or _from_balance(line)) if line is not None else "")
        self.sentence.setVisible(bool(self.sentence.text()))


def _detail(ahead: Ahead, *, is_looking: bool) -> str:
    looked = count("{count} customer looked at", "{count} customers looked at", ahead.customers)
    by = _("As of {day}").format(day=shown_date(ahead.as_of))
    if ahead.used:
        by += " · " + _("{amount} of it paid from balances").format(amount=shown_sums(ahead.used))
    if is_looking:
        return f"{by} · {_('Looking …')} {looked}"
    if not ahead.is_done:
        return f"{by} · {looked} · {_('the sums are of these alone')}"
    held = sum(line.refusal is not None for line in ahead.lines)
    words = count("{count} contract would be left out", "{count} contracts would be left out", held)
    return f"{by} · {words}" if held else f"{by} · {looked}"


def _columns() -> list[Column[RunLine]]:
    return [
        Column(
            "oddity",
            _("Look at"),
            lambda line: line.oddity,
            show=label,
            tone=lambda line: ODDITY_TONES[line.oddity],
            width=168,
        ),
        Column("number", _("Contract"), lambda line: line.number, code=True, width=136),
        Column("customer", _("Customer"), lambda line: line.customer, fills=True),
        Column("periods", _("Periods"), lambda line: line.periods or None, align=Align.RIGHT, width=96, yields=3),
        Column("net", _("Net"), lambda line: None if line.refusal else line.net, align=Align.RIGHT, width=112),
        Column("used", _("From balance (gross)"), lambda line: line.used, align=Align.RIGHT, width=152, yields=2),
        Column("last", _("Last bill"), _last, align=Align.RIGHT, width=144, yields=1),
        Column("last_on", _("Last billed on"), lambda line: line.last.on if line.last else None, width=136, yields=4),
        Column("difference", _("Difference"), lambda line: line.difference, align=Align.RIGHT, width=112, yields=2),
        Column("why", _("Why"), _why, width=320, optional=True),
    ]


def _last(line: RunLine) -> Money | None:
    return line.last.net if line.last else None


def _why(line: RunLine) -> str:
    return refusal(line.refusal) if line.refusal is not None else ""


def _from_balance(line: RunLine) -> str:
    """Each invoice about the contract that takes something."""
    some = _("The invoice over {gross} takes {used} from the balance; {left} is left to pay.")
    all_of_it = _("The invoice over {gross} is paid from the balance as a whole.")
    return " ".join(
        (some if bill.left else all_of_it).format(
            gross=shown_money(bill.gross), used=shown_money(bill.used), left=shown_money(bill.left)
        )
        for bill in line.bills
    )
