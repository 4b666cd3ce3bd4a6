"""What the office sees of dunning, asked under its own login; what a partner gets fits the published schema."""

import json
from datetime import date
from pathlib import Path
from uuid import uuid4

from jsonschema import Draft202012Validator

from domain.application import Seat
from domain.collection.model import CollectionId, Stage
from domain.collection.propose_collection import ProposeCollection
from domain.dunning.model import Spared
from domain.money import Money
from domain.views.dunning import BoardFilter, CaseFilter
from storage.queries.dunning import Dunning
from tests.storage.business import ROOT, Business
from tests.storage.dunning_story import dun, invoice_ids
from tests.storage.trade import bill, rent, today

SCHEMA = Path(ROOT / "docs/formats/collection_case.schema.json")


def test_the_office_sees_who_is_due_what_stands_against_it_and_what_is_handed_over(business: Business) -> None:
    """79.00 a month, two months unpaid; all four letters about the first one."""
    customer = business.customer()
    rented = rent(business, customer, business.product(price="79.00"))
    who, book = customer.customer_id, Dunning(business.connection(Seat.BACKOFFICE), business.clock)
    assert book.board("", BoardFilter.ALL).rows == ()
    for day in (date(2026, 2, 19), date(2026, 3, 2), date(2026, 3, 12), date(2026, 3, 22)):
        business.pass_days((day - today(business)).days)
        bill(business)
        if day == date(2026, 2, 19):
            [ready] = book.preview().ready
            assert (ready.who.number, ready.notice.level, ready.notice.to_pay) == (customer.number, 1, Money(7900))
            [row] = book.board("brück", BoardFilter.READY).rows
            assert (row.level, row.days, row.why, row.things) == (0, 3, None, 1)
        dun(business)
    business.pass_days(10)
    [row] = book.board(customer.number, BoardFilter.ALL).rows
    assert (row.debt, row.claims, row.level_name) == (Money(15800), Money(500), "Letzte Mahnung")
    [thing] = book.holders().rows
    assert (thing.owing, thing.level, thing.worth) == (Money(16300), 4, Money.of("855.00"))
    page = book.customer(who)
    whys = [(each.item.level, each.why, each.days) for each in page.items]
    assert whys[:2] == [(4, Spared.ALL_SENT, 44), (1, Spared.NOT_YET, 16)]
    assert [each.level for each in page.notices] == [4, 3, 2, 1]
    [arrears] = page.arrears
    assert (arrears.overdue, arrears.tenths, arrears.in_a_row, arrears.may_end) == (Money(15800), 20, 2, True)
    assert page.hand_over == Money(8400)
    invoice = book.invoice(invoice_ids(business, who)[0])
    assert [each.level for each in invoice.steps] == [4, 4, 3, 3, 2, 2, 1, 1]
    proposal = ProposeCollection(CollectionId(uuid4()), who, "Inkasso Nord GmbH", Money(8400))
    business.do(Seat.BACKOFFICE, proposal)
    [case] = book.cases("brückner", CaseFilter.OPEN).rows
    shown = book.case(case.case.number)
    assert (shown.stage, shown.row.open, len(shown.items), len(shown.things)) == (
        Stage.HANDED_OVER,
        Money(8400),
        3,
        1,
    )
    manifest = json.loads(book.bundle(proposal.case_id)["manifest.json"])
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(manifest)
    assert (manifest["total"], manifest["debtor"]["family_name"]) == ("84.00", "Brückner")
    assert [each["level"] for each in manifest["reminders"]] == [1, 2, 3, 4]
    assert (
        manifest["things"][0]["code"]
        == business.rows("SELECT code FROM umlauf.asset WHERE id = %(id)s", id=rented.assets[0])[0]["code"]
    )
