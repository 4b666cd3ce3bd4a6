"""Every command with its handler: the complete list of what can be done in the house."""

from collections.abc import Mapping
from typing import Final

from domain.application import Command, Handler
from domain.assets.receive_assets import ReceiveAssets, receive_assets
from domain.assets.undo_receipt import UndoReceipt, undo_receipt
from domain.availability.drop_expectation import DropExpectation, drop_expectation
from domain.availability.expect_receipt import ExpectReceipt, expect_receipt
from domain.availability.join_waiting_list import JoinWaitingList, join_waiting_list
from domain.availability.leave_waiting_list import LeaveWaitingList, leave_waiting_list
from domain.availability.look_at_availability import LookAtAvailability, look_at_availability
from domain.availability.move_expectation import MoveExpectation, move_expectation
from domain.availability.release_reservation import ReleaseReservation, release_reservation
from domain.availability.reserve_product import ReserveProduct, reserve_product
from domain.banking.handlers import BANK_HANDLERS
from domain.billing.bill_contract import BillContract, bill_contract
from domain.billing.bill_customers import BillCustomers, bill_customers
from domain.billing.cancel_billing_run import CancelBillingRun, cancel_billing_run
from domain.billing.check_numbers import CheckNumbers, check_numbers
from domain.billing.hold_billing import HoldBilling, hold_billing
from domain.billing.pay_out_balance import PayOutBalance, pay_out_balance
from domain.billing.record_payment import RecordPayment, record_payment
from domain.billing.release_billing import ReleaseBilling, release_billing
from domain.billing.request_billing_run import RequestBillingRun, request_billing_run
from domain.billing.reverse_payment import ReversePayment, reverse_payment
from domain.billing.use_balance import UseBalance, use_balance
from domain.billing.void_number import VoidNumber, void_number
from domain.bookkeeping.handlers import BOOKKEEPING_HANDLERS
from domain.buyout.accept_offer import AcceptOffer, accept_offer
from domain.buyout.ask_buyout import AskBuyout, ask_buyout
from domain.buyout.expire_offers import ExpireOffers, expire_offers
from domain.buyout.offer_buyout import OfferBuyout, offer_buyout
from domain.buyout.set_buyout_rules import SetBuyoutRules, set_buyout_rules
from domain.buyout.settle_buyouts import SettleBuyouts, settle_buyouts
from domain.buyout.take_back_buyout import TakeBackBuyout, take_back_buyout
from domain.buyout.tell_offer import TellOffer, tell_offer
from domain.buyout.withdraw_offer import WithdrawOffer, withdraw_offer
from domain.cancellations.carry_out_declaration import CarryOutDeclaration, carry_out_declaration
from domain.cancellations.match_declaration import MatchDeclaration, match_declaration
from domain.cancellations.receive_declaration import ReceiveDeclaration, receive_declaration
from domain.cancellations.reopen_declaration import ReopenDeclaration, reopen_declaration
from domain.cancellations.set_aside_declaration import SetAsideDeclaration, set_aside_declaration
from domain.cancellations.take_back_declaration import TakeBackDeclaration, take_back_declaration
from domain.cancellations.tell_declaration import TellDeclaration, tell_declaration
from domain.catalog.add_plan import AddPlan, add_plan
from domain.catalog.add_product import AddProduct, add_product
from domain.catalog.change_plan_offer import ChangePlanOffer, change_plan_offer
from domain.catalog.change_product import ChangeProduct, change_product
from domain.catalog.set_checklist import SetChecklist, set_checklist
from domain.catalog.set_plan_changes import SetPlanChanges, set_plan_changes
from domain.catalog.set_plan_offered import SetPlanOffered, set_plan_offered
from domain.checks.handlers import CHECK_HANDLERS
from domain.contracts.activate_contract import ActivateContract, activate_contract
from domain.contracts.add_line import AddLine
from domain.contracts.add_note import AddNote, add_note
from domain.contracts.announce_price_change import AnnouncePriceChange, announce_price_change
from domain.contracts.apply_price_change import ApplyPriceChange, apply_price_change
from domain.contracts.attach_file import AttachFile, attach_file
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.change_billing_day import ChangeBillingDay
from domain.contracts.change_interval import ChangeInterval
from domain.contracts.change_payment import ChangePayment
from domain.contracts.change_payment_terms import ChangePaymentTerms
from domain.contracts.change_plan import ChangePlan
from domain.contracts.change_price import ChangePrice
from domain.contracts.change_quantity import ChangeQuantity
from domain.contracts.changing import ContractChange, change_contract
from domain.contracts.charge_once import ChargeOnce
from domain.contracts.end_line import EndLine
from domain.contracts.end_outage import EndOutage
from domain.contracts.end_returned_line import EndReturnedLine, end_returned_line
from domain.contracts.erase_note import EraseNote, erase_note
from domain.contracts.follow_ending import FollowEnding, follow_ending
from domain.contracts.follow_goods import FollowGoods, follow_goods
from domain.contracts.give_back_money import GiveBackMoney
from domain.contracts.grant_discount import GrantDiscount
from domain.contracts.keep_contract import KeepContract
from domain.contracts.keep_part import KeepPart
from domain.contracts.move_end import MoveEnd
from domain.contracts.move_payment import MovePayment
from domain.contracts.move_start import MoveStart
from domain.contracts.pause_contract import PauseContract
from domain.contracts.reach_day import ReachDay, reach_day
from domain.contracts.record_objection import RecordObjection, record_objection
from domain.contracts.remove_note import RemoveNote, remove_note
from domain.contracts.report_outage import ReportOutage
from domain.contracts.resume_contract import ResumeContract
from domain.contracts.return_part import ReturnPart
from domain.contracts.settle_deposit import SettleDeposit
from domain.contracts.tell_price_change import TellPriceChange, tell_price_change
from domain.contracts.tell_price_stays import TellPriceStays, tell_price_stays
from domain.contracts.terminate_contract import TerminateContract
from domain.contracts.undo_change import UndoChange, undo_change
from domain.contracts.withdraw_contract import WithdrawContract
from domain.contracts.withdraw_price_change import WithdrawPriceChange, withdraw_price_change
from domain.counter.handlers import COUNTER_HANDLERS
from domain.counts.handlers import COUNT_HANDLERS
from domain.customers.change_address import ChangeAddress, change_address
from domain.customers.change_customer import ChangeCustomer, change_customer
from domain.customers.change_vat_status import ChangeVatStatus, change_vat_status
from domain.customers.register_customer import RegisterCustomer, register_customer
from domain.customers.renew_customers import RenewCustomers, renew_customers
from domain.deliveries.change_delivery import ChangeDelivery
from domain.deliveries.change_rhythm import ChangeRhythm
from domain.deliveries.deliver_once import DeliverOnce
from domain.deliveries.give_back_delivery import GiveBackDelivery
from domain.deliveries.restore_delivery import RestoreDelivery
from domain.deliveries.send_missed import SendMissed, send_missed
from domain.deliveries.skip_delivery import SkipDelivery
from domain.dunning.handlers import DUNNING_HANDLERS
from domain.imports.handlers import IMPORT_HANDLERS
from domain.inspections.fill_inspection import FillInspection, fill_inspection
from domain.inspections.save_form import SaveForm, save_form
from domain.kpis.change_depreciation import ChangeDepreciation, change_depreciation
from domain.labels.save_template import SaveTemplate, save_template
from domain.losses.handlers import LOSS_HANDLERS
from domain.loyalty.add_scheme import AddScheme, add_scheme
from domain.loyalty.agree_loyalty import AgreeLoyalty
from domain.loyalty.change_programme import ChangeProgramme, change_programme
from domain.loyalty.change_tiers import ChangeTiers, change_tiers
from domain.loyalty.close_scheme import CloseScheme, close_scheme
from domain.loyalty.decide_referral import DecideReferral, decide_referral
from domain.loyalty.give_referral_code import GiveReferralCode, give_referral_code
from domain.loyalty.give_scheme import GiveScheme, give_scheme
from domain.loyalty.give_tier import GiveTier, give_tier
from domain.loyalty.look_at_referrals import LookAtReferrals, look_at_referrals
from domain.loyalty.look_at_tiers import LookAtTiers, look_at_tiers
from domain.loyalty.make_vouchers import MakeVouchers, make_vouchers
from domain.loyalty.redeem_voucher import RedeemVoucher, redeem_voucher
from domain.loyalty.tell_tier import TellTier, tell_tier
from domain.loyalty.withdraw_vouchers import WithdrawVouchers, withdraw_vouchers
from domain.maintenance.ask_maintenance import AskMaintenance, ask_maintenance
from domain.maintenance.look_at_maintenance import LookAtMaintenance, look_at_maintenance
from domain.maintenance.note_maintenance import NoteMaintenance, note_maintenance
from domain.maintenance.read_meter import ReadMeter, read_meter
from domain.maintenance.save_care import SaveCare, save_care
from domain.maintenance.tell_maintenance import TellMaintenance, tell_maintenance
from domain.maintenance.undo_maintenance import UndoMaintenance, undo_maintenance
from domain.matters.handlers import MATTER_HANDLERS
from domain.messages.handlers import MAIL_HANDLERS
from domain.orders.cancel_order import CancelOrder, cancel_order
from domain.orders.place_order import PlaceOrder, place_order
from domain.payments.handlers import PAYMENT_HANDLERS
from domain.places.handlers import PLACE_HANDLERS
from domain.portal.handlers import PORTAL_HANDLERS
from domain.quotes.handlers import QUOTE_HANDLERS
from domain.refunds.approve_refund import ApproveRefund, approve_refund
from domain.refunds.ask_refund import AskRefund, ask_refund
from domain.refunds.change_refund_rules import ChangeRefundRules, change_refund_rules
from domain.refunds.credit_refund import CreditRefund, credit_refund
from domain.refunds.fail_refund import FailRefund, fail_refund
from domain.refunds.refuse_refund import RefuseRefund, refuse_refund
from domain.refunds.send_refund import SendRefund, send_refund
from domain.refunds.settle_refund import SettleRefund, settle_refund
from domain.refunds.tell_refund import TellRefund, tell_refund
from domain.refurbishment.await_parts import AwaitParts, await_parts
from domain.refurbishment.book_outside_cost import BookOutsideCost, book_outside_cost
from domain.refurbishment.book_repair_cost import BookRepairCost, book_repair_cost
from domain.refurbishment.call_off_repair import CallOffRepair, call_off_repair
from domain.refurbishment.credit_repair import CreditRepair, credit_repair
from domain.refurbishment.diagnose_repair import DiagnoseRepair, diagnose_repair
from domain.refurbishment.finish_refurbishment import FinishRefurbishment, finish_refurbishment
from domain.refurbishment.lend_asset import LendAsset, lend_asset
from domain.refurbishment.report_problem import ReportProblem, report_problem
from domain.refurbishment.send_to_supplier import SendToSupplier, send_to_supplier
from domain.refurbishment.send_to_workshop import SendToWorkshop, send_to_workshop
from domain.refurbishment.start_refurbishment import StartRefurbishment, start_refurbishment
from domain.refurbishment.take_back_repair import TakeBackRepair, take_back_repair
from domain.refurbishment.tell_repair import TellRepair, tell_repair
from domain.returns.handlers import RETURN_HANDLERS
from domain.scans.handlers import SCAN_HANDLERS
from domain.serving.handlers import SERVING_HANDLERS
from domain.settings.add_store import AddStore, add_store
from domain.settings.change_availability_settings import ChangeAvailabilitySettings, change_availability_settings
from domain.settings.change_billing_settings import ChangeBillingSettings, change_billing_settings
from domain.settings.change_business_settings import ChangeBusinessSettings, change_business_settings
from domain.settings.change_cancellation_settings import ChangeCancellationSettings, change_cancellation_settings
from domain.settings.change_customer_billing import ChangeCustomerBilling, change_customer_billing
from domain.settings.change_delivery_settings import ChangeDeliverySettings, change_delivery_settings
from domain.settings.change_payment_settings import ChangePaymentSettings, change_payment_settings
from domain.settings.change_postage import ChangePostage, change_postage
from domain.settings.change_return_settings import ChangeReturnSettings, change_return_settings
from domain.settings.change_store_settings import ChangeStoreSettings, change_store_settings
from domain.settings.change_workshop_settings import ChangeWorkshopSettings, change_workshop_settings
from domain.settings.keep_logo import KeepLogo, keep_logo
from domain.shipping.confirm_arrival import ConfirmArrival, confirm_arrival
from domain.shipping.dispatch_shipment import DispatchShipment, dispatch_shipment
from domain.shipping.finish_packing import FinishPacking, finish_packing
from domain.shipping.pick_asset import PickAsset, pick_asset
from domain.shipping.pick_consumable import PickConsumable, pick_consumable
from domain.shipping.send_again import SendAgain, send_again
from domain.shipping.unpick_asset import UnpickAsset, unpick_asset
from domain.supplies.count_supplies import CountSupplies, count_supplies
from domain.supplies.receive_supplies import ReceiveSupplies, receive_supplies
from domain.swaps.agree_swap import AgreeSwap, agree_swap
from domain.swaps.call_off_swap import CallOffSwap, call_off_swap
from domain.swaps.follow_swaps import FollowSwaps, follow_swaps
from domain.swaps.save_group import SaveGroup, save_group
from domain.swaps.tell_swap import TellSwap, tell_swap
from domain.swaps.write_off_old import WriteOffOld, write_off_old
from domain.tasks.clear_task import ClearTask, clear_task
from domain.tasks.note_failed_job import NoteFailedJob, note_failed_job
from domain.tasks.try_again import TryAgain, try_again
from domain.till.handlers import TILL_HANDLERS
from domain.transfers.agree_transfer import AgreeTransfer, agree_transfer
from domain.transfers.call_off_transfer import CallOffTransfer, call_off_transfer
from domain.transfers.carry_out_transfer import CarryOutTransfer, carry_out_transfer
from domain.transfers.move_deposit import MoveDeposit, move_deposit
from domain.transfers.note_transfer_stuck import NoteTransferStuck, note_transfer_stuck
from domain.transfers.tell_transfer import TellTransfer, tell_transfer

CHANGES: Final[tuple[type[ContractChange], ...]] = (
    AddLine,
    AgreeLoyalty,
    CancelContract,
    ChangeBillingDay,
    ChangeDelivery,
    ChangeInterval,
    ReturnPart,
    KeepPart,
    ChangePayment,
    ChangePaymentTerms,
    ChangePlan,
    ChangePrice,
    ChangeQuantity,
    ChangeRhythm,
    ChargeOnce,
    DeliverOnce,
    EndLine,
    EndOutage,
    GiveBackDelivery,
    GiveBackMoney,
    GrantDiscount,
    KeepContract,
    MoveEnd,
    MovePayment,
    MoveStart,
    PauseContract,
    ReportOutage,
    RestoreDelivery,
    ResumeContract,
    SettleDeposit,
    SkipDelivery,
    TerminateContract,
    WithdrawContract,
)
"""The changes of a running contract; one handler does them all."""

HANDLERS: Final[Mapping[type[Command], Handler]] = {
    **dict.fromkeys(CHANGES, change_contract),
    **IMPORT_HANDLERS,
    **SCAN_HANDLERS,
    AcceptOffer: accept_offer,
    ExpireOffers: expire_offers,
    AskBuyout: ask_buyout,
    OfferBuyout: offer_buyout,
    SetBuyoutRules: set_buyout_rules,
    SettleBuyouts: settle_buyouts,
    TakeBackBuyout: take_back_buyout,
    TellOffer: tell_offer,
    WithdrawOffer: withdraw_offer,
    CarryOutDeclaration: carry_out_declaration,
    ChangeCancellationSettings: change_cancellation_settings,
    MatchDeclaration: match_declaration,
    ReceiveDeclaration: receive_declaration,
    ReopenDeclaration: reopen_declaration,
    SetAsideDeclaration: set_aside_declaration,
    TakeBackDeclaration: take_back_declaration,
    TellDeclaration: tell_declaration,
    ActivateContract: activate_contract,
    AddNote: add_note,
    AddScheme: add_scheme,
    ChangeProgramme: change_programme,
    CloseScheme: close_scheme,
    DecideReferral: decide_referral,
    GiveReferralCode: give_referral_code,
    GiveScheme: give_scheme,
    LookAtReferrals: look_at_referrals,
    ChangeTiers: change_tiers,
    GiveTier: give_tier,
    LookAtTiers: look_at_tiers,
    TellTier: tell_tier,
    MakeVouchers: make_vouchers,
    RedeemVoucher: redeem_voucher,
    WithdrawVouchers: withdraw_vouchers,
    AddPlan: add_plan,
    AddProduct: add_product,
    AnnouncePriceChange: announce_price_change,
    ChangePostage: change_postage,
    ChangeReturnSettings: change_return_settings,
    ApplyPriceChange: apply_price_change,
    AttachFile: attach_file,
    ApproveRefund: approve_refund,
    AskRefund: ask_refund,
    ChangeRefundRules: change_refund_rules,
    CreditRefund: credit_refund,
    FailRefund: fail_refund,
    RefuseRefund: refuse_refund,
    SendRefund: send_refund,
    SettleRefund: settle_refund,
    TellRefund: tell_refund,
    BillContract: bill_contract,
    BillCustomers: bill_customers,
    BookRepairCost: book_repair_cost,
    AwaitParts: await_parts,
    BookOutsideCost: book_outside_cost,
    CallOffRepair: call_off_repair,
    CreditRepair: credit_repair,
    DiagnoseRepair: diagnose_repair,
    LendAsset: lend_asset,
    ReportProblem: report_problem,
    SendToSupplier: send_to_supplier,
    SendToWorkshop: send_to_workshop,
    TakeBackRepair: take_back_repair,
    TellRepair: tell_repair,
    CancelBillingRun: cancel_billing_run,
    CheckNumbers: check_numbers,
    ChangeAvailabilitySettings: change_availability_settings,
    ChangeBillingSettings: change_billing_settings,
    ChangeBusinessSettings: change_business_settings,
    KeepLogo: keep_logo,
    ChangeCustomerBilling: change_customer_billing,
    ChangeDeliverySettings: change_delivery_settings,
    ChangeStoreSettings: change_store_settings,
    AddStore: add_store,
    ChangeWorkshopSettings: change_workshop_settings,
    ChangePlanOffer: change_plan_offer,
    ChangeProduct: change_product,
    ChangeAddress: change_address,
    ChangeCustomer: change_customer,
    ChangeVatStatus: change_vat_status,
    ClearTask: clear_task,
    NoteFailedJob: note_failed_job,
    TryAgain: try_again,
    ConfirmArrival: confirm_arrival,
    CountSupplies: count_supplies,
    DispatchShipment: dispatch_shipment,
    EndReturnedLine: end_returned_line,
    EraseNote: erase_note,
    FinishPacking: finish_packing,
    FinishRefurbishment: finish_refurbishment,
    AskMaintenance: ask_maintenance,
    LookAtMaintenance: look_at_maintenance,
    NoteMaintenance: note_maintenance,
    ReadMeter: read_meter,
    SaveCare: save_care,
    TellMaintenance: tell_maintenance,
    UndoMaintenance: undo_maintenance,
    FillInspection: fill_inspection,
    SaveForm: save_form,
    SaveTemplate: save_template,
    FollowEnding: follow_ending,
    FollowGoods: follow_goods,
    HoldBilling: hold_billing,
    ReleaseBilling: release_billing,
    PayOutBalance: pay_out_balance,
    PickAsset: pick_asset,
    PickConsumable: pick_consumable,
    CancelOrder: cancel_order,
    PlaceOrder: place_order,
    ReachDay: reach_day,
    RecordObjection: record_objection,
    DropExpectation: drop_expectation,
    ExpectReceipt: expect_receipt,
    JoinWaitingList: join_waiting_list,
    LeaveWaitingList: leave_waiting_list,
    LookAtAvailability: look_at_availability,
    MoveExpectation: move_expectation,
    ReleaseReservation: release_reservation,
    ReserveProduct: reserve_product,
    ReceiveAssets: receive_assets,
    ReceiveSupplies: receive_supplies,
    AgreeSwap: agree_swap,
    CallOffSwap: call_off_swap,
    FollowSwaps: follow_swaps,
    SaveGroup: save_group,
    TellSwap: tell_swap,
    WriteOffOld: write_off_old,
    RecordPayment: record_payment,
    ChangePaymentSettings: change_payment_settings,
    ChangeDepreciation: change_depreciation,
    RegisterCustomer: register_customer,
    RenewCustomers: renew_customers,
    RemoveNote: remove_note,
    RequestBillingRun: request_billing_run,
    SendAgain: send_again,
    SendMissed: send_missed,
    ReversePayment: reverse_payment,
    UseBalance: use_balance,
    SetChecklist: set_checklist,
    SetPlanChanges: set_plan_changes,
    SetPlanOffered: set_plan_offered,
    StartRefurbishment: start_refurbishment,
    TellPriceChange: tell_price_change,
    TellPriceStays: tell_price_stays,
    WithdrawPriceChange: withdraw_price_change,
    AgreeTransfer: agree_transfer,
    CallOffTransfer: call_off_transfer,
    CarryOutTransfer: carry_out_transfer,
    MoveDeposit: move_deposit,
    NoteTransferStuck: note_transfer_stuck,
    TellTransfer: tell_transfer,
    UndoChange: undo_change,
    UndoReceipt: undo_receipt,
    UnpickAsset: unpick_asset,
    VoidNumber: void_number,
    **BANK_HANDLERS,
    **CHECK_HANDLERS,
    **COUNTER_HANDLERS,
    **COUNT_HANDLERS,
    **PLACE_HANDLERS,
    **DUNNING_HANDLERS,
    **MAIL_HANDLERS,
    **MATTER_HANDLERS,
    **PAYMENT_HANDLERS,
    **PORTAL_HANDLERS,
    **RETURN_HANDLERS,
    **QUOTE_HANDLERS,
    **SERVING_HANDLERS,
    **LOSS_HANDLERS,
    **TILL_HANDLERS,
    **BOOKKEEPING_HANDLERS,
}
