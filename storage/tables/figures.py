"""What contracts are worth a month, kept so that it has not to be reckoned again for every look."""

from sqlalchemy import BigInteger, Column, Date, Integer, Table
from sqlalchemy.dialects.postgresql import DATERANGE

from storage.tables.base import metadata, ref, words

contract_worth = Table(
    "contract_worth",
    metadata,
    ref("contract_line_id", "contract_line.id", primary_key=True),
    Column("first_day", Date, primary_key=True),
    Column("days", DATERANGE, nullable=False),
    ref("contract_id", "contract.id", index=True),
    ref("customer_id", "customer.id"),
    words("currency"),
    Column("monthly_minor", BigInteger, nullable=False),
)

contract_reckoned = Table(
    "contract_reckoned",
    metadata,
    ref("contract_id", "contract.id", primary_key=True),
    Column("version", Integer, nullable=False),
    Column("customer_changes", Integer, nullable=False),
    words("rules"),
    Column("until_on", Date, nullable=True),
)
