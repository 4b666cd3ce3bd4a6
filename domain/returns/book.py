"""Where returns, claims and photos are kept, as use-cases ask for it."""

from collections.abc import Sequence
from typing import Protocol

from domain.assets.model import Asset
from domain.ids import AssetId, ContractId, ContractLineId, ReturnId
from domain.returns.claims import Claim, FoundDamage
from domain.returns.model import Return
from domain.returns.photos import KeptPhoto, Moment, PhotoId


class Returns(Protocol):
    """Every method that writes also writes the steps that were taken by this command."""

    def find(self, return_id: ReturnId) -> Return | None: ...

    def open_for(self, asset_id: AssetId) -> Return | None:
        """The return in which this asset is expected, None when none was announced."""
        ...

    def uninspected(self, asset_id: AssetId) -> Return | None:
        """The return with which it came last, where nobody has looked at it since."""
        ...

    def of_contract(self, contract_id: ContractId) -> list[Return]:
        """All that hold things of a contract and were not withdrawn, the oldest first; with that contract's things."""
        ...

    def going_out_again(self, contract_id: ContractId) -> list[ContractLineId]:
        """The lines of what came only to be repaired or replaced and for which nothing left yet, once for each thing;
        whether its parcel is opened already does not matter."""
        ...

    def add(self, case: Return) -> None: ...

    def save(self, case: Return) -> None:
        """What came of its lines."""
        ...

    def look(self, case: Return) -> None:
        """What was seen of its lines: missing, something else, inspected."""
        ...

    def move(self, case: Return) -> None:
        """To another last day."""
        ...

    def step(self, case: Return) -> None:
        """Its steps alone."""
        ...

    def withdraw(self, case: Return) -> None: ...

    def damages(self, return_id: ReturnId) -> Sequence[FoundDamage]:
        """In the order in which they were found."""
        ...

    def add_damage(self, return_id: ReturnId, found: FoundDamage) -> None: ...

    def claims(self, return_id: ReturnId) -> Sequence[Claim]:
        """Oldest first."""
        ...

    def add_claim(self, claim: Claim) -> None: ...

    def save_claim(self, claim: Claim) -> None:
        """Its state."""
        ...


class Photos(Protocol):
    def add(
        self, photo_id: PhotoId, asset: Asset, moment: Moment, return_id: ReturnId | None, photo: KeptPhoto
    ) -> None:
        """With where in its life the thing was: photos of one time out belong together."""
        ...
