"""Everything that is stuck, the oldest first: read, decide by a key, and it leaves the list."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from domain.clock import legal_day
from domain.matters.model import MatterKind
from domain.views.matters import MatterFilter, MatterQuestion, MatterRow
from domain.views.office_rows import Found
from ui.backoffice.bulk.attempts import matters_bulk
from ui.backoffice.inbox.panel import MatterPanel
from ui.backoffice.inbox.words import kind_words, sentence, target, tone
from ui.backoffice.lists import ListPage, ListSpec
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column

MOST: Final = 500
TOPICS: Final = frozenset(
    {
        "matters", "tasks", "billing_runs", "contracts", "payments", "letters", "returns", "declarations", "refunds",
        "checks", "bank", "orders", "portal", "billing_holds",
    }
)  # fmt: skip
"""What may bring something onto the list or take it off."""
_MOVES: Final = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}


class InboxPage(ListPage):
    """j and k or the arrows choose, Enter opens, digits take an outcome, A, S, N and D give, put off, note, settle."""

    def __init__(self, desk: Desk, shell: Shell, spec: ListSpec[Any]) -> None:
        self._desk = desk
        self._kept = 0
        super().__init__(shell, spec)
        self.more.setText(_("The first {count} are shown. Search to see others.").format(count=MOST))
        self.table.current_changed.connect(self._on_current)
        self.table.view.installEventFilter(self)

    def begins_at(self) -> QWidget:
        return self.table

    def top(self) -> QWidget:
        self.panel = MatterPanel(self._desk, self.shell)
        return self.panel

    def show_rows(self, rows: Sequence[Any], *, has_more: bool) -> None:
        """The cursor stays in its line: what came after the one that is gone is next."""
        kept, self._kept = self._kept, 0
        super().show_rows(rows, has_more=has_more)
        if self.table.current() is None and rows:
            shown = self.table.rows()
            wanted = shown[min(kept, len(shown) - 1)]
            self.table.select(lambda each: each is wanted)
        if rows and self.search.hasFocus() and not self.search.text():
            self.table.view.setFocus()
        self._on_current(self.table.current())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.modifiers():
            return self._on_key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _on_key(self, key: Qt.Key) -> bool:
        if key in _MOVES:
            at = self.table.view.currentIndex().row() + _MOVES[key]
            if 0 <= at < self.table.proxy.rowCount():
                self.table.view.selectRow(at)
            return True
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            return self.panel.take(int(key) - int(Qt.Key.Key_0))
        deeds = {
            Qt.Key.Key_A: self.panel.assign,
            Qt.Key.Key_S: self.panel.snooze,
            Qt.Key.Key_N: self.panel.write_note,
            Qt.Key.Key_D: self.panel.settle_it,
        }
        if key in deeds:
            deeds[key]()
            return True
        return False

    def _on_current(self, chosen: MatterRow | None) -> None:
        if chosen is not None:
            self._kept = max(self.table.view.currentIndex().row(), 0)
        if chosen is None or chosen != self.panel.row:
            self.panel.show_matter(chosen)


def inbox_page(desk: Desk, shell: Shell) -> InboxPage:
    def ask(words: str, choice: Any) -> Found[MatterRow]:
        which, kinds = choice
        found = desk.office.matters.list(MatterQuestion(words, which, kinds, MOST))
        return Found(found.rows, _wanted(found.counts, kinds) > MOST)

    def everything(words: str, choice: Any, most: int) -> Sequence[MatterRow]:
        which, kinds = choice
        return desk.office.matters.list(MatterQuestion(words, which, kinds, most)).rows

    spec = ListSpec(
        _("To clear"),
        _("Number, name or text"),
        _columns(),
        _choices(),
        _nothing,
        ask,
        TOPICS,
        target,
        bulk=matters_bulk(desk, everything),
    )
    return InboxPage(desk, shell, spec)


def _wanted(counts: Mapping[MatterKind, int], kinds: Sequence[MatterKind]) -> int:
    return sum(n for kind, n in counts.items() if not kinds or kind in kinds)


def _choices() -> list[tuple[tuple[MatterFilter, tuple[MatterKind, ...]], str]]:
    ours = (MatterFilter.OPEN, MatterFilter.MINE, MatterFilter.NOBODYS)
    return [
        *(((each, ()), label(each)) for each in ours),
        *(((MatterFilter.OPEN, (each,)), label(each)) for each in MatterKind),
        *(((each, ()), label(each)) for each in MatterFilter if each not in ours),
    ]


def _nothing() -> QWidget:
    return EmptyState(
        "inbox-outline",
        _("Nothing is stuck"),
        _("What billing, payments, letters or returns cannot solve by themselves appears here, and goes by itself."),
    )


def _columns() -> list[Column[MatterRow]]:
    return [
        Column("kind", _("What"), kind_words, width=200, tone=tone),
        Column("number", _("About"), lambda one: one.number, code=True, width=144),
        Column("customer", _("Customer"), lambda one: one.customer or None, width=152, yields=2),
        Column("what", _("What happened"), sentence, fills=True, yields=3),
        Column("worth", _("Worth"), lambda one: one.worth, align=Align.RIGHT, width=112, yields=4),
        Column("since", _("Since"), lambda one: legal_day(one.since), width=104, yields=1),
        Column("person", _("Given to"), lambda one: one.person or None, width=136, yields=5),
        Column("until", _("Rests until"), lambda one: one.until, width=112, optional=True, tone=_resting),
        Column("note", _("Last word"), lambda one: one.note or None, width=200, optional=True),
    ]


def _resting(one: MatterRow) -> Tone | None:
    return None if one.until is None else Tone.NEUTRAL
