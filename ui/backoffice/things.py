"""The page of a single thing: loads it by number or id, again when it changed, and says when there is none."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from domain.errors import NotFound
from ui.backoffice.asking import Asker
from ui.backoffice.parts import Loading
from ui.language import _
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone
from ui.widgets.base import column
from ui.widgets.empty import EmptyState

Thing = TypeVar("Thing")
Thing_contra = TypeVar("Thing_contra", contravariant=True)


class ThingView(Protocol[Thing_contra]):
    """What the presenter needs of the page."""

    def show_thing(self, thing: Thing_contra) -> None: ...

    def show_missing(self, sentence: str) -> None: ...


class ThingPresenter(Generic[Thing]):
    """`topics(thing)` are the changes after which it is loaded again."""

    def __init__(
        self,
        shell: Shell,
        view: "ThingView[Thing]",
        asker: Asker,
        *,
        ask: Callable[[str], Thing],
        topics: Callable[[Thing], frozenset[str]],
    ) -> None:
        self._shell, self._view, self._asker = shell, view, asker
        self._ask, self._topics = ask, topics
        self.ref = ""
        self.thing: Thing | None = None

    def load(self, ref: str) -> None:
        """`ref` "": the thing shown last, again."""
        if ref and ref != self.ref:
            self.ref, self.thing = ref, None
        if self.ref:
            wanted = self.ref
            self._asker.ask(lambda: self._ask(wanted), self._show, self._fail)

    def changed(self, kinds: frozenset[str]) -> None:
        if self.thing is not None and kinds & self._topics(self.thing):
            self.load("")

    def _show(self, thing: Thing) -> None:
        self.thing = thing
        self._view.show_thing(thing)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self._view.show_missing(refusal(error))
        else:
            self._shell.show_refusal(error)


class ThingPage(Page, Generic[Thing]):
    """Derive: build `body` in `build`, fill it in `fill`."""

    def __init__(
        self, shell: Shell, title: str, ask: Callable[[str], Thing], topics: Callable[[Thing], frozenset[str]]
    ) -> None:
        super().__init__(shell, title)
        self._plain_title = title
        self.presenter: ThingPresenter[Thing] = ThingPresenter(shell, self, Asker(shell, self), ask=ask, topics=topics)
        self._loading = Loading()
        self._missing: QWidget | None = None
        self.body = self.build()
        self.body.hide()

        self._box = column(self._loading, self.body)
        self.setLayout(self._box)

    def build(self) -> QWidget:
        raise TypeError("a page of a thing builds its body")

    def fill(self, thing: Thing) -> None:
        raise TypeError("a page of a thing fills its body")

    def show_thing(self, thing: Thing) -> None:
        self.fill(thing)
        self._front(self.body)

    def show_missing(self, sentence: str) -> None:
        self.set_heading(self._plain_title, badges=((_("not found"), Tone.WARN),))
        if self._missing is not None:
            self._box.removeWidget(self._missing)
            self._missing.deleteLater()
        self._missing = EmptyState("help-circle-outline", _("Not found"), sentence)
        self._box.addWidget(self._missing)
        self._front(self._missing)

    def show_target(self, argument: str) -> None:
        if argument and argument != self.presenter.ref:
            self._front(self._loading)
            self.set_heading(self._plain_title)
        self.presenter.load(argument)

    def _front(self, wanted: QWidget) -> None:
        """Shows one of the three; a hidden one takes no room."""
        for each in (self._loading, self.body, self._missing):
            if each is not None:
                each.setVisible(each is wanted)

    def on_changes(self, kinds: frozenset[str]) -> None:
        self.presenter.changed(kinds)
