"""What a screen sees of the program, and what the program has to hand to the window."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from domain.assets.scan import Scan
from ui.background import Background
from ui.changes import Changes
from ui.language import N_
from ui.scanning import ScanHub
from ui.shell.camera import OpenCamera, OpenPhotos
from ui.shell.saved_views import SavedViews
from ui.sounds import Sound, Sounds

if TYPE_CHECKING:
    from domain.scans.note_wrong_scan import NoteWrongScan
    from domain.settings.scanning import ScanSettings
    from ui.shell.page import Page


class Seat(NamedTuple):
    """A place in the rail. `title` is marked with N_; `touch`: its screens are worked with gloves."""

    key: str
    title: str
    icon: str
    touch: bool = False


SEATS: Final = (
    Seat("warehouse", N_("Warehouse"), "package-variant-closed", touch=True),
    Seat("backoffice", N_("Back office"), "text-box-multiple-outline"),
    Seat("pos", N_("Point of sale"), "cash-register", touch=True),
    Seat("owner", N_("Owner"), "chart-box-outline"),
)


class Target(NamedTuple):
    """A place in the program: the key of a screen and what it shows (a number or id as text), empty: its start."""

    screen: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """A page that can be opened. `factory` makes it anew for every language; `listed`: has a place in the bar.

    `title` is marked with N_. Pages of single things (an asset, a contract) are not listed; `part_of` is the key of
    the screen that is marked in the bar meanwhile. Screens with the same `group` (marked with N_) share one button with
    a menu, at the place of the first; "" stands by itself. Seats that are worked with gloves have no menus.
    `count`: how many things wait there, shown beside its word; asked on the database thread.
    `instead_of`: whoever sits on this seat and follows a way to that page of another seat comes here.
    """

    key: str
    title: str
    icon: str
    seat: str
    factory: "Callable[[Shell], Page]"
    listed: bool = True
    part_of: str = ""
    group: str = ""
    instead_of: str = ""
    count: "Callable[[], int] | None" = None


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One result. `kind` is a word as shown ("Asset"), hits of one kind stand together in the order given."""

    kind: str
    title: str
    detail: str
    target: Target
    icon: str = "circle-small"


@dataclass(frozen=True, slots=True)
class Session:
    """Who sits where. `seats`: keys the person may use, at least one. `start`: what is shown first, None: as usual."""

    person: str
    station: str
    seats: tuple[str, ...]
    start: Target | None = None


class Link(StrEnum):
    """How the station stands with the server."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    WAITING = "waiting"
    SLOW = "slow"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class StationState:
    """The lamp. `waiting`: commands in the journal that the server has not confirmed."""

    link: Link = Link.CONNECTED
    waiting: int = 0


class Shell(Protocol):
    """The window as a screen sees it; presenters take this and tests give a small fake."""

    @property
    def services(self) -> "Services": ...

    def open(self, screen: str, argument: str = "") -> None:
        """Goes to a screen, also of another seat the session has; back returns."""
        ...

    def show_refusal(self, error: Exception) -> None:
        """Shows why something did not happen. For `failed=`: what is no AppError goes to the crash dialog."""
        ...

    def toast(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Says what was done, with a way back."""
        ...

    def play(self, sound: Sound) -> None: ...


def _no_hits(_words: str) -> Sequence[SearchHit]:
    return ()


def _no_target(_scan: Scan) -> Target | None:
    return None


def _noted(_command: "NoteWrongScan") -> None:
    return None


@dataclass(frozen=True, slots=True)
class Services:
    """What `main.py` hands to the window. `search`, `resolve`, `change_seat`, `scan_rules` and `note_scan` run on the
    database thread.

    `resolve` says where a scanned thing has its page (None: unknown; may raise an AppError). `change_seat` connects
    as another seat before its screens are shown and answers with the name of who sits there; at the start the first
    seat of the session is connected. `save_crash` keeps a report (text) and gives the path for a person.
    `camera` and `photos` None: this program has none to offer. `views`: what people saved of lists. `scan_rules`:
    which symbols count on which page; None: what is usual.
    """

    background: Background
    changes: Changes
    hub: ScanHub
    sounds: Sounds
    search: Callable[[str], Sequence[SearchHit]] = _no_hits
    resolve: Callable[[Scan], Target | None] = _no_target
    change_seat: Callable[[str], str] | None = None
    switch_person: Callable[[], None] | None = None
    save_crash: Callable[[str], str] | None = None
    camera: OpenCamera | None = None
    photos: OpenPhotos | None = None
    views: SavedViews = field(default_factory=SavedViews)
    scan_rules: Callable[[], "ScanSettings"] | None = None
    note_scan: Callable[["NoteWrongScan"], object] = _noted
    extras: Mapping[str, object] = field(default_factory=dict)
