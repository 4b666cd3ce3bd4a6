"""What must never be found in the tables, as questions that have to find nothing."""

from typing import Final

NEVER: Final = {
    "a command is half done": "SELECT name FROM umlauf.command WHERE outcome IS NULL",
    "a balance is not the sum of its entries": """
        SELECT customer_id FROM umlauf.customer_balance b FULL JOIN (SELECT customer_id, currency,
            sum(balance_minor) AS minor FROM umlauf.settlement GROUP BY 1, 2) s USING (customer_id, currency)
        WHERE coalesce(b.balance_minor, 0) <> coalesce(s.minor, 0)""",
    "what a document used is not the sum of its entries": """
        SELECT i.number FROM umlauf.invoice i LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id
        LEFT JOIN (SELECT invoice_id AS id, sum(settled_minor) AS minor FROM umlauf.settlement GROUP BY 1) s
            ON s.id = i.id
        LEFT JOIN (SELECT note_id AS id, sum(credited_minor) AS minor FROM umlauf.settlement GROUP BY 1) n
            ON n.id = i.id
        WHERE coalesce(d.used_minor, 0)
            <> CASE i.kind WHEN 'invoice' THEN coalesce(s.minor, 0) ELSE coalesce(n.minor, 0) END""",
    "a transfer became more or less money than it brought": """
        SELECT e.id FROM umlauf.bank_entry e LEFT JOIN (SELECT b.entry_id, sum(s.money_minor) AS minor
            FROM umlauf.bank_booking b JOIN umlauf.settlement s ON s.id = b.payment_id
            WHERE NOT EXISTS (SELECT FROM umlauf.settlement r WHERE r.reverses_id = s.id) GROUP BY 1) p
            ON p.entry_id = e.id
        WHERE e.nature IN ('transfer', 'came_back') AND e.left_minor <> e.amount_minor - coalesce(p.minor, 0)""",
    "a credit note went nowhere": """
        SELECT i.number FROM umlauf.invoice i LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id
        WHERE i.kind = 'credit_note' AND i.gross_minor <> coalesce(d.used_minor, 0)""",
    "money came from nowhere or went there": """
        SELECT customer_id FROM umlauf.settlement GROUP BY customer_id
        HAVING sum(money_minor + credited_minor + granted_minor) <> sum(settled_minor + balance_minor)""",
    "a shelf holds something else than what was moved": """
        SELECT o.variant_id FROM umlauf.supply_on_hand o JOIN (SELECT place_id, variant_id, sum(quantity) AS pieces
            FROM umlauf.supply_movement GROUP BY 1, 2) m USING (place_id, variant_id) WHERE o.on_hand <> m.pieces""",
    "what is held back was promised or sent": """
        SELECT code FROM umlauf.asset WHERE readiness = 'quarantined' AND status IN ('reserved', 'packed')""",
    "a place is not where its last step left it": """
        SELECT p.id FROM umlauf.place p JOIN LATERAL (SELECT * FROM umlauf.place_step s WHERE s.place_id = p.id
            ORDER BY n DESC LIMIT 1) s ON true WHERE (s.n, s.name, s.kind) <> (p.seq, p.name, p.kind)
            OR s.parent_id IS DISTINCT FROM p.parent_id""",
    "two open counts meet in one place": """
        SELECT place_id FROM umlauf.stock_count WHERE stage IN ('open', 'review') AND place_id IS NOT NULL
        GROUP BY place_id HAVING count(*) > 1""",
    "something of an order in check left": """
        SELECT s.number FROM umlauf.shipment s JOIN umlauf.order_check k ON k.order_id = s.order_id
        WHERE s.status = 'dispatched' AND k.stage <> 'passed'
        UNION ALL SELECT c.number FROM umlauf.contract c JOIN umlauf.order_check k ON k.order_id = c.order_id
        JOIN umlauf.contract_line l ON l.contract_id = c.id JOIN umlauf.assignment x ON x.contract_line_id = l.id
        WHERE k.stage <> 'passed'""",
    "a parcel is held that may go, or the other way round": """
        SELECT s.number FROM umlauf.shipment s LEFT JOIN umlauf.order_check k ON k.order_id = s.order_id
        WHERE s.status IN ('open', 'packed') AND s.is_held <> (coalesce(k.stage, 'passed') <> 'passed')""",
    "a contract began before its order passed the check": """
        SELECT c.number FROM umlauf.contract c JOIN umlauf.order_check k ON k.order_id = c.order_id
        WHERE c.start_on IS NOT NULL AND NOT EXISTS (SELECT FROM umlauf.order_check_step s
            WHERE s.order_id = k.order_id AND s.stage = 'passed')""",
    "a contract goes on although its order was refused": """
        SELECT c.number FROM umlauf.contract c JOIN umlauf.order_check k ON k.order_id = c.order_id
        WHERE k.stage = 'refused' AND c.status NOT IN ('ended', 'bought_out', 'withdrawn', 'terminated')""",
    "a check is not where its last step left it": """
        SELECT k.order_id FROM umlauf.order_check k JOIN LATERAL (SELECT stage FROM umlauf.order_check_step s
            WHERE s.order_id = k.order_id ORDER BY n DESC LIMIT 1) s ON true WHERE s.stage <> k.stage""",
    "money for a check is not what its steps say": """
        SELECT k.order_id FROM umlauf.order_check k LEFT JOIN (SELECT order_id, sum(CASE step
            WHEN 'money_back' THEN -amount_minor ELSE amount_minor END) AS minor FROM umlauf.order_check_step
            WHERE step IN ('receive', 'paid', 'money_back') GROUP BY 1) s USING (order_id)
        WHERE k.received_minor <> coalesce(s.minor, 0)""",
    "a parcel that was sent lacks a thing": """
        SELECT s.number FROM umlauf.shipment s JOIN umlauf.shipment_line l ON l.shipment_id = s.id
        WHERE s.status = 'dispatched' AND (l.done <> l.quantity OR (l.is_tracked AND l.asset_id IS NULL))""",
    "a swap is not where its last step left it": """
        SELECT w.id FROM umlauf.swap w JOIN LATERAL (SELECT stage FROM umlauf.swap_step s WHERE s.swap_id = w.id
            ORDER BY n DESC LIMIT 1) s ON true WHERE s.stage <> w.stage""",
    "a repair is not where its last step left it": """
        SELECT r.number FROM umlauf.repair r JOIN LATERAL (SELECT stage FROM umlauf.repair_step s
            WHERE s.repair_id = r.id ORDER BY n DESC LIMIT 1) s ON true WHERE s.stage <> r.stage""",
    "a run left a contract out": """
        SELECT contract_id, code, facts FROM umlauf.billing_failure WHERE code <> 'billing_backlog'""",
    "a thing that is here or gone is still rented": """
        SELECT a.code FROM umlauf.asset a JOIN umlauf.assignment x ON x.asset_id = a.id AND upper_inf(x.during)
        WHERE a.status NOT IN ('rented', 'due_back')""",
    "two returns that were agreed to wait for one thing": """
        SELECT l.asset_id FROM umlauf.return_line l JOIN umlauf.return_case c ON c.id = l.return_id
        JOIN LATERAL (SELECT stage FROM umlauf.return_step s WHERE s.return_id = c.id
            ORDER BY n DESC LIMIT 1) s ON true
        WHERE l.received_at IS NULL AND l.missing_at IS NULL AND c.withdrawn_on IS NULL AND s.stage <> 'announced'
        GROUP BY 1 HAVING count(*) > 1""",
    "a return waits for a thing that nobody has": """
        SELECT c.number, a.code, a.status FROM umlauf.return_line l JOIN umlauf.return_case c ON c.id = l.return_id
        JOIN umlauf.asset a ON a.id = l.asset_id JOIN LATERAL (SELECT stage FROM umlauf.return_step s
            WHERE s.return_id = c.id ORDER BY n DESC LIMIT 1) s ON true
        WHERE l.received_at IS NULL AND l.missing_at IS NULL AND c.withdrawn_on IS NULL
            AND s.stage NOT IN ('announced', 'closed') AND a.status NOT IN ('rented', 'due_back')""",
    "another thing waits to be packed for a contract that is over": """
        SELECT s.number, c.number AS contract FROM umlauf.shipment s JOIN umlauf.contract c ON c.id = s.contract_id
        WHERE s.status = 'open' AND s.cause IN ('again', 'loan')
            AND c.status IN ('withdrawn', 'bought_out', 'ended', 'terminated')""",
    "a purchase is settled and its thing is not sold": """
        SELECT o.number FROM umlauf.buyout_offer o JOIN umlauf.buyout_item i ON i.offer_id = o.id
        JOIN umlauf.asset a ON a.id = i.asset_id WHERE o.status = 'settled' AND a.status <> 'sold'""",
    "a thing is expected back though nobody waits for it": """
        SELECT a.code FROM umlauf.asset a WHERE a.status = 'due_back' AND NOT EXISTS (SELECT
            FROM umlauf.return_line l JOIN umlauf.return_case c ON c.id = l.return_id
            WHERE l.asset_id = a.id AND l.received_at IS NULL AND c.withdrawn_on IS NULL)""",
    "an invoice was paid out of a balance that was not there": """
        SELECT customer_id FROM umlauf.customer_balance WHERE balance_minor < 0""",
    "a refund is not where its last step left it": """
        SELECT r.number FROM umlauf.refund r JOIN LATERAL (SELECT step FROM umlauf.refund_step s
            WHERE s.refund_id = r.id ORDER BY n DESC LIMIT 1) s ON true
        WHERE (s.step, r.status) NOT IN (('approve', 'approved'), ('refuse', 'refused'), ('send', 'sent'),
            ('settle', 'settled'), ('fail', 'failed'), ('credit', 'credited'))""",
    "more is paid out for a refund than was agreed": """
        SELECT r.number FROM umlauf.refund r JOIN umlauf.refund_step s ON s.refund_id = r.id
        WHERE s.step = 'send' AND s.amount_minor > r.amount_minor""",
}

AT_ONCE: Final = " UNION ALL ".join(
    f"SELECT '{what}' AS what, to_jsonb(found) AS found FROM ({sql}) found" for what, sql in NEVER.items()
)
"""One question for all of them: it is asked after every step."""

PLACES: Final = """
    SELECT a.code, a.status, a.holder_line_id,
        (SELECT count(*) FROM umlauf.assignment x WHERE x.asset_id = a.id AND upper_inf(x.during)) AS held,
        (SELECT min(x.contract_line_id::text) FROM umlauf.assignment x
            WHERE x.asset_id = a.id AND upper_inf(x.during)) AS line,
        (SELECT count(*) FROM umlauf.shipment_line l JOIN umlauf.shipment s ON s.id = l.shipment_id
            WHERE l.asset_id = a.id AND s.status IN ('open', 'packed')) AS in_parcels,
        (SELECT count(*) FROM umlauf.refurbishment r
            WHERE r.asset_id = a.id AND r.status IN ('queued', 'in_work')) AS in_work
    FROM umlauf.asset a"""

HELD: Final = """
    SELECT x.contract_line_id AS line, count(*) AS pieces FROM umlauf.assignment x
    JOIN umlauf.contract_line l ON l.id = x.contract_line_id
    WHERE l.contract_id = %(id)s AND upper_inf(x.during) GROUP BY 1"""

SAID_BEFORE: Final = """
    SELECT l.title FROM umlauf.contract_line l JOIN umlauf.transfer t ON t.contract_id = l.contract_id
    WHERE t.successor_id = %(id)s AND l.id = ANY(%(said)s::uuid[])"""
"""Lines that somebody else had before, and of which a person said that the thing cannot be used."""

SENT_AGAIN: Final = """
    SELECT DISTINCT l.contract_line_id AS line FROM umlauf.shipment_line l
    JOIN umlauf.shipment s ON s.id = l.shipment_id
    WHERE s.contract_id = %(id)s AND s.cause IN ('again', 'loan')"""
"""Lines on which two things may be out for one: while an old one, its successor or a loan are with the customer, it is
not said which of them the customer misses."""
