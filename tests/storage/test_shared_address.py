"""A shared database is named from outside; what cannot be an address is refused before anything is tried."""

from pathlib import Path

import pytest

from storage.errors import DatabaseAddressWrong
from storage.home import open_home


@pytest.mark.parametrize("address", ["nonsense", "postgresql//umlauf:secret@server/db", "host=here colour=red"])
def test_no_address_is_refused_without_being_repeated(tmp_path: Path, address: str) -> None:
    with pytest.raises(DatabaseAddressWrong) as refused:
        open_home(tmp_path / "data", address, frozenset(), lambda _step: None)
    assert refused.value.facts == {}
    assert refused.value.__cause__ is None
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("address", ["postgresql://till@server:5433/umlauf?sslmode=require", "host=/run dbname=umlauf"])
def test_addresses_in_both_forms_are_taken(tmp_path: Path, address: str) -> None:
    assert open_home(tmp_path, address, frozenset(), lambda _step: None).shared == address
