"""A pay-out of a till that is not in the books: the office opens its refund, and has it booked again."""

from uuid import uuid4

from domain.counter.book_pay_out_again import BookPayOutAgain
from domain.tasks.model import TaskKind
from tests.ui.backoffice.conftest import Office, desk_of_anna
from ui.shell.port import Target
from ui.warehouse.tasks.view import TasksPage, target_of

__all__ = ["desk_of_anna"]

TASK = (
    "INSERT INTO umlauf.task (id, kind, subject, facts, opened_at) VALUES (%(id)s, %(kind)s, 'K1-4',"
    " jsonb_build_object('minor', 2000, 'currency', 'EUR', 'refund', 'RF-001002-S', 'refund_id', %(refund)s::text,"
    " 'receipt_id', %(receipt)s::text), now()) RETURNING id"
)


def test_a_pay_out_that_is_not_in_the_books_is_booked_again(desk_of_anna: Office) -> None:
    office, refund, receipt = desk_of_anna, uuid4(), uuid4()
    office.business.rows(
        TASK, id=uuid4(), kind=TaskKind.COUNTER_PAY_OUT_UNBOOKED, refund=str(refund), receipt=str(receipt)
    )
    page = office.show(TasksPage(office.desk, office.shell))
    assert isinstance(page, TasksPage)
    page.tasks.view.selectRow(0)
    [task] = page.tasks.model.rows
    assert target_of(task) == Target("refund", "RF-001002-S")
    assert "20.00 · RF-001002-S" in page.tasks.model.shown(0, 2)
    assert page.paid_out.isVisible()
    page.paid_out.again.click()
    office.settle()
    assert office.given[-1] == BookPayOutAgain(receipt, refund)
