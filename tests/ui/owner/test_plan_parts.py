"""The owner says what parts of a period cost in either direction, and how many first periods are free."""

from domain.contracts.terms import Proration
from tests.storage.business import Business
from tests.ui.owner.conftest import Owner
from ui.owner.plans.view import PlanEditor


def test_rules_for_parts_and_free_periods_are_kept_and_tried(business: Business, owner: Owner) -> None:
    product = business.product()
    editor = owner.show(PlanEditor, str(product.plan_ids[0]))
    owner.qtbot.wait(350)
    owner.settle()
    before = len(editor.trying.table.rows())
    billing = editor.form._forms[1]
    assert (billing["proration_down"].value(), billing["skipped_first"].value()) == (None, 0)
    billing["proration_down"].set_value(Proration.NONE)
    billing["skipped_first"].set_value(2)
    owner.qtbot.wait(350)
    owner.settle()
    assert len(editor.trying.table.rows()) == before - 2
    editor.on_save()
    owner.settle()
    owner.settle()
    [row] = owner.desk.catalogue.product(product.product_id).plans
    assert (row.plan.terms.proration, row.plan.terms.proration_down) == (Proration.DAILY, Proration.NONE)
    assert row.plan.terms.skipped_first == 2
