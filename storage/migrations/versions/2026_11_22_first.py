"""The first floor: house, catalogue, sales, assets, billing, commands, the ledger's rules, rights.

Revision ID: 0001
"""

from pathlib import Path

from alembic import op
from procrastinate.schema import SchemaManager

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_FOLDER = Path(__file__).resolve().parents[1] / "sql"
_OWNED = (
    "02_house",
    "03_catalogue",
    "04_sales",
    "05_assets",
    "06_billing",
    "07_commands",
    "08_ledger",
    "09_grants",
    "10_customers",
    "11_settlement",
    "12_notes",
    "13_bundles",
    "14_settings",
    "15_deliveries",
    "16_search",
    "17_supplies",
    "18_returns",
    "20_buyouts",
    "21_loyalty",
    "22_swaps",
    "24_declarations",
    "26_refunds",
    "27_repairs",
    "29_availability",
    "30_losses",
    "31_transfers",
    "32_maintenance",
    "33_inspections",
    "39_lifecycle",
    "40_payments",
    "41_dunning",
    "42_books",
    "43_mail",
    "44_checks",
    "45_portal",
    "47_notices",
    "46_bank_files",
    "48_figures",
    "49_till",
    "50_counter",
    "51_serving",
    "52_quotes",
    "53_exceptions",
    "54_imports",
    "56_labels",
    "55_till_post",
    "57_places",
    "59_scans",
)


def upgrade() -> None:
    """Objects belong to `umlauf_schema`, which cannot log in; roles and extensions are made by the administrator."""
    _run((_FOLDER / "01_roles.sql").read_text(encoding="utf-8"))
    _run("SET ROLE umlauf_schema")
    _run("SET search_path = umlauf_jobs")
    _run(SchemaManager.get_schema())
    _run("SET search_path = public")
    for name in _OWNED:
        _run((_FOLDER / f"{name}.sql").read_text(encoding="utf-8"))
    _run("RESET ROLE")


def downgrade() -> None:
    """There is no way back from the first floor but a backup."""
    raise RuntimeError("restore a backup instead")


def _run(sql: str) -> None:
    """Sends a whole script as it stands, without looking for parameters in it."""
    driver = op.get_bind().connection.driver_connection
    if driver is None:
        raise RuntimeError("the connection was closed under a migration")
    driver.execute(sql)
