"""The owner makes vouchers, programmes and the terms for friends; lists say what they cost and bring."""

from datetime import date
from decimal import Decimal
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from domain.contracts.parts import DurationKind
from domain.loyalty.vouchers import VoucherState
from domain.money import Money
from domain.views.loyalty import Figure, FigureKind, StayingKind
from tests.storage.business import Business
from tests.storage.loyalty_story import code_of, codes, nights, orders, pays, person, sent
from tests.storage.trade import rent
from tests.ui.owner.conftest import Owner
from ui.backoffice.loyalty.figures import FiguresPage
from ui.backoffice.loyalty.friends import FriendsPage
from ui.owner.loyalty.codes import CodesPage
from ui.owner.loyalty.dialogs import ProgrammeDialog, SchemeDialog
from ui.owner.loyalty.overview import LoyaltyPage
from ui.owner.loyalty.tiers_dialog import TiersDialog
from ui.owner.loyalty.voucher_dialog import VouchersDialog
from ui.widgets.overlays import ConfirmDialog

D = TypeVar("D", bound=QWidget)


def overview(owner: Owner) -> LoyaltyPage:
    page = owner.show(LoyaltyPage)
    assert isinstance(page, LoyaltyPage)
    return page


def dialog_of(page: QWidget, kind: type[D]) -> D:
    [found] = [each for each in page.findChildren(kind) if each.isVisible()]
    return found


def test_many_codes_are_made_listed_and_one_withdrawn(owner: Owner, business: Business) -> None:
    page = overview(owner)
    page.make.click()
    dialog = dialog_of(page, VouchersDialog)
    assert not dialog.form["first"].isVisible()
    dialog.form["title"].set_value("Messe")
    dialog.form["count"].set_value(25)
    dialog.form["kind"].set_value("free")
    dialog.form["how_many"].set_value(1)
    dialog.save.click()
    owner.settle()
    assert owner.shell.refused == []
    [row] = page.vouchers.rows()
    assert (row.codes, row.batch.rule.is_free_periods, row.batch.rule.max_uses) == (25, True, 1)
    assert owner.shell.opened[-1] == ("voucher_batch", str(row.batch.id))
    listed = owner.show(CodesPage, str(row.batch.id))
    assert isinstance(listed, CodesPage)
    assert sorted(each.code for each in listed.table.rows()) == codes(business)
    assert len(listed.table.csv().splitlines()) == 26
    listed.table.select(lambda one: one.code == codes(business)[0])
    listed.withdraw.click()
    dialog_of(listed, ConfirmDialog).deed.click()
    owner.settle()
    states = {each.code: each.state for each in listed.table.rows()}
    assert states[codes(business)[0]] is VoucherState.WITHDRAWN


def test_a_word_is_a_code_and_a_taken_one_is_refused(owner: Owner) -> None:
    page = overview(owner)
    for _ in range(2):
        page.make.click()
        dialog = dialog_of(page, VouchersDialog)
        dialog.form["title"].set_value("Sommer")
        dialog.form["chosen"].set_value("sommer26")
        assert not dialog.form["count"].isEnabled()
        dialog.save.click()
        owner.settle()
    assert "SOMMER26 is in use already" in dialog.problem.text()
    dialog.form["chosen"].set_value("ä")
    dialog.save.click()
    owner.settle()
    assert "does not work as a code" in dialog.problem.text()
    assert dialog.save.isEnabled()


def test_the_programme_for_friends_is_switched_on_and_its_history_kept(owner: Owner, business: Business) -> None:
    page = overview(owner)
    page.change.click()
    dialog = dialog_of(page, ProgrammeDialog)
    dialog.form["is_open"].set_value(True)
    dialog.form["kind"].set_value("percent")
    dialog.form["percent"].set_value(Decimal(50))
    dialog.form["lasts"].set_value(DurationKind.ONCE)
    dialog.form["reward"].set_value(Money.of("25.00"))
    dialog.form["most_per_year"].set_value(None)
    dialog.save.click()
    owner.settle()
    assert owner.shell.refused == []
    programme = owner.desk.office.loyalty.programme()
    assert (programme.version, programme.value.is_open, programme.value.reward) == (1, True, Money.of("25.00"))
    assert (programme.value.percent, programme.value.amount, programme.value.most_per_year) == (Decimal(50), None, None)
    [change] = business.rows("SELECT after FROM umlauf.setting_change WHERE area = 'loyalty'")
    assert change["after"]["is_open"] is True


def test_a_programme_for_staying_is_made_and_closed(owner: Owner, business: Business) -> None:
    business.product()
    page = overview(owner)
    page.add.click()
    dialog = dialog_of(page, SchemeDialog)
    dialog.form["title"].set_value("Treue")
    dialog.save.click()
    owner.settle()
    assert "say what is given" in dialog.problem.text()
    dialog.form["month_0"].set_value(13)
    dialog.form["percent_0"].set_value(5)
    dialog.form["free_every"].set_value(24)
    dialog.save.click()
    owner.settle()
    [row] = page.schemes.rows()
    assert (row.scheme.title, row.contracts, row.plans) == ("Treue", 0, "")
    page.schemes.select(lambda _one: True)
    page.close_one.click()
    dialog_of(page, ConfirmDialog).deed.click()
    owner.settle()
    assert page.schemes.rows()[0].scheme.closed_on is not None
    assert not page.close_one.isEnabled()


def test_the_list_of_friends_says_what_they_bring(owner: Owner, business: Business) -> None:
    test_the_programme_for_friends_is_switched_on_and_its_history_kept(owner, business)
    bike, jonas = business.product(), business.customer()
    rent(business, jonas, bike)
    mia = person(business, "Mia", "Sander")
    sent(business, orders(business, mia, bike, code_of(business, jonas.customer_id)), bike)
    pays(business, mia.customer_id)
    nights(business, date(2026, 2, 20), every=4)
    page = owner.show(FriendsPage)
    assert isinstance(page, FriendsPage)
    [row] = page.table.rows()
    assert (row.friend, row.cost, row.revenue) == ("Mia Sander", Money.of("25.00"), Money.of("39.50"))
    page.table.select(lambda _one: True)
    assert not page.release.isEnabled()
    page.figures.click()
    assert owner.shell.opened[-1][0] == "loyalty_figures"
    figures = owner.show(FiguresPage)
    assert isinstance(figures, FiguresPage)
    found = {each.kind: each for each in figures.figures.rows()}
    assert (found[FigureKind.CODES].number, found[FigureKind.FRIENDS].number) == (1, 1)
    assert found[FigureKind.PAID] == Figure(FigureKind.PAID, 1, Money.of("25.00"))
    assert found[FigureKind.FRIENDS_REVENUE].amount == Money.of("39.50")
    assert found[FigureKind.DUE].amount == Money(0)
    stays = {each.kind: each for each in figures.staying.rows()}
    assert (stays[StayingKind.ALL].customers, stays[StayingKind.ALL].here, stays[StayingKind.ALL].share) == (2, 2, 100)
    assert (stays[StayingKind.BROUGHT].customers, stays[StayingKind.NO_TIER].customers) == (1, 2)
    figures.span.set_value((date(2025, 1, 1), date(2026, 1, 1)))
    figures.load()
    owner.settle()
    assert figures.figures.rows()[0].number == 0


def test_tiers_are_named_switched_on_and_refused_when_they_make_no_sense(owner: Owner, business: Business) -> None:
    page = overview(owner)
    page.climb.click()
    dialog = dialog_of(page, TiersDialog)
    assert dialog.form["months_0"].isVisible()
    assert not dialog.form["turnover_0"].isVisible()
    dialog.form["is_open"].set_value(True)
    for n, (name, months, percent, free) in enumerate((("Silber", 12, 5, None), ("Gold", 12, 10, 1))):
        for field, value in {"name": name, "months": months, "percent": percent, "free": free}.items():
            dialog.form[f"{field}_{n}"].set_value(value)
    dialog.save.click()
    owner.settle()
    assert "These tiers do not make sense" in dialog.problem.text()
    assert dialog.problem.isVisible()
    dialog.form["months_1"].set_value(24)
    dialog.save.click()
    owner.settle()
    kept = owner.desk.office.loyalty.tiers()
    assert (kept.version, [each.name for each in kept.value.tiers]) == (1, ["Silber", "Gold"])
    jonas = business.customer()
    climbing = owner.desk.office.loyalty.of_customer(jonas.customer_id, date(2026, 2, 1)).climbing
    assert (climbing.coming, climbing.missing) == (kept.value.tiers[0], 12)
