"""The catalogue as lists: products with what they cost, and all price plans, to be saved as CSV or printed."""

from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QSizeF
from PySide6.QtGui import QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QWidget

from domain.catalog.plan import PricePlan
from domain.clock import today
from domain.money import Money
from domain.period import Interval
from domain.views.catalogue import PlanRow, ProductRow
from domain.views.office_rows import Found
from ui.backoffice.asking import Asker
from ui.backoffice.lists import ListPage, ListSpec
from ui.backoffice.words import shown_interval, shown_length
from ui.categories import category_name
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_date, shown_money
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import row
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.table import Column

DOTS = 300
"""Per inch; the layout counts in them."""
MOST = 2000
"""Price plans on a printed list."""


def products_page(desk: Desk, shell: Shell) -> ListPage:
    return ListPage(
        shell,
        ListSpec(
            title=_("Products"),
            placeholder=_("Name, category or article number"),
            columns=_product_columns(),
            choices=((None, _("all products")), (True, _("on offer")), (False, _("not on offer"))),
            empty=lambda: EmptyState(
                "tag-multiple-outline",
                _("No products yet"),
                _("Take in the first one; it can be ordered once it has a price plan."),
                action=_("New product"),
                on_action=lambda: shell.open("edit_product"),
            ),
            ask=desk.catalogue.products,
            topics=frozenset({"catalog"}),
            open_row=lambda chosen: ("product", str(chosen.product.id)),
            new=(_("New product"), "edit_product"),
        ),
    )


class PriceListPage(ListPage):
    """All price plans; the list as it stands can be printed."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._desk = desk
        super().__init__(
            shell,
            ListSpec(
                title=_("Price list"),
                placeholder=_("Product, category or price plan"),
                columns=price_columns(with_product=True),
                choices=((True, _("on offer")), (None, _("all plans")), (False, _("not on offer"))),
                empty=lambda: EmptyState(
                    "cash-sync", _("No price plans yet"), _("Open a product and give it its first price plan.")
                ),
                ask=desk.catalogue.price_list,
                topics=frozenset({"catalog"}),
                open_row=lambda chosen: ("price_plan", str(chosen.plan.id)),
            ),
        )
        self._printing = Asker(shell, self)

    def top(self) -> QWidget:
        around = QWidget()
        self.print_button = button(_("Print price list"), self.print_list, sign="printer-outline", shortcut="Ctrl+P")
        around.setLayout(row(None, self.print_button))
        return around

    def print_list(self) -> None:
        """A PDF of the plans that search and filter leave, opened for printing."""
        words, choice = self.words(), self.choice()
        self._printing.ask(lambda: self._desk.catalogue.price_list(words, choice, MOST), self._print)

    def _print(self, found: Found[PlanRow]) -> None:
        day = today(self._desk.clock)
        content = price_list_pdf(found.rows, _("Price list as of {day}").format(day=shown_date(day)))
        name = _("price-list-{day}.pdf").format(day=day.isoformat())
        self._printing.ask(lambda: self._desk.folder.keep(name, content), self._show)

    def _show(self, path: Path) -> None:
        self._desk.folder.show(path)
        self.shell.toast(_("The price list lies in {name}.").format(name=path.name))


def price_columns(*, with_product: bool = False) -> list[Column[PlanRow]]:
    """Of price plans; `with_product` for lists that hold several products'."""
    product: list[Column[PlanRow]] = [
        Column("product", _("Product"), lambda row: row.product.name, fills=True, width=180),
        Column("category", _("Category"), lambda row: category_name(row.product.category), width=112, yields=5),
    ]
    return [
        *(product if with_product else []),
        Column("plan", _("Price plan"), lambda row: row.plan.name, width=160, fills=not with_product),
        Column("kind", _("Kind"), lambda row: row.plan.kind, show=label, width=168, yields=4),
        Column("price", _("Price"), lambda row: row.plan.price, width=104),
        Column("rhythm", _("How often"), lambda row: rhythm(row.plan), width=136),
        Column("prices_are", _("Prices are"), lambda row: row.plan.terms.prices_are, show=label, optional=True),
        Column("term", _("Minimum term"), lambda row: _bound(row.plan, row.plan.terms.min_term), width=128, yields=2),
        Column("notice", _("Notice"), lambda row: _bound(row.plan, row.plan.terms.notice), width=136, yields=3),
        Column("deposit", _("Deposit"), lambda row: row.plan.offer.deposit, width=104, yields=6),
        Column("extras", _("Specials"), lambda row: extras(row.plan), width=168, yields=7, optional=with_product),
        Column("running", _("Running"), lambda row: row.running or None, width=88, yields=1),
        Column(
            "state",
            _("State"),
            lambda row: _("on offer") if row.is_offered else _("no longer offered"),
            tone=lambda row: Tone.OK if row.is_offered else Tone.NEUTRAL,
            width=120,
        ),
    ]


def _bound(plan: PricePlan, length: Interval | None) -> str | None:
    """What is bought once binds nobody afterwards."""
    return shown_length(length) if plan.is_recurring else None


def rhythm(plan: PricePlan) -> str:
    return shown_interval(plan.terms.interval) if plan.is_recurring else _("once")


def extras(plan: PricePlan) -> str:
    """What is special about a plan, in few words."""
    offer, words = plan.offer, list[str]()
    if plan.terms.trial is not None:
        words.append(_("{length} free").format(length=shown_length(plan.terms.trial)))
    if offer.phases:
        words.append(count("{count} phase", "{count} phases", len(offer.phases)))
    if offer.discounts:
        words.append(count("{count} discount", "{count} discounts", len(offer.discounts)))
    words += [_("{count} paid ahead").format(count=each.periods) for each in offer.paid_up]
    return ", ".join(words)


def price_list_pdf(rows: tuple[PlanRow, ...], heading: str) -> bytes:
    """An A4 page or more with one line a plan."""
    heads = (_("Product"), _("Price plan"), _("Price"), _("How often"), _("Minimum term"), _("Deposit"))
    lines = "".join(f"<tr>{_cells(_printed(each))}</tr>" for each in rows)
    titles = "".join(f"<th align='left'>{escape(title)}</th>" for title in heads)
    document = QTextDocument()
    document.setDefaultStyleSheet("p { font-size: 15pt; font-weight: 600; } td, th { font-size: 9pt; }")
    document.setHtml(
        f"<p>{escape(heading)}</p><table width='100%' cellpadding='4' border='0'><thead><tr>{titles}</tr></thead>"
        f"{lines}</table>"
    )
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setTitle(heading)
    writer.setResolution(DOTS)
    document.documentLayout().setPaintDevice(writer)
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.print_(writer)
    del writer
    return bytes(buffer.data().data())


def _printed(each: PlanRow) -> tuple[str, ...]:
    plan = each.plan
    deposit = shown_money(plan.offer.deposit) if plan.offer.deposit else ""
    price = f"{shown_money(plan.price)} {label(plan.terms.prices_are)}"
    return each.product.name, plan.name, price, rhythm(plan), _bound(plan, plan.terms.min_term) or "–", deposit


def _cells(words: tuple[str, ...]) -> str:
    return "".join(f"<td>{escape(word)}</td>" for word in words)


def _product_columns() -> list[Column[ProductRow]]:
    return [
        Column("name", _("Product"), lambda row: row.product.name, fills=True),
        Column("category", _("Category"), lambda row: category_name(row.product.category), width=128, yields=3),
        Column("kind", _("Kind"), lambda row: row.product.kind, show=label, width=168, yields=2),
        Column("variants", _("Variants"), lambda row: row.variants, width=96, yields=4),
        Column("skus", _("Article numbers"), lambda row: row.skus, width=208, yields=5, optional=True),
        Column("plans", _("Price plans"), lambda row: len(row.plans) or None, width=112, yields=1),
        Column("price", _("From"), _from, width=112),
        Column(
            "state",
            _("State"),
            lambda row: _("on offer") if row.is_offered else _("not on offer"),
            tone=lambda row: Tone.OK if row.is_offered else Tone.WARN,
            width=136,
        ),
    ]


def _from(row: ProductRow) -> Money | None:
    return min((plan.price for plan in row.plans), key=lambda price: price.minor, default=None)
