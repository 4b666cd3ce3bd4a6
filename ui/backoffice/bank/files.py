"""Files that were read in, and statements with what does not fit between them."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from domain.views.banking import BankFileRow, StatementRow
from ui.backoffice.asking import Asker
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column, text
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column, DataTable

MOST: Final = 500


class FilesTab(QWidget):
    """Statements above, for their gaps; files below."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._asker, self._other = desk, Asker(shell, self), Asker(shell, self)
        self.gaps = text("", tone=Tone.WARN, wrap=True)
        none = EmptyState(
            "file-table-outline",
            _("No statement yet"),
            _("Statements (camt.053) bring balances, which show what is missing."),
        )
        self.statements: DataTable[StatementRow] = DataTable(_statements(), none, name=_("Statements"))
        nothing = EmptyState(
            "tray-arrow-down", _("No file was read in"), _("Drop files of your bank here, or choose them.")
        )
        self.files: DataTable[BankFileRow] = DataTable(_files(), nothing, name=_("Files of the bank"))
        layout = column(gap=16)
        layout.addWidget(Card(_("Statements"), margin=16).add(self.gaps).add(self.statements, stretch=1), 1)
        layout.addWidget(Card(_("Files of the bank"), margin=16).add(self.files, stretch=1), 1)
        self.setLayout(layout)
        self.gaps.hide()

    def load(self) -> None:
        self._asker.ask(lambda: self._desk.office.bank.statements(MOST), self._show)
        self._other.ask(lambda: self._desk.office.bank.files(MOST), self.files.set_rows)

    def _show(self, rows: Sequence[StatementRow]) -> None:
        self.statements.set_rows(rows)
        wrong = [each for each in rows if each.follows is False or each.adds_up is False]
        self.gaps.setText(
            _("Something is missing: fetch the statements between and read them in. See the column “Check”.")
        )
        self.gaps.setVisible(bool(wrong))


def check_words(one: StatementRow) -> str:
    """What the balances say."""
    if one.adds_up is False:
        return _("entries do not add up")
    if one.follows is False:
        return _("one before is missing")
    return _("fits") if one.follows else ""


def _tone(one: StatementRow) -> Tone | None:
    if one.adds_up is False or one.follows is False:
        return Tone.BAD
    return Tone.OK if one.follows else None


def _days(one: StatementRow) -> str:
    days = [shown_date(each) for each in (one.first_on, one.last_on) if each is not None]
    return " – ".join(dict.fromkeys(days))


def _statements() -> list[Column[StatementRow]]:
    right = Align.RIGHT
    return [
        Column("days", _("Days"), _days, width=208, sorts_by=lambda one: one.last_on),
        Column("account", _("Account"), lambda one: one.account, fills=True),
        Column("number", _("Number"), lambda one: one.number, width=96, yields=1),
        Column("opening", _("Opening balance"), lambda one: one.opening, align=right, width=144),
        Column("closing", _("Closing balance"), lambda one: one.closing, align=right, width=144),
        Column("check", _("Check"), check_words, width=224, tone=_tone),
        Column("file", _("File"), lambda one: one.file, width=200, yields=2),
    ]


def _files() -> list[Column[BankFileRow]]:
    right = Align.RIGHT
    return [
        Column("read_at", _("Read in on"), lambda one: one.read_at, width=152),
        Column("name", _("File"), lambda one: one.name, fills=True),
        Column("kind", _("Kind"), lambda one: one.kind, show=label, width=272),
        Column("entries", _("Entries"), lambda one: one.entries, align=right, width=96),
        Column("fresh", _("New"), lambda one: one.fresh, align=right, width=80),
        Column("left_out", _("Left out"), lambda one: one.left_out, align=right, width=104, yields=2),
        Column("who", _("Read in by"), lambda one: one.who, width=136, yields=1),
    ]
