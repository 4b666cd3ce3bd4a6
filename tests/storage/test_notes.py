"""Notes and files of a contract: kept once, shown to the office alone, taken away by a fact, erased beside it."""

from uuid import uuid4

import pytest

from domain.application import Envelope, Seat
from domain.contracts.add_note import AddNote
from domain.contracts.attach_file import AttachFile
from domain.contracts.erase_note import EraseNote
from domain.contracts.notes import (
    LARGEST_FILE,
    FileDamaged,
    FileKindRefused,
    MediaType,
    NoteId,
    NoteIsGone,
    UnknownNote,
    digest_of,
)
from domain.contracts.remove_note import RemoveNote
from domain.ids import CommandId, ContractId
from domain.views.lifecycle import LifeKind, LifeOf, LifeQuestion
from storage.errors import CommandIdReused
from storage.queries.lifecycle import Lifecycle
from storage.queries.office import OfficeBook
from tests.storage.business import Business, tax_rules
from tests.storage.intruder import at_the_seat

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF\n"


@pytest.fixture
def contract_id(business: Business) -> ContractId:
    return business.order(business.customer(), business.product()).contract_id


def office(business: Business, seat: Seat = Seat.BACKOFFICE) -> OfficeBook:
    return OfficeBook(business.connection(seat), tax_rules(), business.clock)


def fresh() -> NoteId:
    return NoteId(uuid4())


def told(business: Business, contract_id: ContractId) -> list[tuple[str, str, str]]:
    """What the contract's timeline says of notes: the command, who, and the words."""
    life = Lifecycle(business.connection(Seat.BACKOFFICE))
    question = LifeQuestion(LifeOf.CONTRACT, contract_id, frozenset({LifeKind.NOTES}))
    return [(row.name, row.who, row.why) for row in life.page(question).rows]


def test_a_note_and_a_file_are_listed_newest_first(business: Business, contract_id: ContractId) -> None:
    business.do(Seat.BACKOFFICE, AddNote(contract_id, fresh(), "Ruft abends an."))
    business.do(Seat.OWNER, AttachFile.of(contract_id, fresh(), "Unterschrift.pdf", PDF))
    page = office(business).contract(str(contract_id))
    file, note = page.notes
    assert (file.who, file.file_name, file.media_type, file.size) == (
        "Lena", "Unterschrift.pdf", MediaType.PDF, len(PDF),
    )  # fmt: skip
    assert (note.who, note.words, note.media_type) == ("Anna", "Ruft abends an.", None)
    assert office(business, Seat.OWNER).kept_file(file.id).content == PDF
    assert told(business, contract_id) == [
        ("AttachFile", "Lena", "Unterschrift.pdf"),
        ("AddNote", "Anna", "Ruft abends an."),
    ]


def test_what_is_taken_away_is_told_but_shown_no_more(business: Business, contract_id: ContractId) -> None:
    note = fresh()
    business.do(Seat.BACKOFFICE, AttachFile.of(contract_id, note, "falsch.pdf", PDF))
    business.do(Seat.BACKOFFICE, RemoveNote(contract_id, note))
    page = office(business).contract(str(contract_id))
    assert page.notes == ()
    assert told(business, contract_id) == [("RemoveNote", "Anna", ""), ("AttachFile", "Anna", "")]
    with pytest.raises(UnknownNote):
        office(business).kept_file(note)
    with pytest.raises(NoteIsGone):
        business.do(Seat.BACKOFFICE, RemoveNote(contract_id, note))


def test_a_note_of_another_contract_is_not_there(business: Business, contract_id: ContractId) -> None:
    other = business.order(business.customer(), business.product(sku="X-1")).contract_id
    note = fresh()
    business.do(Seat.BACKOFFICE, AddNote(contract_id, note, "nur hier"))
    with pytest.raises(UnknownNote):
        business.do(Seat.BACKOFFICE, RemoveNote(other, note))


def test_words_and_files_stand_once_and_never_in_the_log(business: Business, contract_id: ContractId) -> None:
    business.do(Seat.BACKOFFICE, AttachFile.of(contract_id, fresh(), "Ausweis Brückner.pdf", PDF))
    business.do(Seat.BACKOFFICE, AddNote(contract_id, fresh(), "Brückner hat angerufen."))
    log = business.rows("SELECT payload::text AS payload FROM umlauf.command WHERE name IN ('AttachFile', 'AddNote')")
    assert len(log) == 2
    assert not any("Brückner" in row["payload"] for row in log)
    beside = business.rows("SELECT data::text AS data FROM umlauf.command_personal")
    assert max(len(row["data"]) for row in beside) < 500, "the file is not kept a second time"


def test_a_file_sent_twice_is_kept_once_and_another_one_under_its_id_is_refused(
    business: Business, contract_id: ContractId
) -> None:
    application, person = business.seat(Seat.BACKOFFICE)
    command, note = CommandId(uuid4()), fresh()
    given = AttachFile.of(contract_id, note, "a.pdf", PDF)
    first = application.run(Envelope(command, given, person, business.clock.now()))
    again = application.run(Envelope(command, given, person, business.clock.now()))
    assert (first.replay, again.replay) == (False, True)
    other = AttachFile.of(contract_id, note, "a.pdf", PDF + b"%%EOF")
    with pytest.raises(CommandIdReused):
        application.run(Envelope(command, other, person, business.clock.now()))
    assert business.rows("SELECT count(*) AS n FROM umlauf.contract_note_content") == [{"n": 1}]


def test_a_file_that_is_no_file_leaves_nothing(business: Business, contract_id: ContractId) -> None:
    with pytest.raises(FileKindRefused):
        business.do(Seat.BACKOFFICE, AttachFile.of(contract_id, fresh(), "a.pdf", b"MZ program"))
    with pytest.raises(FileDamaged):
        business.do(Seat.BACKOFFICE, AttachFile(contract_id, fresh(), "0" * 64, "a.pdf", PDF))
    assert business.rows("SELECT FROM umlauf.contract_note") == []


def test_what_is_erased_leaves_the_fact_and_who_erased_it(business: Business, contract_id: ContractId) -> None:
    note = fresh()
    business.do(Seat.BACKOFFICE, AttachFile.of(contract_id, note, "a.pdf", PDF))
    business.do(Seat.OWNER, EraseNote(contract_id, note))
    page = office(business).contract(str(contract_id))
    [row] = page.notes
    assert (row.is_erased, row.who, row.size) == (True, "Anna", len(PDF))
    assert told(business, contract_id) == [("EraseNote", "Lena", ""), ("AttachFile", "Anna", "")]
    with pytest.raises(UnknownNote):
        office(business).kept_file(note)
    with pytest.raises(NoteIsGone):
        business.do(Seat.BACKOFFICE, EraseNote(contract_id, note))


def test_nothing_of_what_was_erased_is_left_in_the_database(business: Business, contract_id: ContractId) -> None:
    """Every row of every table is looked through: words, name and content, and what would let somebody guess them."""
    words, name = "Frau Brückner-Weiß hat Krebs.", "Befund Brückner-Weiß.pdf"
    note, file = fresh(), fresh()
    business.do(Seat.BACKOFFICE, AddNote(contract_id, note, words))
    business.do(Seat.BACKOFFICE, AttachFile.of(contract_id, file, name, PDF))
    traces = (words, name, PDF.hex()[:64])
    assert all(found(business, trace) for trace in traces)
    assert not found(business, digest_of(words.encode())), "a short text could be guessed from its digest"
    business.do(Seat.BACKOFFICE, RemoveNote(contract_id, note))
    assert [row.id for row in office(business).contract(str(contract_id)).notes_away] == [note]
    for each in (note, file):
        business.do(Seat.BACKOFFICE, EraseNote(contract_id, each))
    assert {trace: found(business, trace) for trace in traces} == {trace: [] for trace in traces}
    assert office(business).contract(str(contract_id)).notes_away == ()


def found(business: Business, trace: str) -> list[str]:
    """The tables in which a text stands anywhere."""
    tables = business.rows(
        "SELECT c.oid::regclass::text AS name FROM pg_class c WHERE c.relkind IN ('r', 'm')"
        " AND c.relnamespace IN ('umlauf'::regnamespace, 'umlauf_jobs'::regnamespace)"
    )
    sought = "SELECT count(*) AS n FROM {} t WHERE strpos(t::text, %(trace)s) > 0"
    return [row["name"] for row in tables if business.rows(sought.format(row["name"]), trace=trace)[0]["n"]]


def test_no_hand_erases_without_the_command(business: Business, contract_id: ContractId) -> None:
    note = fresh()
    business.do(Seat.BACKOFFICE, AddNote(contract_id, note, "bleibt"))
    erase = "INSERT INTO umlauf.contract_note_erasure (note_id, command_id)"
    acts = {
        "DELETE FROM umlauf.contract_note_content": "42501",
        "UPDATE umlauf.contract_note_content SET words = ''": "42501",
        "DELETE FROM umlauf.command_personal": "42501",
        f"{erase} VALUES ('{note}', '{uuid4()}')": "UM003",
        f"{erase} SELECT id, command_id FROM umlauf.contract_note": "UM003",
    }
    for act, code in acts.items():
        with at_the_seat(business, Seat.BACKOFFICE) as intruder, intruder.refused(code):
            intruder.run(act)
    other = business.order(business.customer(), business.product(sku="X-1")).contract_id
    with pytest.raises(UnknownNote):
        business.do(Seat.BACKOFFICE, EraseNote(other, note))


@pytest.mark.parametrize("seat", [Seat.WAREHOUSE, Seat.POS, Seat.WORKER, Seat.AUDITOR, Seat.PORTAL])
def test_others_do_not_read_what_is_written(business: Business, contract_id: ContractId, seat: Seat) -> None:
    business.do(Seat.BACKOFFICE, AddNote(contract_id, fresh(), "nur fürs Büro"))
    with at_the_seat(business, seat) as intruder, intruder.refused("42501"):
        intruder.run("SELECT * FROM umlauf.contract_note_content")


def test_the_largest_file_that_is_kept_comes_back_whole(business: Business, contract_id: ContractId) -> None:
    note, content = fresh(), b"%PDF-1.7\n" + bytes(LARGEST_FILE - 14) + b"%%EOF"
    business.do(Seat.BACKOFFICE, AttachFile.of(contract_id, note, "Plan.pdf", content))
    assert office(business).kept_file(note).content == content
