"""A customer at the counter says that a thing comes back later: by when, how, and why."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from domain.application import Command
from domain.returns.ask_return import AskReturn
from domain.returns.model import Way
from domain.views.portal import OwnThing
from ui.backoffice.deed_dialog import DeedDialog
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.pos.service.front import Front
from ui.return_words import reason_words
from ui.shell.port import Shell
from ui.widgets.forms import ChoiceField, DateField

_USUAL: Final = timedelta(days=14)


def announce_dialog(desk: Desk, shell: Shell, parent: QWidget, front: Front, thing: OwnThing) -> DeedDialog:
    about = _("The customer gets a letter with what to do. Nothing is taken back here and now.")
    title = _("{title} comes back later").format(title=thing.title)
    made = DeedDialog(desk, shell, parent, title=title, detail=about, deed=_("Announce return"))
    first = front.today
    made.form.add(until=DateField(_("Here by"), first + _USUAL, earliest=first))
    made.form.add(way=ChoiceField(_("Way back"), [(each, label(each)) for each in (Way.DROP_OFF, Way.LABEL)]))
    made.form.add(why=ChoiceField(_("Why"), [(each, reason_words(each)) for each in front.return_reasons]))

    def command(values: Mapping[str, Any]) -> Command:
        return AskReturn((thing.asset_id,), values["until"], values["why"], values["way"])

    made.make = command
    made.done_with = lambda _event: shell.toast(_("The return is announced."))
    return made
