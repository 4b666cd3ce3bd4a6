"""The letter to one contract of a campaign, in both languages, before it goes out."""

from functools import partial

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QTabWidget, QWidget

from domain.contracts.price_campaign import Campaign
from domain.contracts.tell_price_change import letter
from domain.messages.contract_letter import ContractLetter
from domain.messages.letter import Letter
from domain.views.campaigns import CampaignLine
from ui.backoffice.asking import Asker
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell
from ui.theme import theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button

LANGUAGES = ("de", "en")


class LetterDialog(QDialog):
    """Each customer gets it in the language of his own."""

    def __init__(self, desk: Desk, shell: Shell, campaign: Campaign, line: CampaignLine, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("The letter"))
        self.tabs = QTabWidget()
        self.pages: dict[str, QPlainTextEdit] = {}
        names = {"de": _("German"), "en": _("English")}
        told = letter(campaign, line.concerned)
        self._askers = [Asker(shell, self) for _each in LANGUAGES]
        for asker, language in zip(self._askers, LANGUAGES, strict=True):
            page = self.pages[language] = QPlainTextEdit()
            page.setReadOnly(True)
            page.setAccessibleName(names[language])
            self.tabs.addTab(page, names[language])
            wanted = ContractLetter("", told, language, line.customer, line.concerned.number)
            asker.ask(partial(desk.papers.contract_letter, wanted), partial(_show, page))
        head = text(_("The letter to {customer}").format(customer=line.customer), "title", wrap=True)
        said = text(_("Every customer gets it in his own language, with his own prices and days."), "muted", wrap=True)
        back = button(_("Close"), self.accept)
        back.setDefault(True)
        layout = column(head, said, gap=12, margin=24)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(row(None, back))
        self.setLayout(layout)
        self.resize(theme().px(680), theme().px(520))


def _show(page: QPlainTextEdit, made: Letter) -> None:
    page.setPlainText(f"{made.subject}\n\n{made.body}")
