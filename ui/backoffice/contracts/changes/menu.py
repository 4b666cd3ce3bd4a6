"""The menus of changes: all of them in groups, or those that fit where a person pointed."""

from collections.abc import Callable, Iterable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui.backoffice.contracts.changes.deed import Deed
from ui.backoffice.contracts.changes.deeds import DEEDS, deed
from ui.backoffice.contracts.changes.kit import Case
from ui.language import _
from ui.widgets.icons import icon

Pick = Callable[[Deed, Case], object]


def whole_menu(case: Case, parent: QWidget, pick: Pick) -> QMenu:
    """All changes; what is not possible just now says why."""
    menu = _menu(parent, _("Change"))
    groups: dict[str, QMenu] = {}
    for each in DEEDS:
        if each.group not in groups:
            groups[each.group] = _menu(menu, _(each.group))
            menu.addMenu(groups[each.group])
        groups[each.group].addAction(_action(each, case, groups[each.group], pick))
    return menu


def menu_here(case: Case, commands: Iterable[str], parent: QWidget, pick: Pick, heading: str = "") -> QMenu:
    """The changes that fit a line, a payment or a pause; `case.spot` says which."""
    menu = _menu(parent, heading or _("Change"))
    if heading:
        named = menu.addAction(heading)
        named.setEnabled(False)
        menu.addSeparator()
    for command in commands:
        menu.addAction(_action(deed(command), case, menu, pick))
    return menu


def _menu(parent: QWidget, title: str) -> QMenu:
    menu = QMenu(title, parent)
    menu.setToolTipsVisible(True)
    menu.setAccessibleName(title)
    return menu


def _action(each: Deed, case: Case, parent: QWidget, pick: Pick) -> QAction:
    why_not = each.obstacle(case)
    words = _("{change} …").format(change=_(each.title))
    action = QAction(icon(each.sign, "muted" if why_not else "text"), words, parent)
    action.setToolTip(_(each.help))
    if why_not:
        action.setText(f"{_(each.title)} ({why_not})")
        action.setToolTip(_("Not possible: {why}.").format(why=why_not))
        action.setEnabled(False)
    action.triggered.connect(lambda _checked=False: pick(each, case))
    return action
