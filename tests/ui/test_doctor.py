"""The doctor speaks in sentences, also about what the database refused."""

from storage.doctor import checks
from storage.errors import DatabaseAddressWrong
from storage.home import Home
from ui.doctor import report


def test_a_refusal_of_the_database_is_a_sentence_and_no_code() -> None:
    def no_home() -> Home:
        raise DatabaseAddressWrong

    told: list[str] = []
    assert report(checks(no_home), told.append) == 1
    assert "postgresql://login@server/database" in told[0]
    assert DatabaseAddressWrong.code not in told[0]
