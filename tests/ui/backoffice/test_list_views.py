"""Views of lists are kept under a name and brought back, over a restart and in the other language too."""

from pathlib import Path

import pytest

from tests.ui.backoffice.conftest import Office
from ui.backoffice.customers.view import customers_page
from ui.backoffice.list_views import NameDialog
from ui.backoffice.lists import ListPage
from ui.shell.saved_views import SavedViews, View


def listed(office: Office) -> ListPage:
    page = office.show(customers_page(office.desk, office.shell))
    assert isinstance(page, ListPage)
    return page


def test_a_view_is_saved_brought_back_and_removed(desk_of_anna: Office) -> None:
    page = listed(desk_of_anna)
    page.search.setText("Groß")
    page.table.sort_by(page.table.model.columns[1].key, is_descending=True)
    page.table.hide_columns([page.table.model.columns[-1].key])
    page.views._ask()
    [dialog] = page.views.findChildren(NameDialog)
    dialog.keep.click()
    assert dialog.isVisible(), "without a name nothing is saved"
    dialog.form["name"].set_value("Große Kunden")
    dialog.keep.click()
    page.show_all()
    page.table.sort_by("")
    page.table.hide_columns([])
    page.views.fill()
    [saved, _line, _save, remove] = page.views.menu.actions()
    assert saved.text() == "Große Kunden"
    saved.trigger()
    desk_of_anna.settle()
    assert page.search.text() == "Groß"
    assert page.table.sorting() == (page.table.model.columns[1].key, True)
    assert page.table.hidden_columns() == [page.table.model.columns[-1].key]
    remove.menu().actions()[0].trigger()
    page.views.fill()
    assert len(page.views.menu.actions()) == 1


def test_what_cannot_be_chosen_any_more_is_left_out(desk_of_anna: Office) -> None:
    page = listed(desk_of_anna)
    page.show_view(View("alt", "x", "<gone>", "no_such_column", True, ("neither",)))
    assert page.filter.currentIndex() <= 0
    assert page.table.sorting()[0] == ""


def test_views_outlive_the_program(tmp_path: Path) -> None:
    first = SavedViews(tmp_path / "views.ini")
    first.save("list", View("b", "x"))
    first.save("list", View("A", "ä;\n\"'", "<Filter.OPEN>", "name", True, ("z",)))
    first.save("list", View("B", "y"))
    again = SavedViews(tmp_path / "views.ini")
    assert again.of("list") == (View("A", "ä;\n\"'", "<Filter.OPEN>", "name", True, ("z",)), View("B", "y"))
    assert again.of("other") == ()
    again.remove("list", "A")
    assert [each.name for each in SavedViews(tmp_path / "views.ini").of("list")] == ["B"]


@pytest.mark.parametrize("words", ["{", "[1]", '[{"words": "x"}]', '{"name": 1}', '[{"name": "a", "hidden": 3}]'])
def test_a_broken_file_is_no_views(tmp_path: Path, words: str) -> None:
    views = SavedViews(tmp_path / "views.ini")
    views._file.setValue("views/list", words)
    assert views.of("list") == ()
    views.save("list", View("neu"))
    assert [each.name for each in views.of("list")] == ["neu"]
