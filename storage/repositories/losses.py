"""Losses with their steps, write-offs, and the cases of customers."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from domain.assets.status import Condition, Grade
from domain.contracts.status import OVER
from domain.customers.model import Address
from domain.ids import AssetId, ContractId, ContractLineId, CustomerId, PersonId, ProductId, VariantId
from domain.losses.cases import CaseId, CaseKind, CaseStatus, CaseStep, Contact, CustomerCase, UnknownCase
from domain.losses.model import Loss, LossId, LossKind, TakenStep, UnknownLoss
from domain.losses.stages import GONE, Stage, Step
from domain.losses.worth import InUse
from domain.losses.writing_off import (
    UnknownWriteOff,
    WriteOff,
    WriteOffId,
    WriteOffReason,
    WriteOffStatus,
    WriteOffStep,
)
from domain.money import EUR, Money
from domain.ports import Holding
from storage.database import Row
from storage.repositories.base import Desk, money, plain_array
from storage.repositories.steps import append_step, write_steps

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%(what)s || ' ' || %(id)s::text, 0))"
STEPS_SQL: Final = (
    "SELECT s.*, w.name AS who FROM umlauf.loss_step s JOIN umlauf.person w ON w.id = s.actor_id"
    " WHERE s.loss_id = ANY(%(ids)s::uuid[]) ORDER BY s.loss_id, s.n"
)
_IN_USE: Final = (
    "SELECT a.id, a.condition, a.grade, coalesce(c.acquired_minor, v.cost_minor) AS cost,"
    " (SELECT min(e.effective_at AT TIME ZONE 'Europe/Berlin')::date FROM umlauf.asset_event e"
    " WHERE e.asset_id = a.id AND e.kind IN ('shipped', 'handed_over')) AS first_out_on"
    " FROM umlauf.asset a LEFT JOIN umlauf.asset_cost c ON c.asset_id = a.id"
    " LEFT JOIN umlauf.variant_cost v ON v.variant_id = a.variant_id"
)
IN_USE_SQL: Final = f"{_IN_USE} WHERE a.id = %(id)s"
IN_USE_MANY_SQL: Final = f"{_IN_USE} WHERE a.id = ANY(%(ids)s::uuid[])"
PRODUCTS_SQL: Final = "SELECT id, product_id FROM umlauf.variant WHERE id = ANY(%(ids)s::uuid[])"
OPEN_CASE_SQL: Final = "SELECT * FROM umlauf.customer_case WHERE customer_id = %(id)s AND status = 'open'"
CONTACT_SQL: Final = "SELECT * FROM umlauf.customer_case_contact WHERE case_id = %(id)s"


def losses_from(rows: Sequence[Row], steps: Sequence[Row]) -> list[Loss]:
    """In the order of `rows`."""
    steps_of = defaultdict[object, list[TakenStep]](list)
    for row in steps:
        taken = TakenStep(Step(row["step"]), Stage(row["stage"]), row["facts"], row["effective_at"])
        steps_of[row["loss_id"]].append(taken)
    return [
        Loss(
            LossId(row["id"]),
            row["number"],
            LossKind(row["kind"]),
            AssetId(row["asset_id"]),
            row["happened_on"],
            row["reported_on"],
            row["police"],
            None if row["contract_id"] is None else ContractId(row["contract_id"]),
            None if row["line_id"] is None else ContractLineId(row["line_id"]),
            None if row["customer_id"] is None else CustomerId(row["customer_id"]),
            row["last_day"],
            tuple(steps_of[row["id"]]),
        )
        for row in rows
    ]


def in_use_from(row: Row) -> InUse:
    cost = None if row["cost"] is None else Money(row["cost"])
    grade = None if row["grade"] is None else Grade(row["grade"])
    return InUse(cost, row["first_out_on"], grade, Condition(row["condition"]))


def write_off_from(row: Row) -> WriteOff:
    return WriteOff(
        WriteOffId(row["id"]),
        row["number"],
        AssetId(row["asset_id"]),
        money(row, "value_minor"),
        WriteOffReason(row["reason"]),
        row["on_day"],
        row["note"],
        WriteOffStatus(row["status"]),
        row["booked_on"],
        PersonId(row["proposed_by"]),
    )


def case_from(row: Row, contact: Contact | None = None) -> CustomerCase:
    return CustomerCase(
        CaseId(row["id"]),
        row["number"],
        CustomerId(row["customer_id"]),
        CaseKind(row["kind"]),
        row["since_on"],
        row["reference"],
        CaseStatus(row["status"]),
        contact,
    )


def contact_from(rows: Sequence[Row]) -> Contact | None:
    """None: it was erased."""
    if not rows:
        return None
    row = rows[0]
    address = Address(row["street"], row["postcode"], row["city"], row["country"]) if row["street"] else None
    return Contact(row["name"], row["email"], address)


class LossFile:
    """`domain.losses.book.LossBook`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, loss: Loss, words: str) -> None:
        self._desk.write(
            "INSERT INTO umlauf.loss (id, number, kind, asset_id, contract_id, line_id, customer_id, happened_on,"
            " reported_on, last_day, police, reported_by, command_id) VALUES (%(id)s, %(number)s, %(kind)s, %(asset)s,"
            " %(contract)s, %(line)s, %(customer)s, %(happened)s, %(reported)s, %(last)s, %(police)s, %(by)s,"
            " %(command)s)",
            id=loss.id,
            number=loss.number,
            kind=loss.kind,
            asset=loss.asset_id,
            contract=loss.contract_id,
            line=loss.line_id,
            customer=loss.customer_id,
            happened=loss.happened_on,
            reported=loss.reported_on,
            last=loss.last_day,
            police=loss.police,
            by=self._desk.context.actor_id,
            command=self._desk.context.command_id,
        )
        self._words(loss, words)

    def get(self, loss_id: LossId) -> Loss:
        self._lock("loss", loss_id)
        rows = self._desk.rows("SELECT * FROM umlauf.loss WHERE id = %(id)s", id=loss_id)
        if not rows:
            raise UnknownLoss(loss=loss_id)
        return losses_from(rows, self._desk.rows(STEPS_SQL, ids=plain_array([loss_id])))[0]

    def live(self, asset_id: AssetId) -> Loss | None:
        rows = self._desk.rows(
            "SELECT * FROM umlauf.loss WHERE asset_id = %(id)s ORDER BY recorded_at DESC, id DESC LIMIT 1", id=asset_id
        )
        if not rows:
            return None
        found = self.get(LossId(rows[0]["id"]))
        return found if found.stage in GONE else None

    def save(self, loss: Loss, words: str = "") -> None:
        write_steps(self._desk, "loss", loss.id, loss.steps)
        self._words(loss, words)

    def last_holding(self, asset_id: AssetId) -> Holding | None:
        rows = self._desk.rows(
            "SELECT contract_line_id, contract_id, customer_id FROM umlauf.asset_holder WHERE asset_id = %(id)s"
            " ORDER BY lower(during) DESC LIMIT 1",
            id=asset_id,
        )
        if not rows:
            return None
        row = rows[0]
        ids = (ContractLineId(row["contract_line_id"]), ContractId(row["contract_id"]), CustomerId(row["customer_id"]))
        return Holding(*ids)

    def in_use(self, asset_id: AssetId) -> InUse:
        return in_use_from(self._desk.rows(IN_USE_SQL, id=asset_id)[0])

    def products_of(self, variants: Sequence[VariantId]) -> dict[VariantId, ProductId]:
        rows = self._desk.rows(PRODUCTS_SQL, ids=plain_array(variants))
        return {VariantId(row["id"]): ProductId(row["product_id"]) for row in rows}

    def add_write_off(self, write_off: WriteOff) -> None:
        self._desk.write(
            "INSERT INTO umlauf.write_off (id, number, asset_id, currency, value_minor, reason, note, on_day,"
            " proposed_by, command_id) VALUES (%(id)s, %(number)s, %(asset)s, %(currency)s, %(value)s, %(reason)s,"
            " %(note)s, %(on)s, %(by)s, %(command)s)",
            id=write_off.id,
            number=write_off.number,
            asset=write_off.asset_id,
            currency=EUR,
            value=write_off.value.minor,
            reason=write_off.reason,
            note=write_off.note,
            on=write_off.on,
            by=self._desk.context.actor_id,
            command=self._desk.context.command_id,
        )

    def write_off(self, write_off_id: WriteOffId) -> WriteOff:
        self._lock("write-off", write_off_id)
        rows = self._desk.rows("SELECT * FROM umlauf.write_off WHERE id = %(id)s", id=write_off_id)
        if not rows:
            raise UnknownWriteOff(write_off=write_off_id)
        return write_off_from(rows[0])

    def live_write_off(self, asset_id: AssetId) -> WriteOff | None:
        rows = self._desk.rows(
            "SELECT * FROM umlauf.write_off WHERE asset_id = %(id)s AND status IN ('proposed', 'booked')", id=asset_id
        )
        return write_off_from(rows[0]) if rows else None

    def step_write_off(self, write_off: WriteOff, step: WriteOffStep, on: date, why: str = "") -> None:
        columns = {"step": step, "on_day": on, "why": why}
        append_step(self._desk, "write_off", write_off.id, None, columns, by="taken_by")

    def recorded_by(self, write_off: WriteOff, seq: int) -> bool:
        rows = self._desk.rows(
            "SELECT FROM umlauf.asset_event WHERE asset_id = %(id)s AND seq = %(seq)s"
            " AND facts ->> 'written_off' = %(number)s",
            id=write_off.asset_id,
            seq=seq,
            number=write_off.number,
        )
        return bool(rows)

    def add_case(self, case: CustomerCase) -> None:
        self._desk.write(
            "INSERT INTO umlauf.customer_case (id, number, customer_id, kind, since_on, reference, opened_by,"
            " command_id) VALUES (%(id)s, %(number)s, %(customer)s, %(kind)s, %(since)s, %(reference)s, %(by)s,"
            " %(command)s)",
            id=case.id,
            number=case.number,
            customer=case.customer_id,
            kind=case.kind,
            since=case.since_on,
            reference=case.reference,
            by=self._desk.context.actor_id,
            command=self._desk.context.command_id,
        )
        if case.contact is not None:
            self._contact(case.id, case.contact, "INSERT INTO umlauf.customer_case_contact (case_id, name, email,"
                          " street, postcode, city, country) VALUES (%(id)s, %(name)s, %(email)s, %(street)s,"
                          " %(postcode)s, %(city)s, %(country)s)")  # fmt: skip

    def case(self, case_id: CaseId) -> CustomerCase:
        self._lock("customer case", case_id)
        rows = self._desk.rows("SELECT * FROM umlauf.customer_case WHERE id = %(id)s", id=case_id)
        if not rows:
            raise UnknownCase(case=case_id)
        return case_from(rows[0], contact_from(self._desk.rows(CONTACT_SQL, id=case_id)))

    def open_case(self, customer_id: CustomerId) -> CustomerCase | None:
        rows = self._desk.rows(OPEN_CASE_SQL, id=customer_id)
        return case_from(rows[0]) if rows else None

    def step_case(self, case: CustomerCase, step: CaseStep, on: date, why: str = "") -> None:
        self._desk.write(
            "UPDATE umlauf.customer_case SET status = %(status)s, lifted_on = %(on)s, lifted_why = %(why)s"
            " WHERE id = %(id)s AND status = 'open'",
            id=case.id,
            status=case.stepped(step).status,
            on=on,
            why=why,
        )

    def set_contact(self, case_id: CaseId, contact: Contact) -> None:
        self._contact(case_id, contact, "UPDATE umlauf.customer_case_contact SET name = %(name)s, email = %(email)s,"
                      " street = %(street)s, postcode = %(postcode)s, city = %(city)s, country = %(country)s"
                      " WHERE case_id = %(id)s")  # fmt: skip

    def running_contracts(self, customer_id: CustomerId) -> list[ContractId]:
        rows = self._desk.rows(
            "SELECT id FROM umlauf.contract WHERE customer_id = %(id)s AND NOT status = ANY(%(over)s) ORDER BY id",
            id=customer_id,
            over=[str(each) for each in OVER],
        )
        return [ContractId(row["id"]) for row in rows]

    def _contact(self, case_id: CaseId, contact: Contact, sql: str) -> None:
        address = contact.address
        self._desk.write(
            sql,
            id=case_id,
            name=contact.name.strip(),
            email=contact.email.strip(),
            street=address.street if address else "",
            postcode=address.postcode if address else "",
            city=address.city if address else "",
            country=address.country if address else "",
        )

    def _words(self, loss: Loss, words: str) -> None:
        if words:
            self._desk.write(
                "INSERT INTO umlauf.loss_words (loss_id, n, words) VALUES (%(id)s, %(n)s, %(words)s)",
                id=loss.id,
                n=len(loss.steps),
                words=words,
            )

    def _lock(self, what: str, thing_id: UUID) -> None:
        """That of the settlement ledger's kind: nobody of the office may update these rows."""
        self._desk.rows(_LOCK, what=what, id=str(thing_id))
