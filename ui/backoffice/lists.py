"""A list of the back office: search on the server, one filter, a dense table; filters stay when one comes back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Protocol, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from domain.views.office_rows import Found
from ui.backoffice.asking import Asker
from ui.backoffice.bulk.bar import Bulk, BulkBar
from ui.backoffice.list_views import ViewsButton
from ui.language import _
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.shell.saved_views import View
from ui.theme import theme
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.table import Column, DataTable
from ui.widgets.typed import seen

Row = TypeVar("Row")
Row_contra = TypeVar("Row_contra", contravariant=True)
WAIT_MS: Final = 250


class ListView(Protocol[Row_contra]):
    """What the presenter needs of the page."""

    def words(self) -> str: ...

    def choice(self) -> Any: ...

    def show_rows(self, rows: Sequence[Row_contra], *, has_more: bool) -> None: ...


class ListPresenter(Generic[Row]):
    """Asks for what the filters say, again when one of `topics` changed, and opens the page of a row."""

    def __init__(
        self,
        shell: Shell,
        view: "ListView[Row]",
        asker: Asker,
        *,
        ask: Callable[[str, Any], Found[Row]],
        topics: frozenset[str],
        open_row: Callable[[Row], tuple[str, str]],
    ) -> None:
        self._shell, self._view, self._asker = shell, view, asker
        self._ask, self._topics, self._open_row = ask, topics, open_row

    def load(self) -> None:
        words, choice = self._view.words(), self._view.choice()
        self._asker.ask(lambda: self._ask(words, choice), self._show)

    def changed(self, kinds: frozenset[str]) -> None:
        if kinds & self._topics:
            self.load()

    def open(self, chosen: Row) -> None:
        self._shell.open(*self._open_row(chosen))

    def _show(self, found: Found[Row]) -> None:
        self._view.show_rows(found.rows, has_more=found.has_more)


@dataclass(frozen=True, slots=True)
class ListSpec(Generic[Row]):
    """What makes one list different from another. Texts are shown as they are, so make it when the page is made.

    `choices`: values of the filter with their words, the first is chosen at the start.
    """

    title: str
    placeholder: str
    columns: Sequence[Column[Row]]
    choices: Sequence[tuple[Any, str]]
    empty: Callable[[], QWidget]
    ask: Callable[[str, Any], Found[Row]]
    topics: frozenset[str]
    open_row: Callable[[Row], tuple[str, str]]
    new: tuple[str, str] | None = None
    """Word and screen of the button that makes a new one."""
    bulk: Bulk | None = None
    """What can be done with many rows at once."""


class ListPage(Page):
    """The page of a list. Derive to put something above the table (`top`)."""

    def __init__(self, shell: Shell, spec: ListSpec[Any]) -> None:
        super().__init__(shell, spec.title)
        self.search = QLineEdit()
        self.search.setObjectName("words")
        self.filter = QComboBox()
        self.filter.setObjectName("filter")
        self.table: DataTable[Any] = DataTable(spec.columns, empty=spec.empty(), name=spec.title)
        self.more = text(_("The first {count} are shown. Search to see others.").format(count=200), "muted", wrap=True)
        self._spec = spec
        self._nothing = EmptyState(
            "magnify-close", _("Nothing found"), _("Try another word or another filter."),
            action=_("Show all"), on_action=self.show_all,
        )  # fmt: skip
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self.presenter: ListPresenter[Any] = ListPresenter(
            shell, self, Asker(shell, self), ask=spec.ask, topics=spec.topics, open_row=spec.open_row
        )
        self._build()

    def top(self) -> QWidget | None:
        """What stands above the table."""
        return None

    def begins_at(self) -> QWidget:
        """Where the keys go first."""
        return self.search

    def words(self) -> str:
        return seen(self.search.text())

    def choice(self) -> Any:
        return self._spec.choices[self.filter.currentIndex()][0] if self._spec.choices else None

    def show_rows(self, rows: Sequence[Any], *, has_more: bool) -> None:
        self.table.set_rows(rows)
        self.more.setVisible(has_more)
        is_narrowed = bool(self.words()) or self.filter.currentIndex() > 0
        self._stack.setCurrentWidget(self._nothing if not rows and is_narrowed else self.table)

    def show_all(self) -> None:
        """Takes the search away, and the filter when it is not the usual one."""
        self.search.clear()
        self.filter.setCurrentIndex(0)
        self.presenter.load()

    def show_target(self, argument: str) -> None:
        if argument:
            self.search.setText(argument)
        self.presenter.load()

    def view_now(self, name: str) -> View:
        """What is searched for and shown, to be saved under a name."""
        sorted_by, is_descending = self.table.sorting()
        hidden = tuple(self.table.hidden_columns())
        return View(name, self.words(), repr(self.choice()), sorted_by, is_descending, hidden)

    def show_view(self, view: View) -> None:
        """As it was saved; a filter or a column that is gone is left as it is."""
        self.search.setText(view.words)
        choices = [repr(value) for value, _word in self._spec.choices]
        self.filter.setCurrentIndex(choices.index(view.choice) if view.choice in choices else 0)
        self.table.hide_columns(view.hidden)
        self.table.sort_by(view.sorted_by, is_descending=view.is_descending)
        self.presenter.load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        self.presenter.changed(kinds)

    def entered(self) -> Mapping[str, str]:
        return {**super().entered(), "filter_index": str(self.filter.currentIndex())}

    def restore(self, entered: Mapping[str, str]) -> None:
        super().restore({name: typed for name, typed in entered.items() if name != "filter_index"})
        index = entered.get("filter_index", "")
        if index.isdigit():
            self.filter.setCurrentIndex(int(index))

    def _build(self) -> None:
        self.search.setPlaceholderText(self._spec.placeholder)
        self.search.setAccessibleName(self._spec.placeholder)
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(100)
        self.search.setMinimumWidth(theme().px(120))
        self.search.setMaximumWidth(theme().px(360))
        self.filter.addItems([word for _value, word in self._spec.choices])
        self.filter.setAccessibleName(_("Filter"))
        if not self._spec.choices:
            self.filter.hide()
        self.views = ViewsButton("-".join(each.key for each in self._spec.columns), self, self.shell.services.views)
        asked = row(self.search, self.filter, self.views, None, gap=12)
        asked.setStretch(0, 100)
        layout = column(gap=16)
        if self._spec.new is not None:
            word, screen = self._spec.new
            self.new = button(word, lambda: self.shell.open(screen), kind="primary", sign="plus", shortcut="Ctrl+N")
            layout.addWidget(Bend(asked, row(None, self.new)))
        else:
            layout.addLayout(asked)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        self.table.filter.hide()
        above = self.top()
        if above is not None:
            layout.addWidget(above)
        layout.addWidget(Card(margin=16).add(self._stack, stretch=1), 1)
        if self._spec.bulk is not None:
            self.bulk = BulkBar(self._spec.bulk, self.shell, self.table, self)
            layout.addWidget(self.bulk)
        layout.addWidget(self.more)
        self.more.hide()
        self.setLayout(layout)
        guide_focus(self, self.begins_at())
        self._timer.timeout.connect(self.presenter.load)
        self.search.textEdited.connect(lambda _typed: self._timer.start())
        self.search.textChanged.connect(lambda typed: None if typed else self._timer.start())
        self.search.returnPressed.connect(self._on_enter)
        self.filter.activated.connect(lambda _index: self.presenter.load())
        self.table.opened.connect(self.presenter.open)
        self.table.view.filter_wanted.connect(self.search.setFocus)

    def _on_enter(self) -> None:
        self._timer.stop()
        self.presenter.load()
        self.table.view.setFocus()
