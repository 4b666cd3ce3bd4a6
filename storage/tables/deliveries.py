"""Supplies of running contracts: which shipment is for which period of which line."""

from sqlalchemy import CheckConstraint, Column, Date, Table

from storage.tables.base import metadata, ref

delivery = Table(
    "delivery",
    metadata,
    ref("contract_line_id", "contract_line.id", primary_key=True),
    Column("first_day", Date, primary_key=True),
    Column("past", Date, nullable=False),
    ref("shipment_id", "shipment.id", index=True),
    CheckConstraint("first_day < past", name="days"),
)
"""The period is half-open: `past` is the first day after it. A row goes when its open shipment is cancelled."""
