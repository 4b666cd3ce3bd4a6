"""The owner's screens, as the window lists them. Each imports its page when it is first opened."""

from collections.abc import Callable
from functools import partial

from ui.desk import Desk
from ui.language import N_
from ui.shell.groups import GOODS, MONEY, RANGE
from ui.shell.page import Page
from ui.shell.port import Screen, Shell

SEAT = "owner"


def screens(desk: Desk) -> tuple[Screen, ...]:
    """In the order of the bar."""
    return (
        _listed("products", N_("Products"), "tag-multiple-outline", partial(_products, desk), group=RANGE),
        _listed("price_list", N_("Price list"), "format-list-bulleted", partial(_price_list, desk), group=RANGE),
        _listed("price_changes", N_("Price changes"), "bullhorn-outline", partial(_price_changes, desk), group=RANGE),
        _listed("sold_things", N_("Purchases"), "cash-check", partial(_sold_things, desk), group=MONEY),
        _listed(
            "refund_approvals", N_("Refunds"), "cash-refund", partial(_refunds, desk), group=MONEY, instead_of="refunds"
        ),
        _listed(
            "write_off_approvals",
            N_("Write-offs"),
            "book-remove-outline",
            partial(_write_offs, desk),
            group=MONEY,
            instead_of="write_offs",
        ),
        _listed("exchange_groups", N_("Exchange groups"), "swap-vertical", partial(_exchange, desk), group=RANGE),
        _listed("loyalty", N_("Loyalty"), "ticket-percent-outline", partial(_loyalty, desk), group=RANGE),
        _listed("kpis", N_("Key figures"), "chart-line", partial(_kpis, desk)),
        _listed(
            "owner_bookkeeping",
            N_("Bookkeeping"),
            "book-open-page-variant-outline",
            partial(_bookkeeping, desk),
            group=MONEY,
            instead_of="bookkeeping",
        ),
        _listed(
            *("owner_places", N_("Places"), "file-tree-outline", partial(_places, desk)),
            group=GOODS,
            instead_of="places",
        ),
        _listed("tills", N_("Tills"), "cash-register", partial(_tills, desk), group=MONEY),
        _listed("numbers", N_("Numbers"), "counter", partial(_numbers, desk)),
        _listed(
            "inspection_forms", N_("Inspection forms"), "clipboard-list-outline", partial(_forms, desk), group=GOODS
        ),
        _listed("label_templates", N_("Labels"), "label-outline", partial(_label_templates, desk), group=GOODS),
        _listed(
            "owner_letters", N_("Letters"), "email-edit-outline", partial(_letters, desk), instead_of="letter_events"
        ),
        _of_letters("owner_letter_words", N_("Words of a letter"), "letter_words", partial(_letter_words, desk)),
        _of_letters("owner_mail_server", N_("Mail server"), "mail_server", partial(_mail_server, desk)),
        Screen(
            *("setup", N_("Setting up"), "rocket-launch-outline", SEAT, partial(_setup, desk)),
            count=partial(_lacking, desk),
        ),
        _listed("wrong_scans", N_("Wrong scans"), "barcode-off", partial(_wrong_scans, desk), group=GOODS),
        _listed("imports", N_("Import"), "database-import-outline", partial(_imports, desk)),
        _listed("settings", N_("Settings"), "cog-outline", partial(_settings, desk)),
        *_single(desk),
    )


def _single(desk: Desk) -> tuple[Screen, ...]:
    """Pages of single things: reached from lists and from one another."""
    return (
        _part("products", "product", N_("Product"), "tag-outline", partial(_product, desk)),
        _part("products", "edit_product", N_("Edit product"), "tag-outline", partial(_edit, desk)),
        _part("products", "product_care", N_("Maintenance"), "wrench-clock", partial(_care, desk)),
        _of_forms("inspection_form", N_("Inspection form"), partial(_one_form, desk)),
        _part("label_templates", "label_template", N_("Label template"), "label-outline", partial(_template, desk)),
        _part("products", "price_plan", N_("Price plan"), "cash-sync", partial(_plan, desk)),
        _part(
            "refund_approvals",
            "refund_to_approve",
            N_("Refund"),
            "cash-refund",
            partial(_refund, desk),
            instead_of="refund",
        ),
        _of_kpis("kpi_month", N_("Who moved"), partial(_kpi_month, desk)),
        _of_kpis("kpi_things", N_("Things"), partial(_kpi_things, desk)),
        _of_loyalty("voucher_batch", N_("Vouchers"), partial(_codes, desk)),
        _of_loyalty("owner_friends", N_("Friends"), partial(_friends, desk)),
        _of_loyalty("owner_figures", N_("What loyalty brings"), partial(_figures, desk)),
        _of_prices("new_price_change", N_("New price change"), partial(_new_price_change, desk)),
        _of_prices("price_change", N_("Price change"), partial(_price_change, desk)),
    )


def _listed(
    key: str, title: str, icon: str, factory: Callable[[Shell], Page], *, group: str = "", instead_of: str = ""
) -> Screen:
    return Screen(key, title, icon, SEAT, factory, group=group, instead_of=instead_of)


def _part(
    of: str, key: str, title: str, icon: str, factory: Callable[[Shell], Page], *, instead_of: str = ""
) -> Screen:
    return Screen(key, title, icon, SEAT, factory, False, of, instead_of=instead_of)


def _of_letters(key: str, title: str, instead_of: str, factory: Callable[[Shell], Page]) -> Screen:
    sign = "email-edit-outline"
    return Screen(key, title, sign, SEAT, factory, False, "owner_letters", instead_of=instead_of)


def _letters(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.letters.events import events_page

    return events_page(desk, shell)


def _letter_words(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.letters.editor import WordsEditor

    return WordsEditor(desk, shell)


def _mail_server(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.letters.server import MailServerPage

    return MailServerPage(desk, shell)


def _of_prices(key: str, title: str, factory: Callable[[Shell], Page]) -> Screen:
    return Screen(key, title, "bullhorn-outline", SEAT, factory, False, "price_changes")


def _of_forms(key: str, title: str, factory: Callable[[Shell], Page]) -> Screen:
    return Screen(key, title, "clipboard-list-outline", SEAT, factory, False, "inspection_forms")


def _places(desk: Desk, shell: Shell) -> Page:
    from ui.places.view import PlacesPage

    return PlacesPage(desk, shell, is_owner=True)


def _of_kpis(key: str, title: str, factory: Callable[[Shell], Page]) -> Screen:
    return Screen(key, title, "chart-line", SEAT, factory, False, "kpis")


def _kpis(desk: Desk, shell: Shell) -> Page:
    from ui.owner.kpis.view import KpiPage

    return KpiPage(desk, shell)


def _kpi_month(desk: Desk, shell: Shell) -> Page:
    from ui.owner.kpis.view import MonthPage

    return MonthPage(desk, shell)


def _kpi_things(desk: Desk, shell: Shell) -> Page:
    from ui.owner.kpis.things import ThingsPage

    return ThingsPage(desk, shell)


def _forms(desk: Desk, shell: Shell) -> Page:
    from ui.owner.forms.list import FormsPage

    return FormsPage(desk, shell)


def _one_form(desk: Desk, shell: Shell) -> Page:
    from ui.owner.forms.view import FormEditor

    return FormEditor(desk, shell)


def _label_templates(desk: Desk, shell: Shell) -> Page:
    from ui.owner.labels.list import TemplatesPage

    return TemplatesPage(desk, shell)


def _template(desk: Desk, shell: Shell) -> Page:
    from ui.owner.labels.editor import TemplateEditor

    return TemplateEditor(desk, shell)


def _care(desk: Desk, shell: Shell) -> Page:
    from ui.owner.products.care import CareEditor

    return CareEditor(desk, shell)


def _of_loyalty(key: str, title: str, factory: Callable[[Shell], Page]) -> Screen:
    return Screen(key, title, "ticket-percent-outline", SEAT, factory, False, "loyalty")


def _loyalty(desk: Desk, shell: Shell) -> Page:
    from ui.owner.loyalty.overview import LoyaltyPage

    return LoyaltyPage(desk, shell)


def _exchange(desk: Desk, shell: Shell) -> Page:
    from ui.owner.exchange.overview import ExchangePage

    return ExchangePage(desk, shell)


def _codes(desk: Desk, shell: Shell) -> Page:
    from ui.owner.loyalty.codes import CodesPage

    return CodesPage(desk, shell)


def _friends(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.loyalty.friends import FriendsPage

    return FriendsPage(desk, shell, figures="owner_figures")


def _figures(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.loyalty.figures import FiguresPage

    return FiguresPage(desk, shell)


def _products(desk: Desk, shell: Shell) -> Page:
    from ui.owner.products.lists import products_page

    return products_page(desk, shell)


def _price_list(desk: Desk, shell: Shell) -> Page:
    from ui.owner.products.lists import PriceListPage

    return PriceListPage(desk, shell)


def _sold_things(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.buyout.list import offers_page

    return offers_page(desk, shell, is_owner=True)


def _refunds(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.refunds.list import refunds_page

    return refunds_page(desk, shell, is_owner=True)


def _refund(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.refunds.view import OneRefund

    return OneRefund(desk, shell, is_owner=True)


def _numbers(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.billing.numbers import NumbersPage

    return NumbersPage(desk, shell)


def _lacking(desk: Desk) -> int:
    return desk.office.setup.waiting()


def _setup(desk: Desk, shell: Shell) -> Page:
    from ui.owner.setup.view import SetupPage

    return SetupPage(desk, shell)


def _tills(desk: Desk, shell: Shell) -> Page:
    from ui.owner.tills.view import TillsPage

    return TillsPage(desk, shell)


def _imports(desk: Desk, shell: Shell) -> Page:
    from ui.owner.imports.view import ImportPage

    return ImportPage(desk, shell)


def _wrong_scans(desk: Desk, shell: Shell) -> Page:
    from ui.owner.scans.view import WrongScansPage

    return WrongScansPage(desk, shell)


def _settings(desk: Desk, shell: Shell) -> Page:
    from ui.owner.settings.view import SettingsScreen

    return SettingsScreen(desk, shell)


def _product(desk: Desk, shell: Shell) -> Page:
    from ui.owner.products.product import OneProduct

    return OneProduct(desk, shell)


def _edit(desk: Desk, shell: Shell) -> Page:
    from ui.owner.products.editor import ProductEditor

    return ProductEditor(desk, shell)


def _plan(desk: Desk, shell: Shell) -> Page:
    from ui.owner.plans.view import PlanEditor

    return PlanEditor(desk, shell)


def _price_changes(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.campaigns.overview import CampaignsPage

    return CampaignsPage(desk, shell, can_announce=True, opens="price_change")


def _new_price_change(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.campaigns.new import NewCampaignPage

    return NewCampaignPage(desk, shell)


def _price_change(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.campaigns.one import OneCampaign

    return OneCampaign(desk, shell, is_owner=True)


def _write_offs(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.losses.write_offs import write_offs_page

    return write_offs_page(desk, shell)


def _bookkeeping(desk: Desk, shell: Shell) -> Page:
    from ui.backoffice.bookkeeping.view import BookkeepingPage

    return BookkeepingPage(desk, shell)
