"""Umlauf's one program. This file alone knows every room; each command imports what it needs when it is called."""

import os
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must get a sentence, not a syntax error
    sys.exit("Umlauf needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])  # noqa: UP031 - as above

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.application import Seat
    from domain.billing.tax import TaxTable
    from storage.home import Home
    from storage.jobs.chores import Chores
    from storage.queries.house import House
    from storage.seats import Seats
    from ui.program import Parts

RESOURCES = Path(__file__).resolve().parent / "resources"


def main(arguments: list[str]) -> int:
    """Runs the command named first and returns the exit status."""
    from hardware.machine import environment, usage

    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command == "setup":
        from hardware.machine import setup

        return setup.run(rest, sys.stdout)
    if usage.is_help(command):
        print(usage.HELP)
        return 0
    ended = environment.enter_environment(Path(__file__).resolve(), arguments, sys.stderr)
    if ended is not None:
        return ended
    commands = {each.__name__: each for each in (desktop, day, worker, decode, preview, doctor, migrate)}
    command = command or "desktop"
    if command not in commands or not usage.is_understood(command, rest):
        print(usage.HELP, file=sys.stderr)
        return 2
    return _explained(lambda: commands[command](rest), in_window=command == "desktop")


def desktop(arguments: list[str]) -> int:
    """The window, with the embedded worker beside it."""
    from hardware.machine.display import has_display

    if not has_display():
        _told("There is no display here: playing one day without a window. Pictures and papers go to out/.")
        return day(["--headless"])
    from ui.program import run

    is_trial = "--quit-when-usable" in arguments
    with _business() as (home, _):
        parts, seats = _parts(home, Path.home() / "Umlauf")
        with closing(seats):
            return run(parts, _screens(parts), on_usable=lambda: is_trial and print("usable", flush=True) is None)


def day(arguments: list[str]) -> int:
    """One day on the demo business, on real windows that nobody sees."""
    from hardware.machine.display import use_no_display

    out = Path(arguments[arguments.index("--out") + 1] if "--out" in arguments[:-1] else "out").resolve()
    use_no_display()
    from hardware.scanners.still import look_at
    from storage.demo.scout import Scout
    from ui.day import Eyes, play

    with _business() as (home, kind):
        if kind == "other":
            _told("This is a business of its own: the day is only played on the demo business.")
            return 1
        parts, seats = _parts(home, out / "papers", folder=out)
        with closing(seats), closing(Scout(home.connect(_seat("warehouse")))) as scout:
            eyes = Eyes(lambda picture: look_at(picture, parts.clock), scout.code_of)
            return play(parts, _screens(parts), out, eyes, lambda words: print(words, flush=True))


def worker(arguments: list[str]) -> int:
    """Background work until asked to stop; with --with-parent also when the parent's pipe closes."""
    from hardware.machine.parent import stop_with_parent
    from storage.jobs.queue import run_worker

    with closing(_home("worker")) as home:
        house = _house(home)
        if "--with-parent" in arguments:
            stop_with_parent(sys.stdin)
        run_worker(home.conninfo(_seat("worker")), lambda: _chores(home, house))
    return 0


def decode(arguments: list[str]) -> int:
    """Codes in pictures, one JSON line each."""
    from hardware import decode as tool

    return tool.run(arguments, sys.stdout, sys.stdin)


def preview(arguments: list[str]) -> int:
    """What a contract will cause; see docs/recipes.md."""
    from domain.contracts.preview import preview_text

    if len(arguments) != 1:
        print("usage: main.py preview FILE.json   (- reads standard input)", file=sys.stderr)
        return 2
    try:
        text = sys.stdin.read() if arguments[0] == "-" else Path(arguments[0]).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        print(f"{arguments[0]}: {error}", file=sys.stderr)
        return 2
    out, status, complaint = preview_text(text, _tax_table())
    sys.stdout.write(out)
    sys.stderr.write(complaint)
    return status


def doctor(_arguments: list[str]) -> int:
    """Every part of this machine that the program leans on."""
    from hardware import doctor as devices
    from hardware.machine.display import has_display, use_no_display
    from storage import doctor as database
    from ui import doctor as words

    if not has_display():
        use_no_display()
    return words.report([*devices.checks(), *database.checks(_home), *words.checks(RESOURCES)], print)


def migrate(_arguments: list[str]) -> int:
    """Starting a home migrates it."""
    _home().close()
    return 0


def _home(who: str = "database") -> "Home":
    from domain.handlers import HANDLERS
    from storage.embedded import default_data_root
    from storage.home import open_home

    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    data_root = default_data_root(os.environ, is_root=is_root)
    shared = os.environ.get("UMLAUF_DATABASE", "")
    return open_home(data_root, shared, frozenset(HANDLERS), lambda step: _told(f"{who}: {step}"))


def _load_demo_once(home: "Home") -> str:
    """Founds and fills the demo business in an empty embedded database; what is there otherwise."""
    import json
    import secrets

    from hardware.clock import SystemClock
    from storage.demo.once import load_once

    data = json.loads((RESOURCES / "demo" / "radwerk.json").read_text(encoding="utf-8"))
    return load_once(home, data, _tax_table(), clock=SystemClock(), entropy=secrets.token_bytes, told=_told)


def _told(words: str) -> None:
    print(words, file=sys.stderr)


def _tax_table() -> "TaxTable":
    import json

    from domain.billing.tax import TaxTable

    return TaxTable.parsed(json.loads((RESOURCES / "vat" / "eu_rates.json").read_text(encoding="utf-8")))


def _seat(name: str) -> "Seat":
    from domain.application import Seat

    return Seat(name)


def _house(home: "Home", seat: str = "worker") -> "House":
    from storage.queries.house import read_house

    with closing(home.connect(_seat(seat))) as database:
        return read_house(database, _tax_table())


def _chores(home: "Home", house: "House") -> "Chores":
    import secrets

    from connectors.mail.choice import chosen_post
    from domain.handlers import HANDLERS
    from hardware.clock import SystemClock
    from reports.letters import Letters
    from reports.papers import Papers
    from storage.jobs.chores import Chores, Outside

    business = house.business
    sender = business.email or "noreply@localhost.localdomain"
    post = chosen_post(os.environ, home.data_root / "letters", business.name, sender)
    outside = Outside(Papers(business), Letters(business.name, RESOURCES / "mail"), post)
    return Chores(
        home.connect(_seat("worker")),
        handlers=HANDLERS,
        clock=SystemClock(),
        entropy=secrets.token_bytes,
        house=house.rules,
        outside=outside,
    )


@contextmanager
def _business() -> "Iterator[tuple[Home, str]]":
    """The running database with a business in it ("loaded": the demo), and the worker that the embedded default brings.

    A shared server has workers of its own.
    """
    import subprocess

    with closing(_home()) as home:
        kind = _load_demo_once(home)
        if home.server is None:
            yield home, kind
            return
        command = [sys.executable, __file__, "worker", "--with-parent"]
        with subprocess.Popen(command, stdin=subprocess.PIPE):
            yield home, kind


def _parts(home: "Home", papers: Path, folder: Path | None = None) -> "tuple[Parts, Seats]":
    """Everything the window gets from the other rooms."""
    import secrets

    from domain.handlers import HANDLERS
    from hardware.clock import SystemClock
    from hardware.scanners.camera import CameraListener, CameraScanner, OpenCvCamera
    from hardware.scanners.picture import PictureScanner
    from hardware.scanners.wedge import WedgeFramer
    from reports.papers import Papers
    from storage.feed import Feed, FeedThread
    from storage.seats import Means, Seats, desk_ends
    from ui.desk import Desk
    from ui.folder import FolderOfPapers
    from ui.program import Parts
    from ui.shell.port import Session

    clock = SystemClock()
    first = _seat("warehouse")
    house = _house(home, first)
    seats = Seats(Means(home.connect, HANDLERS, clock, secrets.token_bytes, house.rules, home.journals))
    ends = desk_ends(seats)
    desk = Desk(ends.run, ends.floor, ends.office, Papers(house.business), FolderOfPapers(papers), clock, ends.resolve)
    parts = Parts(
        desk=desk,
        session=Session(seats.use(first).person[1], house.business.name, ("warehouse", "backoffice")),
        search=ends.search,
        resolve=ends.resolve,
        change_seat=lambda seat: seats.use(_seat(seat)).person[1],
        station=ends.station,
        listen=lambda publish: FeedThread(Feed(home.connect(first)), publish),
        read_picture=PictureScanner(clock).scan,
        framing=WedgeFramer(),
        camera=lambda scanned, failed: CameraScanner(OpenCvCamera, CameraListener(scanned, failed), clock),
        folder=folder or home.data_root,
        clock=clock,
    )
    return parts, seats


def _screens(parts: "Parts") -> list[Any]:
    from ui.backoffice.screens import screens as backoffice
    from ui.warehouse.screens import screens as warehouse

    return [*warehouse(parts.desk), *backoffice(parts.desk)]


def _explained(run: Any, *, in_window: bool) -> int:
    """What is no bug gets a sentence; a bug keeps its traceback."""
    from domain.errors import AppError

    try:
        status: int = run()
    except AppError as refused:
        from ui.refused import say

        return say(refused, in_window=in_window)
    except KeyboardInterrupt:
        return 130
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
