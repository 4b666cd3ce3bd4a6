"""What a till always has at its desk, though other seats' desks have it not."""

from domain.till.drawer import SessionStatus
from domain.views.counter import CounterQuestions
from domain.views.till import TillRow
from domain.views.till_page import TillPageQuestions
from ui.desk import Desk


def page_of(desk: Desk) -> TillPageQuestions:
    if desk.till_page is None:
        raise RuntimeError("this desk is no till's")
    return desk.till_page


def sales_of(desk: Desk) -> CounterQuestions:
    if desk.counter is None:
        raise RuntimeError("this desk is no till's")
    return desk.counter


def till_here(desk: Desk) -> TillRow | None:
    """The till of this workplace, on the database thread; None: there is none, or it is closed."""
    mine = [row for row in (() if desk.tills is None else desk.tills.tills()) if row.is_mine and not row.till.is_closed]
    here = "" if desk.devices is None else desk.devices.setup.till
    return min(mine, key=lambda row: row.till.code != here, default=None)


def is_drawer_open(till: TillRow) -> bool:
    return till.till.is_cash_on and till.status in (SessionStatus.OPEN, SessionStatus.COUNTED)
