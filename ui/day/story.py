"""What happens on the day: goods come in, an order goes out, a bill is written, a bike comes back and is made ready."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ui import language
from ui.day.evening import bill, lifecycle, refurbish, take_back
from ui.day.morning import Eyes, order, receive, ship
from ui.day.player import NothingThere, Player
from ui.folder import PaperFolderUnusable
from ui.program import Parts, Program
from ui.shell.port import Screen
from ui.theme import Mode


def play(parts: Parts, screens: Sequence[Screen], out: Path, eyes: Eyes, tell: Callable[[str], None]) -> int:
    """Plays the day on a window that nobody has to see; the exit status. Pictures and papers lie in `out` then."""
    app = QApplication.instance() or QApplication(["umlauf"])
    if not isinstance(app, QApplication):
        raise TypeError("another kind of Qt application runs already")
    program = Program(app, parts, screens)
    player = Player(program, parts.desk, out, tell)
    program.window.resize(1600, 900)
    program.window.set_mode(Mode.LIGHT)
    program.window.set_language("de")
    program.start()
    try:
        player.until(lambda: program.opening.is_open, "an open business")
        _chapters(player, eyes)
    except NothingThere as missing:
        player.picture("stopped-here")
        tell(f"The day stopped: the window does not show {missing}.")
        return 1
    except PaperFolderUnusable as full:
        folder, why = full.facts["folder"], full.facts["why"]
        tell(f"The day stopped: {folder} cannot be written ({why}). Name another folder with day --headless --out DIR.")
        return 1
    finally:
        program.window.close()
        program.stop()
    tell(f"The day is done. Pictures: {out}. Papers: {out / 'papers'}.")
    return 0


def _chapters(player: Player, eyes: Eyes) -> None:
    tell = player.tell
    tell("1. Receive: two e-bikes are booked in, their labels printed and read back.")
    bikes = receive(player, eyes)
    tell("2. Order: an e-bike with insurance, a lock and a child seat becomes one order.")
    placed = order(player)
    tell("3. Pick, pack, ship: right, wrong, unknown and double scans, undo, delivery note.")
    shipped = ship(player, eyes, placed, bikes)
    tell("4. Bill: the first invoice is there; a run finds nothing twice.")
    bill(player, placed)
    tell("5. Return: the bike comes back unannounced.")
    take_back(player, shipped.bike)
    tell("6. Refurbish: checked, made ready, label printed again.")
    refurbish(player, shipped.bike)
    tell("7. Lifecycle: one page for everything that happened to it.")
    lifecycle(player, shipped.bike)
    player.window.set_language("en")
    player.window.set_mode(Mode.DARK)
    player.open("asset", shipped.bike)
    player.picture("asset-dark-english")
    language.use("de")
