"""All devices of this workplace in one hand."""

from pathlib import Path

from domain.clock import Clock
from hardware.counter import StationDevices
from hardware.lab import DeviceLab
from hardware.scanners.wedge import WedgeFramer


class Workplace:
    """`lab`: what is set up, and how it does. `eyes`: cameras and pictures. `counter`: what stands beside the till."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.framing = WedgeFramer()
        self.lab = DeviceLab(folder, clock, self.framing)
        self.eyes = self.lab.eyes
        self.counter = StationDevices(folder, clock)
