"""The one window: puts rail, header, pages and notices together and lets them talk."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QByteArray, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow

from domain.errors import AppError
from ui import language
from ui.language import _
from ui.scanning import Framing
from ui.shell.camera import CameraSwitch
from ui.shell.counts import Counts
from ui.shell.cover import NotYet
from ui.shell.crash import CrashHandler
from ui.shell.frame import Frame
from ui.shell.hearing import HearingOf
from ui.shell.key_filter import KeyFilter
from ui.shell.menu import person_menu
from ui.shell.navigation import Navigation
from ui.shell.page import Page
from ui.shell.pages import ANY_SEAT
from ui.shell.pictures import PictureEntry
from ui.shell.port import SEATS, Link, Screen, Services, Session, StationState, Target
from ui.shell.preferences import Preferences
from ui.shell.qt_texts import QtTexts
from ui.shell.routing import ScanRouter
from ui.shell.seating import Seating
from ui.shell.shortcuts import ShortcutList, bind
from ui.shell.unsaved import LastQuestion
from ui.sounds import Sound
from ui.theme import Mode, Theme


class MainWindow(QMainWindow):
    """`MainWindow(services, screens, session, theme, preferences, framing).show()`; is the `Shell` of every page."""

    closed = Signal()
    opening_wanted = Signal(str)
    """The business was not opened, and the person wants another attempt: with the value of a `FirstHouse`, or ""."""

    def __init__(
        self,
        services: Services,
        screens: Sequence[Screen],
        session: Session,
        *,
        theme: Theme,
        preferences: Preferences,
        framing: Framing | None = None,
    ) -> None:
        super().__init__()
        self._services, self._all_screens, self._session = services, tuple(screens), session
        self._theme, self._preferences, self._state = theme, preferences, StationState()
        self._navigation = Navigation()
        self._seating = Seating(session.seats[0], services.change_seat, services.background, self)
        self._qt_texts = QtTexts(self)
        self._frame: Frame | None = None
        self._not_yet, self.last_question = NotYet(), LastQuestion(self, self.close)
        self.setWindowTitle("Umlauf")
        self.setMinimumSize(800, 560)
        wanted = QSize(theme.px(1360), theme.px(860))
        self.resize(wanted.boundedTo(self.screen().availableSize()))
        self.restoreGeometry(preferences.geometry or QByteArray())
        self._hearing = HearingOf(services.sounds, preferences, self)
        self.camera = CameraSwitch(services.camera, services.hub.publish, services.background, self)
        self.camera.changed.connect(lambda on: self.header.show_camera(on))  # noqa: PLW0108 - the header is made anew
        self.camera.failed.connect(self.show_refusal)
        self.camera.saw.connect(self._show_seen)
        if preferences.language:
            language.use(preferences.language)
        self._qt_texts.follow()
        self._counts = Counts(services, self._show_count, self)
        self._build()
        self.pictures = PictureEntry(self, services.hub)
        self._add_shortcuts()
        self.router = ScanRouter(self, self)
        self.crashes = CrashHandler(self, self.entered, self.show_refusal, services.save_crash)
        self.keys = KeyFilter(services.hub, framing, parent=self) if framing else None
        self._open_first()

    @property
    def services(self) -> Services:
        return self._services

    @property
    def session(self) -> Session:
        return self._session

    @property
    def seat(self) -> str:
        """Key of the seat in use."""
        return self._seating.seat

    def current_page(self) -> Page | None:
        return self.pages.current()

    def entered(self) -> dict[str, str]:
        """What is typed and not saved on any page."""
        return self.pages.entered()

    def open(self, screen: str, argument: str = "") -> None:
        """Goes to a screen, changing the seat where it belongs to another one the session has."""
        found = self.pages.meant(screen, self.seat)
        if found is None or found.seat not in (*self._session.seats, ANY_SEAT):
            words = _("Your seat may not open this page. Ask someone of the back office.")
            self.notice.show_words(_("Not possible"), words)
            return
        if found.seat in (self.seat, ANY_SEAT):
            self._go(Target(found.key, argument))
        else:
            self._change_seat(found.seat, lambda: self._go(Target(found.key, argument)))

    def show_seat(self, seat: str) -> None:
        """Goes to the first screen of a seat."""
        listed = sorted(self.pages.of_seat(seat), key=lambda screen: screen.seat != seat)
        if listed:
            self.open(listed[0].key)

    def back(self) -> None:
        self._revisit(self._navigation.back())

    def forward(self) -> None:
        self._revisit(self._navigation.forward())

    def show_refusal(self, error: Exception, retry: Callable[[], object] | None = None) -> None:
        if not isinstance(error, AppError):
            raise error
        self.notice.show_error(error, retry)

    def toast(self, words: str, undo: Callable[[], object] | None = None) -> None:
        self.notice.hide()
        if self._frame is not None:
            self._frame.toast.show_words(words, undo)

    def play(self, sound: Sound) -> None:
        self._services.sounds.play(sound)

    def set_station_state(self, state: StationState) -> None:
        was, self._state = self._state, state
        self.rail.lamp.show_state(state)
        if state.link is not Link.SLOW:
            self.notice.end_waiting()
        elif was.link is Link.SLOW:  # twice in a row: no single slow question
            self.notice.show_waiting()

    def show_step(self, step: str, done: int, of: int) -> None:
        """How far opening the business is; covers the page where that takes long."""
        why = NotYet(step, done, of)
        if why.is_told:
            self._cover_page(why)

    def show_unopened(self, error: Exception) -> None:
        """Covers the page with the reason, and asks whether to try again or to quit."""
        self._cover_page(NotYet(error=error))

    def show_opened(self, session: Session) -> None:
        """The business is open: this is who sits here."""
        self._session = session
        self.rail.show_person(session)
        self._hearing.sit(session.person)
        self._cover_page(NotYet())
        self.set_station_state(StationState())

    def set_session(self, session: Session) -> None:
        """Another person sits here, maybe with other seats."""
        self._session = session
        self._hearing.sit(session.person)
        self._navigation = Navigation()
        self._seating.seat = self.seat if self.seat in session.seats else ""
        self._rebuild()

    def set_language(self, chosen: str) -> None:
        language.use(chosen)
        self._preferences.language = chosen
        self._qt_texts.follow()
        self._rebuild()

    def set_mode(self, mode: Mode) -> None:
        self._theme.set_mode(mode)
        self._preferences.mode = mode

    def set_scale(self, scale: float) -> None:
        self._theme.set_scale(scale)
        self._preferences.scale = self._theme.scale
        self._rebuild()

    def set_muted(self, muted: bool) -> None:
        sounds = self._services.sounds
        sounds.choose(replace(sounds.hearing, is_muted=muted))

    def set_camera(self, on: bool) -> None:
        self.camera.turn(on)

    def show_shortcuts(self) -> None:
        ShortcutList(self).open()

    def showEvent(self, event: QShowEvent) -> None:
        """The filter begins when keys can come: it sees every event, and there are thousands while a window appears."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._filter_keys)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._frame is not None:
            self._frame.use_height(self.height(), self._theme)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.last_question.may_close(self.pages.unsaved()):
            event.ignore()
            return
        self._preferences.geometry = self.saveGeometry()
        place = self._navigation.current
        self._preferences.place = (self.seat, place.screen if place else "")
        self._preferences.save()
        if self.keys:
            self.keys.remove()
        self.camera.close()
        self.crashes.remove()
        self.closed.emit()
        super().closeEvent(event)

    def _build(self) -> None:
        """Everything that holds words; made anew for another language, size or person."""
        before = self._frame
        frame = self._frame = Frame(self, self._all_screens, self._services, self._session, self._on_heading)
        self.pages, self.search, self.header = frame.pages, frame.search, frame.header
        self.notice, self.rail, self.cover = frame.notice, frame.rail, frame.cover
        self._services.changes.changed.connect(self.pages.tell)
        if before is not None:
            self.pages.keep(before.pages)
        self._connect_parts()
        self.header.show_camera(self.camera.is_on)
        self.rail.lamp.show_state(self._state)
        self._cover_page(self._not_yet)
        self.setCentralWidget(frame)
        frame.use_height(self.height(), self._theme)

    def _connect_parts(self) -> None:
        self.search.chosen.connect(lambda target: self.open(*target))
        self.search.entered.connect(lambda typed: self._services.hub.read(typed, device="keyboard"))
        self.search.failed.connect(self.show_refusal)
        self.header.screen_chosen.connect(self.open)
        self.header.back.connect(self.back)
        self.header.forward.connect(self.forward)
        self.header.camera_off.connect(lambda: self.set_camera(False))
        self.rail.seat_chosen.connect(self._on_seat_chosen)
        self.rail.menu_wanted.connect(self._open_menu)
        self.cover.retry.connect(self._open_again)
        self.cover.leave.connect(self.close)
        self.cover.spoken.connect(self.set_language)

    def _cover_page(self, why: NotYet) -> None:
        was_covered, self._not_yet = self._not_yet.is_told, why
        if self._frame is not None:
            self._frame.cover_pages(why, was_covered=was_covered)

    def _open_again(self, house: str) -> None:
        self._cover_page(NotYet())
        self.opening_wanted.emit(house)

    def _filter_keys(self) -> None:
        if self.keys and self.isVisible():
            self.keys.install()

    def _rebuild(self) -> None:
        self._build()
        seat, self._seating.seat = self.seat, ""
        place = self._navigation.current
        if place is not None and seat:
            self._settle_seat(seat)
            self._revisit(place)
        else:
            self._open_first()

    def _add_shortcuts(self) -> None:
        bind(
            self,
            {
                "Ctrl+K": lambda: self.search.start(),  # noqa: PLW0108 - the field is another after a rebuild
                "Alt+Left": self.back,
                "Alt+Right": self.forward,
                "F1": self.show_shortcuts,
                "F5": lambda: self._revisit(self._navigation.current),
                "Escape": lambda: self.notice.hide(),  # noqa: PLW0108 - the same
                "Ctrl+Z": lambda: page.undo() if (page := self.current_page()) else None,
                "Ctrl+V": self.pictures.paste,
                "Ctrl++": lambda: self.set_scale(self._theme.next_scale(1)),
                "Ctrl+-": lambda: self.set_scale(self._theme.next_scale(-1)),
            },
        )

    def _open_first(self) -> None:
        """What the page asks stands in the queue behind the change of the seat, so it need not wait for it."""
        seat, screen = self._preferences.place
        seat = seat if seat in self._session.seats else self._session.seats[0]
        if seat != self._seating.connected:
            self._change_seat(seat, lambda: None)
        self._settle_seat(seat)
        self._open_kept(screen)

    def _open_kept(self, screen: str) -> None:
        found = self.pages.of_key(screen)
        if found is not None and found.listed and found.seat in (self.seat, ANY_SEAT):
            self.open(screen)
        else:
            self.show_seat(self.seat)

    def _go(self, place: Target) -> None:
        self._navigation.visit(place)
        self._show_place(place)

    def _revisit(self, place: Target | None) -> None:
        found = self.pages.of_key(place.screen) if place else None
        if place is None or found is None:
            return
        if found.seat in (self.seat, ANY_SEAT):
            self._show_place(place)
        else:
            self._change_seat(found.seat, lambda: self._show_place(place))

    def _show_place(self, place: Target) -> None:
        self.notice.hide()
        page = self.pages.show_page(place.screen, place.argument)
        focus = page.focusWidget()
        if focus is None or focus is not self.focusWidget():
            page.setFocus()
        found = self.pages.of_key(place.screen)
        marked = found.part_of if found and found.part_of else place.screen
        self.header.show_place(marked, self._navigation.can_go_back, self._navigation.can_go_forward)
        self._on_heading()

    def _on_heading(self) -> None:
        page = self.current_page()
        if page is not None:
            self.header.show_heading(page.title, page.subtitle, page.badges)
            self.setWindowTitle(f"{page.title} – Umlauf")

    def _on_seat_chosen(self, seat: str) -> None:
        if seat != self.seat:
            self._change_seat(seat, lambda: self.show_seat(seat))

    def _change_seat(self, seat: str, then: Callable[[], object]) -> None:
        def arrived(person: str) -> None:
            self._session = replace(self._session, person=person)
            self.rail.show_person(self._session)
            self._hearing.sit(person)
            if seat != self.seat:
                self._settle_seat(seat)
            then()

        def failed(error: Exception) -> None:
            connected = self._seating.connected
            if self.seat != connected:
                self._settle_seat(connected)
                self.show_seat(connected)
            self.rail.mark_seat(self.seat)
            self.show_refusal(error)

        self._seating.connect_as(seat, self._session.person, arrived, failed)

    def _show_seen(self) -> None:
        if self._frame is not None:
            self._frame.lens.show_seen(self.camera.newest())

    def _show_count(self, screen: str, waiting: int) -> None:
        self.header.show_count(screen, waiting)

    def _settle_seat(self, seat: str) -> None:
        """Another seat sees other data, so pages that serve several seats are made anew."""
        if seat != self.seat:
            self.pages.drop(ANY_SEAT)
        self._seating.seat = seat
        self.rail.mark_seat(seat)
        touch = next((s.touch for s in SEATS if s.key == seat), False)
        listed = self.pages.of_seat(seat)
        self.header.show_screens(listed, touch)
        self._counts.watch(listed)

    def _open_menu(self) -> None:
        menu = person_menu(self, self, self._services, camera_is_on=self.camera.is_on)
        menu.aboutToHide.connect(menu.deleteLater)
        person = self.rail.person_button()
        menu.popup(person.mapToGlobal(person.rect().topRight()) - menu.rect().bottomLeft())
