"""An unknown code is stuck to a thing on the spot: to the one that was scanned last, or to the one scanned next."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from domain.assets.aliases import alias_of
from domain.assets.attach_code import AttachCode, CodeAttached
from domain.assets.codes import CodeRefused
from domain.assets.detach_code import CodeDetached, DetachCode
from domain.assets.resolve import Card, Meaning, Resolved
from domain.assets.scan import Scan
from domain.ids import AssetId
from ui.desk import Desk
from ui.language import _, count
from ui.warehouse.outcomes import Offer, Outcome, give
from ui.warehouse.words import short_code
from ui.widgets.answer import Verdict
from ui.widgets.base import column, row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button


def offer_for(scan: Scan, last: tuple[AssetId, str] | None) -> Offer | None:
    """None: this text never stands for one thing."""
    try:
        text = alias_of(scan.text, scan.symbology or "")
    except CodeRefused:
        return None
    return Offer(text, scan.symbology or "", *(last or (None, "")))


class Attaching:
    """What is known of the scans before, for one page. All of it runs on the database thread."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last: tuple[AssetId, str] | None = None
        self._waiting: Offer | None = None
        self._attached: CodeAttached | None = None

    def act(self, found: Resolved) -> Outcome | None:
        """What a scan does here; None: nothing, the page has it."""
        waiting, attached = self._waiting, self._attached
        self._waiting = self._attached = None
        is_asset = found.meaning is Meaning.ASSET and found.id is not None
        if is_asset and found.id is not None:
            self._last = AssetId(found.id), found.text
        if waiting is not None and is_asset and found.id is not None:
            return self.attach(replace(waiting, asset_id=AssetId(found.id)))
        if found.card is Card.UNDO and waiting is not None:
            return self._aside(waiting)
        if found.card is Card.UNDO and attached is not None:
            return self.take_off(attached)
        return None

    def offer(self, scan: Scan) -> Offer | None:
        """After a scan that nobody knew."""
        return offer_for(scan, self._last)

    def wait(self, offer: Offer) -> Outcome:
        """The next thing that is scanned gets the code."""
        self._waiting = offer
        detail = _("“{code}” will lead to it. The card “Undo” ends it.").format(code=short_code(offer.text))
        asked = self._outcome(Verdict.READY, _("Scan the thing now"), detail, "", is_listed=False)
        return replace(asked, is_waiting=True)

    def put_aside(self) -> Outcome | None:
        """Nobody scanned the thing, and what is scanned later is not meant; None: nothing waited."""
        waiting, self._waiting = self._waiting, None
        return None if waiting is None else self._aside(waiting)

    def attach(self, offer: Offer) -> Outcome:
        """Raises AppErrors."""
        if offer.asset_id is None:
            return self.wait(offer)
        command = AttachCode(offer.asset_id, offer.text, offer.symbology)
        return give(self._desk, command, self._accepted, _("Kept"))

    def take_off(self, attached: CodeAttached) -> Outcome:
        """The undo of `attach`. Raises AppErrors."""
        return give(self._desk, DetachCode(attached.asset_id, attached.code), self._detached, _("Kept"))

    def _accepted(self, event: CodeAttached) -> Outcome:
        self._attached, self._last = event, (event.asset_id, event.asset_code)
        detail = _("“{code}” leads to {asset} from now on.").format(code=short_code(event.code), asset=event.asset_code)
        return self._outcome(Verdict.ACCEPTED, _("Code attached"), detail, event.code, attached=event)

    def _detached(self, event: CodeDetached) -> Outcome:
        words = _("“{code}” does not lead to {asset} any more.")
        detail = words.format(code=short_code(event.code), asset=event.asset_code)
        return self._outcome(Verdict.NOTE, _("Code taken off"), detail, event.code)

    def _aside(self, waiting: Offer) -> Outcome:
        return self._outcome(Verdict.NOTE, _("Put aside"), _("Nothing was attached."), waiting.text)

    @staticmethod
    def _outcome(
        verdict: Verdict,
        title: str,
        detail: str,
        code: str,
        *,
        attached: CodeAttached | None = None,
        is_listed: bool = True,
    ) -> Outcome:
        return Outcome(verdict, title, detail, short_code(code), title, title, attached=attached, is_listed=is_listed)


class AttachStrip(QFrame):
    """Below the answer: what may be done with a code that nobody knows, and how many scans were of no use."""

    attach_wanted = Signal(object)
    """An `Offer` with its thing."""

    wait_wanted = Signal(object)
    """An `Offer`: the thing is scanned next."""

    def __init__(self, parent: QWidget | None = None, *, can_wait: bool = True) -> None:
        super().__init__(parent)
        self._offer: Offer | None = None
        self._can_wait, self._wrong = can_wait, 0
        self.words = text("", wrap=True)
        self.to_last = button("", self._on_last, sign="link-variant", touch=True)
        self.to_next = button(_("Scan its thing now"), self._on_next, sign="barcode-scan", touch=True)
        self.count = text("", "muted")
        said = row(self.words, self.count, gap=12)
        said.setStretch(0, 1)
        self.setLayout(column(said, Bend(self.to_last, self.to_next, gap=8), gap=8))
        self.show_offer(None)

    def show_offer(self, offer: Offer | None) -> None:
        self._offer = offer
        words = _("What is “{code}”?")
        self.words.setText(words.format(code=short_code(offer.text)) if offer else "")
        has_thing = offer is not None and offer.asset_id is not None
        if offer is not None and has_thing:
            self.to_last.setText(_("Attach to {asset}").format(asset=offer.asset_code))
        self.to_last.setVisible(has_thing)
        self.to_next.setVisible(offer is not None and self._can_wait)
        self._settle()

    def count_wrong(self) -> None:
        """One more scan was of no use on this page since it was opened."""
        self._wrong += 1
        self.count.setText(count("{count} wrong scan", "{count} wrong scans", self._wrong))
        self.count.setToolTip(_("On this page since it was opened. The owner sees them all under “Wrong scans”."))
        self._settle()

    @property
    def wrong(self) -> int:
        return self._wrong

    def _settle(self) -> None:
        self.count.setVisible(bool(self._wrong))
        self.setVisible(self._offer is not None or bool(self._wrong))

    def _on_last(self) -> None:
        if (offer := self._taken()) is not None:
            self.attach_wanted.emit(offer)

    def _on_next(self) -> None:
        if (offer := self._taken()) is not None:
            self.wait_wanted.emit(offer)

    def _taken(self) -> Offer | None:
        """Once only: a second press is no second wish."""
        offer = self._offer
        self.show_offer(None)
        return offer
