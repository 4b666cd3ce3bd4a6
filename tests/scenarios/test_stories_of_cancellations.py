"""Months with declarations that end contracts: late matched, double, taken back, not ours, too late; and their cost.

Rent is 79.00 a month from 2 February 2026 on. What counts is the instant of receipt, whenever somebody finds out whose
declaration it is.
"""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from domain.application import NotForThisSeat, Seat
from domain.assets.status import Condition
from domain.cancellations.carry_out_declaration import CarryOutDeclaration
from domain.cancellations.deed import Details
from domain.cancellations.match_declaration import MatchDeclaration
from domain.cancellations.model import (
    Channel,
    DeclarationEmpty,
    DeclarationId,
    Declared,
    DeclaredKind,
    ReceivedInFuture,
)
from domain.cancellations.receive_declaration import ReceiveDeclaration
from domain.cancellations.reopen_declaration import ReopenDeclaration, StillCarriedOut
from domain.cancellations.set_aside_declaration import Aside, SetAsideDeclaration
from domain.cancellations.stages import IllegalDeclarationStep
from domain.cancellations.take_back_declaration import TakeBackDeclaration
from domain.contracts.cancel_contract import ReasonMissing
from domain.contracts.ending import WithdrawalTooLate
from domain.contracts.notes import digest_of
from domain.contracts.status import IllegalContractTransition, Status
from domain.contracts.terms import ContractTerms
from domain.contracts.undo_change import UndoChange
from domain.period import Interval, Unit
from domain.returns.take_back_asset import TakeBackAsset
from tests.scenarios.test_stories_of_goods import nights, told
from tests.storage.business import Business
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.trade import Rented, check_books, contract_of, rent

MONTH, YEAR = Interval(Unit.MONTH), Interval(Unit.MONTH, 12)
ORDINARY = Declared(DeclaredKind.ORDINARY, reason="moving")


def at(month: int, day: int, hour: int, minute: int) -> datetime:
    """In UTC; Berlin is an hour ahead, from 29 March on two."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def rented(business: Business, **terms: Any) -> Rented:
    return rent(business, business.customer(), business.product(terms=ContractTerms(**terms)))


def received(business: Business, channel: Channel, when: datetime, words: str, **more: str) -> DeclarationId:
    known = DeclarationId(uuid4())
    business.do(Seat.BACKOFFICE, ReceiveDeclaration(known, channel, when, words=words, **more))
    return known


def carried_out(business: Business, what: Rented, one: DeclarationId, declared: Declared, details: Details) -> None:
    business.do(Seat.BACKOFFICE, MatchDeclaration(one, what.contract_id, declared))
    version = contract_of(business, what.contract_id).version
    business.do(Seat.BACKOFFICE, CarryOutDeclaration(one, version, details))


def posted(business: Business) -> list[tuple[str, str, str]]:
    """What the mail took away of all that was promised: to whom, subject and text."""
    box = Letterbox()
    hands = chores(business.server.seat_dsn("worker", business.database), box, business.clock)
    try:
        for row in business.rows(
            "SELECT batch_id, min(created_at) AS first FROM umlauf.outbox WHERE status = 'made'"
            " AND kind IN ('contract', 'declaration') GROUP BY batch_id ORDER BY first"
        ):
            hands.send_letters(row["batch_id"])
    finally:
        hands.close()
    receipts = [letter for letter in box.sent if letter.subject.startswith("Ihre Erklärung ist eingegangen")]
    assert all(each.attachments[0].content.startswith(b"%PDF") for each in receipts), "the receipt goes along on paper"
    return [(letter.to, letter.subject, letter.body) for letter in box.sent]


def stages(business: Business) -> list[str]:
    rows = business.rows(
        "SELECT DISTINCT ON (declaration_id) declaration_id, stage FROM umlauf.declaration_step"
        " ORDER BY declaration_id, n DESC"
    )
    return sorted(row["stage"] for row in rows)


def test_process_16_cancellation(business: Business) -> None:
    """A letter of 31 March, half past eleven at night, with a month's notice: the contract ends with 30 April.

    It lies until 10 May. By then the month from 2 April (30 days) and that from 2 May (31 days) were charged. Of April
    one day too many: 79.00 / 30 = 2.63; of May all 79.00. The bike comes back on 12 May: 12 days of what was agreed go
    on being owed for keeping it (section 546a BGB): 1 May 2.63 of its month, and 2 to 12 May 79.00 · 11/31 = 28.03.
    """
    what = rented(business, notice=MONTH)
    nights(business, date(2026, 5, 10))
    letter = received(
        business, Channel.LETTER, at(3, 31, 21, 30), "Ich kündige zum nächsten Termin.", name="Jonas Brükner",
        email="privat@example.org",
    )  # fmt: skip
    carried_out(business, what, letter, ORDINARY, Details())
    contract = contract_of(business, what.contract_id)
    assert (contract.status, contract.notice_on) == (Status.CANCELLATION_REQUESTED, date(2026, 3, 31))
    assert contract.end_on == date(2026, 5, 1)
    nights(business, date(2026, 5, 12))
    business.do(Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.USED))
    nights(business, date(2026, 6, 5))
    check_books(business)
    papers = told(business)
    assert [(each[0], each[1], each[2]) for each in papers[:4]] == [
        ("2026-01-31", "invoice", 7900),
        ("2026-03-02", "invoice", 7900),
        ("2026-04-02", "invoice", 7900),
        ("2026-05-02", "invoice", 7900),
    ]
    signs = {"invoice": 1, "credit_note": -1}
    assert sum(signs[each[1]] * each[2] for each in papers) == 3 * 7900 - 263 + 263 + 2803
    assert contract_of(business, what.contract_id).status is Status.ENDED


def test_process_16_cancellation_step_by_step(business: Business) -> None:
    """The confirmation of receipt goes to the address in the letter, the end to the one we know of the customer."""
    what = rented(business, notice=MONTH, min_term=YEAR)
    nights(business, date(2026, 3, 10))
    posted(business)
    mail = received(
        business, Channel.EMAIL, at(3, 10, 8, 31), "Hiermit kündige ich.\nJonas", name="Jonas", email="j@example.com"
    )
    [(to, subject, body)] = posted(business)
    assert to == "j@example.com"
    assert subject == "Ihre Erklärung ist eingegangen (DC-001001-M)"
    assert "10.03.2026, 09:31" in body
    assert "Hiermit kündige ich.\nJonas" in body
    assert "CT-" not in body, "who writes a foreign number learns nothing of the contract"
    business.do(Seat.BACKOFFICE, MatchDeclaration(mail, what.contract_id, ORDINARY))
    [(to, subject, body)] = posted(business)
    assert to == "jonas@example.org"
    assert "10.03.2026, 09:31" in body
    assert "01.02.2027" in body, "not allowed earlier: the minimum term is a year, so it is confirmed for its end"
    nights(business, date(2026, 3, 12))
    version = contract_of(business, what.contract_id).version
    business.do(Seat.BACKOFFICE, CarryOutDeclaration(mail, version))
    [(to, _, body)] = posted(business)
    assert to == "jonas@example.org"
    assert "10.03.2026, 09:31" in body, "the instant of receipt, not that of the click two days later"
    assert "01.02.2027" in body
    nights(business, date(2027, 2, 10))
    papers = told(business)
    assert [each[2] for each in papers[:12]] == [7900] * 12
    check_books(business)


def test_a_double_one_ends_nothing_twice_and_one_taken_back_lets_the_contract_go_on(business: Business) -> None:
    """A call on 5 March and a mail on 6 March say the same; on 20 March they stay: every month costs 79.00."""
    what = rented(business, notice=MONTH)
    nights(business, date(2026, 3, 6))
    call = received(business, Channel.PHONE, at(3, 5, 13, 5), "Ruft an: will kündigen, zieht um.")
    mail = received(business, Channel.EMAIL, at(3, 6, 7, 0), "Kündigung!", email="jonas@example.org")
    carried_out(business, what, call, ORDINARY, Details())
    business.do(Seat.BACKOFFICE, MatchDeclaration(mail, what.contract_id, ORDINARY))
    version = contract_of(business, what.contract_id).version
    with pytest.raises(IllegalContractTransition):
        business.do(Seat.BACKOFFICE, CarryOutDeclaration(mail, version))
    business.do(Seat.BACKOFFICE, SetAsideDeclaration(mail, Aside.DOUBLE))
    with pytest.raises(IllegalDeclarationStep):
        business.do(Seat.BACKOFFICE, CarryOutDeclaration(mail, version))
    assert stages(business) == ["carried_out", "double"]
    nights(business, date(2026, 3, 20))
    posted(business)
    version = contract_of(business, what.contract_id).version
    business.do(Seat.BACKOFFICE, TakeBackDeclaration(call, version, "bleibt, mit Nachlass"))
    assert contract_of(business, what.contract_id).status is Status.ACTIVE
    assert contract_of(business, what.contract_id).end_on is None
    assert [subject for _, subject, _ in posted(business)] == ["Ihr Vertrag CT-001001-Q läuft weiter"]
    nights(business, date(2026, 6, 3))
    assert [(each[1], each[2]) for each in told(business)] == [("invoice", 7900)] * 5
    check_books(business)


def test_the_last_minute_of_the_withdrawal_counts_and_the_one_after_does_not(business: Business) -> None:
    """Delivered on 2 February: until Monday 16 February. One minute before midnight, matched on the 20th: all 79.00 go
    back. Another customer a minute after: refused, so it is read as a notice with a month."""
    what = rented(business, notice=MONTH)
    other = rent(business, business.customer("Çelik"), business.product(sku="K2", terms=ContractTerms(notice=MONTH)))
    nights(business, date(2026, 2, 20))
    in_time = received(business, Channel.BUTTON, at(2, 16, 22, 59), "Ich widerrufe.")
    late = received(business, Channel.BUTTON, at(2, 16, 23, 0), "Ich widerrufe auch.")
    withdrawal = Declared(DeclaredKind.WITHDRAWAL)
    carried_out(business, what, in_time, withdrawal, Details())
    assert contract_of(business, what.contract_id).status is Status.WITHDRAWN
    with pytest.raises(WithdrawalTooLate):
        carried_out(business, other, late, withdrawal, Details())
    carried_out(business, other, late, ORDINARY, Details())
    assert contract_of(business, other.contract_id).end_on == date(2026, 3, 18)
    assert [each["kind"] for each in business.rows("SELECT kind FROM umlauf.task WHERE kind = 'refund_due'")]
    nights(business, date(2026, 2, 22))
    given_back = [each for each in told(business) if each[1] == "credit_note"]
    assert [each[2] for each in given_back] == [7900]
    check_books(business)


def test_who_has_no_contract_is_told_so_and_what_was_ours_after_all_keeps_its_day(business: Business) -> None:
    what = rented(business, notice=MONTH)
    nights(business, date(2026, 3, 8))
    posted(business)
    mail = received(business, Channel.EMAIL, at(3, 2, 9, 0), "Bitte kündigen.", email="wer@example.org")
    business.do(Seat.BACKOFFICE, SetAsideDeclaration(mail, Aside.NOT_OURS))
    assert [subject for _, subject, _ in posted(business)] == [
        "Ihre Erklärung ist eingegangen (DC-001001-M)",
        "Zu Ihrer Erklärung DC-001001-M",
    ]
    with pytest.raises(IllegalDeclarationStep):
        business.do(Seat.BACKOFFICE, MatchDeclaration(mail, what.contract_id, ORDINARY))
    business.do(Seat.BACKOFFICE, ReopenDeclaration(mail))
    carried_out(business, what, mail, ORDINARY, Details())
    assert contract_of(business, what.contract_id).end_on == date(2026, 4, 3)


def test_what_was_carried_out_with_the_wrong_contract_is_found_its_own(business: Business) -> None:
    """The wrong contract goes on as before, the right one ends by the day of receipt."""
    wrong = rented(business, notice=MONTH)
    right = rent(business, business.customer("Çelik"), business.product(sku="K2", terms=ContractTerms(notice=MONTH)))
    nights(business, date(2026, 2, 20))
    mail = received(business, Channel.EMAIL, at(2, 19, 9, 0), "Kündigung")
    carried_out(business, wrong, mail, ORDINARY, Details())
    with pytest.raises(StillCarriedOut):
        business.do(Seat.BACKOFFICE, ReopenDeclaration(mail))
    business.do(Seat.BACKOFFICE, UndoChange(wrong.contract_id, contract_of(business, wrong.contract_id).version))
    business.do(Seat.BACKOFFICE, ReopenDeclaration(mail))
    carried_out(business, right, mail, ORDINARY, Details())
    assert contract_of(business, wrong.contract_id).end_on is None
    assert contract_of(business, right.contract_id).end_on == date(2026, 3, 20)


def test_what_cannot_be_is_refused_before_it_is_kept(business: Business) -> None:
    business.pass_days(5)
    future = business.clock.now().replace(year=2027)
    with pytest.raises(ReceivedInFuture):
        received(business, Channel.LETTER, future, "Ich kündige.")
    with pytest.raises(DeclarationEmpty):
        received(business, Channel.LETTER, business.clock.now(), "  ")
    assert business.rows("SELECT FROM umlauf.declaration") == []
    what = rented(business)
    letter = received(business, Channel.LETTER, business.clock.now(), "Fristlos!")
    with pytest.raises(ReasonMissing):
        business.do(Seat.BACKOFFICE, MatchDeclaration(letter, what.contract_id, Declared(DeclaredKind.EXTRAORDINARY)))
    good = Declared(DeclaredKind.EXTRAORDINARY, why="Das Rad ist seit drei Wochen defekt.")
    nights(business, date(2026, 2, 14))
    carried_out(business, what, letter, good, Details())
    assert contract_of(business, what.contract_id).end_on == date(2026, 2, 7), "at once, as of the day of receipt"


def test_the_counter_takes_in_and_the_office_decides(business: Business) -> None:
    """With the paper itself; the till reads no words and finds no contract."""
    what = rented(business, notice=MONTH)
    scan = b"%PDF-1.7 ... %%EOF"
    known = DeclarationId(uuid4())
    business.do(
        Seat.POS,
        ReceiveDeclaration(
            known, Channel.COUNTER, business.clock.now(), digest=digest_of(scan), file_name="Brief.pdf", content=scan
        ),
    )
    with pytest.raises(NotForThisSeat):
        business.do(Seat.POS, MatchDeclaration(known, what.contract_id, ORDINARY))
    with pytest.raises(NotForThisSeat):
        business.connection(Seat.POS).read("SELECT * FROM umlauf.declaration_content")
    with pytest.raises(NotForThisSeat):
        business.connection(Seat.WAREHOUSE).read("SELECT * FROM umlauf.declaration")
    [kept] = business.rows("SELECT content FROM umlauf.declaration_content")
    assert bytes(kept["content"]) == scan
