"""Swaps and exchange groups: read for previews, read and written for commands."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from psycopg.types.json import Jsonb

from domain.ids import AssetId, ContractId, ContractLineId, CustomerId, PlanId, ReturnId, VariantId
from domain.money import Currency, Money
from domain.swaps.book import Free
from domain.swaps.groups import ExchangeGroup, GroupId, Member, SwapRules, UnknownExchangeGroup
from domain.swaps.model import Swap, SwapId, SwapOrder, SwapReason, TakenStep, UnknownSwap
from domain.swaps.stages import Stage, Step
from storage.codec import make_converter
from storage.database import Row
from storage.repositories.base import Desk, plain_array
from storage.repositories.steps import append_step

Read = Callable[..., list[Row]]
"""`rows` of a unit, or `read` of a database: a question and its values."""

_CONVERTER: Final = make_converter()
SWAPS_SQL: Final = (
    "SELECT s.*, (SELECT json_agg(json_build_object('step', t.step, 'stage', t.stage, 'on', t.on_day, 'note', t.note)"
    " ORDER BY t.n) FROM umlauf.swap_step t WHERE t.swap_id = s.id) AS steps FROM umlauf.swap s"
)
GROUPS_SQL: Final = "SELECT DISTINCT ON (id) * FROM umlauf.exchange_group ORDER BY id, version DESC"
_ONE_GROUP: Final = "SELECT * FROM umlauf.exchange_group WHERE id = %(id)s ORDER BY version DESC LIMIT 1"
_OPEN_GROUPS: Final = (
    "SELECT g.* FROM (SELECT DISTINCT ON (id) * FROM umlauf.exchange_group ORDER BY id, version DESC) g"
    " WHERE NOT g.is_closed AND EXISTS (SELECT FROM jsonb_array_elements(g.members) m"
    " WHERE (m ->> 'variant_id')::uuid = ANY(%(ids)s::uuid[])) ORDER BY g.id"
)
FREE: Final = (
    "SELECT (SELECT count(*) FROM umlauf.asset a WHERE a.variant_id = %(id)s AND a.status = 'in_stock'"
    " AND a.readiness = 'ready') AS in_stock,"
    " (SELECT count(*) FROM umlauf.asset a WHERE a.variant_id = %(id)s AND a.status = 'due_back' AND EXISTS"
    " (SELECT FROM umlauf.return_line l JOIN umlauf.return_case c ON c.id = l.return_id WHERE l.asset_id = a.id"
    " AND l.received_at IS NULL AND c.withdrawn_on IS NULL AND c.purpose <> 'repair' AND c.return_until >= %(today)s"
    " AND c.return_until <= %(by)s)) AS due_back,"
    " (SELECT count(*) FROM umlauf.shipment_line l JOIN umlauf.shipment s ON s.id = l.shipment_id"
    " WHERE l.variant_id = %(id)s AND l.is_tracked AND l.asset_id IS NULL AND s.status = 'open') AS promised"
)
_OVERDUE: Final = (
    "SELECT min(i.due_on) AS due_on FROM umlauf.invoice i LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id"
    " WHERE i.customer_id = %(id)s AND i.kind = 'invoice' AND i.due_on < %(day)s"
    " AND i.gross_minor > coalesce(d.used_minor, 0)"
)
_BOUNCED: Final = (
    "SELECT greatest((SELECT max(a.moved_on) FROM umlauf.payment_attempt a JOIN umlauf.invoice v ON v.id = a.invoice_id"
    " LEFT JOIN umlauf.document_account w ON w.invoice_id = v.id WHERE a.customer_id = %(id)s"
    " AND a.status IN ('failed', 'returned') AND v.gross_minor > coalesce(w.used_minor, 0)), max(r.booked_on))"
    " AS bounced_on FROM umlauf.settlement r JOIN umlauf.settlement p ON p.id = r.reverses_id"
    " JOIN umlauf.invoice i ON i.id = p.invoice_id LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id"
    " WHERE r.customer_id = %(id)s AND p.kind = 'payment' AND r.booked_on > p.booked_on"
    " AND i.gross_minor > coalesce(d.used_minor, 0)"
)
"""What could not be collected, or came back. What was taken back on the day on which it was booked was a slip of the
books."""
COST_SQL: Final = (
    "SELECT coalesce(c.acquired_minor, v.cost_minor) AS cost FROM umlauf.asset a"
    " LEFT JOIN umlauf.asset_cost c ON c.asset_id = a.id LEFT JOIN umlauf.variant_cost v ON v.variant_id = a.variant_id"
    " WHERE a.id = %(id)s"
)
"""What the thing itself was bought for, else what one of its kind costs."""


def group_from(row: Row) -> ExchangeGroup:
    members: list[Member] = _CONVERTER.structure(row["members"], list[Member])
    rules: SwapRules = _CONVERTER.structure(row["rules"], SwapRules)
    return ExchangeGroup(GroupId(row["id"]), row["version"], row["name"], tuple(members), rules, row["is_closed"])


def swap_from(row: Row) -> Swap:
    currency = Currency(row["currency"])
    steps = (
        TakenStep(Step(each["step"]), Stage(each["stage"]), date.fromisoformat(each["on"]), each["note"])
        for each in row["steps"]
    )
    return Swap(
        SwapId(row["id"]),
        ContractId(row["contract_id"]),
        ContractLineId(row["contract_line_id"]),
        AssetId(row["old_asset_id"]),
        GroupId(row["group_id"]),
        VariantId(row["variant_id"]),
        PlanId(row["plan_id"]),
        None if row["old_plan_id"] is None else PlanId(row["old_plan_id"]),
        row["title"],
        row["old_title"],
        Money(row["price_minor"], currency),
        Money(row["old_price_minor"], currency),
        row["credits"],
        SwapReason(row["reason"]),
        SwapOrder(row["handing"]),
        row["agreed_on"],
        row["wanted_on"],
        row["return_until"],
        None if row["return_id"] is None else ReturnId(row["return_id"]),
        None if row["recall_id"] is None else ReturnId(row["recall_id"]),
        row["priced_on"],
        tuple(steps),
    )


class SwapReader:
    """`domain.swaps.book.SwapShelf`, by any connection that may read."""

    def __init__(self, read: Read, today: Callable[[], date]) -> None:
        self._read, self._today = read, today

    def of_contract(self, contract_id: ContractId) -> list[Swap]:
        sql = f"{SWAPS_SQL} WHERE s.contract_id = %(id)s ORDER BY s.id"
        return [swap_from(row) for row in self._read(sql, id=contract_id)]

    def group_of(self, variant_id: VariantId) -> ExchangeGroup | None:
        rows = self._read(_OPEN_GROUPS, ids=plain_array([variant_id]))
        return group_from(rows[0]) if rows else None

    def group(self, group_id: GroupId) -> ExchangeGroup:
        """Raises UnknownExchangeGroup."""
        rows = self._read(_ONE_GROUP, id=group_id)
        if not rows:
            raise UnknownExchangeGroup(group=group_id)
        return group_from(rows[0])

    def free(self, variant_id: VariantId, by: date) -> Free:
        row = self._read(FREE, id=variant_id, by=by, today=self._today())[0]
        return Free(row["in_stock"], row["due_back"], row["promised"])

    def overdue_since(self, customer_id: CustomerId, day: date) -> date | None:
        found: date | None = self._read(_OVERDUE, id=customer_id, day=day)[0]["due_on"]
        return found

    def bounced_on(self, customer_id: CustomerId) -> date | None:
        found: date | None = self._read(_BOUNCED, id=customer_id)[0]["bounced_on"]
        return found


class SwapFile(SwapReader):
    """`domain.swaps.book.SwapBook`: with what commands write."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.rows, desk.today)
        self._desk = desk

    def of_contract(self, contract_id: ContractId) -> list[Swap]:
        sql = f"{SWAPS_SQL} WHERE s.contract_id = %(id)s ORDER BY s.id FOR UPDATE OF s"
        return [swap_from(row) for row in self._read(sql, id=contract_id)]

    def get(self, swap_id: SwapId) -> Swap:
        """Raises UnknownSwap."""
        rows = self._read(f"{SWAPS_SQL} WHERE s.id = %(id)s FOR UPDATE OF s", id=swap_id)
        if not rows:
            raise UnknownSwap(swap=swap_id)
        return swap_from(rows[0])

    def answering(self, return_id: ReturnId) -> Swap | None:
        rows = self._read(f"{SWAPS_SQL} WHERE s.return_id = %(id)s", id=return_id)
        return swap_from(rows[0]) if rows else None

    def add(self, swap: Swap) -> None:
        """Raises SwapRunsAlready when a swap of the line came first (at the latest when the unit ends)."""
        self._desk.write(
            "INSERT INTO umlauf.swap (id, contract_id, contract_line_id, old_asset_id, group_id, variant_id, plan_id,"
            " old_plan_id, title, old_title, currency, price_minor, old_price_minor, credits, reason, handing,"
            " agreed_on, wanted_on, return_until, return_id, stage) VALUES (%(id)s, %(contract)s, %(line)s, %(old)s,"
            " %(group)s, %(variant)s, %(plan)s, %(old_plan)s, %(title)s, %(old_title)s, %(currency)s, %(price)s,"
            " %(old_price)s, %(credits)s, %(reason)s, %(order)s, %(agreed)s, %(wanted)s, %(until)s, %(return)s,"
            " %(stage)s)",
            id=swap.id,
            contract=swap.contract_id,
            line=swap.line_id,
            old=swap.old_asset_id,
            group=swap.group_id,
            variant=swap.variant_id,
            plan=swap.plan_id,
            old_plan=swap.old_plan_id,
            title=swap.title,
            old_title=swap.old_title,
            currency=swap.price.currency,
            price=swap.price.minor,
            old_price=swap.old_price.minor,
            credits=swap.credits,
            reason=swap.reason,
            order=swap.order,
            agreed=swap.agreed_on,
            wanted=swap.wanted_on,
            until=swap.return_until,
            stage=swap.stage,
            **{"return": swap.return_id},
        )
        self._write_steps(swap, 0)

    def save(self, before: Swap, after: Swap) -> None:
        """Raises Conflict when someone else took a step at the same time (at the latest when the unit ends)."""
        self._desk.write(
            "UPDATE umlauf.swap SET stage = %(stage)s, priced_on = %(priced)s, recall_id = %(recall)s"
            " WHERE id = %(id)s",
            id=after.id,
            stage=after.stage,
            priced=after.priced_on,
            recall=after.recall_id,
        )
        self._write_steps(after, len(before.steps))

    def _write_steps(self, swap: Swap, known: int) -> None:
        for n, each in enumerate(swap.steps[known:], start=known + 1):
            what = {"step": each.step, "stage": each.stage, "on_day": each.on, "note": each.note}
            append_step(self._desk, "swap", swap.id, n, what)

    def save_group(self, group: ExchangeGroup) -> None:
        """Raises Conflict when someone else changed it first (at the latest when the unit ends)."""
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.exchange_group (id, version, name, members, rules, is_closed, changed_by, changed_at,"
            " command_id) VALUES (%(id)s, %(version)s, %(name)s, %(members)s, %(rules)s, %(closed)s, %(by)s, %(at)s,"
            " %(command)s)",
            id=group.id,
            version=group.version,
            name=group.name,
            members=Jsonb(_CONVERTER.unstructure(list(group.members))),
            rules=Jsonb(_CONVERTER.unstructure(group.rules)),
            closed=group.is_closed,
            by=context.actor_id,
            at=context.effective_at,
            command=context.command_id,
        )

    def grouped_elsewhere(self, group_id: GroupId, variants: Sequence[VariantId]) -> frozenset[VariantId]:
        rows = self._read(_OPEN_GROUPS, ids=plain_array(variants))
        others = [group for group in map(group_from, rows) if group.id != group_id]
        return frozenset(each.variant_id for group in others for each in group.members) & frozenset(variants)

    def cost_of(self, asset_id: AssetId) -> Money | None:
        rows = self._read(COST_SQL, id=asset_id)
        return None if rows[0]["cost"] is None else Money(rows[0]["cost"])
