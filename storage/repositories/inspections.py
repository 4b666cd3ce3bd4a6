"""Inspection forms with their versions, and what was answered by them."""

from collections.abc import Sequence
from typing import Final

from psycopg.types.json import Jsonb

from domain.assets.status import Grade
from domain.ids import AssetId, ProductId, ReturnId, VariantId
from domain.inspections.answers import Answer
from domain.inspections.book import Inspection, InspectionId
from domain.inspections.form import Form, FormId, FormPage, UnknownForm
from domain.maintenance.meters import Occasion
from domain.refurbishment.repairs import RepairId
from storage.codec import make_converter
from storage.database import Row
from storage.repositories.base import Desk

NEWEST: Final = "SELECT DISTINCT ON (id) * FROM umlauf.inspection_form ORDER BY id, version DESC"
FITTING: Final = (
    f"SELECT f.* FROM ({NEWEST}) f JOIN umlauf.variant v ON v.id = %(variant)s"  # noqa: S608 - constants only
    " JOIN umlauf.product g ON g.id = v.product_id WHERE NOT f.is_closed"
    " AND (f.product_id = g.id OR (f.product_id IS NULL AND f.category = g.category)) ORDER BY f.product_id, f.id"
)
_SAME: Final = (
    f"SELECT f.* FROM ({NEWEST}) f WHERE NOT f.is_closed AND f.id <> %(id)s"  # noqa: S608 - constants only
    " AND f.product_id IS NOT DISTINCT FROM %(product)s AND (f.product_id IS NOT NULL OR f.category = %(category)s)"
)
_LAST: Final = (
    "SELECT i.* FROM umlauf.inspection i WHERE i.asset_id = %(id)s AND i.filled_at >= (SELECT max(r.queued_at)"
    " FROM umlauf.refurbishment r WHERE r.asset_id = %(id)s) ORDER BY i.filled_at DESC, i.id DESC LIMIT 1"
)


def form_from(row: Row) -> Form:
    pages: list[FormPage] = make_converter().structure(row["pages"], list[FormPage])
    return Form(
        FormId(row["id"]),
        row["version"],
        row["name"],
        row["category"],
        None if row["product_id"] is None else ProductId(row["product_id"]),
        tuple(Occasion(each) for each in row["occasions"]),
        tuple(pages),
        row["is_closed"],
    )


def inspection_from(row: Row) -> Inspection:
    repair, case = row["repair_id"], row["return_id"]
    return Inspection(
        InspectionId(row["id"]),
        AssetId(row["asset_id"]),
        FormId(row["form_id"]),
        row["form_version"],
        Occasion(row["occasion"]),
        tuple(Answer(each["question"], each["value"]) for each in row["answers"]),
        row["passed"],
        None if row["grade"] is None else Grade(row["grade"]),
        tuple(row["failed"]),
        None if repair is None else RepairId(repair),
        None if case is None else ReturnId(case),
        row["filled_at"],
    )


class InspectionFile:
    """`domain.inspections.book.InspectionBook`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def form(self, form_id: FormId) -> Form:
        """Raises UnknownForm."""
        found = self._forms(f"SELECT f.* FROM ({NEWEST}) f WHERE f.id = %(id)s", id=form_id)  # noqa: S608 - constants only
        if not found:
            raise UnknownForm(form=form_id)
        return found[0]

    def fitting(self, variant_id: VariantId) -> list[Form]:
        return self._forms(FITTING, variant=variant_id)

    def same_target(self, form: Form) -> list[Form]:
        return self._forms(_SAME, id=form.id, product=form.product_id, category=form.category)

    def save_form(self, form: Form) -> None:
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.inspection_form (id, version, name, category, product_id, occasions, pages, is_closed,"
            " saved_at, actor_id, command_id) VALUES (%(id)s, %(version)s, %(name)s, %(category)s, %(product)s,"
            " %(occasions)s, %(pages)s, %(closed)s, %(at)s, %(actor)s, %(command)s)",
            id=form.id,
            version=form.version,
            name=form.name,
            category=form.category,
            product=form.product_id,
            occasions=Jsonb(list(form.occasions)),
            pages=Jsonb(make_converter().unstructure(form.pages)),
            closed=form.is_closed,
            at=context.effective_at,
            actor=context.actor_id,
            command=context.command_id,
        )

    def add(self, inspection: Inspection) -> None:
        context = self._desk.context
        answers = [{"question": each.question, "value": each.value} for each in inspection.answers]
        self._desk.write(
            "INSERT INTO umlauf.inspection (id, asset_id, form_id, form_version, occasion, answers, passed, grade,"
            " failed, repair_id, return_id, filled_at, actor_id, command_id) VALUES (%(id)s, %(asset)s, %(form)s,"
            " %(version)s, %(occasion)s, %(answers)s, %(passed)s, %(grade)s, %(failed)s, %(repair)s, %(case)s,"
            " %(at)s, %(actor)s, %(command)s)",
            id=inspection.id,
            asset=inspection.asset_id,
            form=inspection.form_id,
            version=inspection.version,
            occasion=inspection.occasion,
            answers=Jsonb(answers),
            passed=inspection.passed,
            grade=inspection.grade,
            failed=Jsonb(list(inspection.failed)),
            repair=inspection.repair_id,
            case=inspection.return_id,
            at=context.effective_at,
            actor=context.actor_id,
            command=context.command_id,
        )

    def last(self, asset_id: AssetId) -> Inspection | None:
        rows: Sequence[Row] = self._desk.rows(_LAST, id=asset_id)
        return inspection_from(rows[0]) if rows else None

    def _forms(self, sql: str, **values: object) -> list[Form]:
        return [form_from(row) for row in self._desk.rows(sql, **values)]
