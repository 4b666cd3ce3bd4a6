"""A sale at the counter that is stuck: the office sees both sides, and decides with a reason."""

from domain.counter.model import SaleStage
from domain.money import Money
from tests.storage.counter_story import Counter
from tests.ui.backoffice.conftest import Office, desk_of_anna
from ui.warehouse.tasks.view import TasksPage

__all__ = ["desk_of_anna"]


def test_a_stuck_sale_is_carried_out_as_agreed(desk_of_anna: Office) -> None:
    office, business = desk_of_anna, desk_of_anna.business
    counter = Counter(business)
    bike = business.product()
    [frame] = business.receive(bike).asset_ids
    item = counter.item(bike, frame, price=Money.of("49.00"), because="Messe")
    sold = counter.sell(item, customer_id=business.customer().customer_id)
    page = office.show(TasksPage(office.desk, office.shell))
    assert isinstance(page, TasksPage)
    page.tasks.view.selectRow(0)
    assert not page.clear.isVisible()
    known = page.tasks.model.shown(0, 2)
    assert "49.00 paid" in known
    assert "price not valid" in known
    page.sold.honour.click()
    dialog = page.sold.dialog
    assert dialog is not None
    dialog.accept()
    office.settle()
    assert counter.outcome(sold).stage is SaleStage.STUCK, "not without a reason"
    dialog.form["reason"].set_value("Messepreis")
    dialog.accept()
    office.settle()
    office.settle()
    [step] = business.rows("SELECT why FROM umlauf.counter_sale_step WHERE step = 'honour'")
    assert step["why"] == "Messepreis"
    assert not page.tasks.rows()
