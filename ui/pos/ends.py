"""What a till always has at its desk, though other seats' desks have it not."""

from domain.views.counter import CounterQuestions
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
