"""A reminder leaves the house through the worker's post: only then its level counts, with what it claims."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

from domain.application import Seat
from domain.contracts.terms import ContractTerms
from domain.dunning.agree_instalments import AgreeInstalments
from domain.dunning.change_dunning_settings import ChangeDunningSettings
from domain.dunning.instalments import PlanId, proposed
from domain.dunning.request_dunning_run import RequestDunningRun
from domain.dunning.settings import DunningSettings, LetterText, Level, Procedure
from domain.money import Money
from domain.period import Interval, Unit
from storage.jobs.chores import Chores
from tests.reports.reading import flat, text_of
from tests.storage.business import Business
from tests.storage.dunning_story import invoice_ids
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.trade import rent, today

LADDER = Procedure(
    (
        Level(3, "Erinnerung", LetterText.FRIENDLY),
        Level(14, "Letzte Mahnung", LetterText.LAST, Money.of("2.50"), claims_interest=True, demands_unit=True),
    ),
    Decimal(5),
    by_calendar=True,
)


def deliver(business: Business, worker: Chores) -> None:
    for row in business.rows("SELECT DISTINCT batch_id FROM umlauf.outbox WHERE status IN ('waiting', 'made')"):
        worker.make_papers(row["batch_id"])
        worker.send_letters(row["batch_id"])


def test_letters_with_their_papers_move_the_levels(business: Business) -> None:
    business.do(Seat.OWNER, ChangeDunningSettings(0, DunningSettings(consumer=LADDER), "zwei Stufen"))
    customer, box = business.customer(), Letterbox()
    yearly = ContractTerms(interval=Interval(Unit.YEAR))
    rented = rent(business, customer, business.product(price="1190.00", terms=yearly))
    who, worker = (
        customer.customer_id,
        chores(business.server.seat_dsn(Seat.WORKER, business.database), box, business.clock),
    )
    deliver(business, worker)
    before = len(box.sent)
    for day in (date(2026, 2, 19), date(2026, 3, 2)):
        business.pass_days((day - today(business)).days)
        business.do(Seat.BACKOFFICE, RequestDunningRun((who,)))
        [item] = business.rows("SELECT stage FROM umlauf.dunning_item")
        assert item["stage"] == "draft", "written is not sent"
        deliver(business, worker)
    [item] = business.rows("SELECT stage, level FROM umlauf.dunning_item")
    assert (item["stage"], item["level"]) == ("final", 2)
    first, second = box.sent[before:]
    assert first.subject.startswith("Erinnerung MA-")
    assert [each.file_name for each in second.attachments] == [f"{second.subject.split()[-1]}.pdf"]
    paper = flat(text_of(second.attachments[0].content))
    # 14 days from 17 February to 2 March: 1,190.00 × 6.27 % × 14 / 365 = 2.8618
    for part in ("2,86 €", "2,50 €", "1.195,36 €", "17.02.2026 bis 02.03.2026"):
        assert part in paper
    [asset] = business.rows("SELECT code FROM umlauf.asset WHERE id = %(id)s", id=rented.assets[0])
    assert asset["code"] in paper
    states = business.rows(
        "SELECT o.status FROM umlauf.outbox o JOIN umlauf.invoice i ON i.id = o.subject_id WHERE i.gross_minor = 536"
    )
    assert [row["status"] for row in states] == ["told_by_reminder"]

    ids = tuple(invoice_ids(business, who))
    rates = proposed(Money.of("1195.36"), 2, today(business))
    business.do(Seat.BACKOFFICE, AgreeInstalments(PlanId(uuid4()), who, ids, rates, Money.of("1195.36")))
    deliver(business, worker)
    assert "597,68 €" in flat(text_of(box.sent[-1].attachments[0].content))
    worker.close()
