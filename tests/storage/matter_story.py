"""The part of the seats' story that tells who looks after what is stuck."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from domain.ids import PersonId
from domain.matters.assign_matter import AssignMatter
from domain.matters.model import MatterId, MatterKind
from domain.matters.note_matter import NoteMatter
from domain.matters.settle_matter import SettleMatter
from domain.matters.snooze_matter import SnoozeMatter
from domain.matters.wake_matter import WakeMatter
from tests.storage.business import Business
from tests.storage.trade import today


def tell_matters(do: Callable[[Any], Any], business: Business) -> None:
    wish = MatterKind.WISH, MatterId(uuid4())
    [person] = business.rows("SELECT person_id FROM umlauf.principal WHERE seat = 'owner'")
    do(AssignMatter(*wish, PersonId(person["person_id"])))
    do(SnoozeMatter(*wish, today(business) + timedelta(days=2), "wartet auf die Bank"))
    do(WakeMatter(*wish))
    do(NoteMatter(*wish, "ruft morgen zurück"))
    do(SettleMatter(*wish, "refused", "am Telefon geklärt"))
