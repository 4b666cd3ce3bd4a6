"""The owner's key figures on screen: read, followed down to the rows, kept as a file."""

from datetime import date

from PySide6.QtCore import QPointF

from domain.kpis.movement import Move
from domain.money import Money
from tests.reports.reading import flat, pages_of
from tests.storage.business import Business
from tests.storage.trade import edit, rent
from tests.ui.desk import ShownPapers
from tests.ui.owner.conftest import Owner
from ui.owner.kpis.spans import Asked
from ui.owner.kpis.things import ThingsPage
from ui.owner.kpis.view import KpiPage, MonthPage


def story(business: Business) -> None:
    """Two customers from January on, one of whom leaves in March; a third one from April on."""
    bike = business.product(price="119.00", transit_days=0)
    rent(business, business.customer("Arnold"), bike)
    left = rent(business, business.customer("Berger"), bike)
    business.pass_days(69)
    rent(business, business.customer("Claus"), bike)
    edit(business, left.contract_id, lambda one: one.ended(date(2026, 3, 31)))


def test_a_span_ends_with_the_day_that_is_asked_for() -> None:
    assert Asked(date(2026, 4, 10), 3).marks == (
        date(2026, 2, 1),
        date(2026, 3, 1),
        date(2026, 4, 1),
        date(2026, 4, 11),
    )
    assert Asked(date(2026, 3, 31), 1).marks == (date(2026, 3, 1), date(2026, 4, 1))


def test_revenue_is_read_and_leads_to_who_moved(owner: Owner, business: Business) -> None:
    story(business)
    page = owner.show(KpiPage)
    assert isinstance(page, KpiPage)
    owner.settle()
    told = {tile.label: tile.value for tile in page.revenue.tiles.shown}
    assert told["Customers"] == "2"
    assert told["Recurring revenue a month"] == "€200.00"
    months = {each.start_on.month: each for each in page.revenue.months.rows()}
    assert months[3].churn.amount == Money.of("100.00")
    assert page.revenue.cohorts.rows()[-1].still == (2, 2, 2)
    view = page.revenue.plot.plot
    bar = view.mapFromScene(view.getViewBox().mapViewToScene(QPointF(10, 0)))
    assert page.revenue.plot.place_at(QPointF(bar)) == 10
    assert "Went away" in page.revenue.plot._told(10)
    page.revenue.plot._on_click(10)
    assert owner.shell.opened[-1] == ("kpi_month", "2026-03-01 2026-04-01")
    listed = owner.show(MonthPage, owner.shell.opened[-1][1])
    assert isinstance(listed, MonthPage)
    owner.settle()
    [row] = listed.table.rows()
    assert (row.name, row.move, row.change) == ("Jonas Berger", Move.CHURN, -Money.of("100.00"))
    listed.table.opened.emit(row)
    assert owner.shell.opened[-1] == ("customer", row.number)


def test_another_day_and_span_are_other_figures(owner: Owner, business: Business) -> None:
    story(business)
    page = owner.show(KpiPage)
    assert isinstance(page, KpiPage)
    page.day.set_value(date(2026, 3, 15))
    page.span.set_value(3)
    owner.settle()
    assert [each.start_on for each in page.revenue.months.rows()] == [
        date(2026, 3, 1),
        date(2026, 2, 1),
        date(2026, 1, 1),
    ]
    assert page.revenue.months.rows()[0].at_end == Money.of("200.00")
    page.tabs.setCurrentIndex(1)
    owner.settle()
    [product] = page.things.products.rows()
    assert (product.things, product.rented_days) == (2, 87)
    page.things.products.opened.emit(product)
    assert owner.shell.opened[-1] == ("kpi_things", f"{product.product_id} E-Bike Kiez 3")
    things = owner.show(ThingsPage, owner.shell.opened[-1][1])
    assert isinstance(things, ThingsPage)
    owner.settle()
    assert len(things.table.rows()) == 3
    assert things.table.csv().count("\n") >= 3


def test_the_report_says_what_the_screen_says(owner: Owner, business: Business) -> None:
    story(business)
    page = owner.show(KpiPage)
    assert isinstance(page, KpiPage)
    page.report.click()
    owner.settle()
    assert page.report.isEnabled()
    folder = owner.desk.folder
    assert isinstance(folder, ShownPapers)
    [path] = folder.shown
    said = flat(" ".join(pages_of(path.read_bytes())))
    for words in ("Key figures", "€200.00", "E-Bike Kiez 3", "How it moved", "Went away", "Paid in time"):
        assert words in said


def test_who_owes_and_holds_is_listed_and_empty_houses_say_so(owner: Owner, business: Business) -> None:
    page = owner.show(KpiPage)
    assert isinstance(page, KpiPage)
    owner.settle()
    assert page.revenue.products.rows() == []
    story(business)
    business.pass_days(40)
    page.tabs.setCurrentIndex(2)
    page.load()
    owner.settle()
    names = sorted(each.name for each in page.money.at_risk.rows())
    assert names == ["Jonas Arnold", "Jonas Berger", "Jonas Claus"]
    assert sum(each.known for each in page.money.coming.rows()) == 1
    page.money.at_risk.opened.emit(page.money.at_risk.rows()[0])
    assert owner.shell.opened[-1][0] == "customer"
