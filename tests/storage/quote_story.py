"""Every command of quotes, given once by who may give it."""

from collections.abc import Callable
from uuid import uuid4

from domain.application import Command
from domain.catalog.add_product import ProductAdded
from domain.ids import CustomerId
from domain.messages.contract_letter import LetterKind
from domain.money import Money
from domain.orders.place_order import OrderedItem
from domain.portal.codes import token_digest
from domain.quotes.accept_quote import AcceptedBy, AcceptQuote
from domain.quotes.decline_quote import DeclineQuote
from domain.quotes.expire_quotes import ExpireQuotes
from domain.quotes.make_quote import MakeQuote, QuoteMade
from domain.quotes.make_quote_link import MakeQuoteLink
from domain.quotes.see_quote import SeeQuote
from domain.quotes.send_quote import SendQuote
from domain.quotes.tell_quote import TellQuote
from domain.settings.change_postage import ChangePostage
from domain.settings.change_quote_settings import ChangeQuoteSettings
from domain.settings.postage import PostageSettings, PostageZone
from domain.settings.quotes import QuoteSettings
from tests.storage.business import Business
from tests.storage.portal_desk import HERE, PortalDesk
from tests.storage.trade import days, today

Do = Callable[[Command], object]
SECRET = "5c2e" * 16


def tell_quotes(do: Do, business: Business, customer_id: CustomerId, bike: ProductAdded) -> set[str]:
    """Names what was given through the pages."""
    do(ChangeQuoteSettings(0, QuoteSettings(10)))
    zone = PostageZone("Versand nach Österreich", ("AT",), Money.of("19.90"), Money.of("16.72"))
    do(ChangePostage(0, PostageSettings((zone,))))
    items = (OrderedItem(bike.variant_ids[0], 1, bike.plan_ids[0]),)

    def made(**more: bool) -> QuoteMade:
        quote = do(MakeQuote(items, customer_id, **more))
        assert isinstance(quote, QuoteMade)
        return quote

    draft = made(sends=False)
    do(SendQuote(draft.quote_id))
    do(TellQuote(draft.quote_id, LetterKind.QUOTE))
    do(MakeQuoteLink(draft.quote_id, token_digest(SECRET).hex()))
    desk = PortalDesk(business, 1)
    wish = uuid4()
    desk.door.answer_quote(SECRET, SeeQuote(draft.quote_id), HERE, wish)
    desk.carry_out(wish)
    desk.close()
    do(AcceptQuote(draft.quote_id, "Jo Brückner", has_terms=True, has_withdrawal=True, by=AcceptedBy.PHONE))
    do(DeclineQuote(made().quote_id))
    made()
    do(ExpireQuotes(today(business) + days(30)))
    return {"SeeQuote"}
