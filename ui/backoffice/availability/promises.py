"""What a customer, or a contract, was promised and has not got yet, as a card of their pages."""

from collections.abc import Callable
from functools import partial

from domain.ids import ContractId, CustomerId
from domain.views.availability import PromiseKind, PromiseRow
from ui.backoffice.asking import Asker
from ui.backoffice.parts import SmallTable
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.card import Card
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.table import Column


class PromisesCard(Card):
    """Hidden while there is nothing. A row opens the calendar of its kind of thing."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(_("Promised and waited for"))
        self._desk, self._asker = desk, Asker(shell, self)
        self.table = SmallTable(_columns(), _("Nothing is promised."), name=_("Promised and waited for"), most=6)
        self.table.opened.connect(lambda row: shell.open("kind", row.sku))
        self.add(self.table)
        self.hide()

    def show_customer(self, customer_id: CustomerId) -> None:
        self._ask(partial(self._desk.office.availability.of_customer, customer_id))

    def _ask(self, question: Callable[[], tuple[PromiseRow, ...]]) -> None:
        self._asker.ask(question, self._show)

    def _show(self, rows: tuple[PromiseRow, ...]) -> None:
        self.table.set_rows(rows)
        self.setVisible(bool(rows))


class ContractPromises(Card):
    """Of one contract, at the side of a page; hidden while all of it was sent."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(_("To be sent"))
        self._desk, self._asker = desk, Asker(shell, self)
        self.facts = KeyValues()
        self.add(self.facts)
        self.hide()

    def show_contract(self, contract_id: ContractId) -> None:
        self._asker.ask(partial(self._desk.office.availability.of_contract, contract_id), self._show)

    def _show(self, rows: tuple[PromiseRow, ...]) -> None:
        self.facts.set_facts([Fact(_thing(row), short_standing(row), _tone(row)) for row in rows])
        self.setVisible(bool(rows))


def short_standing(row: PromiseRow) -> str:
    """As `standing`, where the order is known."""
    if row.on is None:
        return _("no day in sight")
    words = _("late, expected on {day}") if row.is_late else _("promised for {day}")
    return words.format(day=shown_date(row.on))


def standing(row: PromiseRow) -> str:
    """So: "reserved from 10.02.2026, held until 24.02.2026"."""
    if row.kind is PromiseKind.WAITING:
        return _("waiting list, place {position}").format(position=row.position)
    if row.kind is PromiseKind.OFFERED:
        return _("offered until {day}").format(day=_day(row))
    if row.kind is PromiseKind.RESERVED:
        words = _("reserved from {day} on, held until {until}")
        return words.format(day=shown_date(row.on) if row.on else "–", until=_day(row))
    if row.on is None:
        return _("{order}: no day in sight").format(order=row.number)
    words = _("{order}: late, expected on {day}") if row.is_late else _("{order}: promised for {day}")
    return words.format(order=row.number, day=shown_date(row.on))


def _day(row: PromiseRow) -> str:
    return "–" if row.until is None else shown_date(row.until)


def _tone(row: PromiseRow) -> Tone | None:
    if row.is_late or (row.kind is PromiseKind.ORDERED and row.on is None):
        return Tone.WARN
    return Tone.OK if row.kind is PromiseKind.OFFERED else None


def _columns() -> list[Column[PromiseRow]]:
    return [
        Column("title", _("Product"), _thing, width=176, yields=1),
        Column("standing", _("How it stands"), standing, width=224, fills=True, tone=_tone),
        Column("kind", _("Kind"), lambda row: row.kind, show=label, width=120, optional=True),
    ]


def _thing(row: PromiseRow) -> str:
    if row.quantity == 1:
        return row.title
    return _("{count} × {thing}").format(count=row.quantity, thing=row.title)
