"""The feed tells other stations what changed: nothing skipped, nothing twice, also when a transaction ends late."""

import threading
import time

import psycopg

from domain.application import Seat
from storage.feed import Feed, FeedThread
from tests.storage.business import Business


def test_what_changed_after_the_start_is_told_once(business: Business) -> None:
    feed = Feed(business.connection(Seat.BACKOFFICE))
    feed.start()
    assert feed.catch_up() == []
    business.customer()
    told = feed.catch_up()
    assert "customers" in told
    assert feed.catch_up() == []


def test_a_transaction_that_commits_late_is_not_skipped(business: Business) -> None:
    feed = Feed(business.connection(Seat.BACKOFFICE))
    feed.start()
    store = business.rows("SELECT id FROM umlauf.store")[0]["id"]
    insert = "INSERT INTO umlauf.feed (store_id, topic) VALUES (%s, %s)"
    with psycopg.connect(business.server.admin_dsn(business.database)) as slow:
        slow.execute(insert, (store, "slow"))
        business.customer()
        assert "slow" not in feed.catch_up()
        slow.commit()
    assert "slow" in feed.catch_up()


def test_an_open_screen_hears_of_another_stations_act_within_a_second(business: Business) -> None:
    heard: list[str] = []
    bell = threading.Event()

    def publish(topics: list[str]) -> None:
        heard.extend(topics)
        if "customers" in heard:
            bell.set()

    thread = FeedThread(Feed(business.connection(Seat.WAREHOUSE)), publish)
    thread.start()
    time.sleep(0.5)
    business.customer()
    assert bell.wait(5)
    thread.stop()
