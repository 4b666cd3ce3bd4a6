"""The codes of the thing that is open: an unknown one is attached, one of its own is taken off, each with its undo."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from domain.application import Event
from domain.assets.attach_code import AttachCode
from domain.assets.detach_code import DetachCode
from domain.assets.scan import Scan
from domain.ids import AssetId
from domain.views.floor_rows import AssetPage
from ui.backoffice.asking import give
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell
from ui.sounds import Sound
from ui.warehouse.attaching import AttachStrip, offer_for
from ui.warehouse.outcomes import Offer
from ui.warehouse.words import short_code
from ui.widgets.buttons import button


class ThingCodes(QObject):
    """For one page: `strip` goes above it, `away` among its buttons."""

    changed = Signal()
    """A code was attached or taken off."""

    def __init__(self, desk: Desk, shell: Shell, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._shell, self._page = desk, shell, page
        self._thing: AssetPage | None = None
        self.away = button(_("Take a code off …"), self._ask, sign="barcode-off", touch=True)
        self.strip = AttachStrip(can_wait=False)
        self.strip.attach_wanted.connect(self._attach)

    def show_thing(self, thing: AssetPage) -> None:
        self._thing = thing
        self.away.setVisible(bool(thing.aliases))

    def offer(self, thing: AssetPage | None, scan: Scan) -> bool:
        """An unknown code, to the thing that is open; False: it never stands for one, or none is open."""
        offer = None if thing is None else offer_for(scan, (thing.row.id, thing.row.code))
        self.strip.show_offer(offer)
        return offer is not None

    def take_off(self, asset_id: AssetId, code: str) -> None:
        """A code leads there no longer, whatever is open meanwhile."""
        self._change(DetachCode(asset_id, code), _("“{code}” does not lead to {asset} any more."), code)

    def _attach(self, offer: Offer) -> None:
        if offer.asset_id is not None:
            command = AttachCode(offer.asset_id, offer.text, offer.symbology)
            self._change(command, _("“{code}” leads to {asset} from now on."), offer.text)

    def _change(self, command: AttachCode | DetachCode, words: str, code: str) -> None:
        def done(event: Event) -> None:
            told = words.format(code=short_code(code), asset=getattr(event, "asset_code", ""))
            undo = partial(self.take_off, command.asset_id, code) if isinstance(command, AttachCode) else None
            self._shell.play(Sound.ACCEPTED)
            self._shell.toast(told, undo)
            self.changed.emit()

        give(self._shell, self._desk, command, done, self._shell.show_refusal, owner=self._page)

    def _ask(self) -> None:
        if self._thing is None:
            return
        self.menu = QMenu(self._page)
        for code in self._thing.aliases:
            self.menu.addAction(short_code(code), partial(self.take_off, self._thing.row.id, code))
        self.menu.popup(QCursor.pos())
