"""The way from the number of a transfer to its contract: a task and a scan name it."""

from PySide6.QtWidgets import QWidget

from domain.views.transfers import TransferRow
from ui.backoffice.things import ThingPage
from ui.backoffice.transfers.card import TransferCard
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column


class OneTransfer(ThingPage[TransferRow]):
    """The card of the customer it came from, with everything that can be done."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._desk = desk
        super().__init__(shell, _("Change of party"), desk.office.transfers.by_number, _topics)

    def build(self) -> QWidget:
        self.card = TransferCard(self._desk, self.shell)
        around = QWidget()
        around.setLayout(column(self.card, None))
        return around

    def fill(self, thing: TransferRow) -> None:
        badge = (label(thing.transfer.status), Tone.NEUTRAL)
        names = f"{thing.from_name} → {thing.to_name}"
        self.set_heading(_("Transfer {number}").format(number=thing.transfer.number), names, (badge,))
        self.card.show_customer(thing.transfer.from_customer_id)


def _topics(thing: TransferRow) -> frozenset[str]:
    return frozenset({"transfers", f"contract:{thing.transfer.contract_id}"})
