"""The customer's page below the fold: money so far on top, things they had, offers, workshop, notes, their own pages.

All of it is one question that is asked after the page is there; a part with nothing in it says so or stays away.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from domain.buyout.offer import OfferStatus
from domain.clock import legal_day
from domain.ids import CustomerId
from domain.money import Money
from domain.views.around import Around, NoteOf, ThingOf, WishOf
from domain.views.office_rows import CustomerPage
from ui.backoffice.asking import Asker
from ui.backoffice.parts import SmallTable
from ui.backoffice.words import shown_sums
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_date, shown_instant, shown_money
from ui.lifecycle.words import DONE
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column, row, text
from ui.widgets.card import Card
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.table import Align, Column

_PRIVACY = frozenset({"AskErasure", "NoteDataTaken"})
_OFFER_TONES = {OfferStatus.OFFERED: Tone.ACCENT, OfferStatus.ACCEPTED: Tone.WARN, OfferStatus.SETTLED: Tone.OK}


class TotalsStrip(Card):
    """What one asks first about a customer: since when, how much a month, how much came in, how much is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.since, self.monthly = _figure(_("Customer since")), _figure(_("A month"))
        self.paid, self.open = _figure(_("Paid so far")), _figure(_("Open amount"))
        self.held = _figure(_("They hold"))
        figures = (self.since, self.monthly, self.paid, self.open, self.held)
        self.body.addLayout(row(*figures, None, gap=32))

    def show_page(self, page: CustomerPage) -> None:
        self.since.show_value(shown_date(legal_day(page.registered_at)))
        self.monthly.show_value(shown_sums(monthly_of(page)) if monthly_of(page) else "–")
        self.open.show_value(shown_sums(page.open_now) if page.open_now else shown_money(Money(0)))
        self.held.show_value(count("{count} thing", "{count} things", len(page.held)))
        self.paid.show_value("…")

    def show_around(self, around: Around) -> None:
        self.paid.show_value(shown_sums(around.paid) if around.paid else shown_money(Money(0)))
        worth = worth_of(around.held)
        things = count("{count} thing", "{count} things", len(around.held))
        self.held.show_value(f"{things} · {shown_money(worth)}" if worth else things)


class _Figure(QWidget):
    def __init__(self, title: str) -> None:
        super().__init__()
        self.value = text("", "title")
        self.setLayout(column(text(title, "muted"), self.value, gap=2))
        self.value.setAccessibleName(title)

    def show_value(self, words: str) -> None:
        self.value.setText(words)


def _figure(title: str) -> _Figure:
    return _Figure(title)


def monthly_of(page: CustomerPage) -> tuple[Money, ...]:
    """What all contracts together bring in a mean month, a currency each."""
    sums: dict[str, Money] = {}
    for each in page.contracts:
        if each.recurring:
            a_month = each.recurring.a_month
            known = sums.get(a_month.currency)
            sums[a_month.currency] = a_month if known is None else known + a_month
    return tuple(sums[name] for name in sorted(sums))


def worth_of(things: Sequence[ThingOf]) -> Money:
    """What they were bought for; what nobody knows counts nothing."""
    return Money(sum(each.worth.minor for each in things if each.worth is not None))


class CustomerAround(QWidget):
    """`told` with the answer, for what stands on top of the page."""

    told = Signal(object)

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._asker = desk, Asker(shell, self)
        self.before = SmallTable(_things(), _("They had nothing else of ours."), name=_("Things they had"), most=6)
        self.before.opened.connect(lambda one: shell.open("asset", one.code))
        self.offers = SmallTable(_offers(), _("Nothing was offered for sale."), name=_("Purchase offers"), most=5)
        self.offers.opened.connect(lambda one: shell.open("contract", one.contract))
        self.repairs = SmallTable(_repairs(), _("Nothing was in the workshop."), name=_("Repairs"), most=5)
        self.repairs.opened.connect(lambda one: shell.open("repair", one.number))
        self.notes = SmallTable(_notes(), _("Nobody wrote a note."), name=_("Notes and files"), most=6)
        self.notes.opened.connect(lambda one: shell.open("contract", one.contract))
        self.wishes = SmallTable(_wishes(), _("They did nothing themselves yet."), name=_("On their pages"), most=6)
        self.pages = KeyValues()
        self.offered, self.workshop = Card(_("Purchase offers")).add(self.offers), Card(_("Repairs")).add(self.repairs)
        self.noted = Card(_("Notes and files")).add(self.notes)
        self.had = Card(_("Things they had")).add(self.before)
        self.own = Card(_("Their own pages, and privacy")).add(self.pages, self.wishes)
        self.setLayout(column(self.had, self.offered, self.workshop, self.noted, self.own, gap=24))

    def show_customer(self, customer_id: CustomerId) -> None:
        self._asker.ask(lambda: self._desk.office.surroundings.around(customer_id), self._show)

    def _show(self, around: Around) -> None:
        self.before.set_rows(around.before)
        self.offers.set_rows(around.offers)
        self.repairs.set_rows(around.repairs)
        self.notes.set_rows(around.notes)
        self.wishes.set_rows(around.wishes)
        self.offered.setVisible(bool(around.offers))
        self.workshop.setVisible(bool(around.repairs))
        never = _("never")
        privacy = [each for each in around.wishes if each.name in _PRIVACY]
        self.pages.set_facts(
            [
                Fact(_("Last on their pages"), shown_instant(around.signed_in) if around.signed_in else never),
                Fact(_("Own data taken, erasure asked for"), _last(privacy) or never),
            ]
        )
        self.told.emit(around)


def _last(wishes: list[WishOf]) -> str:
    return "" if not wishes else f"{_said(wishes[0])}, {shown_date(legal_day(wishes[0].at))}"


def _said(wish: WishOf) -> str:
    words = DONE.get(wish.name)
    return wish.name if words is None else _(words)


def _outcome(wish: WishOf) -> str:
    if wish.done is None:
        return _("waits")
    return _("done") if wish.done else _("refused")


def _things() -> list[Column[ThingOf]]:
    return [
        Column("code", _("Code"), lambda one: one.code, code=True, width=136),
        Column("title", _("Thing"), lambda one: one.title, fills=True),
        Column("since", _("From"), lambda one: legal_day(one.since), width=112),
        Column("until", _("Until"), lambda one: None if one.until is None else legal_day(one.until), width=112),
        Column("contract", _("Contract"), lambda one: one.contract, code=True, width=136, yields=1),
        Column("worth", _("Bought for"), lambda one: one.worth, align=Align.RIGHT, width=112, yields=2),
    ]


def _offers() -> list[Column]:  # type: ignore[type-arg]  # rows of one list
    return [
        Column("number", _("Number"), lambda one: one.number, code=True, width=136),
        Column(
            "state",
            _("State"),
            lambda one: one.status,
            show=label,
            tone=lambda o: _OFFER_TONES.get(o.status),
            width=144,
        ),
        Column("things", _("Things"), lambda one: one.things, fills=True),
        Column("until", _("Valid until"), lambda one: one.valid_until, width=112, yields=1),
        Column("price", _("Price"), lambda one: one.price, align=Align.RIGHT, width=112),
    ]


def _repairs() -> list[Column]:  # type: ignore[type-arg]  # rows of one list
    return [
        Column("number", _("Number"), lambda one: one.number, code=True, width=136),
        Column("asset", _("Code"), lambda one: one.asset, code=True, width=136),
        Column("state", _("State"), lambda one: one.stage, show=label, width=152),
        Column("problem", _("Problem"), lambda one: one.problem, fills=True),
        Column("on", _("Reported on"), lambda one: one.reported_on, width=120, yields=1),
    ]


def _notes() -> list[Column[NoteOf]]:
    return [
        Column("at", _("When"), lambda one: one.at, show=shown_instant, width=144),
        Column("words", _("Note"), lambda one: one.words or one.file_name, fills=True),
        Column("file", _("File"), lambda one: one.file_name or None, width=176, yields=1),
        Column("contract", _("Contract"), lambda one: one.contract, code=True, width=136),
    ]


def _wishes() -> list[Column[WishOf]]:
    return [
        Column("at", _("When"), lambda one: one.at, show=shown_instant, width=144),
        Column("what", _("What"), _said, fills=True),
        Column("outcome", _("What became of it"), _outcome, width=152),
    ]
