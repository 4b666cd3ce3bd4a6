"""Who tells of which command in the timelines: the table that a new command has to be entered in.

Most of what needs no source of its own is told by COMMAND: in a row under its words (`ui/lifecycle/words.py`), on the
page of everything whose id the command or its event names. The others leave a trace that a source of
`storage/queries/lifecycle` reads.
"""

from dataclasses import dataclass
from typing import Final

from domain.views.lifecycle import LifeKind, Teller


@dataclass(frozen=True, slots=True)
class Told:
    """`teller` None: it is about none of the six, and `why` says about what."""

    teller: Teller | None
    kind: LifeKind | None = None
    why: str = ""


def _own(kind: LifeKind) -> Told:
    return Told(Teller.COMMAND, kind)


_GOODS = _own(LifeKind.GOODS)
_CONTRACT = _own(LifeKind.CONTRACT)
_RETURNS = _own(LifeKind.RETURNS)
_WORKSHOP = _own(LifeKind.WORKSHOP)
_DOCUMENTS = _own(LifeKind.DOCUMENTS)
_MONEY = _own(LifeKind.MONEY)
_TASKS = _own(LifeKind.TASKS)
_CUSTOMER = _own(LifeKind.CUSTOMER)
_LEDGER, _STEP, _CHANGE = Told(Teller.LEDGER), Told(Teller.STEP), Told(Teller.CHANGE)
_DOCUMENT, _ENTRY, _NOTE = Told(Teller.DOCUMENT), Told(Teller.MONEY), Told(Teller.NOTE)
_TASK, _LETTER = Told(Teller.TASK), Told(Teller.LETTER)
_CATALOGUE, _HOUSE = Told(None, why="catalogue and prices"), Told(None, why="settings of the house")
_BOOKS = Told(None, why="files for others: listed where they are made")
_SHELF, _RUN = Told(None, why="stock of what is counted"), Told(None, why="a billing run as a whole")
_BLOCKED = Told(None, why="the blocklist, which knows no customer")
_WORK = Told(None, why="work in the background")
_BANK = Told(None, why="a file of the bank, or money that is nobody's yet")
_COUNT = Told(None, why="a stock count as a whole; what it found is told by the ledger")
_TILL = Told(None, why="a till, its drawer and its receipts, listed there")
_INBOX = Told(None, why="who looks after what is stuck, told where it waits")
_POST = Told(None, why="the way of one letter, told on the page of letters")
_CAMPAIGN, _OFFERED = Told(None, why="a campaign as a whole"), Told(None, why="what is offered to everybody")

COMMANDS: Final[dict[str, Told]] = {
    "AttachCode": _GOODS, "DetachCode": _GOODS, "ChangeScanSettings": _HOUSE,
    "NoteWrongScan": Told(None, why="a scan of no use, listed with the others"),
    "AddTill": _TILL, "ChangeTill": _TILL, "CloseTill": _TILL, "OpenDrawer": _TILL, "MoveCash": _TILL,
    "CountDrawer": _TILL, "CloseDay": _TILL, "VoidReceipt": _TILL, "AgreeVoid": _TILL,
    "MailReceipt": _TILL, "TellReceipt": _TILL, "OpenPayLink": _MONEY,
    "CollectNow": Told(None, why="collecting as a whole"), "AssignMatter": _INBOX, "NoteMatter": _INBOX,
    "SettleMatter": _INBOX, "SnoozeMatter": _INBOX, "WakeMatter": _INBOX,
    "PayAtCounter": _MONEY, "BookCounterPayment": _ENTRY, "NoteMailAddress": _CUSTOMER,
    "SellAtCounter": _GOODS, "BookSale": _GOODS, "HandOverAtCounter": _GOODS, "HandOverSold": _GOODS,
    "HonourSale": _GOODS, "TakeBackSale": _GOODS, "NoteSale": _GOODS, "TellAgreement": _LETTER,
    "BookSaleMoney": _ENTRY, "KeepSignature": _TILL, "TakeMoneyAhead": _MONEY, "BookMoneyAhead": _ENTRY,
    "PayOutAtCounter": _MONEY, "AgreePayOut": _TILL, "BookPayOut": _ENTRY, "BookPayOutAgain": _TILL,
    "ReceiveAssets": _LEDGER, "UndoReceipt": _LEDGER, "PickAsset": _LEDGER, "UnpickAsset": _GOODS,
    "PickConsumable": _GOODS, "FinishPacking": _GOODS, "DispatchShipment": _GOODS, "ConfirmArrival": _GOODS,
    "SendAgain": _GOODS, "SendMissed": _GOODS, "PlaceOrder": _GOODS, "CancelOrder": _GOODS,
    "ReserveProduct": _GOODS,
    "ReleaseReservation": _GOODS, "JoinWaitingList": _GOODS, "LeaveWaitingList": _GOODS, "KeepPhoto": _GOODS,
    "ExpectReceipt": _SHELF, "DropExpectation": _SHELF, "LookAtAvailability": _LETTER,
    "MarkSetupStep": _HOUSE, "RenamePerson": _HOUSE, "StartImport": _HOUSE, "SaveImportTemplate": _HOUSE,
    "ImportProducts": _CATALOGUE, "ImportStock": _SHELF,
    "ImportCustomers": _CUSTOMER, "ImportContracts": _CONTRACT, "ImportAssets": _LEDGER, "ImportBalances": _ENTRY,
    "CountSupplies": _SHELF, "ReceiveSupplies": _SHELF, "AddPlace": _HOUSE,
    "AddPlaces": _HOUSE, "ChangePlace": _HOUSE, "ClosePlace": _HOUSE, "ReopenPlace": _HOUSE,
    "QuarantinePlace": _LEDGER, "LiftPlace": _LEDGER, "QuarantineThings": _LEDGER, "LiftQuarantine": _LEDGER,
    "MoveThings": _LEDGER, "UndoMove": _LEDGER, "MoveSupplies": _SHELF, "LoseMissing": _LEDGER,
    "ChangeStockSettings": _HOUSE, "OpenCount": _COUNT, "ScanCount": _COUNT, "CountPieces": _COUNT,
    "TakeBackScan": _COUNT, "FinishCount": _COUNT, "ReopenCount": _COUNT, "DecideLines": _COUNT,
    "AgreeCount": _COUNT, "DropCount": _COUNT, "BookCount": _LEDGER,
    "ActivateContract": _CHANGE, "AddLine": _CHANGE, "AgreeLoyalty": _CHANGE, "CancelContract": _CHANGE,
    "ChangeBillingDay": _CHANGE, "ChangeDelivery": _CHANGE, "ChangeInterval": _CHANGE, "ReturnPart": _CHANGE,
    "KeepPart": _CHANGE, "ChangePayment": _CHANGE, "ChangePaymentTerms": _CHANGE, "ChangePlan": _CHANGE,
    "ChangePrice": _CHANGE, "ChangeQuantity": _CHANGE, "ChangeRhythm": _CHANGE, "ChargeOnce": _CHANGE,
    "DeliverOnce": _CHANGE, "EndLine": _CHANGE, "EndOutage": _CHANGE, "GiveBackDelivery": _CHANGE,
    "GiveBackMoney": _CHANGE, "GrantDiscount": _CHANGE, "KeepContract": _CHANGE, "MoveEnd": _CHANGE,
    "MovePayment": _CHANGE, "MoveStart": _CHANGE, "PauseContract": _CHANGE, "ReportOutage": _CHANGE,
    "RestoreDelivery": _CHANGE, "ResumeContract": _CHANGE, "SettleDeposit": _CHANGE, "SkipDelivery": _CHANGE,
    "TerminateContract": _CHANGE, "WithdrawContract": _CHANGE, "UndoChange": _CHANGE, "ReachDay": _CHANGE,
    "ApplyPriceChange": _CHANGE, "EndReturnedLine": _CHANGE, "FollowGoods": _CHANGE, "FollowEnding": _LETTER,
    "RecordObjection": _CONTRACT, "HoldBilling": _CONTRACT, "ReleaseBilling": _CONTRACT, "GiveScheme": _CONTRACT,
    "RedeemVoucher": _CONTRACT,
    "AddNote": _NOTE, "AttachFile": _NOTE, "RemoveNote": _NOTE, "EraseNote": _NOTE,
    "AnnouncePriceChange": _CAMPAIGN, "WithdrawPriceChange": _CAMPAIGN, "TellPriceChange": _LETTER,
    "TellPriceStays": _LETTER,
    "ReceiveDeclaration": _STEP, "MatchDeclaration": _STEP, "CarryOutDeclaration": _STEP, "TakeBackDeclaration": _STEP,
    "SetAsideDeclaration": _STEP, "ReopenDeclaration": _STEP, "TellDeclaration": _LETTER,
    "AskReturn": _RETURNS, "AnnounceReturn": _RETURNS, "ReplaceAsset": _RETURNS,
    "ApproveReturn": _STEP, "RefuseReturn": _STEP, "SendReturnLabel": _STEP, "NoteReturnSent": _STEP,
    "ExtendReturn": _STEP, "RemindReturn": _STEP,
    "ReachReturns": _STEP, "CallOffReturn": _STEP, "TakeBackAsset": _LEDGER,
    "TakeBackParcel": _LEDGER, "NoteMissing": _RETURNS, "NoteOtherThing": _STEP, "InspectReturn": _RETURNS,
    "FollowInspection": _STEP, "NoteDamage": _STEP, "ClaimDamage": _STEP, "ObjectToClaim": _STEP,
    "ChargeClaim": _STEP, "DropClaim": _STEP, "CloseReturn": _STEP, "TellReturn": _LETTER,
    "AgreeSwap": _STEP, "CallOffSwap": _STEP, "FollowSwaps": _STEP, "WriteOffOld": _STEP, "TellSwap": _LETTER,
    "SaveGroup": _CATALOGUE,
    "OfferBuyout": _RETURNS, "AskBuyout": _RETURNS, "AcceptOffer": _RETURNS, "WithdrawOffer": _RETURNS,
    "ExpireOffers": _RETURNS,
    "SettleBuyouts": _RETURNS, "TakeBackBuyout": _RETURNS, "TellOffer": _LETTER, "SetBuyoutRules": _CATALOGUE,
    "StartRefurbishment": _LEDGER, "FinishRefurbishment": _LEDGER, "BookRepairCost": _LEDGER,
    "ReportProblem": _WORKSHOP, "DiagnoseRepair": _STEP, "AwaitParts": _STEP, "SendToWorkshop": _STEP,
    "SendToSupplier": _STEP, "TakeBackRepair": _STEP, "CallOffRepair": _STEP, "CreditRepair": _WORKSHOP,
    "BookOutsideCost": _WORKSHOP, "LendAsset": _WORKSHOP, "TellRepair": _LETTER,
    "BillContract": _DOCUMENT, "BillCustomers": _DOCUMENT, "RequestBillingRun": _RUN, "CancelBillingRun": _RUN,
    "CheckNumbers": _RUN, "VoidNumber": _RUN, "RecordPayment": _ENTRY, "ReversePayment": _ENTRY,
    "PayOutBalance": _ENTRY, "UseBalance": _ENTRY, "BookTransfer": _ENTRY, "TakeBackTransfer": _ENTRY,
    "KeepBankFile": _BANK, "HearBank": _BANK, "KeepDebitFile": _BANK, "NoteFileStep": _BANK, "MarkTransfer": _BANK,
    "RequestDunningRun": Told(None, why="a dunning run as a whole"), "RemindCustomer": _LETTER,
    "TellInstalments": _LETTER, "TellCollection": _LETTER,
    "NoteNoticeSent": _MONEY, "DropNotice": _MONEY, "WaiveClaims": _MONEY, "HoldDunning": _MONEY, "LiftHold": _MONEY,
    "AgreeInstalments": _MONEY, "CallOffInstalments": _MONEY, "FollowInstalments": _MONEY, "TakePayment": _ENTRY,
    "ProposeCollection": _MONEY, "DecideCollection": _MONEY, "MoveCollection": _MONEY, "TakeCasePayment": _ENTRY,
    "RecoverThings": _MONEY, "WriteOffClaim": _ENTRY, "ReviveClaim": _ENTRY, "ChangeDunningSettings": _HOUSE,
    "AskRefund": _MONEY, "ApproveRefund": _STEP, "RefuseRefund": _STEP, "SendRefund": _STEP, "SettleRefund": _STEP,
    "FailRefund": _STEP, "CreditRefund": _STEP, "TellRefund": _LETTER, "ChangeRefundRules": _HOUSE,
    "AddMandate": _CUSTOMER, "AmendMandate": _CUSTOMER, "KeepMethod": _CUSTOMER, "EndMethod": _CUSTOMER,
    "ChooseMethod": _CUSTOMER, "KeepMandateScan": _CUSTOMER,
    "PlanPayments": _WORK, "SubmitPayments": _STEP, "RecordAnswer": _STEP, "TakeNews": _STEP, "MatchNews": _STEP,
    "DecideAttempt": _STEP, "WithdrawAttempt": _STEP, "RetryPayment": _MONEY, "PayInvoice": _MONEY,
    "LookUpPayment": _MONEY,
    "ChangeDepreciation": _HOUSE, "ChangePaymentSettings": _HOUSE, "AskMethod": _CUSTOMER, "ReachMethod": _LETTER,
    "RecordPayBack": _STEP, "ChargeReturnFee": _CHANGE, "TellMethod": _LETTER, "TellPayment": _LETTER,
    "RegisterCustomer": _CUSTOMER, "ChangeCustomer": _CUSTOMER, "ChangeAddress": _CUSTOMER,
    "ChangeVatStatus": _CUSTOMER, "RenewCustomers": _CUSTOMER, "ChangeCustomerBilling": _CUSTOMER,
    "GiveReferralCode": _CUSTOMER, "DecideReferral": _CUSTOMER, "LookAtReferrals": _CUSTOMER,
    "ClearTask": _TASKS, "NoteFailedJob": _WORK, "TryAgain": _WORK,
    "ReportLoss": _GOODS, "ClaimLoss": _GOODS, "ObjectToLoss": _GOODS, "CoverLoss": _GOODS, "WaiveLoss": _GOODS,
    "ChargeLoss": _GOODS, "FindLost": _GOODS, "FollowFound": _GOODS, "DecideFound": _GOODS, "RecoverLost": _GOODS,
    "WriteOffAsset": _GOODS, "DecideWriteOff": _GOODS, "UndoWriteOff": _GOODS, "TellLoss": _LETTER,
    "OpenCase": _CUSTOMER, "LiftCase": _CUSTOMER, "ChangeCaseContact": _CUSTOMER, "TellDeath": _LETTER,
    "ChangeLossSettings": _HOUSE, "ChangeAccountSettings": _HOUSE, "ExportBookings": _BOOKS, "KeepLogo": _HOUSE,
    "AgreeTransfer": _CONTRACT, "CallOffTransfer": _CONTRACT, "CarryOutTransfer": _CONTRACT, "MoveDeposit": _CONTRACT,
    "NoteTransferStuck": _CONTRACT, "TellTransfer": _LETTER,
    "AskMaintenance": _WORKSHOP, "NoteMaintenance": _WORKSHOP, "UndoMaintenance": _WORKSHOP,
    "ReadMeter": _WORKSHOP, "LookAtMaintenance": _WORKSHOP,
    "TellMaintenance": _LETTER, "SaveCare": _CATALOGUE, "FillInspection": _WORKSHOP, "SaveForm": _CATALOGUE,
    "SaveTemplate": _CATALOGUE,
    "GiveTier": _CUSTOMER, "LookAtTiers": _CUSTOMER, "TellTier": _LETTER, "ChangeTiers": _OFFERED,
    "MoveExpectation": _SHELF,
    "AddProduct": _CATALOGUE, "ChangeProduct": _CATALOGUE, "AddPlan": _CATALOGUE, "ChangePlanOffer": _CATALOGUE,
    "JudgeOrder": _STEP, "AskBureau": _STEP, "NoteBureau": _STEP, "AskIdentity": _STEP, "NoteIdentity": _STEP,
    "SeeIdentity": _STEP, "CheckAgain": _STEP, "AskMoney": _STEP, "ReceiveMoney": _STEP, "LapseMoney": _STEP,
    "DropMoney": _STEP, "ReleaseOrder": _STEP, "AgreeRelease": _STEP, "DeclineRelease": _STEP, "LookAgain": _STEP,
    "TakeOver": _STEP, "RefuseOrder": _STEP, "TellCheck": _LETTER, "EraseCheckDetail": _CUSTOMER,
    "BlockCustomer": _CUSTOMER, "BlockValue": _BLOCKED, "LiftBlock": _BLOCKED, "ChangeCheckSettings": _HOUSE,
    "SetPlanOffered": _CATALOGUE, "SetPlanChanges": _CATALOGUE, "SetChecklist": _CATALOGUE,
    "AddScheme": _OFFERED, "CloseScheme": _OFFERED, "ChangeProgramme": _OFFERED, "MakeVouchers": _OFFERED,
    "WithdrawVouchers": _OFFERED,
    "MakeQuote": _STEP, "SendQuote": _STEP, "MakeQuoteLink": _STEP, "SeeQuote": _STEP, "AcceptQuote": _STEP,
    "DeclineQuote": _STEP, "ExpireQuotes": _STEP, "TellQuote": _LETTER, "ChangeQuoteSettings": _HOUSE,
    "ChangePostage": _HOUSE,
    "SendCode": _WORK, "TakeNewAddress": _CUSTOMER, "ChangeContact": _CUSTOMER, "AskErasure": _CUSTOMER,
    "NoteDataTaken": _CUSTOMER, "SendPhoto": _WORKSHOP, "ChangePortalSettings": _HOUSE,
    "AddStore": _HOUSE, "ChangeStoreSettings": _HOUSE, "ChangeBusinessSettings": _HOUSE,
    "ChangeBillingSettings": _HOUSE, "ChangeWorkshopSettings": _HOUSE, "ChangeDeliverySettings": _HOUSE,
    "ChangeReturnSettings": _HOUSE, "ChangeCancellationSettings": _HOUSE, "ChangeAvailabilitySettings": _HOUSE,
    "BlockAddress": _POST, "ReleaseAddress": _POST, "ChangeMailRule": _HOUSE, "ChangeWording": _HOUSE,
    "DecideMail": _POST, "ResendMail": _POST, "SendTestMail": _POST, "SetBillingContact": _CUSTOMER,
    "TellNews": _LETTER,
}  # fmt: skip

UNKNOWN: Final = _own(LifeKind.CONTRACT)
"""A command of a newer program: told by its name."""


def told(name: str) -> Told:
    """How the command of this name is told."""
    return COMMANDS.get(name, UNKNOWN)


def names_of(kinds: frozenset[LifeKind]) -> list[str]:
    """The commands with rows of their own that belong to these kinds."""
    return sorted(name for name, each in COMMANDS.items() if each.teller is Teller.COMMAND and each.kind in kinds)
