"""What a screen works with beside the shell: commands go out, questions are answered, papers are kept."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the whole domain hangs on these names; a page brings in what it works with
    from pathlib import Path

    from domain.application import Answer, Command
    from domain.assets.resolve import Resolved
    from domain.assets.scan import Scan
    from domain.banking.model import BankFiles
    from domain.clock import Clock
    from domain.ids import CommandId
    from domain.labels.jobs import PrintRoom
    from domain.messages.post_office import PostOffice
    from domain.papers import Papers
    from domain.payments.outside import MoneyOutside
    from domain.views.catalogue import CatalogueQuestions
    from domain.views.counter import CounterQuestions
    from domain.views.floor import FloorQuestions
    from domain.views.office import OfficeQuestions
    from domain.views.serving import ServingDesk
    from domain.views.till import TillQuestions
    from domain.views.till_page import TillPageQuestions
    from ui.devices.port import Lab
    from ui.pos.devices import CounterDevices


class Run(Protocol):
    """`command_id`: that of an earlier try whose answer was lost; what was applied then is only answered again."""

    def __call__(self, command: "Command", command_id: "CommandId | None" = None) -> "Answer": ...


class PaperFolder(Protocol):
    """Where finished papers lie for people."""

    def keep(self, file_name: str, content: bytes) -> "Path":
        """Writes the file whole or not at all. Raises PaperFolderUnusable (Unavailable): full, missing, read-only."""
        ...

    def show(self, path: "Path") -> None:
        """Opens it with the system's viewer. To be called on the GUI thread."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """The same for all screens; what it reaches follows the seat in use.

    `run` gives one command (its id is made here and now) and waits for the answer; `floor`, `office`
    and `catalogue` are answered from the database; `resolve` says what a scanned code means. All five belong on the
    database thread (`Background.run`) and raise AppErrors. An answer without event waits in the station's journal
    and is delivered later. `post` None: this machine has no box of letters and no mail server of its own.
    `bank_files` reads what banks write, on any thread; None: this program does not. `money` None: banks
    are not known by their numbers here, and no keys of providers are kept. `serving`, `counter`, `till_page` and
    `tills` are a counter's, on the database thread too; None: nobody is served, and nothing sold, here. `devices`: what
    stands beside the till. `lab`: scanners, cameras and meters of this workplace, on any thread; None: none are kept.
    """

    run: "Run"
    floor: "FloorQuestions"
    office: "OfficeQuestions"
    papers: "Papers"
    folder: PaperFolder
    clock: "Clock"
    resolve: "Callable[[Scan], Resolved]"
    catalogue: "CatalogueQuestions"
    bank_files: "BankFiles | None" = None
    post: "PostOffice | None" = None
    money: "MoneyOutside | None" = None
    serving: "ServingDesk | None" = None
    counter: "CounterQuestions | None" = None
    till_page: "TillPageQuestions | None" = None
    tills: "TillQuestions | None" = None
    devices: "CounterDevices | None" = None
    printing: "PrintRoom | None" = None
    lab: "Lab | None" = None
