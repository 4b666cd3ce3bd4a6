"""All devices of this workplace in one hand."""

from pathlib import Path
from typing import Any

from domain.clock import Clock
from hardware.counter import StationDevices
from hardware.lab import DeviceLab
from hardware.printers.room import LabelPapers, StationPrinting
from hardware.scanners.wedge import WedgeFramer


class Workplace:
    """`lab`: what is set up, and how it does. `eyes`: cameras and pictures. `counter`: what stands beside the till.
    `printing`: label printers with their queue; None where nobody draws their pages."""

    def __init__(self, folder: Path, clock: Clock, papers: LabelPapers | None = None) -> None:
        self.framing = WedgeFramer()
        self.lab = DeviceLab(folder, clock, self.framing)
        self.eyes = self.lab.eyes
        self.counter = StationDevices(folder, clock)
        self.printing = None if papers is None else StationPrinting(folder, clock, papers)

    @property
    def for_screens(self) -> dict[str, Any]:
        """By the names of `ui.desk.Desk`."""
        return {"devices": self.counter, "lab": self.lab, "printing": self.printing}

    @property
    def for_window(self) -> dict[str, Any]:
        """By the names of `ui.program.Parts`."""
        return {"devices": self.eyes, "lab": self.lab, "framing": self.framing, "printing": self.printing}
