"""Overdue invoices over months: letters, costs and interest by hand, from the due date to the hand-over."""

from datetime import date
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.billing.settlement import DocumentState, MoreThanOpen, OpenChangedMeanwhile
from domain.collection.decide_collection import DecideCollection
from domain.collection.model import CollectionId, CollectionNeedsSecondPerson, NotFinal, Stage, Step
from domain.collection.move_collection import MoveCollection
from domain.collection.propose_collection import ProposeCollection
from domain.collection.recover_things import RecoverThings
from domain.collection.revive_claim import ReviveClaim
from domain.collection.take_case_payment import TakeCasePayment
from domain.collection.write_off_claim import WriteOffClaim
from domain.collection.writing_off import NotWrittenOff, WriteOffCause, WriteOffNeedsOwner
from domain.contracts.terms import ContractTerms
from domain.dunning.agree_instalments import AgreeInstalments
from domain.dunning.change_dunning_settings import ChangeDunningSettings
from domain.dunning.drop_notice import DropNotice
from domain.dunning.hold_dunning import HoldDunning
from domain.dunning.instalments import PlanId, PlanKnown, RatesWrong, proposed
from domain.dunning.lift_hold import LiftHold
from domain.dunning.model import DunningBlocks, HoldId, HoldKind, NoticeId, NoticeSent, Spared
from domain.dunning.note_notice_sent import NoteNoticeSent
from domain.dunning.planning import outlook
from domain.dunning.request_dunning_run import RequestDunningRun
from domain.dunning.settings import DunningSettings
from domain.dunning.take_payment import TakePayment
from domain.dunning.waive_claims import WaiveClaims
from domain.ids import CustomerId, InvoiceId
from domain.money import Money
from domain.period import Interval, Unit
from storage.queries.dunning_run import settings_of
from storage.queries.office_invoices import Invoices
from storage.repositories.dunning import accounts_of
from tests.storage.business import Business
from tests.storage.dunning_story import (
    company,
    documents,
    dun,
    invoice_ids,
    letters,
    night,
    open_of,
    pay,
)
from tests.storage.trade import check_books, differences, rent, today

YEARLY = ContractTerms(interval=Interval(Unit.YEAR))


def until(business: Business, day: date) -> None:
    business.pass_days((day - today(business)).days)


def shown_state(business: Business, invoice_id: InvoiceId) -> DocumentState:
    """As the list of invoices shows it to the office."""
    return Invoices(business.connection(Seat.BACKOFFICE)).page(str(invoice_id)).row.state


def why(business: Business, customer_id: CustomerId) -> list[Spared]:
    [account] = accounts_of(business.rows, [customer_id], today(business))
    return [each.why for each in outlook(account, settings_of(business.rows), today(business)).skipped]


def test_process_05_dunning_and_collection(business: Business) -> None:
    """1,190.00 are due on 16 February and never paid. Letters after 3, 14, 24 and 34 days.

    The second letter (2 March) starts default on 3 March and is free. The third (12 March) finds 10 days of default:
    1,190.00 × 6.27 % × 10 / 365 = 2.0442: 2.04, and 2.50 for the letter. The fourth (22 March) finds 20 days:
    4.0884, of which 2.04 were claimed: 2.05, and 2.50. Open then: 1,190.00 + 4.54 + 4.55 = 1,199.09.
    """
    customer = business.customer()
    rented = rent(business, customer, business.product(price="1190.00", terms=YEARLY))
    who = customer.customer_id
    [invoice] = invoice_ids(business, who)
    for day in (date(2026, 2, 18), date(2026, 2, 19), date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 11)):
        until(business, day)
        dun(business)
    assert [(each.level, each.fee, each.interest) for each in letters(business, who)] == [(1, 0, 0), (2, 0, 0)]
    until(business, date(2026, 3, 12))
    dun(business)
    with pytest.raises(DunningBlocks):
        business.order(customer, business.product("Anhänger", sku="TRAILER"))
    until(business, date(2026, 3, 22))
    dun(business)
    written = [(each.level, each.debt, each.fee, each.interest, each.earlier) for each in letters(business, who)]
    assert written == [
        (1, 119000, 0, 0, 0),
        (2, 119000, 0, 0, 0),
        (3, 119000, 250, 204, 0),
        (4, 119000, 250, 205, 454),
    ]
    assert documents(business, who) == [
        ("invoice", 119000, "seller_country"),
        ("invoice", 454, "late_payment"),
        ("invoice", 455, "late_payment"),
    ]
    assert open_of(business, who) == 119909
    assert not differences(business, rented.contract_id, today(business))
    check_books(business)
    tasks = business.rows("SELECT kind, subject FROM umlauf.task WHERE closed_at IS NULL")
    assert [(row["kind"], row["subject"]) for row in tasks] == [("arrears_to_end", customer.number)]
    _handed_over(business, who, invoice)


def _handed_over(business: Business, who: CustomerId, invoice: InvoiceId) -> None:
    """Two people hand 1,199.09 over; 209.09 come in, the rest is written off and paid after all."""
    proposal = ProposeCollection(CollectionId(uuid4()), who, "Inkasso Nord GmbH", Money(119909))
    with pytest.raises(NotFinal):
        business.do(Seat.BACKOFFICE, proposal)
    until(business, date(2026, 4, 1))
    assert business.do(Seat.BACKOFFICE, proposal).stage is Stage.PROPOSED
    with pytest.raises(CollectionNeedsSecondPerson):
        business.do(Seat.BACKOFFICE, DecideCollection(proposal.case_id, agrees=True))
    assert business.do(Seat.OWNER, DecideCollection(proposal.case_id, agrees=True)).stage is Stage.HANDED_OVER
    assert why(business, who) == [Spared.HANDED_OVER]
    business.do(Seat.BACKOFFICE, RecoverThings(proposal.case_id, date(2026, 4, 20)))
    [back] = business.rows("SELECT reason FROM umlauf.return_case")
    assert back["reason"] == "arrears"
    business.do(Seat.BACKOFFICE, MoveCollection(proposal.case_id, Step.GO_TO_COURT, note="Mahnbescheid"))
    business.do(Seat.BACKOFFICE, MoveCollection(proposal.case_id, Step.FEE, Money.of("35.00")))
    paid = TakeCasePayment(proposal.case_id, Money.of("209.09"), Money(119909), date(2026, 4, 1))
    business.do(Seat.BACKOFFICE, paid)
    settled = business.rows(
        "SELECT i.gross_minor - coalesce(a.used_minor, 0) AS minor FROM umlauf.invoice i"
        " LEFT JOIN umlauf.document_account a ON a.invoice_id = i.id ORDER BY i.issued_on, i.ctid"
    )
    assert [row["minor"] for row in settled] == [99000, 0, 0], "costs and interest first: section 367 BGB"
    business.do(Seat.BACKOFFICE, MoveCollection(proposal.case_id, Step.CLOSE_UNPAID))
    write_off = WriteOffClaim(invoice, Money(99000), WriteOffCause.COLLECTION_FAILED, "Vollstreckung fruchtlos")
    with pytest.raises(WriteOffNeedsOwner):
        business.do(Seat.BACKOFFICE, write_off)
    gone = business.do(Seat.OWNER, write_off)
    assert open_of(business, who) == 0
    [parts] = business.rows("SELECT parts FROM umlauf.claim_write_off")
    assert [(each["rate"], each["net_minor"], each["vat_minor"]) for each in parts["parts"]] == [
        ("19.000", 83193, 15807)
    ]
    assert shown_state(business, invoice) is DocumentState.WRITTEN_OFF
    business.do(Seat.BACKOFFICE, ReviveClaim(gone.entry_id))
    assert shown_state(business, invoice) is DocumentState.PART_PAID
    with pytest.raises(NotWrittenOff):
        business.do(Seat.BACKOFFICE, ReviveClaim(gone.entry_id))
    moved = business.do(
        Seat.BACKOFFICE, TakeCasePayment(proposal.case_id, Money(99000), Money(99000), date(2026, 4, 1))
    )
    assert (moved.stage, open_of(business, who)) == (Stage.PAID, 0)


def test_a_business_objects_and_pays_after_all(business: Business) -> None:
    """240.00 a year to a company, due on 16 February. Objected to on 1 March, decided on 20 March.

    The second letter goes out on 20 March, default begins on the 21st (30 days after the due day would be 19 March:
    that is earlier, so default begins on the 19th). The third on 30 March: 240.00 × 10.27 % × 12 / 365 = 0.8103, and
    the lump sum of 40.00 once; no costs of the letter beside it. The fourth on 9 April: 22 days, 1.4856, of which 0.81
    were claimed: 0.68. They pay all on 15 April.
    """
    customer = company(business)
    rent(business, customer, business.product(price="240.00", terms=YEARLY))
    who = customer.customer_id
    [invoice] = invoice_ids(business, who)
    until(business, date(2026, 2, 20))
    dun(business)
    until(business, date(2026, 3, 1))
    hold = HoldDunning(HoldId(uuid4()), who, HoldKind.DISPUTE, invoice, reason="Das Rad kam später")
    business.do(Seat.BACKOFFICE, hold)
    until(business, date(2026, 3, 20))
    dun(business, who)
    assert why(business, who) == [Spared.DISPUTED]
    business.do(Seat.BACKOFFICE, LiftHold(hold.hold_id, "Lieferschein vom 2. Februar liegt vor"))
    dun(business)
    until(business, date(2026, 3, 29))
    dun(business, who)
    assert (why(business, who), len(letters(business, who))) == ([Spared.NOT_YET], 2)
    until(business, date(2026, 3, 30))
    dun(business)
    until(business, date(2026, 4, 9))
    dun(business)
    written = [(each.level, each.fee, each.interest, each.lump, each.earlier) for each in letters(business, who)]
    assert written == [(1, 0, 0, 0, 0), (2, 0, 0, 0, 0), (3, 0, 81, 4000, 0), (4, 0, 68, 0, 4081)]
    told = "SELECT facts -> 'texts' ->> 'level' AS name FROM umlauf.outbox WHERE kind = 'customer' ORDER BY created_at"
    names = business.rows(told)
    assert [row["name"] for row in names] == ["Payment reminder", "Reminder", "Second reminder", "Last reminder"]
    [last] = business.rows("SELECT id, line_ids FROM umlauf.dunning_notice WHERE level = 4")
    business.do(Seat.BACKOFFICE, WaiveClaims(NoticeId(last["id"]), "Kulanz"))
    assert open_of(business, who) == 24000 + 4081
    until(business, date(2026, 4, 15))
    with pytest.raises(MoreThanOpen):
        business.do(Seat.BACKOFFICE, TakePayment(who, Money(30000), Money(28081), today(business)))
    business.do(Seat.BACKOFFICE, TakePayment(who, Money(30000), Money(28081), today(business), keeps_rest=True))
    assert open_of(business, who) == 0
    [balance] = business.rows("SELECT balance_minor FROM umlauf.customer_balance")
    assert balance["balance_minor"] == 1919
    check_books(business)


def test_rates_are_kept_for_a_while_and_missed(business: Business) -> None:
    """90.00 in three rates: one is paid, the second one is not, and dunning goes on where it stood."""
    customer = business.customer()
    rent(business, customer, business.product(price="90.00", terms=YEARLY))
    who = customer.customer_id
    [invoice] = invoice_ids(business, who)
    until(business, date(2026, 2, 20))
    dun(business)
    rates = proposed(Money.of("90.00"), 3, date(2026, 3, 1))
    assert [(each.due_on.month, each.amount.minor) for each in rates] == [(3, 3000), (4, 3000), (5, 3000)]
    plan = AgreeInstalments(PlanId(uuid4()), who, (invoice,), rates, Money.of("90.00"))
    with pytest.raises(RatesWrong):
        business.do(Seat.BACKOFFICE, AgreeInstalments(PlanId(uuid4()), who, (invoice,), rates[:2], Money.of("90.00")))
    business.do(Seat.BACKOFFICE, plan)
    with pytest.raises(PlanKnown):
        business.do(Seat.BACKOFFICE, AgreeInstalments(PlanId(uuid4()), who, (invoice,), rates, Money.of("90.00")))
    until(business, date(2026, 3, 5))
    pay(business, invoice, "30.00", "90.00")
    until(business, date(2026, 4, 6))
    night(business)
    assert why(business, who) == [Spared.INSTALMENTS], "five days of grace"
    until(business, date(2026, 4, 7))
    night(business)
    [state] = business.rows("SELECT status FROM umlauf.instalment_plan")
    assert state["status"] == "lapsed"
    dun(business)
    assert [each.level for each in letters(business, who)] == [1, 2]
    kinds = business.rows("SELECT facts ->> 'kind' AS kind FROM umlauf.outbox WHERE kind = 'customer' ORDER BY ctid")
    assert {"instalments_agreed", "instalments_lapsed"} < {row["kind"] for row in kinds}
    rest = AgreeInstalments(
        PlanId(uuid4()), who, (invoice,), proposed(Money.of("60.00"), 1, today(business)), Money.of("60.00")
    )
    business.do(Seat.BACKOFFICE, rest)
    pay(business, invoice, "60.00", "60.00")
    night(business)
    states = business.rows("SELECT status FROM umlauf.instalment_plan ORDER BY recorded_at")
    assert [row["status"] for row in states] == ["lapsed", "kept"]


def test_the_night_writes_and_what_was_not_sent_counts_for_nothing(business: Business) -> None:
    """Written and dropped, written and sent on paper; a promise, an exemption, a payment in between."""
    business.do(Seat.OWNER, ChangeDunningSettings(0, DunningSettings(is_automatic=True), "abends soll es laufen"))
    customer = business.customer()
    rent(business, customer, business.product(price="79.00", terms=YEARLY))
    who = customer.customer_id
    [invoice] = invoice_ids(business, who)
    until(business, date(2026, 2, 19))
    assert night(business) == 1
    assert why(business, who) == [Spared.LETTER_WAITS]
    until(business, date(2026, 3, 10))
    assert night(business) == 0, "the letter before it was not sent"
    [first] = business.rows("SELECT id FROM umlauf.dunning_notice")
    business.do(Seat.BACKOFFICE, DropNotice(NoticeId(first["id"]), "Anschrift fehlt"))
    with pytest.raises(NoticeSent):
        business.do(Seat.BACKOFFICE, NoteNoticeSent(NoticeId(first["id"])))
    business.do(
        Seat.BACKOFFICE,
        HoldDunning(HoldId(uuid4()), who, HoldKind.PROMISE, invoice, date(2026, 3, 14), "zahlt zum 14."),
    )
    until(business, date(2026, 3, 14))
    assert (night(business), why(business, who)) == (0, [Spared.PROMISED])
    until(business, date(2026, 3, 15))
    assert night(business) == 1
    again = business.rows("SELECT id, level FROM umlauf.dunning_notice ORDER BY recorded_at")[1]
    business.do(Seat.BACKOFFICE, NoteNoticeSent(NoticeId(again["id"]), by_post=True))
    [item] = business.rows("SELECT stage, level, sent_on FROM umlauf.dunning_item")
    assert (item["stage"], item["level"], item["sent_on"]) == ("waiting", 1, date(2026, 3, 15))
    never = HoldDunning(HoldId(uuid4()), who, HoldKind.EXEMPTION, reason="Mitarbeiterin")
    business.do(Seat.BACKOFFICE, never)
    until(business, date(2026, 3, 26))
    assert (night(business), why(business, who)) == (0, [Spared.EXEMPT])
    business.do(Seat.BACKOFFICE, LiftHold(never.hold_id))
    with pytest.raises(OpenChangedMeanwhile):
        business.do(Seat.BACKOFFICE, TakePayment(who, Money(7900), Money(7901), today(business)))
    business.do(Seat.BACKOFFICE, TakePayment(who, Money(7900), Money(7900), today(business)))
    business.do(Seat.BACKOFFICE, RequestDunningRun((who,)))
    assert (night(business), [each.level for each in letters(business, who)]) == (0, [1, 1])
