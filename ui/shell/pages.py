"""The pages of the window: made when first opened, kept, told of changes when they are in front."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from ui.shell.page import Page
from ui.shell.port import Screen, Shell

ANY_SEAT: Final = ""


class Pages(QStackedWidget):
    """Keeps one page a screen. A page behind another hears of changes when it comes to the front."""

    def __init__(self, shell: Shell, screens: Iterable[Screen], on_heading: Callable[[], None]) -> None:
        super().__init__()
        self._shell = shell
        self._screens = {screen.key: screen for screen in screens}
        self._on_heading = on_heading
        self._areas: dict[str, QScrollArea] = {}
        self._pages: dict[str, Page] = {}
        self._stale: dict[str, set[str]] = {}
        self._shown: dict[str, str] = {}
        self._kept: dict[str, tuple[str | None, Mapping[str, str]]] = {}

    def of_key(self, key: str) -> Screen | None:
        return self._screens.get(key)

    def meant(self, key: str, seat: str) -> Screen | None:
        """The screen of that key; where the seat has one of its own for it, that one."""
        own = (each for each in self._screens.values() if each.seat == seat and each.instead_of == key)
        return next(own, None) or self.of_key(key)

    def of_seat(self, seat: str) -> list[Screen]:
        """The listed screens of a seat in the order in which they were given; those of every seat come last, unless
        the seat has one of its own instead."""
        own = {s.instead_of for s in self._screens.values() if s.seat == seat}
        listed = [s for s in self._screens.values() if s.listed and s.seat in (seat, ANY_SEAT) and s.key not in own]
        return sorted(listed, key=lambda screen: screen.seat == ANY_SEAT)

    def current(self) -> Page | None:
        area = self.currentWidget()
        return next((self._pages[key] for key, kept in self._areas.items() if kept is area), None)

    def show_page(self, key: str, argument: str) -> Page:
        """Brings a screen to the front and tells it what to show; what was not in front is shown from its top."""
        page = self._pages.get(key) or self._make(key, argument)
        is_new = self.current() is not page or self._shown.get(key) != argument
        self.setCurrentWidget(self._areas[key])
        self._shown[key] = argument
        if is_new:
            self._areas[key].verticalScrollBar().setValue(0)
        stale = self._stale.pop(key, None)
        page.show_target(argument)
        if stale:
            page.on_changes(frozenset(stale))
        return page

    def tell(self, kinds: frozenset[str]) -> None:
        """Something changed: the page in front hears it now, the others later."""
        current = self.current()
        for key, page in self._pages.items():
            if page is current:
                page.on_changes(kinds)
            else:
                self._stale.setdefault(key, set()).update(kinds)

    def entered(self) -> dict[str, str]:
        """What is typed and not saved, on all pages: "screen.field" → text."""
        return {f"{key}.{name}": typed for key, page in self._pages.items() for name, typed in page.entered().items()}

    def unsaved(self) -> list[str]:
        """The titles of pages with something that is not saved."""
        return [page.title for page in self._pages.values() if page.is_unsaved]

    def drop(self, seat: str | None = None) -> None:
        """Deletes the pages of a seat (None: all); what was typed comes back when a page is made again."""
        for key in [k for k in self._pages if seat is None or self._screens[k].seat == seat]:
            page, area = self._pages.pop(key), self._areas.pop(key)
            self._kept[key] = (self._shown.get(key), dict(page.entered()))
            self._stale.pop(key, None)
            self._shown.pop(key, None)
            self.removeWidget(area)
            area.hide()
            area.deleteLater()

    def _make(self, key: str, argument: str) -> Page:
        page = self._screens[key].factory(self._shell)
        page.key = key
        shown, typed = self._kept.pop(key, (None, {}))
        if typed and (not shown or shown == argument):  # what was typed about a thing belongs to that thing
            page.restore(typed)
        page.heading_changed.connect(self._on_heading)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        area.setWidget(page)
        self._areas[key], self._pages[key] = area, page
        self.addWidget(area)
        return page

    def keep(self, other: "Pages") -> None:
        """Takes over what was typed from pages that are about to go."""
        self._kept = {
            **other._kept,
            **{k: (other._shown.get(k), dict(page.entered())) for k, page in other._pages.items()},
        }

    def widgets(self) -> list[QWidget]:
        return list(self._pages.values())
