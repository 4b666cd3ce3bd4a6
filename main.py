"""Umlauf's one program. This file alone knows every room; each command imports what it needs when it is called."""

import json
import os
import sys
from contextlib import closing
from functools import cache, partial
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must get a sentence, not a syntax error
    sys.exit("Umlauf needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])  # noqa: UP031 - as above

if TYPE_CHECKING:
    from contextlib import ExitStack

    from domain.application import Seat
    from domain.billing.tax import TaxTable
    from storage.home import Home
    from storage.jobs.chores import Chores
    from storage.queries.house import House
    from storage.seats import DeskEnds, Seats
    from ui.opening import Open, Opened, Told
    from ui.program import Parts

RESOURCES = Path(__file__).resolve().parent / "resources"
SEATS = ("warehouse", "pos", "backoffice", "owner")
DESK_ENDS = ("floor", "office", "catalogue", "serving", "counter", "till_page", "tills")


def main(arguments: list[str]) -> int:
    """Runs the command named first and returns the exit status."""
    from hardware.machine import environment, usage
    from ui.explained import explained

    command, rest = (arguments[0], arguments[1:]) if arguments else ("desktop", [])
    if words := usage.help_for(arguments):
        print(words)
        return 0
    if command == "setup":
        from hardware.machine import setup

        return setup.run(rest, sys.stdout)
    if (ended := environment.enter_environment(Path(__file__).resolve(), arguments, sys.stderr)) is not None:
        return ended
    known = (desktop, day, worker, portal, decode, simulate, preview, doctor, migrate)
    commands = {each.__name__: each for each in known}
    if command not in commands or not usage.is_understood(command, rest):
        print(usage.HELP, file=sys.stderr)
        return 2
    return explained(lambda: commands[command](rest), in_window=command == "desktop")


def desktop(arguments: list[str]) -> int:
    """The window; the business is opened behind it."""
    from hardware.machine.display import has_display

    if not has_display():
        _told("There is no display here: playing one day without a window. Pictures and papers go to out/.")
        return day(["--headless"])
    from storage.demo.first_start import FirstStart
    from ui.opening import Once
    from ui.program import run

    business, start = _Business(), FirstStart(os.environ, _data_root())
    with closing(Once(business.begin, _said)) as once:
        parts = _parts(business, start.before(once.open), Path.home() / "Umlauf")
        return run(parts, _screens(parts), _told, start.choose, is_trial="--quit-when-usable" in arguments)


def day(arguments: list[str]) -> int:
    """One day on the demo business, on real windows that nobody sees."""
    from hardware.machine.display import use_no_display

    out = Path(arguments[arguments.index("--out") + 1] if "--out" in arguments[:-1] else "out").resolve()
    use_no_display()
    from hardware.scanners.still import look_at
    from storage.demo.scout import Scout
    from ui.day import Eyes, play
    from ui.opening import Once

    business = _Business()
    with closing(Once(business.begin, _said)) as once:
        once.open()
        if business.kind != "loaded":
            _told("This is a business of its own: the day is only played on the demo business.")
            return 1
        parts = _parts(business, once.open, out / "papers", folder=out)
        with closing(Scout(business.home.connect(_seat("warehouse")))) as scout:
            eyes = Eyes(lambda picture: look_at(picture, parts.clock), scout.code_of)
            return play(parts, _screens(parts), out, eyes, lambda words: print(words, flush=True))


def worker(arguments: list[str]) -> int:
    """Background work until asked to stop; with --with-parent also when the parent's pipe closes."""
    from hardware.machine.parent import stop_with_parent
    from storage.jobs.queue import run_worker

    with closing(_home(lambda step, *_: _told(f"worker: {step}"))) as home:
        house = _house(home)
        if "--with-parent" in arguments:
            stop_with_parent(sys.stdin)
        run_worker(home.conninfo(_seat("worker")), lambda: _chores(home, house))
    return 0


def portal(arguments: list[str]) -> int:
    """The customers' pages until asked to stop."""
    from connectors.psp.doors import chosen_seals
    from hardware.clock import SystemClock
    from reports.papers import Papers
    from storage.portal.opened import opened_door
    from ui.portal.serve import serve

    with closing(_home()) as home, opened_door(home, _tax_table(), SystemClock()) as door:
        seals = chosen_seals(os.environ, home.data_root)
        return serve(arguments, door, Papers(door.business), RESOURCES / "portal", told=_told, seals=seals)


def decode(arguments: list[str]) -> int:
    """Codes in pictures, one JSON line each."""
    from hardware import decode as tool

    return tool.run(arguments, sys.stdout, sys.stdin)


def simulate(arguments: list[str]) -> int:
    """Devices that are none, until asked to stop."""
    from hardware.simulators.run import run

    return run(arguments, sys.stdout)


def preview(arguments: list[str]) -> int:
    """What a contract will cause; see docs/recipes.md."""
    from domain.contracts.preview import preview_text
    from hardware import preview as tool

    return tool.run(arguments, lambda text: preview_text(text, _tax_table()), sys.stdin, sys.stdout, sys.stderr)


def doctor(_arguments: list[str]) -> int:
    """Every part of this machine that the program leans on."""
    from connectors.psp import doctor as money
    from hardware import doctor as devices
    from storage import doctor as database
    from ui import doctor as words

    found = devices.checks(), database.checks(_home), money.checks(os.environ, _data_root()), words.checks(RESOURCES)
    return words.report([each for room in found for each in room], print)


def migrate(_arguments: list[str]) -> int:
    """Starting an embedded home migrates it; a shared one is its administrator's."""
    with closing(_home()) as home:
        if home.server is None:
            _told("This is a shared database: its administrator brings it to this version. Nothing was done.")
        return int(home.server is None)


def _said(step: str, done: int, of: int) -> None:
    _told(f"database: {step}" + (f", day {done} of {of}" if of else ""))


def _home(told: "Told" = _said) -> "Home":
    from domain.handlers import HANDLERS
    from storage.home import open_home

    shared = os.environ.get("UMLAUF_DATABASE", "")
    return open_home(_data_root(), shared, frozenset(HANDLERS), lambda step: told(step, 0, 0))


def _data_root() -> Path:
    from storage.embedded.layout import default_data_root

    return default_data_root(os.environ, is_root=hasattr(os, "geteuid") and os.geteuid() == 0)


def _told(words: str) -> None:
    print(words, file=sys.stderr)


def _read(resource: str) -> Any:
    return json.loads((RESOURCES / resource).read_text(encoding="utf-8"))


def _tax_table() -> "TaxTable":
    from domain.billing.tax import TaxTable

    return TaxTable.parsed(_read("vat/eu_rates.json"))


def _seat(name: str) -> "Seat":
    from domain.application import Seat

    return Seat(name)


def _house(home: "Home", seat: str = "worker") -> "House":
    from storage.queries.house import read_house

    with closing(home.connect(_seat(seat))) as database:
        return read_house(database, _tax_table())


def _chores(home: "Home", house: "House") -> "Chores":
    import secrets

    from connectors.choice import chosen_outside
    from domain.handlers import HANDLERS
    from hardware.clock import SystemClock
    from reports.letters import Letters
    from reports.papers import Papers
    from storage.jobs.chores import Chores, Outside
    from storage.queries.house import read_business

    entropy, business = secrets.token_bytes, partial(read_business, database := home.connect(_seat("worker")))
    outer = chosen_outside(os.environ, home.data_root, business, clock := SystemClock())
    outside = Outside(Papers(business), Letters(business, RESOURCES / "mail"), *outer)
    return Chores(database, handlers=HANDLERS, clock=clock, entropy=entropy, house=house.rules, outside=outside)


class _Business:
    """The database with a business in it, opened when the window stands. `kind`: see `load_once`.

    The embedded default brings a worker; a shared server has workers of its own.
    """

    home: "Home"
    house: "House"
    seats: "Seats"
    ends: "DeskEnds"
    kind: str

    def begin(self, held: "ExitStack", told: "Told") -> "Opened":
        """Opens it and hands to `held` what has to be closed again."""
        import secrets
        import subprocess

        from domain.handlers import HANDLERS
        from hardware.clock import SystemClock
        from storage.demo.once import first_house, load_once
        from storage.feed import Feed, FeedThread
        from storage.seats import Means, Seats, desk_ends
        from ui.opening import Opened, first_page
        from ui.shell.port import Session

        self.home = home = held.enter_context(closing(_home(told)))
        clock, entropy, demo = SystemClock(), secrets.token_bytes, _read(first_house(os.environ, home.data_root))
        self.kind = load_once(home, demo, _tax_table(), clock=clock, entropy=entropy, told=told)
        first = _seat(SEATS[0])
        self.house = _house(home, first)
        means = Means(home.connect, HANDLERS, clock, entropy, self.house.rules, home.journals)
        self.seats = held.enter_context(closing(Seats(means)))
        self.ends = desk_ends(self.seats)
        session = Session(self.seats.use(first).person[1], self.house.business.name, SEATS, first_page(self.kind))
        if home.server is not None:
            command = [sys.executable, __file__, "worker", "--with-parent"]
            held.enter_context(subprocess.Popen(command, stdin=subprocess.PIPE))
        return Opened(session, self.ends.station, lambda publish: FeedThread(Feed(home.connect(first)), publish))


def _parts(business: _Business, open_it: "Open", papers_to: Path, folder: Path | None = None) -> "Parts":
    """Everything the window gets from the other rooms, before the business is open."""
    from connectors.station import SepaReader, StationPost, station_money
    from hardware.clock import SystemClock
    from hardware.workplace import Workplace
    from ui.desk import Desk
    from ui.folder import FolderOfPapers
    from ui.opening import reached
    from ui.program import Parts

    root, clock, ends = _data_root(), SystemClock(), reached(lambda: business.ends)
    papers = reached(cache(lambda: import_module("reports.papers").Papers(business.house.seller)))
    place = Workplace(root, clock, papers)
    asked: dict[str, Any] = {end: reached(partial(attrgetter(f"ends.{end}"), business)) for end in DESK_ENDS}
    asked |= {"bank_files": SepaReader(), "post": StationPost(os.environ, root)} | place.for_screens
    asked |= {"papers": papers, "money": station_money(os.environ, root, clock)}
    return Parts(
        open=open_it,
        seats=SEATS,
        desk=Desk(ends.run, folder=FolderOfPapers(papers_to), clock=clock, resolve=ends.resolve, **asked),
        search=ends.search,
        resolve=ends.resolve,
        change_seat=lambda seat: business.seats.use(_seat(seat)).person[1],
        folder=folder or root,
        clock=clock,
        **place.for_window,
    )


def _screens(parts: "Parts") -> list[Any]:
    return [each for seat in SEATS for each in import_module(f"ui.{seat}.screens").screens(parts.desk)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
