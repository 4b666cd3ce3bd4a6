"""Where stuck things are found: one question each, all with the same columns, so that the list is one statement.

`doubles`: tasks that tell of the same thing, as "kind:subject"; they are not shown beside it.
"""

from typing import Final

_LEFT_OUT: Final = """
    SELECT 'left_out' AS kind, s.id AS matter_id, s.number, s.next_due_on::timestamptz AS since, s.customer_id,
        NULL::bigint AS minor, NULL AS currency, s.run_id::text AS cause,
        jsonb_build_object('code', s.code, 'facts', s.facts, 'due', s.next_due_on) AS facts, '{}'::text[] AS doubles,
        NULL::uuid AS task_id
    FROM (SELECT DISTINCT ON (k.id) k.id, k.number, k.customer_id, k.next_due_on, f.code, f.facts, f.run_id, r.as_of
        FROM umlauf.contract k JOIN umlauf.billing_failure f ON f.contract_id = k.id
        JOIN umlauf.billing_run r ON r.id = f.run_id
        WHERE k.next_due_on <= %(day)s AND (k.held_until IS NULL OR k.held_until <= %(day)s)
        ORDER BY k.id, r.started_at DESC) s
    WHERE s.as_of >= s.next_due_on"""
_PAYMENTS: Final = """
    SELECT CASE a.status WHEN 'unknown' THEN 'payment_unknown' WHEN 'needs_customer' THEN 'payment_waits'
            ELSE 'payment_failed' END, a.id, i.number, coalesce(a.submitted_at, a.planned_at), a.customer_id,
        a.amount_minor, a.currency, a.status || a.steps,
        jsonb_build_object('status', a.status, 'provider', a.provider, 'reason', a.reason_class,
            'code', a.reason_code, 'invoice', a.invoice_id, 'shown', m.shown),
        ARRAY['payment_unknown:' || i.number, 'payment_refused:' || i.number],
        CASE WHEN a.status IN ('failed', 'returned') THEN t.id END
    FROM umlauf.payment_attempt a JOIN umlauf.invoice i ON i.id = a.invoice_id
    JOIN umlauf.payment_method m ON m.id = a.payment_method_id
    LEFT JOIN umlauf.task t ON t.kind = 'payment_refused' AND t.subject = i.number AND t.closed_at IS NULL
    WHERE a.status IN ('unknown', 'needs_customer') OR (t.id IS NOT NULL AND a.status IN ('failed', 'returned')
        AND a.id = (SELECT b.id FROM umlauf.payment_attempt b WHERE b.invoice_id = a.invoice_id
            ORDER BY b.planned_at DESC, b.id DESC LIMIT 1))"""
_LETTERS: Final = """
    SELECT 'letter', m.id, m.number, m.created_at, m.customer_id, NULL, NULL, m.state || m.attempts,
        jsonb_build_object('state', m.state, 'template', m.template, 'why', m.why, 'name', coalesce(c.name, ''),
            'address', coalesce(c.address, '')), '{}'::text[], NULL
    FROM umlauf.mail m LEFT JOIN umlauf.mail_content c ON c.mail_id = m.id
    WHERE m.state IN ('unknown', 'failed', 'suppressed', 'bounced')"""
_RETURNS: Final = """
    SELECT 'return_late', r.id, r.number, r.return_until::timestamptz, r.customer_id,
        sum(coalesce(c.acquired_minor, vc.cost_minor))::bigint, 'EUR', r.return_until::text,
        jsonb_build_object('until', r.return_until, 'things', count(*), 'reminders', (SELECT count(*)
            FROM umlauf.return_step s WHERE s.return_id = r.id AND s.step = 'remind'
            AND (s.facts ->> 'offset')::int > 0)),
        ARRAY['thing_missing:' || r.number, 'swap_overdue:' || r.number], NULL
    FROM umlauf.return_case r JOIN umlauf.return_line l ON l.return_id = r.id
    JOIN umlauf.asset a ON a.id = l.asset_id
    LEFT JOIN umlauf.asset_cost c ON c.asset_id = a.id
    LEFT JOIN umlauf.variant_cost vc ON vc.variant_id = a.variant_id
    WHERE r.withdrawn_on IS NULL AND r.return_until < %(day)s AND l.received_at IS NULL
        AND a.status IN ('rented', 'due_back')
    GROUP BY r.id"""
_DECLARATIONS: Final = """
    SELECT 'declaration', d.id, d.number, d.received_at, k.customer_id, NULL, NULL, t.stage,
        jsonb_build_object('stage', t.stage, 'channel', d.channel, 'name', x.sender_name, 'contract', k.number),
        ARRAY['declaration_waits:' || d.number], NULL
    FROM umlauf.declaration d JOIN umlauf.declaration_content x ON x.declaration_id = d.id
    JOIN LATERAL (SELECT s.stage, s.contract_id FROM umlauf.declaration_step s WHERE s.declaration_id = d.id
        ORDER BY s.n DESC LIMIT 1) t ON t.stage IN ('unmatched', 'matched')
    LEFT JOIN umlauf.contract k ON k.id = t.contract_id"""
_REFUNDS: Final = """
    SELECT 'refund', r.id, r.number, s.taken_at, r.customer_id, r.amount_minor, r.currency, r.status || s.n,
        jsonb_build_object('cause', r.cause, 'due', r.due_on),
        ARRAY['refund_failed:' || r.number, 'refund_due:' || coalesce(k.number, '')], NULL
    FROM umlauf.refund r LEFT JOIN umlauf.contract k ON k.id = r.contract_id
    JOIN LATERAL (SELECT s.taken_at, s.n FROM umlauf.refund_step s WHERE s.refund_id = r.id
        ORDER BY s.n DESC LIMIT 1) s ON true
    WHERE r.status = 'failed'"""
_CHECKS: Final = """
    SELECT 'check', k.order_id, k.number, k.opened_at, k.customer_id, k.value_minor, k.currency, k.stage,
        jsonb_build_object('stage', k.stage, 'colour', k.colour, 'score', k.score),
        ARRAY['order_in_check:' || k.number], NULL
    FROM umlauf.check_sheet k WHERE k.stage IN ('review', 'red', 'second')"""
_TRANSFERS: Final = """
    SELECT 'transfer', e.id, to_char(e.booked_on, 'YYYY-MM-DD'), e.booked_on::timestamptz, NULL, e.left_minor,
        e.currency, e.left_minor::text,
        jsonb_build_object('payer', coalesce(p.payer, ''), 'words', coalesce(p.words, ''), 'nature', e.nature),
        '{}'::text[], NULL
    FROM umlauf.bank_entry e LEFT JOIN umlauf.bank_entry_personal p ON p.entry_id = e.id
    WHERE e.left_minor > 0 AND e.mark = 'open'"""
_WISHES: Final = """
    SELECT 'wish', w.id, coalesce(u.number, ''), w.filed_at, w.customer_id, NULL, NULL, 'refused',
        jsonb_build_object('name', w.name, 'code', c.result ->> 'code', 'facts', c.result -> 'facts'),
        '{}'::text[], NULL
    FROM umlauf.portal_wish w JOIN umlauf.command c ON c.command_id = w.id AND c.outcome = 'rejected'
    LEFT JOIN umlauf.customer u ON u.id = w.customer_id"""
FOUND: Final = " UNION ALL ".join(
    (_LEFT_OUT, _PAYMENTS, _LETTERS, _RETURNS, _DECLARATIONS, _REFUNDS, _CHECKS, _TRANSFERS, _WISHES)
)
"""Everything but tasks."""
TASKS: Final = """
    SELECT 'task', t.id, t.subject, t.opened_at,
        coalesce(k.customer_id, u.id, o.customer_id, r.customer_id, i.customer_id, f.customer_id),
        NULL::bigint, NULL, t.kind, t.facts, '{}'::text[], t.id
    FROM umlauf.task t
    LEFT JOIN umlauf.contract k ON k.number = t.subject
    LEFT JOIN umlauf.customer u ON u.number = t.subject
    LEFT JOIN umlauf.customer_order o ON o.number = t.subject
    LEFT JOIN umlauf.return_case r ON r.number = t.subject
    LEFT JOIN umlauf.invoice i ON i.number = t.subject
    LEFT JOIN umlauf.refund f ON f.number = t.subject
    WHERE t.closed_at IS NULL AND t.kind || ':' || t.subject NOT IN (SELECT key FROM told)
        AND (t.kind <> 'swap_overdue' OR t.kind || ':' || coalesce(t.facts ->> 'return', '')
            NOT IN (SELECT key FROM told))"""
"""Those that no other source tells of."""
