"""What follows from a declaration's facts, as the worker draws it."""

from collections.abc import Callable
from datetime import date

from domain.application import Command, Event
from domain.cancellations.carry_out_declaration import DeclarationCarriedOut
from domain.cancellations.match_declaration import MatchDeclaration
from domain.cancellations.moving import DeclarationMoved
from domain.cancellations.receive_declaration import DeclarationReceived
from domain.cancellations.set_aside_declaration import Aside, SetAsideDeclaration
from domain.cancellations.take_back_declaration import TakeBackDeclaration
from domain.cancellations.tell_declaration import News, TellDeclaration
from domain.contracts.follow_ending import FollowEnding

Run = Callable[[str, Command], Event]


def follow_cancellation(command: Command, event: Event, day: date, run: Run) -> bool:
    """Whether the fact was one of a declaration."""
    if isinstance(event, DeclarationReceived):
        run("tell", TellDeclaration(event.declaration_id, News.RECEIVED))
    elif isinstance(event, DeclarationCarriedOut):
        run("ending", FollowEnding(event.contract_id, day, event.received_at))
    elif isinstance(event, DeclarationMoved):
        _moved(command, event, day, run)
    else:
        return False
    return True


def _moved(command: Command, event: DeclarationMoved, day: date, run: Run) -> None:
    if isinstance(command, MatchDeclaration):
        run("tell", TellDeclaration(event.declaration_id, News.MATCHED))
    elif isinstance(command, SetAsideDeclaration) and command.because is Aside.NOT_OURS:
        run("tell", TellDeclaration(event.declaration_id, News.NOT_OURS))
    elif isinstance(command, TakeBackDeclaration) and event.contract_id is not None:
        run("ending", FollowEnding(event.contract_id, day, tells=False))
        run("tell", TellDeclaration(event.declaration_id, News.TAKEN_BACK))
