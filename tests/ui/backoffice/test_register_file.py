"""The register as a file: whole, also what the page does not show, and no formula in it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from domain.application import Seat
from domain.billing.void_number import VoidNumber
from tests.storage.test_billing_run import some_customers
from tests.ui.backoffice.conftest import Office
from ui.backoffice.billing import register_file
from ui.backoffice.billing.view import BillingPage


def test_the_whole_series_is_saved(desk_of_anna: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In portions of two, with a number that was made void, and one that nobody can explain."""
    monkeypatch.setattr(register_file, "PORTION", 2)
    some_customers(desk_of_anna.business, 3)
    with desk_of_anna.business.connection().connection() as admin:
        admin.execute("UPDATE umlauf.number_series SET next = next + 2")
    desk_of_anna.business.do(Seat.OWNER, VoidNumber("R-2026", 4, "=Druck verunglückt"))
    page = desk_of_anna.show(BillingPage(desk_of_anna.desk, desk_of_anna.shell), "numbers")
    assert isinstance(page, BillingPage)
    path = tmp_path / "R-2026.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    page.numbers.whole.click()
    desk_of_anna.settle()
    head, *lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert head.startswith("Number;Series of numbers;Status;Document;Date;Customer;Net;VAT;Gross;")
    assert [line.split(";")[0] for line in lines] == [f"R-2026-{n:06d}" for n in (5, 4, 3, 2, 1)]
    assert lines[0].startswith("R-2026-000005;R-2026;missing;")
    assert lines[1].endswith(";'=Druck verunglückt;Lena")
    assert "66.39;12.61;79.00" in lines[4].replace("€", "")
    assert desk_of_anna.shell.toasts[-1] == "5 numbers saved: R-2026.csv"
