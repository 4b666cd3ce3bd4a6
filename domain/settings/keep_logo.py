"""Papers get a logo, or another one; papers that are written keep theirs."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from domain.application import BESIDE, Command, Seat
from domain.clock import Clock
from domain.contracts.notes import FileDamaged, digest_of
from domain.ports import Unit
from domain.settings.book import Area, SettingsChanged, check_version
from domain.settings.logo import LogoId, check_logo


@dataclass(frozen=True, slots=True)
class KeepLogo(Command):
    """`version` is that of the settings of the business that the person saw. It is taken away with them."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    version: int
    logo_id: LogoId
    digest: str
    reason: str = ""
    content: bytes = field(default=b"", compare=False, repr=False, metadata=BESIDE)

    @classmethod
    def of(cls, version: int, logo_id: LogoId, content: bytes) -> "KeepLogo":
        return cls(version, logo_id, digest_of(content), content=content)


def keep_logo(command: KeepLogo, unit: Unit, _clock: Clock) -> SettingsChanged:
    """Raises LogoWrong, FileDamaged, SettingsChangedMeanwhile."""
    check_logo(command.content)
    if digest_of(command.content) != command.digest:
        raise FileDamaged
    kept = unit.settings.business()
    check_version(kept, command.version)
    unit.settings.keep_logo(command.logo_id, command.content)
    unit.settings.save(kept, replace(kept.value, logo=str(command.logo_id)), command.reason.strip())
    return SettingsChanged(Area.BUSINESS, kept.version + 1)
