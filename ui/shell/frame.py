"""What stands around the pages: rail, header, notice, cover, toast. Made anew for another language, size or person."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ui.shell.cover import Cover, NotYet
from ui.shell.header import Header
from ui.shell.lens import FloatingLens
from ui.shell.notice import Notice
from ui.shell.page import Page
from ui.shell.pages import Pages
from ui.shell.port import SEATS, Screen, Services, Session, Shell
from ui.shell.rail import Rail
from ui.shell.search import SearchField
from ui.theme import Theme
from ui.widgets.base import column, row
from ui.widgets.overlays import Toast

_LOW_PX = 820


class Frame(QWidget):
    """`on_heading` is called when a page has another heading. Signals of the parts are connected by who makes it."""

    def __init__(
        self,
        shell: Shell,
        screens: Sequence[Screen],
        services: Services,
        session: Session,
        on_heading: Callable[[], None],
    ) -> None:
        super().__init__()
        self.pages = Pages(shell, screens, on_heading)
        self.search = SearchField(services.background, services.search)
        self.header = Header(self.search)
        self.notice = Notice()
        self.rail = Rail([seat for seat in SEATS if seat.key in session.seats], session)
        self.cover = Cover()
        content = QWidget()
        self._content = column(self.header, self.notice, gap=16, margin=24)
        self._content.addWidget(self.cover, 1)
        self._content.addWidget(self.pages, 1)
        content.setLayout(self._content)
        sides = row(self.rail, gap=0)
        sides.addWidget(content, 1)
        self.setLayout(sides)
        self.toast = Toast(content)
        self.lens = FloatingLens(content)

    def current_page(self) -> Page | None:
        return self.pages.current()

    def cover_pages(self, why: NotYet, *, was_covered: bool) -> None:
        """The focus goes along: what is hidden would hand it to whatever stands next."""
        if why.is_told:
            self.cover.show_why(why)
            self.cover.show()
            self.cover.take_focus()
        self.cover.setVisible(why.is_told)
        self.pages.setVisible(not why.is_told)
        page = self.current_page()
        if was_covered and not why.is_told and page is not None:
            page.setFocus()

    def use_height(self, height: int, theme: Theme) -> None:
        """On a low window the page gets what the gaps can spare."""
        is_low = height < theme.px(_LOW_PX)
        edge = theme.px(16 if is_low else 24)
        self._content.setContentsMargins(edge, edge, edge, edge)
        self._content.setSpacing(theme.px(8 if is_low else 16))
        self.header.set_gap(4 if is_low else 16)
