"""What is stuck, asked under the office's own login: each thing once, and gone with its cause."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from domain.application import Seat
from domain.banking.mark_transfer import MarkTransfer
from domain.banking.model import BankEntryId, Mark
from domain.cancellations.model import Channel, DeclarationId
from domain.cancellations.receive_declaration import ReceiveDeclaration
from domain.cancellations.set_aside_declaration import Aside, SetAsideDeclaration
from domain.ids import ReturnId, TaskId
from domain.matters.assign_matter import AssignMatter
from domain.matters.model import (
    MatterDayWrong,
    MatterGoesByItself,
    MatterId,
    MatterKind,
    MatterReasonMissing,
    UnknownColleague,
)
from domain.matters.note_matter import NoteMatter
from domain.matters.settle_matter import SettleMatter
from domain.matters.snooze_matter import SnoozeMatter
from domain.matters.wake_matter import WakeMatter
from domain.messages.decide_mail import DecideMail
from domain.messages.delivery import MailId, MailStep
from domain.messages.send_test_mail import SendTestMail
from domain.money import Money
from domain.payments.provider import Outcome
from domain.payments.reasons import ReasonClass
from domain.returns.announce_return import AnnounceReturn
from domain.returns.ask_return import AskReturn
from domain.returns.extend_return import ExtendReturn
from domain.tasks.clear_task import ClearTask
from domain.tasks.model import TaskKind
from domain.tasks.note_failed_job import NoteFailedJob
from domain.views.matters import MatterFilter, MatterQuestion, MatterRow
from storage.queries.matters import Matters
from tests.storage.bank_story import entry_rows, read_in, transfer
from tests.storage.business import Business
from tests.storage.intruder import at_the_seat
from tests.storage.mail_story import move
from tests.storage.payment_story import answer, billed, collecting, payer, plan, submit
from tests.storage.portal_desk import PortalDesk
from tests.storage.trade import bill, rent, today

STEP = (
    "INSERT INTO umlauf.matter_step (kind, matter_id, n, step, cause, taken_by, command_id)"
    " VALUES (%s, %s, %s, %s, '', %s, %s)"
)


@pytest.fixture
def book(business: Business) -> Matters:
    return Matters(business.connection(Seat.BACKOFFICE), business.clock)


def shown(book: Matters, which: MatterFilter = MatterFilter.OPEN, text: str = "") -> list[MatterRow]:
    return list(book.list(MatterQuestion(text, which)).rows)


def kinds(book: Matters) -> list[str]:
    return sorted(str(each.kind) for each in shown(book))


def of_payments(book: Matters) -> list[MatterRow]:
    return [each for each in shown(book) if each.kind is not MatterKind.TASK]


def test_a_payment_is_shown_once_and_goes_with_an_answer(business: Business, book: Matters) -> None:
    collecting(business)
    who = payer(business)
    invoice = billed(business, who)
    [attempt] = plan(business, invoice)
    submit(business, attempt)
    answer(business, attempt, Outcome.UNKNOWN)
    [row] = of_payments(book)
    assert (row.kind, row.worth, row.facts["shown"]) == (MatterKind.PAYMENT_UNKNOWN, Money(7900), "Visa •••• 4242")
    assert row.customer.endswith("Brückner")
    assert "payment_unknown" not in {each.task for each in shown(book)}
    answer(business, attempt, Outcome.FAILED, ReasonClass.DISPUTED)
    [row] = of_payments(book)
    assert (row.kind, row.facts["reason"]) == (MatterKind.PAYMENT_FAILED, "disputed")
    assert row.task_id is not None
    business.do(Seat.BACKOFFICE, ClearTask(row.task_id))
    assert of_payments(book) == []


def test_letters_returns_declarations_transfers_and_tasks_come_and_go(business: Business, book: Matters) -> None:
    rented = rent(business, business.customer(), business.product(price="79.00"))
    until = today(business) + timedelta(days=3)
    case = business.do(Seat.BACKOFFICE, AnnounceReturn(rented.contract_id, until)).return_id
    test = SendTestMail("pause_started", "de", "anna@example.org", "Probe", "Text", "<p>Text</p>")
    mail: MailId = business.do(Seat.BACKOFFICE, test).mail_id
    move(business, mail, "claim", "refuse")
    declaration, at = DeclarationId(uuid4()), business.clock.now()
    business.do(Seat.BACKOFFICE, ReceiveDeclaration(declaration, Channel.EMAIL, at, words="Ich kündige.", name="Jo"))
    read_in(business, transfer("danke", "12.00"))
    business.do(Seat.WORKER, NoteFailedJob("make_papers", "x", "Batch 1", "", "OSError"))
    assert kinds(book) == ["declaration", "letter", "task", "transfer"]
    business.pass_days(5)
    assert kinds(book) == ["declaration", "letter", "return_late", "task", "transfer"]
    assert book.count() == 5
    by_kind = {each.kind: each for each in shown(book)}
    assert by_kind[MatterKind.RETURN_LATE].worth == Money.of("900.00")
    assert by_kind[MatterKind.TASK].task is TaskKind.JOB_FAILED
    assert [each.kind for each in shown(book, text="anna")] == [MatterKind.LETTER]
    business.do(Seat.BACKOFFICE, ExtendReturn(ReturnId(case), today(business) + timedelta(days=7)))
    business.do(Seat.BACKOFFICE, DecideMail(mail, MailStep.DROP, "ein Versuch"))
    business.do(Seat.BACKOFFICE, SetAsideDeclaration(declaration, Aside.NOT_OURS))
    entry = BankEntryId(entry_rows(business)[0]["id"])
    business.do(Seat.BACKOFFICE, MarkTransfer(entry, Mark.SET_ASIDE, "Zinsen"))
    business.do(Seat.BACKOFFICE, ClearTask(TaskId(by_kind[MatterKind.TASK].id)))
    assert shown(book) == []


def test_a_contract_that_a_run_left_out_is_shown_until_it_is_billed(business: Business, book: Matters) -> None:
    rented = rent(business, business.customer(), business.product(price="79.00"))
    business.pass_days(40)
    values = {"contract": rented.contract_id, "day": today(business)}
    with business.connection().translating() as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "WITH r AS (INSERT INTO umlauf.billing_run (id, as_of, state) VALUES (gen_random_uuid(), %(day)s, 'done')"
            " RETURNING id) INSERT INTO umlauf.billing_failure (run_id, contract_id, code, facts)"
            " SELECT id, %(contract)s, 'no_rate', '{}' FROM r",
            values,
        )
    [row] = shown(book)
    assert (row.kind, row.id, row.facts["code"]) == (MatterKind.LEFT_OUT, rented.contract_id, "no_rate")
    bill(business)
    assert shown(book) == []


@pytest.fixture
def refused(business: Business) -> Iterator[UUID]:
    """A customer's wish that was refused: the bike is on its way back already."""
    desk = PortalDesk(business)
    rented = rent(business, business.customer(), business.product(price="79.00"))
    token = desk.signed_in()
    wish = AskReturn(rented.assets, today(business) + timedelta(days=10), "not_needed")
    desk.done(token, wish)
    filed = desk.wish(token, wish)
    assert desk.carry_out(filed.wish_id) is None
    yield filed.wish_id
    desk.door.close()


def test_a_refused_wish_rests_is_given_to_somebody_and_is_done_with_by_a_word(
    business: Business, book: Matters, refused: UUID
) -> None:
    wish = MatterKind.WISH, MatterId(refused)
    [row] = shown(book)
    assert (row.kind, row.facts["name"]) == (MatterKind.WISH, "AskReturn")

    def say(command: object) -> None:
        business.do(Seat.BACKOFFICE, command)  # type: ignore[arg-type]  # one of the five

    [me] = [each for each in book.colleagues() if each.is_me]
    say(AssignMatter(*wish, me.id))
    say(NoteMatter(*wish, "ruft zurück"))
    [row] = shown(book, MatterFilter.MINE)
    assert (row.person, row.note, shown(book, MatterFilter.NOBODYS)) == (me.name, "ruft zurück", [])
    for wrong, kind in (
        (SnoozeMatter(*wish, today(business), "später"), MatterDayWrong),
        (SnoozeMatter(*wish, today(business) + timedelta(days=366), "später"), MatterDayWrong),
        (SnoozeMatter(*wish, today(business) + timedelta(days=1), "  "), MatterReasonMissing),
        (AssignMatter(*wish, uuid4()), UnknownColleague),  # type: ignore[arg-type]  # nobody's id
        (SettleMatter(MatterKind.LETTER, MatterId(uuid4()), "", "weg"), MatterGoesByItself),
    ):
        with pytest.raises(kind):
            say(wrong)
    say(SnoozeMatter(*wish, today(business) + timedelta(days=3), "Urlaub"))
    assert (shown(book), [each.until for each in shown(book, MatterFilter.RESTING)]) == (
        [],
        [today(business) + timedelta(days=3)],
    )
    say(WakeMatter(*wish))
    assert len(shown(book)) == 1
    say(SnoozeMatter(*wish, today(business) + timedelta(days=3), "Urlaub"))
    business.pass_days(3)
    assert len(shown(book)) == 1
    say(SettleMatter(*wish, "another cause", "geklärt"))
    assert len(shown(book)) == 1
    say(SettleMatter(*wish, row.cause, "am Telefon geklärt"))
    assert (shown(book), [each.note for each in shown(book, MatterFilter.SETTLED)]) == ([], ["am Telefon geklärt"])
    assert [str(each.step) for each in book.words(row.ref)] == [
        "settle", "settle", "snooze", "wake", "snooze", "note", "assign",
    ]  # fmt: skip
    _hand_written(business, refused)


def _hand_written(business: Business, wish: UUID) -> None:
    """A client of somebody's own takes no step without a command, out of turn, or for what goes by itself."""
    with at_the_seat(business, Seat.BACKOFFICE) as office:
        for kind, n, step, states in (
            ("wish", 0, "wake", ("UM409",)),
            ("letter", 0, "settle", ("UM403",)),
            ("letter", 0, "gone", ("23514",)),
        ):
            with office.refused(*states):
                office.run(STEP, kind, wish, n, step, office.person, office.begin("WakeMatter"))
        with office.refused("UM010"):
            office.run(STEP, "wish", wish, 7, "wake", office.person, uuid4())
        with office.refused("42501"):
            office.run("SELECT payload FROM umlauf.portal_wish")
    with at_the_seat(business, Seat.WAREHOUSE) as floor, floor.refused("42501"):
        floor.run("SELECT * FROM umlauf.matter_step")
