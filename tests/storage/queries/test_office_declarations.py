"""The office's list of declarations and what it suggests, with the office's own login."""

from datetime import timedelta
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.cancellations.match_declaration import MatchDeclaration
from domain.cancellations.matching import Sign
from domain.cancellations.model import Channel, DeclarationId, Declared, DeclaredKind, UnknownDeclaration
from domain.cancellations.receive_declaration import ReceiveDeclaration
from domain.cancellations.take_back_declaration import TakeBackDeclaration
from domain.contracts.notes import digest_of
from domain.views.declarations import DeclarationFilter, ReasonGroup
from storage.queries.office_declarations import OfficeDeclarations
from tests.storage.business import Business
from tests.storage.trade import Rented, rent, today


@pytest.fixture
def book(business: Business) -> OfficeDeclarations:
    return OfficeDeclarations(business.connection(Seat.BACKOFFICE), business.clock)


@pytest.fixture
def what(business: Business) -> Rented:
    rent(business, business.customer("Çelik"), business.product(sku="K2"))
    return rent(business, business.customer(), business.product())


def received(business: Business, words: str, **more: object) -> DeclarationId:
    known = DeclarationId(uuid4())
    at = business.clock.now()
    business.do(Seat.BACKOFFICE, ReceiveDeclaration(known, Channel.LETTER, at, words=words, **more))
    return known


@pytest.mark.parametrize(
    ("sender", "sign"),
    [
        ({"contract": "1002"}, Sign.CONTRACT_NUMBER),
        ({"name": "Jonas Brükner"}, Sign.NAME_ALIKE),
        ({"name": "BRUECKNER, Jonas"}, Sign.NAME),
    ],
)
def test_the_contract_is_suggested_however_it_is_written(
    business: Business, book: OfficeDeclarations, what: Rented, sender: dict[str, str], sign: Sign
) -> None:
    known = received(business, "Ich kündige.", **sender)
    best = book.page(str(known)).suggestions[0]
    assert best.candidate.contract_id == what.contract_id
    assert sign in best.signs


def test_what_waits_longest_stands_first_with_its_age(
    business: Business, book: OfficeDeclarations, what: Rented
) -> None:
    first = received(business, "Eins", name="Wer Anders")
    business.clock.advance(timedelta(days=3))
    second = received(business, "Zwei", name="Jonas Brückner")
    assert [(row.id, row.age) for row in book.list("", DeclarationFilter.TO_MATCH).rows] == [(first, 3), (second, 0)]
    assert [row.id for row in book.list("brueck", DeclarationFilter.ALL).rows] == [second]
    business.do(Seat.BACKOFFICE, MatchDeclaration(second, what.contract_id, Declared(DeclaredKind.ORDINARY)))
    [row] = book.list("", DeclarationFilter.TO_CARRY_OUT).rows
    assert (row.contract, row.kind) == (book.page(str(second)).contract, DeclaredKind.ORDINARY)
    third = received(business, "Noch einmal", name="Jonas Brückner")
    business.do(Seat.BACKOFFICE, MatchDeclaration(third, what.contract_id, Declared(DeclaredKind.ORDINARY)))
    assert book.page(str(third)).others == (row.number,)
    assert book.list("", DeclarationFilter.OVER).rows == ()


def test_a_person_looks_for_the_contract(business: Business, book: OfficeDeclarations, what: Rented) -> None:
    assert [each.contract_id for each in book.candidates("brück")] == [what.contract_id]
    assert len(book.candidates("CT-00100")) == 2


def test_the_file_comes_back_as_it_came(business: Business, book: OfficeDeclarations) -> None:
    scan = b"%PDF-1.7 ... %%EOF"
    known = received(business, "", digest=digest_of(scan), file_name="Brief.pdf", content=scan)
    assert book.file(known).content == scan
    assert book.page(str(known)).file_name == "Brief.pdf"
    with pytest.raises(UnknownDeclaration):
        book.file(received(business, "ohne Anlage"))


def test_who_takes_it_back_before_it_is_carried_out_is_counted_as_staying(
    business: Business, book: OfficeDeclarations, what: Rented
) -> None:
    known = received(business, "Ich kündige.")
    declared = Declared(DeclaredKind.ORDINARY, reason="too_expensive")
    business.do(Seat.BACKOFFICE, MatchDeclaration(known, what.contract_id, declared))
    assert book.reasons(None, None) == []
    [task] = business.rows("SELECT subject, facts FROM umlauf.task WHERE kind = 'declaration_waits'")
    assert task["facts"] == {"received_on": today(business).isoformat()}
    business.do(Seat.BACKOFFICE, TakeBackDeclaration(known, reason="Rabatt"))
    [row] = book.reasons(today(business), None)
    assert (row.reason, row.group, row.ended, row.stayed) == ("too_expensive", ReasonGroup.CUSTOMER, 0, 1)
    assert book.reasons(None, today(business)) == []
    assert business.rows("SELECT FROM umlauf.task WHERE kind = 'declaration_waits' AND closed_at IS NULL") == []
    assert [each.number for each in book.of_contract(what.contract_id)] == [task["subject"]]
