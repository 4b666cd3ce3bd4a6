"""A start that needs no migration does none; one that does is noticed."""

import psycopg
import pytest

from domain.assets.status import TRANSITIONS, Kind, Status
from domain.handlers import HANDLERS
from storage import freshness
from storage.migrate import newest_revision
from tests.storage.business import Business


def is_current(business: Business) -> bool:
    return freshness.is_current(business.server.admin_dsn(business.database), frozenset(HANDLERS))


def test_the_revision_is_the_newest_migration() -> None:
    assert newest_revision() == freshness.HEAD


def test_a_migrated_database_is_current(business: Business) -> None:
    assert is_current(business)


def test_another_set_of_commands_is_noticed(business: Business) -> None:
    with psycopg.connect(business.server.admin_dsn(business.database)) as admin:
        admin.execute("DELETE FROM umlauf.command_kind WHERE name = 'PickAsset'")
    assert not is_current(business)


def test_another_step_of_an_assets_life_is_noticed(business: Business, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = TRANSITIONS | {(Status.LOST, Kind.RETIRED): Status.RETIRED}
    monkeypatch.setattr(freshness, "TRANSITIONS", changed)
    assert not is_current(business)
