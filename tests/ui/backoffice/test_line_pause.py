"""One line of a contract is paused on its page and resumed there, while the other goes on."""

from datetime import date

from domain.contracts.terms import ContractTerms, Proration
from tests.storage.queries.office import insurance
from tests.storage.trade import contract_of, rent, today
from tests.ui.backoffice.conftest import Office
from tests.ui.backoffice.test_contract_editor import Editor
from ui.backoffice.contracts.term_words import free_words, part_words
from ui.backoffice.contracts.timeline import lanes_of


def test_the_insurance_rests_alone_and_comes_back(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    editor = Editor(desk_of_anna, rent(business, business.customer(), business.product(), insurance(business)))
    bike, cover = contract_of(business, editor.rented.contract_id).lines[:2]
    begin, end = date(2026, 4, 1), date(2026, 6, 1)
    for line in (bike, cover):
        dialog = editor.open("PauseContract", what=(line.id,), begin=begin, resume=end, exact=True)
        editor.save(dialog)
    pauses = contract_of(business, editor.rented.contract_id).pauses
    assert {pause.line_ids for pause in pauses} == {(bike.id,), (cover.id,)}
    why = "at the customer's wish"
    lanes = [each for each in lanes_of(editor.page.presenter.thing, today(business)).lanes if each.title == "Pauses"]
    assert [bar.text for lane in lanes for bar in lane.bars] == [f"{why} ({bike.title})", f"{why} ({cover.title})"]
    dialog = editor.open("ResumeContract", what=(cover.id,), resume=date(2026, 5, 1))
    editor.save(dialog)
    pauses = contract_of(business, editor.rented.contract_id).pauses
    assert {pause.line_ids: pause.resume_on for pause in pauses} == {(bike.id,): end, (cover.id,): date(2026, 5, 1)}


def test_a_contract_of_one_line_asks_nothing_about_lines(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    editor = Editor(desk_of_anna, rent(business, business.customer(), business.product()))
    dialog = editor.open("PauseContract", begin=date(2026, 4, 1), resume=date(2026, 6, 1))
    assert "what" not in dialog.form._fields
    editor.save(dialog)
    [pause] = contract_of(business, editor.rented.contract_id).pauses
    assert pause.line_ids == ()


def test_terms_in_words(desk_of_anna: Office) -> None:
    both = ContractTerms(proration=Proration.DAILY, proration_down=Proration.NONE, skipped_first=2)
    assert part_words(ContractTerms(proration_down=Proration.DAILY)) == part_words(ContractTerms())
    assert "what ends or gets cheaper" in part_words(both)
    assert (free_words(both), free_words(ContractTerms())) == ("the first 2 periods", None)
