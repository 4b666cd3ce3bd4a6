"""What a customer at the counter may want of a contract, each as a small form that makes a wish of its fields."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from domain.application import Command
from domain.buyout.accept_offer import AcceptOffer
from domain.buyout.ask_buyout import AskBuyout
from domain.catalog.plan import PricePlan
from domain.contracts.add_line import AddLine
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.model import LineKind
from domain.contracts.parts import EndKind, Pause
from domain.contracts.pause_contract import PauseContract
from domain.contracts.resume_contract import ResumeContract
from domain.customers.change_address import ChangeAddress
from domain.customers.model import Address
from domain.ids import ContractLineId, VariantId
from domain.portal.change_contact import LONGEST, ChangeContact
from domain.serving.note_mail_address import NoteMailAddress
from domain.swaps.agree_swap import AgreeSwap
from domain.swaps.call_off_swap import CallOffSwap
from domain.swaps.model import SwapId, SwapOrder, SwapReason
from domain.views.buyouts import OfferTold
from domain.views.portal import ContractView, OwnThing
from domain.views.serving import AgreedSwap
from domain.views.swaps import SwapOption, SwapThing
from ui.cancellation_words import cancel_reason_words
from ui.labels import label
from ui.language import _, shown_date, shown_money
from ui.pos.service.front import Counter, Front
from ui.pos.service.wish import Make, Values, WishDialog
from ui.shell.port import Shell
from ui.widgets.forms import ChoiceField, DateField, NumberField, TextField, WrongEntry

ONCE = frozenset({LineKind.SALE, LineKind.FEE})
_REASONS = tuple(each for each in SwapReason if each is not SwapReason.LOST)


class Deeds:
    """Makes the dialogs of one page; `begun` gets each before it is opened."""

    def __init__(self, counter: Counter, shell: Shell, parent: QWidget, begun: Callable[[WishDialog], None]) -> None:
        self._counter, self._shell, self._parent, self._begun = counter, shell, parent, begun

    def pause(self, front: Front, view: ContractView) -> None:
        made = self._made(
            _("Pause {number}").format(number=view.contract.number),
            _("Nothing is charged while it rests; the term is as much longer. {days} days are the most.").format(
                days=front.longest_pause
            ),
            _("Pause"),
            lambda values: PauseContract(
                *_ids(view), pause=Pause(values["from_on"], values["resume_on"], moves_end=True)
            ),
        )
        first = front.today + timedelta(days=1)
        made.add(
            from_on=DateField(_("First day of the pause"), first, earliest=front.today),
            resume_on=DateField(_("Goes on from"), first + timedelta(days=28), earliest=first),
        )
        made.begin()

    def resume(self, front: Front, view: ContractView) -> None:
        about = _("What was paused for longer is charged again from that day.")
        made = self._made(
            _("End the pause of {number}").format(number=view.contract.number),
            about,
            _("Go on"),
            lambda values: ResumeContract(*_ids(view), resume_on=values["resume_on"]),
        )
        made.add(resume_on=DateField(_("Goes on from"), front.today, earliest=front.today))
        made.begin()

    def cancel(self, front: Front, view: ContractView) -> None:
        fee = ContractLineId(uuid4())

        def make(values: Values) -> Command:
            is_early = values["kind"] is EndKind.EARLY
            return CancelContract(
                *_ids(view),
                received_on=front.today,
                end_kind=values["kind"],
                fee_line_id=fee if is_early else None,
                cause=values["cause"],
            )

        about = _("Notice is taken in today, and confirmed by a letter at once.")
        made = self._made(_("End {number}").format(number=view.contract.number), about, _("Take notice in"), make)
        kinds = [(EndKind.ORDINARY, _("As the contract says"))]
        if view.early_fee is not None:
            words = _("Before that, for {amount}").format(amount=shown_money(view.early_fee))
            kinds.append((EndKind.EARLY, words))
        causes = [("", _("not said")), *((each, cancel_reason_words(each)) for each in front.causes)]
        made.add(kind=ChoiceField(_("When"), kinds), cause=ChoiceField(_("Why"), causes))
        made.begin()

    def swap(self, front: Front, view: ContractView, thing: SwapThing, then: Callable[[AgreeSwap, Any], None]) -> None:
        """`then` gets what was agreed, and what came of it: the things change hands next."""

        def make(values: Values) -> Command:
            option: SwapOption = values["option"]
            return AgreeSwap(
                view.contract.id,
                thing.asset_id,
                option.variant_id,
                option.plan_id,
                values["reason"],
                front.today,
                SwapOrder.COUNTER,
            )

        about = _("Both change hands here. Dearer counts from the hand-over, cheaper from the return, to the day.")
        made = self._made(_("Swap {title}").format(title=thing.title), about, _("Agree swap"), make)
        options = [(each, option_words(each)) for each in thing.options if each.refusal is None]
        made.add(option=ChoiceField(_("For"), options))
        made.add(reason=ChoiceField(_("Why"), [(each, label(each)) for each in _REASONS]))
        made.done_with = lambda event: _after_swap(made, then, event)
        made.begin()

    def ask_price(self, view: ContractView, thing: OwnThing, then: Callable[[], None]) -> None:
        about = _("The price follows the house's rules. The offer is binding for us until its day, and sent by letter.")
        made = self._made(
            _("What {title} would cost to keep").format(title=thing.title),
            about,
            _("Make an offer"),
            lambda _values: AskBuyout(view.contract.id, (thing.asset_id,)),
        )
        made.previews = False
        made.done_with = lambda _event: then()
        made.begin()

    def buy(self, view: ContractView, told: OfferTold, then: Callable[[], None]) -> None:
        until = shown_date(told.offer.valid_until)
        about = _("{things} for {amount}. The offer holds until {day}; it is theirs when it is paid.").format(
            things=told.things, amount=shown_money(told.asked.gross), day=until
        )
        made = self._made(
            _("Accept offer {number}").format(number=told.offer.number),
            about,
            _("Buy"),
            lambda _values: AcceptOffer(told.offer.id, *_ids(view)),
        )
        made.done_with = lambda _event: then()
        made.begin()

    def call_off(self, swap: AgreedSwap, swap_id: SwapId, then: Callable[[], None]) -> None:
        about = _(
            "They keep {title} ({code}). What has gone out already is asked back, and the bills stay as they were."
        )
        made = self._made(
            _("Call the swap off"),
            about.format(title=swap.old_title, code=swap.code),
            _("Call it off"),
            lambda values: CallOffSwap(swap_id, values["why"]),
        )
        made.previews = False
        made.add(why=TextField(_("Why"), longest=120))
        made.done_with = lambda _event: then()
        made.begin()

    def charge(
        self, view: ContractView, choices: list[tuple[tuple[VariantId, PricePlan], str]], then: Callable[[], None]
    ) -> None:
        line_id = ContractLineId(uuid4())

        def make(values: Values) -> Command:
            (_variant, plan), quantity = values["item"], values["quantity"]
            return AddLine(
                *_ids(view),
                line_id=line_id,
                title=values["title"] or plan.name,
                line_kind=plan.kind,
                price=plan.price,
                vat=plan.vat,
                quantity=quantity,
                means_of_transport=plan.means_of_transport,
                plan_id=plan.id,
            )

        about = _("Charged once, at the price of the catalogue, on a bill of its own that can be paid at once.")
        made = self._made(
            _("Charge something to {number}").format(number=view.contract.number), about, _("Charge it"), make
        )
        made.add(item=ChoiceField(_("What"), choices))
        quantity = NumberField(_("How many"), least=Decimal(1), most=Decimal(99), places=0)
        quantity.set_value(1)
        made.add(title=TextField(_("As the bill says it"), longest=120), quantity=quantity)
        made.done_with = lambda _event: then()
        made.begin()

    def move(self, front: Front) -> None:
        known = front.customer.personal.address or Address("", "", "")

        def make(values: Values) -> Command:
            address = Address(values["street"], values["postcode"], values["city"], known.country)
            if not address.is_complete:
                raise WrongEntry
            return ChangeAddress(front.customer.id, address, values["from_on"])

        about = _("Papers and parcels go there from that day on. Another country is for the back office.")
        made = self._made(_("Another address"), about, _("Change address"), make)
        fields = {"street": _("Street and number"), "postcode": _("Postcode"), "city": _("Town")}
        for name, words in fields.items():
            field = TextField(words, required=True, longest=120)
            field.set_value(getattr(known, name))
            made.add(**{name: field})
        made.add(from_on=DateField(_("From"), front.today, earliest=front.today))
        made.begin()

    def contact(self, front: Front) -> None:
        made = self._made(
            _("Telephone and language"),
            _("Letters are written in this language from now on."),
            _("Save"),
            lambda values: ChangeContact(front.customer.id, values["phone"], values["language"]),
        )
        phone = TextField(_("Telephone"), longest=LONGEST)
        phone.set_value(front.customer.personal.phone)
        language = ChoiceField(_("Language"), [("de", _("German")), ("en", _("English"))])
        language.set_value(front.customer.language)
        made.add(phone=phone, language=language)
        made.begin()

    def mail(self, front: Front) -> None:
        made = self._made(
            _("Another mail address"),
            _("Letters go there from now on. The former address is told of it."),
            _("Save"),
            lambda values: NoteMailAddress(front.customer.id, values["email"]),
        )
        email = TextField(_("Mail address"), longest=254)
        email.set_value(front.customer.personal.email)
        made.add(email=email)
        made.begin()

    def _made(self, title: str, detail: str, deed: str, make: Make) -> WishDialog:
        made = WishDialog(self._counter, self._shell, self._parent, title=title, detail=detail, deed=deed, make=make)
        self._begun(made)
        return made


def option_words(option: SwapOption) -> str:
    return f"{option.title} · {option.plan} · {shown_money(option.price)}"


def _ids(view: ContractView) -> tuple[Any, int]:
    return view.contract.id, view.contract.version


def _after_swap(made: WishDialog, then: Callable[[AgreeSwap, Any], None], event: Any) -> None:
    command = made.command()
    if isinstance(command, AgreeSwap):
        then(command, event)
