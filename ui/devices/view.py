"""The device lab: scanners, cameras, scales and sounds of this workplace, each with its state and a way to try it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from domain.assets.scan import Scan
from domain.devices.keyboard import Comparison
from domain.devices.model import Camera, Device, DeviceKind, PortSeen, Wedge, checked, kind_of
from domain.errors import AppError
from ui.desk import Desk
from ui.devices.card import CardDialog
from ui.devices.dialog import DeviceDialog
from ui.devices.lens import LensDialog
from ui.devices.port import Lab
from ui.devices.printers import PrintersCard
from ui.devices.rows import DeviceRow
from ui.devices.sounds import SoundsCard
from ui.devices.till import TillCard
from ui.devices.trial import TrialDialog
from ui.devices.words import SIGNS
from ui.labels import label
from ui.language import _, current_language
from ui.printing.paper import Printer
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.sounds import Sound
from ui.widgets.base import clear, column, line, row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.icons import icon
from ui.widgets.overlays import confirm

LOOK_EVERY_MS: Final = 500
ANY: Final = Wedge("wedge")
"""The scanner that types and that nobody set up."""


class DevicesPage(Page):
    """What is kept here is this computer's; only the sounds are the person's."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Devices"), _("of this workplace"))
        self._desk, self._lab = desk, desk.lab
        self._printer = Printer(shell, desk, self)
        self.rows: list[DeviceRow] = []
        self._list = column(gap=16)
        self.sounds = SoundsCard(shell.services.sounds)
        self.till = TillCard(desk.devices, shell) if desk.devices is not None else None
        parts: list[QWidget] = [self._devices_card()] if self._lab is not None else []
        self.printers = PrintersCard(desk.printing, shell) if desk.printing is not None else None
        parts += [each for each in (self.printers, self.till, self.sounds) if each is not None]
        self.setLayout(column(*parts, None, gap=24))
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self.show_devices()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def on_scan(self, scan: Scan) -> bool:
        """Scanning here is trying out: the list shows what came, and nothing is booked or opened."""
        self.shell.play(Sound.ACCEPTED)
        self.shell.toast(_("{device}: {code}").format(device=_titled(scan.device), code=scan.text[:40]))
        self.look()
        return True

    def show_devices(self) -> None:
        lab = self._lab
        if lab is None:
            return
        clear(self._list)
        self.rows = []
        cameras = [each for each in lab.devices if isinstance(each, Camera)]
        for device in self._shown(lab):
            is_set_up = device is not ANY
            is_spare = isinstance(device, Camera) and device != cameras[0]
            made = DeviceRow(device, _titled(device.name), is_set_up=is_set_up, is_spare=is_spare)
            made.preferred.connect(partial(self._keep, partial(_first, device)))
            made.tried.connect(partial(self.try_out, device))
            made.carded.connect(partial(self.show_card, device))
            made.changed.connect(partial(self.ask, kind_of(device), device))
            made.removed.connect(partial(self.ask_removal, device))
            if self.rows:
                self._list.addWidget(line())
            self._list.addWidget(made)
            self.rows.append(made)
        self.look()

    def look(self) -> None:
        """How each of them does now."""
        if self.printers is not None:
            self.printers.look()
        if self._lab is not None:
            for each in self.rows:
                each.show_state(self._lab.state(each.device.name), self._lab.pace_ms(each.device.name))

    def ask(self, kind: DeviceKind, device: Device | None = None) -> None:
        """The dialog for a new device or another set-up; ports are looked for first, where it needs one."""
        if kind in (DeviceKind.SERIAL, DeviceKind.METER) and self._lab is not None:
            self.shell.services.background.run_other(
                self._lab.ports, partial(self._ask_with, kind, device), self.shell.show_refusal, owner=self
            )
        else:
            self._ask_with(kind, device, ())

    def ask_removal(self, device: Device) -> None:
        words = _("What was set for it is forgotten. It can be set up again at any time.")
        title = _("Remove “{name}”?").format(name=device.name)
        confirm(self, title, words, _("Remove"), partial(self._keep, partial(_without, device)), danger=True)

    def try_out(self, device: Device) -> None:
        if self._lab is None:
            return
        if isinstance(device, Camera):
            LensDialog(self.shell, self, self._lab, device).open()
        else:
            TrialDialog(self.shell, self, self._lab, device).open()

    def show_card(self, device: Device) -> None:
        if self._lab is not None and isinstance(device, Wedge):
            CardDialog(
                self.shell,
                self,
                self._lab,
                _titled(device.name),
                found=partial(self._keep_layout, device),
                show_card=self.print_card,
            ).open()

    def print_card(self) -> None:
        papers, language = self._desk.papers, current_language()
        self._printer.make(f"{_('Set-up card')}.pdf", lambda: papers.setup_card(language))

    def _devices_card(self) -> Card:
        self.add = button(_("Add a device"), sign="plus", kind="primary", touch=True)
        menu = QMenu(self.add)
        for kind in DeviceKind:
            menu.addAction(icon(SIGNS[kind]), label(kind), partial(self.ask, kind))
        self.add.setMenu(menu)
        self.card = button(_("Print the set-up card"), self.print_card, sign="printer-outline", touch=True)
        about = text(
            _("Several at once, each by its name. A scanner that types works without being set up."
              " Of several cameras, the first in the list is the one that is turned on."),
            "muted",
            wrap=True,
        )  # fmt: skip
        card = Card(_("Scanners, cameras and scales"))
        return card.add(about, 4, self._list, 4, Bend(row(self.add, None), self.card))

    def _shown(self, lab: Lab) -> list[Device]:
        has_plain = any(isinstance(each, Wedge) and not each.prefix for each in lab.devices)
        return [*lab.devices, *([] if has_plain else [ANY])]

    def _ask_with(self, kind: DeviceKind, device: Device | None, ports: Sequence[PortSeen]) -> None:
        def keep(made: Device) -> None:
            self._keep(partial(_with, device, made))

        DeviceDialog(self, kind, device, keep, ports).open()

    def _keep_layout(self, device: Wedge, found: Comparison, gap_ms: int) -> None:
        """Of a scanner that nobody set up, the card makes one that is."""
        if device is ANY and found.is_fine:
            return
        name = _("Scanner") if device is ANY else device.name
        known = replace(device, name=name, layout=found.layout, pace_ms=gap_ms)
        try:
            self._keep(partial(_with, None if device is ANY else device, known))
        except AppError as refused:
            self.shell.show_refusal(refused)

    def _keep(self, change: Callable[[Sequence[Device]], list[Device]]) -> None:
        """Raises AppError at once where they cannot stand beside each other; the rest happens behind."""
        if self._lab is None:
            return
        wanted = checked(change(self._lab.devices))
        self.shell.services.background.run_other(
            partial(self._lab.change, wanted), lambda _none: self.show_devices(), self.shell.show_refusal, owner=self
        )


def _titled(name: str) -> str:
    return _("Any scanner that types") if name == ANY.name else name


def _with(before: Device | None, after: Device, devices: Sequence[Device]) -> list[Device]:
    if before is None:
        return [*devices, after]
    return [after if each.name == before.name else each for each in devices]


def _first(preferred: Device, devices: Sequence[Device]) -> list[Device]:
    return [preferred, *_without(preferred, devices)]


def _without(gone: Device, devices: Sequence[Device]) -> list[Device]:
    return [each for each in devices if each.name != gone.name]
