"""The bar of the back office."""

from typing import cast

from ui.backoffice.screens import screens
from ui.desk import Desk


def test_the_page_of_a_single_thing_marks_its_list_in_the_bar() -> None:
    made = screens(cast(Desk, None))
    listed = {screen.key for screen in made if screen.listed}
    assert {screen.part_of for screen in made if not screen.listed} <= listed
