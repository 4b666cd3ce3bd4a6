"""The first start of a data folder: what was said about the house that it begins with, kept until there is one."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from domain.errors import Unavailable
from domain.setup.first_house import FirstHouse, HouseUndecided
from storage.embedded.account import make_data_folder
from storage.embedded.layout import Layout

SAID: Final = "UMLAUF_HOUSE"
_FILE: Final = "first-house"


class ChoiceNotKept(Unavailable):
    """The data folder cannot be written."""

    code = "choice_not_kept"


class FirstStart:
    """`environment` decides where it says something; a shared server has its business already."""

    def __init__(self, environment: Mapping[str, str], data_root: Path) -> None:
        self._environment, self._root = environment, data_root

    def said(self) -> FirstHouse | None:
        """None: nobody has said anything."""
        if self._environment.get(SAID):
            return FirstHouse.OWN if self._environment[SAID] == FirstHouse.OWN else FirstHouse.DEMO
        try:
            return FirstHouse((self._root / _FILE).read_text(encoding="utf-8").strip())
        except (OSError, ValueError):
            return None

    @property
    def is_undecided(self) -> bool:
        """Whether a person has to be asked before anything is founded."""
        is_shared = bool(self._environment.get("UMLAUF_DATABASE"))
        return not is_shared and self.said() is None and not Layout(self._root).folder.exists()

    def before(self, open_it: Callable[..., Any]) -> Callable[..., Any]:
        """Opens as `open_it` does; raises HouseUndecided before that, as long as nobody has said what is wanted."""

        def opened(*values: Any) -> Any:
            if self.is_undecided:
                raise HouseUndecided
            return open_it(*values)

        return opened

    def choose(self, house: FirstHouse) -> None:
        """Raises ChoiceNotKept."""
        try:
            make_data_folder(self._root)
            (self._root / _FILE).write_text(f"{house}\n", encoding="utf-8")
        except OSError as error:
            raise ChoiceNotKept(why=error.strerror or "") from error
