"""Where declarations are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from domain.cancellations.model import Declaration, DeclarationId, Sender
    from domain.contracts.notes import KeptFile
    from domain.messages.contract_letter import Told


class DeclarationBook(Protocol):
    """Append-only: what was received stays, and every step is a row of its own."""

    def add(self, declaration: Declaration, sender: Sender, file: KeptFile | None) -> None: ...

    def get(self, declaration_id: DeclarationId) -> Declaration:
        """Raises UnknownDeclaration."""
        ...

    def sender(self, declaration_id: DeclarationId) -> Sender:
        """As the sender wrote it. Raises UnknownDeclaration."""
        ...

    def append(self, declaration: Declaration) -> None:
        """Its newest step. Raises Conflict when someone else took one meanwhile (at the latest when the unit ends)."""
        ...

    def promise(self, declaration_id: DeclarationId, told: Told) -> None:
        """A letter to the address in the declaration itself; its words are put in when it is sent."""
        ...
