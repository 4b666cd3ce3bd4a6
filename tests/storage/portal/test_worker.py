"""The worker's hands: codes and wishes in turn on the connections of one thread."""

from uuid import uuid4

from domain.application import Seat
from domain.cancellations.model import Channel, DeclarationId
from domain.cancellations.receive_declaration import ReceiveDeclaration
from tests.storage.business import Business
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.portal_desk import HERE, PortalDesk


def test_codes_and_wishes_take_turns(business: Business) -> None:
    business.customer()
    desk = PortalDesk(business, 1)
    hands = chores(business.server.seat_dsn(Seat.WORKER, business.database), Letterbox(), business.clock)
    for _ in range(2):
        request_id = desk.door.ask_code("jonas@example.org", HERE, "de")
        hands.send_code(request_id)
        now = business.clock.now()
        declared = ReceiveDeclaration(DeclarationId(uuid4()), Channel.BUTTON, now, words="Schluss.", name="J")
        filed = desk.door.declare(declared, HERE)
        hands.carry_out_wish(filed.wish_id)
        hands.carry_out_wish(filed.wish_id)
        assert desk.door.outcome(filed.wish_id).is_done
        assert desk.door.receipt(filed.wish_id).number.startswith("DC-")
    hands.close()
    desk.close()
