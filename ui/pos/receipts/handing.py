"""A paper of the till goes to its printer; where there is none, it is kept as a page and shown."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from domain.till.printed import DayPaper, ReceiptPaper
from domain.till.slip import Slip
from ui.desk import Desk
from ui.language import _, current_language
from ui.shell.port import Shell


class HandOut:
    """For one page. `owner`: the page; when it is gone nothing more is shown."""

    def __init__(self, shell: Shell, desk: Desk, owner: QObject) -> None:
        self._shell, self._desk, self._owner = shell, desk, owner

    def receipt(self, paper: ReceiptPaper) -> None:
        """On the printer beside the till, or as a page."""
        papers, language = self._desk.papers, current_language()
        name = paper.receipt.number
        self._give(name, lambda: papers.till_slip(paper, language), lambda: papers.till_receipt(paper, language))

    def receipt_page(self, paper: ReceiptPaper) -> None:
        papers, language = self._desk.papers, current_language()
        self._page(paper.receipt.number, lambda: papers.till_receipt(paper, language))

    def day(self, paper: DayPaper) -> None:
        papers, language = self._desk.papers, current_language()
        self._give(
            _day_name(paper), lambda: papers.day_slip(paper, language), lambda: papers.day_report(paper, language)
        )

    def day_page(self, paper: DayPaper) -> None:
        papers, language = self._desk.papers, current_language()
        self._page(_day_name(paper), lambda: papers.day_report(paper, language))

    def _give(self, name: str, slip: Callable[[], Slip], page: Callable[[], bytes]) -> None:
        printer = None if self._desk.devices is None else self._desk.devices.printer
        if printer is None:
            self._page(name, page)
            return

        def done(_nothing: None) -> None:
            self._shell.toast(_("{name} is printed").format(name=name))

        run_other = self._shell.services.background.run_other
        run_other(lambda: printer.print(slip()), done, self._shell.show_refusal, self._owner)

    def _page(self, name: str, page: Callable[[], bytes]) -> None:
        def kept() -> Path:
            return self._desk.folder.keep(f"{name}.pdf", page())

        self._shell.services.background.run_other(kept, self._shown, self._shell.show_refusal, self._owner)

    def _shown(self, path: Path) -> None:
        self._desk.folder.show(path)
        self._shell.toast(_("Kept as {name}").format(name=path.name))


def _day_name(paper: DayPaper) -> str:
    code = paper.heading.till_code
    return f"{code}-Z{paper.report.z:04}" if paper.report.z else f"{code}-X"
