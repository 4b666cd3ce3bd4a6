"""A seat that may give a command also has the rights to carry it out: the two lists never part."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from uuid import uuid4

import pytest

from domain.application import Application, Command, Envelope, NotForThisSeat, Seat
from domain.assets.receive_assets import ReceiveAssets
from domain.assets.status import Condition
from domain.assets.undo_receipt import UndoReceipt
from domain.billing.bill_contract import BillContract
from domain.billing.bill_customers import BillCustomers
from domain.billing.cancel_billing_run import CancelBillingRun
from domain.billing.check_numbers import CheckNumbers
from domain.billing.pay_out_balance import PayOutBalance
from domain.billing.periods import next_period_start
from domain.billing.record_payment import RecordPayment
from domain.billing.request_billing_run import RequestBillingRun
from domain.billing.reverse_payment import ReversePayment
from domain.billing.settlement import PaidBy
from domain.billing.use_balance import UseBalance
from domain.billing.void_number import VoidNumber
from domain.catalog.add_plan import AddPlan
from domain.catalog.add_product import AddProduct, NewPlan, NewVariant, ProductAdded
from domain.catalog.change_plan_offer import ChangePlanOffer
from domain.catalog.change_product import ChangeProduct, VariantEntry
from domain.catalog.model import ProductKind
from domain.catalog.plan_changes import AllowedChange, Direction
from domain.catalog.set_checklist import ChecklistPoint, SetChecklist
from domain.catalog.set_plan_changes import SetPlanChanges
from domain.catalog.set_plan_offered import SetPlanOffered
from domain.contracts.activate_contract import ActivateContract
from domain.contracts.add_line import AddLine
from domain.contracts.add_note import AddNote
from domain.contracts.announce_price_change import AnnouncePriceChange
from domain.contracts.apply_price_change import ApplyPriceChange
from domain.contracts.attach_file import AttachFile
from domain.contracts.bundle import Bundle, BundlePart, BundleRule
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.change_billing_day import ChangeBillingDay
from domain.contracts.change_interval import ChangeInterval
from domain.contracts.change_payment import ChangePayment
from domain.contracts.change_plan import ChangePlan
from domain.contracts.change_price import ChangePrice
from domain.contracts.change_quantity import ChangeQuantity
from domain.contracts.charge_once import ChargedItem, ChargeOnce
from domain.contracts.effective import NOW, When
from domain.contracts.end_line import EndLine
from domain.contracts.end_outage import EndOutage
from domain.contracts.end_returned_line import EndReturnedLine
from domain.contracts.erase_note import EraseNote
from domain.contracts.follow_ending import FollowEnding
from domain.contracts.follow_goods import FollowGoods
from domain.contracts.give_back_money import GiveBackMoney
from domain.contracts.giving_back import Gift
from domain.contracts.grant_discount import GrantDiscount
from domain.contracts.keep_contract import KeepContract
from domain.contracts.keep_part import KeepPart
from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion
from domain.contracts.move_end import MoveEnd
from domain.contracts.move_payment import MovePayment
from domain.contracts.move_start import MoveStart
from domain.contracts.notes import NoteId
from domain.contracts.parts import Discount, Pause
from domain.contracts.pause_contract import PauseContract
from domain.contracts.price_campaign import CampaignId, PriceRule
from domain.contracts.reach_day import ReachDay
from domain.contracts.record_objection import RecordObjection
from domain.contracts.remove_note import RemoveNote
from domain.contracts.report_outage import ReportOutage
from domain.contracts.resume_contract import ResumeContract
from domain.contracts.return_part import ReturnPart
from domain.contracts.settle_deposit import SettleDeposit
from domain.contracts.tell_price_change import TellPriceChange
from domain.contracts.tell_price_stays import TellPriceStays
from domain.contracts.terminate_contract import TerminateContract
from domain.contracts.undo_change import UndoChange
from domain.contracts.withdraw_contract import WithdrawContract
from domain.contracts.withdraw_price_change import WithdrawPriceChange
from domain.customers.change_address import ChangeAddress
from domain.customers.change_customer import ChangeCustomer
from domain.customers.change_vat_status import ChangeVatStatus
from domain.customers.model import Address, CustomerKind, PersonalData
from domain.customers.register_customer import RegisterCustomer
from domain.customers.renew_customers import RenewCustomers
from domain.deliveries.change_delivery import ChangeDelivery
from domain.deliveries.change_rhythm import ChangeRhythm
from domain.deliveries.deliver_once import DeliverOnce
from domain.deliveries.give_back_delivery import GiveBackDelivery
from domain.deliveries.restore_delivery import RestoreDelivery
from domain.deliveries.schedule import slots
from domain.deliveries.send_missed import SendMissed
from domain.deliveries.skip_delivery import SkipDelivery
from domain.handlers import HANDLERS
from domain.ids import AssetId, CommandId, ContractId, ContractLineId, CustomerId, VariantId
from domain.loyalty.agree_loyalty import AgreeLoyalty
from domain.loyalty.scheme import LoyaltyRule, Step
from domain.money import Money
from domain.orders.cancel_order import CancelOrder
from domain.orders.place_order import OrderedItem, OrderPlaced, PlaceOrder
from domain.period import Interval, Period, Unit
from domain.places.add_place import AddPlace
from domain.refunds.fail_refund import FailRefund
from domain.refunds.send_refund import SendRefund
from domain.refurbishment.book_repair_cost import BookRepairCost
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.model import PartUsed
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.announce_return import AnnounceReturn
from domain.returns.call_off_return import CallOffReturn
from domain.returns.model import Purpose
from domain.returns.replace_asset import ReplaceAsset, ReplaceReason
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.confirm_arrival import ConfirmArrival
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from domain.shipping.pick_consumable import PickConsumable
from domain.shipping.send_again import SendAgain
from domain.shipping.unpick_asset import UnpickAsset
from domain.supplies.count_supplies import CountSupplies
from domain.supplies.receive_supplies import ReceiveSupplies
from domain.tasks.clear_task import ClearTask
from domain.tasks.note_failed_job import NoteFailedJob
from domain.tasks.try_again import TryAgain
from tests.storage.availability_story import tell_promises
from tests.storage.bank_story import tell_bank
from tests.storage.books_story import tell_books
from tests.storage.business import Business
from tests.storage.buyout_story import tell_buyouts
from tests.storage.care_story import tell_care
from tests.storage.check_deeds import tell_checks
from tests.storage.counter_story import tell_counter
from tests.storage.declaration_story import tell_declarations
from tests.storage.dunning_story import tell_dunning
from tests.storage.import_story import tell_imports
from tests.storage.label_story import tell_labels
from tests.storage.life_of_all import unseen
from tests.storage.loss_story import tell_cases, tell_losses, tell_transfers
from tests.storage.loyalty_deeds import tell_loyalty
from tests.storage.mail_story import tell_letters
from tests.storage.matter_story import tell_matters
from tests.storage.payment_story import tell_payments
from tests.storage.portal_story import tell_portal
from tests.storage.quote_story import tell_quotes
from tests.storage.refund_story import tell_refunds
from tests.storage.repair_story import tell_repairs
from tests.storage.return_story import tell_returns
from tests.storage.scan_story import tell_scans
from tests.storage.serving_story import tell_serving
from tests.storage.settings_story import tell_settings
from tests.storage.stock_story import tell_stock
from tests.storage.swap_story import tell_swaps
from tests.storage.till_story import tell_tills
from tests.storage.trade import contract_of, days, edit, today


class Story:
    """Every command there is, in an order in which each makes sense. `seats` picks who gives it."""

    def __init__(self, business: Business, seat_for: Callable[[type[Command]], Seat]) -> None:
        self.business, self.seat_for, self.given = business, seat_for, set[str]()

    def do(self, command: Command) -> object:
        self.given.add(type(command).__name__)
        return self.business.answer(self.seat_for(type(command)), command).event

    def tell(self) -> None:
        place_id = self.do(AddPlace("C-04")).place_id
        self.do(SetChecklist("bike", (ChecklistPoint("brakes", "Bremsen", "Brakes"),)))
        self.do(SetChecklist("bike", ()))
        bike = self._product("Rad", ProductKind.GOODS, LineKind.RENTAL)
        oil = self._product("Öl", ProductKind.CONSUMABLE, LineKind.SALE)
        self._catalogue(bike, oil)
        personal = PersonalData("Jo", "Brückner", address=Address("Allee 1", "10435", "Berlin"))
        customer = self.do(RegisterCustomer(personal))
        assets = self.do(ReceiveAssets(bike.variant_ids[0], ("", ""))).asset_ids
        self.do(UndoReceipt((assets[1],)))
        items = (
            OrderedItem(bike.variant_ids[0], 1, bike.plan_ids[0]),
            OrderedItem(oil.variant_ids[0], 2, oil.plan_ids[0]),
        )
        order = self.do(PlaceOrder(customer.customer_id, items))
        self.do(ReceiveSupplies(oil.variant_ids[0], place_id, 5))
        self._send(order, assets[0], oil.variant_ids[0])
        self.do(CountSupplies(oil.variant_ids[0], place_id, 2, "eine Dose ausgelaufen"))
        self.do(ActivateContract(order.contract_id, today(self.business)))
        self.do(BillCustomers((customer.customer_id,), today(self.business) + days(2)))
        self._pay(customer.customer_id)
        self._supply(order.contract_id, oil)
        self._change(order.contract_id)
        self._end(customer.customer_id, items)
        self._miss(self.do(PlaceOrder(customer.customer_id, items)).contract_id, oil)
        self._reprice(order.contract_id)
        self._move(customer.customer_id)
        self._settle(order.contract_id)
        self._repair(order, assets[0])
        self._tell_house(customer.customer_id, order.contract_id)
        called_off = self.do(PlaceOrder(customer.customer_id, items, is_pick_up=True))
        self.do(CancelOrder(called_off.order_id, called_off.contract_id, "doch nicht"))
        declared = self.do(PlaceOrder(customer.customer_id, items))
        tell_declarations(self.do, self.business, declared.contract_id)
        self.do(AnnounceReturn(order.contract_id, today(self.business) + days(9)))
        back = self.do(TakeBackAsset(assets[0], Condition.USED))
        self.do(EndReturnedLine(order.contract_id, back.contract_line_id, today(self.business)))
        self.do(StartRefurbishment(assets[0]))
        parts = (PartUsed(oil.variant_ids[0], 1),)
        finished = self.business.answer(
            self.seat_for(FinishRefurbishment), FinishRefurbishment(assets[0], False, 5, (), parts, reason="frame")
        )
        [task] = self.business.rows("SELECT id FROM umlauf.task WHERE is_for_floor")
        self.do(ClearTask(task["id"]))
        self.given.add("FinishRefurbishment")
        self.do(BookRepairCost(assets[0], finished.command_id))
        asked = self.do(RequestBillingRun(today(self.business)))
        self.do(CancelBillingRun(asked.run_id))
        self._tell_processes(customer.customer_id, bike)
        self._explain_a_gap()
        self._keep_notes(order.contract_id)
        tell_books(self.do, self.business)
        tell_tills(self.do, self.business)
        tell_counter(self.do, self.business, bike)
        tell_stock(self.do, self.business, self.seat_for, bike, oil)

    def _tell_house(self, customer_id: CustomerId, contract_id: ContractId) -> None:
        tell_settings(self.do, self.business, customer_id, contract_id)
        tell_letters(self.do, self.business, customer_id)
        tell_matters(self.do, self.business)
        self.do(NoteFailedJob("check_numbers", "", "check_numbers", "", "KeyError"))
        [failed] = self.business.rows("SELECT id FROM umlauf.task WHERE kind = 'job_failed'")
        self.do(TryAgain(failed["id"]))

    def _tell_processes(self, customer_id: CustomerId, bike: ProductAdded) -> None:
        """What has a story of its own."""
        tell_returns(self.do, self.business, customer_id, bike)
        tell_buyouts(self.do, self.business, customer_id, bike)
        tell_repairs(self.do, self.business, bike)
        tell_care(self.do, self.business, bike)
        tell_labels(self.do)
        tell_scans(self.do, bike)
        tell_promises(self.do, self.business, customer_id, bike)
        tell_refunds(self.do, self.business, customer_id, bike)
        bigger = self._product("Rad L", ProductKind.GOODS, LineKind.RENTAL)
        tell_swaps(self.do, self.business, customer_id, bike, bigger)
        tell_loyalty(self.do, self.business, customer_id, bike)
        guard = self._product("Schutz", ProductKind.SERVICE, LineKind.SERVICE)
        tell_losses(self.do, self.business, customer_id, bike, guard)
        tell_cases(self.do, self.business, customer_id)
        tell_transfers(self.do, self.business, customer_id, bike)
        tell_checks(self.do, self.business, self.seat_for, bike)
        tell_payments(self.do, self.business)
        tell_bank(self.do, self.business)
        tell_imports(self.do, self.business)
        debtor = self.do(RegisterCustomer(PersonalData("Ida", "Säumig", address=Address("Allee 2", "10435", "Berlin"))))
        tell_dunning(self.do, self.business, debtor.customer_id, bike)
        self.given |= tell_portal(self.business)
        self.given |= tell_quotes(self.do, self.business, customer_id, bike)
        tell_serving(self.do, self.business, customer_id)

    def _keep_notes(self, contract_id: ContractId) -> None:
        note = NoteId(uuid4())
        self.do(AddNote(contract_id, note, "Ruft abends an."))
        self.do(AttachFile.of(contract_id, NoteId(uuid4()), "Unterschrift.pdf", b"%PDF-1.7 %%EOF"))
        self.do(RemoveNote(contract_id, note))
        self.do(EraseNote(contract_id, note))

    def _repair(self, order: OrderPlaced, asset: AssetId) -> None:
        """The thing comes to be repaired and goes out again; then it is to be replaced, and after all it is not."""
        day = today(self.business)
        self.do(ConfirmArrival(order.shipment_id, day))
        self.do(AnnounceReturn(order.contract_id, day, purpose=Purpose.REPAIR))
        back = self.do(TakeBackAsset(asset, Condition.DAMAGED_REPAIRABLE))
        again = self.do(SendAgain(order.contract_id, back.contract_line_id, back.return_id, asset, day))
        self.do(StartRefurbishment(asset))
        self.do(FinishRefurbishment(asset, True, 5, ()))
        self.do(PickAsset(again.shipment_id, asset))
        self.do(FinishPacking(again.shipment_id))
        self.business.clock.advance(days(1) / 24)
        self.do(DispatchShipment(again.shipment_id))
        self.do(FollowGoods(order.contract_id, day))
        replaced = self.do(ReplaceAsset(order.contract_id, asset, ReplaceReason.WORN))
        self.do(CallOffReturn(order.contract_id, replaced.return_id))

    def _pay(self, customer_id: CustomerId) -> None:
        """A payment bounces, a balance is used for what is open again; then too much, paid out twice."""
        invoice = self.business.rows("SELECT id, gross_minor FROM umlauf.invoice ORDER BY number LIMIT 1")[0]
        day, gross, five = today(self.business), Money(invoice["gross_minor"]), Money.of("5.00")
        first = self.do(RecordPayment(invoice["id"], gross, gross, day, reference="R-1"))
        self.do(RecordPayment(invoice["id"], Money(0), five, day, keeps_rest=True))
        self.do(ReversePayment(first.entry_id, day))
        self.do(UseBalance(customer_id, five, five))
        self.do(RecordPayment(invoice["id"], gross - five, gross, day, keeps_rest=True))
        out = self.do(PayOutBalance(customer_id, five, five, day, account="DE02120300000000202051"))
        self.do(FailRefund(out.refund_id, day, "Konto erloschen"))
        self.do(SendRefund(out.refund_id, five, day, PaidBy.CASH, other_way_agreed=True))

    def _explain_a_gap(self) -> None:
        with self.business.connection().connection() as admin:
            admin.execute("UPDATE umlauf.number_series SET next = next + 1 WHERE series LIKE 'R-2%'")
        [gap] = self.do(CheckNumbers()).missing
        self.do(VoidNumber(gap.series, gap.numbers[0], "Druck verunglückt"))

    def _catalogue(self, bike: ProductAdded, oil: ProductAdded) -> None:
        """Another plan for the bike, changed, led to from the first one, and taken out of the offer."""
        year = NewPlan("Jahr", LineKind.RENTAL, Money.of("99.00"))
        self.do(ChangeProduct(oil.product_id, "Kettenöl", "oil", (VariantEntry(None, NewVariant("OIL-2")),)))
        added = self.do(AddPlan(bike.product_id, year))
        changed = self.do(ChangePlanOffer(added.plan_id, replace(year, price=Money.of("89.00"))))
        up = AllowedChange(added.plan_id, Direction.UP, When.NOW)
        self.do(SetPlanChanges(bike.plan_ids[0], (up,)))
        self.do(SetPlanOffered(changed.plan_id, False))

    def _supply(self, contract_id: ContractId, oil: ProductAdded) -> None:
        """Oil by the month: one delivery skipped and sent after all, one larger, another rhythm, one in between."""
        line_id, euro = ContractLineId(uuid4()), Money.of("9.00")
        version = contract_of(self.business, contract_id).version
        supply = {"title": "Öl", "line_kind": LineKind.CONSUMABLE, "price": euro, "variant_id": oil.variant_ids[0]}
        self.do(AddLine(contract_id, version, line_id=line_id, **supply))
        contract = contract_of(self.business, contract_id)
        _, second, third = islice(slots(contract, contract.line(line_id)), 3)
        for kind, values in {
            SkipDelivery: {"line_id": line_id, "first_day": second.day},
            RestoreDelivery: {"line_id": line_id, "first_day": second.day},
            ChangeDelivery: {"line_id": line_id, "first_day": second.day, "quantity": Decimal(3)},
            ChangeRhythm: {"line_id": line_id, "first_day": third.day, "interval": Interval(Unit.WEEK, 2)},
            DeliverOnce: {"line_id": ContractLineId(uuid4()), "like_id": line_id},
        }.items():
            self.do(kind(contract_id, contract_of(self.business, contract_id).version, **values))

    def _miss(self, contract_id: ContractId, oil: ProductAdded) -> None:
        """Oil was agreed months ago and entered today: one period is sent late, another one's money goes back."""
        start, line_id = today(self.business) - days(100), ContractLineId(uuid4())
        self.do(ActivateContract(contract_id, start))
        entered = {"title": "Öl", "line_kind": LineKind.CONSUMABLE, "price": Money.of("9.00"), "reason": "vergessen"}
        version = contract_of(self.business, contract_id).version
        wanted = {"line_id": line_id, "variant_id": oil.variant_ids[0], "start_on": start + days(9)}
        self.do(AddLine(contract_id, version, **entered, **wanted))
        contract = contract_of(self.business, contract_id)
        first, second = islice(slots(contract, contract.line(line_id)), 2)
        self.do(SendMissed(contract_id, line_id, first.day))
        place = {"line_id": line_id, "first_day": second.day}
        self.do(GiveBackDelivery(contract_id, contract.version, "zu spät", **place))

    def _settle(self, contract_id: ContractId) -> None:
        """A deposit that the order brought with it, at the end."""
        version, line_id = LineVersion(None, Money.of("50.00"), Decimal(1)), ContractLineId(uuid4())
        deposit = ContractLine(line_id, 99, "Kaution", LineKind.DEPOSIT, "standard", (version,))
        last_day = today(self.business) + days(400)
        edit(self.business, contract_id, lambda contract: contract.line_added(deposit).ended(last_day))
        self.do(SettleDeposit(contract_id, contract_of(self.business, contract_id).version, line_id=line_id))
        self.do(BillContract(contract_id, today(self.business)))

    def _move(self, customer_id: CustomerId) -> None:
        day = today(self.business)
        self.do(ChangeAddress(customer_id, Address("Ring 1", "1010", "Wien", "AT")))
        self.do(ChangeVatStatus(customer_id, CustomerKind.COMPANY, "ATU12345678", checked_on=day))
        self.do(RenewCustomers((customer_id,), day))
        self.do(ChangeCustomer(customer_id, PersonalData("Jo", "Brückner-Weiß")))

    def _product(self, name: str, kind: ProductKind, line: LineKind) -> object:
        variant, plan = NewVariant(name, cost=Money.of("1.00")), NewPlan(name, line, Money.of("10.00"))
        return self.do(AddProduct(name, "bike", kind, (variant,), (plan,)))

    def _change(self, contract_id: ContractId) -> None:
        """Every change of a running contract, and the last one taken back."""
        line_id, first = contract_of(self.business, contract_id).lines[0].id, today(self.business)
        later = first.replace(year=first.year + 1)
        extra = ContractLineId(uuid4())
        euro = Money.of("1.00")
        for kind, values in {
            ChangePrice: {"line_id": line_id, "price": euro},
            ChangeQuantity: {"line_id": line_id, "quantity": Decimal(2)},
            ChangePlan: {"line_id": line_id, "title": "Rad L", "price": euro, "reason": "wie besprochen"},
            ChangeInterval: {"interval": Interval(Unit.MONTH, 2), "timing": NOW},
            ChangeBillingDay: {"day": 5},
            AddLine: {"line_id": extra, "title": "Schutz", "line_kind": LineKind.SERVICE, "price": euro},
            EndLine: {"line_id": extra, "last_day": later},
            PauseContract: {"pause": Pause(later, later + days(90))},
            ResumeContract: {"resume_on": later + days(60)},
            GrantDiscount: {"discount": Discount("ten", "Zehn", Decimal(10), from_on=first)},
            AgreeLoyalty: {"title": "Treue", "rule": LoyaltyRule((Step(13, Decimal(5)),))},
            GiveBackMoney: {"gift": Gift("late", Period(first, later), euro)},
            ChargeOnce: {"items": (ChargedItem(ContractLineId(uuid4()), "Klingel", euro),)},
            ReportOutage: {"line_id": line_id, "since": first},
            EndOutage: {"line_id": line_id, "until": first + days(1)},
            CancelContract: {"received_on": first},
            KeepContract: {},
            MoveStart: {"start_on": first + days(3)},
            MoveEnd: {"last_day": later + days(200)},
            UndoChange: {},
        }.items():
            self.do(kind(contract_id, contract_of(self.business, contract_id).version, **values))
        self._change_payments(contract_id, line_id)
        self._change_parts(contract_id, line_id)

    def _end(self, customer_id: CustomerId, items: tuple[OrderedItem, ...]) -> None:
        """The other ways in which contracts end, and the worker's daily look."""
        day = today(self.business)
        ends = ((TerminateContract, {"reason": "zwei Mieten offen"}), (WithdrawContract, {"received_on": day}))
        for kind, values in ends:
            order = self.do(PlaceOrder(customer_id, items))
            self.do(ActivateContract(order.contract_id, day))
            self.do(kind(order.contract_id, contract_of(self.business, order.contract_id).version, **values))
            self.do(FollowEnding(order.contract_id, day))
            self.do(ReachDay((order.contract_id,), day + days(1)))

    def _reprice(self, contract_id: ContractId) -> None:
        campaign, day = CampaignId(uuid4()), today(self.business)
        later, rule = day + days(40), PriceRule(Decimal(5))
        self.do(AnnouncePriceChange(campaign, "Neue Preise", rule, later, day + days(20), (contract_id,)))
        self.do(TellPriceChange(campaign, (contract_id,)))
        self.do(RecordObjection(campaign, contract_id, day))
        self.do(ApplyPriceChange(campaign, (contract_id,), later))
        self.do(WithdrawPriceChange(campaign))
        self.do(TellPriceStays(campaign))

    def _change_payments(self, contract_id: ContractId, line_id: ContractLineId) -> None:
        for kind, name, value in ((MovePayment, "due_on", days(20)), (ChangePayment, "price", Money.of("2.00"))):
            contract = contract_of(self.business, contract_id)
            first_day = next_period_start(contract, contract.line(line_id), today(self.business) + days(30))
            given = first_day + value if name == "due_on" else value
            self.do(kind(contract_id, contract.version, line_id=line_id, first_day=first_day, **{name: given}))

    def _change_parts(self, contract_id: ContractId, line_id: ContractLineId) -> None:
        """A line of two things under one price, of which one comes back and is sent again."""
        parts = tuple(BundlePart(VariantId(uuid4()), title, 1, Decimal(50)) for title in ("Rad", "Sitz"))
        made = Bundle(BundleRule.SHARES, parts, Money.of("1.00"), Interval(Unit.MONTH))
        edit(self.business, contract_id, lambda contract: _with_bundle(contract, line_id, made))
        part, day = {"line_id": line_id, "variant_id": parts[0].variant_id}, today(self.business)
        for kind, values in {ReturnPart: {"last_day": day + days(3)}, KeepPart: {"from_on": day + days(9)}}.items():
            self.do(kind(contract_id, contract_of(self.business, contract_id).version, **part, **values))

    def _send(self, order: OrderPlaced, asset: AssetId, oil: object) -> None:
        shipment = order.shipment_id
        self.do(PickAsset(shipment, asset))
        self.do(UnpickAsset(shipment, asset))
        self.do(PickAsset(shipment, asset))
        self.do(PickConsumable(shipment, oil, 2))
        self.do(FinishPacking(shipment))
        self.do(DispatchShipment(shipment, "00340434"))


def _with_bundle(contract: Contract, line_id: ContractLineId, bundle: Bundle) -> Contract:
    lines = (replace(line, bundle=bundle) if line.id == line_id else line for line in contract.lines)
    return replace(contract, lines=tuple(lines))


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_every_seat_that_may_give_a_command_can(business: Business, place: int) -> None:
    """Told once with the first seat of each command's list, and so on to the fourth. What customers may give as well
    is in `tests/scenarios/test_stories_of_the_portal.py`."""

    def seat_for(command: type[Command]) -> Seat:
        seats = sorted(command.seats - {Seat.PORTAL})
        return seats[min(place, len(seats) - 1)]

    assert all(len(command.seats - {Seat.PORTAL}) <= 4 for command in HANDLERS)
    story = Story(business, seat_for)
    story.tell()
    untold = {command.__name__ for command in HANDLERS} - story.given
    assert untold <= {"RunBilling"}, "tell the story of the new command too"
    if place == 0:
        assert unseen(business) == {}, "the timelines do not show it: see domain/views/lifecycle_told.py"


def test_no_seat_gives_the_command_of_another(business: Business) -> None:
    """The program refuses it before asking, and the database refuses it if the program would not."""
    command = AddPlace("C-05")
    for seat in (Seat.WAREHOUSE, Seat.POS, Seat.BACKOFFICE, Seat.WORKER):
        with pytest.raises(NotForThisSeat):
            business.answer(seat, command)
        _, person, gate = business.seats[seat]
        careless = Application(gate, HANDLERS, Seat.OWNER)
        with pytest.raises(NotForThisSeat):
            careless.run(Envelope(CommandId(uuid4()), command, person))
    assert business.rows("SELECT FROM umlauf.place") == []
