"""One receipt as it was printed, and what can still be done with it."""

from textwrap import wrap

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from domain.money import Money
from domain.till.slip import COLUMNS, Line, Pair, Part, Qr, Rule, Side, Slip, laid_out
from domain.views.till import ReceiptPage
from ui.backoffice.asking import Asker
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_instant, shown_money
from ui.pos.paying.link import PayLinkDialog
from ui.pos.receipts.mailing import MailDialog, ask_mail
from ui.pos.receipts.presenter import Doable, ReceiptPresenter
from ui.pos.receipts.voiding import VoidDialog
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone, theme
from ui.widgets.base import column, row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.key_values import Fact, KeyValues

_PX = 13


class ReceiptScreen(Page):
    """Opened with its number or id."""

    def __init__(self, desk: Desk, shell: Shell, *, is_till: bool = True) -> None:
        super().__init__(shell, _("Receipt"))
        self._desk = desk
        self._by_link: Money | None = None
        self.dialog: MailDialog | PayLinkDialog | None = None
        askers = (Asker(shell, self), Asker(shell, self))
        self.presenter = ReceiptPresenter(shell, desk, self, askers, self, is_till=is_till)
        self.paper = text("")
        self.paper.setFont(theme().font(_PX, mono=True))
        self.paper.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.paper.setAccessibleName(_("The receipt as it was printed"))
        around = QScrollArea()
        around.setFrameShape(QFrame.Shape.NoFrame)
        around.setWidgetResizable(True)
        around.setWidget(_held(self.paper))
        around.setMinimumWidth(theme().px(380))
        around.setMinimumHeight(theme().px(320))
        self.facts = KeyValues()
        self.words = text("", "", Tone.WARN, wrap=True)
        act = self.presenter
        self.again = button(_("Print again"), act.print_again, sign="printer-outline", touch=is_till)
        self.again.setToolTip(_("Marked as a copy"))
        self.as_page = button(_("As PDF"), act.as_page, sign="file-pdf-box", touch=is_till)
        self.mail = button(_("By mail …"), self._ask_mail, sign="email-outline", touch=is_till)
        self.link = button(_("Payment link …"), self._show_link, sign="qrcode", touch=is_till)
        self.void = button(
            _("Take this receipt back …"),
            self._ask_void,
            kind="danger",
            sign="receipt-text-remove-outline",
            touch=is_till,
        )
        self.agree = button(_("Agree that it is taken back"), act.agree, sign="account-check-outline", touch=is_till)
        left = Card(margin=16).add(around, stretch=1)
        right = Card(_("What it is"), margin=16)
        deeds = (self.again, self.as_page, self.mail, self.link, self.void, self.agree)
        right.add(self.facts, self.words, *(row(each, None) for each in deeds))
        side = QWidget()
        side.setLayout(column(right, None, gap=16))
        self.setLayout(column(Bend(left, side, gap=24)))

    def show_target(self, argument: str) -> None:
        if argument:
            self.presenter.load(argument)

    def on_changes(self, kinds: frozenset[str]) -> None:
        if kinds & {"receipts", "tills"}:
            self.presenter.reload()

    def show_receipt(self, page: ReceiptPage, slip: Slip, doable: Doable) -> None:
        self.paper.setText("\n".join(line for part in slip.parts for line in _shown(part)))
        one = page.row
        facts = [
            Fact(_("Receipt"), one.number),
            Fact(_("Kind"), label(one.kind)),
            Fact(_("When"), shown_instant(one.at)),
            Fact(_("Sum"), shown_money(one.gross)),
            Fact(_("Person"), one.person),
            Fact(_("Store"), one.store),
        ]
        if one.customer:
            facts.append(Fact(_("Customer"), one.customer))
        if one.voids:
            facts.append(Fact(_("Takes back"), one.voids))
        if one.voided_by:
            facts.append(Fact(_("Taken back by"), one.voided_by))
        if page.agreed:
            facts.append(Fact(_("Agreed to its taking back"), ", ".join(page.agreed)))
        self.facts.set_facts(facts)
        self.void.setVisible(doable.can_void)
        self.agree.setVisible(doable.can_agree)
        self._by_link = doable.by_link
        self.link.setVisible(self._by_link is not None)
        self.words.setText(self._about(page, doable))
        self.words.setVisible(bool(self.words.text()))

    def _about(self, page: ReceiptPage, doable: Doable) -> str:
        if doable.needs_second:
            words = _("Above {limit} somebody of the office agrees first, on this page, before it is taken back.")
            return words.format(limit=shown_money(page.void_limit))
        if page.receipt.customer_id is not None:
            return _("It belongs to a customer's account: money goes back from there, as a refund.")
        return ""

    def _ask_mail(self) -> None:
        page = self.presenter.page
        if page is not None:
            self.dialog = ask_mail(self.shell, self._desk, self, page.row)

    def _show_link(self) -> None:
        page = self.presenter.page
        if page is not None and page.receipt.customer_id is not None and self._by_link is not None:
            self.dialog = PayLinkDialog(self.shell, self._desk.serving, self, self.presenter.print_with)
            self.dialog.begin(page.receipt.customer_id, page.receipt.number, self._by_link)

    def _ask_void(self) -> None:
        page = self.presenter.page
        if page is not None:
            VoidDialog(self, page.receipt, lambda why, in_cash: self.presenter.void(why, in_cash=in_cash)).open()


def _held(inner: QWidget) -> QWidget:
    around = QWidget()
    around.setLayout(column(row(None, inner, None), None))
    return around


def _shown(part: Part) -> list[str]:
    if isinstance(part, Pair):
        return laid_out(part)
    if isinstance(part, Rule):
        return ["─" * COLUMNS]
    if isinstance(part, Qr):
        return [_("[code of the signing device]").center(COLUMNS)]
    if isinstance(part, Line):
        lines = wrap(part.text, COLUMNS) or [""]
        return [line.center(COLUMNS) if part.side is Side.CENTRE else line for line in lines]
    return [part.data]
