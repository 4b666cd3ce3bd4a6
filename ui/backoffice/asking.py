"""Questions to the database from a page: in the background, and only the newest answer counts."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject

from domain.application import Answer, Command, Event
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell

T = TypeVar("T")
Failed = Callable[[Exception], None]


class Asker:
    """One kind of question of one page. An answer that a newer question has overtaken is dropped."""

    def __init__(self, shell: Shell, owner: QObject | None) -> None:
        self._shell, self._owner = shell, owner
        self._asked = 0

    def ask(self, question: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None) -> None:
        """`failed` None: the shell shows the refusal."""
        self._asked += 1
        number = self._asked
        refuse = failed or self._shell.show_refusal

        def answered(found: T) -> None:
            if number == self._asked:
                done(found)

        def refused(error: Exception) -> None:
            if number == self._asked:
                refuse(error)

        self._shell.services.background.run(question, answered, refused, self._owner)

    def forget(self) -> None:
        """Whatever is still on its way is not wanted any more."""
        self._asked += 1


def give(
    shell: Shell,
    desk: Desk,
    command: Command,
    done: Callable[[Event], None],
    failed: Failed,
    *,
    owner: QObject | None = None,
) -> None:
    """Gives one command; tells every page what it touched, then calls `done`. One that waits says so."""

    def answered(answer: Answer) -> None:
        if answer.event is None:
            shell.toast(_("Kept here; it is sent as soon as the connection is back."))
            return
        shell.services.changes.touch(answer.event.touched())
        done(answer.event)

    shell.services.background.run(partial(desk.run, command), answered, failed, owner)
