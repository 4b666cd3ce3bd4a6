"""Ids and a day that the tests of availability share."""

from datetime import date
from uuid import UUID

A_DAY = date(2026, 6, 3)
STORE, VARIANT_ID, CUSTOMER = UUID(int=1), UUID(int=2), UUID(int=3)
